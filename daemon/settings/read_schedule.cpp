#include <algorithm>
#include <array>
#include <map>
#include <set>

#include <fmt/format.h>

#include "base/text.h"
#include "settings/sections.h"
#include "settings/table_reader.h"
#include "wire/job_names.h"

namespace termwise::settings {
namespace {

constexpr std::string_view kIngest = "ingest";
constexpr std::array<std::string_view, 2> kTakenNames{"manual", "inbox"};
constexpr std::int64_t kLongestWindowDays = 366;
constexpr std::int64_t kMostAttempts = 20;
constexpr std::int64_t kLongestTimeoutSeconds = 86400;

class ScheduleEntry {
 public:
  ScheduleEntry(const TomlValue& entry, const RuleContext& context, Report& report)
      : entry_(entry), context_(context), report_(report), reader_(entry, "[[schedule]]", report) {}

  Schedule read() {
    read_name();
    schedule_.job = reader_.choice("job", known_jobs(), Presence::required).value_or("");
    read_rule();
    read_after();
    if (const auto choice = reader_.choice("catch_up", {"latest", "all", "none"}, Presence::optional))
      schedule_.catch_up = choice == "all" ? CatchUp::all : choice == "none" ? CatchUp::none : CatchUp::latest;
    if (const auto choice = reader_.choice("overlap", {"wait", "skip"}, Presence::optional))
      schedule_.overlap = choice == "skip" ? Overlap::skip : Overlap::wait;
    if (const auto days = reader_.integer("window_days", 1, kLongestWindowDays, Presence::optional))
      schedule_.window = std::chrono::days(*days);
    if (const auto attempts = reader_.integer("attempts", 1, kMostAttempts, Presence::optional))
      schedule_.attempts = static_cast<int>(*attempts);
    if (const auto seconds = reader_.integer("timeout_seconds", 1, kLongestTimeoutSeconds, Presence::optional))
      schedule_.timeout = std::chrono::seconds(*seconds);
    reader_.finish();
    return std::move(schedule_);
  }

 private:
  static std::vector<std::string> known_jobs() {
    std::vector<std::string> jobs = wire::plugin_jobs();
    jobs.emplace_back(wire::kDigestJob);
    jobs.emplace_back("retention");
    return jobs;
  }

  void read_name() {
    schedule_.name = reader_.name("name", NameKind::slug).value_or("");
    if (std::find(kTakenNames.begin(), kTakenNames.end(), schedule_.name) != kTakenNames.end())
      report_.error(*entry_.find("name"),
                    fmt::format("the name {} is Termwise's own. Choose another.", quote(schedule_.name)));
  }

  void read_rule() {
    const auto text = reader_.text("rule", Presence::required);
    if (!text) return;
    const TomlValue& value = *entry_.find("rule");
    schedule_.rule_text = *text;
    schedule_.where = report_.at(value);
    const auto parsed = calendar::parse_rule(*text);
    if (const auto* error = std::get_if<calendar::RuleError>(&parsed)) {
      report_.error(report_.at(value, error->position), error->message);
      return;
    }
    schedule_.rule = std::get<calendar::ScheduleRule>(parsed);
    check_rule(value, schedule_.rule, context_, report_);
    if (std::holds_alternative<calendar::EveryRun>(schedule_.rule.anchor) && !schedule_.job.empty() &&
        schedule_.job != wire::kDigestJob)
      report_.error(
          report_.at(value, text->find("every")),
          fmt::format("'every run' follows the other jobs of this Local Authority, and {} would follow itself. "
                      "Only a schedule with job = \"{}\" may have this rule; give this one another.",
                      schedule_.job, wire::kDigestJob));
  }

  void read_after() {
    const TomlValue* list = reader_.value("after", TomlKind::array, Presence::optional);
    if (!list) return;
    std::vector<std::string> jobs{std::string(kIngest)};
    jobs.insert(jobs.end(), wire::plugin_jobs().begin(), wire::plugin_jobs().end());
    std::set<std::string> seen;
    for (const auto& item : list->values) {
      if (!check_choice(item, "job", jobs, report_)) continue;
      if (item.text == schedule_.job)
        report_.error(item, "a job cannot wait for itself. Remove it from 'after'.");
      else if (!seen.insert(item.text).second)
        report_.error(item, fmt::format("the job {} is named twice. Name each job once.", quote(item.text)));
      else
        schedule_.after.push_back(item.text);
    }
  }

  const TomlValue& entry_;
  const RuleContext& context_;
  Report& report_;
  TableReader reader_;
  Schedule schedule_;
};

using Graph = std::map<std::string, std::set<std::string>>;  // job -> those it waits for

bool leads_to(const Graph& graph, const std::string& from, const std::string& to, std::set<std::string>& seen) {
  if (from == to) return true;
  const auto waits = graph.find(from);
  if (!seen.insert(from).second || waits == graph.end()) return false;
  return std::any_of(waits->second.begin(), waits->second.end(),
                     [&](const std::string& job) { return leads_to(graph, job, to, seen); });
}

// Jobs that wait for each other would never run again after one failure.
void check_circles(const std::vector<const TomlValue*>& entries, const std::vector<Schedule>& schedules,
                   Report& report) {
  Graph graph;
  for (const auto& schedule : schedules) graph[schedule.job].insert(schedule.after.begin(), schedule.after.end());
  for (std::size_t i = 0; i < schedules.size(); ++i) {
    for (const auto& job : schedules[i].after) {
      std::set<std::string> seen;
      if (!leads_to(graph, job, schedules[i].job, seen)) continue;
      const auto& items = entries[i]->find("after")->values;
      const auto item = std::find_if(items.begin(), items.end(), [&](const TomlValue& v) { return v.text == job; });
      report.error(*item, fmt::format("{} would wait for {}, which waits for {} in turn. Remove one of the two from "
                                      "its 'after'.",
                                      quote(schedules[i].job), quote(job), quote(schedules[i].job)));
    }
  }
}

}  // namespace

std::vector<Schedule> read_schedules(TableReader& reader, const RuleContext& context, Report& report) {
  std::vector<Schedule> schedules;
  std::map<std::string, std::uint32_t> lines;
  const auto entries = reader.tables("schedule", kMaximumSchedules);
  for (const TomlValue* entry : entries) {
    schedules.push_back(ScheduleEntry(*entry, context, report).read());
    const std::string& name = schedules.back().name;
    if (name.empty()) continue;
    const auto [first, added] = lines.emplace(name, entry->line);
    if (!added)
      report.error(*entry->find("name"), fmt::format("the schedule {} is already on line {}. Give each schedule a "
                                                     "name of its own.",
                                                     quote(name), first->second));
  }
  check_circles(entries, schedules, report);
  return schedules;
}

}  // namespace termwise::settings
