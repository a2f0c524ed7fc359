#include "ks2_floor/floor_standard.h"

#include <string>

#include <termwise/text.hpp>

namespace termwise::ks2_floor {
namespace {

Threshold set_by_the_la(Threshold threshold, const std::optional<Decimal>& value) {
  if (!value) return threshold;
  threshold.value = *value;
  threshold.source = "set by the LA";
  threshold.in_force = {};
  threshold.confidence = "local";
  return threshold;
}

}  // namespace

FloorStandard read_floor_standard(const Standard& standard, int year, const LocalFloors& local) {
  const auto row = [&](std::string_view limb, std::string_view measure) -> const Threshold& {
    const Threshold* threshold = standard.threshold(limb, measure);
    if (threshold == nullptr)
      throw Failure("The KS2 floor standard of " + academic_year(year) + " has no " + std::string(limb) +
                    " threshold for " + std::string(measure) +
                    ", which this rule needs (it covers 2015/16 to 2017/18): add the row to config/standards.");
    return *threshold;
  };
  const auto progress_row = [&](std::size_t i) {
    const Threshold& threshold = row("progress", kSubjects[i].score.code);
    if (threshold.within != "any-sig1")
      throw Failure("The KS2 floor standard of " + academic_year(year) + " combines its progress thresholds by \"" +
                    std::string(threshold.within) +
                    "\", and this rule knows only \"any-sig1\": correct config/standards, or use a plugin for "
                    "that standard.");
    return set_by_the_la(threshold, local.progress[i]);
  };
  return {row("cohort", kCohort.code), set_by_the_la(row("attainment", kAttainment.code), local.attainment),
          for_each_subject([&](std::size_t i) { return row("coverage", kSubjects[i].coverage.code); }),
          for_each_subject(progress_row),
          for_each_subject([&](std::size_t i) { return row("significance", kSubjects[i].upper.code); })};
}

}  // namespace termwise::ks2_floor
