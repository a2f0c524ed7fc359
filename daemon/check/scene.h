// What a check run is about: a made-up Local Authority, in a few words. synthetic.h turns it into tables.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <termwise/abi.h>

namespace termwise::check {

enum class Figures {
  plausible,     // as results look, some missing
  gaps,          // plausible, a third missing for all kinds of reasons
  missing,       // none at all
  zero,          // 0 everywhere, the numbers of pupils included
  negative,      // below 0 everywhere
  over_hundred,  // above 100 everywhere, percentages included
  fine,          // plausible, with TW_MAX_SCALE decimals that are not 0
  largest,       // the largest whole number there is
  largest_fine,  // the same digits with TW_MAX_SCALE decimals
  smallest,
  smallest_fine,
  at_standards  // at the standards' thresholds or a unit beside them, of large schools, so that rounding decides
};

enum class Texts {
  plain,
  hostile,  // right-to-left marks, combining letters, emoji, control characters, HTML, braces, 4,000 bytes
  missing
};

enum class Standards {
  set,
  no_rows,           // the table is empty
  removed,           // withdrawn for the run's year
  no_data,           // not measured in the run's year
  unknown_operator,  // a newer configuration's
  unknown_measure,
  earlier  // those of an earlier year, as those of the run's
};

struct Scene {
  std::string id;     // "one-school"
  std::string words;  // "one school", for sentences
  std::string hint;   // what an author should look at where it fails
  std::size_t schools = 50;
  Figures figures = Figures::plausible;
  std::uint8_t reason = TW_NOT_SUPPLIED;  // of missing figures
  Texts texts = Texts::plain;
  Standards standards = Standards::set;
  std::int64_t standards_of = 0;  // the earlier year
  bool may_fail = false;          // a plugin may say that it cannot work with this
  bool half = false;              // every second school is left out, and the others stay as they are
  bool tokens_backwards = false;  // evidence tokens in another order
  bool renumbered = false;        // the same schools under each other's URNs, so that each has another place
};

// A small LA as most are, for what is compared between runs.
Scene usual_scene();
// The same with many figures missing.
Scene gappy_scene();
// With texts that nobody would expect.
Scene hostile_scene();
// Every scene that a plugin has to get through, but for the large one; those with standards only where they matter.
std::vector<Scene> all_scenes(bool with_standards);
Scene large_scene(std::size_t schools);

}  // namespace termwise::check
