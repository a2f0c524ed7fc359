#include <thread>

#include "fixture.h"
#include "store/history.h"

namespace termwise::store::test {
namespace {

using school::Finding;
using school::Missing;
using school::Value;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class Runs : public StoreTest {
 protected:
  static Finding plain(std::int64_t urn, const std::string& outcome = "NOT_BELOW",
                       const std::string& rule = "ks2-floor") {
    Finding finding;
    finding.rule = rule;
    finding.subject = urn;
    finding.year = 2017;
    finding.outcome = outcome;
    finding.sentence = "A sentence.";
    return finding;
  }

  // Everything a finding can hold, and texts that break careless quoting.
  static Finding rich() {
    Finding finding = plain(900001, "BELOW");
    const std::string awkward = "ünï \"q\" 'a' \\ \\N {a,b} NULL $1 %s\t\n";
    finding.reason = "ATTAINMENT_AND_PROGRESS";
    finding.notes = {"", awkward, "NULL"};
    finding.basis = "COUNTS";
    finding.interval = school::Interval{"KS2_PROG_R", Value(Decimal(-75, 1)), Value(Missing::low_coverage)};
    finding.cohort = Value(Decimal(30));
    finding.template_id = "below";
    finding.arguments = {{"school", awkward}, {"empty", ""}, {"", "no name"}};
    finding.sentence = awkward;
    school::Predicate number;
    number.measure = "KS2_EXS_RWM";
    number.year = 2017;
    number.operation = school::Operator::greater_or_equal;
    number.truth = school::Truth::no;
    number.observed = Value(Decimal(INT64_MIN, 9));
    number.threshold = Value(Decimal(650, 1));  // not 65: the scale is kept
    number.source = awkward;
    number.in_force = "September 2016";
    number.confidence = "verified";
    number.evidence = school::Provenance{sha256("file"), 4'294'967'295u, 137, "PTRWM_EXP"};
    school::Predicate missing = number;
    missing.observed = Value(Missing::suppressed);
    missing.truth = school::Truth::unknown;
    missing.evidence.reset();
    school::Predicate text;
    text.measure = "status";
    text.year = 2017;
    text.operation = school::Operator::equal;
    text.truth = school::Truth::yes;
    text.observed_text = "closed";
    text.threshold_text = "closed";
    finding.predicates = {number, missing, text};
    finding.flips = {{"KS2_EXS_RWM", 2017, Decimal(3), "pupils", "NOT_BELOW"},
                     {"KS2_PROG_R", 2017, Decimal(-120, 2), "points", "NOT_BELOW"}};
    return finding;
  }

  RunId succeed(Database& database, const NewRun& run, const std::vector<Finding>& findings) {
    const StartedRun started = must(begin_run(database, run));
    std::vector<NamedFinding> named;
    for (const auto& finding : findings) named.push_back({finding, "School " + std::to_string(finding.subject)});
    must(end_run(database, started, named));
    return started.id;
  }
};

TEST_F(Runs, giveBackTheirFindingsToTheByte) {
  Database database = open();
  const NewRun run = run_of(database, load(database, "x", {}));
  Finding every_operator = plain(900002);
  for (const auto operation : {school::Operator::less, school::Operator::less_or_equal, school::Operator::equal,
                               school::Operator::greater_or_equal, school::Operator::greater}) {
    school::Predicate predicate;
    predicate.measure = "M";
    predicate.year = -7;
    predicate.operation = operation;
    every_operator.predicates.push_back(predicate);
  }
  for (int reason = 1; reason <= 8; ++reason) {
    school::Predicate predicate;
    predicate.measure = "M";
    predicate.observed = Value(static_cast<Missing>(reason));
    every_operator.predicates.push_back(predicate);
  }
  const std::vector<Finding> findings{rich(), every_operator, plain(900003)};
  const RunId id = succeed(database, run, findings);
  const auto stored = must(findings_of(database, id));
  ASSERT_EQ(stored.size(), findings.size());
  for (std::size_t i = 0; i < stored.size(); ++i) {
    EXPECT_EQ(stored[i], findings[i]);
    EXPECT_EQ(school::canonical_bytes(stored[i]), school::canonical_bytes(findings[i]));
  }
  EXPECT_EQ(must(read_run(database, id)).findings_sha256, school::findings_sha256(findings));
}

TEST_F(Runs, giveBackWhatTheyWereStartedWith) {
  Database database = open();
  const NewRun run = run_of(database, load(database, "x", {}));
  const StartedRun started = must(begin_run(database, run));
  const RunId id = started.id;
  store::Run stored = must(read_run(database, id));
  EXPECT_EQ(stored.state, RunState::running);
  EXPECT_EQ(stored.occurrence, started.claim.id);
  EXPECT_FALSE(stored.finished_at.has_value());
  EXPECT_EQ(stored.run.job, "floor-check");
  EXPECT_EQ(stored.run.la.text(), "886");
  EXPECT_EQ(stored.run.year.summer(), 2017);
  EXPECT_EQ(stored.run.reference_date, std::chrono::year(2017) / 12 / 14);
  EXPECT_EQ(stored.run.plugin_sha256, run.plugin_sha256);
  EXPECT_EQ(stored.run.snapshot_sha256, run.snapshot_sha256);
  EXPECT_EQ(stored.run.revision, run.revision);
  EXPECT_EQ(stored.run.highest_batch, run.highest_batch);
  EXPECT_EQ(stored.run.parameters, run.parameters);
  ASSERT_EQ(stored.run.rules.size(), 1u);
  EXPECT_EQ(stored.run.rules[0].rule, "ks2-floor");
  EXPECT_EQ(stored.run.rules[0].version, "1");

  const ResourceUse use{std::chrono::milliseconds(1234), std::chrono::milliseconds(56), 789'000'000'000};
  must(end_run(database, started, {{plain(900001), "Oak"}}, "One school.", use));
  stored = must(read_run(database, id));
  EXPECT_EQ(stored.state, RunState::succeeded);
  EXPECT_EQ(stored.ending, "completed");
  EXPECT_EQ(stored.sentence, "One school.");
  EXPECT_EQ(stored.finding_count, 1);
  EXPECT_EQ(stored.use.wall.count(), 1234);
  EXPECT_EQ(stored.use.cpu.count(), 56);
  EXPECT_EQ(stored.use.peak_memory_bytes, 789'000'000'000u);
  EXPECT_GE(*stored.finished_at, stored.started_at);
  EXPECT_EQ(read_run(database, RunId{99}).error().exit, ExitCode::data);
}

TEST_F(Runs, keepWhatAFailedOneWroteByteForByte) {
  Database database = open();
  const StartedRun started = must(begin_run(database, run_of(database, load(database, "x", {}))));
  const std::string noise("\xff\0\x01 segfault", 12);
  must(end_badly(database, started, "crashed", "The plugin crashed.", noise));
  const store::Run run = must(read_run(database, started.id));
  EXPECT_EQ(run.state, RunState::failed);
  EXPECT_EQ(run.ending, "crashed");
  EXPECT_EQ(run.standard_error, noise);
  EXPECT_FALSE(run.findings_sha256.has_value());
}

// A plugin that was refused, or facts that could not be taken, still leave a failed run.
TEST_F(Runs, mayFailBeforeAnythingIsKnown) {
  Database database = open();
  NewRun run = run_of(database, load(database, "x", {}));
  run.plugin_sha256.reset();
  run.highest_batch.reset();
  run.snapshot_sha256.reset();
  const StartedRun started = must(begin_run(database, run));
  const RunId id = started.id;
  EXPECT_FALSE(end_run(database, started, {}).ok()) << "and cannot succeed";
  EXPECT_EQ(must(read_run(database, id)).state, RunState::running);
  must(end_badly(database, started, "refused", "The plugin kent is not a plugin."));
  const store::Run stored = must(read_run(database, id));
  EXPECT_EQ(stored.state, RunState::failed);
  EXPECT_EQ(stored.ending, "refused");
  EXPECT_FALSE(stored.run.plugin_sha256.has_value());
  EXPECT_FALSE(stored.run.highest_batch.has_value());
  EXPECT_FALSE(stored.run.snapshot_sha256.has_value());
  EXPECT_FALSE(stored.image_format.has_value());
  EXPECT_FALSE(stored.findings_format.has_value());
  EXPECT_TRUE(must(find_findings(database, {})).empty());
}

TEST_F(Runs, sayInWhichFormatsTheyHashed) {
  Database database = open();
  const StartedRun started = must(begin_run(database, run_of(database, load(database, "x", {}))));
  const RunId id = started.id;
  store::Run stored = must(read_run(database, id));
  EXPECT_EQ(stored.image_format, 1);
  EXPECT_FALSE(stored.findings_format.has_value());
  must(end_run(database, started, {{plain(900001), "Oak"}}));
  EXPECT_EQ(must(read_run(database, id)).findings_format, 1);
}

TEST_F(Runs, endOnce) {
  Database database = open();
  const NewRun run = run_of(database, load(database, "x", {}));
  const StartedRun done = must(begin_run(database, run));
  must(end_run(database, done, {{plain(900001), ""}}));
  EXPECT_EQ(end_run(database, done, {{plain(900002), ""}}).error().exit, ExitCode::try_again);
  EXPECT_EQ(end_badly(database, done, "timed_out", "Too slow.").error().exit, ExitCode::try_again);
  EXPECT_EQ(start_run(database, done.claim, run).error().exit, ExitCode::try_again);
  EXPECT_EQ(must(findings_of(database, done.id)).size(), 1u);

  const StartedRun failed = must(begin_run(database, run));
  must(end_badly(database, failed, "timed_out", "Too slow."));
  EXPECT_EQ(end_run(database, failed, {{plain(900001), ""}}).error().exit, ExitCode::try_again);
  EXPECT_EQ(must(read_run(database, failed.id)).state, RunState::failed);
}

TEST_F(Runs, areFinishedByOneOfTwo) {
  Database database = open();
  const StartedRun run = must(begin_run(database, run_of(database, load(database, "x", {}))));
  std::vector<std::size_t> won(4);
  std::vector<std::thread> programs;
  for (std::size_t i = 0; i < won.size(); ++i)
    programs.emplace_back([&, i] {
      Database own = must(Database::open(url_));
      won[i] = end_run(own, run, {{plain(900001 + static_cast<std::int64_t>(i)), ""}}).ok() ? 1 : 0;
    });
  for (auto& program : programs) program.join();
  EXPECT_EQ(std::count(won.begin(), won.end(), 1u), 1);
  EXPECT_EQ(scalar("SELECT count(*) FROM termwise.finding"), "1");
}

TEST_F(Runs, storeAllFindingsOrNone) {
  Database database = open();
  const StartedRun run = must(begin_run(database, run_of(database, load(database, "x", {}))));
  Finding with_nul = plain(900002);
  with_nul.sentence = std::string("a\0b", 3);
  EXPECT_EQ(end_run(database, run, {{plain(900001), ""}, {with_nul, ""}}).error().exit, ExitCode::internal);
  EXPECT_EQ(end_run(database, run, {{plain(900001), ""}, {plain(900001), ""}}).error().exit, ExitCode::internal)
      << "a rule says one thing of a school and year";
  EXPECT_EQ(end_run(database, run, {{plain(900001, "BELOW", "another-rule"), ""}}).error().exit, ExitCode::internal)
      << "and only rules that the run serves";
  EXPECT_EQ(must(read_run(database, run.id)).state, RunState::running);
  EXPECT_EQ(scalar("SELECT count(*) FROM termwise.finding"), "0");
  EXPECT_EQ(scalar("SELECT state FROM termwise.occurrence"), "running") << "the whole transaction is undone";
  must(end_run(database, run, {{plain(900001), ""}}));
}

TEST_F(Runs, areListedNewestFirst) {
  Database database = open();
  const NewRun run = run_of(database, load(database, "x", {}));
  for (int i = 0; i < 3; ++i) must(begin_run(database, run));
  const auto numbers = [&](std::size_t skipped, std::size_t most) {
    std::vector<std::int64_t> listed;
    for (const auto& entry : must(list_history(database, skipped, most))) listed.push_back(entry.run.value().value);
    return listed;
  };
  EXPECT_THAT(numbers(0, 2), testing::ElementsAre(3, 2));
  EXPECT_THAT(numbers(2, 2), testing::ElementsAre(1));
}

TEST_F(Runs, areFoundThroughTheirLatestFindings) {
  Database database = open();
  const BatchId first_batch = load(database, "x", {});
  const BatchId second_batch = load(database, "y", {});
  const RunId first = succeed(database, run_of(database, first_batch), {plain(900001, "BELOW"), plain(900002)});
  const RunId second = succeed(database, run_of(database, second_batch), {rich(), plain(900003, "EXEMPT")});
  const RunId surrey = succeed(database, run_of(database, second_batch, "936"), {plain(900009)});
  must(end_badly(database, must(begin_run(database, run_of(database, second_batch))), "crashed", "It crashed."));

  const auto found = [&](const FindingFilter& filter) {
    std::vector<std::string> texts;
    for (const auto& finding : must(find_findings(database, filter)))
      texts.push_back(finding.la.text() + ":" + std::to_string(finding.finding.subject) + ":" +
                      std::to_string(finding.run.value));
    return texts;
  };
  EXPECT_THAT(found({}), ElementsAre("886:900001:2", "886:900003:2", "936:900009:3"));
  FindingFilter filter;
  filter.la = LaCode::parse("936");
  EXPECT_THAT(found(filter), ElementsAre("936:900009:3"));
  filter = {};
  filter.run = first;
  EXPECT_THAT(found(filter), ElementsAre("886:900001:1", "886:900002:1"));
  filter = {};
  filter.known = first_batch;
  EXPECT_THAT(found(filter), ElementsAre("886:900001:1", "886:900002:1"));
  filter = {};
  filter.outcome = "EXEMPT";
  EXPECT_THAT(found(filter), ElementsAre("886:900003:2"));
  filter = {};
  filter.urn = Urn{900001};
  EXPECT_THAT(found(filter), ElementsAre("886:900001:2"));
  filter = {};
  filter.year = AcademicYear::from_summer(2018);
  EXPECT_THAT(found(filter), IsEmpty());
  filter = {};
  filter.rule = "ks2-floor";
  filter.job = "floor-check";
  EXPECT_EQ(found(filter).size(), 3u);
  filter.job = "digest";
  EXPECT_THAT(found(filter), IsEmpty());

  filter = {};
  filter.urn = Urn{900001};
  const auto stored = must(find_findings(database, filter));
  ASSERT_EQ(stored.size(), 1u);
  EXPECT_EQ(stored[0].finding, rich());
  EXPECT_EQ(stored[0].subject_name, "School 900001");
  EXPECT_EQ(stored[0].rule_version, "1");
  EXPECT_EQ(stored[0].run, second);
  EXPECT_EQ(must(findings_of(database, surrey)).size(), 1u);
}

// A run that was tried again ends after a later started one, and then says what is known last.
TEST_F(Runs, countInTheOrderInWhichTheySucceeded) {
  Database database = open();
  const NewRun run = run_of(database, load(database, "x", {}));
  const StartedRun slow = must(begin_run(database, run));
  const StartedRun quick = must(begin_run(database, run));
  must(end_run(database, quick, {{plain(900001, "BELOW"), ""}}));
  must(end_run(database, slow, {{plain(900001, "EXEMPT"), ""}}));
  const auto found = must(find_findings(database, {}));
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].run, slow.id);
  EXPECT_EQ(scalar("SELECT outcome FROM termwise.current_finding"), "EXEMPT");
}

TEST_F(Runs, needAPluginAndABatchThatAreThere) {
  Database database = open();
  NewRun run = run_of(database, load(database, "x", {}));
  run.highest_batch = BatchId{7};
  EXPECT_FALSE(begin_run(database, run).ok());
  run = run_of(database, BatchId{1});
  run.plugin_sha256 = sha256("never saved");
  EXPECT_FALSE(begin_run(database, run).ok());
}

}  // namespace
}  // namespace termwise::store::test
