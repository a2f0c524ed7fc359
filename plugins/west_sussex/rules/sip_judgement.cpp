#include "rules/sip_judgement.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <vector>

#include "registers/advisers.h"
#include "registers/present.h"

namespace termwise::west_sussex {
namespace {

constexpr Measure<Plain> kOverall{"OFSTED_OE"};  // 1 outstanding to 4 inadequate, as is the SIP's own
constexpr Measure<Plain> kOfSip{"SEF_GRADE_ADVISER"};

constexpr Number<Plain> kApart{.name = "judgement_apart",
                               .minimum = "1",
                               .maximum = "3",
                               .by_default = "1",
                               .meaning = "So many grades apart and the SIP's judgement is listed; whole."};

constexpr int kYears = 5;  // that are looked back
// From this day inspections give a report card, whose words are never turned into grades.
constexpr Day kReportCards{std::chrono::year(2025), std::chrono::November, std::chrono::day(10)};

const Items kGrades{"sef_grade/1", {"SEF_GRADE_ADVISER", "visit", "sef_aspect"}, kYears};
const Items kVisits{"visit/1", {"visited_on", "adviser"}, kYears};
const Items kRecords{"visit_record/1", {"submitted_on", "record_author"}, kYears};
const Items kInspections{"inspection/1", {"OFSTED_OE", "started_on"}, kYears};

struct Judgement {
  Item grade;
  Day on;
  std::string_view sip;  // may be empty
};

// The day of a visit, or else of its record.
std::optional<Judgement> dated(const Item& grade, const Case& school) {
  const Text visit = grade.text("visit");
  if (visit.text() == nullptr) return std::nullopt;
  const auto look = [&](const Items& items, const char* day, const char* person) -> std::optional<Judgement> {
    for (const Item& item : school.items(items)) {
      const Date on = item.date(day);
      if (item.year() != grade.year() || item.key() != *visit.text() || on.day() == nullptr) continue;
      const Text who = item.text(person);
      return Judgement{grade, *on.day(), who.text() != nullptr ? *who.text() : std::string_view()};
    }
    return std::nullopt;
  };
  const auto visited = look(kVisits, "visited_on", "adviser");
  return visited ? visited : look(kRecords, "submitted_on", "record_author");
}

bool is_a_grade(const Value& value) {
  return value.number() != nullptr && *value.number() >= Decimal(1) && *value.number() <= Decimal(4) &&
         value.number()->rescaled(0).has_value();
}

struct Judgements {
  std::vector<Judgement> dated;  // in their order
  bool any_undated = false;
};

Judgements read_judgements(const Case& school) {
  Judgements judgements;
  for (const Item& item : school.items(kGrades)) {
    if ((item.text("sef_aspect") == "overall effectiveness") != Truth::yes || !is_a_grade(item.measure(kOfSip.code)))
      continue;
    if (auto judgement = dated(item, school))
      judgements.dated.push_back(*judgement);
    else
      judgements.any_undated = true;
  }
  std::stable_sort(judgements.dated.begin(), judgements.dated.end(),
                   [](const Judgement& a, const Judgement& b) { return a.on < b.on; });
  return judgements;
}

// Inspections that have begun, latest first.
std::vector<Item> read_inspections(const Case& school) {
  std::vector<Item> inspections;
  for (const Item& item : school.items(kInspections))
    if ((item.date("started_on") <= school.facts().reference_day()) == Truth::yes) inspections.push_back(item);
  std::stable_sort(inspections.begin(), inspections.end(), [](const Item& a, const Item& b) {
    return *a.date("started_on").day() > *b.date("started_on").day();
  });
  return inspections;
}

struct Pair {
  Judgement judgement;
  Item inspection;
};

// The latest inspection that has a judgement before it, with the last of those.
std::optional<Pair> latest_pair(const Judgements& judgements, const std::vector<Item>& inspections) {
  for (const Item& inspection : inspections)
    for (auto judgement = judgements.dated.rbegin(); judgement != judgements.dated.rend(); ++judgement)
      if (judgement->on < *inspection.date("started_on").day()) return Pair{*judgement, inspection};
  return std::nullopt;
}

void compare(const Pair& pair, std::int64_t apart, Case& school) {
  const Value sip = pair.judgement.grade.measure(kOfSip.code);
  const Value overall = pair.inspection.measure(kOverall.code);
  school.fill("overall", overall.number() != nullptr ? overall.number()->to_string()
                                                     : std::string(termwise::in_words(*overall.missing())));
  if (*pair.inspection.date("started_on").day() >= kReportCards) return school.answer("NOT_COMPARABLE", "REPORT_CARD");
  if (!is_a_grade(overall)) return school.answer("NOT_COMPARABLE", "NO_OVERALL_GRADE");
  Threshold same;
  same.operation = Operator::equal;
  same.value = *overall.number();
  same.source = "overall effectiveness at the inspection that came after it";
  same.confidence = "verified";
  school.compare(sip, same);
  same.value = *sip.number();
  same.source = "the SIP's grade before it";
  same.confidence = "local";
  school.compare(overall, same);
  const std::int64_t difference = overall.number()->rescaled(0)->units() - sip.number()->rescaled(0)->units();
  school.fill("difference", counted(Decimal(difference < 0 ? -difference : difference), "grade", "grades"));
  if (difference >= apart) return school.answer("SIP_HIGHER");
  school.answer(difference <= -apart ? "SIP_LOWER" : "AGREES");
}

void judge(const Advisers& advisers, Case& school) {
  if (is_closed(school.school())) return school.leave_out();
  const auto apart = school.facts().setting(kApart)->rescaled(0);
  if (!apart) throw Failure("The parameter judgement_apart is not whole: write 1, 2 or 3.");
  const Judgements judgements = read_judgements(school);
  const auto inspections = read_inspections(school);
  if (judgements.dated.empty()) {
    if (!judgements.any_undated) return school.leave_out();
    return school.answer("NOT_COMPARABLE", "NO_DAY");
  }
  const auto pair = latest_pair(judgements, inspections);
  const Judgement& judgement = pair ? pair->judgement : judgements.dated.back();
  school.fill("sip", judgement.sip.empty() ? "the SIP" : called(advisers, judgement.sip));
  school.fill("grade", judgement.grade.measure(kOfSip.code).number()->to_string());
  school.fill("judged_on", in_words(judgement.on));
  if (!pair) return school.answer("NOT_COMPARABLE", "NO_LATER_INSPECTION");
  school.fill("inspected_on", in_words(*pair->inspection.date("started_on").day()));
  compare(*pair, apart->units(), school);
}

Judge prepare(const Facts& facts) {
  return
      [advisers = std::make_shared<const Advisers>(read_advisers(facts))](Case& school) { judge(*advisers, school); };
}

}  // namespace

Rule sip_judgement() {
  return {.id = "sip-judgement",
          .job = "concern-flag",
          .title = "SIPs' grades beside later inspections",
          .source = "West Sussex SIP arrangements 2005, slide 22",
          .outcomes = {{"SIP_HIGHER",
                        "On {judged_on} {sip} gave grade {grade} for the overall effectiveness of {school}, and the "
                        "inspection of {inspected_on} gave {overall}: the SIP was {difference} more favourable."},
                       {"SIP_LOWER",
                        "On {judged_on} {sip} gave grade {grade} for the overall effectiveness of {school}, and the "
                        "inspection of {inspected_on} gave {overall}: the SIP was {difference} less favourable."},
                       {"NOT_COMPARABLE", ""},
                       {"AGREES",
                        "On {judged_on} {sip} gave grade {grade} for the overall effectiveness of {school}, and the "
                        "inspection of {inspected_on} gave {overall}: fewer than {judgement_apart} grades apart."}},
          .sentences = {{"not-comparable-report-card",
                         "On {judged_on} {sip} gave grade {grade} for the overall effectiveness of {school}; the "
                         "inspection of {inspected_on} gave a report card, whose words are not turned into grades."},
                        {"not-comparable-no-overall-grade",
                         "On {judged_on} {sip} gave grade {grade} for the overall effectiveness of {school}; the "
                         "overall grade of the inspection of {inspected_on} is {overall}, so that the two cannot be "
                         "compared."},
                        {"not-comparable-no-later-inspection",
                         "On {judged_on} {sip} gave grade {grade} for the overall effectiveness of {school}, and no "
                         "inspection since is on record."},
                        {"not-comparable-no-day",
                         "A SIP's grade for the overall effectiveness of {school} is on record, but neither its visit "
                         "nor the record of it has a day, so that it cannot be said which inspection came after it."}},
          .listed = 2,
          .items = {adviser_items(), kGrades, kVisits, kRecords, kInspections},
          .parameters = {kApart},
          .prepare = prepare};
}

}  // namespace termwise::west_sussex
