#include "reminders/notices.h"

#include <algorithm>

#include "reminders/desk.h"

namespace termwise::reminders {
namespace {

constexpr auto kBefore = working_days("notice_working_days_before", "5",
                                      "So many working days before a warning notice's period ends it is first named.");
constexpr auto kAfter =
    working_days("notice_director_working_days", "1",
                 "So many working days after a warning notice's period ended the director of children's services is "
                 "told.");
constexpr std::string_view kNoticeSource = "Education and Inspections Act 2006, section 60";

// By section 60(5) as it stood until then, the initial period ends with the fifteenth working day following the day on which
// the notice was given. From that day on the issuer sets the only period.
constexpr Day kInitialPeriodEnds{std::chrono::year(2016), std::chrono::April, std::chrono::day(18)};
constexpr int kInitialWorkingDays = 15;

const Items kNotices{"warning_notice/1",
                     {"notice_state", "notice_state_since", "notice_issued_on", "notice_period_ends_on",
                      "representations_on", "compliance_ends_on"},
                     3};

// One period of a notice: when it ends, and when the notice moved on from it.
struct Period {
  std::string_view words;  // follows "the period": "in which governors may make representations"
  std::string_view column;
  Day ends;
  bool open = false;
  std::optional<Day> moved_on;
};

bool is_one_of(std::string_view state, std::initializer_list<std::string_view> states) {
  return std::find(states.begin(), states.end(), state) != states.end();
}

std::optional<Period> initial_period(const Desk& desk, const Item& notice) {
  const auto issued = day(notice, "notice_issued_on");
  if (!issued || *issued >= kInitialPeriodEnds) return std::nullopt;
  auto ends = day(notice, "notice_period_ends_on");
  if (!ends) ends = desk.calendar().working_days_from(*issued, kInitialWorkingDays);
  if (!ends) return std::nullopt;
  const std::string_view state = word(notice, "notice_state");
  auto moved_on = day(notice, "representations_on");
  if (!moved_on && state == "compliance running") moved_on = day(notice, "notice_state_since");
  return Period{"in which governors may make representations", "notice_issued_on", *ends, state == "issued", moved_on};
}

std::optional<Period> compliance_period(const Item& notice) {
  const auto ends = day(notice, "compliance_ends_on");
  if (!ends) return std::nullopt;
  const auto issued = day(notice, "notice_issued_on");
  const std::string_view state = word(notice, "notice_state");
  const bool only_period = issued && *issued >= kInitialPeriodEnds;
  const bool open = is_one_of(state, {"confirmed", "compliance running"}) || (only_period && state == "issued");
  const bool over = is_one_of(state, {"complied", "not complied", "intervention", "withdrawn"});
  return Period{"in which the school is to comply", "compliance_ends_on", *ends, open,
                over ? day(notice, "notice_state_since") : std::nullopt};
}

void remind_of_period(const Desk& desk, const School& school, const Item& notice, const Period& period) {
  if (!period.open && !period.moved_on) return;  // it is over, and nobody has written down since when
  Reminder reminder = desk.about(school, period.ends, std::string(notice.key()));
  const Origin origin = desk.origin(kNoticeSource, kBefore, "verified");
  reminder.compare(notice.date(period.column), Operator::less_or_equal, period.ends, origin);
  reminder.compare(notice.text("notice_state"), "complied", origin);
  if (period.moved_on) reminder.done(*period.moved_on);
  reminder.fill("period", std::string(period.words)).fill("state", std::string(word(notice, "notice_state")));
  desk.give(reminder, {{desk.before(period.ends, kBefore), kLegal},
                       {period.ends, kLegal},
                       {desk.after(period.ends, kAfter), kDirector}});
}

}  // namespace

Rule notice_period_ends(const Protocol& protocol) {
  Rule rule = reminder_rule("reminder-r25", protocol, [](const Desk& desk) {
    for (const School& school : desk.schools())
      for (const Item& notice : school.items(kNotices)) {
        const auto initial = initial_period(desk, notice);
        const auto compliance = compliance_period(notice);
        if (initial) remind_of_period(desk, school, notice, *initial);
        if (compliance && !(initial && initial->ends == compliance->ends))
          remind_of_period(desk, school, notice, *compliance);
      }
  });
  rule.title = "Period of a warning notice ends";
  rule.source = std::string(kNoticeSource);
  rule.outcomes = {
      {"OPEN",
       "The period of the warning notice {item} to {school}, {period}, ends with {reference}, and the notice still "
       "stands at \"{state}\". The LA's legal team is to decide what follows and enter it in the register of notices. "
       "This is now with {to}."},
      {"CLOSED",
       "The warning notice {item} to {school} has moved on from the period {period}, which ends with {reference}."}};
  rule.items.push_back(kNotices);
  rule.parameters = {kBefore, kAfter};
  return rule;
}

}  // namespace termwise::reminders
