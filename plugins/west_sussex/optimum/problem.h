// The assignment problem without its people: needs that each take some days of one adviser, advisers who have only so many,
// and whole points for each pairing that is allowed. What is asked: serve as many needs as can be; then, if that is wanted,
// keep as many pairings as can be; then reach as many points as can be. Everything is a whole number.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace termwise::west_sussex {

// A pairing that is allowed.
struct Option {
  std::size_t adviser = 0;
  std::int64_t points = 0;  // 0 to kMostPoints
  bool keeps = false;       // it is the pairing that there is already

  bool operator==(const Option&) const = default;
};

struct Need {
  std::int64_t days = 0;        // more than 0
  std::vector<Option> options;  // by adviser, each at most once
};

struct Problem {
  std::vector<std::int64_t> capacity;  // of each adviser, in the unit of the needs' days
  std::vector<Need> needs;             // their order decides between plans that are equally good
  std::int64_t keeping_bonus =
      0;  // how many of an option's points are for keeping; options that keep have at least these
  bool least_change = false;
};

// Beyond these a problem is refused. The first keeps every sum far within what the solver's numbers hold.
inline constexpr std::int64_t kMostPoints = 1000;
inline constexpr std::size_t kMostAdvisers = 1000;
inline constexpr std::size_t kMostNeeds = 5000;
inline constexpr std::size_t kMostOptions = 500'000;

inline constexpr std::size_t kUnserved = static_cast<std::size_t>(-1);

// How far one of the three aims was reached.
struct Reached {
  std::int64_t value = 0;
  std::int64_t bound = 0;  // no plan reaches more; where it is the value, that is proven best

  bool proven() const { return value == bound; }
};

struct Solution {
  std::vector<std::size_t> adviser;  // of each need, or kUnserved
  Reached served;
  Reached kept;    // of the plans that serve so many; its bound says nothing where least change was not asked for
  Reached points;  // of the plans that serve so many, and keep so many where that was asked for
};

}  // namespace termwise::west_sussex
