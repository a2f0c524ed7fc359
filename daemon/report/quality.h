// The data-quality report: what was wrong with files, and what people have written about it, as text, JSON, CSV and a page
// by itself.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "school/record.h"

namespace termwise::report {

// A notepad explanation.
struct QualityNote {
  std::string text;
  std::string author;
  std::chrono::system_clock::time_point at;
  std::optional<std::int64_t> carried_from;  // the issue of an earlier file for which it was written
};

struct QualityRow {
  std::int64_t id = 0;
  std::string file_name;
  school::QualityIssue issue;
  std::optional<QualityNote> note;
  // Of the same cell in an earlier file, where it had another text; only where there is no note.
  struct Otherwise {
    std::int64_t issue = 0;
    std::string raw_value;
    QualityNote note;
  };
  std::optional<Otherwise> otherwise;
};

// "by a.smith on 2026-11-23 17:04, carried from issue 12".
std::string note_origin(const QualityNote& note);
// "the text 'SUPP' of issue 12 was explained by a.smith on 2026-11-23 17:04".
std::string otherwise_origin(const QualityRow::Otherwise& otherwise);

// One located line an issue, "FILE:LINE:COLUMN: error: ...", and the count at the end.
std::string quality_text(const std::vector<QualityRow>& rows);
std::string quality_json(const std::vector<QualityRow>& rows);
std::string quality_csv(const std::vector<QualityRow>& rows);
// Of more than kMostQualityRowsShown the first, and how many there are.
inline constexpr std::size_t kMostQualityRowsShown = 1'000;
Result<std::string> quality_report_page(const std::vector<QualityRow>& rows, const std::string& scope);

// One issue and all the explanations that it ever had, the last in force.
std::string quality_issue_text(const QualityRow& row, const std::vector<QualityNote>& history);
std::string quality_issue_json(const QualityRow& row, const std::vector<QualityNote>& history);

}  // namespace termwise::report
