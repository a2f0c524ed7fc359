// Schedules with the rule "every run": due whenever a scheduled job of their LA has succeeded.
#include <optional>

#include "fixture.h"
#include "store/inbox.h"
#include "store/planning.h"
#include "store/programs.h"

namespace termwise::store::test {
namespace {

using namespace std::chrono_literals;

class FollowRuns : public StoreTest {
 protected:
  void SetUp() override {
    StoreTest::SetUp();
    database_.emplace(open());
    revision_ = some_revision(*database_);
    must(activate_revision(*database_, revision_, {kent(), surrey()}, 90s));
    claimant_ = claimant_of(*database_, revision_);
    claimant_.place = "here";
  }

  static LaCode kent() { return *LaCode::parse("886"); }
  static LaCode surrey() { return *LaCode::parse("936"); }

  PlannedSchedule schedule(const std::string& name, const std::string& job, const LaCode& la = kent()) const {
    return {.la = la,
            .schedule = name,
            .job = job,
            .rule = "every day @ 07:00",
            .revision = revision_,
            .follows_ingest = false,
            .follows_runs = false,
            .after = {},
            .catch_up = "all",
            .overlap = "wait",
            .window = std::chrono::days(14),
            .attempts = 1,
            .timeout = 600s};
  }
  PlannedSchedule follower(const std::string& name, const LaCode& la = kent(),
                           const std::string& catch_up = "all") const {
    PlannedSchedule digest = schedule(name, "digest", la);
    digest.rule = "every run";
    digest.follows_runs = true;
    digest.catch_up = catch_up;
    digest.after = {"ingest"};
    digest.attempts = 4;
    digest.timeout = 120s;
    return digest;
  }

  std::chrono::sys_seconds now() {
    return std::chrono::floor<std::chrono::seconds>(must(beat(*database_, claimant_.program)).now);
  }
  void move_clock(const std::string& by) const {
    as_superuser(url_, "UPDATE termwise.clock SET shift = shift + '" + by + "'");
  }

  // Plans one period of it that is due now, and claims it.
  Claimed claimed(const PlannedSchedule& planned, const std::string& period) {
    must(put_schedule(*database_, planned));
    const auto at = now() + 10s;
    must(plan(*database_, planned, {{period, at}}, at - 1h, at + 1h, "Gone."));
    move_clock("11 seconds");
    auto found = must(claim(*database_, claimant_));
    if (!found || found->period != period) throw std::runtime_error("could not be claimed: " + states());
    return *found;
  }
  void end(const Claimed& one, bool succeeded = true) {
    must(finish(*database_, one.claim, succeeded, {}, {"So it ended.", "", {}}));
  }
  // Those of schedules that follow: "after floor-check 1:planned".
  std::string states() const {
    return scalar(
        "SELECT coalesce(string_agg(period_key || ':' || state, ' ' ORDER BY id), '') FROM termwise.occurrence "
        "WHERE period_key LIKE 'after %'");
  }

