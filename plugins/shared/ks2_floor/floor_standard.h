// The thresholds of the KS2 floor standard in one year, all of them from the national standards, or set by
// the LA.
#pragma once

#include <array>
#include <optional>

#include <termwise/standard.hpp>

#include "ks2_floor/figures.h"

namespace termwise::ks2_floor {

// Thresholds that an LA sets for itself; those it leaves alone are the national ones.
struct LocalFloors {
  std::optional<Decimal> attainment;                           // percent
  std::array<std::optional<Decimal>, kSubjectCount> progress;  // points
};

struct FloorStandard {
  Threshold cohort;
  Threshold attainment;
  std::array<Threshold, kSubjectCount> coverage;
  std::array<Threshold, kSubjectCount> progress;
  std::array<Threshold, kSubjectCount> significance;  // of the upper confidence limit
};

// Throws a Failure that names the row where the national standard lacks one.
FloorStandard read_floor_standard(const Standard& standard, int year, const LocalFloors& local);

}  // namespace termwise::ks2_floor
