// What changed since the year before: schools that rose above a floor or fell below it; and the Foundation Stage against the
// LA's targets.
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "kent_world.h"

namespace termwise::plugin_tests {
namespace {

using testing::Cell;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

// English and maths apart, of two years.
Kent separate(const char* english_before, const char* english, const char* maths_before, const char* maths) {
  Kent kent = september_2008();
  kent.school(Kent::kSchool, 2007)
      .measure("KS2_COHORT", "100")
      .measure("KS2_COUNT_L4_E", english_before)
      .measure("KS2_COUNT_L4_M", maths_before);
  kent.school(Kent::kSchool, 2008)
      .measure("KS2_COHORT", "100")
      .measure("KS2_COUNT_L4_E", english)
      .measure("KS2_COUNT_L4_M", maths);
  return kent;
}

TEST(KentAboveBelow, asks_english_and_maths_apart_at_65_percent) {
  // Example 8, under the rule before 2009: 64 in English and 70 in maths.
  Kent example = separate("65", "64", "70", "70");
  EXPECT_EQ(example["kent-above-below-english"].outcome, "FELL_BELOW");
  EXPECT_EQ(example["kent-above-below-maths"].outcome, "STAYED_ABOVE");
  Kent other = separate("64", "65", "64", "64");
  EXPECT_EQ(other["kent-above-below-english"].outcome, "ROSE_ABOVE");
  EXPECT_EQ(other["kent-above-below-maths"].outcome, "STAYED_BELOW");
  EXPECT_THAT(other["kent-above-below-english"].sentence,
              HasSubstr("rose above the floor of 65% for level 4 in English: 65 of 100 pupils (65%) reached level 4 in "
                        "English in 2007/08, and it was 64 of 100 pupils (64%) the year before."));
  other.world().parameter("english_standard", "70");
  EXPECT_EQ(other["kent-above-below-english"].outcome, "STAYED_BELOW");
}

TEST(KentAboveBelow, asks_both_together_at_55_percent_with_the_worked_examples) {
  const auto joint = [](const Level4& before, const Level4& now) {
    Kent kent(2009, "2009-09-01");
    kent.results({before, now});
    return kent["kent-above-below"].outcome;
  };
  // Example 8: 16 and 17 of 30, and exactly 55%.
  EXPECT_EQ(joint({"30", "17"}, {"30", "16"}), "FELL_BELOW");
  EXPECT_EQ(joint({"30", "16"}, {"30", "17"}), "ROSE_ABOVE");
  EXPECT_EQ(joint({"30", "16"}, {"20", "11"}), "ROSE_ABOVE");
  EXPECT_EQ(joint({"20", "11"}, {"20", "11"}), "STAYED_ABOVE");
  EXPECT_EQ(joint({"30", "16"}, {"30", "16"}), "STAYED_BELOW");
  EXPECT_EQ(joint({"30", Cell(Missing::suppressed)}, {"30", "16"}), "NOT_KNOWN");
  EXPECT_EQ(joint({"0", "0"}, {"30", "16"}), "NOT_KNOWN");
}

TEST(KentAboveBelow, counts_what_the_briefing_counts) {
  Kent kent = september_2008();
  const auto add = [&](std::int64_t urn, const char* before, const char* now) {
    kent.results({{"100", before}, {"100", now}}, urn);
  };
  add(900001, "55", "54");
  add(900002, "54", "55");
  add(900003, "50", "51");
  add(900004, "90", "91");
  kent.results({{"100", Cell(Missing::suppressed)}, {"100", "70"}}, 900005);
  const auto result = kent.run("kent-above-below");
  std::vector<std::string> outcomes;
  for (const auto& finding : result.findings) outcomes.push_back(finding.outcome);
  EXPECT_THAT(outcomes, ElementsAre("FELL_BELOW", "ROSE_ABOVE", "STAYED_BELOW", "STAYED_ABOVE", "NOT_KNOWN"));
  EXPECT_TRUE(testing::matches_golden(result, golden("kent_above_below")));
}

TEST(KentAboveBelow, holds_apart_to_2008_and_together_from_then_to_2012) {
  const auto says = [](int summer, const std::string& rule) {
    Kent kent(summer, std::to_string(summer) + "-09-01");
    kent.world().parameter("joint_floor_later", "60");
    for (const int year : {summer - 1, summer})
      kent.school(Kent::kSchool, year)
          .measure("KS2_COHORT", "50")
          .measure("KS2_COUNT_L4_E", "40")
          .measure("KS2_COUNT_L4_EM", "40");
    return !kent.run(rule).findings.empty();
  };
  EXPECT_FALSE(says(2003, "kent-above-below-english"));
  EXPECT_TRUE(says(2004, "kent-above-below-english"));
  EXPECT_TRUE(says(2008, "kent-above-below-english"));
  EXPECT_FALSE(says(2009, "kent-above-below-english"));
  EXPECT_FALSE(says(2007, "kent-above-below"));
  EXPECT_TRUE(says(2008, "kent-above-below"));
  EXPECT_TRUE(says(2012, "kent-above-below"));
  EXPECT_FALSE(says(2013, "kent-above-below"));
}

// ---- Against the nation ----

TEST(KentAgainstNation, holds_level_4_against_that_of_england_in_the_year) {
  const auto with = [](const Cell& reached) {
    Kent kent = september_2008();
    kent.world().standard({"national-levels", "ks2", "2008", "set", "KS2_L4_EM", "<", "73", "nation", "and",
                           "DfE, Key stage 2 test results published", "results of 2008", "verified"});
    kent.results({{"100", reached}});
    return kent["kent-against-nation"];
  };
  EXPECT_EQ(with("72").outcome, "BELOW_NATION");
  EXPECT_EQ(with("73").outcome, "NOT_BELOW_NATION");
  EXPECT_EQ(with(Cell(Missing::suppressed)).outcome, "NOT_KNOWN");
  EXPECT_EQ(with("72").sentence,
            "At School 900001 72 of 100 pupils (72%) reached level 4 in English and maths in 2007/08, below the 73% of "
            "pupils in England.");
  EXPECT_EQ(with("72").predicate("KS2_COUNT_L4_EM").source, "DfE, Key stage 2 test results published");
  Kent without = september_2008();
  without.results({{"100", "72"}});
  EXPECT_EQ(without["kent-against-nation"].outcome, "NO_FIGURE");
}

// ---- The Foundation Stage ----

Kent foundation(const char* good, const Cell& median = "85.0", const Cell& lowest = "45.0") {
  Kent kent = september_2008();
  kent.school(Kent::kSchool, 2008)
      .measure("EYFS_COHORT", "40")
      .measure("EYFS_COUNT_GOOD", good)
      .measure("EYFS_MEDIAN", median)
      .measure("EYFS_LOWEST_FIFTH", lowest);
  return kent;
}

TEST(KentFoundationStage, holds_the_headline_against_the_target_that_the_la_has_set) {
  const auto with = [](const char* good, const char* target) {
    Kent kent = foundation(good);
    kent.world().parameter("foundation_stage_target", target);
    return kent["kent-foundation-stage"];
  };
  EXPECT_EQ(with("20", "50").outcome, "MET");
  EXPECT_EQ(with("20", "50.1").outcome, "MISSED");
  EXPECT_THAT(with("19", "50").notes, ElementsAre("HEADLINE_MISSED"));
  Kent none = foundation("20");
  EXPECT_EQ(none["kent-foundation-stage"].outcome, "NO_TARGET");
}

TEST(KentFoundationStage, works_out_the_gap_of_the_lowest_fifth) {
  // Example 16: the median is 85 and the lowest fifth has 45 on average: 47.06%.
  const auto with = [](const char* target, const Cell& median, const Cell& lowest) {
    Kent kent = foundation("20", median, lowest);
    kent.world().parameter("lowest_fifth_gap_target", target);
    return kent["kent-foundation-stage"];
  };
  EXPECT_EQ(with("47.06", "85.0", "45.0").outcome, "MET");
  EXPECT_EQ(with("47.05", "85.0", "45.0").outcome, "MISSED");
  EXPECT_THAT(with("47.05", "85.0", "45.0").sentence, HasSubstr("the median is 47.06% of the median"));
  EXPECT_EQ(with("40", "85.0", Cell(Missing::suppressed)).outcome, "NOT_KNOWN");
  EXPECT_EQ(with("40", "0.0", "0.0").outcome, "NOT_KNOWN");
  EXPECT_EQ(with("40", "45.0", "85.0").outcome, "NOT_KNOWN");
  EXPECT_EQ(with("40", "100000000.1", "45.0").outcome, "NOT_KNOWN");
}

TEST(KentFoundationStage, reads_the_good_level_of_development_from_2012_13) {
  Kent kent(2013, "2013-09-01");
  kent.world().parameter("foundation_stage_target", "50");
  kent.school(Kent::kSchool, 2013).measure("EYFS_COHORT", "40").measure("EYFS_COUNT_GLD", "19");
  EXPECT_EQ(kent["kent-foundation-stage"].outcome, "MISSED");
}

TEST(KentFoundationStage, says_itself_in_sentences) {
  Kent kent = foundation("20");
  kent.world().parameter("foundation_stage_target", "45").parameter("lowest_fifth_gap_target", "35");
  const auto add = [&](std::int64_t urn, const Cell& good, const char* lowest) {
    kent.school(urn, 2008)
        .measure("EYFS_COHORT", "40")
        .measure("EYFS_COUNT_GOOD", good)
        .measure("EYFS_MEDIAN", "85.0")
        .measure("EYFS_LOWEST_FIFTH", lowest);
  };
  add(900002, "15", "45.0");
  add(900003, "30", "70.0");
  add(900004, Cell(Missing::suppressed), "70.0");
  EXPECT_TRUE(testing::matches_golden(kent.run("kent-foundation-stage"), golden("kent_foundation_stage")));
}

}  // namespace
}  // namespace termwise::plugin_tests
