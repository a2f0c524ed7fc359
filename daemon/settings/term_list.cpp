#include "settings/term_list.h"

#include <fmt/format.h>

#include "calendar/london.h"

namespace termwise::settings {

using calendar::Date;
using calendar::DateSpan;
using calendar::Term;

std::string place_in_words(const Location& place, const Location& reader) {
  return place.file == reader.file ? fmt::format("on line {}", place.line) : fmt::format("at {}", to_string(place));
}

bool TermList::add(const Term& term, const TermPlaces& places) {
  if (!within_year(term, places) || !within_term(term, places) || !fits_the_others(term, places)) return false;
  terms_.push_back(term);
  places_.push_back(places);
  return true;
}

bool TermList::within_year(const Term& term, const TermPlaces& places) {
  using namespace std::chrono;
  const int summer = term.year.summer();
  const DateSpan year{Date(std::chrono::year(summer - 1), September, day(1)),
                      Date(std::chrono::year(summer), August, day(31))};
  const bool starts_within = year.contains(term.days.first);
  if (starts_within && year.contains(term.days.last)) return true;
  report_.error(starts_within ? places.end : places.start,
                fmt::format("{} is not in the academic year {}, which runs from {} to {}. Correct the date or the "
                            "year.",
                            calendar::to_string(starts_within ? term.days.last : term.days.first), term.year.label(),
                            calendar::to_string(year.first), calendar::to_string(year.last)));
  return false;
}

bool TermList::within_term(const Term& term, const TermPlaces& places) {
  if (!term.half_term || (term.days.first < term.half_term->first && term.half_term->last < term.days.last))
    return true;
  report_.error(places.half_term,
                fmt::format("the half-term from {} to {} is not within its term, which runs from {} to {}. "
                            "Correct the dates.",
                            calendar::to_string(term.half_term->first), calendar::to_string(term.half_term->last),
                            calendar::to_string(term.days.first), calendar::to_string(term.days.last)));
  return false;
}

// Against each term before it: one complaint is enough.
bool TermList::fits_the_others(const Term& term, const TermPlaces& places) {
  for (std::size_t i = 0; i < terms_.size(); ++i) {
    const Term& other = terms_[i];
    const auto title = [&] { return fmt::format("{} term of {}", name(other.name), other.year.label()); };
    const auto where = [&](const Location& here) { return place_in_words(places_[i].entry, here); };
    const bool same_year = other.year == term.year;
    if (same_year && other.name == term.name) {
      report_.error(places.name,
                    fmt::format("the {} is already {}. Name each term of a year once.", title(), where(places.name)));
      return false;
    }
    if (term.days.first <= other.days.last && other.days.first <= term.days.last) {
      report_.error(places.start, fmt::format("this term overlaps with the {} {}. Correct the dates of one of the two.",
                                              title(), where(places.start)));
      return false;
    }
    if (same_year && (term.name < other.name) != (term.days.first < other.days.first)) {
      report_.error(places.start, fmt::format("this term and the {} {} stand in the wrong order. A year has autumn, "
                                              "spring and summer: correct the dates or the names.",
                                              title(), where(places.start)));
      return false;
    }
  }
  return true;
}

}  // namespace termwise::settings
