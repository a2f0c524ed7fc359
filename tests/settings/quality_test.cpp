// config/quality.toml: what it may say, and where it is wrong.
#include <gmock/gmock.h>

#include "fixture.h"
#include "settings/quality_limits.h"

namespace termwise::settings {
namespace {

using test::all_texts;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr const char* kMeasures = R"([ks2]
RWM = { unit = "percent", scale = 0, direction = "higher", label = "All", denominator = "COHORT" }
R = { unit = "percent", scale = 0, direction = "higher", label = "Reading" }
W = { unit = "percent", scale = 0, direction = "higher", label = "Writing" }
COHORT = { unit = "pupils", scale = 0, direction = "neutral", label = "Pupils" }
BOYS = { unit = "pupils", scale = 0, direction = "neutral", label = "Boys" }
PROG = { unit = "points", scale = 1, direction = "higher", label = "Progress" }

[census]
ROLL = { unit = "pupils", scale = 0, direction = "neutral", label = "Roll" }

[attributes]
opened_on = "Opened"
closed_on = "Closed"
)";

constexpr const char* kGood = R"([[joint]]
joint = "RWM"
parts = ["R", "W"]

[[count]]
percentage = "RWM"
pupils = "COHORT"

[[change]]
measure = "RWM"
points = "35.5"
cohort = "COHORT"
least = 20

[[change]]
measure = "COHORT"
percent = "60"
across_breaks = true

[[total]]
measure = "COHORT"

[[order]]
dates = ["opened_on", "closed_on"]

[[agree]]
measure = "COHORT"
with = "ROLL"
is = "at-most"

[[agree]]
measure = "BOYS"
with = "COHORT"
is = "same"
percent = "20"
pupils = 5
)";

Loaded load_rules(std::string content) {
  return test::load_files({{"measures.toml", kMeasures}, {"quality.toml", std::move(content)}});
}

TEST(Quality, IsReadWhole) {
  const Loaded loaded = load_rules(kGood);
  ASSERT_TRUE(loaded.settings) << all_texts(loaded.errors);
  const QualityRules& rules = loaded.settings->quality;
  ASSERT_EQ(rules.joint.size(), 1u);
  EXPECT_EQ(rules.joint[0].joint, "RWM");
  EXPECT_THAT(rules.joint[0].parts, ElementsAre("R", "W"));
  ASSERT_EQ(rules.count.size(), 1u);
  EXPECT_EQ(rules.count[0].percentage, "RWM");
  EXPECT_EQ(rules.count[0].pupils, "COHORT");
  ASSERT_EQ(rules.change.size(), 2u);
  EXPECT_EQ(rules.change[0].points, Decimal(355, 1));
  EXPECT_EQ(rules.change[0].percent, std::nullopt);
  EXPECT_EQ(rules.change[0].cohort, "COHORT");
  EXPECT_EQ(rules.change[0].least, 20);
  EXPECT_FALSE(rules.change[0].across_breaks);
  EXPECT_EQ(rules.change[1].points, std::nullopt);
  EXPECT_EQ(rules.change[1].percent, Decimal(60));
  EXPECT_EQ(rules.change[1].cohort, "");
  EXPECT_TRUE(rules.change[1].across_breaks);
  ASSERT_EQ(rules.total.size(), 1u);
  EXPECT_EQ(rules.total[0].measure, "COHORT");
  ASSERT_EQ(rules.order.size(), 1u);
  EXPECT_THAT(rules.order[0].dates, ElementsAre("opened_on", "closed_on"));
  ASSERT_EQ(rules.agree.size(), 2u);
  EXPECT_EQ(rules.agree[0].with, "ROLL");
  EXPECT_EQ(rules.agree[0].agreement, Agreement::at_most);
  EXPECT_EQ(rules.agree[0].percent, Decimal(0));
  EXPECT_EQ(rules.agree[0].pupils, 0);
  EXPECT_EQ(rules.agree[1].agreement, Agreement::same);
  EXPECT_EQ(rules.agree[1].percent, Decimal(20));
  EXPECT_EQ(rules.agree[1].pupils, 5);
}

TEST(Quality, IsPartOfTheRevision) {
  const Loaded loaded = load_rules(kGood);
  ASSERT_TRUE(loaded.settings) << all_texts(loaded.errors);
  ASSERT_EQ(loaded.settings->files.size(), 2u);
  EXPECT_EQ(loaded.settings->files[1].path, "quality.toml");
  EXPECT_EQ(loaded.settings->files[1].content, kGood);
}

