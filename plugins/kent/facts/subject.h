// Which schools Kent's rules are about, and how new a school is.
#pragma once

#include <optional>

#include <termwise/plugin.hpp>

namespace termwise::kent {

// A school with pupils younger than 11, or one with key stage 2 results. The briefing is about primary schools: secondary
// schools, closed ones, and ones of which no file says either are left alone.
bool is_of_concern_to_kent(const Case& school);
// Whether it has results to be held against anything: mainstream, and in a file of the year's results.
bool has_results(const Case& school);

// When it opened, as far as links from the schools before it say: a merger, a split or a sponsored academy makes a new
// school, a conversion or a new name does not. Files say nothing else of the day.
std::optional<Day> opened_on(const Case& school);
// Whether a file gives no figure because the school is new.
bool is_called_new(const Case& school);

// The first day of the school year in which a day lies.
Day school_year_of(const Day& day);

}  // namespace termwise::kent
