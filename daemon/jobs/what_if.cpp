#include "jobs/what_if.h"

#include <algorithm>
#include <functional>
#include <iterator>
#include <map>
#include <set>
#include <tuple>

#include <fmt/format.h>

#include "base/text.h"
#include "jobs/candidate.h"
#include "jobs/rule_years.h"
#include "store/batches.h"
#include "store/records.h"

namespace termwise::jobs {
namespace {

// The plugin that serves the rule for one LA, and what it is given: as configured, then at each value.
struct Serving {
  LaCode la;
  const InstalledPlugin* plugin = nullptr;
  const wire::Rule* rule = nullptr;
  const wire::Parameter* parameter = nullptr;
  std::string configured;  // the parameter's value; empty: it has none
  std::vector<std::vector<std::pair<std::string, std::string>>> parameters;
};

std::vector<std::string> names_of(const wire::Manifest& manifest) {
  std::vector<std::string> names;
  for (const auto& parameter : manifest.parameters) names.push_back(parameter.name);
  return names;
}

std::string kind_of(const wire::Parameter& parameter) {
  return parameter.type == TW_PARAMETER_CHOICE ? fmt::format("one of {}", fmt::join(parameter.choices, ", "))
                                               : std::string("true or false");
}

Result<const wire::Parameter*> steppable(const wire::Manifest& manifest, const std::string& rule, const LaCode& la,
                                         const std::string& name) {
  const auto names = names_of(manifest);
  for (const auto& parameter : manifest.parameters) {
    if (parameter.name != name) continue;
    if (parameter.type == TW_PARAMETER_DECIMAL) return &parameter;
    return Error{ExitCode::usage, fmt::format("The parameter {} of the plugin {} is {}, so it has no values from one "
                                              "number to another. Try each with termwise backtest {} --set {}=VALUE.",
                                              name, manifest.id, kind_of(parameter), manifest.id, name)};
  }
  return Error{ExitCode::usage,
               fmt::format("The plugin {}, which serves {} for LA {}, has no parameter {}.{} {}", manifest.id, rule,
                           la.text(), quote(name), did_you_mean(name, names),
                           names.empty() ? "It has none." : fmt::format("Its parameters are: {}.", listed(names)))};
}

Result<Serving> serving_of(const Bench& bench, const Catalogue& catalogue, const LaCode& la,
                           const WhatIfRequest& request) {
  Serving serving{la, nullptr, nullptr, nullptr, {}, {}};
  for (const auto& use : bench.settings.la(la).plugins) {
    // Which rules a plugin that cannot be loaded would serve is not known.
    if (const auto* refused = catalogue.find_refused(use.plugin))
      return Error{ExitCode::configuration, refused->sentence};
    const InstalledPlugin* plugin = catalogue.find(use.plugin);
    if (plugin == nullptr) continue;
    for (const auto& rule : plugin->manifest.rules)
      if (rule.id == request.rule) serving.rule = &rule;
    if (serving.rule == nullptr) continue;
    serving.plugin = plugin;
    break;
  }
  if (serving.plugin == nullptr)
    return Error{ExitCode::usage, fmt::format("No plugin of LA {} has the rule {}.", la.text(), quote(request.rule))};
  const wire::Manifest& manifest = serving.plugin->manifest;
  const std::string& name = request.steps.parameter;
  TERMWISE_TRY(serving.parameter, steppable(manifest, request.rule, la, name));
  TERMWISE_TRY(auto configured, parameters_for(bench.settings, manifest, la, {}));
  for (const auto& [set, value] : configured)
    if (set == name) serving.configured = value;
  serving.parameters.push_back(std::move(configured));
  for (const auto& value : request.steps.values) {
    TERMWISE_TRY(auto bound, parameters_for(bench.settings, manifest, la, {{name, value.to_string()}}));
    serving.parameters.push_back(std::move(bound));
  }
  return serving;
}

Result<void> check_rule(const Catalogue& catalogue, const std::string& rule) {
  std::set<std::string> names;
  for (const auto& plugin : catalogue.plugins)
    for (const auto& declared : plugin.manifest.rules) names.insert(declared.id);
  if (names.count(rule) != 0) return {};
  // Which rules the plugins have that cannot be loaded is not known.
  if (!catalogue.refused.empty()) {
    std::string sentences;
    for (const auto& refused : catalogue.refused) sentences += " " + refused.sentence;
    return Error{ExitCode::configuration,
                 fmt::format("No plugin that is loaded has the rule {}.{}", quote(rule), sentences)};
  }
  const std::vector<std::string> all(names.begin(), names.end());
  return Error{
      ExitCode::usage,
      fmt::format("No plugin of this configuration has the rule {}.{} {}", quote(rule), did_you_mean(rule, all),
                  all.empty() ? "The plugins have no rules." : fmt::format("The rules are: {}.", listed(all)))};
}

Result<AcademicYear> year_of(store::Reader& reader, const Bench& bench, const Catalogue& catalogue,
                             const WhatIfRequest& request, BatchId highest) {
  if (request.year) return *request.year;
  std::set<std::string> datasets;
  for (const auto& plugin : catalogue.plugins)
    for (const auto& declared : plugin.manifest.rules)
      if (declared.id == request.rule) datasets.merge(datasets_needed(plugin.manifest, bench.settings));
  if (request.la) {
    TERMWISE_TRY(const auto latest,
                 store::latest_year(reader, *request.la, highest, {datasets.begin(), datasets.end()}));
    if (latest) return *latest;
    return Error{ExitCode::data,
                 fmt::format("There is no data of a school of LA {} yet. Load the files first: termwise "
                             "ingest FILE.",
                             request.la->text())};
  }
  TERMWISE_TRY(const auto batches, store::list_batches(reader));
  std::optional<AcademicYear> latest;
  for (const auto& batch : batches)
    if (datasets.count(batch.dataset) != 0) latest = std::max(latest, std::optional(batch.year));
  if (latest) return *latest;
  return Error{ExitCode::data, fmt::format("There is no data that {} judges by yet. Load the files first: termwise "
                                           "ingest FILE.",
                                           request.rule)};
}

Result<std::vector<LaYear>> judge_steps(store::Reader& reader, const Bench& bench, const Serving& serving,
                                        AcademicYear year, BatchId highest) {
  Trial trial{&serving.plugin->file, &serving.plugin->manifest, {serving.la, year}, highest, {}, {serving.rule->id}};
  TERMWISE_TRY(const auto facts, facts_for(reader, bench, trial));
  std::vector<LaYear> judged;
  for (const auto& parameters : serving.parameters) {
    trial.parameters = parameters;
    TERMWISE_TRY(auto verdicts, judge(bench, trial, facts));
    if (!verdicts.front().failure.empty())
      return Error{ExitCode::data,
                   fmt::format("LA {}, {}: {}", serving.la.text(), year.label(), verdicts.front().failure)};
    judged.push_back(la_year(serving.la, *serving.rule, std::move(verdicts.front()), facts.names));
  }
  return judged;
}

// At every value it is the same schools, so that they always compare.
void close_gaps(RuleYear& verdicts) {
  for (auto& la : verdicts.las) la.gap.clear();
}

// What comes from or goes to "not known" by another value of the parameter alone has entered or left.
void add_moved(std::vector<report::Movement>& to, std::vector<report::Movement> from) {
  std::move(from.begin(), from.end(), std::back_inserter(to));
  std::sort(to.begin(), to.end(),
            [](const auto& a, const auto& b) { return std::tie(a.la, a.subject) < std::tie(b.la, b.subject); });
}

report::WhatIfStep step_of(const settings::Settings& settings, const wire::Rule& rule, const RuleYear& verdicts,
                           const RuleYear* before, const Decimal& days) {
  report::BacktestYear described = describe_year(settings, rule, verdicts, {});
  if (before != nullptr) find_movements(*before, verdicts, described);
  report::WhatIfStep step;
  step.judged = described.judged;
  step.listed = described.listed;
  step.days = Decimal(days.units() * described.listed, days.scale()).to_string();  // 64 bits hold a year's days of all
  step.outcomes = std::move(described.outcomes);
  step.entered = std::move(described.entered);
  step.left = std::move(described.left);
  add_moved(step.entered, std::move(described.from_not_known));
  add_moved(step.left, std::move(described.to_not_known));
  return step;
}

struct Servings {
  std::vector<Serving> all;
  std::vector<report::LaLeftOut> left_out;
};

Result<Servings> servings_of(const Bench& bench, const Catalogue& catalogue, const std::vector<Place>& places,
                             const WhatIfRequest& request) {
  Servings servings;
  std::optional<Error> first;
  for (const auto& place : places) {
    auto serving = serving_of(bench, catalogue, place.la, request);
    if (serving) {
      servings.all.push_back(std::move(serving).value());
      continue;
    }
    if (!first) first = serving.error();
    servings.left_out.push_back({place.la.text(), serving.error().text()});
  }
  if (servings.all.empty()) return *first;
  return servings;
}

// The answer without its steps.
report::WhatIf frame_of(const Servings& servings, const WhatIfRequest& request, AcademicYear year,
                        const Decimal& days) {
  const Serving& first = servings.all.front();
  report::WhatIf what_if;
  what_if.rule = first.rule->id;
  what_if.rule_version = first.rule->version;
  what_if.title = first.rule->title;
  for (const auto& outcome : first.rule->outcomes)
    if (wire::lists(*first.rule, outcome)) what_if.listed_outcomes.push_back(outcome);
  std::set<const InstalledPlugin*> named;
  for (const auto& serving : servings.all) {
    what_if.las.push_back(serving.la.text());
    const auto& plugin = *serving.plugin;
    if (named.insert(&plugin).second)
      what_if.plugins.push_back({plugin.manifest.id, plugin.manifest.version, plugin.manifest.title, plugin.file.name(),
                                 plugin.file.sha256().hex()});
  }
  what_if.parameter = first.parameter->name;
  what_if.unit = first.parameter->unit;
  what_if.meaning = first.parameter->meaning;
  what_if.year = year.summer();
  what_if.left_out = servings.left_out;
  what_if.days_per_school = days.to_string();
  what_if.days_assumed = !request.days.has_value();
  return what_if;
}

// What was compared with the parameter's value at every step was compared, as things are now, with the value in force. It
// may come from the national standards, so that no configuration names it. Empty where that cannot be told.
std::string value_in_force(const std::vector<RuleYear>& verdicts, const std::vector<Decimal>& values) {
  std::set<std::string> in_force;
  for (std::size_t la = 0; la < verdicts.front().las.size(); ++la)
    for (const auto& [compared, now] : verdicts.front().las[la].thresholds) {
      bool follows = !now.empty();
      for (std::size_t i = 0; i < values.size() && follows; ++i) {
        const auto& thresholds = verdicts[i + 1].las[la].thresholds;
        const auto then = thresholds.find(compared);
        const auto threshold = then == thresholds.end() ? std::nullopt : Decimal::parse(then->second);
        follows = threshold && *threshold == values[i];
      }
      if (follows) in_force.insert(now);
    }
  return in_force.size() == 1 ? *in_force.begin() : std::string();
}

// Of one year.
Result<report::WhatIf> answer(store::Reader& reader, const Bench& bench, const Catalogue& catalogue,
                              const WhatIfRequest& request, AcademicYear year, BatchId highest) {
  TERMWISE_TRY(const auto places,
               places_with_data(reader, {year, year}, request.la, highest, [](const LaCode&) { return true; }));
  TERMWISE_TRY(const Servings servings, servings_of(bench, catalogue, places, request));

  std::vector<std::vector<LaYear>> judged(servings.all.size());
  TERMWISE_CHECK(spread(bench.url, servings.all.size(), bench.progress,
                        [&](store::Reader& own, std::size_t piece) -> Result<void> {
                          TERMWISE_TRY(judged[piece], judge_steps(own, bench, servings.all[piece], year, highest));
                          return {};
                        }));

  const Decimal days = request.days.value_or(Decimal(kUsualDaysPerSchool));
  report::WhatIf what_if = frame_of(servings, request, year, days);
  std::vector<RuleYear> verdicts(request.steps.values.size() + 1, RuleYear{year.summer(), {}});
  for (auto& of_la : judged)
    for (std::size_t i = 0; i < verdicts.size(); ++i) verdicts[i].las.push_back(std::move(of_la[i]));
  const wire::Rule& rule = *servings.all.front().rule;
  what_if.gap = describe_year(bench.settings, rule, verdicts.front(), {}).gap;
  for (auto& of_step : verdicts) close_gaps(of_step);
  what_if.configured = step_of(bench.settings, rule, verdicts.front(), nullptr, days);
  const auto& all = servings.all;
  if (std::all_of(all.begin(), all.end(), [&](const auto& one) { return one.configured == all.front().configured; }))
    what_if.configured.value = all.front().configured;
  what_if.in_force = what_if.configured.value;
  if (what_if.in_force.empty() && !request.steps.values.empty())
    what_if.in_force = value_in_force(verdicts, request.steps.values);
  for (std::size_t i = 1; i < verdicts.size(); ++i) {
    what_if.steps.push_back(step_of(bench.settings, rule, verdicts[i], &verdicts[i - 1], days));
    what_if.steps.back().value = request.steps.values[i - 1].to_string();
  }
  return what_if;
}

// The years with data before this one that the request is about, the latest first.
Result<std::vector<AcademicYear>> years_before(store::Reader& reader, const WhatIfRequest& request, AcademicYear year,
                                               BatchId highest) {
  std::set<AcademicYear, std::greater<>> loaded;
  TERMWISE_TRY(const auto batches, store::list_batches(reader));
  for (const auto& batch : batches)
    if (batch.year < year && batch.id <= highest) loaded.insert(batch.year);
  std::vector<AcademicYear> years;
  for (const auto& one : loaded) {
    TERMWISE_TRY(const auto las, store::las_with_records(reader, one, highest));
    if (!las.empty() && (!request.la || std::find(las.begin(), las.end(), *request.la) != las.end()))
      years.push_back(one);
  }
  return years;
}

// The latest year in which the rule judges somebody as things are now, as a digest stands on it; the latest of all where
// there is none, or where it cannot be answered at all, which its own answer then says. `gap`: why it is not the latest.
Result<AcademicYear> latest_judged(store::Reader& reader, const Bench& bench, const Catalogue& catalogue,
                                   const WhatIfRequest& request, AcademicYear latest, BatchId highest,
                                   std::string& gap) {
  WhatIfRequest as_now = request;
  as_now.steps.values.clear();
  TERMWISE_TRY(auto years, years_before(reader, request, latest, highest));
  years.insert(years.begin(), latest);
  for (const auto& year : years) {
    const auto found = answer(reader, bench, catalogue, as_now, year, highest);
    // A plugin may say of a year that it cannot judge it.
    if (!found && found.error().exit != ExitCode::data) return found.error();
    if (found && found->gap.empty()) return year;
    if (year == latest) gap = found ? found->gap : found.error().message;
  }
  return latest;
}

}  // namespace

Result<report::WhatIf> what_if(store::Reader& reader, const Bench& bench, const Catalogue& catalogue,
                               const WhatIfRequest& request) {
  TERMWISE_CHECK(check_rule(catalogue, request.rule));
  TERMWISE_TRY(const BatchId highest, batch_to_see(reader, bench));
  TERMWISE_TRY(const AcademicYear latest, year_of(reader, bench, catalogue, request, highest));
  if (request.year) return answer(reader, bench, catalogue, request, latest, highest);
  std::string gap;
  TERMWISE_TRY(const AcademicYear year, latest_judged(reader, bench, catalogue, request, latest, highest, gap));
  TERMWISE_TRY(report::WhatIf what_if, answer(reader, bench, catalogue, request, year, highest));
  if (year != latest) what_if.passed_over = report::PassedOver{latest.summer(), std::move(gap)};
  return what_if;
}

}  // namespace termwise::jobs
