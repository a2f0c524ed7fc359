#include "store/batches.h"

#include <fmt/format.h>

#include "base/text.h"
#include "store/session.h"
#include "store/sql_texts.h"

namespace termwise::store {
namespace {

std::optional<std::string> key(const std::optional<Sha256>& hash) {
  if (!hash) return std::nullopt;
  return bytea_of({reinterpret_cast<const char*>(hash->bytes.data()), hash->bytes.size()});
}

Result<Batch> batch_of(const pqxx::row& row) {
  TERMWISE_TRY(const Sha256 file, sha256_of(row[1]));
  TERMWISE_TRY(const AcademicYear year, year_of(row[5]));
  const school::Sums sums{row[6].as<std::int64_t>(), row[7].as<std::int64_t>(), row[8].as<std::int64_t>(),
                          row[9].as<std::int64_t>(), row[10].as<std::int64_t>()};
  return Batch{BatchId{row[0].as<std::int64_t>()},
               file,
               row[2].as<std::string>(),
               row[3].as<std::string>(),
               row[4].as<std::string>(),
               year,
               sums,
               time_of(row[11]),
               row[12].c_str()[0],
               texts_of(row[13])};
}

Result<std::vector<Batch>> batches(Reader& reader, const std::optional<Sha256>& file,
                                   const std::optional<BatchId>& id) {
  const auto hash = key(file);
  const auto number = id ? std::optional(std::to_string(id->value)) : std::nullopt;
  return reader.session().read([&](pqxx::transaction_base& transaction) -> Result<std::vector<Batch>> {
    std::vector<Batch> found;
    for (const auto& row : transaction.exec_params(sql::find_batch, or_null(hash), or_null(number))) {
      TERMWISE_TRY(Batch batch, batch_of(row));
      found.push_back(std::move(batch));
    }
    return found;
  });
}

}  // namespace

Result<std::unordered_map<std::int64_t, std::optional<LaCode>>> school_places(Reader& reader) {
  using Places = std::unordered_map<std::int64_t, std::optional<LaCode>>;
  return reader.session().read([&](pqxx::transaction_base& transaction) -> Result<Places> {
    Places places;
    for (const auto& row : transaction.exec_params(sql::school_places, std::string(kSchoolDataset)))
      places.emplace(row[0].as<std::int64_t>(), row[1].is_null() ? std::nullopt : LaCode::parse(row[1].c_str()));
    return places;
  });
}

Result<std::optional<Batch>> find_batch(Reader& reader, const Sha256& file) {
  TERMWISE_TRY(std::vector<Batch> found, batches(reader, file, std::nullopt));
  if (found.empty()) return std::optional<Batch>();
  return std::optional<Batch>(std::move(found.front()));
}

Result<Batch> read_batch(Reader& reader, BatchId id) {
  TERMWISE_TRY(std::vector<Batch> found, batches(reader, std::nullopt, id));
  if (found.empty()) return Error{ExitCode::data, fmt::format("There is no batch {} in this database.", id.value)};
  return std::move(found.front());
}

Result<std::vector<Batch>> list_batches(Reader& reader) { return batches(reader, std::nullopt, std::nullopt); }

Result<std::optional<BatchId>> highest_batch(Reader& reader,
                                             const std::optional<std::chrono::year_month_day>& known_on) {
  std::optional<std::string> day;
  if (known_on) day = text_of(*known_on);
  return reader.session().read([&](pqxx::transaction_base& transaction) -> Result<std::optional<BatchId>> {
    const pqxx::result found = transaction.exec_params(sql::highest_batch, or_null(day));
    if (found[0][0].is_null()) return std::optional<BatchId>();
    return std::optional<BatchId>(BatchId{found[0][0].as<std::int64_t>()});
  });
}

Result<std::vector<StoredIssue>> list_issues(Reader& reader, const std::optional<Sha256>& file,
                                             const std::optional<BatchId>& known) {
  const auto hash = key(file);
  const auto highest = known ? std::optional(std::to_string(known->value)) : std::nullopt;
  return reader.session().read([&](pqxx::transaction_base& transaction) -> Result<std::vector<StoredIssue>> {
    std::vector<StoredIssue> issues;
    for (const auto& row : transaction.exec_params(sql::list_issues, or_null(hash), or_null(highest))) {
      StoredIssue stored;
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
      issues.push_back(std::move(stored));
    }
    return issues;
  });
}

Result<void> explain_issue(Database& database, std::int64_t id, std::string_view explanation, std::string_view author) {
  if (trim(explanation).empty() || trim(author).empty())
    return Error{ExitCode::usage, "A notepad explanation needs a text and an author."};
  return database.session().write([&](pqxx::transaction_base& transaction) -> Result<void> {
    const pqxx::result changed =
        transaction.exec_params(sql::explain_issue, id, std::string(explanation), std::string(author));
    if (changed.empty())
      return Error{ExitCode::data,
                   fmt::format("There is no data-quality issue {}. List them with: termwise quality", id)};
    return {};
  });
}

}  // namespace termwise::store
