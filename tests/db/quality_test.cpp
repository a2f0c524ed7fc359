// Notepad explanations: kept, changed, and carried to later files about the same cell; and what is found by which filter.
#include "store/quality.h"

#include <gmock/gmock.h>

#include "fixture.h"

namespace termwise::store::test {
namespace {

using school::QualityIssue;
using school::Severity;
using testing::ElementsAre;

class Quality : public StoreTest {
 protected:
  void SetUp() override {
    StoreTest::SetUp();
    database_.emplace(open());
  }

  static QualityIssue query(const std::string& raw, std::int64_t urn = 900001,
                            const std::string& rule = "sudden-change", int summer = 2017) {
    QualityIssue issue{Severity::query, rule, 2, 4, "PTRWM_EXP", raw, Urn{urn}, "Say why."};
    issue.field = "KS2_EXS_RWM";
    issue.subject = school::SubjectKind::school;
    issue.la_code = LaCode::parse("886");
    issue.summer = summer;
    return issue;
  }

  // A file with these issues and no record; returns their numbers.
  std::vector<std::int64_t> load_issues(const std::string& content, const std::vector<QualityIssue>& issues,
                                        const std::string& dataset = "ks2") {
    NewBatch batch = batch_of(*database_, content);
    batch.dataset = dataset;
    if (dataset != "ks2") {
      batch.measures.clear();
      batch.measure_columns.clear();
    }
    BatchWriter writer = must(BatchWriter::begin(*database_, batch, measures()));
    send(writer, content);
    for (const auto& issue : issues) must(writer.issue(issue));
    const BatchId id = must(writer.commit({}));
    std::vector<std::int64_t> numbers;
    IssueFilter filter;
    filter.batches = std::vector{id};
    for (const auto& stored : must(find_issues(*database_, filter, FileOrder::oldest_first)))
      numbers.push_back(stored.id);
    return numbers;
  }

  StoredIssue issue(std::int64_t id) { return must(read_issue(*database_, id)); }

