// Suppression, held against a reader who tries every table that agrees with what is shown.
#include "school/suppression.h"

#include <algorithm>
#include <functional>
#include <map>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace termwise::school {
namespace {

using Counts = std::vector<std::vector<std::int64_t>>;

CountTable table_of(const Counts& counts) {
  CountTable table(counts.size(), counts.front().size());
  for (std::size_t row = 0; row < counts.size(); ++row)
    for (std::size_t column = 0; column < counts[row].size(); ++column) table.add(row, column, counts[row][column]);
  return table;
}

// "x" where it is hidden, rows by line, with the totals.
std::string shown(const CountTable& table, const Hidden& hidden) {
  std::string text;
  for (std::size_t row = 0; row <= table.rows(); ++row)
    for (std::size_t column = 0; column <= table.columns(); ++column) {
      text += hidden.at(row, column) ? "x" : std::to_string(table.at(row, column));
      text += column == table.columns() ? "\n" : " ";
    }
  return text;
}

// Of each count and total the least and the most that it can be by what is shown, where hidden counts are tried from `less`
// below to `more` above what they are.
class Reader {
 public:
  Reader(const CountTable& table, const Hidden& hidden, std::int64_t less, std::int64_t more)
      : table_(table), hidden_(hidden), less_(less), more_(more), tried_(table) {
    try_from(0);
  }
  bool is_sure(std::size_t row, std::size_t column) const {
    const auto& seen = seen_.at({row, column});
    return seen.first == seen.second;
  }

 private:
  void try_from(std::size_t cell) {
    const std::size_t columns = table_.columns();
    if (cell == table_.rows() * columns) {
      note();
      return;
    }
    const std::size_t row = cell / columns;
    const std::size_t column = cell % columns;
    const std::int64_t count = table_.at(row, column);
    const bool open = hidden_.at(row, column);
    const std::int64_t first = open ? std::max<std::int64_t>(0, count - less_) : count;
    const std::int64_t last = open ? count + more_ : count;
    for (std::int64_t guess = first; guess <= last; ++guess) {
      tried_.add(row, column, guess - count);
      try_from(cell + 1);
      tried_.add(row, column, count - guess);
    }
  }
  void note() {
    for (std::size_t row = 0; row <= table_.rows(); ++row)
      for (std::size_t column = 0; column <= table_.columns(); ++column)
        if (!hidden_.at(row, column) && tried_.at(row, column) != table_.at(row, column)) return;
    for (std::size_t row = 0; row <= table_.rows(); ++row)
      for (std::size_t column = 0; column <= table_.columns(); ++column) {
        const std::int64_t count = tried_.at(row, column);
        const auto [seen, first] = seen_.try_emplace({row, column}, count, count);
        if (first) continue;
        seen->second = {std::min(seen->second.first, count), std::max(seen->second.second, count)};
      }
  }

