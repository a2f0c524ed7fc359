#include <charconv>
#include <map>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "calendar/london.h"
#include "report/page_links.h"
#include "store/history.h"
#include "store/overview.h"
#include "store/runs.h"
#include "web/pages.h"
#include "web/paging.h"
#include "web/texts.h"
#include "web/visible.h"

namespace termwise::web {
namespace {

using calendar::london_minute;
using nlohmann::json;

constexpr std::size_t kEntriesAPage = 50;

// "ok", "problem" or "quiet": the class of a word for how something ended.
const char* class_of(std::string_view state) {
  if (state == "succeeded") return "ok";
  return state == "failed" || state == "lost" ? "problem" : "quiet";
}

std::string seconds_text(std::chrono::milliseconds length) {
  return fmt::format("{:.2f} seconds", std::chrono::duration<double>(length).count());
}

std::string megabytes_text(std::uint64_t bytes) {
  constexpr double kMegabyte = 1024.0 * 1024.0;
  return fmt::format("{:.1f} megabytes", static_cast<double>(bytes) / kMegabyte);
}

json hash_view(const std::optional<Sha256>& hash) { return hash ? json(hash->hex()) : json(false); }

// ---- The list -----------------------------------------------------------------------------------------------------

json entry_view(const store::HistoryEntry& entry, std::size_t attempts) {
  return {{"run", entry.run ? json(entry.run->value) : json(false)},
          {"path", entry.run ? report::run_path(entry.run->value) : std::string()},
          {"moment", london_minute(entry.moment)},
          {"job", entry.job},
          {"la", entry.la},
          {"file", entry.file},
          {"year", entry.year ? entry.year->label() : std::string()},
          {"plugin", entry.plugin},
          {"state", entry.state},
          {"class", class_of(entry.state)},
          {"findings", entry.run && entry.state == "succeeded" ? json(entry.findings) : json(false)},
          {"attempts", attempts == 0 ? json(false) : json(attempts)},
          {"sentence", entry.sentence}};
}

Result<std::map<std::int64_t, std::size_t>> count_attempts(store::Reader& reader,
                                                           const std::vector<store::HistoryEntry>& entries) {
  std::vector<OccurrenceId> occurrences;
  for (const auto& entry : entries)
    if (entry.occurrence) occurrences.push_back(*entry.occurrence);
  TERMWISE_TRY(const auto attempts, store::list_attempts(reader, occurrences));
  std::map<std::int64_t, std::size_t> counts;
  for (const auto& attempt : attempts) ++counts[attempt.occurrence.value];
  return counts;
}

// ---- One run ------------------------------------------------------------------------------------------------------

Result<RunId> run_number(const std::string& text) {
  RunId run;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), run.value);
  if (error != std::errc() || end != text.data() + text.size() || run.value < 1)
    return Error{ExitCode::data, fmt::format("{} is not the number of a run.", quote(text))};
  return run;
}

json facts_of(const store::Run& run, const PageContext& context) {
  const auto& what = run.run;
  json facts = json::array();
  const auto add = [&](std::string_view label, std::string value) {
    if (!value.empty()) facts.push_back({{"label", label}, {"value", std::move(value)}});
  };
  add("Job", what.job);
  add("Local Authority", fmt::format("{} ({})", context.configuration.settings.la(what.la).name, what.la.text()));
  add("Year", what.year.label());
  add("Day it was run for", calendar::to_string(what.reference_date));
  add("Started", london_minute(run.started_at));
  add("Finished", run.finished_at ? london_minute(*run.finished_at) : "not yet");
  add("Ending", run.ending);
  add("Plugin", what.plugin);
  for (const auto& rule : what.rules) add("Rule", fmt::format("{} {}", rule.rule, rule.version));
  for (const auto& [name, value] : what.parameters) add("Parameter", fmt::format("{} = {}", name, value));
  add("Configuration", fmt::format("revision {}", what.revision.value));
  add("Data", what.highest_batch ? fmt::format("up to file number {}", what.highest_batch->value) : std::string());
  add("Time", seconds_text(run.use.wall));
  add("Processor time", seconds_text(run.use.cpu));
  add("Most memory", megabytes_text(run.use.peak_memory_bytes));
  return facts;
}

