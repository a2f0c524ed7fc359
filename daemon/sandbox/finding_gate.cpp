#include "sandbox/finding_gate.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.h"
#include "wire/job_names.h"

namespace termwise::sandbox {
namespace {

constexpr std::int32_t kFirstDay = 0;      // 1 January 1970
constexpr std::int32_t kLastDay = 58'000;  // in 2128

std::optional<Verdict> malformed(std::string detail) { return Verdict{Ending::malformed, std::move(detail)}; }

}  // namespace

FindingGate::FindingGate(const wire::Manifest& manifest, const wire::Input& input,
                         std::span<const std::int64_t> subjects)
    : year_(input.year), today_(input.reference_date), subjects_(subjects) {
  for (const auto& rule : manifest.rules) {
    const bool asked = std::find(input.rules.begin(), input.rules.end(), rule.id) != input.rules.end();
    rules_.emplace(rule.id, Rule{rules_.size(), rule.job, asked, {rule.outcomes.begin(), rule.outcomes.end()}});
  }
  for (const auto& one : manifest.templates) templates_.insert(one.id);
}

std::optional<Verdict> FindingGate::check_subject(const wire::Finding& finding) const {
  if (finding.subject_kind == TW_SUBJECT_SCHOOL) {
    if (std::binary_search(subjects_.begin(), subjects_.end(), finding.subject)) return std::nullopt;
    return Verdict{Ending::outside_snapshot,
                   fmt::format("a finding of rule {} about school {}", quote(finding.rule), finding.subject)};
  }
  if (!finding.reminder)
    return malformed(fmt::format("it emitted a finding of rule {} that is about no school, which only reminders may be",
                                 quote(finding.rule)));
  if (finding.subject != 0 || finding.subject_kind == static_cast<std::uint8_t>(3))
    return malformed(
        fmt::format("it emitted a reminder of rule {} about a subject that is neither a school nor its Local Authority "
                    "nor one of its advisers",
                    quote(finding.rule)));
  return std::nullopt;
}

std::optional<Verdict> FindingGate::check_reminder(const wire::Finding& finding, std::string_view job) const {
  if (!finding.reminder) return std::nullopt;
  const wire::Reminder& reminder = *finding.reminder;
  const auto wrong = [&](std::string_view what) {
    return malformed(fmt::format("it emitted a reminder of rule {} {}", quote(finding.rule), what));
  };
  if (job != wire::kRemindersJob) return wrong(fmt::format("for the job {}, which has none", job));
  if ((finding.subject_kind == TW_SUBJECT_ADVISER) == reminder.person.empty())
    return wrong("that names a person where none is its subject, or none where one is");
  if (reminder.role.empty()) return wrong("without saying with whom it is");
  const auto days = {reminder.raised_on, reminder.level_since, reminder.reference_date};
  if (std::any_of(days.begin(), days.end(), [](std::int32_t day) { return day < kFirstDay || day > kLastDay; }))
    return wrong("with a day that is none");
  if (reminder.raised_on > today_ || reminder.level_since > today_ || reminder.level_since < reminder.raised_on)
    return wrong("that stands from a later day than the run's, or escalated before it stood");
  if (reminder.closed_on != TW_NO_DAY && (reminder.closed_on > today_ || reminder.closed_on < kFirstDay))
    return wrong("that was closed on a later day than the run's");
  if (reminder.next_on != TW_NO_DAY && (reminder.next_on > kLastDay || reminder.next_on <= reminder.level_since))
    return wrong("that escalates before it has escalated");
  return std::nullopt;
}

std::optional<Verdict> FindingGate::check(const wire::Finding& finding) {
  if (auto verdict = check_subject(finding)) return verdict;
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
  if (auto verdict = check_reminder(finding, rule->second.job)) return verdict;
  Key key{rule->second.number, finding.subject_kind, finding.subject, {}, {}, 0};
  if (finding.reminder)
    key = {rule->second.number,      finding.subject_kind,   finding.subject,
           finding.reminder->person, finding.reminder->item, finding.reminder->reference_date};
  if (!seen_.insert(std::move(key)).second)
    return malformed(finding.reminder ? fmt::format("it emitted a reminder of rule {} twice", quote(finding.rule))
                                      : fmt::format("it emitted two findings of rule {} about school {}",
                                                    quote(finding.rule), finding.subject));
  return std::nullopt;
}

}  // namespace termwise::sandbox
