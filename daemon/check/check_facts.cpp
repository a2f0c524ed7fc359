#include <fmt/format.h>

#include "base/text.h"
#include "check/run_checks.h"

namespace termwise::check {

Result<Check> check_facts(Lab& lab) {
  Notebook notes("facts");
  std::size_t count = 0;
  for (const auto& scene : all_scenes(lab.needs("standard/1"))) {
    if (lab.hopeless()) break;
    TERMWISE_TRY(const Facts facts, lab.facts(scene));
    TERMWISE_TRY(const Run run, lab.run(facts, lab.input(), scene.words));
    ++count;
    const std::string with = fmt::format("With {}", scene.words);
    if (scene.may_fail && run.outcome.ending == sandbox::Ending::failed)
      notes.note(scene.id, fmt::format("{}: {}", with, for_author(run.outcome)),
                 "Nothing: a rule without its standard may say so and stop.");
    else if (!run.completed())
      notes.error(scene.id, fmt::format("{}: {}", with, for_author(run.outcome)), scene.hint);
  }
  if (lab.hopeless())
    notes.error("deadline", "Run after run ended at its deadline, so the other runs were left out.",
                "Make the rule faster, or look for a loop that never ends.");
  return std::move(notes).finish(
      counted(static_cast<long long>(count), "made-up Local Authority", "made-up Local Authorities"));
}

}  // namespace termwise::check
