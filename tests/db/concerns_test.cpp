// The register of concerns over several runs: who enters by final figures, who leaves after two terms in a row, and what
// people decide between.
#include "store/concerns.h"

#include "fixture.h"

namespace termwise::store::test {
namespace {

using std::chrono::year;
using testing::ElementsAre;
using testing::HasSubstr;

const std::string kRule = "concern-category";
constexpr std::int64_t kUrn = 900001;

using Day = std::chrono::year_month_day;
// The terms of 2008/09 begin on these days, and the one after them.
const Day kAutumn = year(2008) / 9 / 1, kSpring = year(2009) / 1 / 5, kSummer = year(2009) / 4 / 20;
const Day kNextAutumn = year(2009) / 9 / 1;

class ConcernsTest : public StoreTest {
 protected:
  void SetUp() override {
    StoreTest::SetUp();
    database_.emplace(open());
    batch_ = load(*database_, "x", {});
  }

  ConcernRule rule_in(std::optional<Day> term, std::optional<Day> before) const {
    return {.rule = kRule,
            .lists = {"LOW_ATTAINING", "OTHER_VULNERABLE"},
            .clears = {"NONE"},
            .kept = {"OTHER_VULNERABLE"},
            .leave_after = 2,
            .term_began = term,
            .term_before_began = before};
  }

  // One run in the term that began on that day, which gives the school this outcome. No outcome: does not speak of it.
  void run(Day term, std::optional<Day> before, const std::string& outcome, int summer = 2009) {
    run_by(rule_in(term, before), term, outcome, summer);
  }
  void run_by(const ConcernRule& kept, Day day, const std::string& outcome, int summer = 2009) {
    NewRun wanted = run_of(*database_, batch_, "886", summer);
    wanted.job = "concern-flag";
    wanted.reference_date = day;
    wanted.rules = {{kRule, "1"}};
    const StartedRun started = must(begin_run(*database_, wanted));
    FinishedRun ended{.id = started.id, .succeeded = true, .ending = "completed", .sentence = "It ended."};
    if (!outcome.empty()) ended.findings = {{finding_of(outcome, summer), "Oak Primary"}};
    ended.concerns = {kept};
    must(finish(*database_, started.claim, true, {ended}, {"It ended.", "", {}}));
  }

  school::Finding finding_of(const std::string& outcome, int summer) const {
    school::Finding finding;
    finding.rule = kRule;
    finding.subject = kUrn;
    finding.year = summer;
    finding.outcome = outcome;
    finding.template_id = "t";
    finding.sentence = "It is " + outcome + ".";
    school::Predicate predicate;
    predicate.measure = "KS2_EXS_RWM";
    predicate.year = summer;
    predicate.observed = number(50);
    predicate.threshold = number(55);
    predicate.truth = school::Truth::yes;
    predicate.evidence = school::Provenance{evidence_, 2, 3, "READ"};
    finding.predicates.push_back(predicate);
    return finding;
  }

  std::vector<school::Concern> all() {
    ConcernFilter filter;
    filter.left = true;
    return must(list_concerns(*database_, filter));
  }
  std::vector<std::string> standing() {
    std::vector<std::string> found;
    for (const auto& one : all())
      found.push_back(one.category + " " + std::string(school::name(one.stage)) + " " +
                      std::to_string(one.negative_terms));
    return found;
  }
  std::vector<std::string> history(std::int64_t id = 1) {
    std::vector<std::string> found;
    for (const auto& event : must(concern_events(*database_, id)))
      found.push_back(event.kind + " " + event.category + (event.author.empty() ? "" : " " + event.author));
    return found;
  }
  bool signed_off() { return all().front().signed_off_on(kSpring); }

