#include "jobs/status.h"

#include <chrono>

#include <fmt/format.h>

#include "calendar/london.h"

namespace termwise::jobs {
namespace {

using calendar::london_minute;
using store::ListedOccurrence;

constexpr std::chrono::seconds kSilent{90};  // three turns of a daemon

std::size_t workers_of(const std::vector<store::Program>& daemons) {
  std::size_t all = 0;
  for (const auto& daemon : daemons) all += static_cast<std::size_t>(daemon.workers);
  return all;
}

}  // namespace

Result<Status> read_status(store::Reader& reader, const std::optional<LaCode>& la) {
  Status status;
  TERMWISE_TRY(status.daemons, store::list_daemons(reader));
  TERMWISE_TRY(const auto running, store::list_occurrences(reader, std::nullopt, store::Which::running, kMostOfAKind));
  status.busy = running.size();
  TERMWISE_TRY(status.running, store::list_occurrences(reader, la, store::Which::running, kMostOfAKind));
  TERMWISE_TRY(status.due, store::list_occurrences(reader, la, store::Which::due, kMostOfAKind));
  TERMWISE_TRY(status.next, store::list_occurrences(reader, la, store::Which::next, kMostOfAKind));
  TERMWISE_TRY(status.unsettled, store::list_occurrences(reader, la, store::Which::unsettled, kMostOfAKind));
  TERMWISE_TRY(status.ended, store::list_occurrences(reader, la, store::Which::ended, kMostEnded));
  return status;
}

std::string subject_of(const ListedOccurrence& item) {
  if (!item.file.empty()) return fmt::format("{} of {}", item.job, item.file);
  if (item.la.empty()) return fmt::format("{}, asked for by hand", item.job);
  if (item.schedule == "manual") return fmt::format("{} of LA {}, asked for by hand", item.job, item.la);
  return fmt::format("{} of LA {}, {} ({})", item.job, item.la, item.schedule, item.period);
}

std::string why_waiting(const Status& status, const ListedOccurrence& item) {
  if (!item.held_back.empty()) return item.held_back;
  if (item.retry) return fmt::format("It is tried again at {}. {}", london_minute(*item.retry), item.sentence);
  if (status.daemons.empty()) return "No daemon is running. Start termwised.";
  const std::size_t workers = workers_of(status.daemons);
  if (status.busy >= workers)
    return workers == 1 ? "The only worker is busy." : fmt::format("All {} workers are busy.", workers);
  if (!item.late) return "It is about to start.";
  if (!item.file.empty()) return "A daemon on the host of its inbox takes it.";
  return "No daemon that is running works by this Local Authority's active configuration; see the daemons' logs.";
}

bool is_silent(const store::Program& daemon) { return daemon.now - daemon.seen > kSilent; }

}  // namespace termwise::jobs
