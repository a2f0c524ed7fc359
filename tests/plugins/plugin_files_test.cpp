// The plugins as files: what they export, and what they say of themselves.
#include <cstdio>
#include <memory>
#include <set>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "floor_world.h"

namespace termwise::plugin_tests {
namespace {

std::string output_of(const std::string& command) {
  const std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(command.c_str(), "r"), &pclose);
  std::string output;
  char buffer[4096];
  while (pipe != nullptr && fgets(buffer, sizeof buffer, pipe.get()) != nullptr) output += buffer;
  return output;
}

class PluginFiles : public ::testing::TestWithParam<const char*> {};

TEST_P(PluginFiles, export_the_entry_and_nothing_else) {
  const std::string names =
      output_of(std::string(TERMWISE_NM) + " -D --defined-only --format=just-symbols '" + GetParam() + "'");
  EXPECT_EQ(names, "tw_plugin_entry\n");
}

TEST_P(PluginFiles, need_nothing_of_the_daemon) {
  const std::string names =
      output_of(std::string(TERMWISE_NM) + " -DC --undefined-only --format=just-symbols '" + GetParam() + "'");
  EXPECT_EQ(names.find("termwise"), std::string::npos) << names;
}

TEST_P(PluginFiles, declare_this_abi_and_a_manifest_that_holds_together) {
  const tw_plugin& plugin = testing::load(GetParam());
  EXPECT_EQ(plugin.abi_major, TW_ABI_MAJOR);
  EXPECT_EQ(plugin.abi_minor, TW_ABI_MINOR);
  const Manifest manifest = testing::describe(plugin);
  for (const Parameter& parameter : manifest.parameters) {
    EXPECT_FALSE(parameter.meaning.empty()) << parameter.name;
    if (parameter.type == TW_PARAMETER_CHOICE) {
      EXPECT_THAT(parameter.choices, ::testing::Contains(parameter.default_value)) << parameter.name;
    }
  }
  std::set<std::string> ids;
  for (const Template& text : manifest.templates) EXPECT_TRUE(ids.insert(text.id).second) << text.id;
}

INSTANTIATE_TEST_SUITE_P(Each, PluginFiles,
                         ::testing::Values(TERMWISE_NATIONAL_PLUGIN, TERMWISE_KENT_PLUGIN, TERMWISE_NORFOLK_PLUGIN,
                                           TERMWISE_MODERN_LOCAL_PLUGIN, TERMWISE_WEST_SUSSEX_PLUGIN));

class FloorRules : public ::testing::TestWithParam<const char*> {};

TEST_P(FloorRules, are_declared_with_their_job_and_outcomes) {
  const Manifest manifest = testing::describe(testing::load(GetParam()));
  ASSERT_FALSE(manifest.rules.empty());
  EXPECT_EQ(manifest.rules[0].id, "ks2-floor");
  for (const DeclaredRule& rule : manifest.rules) {
    if (rule.job != "floor-check") continue;  // an LA's own
    EXPECT_THAT(rule.outcomes,
                ::testing::UnorderedElementsAre("BELOW", "NOT_BELOW", "EXEMPT", "NOT_EVALUABLE", "NO_STANDARD"));
  }
}

INSTANTIATE_TEST_SUITE_P(Each, FloorRules, ::testing::Values(TERMWISE_NATIONAL_PLUGIN, TERMWISE_KENT_PLUGIN));

}  // namespace
}  // namespace termwise::plugin_tests
