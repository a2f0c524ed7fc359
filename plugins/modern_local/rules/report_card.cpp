#include "rules/report_card.h"

#include <string>
#include <vector>

#include "rules/trigger_rule.h"

namespace termwise::modern_local {
namespace {

const std::string kQuestion = "an area of the report card of {school} needs attention";

std::vector<std::string> areas_that(const Grades& card, std::string_view word) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < kAreas.size(); ++i)
    if ((card.areas[i] == word) == Truth::yes) names.emplace_back(kAreas[i].name);
  return names;
}

// Those without which the card is not whole; early years and post-16 are only where a school has them.
std::vector<std::string> missing_parts(const Grades& card) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < kAreas.size(); ++i)
    if (!kAreas[i].where_applicable && card.areas[i].text() == nullptr) names.emplace_back(kAreas[i].name);
  if (card.safeguarding.text() == nullptr) names.emplace_back("safeguarding");
  return names;
}

Answer decide(const Inspections& inspections) {
  if (!inspections.latest || inspections.in_doubt) return not_evaluable(inspections);
  const Grades& card = *inspections.latest;
  if (card.scale != Scale::report_card) return {"NO_REPORT_CARD"};
  if ((card.safeguarding == "not met") == Truth::yes) return {"URGENT", "SAFEGUARDING"};
  if (!areas_that(card, "urgent improvement").empty()) return {"URGENT"};
  if (!areas_that(card, "needs attention").empty()) return {"NEEDS_ATTENTION"};
  return missing_parts(card).empty() ? Answer{"AS_EXPECTED"} : Answer{"NOT_EVALUABLE", "AREA_MISSING"};
}

// Each area in the words of the card: what was asked of it, and whether it is so.
void record_areas(const Grades& card, Case& school) {
  for (std::size_t i = 0; i < kAreas.size(); ++i)
    if (!kAreas[i].where_applicable || card.areas[i].text() != nullptr)
      school.compare(card.areas[i], "needs attention", kReportCard.origin);
  school.compare(card.safeguarding, "met", kReportCard.origin);
}

void judge(Case& school) {
  const Inspections inspections = read_inspections(school);
  const bool card = inspections.latest && inspections.latest->scale == Scale::report_card;
  const Grades latest = card ? *inspections.latest : Grades();
  const auto named = [](const std::vector<std::string>& names) { return names.empty() ? "no area" : joined(names); };
  school.fill("urgent", named(areas_that(latest, "urgent improvement")));
  school.fill("attention", named(areas_that(latest, "needs attention")));
  school.fill("missing", joined(missing_parts(latest)));
  school.fill("on", latest.began.day() == nullptr ? "an unknown day" : termwise::in_words(*latest.began.day()));
  if (card && force_of(kReportCard, school.facts()) == Force::in_force) record_areas(latest, school);
  judge_trigger(kReportCard, decide, school);
}

}  // namespace

Rule report_card() {
  return {.id = "report-card",
          .job = "concern-flag",
          .title = "Report card",
          .source = "Ofsted, report cards, inspections from 10 November 2025",
          .outcomes =
              {{"URGENT",
                "The report card of {school}, inspected on {on}, asks for urgent improvement in {urgent}, and says "
                "\"needs attention\" of {attention}."},
               {"NEEDS_ATTENTION",
                "The report card of {school}, inspected on {on}, says \"needs attention\" of {attention}, and asks for "
                "urgent improvement in no area."},
               {"NOT_EVALUABLE"},
               {"AS_EXPECTED",
                "The report card of {school}, inspected on {on}, has every area at the expected standard or above, and "
                "safeguarding met."},
               {"NO_REPORT_CARD",
                "{school} has no report card yet: its latest inspection gave {latest}, and its grades do not compare "
                "with those of a report card."},
               not_confirmed(kQuestion)},
          .sentences =
              missing_inspections(kQuestion) +
              std::vector<Template>{
                  {"urgent-safeguarding",
                   "The report card of {school}, inspected on {on}, says that safeguarding is not met; it asks for "
                   "urgent improvement in {urgent}, and says \"needs attention\" of {attention}."},
                  {"not-evaluable-area-missing",
                   "The report card of {school}, inspected on {on}, says \"needs attention\" of no area that is on "
                   "record, but what it says of {missing} is missing, so that it cannot be said whether an area needs "
                   "attention."}},
          .listed = 2,
          .items = {inspections()},
          .parameters = {kConfirmedTo},
          .judge = judge};
}

}  // namespace termwise::modern_local
