#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/arguments.h"
#include "app/commands.h"
#include "app/workspace.h"
#include "base/text.h"
#include "calendar/london.h"
#include "jobs/status.h"

namespace termwise::app {
namespace {

using calendar::london_minute;
using jobs::Status;
using jobs::subject_of;
using store::ListedOccurrence;

constexpr std::size_t kMostShown = 50;  // of what runs, is due or has failed, in text
constexpr std::size_t kMostNext = 10;   // of what comes, in text

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
    entry["why"] = jobs::why_waiting(status, item);
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
  if (items.size() > most) fmt::print("  and more; --json lists up to {}\n", jobs::kMostOfAKind);
}

void print_text(const Status& status) {
  if (status.daemons.empty()) fmt::print("No daemon is running.\n");
  for (const auto& daemon : status.daemons) {
    fmt::print("A daemon runs on {} (process {}), {}, configuration {}, since {}.\n", daemon.host, daemon.process_id,
               counted(daemon.workers, "worker", "workers"), daemon.revision.value, london_minute(daemon.started));
    if (jobs::is_silent(daemon))
      fmt::print("  It was seen last at {}; it may have been killed.\n", london_minute(daemon.seen));
  }
  section("Running now", status.running, kMostShown, [](const ListedOccurrence& item) {
    fmt::print("  {}, since {} on {}\n", subject_of(item), item.started ? london_minute(*item.started) : "",
               item.holder);
  });
  section("Due and not started", status.due, kMostShown, [&](const ListedOccurrence& item) {
    fmt::print("  {}, due {}{}\n    {}\n", subject_of(item), london_minute(item.due), item.late ? ", late" : "",
               jobs::why_waiting(status, item));
  });
  section("Failed, and not made good yet", status.unsettled, kMostShown, [](const ListedOccurrence& item) {
    fmt::print("  {}, {}\n    {}\n", subject_of(item), item.ended ? london_minute(*item.ended) : "", item.sentence);
  });
  section("Coming next", status.next, kMostNext,
          [](const ListedOccurrence& item) { fmt::print("  {}  {}\n", london_minute(item.due), subject_of(item)); });
  section("Ended last", status.ended, jobs::kMostEnded, [](const ListedOccurrence& item) {
    fmt::print("  {}  {}: {}\n    {}\n", item.ended ? london_minute(*item.ended) : "", subject_of(item), item.state,
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
  const auto status = jobs::read_status(*reader, *la);
  if (!status) return fail(status.error());
  if (options.json)
    print_json(*status);
  else
    print_text(*status);
  return 0;
}

}  // namespace termwise::app