json attempt_view(const store::Attempt& attempt) {
  return {{"number", attempt.token},
          {"host", fmt::format("{}, process {}", attempt.host, attempt.process_id)},
          {"started", london_minute(attempt.started)},
          {"finished", attempt.finished ? london_minute(*attempt.finished) : std::string("not yet")},
          {"outcome", attempt.outcome},
          {"class", class_of(attempt.outcome)},
          {"sentence", attempt.sentence},
          {"time", seconds_text(attempt.use.wall)}};
}

Result<json> attempts_of(store::Reader& reader, const store::Run& run) {
  json attempts = json::array();
  if (!run.occurrence) return attempts;
  TERMWISE_TRY(const auto listed, store::list_attempts(reader, {*run.occurrence}));
  for (const auto& attempt : listed) attempts.push_back(attempt_view(attempt));
  return attempts;
}

// What the plugin host wrote last: in the run that failed, otherwise in its latest attempt that says something.
Result<std::string> last_words(store::Reader& reader, const store::Run& run) {
  if (!run.standard_error.empty() || !run.occurrence) return run.standard_error;
  TERMWISE_TRY(const auto attempts, store::list_attempts(reader, {*run.occurrence}));
  std::string words;
  for (const auto& attempt : attempts)
    if (!attempt.standard_error.empty()) words = attempt.standard_error;
  return words;
}

}  // namespace

Result<Response> runs_page(const PageContext& context) {
  TERMWISE_TRY(const std::size_t number, page_asked_for(context));
  // One more says whether there is a page after this one.
  TERMWISE_TRY(auto entries, store::list_history(context.reader, (number - 1) * kEntriesAPage, kEntriesAPage + 1));
  const bool more = entries.size() > kEntriesAPage;
  if (more) entries.pop_back();
  if (entries.empty() && number > 1) return Error{ExitCode::usage, fmt::format("There is no page {} of runs.", number)};
  TERMWISE_TRY(const auto attempts, count_attempts(context.reader, entries));
  json rows = json::array();
  for (const auto& entry : entries) {
    const auto found = entry.occurrence ? attempts.find(entry.occurrence->value) : attempts.end();
    rows.push_back(entry_view(entry, found == attempts.end() ? 0 : found->second));
  }
  TERMWISE_TRY(std::string pages, paging(number, more, [](const std::string& page) {
                 return report::runs_path({{"page", page}});
               }));
  json view = visible({{"any", !rows.empty()}, {"entries", std::move(rows)}});
  view["paging"] = std::move(pages);
  return page(context, {"Runs", "", "runs"}, texts::runs_html_mustache, view);
}

Result<Response> run_page(const PageContext& context) {
  TERMWISE_TRY(const RunId id, run_number(context.captured.at(0)));
  TERMWISE_TRY(const store::Run run, store::read_run(context.reader, id));
  TERMWISE_TRY(const auto outcomes, store::outcomes_of_run(context.reader, id));
  TERMWISE_TRY(json attempts, attempts_of(context.reader, run));
  TERMWISE_TRY(const std::string words, last_words(context.reader, run));
  const std::string la = run.run.la.text();
  json counts = json::array();
  for (const auto& count : outcomes)
    counts.push_back(
        {{"rule", count.rule},
         {"outcome", count.outcome},
         {"count", count.count},
         {"path", report::findings_path(
                      la, {{"run", std::to_string(id.value)}, {"rule", count.rule}, {"outcome", count.outcome}})}});
  const json view{{"state", name(run.state)},
                  {"class", class_of(name(run.state))},
                  {"sentence", run.sentence},
                  {"findings", counted(run.finding_count, "finding", "findings")},
                  {"findings_path", run.state == store::RunState::succeeded
                                        ? json(report::findings_path(la, {{"run", std::to_string(id.value)}}))
                                        : json(false)},
                  {"facts", facts_of(run, context)},
                  {"plugin_hash", hash_view(run.run.plugin_sha256)},
                  {"snapshot_hash", hash_view(run.run.snapshot_sha256)},
                  {"findings_hash", hash_view(run.findings_sha256)},
                  {"any_outcomes", !counts.empty()},
                  {"outcomes", std::move(counts)},
                  {"any_attempts", !attempts.empty()},
                  {"attempts", std::move(attempts)},
                  {"last_words", words}};
  return page(context, {fmt::format("Run {}", id.value), la, "runs"}, texts::run_html_mustache, visible(view));
}

}  // namespace termwise::web
