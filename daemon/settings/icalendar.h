// Events out of an iCalendar file (RFC 5545), as publishers of term dates write it: events that last whole days. What
// they mean is event_meaning's and term_events' business.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "calendar/school_calendar.h"
#include "settings/report.h"

namespace termwise::settings {

inline constexpr std::size_t kMaximumEvents = 5000;         // of one file
inline constexpr std::size_t kMaximumIcalendarNesting = 8;  // a calendar's event with its alarm has 3
inline constexpr std::size_t kLongestEventLine = 4000;      // bytes, unfolded; of a line that is read
inline constexpr std::size_t kMaximumEventErrors = 20;      // of one file; then one sentence says how many more
inline constexpr int kLongestEventDays = 366;

struct CalendarEvent {
  std::string summary;      // its title, unescaped and trimmed; no hidden character in it
  calendar::DateSpan days;  // both ends belong to it
  Location where;           // of its title
  Location start;
  Location end;  // of its title where it has no end of its own
};

// The events in the order of the file, without those that are cancelled. Empty, with located errors, where the file or
// one of its events cannot be read. Safe to call from several threads.
std::optional<std::vector<CalendarEvent>> read_icalendar(std::string_view content, const std::string& file,
                                                         Report& report);

}  // namespace termwise::settings
