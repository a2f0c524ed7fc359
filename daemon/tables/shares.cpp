#include "tables/shares.h"

#include <algorithm>

#include <fmt/format.h>

#include "school/significance.h"
#include "tables/cells.h"

namespace termwise::tables {
namespace {

constexpr int kLastSummerOfLevels = 2015;
constexpr int kLastSummerOfEnglish = 2012;
constexpr std::string_view kNation = "nation";

MeasuredShare key_stage_1(std::string_view label, std::string_view measure) {
  return {std::string(label), fmt::format("KS1_COUNT_{}", measure), fmt::format("KS1_{}", measure), "KS1_COHORT"};
}

MeasuredShare key_stage_2(std::string_view label, std::string_view measure, std::string_view count = {}) {
  return {std::string(label), std::string(count), fmt::format("KS2_{}", measure), "KS2_COHORT"};
}

// The count of pupils that is published so, where there is only one.
std::optional<school::Share> only_share(const Decimal& percent, std::int64_t pupils) {
  constexpr std::int64_t kMostTried = 10'000;
  if (pupils <= 0 || pupils > kMostTried) return std::nullopt;
  std::optional<school::Share> only;
  for (std::int64_t count = 0; count <= pupils; ++count) {
    const school::Share share{count, pupils};
    if (school::rounded_percent(share, percent.scale()) != percent) continue;
    if (only) return std::nullopt;
    only = share;
  }
  return only;
}

}  // namespace

std::vector<MeasuredShare> measured_shares(Stage stage, int summer) {
  if (stage == Stage::key_stage_1 && summer <= kLastSummerOfLevels)
    return {key_stage_1("Level 2 in reading", "L2_R"), key_stage_1("Level 2 in writing", "L2_W"),
            key_stage_1("Level 2 in maths", "L2_M"),   key_stage_1("Level 2 in science", "L2_SC"),
            key_stage_1("Level 3 in reading", "L3_R"), key_stage_1("Level 3 in writing", "L3_W"),
            key_stage_1("Level 3 in maths", "L3_M"),   key_stage_1("Level 3 in science", "L3_SC")};
  if (stage == Stage::key_stage_1)
    return {key_stage_1("Expected standard in reading", "EXS_R"), key_stage_1("Expected standard in writing", "EXS_W"),
            key_stage_1("Expected standard in maths", "EXS_M"),   key_stage_1("Greater depth in reading", "GDS_R"),
            key_stage_1("Greater depth in writing", "GDS_W"),     key_stage_1("Greater depth in maths", "GDS_M")};
  if (summer <= kLastSummerOfEnglish)
    return {key_stage_2("Level 4 in English", "L4_E", "KS2_COUNT_L4_E"),
            key_stage_2("Level 4 in maths", "L4_M", "KS2_COUNT_L4_M"),
            key_stage_2("Level 4 in English and maths", "L4_EM", "KS2_COUNT_L4_EM")};
  if (summer <= kLastSummerOfLevels) return {key_stage_2("Level 4 in reading, writing and maths", "L4_RWM")};
  return {key_stage_2("Higher standard in reading, writing and maths", "HIGH_RWM"),
          key_stage_2("Expected standard in reading, writing and maths", "EXS_RWM")};
}

Sheet sheet_of(Stage stage, const std::vector<MeasuredShare>& shares) {
  Sheet sheet{stage == Stage::key_stage_1 ? "ks1" : "ks2",
              stage == Stage::key_stage_1 ? "results of key stage 1" : "results of key stage 2"};
  sheet.measures.push_back(shares.front().cohort);
  for (const auto& share : shares) {
    if (!share.count.empty()) sheet.measures.push_back(share.count);
    sheet.measures.push_back(share.percent);
  }
  return sheet;
}

bool SchoolShare::is_withheld(const school::SuppressionRule& rule) const {
  if (share) return tables::is_withheld(*share, rule);
  return pupils && *pupils <= rule.largest_hidden;
}

report::TableCell SchoolShare::percent() const {
  if (share) return percent_cell(share);
  if (suppressed) return report::Withheld{};
  return cell_of(published);
}

SchoolShare school_share(const Row& row, const MeasuredShare& measure) {
  SchoolShare found;
  found.pupils = row.count(measure.cohort);
  if (!measure.count.empty()) found.share = share_of(row.count(measure.count), found.pupils);
  if (found.share) return found;
  const auto& percent = row.value(measure.percent);
  if (percent.missing() != nullptr) found.suppressed = *percent.missing() == school::Missing::suppressed;
  if (percent.number() == nullptr) return found;
  found.published = *percent.number();
  if (found.pupils) found.share = only_share(*percent.number(), *found.pupils);
  return found;
}

const settings::StandardRow* national_of(const settings::Settings& settings, const std::string& measure, int summer) {
  const auto row = std::find_if(settings.standards.begin(), settings.standards.end(), [&](const auto& one) {
    return one.limb == kNation && one.measure == measure && one.year.summer() == summer && one.value;
  });
  return row == settings.standards.end() ? nullptr : &*row;
}

std::string national_in_words(const settings::StandardRow& row, const std::string& label) {
  return fmt::format("England, {}: {}% ({}; {}).", label, row.value->to_string(), row.source,
                     row.confidence == "verified" ? "verified" : "from memory, nobody has checked it");
}

std::string verdict_in_words(const std::optional<school::Share>& share, const Decimal& national) {
  if (!share) return {};
  if (share->whole < school::ProportionTest{}.fewest_pupils) return "too few pupils";
  const auto verdict = school::significance_of(*share, national);
  if (!verdict) return {};
  if (*verdict == school::Significance::not_significant) return "not significant";
  return *verdict == school::Significance::below ? "below" : "above";
}

}  // namespace termwise::tables
