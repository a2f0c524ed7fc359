#include "jobs/quality_rows.h"

#include <utility>

namespace termwise::jobs {
namespace {

report::QualityNote note_of(store::Explanation explanation) {
  return {std::move(explanation.text), std::move(explanation.author), explanation.at, explanation.carried_from};
}

report::QualityRow row_of(store::StoredIssue stored) {
  report::QualityRow row;
  row.id = stored.id;
  row.file_name = std::move(stored.file_name);
  row.issue = std::move(stored.issue);
  if (stored.explanation) row.note = note_of(std::move(*stored.explanation));
  if (stored.otherwise)
    row.otherwise = report::QualityRow::Otherwise{stored.otherwise->issue, std::move(stored.otherwise->raw_value),
                                                  note_of(std::move(stored.otherwise->explanation))};
  return row;
}

}  // namespace

Result<std::vector<report::QualityRow>> quality_rows(store::Reader& reader, const store::IssueFilter& filter,
                                                     store::FileOrder order, std::size_t skipped,
                                                     std::optional<std::size_t> most) {
  TERMWISE_TRY(auto issues, store::find_issues(reader, filter, order, skipped, most));
  std::vector<report::QualityRow> rows;
  for (auto& stored : issues) rows.push_back(row_of(std::move(stored)));
  return rows;
}

Result<ExplainedIssue> explained_issue(store::Reader& reader, std::int64_t id) {
  TERMWISE_TRY(store::StoredIssue stored, store::read_issue(reader, id));
  TERMWISE_TRY(auto explanations, store::explanations_of(reader, id));
  ExplainedIssue issue{row_of(std::move(stored)), {}};
  for (auto& explanation : explanations) issue.history.push_back(note_of(std::move(explanation)));
  return issue;
}

}  // namespace termwise::jobs
