#include "check/lab.h"

#include <algorithm>

#include <fmt/format.h>

namespace termwise::check {

bool Lab::needs(std::string_view table) const {
  return std::any_of(manifest_.needs.begin(), manifest_.needs.end(),
                     [&](const auto& need) { return need.table == table; });
}

sandbox::Limits Lab::small_limits() const {
  sandbox::Limits limits = limits_;
  limits.deadline = std::min(limits.deadline, kSmallDeadline);
  return limits;
}

void Lab::begin(const std::string& what) {
  if (progress_) progress_(runs_, what);
  ++runs_;
}

void Lab::count(sandbox::Ending ending) {
  if (ending != sandbox::Ending::completed) ++ended_badly_;
  if (ending == sandbox::Ending::timed_out) ++timeouts_;
}

std::string_view Lab::why_hopeless() const {
  if (timeouts_ >= kMostTimeouts) return "run after run ended at its deadline";
  if (!ever_completed() && ended_badly_ >= kMostWithoutOne) return "no run came to its end";
  return {};
}

Result<Run> Lab::run_within(const sandbox::Limits& limits, const Facts& facts, const wire::Input& input,
                            const std::string& what) {
  begin(what);
  TERMWISE_TRY(sandbox::Evaluation evaluation,
               host_.evaluate(file_, manifest_, input, facts.image, facts.subjects, limits));
  Run run{std::move(evaluation.outcome), std::move(evaluation.findings)};
  if (run.outcome.ending == sandbox::Ending::stopped) return Error{ExitCode::try_again, "The check was stopped."};
  count(run.outcome.ending);
  if (run.completed()) got_through_.insert(facts.scene.id);
  // As a real run is stored.
  for (auto& finding : run.findings) std::sort(finding.notes.begin(), finding.notes.end());
  std::stable_sort(run.findings.begin(), run.findings.end(), [](const auto& a, const auto& b) {
    return std::tie(a.rule, a.subject, a.reminder) < std::tie(b.rule, b.subject, b.reminder);
  });
  sentences_.look(facts, run.findings);
  return run;
}

Result<Run> Lab::run(const Facts& facts, const wire::Input& input, const std::string& what) {
  return run_within(small_limits(), facts, input, what);
}

Result<Run> Lab::run_large(const Facts& facts, const wire::Input& input, const std::string& what) {
  return run_within(limits_, facts, input, what);
}

Result<sandbox::Drilled> Lab::drill(const Facts& facts, const wire::DrillRequest& request, const std::string& what) {
  begin(what);
  TERMWISE_TRY(sandbox::Drilled drilled, host_.drill(file_, request, facts.image, small_limits()));
  if (drilled.outcome.ending == sandbox::Ending::stopped) return Error{ExitCode::try_again, "The check was stopped."};
  count(drilled.outcome.ending);
  return drilled;
}

std::string for_author(const sandbox::Outcome& outcome) {
  std::string sentence = outcome.sentence;
  for (const std::string_view rest : {" Nothing of this run was kept.", " Ask its author", " Ask the plugin's author"})
    if (const auto place = sentence.find(rest); place != std::string::npos) sentence.resize(place);
  return sentence;
}

}  // namespace termwise::check
