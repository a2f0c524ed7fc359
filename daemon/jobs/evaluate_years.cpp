#include "jobs/evaluate_years.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "base/text.h"
#include "jobs/catalogue.h"
#include "jobs/run_plugin.h"
#include "store/batches.h"
#include "store/records.h"

namespace termwise::jobs {
namespace {

PluginRun run_of(const Bench& bench, const Trial& trial) {
  std::vector<std::string> rules = trial.rules;
  std::sort(rules.begin(), rules.end());
  return {.file = trial.file,
          .manifest = trial.manifest,
          .la = trial.place.la,
          .year = trial.place.year,
          .highest = trial.highest,
          .reference_date = end_of_year(trial.place.year, bench.today),
          .parameters = trial.parameters,
          .rules = std::move(rules)};
}

// The findings of a run go to their rules. Reminders are no verdicts, and are not compared over the years.
void hand_out(std::vector<wire::Finding> findings, std::vector<RuleVerdicts>& verdicts) {
  for (auto& finding : findings) {
    if (finding.reminder) continue;
    const auto of =
        std::find_if(verdicts.begin(), verdicts.end(), [&](const auto& rule) { return rule.rule == finding.rule; });
    of->findings.push_back(std::move(finding));  // the sandbox let only findings of these rules through
  }
  for (auto& rule : verdicts)
    std::sort(rule.findings.begin(), rule.findings.end(),
              [](const auto& a, const auto& b) { return a.subject < b.subject; });
}

Error ended_badly(const Trial& trial, const sandbox::Outcome& outcome) {
  return {ExitCode::internal,
          fmt::format("LA {}, {}: {}", trial.place.la.text(), trial.place.year.label(), outcome.sentence)};
}

Error no_data(const YearSpan& span, const std::optional<LaCode>& la, const std::set<AcademicYear>& others) {
  const std::string years =
      span.first == span.last ? span.first.label() : fmt::format("{} to {}", span.first.label(), span.last.label());
  std::vector<std::string> labels;
  for (const auto& year : others) labels.push_back(year.label());
  return {ExitCode::data, fmt::format("There is no data of {} that this plugin may serve for {}. {}",
                                      la ? fmt::format("LA {}", la->text()) : "any Local Authority", years,
                                      labels.empty() ? "Load the files first: termwise ingest FILE."
                                                     : fmt::format("There is data for {}.", listed(labels)))};
}

}  // namespace

std::vector<AcademicYear> YearSpan::years() const {
  std::vector<AcademicYear> all;
  for (int summer = first.summer(); summer <= last.summer(); ++summer)
    all.push_back(*AcademicYear::from_summer(summer));
  return all;
}

Result<YearSpan> parse_year_span(const std::string& text) {
  const std::size_t dots = text.find("..");
  const auto first = AcademicYear::parse(text.substr(0, dots));
  const auto last = dots == std::string::npos ? first : AcademicYear::parse(text.substr(dots + 2));
  if (!first || !last)
    return Error{
        ExitCode::usage,
        fmt::format("--years {} is not a span of academic years. Write it like 2008/09..2017/18.", quote(text))};
  if (*last < *first)
    return Error{ExitCode::usage, fmt::format("--years {} ends before it begins. Write the earlier year first: {}..{}.",
                                              quote(text), last->label(), first->label())};
  if (static_cast<std::size_t>(last->summer() - first->summer()) >= kMaximumYearsAtOnce)
    return Error{ExitCode::usage, fmt::format("--years {} has {} years, and at most {} can be looked at together. Ask "
                                              "for fewer.",
                                              quote(text), last->summer() - first->summer() + 1, kMaximumYearsAtOnce)};
  return YearSpan{*first, *last};
}

Result<std::vector<Place>> places_with_data(store::Reader& reader, const YearSpan& span,
                                            const std::optional<LaCode>& la, BatchId highest,
                                            const std::function<bool(const LaCode&)>& serves) {
  std::vector<Place> places;
  for (const auto& year : span.years()) {
    TERMWISE_TRY(const auto las, store::las_with_records(reader, year, highest));
    for (const auto& one : las)
      if ((!la || one == *la) && serves(one)) places.push_back({one, year});
  }
  if (!places.empty()) return places;
  std::set<AcademicYear> others;
  TERMWISE_TRY(const auto batches, store::list_batches(reader));
  std::set<AcademicYear> loaded;
  for (const auto& batch : batches)
    if (batch.id <= highest) loaded.insert(batch.year);
  for (const auto& year : loaded) {
    TERMWISE_TRY(const auto las, store::las_with_records(reader, year, highest));
    if (std::any_of(las.begin(), las.end(), [&](const auto& one) { return (!la || one == *la) && serves(one); }))
      others.insert(year);
  }
  return no_data(span, la, others);
}

Result<BatchId> batch_to_see(store::Reader& reader, const Bench& bench) {
  if (bench.known && bench.known->value == 0)
    return Error{ExitCode::data, "No file had been loaded by the end of that day. Name a later one."};
  if (bench.known) return *bench.known;
  TERMWISE_TRY(const auto highest, store::highest_batch(reader, std::nullopt));
  if (!highest) return Error{ExitCode::data, "No file has been loaded yet. Load one first: termwise ingest FILE."};
  return *highest;
}

std::chrono::year_month_day end_of_year(AcademicYear year, std::chrono::year_month_day today) {
  const std::chrono::year_month_day end(std::chrono::year(year.summer()), std::chrono::August, std::chrono::day(31));
  return std::min(end, today);
}

Result<snapshot::Snapshot> facts_for(store::Reader& reader, const Bench& bench, const Trial& trial) {
  return take_facts(reader, bench.settings, run_of(bench, trial));
}

Result<std::vector<RuleVerdicts>> judge(const Bench& bench, const Trial& trial, const snapshot::Snapshot& facts) {
  const sandbox::Limits limits = limits_of(bench.settings);
  PluginRun run = run_of(bench, trial);
  std::vector<RuleVerdicts> verdicts;
  for (const auto& rule : trial.rules) verdicts.push_back({rule, {}, {}});
  TERMWISE_TRY(sandbox::Evaluation together, evaluate(bench.host, limits, run, facts));
  if (together.outcome.ending == sandbox::Ending::completed) {
    hand_out(std::move(together.findings), verdicts);
    return verdicts;
  }
  if (together.outcome.ending != sandbox::Ending::failed) return ended_badly(trial, together.outcome);
  if (verdicts.size() == 1) {
    verdicts.front().failure = together.outcome.sentence;
    return verdicts;
  }
  for (auto& rule : verdicts) {
    run.rules = {rule.rule};
    TERMWISE_TRY(sandbox::Evaluation alone, evaluate(bench.host, limits, run, facts));
    if (alone.outcome.ending == sandbox::Ending::completed)
      hand_out(std::move(alone.findings), verdicts);
    else if (alone.outcome.ending == sandbox::Ending::failed)
      rule.failure = alone.outcome.sentence;
    else
      return ended_badly(trial, alone.outcome);
  }
  return verdicts;
}

}  // namespace termwise::jobs
