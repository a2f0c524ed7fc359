// The rules of quality.toml over rows, files and other files. What is expected is worked by hand from the published figures.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <tuple>

#include "ingest/issues.h"
#include "ingest/la_totals.h"
#include "support.h"

namespace termwise::ingest::testing {
namespace {

using school::Severity;
using school::Unit;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::IsNull;

constexpr std::string_view kTop = "RECTYPE,URN,LEA,ROLL,COHORT,RWM,READ,WRIT,MATH,PROG,BEGUN,ENDED,PRINTED\n";

settings::Settings settings_of() {
  settings::Settings settings = small_settings();
  using school::Direction;
  const auto percent = [](const char* code) {
    return school::Measure{code, "ks2", Unit::percent, 1, code, Direction::higher_is_better, ""};
  };
  settings.measures = {
      {"ROLL", "ks2", Unit::pupils, 0, "Roll", Direction::neutral, ""},
      {"COHORT", "ks2", Unit::pupils, 0, "Cohort", Direction::neutral, ""},
      percent("RWM"),
      percent("READ"),
      percent("WRIT"),
      percent("MATH"),
      {"PROG", "ks2", Unit::points, 1, "Progress", Direction::higher_is_better, "", {{2017, "A new framework"}}},
      {"CENSUS", "census", Unit::pupils, 0, "Pupils on roll at the census", Direction::neutral, ""}};
  settings.attributes = {{"begun", ""}, {"ended", ""}, {"printed", ""}};
  settings::SourceLayout& layout = settings.layouts.front();
  layout.measures.clear();
  for (const char* column : {"ROLL", "COHORT", "RWM", "READ", "WRIT", "MATH", "PROG"})
    layout.measures.push_back({column, column});
  layout.attributes = {{"BEGUN", "begun", settings::AttributeType::date},
                       {"ENDED", "ended", settings::AttributeType::date},
                       {"PRINTED", "printed", settings::AttributeType::date}};
  layout.dates = {settings::DateFormat::day_month_year_slashes};
  layout.ignored.clear();
  settings.quality = {};
  return settings;
}

// What the files that are loaded say.
class Loaded final : public LoadedFigures {
 public:
  Result<std::optional<Figure>> find(const school::Measure& measure, int summer, Urn urn,
                                     std::string_view item) override {
    EXPECT_EQ(item, "");
    const auto found = figures.find({measure.code, summer, urn.value});
    if (found == figures.end()) return std::optional<Figure>();
    return std::optional(Figure{*Decimal::parse(found->second), "other.csv", 12});
  }
  std::string left_out() const override { return sentence; }

