// Every sentence of Kent's own rules is said by some school, with all its placeholders filled.
#include <set>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "kent_world.h"

namespace termwise::plugin_tests {
namespace {

using testing::Cell;

const Cell kWithheld(Missing::suppressed);

// Schools that between them meet every outcome, in September 2008.
Kent all_kinds() {
  Kent kent = september_2008();
  kent.world().parameter("foundation_stage_target", "45").parameter("lowest_fifth_gap_target", "40");
  const std::vector<std::pair<Cell, Cell>> average{{"100.10", "101.00"}, {"100.10", "101.00"}};
  const std::vector<std::pair<Cell, Cell>> low{{"98.90", "99.60"}, {"98.90", "99.60"}};
  std::int64_t urn = 900001;
  const auto add = [&](const std::vector<Level4>& years, const std::vector<std::pair<Cell, Cell>>& added,
                       const Cell& good) {
    kent.results(years, urn).value_added(added, urn);
    kent.school(urn, 2007).measure("KS2_COUNT_L4_E", years[1].reached).measure("KS2_COUNT_L4_M", years[1].reached);
    kent.school(urn, 2008)
        .measure("KS2_COUNT_L4_E", years[2].reached)
        .measure("KS2_COUNT_L4_M", years[2].reached)
        .measure("EYFS_COHORT", "40")
        .measure("EYFS_COUNT_GOOD", good)
        .measure("EYFS_MEDIAN", "85.0")
        .measure("EYFS_LOWEST_FIFTH", "70.0");
    return urn++;
  };
  const auto low_and_under = add({{"50", "40"}, {"50", "40"}, {"50", "25"}}, low, "10");
  kent.inspection("2006-03-01", "3", "3", low_and_under);
  const auto low_alone = add({{"50", "20"}, {"50", "20"}, {"50", "40"}}, average, "30");
  kent.inspection("2006-03-01", "4", "3", low_alone).attribute("category", "SM");
  kent.inspection("2008-03-01", "2", "2", low_alone);
  const auto ungraded = add({{"50", "20"}, {"50", "20"}, {"50", "21"}}, average, kWithheld);
  kent.inspection("2007-03-01", Cell(), Cell(), ungraded);
  const auto good = add({{"50", "40"}, {"50", "40"}, {"50", "40"}}, average, "30");
  kent.inspection("2007-03-01", "2", "2", good);
  const auto under = add({{"50", "45"}, {"50", "44"}, {"50", "40"}}, average, "30");
  kent.inspection("2007-03-01", "3", Cell(), under);
  kent.inspection("2008-03-01", Cell(), Cell(), under);
  const auto vulnerable = add({{"50", "40"}, {"50", "40"}, {"50", "40"}}, average, "30");
  kent.flag("F1", "governance", "2008-03-01", "2008-12-31", vulnerable);
  kent.inspection("2007-03-01", "3", Cell(), vulnerable);
  const auto inadequate = add({{"50", "40"}, {"50", "40"}, {"50", "40"}}, average, "30");
  kent.inspection("2007-03-01", "4", "4", inadequate).attribute("category", "NTI");
  const auto unknown = add({{"50", kWithheld}, {"50", kWithheld}, {"50", kWithheld}}, {{Cell(), Cell()}}, "30");
  kent.inspection("2007-03-01", "4", "2", unknown);
  return kent;
}

TEST(KentWording, is_all_used_and_complete) {
  std::set<std::string> used;
  const auto say = [&](Kent kent) {
    const auto result = kent.world().run(Kent::plugin());
    ASSERT_TRUE(result.completed) << result.failure;
    for (const auto& finding : result.findings) {
      // Their sentences have tests of their own.
      if (finding.reminder || finding.rule.rfind("target-", 0) == 0 || finding.rule == "nov-conformity") continue;
      used.insert(finding.template_id);
      EXPECT_THAT(finding.sentence, ::testing::HasSubstr("School " + std::to_string(finding.urn)));
      EXPECT_EQ(finding.sentence.back(), '.') << finding.sentence;
      for (const char* broken : {"  ", "()", "..", " .", ": .", "{", ", ,", "; ."})
        EXPECT_EQ(finding.sentence.find(broken), std::string::npos) << finding.sentence;
    }
  };
  const auto with_floor = [](Kent kent) {
    kent.world().standard({"floor", "ks2", "2008", "removed", "", "", "", "", "", "", "", "verified"});
    return kent;
  };
  Kent with_nation = with_floor(all_kinds());
  with_nation.world().standard(
      {"national-levels", "ks2", "2008", "set", "KS2_L4_EM", "<", "73", "nation", "and", "DfE", "2008", "verified"});
  say(with_nation);
  say(with_floor(all_kinds()));
  Kent without_target = with_floor(september_2008());
  without_target.school(900001, 2008).measure("EYFS_COHORT", "40").measure("EYFS_COUNT_GOOD", "20");
  say(without_target);

  // Those of the floor, reminders and visits are shared, and said in tests of their own.
  std::vector<std::string> unsaid;
  const auto has_its_own_test = [](const std::string& id) {
    for (const char* rule : {"ks2-floor-", "reminder-", "target-", "nov-", "visit-"})
      if (id.rfind(rule, 0) == 0) return true;
    return false;
  };
  for (const Template& text : testing::describe(Kent::plugin()).templates)
    if (!has_its_own_test(text.id) && used.count(text.id) == 0) unsaid.push_back(text.id);
  EXPECT_THAT(unsaid, ::testing::IsEmpty());
}

// Whatever files hold by mistake, each rule answers for each school, and in a sentence.
RC_GTEST_PROP(KentWordingProperty, no_figure_makes_a_rule_fail, ()) {
  const std::vector<Cell> cells{"-1",
                                "0",
                                "1",
                                "0.5",
                                "3",
                                "4",
                                "54",
                                "100",
                                "10001",
                                "1000000000000",
                                Cell(),
                                Cell(Missing::suppressed),
                                Cell(Missing::new_school),
                                Cell(Missing::unparseable),
                                Cell(Missing::not_applicable)};
  const auto any = [&] { return *rc::gen::elementOf(cells); };
  const int year = *rc::gen::inRange(2004, 2014);
  Kent kent(year, "2008-09-01");
  kent.world().parameter("foundation_stage_target", "45").parameter("lowest_fifth_gap_target", "40");
  for (int summer = year - 2; summer <= year; ++summer)
    for (const char* measure :
         {"KS2_COHORT", "KS2_COUNT_L4_EM", "KS2_L4_EM", "KS2_COUNT_L4_E", "KS2_COUNT_L4_M", "KS2_CVA", "KS2_CVA_UPPER",
          "KS2_COUNT_LP2_E", "KS2_COHORT_LP2_E", "KS2_LP2_E", "KS2_LP2_M", "EYFS_COHORT", "EYFS_COUNT_GOOD",
          "EYFS_COUNT_GLD", "EYFS_MEDIAN", "EYFS_LOWEST_FIFTH"})
      kent.school(Kent::kSchool, summer).measure(measure, any());
  kent.inspection("2007-03-01", any(), any()).attribute("category", *rc::gen::element(Cell(), Cell("XYZ")));
  for (const DeclaredRule& rule : testing::describe(Kent::plugin()).rules) {
    // Reminders and notes of visit read none of these figures; the others have properties of their own.
    if (rule.job == "qa-reminders" || rule.job == "visit-plan" || rule.job == "target-check" || rule.id == "ks2-floor")
      continue;
    const auto result = kent.world().run(Kent::plugin(), rule.id);
    RC_ASSERT(result.completed);
    for (const auto& finding : result.findings) RC_ASSERT(finding.sentence.back() == '.');
  }
}

}  // namespace
}  // namespace termwise::plugin_tests
