// The limbs: notes, reasons, parameters, evidence, and local mode in every world.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "floor_world.h"

namespace termwise::plugin_tests {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const Progress kUnder{"-9.0", "-12.0", "-6.0"};

EmittedFinding judge_with(const School& school, const tw_plugin& plugin,
                          const std::vector<std::pair<std::string, std::string>>& parameters) {
  World world(2017, "886");
  add_floor_standard(world, 2017);
  for (const auto& [name, value] : parameters) world.parameter(name, value);
  add_school(world, kUrn, school);
  return world.run(plugin, kKs2Floor).of(kUrn);
}

TEST(Ks2FloorNotes, a_boundary_is_noted_whatever_the_outcome) {
  School school;  // attainment decides
  EXPECT_THAT(judge(school).notes, IsEmpty());
  school.maths.upper = "0.0";
  EXPECT_THAT(judge(school).notes, ElementsAre("AT_ROUNDED_BOUNDARY"));
  school.maths = {"-5.0", "-7.0", "-3.0"};
  EXPECT_THAT(judge(school).notes, ElementsAre("AT_ROUNDED_BOUNDARY"));
  school.cohort = Missing::suppressed;
  EXPECT_EQ(verdict(judge(school)), "NOT_EVALUABLE(COHORT_UNREADABLE)");
  EXPECT_THAT(judge(school).notes, ElementsAre("AT_ROUNDED_BOUNDARY"));
  School lower;
  lower.reading.lower = "0.0";
  EXPECT_THAT(judge(lower).notes, IsEmpty()) << "only the upper limit has a boundary";
}

TEST(Ks2FloorNotes, an_upper_limit_of_exactly_0_is_not_significant) {
  School school{"40", "50", {"-5.1", "-10.2", "0.0"}};
  const auto finding = judge(school);
  EXPECT_EQ(verdict(finding), "NOT_BELOW");
  EXPECT_THAT(finding.notes, ElementsAre("AT_ROUNDED_BOUNDARY", "NOT_SIGNIFICANT"));
  school.reading.upper = "-0.1";
  EXPECT_EQ(verdict(judge(school)), "BELOW");
}

TEST(Ks2FloorNotes, the_single_subject_notes_need_attainment_to_fail) {
  School school{"40", "90"};
  school.writing = {"-7.1", "-14.0", "0.2"};
  EXPECT_EQ(verdict(judge(school)), "NOT_BELOW");
  EXPECT_THAT(judge(school).notes, IsEmpty());
  school.attainment = "50";
  EXPECT_EQ(verdict(judge(school)), "NOT_BELOW");
  EXPECT_THAT(judge(school).notes, ElementsAre("NOT_SIGNIFICANT", "WRITING_ONLY"));
  school.cohort = "210";
  school.attainment = "65";  // on both sides of the floor
  EXPECT_EQ(verdict(judge(school)), "NOT_BELOW");
  EXPECT_THAT(judge(school).notes, IsEmpty());
}

TEST(Ks2FloorNotes, counts_are_noted_also_where_progress_decides) {
  School mismatch{"70", "35"};
  EXPECT_EQ(verdict(judge(mismatch)), "NOT_BELOW");
  EXPECT_THAT(judge(mismatch).notes, ElementsAre("COUNT_MISMATCH"));
  School differs{"34", "65"};
  EXPECT_EQ(verdict(judge(differs)), "NOT_BELOW");
  EXPECT_THAT(judge(differs).notes, ElementsAre("DIFFERS_FROM_PUBLISHED"));
}

TEST(Ks2FloorLimbs, a_missing_limit_matters_only_for_the_only_subject) {
  School school{"40", "50"};
  school.writing = {"-7.1", "-9.0", Missing::suppressed};
  const auto finding = judge(school);
  EXPECT_EQ(verdict(finding), "NOT_EVALUABLE(MISSING_INTERVAL)");
  EXPECT_THAT(finding.notes, ElementsAre("WRITING_ONLY"));
  EXPECT_EQ(finding.basis, "INFERRED_COUNT");
  EXPECT_EQ(finding.interval_measure, "KS2_PROG_W");
  EXPECT_EQ(*finding.interval_upper.missing(), Missing::suppressed);
  EXPECT_THAT(finding.flips, IsEmpty());
  school.reading = kUnder;
  EXPECT_EQ(verdict(judge(school)), "BELOW") << "two subjects need no test of significance";
  school.attainment = "70";
  EXPECT_EQ(verdict(judge(school)), "NOT_BELOW");
}

TEST(Ks2FloorLimbs, a_missing_limit_is_the_reason_before_rounding) {
  School school{"210", "65"};
  school.reading = {"-5.1", "-9.0", Missing::suppressed};
  EXPECT_EQ(verdict(judge(school)), "NOT_EVALUABLE(MISSING_INTERVAL)");
  school.reading.upper = "-1.0";
  EXPECT_EQ(verdict(judge(school)), "NOT_EVALUABLE(AMBIGUOUS_ROUNDING)");
  school.reading.upper = "1.0";
  EXPECT_EQ(verdict(judge(school)), "NOT_BELOW");
}

TEST(Ks2FloorLimbs, without_the_significance_test_one_subject_is_enough) {
  School school{"40", "50"};
  school.reading = {"-5.1", "-11.0", Missing::suppressed};
  for (const tw_plugin* plugin : {&national(), &kent()}) {
    EXPECT_EQ(verdict(judge_with(school, *plugin, {})), "NOT_EVALUABLE(MISSING_INTERVAL)");
    const auto finding = judge_with(school, *plugin, {{"single_subject_significance", "false"}});
    EXPECT_EQ(verdict(finding), "BELOW");
    EXPECT_THAT(finding.notes, IsEmpty());
  }
}

TEST(Ks2FloorLimbs, every_figure_that_was_compared_is_evidence) {
  World world(2017, "886");
  add_floor_standard(world, 2017);
  School school{"34", "65", {"-5.2", "-7.5", "-2.9"}, {"-7.4", "-9.8", "-5.0"}, {"-1.0", "-3.0", "1.0"}};
  add_school(world, kUrn, school);
  const EmittedFinding finding = world.run(national(), kKs2Floor).of(kUrn);
  for (const char* measure : {"kind", "status", "KS2_COHORT", "KS2_PROG_R_COVERAGE", "KS2_PROG_W_COVERAGE",
                              "KS2_PROG_M_COVERAGE", "KS2_EXS_RWM", "KS2_PROG_R", "KS2_PROG_W", "KS2_PROG_M"}) {
    const auto& predicate = finding.predicate(measure);
    EXPECT_EQ(world.cell(predicate.evidence), "900001 2017 " + std::string(measure));
    EXPECT_EQ(predicate.year, 2017);
    EXPECT_EQ(predicate.confidence, "verified");
    EXPECT_NE(predicate.source, "");
  }
  const auto& reading = finding.predicate("KS2_PROG_R");
  EXPECT_EQ(reading.observed.number()->to_string(), "-5.2");
  EXPECT_EQ(reading.threshold.number()->to_string(), "-5");
  EXPECT_EQ(reading.operation, Operator::less);
  EXPECT_EQ(reading.truth, Truth::yes);
  EXPECT_EQ(reading.source, "source of progress");
  EXPECT_EQ(finding.predicate("KS2_PROG_M").truth, Truth::no);
  EXPECT_EQ(finding.cohort.value().number()->to_string(), "34");
  EXPECT_EQ(finding.interval_measure, "") << "two subjects are under";
}

TEST(Kent, sets_floors_of_its_own) {
  School school{"40", "68"};  // 27 of 40
  school.reading = {"-4.0", "-6.0", "-2.0"};
  EXPECT_EQ(verdict(judge_with(school, kent(), {})), "NOT_BELOW");
  const auto finding = judge_with(school, kent(), {{"floor", "70"}, {"reading_progress_floor", "-3.5"}});
  EXPECT_EQ(verdict(finding), "BELOW");
  EXPECT_EQ(finding.predicate("KS2_EXS_RWM").source, "set by the LA");
  EXPECT_EQ(finding.predicate("KS2_EXS_RWM").confidence, "local");
  EXPECT_EQ(finding.predicate("KS2_PROG_R").threshold.number()->to_string(), "-3.5");
  EXPECT_EQ(finding.predicate("KS2_PROG_W").source, "source of progress");
  EXPECT_THAT(finding.sentence, HasSubstr("as Kent applies it"));
  EXPECT_THAT(finding.sentence, HasSubstr("70%"));
}

TEST(Kent, differs_from_national_on_a_school_with_a_missing_figure) {
  School school{"40", "80"};
  school.maths = {Missing::suppressed, Missing::suppressed, Missing::suppressed};
  const auto by_national = judge(school);
  const auto by_kent = judge(school, kent());
  EXPECT_EQ(verdict(by_national), "EXEMPT(MISSING_MEASURE)");
  EXPECT_EQ(verdict(by_kent), "NOT_BELOW");
  EXPECT_THAT(by_kent.sentence, HasSubstr("as Kent applies it"));
  EXPECT_NE(by_national.sentence, by_kent.sentence);
  EXPECT_EQ(verdict(judge_with(school, kent(), {{"mode", "national"}})), "EXEMPT(MISSING_MEASURE)");
  EXPECT_EQ(verdict(judge_with(school, national(), {{"mode", "local"}})), "NOT_BELOW");
}

TEST(Kent, is_for_kent_and_national_for_any_la) {
  EXPECT_THAT(testing::describe(kent()).la_codes, ElementsAre("886"));
  EXPECT_THAT(testing::describe(national()).la_codes, IsEmpty());
}

// Each of seven inputs is low, high or missing. A school with inputs missing must be judged as all of its
// completions are, where they agree, and not at all where they do not.
class EveryWorld : public ::testing::Test {
 protected:
  static constexpr std::size_t kInputs = 7;  // attainment, three scores, three upper limits
  using Choice = std::array<int, kInputs>;   // 0 low, 1 high, 2 missing

