// Where a school stands among the LA's schools by its percentage, as published.
#pragma once

#include <cstdint>
#include <vector>

#include <termwise/decimal.hpp>

namespace termwise::modern_local {

// The percentages of an LA's schools in one year.
class Ranking {
 public:
  // In any order.
  explicit Ranking(std::vector<Decimal> percentages);

  std::size_t schools() const { return percentages_.size(); }

  // How many schools have this percentage or a lower one, had the school that has `own` this one.
  std::size_t at_or_below(const Decimal& percentage, const Decimal& own) const;
  // Whether those are at most `share` percent of all: then the percentage is within the lowest share of the schools. Schools
  // that tie across its edge are all outside, so that it is never more schools than it says.
  bool is_within_lowest(const Decimal& share, const Decimal& percentage, const Decimal& own) const;
  // The lowest percentage of a school that is not within it; there is at least one school.
  Decimal first_outside(const Decimal& share) const;

 private:
  bool is_few(std::size_t schools, const Decimal& share) const;

  std::vector<Decimal> percentages_;  // sorted
};

}  // namespace termwise::modern_local
