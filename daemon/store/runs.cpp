#include "store/runs.h"

#include <limits>

#include <fmt/format.h>

#include "store/findings.h"
#include "store/run_rows.h"
#include "store/session.h"
#include "store/sql_texts.h"
#include "wire/image_layout.h"

namespace termwise::store {
namespace {

std::string key(const Sha256& hash) {
  return bytea_of({reinterpret_cast<const char*>(hash.bytes.data()), hash.bytes.size()});
}

std::optional<std::string> key(const std::optional<Sha256>& hash) {
  return hash ? std::optional(key(*hash)) : std::nullopt;
}

Result<std::optional<Sha256>> optional_sha256_of(const pqxx::field& field) {
  if (field.is_null()) return std::optional<Sha256>();
  TERMWISE_TRY(const Sha256 hash, sha256_of(field));
  return std::optional<Sha256>(hash);
}

std::optional<int> optional_number_of(const pqxx::field& field) {
  return field.is_null() ? std::nullopt : std::optional(field.as<int>());
}

RunState state_of(std::string_view text) {
  for (const RunState state : {RunState::running, RunState::succeeded})
    if (name(state) == text) return state;
  return RunState::failed;
}

Result<Run> run_of(const pqxx::row& row) {
  TERMWISE_TRY(const LaCode la, la_code_of(row[2]));
  TERMWISE_TRY(const AcademicYear year, year_of(row[3]));
  TERMWISE_TRY(const auto plugin, optional_sha256_of(row[6]));
  TERMWISE_TRY(const auto snapshot, optional_sha256_of(row[9]));
  TERMWISE_TRY(const auto findings, optional_sha256_of(row[17]));
  std::optional<BatchId> highest;
  if (!row[8].is_null()) highest = BatchId{row[8].as<std::int64_t>()};
  Run run{RunId{row[0].as<std::int64_t>()},
          NewRun{row[1].as<std::string>(),
                 la,
                 year,
                 day_of(row[4].c_str()),
                 row[5].as<std::string>(),
                 plugin,
                 RevisionId{row[7].as<std::int64_t>()},
                 highest,
                 snapshot,
                 {},
                 {}},
          state_of(row[10].c_str()),
          row[11].as<std::string>(),
          row[12].as<std::string>(),
          bytes_of(row[13]),
          ResourceUse{std::chrono::milliseconds(row[14].as<std::int64_t>()),
                      std::chrono::milliseconds(row[15].as<std::int64_t>()), row[16].as<std::uint64_t>()},
          findings,
          row[18].as<std::int64_t>(),
          time_of(row[19]),
          std::nullopt,
          optional_number_of(row[21]),
          optional_number_of(row[22]),
          std::nullopt};
  if (!row[20].is_null()) run.finished_at = time_of(row[20]);
  if (!row[23].is_null()) run.occurrence = OccurrenceId{row[23].as<std::int64_t>()};
  return run;
}

}  // namespace

std::string_view name(RunState state) {
  switch (state) {
    case RunState::running:
      return "running";
    case RunState::succeeded:
      return "succeeded";
    case RunState::failed:
      break;
  }
  return "failed";
}

Result<RunId> start_run(Database& database, const Claim& claim, const NewRun& run) {
  const auto plugin = key(run.plugin_sha256);
  const auto snapshot = key(run.snapshot_sha256);
  const auto highest = run.highest_batch ? std::optional(std::to_string(run.highest_batch->value)) : std::nullopt;
  return database.session().write([&](pqxx::transaction_base& transaction) -> Result<RunId> {
    const auto started =
        transaction.exec_params(sql::start_run, claim.id.value, claim.token, run.job, run.la.text(), run.year.summer(),
                                text_of(run.reference_date), run.plugin, or_null(plugin), run.revision.value,
                                or_null(highest), or_null(snapshot), wire::kImageVersion);
    if (started.empty()) return passed_on(claim);
    const auto id = started[0][0].as<std::int64_t>();
    transaction.exec_params(sql::clear_run_parameters, id);
    transaction.exec_params(sql::clear_run_rules, id);
    int ordinal = 0;
    for (const auto& [parameter, value] : run.parameters)
      transaction.exec_params(sql::add_run_parameter, id, ++ordinal, parameter, value);
    ordinal = 0;
    for (const auto& rule : run.rules)
      transaction.exec_params(sql::add_run_rule, id, ++ordinal, rule.rule, rule.version);
    return RunId{id};
  });
}

Result<Run> read_run(Reader& reader, RunId id) {
  return reader.session().read([&](pqxx::transaction_base& transaction) -> Result<Run> {
    const pqxx::result found = transaction.exec_params(sql::read_run, id.value);
    if (found.empty()) return Error{ExitCode::data, fmt::format("There is no run {} in this database.", id.value)};
    TERMWISE_TRY(Run run, run_of(found[0]));
    for (const auto& row : transaction.exec_params(sql::read_run_parameters, id.value))
      run.run.parameters.emplace_back(row[0].as<std::string>(), row[1].as<std::string>());
    for (const auto& row : transaction.exec_params(sql::read_run_rules, id.value))
      run.run.rules.push_back({row[0].as<std::string>(), row[1].as<std::string>()});
    return run;
  });
}

Result<std::vector<school::Finding>> findings_of(Reader& reader, RunId id) {
  return reader.session().read([&](pqxx::transaction_base& transaction) -> Result<std::vector<school::Finding>> {
    std::vector<FindingRow> rows;
    for (const auto& row : transaction.exec_params(sql::findings_of_run, id.value)) {
      TERMWISE_TRY(FindingRow finding, finding_of(row));
      rows.push_back(std::move(finding));
    }
    TERMWISE_CHECK(complete(transaction, rows));
    std::vector<school::Finding> findings;
    for (auto& row : rows) findings.push_back(std::move(row.named.finding));
    return findings;
  });
}

Result<std::vector<StoredFinding>> find_findings(Reader& reader, const FindingFilter& filter) {
  const auto number = [](const auto& id) {
    return id ? std::optional(std::to_string(id->value)) : std::optional<std::string>();
  };
  const auto la = filter.la ? std::optional(filter.la->text()) : std::nullopt;
  const auto year = filter.year ? std::optional(std::to_string(filter.year->summer())) : std::nullopt;
  const auto run = number(filter.run);
  const auto known = number(filter.known);
  const auto urn = number(filter.urn);
  return reader.session().read([&](pqxx::transaction_base& transaction) -> Result<std::vector<StoredFinding>> {
    const pqxx::result found = transaction.exec_params(sql::find_findings, or_null(la), or_null(year),
                                                       or_null(filter.job), or_null(filter.rule), or_null(run),
                                                       or_null(known), or_null(filter.outcome), or_null(urn));
    std::vector<FindingRow> rows;
    for (const auto& row : found) {
      TERMWISE_TRY(FindingRow finding, finding_of(row));
      rows.push_back(std::move(finding));
    }
    TERMWISE_CHECK(complete(transaction, rows));
    std::vector<StoredFinding> findings;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const auto row = found[static_cast<pqxx::result::size_type>(i)];
      TERMWISE_TRY(const LaCode code, la_code_of(row[26]));
      findings.push_back(StoredFinding{std::move(rows[i].named.finding), std::move(rows[i].named.subject_name),
                                       row[25].as<std::string>(), code, rows[i].run});
    }
    return findings;
  });
}

}  // namespace termwise::store
