// What a digest says, from the definitions: which findings are new, changed, cleared, still there or as before, by
// (rule, lineage), and that no figure of a small cohort is among them.
#include <array>
#include <map>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "report/digest_samples.h"

namespace termwise::report {
namespace {

using namespace samples;
using school::Truth;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

CurrentFinding below(std::int64_t urn, std::string school = "A") {
  return finding(urn, std::move(school), "BELOW", "It is below.");
}

std::vector<std::int64_t> urns(const Digest& digest, Change change) {
  std::vector<std::int64_t> found;
  for (const auto& section : digest.sections)
    if (section.change == change)
      for (const auto& entry : section.entries) found.push_back(entry.urn);
  return found;
}

Entry only_entry(const Digest& digest) {
  EXPECT_EQ(digest.sections.size(), 1u);
  EXPECT_EQ(digest.sections.at(0).entries.size(), 1u);
  return digest.sections.at(0).entries.at(0);
}

// ---- What changed -------------------------------------------------------------------------------------------------

TEST(Digest, StartsWithEverythingThatIsOnTheList) {
  auto from = input();
  from.findings = {ash_grove(), cherry_tree(), elm_park()};
  const Digest digest = made(from);
  EXPECT_TRUE(digest.starting());
  EXPECT_FALSE(digest.empty());
  EXPECT_THAT(urns(digest, Change::added), ElementsAre(900101, 900103));
  EXPECT_THAT(digest.sections, SizeIs(1));
  EXPECT_EQ(digest.listed, 2u);
  EXPECT_THAT(digest.told, SizeIs(2));
}

TEST(Digest, SaysNothingOfWhatIsHeldBackFromItsReader) {
  const auto unsigned_one = below(1), open_one = below(2);
  auto from = input();
  from.findings = {unsigned_one, open_one};
  from.held = {{kRule, 1}};
  const Digest digest = made(from);
  EXPECT_THAT(urns(digest, Change::added), ElementsAre(2));
  EXPECT_EQ(digest.listed, 1u);
  ASSERT_THAT(digest.told, SizeIs(1));
  EXPECT_EQ(digest.told[0].lineage, 2);
}

TEST(Digest, OfWhatIsHeldBackItsReaderKnowsWhatTheyWereToldLast) {
  const auto changed = below(1);
  auto told = told_as(changed);
  told.outcome = "SOMETHING_ELSE";
  told.sentence = "It was something else.";
  auto from = later({changed}, {told});
  from.held = {{kRule, 1}};
  const Digest held = made(from);
  EXPECT_TRUE(held.empty());
  EXPECT_EQ(held.listed, 1u);
  ASSERT_THAT(held.told, SizeIs(1));
  EXPECT_EQ(held.told[0].outcome, "SOMETHING_ELSE");
  from.held.clear();
  EXPECT_THAT(urns(made(from), Change::changed), ElementsAre(1)) << "once it is signed off it is news";
}

TEST(Digest, AFirstOneIsNeverEmpty) { EXPECT_FALSE(made(input()).empty()); }

TEST(Digest, KnowsNewChangedClearedStillAndUnchanged) {
  const auto new_one = below(1), changed = below(2), still = below(4), unchanged = below(5);
  auto cleared = finding(3, "C", "NOT_BELOW", "It is not below.");
  auto told_cleared = told_as(cleared);
  told_cleared.outcome = "BELOW";
  auto told_changed = told_as(changed);
  told_changed.sentence = "It was below by other figures.";
  auto told_still = told_as(still);
  told_still.year = 2016;
  const Digest digest = made(later({new_one, changed, cleared, still, unchanged},
                                   {told_cleared, told_changed, told_still, told_as(unchanged)}));
  EXPECT_THAT(urns(digest, Change::added), ElementsAre(1));
  EXPECT_THAT(urns(digest, Change::changed), ElementsAre(2));
  EXPECT_THAT(urns(digest, Change::cleared), ElementsAre(3));
  EXPECT_THAT(urns(digest, Change::still), ElementsAre(4));
  EXPECT_EQ(digest.unchanged, 1u);
  EXPECT_EQ(digest.listed, 4u);
  std::vector<Change> order;
  for (const auto& section : digest.sections) order.push_back(section.change);
  EXPECT_THAT(order, ElementsAre(Change::added, Change::changed, Change::cleared, Change::still));
}

TEST(Digest, AnOutcomeAReasonOrASentenceThatDiffersIsAChange) {
  const auto now = below(1);
  for (const auto field : {&ToldFinding::outcome, &ToldFinding::reason, &ToldFinding::sentence}) {
    auto before = told_as(now);
    before.*field += "?";
    EXPECT_THAT(urns(made(later({now}, {before})), Change::changed), ElementsAre(1));
  }
}

TEST(Digest, ANewYearsResultIsStillThereOrCleared) {
  const auto there = below(1);
  const auto gone = finding(2, "B", "NOT_BELOW", "It is not below.");
  auto told_there = told_as(there), told_gone = told_as(gone);
  told_there.year = told_gone.year = 2016;
  told_gone.outcome = "BELOW";
  told_gone.sentence = "It was below.";
  const Digest digest = made(later({there, gone}, {told_there, told_gone}));
  EXPECT_THAT(urns(digest, Change::still), ElementsAre(1));
  EXPECT_THAT(urns(digest, Change::cleared), ElementsAre(2));
  EXPECT_EQ(digest.sections.at(0).entries.at(0).before, "It was below.");
  EXPECT_EQ(digest.sections.at(1).entries.at(0).before, "");
}

TEST(Digest, ASchoolIsKnownByItsLineageAndNamedByItsUrn) {
  auto now = below(900200, "New Academy");
  now.lineage = 900100;
  auto before = told_as(now);
  before.school = "Old School";
  EXPECT_TRUE(made(later({now}, {before})).empty());
  before.sentence = "It was below by other figures.";
  EXPECT_EQ(only_entry(made(later({now}, {before}))).urn, 900200);
}

TEST(Digest, ASchoolThatTheRuleJudgesNoLongerIsCleared) {
  const auto gone = told_as(below(7, "Holly Bank"));
  const Digest digest = made(later({}, {gone}));
  const Entry entry = only_entry(digest);
  EXPECT_EQ(entry.change, Change::cleared);
  EXPECT_EQ(entry.urn, 7);
  EXPECT_EQ(entry.outcome, "");
  EXPECT_THAT(entry.sentence, HasSubstr("Holly Bank is no longer among the schools that this rule judges"));
  EXPECT_THAT(digest.told, IsEmpty());
}

TEST(Digest, WhatARuleOfAnotherDigestToldIsKeptAndNotCleared) {
  auto other = told_as(below(7));
  other.rule = "ks4-floor";
  const Digest digest = made(later({below(1)}, {told_as(below(1)), other}));
  EXPECT_TRUE(digest.empty());
  EXPECT_EQ(digest.listed, 1u);
  std::vector<std::string> rules;
  for (const auto& told : digest.told) rules.push_back(told.rule);
  EXPECT_THAT(rules, testing::UnorderedElementsAre("ks4-floor", kRule));
}

TEST(Digest, IsEmptyWhereNothingChanged) {
  const Digest digest = made(later({ash_grove(), elm_park()}, {told_as(ash_grove())}));
  EXPECT_TRUE(digest.empty());
  EXPECT_EQ(digest.unchanged, 1u);
  EXPECT_TRUE(made(later({}, {})).empty());
  EXPECT_FALSE(made(later({ash_grove()}, {})).empty());
}

TEST(Digest, AFileAloneIsNoNews) {
  auto from = later({}, {});
  from.files = {{"results.csv", "DfE key stage 2 performance tables, 2016/17", year(2026) / 11 / 20, 3, 3}};
  EXPECT_TRUE(made(from).empty());
}

TEST(Digest, KeepsTheOrderOfTheFindings) {
  EXPECT_THAT(urns(made(later({below(3), below(1), below(2)}, {})), Change::added), ElementsAre(3, 1, 2));
}

TEST(Digest, ASectionHasALimitAndCountsTheRest) {
  for (const std::size_t count : {kMostEntries, kMostEntries + 1}) {
    std::vector<CurrentFinding> findings;
    for (std::size_t i = 0; i < count; ++i) findings.push_back(below(static_cast<std::int64_t>(i + 1)));
    const Digest digest = made(later(findings, {}));
    EXPECT_THAT(digest.sections.at(0).entries, SizeIs(kMostEntries));
    EXPECT_EQ(digest.sections.at(0).total, count);
    EXPECT_EQ(digest.count(Change::added), count);
    EXPECT_THAT(digest.told, SizeIs(count));
  }
}

TEST(Digest, CountsASchoolOfTwoRulesOnce) {
  auto other = below(1);
  other.row.finding.rule = "ks2-coasting";
  auto from = later({below(1), other, below(2)}, {});
  from.rules.push_back(standing());
  from.rules[1].rule = "ks2-coasting";
  const Digest digest = made(from);
  EXPECT_EQ(digest.sections.at(0).total, 3u);
  EXPECT_EQ(digest.count(Change::added), 2u);
  EXPECT_EQ(digest.listed, 2u);
  EXPECT_EQ(bottom_line(digest), "2 schools newly on the list");
  EXPECT_THAT(digest.told, SizeIs(3));
}

TEST(Digest, SaysSinceWhen) {
  auto known = below(1);
  known.since = 2015;
  auto first = below(2);
  first.since = 2016;
  first.since_is_first = true;
  const Digest digest = made(later({known, first}, {}));
  EXPECT_EQ(digest.sections.at(0).entries.at(0).since, "2014/15");
  EXPECT_EQ(digest.sections.at(0).entries.at(1).since, "2015/16, the first year checked");
  auto told = told_as(elm_park());
  told.outcome = "BELOW";
  EXPECT_EQ(only_entry(made(later({elm_park()}, {told}))).since, "");
}

// ---- Figures ------------------------------------------------------------------------------------------------------

TEST(Figures, AreTheComparisonsThatHoldAtTheScaleOfWhatWasMeasured) {
  const Entry entry = only_entry(made(later({cherry_tree()}, {})));
  std::vector<std::string> lines;
  for (const auto& figure : entry.figures)
    lines.push_back(figure.label + "|" + figure.observed + "|" + figure.threshold);
  EXPECT_THAT(lines, ElementsAre("Pupils reaching the expected standard in reading, writing and maths|50%|below 65%",
                                 "Reading progress score|-5.3|below -5.0",
                                 "Reading progress score, upper confidence limit|-2.6|below 0.0"));
  EXPECT_EQ(entry.cohort, "44 pupils");
  EXPECT_EQ(entry.interval, "Reading progress score, 95% confidence interval: -8.0 to -2.6");
}

TEST(Figures, OneThatOnlyTheCountOfPupilsExplainsIsCalledRounded) {
  EXPECT_EQ(only_entry(made(later({ash_grove()}, {}))).figures.at(0).observed, "65% when rounded");
}

TEST(Figures, EachIsSaidOnceAndInEveryComparison) {
  using school::Operator;
  auto current = below(1);
  current.row.finding.predicates = {predicate("OFSTED_GRADE", "4", "4", Truth::yes, Operator::equal),
                                    predicate("OFSTED_GRADE", "4", "4", Truth::yes, Operator::equal),
                                    predicate("OFSTED_GRADE", "4", "3", Truth::yes, Operator::greater),
                                    predicate("OFSTED_GRADE", "4", "4", Truth::yes, Operator::greater_or_equal),
                                    predicate("OFSTED_GRADE", "4", "4", Truth::yes, Operator::less_or_equal),
                                    predicate("OFSTED_GRADE", "4", "5", Truth::unknown)};
  std::vector<std::string> lines;
  for (const auto& figure : only_entry(made(later({current}, {}))).figures)
    lines.push_back(figure.observed + " " + figure.threshold);
  EXPECT_THAT(lines, ElementsAre("4 equal to 4", "4 above 3", "4 at or above 4", "4 at or below 4"));
}

TEST(Figures, OfWhatWasClearedAreNotGiven) {
  auto told = told_as(elm_park());
  told.outcome = "BELOW";
  EXPECT_THAT(only_entry(made(later({elm_park()}, {told}))).figures, IsEmpty());
}

// ---- Small cohorts ------------------------------------------------------------------------------------------------

// Everything of an entry that a reader might see.
std::string words_of(const Entry& entry) {
  std::string words = entry.sentence + "|" + entry.before + "|" + entry.cohort + "|" + entry.interval + "|";
  for (const auto& figure : entry.figures) words += figure.label + " " + figure.observed + " " + figure.threshold + "|";
  return words;
}

bool is_withheld(const CurrentFinding& current) {
  const Digest digest = made(later({current}, {}));
  const Entry entry = only_entry(digest);
  EXPECT_EQ(entry.withheld, digest.told.at(0).withheld);
  if (!entry.withheld) return false;
  EXPECT_THAT(entry.figures, IsEmpty());
  EXPECT_EQ(entry.cohort + entry.interval + entry.before, "");
  EXPECT_THAT(words_of(entry), Not(testing::AnyOf(HasSubstr("-5"), HasSubstr("%"), HasSubstr("standard"))));
  EXPECT_EQ(entry.sentence, "Its figures are not given in an e-mail, because they may be of 5 pupils or fewer.");
  return true;
}

CurrentFinding of_cohort(std::optional<school::Value> cohort) {
  auto current = cherry_tree();
  current.row.finding.cohort = std::move(cohort);
  return current;
}

TEST(SmallCohorts, OfFiveAreWithheldAndOfSixAreNot) {
  for (const char* few : {"0", "1", "5", "5.0"}) EXPECT_TRUE(is_withheld(of_cohort(value(few)))) << few;
  for (const char* enough : {"6", "5.1", "6.0", "30"}) EXPECT_FALSE(is_withheld(of_cohort(value(enough)))) << enough;
}

TEST(SmallCohorts, OneThatIsNotKnownMayBeSmall) {
  EXPECT_TRUE(is_withheld(of_cohort(school::Value(school::Missing::suppressed))));
  EXPECT_TRUE(is_withheld(of_cohort(std::nullopt)));
  auto interval_only = of_cohort(std::nullopt);
  interval_only.row.finding.predicates.clear();
  EXPECT_TRUE(is_withheld(interval_only));
}

TEST(SmallCohorts, AFindingThatIsNotOfPupilsHasNone) {
  auto inspection = below(1);
  inspection.row.finding.cohort.reset();
  inspection.row.finding.predicates = {predicate("OFSTED_GRADE", "4", "3", Truth::yes, school::Operator::greater)};
  EXPECT_FALSE(is_withheld(inspection));
}

TEST(SmallCohorts, MayStandBehindOneOfTheFigures) {
  for (const auto& [pupils, withheld] : std::map<std::string, bool>{{"0", true}, {"5", true}, {"6", false}})
    for (const auto truth : {Truth::yes, Truth::no}) {
      auto current = cherry_tree();
      current.row.finding.predicates.push_back(predicate("KS2_COHORT", pupils, "11", truth));
      EXPECT_EQ(is_withheld(current), withheld) << pupils;
    }
  auto unknown = cherry_tree();
  unknown.row.finding.predicates.push_back(predicate("KS2_COHORT", "9", "11", Truth::unknown));
  unknown.row.finding.predicates.back().observed = school::Value(school::Missing::suppressed);
  EXPECT_TRUE(is_withheld(unknown));
}

TEST(Digest, AddsWhatTheRegisterOfConcernsSays) {
  auto current = below(1);
  current.standing = "It stays on the register.";
  EXPECT_EQ(only_entry(made(later({current}, {}))).sentence, "It is below. It stays on the register.");
  EXPECT_EQ(made(later({current}, {})).told.at(0).sentence, "It is below. It stays on the register.");
  auto small = finding(1, "A", "BELOW", "It is below.", "3");
  small.standing = "It stays on the register.";
  EXPECT_THAT(only_entry(made(later({small}, {}))).sentence, HasSubstr("5 pupils or fewer. It stays on the register."));
}

TEST(SmallCohorts, ACountThatNobodySuppliedTellsOfNobodyUnlessThereIsAFigureOfThosePupils) {
  auto current = cherry_tree();
  auto count = predicate("KS2_COHORT", "9", "11", Truth::unknown);
  count.year = 2016;
  count.observed = school::Value(school::Missing::not_supplied);
  current.row.finding.predicates.push_back(count);
  EXPECT_FALSE(is_withheld(current));
  auto share = predicate("KS2_EXS_RWM", "50", "65");
  share.year = 2016;
  current.row.finding.predicates.push_back(share);
  EXPECT_TRUE(is_withheld(current));
}

TEST(SmallCohorts, WhatWasToldOfOneIsNotRepeatedWhenItHasGrown) {
  auto before = told_as(birch_lane());
  before.withheld = true;
  auto grown = cherry_tree();
  grown.lineage = 900102;
  grown.row.finding.cohort = value("12");
  const Entry changed = only_entry(made(later({grown}, {before})));
  EXPECT_EQ(changed.change, Change::changed);
  EXPECT_EQ(changed.before, "");
  EXPECT_FALSE(changed.withheld);
  auto cleared = elm_park();
  cleared.lineage = 900102;
  EXPECT_EQ(only_entry(made(later({cleared}, {before}))).before, "");
}

TEST(SmallCohorts, OneThatHasShrunkTakesWhatWasToldWithIt) {
  auto before = told_as(birch_lane());
  before.sentence = "4 of 12 pupils (33%)";
  const Entry entry = only_entry(made(later({birch_lane()}, {before})));
  EXPECT_EQ(entry.change, Change::changed);
  EXPECT_EQ(entry.before, "");
  EXPECT_THAT(words_of(entry), Not(HasSubstr("%")));
}

TEST(SmallCohorts, AreWithheldFromWhatWasClearedToo) {
  auto exempt = finding(900102, "Birch Lane School", "EXEMPT", "It is exempt because it had 4 pupils.", "4");
  exempt.row.finding.reason = "SMALL_COHORT";
  const Entry entry = only_entry(made(later({exempt}, {told_as(birch_lane())})));
  EXPECT_EQ(entry.change, Change::cleared);
  EXPECT_THAT(words_of(entry), Not(HasSubstr("4")));
}

// ---- Words --------------------------------------------------------------------------------------------------------

// `counts` in the order of Change.
std::string line(std::array<std::size_t, 4> counts) {
  Digest digest;
  digest.told_on = kToldOn;
  for (std::size_t i = 0; i < counts.size(); ++i)
    if (counts[i] > 0) digest.sections.push_back({static_cast<Change>(i), {}, counts[i], counts[i]});
  return bottom_line(digest);
}

TEST(BottomLine, SaysTheFactFirst) {
  EXPECT_EQ(line({0, 0, 0, 0}), "no change since 2 November 2026");
  EXPECT_EQ(line({1, 0, 0, 0}), "1 school newly on the list");
  EXPECT_EQ(line({3, 0, 1, 0}), "3 schools newly on the list, 1 removed");
  EXPECT_EQ(line({2, 1, 2, 1}), "2 schools newly on the list, 1 changed, 2 removed, 1 still on it");
  EXPECT_EQ(line({0, 1, 0, 0}), "1 school changed on the list");
  EXPECT_EQ(line({0, 0, 1, 0}), "1 school removed from the list");
  EXPECT_EQ(line({0, 0, 2, 5}), "2 schools removed from the list, 5 still on it");
  EXPECT_EQ(line({0, 0, 0, 2}), "2 schools still on the list");
  EXPECT_EQ(line({1200, 0, 0, 0}), "1,200 schools newly on the list");
}

TEST(BottomLine, OfAFirstDigestIsTheStartingPosition) {
  Digest digest;
  EXPECT_EQ(bottom_line(digest), "starting position: no schools on the list");
  digest.listed = 1;
  EXPECT_EQ(bottom_line(digest), "starting position: 1 school on the list");
  digest.listed = 9;
  EXPECT_EQ(bottom_line(digest), "starting position: 9 schools on the list");
}

TEST(Chart, IsOfTheFirstRuleWithMoreThanOneYear) {
  Digest digest;
  EXPECT_EQ(chart_of(digest), std::nullopt);
  RuleStanding one = standing(), two = standing(), none = standing();
  one.title = "one year";
  one.history.resize(1);
  none.history.clear();
  digest.rules = {one, two};
  EXPECT_EQ(chart_of(digest)->title, "Schools on the list, KS2 floor standard");
  digest.rules = {one, none};
  EXPECT_EQ(chart_of(digest)->title, "Schools on the list, one year");
  digest.rules = {none};
  EXPECT_EQ(chart_of(digest), std::nullopt);
}

}  // namespace
}  // namespace termwise::report
