#include "check/synthetic_figures.h"

#include <iterator>
#include <limits>
#include <optional>

namespace termwise::check {
namespace {

constexpr std::uint64_t kUsualGapsPercent = 4;
// Of gappy scenes, by school: where all have many gaps, none has only one.
constexpr std::uint64_t kGapsPercent[] = {8, 16, 33, 66};
// Of every fifth of them, which is new: hardly anything is known of its earlier years.
constexpr std::uint64_t kNewSchools = 5;
constexpr std::uint64_t kNewSchoolGapsPercent = 75;

std::uint64_t mixed(std::uint64_t value) {  // the finalizer of splitmix64
  value += 0x9E37'79B9'7F4A'7C15;
  value = (value ^ (value >> 30)) * 0xBF58'476D'1CE4'E5B9;
  value = (value ^ (value >> 27)) * 0x94D0'49BB'1331'11EB;
  return value ^ (value >> 31);
}

bool ends_with(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

bool contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

std::int64_t power_of_ten(std::uint32_t exponent) {
  std::int64_t power = 1;
  for (std::uint32_t i = 0; i < exponent; ++i) power *= 10;
  return power;
}

// "KS2_PROG_R_UPPER" -> "KS2_PROG_R", and the step from that figure to this one.
std::string_view base_of(std::string_view code, std::int64_t& step) {
  for (const auto& [end, direction] : {std::pair<std::string_view, std::int64_t>{"_LOWER", -1}, {"_UPPER", 1}})
    if (ends_with(code, end)) {
      step = direction;
      return code.substr(0, code.size() - end.size());
    }
  step = 0;
  return code;
}

}  // namespace

std::uint64_t scatter(std::int64_t school, std::int64_t year, std::string_view what) {
  std::uint64_t hash = 0xCBF2'9CE4'8422'2325;  // FNV-1a
  for (const char c : what) hash = (hash ^ static_cast<std::uint8_t>(c)) * 0x100'0000'01B3;
  return mixed(mixed(static_cast<std::uint64_t>(school)) ^ mixed(static_cast<std::uint64_t>(year)) ^ hash);
}

Shape shape_of(std::string_view code, const settings::Settings* settings) {
  const school::Measure* measure = settings ? settings->measure(code) : nullptr;
  using school::Unit;
  Unit unit = Unit::percent;
  std::uint32_t scale = 0;
  if (measure) {
    unit = measure->unit;
    scale = static_cast<std::uint32_t>(measure->scale);
  } else if (contains(code, "COVERAGE")) {
    unit = Unit::percent;
  } else if (contains(code, "COHORT") || contains(code, "PUPILS") || contains(code, "_COUNT_") ||
             contains(code, "NOR")) {
    unit = Unit::pupils;
  } else if (contains(code, "PROG") || contains(code, "_P8")) {
    unit = Unit::points;
    scale = 1;
  }
  const std::int64_t one = power_of_ten(scale);
  switch (unit) {
    case Unit::pupils:
    case Unit::count:
      return {scale, 0, 90 * one, true, {}};
    case Unit::points:
      return {scale, -9 * one, 5 * one, false, {}};
    case Unit::score:
      return {scale, 80 * one, 120 * one, false, {}};
    case Unit::band:
      return {scale, 1 * one, 9 * one, false, {}};
    case Unit::percent:
      break;
  }
  return {scale, 20 * one, 100 * one, false, {}};
}

std::uint32_t scale_of(const Scene& scene, const Shape& shape) {
  switch (scene.figures) {
    case Figures::fine:
    case Figures::largest_fine:
    case Figures::smallest_fine:
      return TW_MAX_SCALE;
    case Figures::largest:
    case Figures::smallest:
      return 0;
    default:
      return shape.scale;
  }
}

namespace {

// At a threshold or a unit beside it. Of measures that only earlier standards ask for, every second school's.
std::optional<std::int64_t> near(const Shape& shape, std::int64_t school, std::uint64_t drawn) {
  const auto& thresholds = shape.thresholds.empty() ? shape.earlier : shape.thresholds;
  if (thresholds.empty()) return std::nullopt;
  if (shape.thresholds.empty() && scatter(school, 0, "earlier") % 2 == 0) return std::nullopt;
  return thresholds[scatter(school, 0, "standard") % thresholds.size()] - 1 + static_cast<std::int64_t>(drawn % 3);
}

}  // namespace

Figure figure(const Scene& scene, const Shape& shape, std::string_view code, std::int64_t school, std::int64_t year) {
  const std::uint64_t chance = scatter(school, year, code) % 1000;
  const auto missing_in = [&](std::uint64_t percent) { return chance < 10 * percent; };
  std::int64_t step = 0;
  const std::string_view base = base_of(code, step);
  const std::uint64_t drawn = scatter(school + 1, year, base);
  const std::int64_t range = shape.most - shape.least + 1;
  const std::int64_t plausible =
      shape.least + static_cast<std::int64_t>(drawn % static_cast<std::uint64_t>(range)) + step * range / 6;
  const std::int64_t one = power_of_ten(shape.scale);
  switch (scene.figures) {
    case Figures::plausible:
      if (missing_in(kUsualGapsPercent)) return {0, static_cast<std::uint8_t>(1 + drawn % TW_UNPARSEABLE)};
      return {plausible};
    case Figures::gaps:
      if (scatter(school, 0, "new") % kNewSchools == 0 && missing_in(kNewSchoolGapsPercent)) return {0, TW_NEW_SCHOOL};
      if (missing_in(kGapsPercent[scatter(school, 0, "gaps") % std::size(kGapsPercent)]))
        return {0, static_cast<std::uint8_t>(1 + drawn % TW_UNPARSEABLE)};
      return {plausible};
    case Figures::missing:
      return {0, scene.reason};
    case Figures::zero:
      return {0};
    case Figures::negative:
      return {-one - static_cast<std::int64_t>(drawn % 50) * one};
    case Figures::over_hundred:
      return {101 * one + static_cast<std::int64_t>(drawn % 400) * one};
    case Figures::fine:
      return {plausible * power_of_ten(TW_MAX_SCALE - shape.scale) +
              static_cast<std::int64_t>(drawn % 2 == 0 ? 1 : -1)};
    case Figures::at_standards:
      // Every second school has no count beside its percentage.
      if (contains(code, "_COUNT_") && scatter(school, 0, "counts") % 2 == 0) return {0, TW_NOT_SUPPLIED};
      if (shape.pupils) return {100 * one + static_cast<std::int64_t>(drawn % 200) * one};
      return {near(shape, school, drawn).value_or(plausible)};
    case Figures::largest:
    case Figures::largest_fine:
      return {std::numeric_limits<std::int64_t>::max()};
    case Figures::smallest:
    case Figures::smallest_fine:
      return {std::numeric_limits<std::int64_t>::min()};
  }
  return {};
}

}  // namespace termwise::check
