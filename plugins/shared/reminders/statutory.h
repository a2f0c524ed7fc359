// The duty to set targets, which the reminder R12 and the checks of targets both rest on.
#pragma once

#include <array>
#include <string_view>

#include <termwise/plugin.hpp>

namespace termwise::reminders {

// A year of the calendar.
struct CalendarYear {
  static constexpr std::string_view name = "year";
};

inline constexpr Number<CalendarYear> kDutyEnds{
    .name = "statutory_targets_to",
    .minimum = "2004",
    .maximum = "2099",
    .by_default = "2012",
    .meaning =
        "The last year at whose end governors had to have set targets. That the duty was gone by 2013 is verified; "
        "from "
        "memory it ended earlier, about 2011: an LA that holds with that writes 2010."};
inline constexpr std::string_view kTargetSource =
    "Education (School Performance Targets) (England) Regulations 2004 (SI 2004/2858) as amended, and Kent's guidance "
    "on target setting: by 31 December, for results five terms ahead";

// A statutory target.
struct Statutory {
  std::string_view code;
  std::string_view words;
};
inline constexpr std::array<Statutory, 4> kStatutory{{{"T1", "level 4 in English and maths"},
                                                      {"T2", "two levels of progress in English"},
                                                      {"T3", "two levels of progress in maths"},
                                                      {"T4", "absence"}}};

}  // namespace termwise::reminders
