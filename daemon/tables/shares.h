// What shares of their pupils schools have brought to a standard at key stages 1 and 2, as files count or publish them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "report/table.h"
#include "school/ratio.h"
#include "school/suppression.h"
#include "tables/desk.h"

namespace termwise::tables {

enum class Stage { key_stage_1, key_stage_2 };

// A standard that pupils reach or do not: counted, published in per cent, or both.
struct MeasuredShare {
  std::string label;    // "Level 4 in English and maths"
  std::string count;    // a measure; empty where no file counts
  std::string percent;  // a measure
  std::string cohort;   // a measure
};
// Those of the year; the last is the headline. Never empty.
std::vector<MeasuredShare> measured_shares(Stage stage, int summer);
Sheet sheet_of(Stage stage, const std::vector<MeasuredShare>& shares);

struct SchoolShare {
  std::optional<school::Share> share;  // as counted, or the only count that would be published so
  std::optional<Decimal> published;    // per cent, where there is no count
  std::optional<std::int64_t> pupils;  // the cohort
  bool suppressed = false;             // by the publisher
  bool is_withheld(const school::SuppressionRule& rule) const;  // as it stands by itself
  report::TableCell percent() const;
};
SchoolShare school_share(const Row& row, const MeasuredShare& measure);

// What pupils in England reached in that year, or null: config/standards says.
const settings::StandardRow* national_of(const settings::Settings& settings, const std::string& measure, int summer);
// "England: 73% (DfE, ..., verified)".
std::string national_in_words(const settings::StandardRow& row, const std::string& label);

// The verdict against the nation in a word: "below", "above", "not significant", "too few pupils"; empty without a count.
std::string verdict_in_words(const std::optional<school::Share>& share, const Decimal& national);

}  // namespace termwise::tables
