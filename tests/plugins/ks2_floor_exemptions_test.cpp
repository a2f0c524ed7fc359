// What comes before the limbs: years without a standard, and the exemptions in their order.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "floor_world.h"

namespace termwise::plugin_tests {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

// Fails every test that there is, so that taking one fault away shows the next.
School everything_wrong() {
  School school;
  school.kind = "special";
  school.status = "closed";
  school.cohort = "0";
  school.attainment = Missing::suppressed;
  school.reading = {Missing::suppressed, Missing::suppressed, Missing::suppressed, "49"};
  return school;
}

TEST(Ks2FloorExemptions, are_tested_in_order) {
  School school = everything_wrong();
  EXPECT_EQ(verdict(judge(school)), "EXEMPT(NOT_MAINSTREAM)");
  school.kind = "mainstream";
  EXPECT_EQ(verdict(judge(school)), "EXEMPT(CLOSED)");
  school.status = "open";
  EXPECT_EQ(verdict(judge(school)), "EXEMPT(NO_COHORT)");
  school.cohort = "1";
  EXPECT_EQ(verdict(judge(school)), "EXEMPT(SMALL_COHORT)");
  school.cohort = "11";
  EXPECT_EQ(verdict(judge(school)), "EXEMPT(LOW_COVERAGE)");
  school.reading.coverage = "50";
  EXPECT_EQ(verdict(judge(school)), "EXEMPT(MISSING_MEASURE)");
}

TEST(Ks2FloorExemptions, carry_no_notes_and_no_basis) {
  School school;
  school.status = "closed";
  school.reading = {"-5.0", "-6.0", "0.0"};
  school.cohort = "70";
  school.attainment = "35";
  const auto finding = judge(school);
  EXPECT_EQ(verdict(finding), "EXEMPT(CLOSED)");
  EXPECT_THAT(finding.notes, IsEmpty());
  EXPECT_EQ(finding.basis, "");
  EXPECT_THAT(finding.flips, IsEmpty());
  EXPECT_EQ(finding.cohort.value().number()->to_string(), "70");
  EXPECT_EQ(finding.predicate("status").observed_text, "closed");
  EXPECT_EQ(finding.predicate("status").truth, Truth::yes);
}

TEST(Ks2FloorExemptions, a_missing_attribute_does_not_exempt) {
  School school;
  school.kind = Missing::not_supplied;
  school.status = Missing::not_supplied;
  EXPECT_EQ(verdict(judge(school)), "NOT_BELOW");
}

TEST(Ks2FloorExemptions, an_empty_cohort_is_none_and_a_hidden_one_is_unreadable) {
  School school;
  school.cohort = Missing::not_supplied;
  EXPECT_EQ(verdict(judge(school)), "EXEMPT(NO_COHORT)");
  for (const Missing reason : {Missing::suppressed, Missing::unparseable, Missing::not_applicable, Missing::not_entered,
                               Missing::not_published, Missing::new_school, Missing::low_coverage}) {
    school.cohort = reason;
    EXPECT_EQ(verdict(judge(school)), "NOT_EVALUABLE(COHORT_UNREADABLE)") << in_words(reason);
    EXPECT_EQ(verdict(judge(school, kent())), "NOT_EVALUABLE(COHORT_UNREADABLE)") << in_words(reason);
  }
}

TEST(Ks2FloorExemptions, low_coverage_is_under_50_percent_in_any_subject_or_said_in_the_score) {
  for (Progress School::*subject : {&School::reading, &School::writing, &School::maths}) {
    School school;
    (school.*subject).coverage = "50";
    EXPECT_EQ(verdict(judge(school)), "NOT_BELOW");
    (school.*subject).coverage = "49";
    EXPECT_EQ(verdict(judge(school)), "EXEMPT(LOW_COVERAGE)");
    (school.*subject).coverage = Missing::suppressed;
    EXPECT_EQ(verdict(judge(school)), "NOT_BELOW") << "coverage is not a required measure";
    (school.*subject).score = Missing::low_coverage;
    EXPECT_EQ(verdict(judge(school)), "EXEMPT(LOW_COVERAGE)");
    EXPECT_EQ(verdict(judge(school, kent())), "EXEMPT(LOW_COVERAGE)") << "also in local mode";
  }
}

TEST(Ks2FloorExemptions, a_missing_limit_is_not_a_missing_measure) {
  School school;
  school.reading = {"1.0", Missing::suppressed, Missing::suppressed};
  EXPECT_EQ(verdict(judge(school)), "NOT_BELOW");
}

TEST(Ks2FloorExemptions, a_missing_measure_shows_which) {
  School school;
  school.writing.score = Missing::not_published;
  const auto finding = judge(school);
  EXPECT_EQ(verdict(finding), "EXEMPT(MISSING_MEASURE)");
  EXPECT_EQ(*finding.predicate("KS2_PROG_W").observed.missing(), Missing::not_published);
  EXPECT_EQ(finding.predicate("KS2_PROG_W").truth, Truth::unknown);
  EXPECT_THAT(finding.sentence, HasSubstr("progress in writing is not published"));
}

RunResult run_without_standard(const std::string& state, int summer, const tw_plugin& plugin = national()) {
  World world(summer, "886");
  add_floor_standard(world, 2018);
  if (!state.empty())
    world.standard(
        {"floor", "ks2", std::to_string(summer), state, "", "", "", "", "", "Schools Week", "2019", "verified"});
  add_school(world, 900001, School{});
  add_school(world, 900002, everything_wrong());
  return world.run(plugin, kKs2Floor);
}

TEST(Ks2FloorExemptions, a_removed_standard_comes_before_every_exemption) {
  for (const tw_plugin* plugin : {&national(), &kent()}) {
    const RunResult run = run_without_standard("removed", 2019, *plugin);
    ASSERT_EQ(run.findings.size(), 2u) << run.failure;
    for (const EmittedFinding& finding : run.findings) {
      EXPECT_EQ(verdict(finding), "NO_STANDARD(STANDARD_REMOVED)");
      EXPECT_THAT(finding.notes, IsEmpty());
      EXPECT_EQ(finding.basis, "");
      EXPECT_THAT(finding.sentence, HasSubstr("2018/19"));
      EXPECT_EQ(finding.predicate("standard").source, "Schools Week");
    }
  }
}

TEST(Ks2FloorExemptions, a_year_without_tests_has_no_data) {
  const RunResult run = run_without_standard("no-data", 2020);
  EXPECT_EQ(verdict(run.of(900001)), "NO_STANDARD(NO_DATA_NATIONAL)");
  EXPECT_EQ(verdict(run.of(900002)), "NO_STANDARD(NO_DATA_NATIONAL)");
}

TEST(Ks2FloorExemptions, a_year_that_the_standards_do_not_mention_fails_the_run) {
  const RunResult run = run_without_standard("", 2019);
  EXPECT_FALSE(run.completed);
  EXPECT_THAT(run.findings, IsEmpty());
  EXPECT_THAT(run.failure, HasSubstr("2018/19"));
}

TEST(Ks2FloorExemptions, a_standard_without_a_needed_row_fails_the_run_and_names_it) {
  World world(2017, "886");
  world.standard({"floor", "ks2", "2017", "set", "KS2_COHORT", "<", "11", "cohort", "exempt", "", "", "verified"});
  add_school(world, kUrn, School{});
  const RunResult run = world.run(national(), kKs2Floor);
  EXPECT_FALSE(run.completed);
  EXPECT_THAT(run.failure, HasSubstr("attainment threshold for KS2_EXS_RWM"));
}

TEST(Ks2FloorExemptions, a_standard_that_combines_otherwise_is_not_misapplied) {
  World world(2017, "886");
  world.standard({"floor", "ks2", "2017", "set", "KS2_PROG_R", "<", "-5", "progress", "and", "", "", "verified"});
  add_floor_standard(world, 2017);
  add_school(world, kUrn, School{});
  const RunResult run = world.run(national(), kKs2Floor);
  EXPECT_FALSE(run.completed);
  EXPECT_THAT(run.failure, HasSubstr("\"and\""));
}

}  // namespace
}  // namespace termwise::plugin_tests
