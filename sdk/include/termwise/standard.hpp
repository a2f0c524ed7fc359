// National standards: what a year's thresholds are, and where each comes from.
#pragma once

#include <algorithm>
#include <iterator>
#include <optional>
#include <string_view>
#include <vector>

#include <termwise/value.hpp>

namespace termwise {

// The same number with no more decimals than it needs: a table has one scale for all of its rows.
inline Decimal shortest(Decimal number) {
  while (number.scale() > 0 && number.rescaled(number.scale() - 1)) number = *number.rescaled(number.scale() - 1);
  return number;
}

// One comparison that a standard asks for. Texts are borrowed from the facts or from constants.
struct Threshold {
  std::string_view measure;
  Operator operation = Operator::less;
  Decimal value;
  std::string_view limb;        // "attainment"
  std::string_view within;      // how the rows of a limb combine: "and", "any-sig1"
  std::string_view source;      // a document, or "set by the LA"
  std::string_view in_force;    // since when, as the source says
  std::string_view confidence;  // "verified", "memory", "local"

  // Whether the threshold's comparison holds for a figure.
  constexpr Truth test(const Value& observed) const { return compare(observed, operation, value); }
};

// Whether a standard applies in a year, was withdrawn, lacks national data, or was not set for that year while it was, or
// was to be, for a later one.
enum class StandardState { set, removed, no_data, none_set };

// One standard in one year.
struct Standard {
  StandardState state = StandardState::set;
  std::vector<Threshold> thresholds;  // of a standard that is set
  std::string_view source;            // of its absence
  std::string_view in_force;
  std::string_view confidence;

  // Null where the standard has no such row.
  const Threshold* threshold(std::string_view limb, std::string_view measure) const {
    const auto found = std::find_if(thresholds.begin(), thresholds.end(),
                                    [&](const Threshold& row) { return row.limb == limb && row.measure == measure; });
    return found == thresholds.end() ? nullptr : &*found;
  }
  // All the rows of one limb, in their order.
  std::vector<Threshold> limb(std::string_view name) const {
    std::vector<Threshold> rows;
    std::copy_if(thresholds.begin(), thresholds.end(), std::back_inserter(rows),
                 [&](const Threshold& row) { return row.limb == name; });
    return rows;
  }
};

// A threshold as the LA sets it for itself.
inline Threshold set_by_the_la(Threshold threshold, const Decimal& value) {
  threshold.value = value;
  threshold.source = "set by the LA";
  threshold.in_force = {};
  threshold.confidence = "local";
  return threshold;
}

}  // namespace termwise
