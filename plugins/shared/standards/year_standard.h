// The thresholds of one standard in one year, all of them from the national standards, or set by the LA, sorted by what
// they ask.
#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include <termwise/standard.hpp>

#include "standards/stage.h"

namespace termwise::standards {

// How the subjects of a progress limb join: the limb is under its floor where ...
enum class Joined {
  none,         // (there is no such limb)
  all,          // every subject is under: below its median
  any_sig1,     // two subjects are under, or one that is significantly below average
  any_each_sig  // any subject is under and significantly below average
};

// One test of a school: an attainment limb, a progress limb, or both.
struct Test {
  const Yardstick* yardstick = nullptr;
  std::optional<Threshold> attainment;
  Joined joined = Joined::none;
  // By subject. A median that the standards lack leaves its subject open; the others are always there.
  std::array<std::optional<Threshold>, kMostSubjects> progress;
  std::array<std::optional<Threshold>, kMostSubjects> significance;  // of the upper confidence limit
  std::array<std::optional<Threshold>, kMostSubjects> coverage;

  std::size_t subjects() const { return joined == Joined::none ? 0 : yardstick->subjects.size(); }
};

struct YearStandard {
  int year = 0;
  std::optional<Threshold> cohort;  // below it a school is exempt
  std::optional<Test> test;         // of every school, or of those that did not opt for the other
  std::vector<Test> separate;       // in place of `test`: targets that a school meets or misses each by itself
  std::optional<Test> opted_in;     // of schools that opted for it, in a year that left them the choice
};

// What an LA sets for itself in place of a national threshold, by measure.
using Own = std::vector<std::pair<std::string_view, Decimal>>;

// `standard` is set. Throws a Failure that names the row where it lacks one that its test cannot do without, or combines
// its rows in a way that no test does.
YearStandard read_year(const Stage& stage, const Standard& standard, std::string_view called, int year, const Own& own);

}  // namespace termwise::standards
