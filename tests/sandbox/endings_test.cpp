// Each way in which a plugin can go wrong, its ending, and the words by which a person tells it from the
// others.
#include <gmock/gmock.h>

#include "plugin_runs.h"

namespace termwise::sandbox {
namespace {

using ::testing::AllOf;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::StartsWith;

class Endings : public PluginRuns {
 protected:
  static void expect(const Outcome& outcome, const std::string& plugin, Ending ending,
                     std::initializer_list<const char*> words) {
    EXPECT_EQ(name(outcome.ending), name(ending));
    EXPECT_THAT(outcome.sentence, AllOf(StartsWith("The plugin " + plugin + ".so "), EndsWith(".")));
    for (const char* word : words) EXPECT_THAT(outcome.sentence, HasSubstr(word));
  }
  static void run(const std::string& plugin, Ending ending, std::initializer_list<const char*> words,
                  const Limits& limits = generous()) {
    const Evaluation evaluation = evaluate(plugin, limits);
    expect(evaluation.outcome, plugin, ending, words);
    EXPECT_TRUE(evaluation.findings.empty());
  }
  static void refuse(const std::string& plugin, std::initializer_list<const char*> words) {
    const Description description = describe(plugin);
    expect(description.outcome, plugin, Ending::refused, words);
    EXPECT_FALSE(description.manifest.has_value());
  }
};

TEST_F(Endings, GoodPluginCompletes) {
  const Evaluation evaluation = evaluate("good");
  expect(evaluation.outcome, "good", Ending::completed, {});
  ASSERT_EQ(evaluation.findings.size(), 3u);
  const wire::Finding& last = evaluation.findings[2];
  EXPECT_EQ(last.subject, 900003);
  EXPECT_EQ(last.year, 2017);
  EXPECT_EQ(last.outcome, "YES");
  EXPECT_EQ(last.cohort, (wire::Number{30, 0, TW_PRESENT}));
  EXPECT_EQ(last.notes, std::vector<std::string>{"A_NOTE"});
  ASSERT_EQ(last.predicates.size(), 1u);
  EXPECT_EQ(last.predicates[0].observed, (wire::Number{644, 1, TW_PRESENT}));
  EXPECT_EQ(last.predicates[0].threshold, (wire::Number{65, 0, TW_PRESENT}));
  EXPECT_EQ(last.predicates[0].evidence, 7u);
  ASSERT_EQ(last.flips.size(), 1u);
  EXPECT_EQ(last.flips[0].outcome, "NO");
  ASSERT_EQ(last.arguments.size(), 1u);
  EXPECT_EQ(last.arguments[0].second, "926");
  EXPECT_GT(evaluation.outcome.peak_memory_bytes, 0u);
}

TEST_F(Endings, GoodPluginDescribesItself) {
  const Description description = describe("good");
  ASSERT_TRUE(description.manifest.has_value()) << description.outcome.sentence;
  EXPECT_EQ(description.manifest->id, "test");
  EXPECT_EQ(description.manifest->abi_major, 1u);
  EXPECT_EQ(description.manifest->rules.at(0).job, "floor-check");
  EXPECT_EQ(description.manifest->rules.at(0).outcomes, (std::vector<std::string>{"YES", "NO"}));
  EXPECT_EQ(description.manifest->templates.at(0).text, "A sentence.");
}

TEST_F(Endings, Segfault) { run("segfault", Ending::crashed, {"memory that is not its own", "SIGSEGV"}); }
TEST_F(Endings, Abort) { run("aborts", Ending::crashed, {"abort()", "SIGABRT"}); }
TEST_F(Endings, DivisionByZero) { run("divides_by_zero", Ending::crashed, {"divided by zero", "SIGFPE"}); }
TEST_F(Endings, StackOverflow) { run("overflows_stack", Ending::crashed, {"called itself without end", "SIGSEGV"}); }
TEST_F(Endings, CrashWhileLoading) { run("crashes_on_loading", Ending::crashed, {"SIGSEGV"}); }
TEST_F(Endings, WritingTheFactsCrashes) {
  run("writes_facts", Ending::crashed, {"memory that is not its own", "SIGSEGV"});
}

TEST_F(Endings, Exit) { run("exits", Ending::exited, {"exit(0)", "before it was done"}); }
TEST_F(Endings, AbruptExit) { run("exits_abruptly", Ending::exited, {"exit(3)", "before it was done"}); }
TEST_F(Endings, ExitInDescribe) {
  expect(describe("exits_in_describe").outcome, "exits_in_describe", Ending::exited, {"exit(0)"});
}

TEST_F(Endings, Exception) { run("throws", Ending::threw, {"exception", "the abacus is broken"}); }
TEST_F(Endings, OtherException) { run("throws_other", Ending::threw, {"exception", "not a std::exception"}); }
TEST_F(Endings, ExceptionInDescribe) {
  expect(describe("throws_in_describe").outcome, "throws_in_describe", Ending::threw, {"who am I"});
}

TEST_F(Endings, SaysThatItFailed) { run("fails", Ending::failed, {"'no threshold is set for 2016/17'"}); }
TEST_F(Endings, FailsSilently) { run("fails_silently", Ending::failed, {"nothing about the reason"}); }

TEST_F(Endings, OtherAbi) { refuse("other_major", {"needs plugin ABI 2.0", "this host has 1.2", "build for ABI 1.2"}); }
TEST_F(Endings, NewerAbi) { refuse("newer_minor", {"needs plugin ABI 1.9", "this host has 1.2", "newer Termwise"}); }
TEST_F(Endings, NoEntry) { refuse("no_entry", {"tw_plugin_entry", "not a Termwise plugin"}); }
TEST_F(Endings, UndefinedSymbol) { refuse("undefined_symbol", {"cannot load it", "a_function_of_nobody"}); }
TEST_F(Endings, HalfFilledEntry) { refuse("half_filled", {"no describe function"}); }
TEST_F(Endings, NoRules) { refuse("no_rules", {"does not have the extension tw.rules/1"}); }
TEST_F(Endings, EmptyRules) { refuse("empty_rules", {"tw.rules/1", "no evaluate function"}); }
TEST_F(Endings, SilentDescribe) { refuse("silent", {"gave no manifest"}); }
TEST_F(Endings, BadManifest) { refuse("bad_manifest", {"its rule 'test-rule' declares no outcome"}); }
TEST_F(Endings, UnknownJob) {
  refuse("unknown_job", {"its rule 'test-rule' belongs to the job 'weather-forecast', which does not exist",
                         "floor-check", "deployment"});
}
TEST_F(Endings, RefusedInEvaluationToo) { run("other_major", Ending::refused, {"needs plugin ABI 2.0"}); }
TEST_F(Endings, NotALibrary) {
  const auto file = PluginFile::from_bytes("/plugins/notes.so", "Dear colleague, please find attached");
  ASSERT_TRUE(file.ok());
  const auto description = PluginHost(host_program()).describe(*file, generous());
  ASSERT_TRUE(description.ok());
  expect(description->outcome, "notes", Ending::refused, {"not a shared library"});
}
TEST_F(Endings, TornLibrary) {
  auto whole = PluginFile::open(sin("good"));
  ASSERT_TRUE(whole.ok());
  const auto file = PluginFile::from_bytes("torn.so", whole->bytes()->substr(0, 1000));
  const auto description = PluginHost(host_program()).describe(*file, generous());
  ASSERT_TRUE(description.ok());
  expect(description->outcome, "torn", Ending::crashed, {"file is cut short", "SIGBUS"});
}

TEST_F(Endings, OutsideTheSnapshot) {
  run("outside", Ending::outside_snapshot, {"school 123456", "not among the schools it was given"});
}
TEST_F(Endings, Duplicate) { run("duplicate", Ending::malformed, {"two findings", "900001"}); }
TEST_F(Endings, OddAnswer) { run("odd_answer", Ending::malformed, {"answered 42"}); }
TEST_F(Endings, ForgedFrames) { run("forges_frames", Ending::malformed, {"broke the rules for plugins"}); }
TEST_F(Endings, ForgedManifest) {
  expect(describe("forges_manifest").outcome, "forges_manifest", Ending::malformed, {"does not belong here"});
}
TEST_F(Endings, ClosedDescriptors) { run("closes_descriptors", Ending::malformed, {"closed the descriptor"}); }

TEST_F(Endings, OlderMinorIsUnderstood) {
  const Evaluation evaluation = evaluate("older_minor");
  expect(evaluation.outcome, "older_minor", Ending::completed, {});
  ASSERT_EQ(evaluation.findings.size(), 1u);
  const auto& predicates = evaluation.findings[0].predicates;
  ASSERT_EQ(predicates.size(), 2u);
  EXPECT_EQ(predicates[1].measure, "SECOND");
  EXPECT_EQ(predicates[1].threshold.value, 1);
  EXPECT_EQ(predicates[1].observed_text, "");
  // What is not there is missing, and not 0.
  EXPECT_EQ(evaluation.findings[0].cohort, (wire::Number{0, 0, TW_NOT_SUPPLIED}));
}

TEST_F(Endings, FindingOfZeroesHasNoCohort) {
  const Evaluation evaluation = evaluate("no_cohort");
  expect(evaluation.outcome, "no_cohort", Ending::completed, {});
  ASSERT_EQ(evaluation.findings.size(), 1u);
  EXPECT_EQ(evaluation.findings[0].cohort, std::nullopt);
}

struct Malformed {
  const char* sin;
  const char* words;
};

class MalformedFindings : public Endings, public ::testing::WithParamInterface<Malformed> {};

TEST_P(MalformedFindings, EndTheRun) {
  const Evaluation evaluation = evaluate("malformed", generous(), GetParam().sin);
  expect(evaluation.outcome, "malformed", Ending::malformed, {GetParam().words});
  EXPECT_TRUE(evaluation.findings.empty());
}

INSTANTIATE_TEST_SUITE_P(
    Sins, MalformedFindings,
    ::testing::Values(
        Malformed{"undeclared rule", "'other-rule', which it does not declare"},
        Malformed{"undeclared outcome", "'MAYBE', which its rule 'test-rule' does not declare"},
        Malformed{"undeclared template", "'ornate', which it does not declare"},
        Malformed{"undeclared flip", "'MAYBE' in a flip"}, Malformed{"scale", "10 decimals, and at most 9"},
        Malformed{"reason", "reason 9, which does not exist"},
        Malformed{"missing with value", "missing and yet has a value"}, Malformed{"year", "1988, outside 1989 to 2099"},
        Malformed{"year before", "about the summer of 2016, and this run is about 2017"},
        Malformed{"year after", "about the summer of 2018, and this run is about 2017"},
        Malformed{"has cohort", "has a cohort is 2, outside 0 to 1"},
        Malformed{"cohort without saying so", "a cohort although has_cohort is 0"},
        Malformed{"subject kind", "kind of subject"}, Malformed{"size", "says that it is"},
        Malformed{"no size", "says that it is 0 bytes"}, Malformed{"null text", "null pointer"},
        Malformed{"long name", "129 bytes long, and at most 128"}, Malformed{"huge text", "4294967295 bytes long"},
        Malformed{"not utf-8", "not UTF-8"}, Malformed{"null array", "null pointer"},
        Malformed{"many notes", "at most 64"}, Malformed{"many predicates", "at most 256"},
        Malformed{"many flips", "at most 64"}, Malformed{"operator", "operator of a predicate is 6"},
        Malformed{"truth", "truth of a predicate is 3"},
        Malformed{"missing change", "change of a flip is a missing value"},
        Malformed{"null finding", "the finding is a null pointer"}),
    [](const auto& instance) {
      std::string name = instance.param.sin;
      for (char& c : name)
        if (c == ' ' || c == '-') c = '_';
      return name;
    });

TEST_F(Endings, EverythingAtItsLimitIsAccepted) {
  const Evaluation evaluation = evaluate("malformed", generous(), "none, at the limits");
  expect(evaluation.outcome, "malformed", Ending::completed, {});
  ASSERT_EQ(evaluation.findings.size(), 1u);
  EXPECT_EQ(evaluation.findings[0].predicates.size(), 256u);
  EXPECT_EQ(evaluation.findings[0].arguments.at(63).second.size(), 4096u);
  EXPECT_EQ(evaluation.findings[0].cohort, (wire::Number{INT64_MIN, 9, TW_PRESENT}));
}

}  // namespace
}  // namespace termwise::sandbox
