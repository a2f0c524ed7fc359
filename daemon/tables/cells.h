// Cells of tables, and what of them is withheld from whom.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "report/table.h"
#include "school/ratio.h"
#include "school/suppression.h"
#include "school/value.h"

namespace termwise::tables {

inline constexpr int kPercentDecimals = 1;

report::TableCell cell_of(const std::optional<Decimal>& number);
report::TableCell cell_of(const std::optional<std::int64_t>& count);
report::TableCell cell_of_value(const school::Value& value);
report::TableCell count_cell(std::int64_t count);
report::TableCell text_cell(std::string text);  // an empty text is no figure
report::TableCell percent_cell(const std::optional<school::Share>& share);
// "3.00" schools an adviser; no figure of nobody.
report::TableCell ratio_cell(std::int64_t amount, std::int64_t of, int decimals);
// Withheld where it is hidden.
report::TableCell cell_unless(bool hidden, report::TableCell cell);

// Empty where either is not known or they do not fit.
std::optional<school::Share> share_of(const std::optional<std::int64_t>& part,
                                      const std::optional<std::int64_t>& whole);

// Which rows are withheld, where the last row is that of all. A cohort alone, whose share is not known, is a group of which nobody
// is said to have reached anything.
struct Cohort {
  std::optional<school::Share> share;
  std::optional<std::int64_t> people = std::nullopt;  // where there is no share
};
struct Withholding {
  std::vector<bool> rows;
  bool all = false;
};
Result<Withholding> withholding_of(const std::vector<Cohort>& cohorts, const school::SuppressionRule& rule);

// Of a share that stands by itself.
bool is_withheld(const school::Share& share, const school::SuppressionRule& rule);

// Whom the report is for and what is therefore withheld.
std::string audience_in_words(school::Audience audience, std::string_view people = "pupils");
// The same of a report that has no figure about pupils and withholds nothing.
inline constexpr std::string_view kNothingWithheld =
    "It counts schools, visits and advisers and not pupils, so that nothing is withheld.";

}  // namespace termwise::tables
