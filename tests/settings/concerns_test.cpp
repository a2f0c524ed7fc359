// [[concern]] of an LA, and people outside the team: what is read, and each mistake where it stands.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fmt/format.h>

#include "fixture.h"

namespace termwise::settings {
namespace {

using test::all_texts;
using test::Case;
using test::case_name;
using testing::ElementsAre;
using testing::IsEmpty;

const char* const kLa = "las/850.toml";
const char* const kCode = "code = \"850\"";

Loaded with(const std::string& more) {
  auto files = test::good_files();
  files[kLa] += more;
  return test::load_files(files);
}

LocalAuthority hampshire_with(const std::string& more) {
  const Loaded loaded = with(more);
  EXPECT_EQ(all_texts(loaded.errors), "");
  return loaded.settings.value().la(LaCode::parse("850").value());
}

TEST(Concerns, AreReadWithTheirDefaults) {
  const auto la = hampshire_with(
      "\n[[concern]]\nrule = \"concern-category\"\nclears = [\"NONE\", \"CLOSED\"]\nkept = [\"OTHER_VULNERABLE\"]\n"
      "leave_after = 3\n[[concern]]\nrule = \"watch-list\"\nclears = [\"OFF\"]\n");
  ASSERT_EQ(la.concerns.size(), 2u);
  EXPECT_EQ(la.concerns[0].rule, "concern-category");
  EXPECT_THAT(la.concerns[0].clears, ElementsAre("NONE", "CLOSED"));
  EXPECT_THAT(la.concerns[0].kept, ElementsAre("OTHER_VULNERABLE"));
  EXPECT_EQ(la.concerns[0].leave_after, 3);
  EXPECT_THAT(la.concerns[1].kept, IsEmpty());
  EXPECT_EQ(la.concerns[1].leave_after, 2);
  EXPECT_EQ(la.concern_of("watch-list"), &la.concerns[1]);
  EXPECT_EQ(la.concern_of("ks2-floor"), nullptr);
}

TEST(Concerns, APersonIsInTheTeamUnlessTheFileSaysOtherwise) {
  auto files = test::good_files();
  test::change(files["las/938.toml"], "unchanged = true", "unchanged = true\noutside_team = true");
  const Loaded loaded = test::load_files(files);
  ASSERT_EQ(all_texts(loaded.errors), "");
  const auto la = loaded.settings.value().la(LaCode::parse("938").value());
  EXPECT_TRUE(la.people[0].outside_team);
  EXPECT_FALSE(la.people[1].outside_team);
}

std::string entries(std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i)
    text += fmt::format("\n[[concern]]\nrule = \"rule-{}\"\nclears = [\"NONE\"]\n", i);
  return text;
}

TEST(Concerns, AreAtMostSoMany) {
  EXPECT_EQ(hampshire_with(entries(kMaximumKeptRules)).concerns.size(), kMaximumKeptRules);
  EXPECT_FALSE(with(entries(kMaximumKeptRules + 1)).settings.has_value());
}

std::string outcomes(std::size_t count) {
  std::string text = "\n[[concern]]\nrule = \"concern-category\"\nclears = [";
  for (std::size_t i = 0; i < count; ++i) text += fmt::format("\"OUTCOME_{}\", ", i);
  return text + "]\n";
}

TEST(Concerns, HaveAtMostSoManyOutcomes) {
  EXPECT_EQ(hampshire_with(outcomes(kMaximumKeptOutcomes)).concerns[0].clears.size(), kMaximumKeptOutcomes);
  EXPECT_FALSE(with(outcomes(kMaximumKeptOutcomes + 1)).settings.has_value());
}

class OneConcern : public testing::TestWithParam<Case> {};

TEST_P(OneConcern, IsReportedWhereItStands) { test::expect_reported(GetParam()); }

std::string concern(const std::string& keys) { return std::string(kCode) + "\nconcern = [" + keys + "]"; }

INSTANTIATE_TEST_SUITE_P(
    Keys, OneConcern,
    testing::Values(
        Case{"NoRule", kLa, kCode, concern("@@{ clears = [\"NONE\"] }"), "'rule' is missing"},
        Case{"NoOutcomeThatClears", kLa, kCode, concern("@@{ rule = \"r\" }"), "'clears' is missing"},
        Case{"EmptyOutcomes", kLa, kCode, concern("{ rule = \"r\", clears = @@[] }"),
             "'clears' is empty. Name outcomes of the rule, or remove it."},
        Case{"OutcomeInSmallLetters", kLa, kCode, concern("{ rule = \"r\", clears = [@@\"none\"] }"), "'none'"},
        Case{"OutcomeTwice", kLa, kCode, concern("{ rule = \"r\", clears = [\"NONE\", @@\"NONE\"] }"),
             "the outcome 'NONE' is named twice"},
        Case{"OutcomeInBoth", kLa, kCode, concern("{ rule = \"r\", clears = [\"NONE\"], kept = @@[\"NONE\"] }"),
             "the outcome 'NONE' stands under 'clears' too"},
        Case{"NoTerms", kLa, kCode, concern("{ rule = \"r\", clears = [\"NONE\"], leave_after = @@0 }"),
             "'leave_after' is 0, and must be from 1 to 9."},
        Case{"TenTerms", kLa, kCode, concern("{ rule = \"r\", clears = [\"NONE\"], leave_after = @@10 }"),
             "'leave_after' is 10, and must be from 1 to 9."},
        Case{"RuleTwice", kLa, kCode,
             concern("{ rule = \"r\", clears = [\"NONE\"] }, { rule = @@\"r\", clears = [\"NONE\"] }"),
             "the rule 'r' is already that of the [[concern]] on line"},
        Case{"UnknownKey", kLa, kCode, concern("{ rule = \"r\", clears = [\"NONE\"], @@leaves = 2 }"),
             "'leaves' is not a key of [[concern]]"}),
    case_name);

}  // namespace
}  // namespace termwise::settings
