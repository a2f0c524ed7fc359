// What config/quality.toml asks of figures and dates: the rules of data quality that need to know what a measure means.
// A missing value is never compared, by none of them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <termwise/decimal.hpp>

namespace termwise::settings {

inline constexpr std::size_t kMaximumQualityRules = 500;  // of each kind
inline constexpr std::size_t kMaximumJointParts = 10;     // of one [[joint]]
inline constexpr std::size_t kMaximumOrderedDates = 10;   // of one [[order]]

// A joint percentage lies between what its parts leave room for; all are shares of the same pupils.
struct JointRule {
  std::string joint;
  std::vector<std::string> parts;  // two or more
};

// A percentage is a whole number of these pupils.
struct CountRule {
  std::string percentage;
  std::string pupils;
};

// A figure does not change suddenly against the year before.
struct ChangeRule {
  std::string measure;
  std::optional<Decimal> points;   // that it may change by, in its own unit; or
  std::optional<Decimal> percent;  // of the year before
  std::string cohort;              // whose pupils both years need at least so many of; empty: no such need
  std::int64_t least = 0;
  bool across_breaks = false;  // also into a year whose figures do not compare with those before
};

// An LA's row is the sum of its schools' rows in the file.
struct TotalRule {
  std::string measure;
};

// No date of these is before an earlier one.
struct OrderRule {
  std::vector<std::string> dates;  // attributes, two or more
};

enum class Agreement { same, at_most };

// What two measures say of one school and year agrees, whether one file has both or two have one each.
struct AgreeRule {
  std::string measure;
  std::string with;
  Agreement agreement = Agreement::same;
  Decimal percent;          // of the other that may lie between them; and at least
  std::int64_t pupils = 0;  // so many
};

struct QualityRules {
  std::vector<JointRule> joint;
  std::vector<CountRule> count;
  std::vector<ChangeRule> change;
  std::vector<TotalRule> total;
  std::vector<OrderRule> order;
  std::vector<AgreeRule> agree;
};

}  // namespace termwise::settings
