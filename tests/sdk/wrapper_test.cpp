// The C++ wrapper around a plugin: what its rules get, what is kept of their comparisons, and what never reaches the
// host.
#include <stdexcept>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <termwise/plugin.hpp>
#include <termwise/testing.hpp>

namespace termwise {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::RunResult;
using testing::World;

constexpr Measure<Pupils> kLeavers{"KS2_COHORT"};
constexpr Measure<Percent> kReached{"KS2_EXS_RWM"};
constexpr Number<Pupils> kFew{
    .name = "few", .minimum = "0", .maximum = "100", .by_default = "30", .meaning = "Fewer leavers than this are few."};
constexpr Number<Percent> kFloor{.name = "floor", .meaning = "A floor."};
constexpr Number<PercentagePoints> kFall{.name = "fall", .by_default = "10", .meaning = "A fall."};
constexpr Flag kStrict{"strict", true, "Whether it is strict."};
const Choice kColour{"colour", {"red", "blue"}, "A colour."};

// A rule that says what its judge fills in, with everything else declared.
Rule small(Judge judge) {
  return {.id = "small",
          .job = "floor-check",
          .title = "Small",
          .source = "Small print, page 1",
          .outcomes = {{"YES", "{school}: {words}"}, {"NO", "No, {school}."}},
          .sentences = {{"no-too-late", "Too late, {school}."}, {"aside", "By the way, {school}."}},
          .reads = {kLeavers.before(2), kReached},
          .parameters = {kFew, kFloor, kStrict, kColour},
          .judge = std::move(judge)};
}

Plugin one_rule(Judge judge) {
  return {.id = "small", .version = "1.0.0", .title = "A plugin for tests", .rules = {small(std::move(judge))}};
}

template <Plugin (*make)()>
const tw_plugin& entry() {
  static const tw_plugin entry{
      sizeof(tw_plugin), TW_ABI_MAJOR, TW_ABI_MINOR, 0, &PluginEntry<make>::describe, &PluginEntry<make>::extension};
  return entry;
}

World two_years() {
  World world(2017, "886");
  world.school(900001, 2016).measure("KS2_COHORT", "29");
  world.school(900001).measure("KS2_COHORT", "31").measure("KS2_EXS_RWM", "58");
  world.school(900002).attribute("name", Missing::not_supplied).measure("KS2_COHORT", Missing::suppressed);
  world.school(900003, 2016).measure("KS2_COHORT", "40");
  return world;
}

void expect_failure(const tw_plugin& plugin, const std::string& words) {
  const RunResult run = two_years().run(plugin);
  EXPECT_FALSE(run.completed);
  EXPECT_THAT(run.failure, HasSubstr(words));
}

// ---- What a rule reads

Plugin reads_measures() {
  return one_rule([](Case& school) {
    std::string words;
    for (int years = 2; years >= 0; --years) words += school[kLeavers.before(years)].words() + "; ";
    school.fill("words", words);
    school.answer("YES");
  });
}

TEST(Wrapper, a_school_has_its_figures_by_year_and_a_reason_where_there_is_none) {
  const RunResult run = two_years().run(entry<reads_measures>());
  ASSERT_TRUE(run.completed) << run.failure;
  ASSERT_EQ(run.findings.size(), 2u) << "900003 has no record in the run's own year";
  EXPECT_EQ(run.of(900001).sentence, "School 900001: not in the file; 29 pupils; 31 pupils; ");
  EXPECT_EQ(run.of(900002).sentence, "URN 900002: not in the file; not in the file; suppressed to protect pupils; ");
}

Plugin subtracts() {
  return one_rule([](Case& school) {
    const auto change = school[kLeavers] - school[kLeavers.before(1)];
    school.fill("words", change.words());
    school.is(change <= kFew);
    school.answer("YES");
  });
}

TEST(Wrapper, a_difference_is_missing_where_either_figure_is) {
  const RunResult run = two_years().run(entry<subtracts>());
  ASSERT_TRUE(run.completed) << run.failure;
  EXPECT_EQ(run.of(900001).arguments.at("words"), "2 pupils");
  EXPECT_EQ(run.of(900002).arguments.at("words"), "suppressed to protect pupils");
  const auto& kept = run.of(900001).predicate("KS2_COHORT");
  EXPECT_EQ(kept.year, 2017);
  EXPECT_EQ(*kept.observed.number(), Decimal(31));
  EXPECT_EQ(*kept.threshold.number(), Decimal(59)) << "29 of the year before and 30";
  EXPECT_EQ(kept.truth, Truth::yes);
  EXPECT_EQ(kept.source, "30 pupils more than the 29 pupils of 2015/16 (Small print, page 1)");
  EXPECT_EQ(run.of(900002).predicate("KS2_COHORT").truth, Truth::unknown);
}

TEST(Wrapper, the_evidence_of_a_difference_that_lacks_a_figure_is_what_that_figure_would_have_been_compared_with) {
  World world = two_years();
  world.school(900005, 2016).measure("KS2_COHORT", Missing::new_school);
  world.school(900005).measure("KS2_COHORT", "31");
  world.school(900006, 2016).measure("KS2_COHORT", "29");
  world.school(900006).measure("KS2_COHORT", Missing::suppressed);
  const RunResult run = world.run(entry<subtracts>());
  ASSERT_TRUE(run.completed) << run.failure;

  // now - before <= 30 asks, of the figure before, whether it is at least 31 - 30.
  const auto& before = run.of(900005).predicate("KS2_COHORT");
  EXPECT_EQ(before.year, 2016);
  EXPECT_EQ(world.cell(before.evidence), "900005 2016 KS2_COHORT");
  EXPECT_EQ(*before.observed.missing(), Missing::new_school);
  EXPECT_EQ(before.operation, Operator::greater_or_equal);
  EXPECT_EQ(*before.threshold.number(), Decimal(1));
  EXPECT_EQ(before.truth, Truth::unknown);
  EXPECT_EQ(before.source, "30 pupils less than the 31 pupils of 2016/17 (Small print, page 1)");

  const auto& now = run.of(900006).predicate("KS2_COHORT");
  EXPECT_EQ(now.year, 2017);
  EXPECT_EQ(*now.observed.missing(), Missing::suppressed);
  EXPECT_EQ(now.operation, Operator::less_or_equal);
  EXPECT_EQ(*now.threshold.number(), Decimal(59));
  EXPECT_EQ(now.truth, Truth::unknown);
  EXPECT_EQ(now.source, "30 pupils more than the 29 pupils of 2015/16 (Small print, page 1)");

  const auto& neither = run.of(900002).predicate("KS2_COHORT");
  EXPECT_EQ(neither.year, 2017);
  EXPECT_EQ(*neither.observed.missing(), Missing::suppressed);
  EXPECT_EQ(neither.threshold.number(), nullptr);
  EXPECT_EQ(neither.threshold_text, "30 pupils more than the figure of 2015/16, which is not in the file");
  EXPECT_EQ(neither.truth, Truth::unknown);
  EXPECT_EQ(neither.source, "Small print, page 1");
}

Plugin subtracts_percentages() {
  Plugin plugin = one_rule([](Case& school) {
    const auto fall = school[kReached.before(1)] - school[kReached];
    school.fill("words", fall.words());
    school.answer(school.is(fall >= kFall), "YES", "NO", "NO");
  });
  plugin.rules[0].reads = {kReached.before(1), kLeavers};
  plugin.rules[0].parameters.emplace_back(kFall);
  return plugin;
}

TEST(Wrapper, percentages_differ_by_percentage_points) {
  World world = two_years();
  world.school(900001, 2016).measure("KS2_EXS_RWM", "70");
  const RunResult run = world.run(entry<subtracts_percentages>());
  ASSERT_TRUE(run.completed) << run.failure;
  EXPECT_EQ(run.of(900001).arguments.at("words"), "12 percentage points");
  EXPECT_EQ(run.of(900001).predicate("KS2_EXS_RWM").source,
            "10 percentage points more than the 58% of 2016/17 (Small print, page 1)");
  EXPECT_EQ(testing::describe(entry<subtracts_percentages>()).parameters.back().unit, "percentage points");
  EXPECT_EQ(PercentagePoints::words(Decimal(1)), "1 percentage point");
  EXPECT_EQ(in_unit(Decimal(15, 1), "percentage points"), "1.5 percentage points");
}

Plugin subtracts_measures() {
  Plugin plugin = one_rule([](Case& school) {
    school.is(school[kLeavers] - school[Measure<Pupils>{"KS2_ELIGIBLE"}] >= kFew);
    school.answer("NO");
  });
  plugin.rules[0].reads = {kLeavers, Measure<Pupils>{"KS2_ELIGIBLE"}};
  return plugin;
}

TEST(Wrapper, the_evidence_of_a_difference_of_two_measures_names_the_second) {
  World world = two_years();
  world.school(900001).measure("KS2_ELIGIBLE", "1");
  EXPECT_EQ(world.run(entry<subtracts_measures>()).of(900001).predicate("KS2_COHORT").source,
            "30 pupils more than the 1 pupil (KS2_ELIGIBLE) of 2016/17 (Small print, page 1)");
}

TEST(Wrapper, a_figure_that_is_absurd_is_unknown_and_costs_no_other_school) {
  World world = two_years();
  world.school(900004, 2016).measure("KS2_COHORT", "9223372036854775807");
  world.school(900004).measure("KS2_COHORT", "-9223372036854775807");
  const RunResult run = world.run(entry<subtracts>());
  ASSERT_TRUE(run.completed) << run.failure;
  EXPECT_EQ(run.of(900004).arguments.at("words"), "unreadable");
  EXPECT_EQ(run.of(900004).predicate("KS2_COHORT").truth, Truth::unknown);
  EXPECT_EQ(run.of(900004).predicate("KS2_COHORT").threshold_text,
            "30 pupils more than the 9223372036854775807 pupils of 2015/16");
  EXPECT_EQ(run.of(900001).arguments.at("words"), "2 pupils");
}

Plugin reads_settings() {
  return one_rule([](Case& school) {
    const Facts& facts = school.facts();
    const auto floor = facts.setting(kFloor);
    school.fill("words", facts.setting(kFew).value().to_string() + (floor ? " " + floor->to_string() : " none") +
                             (facts.setting(kStrict) ? " strict " : " lax ") + std::string(facts.setting(kColour)));
    school.answer("YES");
  });
}

TEST(Wrapper, parameters_have_their_defaults_and_what_the_la_sets) {
  EXPECT_EQ(two_years().run(entry<reads_settings>()).of(900001).arguments.at("words"), "30 none strict red");
  World world = two_years();
  world.parameter("few", "12").parameter("floor", "12.5").parameter("strict", "false").parameter("colour", "blue");
  EXPECT_EQ(world.run(entry<reads_settings>()).of(900001).arguments.at("words"), "12 12.5 lax blue");
}

// ---- What is kept of a comparison

Plugin compares() {
  return one_rule([](Case& school) {
    school.answer(school.is(kLeavers < kFew), "YES", "NO", "NO");
    school.fill("words", "said");
  });
}

TEST(Wrapper, a_comparison_is_kept_as_evidence_with_where_its_threshold_comes_from) {
  World world = two_years();
  const RunResult by_default = world.run(entry<compares>());
  ASSERT_TRUE(by_default.completed) << by_default.failure;
  const auto& kept = by_default.of(900001).predicate("KS2_COHORT");
  EXPECT_EQ(kept.truth, Truth::no);
  EXPECT_EQ(*kept.observed.number(), Decimal(31));
  EXPECT_EQ(*kept.threshold.number(), Decimal(30));
  EXPECT_EQ(kept.source, "Small print, page 1") << "a default is the rule's own";
  EXPECT_EQ(kept.confidence, "local");
  EXPECT_EQ(world.cell(kept.evidence), "900001 2017 KS2_COHORT");
  EXPECT_EQ(by_default.of(900002).predicate("KS2_COHORT").truth, Truth::unknown);

  const RunResult set = world.parameter("few", "32").run(entry<compares>());
  EXPECT_EQ(set.of(900001).outcome, "YES");
  EXPECT_EQ(set.of(900001).predicate("KS2_COHORT").source, "set by the LA");
}

Plugin compares_with_nothing() {
  return one_rule([](Case& school) { school.answer(school.is(school[kReached] < kFloor), "YES", "NO", "NO"); });
}

TEST(Wrapper, comparing_with_a_parameter_that_nobody_set_fails_the_run_by_name) {
  expect_failure(entry<compares_with_nothing>(), "the parameter floor, which has no default and is not set");
}

Plugin counts() {
  Plugin plugin = one_rule([](Case& school) { school.answer("NO"); });
  plugin.rules[0].cohort = kLeavers;
  return plugin;
}

Plugin counts_nothing() {
  return one_rule([](Case& school) { school.answer("NO"); });
}

TEST(Wrapper, a_finding_has_the_cohort_that_its_rule_names_and_else_none) {
  const RunResult run = two_years().run(entry<counts>());
  ASSERT_TRUE(run.completed) << run.failure;
  EXPECT_EQ(*run.of(900001).cohort.value().number(), Decimal(31));
  EXPECT_EQ(*run.of(900002).cohort.value().missing(), Missing::suppressed);
  EXPECT_FALSE(two_years().run(entry<counts_nothing>()).of(900001).cohort.has_value());
}

// ---- Sentences

Plugin speaks() {
  Plugin plugin = one_rule([](Case& school) {
    if (school.school().urn() == 900001) return school.answer("NO");
    school.answer("NO", "TOO_LATE");
  });
  plugin.rules[0].outcomes[1].sentence =
      "{{{KS2_COHORT}, {KS2_COHORT-1}, {KS2_EXS_RWM}}} in {la} in {year}; {few}, {floor}, {colour}.";
  return plugin;
}

TEST(Wrapper, a_sentence_is_found_by_outcome_and_reason_and_filled_without_any_work) {
  const RunResult run = two_years().run(entry<speaks>());
  ASSERT_TRUE(run.completed) << run.failure;
  EXPECT_EQ(run.of(900001).sentence, "{31 pupils, 29 pupils, 58%} in 886 in 2016/17; 30 pupils, not set, red.");
  EXPECT_EQ(run.of(900002).sentence, "Too late, URN 900002.");
}

Plugin digresses() {
  return one_rule([](Case& school) {
    school.answer("NO");
    school.say("aside");
  });
}
Plugin mutters() {
  return one_rule([](Case& school) {
    school.answer("NO");
    school.say("asides");
  });
}
Plugin forgets_words() {
  return one_rule([](Case& school) { school.answer("YES"); });
}
Plugin has_half_a_brace() {
  Plugin plugin = one_rule([](Case& school) { school.answer("YES"); });
  plugin.rules[0].outcomes[0].sentence = "{school is here.";
  return plugin;
}

TEST(Wrapper, a_sentence_that_cannot_be_said_fails_the_run_and_says_why) {
  EXPECT_EQ(two_years().run(entry<digresses>()).of(900001).sentence, "By the way, School 900001.");
  expect_failure(entry<mutters>(), "asides");
  expect_failure(entry<forgets_words>(), "the placeholder {words}");
  EXPECT_THROW(testing::describe(entry<has_half_a_brace>()), Failure);
}

// ---- Mistakes

Plugin reads_undeclared() {
  return one_rule([](Case& school) { school.answer(school[Measure<Points>{"KS2_TYPO"}].missing() ? "YES" : "NO"); });
}
Plugin reads_too_far_back() {
  return one_rule([](Case& school) { school.answer(school[kReached.before(1)].missing() ? "YES" : "NO"); });
}
Plugin sets_undeclared() {
  return one_rule([](Case& school) {
    school.facts().setting(Flag{.name = "typo", .meaning = "Nothing."});
    school.answer("NO");
  });
}
Plugin says_nothing() {
  return one_rule([](Case& school) { school.is(kLeavers < kFew); });
}
Plugin misspells() {
  return one_rule([](Case& school) {
    school.answer("MAYBE");
    school.say("aside");
  });
}
Plugin cannot_judge() { return one_rule({}); }

TEST(Wrapper, what_a_rule_does_not_declare_fails_the_run_by_name) {
  expect_failure(entry<reads_undeclared>(), "the measure KS2_TYPO of 2016/17");
  expect_failure(entry<reads_too_far_back>(), "KS2_EXS_RWM of 2015/16, which is not among what it says it reads");
  expect_failure(entry<sets_undeclared>(), "the parameter typo");
  expect_failure(entry<says_nothing>(), "gave no answer for School 900001");
  expect_failure(entry<misspells>(), "MAYBE");
  expect_failure(entry<cannot_judge>(), "no function that judges");
}

Plugin disagrees() {
  Plugin plugin = counts_nothing();
  plugin.rules.push_back(plugin.rules[0]);
  plugin.rules[1].id = "other";
  plugin.rules[1].parameters[0].default_value = "31";
  return plugin;
}

TEST(Wrapper, rules_share_a_parameter_by_one_declaration) {
  EXPECT_THROW(testing::describe(entry<disagrees>()), Failure);
}

Plugin two_rules() {
  Plugin plugin = counts_nothing();
  plugin.rules.push_back(plugin.rules[0]);
  plugin.rules[1].id = "other";
  plugin.rules[1].listed = 2;
  plugin.rules[1].reads = {kReached.before(3)};
  plugin.rules[1].national_standards = true;
  return plugin;
}

TEST(Wrapper, the_manifest_is_made_from_the_rules) {
  const Manifest manifest = testing::describe(entry<two_rules>());
  ASSERT_EQ(manifest.needs.size(), 3u);
  EXPECT_EQ(manifest.needs[0].table, "school/1");
  EXPECT_EQ(manifest.needs[0].years_before, 3u);
  EXPECT_THAT(manifest.needs[1].names, ElementsAre("KS2_COHORT", "KS2_EXS_RWM"));
  EXPECT_EQ(manifest.needs[1].years_before, 3u);
  EXPECT_EQ(manifest.needs[2].table, "standard/1");
  ASSERT_EQ(manifest.rules.size(), 2u);
  EXPECT_EQ(manifest.rules[1].listed, 2u);
  EXPECT_EQ(manifest.parameters.size(), 4u);
  EXPECT_EQ(manifest.templates.size(), 8u);
  EXPECT_EQ(manifest.templates[2].id, "small-no-too-late");
  EXPECT_EQ(manifest.parameters[0].unit, "pupils");
}

// ---- The boundary

Plugin throws() {
  return one_rule([](Case&) { throw std::runtime_error("Nothing works today."); });
}
Plugin throws_oddly() {
  return one_rule([](Case&) { throw 42; });
}
Plugin cannot_describe() { throw std::runtime_error("no manifest"); }

TEST(Wrapper, no_exception_crosses_to_the_host) {
  EXPECT_EQ(two_years().run(entry<throws>()).failure, "Nothing works today.");
  const RunResult odd = two_years().run(entry<throws_oddly>());
  EXPECT_FALSE(odd.completed);
  EXPECT_FALSE(odd.failure.empty());
  EXPECT_THROW(testing::describe(entry<cannot_describe>()), Failure);
}

TEST(Wrapper, a_host_that_says_stop_is_obeyed_at_once) {
  World world = two_years();
  const RunResult run = world.stop_after(1).run(entry<reads_measures>());
  EXPECT_FALSE(run.completed);
  EXPECT_EQ(run.findings.size(), 1u);
  EXPECT_EQ(run.failure, "") << "the host knows why";
}

std::int32_t answer_for_the_year_before(const tw_input* input, const tw_emit_host* host) {
  tw_finding finding{};
  finding.size = sizeof finding;
  finding.subject_kind = TW_SUBJECT_SCHOOL;
  finding.subject = 900001;
  finding.year = input->year - 1;
  finding.rule = borrow("small");
  finding.outcome = borrow("YES");
  finding.template_id = borrow("small-yes");
  return host->finding(host->context, &finding);
}

const void* rules_of_the_year_before(tw_text) {
  static const tw_rules rules{sizeof(tw_rules), 0, &answer_for_the_year_before};
  return &rules;
}

TEST(Wrapper, the_harness_refuses_a_finding_of_another_year) {
  tw_plugin plugin = entry<compares>();
  plugin.extension = &rules_of_the_year_before;
  expect_failure(plugin, "the summer of 2016");
}

TEST(Wrapper, a_table_out_of_order_is_refused_rather_than_misread) {
  testing::TableBuilder builder("school/1", 2);
  builder.add_decimals("urn", {"900002", "900001"});
  builder.add_decimals("year", {"2017", "2017"});
  const tw_table table = builder.table();
  tw_input input{};
  input.size = sizeof(input);
  input.year = 2017;
  input.tables = &table;
  input.table_count = 1;
  EXPECT_THROW((Facts{input, {}}), Failure);
}

TEST(Wrapper, an_unknown_extension_is_null) { EXPECT_EQ(entry<compares>().extension(borrow("tw.visits/1")), nullptr); }

}  // namespace
}  // namespace termwise
