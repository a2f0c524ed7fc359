#include "wire/manifest_check.h"

#include <gmock/gmock.h>

#include <functional>

#include "samples.h"

namespace termwise::wire {
namespace {

TEST(ManifestCheck, SoundManifestPasses) { EXPECT_TRUE(check_manifest(sample_manifest()).ok()); }

TEST(ManifestCheck, ProblemsAreNamed) {
  const std::pair<std::function<void(Manifest&)>, const char*> problems[] = {
      {[](Manifest& m) { m.id = "Kent"; }, "its id 'Kent' is not made of lower-case letters"},
      {[](Manifest& m) { m.id = ""; }, "its id ''"},
      {[](Manifest& m) { m.version = ""; }, "no version"},
      {[](Manifest& m) { m.title = ""; }, "no title"},
      {[](Manifest& m) {
         m.la_codes = {"886", "886"};
       },
       "LA code '886' stands there twice"},
      {[](Manifest& m) { m.la_codes = {"88"}; }, "LA code '88' is not three digits"},
      {[](Manifest& m) { m.needs[0].table = ""; }, "names no table"},
      {[](Manifest& m) { m.needs[0].table = "measure/1"; }, "needs the table 'measure/1' twice"},
      {[](Manifest& m) {
         m.needs[1].names = {"A", "A"};
       },
       "'A' stands there twice"},
      {[](Manifest& m) { m.rules.clear(); }, "declares no rule"},
      {[](Manifest& m) { m.rules.push_back(m.rules[0]); }, "rule 'ks2-floor' is declared twice"},
      {[](Manifest& m) { m.rules[0].id = "KS2 floor"; }, "rule 'KS2 floor' is not made of"},
      {[](Manifest& m) { m.rules[0].version = ""; }, "'ks2-floor' has no version"},
      {[](Manifest& m) { m.rules[0].job = ""; }, "its rule 'ks2-floor' names no job (the jobs of rules are"},
      {[](Manifest& m) { m.rules[0].job = "floor_check"; },
       "its rule 'ks2-floor' belongs to the job 'floor_check', which does not exist (the jobs of rules are "
       "floor-check, concern-flag, priority-list, target-check, visit-plan, data-pack, qa-reminders and "
       "deployment)"},
      {[](Manifest& m) { m.rules[0].job = "ingest"; }, "'ingest', which Termwise does without plugins"},
      {[](Manifest& m) { m.rules[0].job = "digest"; }, "'digest', which Termwise does without plugins"},
      {[](Manifest& m) { m.rules[0].job = "retention"; }, "'retention', which Termwise does without plugins"},
      {[](Manifest& m) { m.rules[0].outcomes.clear(); }, "'ks2-floor' declares no outcome"},
      {[](Manifest& m) { m.rules[0].listed_count = 3; }, "'ks2-floor' lists 3 outcomes and declares 2"},
      {[](Manifest& m) {
         m.rules[0].outcomes = {"A", ""};
       },
       "outcome of its rule 'ks2-floor' is empty"},
      {[](Manifest& m) {
         m.rules[0].outcomes = {"A", "A"};
       },
       "'A' stands there twice"},
      {[](Manifest& m) { m.parameters[1].name = "threshold"; }, "parameter 'threshold' is declared twice"},
      {[](Manifest& m) { m.parameters[0].minimum = "0,5"; }, "minimum of its parameter 'threshold' is '0,5'"},
      {[](Manifest& m) { m.parameters[0].minimum = "101"; }, "above the maximum"},
      {[](Manifest& m) { m.parameters[0].default_value = "100.1"; }, "outside its own range"},
      {[](Manifest& m) { m.parameters[1].choices.clear(); }, "a choice without choices"},
      {[](Manifest& m) { m.parameters[1].default_value = "other"; }, "not among the choices"},
      {[](Manifest& m) { m.parameters[2].default_value = "yes"; }, "'yes', and not true or false"},
      {[](Manifest& m) { m.templates.push_back(m.templates[0]); }, "template 'below' is declared twice"},
  };
  for (const auto& [spoil, words] : problems) {
    Manifest manifest = sample_manifest();
    spoil(manifest);
    const auto result = check_manifest(manifest);
    ASSERT_FALSE(result.ok()) << words;
    EXPECT_THAT(result.error().message, ::testing::HasSubstr(words));
  }
}

TEST(ManifestCheck, RulesMayBelongToAnyJobOfRules) {
  for (const char* job : {"floor-check", "concern-flag", "priority-list", "target-check", "visit-plan", "data-pack",
                          "qa-reminders", "deployment"}) {
    Manifest manifest = sample_manifest();
    manifest.rules[0].job = job;
    EXPECT_TRUE(check_manifest(manifest).ok()) << job;
  }
}

TEST(ManifestCheck, DefaultsMayBeAbsentAndAtTheEdge) {
  Manifest manifest = sample_manifest();
  for (auto& parameter : manifest.parameters) parameter.default_value.clear();
  EXPECT_TRUE(check_manifest(manifest).ok());
  manifest.parameters[0].default_value = "100.0";
  EXPECT_TRUE(check_manifest(manifest).ok());
}

TEST(ManifestCheck, the_first_outcomes_are_those_that_put_a_subject_on_the_list) {
  Rule rule{"rule", "floor-check", "1", "", "", {"A", "B", "C"}, 0};
  EXPECT_TRUE(lists(rule, "A"));
  EXPECT_FALSE(lists(rule, "B"));
  rule.listed_count = 2;
  EXPECT_TRUE(lists(rule, "B"));
  EXPECT_FALSE(lists(rule, "C"));
  EXPECT_FALSE(lists(rule, "D"));
}

}  // namespace
}  // namespace termwise::wire
