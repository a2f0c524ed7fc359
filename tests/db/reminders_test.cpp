// The register of reminders over several runs: what is raised, goes further, is done, disappears and comes back, and what
// people decide between.
#include "store/reminders.h"

#include "fixture.h"

namespace termwise::store::test {
namespace {

using std::chrono::year;
using testing::ElementsAre;
using testing::HasSubstr;

NamedReminder reminder_of(const std::string& item, int level, std::optional<std::chrono::year_month_day> closed_on = {},
                          std::int64_t urn = 900001) {
  school::Reminder reminder;
  reminder.finding.rule = "reminder-r04";
  reminder.finding.subject = urn;
  reminder.finding.year = 2012;
  reminder.finding.outcome = closed_on ? "CLOSED" : "OPEN";
  reminder.finding.reason = closed_on ? "LATE" : "";
  reminder.finding.sentence = "The self-evaluation for " + item + " is due.";
  school::Predicate predicate;
  predicate.measure = "received_on";
  predicate.year = 2012;
  predicate.operation = school::Operator::less_or_equal;
  predicate.observed = school::Missing::not_supplied;
  predicate.threshold_text = "2012-02-23";
  predicate.source = "Seed";
  reminder.finding.predicates.push_back(predicate);
  reminder.item = item;
  reminder.reference_date = year(2012) / 3 / 8;
  reminder.raised_on = year(2012) / 2 / 16;
  reminder.level = level;
  reminder.level_since = year(2012) / 2 / (15 + level);
  if (!closed_on && level < 3) reminder.next_on = year(2012) / 2 / (16 + level);
  reminder.closed_on = closed_on;
  reminder.role = level == 1 ? "head-teacher" : "sip";
  return {reminder, "Oak Primary"};
}

class RemindersTest : public StoreTest {
 protected:
  void SetUp() override {
    StoreTest::SetUp();
    database_.emplace(open());
    batch_ = load(*database_, "x", {});
  }

  // One run of the reminders that gives these.
  void run(const std::vector<NamedReminder>& reminders, const std::string& la = "886",
           const std::string& rule = "reminder-r04") {
    NewRun wanted = run_of(*database_, batch_, la, 2012);
    wanted.job = "qa-reminders";
    wanted.reference_date = year(2012) / 2 / 27;
    wanted.rules = {{rule, "1"}};
    const StartedRun started = must(begin_run(*database_, wanted));
    FinishedRun ended{.id = started.id, .succeeded = true, .ending = "completed", .sentence = "It ended."};
    ended.reminders = reminders;
    must(finish(*database_, started.claim, true, {ended}, {"It ended.", "", {}}));
  }

  // "V2 open 1" for each that the register has.
  std::vector<std::string> standing(bool ended = true) {
    ReminderFilter filter;
    filter.ended = ended;
    std::vector<std::string> all;
    for (const auto& one : must(list_reminders(*database_, filter)))
      all.push_back(one.named.reminder.item + " " + one.state + " " + std::to_string(one.named.reminder.level));
    return all;
  }
  std::vector<std::string> history(std::int64_t id) {
    std::vector<std::string> all;
    for (const auto& event : must(reminder_events(*database_, id)))
      all.push_back(event.kind + " " + std::to_string(event.level) + (event.author.empty() ? "" : " " + event.author));
    return all;
  }

  std::optional<Database> database_;
  BatchId batch_;
};

TEST_F(RemindersTest, areRaisedEscalatedAndDone) {
  run({reminder_of("V2", 1)});
  EXPECT_THAT(standing(), ElementsAre("V2 open 1"));
  run({reminder_of("V2", 1)});
  run({reminder_of("V2", 2)});
  EXPECT_THAT(standing(), ElementsAre("V2 open 2"));
  run({reminder_of("V2", 2, year(2012) / 2 / 24)});
  EXPECT_THAT(standing(), ElementsAre("V2 done 2"));
  EXPECT_THAT(standing(false), ElementsAre());
  EXPECT_THAT(history(1), ElementsAre("raised 1", "escalated 2", "done 2"));
}

TEST_F(RemindersTest, keepTheirWordsAndTheirEvidence) {
  run({reminder_of("V2", 1)});
  const auto found = must(list_reminders(*database_, {}));
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].year, "2011/12");
  EXPECT_EQ(found[0].named.subject_name, "Oak Primary");
  EXPECT_EQ(found[0].named.reminder.finding.sentence, "The self-evaluation for V2 is due.");
  EXPECT_EQ(found[0].named.reminder.reference_date, year(2012) / 3 / 8);
  EXPECT_EQ(found[0].named.reminder.next_on, year(2012) / 2 / 17);
  const auto evidence = must(reminder_evidence(*database_, found[0].id));
  ASSERT_EQ(evidence.size(), 1u);
  EXPECT_EQ(evidence[0], reminder_of("V2", 1).reminder.finding.predicates[0]);
}

