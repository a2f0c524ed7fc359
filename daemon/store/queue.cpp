#include "store/queue.h"

#include <algorithm>

#include <fmt/format.h>

#include "store/run_rows.h"
#include "store/session.h"
#include "store/sql_texts.h"

namespace termwise::store {
namespace {

Result<Claimed> claimed_of(const pqxx::row& row) {
  Claimed claimed;
  claimed.claim = {OccurrenceId{row[0].as<std::int64_t>()}, row[1].as<std::int64_t>()};
  if (row[2].size() > 0) {
    TERMWISE_TRY(claimed.la, la_code_of(row[2]));
  }
  claimed.schedule = row[3].as<std::string>();
  claimed.period = row[4].as<std::string>();
  claimed.job = row[5].as<std::string>();
  claimed.due = time_of(row[6]);
  claimed.file = row[7].as<std::string>();
  if (!row[8].is_null()) {
    TERMWISE_TRY(claimed.year, year_of(row[8]));
  }
  if (!row[9].is_null()) claimed.reference_date = day_of(row[9].c_str());
  claimed.failures = row[10].as<int>();
  claimed.attempts = row[11].as<int>();
  claimed.timeout = std::chrono::seconds(row[12].as<std::int64_t>());
  claimed.started = time_of(row[13]);
  return claimed;
}

std::vector<std::optional<std::string>> named(const Claim& claim) {
  return {std::to_string(claim.id.value), std::to_string(claim.token)};
}

// The statement for a claim that stands; nobody else can take it over before the transaction ends.
Result<void> guarded(Bulk& bulk, const Claim& claim, const char* statement,
                     std::vector<std::optional<std::string>> more) {
  auto parameters = named(claim);
  for (auto& parameter : more) parameters.push_back(std::move(parameter));
  TERMWISE_TRY(const Bulk::Row changed, bulk.row(statement, parameters));
  if (changed.empty()) return passed_on(claim);
  return {};
}

Result<void> end_attempt(Bulk& bulk, const Claim& claim, std::string_view outcome, const AttemptReport& report) {
  return guarded(
      bulk, claim, sql::end_attempt,
      {std::string(outcome), report.sentence, bytea_of(report.standard_error), std::to_string(report.use.wall.count()),
       std::to_string(report.use.cpu.count()), std::to_string(report.use.peak_memory_bytes)});
}

Result<void> end_runs(Bulk& bulk, const Claim& claim, const std::vector<FinishedRun>& runs, std::string_view ending,
                      const std::string& sentence) {
  for (const auto& run : runs) {
    if (run.succeeded)
      TERMWISE_CHECK(write_success(bulk, run));
    else
      TERMWISE_CHECK(write_failure(bulk, run.id, run.ending, run.sentence, run.standard_error, run.use));
    if (run.succeeded || run.crashed)
      TERMWISE_CHECK(bulk.row(run.succeeded ? sql::forget_crash : sql::note_crash, {std::to_string(run.id.value)}));
  }
  TERMWISE_CHECK(bulk.row(sql::close_runs, {std::to_string(claim.id.value), std::string(ending), sentence}));
  return {};
}

}  // namespace

Result<Beat> beat(Database& database, ProgramId program) {
  auto& session = database.session();
  return session.direct([&](pqxx::transaction_base& direct) -> Result<Beat> {
    if (session.program() == 0) direct.exec(sql::prepare_beat);
    if (session.program() != program.value) {
      direct.exec_params(sql::set_program, std::to_string(program.value));
      session.set_program(program.value);
    }
    const auto row = direct.exec(sql::beat)[0];
    Beat found;
    found.until_next = std::chrono::milliseconds(row[0].as<std::int64_t>());
    found.work = row[1].as<bool>();
    found.now = time_of(row[2]);
    found.waiting = row[3].as<std::int64_t>();
    if (!row[4].is_null()) found.newest_active = RevisionId{row[4].as<std::int64_t>()};
    found.mail = row[5].as<bool>();
    found.until_next = std::min(found.until_next, std::chrono::milliseconds(row[6].as<std::int64_t>()));
    return found;
  });
}

Result<std::optional<Claimed>> claim(Database& database, const Claimant& claimant) {
  const auto attempt = [&](pqxx::transaction_base& transaction) -> Result<std::optional<Claimed>> {
    const pqxx::result taken = transaction.exec_prepared("claim", claimant.program.value, seconds_text(claimant.lease),
                                                         claimant.revision.value, claimant.place);
    if (taken.empty()) return std::optional<Claimed>();
    TERMWISE_TRY(Claimed claimed, claimed_of(taken[0]));
    return std::optional<Claimed>(std::move(claimed));
  };
  // The other of two programs that wanted two occurrences of one schedule was faster; it is seen the second time.
  const auto again = [&](pqxx::transaction_base& transaction) -> Result<std::optional<Claimed>> {
    try {
      return attempt(transaction);
    } catch (const pqxx::unique_violation&) {
      return attempt(transaction);
    }
  };
  return database.session().prepared("claim", sql::claim).direct(again);
}

Result<Claimed> request(Database& database, const Claimant& claimant, const Request& wanted) {
  const auto year = wanted.year ? std::optional(std::to_string(wanted.year->summer())) : std::nullopt;
  return database.session().write([&](pqxx::transaction_base& transaction) -> Result<Claimed> {
    const auto la = wanted.la ? std::optional(wanted.la->text()) : std::nullopt;
    return claimed_of(transaction.exec_params(sql::request, or_null(la), wanted.job, claimant.revision.value,
                                              or_null(year), text_of(wanted.reference_date), claimant.program.value,
                                              seconds_text(claimant.lease), seconds_text(wanted.timeout))[0]);
  });
}

Result<std::vector<Claim>> renew(Database& database, const Claimant& claimant, const std::vector<Claim>& claims) {
  std::vector<std::int64_t> ids;
  std::vector<std::int64_t> tokens;
  for (const auto& claim : claims) {
    ids.push_back(claim.id.value);
    tokens.push_back(claim.token);
  }
  return database.session().direct([&](pqxx::transaction_base& direct) -> Result<std::vector<Claim>> {
    std::vector<Claim> standing;
    const pqxx::result renewed = direct.exec_params(sql::renew, claimant.program.value, seconds_text(claimant.lease),
                                                    array_of(ids), array_of(tokens));
    for (const auto& row : renewed)
      for (const auto& claim : claims)
        if (claim.id.value == row[0].as<std::int64_t>()) standing.push_back(claim);
    return standing;
  });
}

Result<void> finish(Database& database, const Claim& claim, bool succeeded, const std::vector<FinishedRun>& runs,
                    const AttemptReport& report) {
  const char* state = succeeded ? "succeeded" : "failed";
  TERMWISE_TRY(Bulk* const bulk, database.session().bulk());
  return bulk->in_transaction([&]() -> Result<void> {
    TERMWISE_CHECK(guarded(*bulk, claim, sql::end_occurrence, {state, report.sentence}));
    TERMWISE_CHECK(end_runs(*bulk, claim, runs, state, report.sentence));
    return end_attempt(*bulk, claim, state, report);
  });
}

Result<void> fail_attempt(Database& database, const Claim& claim, const std::vector<FinishedRun>& runs,
                          const AttemptReport& report, std::chrono::seconds pause) {
  TERMWISE_TRY(Bulk* const bulk, database.session().bulk());
  return bulk->in_transaction([&]() -> Result<void> {
    TERMWISE_CHECK(guarded(*bulk, claim, sql::give_back, {report.sentence, seconds_text(pause), "1"}));
    std::vector<FinishedRun> failures;
    for (const auto& run : runs)
      if (!run.succeeded) failures.push_back(run);
    TERMWISE_CHECK(end_runs(*bulk, claim, failures, "retried",
                            "It is tried again together with the job's other plugins. " + report.sentence));
    return end_attempt(*bulk, claim, "failed", report);
  });
}

Result<void> release(Database& database, const Claim& claim, std::string_view sentence) {
  TERMWISE_TRY(Bulk* const bulk, database.session().bulk());
  return bulk->in_transaction([&]() -> Result<void> {
    TERMWISE_CHECK(guarded(*bulk, claim, sql::give_back, {std::string(sentence), "0 seconds", "0"}));
    TERMWISE_CHECK(end_runs(*bulk, claim, {}, "released", std::string(sentence)));
    return end_attempt(*bulk, claim, "released", {std::string(sentence), "", {}});
  });
}

Result<void> end_without_runs(Bulk& bulk, const Claim& claim, const AttemptReport& report) {
  TERMWISE_CHECK(guarded(bulk, claim, sql::end_occurrence, {"succeeded", report.sentence}));
  return end_attempt(bulk, claim, "succeeded", report);
}

}  // namespace termwise::store
