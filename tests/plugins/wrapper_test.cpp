// The C++ wrapper around a plugin class: what reaches the class, and what never reaches the host.
#include <stdexcept>

#include <gtest/gtest.h>

#include <termwise/plugin.hpp>
#include <termwise/testing.hpp>

namespace termwise {
namespace {

using testing::RunResult;
using testing::World;

constexpr DecimalParameter kLimit{"limit", "pupils", "0", "100", "", "A limit."};
constexpr FlagParameter kStrict{"strict", true, "Whether it is strict."};
const ChoiceParameter kColour{"colour", {"red", "blue"}, "A colour."};

Manifest small_manifest() {
  Manifest manifest;
  manifest.id = "small";
  manifest.version = "1.0.0";
  manifest.needs = {{"school/1", 1, {}}, {"measure/1", 1, {"KS2_COHORT"}}};
  manifest.rules = {{"small", "floor-check", "1", "Small", "nowhere", {"YES", "NO"}}};
  manifest.parameters = {kLimit, kStrict, kColour};
  manifest.templates = {{"said", "{school}: {words}"}};
  return manifest;
}

struct Small : Plugin {
  Manifest manifest() const override { return small_manifest(); }
  static void say(const School& school, std::string words, Findings& findings) {
    Finding finding("small", school);
    finding.set_outcome("YES");
    finding.set_template("said");
    finding.add_argument("school", school.called());
    finding.add_argument("words", std::move(words));
    findings.emit(finding);
  }
};

template <class Mine>
const tw_plugin& plugin() {
  static const tw_plugin entry{
      sizeof(tw_plugin), TW_ABI_MAJOR, TW_ABI_MINOR, 0, &PluginEntry<Mine>::describe, &PluginEntry<Mine>::extension};
  return entry;
}

World two_years() {
  World world(2017, "886");
  world.school(900001, 2016).measure("KS2_COHORT", "29");
  world.school(900001).measure("KS2_COHORT", "31");
  world.school(900002).attribute("name", Missing::not_supplied).measure("KS2_COHORT", Missing::suppressed);
  world.school(900003, 2016).measure("KS2_COHORT", "40");
  return world;
}

struct ReadsMeasures : Small {
  void evaluate(const Facts& facts, Findings& findings) const override {
    for (const School& school : facts.schools()) {
      std::string words;
      for (int year = 2015; year <= 2017; ++year) {
        const Value value = school.measure("KS2_COHORT", year);
        words += value.number() ? value.number()->to_string() + ";" : std::string(in_words(*value.missing())) + ";";
      }
      say(school, words, findings);
    }
  }
};

TEST(Wrapper, a_school_has_its_measures_by_year_and_a_reason_where_there_is_none) {
  const RunResult run = two_years().run(plugin<ReadsMeasures>());
  ASSERT_TRUE(run.completed) << run.failure;
  ASSERT_EQ(run.findings.size(), 2u) << "900003 has no record in the run's own year";
  EXPECT_EQ(run.of(900001).sentence, "School 900001: not in the file;29;31;");
  EXPECT_EQ(run.of(900002).sentence, "URN 900002: not in the file;not in the file;suppressed to protect pupils;");
}

struct ReadsSettings : Small {
  void evaluate(const Facts& facts, Findings& findings) const override {
    const auto limit = facts.setting(kLimit);
    for (const School& school : facts.schools())
      say(school,
          (limit ? limit->to_string() : "none") + (facts.setting(kStrict) ? " strict " : " lax ") +
              std::string(facts.setting(kColour)),
          findings);
  }
};

TEST(Wrapper, parameters_have_their_defaults_and_what_the_la_sets) {
  EXPECT_EQ(two_years().run(plugin<ReadsSettings>()).of(900001).arguments.at("words"), "none strict red");
  World world = two_years();
  world.parameter("limit", "12.5").parameter("strict", "false").parameter("colour", "blue");
  EXPECT_EQ(world.run(plugin<ReadsSettings>()).of(900001).arguments.at("words"), "12.5 lax blue");
}

struct ReadsUndeclared : Small {
  void evaluate(const Facts& facts, Findings&) const override {
    for (const School& school : facts.schools()) school.measure("KS2_TYPO", 2017);
  }
};

TEST(Wrapper, a_measure_that_the_manifest_does_not_ask_for_fails_the_run_by_name) {
  const RunResult run = two_years().run(plugin<ReadsUndeclared>());
  EXPECT_FALSE(run.completed);
  EXPECT_NE(run.failure.find("KS2_TYPO"), std::string::npos) << run.failure;
}

struct Throws : Small {
  void evaluate(const Facts&, Findings&) const override { throw std::runtime_error("Nothing works today."); }
};
struct ThrowsOddly : Small {
  void evaluate(const Facts&, Findings&) const override { throw 42; }
};
struct CannotDescribe : Small {
  Manifest manifest() const override { throw std::runtime_error("no manifest"); }
  void evaluate(const Facts&, Findings&) const override {}
};

TEST(Wrapper, no_exception_crosses_to_the_host) {
  const RunResult run = two_years().run(plugin<Throws>());
  EXPECT_FALSE(run.completed);
  EXPECT_EQ(run.failure, "Nothing works today.");
  const RunResult odd = two_years().run(plugin<ThrowsOddly>());
  EXPECT_FALSE(odd.completed);
  EXPECT_FALSE(odd.failure.empty());
  EXPECT_THROW(testing::describe(plugin<CannotDescribe>()), Failure);
}

TEST(Wrapper, a_host_that_says_stop_is_obeyed_at_once) {
  World world = two_years();
  const RunResult run = world.stop_after(1).run(plugin<ReadsMeasures>());
  EXPECT_FALSE(run.completed);
  EXPECT_EQ(run.findings.size(), 1u);
  EXPECT_EQ(run.failure, "") << "the host knows why";
}

struct Misspells : Small {
  void evaluate(const Facts& facts, Findings& findings) const override {
    for (const School& school : facts.schools()) {
      Finding finding("small", school);
      finding.set_outcome("MAYBE");
      finding.set_template("said");
      findings.emit(finding);
    }
  }
};

TEST(Wrapper, the_harness_refuses_what_the_manifest_does_not_declare) {
  const RunResult run = two_years().run(plugin<Misspells>());
  EXPECT_FALSE(run.completed);
  EXPECT_NE(run.failure.find("MAYBE"), std::string::npos) << run.failure;
}

struct CountsSome : Small {
  void evaluate(const Facts& facts, Findings& findings) const override {
    for (const School& school : facts.schools()) {
      Finding finding("small", school);
      finding.set_outcome("YES");
      finding.set_template("said");
      finding.add_argument("school", "it");
      finding.add_argument("words", "said");
      if (school.urn() == 900002) finding.set_cohort(school.measure("KS2_COHORT", 2017));
      findings.emit(finding);
    }
  }
};

TEST(Wrapper, a_finding_has_no_cohort_unless_it_is_given_one_that_may_be_missing) {
  const RunResult run = two_years().run(plugin<CountsSome>());
  ASSERT_TRUE(run.completed) << run.failure;
  EXPECT_FALSE(run.of(900001).cohort.has_value());
  ASSERT_TRUE(run.of(900002).cohort.has_value());
  ASSERT_NE(run.of(900002).cohort->missing(), nullptr);
  EXPECT_EQ(*run.of(900002).cohort->missing(), Missing::suppressed);
}

std::int32_t answer_for_the_year_before(const tw_input* input, const tw_emit_host* host) {
  tw_finding finding{};
  finding.size = sizeof finding;
  finding.subject_kind = TW_SUBJECT_SCHOOL;
  finding.subject = 900001;
  finding.year = input->year - 1;
  finding.rule = borrow("small");
  finding.outcome = borrow("YES");
  finding.template_id = borrow("said");
  return host->finding(host->context, &finding);
}

const void* rules_of_the_year_before(tw_text) {
  static const tw_rules rules{sizeof(tw_rules), 0, &answer_for_the_year_before};
  return &rules;
}

TEST(Wrapper, the_harness_refuses_a_finding_of_another_year) {
  tw_plugin entry = plugin<Misspells>();
  entry.extension = &rules_of_the_year_before;
  const RunResult run = two_years().run(entry);
  EXPECT_FALSE(run.completed);
  EXPECT_NE(run.failure.find("the summer of 2016"), std::string::npos) << run.failure;
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
  EXPECT_THROW(Facts{input}, Failure);
}

TEST(Wrapper, an_unknown_extension_is_null) {
  EXPECT_EQ(plugin<ReadsMeasures>().extension(borrow("tw.visits/1")), nullptr);
}

}  // namespace
}  // namespace termwise
