#include "jobs/plugin_difference.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include <fmt/format.h>

#include "base/text.h"
#include "school/finding.h"

namespace termwise::jobs {
namespace {

// A rule as each version declares it.
struct CommonRule {
  const wire::Rule* before = nullptr;
  const wire::Rule* after = nullptr;
};

std::string figure(const wire::Number& number, const std::string& text) {
  if (!text.empty()) return text;
  if (const auto missing = school::missing_numbered(number.reason)) return std::string(school::name(*missing));
  return Decimal(number.value, number.scale).to_string();
}

report::Comparison comparison_of(const wire::Predicate& predicate) {
  return {std::string(school::symbol(static_cast<school::Operator>(predicate.operator_code))),
          figure(predicate.threshold, predicate.threshold_text), figure(predicate.observed, predicate.observed_text),
          std::string(school::name(static_cast<school::Truth>(predicate.truth)))};
}

// A version may compare one measure more than once: the first belongs to the other's first, and so on.
using ComparisonKey = std::tuple<std::string, std::int32_t, std::size_t>;

std::map<ComparisonKey, report::Comparison> comparisons_of(const wire::Finding* finding) {
  std::map<ComparisonKey, report::Comparison> all;
  std::map<std::pair<std::string, std::int32_t>, std::size_t> times;
  if (finding != nullptr)
    for (const auto& predicate : finding->predicates)
      all.emplace(ComparisonKey(predicate.measure, predicate.year, times[{predicate.measure, predicate.year}]++),
                  comparison_of(predicate));
  return all;
}

std::vector<report::ChangedComparison> changed_comparisons(const wire::Finding* before, const wire::Finding* after) {
  if (before != nullptr && after != nullptr && before->predicates == after->predicates) return {};
  const auto old_ones = comparisons_of(before);
  const auto new_ones = comparisons_of(after);
  std::set<ComparisonKey> keys;
  for (const auto* all : {&old_ones, &new_ones})
    for (const auto& [key, comparison] : *all) keys.insert(key);
  std::vector<report::ChangedComparison> changed;
  for (const auto& key : keys) {
    report::ChangedComparison one{std::get<0>(key), std::get<1>(key), {}, {}};
    if (const auto found = old_ones.find(key); found != old_ones.end()) one.before = found->second;
    if (const auto found = new_ones.find(key); found != new_ones.end()) one.after = found->second;
    if (one.before != one.after) changed.push_back(std::move(one));
  }
  return changed;
}

std::optional<report::Verdict> verdict_of(const wire::Finding* finding) {
  if (finding == nullptr) return std::nullopt;
  return report::Verdict{finding->outcome, finding->reason};
}

// One LA's year: what differs, and how much does not.
struct PlaceDifference {
  std::vector<report::DifferenceTotals> totals;  // of each common rule
  std::vector<report::SchoolDifference> schools;
};

void count(const report::SchoolDifference& school, report::DifferenceTotals& totals) {
  ++totals.judged;
  if (school.listed_before) ++totals.listed_before;
  if (school.listed_after) ++totals.listed_after;
  if (school.before && school.after && school.before->outcome == school.after->outcome) {
    if (school.before->reason != school.after->reason)
      ++totals.reason;
    else if (!school.comparisons.empty())
      ++totals.comparisons;
    else
      ++totals.same;
    return;
  }
  ++totals.outcome;
  if (school.listed_after && !school.listed_before) ++totals.onto_list;
  if (school.listed_before && !school.listed_after) ++totals.off_list;
}

void compare(const CommonRule& rule, const Place& place, const std::map<std::int64_t, std::string>& names,
             const RuleVerdicts& before, const RuleVerdicts& after, PlaceDifference& difference) {
  report::DifferenceTotals totals;
  totals.rule = rule.before->id;
  totals.year = place.year.summer();
  totals.failure_before = before.failure;
  totals.failure_after = after.failure;
  std::map<std::int64_t, std::pair<const wire::Finding*, const wire::Finding*>> subjects;
  // What a version could not judge at all says nothing of a school.
  if (before.failure.empty() && after.failure.empty()) {
    for (const auto& finding : before.findings) subjects[finding.subject].first = &finding;
    for (const auto& finding : after.findings) subjects[finding.subject].second = &finding;
  }
  for (const auto& [subject, pair] : subjects) {
    const auto& [old_one, new_one] = pair;
    const auto name = names.find(subject);
    report::SchoolDifference school{totals.rule,
                                    totals.year,
                                    place.la.text(),
                                    subject,
                                    name == names.end() ? "" : name->second,
                                    verdict_of(old_one),
                                    verdict_of(new_one),
                                    old_one != nullptr && wire::lists(*rule.before, old_one->outcome),
                                    new_one != nullptr && wire::lists(*rule.after, new_one->outcome),
                                    changed_comparisons(old_one, new_one)};
    const std::int64_t same = totals.same;
    count(school, totals);
    if (totals.same == same) difference.schools.push_back(std::move(school));
  }
  difference.totals.push_back(std::move(totals));
}

Result<PlaceDifference> compare_place(store::Reader& reader, const Bench& bench, const std::vector<CommonRule>& rules,
                                      const Trial& before, const Trial& after) {
  TERMWISE_TRY(const auto facts_before, facts_for(reader, bench, before));
  TERMWISE_TRY(const auto verdicts_before, judge(bench, before, facts_before));
  // Mostly both need the same facts, which are the most work.
  std::optional<snapshot::Snapshot> facts_after;
  if (before.manifest->needs != after.manifest->needs) {
    TERMWISE_TRY(facts_after, facts_for(reader, bench, after));
  }
  TERMWISE_TRY(const auto verdicts_after, judge(bench, after, facts_after ? *facts_after : facts_before));
  PlaceDifference difference;
  auto names = facts_before.names;
  if (facts_after) names.insert(facts_after->names.begin(), facts_after->names.end());
  for (std::size_t i = 0; i < rules.size(); ++i)
    compare(rules[i], before.place, names, verdicts_before[i], verdicts_after[i], difference);
  return difference;
}

const wire::Rule* find_rule(const wire::Manifest& manifest, const std::string& id) {
  const auto found =
      std::find_if(manifest.rules.begin(), manifest.rules.end(), [&](const auto& r) { return r.id == id; });
  return found == manifest.rules.end() ? nullptr : &*found;
}

Result<std::vector<CommonRule>> common_rules(const wire::Manifest& before, const wire::Manifest& after,
                                             const std::string& wanted) {
  if (!wanted.empty()) {
    TERMWISE_TRY(const wire::Rule* old_one, rule_named(before, wanted));
    TERMWISE_TRY(const wire::Rule* new_one, rule_named(after, wanted));
    return std::vector{CommonRule{old_one, new_one}};
  }
  std::vector<CommonRule> rules;
  for (const auto& rule : before.rules)
    if (const auto* other = find_rule(after, rule.id)) rules.push_back({&rule, other});
  if (rules.empty())
    return Error{ExitCode::data, fmt::format("{} {} and {} {} have no rule in common, so there is nothing to compare.",
                                             before.id, before.version, after.id, after.version)};
  return rules;
}

std::string in_words(const wire::Parameter& parameter) {
  std::string text = parameter.type == TW_PARAMETER_DECIMAL ? "a number"
                     : parameter.type == TW_PARAMETER_CHOICE
                         ? fmt::format("one of {}", fmt::join(parameter.choices, ", "))
                         : std::string("true or false");
  if (!parameter.unit.empty()) text += fmt::format(" ({})", parameter.unit);
  if (!parameter.minimum.empty()) text += fmt::format(", at least {}", parameter.minimum);
  if (!parameter.maximum.empty()) text += fmt::format(", at most {}", parameter.maximum);
  return text + (parameter.default_value.empty() ? ", not set by default"
                                                 : fmt::format(", by default {}", parameter.default_value));
}

std::vector<report::ParameterDifference> parameter_differences(const wire::Manifest& before,
                                                               const wire::Manifest& after) {
  std::map<std::string, report::ParameterDifference> all;
  for (const auto& parameter : before.parameters) all[parameter.name].before = in_words(parameter);
  for (const auto& parameter : after.parameters) all[parameter.name].after = in_words(parameter);
  std::vector<report::ParameterDifference> different;
  for (auto& [name, parameter] : all) {
    parameter.name = name;
    if (parameter.before != parameter.after) different.push_back(std::move(parameter));
  }
  return different;
}

void add(report::DifferenceTotals& to, const report::DifferenceTotals& from) {
  to.rule = from.rule;
  to.year = from.year;
  to.judged += from.judged;
  to.same += from.same;
  to.outcome += from.outcome;
  to.reason += from.reason;
  to.comparisons += from.comparisons;
  to.onto_list += from.onto_list;
  to.off_list += from.off_list;
  to.listed_before += from.listed_before;
  to.listed_after += from.listed_after;
  if (to.failure_before.empty()) to.failure_before = from.failure_before;
  if (to.failure_after.empty()) to.failure_after = from.failure_after;
}

}  // namespace

Result<report::PluginDifference> plugin_difference(store::Reader& reader, const Bench& bench, const Candidate& before,
                                                   const Candidate& after, const DifferenceRequest& request) {
  TERMWISE_TRY(const auto rules, common_rules(before.manifest, after.manifest, request.rule));
  TERMWISE_TRY(const BatchId highest, batch_to_see(reader, bench));
  const auto serves = [&](const LaCode& la) { return may_serve(before.manifest, la) && may_serve(after.manifest, la); };
  TERMWISE_TRY(const auto places, places_with_data(reader, request.span, request.la, highest, serves));
  report::PluginDifference difference{name_of(before),
                                      name_of(after),
                                      request.span.first.summer(),
                                      request.span.last.summer(),
                                      {},
                                      {},
                                      {},
                                      parameter_differences(before.manifest, after.manifest),
                                      {},
                                      {}};
  for (const auto& rule : before.manifest.rules)
    if (find_rule(after.manifest, rule.id) == nullptr) difference.rules_before_only.push_back(rule.id);
  for (const auto& rule : after.manifest.rules)
    if (find_rule(before.manifest, rule.id) == nullptr) difference.rules_after_only.push_back(rule.id);

  std::vector<std::pair<Trial, Trial>> trials;
  std::set<std::string> las;
  for (const auto& place : places) {
    las.insert(place.la.text());
    Trial one{&before.file, &before.manifest, place, highest, {}, {}};
    for (const auto& rule : rules) one.rules.push_back(rule.before->id);
    Trial other = one;
    other.file = &after.file;
    other.manifest = &after.manifest;
    TERMWISE_TRY(one.parameters, parameters_for(bench.settings, before.manifest, place.la, {}, &after.manifest));
    TERMWISE_TRY(other.parameters, parameters_for(bench.settings, after.manifest, place.la, {}, &before.manifest));
    trials.emplace_back(std::move(one), std::move(other));
  }
  difference.las.assign(las.begin(), las.end());
  std::vector<PlaceDifference> found(trials.size());
  TERMWISE_CHECK(
      spread(bench.url, trials.size(), bench.progress, [&](store::Reader& own, std::size_t piece) -> Result<void> {
        const auto& [one, other] = trials[piece];
        TERMWISE_TRY(found[piece], compare_place(own, bench, rules, one, other));
        return {};
      }));

  std::map<std::pair<std::size_t, int>, report::DifferenceTotals> totals;
  for (auto& place : found) {
    for (std::size_t i = 0; i < rules.size(); ++i) add(totals[{i, place.totals[i].year}], place.totals[i]);
    std::move(place.schools.begin(), place.schools.end(), std::back_inserter(difference.schools));
  }
  for (auto& [key, total] : totals) difference.totals.push_back(std::move(total));
  std::sort(difference.schools.begin(), difference.schools.end(), [](const auto& a, const auto& b) {
    return std::tie(a.rule, a.year, a.la, a.subject) < std::tie(b.rule, b.year, b.la, b.subject);
  });
  return difference;
}

}  // namespace termwise::jobs