TEST(Quality, MayBeMissing) {
  const Loaded loaded = test::load_files({{"measures.toml", kMeasures}});
  ASSERT_TRUE(loaded.settings) << all_texts(loaded.errors);
  EXPECT_TRUE(loaded.settings->quality.joint.empty());
  EXPECT_TRUE(loaded.settings->quality.agree.empty());
}

TEST(Quality, IsReadFromTheDirectory) {
  test::TemporaryDirectory directory;
  directory.write("termwise.toml", "");
  directory.write("measures.toml", kMeasures);
  directory.write("quality.toml", kGood);
  const Loaded loaded = load(directory.path() / "termwise.toml");
  ASSERT_TRUE(loaded.settings) << all_texts(loaded.errors);
  EXPECT_EQ(loaded.settings->quality.change.size(), 2u);
  directory.write("quality.toml", "[[joint]\n");
  const Loaded broken = load(directory.path() / "termwise.toml");
  ASSERT_EQ(broken.errors.size(), 1u) << all_texts(broken.errors);
  EXPECT_EQ(broken.errors[0].where->file, (directory.path() / "quality.toml").string());
}

// One changed place; "@@" marks where it must be reported.
struct Wrong {
  std::string name;
  std::string from;
  std::string to;
  std::string phrase;
};
void PrintTo(const Wrong& wrong, std::ostream* out) { *out << wrong.name; }

class WrongQuality : public testing::TestWithParam<Wrong> {};

TEST_P(WrongQuality, IsReportedWhereItIs) {
  std::string content = kGood;
  test::change(content, GetParam().from, GetParam().to);
  const auto marks = test::take_marks(content);
  ASSERT_EQ(marks.size(), 1u);
  const Loaded loaded = load_rules(content);
  ASSERT_EQ(loaded.errors.size(), 1u) << all_texts(loaded.errors);
  EXPECT_EQ(loaded.errors[0].exit, ExitCode::configuration);
  EXPECT_THAT(loaded.errors[0].message, HasSubstr(GetParam().phrase));
  EXPECT_EQ((test::Place{loaded.errors[0].where->line, loaded.errors[0].where->column}), marks[0])
      << all_texts(loaded.errors);
}

INSTANTIATE_TEST_SUITE_P(
    All, WrongQuality,
    testing::Values(
        Wrong{"UnknownKind", "[[total]]\nmeasure = \"COHORT\"", "[[@@totals]]\nmeasure = \"COHORT\"", "totals"},
        Wrong{"UnknownJoint", "joint = \"RWM\"", "joint = @@\"RWMM\"",
              "'RWMM' is not a measure of measures.toml. Did you mean 'RWM'?"},
        Wrong{"JointIsNoPercentage", "joint = \"RWM\"", "joint = @@\"PROG\"",
              "the unit of PROG is 'points', and must be 'percent' here"},
        Wrong{"PartIsNoPercentage", "[\"R\", \"W\"]", "[\"R\", @@\"BOYS\"]",
              "the unit of BOYS is 'pupils', and must be 'percent' here"},
        Wrong{"UnknownPart", "[\"R\", \"W\"]", "[\"R\", @@\"X\"]", "'X' is not a measure of measures.toml"},
        Wrong{"OnePart", "[\"R\", \"W\"]", "@@[\"R\"]", "'parts' has 1 entry, and must have from 2 to 10. Add some."},
        Wrong{"JointTwice", "[[count]]", "[[joint]]\njoint = @@\"RWM\"\nparts = [\"R\", \"W\"]\n[[count]]",
              "line 2 has a [[joint]] of RWM already"},
        Wrong{"AnotherDenominator", "pupils = \"COHORT\"", "pupils = @@\"BOYS\"",
              "measures.toml says that RWM is a share of COHORT"},
        Wrong{"PupilsOfAnotherDataset", "percentage = \"RWM\"\npupils = \"COHORT\"",
              "percentage = \"R\"\npupils = @@\"ROLL\"", "ROLL is of the dataset 'census', and R of 'ks2'"},
        Wrong{"PointsAndPercent", "[[change]]\nmeasure = \"RWM\"", "@@[[change]]\npercent = \"3\"\nmeasure = \"RWM\"",
              "needs either 'points' or 'percent'"},
        Wrong{"NeitherPointsNorPercent", "[[change]]\nmeasure = \"COHORT\"\npercent = \"60\"\n",
              "@@[[change]]\nmeasure = \"COHORT\"\n", "needs either 'points' or 'percent'"},
        Wrong{"PointsAreNoDecimal", "points = \"35.5\"", "points = @@\"many\"",
              "'many' is not a decimal number above 0"},
        Wrong{"PointsAreZero", "points = \"35.5\"", "points = @@\"0.0\"", "'0.0' is not a decimal number above 0"},
        Wrong{"PointsWithoutQuotationMarks", "points = \"35.5\"", "points = @@35.5", "'points' must be text"},
        Wrong{"CohortWithoutLeast", "[[change]]\nmeasure = \"RWM\"\npoints = \"35.5\"\ncohort = \"COHORT\"\nleast = 20",
              "@@[[change]]\nmeasure = \"RWM\"\npoints = \"35.5\"\ncohort = \"COHORT\"",
              "'least' is missing from [[change]]"},
        Wrong{"LeastWithoutCohort", "cohort = \"COHORT\"\nleast = 20", "least = @@20",
              "Name the measure as 'cohort' too"},
        Wrong{"LeastTooMuch", "least = 20", "least = @@1000001", "1000001"},
        Wrong{"ChangeTwice", "measure = \"COHORT\"\npercent", "measure = @@\"RWM\"\npercent",
              "line 10 has a [[change]] of RWM already"},
        Wrong{"TotalOfAPercentage", "[[total]]\nmeasure = \"COHORT\"", "[[total]]\nmeasure = @@\"RWM\"",
              "only pupils and counts add up"},
        Wrong{"UnknownDate", "[\"opened_on\", \"closed_on\"]", "[\"opened_on\", @@\"close_on\"]",
              "Did you mean 'closed_on'?"},
        Wrong{"UnknownAgreement", "\"at-most\"", "@@\"at-least\"", "Use one of: same, at-most."},
        Wrong{"AgreesWithItself", "with = \"COHORT\"", "with = @@\"BOYS\"", "always agrees with itself"},
        Wrong{"AgreesWithAPercentage", "with = \"ROLL\"", "with = @@\"R\"", "must be 'pupils' here"}),
    [](const auto& wrong) { return wrong.param.name; });

