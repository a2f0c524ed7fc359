#include "store/quality.h"

#include <fmt/format.h>

#include "base/text.h"
#include "store/session.h"
#include "store/sql_texts.h"

namespace termwise::store {
namespace {

std::optional<std::string> numbers_text(const std::optional<std::vector<BatchId>>& batches) {
  if (!batches) return std::nullopt;
  std::vector<std::int64_t> ids;
  for (const auto& batch : *batches) ids.push_back(batch.value);
  return array_of(ids);
}

// The filter as parameters of its statements.
struct FilterTexts {
  explicit FilterTexts(const IssueFilter& filter) : batches(numbers_text(filter.batches)), rule(filter.rule) {
    if (filter.severity) severity = std::to_string(static_cast<int>(*filter.severity));
    if (filter.explained) explained = *filter.explained ? "true" : "false";
    if (filter.la) la = filter.la->text();
  }
  std::optional<std::string> batches;
  std::optional<std::string> severity;
  std::optional<std::string> explained;
  std::optional<std::string> rule;
  std::optional<std::string> la;
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

std::optional<std::int64_t> number_of(const pqxx::field& field) {
  return field.is_null() ? std::nullopt : std::optional(field.as<std::int64_t>());
}

StoredIssue issue_of(const pqxx::row& row) {
  StoredIssue stored;
  stored.id = row[0].as<std::int64_t>();
  stored.batch = BatchId{row[1].as<std::int64_t>()};
  stored.file_name = row[2].as<std::string>();
  school::QualityIssue& issue = stored.issue;
  issue.severity = static_cast<school::Severity>(row[3].as<int>());
  issue.rule = row[4].as<std::string>();
  issue.line = row[5].as<std::uint32_t>();
  issue.column = row[6].as<std::uint32_t>();
  issue.column_name = row[7].as<std::string>();
  issue.raw_value = row[8].as<std::string>();
  if (!row[9].is_null()) issue.urn = Urn{row[9].as<std::int64_t>()};
  issue.advice = row[10].as<std::string>();
  issue.field = row[11].as<std::string>();
  if (!row[12].is_null()) issue.subject = static_cast<school::SubjectKind>(row[12].as<int>());
  if (!row[13].is_null()) issue.la_code = LaCode::parse(row[13].c_str());
  issue.population = row[14].as<std::string>();
  issue.item = row[15].as<std::string>();
  issue.summer = row[16].as<int>();
  if (!row[17].is_null())
    stored.explanation =
        Explanation{row[17].as<std::string>(), row[18].as<std::string>(), time_of(row[19]), number_of(row[20])};
  if (!row[21].is_null() && !row[23].is_null())
    stored.otherwise =
        ExplainedOtherwise{row[21].as<std::int64_t>(),
                           row[22].as<std::string>(),
                           {row[23].as<std::string>(), row[24].as<std::string>(), time_of(row[25]), std::nullopt}};
  return stored;
}

Result<std::vector<StoredIssue>> issues(Reader& reader, const IssueFilter& filter, FileOrder order, std::size_t skipped,
                                        const std::optional<std::size_t>& most, const std::optional<std::int64_t>& id) {
  const FilterTexts texts(filter);
  const auto limit = most ? std::optional(std::to_string(*most)) : std::nullopt;
  const auto number = id ? std::optional(std::to_string(*id)) : std::nullopt;
  return reader.session().read([&](pqxx::transaction_base& transaction) -> Result<std::vector<StoredIssue>> {
    std::vector<StoredIssue> found;
    for (const auto& row : transaction.exec_params(sql::find_issues, or_null(texts.batches), or_null(texts.severity),
                                                   or_null(texts.explained), or_null(texts.rule), or_null(texts.la),
                                                   order == FileOrder::newest_first ? "true" : "false",
                                                   std::to_string(skipped), or_null(limit), or_null(number)))
      found.push_back(issue_of(row));
    return found;
  });
}

Error no_such_issue(std::int64_t id) {
  return {ExitCode::data, fmt::format("There is no data-quality issue {}. List them with: termwise quality", id)};
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
        .exec_params(sql::count_issues, or_null(texts.batches), or_null(texts.severity), or_null(texts.explained),
                     or_null(texts.rule), or_null(texts.la))[0][0]
        .as<std::size_t>();
  });
}

Result<std::vector<StoredIssue>> find_issues(Reader& reader, const IssueFilter& filter, FileOrder order,
                                             std::size_t skipped, std::optional<std::size_t> most) {
  return issues(reader, filter, order, skipped, most, std::nullopt);
}

Result<StoredIssue> read_issue(Reader& reader, std::int64_t id) {
  TERMWISE_TRY(auto found, issues(reader, {}, FileOrder::oldest_first, 0, std::nullopt, id));
  if (found.empty()) return no_such_issue(id);
  return std::move(found.front());
}

Result<std::vector<std::string>> rules_with_issues(Reader& reader, const std::optional<std::vector<BatchId>>& batches) {
  const auto ids = numbers_text(batches);
  return reader.session().read([&](pqxx::transaction_base& transaction) -> Result<std::vector<std::string>> {
    std::vector<std::string> rules;
    for (const auto& row : transaction.exec_params(sql::rules_with_issues, or_null(ids)))
      rules.push_back(row[0].as<std::string>());
    return rules;
  });
}

Result<void> explain_issue(Database& database, std::int64_t id, std::string_view explanation, std::string_view author) {
  if (trim(explanation).empty() || trim(author).empty())
    return Error{ExitCode::usage, "A notepad explanation needs a text and an author."};
  if (explanation.size() > kLongestExplanation)
    return Error{ExitCode::usage,
                 fmt::format("A notepad explanation has at most {} bytes, and this one has {}. Shorten "
                             "it.",
                             kLongestExplanation, explanation.size())};
  if (!is_utf8(explanation) || explanation.find('\0') != std::string_view::npos)
    return Error{ExitCode::usage, "The notepad explanation is not text in UTF-8. Write it again."};
  return database.session().write([&](pqxx::transaction_base& transaction) -> Result<void> {
    const pqxx::result changed =
        transaction.exec_params(sql::explain_issue, id, std::string(explanation), std::string(author));
    return changed.empty() ? Result<void>(no_such_issue(id)) : Result<void>();
  });
}

Result<std::vector<Explanation>> explanations_of(Reader& reader, std::int64_t id) {
  return reader.session().read([&](pqxx::transaction_base& transaction) -> Result<std::vector<Explanation>> {
    std::vector<Explanation> all;
    for (const auto& row : transaction.exec_params(sql::explanations_of_issue, id))
      all.push_back({row[1].as<std::string>(), row[2].as<std::string>(), time_of(row[3]), number_of(row[4])});
    return all;
  });
}

}  // namespace termwise::store
