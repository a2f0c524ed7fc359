// Units, as types: figures of different units cannot be compared (a compile error), and each unit knows how it is
// written in a sentence.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <termwise/decimal.hpp>

namespace termwise {

// "1 pupil", "12 pupils"
inline std::string counted(const Decimal& number, std::string_view one, std::string_view many) {
  return number.to_string() + " " + std::string(number == Decimal(1) ? one : many);
}

// "reading", "reading and maths", "reading, writing and maths"
inline std::string joined(const std::vector<std::string>& items) {
  std::string text;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i > 0) text += i + 1 == items.size() ? " and " : ", ";
    text += items[i];
  }
  return text;
}

// Of a whole, 0 to 100: "58%".
struct Percent {
  static constexpr std::string_view name = "percent";
  // "58%"
  static std::string words(const Decimal& number) { return number.to_string() + "%"; }
  // 0 to 100.
  static constexpr bool possible(const Decimal& number) { return number >= Decimal(0) && number <= Decimal(100); }
};

// By how much two percentages differ, which is itself none: from 70% to 60% is "10 percentage points".
struct PercentagePoints {
  static constexpr std::string_view name = "percentage points";
  // "10 percentage points"
  static std::string words(const Decimal& number) { return counted(number, "percentage point", "percentage points"); }
};

// People counted whole: "31 pupils".
struct Pupils {
  static constexpr std::string_view name = "pupils";
  // "31 pupils"
  static std::string words(const Decimal& number) { return counted(number, "pupil", "pupils"); }
  // 0 and more.
  static constexpr bool possible(const Decimal& number) { return number >= Decimal(0); }
};

// Of a score, such as progress; written with at least one decimal, as DfE publishes it: "-5.2".
struct Points {
  static constexpr std::string_view name = "points";
  // "-5.2"
  static std::string words(const Decimal& number) {
    return number.scale() >= 1 ? number.to_string() : number.rescaled(1).value_or(number).to_string();
  }
};

// Whole days or parts of them: "3 days".
struct Days {
  static constexpr std::string_view name = "days";
  // "3 days"
  static std::string words(const Decimal& number) { return counted(number, "day", "days"); }
  // 0 and more.
  static constexpr bool possible(const Decimal& number) { return number >= Decimal(0); }
};

// A number without a unit, such as how many indicators hold.
struct Plain {
  static constexpr std::string_view name = "";
  // "12"
  static std::string words(const Decimal& number) { return number.to_string(); }
};

// The unit of what two figures of a unit differ by: the same one, but for percentages.
template <class Unit>
struct DifferenceOf {
  using type = Unit;
};
// Percentages differ by percentage points.
template <>
struct DifferenceOf<Percent> {
  using type = PercentagePoints;
};
// The same as a name.
template <class Unit>
using DifferenceUnit = typename DifferenceOf<Unit>::type;

// Whether a figure of the unit could be this number: a unit that does not say holds any.
template <class Unit>
constexpr bool possible(const Decimal& number) {
  if constexpr (requires { Unit::possible(number); })
    return Unit::possible(number);
  else
    return true;
}

// A number in words by its unit's name, as a manifest has it; a unit of somebody else's is written behind the number.
inline std::string in_unit(const Decimal& number, std::string_view unit) {
  if (unit == Percent::name) return Percent::words(number);
  if (unit == PercentagePoints::name) return PercentagePoints::words(number);
  if (unit == Pupils::name) return Pupils::words(number);
  if (unit == Points::name) return Points::words(number);
  if (unit == Days::name) return Days::words(number);
  return unit.empty() ? number.to_string() : number.to_string() + " " + std::string(unit);
}

}  // namespace termwise
