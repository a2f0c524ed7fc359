// Retention on a real PostgreSQL: each kind on both sides of its limit, what is left of it, and that nothing else goes and
// nobody else removes it.
#include "store/retention.h"

#include "digest_case.h"
#include "store/reminders.h"

namespace termwise::store::test {
namespace {

using std::chrono::year;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr RetentionLimits kLimits{.message_days = 90, .pupil_years = 2, .reminder_years = 3};

class Retention : public DigestCase {
 protected:
  Claimed claimed_retention() {
    return must(request(*database_, claimant_,
                        {"retention", std::nullopt, std::nullopt, year(2026) / 11 / 2, std::chrono::seconds(600)}));
  }

  std::string counted(const Claim& claim) {
    return must(finish_retention(*database_, claim, kLimits, [](const Removed& removed) {
      return std::to_string(removed.messages) + " " + std::to_string(removed.pupil_rows) + " " +
             std::to_string(removed.reminders);
    }));
  }
  // "messages pupils reminders" that went.
  std::string remove() { return counted(claimed_retention().claim); }

  // What a run would remove: "message 1/1, pupils 2/30, reminder 0/0", in things and rows.
  std::string past() {
    std::string text;
    for (const auto& count : must(past_retention(*database_, kLimits)))
      text += (text.empty() ? "" : ", ") + count.kind + " " + std::to_string(count.things) + "/" +
              std::to_string(count.rows);
    return text;
  }

  std::string tombstones() const {
    return scalar(
        "SELECT coalesce(string_agg(concat_ws(' ', kind, object, academic_year, removed, occurrence), ', ' ORDER BY "
        "id), "
        "'') FROM termwise.tombstone");
  }

  // As the clock of all programs in London stands at this moment.
  void set_clock(const std::string& moment) const {
    as_superuser(url_, "UPDATE termwise.clock SET shift = timestamp '" + moment +
                           "' AT TIME ZONE 'Europe/London' - clock_timestamp()");
  }

  void pupils(int batch, int summer, int count, int from = 1) const {
    as_superuser(url_, "INSERT INTO termwise.pupil_record SELECT " + std::to_string(batch) +
                           ", n + 1, 'pupil', '886', 900001, lpad(to_hex(n), 32, '0')::uuid, " +
                           std::to_string(summer) + ", '\\x00000001', '\\x00' FROM generate_series(" +
                           std::to_string(from) + ", " + std::to_string(from + count - 1) + ") AS n");
  }

  // A run of Kent's reminders that gives one with evidence for each item; done on that day, or open.
  void remind(const std::vector<std::pair<std::string, std::optional<std::chrono::year_month_day>>>& items,
              const std::string& la = "886") {
    if (!batch_) batch_ = load(*database_, "x", {});
    NewRun wanted = run_of(*database_, *batch_, la, 2012);
    wanted.job = "qa-reminders";
    wanted.reference_date = year(2012) / 2 / 27;
    wanted.rules = {{"reminder-r04", "1"}};
    const StartedRun started = must(begin_run(*database_, wanted));
    FinishedRun ended{.id = started.id, .succeeded = true, .ending = "completed", .sentence = "It ended."};
    for (const auto& [item, closed_on] : items) {
      school::Reminder reminder;
      reminder.finding.rule = "reminder-r04";
      reminder.finding.subject = 900001;
      reminder.finding.year = 2012;
      reminder.finding.outcome = closed_on ? "CLOSED" : "OPEN";
      reminder.finding.sentence = "The self-evaluation for " + item + " is due.";
      school::Predicate predicate;
      predicate.measure = "received_on";
      predicate.year = 2012;
      predicate.observed = school::Missing::not_supplied;
      predicate.threshold_text = "2012-02-23";
      reminder.finding.predicates.push_back(predicate);
      reminder.item = item;
      reminder.reference_date = year(2012) / 3 / 8;
      reminder.raised_on = year(2012) / 2 / 16;
      reminder.level = 1;
      reminder.level_since = year(2012) / 2 / 16;
      reminder.closed_on = closed_on;
      reminder.role = "sip";
      ended.reminders.push_back({reminder, "Oak Primary"});
    }
    must(finish(*database_, started.claim, true, {ended}, {"It ended.", "", {}}));
  }

  std::string count_of(const std::string& table) const { return scalar("SELECT count(*) FROM termwise." + table); }

