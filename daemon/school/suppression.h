// Which counts of a table must not be shown, so that nobody is made known by being one of few: the small ones themselves, and as
// many others as it takes that no small one can be worked out from the rest and from the totals. For what leaves the team that
// may see every figure; rules run on all of them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "school/ratio.h"

namespace termwise::school {

// Who reads it. The team sees everything; what leaves it lacks groups of 5 and fewer, what everybody may read groups of 10 and
// fewer (DfE has published no results of 5 or fewer since 2011, and none of 10 or fewer before).
enum class Audience { team, outside, everybody };

struct SuppressionRule {
  std::int64_t largest_hidden = 5;  // groups of so many and fewer are not shown; below 0 everything is
  // In a group of so many and fewer that all or none of its pupils reached something would be said of each of them.
  std::int64_t largest_uniform_hidden = 10;
};
SuppressionRule suppression_for(Audience audience);

// Counts by row and column. Its totals are shown too: of each row behind its last column, of each column under its last row,
// and of all in the corner.
class CountTable {
 public:
  // Counts are 0 to kMostCounted together; all are 0 at first.
  CountTable(std::size_t rows, std::size_t columns)
      : rows_(rows), columns_(columns), counts_((rows + 1) * (columns + 1)) {}
  std::size_t rows() const { return rows_; }
  std::size_t columns() const { return columns_; }
  void add(std::size_t row, std::size_t column, std::int64_t count);  // of a count, not of a total
  // row == rows() is the total of the column, column == columns() that of the row.
  std::int64_t at(std::size_t row, std::size_t column) const { return counts_[row * (columns_ + 1) + column]; }

 private:
  std::size_t rows_;
  std::size_t columns_;
  std::vector<std::int64_t> counts_;
};

// Of each count of a table and of its totals, whether it is hidden.
class Hidden {
 public:
  Hidden(std::size_t rows, std::size_t columns) : columns_(columns), hidden_((rows + 1) * (columns + 1)) {}
  bool at(std::size_t row, std::size_t column) const { return hidden_[row * (columns_ + 1) + column]; }
  void set(std::size_t row, std::size_t column, bool hidden) { hidden_[row * (columns_ + 1) + column] = hidden; }
  bool operator==(const Hidden&) const = default;

 private:
  std::size_t columns_;
  std::vector<bool> hidden_;
};

// Whether a reader who sees what is not hidden, and knows that counts are whole and never below 0, can tell a hidden one.
bool can_be_worked_out(const CountTable& table, const Hidden& hidden, std::size_t row, std::size_t column);

inline constexpr std::size_t kMostSuppressedCells = 2'000;  // with the totals

// Hides every count and total up to the rule's limit, and the smallest others that keep these from being worked out, totals last.
// Error (exit 65): the table has more cells than kMostSuppressedCells.
Result<Hidden> suppress(const CountTable& table, const SuppressionRule& rule);

// A group whose pupils reached something or did not.
struct GroupCount {
  std::string name;
  Share reached;
};

inline constexpr std::size_t kMostSuppressedGroups = 2'000;

// Groups that are parts of one whole, which is shown as well: of each, in their order, whether it is hidden, and behind them
// whether the whole is. A group is hidden with all that is said of it: where it has few pupils, where it is small and all or
// none of it reached, and where it is the next smallest and without it another one could be worked out, or the hidden ones
// together, the whole less what is shown, would be such a group. The whole is hidden for its own sake, or at last where that is
// still so when all groups are. Error (exit 65): there are more groups than kMostSuppressedGroups.
Result<std::vector<bool>> suppress_groups(const std::vector<GroupCount>& groups, const SuppressionRule& rule);

}  // namespace termwise::school
