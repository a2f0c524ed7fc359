#include "school/concern.h"

#include <array>

namespace termwise::school {
namespace {

constexpr std::array kStages{ConcernStage::provisional, ConcernStage::entered, ConcernStage::leaving,
                             ConcernStage::left};

}  // namespace

std::string_view name(ConcernStage stage) {
  switch (stage) {
    case ConcernStage::provisional:
      return "provisional";
    case ConcernStage::entered:
      return "entered";
    case ConcernStage::leaving:
      return "leaving";
    case ConcernStage::left:
      break;
  }
  return "left";
}

std::optional<ConcernStage> concern_stage_named(std::string_view text) {
  for (const auto stage : kStages)
    if (name(stage) == text) return stage;
  return std::nullopt;
}

bool Concern::overridden_on(std::chrono::year_month_day day) const { return override_until && day < *override_until; }

const std::string& Concern::category_on(std::chrono::year_month_day day) const {
  return overridden_on(day) ? *override_category : category;
}

bool Concern::signed_off_on(std::chrono::year_month_day day) const { return signed_category == category_on(day); }

}  // namespace termwise::school
