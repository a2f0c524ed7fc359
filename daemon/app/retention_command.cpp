#include <unistd.h>

#include <chrono>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/commands.h"
#include "app/workspace.h"
#include "base/text.h"
#include "calendar/london.h"
#include "ingest/date.h"
#include "jobs/retention_job.h"
#include "jobs/run_now.h"
#include "store/retention.h"

namespace termwise::app {
namespace {

using store::KindCount;

std::string day_of(store::Instant instant) {
  return ingest::iso_date(calendar::london_date(std::chrono::floor<std::chrono::seconds>(instant)));
}

std::string things_of(const KindCount& count) {
  if (count.kind == "message")
    return count.things == 1 ? std::string("the body of 1 e-mail")
                             : fmt::format("the bodies of {} e-mails", count.things);
  if (count.kind == "pupils") return counted(count.rows, "row about pupils", "rows about pupils");
  return counted(count.things, "reminder that is over", "reminders that are over");
}

void print_counts(const std::vector<KindCount>& counts, std::string_view title, std::string_view since,
                  std::string_view nothing) {
  bool any = false;
  for (const auto& count : counts) {
    if (count.things == 0) continue;
    if (!any) fmt::print("{}\n", title);
    any = true;
    fmt::print("  {}{}\n", things_of(count),
               count.since ? fmt::format(", {} {}", since, day_of(*count.since)) : std::string());
  }
  if (!any) fmt::print("{}\n", nothing);
}

nlohmann::ordered_json to_json(const std::vector<KindCount>& counts) {
  auto list = nlohmann::ordered_json::array();
  for (const auto& count : counts) {
    nlohmann::ordered_json one;
    one["kind"] = count.kind;
    one["things"] = count.things;
    one["rows"] = count.rows;
    one["since"] = count.since ? nlohmann::ordered_json(day_of(*count.since)) : nlohmann::ordered_json(nullptr);
    list.push_back(std::move(one));
  }
  return list;
}

struct Answer {
  std::string sentence;         // of a run
  std::vector<KindCount> past;  // of a dry run
  std::vector<KindCount> gone;
};

Result<Answer> preview(const std::string& url, const settings::Settings& settings) {
  Answer answer;
  TERMWISE_TRY(store::Reader reader, store::Reader::open(url));
  TERMWISE_TRY(answer.past, store::past_retention(reader, jobs::retention_limits(settings.retention)));
  TERMWISE_TRY(answer.gone, store::removed_so_far(reader));
  return answer;
}

Result<Answer> remove(const std::string& url, const settings::Settings& settings) {
  const auto host = plugin_host();
  jobs::Configuration configuration{settings, jobs::load_catalogue(settings, host).catalogue, {}};
  TERMWISE_TRY(store::Database database, store::Database::open(url));
  TERMWISE_TRY(configuration.revision, jobs::accept_settings(database, settings, configuration.catalogue));
  TERMWISE_TRY(const auto performed,
               jobs::remove_now(database, configuration, host, {url, host_name(), ::getpid(), TERMWISE_VERSION}));
  if (performed.refusal) return *performed.refusal;
  Answer answer{performed.sentence, {}, {}};
  TERMWISE_TRY(answer.gone, store::removed_so_far(database));
  return answer;
}

}  // namespace

int retention_command(const settings::Settings& settings, const RetentionOptions& options) {
  const auto access = DatabaseAccess::open(settings);
  if (!access) return fail(access.error());
  const auto answer = options.dry_run ? preview(access->url(), settings) : remove(access->url(), settings);
  if (!answer) return fail(answer.error());
  if (options.json) {
    const auto limits = jobs::retention_limits(settings.retention);
    nlohmann::ordered_json json;
    json["messages_days"] = limits.message_days;
    json["pupils_years"] = limits.pupil_years;
    json["reminders_years"] = limits.reminder_years;
    if (options.dry_run)
      json["past"] = to_json(answer->past);
    else
      json["sentence"] = answer->sentence;
    json["gone"] = to_json(answer->gone);
    fmt::print("{}\n", json.dump(2));
    return 0;
  }
  if (options.dry_run)
    print_counts(answer->past, "A run now would remove:", "the oldest of", "A run now would remove nothing.");
  else
    fmt::print("{}\n", answer->sentence);
  print_counts(answer->gone, "Gone so far:", "since", "Nothing has gone so far.");
  return 0;
}

}  // namespace termwise::app
