// What the LA itself knows about a school and has put down in its register of flags: each with an owner and an expiry date.
#pragma once

#include <string>
#include <vector>

#include <termwise/plugin.hpp>

namespace termwise::kent {

// What a rule has to say that it reads.
const Items& flags();

struct Flags {
  Truth vulnerable = Truth::no;      // a flag of concern, or soft signals enough
  std::vector<std::string> active;   // "governance (owner: area-adviser, to 31 December 2008)"
  std::vector<std::string> expired;  // the same of those whose owners have not closed them
  std::vector<std::string> unclear;  // those without a day or an owner
};

// As they stand on the run's day.
Flags read_flags(Case& school);

}  // namespace termwise::kent
