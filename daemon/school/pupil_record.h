// What one line of a pupil-level file said about one pupil: figures under a pseudonym. There is no name, no UPN and no
// text in it, so that nothing of it tells who the pupil is.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/ids.h"

namespace termwise::school {

// Stands for a UPN: the same under the same key, and of no use to find the UPN without it.
using Pseudonym = std::array<std::uint8_t, 16>;

struct PupilRecord {
  std::uint32_t line = 0;  // physical line on which the row starts, from 1, header included
  Urn urn;                 // of the pupil's school
  std::optional<LaCode> la_code;
  Pseudonym pupil{};
  int summer = 0;  // of the academic year that the row is about
  // One for each measure that the file has, in its layout's order: units / 10^scale of the measure, 0 where there is none.
  std::vector<std::int32_t> values;
  std::vector<std::uint8_t> reasons;  // for each of them: 0 present, else the number of its Missing
};

}  // namespace termwise::school
