// School Improvement Partners (SIPs) as the LA's register has them, a row for each person and year.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include <termwise/plugin.hpp>

namespace termwise::west_sussex {

inline constexpr Measure<Days> kContractDays{"ADVISER_CONTRACT_DAYS"};

// What the rules read of the table "adviser/1".
const Items& adviser_items();

// One person in one year.
class Adviser {
 public:
  explicit Adviser(Item item) : item_(item) {}

  std::string_view reference() const { return item_.key(); }
  // "Robin Sample", or "SIP K02" where the register gives no name, or one of more than 200 bytes.
  std::string called() const;
  bool is_serving_head() const { return (item_.text("adviser_type") == "serving head") == Truth::yes; }
  // Whether the person has led a school; unknown where the register does not say.
  Truth has_headship() const;
  // Whether this school, or one from which it has come, is the person's own.
  Truth owns(const School& school) const;
  const Item& item() const { return item_; }

 private:
  Item item_;
};

// Those of the run's year by their references.
using Advisers = std::map<std::string_view, Adviser>;

Advisers read_advisers(const Facts& facts);

// The name of one, or "SIP K02" of somebody who is not in this year's register.
std::string called(const Advisers& advisers, std::string_view reference);

}  // namespace termwise::west_sussex
