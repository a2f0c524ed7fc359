#include <fmt/format.h>

#include "base/text.h"
#include "check/remedies.h"
#include "check/run_checks.h"

namespace termwise::check {
namespace {

using sandbox::Ending;
using wire::DrillKind;

struct Drilling {
  wire::Drill drill;
  std::string what;  // what the host does, as a clause: "answers TW_STOP to the first finding"
};

std::vector<Drilling> drillings() {
  return {{{DrillKind::stop, 1}, "answers TW_STOP to the first finding"},
          {{DrillKind::stop, 2}, "answers TW_STOP to the second finding"},
          {{DrillKind::stop, 20}, "answers TW_STOP to the 20th finding"},
          {{DrillKind::refuse, 1}, "answers TW_FAILED to the first finding"},
          {{DrillKind::refuse, 5}, "answers TW_FAILED to the fifth finding"},
          {{DrillKind::cancelled, 1}, "has cancelled the run before it starts"}};
}

void judge(const Drilling& drilling, const sandbox::Drilled& drilled, Notebook& notes) {
  const std::string where = fmt::format("Where the host {}", drilling.what);
  if (drilled.outcome.ending == Ending::threw) {
    notes.error("threw", told_in(where, drilled.outcome), "Catch what the rule throws before it reaches the host.");
  } else if (drilled.outcome.ending != Ending::completed) {
    notes.error(sandbox::name(drilled.outcome.ending), told_in(where, drilled.outcome),
                remedy_for(drilled.outcome.ending,
                           "Look at what host->finding() answers, and return at once where it is not TW_OK."));
  } else if (drilled.report.findings_after > 0) {
    notes.error(
        "goes-on",
        fmt::format("{}, the plugin went on and emitted {}.", where,
                    counted(static_cast<long long>(drilled.report.findings_after), "more finding", "more findings")),
        "Look at what host->finding() answers, and return at once where it is not TW_OK.");
  } else if (drilled.report.answer != TW_OK && drilled.report.answer != TW_FAILED && drilled.report.answer != TW_STOP) {
    notes.error("answer",
                fmt::format("{}, evaluate() answered {}, which has no meaning.", where, drilled.report.answer),
                "Return TW_OK or TW_FAILED.");
  }
}

Result<void> other_rules(Lab& lab, const Facts& facts, Notebook& notes) {
  const std::string hint = "Look at input->rules, and evaluate only the rules that stand there.";
  wire::Input none = lab.input();
  none.rules.clear();
  TERMWISE_TRY(const Run without, lab.run(facts, none, "no rules"));
  if (without.completed() || without.outcome.ending != Ending::malformed)
    expect_completed(without, "Asked for no rule", hint, notes);
  else
    notes.error("no-rules", told_in("Asked for no rule", without.outcome), hint);
  wire::Input unknown = lab.input();
  unknown.rules = {"no-such-rule"};
  TERMWISE_TRY(const Run with_unknown, lab.run(facts, unknown, "a rule that is not declared"));
  if (with_unknown.outcome.ending == Ending::failed) return {};  // it may say that it has no such rule
  if (with_unknown.completed() || with_unknown.outcome.ending != Ending::malformed)
    expect_completed(with_unknown, "Asked for a rule that it does not declare", hint, notes);
  else
    notes.error("unknown-rule", told_in("Asked for a rule that it does not declare", with_unknown.outcome), hint);
  return {};
}

}  // namespace

Result<Check> check_drills(Lab& lab) {
  Notebook notes("drills");
  if (!lab.got_through(usual_scene()))
    return skipped("drills", fmt::format("the plugin does not get through {}", usual_scene().words));
  TERMWISE_TRY(const Facts facts, lab.facts(usual_scene()));
  const std::size_t before = lab.runs();
  TERMWISE_TRY(const auto asked, lab.drill(facts, {{DrillKind::extensions, 1}, lab.input()}, "unknown extensions"));
  if (asked.outcome.ending != Ending::completed)
    notes.error(sandbox::name(asked.outcome.ending), told_in("Asked for extensions that do not exist", asked.outcome),
                remedy_for(asked.outcome.ending, "Compare the id's size and bytes, and return NULL for every other."));
  else if (!asked.report.invented.empty())
    notes.error("extension",
                fmt::format("The plugin says that it has the extension {}, which does not exist.",
                            quote(asked.report.invented)),
                "Compare the whole id, its size first, and return NULL for every other.");
  for (const auto& drilling : drillings()) {
    if (lab.hopeless()) break;
    TERMWISE_TRY(const auto drilled, lab.drill(facts, {drilling.drill, lab.input()}, drilling.what));
    judge(drilling, drilled, notes);
  }
  TERMWISE_CHECK(other_rules(lab, facts, notes));
  return std::move(notes).finish(counted(static_cast<long long>(lab.runs() - before), "unusual host", "unusual hosts"));
}

}  // namespace termwise::check
