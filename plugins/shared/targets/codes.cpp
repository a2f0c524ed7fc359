#include "targets/codes.h"

#include <algorithm>

#include "targets/round.h"

namespace termwise::targets {
namespace {

constexpr Measure<Pupils> kKeyStage2{"KS2_COHORT"};
constexpr Measure<Pupils> kKeyStage1{"KS1_COHORT"};

constexpr std::array<Published, 21> kPublished{{
    {"T1", "4", {"KS2_COUNT_L4_EM"}, kKeyStage2, Measure<Percent>{"KS2_L4_EM"}, "reached level 4 in English and maths"},
    {"T2",
     "",
     {"KS2_COUNT_LP2_E"},
     {"KS2_COHORT_LP2_E"},
     Measure<Percent>{"KS2_LP2_E"},
     "made two levels of progress in English"},
    {"T3",
     "",
     {"KS2_COUNT_LP2_M"},
     {"KS2_COHORT_LP2_M"},
     Measure<Percent>{"KS2_LP2_M"},
     "made two levels of progress in maths"},
    {"T5", "4", {"KS2_COUNT_L4_E"}, kKeyStage2, Measure<Percent>{"KS2_L4_E"}, "reached level 4 in English"},
    {"T6", "4", {"KS2_COUNT_L4_M"}, kKeyStage2, Measure<Percent>{"KS2_L4_M"}, "reached level 4 in maths"},
    {"T8", "2", {"KS1_COUNT_L2_R"}, kKeyStage1, std::nullopt, "reached level 2 in reading at key stage 1"},
    {"T8", "2B", {"KS1_COUNT_L2B_R"}, kKeyStage1, std::nullopt, "reached level 2B in reading at key stage 1"},
    {"T8", "3", {"KS1_COUNT_L3_R"}, kKeyStage1, std::nullopt, "reached level 3 in reading at key stage 1"},
    {"T8",
     "EXS",
     {"KS1_COUNT_EXS_R"},
     kKeyStage1,
     std::nullopt,
     "reached the expected standard in reading at key stage 1"},
    {"T8", "GDS", {"KS1_COUNT_GDS_R"}, kKeyStage1, std::nullopt, "worked at greater depth in reading at key stage 1"},
    {"T9", "2", {"KS1_COUNT_L2_W"}, kKeyStage1, std::nullopt, "reached level 2 in writing at key stage 1"},
    {"T9", "2B", {"KS1_COUNT_L2B_W"}, kKeyStage1, std::nullopt, "reached level 2B in writing at key stage 1"},
    {"T9", "3", {"KS1_COUNT_L3_W"}, kKeyStage1, std::nullopt, "reached level 3 in writing at key stage 1"},
    {"T9",
     "EXS",
     {"KS1_COUNT_EXS_W"},
     kKeyStage1,
     std::nullopt,
     "reached the expected standard in writing at key stage 1"},
    {"T9", "GDS", {"KS1_COUNT_GDS_W"}, kKeyStage1, std::nullopt, "worked at greater depth in writing at key stage 1"},
    {"T10", "2", {"KS1_COUNT_L2_M"}, kKeyStage1, std::nullopt, "reached level 2 in maths at key stage 1"},
    {"T10", "2B", {"KS1_COUNT_L2B_M"}, kKeyStage1, std::nullopt, "reached level 2B in maths at key stage 1"},
    {"T10", "3", {"KS1_COUNT_L3_M"}, kKeyStage1, std::nullopt, "reached level 3 in maths at key stage 1"},
    {"T10",
     "EXS",
     {"KS1_COUNT_EXS_M"},
     kKeyStage1,
     std::nullopt,
     "reached the expected standard in maths at key stage 1"},
    {"T11", "2", {"KS1_COUNT_L2_SC"}, kKeyStage1, std::nullopt, "reached level 2 in science at key stage 1"},
    {"T11", "3", {"KS1_COUNT_L3_SC"}, kKeyStage1, std::nullopt, "reached level 3 in science at key stage 1"},
}};

constexpr std::array<std::pair<std::string_view, std::string_view>, 8> kGroups{
    {{"boys", "boys"},
     {"girls", "girls"},
     {"FSM", "pupils eligible for free school meals"},
     {"not FSM", "pupils not eligible for free school meals"},
     {"SEN", "pupils with special educational needs"},
     {"EAL", "pupils whose first language is not English"},
     {"looked after", "looked-after pupils"},
     {"more able", "more able pupils"}}};

}  // namespace

const Code* code_named(std::string_view code) {
  const auto found = std::find_if(kCodes.begin(), kCodes.end(), [&](const Code& one) { return one.code == code; });
  return found == kCodes.end() ? nullptr : &*found;
}

std::string_view usual_level(const Code& code) {
  if (code.kind == Kind::joint || code.kind == Kind::key_stage_2) return "4";
  return code.kind == Kind::key_stage_1 ? "2" : "";
}

std::string in_words(const Code& code, std::string_view level) {
  if (code.kind == Kind::absence) return "absence";
  if (code.kind == Kind::progress) return "two levels of progress in " + std::string(code.subject);
  std::string text = "level " + std::string(level);
  if (level == "EXS") text = "the expected standard";
  if (level == "GDS") text = "greater depth";
  return text + " in " + std::string(code.subject) + (code.kind == Kind::key_stage_1 ? " at key stage 1" : "");
}

std::string_view group_in_words(std::string_view group) {
  const auto found = std::find_if(kGroups.begin(), kGroups.end(), [&](const auto& one) { return one.first == group; });
  return found == kGroups.end() ? std::string_view() : found->second;
}

const Published* published(std::string_view code, std::string_view level) {
  const auto found = std::find_if(kPublished.begin(), kPublished.end(),
                                  [&](const Published& one) { return one.code == code && one.level == level; });
  return found == kPublished.end() ? nullptr : &*found;
}

std::vector<Read> reads_of_results() {
  std::vector<Read> all;
  for (const Published& one : kPublished) {
    all.emplace_back(one.count.before(kMostYearsBefore).linked());
    all.emplace_back(one.of.before(kMostYearsBefore).linked());
    if (one.percent) all.emplace_back(one.percent->before(kMostYearsBefore).linked());
  }
  return all;
}

}  // namespace termwise::targets
