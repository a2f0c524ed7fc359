#include "ingest/issues.h"

#include <fmt/format.h>

#include "base/text.h"
#include "ingest/encoding.h"

namespace termwise::ingest {

void Issues::about(const CsvRow& row, const std::optional<Urn>& urn) {
  line_ = row.line;
  urn_ = urn;
}

Result<void> Issues::raise(school::Severity severity, std::string_view rule, std::size_t column, std::string_view raw,
                           std::string advice) {
  if (++count_ > kMaximumIssues)
    return Error{ExitCode::data,
                 fmt::format("this file has more than {}, so it is probably not what its layout describes. Correct the "
                             "file or the layout.",
                             counted(kMaximumIssues, "data-quality issue", "data-quality issues")),
                 Location{file_.path.string(), line_}};
  school::QualityIssue issue;
  issue.severity = severity;
  issue.rule = rule;
  issue.line = line_;
  if (column < file_.header.size()) {
    issue.column = static_cast<std::uint32_t>(column + 1);
    issue.column_name = file_.header[column];
  }
  if (quoting_ == Quoting::raw_value) issue.raw_value = cut_text(raw, kMaximumRawValueBytes);
  issue.urn = urn_;
  issue.advice = std::move(advice);
  return sink_.issue(issue);
}

}  // namespace termwise::ingest
