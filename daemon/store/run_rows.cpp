#include "store/run_rows.h"

#include <fmt/format.h>

#include "store/findings.h"
#include "store/reminder_rows.h"
#include "store/session.h"
#include "store/sql_texts.h"

namespace termwise::store {
namespace {

// A run that is not running belongs to no attempt that stands.
Error not_running(RunId id) {
  return {ExitCode::try_again, fmt::format("Run {} has ended already, so that nothing was stored.", id.value)};
}

}  // namespace

Error passed_on(const Claim& claim) {
  return {ExitCode::try_again,
          fmt::format("Occurrence {} was claimed by another program meanwhile, so that nothing of this attempt was "
                      "stored.",
                      claim.id.value)};
}

Result<void> write_success(Bulk& bulk, const FinishedRun& run) {
  std::vector<school::Finding> findings;
  for (const auto& named : run.findings) findings.push_back(named.finding);
  std::vector<school::Reminder> reminders;
  for (const auto& named : run.reminders) reminders.push_back(named.reminder);
  const Sha256 hash = school::findings_sha256(findings, reminders);
  TERMWISE_TRY(
      const Bulk::Row changed,
      bulk.row(sql::finish_run, {std::to_string(run.id.value), run.sentence, std::to_string(run.use.wall.count()),
                                 std::to_string(run.use.cpu.count()), std::to_string(run.use.peak_memory_bytes),
                                 bytea_of({reinterpret_cast<const char*>(hash.bytes.data()), hash.bytes.size()}),
                                 std::to_string(findings.size()), std::to_string(school::kFindingsFormat)}));
  if (changed.empty()) return not_running(run.id);
  TERMWISE_CHECK(write_findings(bulk, run.id, run.findings));
  return write_reminders(bulk, run.id, run.reminders);
}

Result<void> write_failure(Bulk& bulk, RunId id, std::string_view ending, std::string_view sentence,
                           std::string_view standard_error, const ResourceUse& use) {
  TERMWISE_TRY(const Bulk::Row changed,
               bulk.row(sql::fail_run, {std::to_string(id.value), std::string(ending), std::string(sentence),
                                        bytea_of(standard_error), std::to_string(use.wall.count()),
                                        std::to_string(use.cpu.count()), std::to_string(use.peak_memory_bytes)}));
  if (changed.empty()) return not_running(id);
  return {};
}

}  // namespace termwise::store