TEST_F(RemindersTest, thatNoRunGivesAnyMoreAreWithdrawnAndComeBack) {
  run({reminder_of("V1", 1), reminder_of("V2", 1)});
  run({reminder_of("V2", 1)});
  EXPECT_THAT(standing(), ElementsAre("V2 open 1", "V1 withdrawn 1"));
  run({reminder_of("V1", 2), reminder_of("V2", 1)});
  EXPECT_THAT(history(1), ElementsAre("raised 1", "withdrawn 1", "reopened 2", "escalated 2"));
}

TEST_F(RemindersTest, areLeftAloneByRunsOfOtherRulesAndAuthorities) {
  run({reminder_of("V2", 1)});
  run({}, "926");
  run({}, "886", "reminder-r05");
  EXPECT_THAT(standing(), ElementsAre("V2 open 1"));
}

TEST_F(RemindersTest, thatSomebodyWaivedStayClosedWhileTheyAreGiven) {
  run({reminder_of("V2", 1)});
  must(waive_reminder(*database_, {1, year(2012) / 2 / 20, "anna", "The school is closing."}));
  EXPECT_THAT(standing(), ElementsAre("V2 waived 1"));
  run({reminder_of("V2", 2)});
  EXPECT_THAT(standing(), ElementsAre("V2 waived 2"));
  EXPECT_THAT(history(1), ElementsAre("raised 1", "waived 1 anna"));
  run({reminder_of("V2", 2, year(2012) / 2 / 24)});
  EXPECT_THAT(standing(), ElementsAre("V2 done 2"));
}

TEST_F(RemindersTest, areSnoozedWithAReasonAndOnlyWhileOpen) {
  run({reminder_of("V2", 1)});
  must(snooze_reminder(*database_, {1, year(2012) / 3 / 5, "anna", "The head teacher is ill."}));
  EXPECT_EQ(must(list_reminders(*database_, {}))[0].snoozed_until, year(2012) / 3 / 5);
  run({reminder_of("V2", 1)});
  EXPECT_EQ(must(list_reminders(*database_, {}))[0].snoozed_until, year(2012) / 3 / 5);
  run({reminder_of("V2", 1, year(2012) / 2 / 24)});
  const auto refused = snooze_reminder(*database_, {1, year(2012) / 3 / 5, "anna", "Again."});
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().exit, ExitCode::data);
  EXPECT_THAT(refused.error().message, HasSubstr("No reminder 1 is open"));
  EXPECT_FALSE(waive_reminder(*database_, {7, year(2012) / 3 / 5, "anna", "Which?"}).ok());
}

TEST_F(RemindersTest, thatWereDoneBeforeAnybodyLookedAreRaisedAndDoneAtOnce) {
  run({reminder_of("V2", 1, year(2012) / 2 / 24)});
  EXPECT_THAT(history(1), ElementsAre("raised 1", "done 1"));
}

TEST_F(RemindersTest, areListedByAuthorityRuleRoleAndTheMostEscalatedFirst) {
  run({reminder_of("V1", 1), reminder_of("V2", 2), reminder_of("V3", 3)});
  EXPECT_THAT(standing(), ElementsAre("V3 open 3", "V2 open 2", "V1 open 1"));
  ReminderFilter filter;
  filter.role = "head-teacher";
  EXPECT_EQ(must(list_reminders(*database_, filter)).size(), 1u);
  filter.la = LaCode::parse("926");
  EXPECT_EQ(must(list_reminders(*database_, filter)).size(), 0u);
}

TEST_F(RemindersTest, leaveAHistoryThatNobodyChanges) {
  run({reminder_of("V2", 1)});
  EXPECT_THROW(as_superuser(url_, "UPDATE termwise.reminder_event SET kind = 'done'"), pqxx::sql_error);
  EXPECT_THROW(as_superuser(url_, "DELETE FROM termwise.reminder_event"), pqxx::sql_error);
}

}  // namespace
}  // namespace termwise::store::test
