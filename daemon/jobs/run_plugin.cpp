#include "jobs/run_plugin.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "base/text.h"
#include "report/sentence.h"

namespace termwise::jobs {
namespace {

school::Value to_value(const wire::Number& number) {
  if (const auto missing = school::missing_numbered(number.reason)) return *missing;
  return Decimal(number.value, number.scale);
}

Result<school::Predicate> to_predicate(const wire::Predicate& from, std::int64_t subject,
                                       snapshot::ProvenanceResolver& resolver) {
  school::Predicate to;
  to.measure = from.measure;
  to.year = from.year;
  to.operation = static_cast<school::Operator>(from.operator_code);
  to.truth = static_cast<school::Truth>(from.truth);
  if (from.observed_text.empty()) to.observed = to_value(from.observed);
  if (from.threshold_text.empty()) to.threshold = to_value(from.threshold);
  to.observed_text = from.observed_text;
  to.threshold_text = from.threshold_text;
  to.source = from.source;
  to.in_force = from.in_force;
  to.confidence = from.confidence;
  TERMWISE_TRY(auto resolved, resolver.resolve(from.evidence, subject, from.measure));
  to.evidence = std::move(resolved.where);
  to.of = resolved.of;
  return to;
}

Result<school::Finding> to_finding(const wire::Finding& from, const std::map<std::string, std::string>& templates,
                                   snapshot::ProvenanceResolver& resolver) {
  school::Finding to;
  to.rule = from.rule;
  to.subject_kind = static_cast<school::SubjectKind>(from.subject_kind);
  to.subject = from.subject;
  to.year = from.year;
  to.outcome = from.outcome;
  to.reason = from.reason;
  to.notes = from.notes;
  std::sort(to.notes.begin(), to.notes.end());
  to.basis = from.basis;
  for (const auto& predicate : from.predicates) {
    TERMWISE_TRY(school::Predicate converted, to_predicate(predicate, from.subject, resolver));
    to.predicates.push_back(std::move(converted));
  }
  if (!from.interval_measure.empty())
    to.interval = school::Interval{from.interval_measure, to_value(from.interval_lower), to_value(from.interval_upper)};
  if (from.cohort) to.cohort = to_value(*from.cohort);
  to.template_id = from.template_id;
  to.arguments = from.arguments;
  TERMWISE_TRY(to.sentence, report::render_sentence(templates.at(from.template_id), from.arguments));
  for (const auto& flip : from.flips)
    to.flips.push_back(
        {flip.measure, flip.year, Decimal(flip.change.value, flip.change.scale), flip.unit, flip.outcome});
  return to;
}

std::chrono::year_month_day day_of(std::int32_t days) { return std::chrono::sys_days(std::chrono::days(days)); }

std::optional<std::chrono::year_month_day> optional_day_of(std::int32_t days) {
  if (days == TW_NO_DAY) return std::nullopt;
  return day_of(days);
}

school::Reminder to_reminder(school::Finding finding, const wire::Reminder& from) {
  return {.finding = std::move(finding),
          .person = from.person,
          .item = from.item,
          .reference_date = day_of(from.reference_date),
          .raised_on = day_of(from.raised_on),
          .level = from.level,
          .level_since = day_of(from.level_since),
          .next_on = optional_day_of(from.next_on),
          .closed_on = optional_day_of(from.closed_on),
          .role = from.role,
          .addressee = from.addressee};
}

// As the snapshot has it: a school's name, an adviser's, the Local Authority's.
std::string name_of(const wire::Finding& emitted, const snapshot::Snapshot& facts) {
  if (emitted.subject_kind == TW_SUBJECT_LA) return facts.la_name;
  if (emitted.subject_kind == TW_SUBJECT_ADVISER) {
    const auto found = facts.advisers.find(emitted.reminder->person);
    return found == facts.advisers.end() ? std::string() : found->second;
  }
  const auto found = facts.names.find(emitted.subject);
  return found == facts.names.end() ? std::string() : found->second;
}

// Whom a sentence about a finding that cannot be kept names.
std::string about(const wire::Finding& emitted) {
  if (emitted.subject_kind == TW_SUBJECT_LA) return "the Local Authority";
  if (emitted.subject_kind == TW_SUBJECT_ADVISER) return fmt::format("the adviser {}", quote(emitted.reminder->person));
  return fmt::format("URN {}", emitted.subject);
}

}  // namespace

Result<snapshot::Snapshot> take_facts(store::Reader& reader, const settings::Settings& settings, const PluginRun& run) {
  return snapshot::take(reader, settings, run.manifest->needs, {run.la, run.year, run.highest, run.reference_date});
}

Result<sandbox::Evaluation> evaluate(const sandbox::PluginHost& host, const sandbox::Limits& limits,
                                     const PluginRun& run, const snapshot::Snapshot& facts) {
  const wire::Input input{
      .year = run.year.summer(),
      .la_code = run.la.text(),
      .reference_date = static_cast<std::int32_t>(std::chrono::sys_days(run.reference_date).time_since_epoch().count()),
      .settings = run.parameters,
      .rules = run.rules};
  return host.evaluate(*run.file, *run.manifest, input, facts.image, facts.subjects, limits);
}

Result<PluginResult> run_plugin(store::Reader& reader, const sandbox::PluginHost& host, const sandbox::Limits& limits,
                                const PluginRun& run, const snapshot::Snapshot& facts) {
  TERMWISE_TRY(sandbox::Evaluation evaluation, evaluate(host, limits, run, facts));
  PluginResult result{std::move(evaluation.outcome), {}, {}};
  if (result.outcome.ending != sandbox::Ending::completed) return result;

  std::map<std::string, std::string> templates;
  for (const auto& entry : run.manifest->templates) templates[entry.id] = entry.text;
  snapshot::ProvenanceResolver resolver(reader, facts);
  // What does not hold is the plugin's fault, and its run's failure.
  const auto cannot_be_kept = [&](const wire::Finding& emitted, std::string_view why) {
    result.outcome.ending = sandbox::Ending::malformed;
    result.outcome.sentence = fmt::format("The plugin {} answered for {} with a finding that cannot be kept. {}",
                                          run.manifest->id, about(emitted), why);
    result.findings.clear();
    result.reminders.clear();
    return result;
  };
  for (const auto& emitted : evaluation.findings) {
    auto finding = to_finding(emitted, templates, resolver);
    if (!finding && finding.error().exit != ExitCode::internal) return std::move(finding).error();
    if (!finding) return cannot_be_kept(emitted, finding.error().message);
    if (!emitted.reminder) {
      result.findings.push_back({std::move(finding).value(), name_of(emitted, facts)});
      continue;
    }
    if (emitted.subject_kind == TW_SUBJECT_ADVISER && facts.advisers.count(emitted.reminder->person) == 0)
      return cannot_be_kept(emitted, "No such adviser is among the facts that it was given.");
    result.reminders.push_back({to_reminder(std::move(finding).value(), *emitted.reminder), name_of(emitted, facts)});
  }
  std::sort(result.findings.begin(), result.findings.end(),
            [](const auto& a, const auto& b) { return school::ordered_before(a.finding, b.finding); });
  std::sort(result.reminders.begin(), result.reminders.end(),
            [](const auto& a, const auto& b) { return school::ordered_before(a.reminder, b.reminder); });
  return result;
}

store::ResourceUse use_of(const sandbox::Outcome& outcome) {
  return {outcome.wall, outcome.cpu, outcome.peak_memory_bytes};
}

}  // namespace termwise::jobs
