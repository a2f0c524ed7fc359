#include "rules/sip_coverage.h"

#include <memory>

#include "registers/assignments.h"
#include "registers/present.h"

namespace termwise::west_sussex {
namespace {

constexpr Number<Plain> kStatutoryTo{
    .name = "statutory_sip_to",
    .minimum = "2008",
    .maximum = "2099",
    .by_default = "2011",
    .meaning = "Until 31 August of this year every maintained school had to have a SIP; the day is from memory."};

constexpr Origin kOwn{"register of assignments", "", "local"};

// What the register says of a school that has none.
std::string_view why_none(const Assignments& now) {
  for (const Item& item : now.all())
    if (has_status(item, "proposed")) return "PROPOSED";
  for (const Item& item : now.all())
    if (!has_status(item, "ended")) return "NOT_BEGUN_OR_OVER";
  return now.all().empty() ? "NO_ROW" : "ENDED";
}

std::string duty(const Facts& facts) {
  const auto year = facts.setting(kStatutoryTo)->rescaled(0);
  if (!year) throw Failure("The parameter statutory_sip_to is not a year: write it like 2011.");
  const Day end(std::chrono::year(static_cast<int>(year->units())), std::chrono::August, std::chrono::day(31));
  return facts.reference_day() <= end ? "Every maintained school has to have one."
                                      : "No law asks for one since " + in_words(end) + "; it is the LA's own choice.";
}

void judge(const Advisers& advisers, Case& school) {
  if (is_closed(school.school())) return school.leave_out();
  const auto holding = present_assignments(school.school(), school.facts());
  school.fill("today", in_words(school.facts().reference_day()));
  school.fill("duty", duty(school.facts()));
  if (!holding.empty()) {
    for (const Item& item : holding) school.compare(item.text("assignment_status"), "current", kOwn);
    school.fill("sip", names_of(holding, advisers));
    return school.answer("HAS_SIP");
  }
  const Assignments now(school.school(), 0);
  for (const Item& item : now.all()) school.compare(item.text("assignment_status"), "current", kOwn);
  school.fill("sips", names_of(now.all(), advisers));
  school.answer("NO_SIP", why_none(now));
}

Judge prepare(const Facts& facts) {
  return
      [advisers = std::make_shared<const Advisers>(read_advisers(facts))](Case& school) { judge(*advisers, school); };
}

}  // namespace

Rule sip_coverage() {
  return {
      .id = "sip-coverage",
      .job = "concern-flag",
      .title = "Schools without a SIP",
      .source = "West Sussex SIP arrangements 2005, slide 12",
      .outcomes = {{"NO_SIP", ""}, {"HAS_SIP", "{school} has a SIP on {today}: {sip}."}},
      .sentences = {{"no-sip-no-row", "{school} has no SIP on {today}: the register has nobody for {year}. {duty}"},
                    {"no-sip-proposed",
                     "{school} has no SIP on {today}: {sips} is proposed for {year} and not accepted yet. {duty}"},
                    {"no-sip-not-begun-or-over",
                     "{school} has no SIP on {today}: the assignment of {sips} for {year} has not begun or is over. "
                     "{duty}"},
                    {"no-sip-ended", "{school} has no SIP on {today}: the assignment of {sips} has ended. {duty}"}},
      .items = {adviser_items(), assignment_items()},
      .parameters = {kStatutoryTo},
      .prepare = prepare};
}

}  // namespace termwise::west_sussex
