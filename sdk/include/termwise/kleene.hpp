// Three-valued logic: what a rule may conclude when some of its figures are missing. A Truth is not a bool
// and does not become one, so that "unknown" is never taken for "no" by accident.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include <termwise/abi.h>

namespace termwise {

// What is known of a question: an answer, or that a missing figure leaves it open.
enum class Truth : std::uint32_t { no = TW_FALSE, yes = TW_TRUE, unknown = TW_UNKNOWN };

// A question whose answer is known.
constexpr Truth truth(bool known) { return known ? Truth::yes : Truth::no; }

constexpr Truth operator!(Truth a) {
  if (a == Truth::unknown) return a;
  return truth(a == Truth::no);
}

// Both operands are always evaluated, so that a comparison on either side is recorded.
constexpr Truth operator&&(Truth a, Truth b) {
  if (a == Truth::no || b == Truth::no) return Truth::no;
  return a == Truth::yes ? b : a;
}

constexpr Truth operator||(Truth a, Truth b) { return !(!a && !b); }

// Asks a verdict, a function of N facts, in every world that the unknown facts leave open: yes or no where
// all of them agree, otherwise unknown. Operators alone can say "unknown" too often where a fact stands in
// the verdict twice.
template <std::size_t N, class Verdict>
constexpr Truth in_every_world(const std::array<Truth, N>& facts, const Verdict& verdict) {
  static_assert(N <= 16, "the number of worlds doubles with each unknown fact");
  std::array<bool, N> world{};
  std::array<std::size_t, N> open{};
  std::size_t open_count = 0;
  for (std::size_t i = 0; i < N; ++i) {
    world[i] = facts[i] == Truth::yes;
    if (facts[i] == Truth::unknown) open[open_count++] = i;
  }
  bool some_yes = false;
  bool some_no = false;
  for (std::size_t number = 0; number < (std::size_t{1} << open_count); ++number) {
    for (std::size_t i = 0; i < open_count; ++i) world[open[i]] = ((number >> i) & 1u) != 0;
    (verdict(world) ? some_yes : some_no) = true;
    if (some_yes && some_no) return Truth::unknown;
  }
  return truth(some_yes);
}

// Whether knowing this one unknown fact could make a difference to the verdict.
template <std::size_t N, class Verdict>
constexpr bool matters(std::array<Truth, N> facts, std::size_t fact, const Verdict& verdict) {
  if (facts[fact] != Truth::unknown) return false;
  facts[fact] = Truth::no;
  const auto same_either_way = [&](const std::array<bool, N>& world) {
    std::array<bool, N> other = world;
    other[fact] = true;
    return verdict(world) == verdict(other);
  };
  return in_every_world(facts, same_either_way) != Truth::yes;
}

}  // namespace termwise
