// Which SIP has which school, as the LA's register of assignments has it.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include <termwise/plugin.hpp>

namespace termwise::west_sussex {

inline constexpr Measure<Days> kAssignedDays{"ASSIGNMENT_DAYS"};

// What the rules read of the table "assignment/1": this year's and last year's, also of the schools from which one has come.
const Items& assignment_items();

// A school's rows of one year.
class Assignments {
 public:
  // `years_before`: 0 this year's, 1 last year's.
  Assignments(const School& school, int years_before);

  // Those that hold on the day: begun, not ended; in use, whether somebody disputes them or not.
  std::vector<Item> holding(const Day& day) const;
  // Those that are in dispute.
  std::vector<Item> disputed() const;
  // Whom the school had last in that year: who is current there, else who ended last.
  std::optional<Item> last() const;
  const std::vector<Item>& all() const { return all_; }

 private:
  std::vector<Item> all_;
};

std::string_view adviser_of(const Item& assignment);
bool has_status(const Item& assignment, std::string_view status);

}  // namespace termwise::west_sussex
