#include "sandbox/finding_gate.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.h"

namespace termwise::sandbox {
namespace {

std::optional<Verdict> malformed(std::string detail) { return Verdict{Ending::malformed, std::move(detail)}; }

}  // namespace

FindingGate::FindingGate(const wire::Manifest& manifest, const wire::Input& input,
                         std::span<const std::int64_t> subjects)
    : year_(input.year), subjects_(subjects) {
  for (const auto& rule : manifest.rules) {
    const bool asked = std::find(input.rules.begin(), input.rules.end(), rule.id) != input.rules.end();
    rules_.emplace(rule.id, Rule{rules_.size(), asked, {rule.outcomes.begin(), rule.outcomes.end()}});
  }
  for (const auto& one : manifest.templates) templates_.insert(one.id);
}

std::optional<Verdict> FindingGate::check(const wire::Finding& finding) {
  if (!std::binary_search(subjects_.begin(), subjects_.end(), finding.subject))
    return Verdict{Ending::outside_snapshot,
                   fmt::format("a finding of rule {} about school {}", quote(finding.rule), finding.subject)};
  if (finding.year != year_)
    return malformed(fmt::format("it emitted a finding of rule {} about the summer of {}, and this run is about {}",
                                 quote(finding.rule), finding.year, year_));
  const auto rule = rules_.find(finding.rule);
  if (rule == rules_.end())
    return malformed(fmt::format("it emitted a finding of rule {}, which it does not declare", quote(finding.rule)));
  if (!rule->second.asked_for)
    return malformed(
        fmt::format("it emitted a finding of rule {}, which this run did not ask for", quote(finding.rule)));
  const auto undeclared = [&](std::string_view outcome) { return rule->second.outcomes.count(outcome) == 0; };
  if (undeclared(finding.outcome))
    return malformed(fmt::format("it emitted the outcome {}, which its rule {} does not declare",
                                 quote(finding.outcome), quote(finding.rule)));
  for (const auto& flip : finding.flips)
    if (undeclared(flip.outcome))
      return malformed(fmt::format("it named the outcome {} in a flip, which its rule {} does not declare",
                                   quote(flip.outcome), quote(finding.rule)));
  if (templates_.count(finding.template_id) == 0)
    return malformed(
        fmt::format("it used the sentence template {}, which it does not declare", quote(finding.template_id)));
  if (!seen_.emplace(rule->second.number, finding.subject).second)
    return malformed(
        fmt::format("it emitted two findings of rule {} about school {}", quote(finding.rule), finding.subject));
  return std::nullopt;
}

}  // namespace termwise::sandbox
