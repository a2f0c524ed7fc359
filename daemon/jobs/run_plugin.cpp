#include "jobs/run_plugin.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

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
  PluginResult result{std::move(evaluation.outcome), {}};
  if (result.outcome.ending != sandbox::Ending::completed) return result;

  std::map<std::string, std::string> templates;
  for (const auto& entry : run.manifest->templates) templates[entry.id] = entry.text;
  snapshot::ProvenanceResolver resolver(reader, facts);
  for (const auto& emitted : evaluation.findings) {
    auto finding = to_finding(emitted, templates, resolver);
    if (!finding && finding.error().exit != ExitCode::internal) return std::move(finding).error();
    if (!finding) {
      // A template or a token that does not hold is the plugin's fault, and its run's failure.
      result.outcome.ending = sandbox::Ending::malformed;
      result.outcome.sentence = fmt::format("The plugin {} answered for URN {} with a finding that cannot be kept. {}",
                                            run.manifest->id, emitted.subject, finding.error().message);
      result.findings.clear();
      return result;
    }
    const auto name = facts.names.find(emitted.subject);
    result.findings.push_back({std::move(finding).value(), name == facts.names.end() ? "" : name->second});
  }
  std::sort(result.findings.begin(), result.findings.end(),
            [](const auto& a, const auto& b) { return school::ordered_before(a.finding, b.finding); });
  return result;
}

store::ResourceUse use_of(const sandbox::Outcome& outcome) {
  return {outcome.wall, outcome.cpu, outcome.peak_memory_bytes};
}

}  // namespace termwise::jobs
