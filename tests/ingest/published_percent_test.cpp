#include "ingest/published_percent.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <set>

namespace termwise::ingest {
namespace {

// DfE's own rounding, from the definition: k of n at `scale` decimals, halves up.
std::int64_t published(std::int64_t k, std::int64_t n, std::int64_t hundred) { return (2 * hundred * k + n) / (2 * n); }

TEST(PublishedPercent, FitsExactlyTheFiguresThatSomeCountIsPublishedAs) {
  for (int scale = 0; scale <= 1; ++scale) {
    const std::int64_t hundred = scale == 0 ? 100 : 1000;
    for (std::int64_t n = 1; n <= 240; ++n) {
      std::set<std::int64_t> figures;
      for (std::int64_t k = 0; k <= n; ++k) figures.insert(published(k, n, hundred));
      for (std::int64_t units = -2; units <= hundred + 2; ++units)
        ASSERT_EQ(some_count_fits(Decimal(units, scale), n), figures.count(units) == 1) << units << " of " << n;
    }
  }
}

TEST(PublishedPercent, WorkedExamples) {
  EXPECT_TRUE(some_count_fits(Decimal(65), 34));  // 22 of 34
  EXPECT_TRUE(some_count_fits(Decimal(63), 24));  // 15 of 24 is 62.5, published as 63
  EXPECT_FALSE(some_count_fits(Decimal(62), 24));
  EXPECT_FALSE(some_count_fits(Decimal(35), 70));  // 24 gives 34.3, 25 gives 35.7
}

TEST(PublishedPercent, LargeNumbersDoNotOverflow) {
  EXPECT_TRUE(some_count_fits(Decimal(64'400'000'000, 9), INT64_MAX));
  EXPECT_TRUE(some_count_fits(Decimal(50'000'000'000, 9), 99'999'999'998));
  EXPECT_FALSE(some_count_fits(Decimal(INT64_MAX, 9), INT64_MAX));
}

}  // namespace
}  // namespace termwise::ingest