  std::optional<Database> database_;
  BatchId batch_;
  Sha256 evidence_ = file_hash("x");
};

TEST_F(ConcernsTest, EnterByOneRunAndLeaveAfterTwoTermsInARow) {
  run(kAutumn, {}, "NONE");
  EXPECT_THAT(standing(), ElementsAre());
  run(kAutumn, {}, "LOW_ATTAINING");
  EXPECT_THAT(standing(), ElementsAre("LOW_ATTAINING entered 0"));
  EXPECT_EQ(all()[0].entered_on, kAutumn);
  EXPECT_EQ(all()[0].sentence, "It is LOW_ATTAINING.");
  run(kSpring, kAutumn, "NONE");
  EXPECT_THAT(standing(), ElementsAre("LOW_ATTAINING leaving 1"));
  run(kSpring, kAutumn, "NONE");
  EXPECT_THAT(standing(), ElementsAre("LOW_ATTAINING leaving 1")) << "a term counts once";
  run(kSummer, kSpring, "NONE");
  EXPECT_THAT(standing(), ElementsAre("LOW_ATTAINING left 2"));
  EXPECT_EQ(all()[0].left_on, kSummer);
  EXPECT_THAT(history(), ElementsAre("entered LOW_ATTAINING", "negative LOW_ATTAINING", "negative LOW_ATTAINING",
                                     "left LOW_ATTAINING"));
}

TEST_F(ConcernsTest, ASecondTimeOnTheRegisterIsAnother) {
  run(kAutumn, {}, "LOW_ATTAINING");
  run(kSpring, kAutumn, "NONE");
  run(kSummer, kSpring, "NONE");
  run(kNextAutumn, kSummer, "LOW_ATTAINING", 2010);
  EXPECT_THAT(standing(), ElementsAre("LOW_ATTAINING entered 0", "LOW_ATTAINING left 2"));
}

TEST_F(ConcernsTest, ATermOutOfLineOrBackOnTheListBeginsTheCountAnew) {
  run(kAutumn, {}, "LOW_ATTAINING");
  run(kSpring, kAutumn, "NONE");
  run(kNextAutumn, kSummer, "NONE");
  EXPECT_THAT(standing(), ElementsAre("LOW_ATTAINING leaving 1")) << "nothing is known of the summer";
  run(kNextAutumn, kSummer, "LOW_ATTAINING");
  EXPECT_THAT(standing(), ElementsAre("LOW_ATTAINING entered 0"));
  EXPECT_EQ(history().back(), "stays LOW_ATTAINING");
}

TEST_F(ConcernsTest, WhatIsNotKnownLeavesAllAsItIs) {
  run(kAutumn, {}, "LOW_ATTAINING");
  run(kSpring, kAutumn, "NOT_EVALUABLE");
  run(kSummer, kSpring, "");
  EXPECT_THAT(standing(), ElementsAre("LOW_ATTAINING entered 0"));
  run_by(rule_in({}, {}), kSummer, "NONE");
  EXPECT_THAT(standing(), ElementsAre("LOW_ATTAINING entered 0")) << "the calendar does not say which term it is";
  run(kSummer, kSpring, "NONE");
  run_by(rule_in({}, {}), year(2009) / 8 / 1, "NONE");
  EXPECT_THAT(standing(), ElementsAre("LOW_ATTAINING leaving 1"));
}

TEST_F(ConcernsTest, OnlyAPersonEndsACategoryThatIsKept) {
  run(kAutumn, {}, "OTHER_VULNERABLE");
  run(kSpring, kAutumn, "NONE");
  run(kSummer, kSpring, "NONE");
  EXPECT_THAT(standing(), ElementsAre("OTHER_VULNERABLE entered 0"));
  must(let_go_concern(*database_, {1, kSummer, "anna", "The head teacher is back."}));
  EXPECT_THAT(standing(), ElementsAre("OTHER_VULNERABLE left 0"));
  EXPECT_TRUE(all()[0].let_go);
}

TEST_F(ConcernsTest, WhoWasLetGoComesBackOnlyByAnotherCategoryOrYear) {
  run(kAutumn, {}, "LOW_ATTAINING");
  must(let_go_concern(*database_, {1, kAutumn, "anna", "The school has closed its sixth form."}));
  run(kSpring, kAutumn, "LOW_ATTAINING");
  EXPECT_THAT(standing(), ElementsAre("LOW_ATTAINING left 0"));
  run(kSpring, kAutumn, "OTHER_VULNERABLE");
  EXPECT_THAT(standing(), ElementsAre("OTHER_VULNERABLE entered 0", "LOW_ATTAINING left 0"));
  must(let_go_concern(*database_, {2, kSpring, "anna", "Closed."}));
  run(kNextAutumn, kSummer, "LOW_ATTAINING", 2010);
  EXPECT_EQ(standing().front(), "LOW_ATTAINING entered 0");
}

TEST_F(ConcernsTest, ProvisionalFiguresDoNotPutASchoolOnTheRegister) {
  NewBatch provisional = batch_of(*database_, "provisional");
  provisional.release = "provisional";
  BatchWriter writer = must(BatchWriter::begin(*database_, provisional, measures()));
  send(writer, "provisional");
  must(writer.write(school_record(2, kUrn, {number(30), number(0, 1), number(50)})));
  must(writer.commit({.rows = 1, .accepted = 1}));
  evidence_ = file_hash("provisional");
  run(kAutumn, {}, "LOW_ATTAINING");
  EXPECT_THAT(standing(), ElementsAre("LOW_ATTAINING provisional 0"));
  EXPECT_FALSE(all()[0].on_register());
  EXPECT_FALSE(sign_off_concern(*database_, {1, kAutumn, "anna", "Seen."}).ok());
  run(kSpring, kAutumn, "NONE");
  EXPECT_THAT(standing(), ElementsAre("LOW_ATTAINING left 0"));
  EXPECT_THAT(history(), ElementsAre("provisional LOW_ATTAINING", "lapsed LOW_ATTAINING"));
  run(kSpring, kAutumn, "LOW_ATTAINING");
  evidence_ = file_hash("x");
  run(kSummer, kSpring, "LOW_ATTAINING");
  EXPECT_EQ(standing().front(), "LOW_ATTAINING entered 0");
  EXPECT_EQ(all()[0].entered_on, kSummer);
}

TEST_F(ConcernsTest, ASignatureIsForTheCategoryAsItIs) {
  run(kAutumn, {}, "LOW_ATTAINING");
  EXPECT_FALSE(signed_off());
  must(sign_off_concern(*database_, {1, kAutumn, "anna", "Agreed with the head teacher."}));
  EXPECT_TRUE(signed_off());
  EXPECT_FALSE(sign_off_concern(*database_, {1, kAutumn, "anna", "Again."}).ok());
  run(kSpring, kAutumn, "NONE");
  EXPECT_TRUE(signed_off());
  run(kSpring, kAutumn, "OTHER_VULNERABLE");
  EXPECT_FALSE(signed_off());
  run(kSpring, kAutumn, "LOW_ATTAINING");
  EXPECT_FALSE(signed_off()) << "back to a category that was signed before";
  EXPECT_THAT(history(), ElementsAre("entered LOW_ATTAINING", "signed-off LOW_ATTAINING anna", "negative LOW_ATTAINING",
                                     "category OTHER_VULNERABLE", "stays OTHER_VULNERABLE", "category LOW_ATTAINING"));
}

TEST_F(ConcernsTest, AnOverrideCountsUntilItsDayAndNeedsASignatureOfItsOwn) {
  run(kAutumn, {}, "LOW_ATTAINING");
  must(sign_off_concern(*database_, {1, kAutumn, "anna", "Agreed."}));
  must(override_concern(*database_, {1, kSummer, "bob", "New head teacher."}, "OTHER_VULNERABLE"));
  EXPECT_EQ(all()[0].category_on(kSpring), "OTHER_VULNERABLE");
  EXPECT_EQ(all()[0].category_on(kSummer), "LOW_ATTAINING") << "until that day, and not on it";
  EXPECT_EQ(all()[0].override_reason, "New head teacher.");
  EXPECT_FALSE(signed_off());
  must(sign_off_concern(*database_, {1, kSpring, "anna", "Agreed again."}));
  EXPECT_TRUE(all()[0].signed_off_on(kSpring));
  EXPECT_FALSE(all()[0].signed_off_on(kSummer)) << "the rule's own category counts again, and that is not signed";
  must(lift_concern(*database_, {1, kSpring, "bob", "He has left."}));
  EXPECT_EQ(all()[0].category_on(kSpring), "LOW_ATTAINING");
  EXPECT_FALSE(lift_concern(*database_, {1, kSpring, "bob", "Again."}).ok());
  EXPECT_THAT(history(),
              ElementsAre("entered LOW_ATTAINING", "signed-off LOW_ATTAINING anna", "overridden OTHER_VULNERABLE bob",
                          "signed-off OTHER_VULNERABLE anna", "lifted LOW_ATTAINING bob"));
}

TEST_F(ConcernsTest, ARunAboutAnEarlierYearOrDaySaysNothingAboutNow) {
  run(kSpring, kAutumn, "LOW_ATTAINING");
  run(kAutumn, {}, "OTHER_VULNERABLE");
  run(kNextAutumn, kSummer, "OTHER_VULNERABLE", 2008);
  EXPECT_THAT(standing(), ElementsAre("LOW_ATTAINING entered 0"));
}

TEST_F(ConcernsTest, DecisionsAboutWhatIsNotThereSaySo) {
  const auto refused = let_go_concern(*database_, {7, kSpring, "anna", "Which?"});
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().exit, ExitCode::data);
  EXPECT_THAT(refused.error().message, HasSubstr("There is no concern 7 that has not left."));
}

TEST_F(ConcernsTest, LeaveAHistoryThatNobodyChanges) {
  run(kAutumn, {}, "LOW_ATTAINING");
  EXPECT_THROW(as_superuser(url_, "UPDATE termwise.concern_event SET kind = 'left'"), pqxx::sql_error);
  EXPECT_THROW(as_superuser(url_, "DELETE FROM termwise.concern_event"), pqxx::sql_error);
}

}  // namespace
}  // namespace termwise::store::test
