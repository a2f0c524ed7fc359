#include "store/quality.h"

#include "store/session.h"
#include "store/sql_texts.h"

namespace termwise::store {
namespace {

// The filter as parameters of its statements.
struct FilterTexts {
  explicit FilterTexts(const IssueFilter& filter) {
    std::vector<std::int64_t> ids;
    for (const auto& batch : filter.batches) ids.push_back(batch.value);
    batches = array_of(ids);
    if (filter.severity) severity = std::to_string(static_cast<int>(*filter.severity));
    if (filter.explained) explained = *filter.explained ? "true" : "false";
  }
  std::string batches;
  std::optional<std::string> severity;
  std::optional<std::string> explained;
};

Result<FileQuality> file_of(const pqxx::row& row) {
  TERMWISE_TRY(const Sha256 hash, sha256_of(row[1]));
  TERMWISE_TRY(const AcademicYear year, year_of(row[4]));
  const auto number = [&](int column) { return row[column].as<std::int64_t>(); };
  return FileQuality{BatchId{number(0)},
                     hash,
                     row[2].as<std::string>(),
                     row[3].as<std::string>(),
                     year,
                     row[5].as<std::string>(),
                     time_of(row[6]),
                     {number(7), number(8), number(9), number(10), number(11)},
                     number(12),
                     number(13),
                     number(14),
                     number(15)};
}

PlacedIssue issue_of(const pqxx::row& row) {
  PlacedIssue placed;
  StoredIssue& stored = placed.stored;
  stored.id = row[0].as<std::int64_t>();
  stored.batch = BatchId{row[1].as<std::int64_t>()};
  stored.file_name = row[2].as<std::string>();
  stored.issue.severity = static_cast<school::Severity>(row[3].as<int>());
  stored.issue.rule = row[4].as<std::string>();
  stored.issue.line = row[5].as<std::uint32_t>();
  stored.issue.column = row[6].as<std::uint32_t>();
  stored.issue.column_name = row[7].as<std::string>();
  stored.issue.raw_value = row[8].as<std::string>();
  if (!row[9].is_null()) stored.issue.urn = Urn{row[9].as<std::int64_t>()};
  stored.issue.advice = row[10].as<std::string>();
  stored.explanation = row[11].as<std::string>();
  placed.explained_by = row[12].as<std::string>();
  placed.la = row[13].as<std::string>();
  return placed;
}

}  // namespace

Result<std::vector<FileQuality>> files_of_la(Reader& reader, const LaCode& la) {
  return reader.session().read([&](pqxx::transaction_base& transaction) -> Result<std::vector<FileQuality>> {
    std::vector<FileQuality> files;
    for (const auto& row : transaction.exec_params(sql::files_of_la, la.text())) {
      TERMWISE_TRY(FileQuality file, file_of(row));
      files.push_back(std::move(file));
    }
    return files;
  });
}

Result<std::size_t> count_issues(Reader& reader, const IssueFilter& filter) {
  const FilterTexts texts(filter);
  return reader.session().read([&](pqxx::transaction_base& transaction) -> Result<std::size_t> {
    return transaction
        .exec_params(sql::count_issues, texts.batches, or_null(texts.severity), or_null(texts.explained))[0][0]
        .as<std::size_t>();
  });
}

Result<std::vector<PlacedIssue>> page_of_issues(Reader& reader, const IssueFilter& filter, std::size_t skipped,
                                                std::size_t most) {
  const FilterTexts texts(filter);
  return reader.session().read([&](pqxx::transaction_base& transaction) -> Result<std::vector<PlacedIssue>> {
    std::vector<PlacedIssue> issues;
    for (const auto& row :
         transaction.exec_params(sql::page_of_issues, texts.batches, or_null(texts.severity), or_null(texts.explained),
                                 std::to_string(skipped), std::to_string(most)))
      issues.push_back(issue_of(row));
    return issues;
  });
}

}  // namespace termwise::store
