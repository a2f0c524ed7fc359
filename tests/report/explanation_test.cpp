#include <gtest/gtest.h>

#include "report/explanation.h"

namespace termwise::report {
namespace {

const school::Measure kAttainment{.code = "KS2_EXS_RWM",
                                  .dataset = "ks2",
                                  .unit = school::Unit::percent,
                                  .scale = 0,
                                  .label = "Pupils at the expected standard",
                                  .direction = school::Direction::higher_is_better,
                                  .denominator = "KS2_COHORT"};

const Vocabulary kVocabulary{[](const std::string& code) { return code == kAttainment.code ? &kAttainment : nullptr; },
                             {{"status", "Open or closed"}}};

Explanation sample() {
  Explanation explanation;
  auto& finding = explanation.row.finding;
  finding.rule = "ks2-floor";
  finding.subject = 900001;
  finding.year = 2017;
  finding.outcome = "NOT_BELOW";
  finding.sentence = "Ash is not below.";
  school::Predicate predicate;
  predicate.measure = "KS2_EXS_RWM";
  predicate.year = 2017;
  predicate.truth = school::Truth::no;
  predicate.observed = school::Value(Decimal(67));
  predicate.threshold = school::Value(Decimal(65));
  predicate.source = "Guidance";
  predicate.confidence = "memory";
  predicate.evidence = school::Provenance{sha256("x"), 12, 49, "PTRWM_EXP"};
  finding.predicates = {predicate};
  finding.flips = {{"KS2_EXS_RWM", 2017, Decimal(-1), "pupils", "BELOW"}};
  explanation.row.school = "Ash";
  explanation.row.la = "886";
  explanation.la_name = "Kent";
  explanation.rule_title = "KS2 floor standard";
  explanation.cells = {RawCell{"file.csv", "67%"}};
  return explanation;
}

TEST(Explanation, LeadsFromTheVerdictToTheCell) {
  const std::string text = explanation_text(sample(), kVocabulary);
  for (const char* part :
       {"Ash (URN 900001), Kent (886)", "KS2 floor standard, 2016/17: NOT_BELOW", "Ash is not below.",
        "Pupils at the expected standard: 67%", "below 65%? no [1]", "[1] Guidance; not verified",
        "file.csv:12:49: column PTRWM_EXP says '67%'", "1 fewer pupil would make it BELOW"})
    EXPECT_NE(text.find(part), std::string::npos) << part << "\nin\n" << text;
}

TEST(Explanation, SaysWhyAValueIsMissing) {
  Explanation explanation = sample();
  explanation.row.finding.predicates[0].observed = school::Value(school::Missing::suppressed);
  explanation.row.finding.predicates[0].truth = school::Truth::unknown;
  explanation.cells = {RawCell{"file.csv", std::nullopt}};
  explanation.row.finding.flips.clear();
  const std::string text = explanation_text(explanation, kVocabulary);
  for (const char* part : {"suppressed to protect pupils", "cannot be told", "the row ends before it"})
    EXPECT_NE(text.find(part), std::string::npos) << part;
}

TEST(Explanation, SaysThatOfAFileOfPupilsNoTextIsKept) {
  Explanation explanation = sample();
  explanation.cells = {RawCell{"pupils.csv", std::nullopt, false}};
  const std::string text = explanation_text(explanation, kVocabulary);
  EXPECT_NE(
      text.find("pupils.csv:12:49: column PTRWM_EXP says what is not kept: Termwise has no copy of a file of pupils"),
      std::string::npos)
      << text;
}

TEST(Explanation, DoesNotSayThatNothingWouldChangeItWhereTheRuleNamesNothing) {
  Explanation explanation = sample();
  explanation.row.finding.flips.clear();
  const std::string text = explanation_text(explanation, kVocabulary);
  EXPECT_NE(text.find("What would change it: the rule names no single figure whose change would.\n"), std::string::npos)
      << text;
}

TEST(Explanation, NamesTheYearOfAFigureThatIsNotOfTheFindings) {
  Explanation explanation = sample();
  auto& finding = explanation.row.finding;
  finding.predicates[0].year = 2016;
  finding.flips.push_back({"KS2_EXS_RWM", 2016, Decimal(4), "percentage points", "BELOW"});
  const std::string text = explanation_text(explanation, kVocabulary);
  for (const char* part :
       {"  Pupils at the expected standard, 2015/16: 67%\n",
        "  Pupils at the expected standard: 1 fewer pupil would make it BELOW.\n",
        "  Pupils at the expected standard, 2015/16: 4 percentage points higher would make it BELOW.\n"})
    EXPECT_NE(text.find(part), std::string::npos) << part << "\nin\n" << text;
}

TEST(Explanation, SaysAThresholdAsItsFigureIsPublishedAndTheBasisInWords) {
  Explanation explanation = sample();
  auto& finding = explanation.row.finding;
  finding.predicates[0].measure = "KS2_PROG_R";
  finding.predicates[0].observed = school::Value(Decimal(-52, 1));
  finding.predicates[0].threshold = school::Value(Decimal(-5));
  finding.basis = "INFERRED_COUNT";
  const std::string text = explanation_text(explanation, kVocabulary);
  EXPECT_NE(text.find("below -5.0?"), std::string::npos) << text;
  EXPECT_NE(text.find("Basis: the pupils behind the published percentage.\n"), std::string::npos) << text;
}

TEST(ChangeInWords, CountsPupilsAndPoints) {
  EXPECT_EQ(change_in_words({"m", 2017, Decimal(1), "pupils", ""}), "1 more pupil");
  EXPECT_EQ(change_in_words({"m", 2017, Decimal(-2), "pupils", ""}), "2 fewer pupils");
  EXPECT_EQ(change_in_words({"m", 2017, Decimal(3, 1), "points", ""}), "0.3 points higher");
  EXPECT_EQ(change_in_words({"m", 2017, Decimal(-4), "percentage points", ""}), "4 percentage points lower");
  EXPECT_EQ(change_in_words({"m", 2017, Decimal(1), "percentage points", ""}), "1 percentage point higher");
  EXPECT_EQ(change_in_words({"m", 2017, Decimal(-1), "days", ""}), "1 fewer day");
  EXPECT_EQ(change_in_words({"m", 2017, Decimal(2), "", ""}), "2 higher");
}

}  // namespace
}  // namespace termwise::report
