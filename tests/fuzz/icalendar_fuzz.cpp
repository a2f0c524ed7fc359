// Any bytes as an iCalendar file of term dates: there are events or located errors; events have days of the calendar, and
// the terms that come of them are in order and do not overlap.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/visible_text.h"
#include "settings/term_events.h"

using namespace termwise;

namespace {

void require(bool condition) {
  if (!condition) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view content(reinterpret_cast<const char*>(data), size);
  std::vector<Error> errors;
  settings::Report report("terms/a.ics", errors);
  const auto events = settings::read_icalendar(content, "terms/a.ics", report);
  require(events.has_value() == errors.empty());
  const auto lines = static_cast<std::uint32_t>(std::count(content.begin(), content.end(), '\n')) + 1;
  for (const auto& error : errors) require(error.where && error.where->line >= 1 && error.where->line <= lines);
  if (!events) return 0;
  std::vector<const settings::CalendarEvent*> pointers;
  for (const auto& event : *events) {
    require(event.days.first.ok() && event.days.last.ok() && event.days.first <= event.days.last);
    require(!event.summary.empty() && !hidden_character(event.summary));
    require(event.where.line >= 1 && event.where.line <= lines);
    pointers.push_back(&event);
  }
  settings::SharedDates shared;
  settings::TermList terms(report);
  std::vector<calendar::Closure> closures;
  const bool good = settings::add_events(pointers, {}, shared, report, terms, closures);
  require(good == errors.empty());
  for (const auto& term : terms.terms()) {
    require(term.days.first <= term.days.last);
    for (const auto& other : terms.terms())
      require(&term == &other || other.days.last < term.days.first || term.days.last < other.days.first);
  }
  return 0;
}
