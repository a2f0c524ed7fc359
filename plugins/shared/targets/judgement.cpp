#include "targets/judgement.h"

#include "reminders/registers.h"
#include "targets/check.h"

namespace termwise::targets {
namespace {

using reminders::word;

const Items kRecords{"visit_record/1", {"visit", "differences_of_view", "submitted_on"}, 1};

// What a register says of a target, as a clause; empty: it says nothing.
std::string judged(std::string_view judgement, std::string_view adviser) {
  const std::string who = "the " + std::string(adviser);
  if (judgement == "challenging") return "which " + who + " finds challenging";
  if (judgement == "not challenging") return "which " + who + " does not find challenging";
  return judgement == "views differ" ? "about which " + who + " and the school differ" : std::string();
}

void look_at_targets(Look& look) {
  const Origin origin{kOurDefault, {}, "local"};
  for (const Target& target : look.targets()) {
    const Text said = target.row.text("target_judgement");
    const std::string_view judgement = word(target.row, "target_judgement");
    look.compare(said, "challenging", origin);
    const std::string words = judged(judgement, look.protocol().adviser);
    const Truth raised = words.empty() ? Truth::unknown : truth(judgement != "challenging");
    look.take(target, raised, target.words() + ", " + (words.empty() ? "of which no judgement is on record" : words));
  }
}

// Of the visits of the round's academic year.
void look_at_records(Look& look) {
  const Origin origin{kOurDefault, {}, "local"};
  for (const Item& record : look.school().items(kRecords)) {
    if (record.year() != look.round().autumn + 1 || word(record, "differences_of_view") != "yes") continue;
    look.compare(record.text("differences_of_view"), "no", origin);
    look.take("RECORD", "RECORD_NOT_KNOWN", Truth::yes,
              "the record of the visit " + std::string(word(record, "visit")) + " notes that the " +
                  std::string(look.protocol().adviser) + " and the school differ");
  }
}

}  // namespace

Rule questioned_by_adviser(const Protocol& protocol) {
  Spec spec;
  spec.id = "target-a12";
  spec.title = "Targets that the adviser questions";
  spec.source = "Kent primary briefing, autumn 2008, slide 16: differences of view are recorded";
  spec.severity = kWarn;
  spec.raised = {"QUESTIONED",
                 "The LA is told that the targets of {school} for {results} are questioned: {targets}.{aside}"};
  spec.not_known =
      "Whether the {adviser} finds the targets of {school} for {results} challenging is not known: {targets}.{aside}";
  spec.fine = {"NOT_QUESTIONED",
               "The {adviser} finds the targets of {school} for {results} challenging: {targets}.{aside}"};
  spec.nothing = "{school} has set no targets for {results} that an adviser could judge, as far as the register says.";
  Rule rule = check(protocol, spec, [](Look& look) {
    look_at_targets(look);
    look_at_records(look);
  });
  rule.items.push_back(kRecords);
  return rule;
}

}  // namespace termwise::targets
