// What DfE measured schools by at the end of a key stage, in every year that had a standard: which measures make up the
// attainment limb and the progress limb, and how each is said. Which of them a year's standard uses, and with what
// thresholds, is in the national standards and not here.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <termwise/case.hpp>

namespace termwise::standards {

inline constexpr std::size_t kMostSubjects = 3;

// Progress in one subject, or in all together: Progress 8.
struct Subject {
  std::string_view name;     // "reading"
  std::string_view measure;  // "KS2_PROG_R"
  std::string_view unit;     // of its figures: Points::name, or Percent::name for a percentage of pupils
  int decimals = 0;          // with which it is published
  // Each empty where there is none: the limits of the 95% confidence interval, the pupils whose progress could be measured
  // as a percentage, and the same percentage as counts, of the pupils whose progress is known.
  std::string_view lower = {};
  std::string_view upper = {};
  std::string_view coverage = {};
  std::string_view count = {};
  std::string_view known = {};
};

// One way in which schools were measured.
struct Yardstick {
  std::string_view attainment;    // a percentage of pupils; empty where progress alone decides
  std::string_view count;         // the same as a number of pupils; empty where no file has it
  std::string_view reached;       // "reached level 4 in English and maths"
  std::string_view missing;       // "the percentage reaching level 4 in English and maths"
  std::vector<Subject> subjects;  // of the progress limb; none: there is no such limb
  bool cohort_may_lack = false;   // files of its years that are passed on may lack the number of pupils
  int repeated_attainment = 0;    // how many years later files still repeat it, as CODE_PREV1 and so on
  int repeated_progress = 0;
};

struct Stage {
  std::string_view id;        // "ks2", as the national standards name it
  std::string_view words;     // "key stage 2"
  Measure<Pupils> cohort;     // at its end
  int last_age;               // of pupils at its end
  bool only_its_own_schools;  // leaves out schools without any figure of the stage
  std::vector<Yardstick> yardsticks;
};

// Schools that teach 7 to 11 year-olds; levels to 2015, and the expected standard since.
const Stage& key_stage_2();
// 14 to 16 year-olds; five good GCSEs to 2015, and Progress 8 since.
const Stage& key_stage_4();

// The measures of a yardstick that a school cannot be judged without.
std::vector<std::string> figures_of(const Yardstick& yardstick);

// All that a rule about a stage reads, so many years back.
std::vector<Read> reads(const Stage& stage, int years_before);

}  // namespace termwise::standards