  static constexpr std::size_t kChoices = 3 * 3 * 3 * 3 * 3 * 3 * 3;
  static Choice choice(std::size_t number) {
    Choice digits{};
    for (int& digit : digits) {
      digit = static_cast<int>(number % 3);
      number /= 3;
    }
    return digits;
  }
  static School school(const Choice& c) {
    const auto cell = [](int pick, const char* low, const char* high) {
      return pick == 2 ? Cell(Missing::suppressed) : Cell(pick == 0 ? low : high);
    };
    School made;
    made.attainment = cell(c[0], "40", "80");
    made.reading = {cell(c[1], "-9.0", "0.0"), "-20.0", cell(c[4], "-1.0", "1.0")};
    made.writing = {cell(c[2], "-9.0", "0.0"), "-20.0", cell(c[5], "-1.0", "1.0")};
    made.maths = {cell(c[3], "-9.0", "0.0"), "-20.0", cell(c[6], "-1.0", "1.0")};
    return made;
  }
  static bool completes(const Choice& whole, const Choice& partial) {
    for (std::size_t i = 0; i < kInputs; ++i)
      if (whole[i] == 2 || (partial[i] != 2 && partial[i] != whole[i])) return false;
    return true;
  }
};

TEST_F(EveryWorld, local_mode_decides_exactly_where_all_completions_agree) {
  World world(2017, "886");
  add_floor_standard(world, 2017);
  for (std::size_t i = 0; i < kChoices; ++i) add_school(world, kUrn + static_cast<std::int64_t>(i), school(choice(i)));
  const RunResult complete = world.run(national(), kKs2Floor);
  const RunResult partial = world.run(kent(), kKs2Floor);
  ASSERT_EQ(partial.findings.size(), kChoices) << partial.failure;

  int open = 0;
  for (std::size_t p = 0; p < kChoices; ++p) {
    std::set<std::string> outcomes;
    for (std::size_t w = 0; w < kChoices; ++w)
      if (completes(choice(w), choice(p))) outcomes.insert(complete.findings[w].outcome);
    const EmittedFinding& finding = partial.findings[p];
    ASSERT_FALSE(outcomes.empty());
    if (outcomes.size() == 1) {
      EXPECT_EQ(finding.outcome, *outcomes.begin()) << p;
      EXPECT_EQ(finding.reason, "") << p;
    } else {
      ++open;
      const Choice c = choice(p);
      const bool measure_missing = c[0] == 2 || c[1] == 2 || c[2] == 2 || c[3] == 2;
      EXPECT_EQ(verdict(finding),
                measure_missing ? "NOT_EVALUABLE(MISSING_MEASURE)" : "NOT_EVALUABLE(MISSING_INTERVAL)")
          << p;
    }
  }
  EXPECT_GT(open, 100);
}

}  // namespace
}  // namespace termwise::plugin_tests
