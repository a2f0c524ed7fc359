#include "store/runs.h"

#include <limits>
#include <map>

#include <fmt/format.h>

#include "store/findings.h"
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

std::string text_of(const std::chrono::year_month_day& day) {
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
                     static_cast<unsigned>(day.day()));
}

std::chrono::year_month_day day_of(std::string_view text) {
  const auto number = [&](std::size_t from, std::size_t count) {
    return std::stoi(std::string(text.substr(from, count)));
  };
  return std::chrono::year(number(0, 4)) / number(5, 2) / number(8, 2);
}

const char* or_null(const std::optional<std::string>& text) { return text ? text->c_str() : nullptr; }

RunState state_of(std::string_view text) {
  for (const RunState state : {RunState::running, RunState::succeeded})
    if (name(state) == text) return state;
  return RunState::failed;
}

// Why a guarded UPDATE found no running run.
Error not_running(RunId id, const Bulk::Row& state) {
  if (state.empty()) return {ExitCode::data, fmt::format("There is no run {} in this database.", id.value)};
  return {ExitCode::try_again, fmt::format("Run {} has {} already, so that nothing was stored.", id.value, *state[0])};
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
          optional_number_of(row[22])};
  if (!row[20].is_null()) run.finished_at = time_of(row[20]);
  return run;
}

Result<std::vector<Run>> runs(Reader& reader, const std::optional<RunId>& id, std::size_t most) {
  const auto number = id ? std::optional(std::to_string(id->value)) : std::nullopt;
  const std::string limit = std::to_string(most);
  return reader.session().read([&](pqxx::transaction_base& transaction) -> Result<std::vector<Run>> {
    std::vector<Run> found;
    std::vector<std::int64_t> ids;
    std::map<std::int64_t, std::size_t> place;
    for (const auto& row : transaction.exec_params(sql::read_runs, or_null(number), limit)) {
      TERMWISE_TRY(Run run, run_of(row));
      place[run.id.value] = found.size();
      ids.push_back(run.id.value);
      found.push_back(std::move(run));
    }
    const std::string all = array_of(ids);
    for (const auto& row : transaction.exec_params(sql::read_run_parameters, all))
      found[place.at(row[0].as<std::int64_t>())].run.parameters.emplace_back(row[1].as<std::string>(),
                                                                             row[2].as<std::string>());
    for (const auto& row : transaction.exec_params(sql::read_run_rules, all))
      found[place.at(row[0].as<std::int64_t>())].run.rules.push_back(
          {row[1].as<std::string>(), row[2].as<std::string>()});
    return found;
  });
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

Result<RunId> start_run(Database& database, const NewRun& run) {
  const auto plugin = key(run.plugin_sha256);
  const auto snapshot = key(run.snapshot_sha256);
  const auto highest = run.highest_batch ? std::optional(std::to_string(run.highest_batch->value)) : std::nullopt;
  return database.session().write([&](pqxx::transaction_base& transaction) -> Result<RunId> {
    const auto id = transaction
                        .exec_params(sql::start_run, run.job, run.la.text(), run.year.summer(),
                                     text_of(run.reference_date), run.plugin, or_null(plugin), run.revision.value,
                                     or_null(highest), or_null(snapshot), wire::kImageVersion)[0][0]
                        .as<std::int64_t>();
    int ordinal = 0;
    for (const auto& [parameter, value] : run.parameters)
      transaction.exec_params(sql::add_run_parameter, id, ++ordinal, parameter, value);
    ordinal = 0;
    for (const auto& rule : run.rules)
      transaction.exec_params(sql::add_run_rule, id, ++ordinal, rule.rule, rule.version);
    return RunId{id};
  });
}

Result<void> finish_run(Database& database, RunId id, const std::vector<NamedFinding>& findings,
                        std::string_view sentence, const ResourceUse& use) {
  std::vector<school::Finding> plain;
  for (const auto& named : findings) plain.push_back(named.finding);
  const std::string hash = key(school::findings_sha256(plain));
  TERMWISE_TRY(Bulk* const bulk, database.session().bulk());
  return bulk->in_transaction([&]() -> Result<void> {
    TERMWISE_TRY(
        const Bulk::Row changed,
        bulk->row(sql::finish_run, {std::to_string(id.value), std::string(sentence), std::to_string(use.wall.count()),
                                    std::to_string(use.cpu.count()), std::to_string(use.peak_memory_bytes), hash,
                                    std::to_string(findings.size()), std::to_string(school::kFindingsFormat)}));
    if (changed.empty()) {
      TERMWISE_TRY(const Bulk::Row state, bulk->row(sql::run_state, {std::to_string(id.value)}));
      return not_running(id, state);
    }
    return write_findings(*bulk, id, findings);
  });
}

Result<void> fail_run(Database& database, RunId id, std::string_view ending, std::string_view sentence,
                      std::string_view standard_error, const ResourceUse& use) {
  TERMWISE_TRY(Bulk* const bulk, database.session().bulk());
  return bulk->in_transaction([&]() -> Result<void> {
    TERMWISE_TRY(const Bulk::Row changed,
                 bulk->row(sql::fail_run, {std::to_string(id.value), std::string(ending), std::string(sentence),
                                           bytea_of(standard_error), std::to_string(use.wall.count()),
                                           std::to_string(use.cpu.count()), std::to_string(use.peak_memory_bytes)}));
    if (!changed.empty()) return {};
    TERMWISE_TRY(const Bulk::Row state, bulk->row(sql::run_state, {std::to_string(id.value)}));
    return not_running(id, state);
  });
}

Result<Run> read_run(Reader& reader, RunId id) {
  TERMWISE_TRY(std::vector<Run> found, runs(reader, id, 1));
  if (found.empty()) return Error{ExitCode::data, fmt::format("There is no run {} in this database.", id.value)};
  return std::move(found.front());
}

Result<std::vector<Run>> list_runs(Reader& reader, std::size_t most) { return runs(reader, std::nullopt, most); }

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
