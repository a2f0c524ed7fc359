#include "jobs/quality_rows.h"

#include "store/batches.h"

namespace termwise::jobs {

Result<std::vector<report::QualityRow>> quality_rows(store::Reader& reader, const std::optional<Sha256>& file,
                                                     const std::optional<BatchId>& known) {
  TERMWISE_TRY(auto issues, store::list_issues(reader, file, known));
  std::vector<report::QualityRow> rows;
  for (auto& stored : issues)
    rows.push_back({stored.id, std::move(stored.file_name), std::move(stored.issue), std::move(stored.explanation)});
  return rows;
}

}  // namespace termwise::jobs
