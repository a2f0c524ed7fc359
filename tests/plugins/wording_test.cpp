// Every sentence that a plugin declares is said by some school, with all its placeholders filled.
#include <set>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "standards_world.h"

namespace termwise::plugin_tests {
namespace {

// Schools that between them meet every outcome and reason.
std::vector<School> schools() {
  const Progress under{"-9.0", "-12.0", "-6.0"};
  const Progress well{"1.0", "-1.0", "3.0"};
  const Progress unknown{Missing::suppressed, Missing::suppressed, Missing::suppressed};
  std::vector<School> all{
      {"40", "50", under, under},                                // below
      {"40", "50", under},                                       // below in one subject
      {"40", "50", well, under},                                 // below in writing alone
      {"40", "50", under, unknown},                              // below whatever writing was
      {"40", "90"},                                              // not below by attainment
      {"40", "50"},                                              // not below by progress
      {"40", "50", {"-5.1", "-11.0", "1.0"}},                    // not below, not significant
      {"40", "50", well, {Missing::suppressed, "-1.0", "1.0"}},  // not below whatever writing was
      {"210", "65"},                                             // not below whatever the count
      {"40", Missing::suppressed},                               // not below whatever attainment was
      {"40", "50", {"-5.1", "-11.0", "1.0"}, unknown},           // measure missing
      {"40", "50", {"-5.1", "-11.0", Missing::suppressed}},      // interval missing
      {"210", "65", under, under},                               // rounding
      {Missing::suppressed, "50"},                               // cohort unreadable
      {Missing::not_supplied, "50"},
      {"10", "50"},  // no cohort, small cohort
      {"40",
       "50",
       {"1.0", "-1.0", "3.0", "49"},
       {Missing::low_coverage, Missing::low_coverage, Missing::low_coverage, "100"}}};  // low coverage
  School special;
  special.kind = "special";
  School closed;
  closed.status = "closed";
  all.push_back(special);
  all.push_back(closed);
  return all;
}

class Wording : public ::testing::TestWithParam<const char*> {};

TEST_P(Wording, is_all_used_and_complete) {
  const tw_plugin& plugin = testing::load(GetParam());
  std::set<std::string> used;
  const auto run = [&](int year, const std::string& mode, const std::string& state) {
    World world(year, "886");
    world.parameter("mode", mode);
    if (state == "set")
      add_floor_standard(world, year);
    else
      world.standard({"floor", "ks2", std::to_string(year), state, "", "", "", "", "", "", "", "verified"});
    std::int64_t urn = kUrn;
    for (const School& school : schools()) add_school(world, urn++, school);
    const RunResult result = world.run(plugin, kKs2Floor);
    ASSERT_TRUE(result.completed) << result.failure;
    for (const EmittedFinding& finding : result.findings) {
      used.insert(finding.template_id);
      EXPECT_THAT(finding.sentence, ::testing::HasSubstr("School " + std::to_string(finding.urn)));
      EXPECT_THAT(finding.sentence, ::testing::HasSubstr(academic_year(year)));
      EXPECT_EQ(finding.sentence.back(), '.') << finding.sentence;
      EXPECT_EQ(finding.sentence.find("  "), std::string::npos) << finding.sentence;
      EXPECT_EQ(finding.sentence.find("()"), std::string::npos) << finding.sentence;
    }
  };
  run(2017, "local", "set");
  run(2017, "national", "set");
  run(2019, "national", "removed");
  run(2020, "national", "no-data");

  const auto say = [&](World world) {
    const RunResult result = world.run(plugin, kKs2Floor);
    ASSERT_TRUE(result.completed) << result.failure;
    for (const EmittedFinding& finding : result.findings) used.insert(finding.template_id);
  };
  World separate = world_of(2008);
  add_cells(separate, kUrn, 2008, {{"KS2_COHORT", "50"}, {"KS2_L4_E", "50"}, {"KS2_L4_M", "80"}});
  add_cells(separate, kUrn + 1, 2008, {{"KS2_COHORT", "50"}, {"KS2_L4_E", "80"}, {"KS2_L4_M", "80"}});
  say(std::move(separate));
  World alone = world_of(2009);
  add_cells(alone, kUrn, 2009, {{"KS2_COHORT", "50"}, {"KS2_L4_EM", "40"}});
  alone.school(kUrn + 1).attribute("age_range", "4-7");
  say(std::move(alone));
  World without_median = world_of(2011, "KS2_LP2_M");
  add_cells(without_median, kUrn, 2011,
            {{"KS2_COHORT", "50"}, {"KS2_L4_EM", "40"}, {"KS2_LP2_E", "50"}, {"KS2_LP2_M", "50"}});
  say(std::move(without_median));
  World none_set = world_of(2003);
  none_set.standard({"floor", "ks2", "2003", "removed", "", "", "", "", "", "", "", "verified"});
  none_set.school(kUrn);
  say(std::move(none_set));

  std::set<std::string> declared;
  for (const Template& text : testing::describe(plugin).templates)
    if (text.id.rfind(std::string(kKs2Floor) + "-", 0) == 0) declared.insert(text.id);
  EXPECT_EQ(used, declared);
}

INSTANTIATE_TEST_SUITE_P(Each, Wording, ::testing::Values(TERMWISE_NATIONAL_PLUGIN, TERMWISE_KENT_PLUGIN));

TEST(KentWording, says_whose_application_it_is_and_where_a_figure_is_missing) {
  School missing{"40", "80"};
  missing.maths = {Missing::suppressed, Missing::suppressed, Missing::suppressed};
  EXPECT_EQ(
      judge(missing, kent()).sentence,
      "School 900001 is not below the 2016/17 floor standard as Kent applies it, also to schools with a figure "
      "missing: 32 of 40 pupils (80%) reached the expected standard in reading, writing and maths, and the floor is "
      "65%.");
  EXPECT_EQ(
      judge({"40", "80"}, kent()).sentence,
      "School 900001 is not below the 2016/17 floor standard as Kent applies it: 32 of 40 pupils (80%) reached the "
      "expected standard in reading, writing and maths, and the floor is 65%.");
  EXPECT_EQ(
      judge(missing).sentence,
      "School 900001 is exempt from the 2016/17 floor standard, which leaves out schools without a figure for every "
      "measure: progress in maths is suppressed to protect pupils.");
}

}  // namespace
}  // namespace termwise::plugin_tests
