// The queue's invariants, each on a real PostgreSQL; time is moved by termwise.clock, as the schema's owner may.
#include "store/queue.h"

#include <optional>
#include <set>
#include <thread>

#include "fixture.h"
#include "store/overview.h"
#include "store/planning.h"
#include "store/programs.h"

namespace termwise::store::test {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;

class Queue : public StoreTest {
 protected:
  void SetUp() override {
    StoreTest::SetUp();
    database_.emplace(open());
    revision_ = some_revision(*database_);
    batch_ = load(*database_, "x", {school_record(2, 900001, {number(1), number(2, 1), number(3)})});
    must(activate_revision(*database_, revision_, {kent()}, 90s));
    claimant_ = claimant_of(*database_, revision_);
  }

  static LaCode kent() { return *LaCode::parse("886"); }

  PlannedSchedule schedule(const std::string& name = "daily", const std::string& catch_up = "all") const {
    return {.la = kent(),
            .schedule = name,
            .job = "floor-check",
            .rule = "every day @ 07:00",
            .revision = revision_,
            .follows_ingest = false,
            .after = {},
            .catch_up = catch_up,
            .overlap = "wait",
            .window = std::chrono::days(14),
            .attempts = 3,
            .timeout = 600s};
  }

  std::chrono::sys_seconds now() {
    return std::chrono::floor<std::chrono::seconds>(must(beat(*database_, claimant_.program)).now);
  }

  void move_clock(const std::string& by) const {
    as_superuser(url_, "UPDATE termwise.clock SET shift = shift + '" + by + "'");
  }

  // Plans these periods, each an hour after the one before, the first at `first`.
  void plan_hourly(const PlannedSchedule& planned, const std::vector<std::string>& periods,
                   std::chrono::sys_seconds first) {
    must(put_schedule(*database_, planned));
    std::vector<PlannedTime> times;
    for (const auto& period : periods) {
      times.push_back({period, first});
      first += 1h;
    }
    const auto from = now() - 24h;
    must(plan(*database_, planned, times, from, from + 24h * 400, "It is no longer planned."));
  }

  std::string states() const {
    return scalar("SELECT string_agg(period_key || ':' || state, ' ' ORDER BY due_at, id) FROM termwise.occurrence");
  }

  Claimed claim_one() {
    auto claimed = must(claim(*database_, claimant_));
    if (!claimed) throw std::runtime_error("nothing could be claimed: " + states());
    return *claimed;
  }

  void succeed(const Claimed& claimed) { must(finish(*database_, claimed.claim, true, {}, {"Done.", "", {}})); }

