// What was wrong with an LA's files, for pages and digests. Read only; explaining is in batches.h.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "base/sha256.h"
#include "school/record.h"
#include "store/batches.h"
#include "store/database.h"
#include "store/planning.h"

namespace termwise::store {

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

struct IssueFilter {
  std::vector<BatchId> batches;
  std::optional<school::Severity> severity;
  std::optional<bool> explained;
};
Result<std::size_t> count_issues(Reader& reader, const IssueFilter& filter);

struct PlacedIssue {
  StoredIssue stored;
  std::string explained_by;
  std::string la;  // of the issue's school, as its file says it; empty: not known
};
// By file, newest first, then line and column; without the first `skipped`.
Result<std::vector<PlacedIssue>> page_of_issues(Reader& reader, const IssueFilter& filter, std::size_t skipped,
                                                std::size_t most);

}  // namespace termwise::store