std::string repeated(const std::string& text, std::size_t count) {
  std::string all;
  for (std::size_t i = 0; i < count; ++i) all += text;
  return all;
}

TEST(Quality, RulesOfOneKindAreLimited) {
  const std::string rule = "[[order]]\ndates = [\"opened_on\", \"closed_on\"]\n";
  const Loaded full = load_rules(repeated(rule, kMaximumQualityRules));
  ASSERT_TRUE(full.settings) << all_texts(full.errors);
  EXPECT_EQ(full.settings->quality.order.size(), kMaximumQualityRules);
  EXPECT_FALSE(load_rules(repeated(rule, kMaximumQualityRules + 1)).settings);
}

TEST(Quality, ComparedMeasuresOfADatasetAreLimited) {
  const auto changes = [](std::size_t count) {
    std::string measures = "[ks2]\n";
    std::string rules;
    for (std::size_t i = 0; i < count; ++i) {
      const std::string code = "M" + std::to_string(i);
      measures += code + " = { unit = \"points\", scale = 0, direction = \"higher\", label = \"x\" }\n";
      rules += "[[change]]\nmeasure = \"" + code + "\"\npoints = \"1\"\n";
    }
    return test::load_files({{"measures.toml", measures}, {"quality.toml", rules}});
  };
  EXPECT_TRUE(changes(kMaximumComparedMeasures).settings);
  const Loaded over = changes(kMaximumComparedMeasures + 1);
  ASSERT_EQ(over.errors.size(), 1u) << all_texts(over.errors);
  EXPECT_THAT(over.errors[0].message, HasSubstr("compare more than 32 measures of 'ks2'"));
}

TEST(Quality, PartsAndDatesAreLimited) {
  const auto joint = [](std::size_t parts) {
    return load_rules("[[joint]]\njoint = \"RWM\"\nparts = [" + repeated("\"R\", ", parts) + "]\n");
  };
  EXPECT_TRUE(joint(kMaximumJointParts).settings) << all_texts(joint(kMaximumJointParts).errors);
  ASSERT_EQ(joint(kMaximumJointParts + 1).errors.size(), 1u);
  EXPECT_THAT(joint(kMaximumJointParts + 1).errors[0].message, HasSubstr("from 2 to 10. Remove some."));
  const auto order = [](std::size_t dates) {
    return load_rules("[[order]]\ndates = [" + repeated("\"opened_on\", ", dates) + "]\n");
  };
  EXPECT_TRUE(order(kMaximumOrderedDates).settings);
  EXPECT_EQ(order(kMaximumOrderedDates + 1).errors.size(), 1u);
}

}  // namespace
}  // namespace termwise::settings