  std::optional<Database> database_;
};

TEST_F(Quality, ExplanationsAreKeptWhenTheyChange) {
  const auto id = load_issues("x", {query("67%")}).at(0);
  EXPECT_TRUE(must(explanations_of(*database_, id)).empty());
  must(explain_issue(*database_, id, "A flood.", "a.smith"));
  must(explain_issue(*database_, id, "A flood, and a new head.", "b.jones"));
  const auto all = must(explanations_of(*database_, id));
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all[0].text, "A flood.");
  EXPECT_EQ(all[0].author, "a.smith");
  EXPECT_EQ(all[1].text, "A flood, and a new head.");
  EXPECT_EQ(all[1].author, "b.jones");
  EXPECT_LE(all[0].at, all[1].at);
  const auto now = issue(id).explanation;
  ASSERT_TRUE(now);
  EXPECT_EQ(now->text, "A flood, and a new head.");
  EXPECT_EQ(now->author, "b.jones");
  EXPECT_EQ(now->carried_from, std::nullopt);
}

TEST_F(Quality, AnExplanationIsTextOfBoundedSizeForAnIssueThatThereIs) {
  const auto id = load_issues("x", {query("67%")}).at(0);
  must(explain_issue(*database_, id, std::string(kLongestExplanation, 'x'), "a.smith"));
  EXPECT_EQ(explain_issue(*database_, id, std::string(kLongestExplanation + 1, 'x'), "a.smith").error().exit,
            ExitCode::usage);
  EXPECT_EQ(explain_issue(*database_, id, " ", "a.smith").error().exit, ExitCode::usage);
  EXPECT_EQ(explain_issue(*database_, id, "x", "").error().exit, ExitCode::usage);
  EXPECT_EQ(explain_issue(*database_, id, "\xFF", "a.smith").error().exit, ExitCode::usage);
  EXPECT_EQ(explain_issue(*database_, id + 1, "x", "a.smith").error().exit, ExitCode::data);
  EXPECT_EQ(read_issue(*database_, id + 1).error().exit, ExitCode::data);
}

TEST_F(Quality, AnExplanationIsCarriedToTheSameCellWithTheSameText) {
  const auto first = load_issues("provisional", {query("67%")}).at(0);
  must(explain_issue(*database_, first, "A flood.", "a.smith"));
  const auto written = must(explanations_of(*database_, first)).at(0);
  const auto second = load_issues("revised", {query(" 67% ")}).at(0);
  const auto carried = issue(second).explanation;
  ASSERT_TRUE(carried);
  EXPECT_EQ(carried->text, "A flood.");
  EXPECT_EQ(carried->author, "a.smith");
  EXPECT_EQ(carried->at, written.at) << "when it was written, not when it was carried";
  EXPECT_EQ(carried->carried_from, first);
  EXPECT_EQ(must(explanations_of(*database_, second)).size(), 1u);
  // Carried on, it is still the one that was written for the first.
  const auto third = load_issues("final", {query("67%")}).at(0);
  EXPECT_EQ(issue(third).explanation->carried_from, first);
  // Somebody's own words are nobody else's.
  must(explain_issue(*database_, third, "Two floods.", "b.jones"));
  EXPECT_EQ(issue(third).explanation->carried_from, std::nullopt);
  EXPECT_EQ(issue(first).explanation->text, "A flood.");
  EXPECT_EQ(must(explanations_of(*database_, third)).size(), 2u);
}

TEST_F(Quality, AnExplanationOfAnotherValueIsShownAndDoesNotCount) {
  const auto first = load_issues("provisional", {query("67%")}).at(0);
  must(explain_issue(*database_, first, "A flood.", "a.smith"));
  const auto second = load_issues("revised", {query("30%")}).at(0);
  EXPECT_FALSE(issue(second).explanation);
  const auto otherwise = issue(second).otherwise;
  ASSERT_TRUE(otherwise);
  EXPECT_EQ(otherwise->issue, first);
  EXPECT_EQ(otherwise->raw_value, "67%");
  EXPECT_EQ(otherwise->explanation.text, "A flood.");
  EXPECT_EQ(otherwise->explanation.author, "a.smith");
  IssueFilter unexplained;
  unexplained.explained = false;
  EXPECT_EQ(must(count_issues(*database_, unexplained)), 1u);
  // Back at the first value, its explanation holds again.
  const auto third = load_issues("final", {query("67%")}).at(0);
  EXPECT_EQ(issue(third).explanation->carried_from, first);
  must(explain_issue(*database_, second, "A worse flood.", "a.smith"));
  EXPECT_FALSE(issue(second).otherwise);
  EXPECT_EQ(issue(second).explanation->carried_from, std::nullopt);
}

TEST_F(Quality, OnlyTheSameCellAndRuleCount) {
  const auto first = load_issues("provisional", {query("67%")}).at(0);
  must(explain_issue(*database_, first, "A flood.", "a.smith"));
  QualityIssue other_field = query("67%");
  other_field.field = "KS2_PROG_R";
  QualityIssue other_item = query("67%");
  other_item.item = "autumn";
  QualityIssue other_severity = query("67%");
  other_severity.severity = Severity::error;
  QualityIssue unknown = query("67%");
  unknown.subject.reset();
  const auto none = load_issues(
      "revised", {query("67%", 900002), query("67%", 900001, "count-mismatch"),
                  query("67%", 900001, "sudden-change", 2018), other_field, other_item, other_severity, unknown});
  ASSERT_EQ(none.size(), 7u);
  for (const auto id : none) EXPECT_FALSE(issue(id).explanation || issue(id).otherwise) << id;
  const auto elsewhere = load_issues("of another dataset", {query("67%")}, "ks4").at(0);
  EXPECT_FALSE(issue(elsewhere).explanation || issue(elsewhere).otherwise);
}

TEST_F(Quality, AnLasRowIsToldFromAnothers) {
  const auto total = [](const std::string& la) {
    QualityIssue issue{Severity::query, "total-mismatch", 3, 2, "TELIG", "71", std::nullopt, "Ask."};
    issue.field = "KS2_COHORT";
    issue.subject = school::SubjectKind::la;
    issue.la_code = LaCode::parse(la);
    issue.population = "la";
    issue.summer = 2017;
    return issue;
  };
  const auto first = load_issues("one", {total("886")}).at(0);
  must(explain_issue(*database_, first, "A hospital school.", "a.smith"));
  const auto later = load_issues("two", {total("926"), total("886")});
  EXPECT_FALSE(issue(later[0]).explanation);
  EXPECT_EQ(issue(later[1]).explanation->carried_from, first);
}

TEST_F(Quality, IssuesAreFoundByFileKindRuleAndLa) {
  QualityIssue norfolk = query("2", 900002);
  norfolk.la_code = LaCode::parse("926");
  QualityIssue whole_file{Severity::repair, "extra-cells", 0, 0, "", "", std::nullopt, "Look."};
  const auto one = load_issues("one", {query("1"), norfolk, whole_file});
  const auto two = load_issues("two", {query("3", 900003, "count-mismatch")});
  const auto numbers = [&](const IssueFilter& filter, FileOrder order = FileOrder::oldest_first) {
    std::vector<std::int64_t> found;
    for (const auto& stored : must(find_issues(*database_, filter, order))) found.push_back(stored.id);
    EXPECT_EQ(must(count_issues(*database_, filter)), found.size());
    return found;
  };
  // Line 0, the whole file, comes first.
  EXPECT_THAT(numbers({}), ElementsAre(one[0], one[1], one[2], two[0]));
  EXPECT_THAT(numbers({}, FileOrder::newest_first), ElementsAre(two[0], one[0], one[1], one[2]));
  IssueFilter filter;
  filter.la = LaCode::parse("926");
  EXPECT_EQ(numbers(filter).size(), 2u) << "Norfolk's, and what is about no LA";
  filter = {};
  filter.rule = "count-mismatch";
  EXPECT_THAT(numbers(filter), ElementsAre(two[0]));
  filter = {};
  filter.severity = Severity::repair;
  EXPECT_THAT(numbers(filter), ElementsAre(one[0]));
  filter = {};
  filter.batches = std::vector<BatchId>{};
  EXPECT_THAT(numbers(filter), ElementsAre());
  EXPECT_THAT(must(rules_with_issues(*database_, std::nullopt)),
              ElementsAre("count-mismatch", "extra-cells", "sudden-change"));
  EXPECT_THAT(must(rules_with_issues(*database_, std::vector{BatchId{2}})), ElementsAre("count-mismatch"));
  const auto page = must(find_issues(*database_, {}, FileOrder::oldest_first, 1, 2));
  ASSERT_EQ(page.size(), 2u);
  EXPECT_EQ(page[0].id, one[1]);
  const StoredIssue stored = issue(one[1]);
  EXPECT_EQ(stored.issue.field, "KS2_EXS_RWM");
  EXPECT_EQ(stored.issue.subject, school::SubjectKind::school);
  EXPECT_EQ(stored.issue.summer, 2017);
  EXPECT_EQ(issue(one[0]).issue.subject, std::nullopt);
  EXPECT_EQ(issue(one[0]).issue.summer, 0);
}

}  // namespace
}  // namespace termwise::store::test
