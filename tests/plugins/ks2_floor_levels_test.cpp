// The KS2 floor standard while pupils had levels: to 2008, 2009, 2010 to 2012, 2013 to 2015.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "standards_world.h"

namespace termwise::plugin_tests {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

EmittedFinding judge(int summer, const Cells& cells,
                     const std::vector<std::pair<std::string, std::string>>& settings = {}) {
  return judge_cells(kKs2Floor, summer, cells, settings);
}

// ---- To 2008: two targets side by side

TEST(Ks2FloorTo2008, each_subject_is_a_target_of_its_own) {
  const auto both = [](const char* english, const char* maths) {
    return judge(2007, {{"KS2_COHORT", "100"}, {"KS2_L4_E", english}, {"KS2_L4_M", maths}});
  };
  EXPECT_EQ(verdict(both("64", "70")), "BELOW(BELOW_E)");
  EXPECT_EQ(verdict(both("70", "64")), "BELOW(BELOW_M)");
  EXPECT_EQ(verdict(both("64", "64")), "BELOW(BELOW_E_AND_M)");
  EXPECT_EQ(verdict(both("65", "65")), "NOT_BELOW");
  EXPECT_EQ(
      both("64", "70").sentence,
      "School 900001 is below the 2006/07 floor standard in English: 64 of 100 pupils (64%) reached level 4 in "
      "English, under the floor of 65%; 70 of 100 pupils (70%) reached level 4 in maths, and the floor is 65%. Not "
      "verified against the published rule: the floor of 65%.");
}

TEST(Ks2FloorTo2008, counts_decide_and_stand_as_evidence_in_pupils) {
  // 65% of 23 are 14.95.
  const auto finding = judge(2008, {{"KS2_COHORT", "23"}, {"KS2_COUNT_L4_E", "14"}, {"KS2_COUNT_L4_M", "15"}});
  EXPECT_EQ(verdict(finding), "BELOW(BELOW_E)");
  EXPECT_EQ(finding.basis, "COUNTS");
  EXPECT_EQ(finding.predicate("KS2_COUNT_L4_E").threshold.number()->to_string(), "14.95");
  EXPECT_EQ(finding.predicate("KS2_COUNT_L4_E").source, "65% of 23 pupils: source of KS2_L4_E");
  EXPECT_EQ(finding.predicate("KS2_COUNT_L4_M").truth, Truth::no);
  ASSERT_EQ(finding.flips.size(), 1u) << "maths alone changes nothing while English is below";
  EXPECT_EQ(finding.flips[0].measure, "KS2_COUNT_L4_E");
  EXPECT_EQ(finding.flips[0].change, "1");
}

TEST(Ks2FloorTo2008, one_that_is_known_to_be_below_is_enough_locally) {
  const Cells english{{"KS2_COHORT", "50"}, {"KS2_L4_E", "50"}, {"KS2_L4_M", Missing::suppressed}};
  EXPECT_EQ(verdict(judge(2008, english)), "EXEMPT(MISSING_MEASURE)");
  EXPECT_EQ(verdict(judge(2008, english, kLocal)), "BELOW(BELOW_E)");
  const Cells above{{"KS2_COHORT", "50"}, {"KS2_L4_E", "70"}, {"KS2_L4_M", Missing::suppressed}};
  EXPECT_EQ(verdict(judge(2008, above, kLocal)), "NOT_EVALUABLE(MISSING_MEASURE)");
}

TEST(Ks2FloorTo2008, no_school_is_too_small) {
  EXPECT_EQ(verdict(judge(2008, {{"KS2_COHORT", "3"}, {"KS2_COUNT_L4_E", "1"}, {"KS2_COUNT_L4_M", "3"}})),
            "BELOW(BELOW_E)");
}

// ---- 2009: attainment alone

TEST(Ks2Floor2009, is_55_percent_in_english_and_maths_together) {
  const auto of = [](const char* cohort, const char* reached) {
    return judge(2009, {{"KS2_COHORT", cohort}, {"KS2_COUNT_L4_EM", reached}});
  };
  EXPECT_EQ(verdict(of("30", "16")), "BELOW");      // 53.3%
  EXPECT_EQ(verdict(of("30", "17")), "NOT_BELOW");  // 56.7%
  EXPECT_EQ(verdict(of("20", "11")), "NOT_BELOW");  // 55% exactly
  const auto finding = of("30", "16");
  EXPECT_EQ(finding.basis, "COUNTS");
  EXPECT_THAT(finding.notes, IsEmpty());
  EXPECT_EQ(finding.sentence,
            "School 900001 is below the 2008/09 floor standard: 16 of 30 pupils (53.3%) reached level 4 in English and "
            "maths, under the floor of 55%.");
  EXPECT_EQ(finding.predicate("KS2_COUNT_L4_EM").threshold.number()->to_string(), "16.5");
}

TEST(Ks2Floor2009, kent_judges_it_too) {
  World world = world_of(2009);
  add_cells(world, kUrn, 2009, {{"KS2_COHORT", "30"}, {"KS2_COUNT_L4_EM", "16"}});
  const auto finding = world.run(kent(), kKs2Floor).of(kUrn);
  EXPECT_EQ(verdict(finding), "BELOW");
  EXPECT_THAT(finding.sentence, HasSubstr("as Kent applies it"));
}

TEST(Ks2Floor2009, a_published_percentage_stands_for_its_counts) {
  // 55% of 210: 115 (54.76%) and 116 (55.24%) are both published so.
  const auto finding = judge(2009, {{"KS2_COHORT", "210"}, {"KS2_L4_EM", "55"}});
  EXPECT_EQ(verdict(finding), "NOT_EVALUABLE(AMBIGUOUS_ROUNDING)");
  EXPECT_EQ(
      finding.sentence,
      "School 900001 cannot be judged against the 2008/09 floor standard: the published 55% may stand for 115 or 116 "
      "of 210 pupils, which lie on both sides of the 55% floor.");
}

TEST(Ks2Floor2009, counts_that_cannot_be_are_none) {
  EXPECT_EQ(verdict(judge(2009, {{"KS2_COHORT", "30"}, {"KS2_COUNT_L4_EM", "31"}})), "EXEMPT(MISSING_MEASURE)");
  EXPECT_EQ(verdict(judge(2009, {{"KS2_COHORT", "30"}, {"KS2_COUNT_L4_EM", "-1"}})), "EXEMPT(MISSING_MEASURE)");
  EXPECT_EQ(judge(2009, {{"KS2_COHORT", "30"}, {"KS2_COUNT_L4_EM", "31"}, {"KS2_L4_EM", "40"}}).basis,
            "INFERRED_COUNT");
}

// ---- 2010 to 2015: every subject below its median

TEST(Ks2FloorMedians, all_subjects_must_be_below) {
  const auto of = [](int summer, const char* english, const char* maths) {
    return verdict(
        judge(summer, {{"KS2_COHORT", "50"}, {"KS2_L4_EM", "58"}, {"KS2_LP2_E", english}, {"KS2_LP2_M", maths}}));
  };
  for (const int summer : {2010, 2011}) {
    EXPECT_EQ(of(summer, "86", "85"), "BELOW");
    EXPECT_EQ(of(summer, "87", "85"), "NOT_BELOW");
    EXPECT_EQ(of(summer, "86", "86"), "NOT_BELOW");
  }
  EXPECT_EQ(of(2012, "91", "89"), "BELOW");
  EXPECT_EQ(of(2012, "92", "89"), "NOT_BELOW");
}

Cells year_2014(const char* reached, const char* reading, const char* writing, const char* maths) {
  return {{"KS2_COHORT", "100"},
          {"KS2_L4_RWM", reached},
          {"KS2_LP2_R", reading},
          {"KS2_LP2_W", writing},
          {"KS2_LP2_M", maths}};
}

TEST(Ks2FloorMedians, the_worked_example_of_2014) {
  const auto at_median = judge(2014, year_2014("64", "93", "95", "93"));
  EXPECT_EQ(verdict(at_median), "NOT_BELOW");
  EXPECT_THAT(at_median.notes, ElementsAre("AT_ROUNDED_BOUNDARY"));
  EXPECT_EQ(
      at_median.sentence,
      "School 900001 is not below the 2013/14 floor standard: 64 of 100 pupils (64%) reached level 4 in reading, "
      "writing and maths, which is under the floor of 65%, but progress was at or above the median in maths (93%, "
      "median 93%).");
  const auto below = judge(2014, year_2014("64", "93", "95", "92"));
  EXPECT_EQ(verdict(below), "BELOW");
  EXPECT_EQ(below.basis, "INFERRED_COUNT");
  EXPECT_EQ(
      below.sentence,
      "School 900001 is below the 2013/14 floor standard: 64 of 100 pupils (64%) reached level 4 in reading, writing "
      "and maths, under the floor of 65%, and progress was below the median in reading (93%, median 94%), writing "
      "(95%, median 96%) and maths (92%, median 93%).");
  EXPECT_EQ(verdict(judge(2014, year_2014("65", "93", "95", "92"))), "NOT_BELOW");
}

TEST(Ks2FloorMedians, flips_are_pupils_and_percentage_points) {
  const auto finding = judge(2014, year_2014("64", "90", "95", "92"));
  ASSERT_EQ(finding.flips.size(), 4u);
  EXPECT_EQ(finding.flips[0].measure, "KS2_L4_RWM");
  EXPECT_EQ(finding.flips[0].change, "1");
  EXPECT_EQ(finding.flips[0].unit, "pupils");
  EXPECT_EQ(finding.flips[1].measure, "KS2_LP2_R");
  EXPECT_EQ(finding.flips[1].change, "4");
  EXPECT_EQ(finding.flips[1].unit, "percentage points");
  EXPECT_EQ(finding.flips[3].change, "1");
}

TEST(Ks2FloorMedians, small_schools_are_exempt) {
  const auto of = [](const char* cohort, const char* reached) {
    return verdict(judge(2015, {{"KS2_COHORT", cohort},
                                {"KS2_L4_RWM", reached},
                                {"KS2_LP2_R", "50"},
                                {"KS2_LP2_W", "50"},
                                {"KS2_LP2_M", "50"}}));
  };
  EXPECT_EQ(of("10", "20"), "EXEMPT(SMALL_COHORT)");
  EXPECT_EQ(of("11", "36"), "BELOW");  // 4 of 11
}

TEST(Ks2FloorMedians, the_worked_example_of_a_missing_figure_in_2013) {
  const auto cells = [](Cell reached, Cell writing, const char* maths) {
    return Cells{{"KS2_COHORT", "100"},
                 {"KS2_L4_RWM", reached},
                 {"KS2_LP2_R", "80"},
                 {"KS2_LP2_W", writing},
                 {"KS2_LP2_M", maths}};
  };
  EXPECT_EQ(verdict(judge(2013, cells("40", Missing::suppressed, "80"))), "EXEMPT(MISSING_MEASURE)");
  EXPECT_EQ(verdict(judge(2013, cells("40", Missing::suppressed, "80"), kLocal)), "NOT_EVALUABLE(MISSING_MEASURE)");
  EXPECT_EQ(verdict(judge(2013, cells("40", Missing::suppressed, "93"), kLocal)), "NOT_BELOW");
  EXPECT_EQ(verdict(judge(2013, cells("61", Missing::suppressed, "80"))), "EXEMPT(MISSING_MEASURE)");
  EXPECT_EQ(verdict(judge(2013, cells("61", Missing::suppressed, "80"), kLocal)), "NOT_BELOW");
}

TEST(Ks2FloorMedians, counts_of_progress_decide) {
  // 87% of 40 are 34.8, 86% of 41 are 35.26.
  const auto of = [](const char* english, const char* maths) {
    return judge(2010, {{"KS2_COHORT", "45"},
                        {"KS2_COUNT_L4_EM", "20"},
                        {"KS2_COUNT_LP2_E", english},
                        {"KS2_COHORT_LP2_E", "40"},
                        {"KS2_COUNT_LP2_M", maths},
                        {"KS2_COHORT_LP2_M", "41"}});
  };
  EXPECT_EQ(verdict(of("34", "35")), "BELOW");
  EXPECT_EQ(verdict(of("35", "35")), "NOT_BELOW");
  EXPECT_EQ(of("34", "35").basis, "COUNTS");
  EXPECT_THAT(
      of("34", "35").sentence,
      HasSubstr("progress was below the median in English (34 of 40 pupils, 85%, median 87%) and maths (35 of 41 "
                "pupils, 85.4%, median 86%). Not verified against the published rule: the median of 87% in English "
                "and the median of 86% in maths."));
}

TEST(Ks2FloorMedians, a_median_that_is_not_known_leaves_its_subject_open) {
  const auto of = [](const char* reached, const char* english) {
    return judge_cells(kKs2Floor, 2011,
                       {{"KS2_COHORT", "50"}, {"KS2_L4_EM", reached}, {"KS2_LP2_E", english}, {"KS2_LP2_M", "50"}}, {},
                       "KS2_LP2_M");
  };
  EXPECT_EQ(verdict(of("50", "80")), "NOT_EVALUABLE(MISSING_MEDIAN)");
  EXPECT_THAT(of("50", "80").sentence, HasSubstr("the national median of progress in maths is not known"));
  EXPECT_EQ(verdict(of("50", "90")), "NOT_BELOW") << "English alone clears it";
  EXPECT_EQ(verdict(of("70", "80")), "NOT_BELOW");
}

// ---- Files without a number of pupils, as they are passed on

TEST(Ks2FloorWithoutCohort, attainment_is_compared_as_published) {
  const Cells reached{{"KS2_L4_EM", "72"}};
  EXPECT_EQ(verdict(judge(2011, reached)), "EXEMPT(MISSING_MEASURE)") << "no progress either";
  const auto finding = judge(2011, reached, kLocal);
  EXPECT_EQ(verdict(finding), "NOT_BELOW");
  EXPECT_EQ(finding.basis, "PUBLISHED_ROUNDED");
  EXPECT_THAT(finding.notes, IsEmpty());
  EXPECT_EQ(verdict(judge(2011, {{"KS2_L4_EM", "59"}}, kLocal)), "NOT_EVALUABLE(MISSING_MEASURE)");
  EXPECT_EQ(verdict(judge(2011, {{"KS2_L4_EM", Missing::suppressed}}, kLocal)), "NOT_EVALUABLE(MISSING_MEASURE)");
  EXPECT_EQ(verdict(judge(2011, {})), "EXEMPT(NO_COHORT)") << "nothing says that there was anybody";
}

TEST(Ks2FloorWithoutCohort, a_school_is_not_below_while_it_may_be_too_small) {
  const Cells below{{"KS2_L4_EM", "50"}, {"KS2_LP2_E", "50"}, {"KS2_LP2_M", "50"}};
  const auto finding = judge(2011, below);
  EXPECT_EQ(verdict(finding), "NOT_EVALUABLE(COHORT_UNREADABLE)");
  EXPECT_THAT(finding.sentence, HasSubstr("its number of pupils at the end of key stage 2 is not in the file"));
  Cells hidden = below;
  hidden.emplace_back("KS2_COHORT", Missing::suppressed);
  EXPECT_EQ(verdict(judge(2011, hidden)), "NOT_EVALUABLE(COHORT_UNREADABLE)");
}

// ---- Exemptions by what a school is

TEST(Ks2FloorKinds, a_school_of_other_ages_teaches_no_key_stage_2) {
  for (const auto& [ages, expected] :
       std::vector<std::pair<const char*, const char*>>{{"4-7", "EXEMPT(NO_KEY_STAGE)"},
                                                        {"3-9", "EXEMPT(NO_KEY_STAGE)"},
                                                        {"11-16", "EXEMPT(NO_KEY_STAGE)"},
                                                        {"4-11", "EXEMPT(NO_COHORT)"},
                                                        {"9-13", "EXEMPT(NO_COHORT)"},
                                                        {"to 7", "EXEMPT(NO_COHORT)"}}) {
    World world = world_of(2014);
    world.school(kUrn).attribute("age_range", ages);
    EXPECT_EQ(verdict(world.run(national(), kKs2Floor).of(kUrn)), expected) << ages;
  }
}

TEST(Ks2FloorKinds, the_type_tells_where_there_is_no_kind) {
  for (const char* type : {"Community Special School", "CYS", "Other Independent Special School", "IND", "PRU"}) {
    World world = world_of(2011);
    world.school(kUrn).attribute("kind", Missing::not_supplied).attribute("type", type).measure("KS2_L4_EM", "40");
    const auto finding = world.run(national(), kKs2Floor).of(kUrn);
    EXPECT_EQ(verdict(finding), "EXEMPT(NOT_MAINSTREAM)") << type;
    EXPECT_EQ(finding.predicate("type").observed_text, type);
  }
  World world = world_of(2011);
  world.school(kUrn).attribute("kind", Missing::not_supplied).attribute("type", "Voluntary Aided School");
  EXPECT_EQ(verdict(world.run(national(), kKs2Floor).of(kUrn)), "EXEMPT(NO_COHORT)");
}

TEST(Ks2FloorOwn, an_la_may_set_a_floor_of_its_own_for_level_4) {
  const Cells cells = year_2014("64", "93", "95", "92");
  EXPECT_EQ(verdict(judge(2014, cells, {{"level_4_floor", "60"}})), "NOT_BELOW");
  EXPECT_EQ(verdict(judge(2014, cells, {{"floor", "60"}})), "BELOW") << "that is the expected standard's";
  EXPECT_EQ(judge(2014, cells, {{"level_4_floor", "60"}}).predicate("KS2_L4_RWM").source, "set by the LA");
}

}  // namespace
}  // namespace termwise::plugin_tests
