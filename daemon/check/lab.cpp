#include "check/lab.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <tuple>
#include <utility>

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

namespace {

// As a real run is stored: by rule, subject and reminder. Names are ranked once, and findings moved once.
std::vector<wire::Finding> in_order(std::vector<wire::Finding> findings) {
  std::map<std::string_view, std::size_t> ranks;
  for (const auto& finding : findings) ranks.emplace(finding.rule, 0);
  std::size_t next = 0;
  for (auto& [rule, rank] : ranks) rank = next++;
  std::vector<std::pair<std::size_t, std::size_t>> places;  // rank, and where it stands
  places.reserve(findings.size());
  for (std::size_t i = 0; i < findings.size(); ++i) places.emplace_back(ranks.at(findings[i].rule), i);
  std::sort(places.begin(), places.end(), [&](const auto& a, const auto& b) {
    const auto& one = findings[a.second];
    const auto& other = findings[b.second];
    return std::tie(a.first, one.subject, one.reminder, a.second) <
           std::tie(b.first, other.subject, other.reminder, b.second);
  });
  std::vector<wire::Finding> ordered;
  ordered.reserve(findings.size());
  for (const auto& [rank, place] : places) ordered.push_back(std::move(findings[place]));
  for (auto& finding : ordered) std::sort(finding.notes.begin(), finding.notes.end());
  return ordered;
}

}  // namespace

Result<Run> Lab::run_within(const sandbox::Limits& limits, const Facts& facts, const wire::Input& input,
                            const std::string& what) {
  begin(what);
  TERMWISE_TRY(sandbox::Evaluation evaluation,
               host_.evaluate(file_, manifest_, input, facts.image, facts.subjects, limits));
  Run run{std::move(evaluation.outcome), std::move(evaluation.findings)};
  if (run.outcome.ending == sandbox::Ending::stopped) return Error{ExitCode::try_again, "The check was stopped."};
  count(run.outcome.ending);
  if (run.completed()) got_through_.insert(facts.scene.id);
  return run;
}

Result<Run> Lab::run(const Facts& facts, const wire::Input& input, const std::string& what) {
  TERMWISE_TRY(Run run, run_within(small_limits(), facts, input, what));
  run.findings = in_order(std::move(run.findings));
  sentences_.look(facts, run.findings);
  return run;
}

Result<Run> Lab::run_large(const Facts& facts, const wire::Input& input, const std::string& what) {
  TERMWISE_TRY(Run run, run_within(limits_, facts, input, what));
  if (run.findings.size() <= kMostLookedAt) sentences_.look(facts, run.findings);
  run.findings.clear();
  return run;
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
