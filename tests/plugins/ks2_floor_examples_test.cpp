// Worked examples of the KS2 floor standard of 2015/16 to 2017/18.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "floor_world.h"

namespace termwise::plugin_tests {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

Progress under() { return {"-9.0", "-12.0", "-6.0"}; }
Progress well() { return {"0.5", "-1.5", "2.5"}; }

TEST(Ks2FloorExamples, exactly_65_percent_is_not_below) {
  School school{"20", "65", under(), under(), under()};  // 13 of 20
  const auto finding = judge(school);
  EXPECT_EQ(verdict(finding), "NOT_BELOW");
  EXPECT_EQ(finding.basis, "INFERRED_COUNT");
  EXPECT_THAT(finding.notes, IsEmpty());
}

TEST(Ks2FloorExamples, the_count_behind_a_rounded_percentage_decides) {
  School school{"34", "65", {"-5.2", "-7.5", "-2.9"}, {"-7.4", "-9.8", "-5.0"}, {"-1.0", "-3.0", "1.0"}};
  const auto finding = judge(school);  // only 22 of 34, 64.7%, is published as 65
  EXPECT_EQ(verdict(finding), "BELOW");
  EXPECT_EQ(finding.basis, "INFERRED_COUNT");
  EXPECT_THAT(finding.notes, ElementsAre("DIFFERS_FROM_PUBLISHED"));
  EXPECT_EQ(finding.predicate("KS2_EXS_RWM").truth, Truth::yes);
  EXPECT_EQ(
      finding.sentence,
      "School 900001 is below the 2016/17 floor standard: 22 of 34 pupils (published as 65%, but in fact just under) "
      "reached the expected standard in reading, writing and maths, under the floor of 65%, and "
      "progress "
      "was below the floor in reading (-5.2, floor -5.0) and writing (-7.4, floor -7.0).");
}

TEST(Ks2FloorExamples, counts_on_both_sides_leave_it_open_where_progress_fails) {
  School school{"210", "65", under(), under(), well()};  // 136 (64.76%) or 137 (65.24%)
  const auto finding = judge(school);
  EXPECT_EQ(verdict(finding), "NOT_EVALUABLE(AMBIGUOUS_ROUNDING)");
  EXPECT_THAT(finding.notes, IsEmpty());
  EXPECT_EQ(finding.predicate("KS2_EXS_RWM").truth, Truth::unknown);
  EXPECT_THAT(finding.sentence, HasSubstr("136 or 137 of 210 pupils"));
}

TEST(Ks2FloorExamples, counts_on_both_sides_do_not_matter_where_progress_is_well) {
  const auto finding = judge(School{"210", "65", well(), well(), well()});
  EXPECT_EQ(verdict(finding), "NOT_BELOW");
  EXPECT_THAT(finding.notes, IsEmpty());
}

TEST(Ks2FloorExamples, a_percentage_that_no_count_gives_is_compared_as_published) {
  const auto finding = judge(School{"70", "35", under(), under(), well()});  // 24 gives 34, 25 gives 36
  EXPECT_EQ(verdict(finding), "BELOW");
  EXPECT_EQ(finding.basis, "PUBLISHED_ROUNDED");
  EXPECT_THAT(finding.notes, ElementsAre("COUNT_MISMATCH"));
}

TEST(Ks2FloorExamples, halves_are_published_upwards) {
  // 15 of 24 is 62.5%, published as 63; 62 fits no count.
  EXPECT_EQ(judge(School{"24", "63", well(), well(), well()}).basis, "INFERRED_COUNT");
  EXPECT_EQ(judge(School{"24", "62", well(), well(), well()}).basis, "PUBLISHED_ROUNDED");
}

// Every cohort and percentage, against trying every count of pupils.
TEST(Ks2FloorExamples, counts_are_all_those_that_round_to_the_published_percentage) {
  World world(2017, "886");
  add_floor_standard(world, 2017);
  constexpr int kFirst = 11;
  constexpr int kLast = 230;
  const auto urn = [](int cohort, int percent) { return kUrn + cohort * 101 + percent; };
  for (int cohort = kFirst; cohort <= kLast; ++cohort)
    for (int percent = 0; percent <= 100; ++percent)
      add_school(world, urn(cohort, percent),
                 School{std::to_string(cohort), std::to_string(percent), under(), under()});
  const RunResult run = world.run(national(), kKs2Floor);
  ASSERT_TRUE(run.completed) << run.failure;
  auto finding = run.findings.begin();
  int seen[4] = {};
  for (int cohort = kFirst; cohort <= kLast; ++cohort)
    for (int percent = 0; percent <= 100; ++percent, ++finding) {
      bool below = false;
      bool not_below = false;
      for (int k = 0; k <= cohort; ++k)
        if ((200 * k + cohort) / (2 * cohort) == percent) (100 * k < 65 * cohort ? below : not_below) = true;
      const bool mismatch = !below && !not_below;
      if (mismatch) (percent < 65 ? below : not_below) = true;
      const char* expected = below && not_below ? "NOT_EVALUABLE(AMBIGUOUS_ROUNDING)" : (below ? "BELOW" : "NOT_BELOW");
      ASSERT_EQ(finding->urn, urn(cohort, percent));
      EXPECT_EQ(verdict(*finding), expected) << percent << "% of " << cohort;
      EXPECT_EQ(finding->basis, mismatch ? "PUBLISHED_ROUNDED" : "INFERRED_COUNT") << percent << "% of " << cohort;
      EXPECT_EQ(finding->notes.empty(), !mismatch && (below && not_below ? true : below == (percent < 65)))
          << percent << "% of " << cohort;
      ++seen[mismatch ? 0 : (below && not_below ? 1 : (below ? 2 : 3))];
    }
  for (const int count : seen) EXPECT_GT(count, 50) << "every branch is met";
}

School one_subject(Progress School::*subject, Progress figures) {
  School school{"30", "50", {"-2.0", "-4.0", "0.5"}, {"-2.0", "-4.0", "0.5"}, {"-3.0", "-5.0", "-1.0"}};
  school.*subject = figures;
  return school;
}

TEST(Ks2FloorExamples, one_subject_counts_only_if_significantly_below_average) {
  const auto open = judge(one_subject(&School::reading, {"-5.3", "-11.0", "0.4"}), national(), 2018);
  EXPECT_EQ(verdict(open), "NOT_BELOW");
  EXPECT_THAT(open.notes, ElementsAre("NOT_SIGNIFICANT"));
  EXPECT_EQ(open.interval_measure, "KS2_PROG_R");

  const auto significant = judge(one_subject(&School::reading, {"-5.3", "-8.0", "-2.6"}), national(), 2018);
  EXPECT_EQ(verdict(significant), "BELOW");
  EXPECT_THAT(significant.notes, IsEmpty());
  EXPECT_EQ(significant.interval_lower.number()->to_string(), "-8.0");
  EXPECT_EQ(significant.interval_upper.number()->to_string(), "-2.6");
  EXPECT_EQ(significant.predicate("KS2_PROG_R_UPPER").truth, Truth::yes);

  const auto writing = judge(one_subject(&School::writing, {"-7.3", "-9.0", "-5.6"}), national(), 2018);
  EXPECT_EQ(verdict(writing), "BELOW");
  EXPECT_THAT(writing.notes, ElementsAre("WRITING_ONLY"));
  EXPECT_THAT(writing.sentence, HasSubstr("Writing is the only subject"));
}

TEST(Ks2FloorExamples, a_score_on_its_threshold_is_not_under_it) {
  School school{"20", "30", {"-5.0", "-8.0", "-2.0"}, {"-7.0", "-9.0", "-5.0"}, {"-5.0", "-8.0", "-2.0"}};
  const auto finding = judge(school, national(), 2018);
  EXPECT_EQ(verdict(finding), "NOT_BELOW");
  EXPECT_THAT(finding.notes, ElementsAre("AT_ROUNDED_BOUNDARY"));
}

TEST(Ks2FloorExamples, ten_pupils_are_exempt_and_eleven_are_not) {
  EXPECT_EQ(verdict(judge(School{"10", "20", under(), under(), under()})), "EXEMPT(SMALL_COHORT)");
  EXPECT_EQ(verdict(judge(School{"11", "36", under(), under(), under()})), "BELOW");  // 4 of 11
}

// The 2013 example in the measures of 2016 to 2018.
TEST(Ks2FloorExamples, a_missing_score_exempts_nationally_and_is_left_open_locally) {
  School two_missing_one{"40", "40", under(), {Missing::suppressed, Missing::suppressed, Missing::suppressed}, well()};
  EXPECT_EQ(verdict(judge(two_missing_one)), "EXEMPT(MISSING_MEASURE)");
  EXPECT_EQ(verdict(judge(two_missing_one, kent())), "BELOW") << "reading alone, significantly, or with writing";

  School open = two_missing_one;
  open.reading = {"-5.3", "-11.0", "0.4"};
  EXPECT_EQ(verdict(judge(open)), "EXEMPT(MISSING_MEASURE)");
  EXPECT_EQ(verdict(judge(open, kent())), "NOT_EVALUABLE(MISSING_MEASURE)");

  School attained = two_missing_one;
  attained.attainment = "65";  // 26 of 40
  EXPECT_EQ(verdict(judge(attained)), "EXEMPT(MISSING_MEASURE)");
  EXPECT_EQ(verdict(judge(attained, kent())), "NOT_BELOW") << "one false limb decides";

  School no_attainment{"40", Missing::suppressed, well(), well(), well()};
  EXPECT_EQ(verdict(judge(no_attainment)), "EXEMPT(MISSING_MEASURE)");
  EXPECT_EQ(verdict(judge(no_attainment, kent())), "NOT_BELOW");
}

}  // namespace
}  // namespace termwise::plugin_tests
