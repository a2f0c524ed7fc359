// The facts that kept plugins are run over: the tables that a manifest asks for, over five schools. They never change,
// since the expectations of the kept plugins were written for them.
//
//   900001 to 900005 are open mainstream schools of LA 926 in each year asked for.
//   A measure's value, in whole numbers, is 10 times the school's last digit plus 1 for each year before the run's
//   (2017), and 100 more for each measure that stands before it in the need; so 900003 has 31 in 2015/16 for the first
//   measure. 900004 has none ("not supplied"), and 900005's are suppressed.
//   standard/1 has one row: the floor standard of key stage 2 was removed for 2016/17.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "wire/messages.h"

namespace termwise::abi_tests {

inline constexpr std::int64_t kSchools[] = {900001, 900002, 900003, 900004, 900005};

std::vector<std::byte> kept_facts(const wire::Manifest& manifest);

// All rules, the defaults of all parameters, 2016/17, LA 926 (or the plugin's own first), 1 January 2018.
wire::Input kept_input(const wire::Manifest& manifest);

}  // namespace termwise::abi_tests
