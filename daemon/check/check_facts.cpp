#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "base/text.h"
#include "check/remedies.h"
#include "check/run_checks.h"

namespace termwise::check {
namespace {

constexpr std::size_t kMostNamed = 3;  // scenes in one sentence
constexpr std::size_t kSeveral = 2;    // schools: fewer do not show whether facts as they mostly are cause it

struct Failure {
  Scene scene;
  sandbox::Outcome outcome;
};
// Runs that ended alike: one fault shows in many of them.
using Failures = std::vector<Failure>;

// Figures apart, since they differ from scene to scene.
std::string likeness(const sandbox::Outcome& outcome) {
  std::string sentence = for_author(outcome);
  sentence.erase(std::remove_if(sentence.begin(), sentence.end(), [](char c) { return c >= '0' && c <= '9'; }),
                 sentence.end());
  return sentence;
}

void add(std::vector<Failures>& to, Failure failure) {
  const auto same = std::find_if(to.begin(), to.end(), [&](const Failures& others) {
    return others.front().outcome.ending == failure.outcome.ending &&
           others.front().scene.may_fail == failure.scene.may_fail &&
           likeness(others.front().outcome) == likeness(failure.outcome);
  });
  if (same == to.end())
    to.push_back({std::move(failure)});
  else
    same->push_back(std::move(failure));
}

std::string the_others(const Failures& failures, const Failure& told) {
  if (failures.size() == 1) return {};
  std::vector<std::string> names;
  for (const auto& failure : failures)
    if (failure.scene.id != told.scene.id && names.size() < kMostNamed) names.push_back(failure.scene.id);
  const std::size_t others = failures.size() - 1;
  if (others > names.size()) names.push_back(fmt::format("{} more", others - names.size()));
  return fmt::format(" The same in {}: {}.", counted(static_cast<long long>(others), "other", "others"), listed(names));
}

// `facts_matter`: whether the plugin gets through other facts, so that it is these which it does not get through.
void tell(const Failures& failures, bool facts_matter, Notebook& notes) {
  const auto telling = std::find_if(failures.begin(), failures.end(), [&](const Failure& one) {
    return facts_matter && one.scene.id != usual_scene().id;
  });
  const Failure& told = telling == failures.end() ? failures.front() : *telling;
  const auto ending = told.outcome.ending;
  const std::string sentence =
      told_in(fmt::format("With {}", told.scene.words), told.outcome) + the_others(failures, told);
  if (told.scene.may_fail && ending == sandbox::Ending::failed)
    return notes.note(told.scene.id, sentence, "Nothing: a rule without its standard may say so and stop.");
  const bool takes_too_much = ending == sandbox::Ending::timed_out || ending == sandbox::Ending::out_of_memory;
  notes.error(facts_matter ? std::string_view(told.scene.id) : sandbox::name(ending), sentence,
              facts_matter && !takes_too_much ? remedy_for(ending, told.scene.hint) : remedy_for(ending));
}

}  // namespace

Result<Check> check_facts(Lab& lab) {
  Notebook notes("facts");
  std::vector<Failures> failures;
  std::size_t count = 0;
  bool facts_matter = false;
  for (const auto& scene : all_scenes(lab.needs("standard/1"))) {
    if (lab.hopeless()) break;
    TERMWISE_TRY(const Facts facts, lab.facts(scene));
    TERMWISE_TRY(Run run, lab.run(facts, lab.input(), scene.words));
    ++count;
    if (run.completed())
      facts_matter = facts_matter || scene.schools >= kSeveral;
    else
      add(failures, {scene, std::move(run.outcome)});
  }
  for (const auto& alike : failures) tell(alike, facts_matter, notes);
  std::string detail = counted(static_cast<long long>(count), "made-up Local Authority", "made-up Local Authorities");
  if (lab.hopeless()) detail += fmt::format("; the others were left out, since {}", lab.why_hopeless());
  return std::move(notes).finish(std::move(detail));
}

}  // namespace termwise::check
