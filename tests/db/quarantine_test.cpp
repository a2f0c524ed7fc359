// When a plugin that crashes is held, for whom, and what lifts it.
#include "store/quarantine.h"

#include "fixture.h"

namespace termwise::store::test {
namespace {

using namespace std::chrono_literals;

class QuarantineTest : public StoreTest {
 protected:
  void SetUp() override {
    StoreTest::SetUp();
    database_.emplace(open());
    batch_ = load(*database_, "x", {});
  }

  // One run that ends with the crash or a success; its number.
  RunId run(bool crashes, const std::string& la = "886", const std::string& job = "floor-check") {
    NewRun wanted = run_of(*database_, batch_, la);
    wanted.job = job;
    const StartedRun started = must(begin_run(*database_, wanted));
    const FinishedRun ended{.id = started.id,
                            .succeeded = !crashes,
                            .ending = crashes ? "crashed" : "completed",
                            .sentence = "It ended.",
                            .standard_error = {},
                            .use = {},
                            .findings = {},
                            .crashed = crashes};
    must(finish(*database_, started.claim, !crashes, {ended}, {"It ended.", "", {}}));
    return started.id;
  }

  std::optional<Quarantine> held(const std::string& la = "886", const std::string& job = "floor-check") {
    const NewRun wanted = run_of(*database_, batch_, la);
    return must(find_quarantine(*database_, *wanted.plugin_sha256, *LaCode::parse(la), job));
  }

  std::optional<Database> database_;
  BatchId batch_;
};

TEST_F(QuarantineTest, beginsWithTheSecondCrash) {
  const RunId first = run(true);
  EXPECT_FALSE(held());
  EXPECT_TRUE(must(list_quarantine(*database_)).empty());
  const RunId second = run(true);
  const auto quarantine = held();
  ASSERT_TRUE(quarantine);
  EXPECT_EQ(quarantine->first, first);
  EXPECT_EQ(quarantine->second, second);
  EXPECT_EQ(quarantine->job, "floor-check");
  EXPECT_EQ(must(list_quarantine(*database_)).size(), 1u);
  run(true);  // one that was already running
  EXPECT_EQ(held()->second, second);
}

TEST_F(QuarantineTest, needsTwoCrashesWithoutASuccessBetween) {
  for (int i = 0; i < 3; ++i) {
    run(true);
    run(false);
  }
  EXPECT_FALSE(held());
  run(true);
  EXPECT_FALSE(held());
}

TEST_F(QuarantineTest, isNotLiftedByARunThatWasUnderWay) {
  run(true);
  run(true);
  run(false);
  EXPECT_TRUE(held());
}

TEST_F(QuarantineTest, isOfOneJobAndOneLa) {
  run(true, "886");
  run(true, "926");
  run(true, "886", "deployment");
  EXPECT_FALSE(held("886"));
  EXPECT_FALSE(held("926"));
  run(true, "926");
  EXPECT_TRUE(held("926"));
  EXPECT_FALSE(held("886"));
  EXPECT_FALSE(held("926", "deployment"));
}

TEST_F(QuarantineTest, countsAttemptsThatAreMadeAgain) {
  const NewRun wanted = run_of(*database_, batch_);
  const Claimant claimant = claimant_of(*database_, wanted.revision);
  const Request request_by_hand{wanted.job, wanted.la, wanted.year, wanted.reference_date};
  const Claimed claimed = must(request(*database_, claimant, request_by_hand));
  const RunId id = must(start_run(*database_, claimed.claim, wanted));
  FinishedRun ended;
  ended.id = id;
  ended.ending = "crashed";
  ended.crashed = true;
  must(fail_attempt(*database_, claimed.claim, {ended}, {"It crashed.", "", {}}, 0s));
  EXPECT_FALSE(held());
  const RunId second = run(true);
  ASSERT_TRUE(held());
  EXPECT_EQ(held()->first, id);
  EXPECT_EQ(held()->second, second);
}

// A claim that has passed to another stores nothing, a crash no more than findings.
TEST_F(QuarantineTest, countsNoCrashOfAnAttemptThatDoesNotStand) {
  const NewRun wanted = run_of(*database_, batch_);
  const StartedRun started = must(begin_run(*database_, wanted));
  FinishedRun ended;
  ended.id = started.id;
  ended.ending = "crashed";
  ended.crashed = true;
  Claim stale = started.claim;
  --stale.token;
  EXPECT_FALSE(finish(*database_, stale, false, {ended}, {"It crashed.", "", {}}).ok());
  EXPECT_EQ(scalar("SELECT count(*) FROM termwise.quarantine"), "0");
}

TEST_F(QuarantineTest, isReleasedByNameAndKeptAsHistory) {
  run(true);
  run(true);
  const std::string name = held()->plugin;
  EXPECT_TRUE(must(release_quarantine(*database_, "another", std::nullopt, "anna")).empty());
  EXPECT_TRUE(must(release_quarantine(*database_, name, "deployment", "anna")).empty());
  EXPECT_EQ(must(release_quarantine(*database_, name, "floor-check", "anna on a machine")).size(), 1u);
  EXPECT_FALSE(held());
  EXPECT_EQ(scalar("SELECT released_by FROM termwise.quarantine WHERE released_at IS NOT NULL"), "anna on a machine");
  EXPECT_TRUE(must(release_quarantine(*database_, name, std::nullopt, "anna")).empty());
  // From now on it is watched anew.
  run(true);
  EXPECT_FALSE(held());
  run(true);
  EXPECT_TRUE(held());
  EXPECT_ANY_THROW(as_superuser(url_, "DELETE FROM termwise.quarantine WHERE released_at IS NOT NULL"));
  EXPECT_ANY_THROW(
      as_superuser(url_, "UPDATE termwise.quarantine SET released_by = 'x' WHERE released_at IS NOT NULL"));
}

}  // namespace
}  // namespace termwise::store::test
