#include "registers/present.h"

#include "registers/assignments.h"

namespace termwise::west_sussex {

std::vector<Item> present_assignments(const School& school, const Facts& facts) {
  return Assignments(school, 0).holding(facts.reference_day());
}

std::string names_of(const std::vector<Item>& assignments, const Advisers& advisers) {
  std::vector<std::string> names;
  for (const Item& assignment : assignments) names.push_back(called(advisers, adviser_of(assignment)));
  return joined(names);
}

bool is_closed(const School& school) { return (school.status() == "closed") == Truth::yes; }

}  // namespace termwise::west_sussex
