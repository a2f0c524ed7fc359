// The table of national standards for check runs.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "check/scene.h"
#include "settings/settings.h"

namespace termwise::check {

struct StandardLine {
  std::string standard, stage;
  std::int64_t year = 0;
  std::string state, measure, operation;
  std::int64_t value = 0;  // in hundredths
  bool has_value = false;
  std::string limb, within, source, in_force, confidence;
};

// Sorted by (standard, stage, year, measure), as the ABI says.
std::vector<StandardLine> standard_lines(const Scene& scene, std::int32_t year, const settings::Settings* settings);

inline constexpr std::uint32_t kStandardScale = 2;

}  // namespace termwise::check