  std::map<std::tuple<std::string, int, std::int64_t>, std::string> figures;
  std::string sentence;
};

Outcome read(const std::string& rows, const settings::Settings& settings, LoadedFigures* figures = nullptr) {
  Outcome outcome = ingest(std::string(kTop) + rows, settings, nullptr, figures);
  EXPECT_EQ(outcome.error, std::nullopt);
  return outcome;
}

std::vector<std::string> found(const Outcome& outcome) {
  std::vector<std::string> all;
  for (const auto& issue : outcome.memory.issues)
    all.push_back(std::to_string(issue.line) + " " + issue.rule + " " + issue.field);
  return all;
}

// ---- Within a row --------------------------------------------------------------------------------------------------------

settings::Settings joint_settings() {
  settings::Settings settings = settings_of();
  settings.quality.joint = {{"RWM", {"READ", "WRIT", "MATH"}}};
  return settings;
}

TEST(Rules, AJointPercentageIsHeldAgainstItsParts) {
  const Outcome outcome = read(
      "1,900001,886,,,80,78,90,90\n"    // two points above a part
      "1,900002,886,,,78,78,90,90\n"    // as much as a part
      "1,900003,886,,,68,90,90,90\n"    // three times 89.5 leave 68.5
      "1,900004,886,,,69,90,90,90\n"    // which 69 may be
      "1,900005,886,,,90,SUPP,90,90\n"  // a missing part is not compared,
      "1,900006,886,,,10,SUPP,90,90\n"  // nor is what the others leave
      "1,900007,886,,,NA,10,90,90\n"
      "3,,886,,,80,78,90,90\n",  // an LA's row too
      joint_settings());
  EXPECT_THAT(found(outcome),
              ::testing::ElementsAre("2 joint-above-part RWM", "4 joint-below-parts RWM", "9 joint-above-part RWM"));
  const auto& above = outcome.memory.issues[0];
  EXPECT_EQ(above.severity, Severity::error);
  EXPECT_EQ(above.column, 6u);
  EXPECT_EQ(above.raw_value, "80");
  EXPECT_EQ(above.urn, Urn{900001});
  EXPECT_THAT(above.advice,
              HasSubstr("80 per cent cannot have reached all of it where only 78 per cent reached the part "
                        "in 'READ'"));
  EXPECT_THAT(outcome.memory.issues[1].advice, HasSubstr("(90 in 'READ', 90 in 'WRIT', 90 in 'MATH')"));
}

// A measure may have more decimals than a publisher writes: 56 of 98 are 57%, and no number of them is 57.0%.
TEST(Rules, APercentageIsRoundedAsItIsWritten) {
  settings::Settings settings = settings_of();
  settings.quality.count = {{"RWM", "COHORT"}};
  const Outcome outcome = read(
      "1,900001,886,,98,57%\n1,900002,886,,98,57.0%\n1,900003,886,,98,57.1\n"
      "1,900004,886,,98,SUPP\n1,900005,886,,NP,57%\n1,900006,886,,0,57%\n3,,886,,98,57.0\n",
      settings);
  ASSERT_THAT(found(outcome), ::testing::ElementsAre("3 count-mismatch RWM"));
  EXPECT_EQ(outcome.memory.issues[0].severity, Severity::query);
  EXPECT_THAT(outcome.memory.issues[0].advice,
              HasSubstr("no whole number of the 98 pupils in COHORT gives 57.0 per cent"));
  // Likewise 79 is not too few beside 100, 83 and 97, of which each may be half a point less.
  EXPECT_THAT(found(read("1,900001,886,,,79,100,83,97\n1,900002,886,,,78,100,83,97\n", joint_settings())),
              ::testing::ElementsAre("3 joint-below-parts RWM"));
}

TEST(Rules, APartThatTheFileLacksLeavesTheUpperBound) {
  settings::Settings settings = joint_settings();
  settings.quality.joint[0].parts.push_back("ELSEWHERE");
  EXPECT_THAT(found(read("1,900001,886,,,80,78,90,90\n1,900002,886,,,10,90,90,90\n", settings)),
              ::testing::ElementsAre("2 joint-above-part RWM"));
}

TEST(Rules, WhatIsOutOfRangeIsSaidOnce) {
  EXPECT_THAT(found(read("1,900001,886,,,180,78,90,90\n", joint_settings())),
              ::testing::ElementsAre("2 out-of-range RWM"));
}

TEST(Rules, DatesAreInOrder) {
  settings::Settings settings = settings_of();
  settings.quality.order = {{{"begun", "ended", "printed"}}};
  const std::string no_figures = ",,,,,,,";
  const Outcome outcome =
      read("1,900001,886" + no_figures + ",05/06/2014,04/06/2014,10/07/2014\n" +  //
               "1,900002,886" + no_figures + ",05/06/2014,05/06/2014,05/06/2014\n" + "1,900003,886" + no_figures +
               ",05/06/2014,,04/06/2014\n" + "1,900004,886" + no_figures + ",,06/06/2014,\n" + "1,900005,886" +
               no_figures + ",30/09/2014,01/10/2014,02/02/2015\n",
           settings);
  EXPECT_THAT(found(outcome), ::testing::ElementsAre("2 dates-out-of-order ended", "4 dates-out-of-order printed"));
  EXPECT_EQ(outcome.memory.issues[0].severity, Severity::error);
  EXPECT_THAT(outcome.memory.issues[0].advice, HasSubstr("2014-06-04 is before the 2014-06-05 in 'BEGUN'"));
  EXPECT_EQ(outcome.memory.issues[0].raw_value, "04/06/2014");
}

TEST(Rules, OfOneRowsPupilsAgree) {
  settings::Settings settings = settings_of();
  settings.quality.agree = {{"COHORT", "ROLL", settings::Agreement::at_most, Decimal(), 0}};
  EXPECT_THAT(found(read("1,900001,886,30,31\n1,900002,886,30,30\n1,900003,886,NP,31\n3,,886,30,31\n", settings)),
              ::testing::ElementsAre("2 figures-disagree COHORT, ROLL"));
  settings.quality.agree = {{"COHORT", "ROLL", settings::Agreement::same, Decimal(20), 5}};
  // Further apart than a fifth of the roll and than five pupils.
  EXPECT_THAT(found(read("1,900001,886,30,36\n1,900002,886,30,37\n1,900003,886,20,14\n1,900004,886,10,15\n", settings)),
              ::testing::ElementsAre("3 figures-disagree COHORT, ROLL", "4 figures-disagree COHORT, ROLL"));
}

// ---- Against other files --------------------------------------------------------------------------------------------------

settings::Settings change_settings(const char* measure = "RWM") {
  settings::Settings settings = settings_of();
  settings.quality.change = {{measure, Decimal(35), std::nullopt, "COHORT", 20, false}};
  return settings;
}

TEST(Rules, ASuddenChangeIsQuestioned) {
  Loaded loaded;
  const auto school = [&](std::int64_t urn, const char* percent, const char* cohort) {
    if (percent != nullptr) loaded.figures[{"RWM", 2016, urn}] = percent;
    if (cohort != nullptr) loaded.figures[{"COHORT", 2016, urn}] = cohort;
  };
  school(900001, "90", "20");
  school(900002, "90", "20");
  school(900003, "20", "20");
  school(900004, "20", "19");
  school(900005, "20", "20");
  school(900006, nullptr, "20");
  school(900007, "20", nullptr);
  const Outcome outcome = read(
      "1,900001,886,,20,55\n"    // 35 less
      "1,900002,886,,20,55.1\n"  // a tenth short of it
      "1,900003,886,,20,55\n"    // 35 more
      "1,900004,886,,20,99\n"    // too few pupils before
      "1,900005,886,,19,99\n"    // too few now
      "1,900006,886,,20,99\n"    // no figure before
      "1,900007,886,,20,99\n"    // no cohort before
      "1,900008,886,,20,99\n"    // no record before
      "1,900009,886,,20,SUPP\n"
      "3,,886,,20,99\n",
      change_settings(), &loaded);
  EXPECT_THAT(found(outcome), ::testing::ElementsAre("2 sudden-change RWM", "4 sudden-change RWM"));
  const auto& issue = outcome.memory.issues[0];
  EXPECT_EQ(issue.severity, Severity::query);
  EXPECT_EQ(
      issue.advice,
      "the 55 per cent in 'RWM' is 35 points less than the 90 per cent of 2015/16 (line 12 of other.csv). Check it "
      "with the school, and note the explanation.");
  EXPECT_THAT(outcome.memory.issues[1].advice, HasSubstr("35 points more than the 20 per cent"));
}

TEST(Rules, NothingIsComparedAcrossABreakUnlessTheRuleSaysSo) {
  Loaded loaded;
  loaded.figures[{"PROG", 2016, 900001}] = "-50.5";
  settings::Settings settings = settings_of();
  settings.quality.change = {{"PROG", Decimal(35), std::nullopt, "", 0, false}};
  const std::string row = "1,900001,886,,,,,,,1.5\n";
  EXPECT_THAT(found(read(row, settings, &loaded)), IsEmpty());
  settings.quality.change[0].across_breaks = true;
  const Outcome outcome = read(row, settings, &loaded);
  ASSERT_THAT(found(outcome), ::testing::ElementsAre("2 sudden-change PROG"));
  EXPECT_THAT(outcome.memory.issues[0].advice, HasSubstr("the 1.5 in 'PROG' is 52 more than the -50.5 of 2015/16"));
}

TEST(Rules, AChangeMayBeAShareOfTheYearBefore) {
  Loaded loaded;
  for (const std::int64_t urn : {900001, 900002, 900003}) loaded.figures[{"COHORT", 2016, urn}] = "50";
  loaded.figures[{"COHORT", 2016, 900004}] = "0";
  settings::Settings settings = settings_of();
  settings.quality.change = {{"COHORT", std::nullopt, Decimal(60), "", 0, false}};
  EXPECT_THAT(
      found(read("1,900001,886,,80\n1,900002,886,,79\n1,900003,886,,20\n1,900004,886,,80\n", settings, &loaded)),
      ::testing::ElementsAre("2 sudden-change COHORT", "4 sudden-change COHORT"));
}

TEST(Rules, ACohortIsHeldAgainstTheCensus) {
  Loaded loaded;
  loaded.figures[{"CENSUS", 2017, 900001}] = "30";
  loaded.figures[{"CENSUS", 2017, 900002}] = "31";
  settings::Settings settings = settings_of();
  settings.quality.agree = {{"COHORT", "CENSUS", settings::Agreement::at_most, Decimal(), 0}};
  const Outcome outcome = read("1,900001,886,,31\n1,900002,886,,31\n1,900003,886,,31\n", settings, &loaded);
  ASSERT_THAT(found(outcome), ::testing::ElementsAre("2 figures-disagree COHORT, CENSUS"));
  EXPECT_EQ(
      outcome.memory.issues[0].advice,
      "31 does not agree with 30 for 'Pupils on roll at the census' (line 12 of other.csv), which should be no less. "
      "Find out which is right, and note the explanation.");
}

TEST(Rules, ACensusThatComesLaterIsHeldAgainstTheCohort) {
  settings::Settings settings = settings_of();
  settings.quality.agree = {{"COHORT", "CENSUS", settings::Agreement::at_most, Decimal(), 0}};
  settings.layouts[0].dataset = "census";
  settings.layouts[0].measures[0].measure = "CENSUS";
  settings.layouts[0].measures.erase(settings.layouts[0].measures.begin() + 1);  // no cohort
  settings.layouts[0].ignored = {{"COHORT", "not of the census"}};
  Loaded loaded;
  loaded.figures[{"COHORT", 2017, 900001}] = "31";
  loaded.figures[{"COHORT", 2017, 900002}] = "31";
  const Outcome outcome = read("1,900001,886,30\n1,900002,886,31\n", settings, &loaded);
  ASSERT_THAT(found(outcome), ::testing::ElementsAre("2 figures-disagree CENSUS, COHORT"));
  EXPECT_THAT(outcome.memory.issues[0].advice, HasSubstr("30 does not agree with 31 for 'Cohort'"));
  EXPECT_THAT(outcome.memory.issues[0].advice, HasSubstr("which should be no more"));
}

TEST(Rules, WhatWasNotComparedIsSaid) {
  Loaded loaded;
  loaded.sentence = "the schools of this file were not held against ks2 of 2015/16.";
  const Outcome outcome = read("1,900001,886,,20,55\n", change_settings(), &loaded);
  ASSERT_THAT(found(outcome), ::testing::ElementsAre("0 not-compared "));
  EXPECT_EQ(outcome.memory.issues[0].advice, loaded.sentence);
}

// ---- Over the file --------------------------------------------------------------------------------------------------------

settings::Settings total_settings() {
  settings::Settings settings = settings_of();
  settings.quality.total = {{"COHORT"}};
  return settings;
}

TEST(Rules, AnLasRowIsTheSumOfItsSchools) {
  // The LA's row may come first; another LA's schools do not count.
  const Outcome outcome = read(
      "3,,886,,71\n1,900001,886,,30\n2,900002,886,,40\n1,900003,926,,50\n3,,926,,50\n4,,,,999\n", total_settings());
  ASSERT_THAT(found(outcome), ::testing::ElementsAre("2 total-mismatch COHORT"));
  const auto& issue = outcome.memory.issues[0];
  EXPECT_EQ(issue.severity, Severity::query);
  EXPECT_EQ(issue.raw_value, "71");
  EXPECT_EQ(issue.la_code, LaCode::parse("886"));
  EXPECT_EQ(issue.subject, school::SubjectKind::la);
  EXPECT_EQ(issue.population, "la");
  EXPECT_EQ(issue.summer, 2017);
  EXPECT_EQ(
      issue.advice,
      "the Local Authority's row says 71, and the rows of its 2 schools in this file add up to 70. Ask the publisher "
      "which is right, and note the explanation.");
}

TEST(Rules, NothingIsSaidOfASumThatLacksAFigure) {
  EXPECT_THAT(found(read("3,,886,,71\n1,900001,886,,30\n1,900002,886,,SUPP\n", total_settings())), IsEmpty());
  EXPECT_THAT(found(read("3,,886,,NP\n1,900001,886,,30\n", total_settings())), IsEmpty());
  EXPECT_THAT(found(read("3,,886,,71\n", total_settings())), IsEmpty());
  // A school whose LA is not known may be one of its schools.
  EXPECT_EQ(read("3,,886,,71\n1,900001,886,,30\n1,900002,,,40\n", total_settings()).memory.issue_of("total-mismatch"),
            nullptr);
}

// One figure of an LA in one year.
school::Record figure_of(int summer, const LaCode& la, std::int64_t urn, school::SubjectKind kind) {
  school::Record record;
  record.subject = kind;
  record.summer = summer;
  record.la_code = la;
  if (kind == school::SubjectKind::school) record.urn = Urn{urn};
  record.values = {number(1)};
  return record;
}

TEST(Rules, TotalsAreLimited) {
  const settings::Settings settings = total_settings();
  const settings::MeasureColumn column{"COHORT", "COHORT"};
  Binding binding;
  binding.measures = {{0, &column}};
  const Places places(binding, settings);
  ScannedFile file;
  file.header = {"COHORT"};
  const CsvRow row;
  // Years that no file can have, so that there are enough of them.
  for (const std::size_t extra : {0u, 1u}) {
    Memory memory;
    Issues issues(file, binding, memory);
    LaTotals totals(settings.quality, places, issues);
    for (std::size_t i = 0; i < kMaximumTotals + extra; ++i)
      totals.read(figure_of(static_cast<int>(i), *LaCode::parse("886"), 900001, school::SubjectKind::school), row);
    school::Record area = figure_of(0, *LaCode::parse("886"), 0, school::SubjectKind::la);
    area.values = {number(2)};
    totals.read(area, row);
    ASSERT_TRUE(totals.finish().ok());
    ASSERT_EQ(memory.issues.size(), 1u);
    EXPECT_EQ(memory.issues[0].rule, "total-mismatch");
    EXPECT_THAT(memory.issues[0].advice, HasSubstr(extra == 0 ? "says 2" : "more than 100,000 figures"));
  }
}

// ---- How many, and of what ------------------------------------------------------------------------------------------------

std::string unreadable(std::size_t count) {
  std::string rows;
  for (std::size_t i = 0; i < count; ++i) rows += "1," + std::to_string(900000 + i) + ",886,x\n";
  return rows;
}

TEST(Rules, OfOneRuleTheFirstAreListedAndTheOthersCounted) {
  const auto limit = static_cast<std::size_t>(kMaximumIssuesOfRule);
  const Outcome at = read(unreadable(limit), settings_of());
  ASSERT_EQ(at.memory.issues.size(), limit);
  EXPECT_EQ(at.memory.issues.back().line, limit + 1);
  const Outcome over = read(unreadable(limit + 1), settings_of());
  ASSERT_EQ(over.memory.issues.size(), limit + 1);
  const auto& summary = over.memory.issues.back();
  EXPECT_EQ(summary.rule, "unreadable-number");
  EXPECT_EQ(summary.severity, Severity::error);
  EXPECT_EQ(summary.line, 0u);
  EXPECT_THAT(summary.advice, HasSubstr("this rule found 1 more place in this file"));
  EXPECT_THAT(read(unreadable(limit + 1234), settings_of()).memory.issues.back().advice,
              HasSubstr("1,234 more places"));
}

TEST(Rules, AnIssueSaysWhatItIsAbout) {
  const Outcome outcome = read("1,900001,886,x\n1,900001,886\n1,12,886\n9,900002,886\n3,,886,x\n", settings_of());
  ASSERT_THAT(found(outcome),
              ::testing::ElementsAre("2 unreadable-number ROLL", "3 duplicate-subject urn", "4 unreadable-urn urn",
                                     "5 unknown-record-type rectype", "6 unreadable-number ROLL"));
  const auto& issues = outcome.memory.issues;
  EXPECT_EQ(issues[0].subject, school::SubjectKind::school);
  EXPECT_EQ(issues[0].la_code, LaCode::parse("886"));
  EXPECT_EQ(issues[0].summer, 2017);
  EXPECT_EQ(issues[1].subject, school::SubjectKind::school);
  EXPECT_EQ(issues[2].subject, std::nullopt) << "nobody knows which school this is";
  EXPECT_EQ(issues[3].subject, std::nullopt);
  EXPECT_EQ(issues[4].population, "la");
}

class NoSchools final : public SchoolDirectory {
 public:
  bool empty() const override { return false; }
  bool knows(Urn) const override { return false; }
  std::optional<LaCode> la_of(Urn) const override { return std::nullopt; }
};

TEST(Rules, LinksMayLeadToSchoolsThatNoListKnows) {
  settings::Settings settings = settings_of();
  settings.layouts[0].la_column.clear();
  settings.layouts[0].ignored = {{"LEA", "as the list of schools says"}};
  const NoSchools nobody;
  const std::string file = std::string(kTop) + "1,900001,886\n";
  EXPECT_EQ(ingest(file, settings, &nobody).memory.issues.size(), 1u);
  settings.layouts[0].dataset = "school_link";
  EXPECT_THAT(found(ingest(file, settings, &nobody)), IsEmpty());
}

}  // namespace
}  // namespace termwise::ingest::testing
