// One made-up figure.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "check/scene.h"
#include "settings/settings.h"

namespace termwise::check {

// A number that looks random and follows from these alone.
std::uint64_t scatter(std::int64_t school, std::int64_t year, std::string_view what);

// What a measure's figures look like.
struct Shape {
  std::uint32_t scale = 0;
  std::int64_t least = 0;  // in units of 10^-scale
  std::int64_t most = 100;
  bool pupils = false;                     // whether it counts them
  std::vector<std::int64_t> thresholds;    // in the same units, one for each of the run's standards that sets one
  std::vector<std::int64_t> earlier = {};  // the same of years before
};
// As the measure list says, or as the code sounds where there is none.
Shape shape_of(std::string_view code, const settings::Settings* settings);

struct Figure {
  std::int64_t value = 0;
  std::uint8_t reason = TW_PRESENT;
};
// `scale` of the whole column is scale_of(). Codes that end in _LOWER and _UPPER are limits around what stands before.
std::uint32_t scale_of(const Scene& scene, const Shape& shape);
Figure figure(const Scene& scene, const Shape& shape, std::string_view code, std::int64_t school, std::int64_t year);

}  // namespace termwise::check
