// The events of published calendars as terms and closures.
#pragma once

#include <vector>

#include "settings/icalendar.h"
#include "settings/sections.h"
#include "settings/term_list.h"

namespace termwise::settings {

// Adds the terms to `terms` and the closures to `closures`. `ignored` are titles that are passed over. False, with
// errors, where an event is not understood, where events contradict each other, or where a term has a piece only.
bool add_events(const std::vector<const CalendarEvent*>& events, const std::vector<std::string>& ignored,
                const SharedDates& shared, Report& report, TermList& terms, std::vector<calendar::Closure>& closures);

}  // namespace termwise::settings
