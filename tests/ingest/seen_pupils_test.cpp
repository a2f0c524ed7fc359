// The pupils of a file so far, held against a map that remembers everything.
#include "ingest/seen_pupils.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <map>
#include <random>
#include <tuple>
#include <vector>

namespace termwise::ingest::testing {
namespace {

struct Row {
  std::uint64_t pupil;
  std::int64_t school;
  int summer;
};

school::Pseudonym pseudonym(std::uint64_t pupil) {
  std::mt19937_64 bits(pupil);
  const std::uint64_t halves[] = {bits(), bits()};
  school::Pseudonym bytes;
  static_assert(sizeof bytes == sizeof halves);
  std::memcpy(bytes.data(), halves, sizeof bytes);
  return bytes;
}

// Some pupils twice at one school, some at two schools, some in two years.
std::vector<Row> rows_of(std::uint64_t seed, std::size_t count, std::int64_t schools) {
  std::mt19937_64 dice(seed);
  std::vector<Row> rows;
  for (std::size_t i = 0; i < count; ++i)
    rows.push_back({dice() % (count / 2),
                    100000 + static_cast<std::int64_t>(dice() % static_cast<std::uint64_t>(schools)),
                    2017 + static_cast<int>(dice() % 2)});
  return rows;
}

void expect_as_a_map(const std::vector<Row>& rows) {
  SeenPupils seen;
  std::map<std::tuple<std::uint64_t, std::int64_t, int>, std::uint32_t> all;
  std::uint32_t line = 1;
  for (const Row& row : rows) {
    ++line;
    const auto [before, is_new] = all.try_emplace({row.pupil, row.school, row.summer}, line);
    const auto earlier = seen.earlier(pseudonym(row.pupil), Urn{row.school}, row.summer, line);
    ASSERT_TRUE(earlier) << earlier.error().text();
    ASSERT_EQ(*earlier, is_new ? 0 : before->second) << "line " << line;
  }
  EXPECT_EQ(seen.size(), all.size());
}

TEST(SeenPupils, OfAFileSchoolBySchool) {
  std::vector<Row> rows = rows_of(1, 60'000, 300);
  std::stable_sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) { return a.school < b.school; });
  expect_as_a_map(rows);
}

TEST(SeenPupils, OfAFileInNoOrder) { expect_as_a_map(rows_of(2, 60'000, 300)); }

TEST(SeenPupils, OfAFileInWhichOneSchoolComesBackAtItsEnd) {
  std::vector<Row> rows = rows_of(3, 60'000, 300);
  std::stable_sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) { return a.school < b.school; });
  rows.insert(rows.end(), rows.begin(), rows.begin() + 500);
  expect_as_a_map(rows);
}

}  // namespace
}  // namespace termwise::ingest::testing
