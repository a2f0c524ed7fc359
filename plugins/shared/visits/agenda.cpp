#include "visits/agenda.h"

#include <algorithm>

#include "reminders/annual_report.h"
#include "visits/look.h"

namespace termwise::visits {

using reminders::word;

namespace {

const std::string kNone;

const Items kFlagRows{"flag/1", {"flag_type", "raised_on", "expires_on", "flag_closed_on"}, 1};

}  // namespace

std::string self_evaluation(Look&, const Standing&) { return "how the school evaluates itself"; }

std::string grades(Look& look, const Standing& visit) {
  std::vector<std::string> open;
  for (const Item& row : look.rows_about(kGradeRows, visit)) {
    if ((row.text("sef_agreed") == "yes") == Truth::yes || open.size() == kMostNamed) continue;
    look.school().compare(row.text("sef_agreed"), "yes", look.origin());
    open.emplace_back(word(row, "sef_aspect"));
  }
  if (!open.empty()) look.school().add_note("GRADES_NOT_AGREED");
  return "the grades that the school gives itself" +
         (open.empty() ? std::string() : " (not yet agreed: " + joined(open) + ")");
}

std::string issues_of_inspection(Look& look, const Standing&) {
  const std::vector<Item> issues = look.school().items(kIssueRows);
  std::string_view latest;
  std::optional<Day> on;
  for (const Item& row : look.school().items(kInspectionRows)) {
    const auto started = look.by_today(row, "started_on");
    const bool has_issues = std::any_of(issues.begin(), issues.end(),
                                        [&](const Item& issue) { return word(issue, "inspection") == row.key(); });
    if (!started || !has_issues || (on && *started <= *on)) continue;
    on = started;
    latest = row.key();
  }
  std::vector<std::string> names;
  for (const Item& issue : issues)
    if (on && word(issue, "inspection") == latest && names.size() < kMostNamed) {
      const Text text = issue.text("key_issue");
      if (text.text() == nullptr) continue;
      look.school().compare(text, *text.text(), {"the LA's register of key issues", {}, "local"});
      names.emplace_back(*text.text());
    }
  if (names.empty()) return kNone;
  look.school().add_note("INSPECTION_ISSUES");
  return "what the inspection of " + in_words(*on) + " said must improve (" + joined(names) + ")";
}

namespace {

// Packages of support that have begun by today.
std::vector<Item> support_begun(const Look& look, Case& school) {
  std::vector<Item> begun;
  for (const Item& row : school.items(kPackageRows))
    if (row.year() <= look.year() && look.by_today(row, "support_from")) begun.push_back(row);
  return begun;
}

std::string packages(std::size_t count) {
  return counted(Decimal(static_cast<std::int64_t>(count)), "package of support", "packages of support");
}

}  // namespace

std::string use_of_support(Look& look, const Standing&) {
  std::size_t running = 0;
  for (const Item& row : support_begun(look, look.school())) {
    if ((row.date("support_to") < look.today()) == Truth::yes) continue;
    if (running++ < kMostNamed)
      look.school().compare(row.date("support_from"), Operator::less_or_equal, look.today(), look.origin());
  }
  if (running == 0) return kNone;
  look.school().add_note("SUPPORT_RUNNING");
  return "how well targeted funding and agreed support are used (" + packages(running) + ")";
}

std::string impact_of_support(Look& look, const Standing&) {
  std::size_t open = 0;
  for (const Item& row : support_begun(look, look.school())) {
    const std::string_view impact = word(row, "impact");
    if (!impact.empty() && impact != "too early to say") continue;
    if (open++ < kMostNamed) look.school().compare(row.text("impact"), "strong, some or none", look.origin());
  }
  if (open == 0) return kNone;
  look.school().add_note("IMPACT_OPEN");
  return "what " + packages(open) + " without a judged impact " + (open == 1 ? "has" : "have") + " achieved";
}

std::string governors_self_review(Look&, const Standing&) {
  return "with the chair, how governors review their own work";
}

std::string monitoring_by_governors(Look&, const Standing&) {
  return "that governors monitor the head teacher's objectives (never what these are)";
}

std::string monitoring_activities(Look& look, const Standing& visit) {
  const std::string_view focus = visit.row ? word(*visit.row, "visit_focus") : std::string_view();
  if (focus.empty()) {
    look.school().add_note("FOCUS_OPEN");
    if (!visit.row) return "monitoring, with a focus that the school has still to choose";
    look.school().compare(visit.row->text("visit_focus"), "a focus", look.origin());
    return "monitoring, with a focus that the school has still to choose";
  }
  return "monitoring, with the school's focus (" + std::string(focus) + ")";
}

std::string annual_report(Look& look, const Standing&) {
  return reminders::annual_report_is_asked_for(look.facts(), look.year()) ? "the annual report to governors" : kNone;
}

std::string level_of_support(Look&, const Standing&) { return "the criteria for the level of support"; }

std::string impact_of_actions(Look& look, const Standing& visit) {
  std::size_t open = 0;
  for (const Item& row : look.school().items(kActionRows)) {
    const bool is_of_this_visit = visit.row && reminders::is_about(row, *visit.row);
    if (row.year() > look.year() || is_of_this_visit || !word(row, "outcome").empty() ||
        reminders::does_not_apply(row, "outcome"))
      continue;
    if (open++ < kMostNamed) look.school().compare(row.text("outcome"), "an outcome", look.origin());
  }
  if (open == 0) return "what earlier actions have achieved";
  look.school().add_note("ACTIONS_OPEN");
  return "what earlier actions have achieved (" +
         counted(Decimal(static_cast<std::int64_t>(open)), "action has", "actions have") + " no outcome on record)";
}

std::string further_items(Look& look, const Standing& visit) {
  std::vector<std::string> headings;
  for (const Item& row : look.rows_about(kAgendaRows, visit))
    if (const auto heading = word(row, "agenda_heading"); !heading.empty())
      headings.push_back("\"" + std::string(heading) + "\"" +
                         (word(row, "proposed_by") == "school" ? ", as the school asks" : ""));
  return listed(headings);
}

std::string review_with_governors(Look&, const Standing&) {
  return "the head teacher's performance management with the governors whom the governing body has appointed, and "
         "nothing of what is said there is recorded here";
}

std::string succession(Look& look, const Standing&) {
  std::size_t open = 0;
  for (const Item& row : look.school().items(kFlagRows)) {
    const std::string_view type = word(row, "flag_type");
    const bool has_begun = look.by_today(row, "raised_on").has_value();
    const bool is_over = look.by_today(row, "flag_closed_on") || (row.date("expires_on") < look.today()) == Truth::yes;
    if ((type != "succession" && type != "head teacher vacancy") || !has_begun || is_over) continue;
    if (open++ < kMostNamed) look.school().compare(row.text("flag_type"), type, look.origin());
  }
  if (open > 0) look.school().add_note("SUCCESSION");
  return open > 0 ? "succession planning, about which the LA has a note on record" : "succession planning";
}

std::string inspection_framework(Look&, const Standing&) { return "the revised framework of Ofsted's inspections"; }

std::string aspect_of_capacity(Look&, const Standing&) {
  return "the evidence for one aspect of the school's capacity for sustained improvement";
}

std::vector<Items> items_of_agendas() {
  return {kVisitRows,  kAssignmentRows, kAgendaRows, kGradeRows, kPackageRows,  kActionRows,
          kTargetRows, kInspectionRows, kIssueRows,  kFlagRows,  kMilestoneRows};
}

std::vector<Parameter> parameters_of_agendas() { return reminders::annual_report_parameters(); }

}  // namespace termwise::visits
