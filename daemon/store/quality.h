// What was wrong with the files that are loaded, and what people have written about it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "base/sha256.h"
#include "school/record.h"
#include "store/database.h"
#include "store/planning.h"

namespace termwise::store {

inline constexpr std::size_t kLongestExplanation = 4'000;  // bytes of a notepad explanation

// A file with a school's record of an LA. Its counts are of the whole file.
struct FileQuality {
  BatchId batch;
  Sha256 file;
  std::string file_name;
  std::string dataset;
  AcademicYear year;
  std::string layout;  // by which it was read: "ks2-2016-17"
  Instant committed_at;
  school::Sums sums;
  std::int64_t errors = 0;
  std::int64_t queries = 0;
  std::int64_t repairs = 0;
  std::int64_t unexplained = 0;  // queries without a notepad explanation
};
// Newest first.
Result<std::vector<FileQuality>> files_of_la(Reader& reader, const LaCode& la);

// A notepad explanation.
struct Explanation {
  std::string text;
  std::string author;
  Instant at;
  std::optional<std::int64_t>
      carried_from;  // the issue of an earlier file for which it was written; none: for this one
};

// That the same cell was explained in an earlier file, where it had another text.
struct ExplainedOtherwise {
  std::int64_t issue = 0;
  std::string raw_value;
  Explanation explanation;
};

struct StoredIssue {
  std::int64_t id = 0;
  BatchId batch;
  std::string file_name;
  school::QualityIssue issue;
  std::optional<Explanation> explanation;       // the last
  std::optional<ExplainedOtherwise> otherwise;  // where there is no explanation
};

struct IssueFilter {
  std::optional<std::vector<BatchId>> batches;  // none: every one; so with the others
  std::optional<school::Severity> severity;
  std::optional<bool> explained;
  std::optional<std::string> rule;
  std::optional<LaCode> la;  // its rows', and those that belong to no LA
};
Result<std::size_t> count_issues(Reader& reader, const IssueFilter& filter);

enum class FileOrder { oldest_first, newest_first };

// By file, then line and column; without the first `skipped`.
Result<std::vector<StoredIssue>> find_issues(Reader& reader, const IssueFilter& filter, FileOrder order,
                                             std::size_t skipped = 0, std::optional<std::size_t> most = {});
// Error (exit 65): no issue has this number.
Result<StoredIssue> read_issue(Reader& reader, std::int64_t id);

// That have an issue in these files, in all of them where there is none; in alphabetical order.
Result<std::vector<std::string>> rules_with_issues(Reader& reader, const std::optional<std::vector<BatchId>>& batches);

// Errors: 65, no issue has this number; 64, a text or author that is empty, or a text over kLongestExplanation.
Result<void> explain_issue(Database& database, std::int64_t id, std::string_view explanation, std::string_view author);

// All that an issue ever had; the last is in force.
Result<std::vector<Explanation>> explanations_of(Reader& reader, std::int64_t id);

}  // namespace termwise::store
