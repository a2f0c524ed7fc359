#include "jobs/backtest.h"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "base/text.h"
#include "jobs/rule_years.h"

namespace termwise::jobs {
namespace {

Result<std::vector<const wire::Rule*>> rules_of(const Candidate& candidate, const std::string& wanted) {
  std::vector<const wire::Rule*> rules;
  if (!wanted.empty()) {
    TERMWISE_TRY(const wire::Rule* rule, rule_named(candidate.manifest, wanted));
    rules.push_back(rule);
    return rules;
  }
  for (const auto& rule : candidate.manifest.rules) rules.push_back(&rule);
  if (rules.empty())
    return Error{ExitCode::data,
                 fmt::format("The plugin {} declares no rule, so there is nothing to look at.", candidate.manifest.id)};
  return rules;
}

Result<void> check_la(const Candidate& candidate, const std::optional<LaCode>& la) {
  if (!la || may_serve(candidate.manifest, *la)) return {};
  return Error{ExitCode::usage, fmt::format("The plugin {} is written for LA {} and cannot serve LA {}.",
                                            candidate.manifest.id, listed(candidate.manifest.la_codes), la->text())};
}

// Of one place, each rule's verdicts.
using Verdicts = std::vector<LaYear>;

Result<Verdicts> judge_place(store::Reader& reader, const Bench& bench, const Trial& trial,
                             const std::vector<const wire::Rule*>& rules) {
  TERMWISE_TRY(const auto facts, facts_for(reader, bench, trial));
  TERMWISE_TRY(auto judged, judge(bench, trial, facts));
  Verdicts verdicts;
  for (std::size_t i = 0; i < rules.size(); ++i)
    verdicts.push_back(la_year(trial.place.la, *rules[i], std::move(judged[i]), facts.names));
  return verdicts;
}

report::BacktestRule assemble(const settings::Settings& settings, const wire::Rule& rule, const YearSpan& span,
                              const std::set<std::string>& las, std::map<int, RuleYear> years) {
  report::BacktestRule assembled{rule.id, rule.version, rule.title, {}, {}};
  for (const auto& outcome : rule.outcomes)
    if (wire::lists(rule, outcome)) assembled.listed_outcomes.push_back(outcome);
  const RuleYear* before = nullptr;
  for (const auto& year : span.years()) {
    RuleYear& current = years[year.summer()];
    current.year = year.summer();
    assembled.years.push_back(describe_year(settings, rule, current, las));
    if (before != nullptr)
      compare_years(settings, *before, current, assembled.years[assembled.years.size() - 2], assembled.years.back());
    else
      list_without_comparison(current, assembled.years.back());
    before = &current;
  }
  return assembled;
}

}  // namespace

Result<report::Backtest> backtest(store::Reader& reader, const Bench& bench, const Candidate& candidate,
                                  const BacktestRequest& request) {
  const auto& manifest = candidate.manifest;
  TERMWISE_TRY(const auto rules, rules_of(candidate, request.rule));
  TERMWISE_CHECK(check_la(candidate, request.la));
  TERMWISE_TRY(const BatchId highest, batch_to_see(reader, bench));
  const auto serves = [&](const LaCode& la) { return may_serve(manifest, la); };
  TERMWISE_TRY(const auto places, places_with_data(reader, request.span, request.la, highest, serves));

  std::vector<Trial> trials;
  std::set<std::string> las;
  std::map<std::string, std::vector<std::pair<std::string, std::string>>> parameters;
  for (const auto& place : places) {
    if (las.insert(place.la.text()).second) {
      TERMWISE_TRY(parameters[place.la.text()], parameters_for(bench.settings, manifest, place.la, request.set));
    }
    trials.push_back({&candidate.file, &manifest, place, highest, parameters.at(place.la.text()), {}});
    for (const auto* rule : rules) trials.back().rules.push_back(rule->id);
  }
  std::vector<Verdicts> verdicts(trials.size());
  TERMWISE_CHECK(
      spread(bench.url, trials.size(), bench.progress, [&](store::Reader& own, std::size_t piece) -> Result<void> {
        TERMWISE_TRY(verdicts[piece], judge_place(own, bench, trials[piece], rules));
        return {};
      }));

  report::Backtest backtest{name_of(candidate),
                            request.span.first.summer(),
                            request.span.last.summer(),
                            {las.begin(), las.end()},
                            request.set,
                            {}};
  for (std::size_t i = 0; i < rules.size(); ++i) {
    std::map<int, RuleYear> years;
    for (std::size_t p = 0; p < trials.size(); ++p)
      years[trials[p].place.year.summer()].las.push_back(std::move(verdicts[p][i]));
    backtest.rules.push_back(assemble(bench.settings, *rules[i], request.span, las, std::move(years)));
  }
  return backtest;
}

}  // namespace termwise::jobs