  std::optional<Database> database_;
  RevisionId revision_;
  BatchId batch_;
  Claimant claimant_;
};

TEST_F(Queue, ClaimsWhatIsDueInItsOrderAndOnce) {
  plan_hourly(schedule(), {"a", "b"}, now() + 1h);
  EXPECT_FALSE(must(claim(*database_, claimant_)).has_value()) << "nothing is due";
  move_clock("3 hours");
  const Claimed first = claim_one();
  EXPECT_EQ(first.period, "a");
  EXPECT_EQ(first.claim.token, 1);
  EXPECT_EQ(first.timeout, 600s);
  EXPECT_FALSE(must(claim(*database_, claimant_)).has_value()) << "one of a schedule at a time";
  succeed(first);
  EXPECT_EQ(claim_one().period, "b");
  EXPECT_EQ(states(), "a:succeeded b:running");
}

TEST_F(Queue, GivesEachOccurrenceToOneOfManyClaimants) {
  for (int i = 0; i < 40; ++i) plan_hourly(schedule("s" + std::to_string(i)), {"only"}, now() + 1h);
  move_clock("2 hours");
  std::vector<std::vector<std::int64_t>> taken(4);
  std::vector<std::thread> programs;
  for (auto& mine : taken)
    programs.emplace_back([&, this] {
      Database own = must(Database::open(url_));
      const Claimant self = claimant_of(own, revision_);
      while (const auto claimed = must(claim(own, self))) mine.push_back(claimed->claim.id.value);
    });
  for (auto& program : programs) program.join();
  std::set<std::int64_t> all;
  std::size_t count = 0;
  for (const auto& mine : taken) {
    all.insert(mine.begin(), mine.end());
    count += mine.size();
  }
  EXPECT_EQ(count, 40u);
  EXPECT_EQ(all.size(), 40u);
}

TEST_F(Queue, LeavesAnLaAloneUnderAnotherRevision) {
  plan_hourly(schedule(), {"a"}, now() + 1h);
  move_clock("2 hours");
  const RevisionId other = must(accept_revision(*database_, {{"measures.toml", "[other]\n"}}, {}));
  EXPECT_FALSE(must(claim(*database_, claimant_of(*database_, other))).has_value());
  EXPECT_EQ(claim_one().period, "a");
}

TEST_F(Queue, KeepsALaterRevisionWhileADaemonWorksByIt) {
  const RevisionId later = must(accept_revision(*database_, {{"measures.toml", "[later]\n"}}, {}));
  const Claimant other = claimant_of(*database_, later);
  EXPECT_THAT(must(activate_revision(*database_, later, {kent()}, 90s)), ElementsAre(kent()));
  EXPECT_THAT(must(activate_revision(*database_, revision_, {kent()}, 90s)), ElementsAre());
  must(say_goodbye(*database_, other.program));
  EXPECT_THAT(must(activate_revision(*database_, revision_, {kent()}, 90s)), ElementsAre(kent())) << "rolled back";
}

TEST_F(Queue, KnowsWhichLasNobodyWorksForAnyMore) {
  const RevisionId later = must(accept_revision(*database_, {{"measures.toml", "[later]\n"}}, {}));
  EXPECT_THAT(must(deserted_las(*database_, later, {}, 90s)), ElementsAre())
      << "a daemon still works by the earlier one";
  must(say_goodbye(*database_, claimant_.program));
  EXPECT_THAT(must(deserted_las(*database_, later, {}, 90s)), ElementsAre(kent()));
  EXPECT_THAT(must(deserted_las(*database_, later, {kent()}, 90s)), ElementsAre()) << "it is the caller's own";
  EXPECT_THAT(must(deserted_las(*database_, revision_, {}, 90s)), ElementsAre()) << "an earlier one may not judge it";
}

TEST_F(Queue, WritesNothingUnderAnOldToken) {
  plan_hourly(schedule(), {"a"}, now() + 1h);
  move_clock("2 hours");
  const Claimed old = claim_one();
  NewRun run = run_of(*database_, batch_);
  const RunId id = must(start_run(*database_, old.claim, run));
  move_clock("2 minutes");  // past the lease
  must(beat(*database_, claimant_.program));
  EXPECT_EQ(states(), "a:planned");
  EXPECT_EQ(scalar("SELECT outcome FROM termwise.attempt"), "lost");
  EXPECT_EQ(scalar("SELECT state || ':' || ending FROM termwise.run"), "failed:lost");

  const Claimed next = claim_one();
  EXPECT_EQ(next.claim.id, old.claim.id);
  EXPECT_EQ(next.claim.token, 2);
  EXPECT_EQ(next.failures, 1);
  EXPECT_EQ(must(start_run(*database_, next.claim, run)), id) << "all attempts share the run";

  school::Finding finding;
  finding.rule = "ks2-floor";
  finding.subject = 900001;
  finding.year = 2017;
  finding.outcome = "BELOW";
  const FinishedRun finished{id, true, "completed", "Done.", "", {}, {{finding, "Oak"}}};
  for (const auto& refused : {finish(*database_, old.claim, true, {finished}, {"Done.", "", {}}),
                              fail_attempt(*database_, old.claim, {finished}, {"Failed.", "", {}}, 1s),
                              release(*database_, old.claim, "Stop.")})
    EXPECT_EQ(refused.error().exit, ExitCode::try_again);
  EXPECT_EQ(start_run(*database_, old.claim, run).error().exit, ExitCode::try_again);
  EXPECT_TRUE(must(renew(*database_, claimant_, {old.claim})).empty());
  EXPECT_EQ(scalar("SELECT count(*) FROM termwise.finding"), "0");

  must(finish(*database_, next.claim, true, {finished}, {"Done.", "", {}}));
  EXPECT_EQ(scalar("SELECT count(*) FROM termwise.finding"), "1");
  EXPECT_EQ(scalar("SELECT string_agg(token || ':' || outcome, ' ' ORDER BY token) FROM termwise.attempt"),
            "1:lost 2:succeeded");
}

TEST_F(Queue, KeepsARenewedClaim) {
  plan_hourly(schedule(), {"a"}, now() + 1h);
  move_clock("2 hours");
  const Claimed claimed = claim_one();
  move_clock("80 seconds");
  EXPECT_THAT(must(renew(*database_, claimant_, {claimed.claim})), ElementsAre(claimed.claim));
  move_clock("80 seconds");
  must(beat(*database_, claimant_.program));
  EXPECT_EQ(states(), "a:running");
}

// One long finishing transaction must not cost the other claims their lease.
TEST_F(Queue, RenewsOtherClaimsWhileOneIsBeingFinished) {
  plan_hourly(schedule("one"), {"a"}, now() + 1h);
  plan_hourly(schedule("two"), {"b"}, now() + 1h);
  move_clock("2 hours");
  const Claimed first = claim_one();
  const Claimed second = claim_one();
  pqxx::connection finishing(url_);
  pqxx::work transaction(finishing);
  transaction.exec("SELECT FROM termwise.occurrence WHERE id = " + std::to_string(first.claim.id.value) +
                   " FOR UPDATE");
  EXPECT_THAT(must(renew(*database_, claimant_, {first.claim, second.claim})),
              testing::UnorderedElementsAre(first.claim, second.claim));
  transaction.abort();
}

TEST_F(Queue, FailsAnOccurrenceThatIsLostTooOften) {
  plan_hourly(schedule(), {"a"}, now() + 1h);
  move_clock("2 hours");
  for (int i = 1; i <= 3; ++i) {
    EXPECT_EQ(claim_one().claim.token, i);
    move_clock("2 minutes");
    must(beat(*database_, claimant_.program));
  }
  EXPECT_EQ(states(), "a:failed");
  EXPECT_THAT(scalar("SELECT sentence FROM termwise.occurrence"), HasSubstr("gave no sign of life"));
}

TEST_F(Queue, WaitsBeforeItTriesAgain) {
  plan_hourly(schedule(), {"a"}, now() + 1h);
  move_clock("2 hours");
  must(fail_attempt(*database_, claim_one().claim, {}, {"It crashed.", "its last words", {}}, 60s));
  EXPECT_FALSE(must(claim(*database_, claimant_)).has_value());
  EXPECT_NEAR(static_cast<double>(must(beat(*database_, claimant_.program)).until_next.count()), 60'000, 5'000);
  move_clock("61 seconds");
  EXPECT_EQ(claim_one().failures, 1);
}

TEST_F(Queue, TakesBackAReleasedClaimWithoutCountingIt) {
  plan_hourly(schedule(), {"a"}, now() + 1h);
  move_clock("2 hours");
  must(release(*database_, claim_one().claim, "Termwise was told to stop."));
  const Claimed again = claim_one();
  EXPECT_EQ(again.failures, 0);
  EXPECT_EQ(again.claim.token, 2);
}

// ---- The plan ------------------------------------------------------------------------------------------------------

TEST_F(Queue, MovesADateUntilItIsClaimedAndNeverDoublesIt) {
  plan_hourly(schedule(), {"autumn 2026/27"}, now() + 1h);
  plan_hourly(schedule(), {"autumn 2026/27"}, now() + 5h);
  move_clock("2 hours");
  EXPECT_FALSE(must(claim(*database_, claimant_)).has_value());
  move_clock("4 hours");
  const Claimed claimed = claim_one();
  plan_hourly(schedule(), {"autumn 2026/27"}, now() + 5h);
  succeed(claimed);
  plan_hourly(schedule(), {"autumn 2026/27"}, now() + 6h);
  EXPECT_EQ(states(), "autumn 2026/27:succeeded");
}

TEST_F(Queue, WithdrawsWhatIsNoLongerPlannedAndBringsItBack) {
  plan_hourly(schedule(), {"a", "b"}, now() + 1h);
  plan_hourly(schedule(), {"a"}, now() + 1h);
  EXPECT_EQ(states(), "a:planned b:withdrawn");
  plan_hourly(schedule(), {"a", "b"}, now() + 1h);
  EXPECT_EQ(states(), "a:planned b:planned");
  EXPECT_EQ(must(keep_only(*database_, revision_, {kent()}, {})), 2u);
  EXPECT_EQ(states(), "a:withdrawn b:withdrawn");
  EXPECT_EQ(scalar("SELECT sentence FROM termwise.occurrence LIMIT 1"),
            "The schedule daily was removed from las/886.toml.");
}

// A daemon that began to plan before another one activated a later configuration, and goes on after that.
TEST_F(Queue, PlansNothingByAConfigurationThatIsNoLongerActive) {
  PlannedSchedule ours = schedule();
  plan_hourly(ours, {"a"}, now() + 1h);
  PlannedSchedule theirs = ours;
  theirs.revision = must(accept_revision(*database_, {{"measures.toml", "[later]\n"}}, {}));
  must(activate_revision(*database_, theirs.revision, {kent()}, 90s));
  plan_hourly(theirs, {"a", "b"}, now() + 5h);
  const std::string planned =
      scalar("SELECT string_agg(period_key || due_at, ' ' ORDER BY id) FROM termwise.occurrence");
  EXPECT_FALSE(must(put_schedule(*database_, ours)).has_value());
  const auto from = now() - 24h;
  EXPECT_EQ(must(plan(*database_, ours, {{"a", now() + 1h}}, from, from + 24h * 400, "Gone.")), 0u);
  EXPECT_EQ(must(keep_only(*database_, ours.revision, {kent()}, {})), 0u);
  EXPECT_EQ(scalar("SELECT string_agg(period_key || due_at, ' ' ORDER BY id) FROM termwise.occurrence"), planned);
}

TEST_F(Queue, MakesNothingUpForTheTimeBeforeAScheduleWasPlanned) {
  plan_hourly(schedule(), {"long ago", "now"}, now() - 30min);
  EXPECT_EQ(states(), "now:planned");
}

TEST_F(Queue, PlansAgainWhatWasSkippedForAWrongDate) {
  plan_hourly(schedule(), {"autumn 2026/27"}, now() + 1h);
  move_clock("20 days");
  must(beat(*database_, claimant_.program));
  EXPECT_EQ(states(), "autumn 2026/27:skipped");
  plan_hourly(schedule(), {"autumn 2026/27"}, now() + 1h);
  EXPECT_EQ(states(), "autumn 2026/27:planned");
}

// ---- Missed runs -----------------------------------------------------------------------------------------------------

TEST_F(Queue, RunsTheLatestOfWhatWasMissed) {
  plan_hourly(schedule("daily", "latest"), {"a", "b", "c"}, now() + 1h);
  move_clock("1 day");
  must(beat(*database_, claimant_.program));
  EXPECT_EQ(states(), "a:skipped b:skipped c:planned");
  EXPECT_THAT(scalar("SELECT sentence FROM termwise.occurrence ORDER BY id LIMIT 1"), HasSubstr("The one of c is due"));
}

TEST_F(Queue, RunsAllOrNoneOfWhatWasMissedIfAsked) {
  plan_hourly(schedule("all", "all"), {"a", "b"}, now() + 1h);
  plan_hourly(schedule("none", "none"), {"c", "d"}, now() + 1h);
  move_clock("1 day");
  must(beat(*database_, claimant_.program));
  EXPECT_EQ(states(), "a:planned c:skipped b:planned d:skipped");
  EXPECT_THAT(scalar("SELECT sentence FROM termwise.occurrence WHERE period_key = 'c'"), HasSubstr("catch_up is none"));
}

TEST_F(Queue, GivesUpWhatIsOlderThanItsWindow) {
  plan_hourly(schedule(), {"a"}, now() + 1h);
  move_clock("15 days");
  must(beat(*database_, claimant_.program));
  EXPECT_EQ(states(), "a:skipped");
  EXPECT_THAT(scalar("SELECT sentence FROM termwise.occurrence"),
              HasSubstr("could not be run within 14 days. No daemon was free to run it."));
}

TEST_F(Queue, SkipsWhatOverlapsIfAsked) {
  PlannedSchedule impatient = schedule();
  impatient.overlap = "skip";
  plan_hourly(impatient, {"a", "b"}, now() + 1h);
  move_clock("70 minutes");
  const Claimed first = claim_one();
  move_clock("1 hour");
  must(renew(*database_, claimant_, {first.claim}));
  must(beat(*database_, claimant_.program));
  EXPECT_EQ(states(), "a:running b:skipped");
}

// ---- The graph -------------------------------------------------------------------------------------------------------

TEST_F(Queue, FollowsIngestOfItsOwnLaOnly) {
  PlannedSchedule follower = schedule("after-ingest", "latest");
  follower.follows_ingest = true;
  must(put_schedule(*database_, follower));
  must(beat(*database_, claimant_.program));
  EXPECT_EQ(scalar("SELECT count(*) FROM termwise.occurrence"), "0") << "batch 1 was loaded before";
  load(*database_, "kent", {school_record(2, 900002, {number(1), number(2, 1), number(3)})});
  load(*database_, "surrey", {school_record(2, 900003, {number(1), number(2, 1), number(3)}, "936")});
  must(beat(*database_, claimant_.program));
  must(beat(*database_, claimant_.program));
  EXPECT_EQ(states(), "batch 2:planned");
}

TEST_F(Queue, KeepsWhatFollowsIngestWhenItIsPlannedAgain) {
  PlannedSchedule follower = schedule("after-ingest", "latest");
  follower.follows_ingest = true;
  plan_hourly(follower, {}, now());
  load(*database_, "kent", {school_record(2, 900002, {number(1), number(2, 1), number(3)})});
  must(beat(*database_, claimant_.program));
  plan_hourly(follower, {}, now());
  EXPECT_EQ(states(), "batch 2:planned");
  follower.follows_ingest = false;
  plan_hourly(follower, {"a"}, now() + 1h);
  EXPECT_EQ(states(), "batch 2:withdrawn a:planned");
}

// Between two beats, when a daemon was suspended or the clock leapt.
TEST_F(Queue, ClaimsNothingThatWasMissed) {
  plan_hourly(schedule("latest", "latest"), {"a", "b"}, now() + 1h);
  plan_hourly(schedule("none", "none"), {"c"}, now() + 1h);
  move_clock("3 days");
  EXPECT_EQ(claim_one().period, "b");
  EXPECT_FALSE(must(claim(*database_, claimant_)).has_value());
}

TEST_F(Queue, HoldsBackWhatComesAfterAFailureUntilThatIsMadeGood) {
  plan_hourly(schedule("first"), {"a", "b"}, now() + 1h);
  PlannedSchedule dependent = schedule("second");
  dependent.job = "concern-flag";
  dependent.after = {"floor-check"};
  plan_hourly(dependent, {"c"}, now() + 1h);
  plan_hourly(
      [&] {
        auto other = schedule("third");
        other.job = "visit-plan";
        return other;
      }(),
      {"d"}, now() + 1h);
  move_clock("70 minutes");
  const Claimed first = claim_one();
  ASSERT_EQ(first.period, "a");
  const Claimed independent = claim_one();
  EXPECT_EQ(independent.period, "d") << "c waits for a";
  succeed(independent);
  must(finish(*database_, first.claim, false, {}, {"The plugin crashed.", "", {}}));
  EXPECT_FALSE(must(claim(*database_, claimant_)).has_value());
  const auto due = must(list_occurrences(*database_, std::nullopt, Which::due, 10));
  ASSERT_EQ(due.size(), 1u);
  EXPECT_THAT(due[0].held_back, HasSubstr("It is held back because floor-check of a failed: The plugin crashed. "
                                          "Stale, last good data of "));
  move_clock("1 hour");
  const Claimed made_good = claim_one();
  ASSERT_EQ(made_good.period, "b");
  succeed(made_good);
  EXPECT_EQ(claim_one().period, "c");
}

// ---- What the schema itself refuses -------------------------------------------------------------------------------------

TEST_F(Queue, EndedOccurrencesAndOldTokensCannotBeBroughtBackByAnyone) {
  plan_hourly(schedule(), {"a"}, now() + 1h);
  move_clock("2 hours");
  succeed(claim_one());
  for (const char* change : {"state = 'planned', ended_at = NULL", "token = 0", "token = 5", "period_key = 'z'"})
    EXPECT_THROW(as_superuser(url_, std::string("UPDATE termwise.occurrence SET ") + change), pqxx::sql_error)
        << change;
  for (const char* change : {"state = 'running'", "state = 'skipped'", "lease_until = now()"}) {
    plan_hourly(schedule("other"), {"b"}, now() + 1h);
    EXPECT_THROW(
        as_superuser(url_, std::string("UPDATE termwise.occurrence SET ") + change + " WHERE period_key = 'b'"),
        pqxx::sql_error)
        << change << " without the rest";
  }
}

TEST_F(Queue, ClockThatIsSetBackKeepsNoDeadClaimAliveAndRunsNothingTwice) {
  plan_hourly(schedule(), {"a", "b"}, now() + 1h);
  move_clock("70 minutes");
  succeed(claim_one());
  move_clock("1 hour");
  ASSERT_EQ(claim_one().period, "b");
  move_clock("-1 hour");
  must(beat(*database_, claimant_.program));
  move_clock("91 seconds");
  must(beat(*database_, claimant_.program));
  EXPECT_EQ(states(), "a:succeeded b:planned");
  EXPECT_EQ(must(claim(*database_, claimant_))->period, "b") << "lost and taken up again";
}

}  // namespace
}  // namespace termwise::store::test
