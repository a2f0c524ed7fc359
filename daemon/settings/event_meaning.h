// What the title of an event in a published calendar says it is: "Autumn term 2026", "Half-term", "INSET day". Words that
// are not known are never guessed at.
#pragma once

#include <chrono>
#include <optional>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "calendar/school_calendar.h"

namespace termwise::settings {

enum class EventKind {
  term,          // from its first day to its last
  term_start,    // its first day
  term_end,      // its last
  half_term,     // the break
  closure,       // a training day, an occasional day
  holiday,       // between terms
  bank_holiday,  // of the calendars, which know it already
};

struct EventMeaning {
  EventKind kind = EventKind::term;
  std::optional<calendar::TermName> term;     // always of a term and its ends
  int part = 0;                               // of a term and its ends: 1 or 2, its first or second half; 0: the whole
  std::optional<std::chrono::month> month;    // "October half-term"
  std::optional<std::chrono::year> year;      // "Autumn term 2026"
  std::optional<AcademicYear> academic_year;  // "Autumn term 2026/27"
};

std::optional<EventMeaning> meaning_of(std::string_view title);

// What titles there are, as it ends a sentence.
inline constexpr std::string_view kKnownTitles =
    "'Autumn term', 'Autumn term starts' and 'Autumn term ends', 'Autumn term 1' and 'Autumn term 2', 'Term 1' to "
    "'Term "
    "6', 'Half-term', 'INSET day', 'Occasional day', 'Christmas holiday' or 'Bank holiday'";

}  // namespace termwise::settings
