#include "settings/parameters.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace termwise::settings {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;

wire::Manifest manifest() {
  wire::Manifest manifest;
  manifest.id = "kent";
  manifest.parameters = {
      {TW_PARAMETER_FLAG, "single_subject", "", "", "", "true", "One subject is enough.", {}},
      {TW_PARAMETER_DECIMAL, "margin", "points", "-0.5", "10", "1.50", "The margin.", {}},
      {TW_PARAMETER_CHOICE, "wording", "", "", "", "plain", "How it reads.", {"plain", "formal"}},
      {TW_PARAMETER_DECIMAL, "boost", "", "", "", "", "Not set unless given.", {}},
  };
  return manifest;
}

PluginUse use(std::vector<std::pair<std::string, std::string>> values) {
  PluginUse use{"kent", {}, {"las/886.toml", 4, 1}};
  std::uint32_t line = 7;
  for (auto& [name, value] : values) use.parameters.push_back({name, value, {"las/886.toml", line++, 1}});
  return use;
}

TEST(BindParameters, FillsInDefaultsAndSortsByName) {
  const auto bound = bind_parameters(use({{"wording", "formal"}}), manifest());
  EXPECT_TRUE(bound.errors.empty());
  EXPECT_THAT(bound.values,
              ElementsAre(Pair("margin", "1.50"), Pair("single_subject", "true"), Pair("wording", "formal")));
}

TEST(BindParameters, AParameterWithoutADefaultIsThereOnlyWhenGiven) {
  const auto bound = bind_parameters(use({{"boost", "2"}}), manifest());
  EXPECT_TRUE(bound.errors.empty());
  EXPECT_THAT(bound.values, ElementsAre(Pair("boost", "2"), Pair("margin", "1.50"), Pair("single_subject", "true"),
                                        Pair("wording", "plain")));
}

struct Refused {
  std::string name;
  std::string value;
  std::string phrase;
};

class RefusedParameter : public testing::TestWithParam<Refused> {};

TEST_P(RefusedParameter, IsReportedAtItsPlace) {
  const auto bound =
      bind_parameters(use({{"single_subject", "false"}, {GetParam().name, GetParam().value}}), manifest());
  ASSERT_EQ(bound.errors.size(), 1u);
  EXPECT_EQ(bound.errors[0].exit, ExitCode::configuration);
  EXPECT_EQ(to_string(bound.errors[0].where.value()), "las/886.toml:8:1");
  EXPECT_THAT(bound.errors[0].message, HasSubstr(GetParam().phrase));
}

INSTANTIATE_TEST_SUITE_P(
    Cases, RefusedParameter,
    testing::Values(Refused{"margins", "1",
                            "'margins' is not a parameter of the plugin 'kent'. Did you mean 'margin'?"},
                    Refused{"margin", "-0.500000001", "must be at least -0.5 points"},
                    Refused{"margin", "10.000000001", "must be at most 10 points"},
                    Refused{"margin", "much", "must be a number"},
                    Refused{"margin", "1.0000000001", "at most 9 decimals"}, Refused{"margin", "", "must be a number"},
                    Refused{"wording", "formel", "plain, formal; and is 'formel'. Did you mean 'formal'?"},
                    Refused{"single_subject", "yes", "must be true or false, and is 'yes'"}));

class AcceptedMargin : public testing::TestWithParam<std::string> {};

TEST_P(AcceptedMargin, KeepsItsText) {
  const auto bound = bind_parameters(use({{"margin", GetParam()}}), manifest());
  EXPECT_TRUE(bound.errors.empty());
  EXPECT_EQ(bound.values[0].second, GetParam());
}

INSTANTIATE_TEST_SUITE_P(EndsOfTheRange, AcceptedMargin, testing::Values("-0.5", "-0.500", "10", "10.000000000", "0"));

TEST(BindParameters, ReportsEveryErrorInTheOrderOfTheFile) {
  const auto bound = bind_parameters(use({{"wording", "x"}, {"margin", "99"}, {"other", "1"}}), manifest());
  ASSERT_EQ(bound.errors.size(), 3u);
  EXPECT_EQ(bound.errors[0].where->line, 7u);
  EXPECT_EQ(bound.errors[1].where->line, 8u);
  EXPECT_EQ(bound.errors[2].where->line, 9u);
}

TEST(BindParameters, APluginWithoutParametersSaysSo) {
  const auto bound = bind_parameters(use({{"margin", "1"}}), wire::Manifest{});
  ASSERT_EQ(bound.errors.size(), 1u);
  EXPECT_THAT(bound.errors[0].message, HasSubstr("the plugin 'kent' has no parameters"));
}

TEST(BindParameters, ADefaultThatBreaksItsOwnRuleIsThePluginsError) {
  auto broken = manifest();
  broken.parameters[1].default_value = "11";
  broken.parameters[3].minimum = "low";
  const auto bound = bind_parameters(use({}), broken);
  ASSERT_EQ(bound.errors.size(), 2u);
  EXPECT_EQ(to_string(bound.errors[0].where.value()), "las/886.toml:4:1");
  EXPECT_THAT(bound.errors[0].message, HasSubstr("must be at most 10 points, and is 11. Ask the plugin's author"));
  EXPECT_THAT(bound.errors[1].message, HasSubstr("'boost' of the plugin 'kent' has a limit that is not a number"));
}

TEST(BindParameters, AnUnnamedPluginUseHasNoPlace) {
  auto broken = manifest();
  broken.parameters[1].default_value = "11";
  const auto bound = bind_parameters(PluginUse{"national", {}, {}}, broken);
  ASSERT_EQ(bound.errors.size(), 1u);
  EXPECT_FALSE(bound.errors[0].where);
}

}  // namespace
}  // namespace termwise::settings
