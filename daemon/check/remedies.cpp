#include "check/remedies.h"

#include <fmt/format.h>

namespace termwise::check {
namespace {

using sandbox::Ending;

constexpr std::string_view kThe = "The plugin ";

}  // namespace

std::string told_in(const std::string& circumstances, const sandbox::Outcome& outcome) {
  const std::string sentence = for_author(outcome);
  if (sentence.rfind(kThe, 0) != 0) return fmt::format("{}. {}", circumstances, sentence);
  return fmt::format("{}, the plugin {}", circumstances, sentence.substr(kThe.size()));
}

std::string remedy_for(Ending ending, const std::string& about_circumstances) {
  switch (ending) {
    case Ending::forbidden:
    case Ending::exited:
    case Ending::threw:
    case Ending::outside_snapshot:
    case Ending::killed:
      return remedy_for(ending);
    default:
      return about_circumstances;
  }
}

std::string remedy_for(Ending ending) {
  switch (ending) {
    case Ending::forbidden:
      return "Take the call out: a rule computes from the facts that it is given, and needs nothing else.";
    case Ending::exited:
      return "Return from the call, with TW_FAILED after host->fail() where the rule cannot do its work.";
    case Ending::threw:
      return "Find what throws it, and catch it within the rule: no exception may reach the host.";
    case Ending::timed_out:
      return "Make the rule faster, or look for a loop that never ends.";
    case Ending::out_of_memory:
      return "Look for what grows without end, or for a size that is taken from a figure.";
    case Ending::too_much_output:
      return "Emit one finding for each rule and school, and look for a loop that never ends.";
    case Ending::outside_snapshot:
      return "Emit findings only about the schools in the tables.";
    case Ending::malformed:
      return "Hold what it emits against its manifest: abi.h says what a finding must hold.";
    case Ending::failed:
      return "Let the rule work with facts like these, or give an outcome that says what is missing.";
    case Ending::refused:
      return "Mend its entry and manifest: abi.h says what each must hold.";
    case Ending::killed:
      return "Look into the system's journal for what ended it, and check the plugin again.";
    default:
      return "Run the rule in a debugger over the harness's facts, and mend what fails.";
  }
}

bool expect_completed(const Run& run, const std::string& circumstances, const std::string& hint, Notebook& notes) {
  if (run.completed()) return true;
  const auto ending = run.outcome.ending;
  notes.error(sandbox::name(ending), told_in(circumstances, run.outcome), remedy_for(ending, hint));
  return false;
}

}  // namespace termwise::check