  const CountTable& table_;
  const Hidden& hidden_;
  std::int64_t less_;
  std::int64_t more_;
  CountTable tried_;
  std::map<std::pair<std::size_t, std::size_t>, std::pair<std::int64_t, std::int64_t>> seen_;
};

TEST(Suppression, hidesTheNextSmallestWhereTheTotalWouldTell) {
  const auto table = table_of({{4, 20, 30}, {10, 11, 12}, {40, 50, 60}});
  EXPECT_EQ(shown(table, *suppress(table, {5, 10})),
            "x x 30 54\n"
            "x x 12 33\n"
            "40 50 60 150\n"
            "54 81 102 237\n");
}

TEST(Suppression, hidesNothingWhereNothingIsSmall) {
  const auto table = table_of({{6, 7}, {8, 9}});
  EXPECT_EQ(shown(table, *suppress(table, {5, 10})), "6 7 13\n8 9 17\n14 16 30\n");
  const auto small = table_of({{1, 7}, {0, 9}});
  EXPECT_EQ(shown(small, *suppress(small, suppression_for(Audience::team))), "1 7 8\n0 9 9\n1 16 17\n");
}

// Hidden counts that are all 0 are no secret where their sum is shown.
TEST(Suppression, doesNotTrustThatTwoHiddenCountsAreEnough) {
  const auto table = table_of({{0, 0, 20}, {30, 40, 50}, {35, 45, 55}});
  const auto hidden = *suppress(table, {5, 10});
  EXPECT_TRUE(hidden.at(0, 2)) << shown(table, hidden);
  for (const std::size_t column : {0U, 1U, 2U}) EXPECT_FALSE(can_be_worked_out(table, hidden, 0, column)) << column;
}

TEST(Suppression, limitsAreThoseOfTheAudience) {
  const auto at = [](std::int64_t count, Audience audience) {
    const auto table = table_of({{count, 50}, {60, 70}});
    return suppress(table, suppression_for(audience))->at(0, 0);
  };
  EXPECT_FALSE(at(1, Audience::team));
  EXPECT_TRUE(at(5, Audience::outside));
  EXPECT_FALSE(at(6, Audience::outside));
  EXPECT_TRUE(at(10, Audience::everybody));
  EXPECT_FALSE(at(11, Audience::everybody));
}

TEST(Suppression, tablesAreLimited) {
  EXPECT_TRUE(suppress(CountTable(kMostSuppressedCells / 2 - 1, 1), {}));
  EXPECT_FALSE(suppress(CountTable(kMostSuppressedCells / 2, 1), {}));
}

using Groups = std::vector<GroupCount>;

std::vector<bool> hidden_of(const std::vector<Share>& shares, const SuppressionRule& rule = {}) {
  Groups groups;
  for (const auto& share : shares) groups.push_back({"", share});
  return *suppress_groups(groups, rule);
}

TEST(Suppression, ofAGroupOfFourHidesTheOtherGroupToo) {
  EXPECT_EQ(hidden_of({{2, 4}, {15, 20}}), (std::vector{true, true, false}));
}

TEST(Suppression, ofGroupsHidesSmallOnesAndTheNextSmallest) {
  EXPECT_EQ(hidden_of({{3, 6}, {15, 20}}), (std::vector{false, false, false}));
  EXPECT_EQ(hidden_of({{3, 5}, {15, 20}, {9, 14}}), (std::vector{true, false, true, false}));
  EXPECT_EQ(hidden_of({{10, 10}, {15, 20}, {9, 14}}), (std::vector{true, false, true, false})) << "all of ten";
  EXPECT_EQ(hidden_of({{0, 8}, {15, 20}, {9, 14}}), (std::vector{true, false, true, false})) << "none of eight";
  EXPECT_EQ(hidden_of({{11, 11}, {15, 20}, {9, 14}}), (std::vector{false, false, false, false})) << "all of eleven";
  EXPECT_EQ(hidden_of({{1, 2}, {1, 2}, {15, 20}, {9, 14}}), (std::vector{true, true, false, true, false}))
      << "the two would be a group of four together";
  EXPECT_EQ(hidden_of({{1, 4}, {3, 5}}), (std::vector{true, true, false}));
  EXPECT_EQ(hidden_of({{1, 2}, {1, 2}}), (std::vector{true, true, true})) << "the whole has four pupils";
  EXPECT_EQ(hidden_of({{4, 4}, {20, 20}}), (std::vector{true, true, true})) << "by the whole all pupils reached it";
  EXPECT_EQ(hidden_of({{0, 0}, {15, 20}, {9, 14}}), (std::vector{true, false, true, false}));
  EXPECT_EQ(hidden_of({}), (std::vector{true}));
  EXPECT_EQ(hidden_of({{1, 4}, {0, 0}}, suppression_for(Audience::team)), (std::vector{false, false, false}));
}

TEST(Suppression, groupsAreLimited) {
  EXPECT_TRUE(suppress_groups(Groups(kMostSuppressedGroups, {"", {10, 20}}), {}));
  EXPECT_FALSE(suppress_groups(Groups(kMostSuppressedGroups + 1, {"", {10, 20}}), {}));
}

CountTable some_table() {
  const auto rows = *rc::gen::inRange<std::size_t>(1, 4);
  const auto columns = *rc::gen::inRange<std::size_t>(1, 4);
  CountTable table(rows, columns);
  for (std::size_t row = 0; row < rows; ++row)
    for (std::size_t column = 0; column < columns; ++column)
      table.add(row, column,
                *rc::gen::weightedOneOf<std::int64_t>(
                    {{1, rc::gen::just<std::int64_t>(0)}, {3, rc::gen::inRange<std::int64_t>(0, 9)}}));
  return table;
}

// A table that differs by one here and there is enough to leave a count open, so that the reader tries no others.
RC_GTEST_PROP(Suppression, noHiddenCountCanBeWorkedOut, ()) {
  const CountTable table = some_table();
  const std::int64_t limit = *rc::gen::inRange<std::int64_t>(0, 6);
  const auto hidden = *suppress(table, {limit, limit});
  const Reader reader(table, hidden, 1, 1);
  for (std::size_t row = 0; row <= table.rows(); ++row)
    for (std::size_t column = 0; column <= table.columns(); ++column) {
      if (table.at(row, column) <= limit) RC_ASSERT(hidden.at(row, column));
      if (hidden.at(row, column)) RC_ASSERT(!reader.is_sure(row, column));
    }
}

// What is hidden for others' sake is needed: shown again, a hidden count could be worked out.
RC_GTEST_PROP(Suppression, nothingIsHiddenWithoutNeed, ()) {
  const CountTable table = some_table();
  const std::int64_t limit = *rc::gen::inRange<std::int64_t>(0, 6);
  const auto hidden = *suppress(table, {limit, limit});
  for (std::size_t row = 0; row <= table.rows(); ++row)
    for (std::size_t column = 0; column <= table.columns(); ++column) {
      if (!hidden.at(row, column) || table.at(row, column) <= limit) continue;
      Hidden less = hidden;
      less.set(row, column, false);
      const Reader reader(table, less, 1, 1);
      bool any = false;
      for (std::size_t r = 0; r <= table.rows(); ++r)
        for (std::size_t c = 0; c <= table.columns(); ++c) any = any || (less.at(r, c) && reader.is_sure(r, c));
      RC_ASSERT(any);
    }
}

RC_GTEST_PROP(Suppression, noHiddenGroupCanBeWorkedOut, ()) {
  const auto count = *rc::gen::inRange<std::size_t>(1, 5);
  Groups groups;
  CountTable table(count, 2);
  for (std::size_t i = 0; i < count; ++i) {
    const auto whole = *rc::gen::inRange<std::int64_t>(0, 16);
    const auto part = *rc::gen::inRange<std::int64_t>(0, whole + 1);
    groups.push_back({"", {part, whole}});
    table.add(i, 0, part);
    table.add(i, 1, whole - part);
  }
  const SuppressionRule rule{5, 10};
  const auto rows = *suppress_groups(groups, rule);
  Hidden hidden(count, 2);
  Share together;
  for (std::size_t row = 0; row <= count; ++row) {
    for (std::size_t column = 0; column <= 2; ++column) hidden.set(row, column, rows[row]);
    if (row == count) continue;
    if (groups[row].reached.whole <= 5) RC_ASSERT(rows[row]);
    if (rows[row]) together = {together.part + groups[row].reached.part, together.whole + groups[row].reached.whole};
  }
  const Reader reader(table, hidden, 1, 1);
  for (std::size_t row = 0; row <= count; ++row)
    for (std::size_t column = 0; column <= 2; ++column)
      if (rows[row]) RC_ASSERT(!reader.is_sure(row, column));
  const bool any = std::find(rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(count), true) !=
                   rows.begin() + static_cast<std::ptrdiff_t>(count);
  if (any && !rows.back()) RC_ASSERT(together.whole > 5);
}

}  // namespace
}  // namespace termwise::school
