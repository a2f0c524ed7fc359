#include <algorithm>
#include <chrono>
#include <variant>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/arguments.h"
#include "app/commands.h"
#include "app/workspace.h"
#include "base/text.h"
#include "calendar/london.h"
#include "calendar/occurrences.h"
#include "calendar/wording.h"

namespace termwise::app {
namespace {

using std::chrono::sys_seconds;

constexpr std::chrono::days kShown{60};      // without --to
constexpr std::chrono::days kLongest{1100};  // three years: calendars do not reach farther

struct Entry {
  const settings::LocalAuthority* la = nullptr;
  const settings::Schedule* schedule = nullptr;
  calendar::Occurrence occurrence;
};

struct Plan {
  std::vector<Entry> entries;  // by due time
  std::vector<std::string> unplaced;
};

struct Span {
  sys_seconds from;
  sys_seconds to;
};

Result<Span> span_of(const PlanOptions& options) {
  TERMWISE_TRY(const auto from, date_argument("--from", options.from));
  TERMWISE_TRY(const auto to, date_argument("--to", options.to));
  const auto today = calendar::london_date(std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()));
  const auto first = from.value_or(today);
  const std::chrono::year_month_day last = to.value_or(std::chrono::sys_days(first) + kShown);
  if (last < first)
    return Error{ExitCode::usage,
                 fmt::format("--to {} lies before --from {}.", calendar::to_string(last), calendar::to_string(first))};
  if (std::chrono::sys_days(last) - std::chrono::sys_days(first) > kLongest)
    return Error{ExitCode::usage, fmt::format("From {} to {} are more than {} days. Ask for fewer.",
                                              calendar::to_string(first), calendar::to_string(last), kLongest.count())};
  const auto midnight = std::chrono::minutes(0);
  return Span{calendar::london_instant(first, midnight),
              calendar::london_instant(std::chrono::sys_days(last) + std::chrono::days(1), midnight)};
}

bool wanted(const PlanOptions& options, const settings::LocalAuthority& la, const settings::Schedule& schedule) {
  return (options.la.empty() || options.la == la.code.text()) &&
         (options.schedule.empty() || options.schedule == schedule.name);
}

Plan plan_of(const settings::Settings& settings, const PlanOptions& options, const Span& span) {
  Plan plan;
  for (const auto& la : settings.las)
    for (const auto& schedule : la.schedules) {
      if (!wanted(options, la, schedule)) continue;
      auto found = calendar::occurrences(schedule.rule, la.calendar, span.from, span.to);
      for (auto& occurrence : found.placed) plan.entries.push_back({&la, &schedule, std::move(occurrence)});
      for (const auto& unplaced : found.unplaced)
        plan.unplaced.push_back(fmt::format("{}: {} of LA {}: {}{}", to_string(schedule.where), schedule.name,
                                            la.code.text(), unplaced.period.empty() ? "" : unplaced.period + ": ",
                                            unplaced.sentence));
    }
  std::stable_sort(plan.entries.begin(), plan.entries.end(),
                   [](const Entry& a, const Entry& b) { return a.occurrence.due < b.occurrence.due; });
  return plan;
}

std::string utc_minute(sys_seconds instant) {
  const std::chrono::hh_mm_ss time(instant - std::chrono::floor<std::chrono::days>(instant));
  return fmt::format("{}T{:02}:{:02}Z", calendar::to_string(std::chrono::floor<std::chrono::days>(instant)),
                     time.hours().count(), time.minutes().count());
}

nlohmann::ordered_json to_json(const Entry& entry) {
  return {{"la", entry.la->code.text()},
          {"schedule", entry.schedule->name},
          {"job", entry.schedule->job},
          {"period", entry.occurrence.period},
          {"due", calendar::london_minute(entry.occurrence.due)},
          {"due_utc", utc_minute(entry.occurrence.due)},
          {"rule", entry.schedule->rule_text},
          {"why", entry.occurrence.why}};
}

std::string_view in_place_of_date(const calendar::ScheduleRule& rule) {
  if (std::holds_alternative<calendar::EveryIngest>(rule.anchor)) return "after each ingest";
  if (std::holds_alternative<calendar::EveryRun>(rule.anchor)) return "after each run";
  return {};
}

void print_without_date(const settings::LocalAuthority& la, const settings::Schedule& schedule, bool why) {
  const std::string_view instead = in_place_of_date(schedule.rule);
  if (instead.empty()) return;
  fmt::print("{:<17}  {:<12} LA {}  {}\n", instead, schedule.job, la.code.text(), schedule.name);
  if (why) fmt::print("    {}\n    It is due {}.\n", schedule.rule_text, calendar::occasion_in_words(schedule.rule));
}

void print_text(const Plan& plan, const settings::Settings& settings, const PlanOptions& options) {
  for (const auto& entry : plan.entries) {
    fmt::print("{}  {:<12} LA {}  {} ({})\n", calendar::london_minute(entry.occurrence.due), entry.schedule->job,
               entry.la->code.text(), entry.schedule->name, entry.occurrence.period);
    if (!options.why) continue;
    fmt::print("    {}\n", entry.schedule->rule_text);
    for (const auto& step : entry.occurrence.why) fmt::print("    {}\n", step);
  }
  for (const auto& la : settings.las)
    for (const auto& schedule : la.schedules)
      if (wanted(options, la, schedule)) print_without_date(la, schedule, options.why);
}

// Whether what was asked for exists at all.
Result<void> check_names(const settings::Settings& settings, const PlanOptions& options) {
  TERMWISE_TRY(const auto la, la_argument(options.la));
  std::vector<std::string> names;
  for (const auto& known : settings.las)
    if (!la || known.code == *la)
      for (const auto& schedule : known.schedules) names.push_back(schedule.name);
  if (options.schedule.empty() || std::find(names.begin(), names.end(), options.schedule) != names.end()) return {};
  return Error{ExitCode::usage, fmt::format("There is no schedule {}{}.{}", quote(options.schedule),
                                            la ? " of LA " + la->text() : "", did_you_mean(options.schedule, names))};
}

}  // namespace

int plan_command(const settings::Settings& settings, const PlanOptions& options) {
  const auto known = check_names(settings, options);
  if (!known) return fail(known.error());
  const auto span = span_of(options);
  if (!span) return fail(span.error());
  const Plan plan = plan_of(settings, options, *span);
  for (const auto& sentence : plan.unplaced) fmt::print(stderr, "{}\n", sentence);
  if (options.json) {
    auto list = nlohmann::ordered_json::array();
    for (const auto& entry : plan.entries) list.push_back(to_json(entry));
    fmt::print("{}\n", list.dump(2));
    return 0;
  }
  if (plan.entries.empty()) fmt::print("Nothing is due between these dates.\n");
  print_text(plan, settings, options);
  return 0;
}

}  // namespace termwise::app