  std::optional<Database> database_;
  RevisionId revision_;
  Claimant claimant_;
};

TEST_F(FollowRuns, PlansOneForEachScheduleOfThatLa) {
  must(put_schedule(*database_, follower("digest-at-once")));
  must(put_schedule(*database_, follower("digest-for-sips")));
  must(put_schedule(*database_, follower("digest-at-once", surrey())));
  must(put_schedule(*database_, schedule("digest-weekly", "digest")));
  end(claimed(schedule("daily", "floor-check"), "a"));
  EXPECT_EQ(scalar("SELECT string_agg(concat_ws(' ', la_code, schedule, period_key, job, state, after_jobs, catch_up, "
                   "overlap, time_window, attempts, timeout), '; ' ORDER BY schedule) FROM termwise.occurrence "
                   "WHERE job = 'digest'"),
            "886 digest-at-once after floor-check 1 digest planned {ingest} all wait 336:00:00 4 00:02:00; "
            "886 digest-for-sips after floor-check 1 digest planned {ingest} all wait 336:00:00 4 00:02:00");
  const auto next = must(claim(*database_, claimant_));
  ASSERT_TRUE(next.has_value()) << "it is due at once";
  EXPECT_EQ(next->period, "after floor-check 1");
  EXPECT_TRUE(must(beat(*database_, claimant_.program)).work) << "and so is the other";
}

TEST_F(FollowRuns, FollowsEachSuccessAndNoFailure) {
  must(put_schedule(*database_, follower("digest-at-once")));
  const PlannedSchedule daily = schedule("daily", "floor-check");
  const Claimed failing = claimed(daily, "a");
  end(failing, false);
  EXPECT_EQ(states(), "");
  PlannedSchedule patient = schedule("concern", "concern-flag");
  patient.attempts = 3;
  const Claimed retried = claimed(patient, "b");
  must(fail_attempt(*database_, retried.claim, {}, {"It crashed.", "", {}}, 3600s));
  EXPECT_EQ(states(), "");
  const Claimed released = claimed(schedule("visits", "visit-plan"), "c");
  must(release(*database_, released.claim, "Told to stop."));
  EXPECT_EQ(states(), "");
  auto again = must(claim(*database_, claimant_));
  ASSERT_TRUE(again.has_value());
  end(*again);
  EXPECT_EQ(states(), "after visit-plan 3:planned");
  move_clock("2 hours");
  while (again && again->job != "concern-flag") again = must(claim(*database_, claimant_));
  ASSERT_TRUE(again.has_value());
  end(*again);
  EXPECT_EQ(scalar("SELECT string_agg(period_key, ' ' ORDER BY id) FROM termwise.occurrence WHERE job = 'digest'"),
            "after visit-plan 3 after concern-flag 2");
}

TEST_F(FollowRuns, FollowsNeitherRunsByHandNorFilesNorItself) {
  must(put_schedule(*database_, follower("digest-at-once")));
  end(must(
      request(*database_, claimant_, {"floor-check", kent(), std::nullopt, std::chrono::year(2026) / 11 / 2, 600s})));
  EXPECT_EQ(states(), "") << "a run by hand tells nobody";
  must(announce_file(*database_, {std::nullopt, "ks2.csv 1", "here", "ks2.csv"}, revision_));
  must(announce_file(*database_, {kent(), "kent.csv 1", "here", "kent.csv"}, revision_));
  for (int i = 0; i < 2; ++i) end(must(claim(*database_, claimant_)).value());
  EXPECT_EQ(states(), "") << "a file alone changes no finding";
  end(claimed(schedule("digest-weekly", "digest"), "w"));
  EXPECT_EQ(states(), "") << "a digest changes none either";
  end(claimed(schedule("daily", "floor-check"), "a"));
  EXPECT_EQ(states(), "after floor-check 5:planned");
  end(must(claim(*database_, claimant_)).value());
  EXPECT_EQ(states(), "after floor-check 5:succeeded");
}

TEST_F(FollowRuns, ForgetsASchedule) {
  const PlannedSchedule daily = schedule("daily", "floor-check");
  must(put_schedule(*database_, follower("digest-at-once")));
  const Claimed one = claimed(daily, "a");
  must(keep_only(*database_, revision_, {kent()}, {{kent(), "daily"}}));
  end(one);
  EXPECT_EQ(states(), "") << "it was removed";
  must(put_schedule(*database_, follower("digest-at-once")));
  end(claimed(daily, "b"));
  EXPECT_EQ(states(), "after floor-check 2:planned");
  end(must(claim(*database_, claimant_)).value());
  PlannedSchedule weekly = follower("digest-at-once");
  weekly.follows_runs = false;
  must(put_schedule(*database_, weekly));
  end(claimed(daily, "c"));
  EXPECT_EQ(states(), "after floor-check 2:succeeded") << "its rule is another now";
}

TEST_F(FollowRuns, MakesOneDigestOfWhatCameMeanwhileWhereOnlyTheLatestCounts) {
  must(put_schedule(*database_, follower("digest-at-once", kent(), "latest")));
  end(claimed(schedule("daily", "floor-check"), "a"));
  // Claimed before the digest, whose turn would have come first.
  as_superuser(url_, "UPDATE termwise.occurrence SET due_at = due_at + interval '30 seconds' WHERE job = 'digest'");
  end(claimed(schedule("visits", "visit-plan"), "b"));
  move_clock("1 minute");
  must(beat(*database_, claimant_.program));
  const std::string one =
      scalar("SELECT string_agg(state, ' ' ORDER BY due_at, id) FROM termwise.occurrence WHERE job = 'digest'");
  EXPECT_EQ(one, "skipped planned");
  EXPECT_TRUE(must(claim(*database_, claimant_)).has_value());
  EXPECT_FALSE(must(claim(*database_, claimant_)).has_value());
}

TEST_F(FollowRuns, KeepsWhatCameAboutWhenItIsPlannedAgain) {
  PlannedSchedule digest = follower("digest-at-once");
  must(put_schedule(*database_, digest));
  end(claimed(schedule("daily", "floor-check"), "a"));
  const auto from = now() - 24h;
  must(put_schedule(*database_, digest));
  EXPECT_EQ(must(plan(*database_, digest, {}, from, from + 24h * 400, "Gone.")), 0u);
  EXPECT_EQ(must(keep_only(*database_, revision_, {kent()}, {{kent(), "daily"}, {kent(), "digest-at-once"}})), 0u);
  EXPECT_EQ(states(), "after floor-check 1:planned");
  digest.follows_runs = false;
  must(put_schedule(*database_, digest));
  EXPECT_EQ(must(plan(*database_, digest, {}, from, from + 24h * 400, "Gone.")), 1u);
  EXPECT_EQ(states(), "after floor-check 1:withdrawn");
}

}  // namespace
}  // namespace termwise::store::test
