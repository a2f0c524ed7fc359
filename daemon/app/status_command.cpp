#include <chrono>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/arguments.h"
#include "app/commands.h"
#include "app/workspace.h"
#include "base/text.h"
#include "calendar/london.h"
#include "store/overview.h"

namespace termwise::app {
namespace {

using calendar::london_minute;

using store::ListedOccurrence;

constexpr std::size_t kMost = 1000;          // of each kind, in JSON
constexpr std::size_t kMostShown = 50;       // of what runs, is due or has failed, in text
constexpr std::chrono::seconds kSilent{90};  // three turns of a daemon
constexpr std::size_t kMostNext = 10;        // of what comes and what has ended, in text

struct Status {
  std::size_t busy = 0;  // workers, for whatever LA
  std::vector<store::Program> daemons;
  std::vector<ListedOccurrence> running;
  std::vector<ListedOccurrence> due;
  std::vector<ListedOccurrence> next;
  std::vector<ListedOccurrence> unsettled;
  std::vector<ListedOccurrence> ended;
};

Result<Status> read_status(store::Reader& reader, const std::optional<LaCode>& la) {
  Status status;
  TERMWISE_TRY(status.daemons, store::list_daemons(reader));
  TERMWISE_TRY(const auto running, store::list_occurrences(reader, std::nullopt, store::Which::running, kMost));
  status.busy = running.size();
  TERMWISE_TRY(status.running, store::list_occurrences(reader, la, store::Which::running, kMost));
  TERMWISE_TRY(status.due, store::list_occurrences(reader, la, store::Which::due, kMost));
  TERMWISE_TRY(status.next, store::list_occurrences(reader, la, store::Which::next, kMost));
  TERMWISE_TRY(status.unsettled, store::list_occurrences(reader, la, store::Which::unsettled, kMost));
  TERMWISE_TRY(status.ended, store::list_occurrences(reader, la, store::Which::ended, kMostNext));
  return status;
}

std::string subject(const ListedOccurrence& item) {
  if (!item.file.empty()) return fmt::format("{} of {}", item.job, item.file);
  if (item.schedule == "manual") return fmt::format("{} of LA {}, asked for by hand", item.job, item.la);
  return fmt::format("{} of LA {}, {} ({})", item.job, item.la, item.schedule, item.period);
}

// Why what is due has not started.
std::string why_waiting(const Status& status, const ListedOccurrence& item) {
  if (!item.held_back.empty()) return item.held_back;
  if (item.retry) return fmt::format("It is tried again at {}. {}", london_minute(*item.retry), item.sentence);
  if (status.daemons.empty()) return "No daemon is running. Start termwised.";
  const auto workers = [&] {
    int all = 0;
    for (const auto& daemon : status.daemons) all += daemon.workers;
    return all;
  }();
  if (status.busy >= static_cast<std::size_t>(workers))
    return workers == 1 ? "The only worker is busy." : fmt::format("All {} workers are busy.", workers);
  if (!item.late) return "It is about to start.";
  if (!item.file.empty()) return "A daemon on the host of its inbox takes it.";
  return "No daemon that is running works by this Local Authority's active configuration; see the daemons' logs.";
}

nlohmann::ordered_json to_json(const ListedOccurrence& item) {
  nlohmann::ordered_json json{
      {"occurrence", item.id.value}, {"job", item.job},          {"la", item.la},
      {"schedule", item.schedule},   {"period", item.period},    {"due", london_minute(item.due)},
      {"state", item.state},         {"sentence", item.sentence}};
  if (!item.file.empty()) json["file"] = item.file;
  if (item.failures > 0) json["failures"] = item.failures;
  if (item.retry) json["retry"] = london_minute(*item.retry);
  if (item.started) json["started"] = london_minute(*item.started);
  if (!item.holder.empty()) json["daemon"] = item.holder;
  if (item.ended) json["ended"] = london_minute(*item.ended);
  return json;
}

void print_json(const Status& status) {
  nlohmann::ordered_json json;
  json["daemons"] = nlohmann::ordered_json::array();
  for (const auto& daemon : status.daemons)
    json["daemons"].push_back({{"host", daemon.host},
                               {"process", daemon.process_id},
                               {"version", daemon.version},
                               {"workers", daemon.workers},
                               {"revision", daemon.revision.value},
                               {"started", london_minute(daemon.started)},
                               {"seen", london_minute(daemon.seen)}});
  const auto add = [&](const char* key, const std::vector<ListedOccurrence>& items) {
    json[key] = nlohmann::ordered_json::array();
    for (const auto& item : items) json[key].push_back(to_json(item));
  };
  add("running", status.running);
  add("due", {});
  for (const auto& item : status.due) {
    auto entry = to_json(item);
    entry["late"] = item.late;
    entry["why"] = why_waiting(status, item);
    json["due"].push_back(std::move(entry));
  }
  add("next", status.next);
  add("unsettled", status.unsettled);
  add("ended", status.ended);
  fmt::print("{}\n", json.dump(2));
}

template <typename Print>
void section(const char* title, const std::vector<ListedOccurrence>& items, std::size_t most, const Print& print) {
  if (items.empty()) return;
  fmt::print("\n{}\n", title);
  for (std::size_t i = 0; i < items.size() && i < most; ++i) print(items[i]);
  if (items.size() > most) fmt::print("  and more; --json lists up to {}\n", kMost);
}

void print_text(const Status& status) {
  if (status.daemons.empty()) fmt::print("No daemon is running.\n");
  for (const auto& daemon : status.daemons) {
    fmt::print("A daemon runs on {} (process {}), {}, configuration {}, since {}.\n", daemon.host, daemon.process_id,
               counted(daemon.workers, "worker", "workers"), daemon.revision.value, london_minute(daemon.started));
    if (daemon.now - daemon.seen > kSilent)
      fmt::print("  It was seen last at {}; it may have been killed.\n", london_minute(daemon.seen));
  }
  section("Running now", status.running, kMostShown, [](const ListedOccurrence& item) {
    fmt::print("  {}, since {} on {}\n", subject(item), item.started ? london_minute(*item.started) : "", item.holder);
  });
  section("Due and not started", status.due, kMostShown, [&](const ListedOccurrence& item) {
    fmt::print("  {}, due {}{}\n    {}\n", subject(item), london_minute(item.due), item.late ? ", late" : "",
               why_waiting(status, item));
  });
  section("Failed, and not made good yet", status.unsettled, kMostShown, [](const ListedOccurrence& item) {
    fmt::print("  {}, {}\n    {}\n", subject(item), item.ended ? london_minute(*item.ended) : "", item.sentence);
  });
  section("Coming next", status.next, kMostNext,
          [](const ListedOccurrence& item) { fmt::print("  {}  {}\n", london_minute(item.due), subject(item)); });
  section("Ended last", status.ended, kMostNext, [](const ListedOccurrence& item) {
    fmt::print("  {}  {}: {}\n    {}\n", item.ended ? london_minute(*item.ended) : "", subject(item), item.state,
               item.sentence);
  });
  if (status.running.empty() && status.due.empty() && status.next.empty() && status.unsettled.empty() &&
      status.ended.empty())
    fmt::print("Nothing has been planned or run yet.\n");
}

}  // namespace

int status_command(const settings::Settings& settings, const StatusOptions& options) {
  const auto la = la_argument(options.la);
  if (!la) return fail(la.error());
  auto access = DatabaseAccess::open(settings);
  if (!access) return fail(access.error());
  auto reader = store::Reader::open(access->url());
  if (!reader) return fail(reader.error());
  const auto status = read_status(*reader, *la);
  if (!status) return fail(status.error());
  if (options.json)
    print_json(*status);
  else
    print_text(*status);
  return 0;
}

}  // namespace termwise::app