  std::optional<BatchId> batch_;
};

// ---- Messages ------------------------------------------------------------------------------------------------------

TEST_F(Retention, emptiesWhatWasSentNinetyDaysAgoAndNotASecondSooner) {
  const MessageId sent = ended("a", TryEnd::sent);
  const std::string before = scalar("SELECT to_jsonb(message) - 'content' FROM termwise.message");
  move_clock("89 days 23:59:00");
  EXPECT_EQ(past(), "message 0/0, pupils 0/0, reminder 0/0");
  EXPECT_EQ(remove(), "0 0 0");
  EXPECT_EQ(tombstones(), "");
  move_clock("00:02:00");
  EXPECT_EQ(past(), "message 1/1, pupils 0/0, reminder 0/0");
  const Claimed claimed = claimed_retention();
  EXPECT_EQ(counted(claimed.claim), "1 0 0");
  EXPECT_EQ(tombstones(), "message " + std::to_string(sent.value) + " 1 " + std::to_string(claimed.claim.id.value));
  EXPECT_EQ(scalar("SELECT reason FROM termwise.tombstone"), "Bodies of e-mails are kept for 90 days.");
  EXPECT_EQ(scalar("SELECT octet_length(content) FROM termwise.message"), "0");
  EXPECT_EQ(scalar("SELECT to_jsonb(message) - 'content' FROM termwise.message"), before)
      << "who got it, when, and its Message-ID stay";
  EXPECT_EQ(scalar("SELECT sentence FROM termwise.occurrence WHERE job = 'retention' ORDER BY id DESC LIMIT 1"),
            "1 0 0");
  EXPECT_EQ(scalar("SELECT state FROM termwise.occurrence WHERE job = 'retention' ORDER BY id DESC LIMIT 1"),
            "succeeded");
  EXPECT_EQ(remove(), "0 0 0") << "it has gone already";
}

TEST_F(Retention, neverTouchesAMessageThatIsNotOver) {
  post("waiting");
  ended("refused", TryEnd::refused);
  ended("unknown", TryEnd::unknown);
  ended("later", TryEnd::later);
  const MessageId dropped = ended("dropped", TryEnd::refused);
  must(drop_message(*database_, dropped, "Given up."));
  const MessageId again = ended("again", TryEnd::sent);
  must(resend(*database_, again));
  move_clock("400 days");
  const ClaimedMessage sending = claim_one();
  EXPECT_EQ(remove(), "1 0 0");
  EXPECT_EQ(scalar("SELECT string_agg(message_id, ' ') FROM termwise.message WHERE content = ''"), "dropped");
  EXPECT_EQ(must(message_content(*database_, sending.id)), sending.content);
}

TEST_F(Retention, leavesNoMessageThatCouldBeSentAgainWithoutABody) {
  const MessageId sent = ended("a", TryEnd::sent);
  move_clock("91 days");
  EXPECT_EQ(remove(), "1 0 0");
  const auto again = resend(*database_, sent);
  ASSERT_FALSE(again.ok());
  EXPECT_EQ(again.error().exit, ExitCode::data);
  EXPECT_THAT(again.error().text(), HasSubstr("was removed after its time"));
  EXPECT_THAT(message_content(*database_, sent).error().text(), HasSubstr("was removed after its time"));
  EXPECT_EQ(must(list_messages(*database_, std::nullopt, false, 10)).size(), 1u);
}

// ---- Pupils --------------------------------------------------------------------------------------------------------

TEST_F(Retention, deletesPupilsTwoYearsAfter31AugustOfTheirYear) {
  pupils(7, 2017, 30);
  pupils(8, 2017, 2, 100);
  pupils(8, 2018, 5);
  set_clock("2019-08-31 23:59:00");
  EXPECT_EQ(past(), "message 0/0, pupils 0/0, reminder 0/0");
  EXPECT_EQ(remove(), "0 0 0");
  EXPECT_EQ(count_of("pupil_record"), "37");
  set_clock("2019-09-01 00:00:01");
  EXPECT_EQ(past(), "message 0/0, pupils 2/32, reminder 0/0");
  const Claimed claimed = claimed_retention();
  EXPECT_EQ(counted(claimed.claim), "0 32 0");
  const std::string by = " " + std::to_string(claimed.claim.id.value);
  EXPECT_EQ(tombstones(), "pupils 7 2017 30" + by + ", pupils 8 2017 2" + by);
  EXPECT_EQ(scalar("SELECT string_agg(DISTINCT academic_year::text, ' ') FROM termwise.pupil_record"), "2018");
  const auto gone = must(removed_so_far(*database_));
  ASSERT_EQ(gone.size(), 1u);
  EXPECT_EQ(gone[0].kind, "pupils");
  EXPECT_EQ(gone[0].things, 2);
  EXPECT_EQ(gone[0].rows, 32);
  set_clock("2020-03-29 12:00:00");
  EXPECT_EQ(remove(), "0 0 0");
  set_clock("2020-10-25 12:00:00");
  EXPECT_EQ(remove(), "0 5 0");
}

// ---- Reminders -----------------------------------------------------------------------------------------------------

TEST_F(Retention, deletesRemindersThatHaveBeenOverForMoreThanThreeYearsWithAllThatWasSaid) {
  remind({{"V1", {}}, {"V2", {}}});
  remind({{"V1", year(2012) / 2 / 24}, {"V2", {}}});
  remind({{"V1", {}}}, "926");
  EXPECT_EQ(count_of("reminder_said"), "5");
  set_clock("2015-02-24 23:59:00");
  EXPECT_EQ(past(), "message 0/0, pupils 0/0, reminder 0/0");
  EXPECT_EQ(remove(), "0 0 0");
  set_clock("2015-02-25 00:00:01");
  EXPECT_EQ(past(), "message 0/0, pupils 0/0, reminder 1/1");
  const Claimed claimed = claimed_retention();
  EXPECT_EQ(counted(claimed.claim), "0 0 1");
  EXPECT_EQ(tombstones(), "reminder 1 1 " + std::to_string(claimed.claim.id.value));
  EXPECT_EQ(scalar("SELECT string_agg(la_code || ' ' || item, ', ' ORDER BY id) FROM termwise.reminder"),
            "886 V2, 926 V1")
      << "what is open stays, however old";
  EXPECT_EQ(
      scalar("SELECT string_agg(concat_ws(' ', run, item), ', ' ORDER BY run, ordinal) FROM termwise.reminder_said"),
      "1 V2, 2 V2, 3 V1");
  EXPECT_EQ(count_of("reminder_predicate"), "3");
  EXPECT_EQ(count_of("reminder_event"), "2");
  EXPECT_EQ(count_of("run WHERE state = 'succeeded'"), "3") << "runs are kept";
}

// ---- Who may -------------------------------------------------------------------------------------------------------

TEST_F(Retention, isForAClaimThatStandsOnly) {
  ended("a", TryEnd::sent);
  pupils(7, 2017, 3);
  move_clock("91 days");
  const Claimed claimed = claimed_retention();
  const auto late = finish_retention(*database_, {claimed.claim.id, claimed.claim.token + 1}, kLimits,
                                     [](const Removed&) { return std::string("x"); });
  ASSERT_FALSE(late.ok());
  EXPECT_EQ(late.error().exit, ExitCode::try_again);
  const Claimed other = claimed_digest();
  EXPECT_FALSE(finish_retention(*database_, other.claim, kLimits, [](const Removed&) { return std::string("x"); }).ok())
      << "a digest removes nothing";
  EXPECT_FALSE(
      finish_retention(*database_, claimed.claim, {.message_days = 0}, [](const Removed&) { return std::string("x"); })
          .ok())
      << "nothing goes at once";
  EXPECT_EQ(tombstones(), "");
  EXPECT_EQ(count_of("pupil_record"), "3");
  EXPECT_EQ(count_of("message WHERE content = ''"), "0");
  EXPECT_EQ(counted(claimed.claim), "1 3 0");
}

TEST_F(Retention, leavesTriggersThatHoldEverybodyElse) {
  remind({{"V1", year(2012) / 2 / 24}});
  ended("a", TryEnd::sent);
  EXPECT_EQ(remove(), "0 0 1");
  remind({{"V2", year(2012) / 2 / 24}});
  for (const std::string statement :
       {"DELETE FROM termwise.reminder_event", "DELETE FROM termwise.reminder_said",
        "DELETE FROM termwise.reminder_predicate", "UPDATE termwise.reminder_said SET sentence = 'x'",
        "UPDATE termwise.message SET content = ''", "DELETE FROM termwise.tombstone",
        "UPDATE termwise.tombstone SET removed = 2"})
    EXPECT_THROW(as_superuser(url_, statement), pqxx::sql_error) << statement;
  // The setting alone opens nothing.
  EXPECT_THROW(as_superuser(url_, "SET termwise.removing = 'reminders'; DELETE FROM termwise.reminder_event"),
               pqxx::sql_error);
}

TEST_F(Retention, tellsReadersThatSomethingWentAndNotWhat) {
  pupils(7, 2017, 3);
  EXPECT_EQ(remove(), "0 3 0");
  EXPECT_EQ(as_superuser(url_, "SET ROLE termwise_reader; SELECT kind FROM termwise.tombstone")[0][0].as<std::string>(),
            "pupils");
  for (const std::string column : {"object", "removed", "academic_year", "occurrence"})
    EXPECT_THROW(as_superuser(url_, "SET ROLE termwise_reader; SELECT " + column + " FROM termwise.tombstone"),
                 pqxx::insufficient_privilege)
        << column;
}

}  // namespace
}  // namespace termwise::store::test
