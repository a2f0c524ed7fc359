// One finding explained to the last cell: the verdict, every comparison behind it with the raw text it was read from,
// and what would have changed it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "report/finding_json.h"
#include "report/wording.h"

namespace termwise::report {

// The cell behind one predicate.
struct RawCell {
  std::string file_name;
  std::optional<std::string> text;  // none: the row ends before the column, or the file is not kept
  bool file_kept = true;            // false of a file of pupils
};

// Where there is no text, what the column says: "nothing: the row ends before it".
std::string_view no_text_in_words(const RawCell& cell);

// Comparisons with the cells behind them, and the sources that they point at by number. Empty where there are none.
struct Comparisons {
  std::string made;     // ends in an empty line
  std::string sources;  // where the thresholds are from
};
// `cells` stand beside the predicates; `year` is the finding's (the summer).
Comparisons comparisons_text(const std::vector<school::Predicate>& predicates,
                             const std::vector<std::optional<RawCell>>& cells, int year, const Vocabulary& vocabulary);

struct Explanation {
  FindingRow row;
  std::string la_name;
  std::string rule_title;
  std::string rule_source;
  std::string plugin;                         // "kent 1.0.0"
  std::string standing;                       // "as known on 2026-11-23, from batch 3" or the like
  std::vector<std::optional<RawCell>> cells;  // beside row.finding.predicates
};

std::string explanation_text(const Explanation& explanation, const Vocabulary& vocabulary);
std::string explanation_json(const Explanation& explanation, const Vocabulary& vocabulary);

}  // namespace termwise::report
