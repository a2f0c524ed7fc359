#include "reminders/inspections.h"

#include <algorithm>

#include "reminders/desk.h"

namespace termwise::reminders {
namespace {

constexpr auto kNewFor =
    calendar_days("new_report_days", "365", "For so many days after its publication an inspection report is new.");

const Items kReports{"inspection/1", {"started_on", "published_on"}, 2};
const Items kResponses{"inspection_response/1", {"inspection", "adviser_acknowledged_on", "la_acknowledged_on"}, 2};

struct Reader {
  std::string_view suffix;  // tells the two reminders about one report apart
  std::string_view column;
  Role role;
  std::string adviser;
};

void remind_reader(const Desk& desk, const School& school, const Item& report, const Item* response,
                   const Reader& reader) {
  const Date published = report.date("published_on");
  Reminder reminder = desk.about(school, *published.day(), std::string(report.key()) + std::string(reader.suffix));
  const auto began = day(report, "started_on");
  reminder.fill("began",
                began ? "the inspection of " + in_words(*began) : "the inspection " + std::string(report.key()));
  const Origin origin = desk.origin(kOurDefault, kNewFor);
  reminder.compare(published, Operator::less_or_equal, desk.today(), origin);
  if (response != nullptr) {
    if (does_not_apply(*response, reader.column)) return;
    reminder.compare(response->date(reader.column), Operator::less, *published.day(), origin);
    if (const auto seen = day(*response, reader.column)) reminder.done(*seen);
  }
  desk.give(reminder, {{*published.day(), reader.role, reader.adviser}});
}

}  // namespace

Rule report_not_acknowledged(const Protocol& protocol) {
  Rule rule = reminder_rule("reminder-r26", protocol, [](const Desk& desk) {
    for (const School& school : desk.schools()) {
      const std::vector<Item> responses = school.items(kResponses);
      for (const Item& report : school.items(kReports)) {
        const auto published = day(report, "published_on");
        if (!published || desk.today() > desk.after(*published, kNewFor)) continue;
        const auto found = std::find_if(responses.begin(), responses.end(), [&](const Item& response) {
          return word(response, "inspection") == report.key();
        });
        const Item* response = found == responses.end() ? nullptr : &*found;
        remind_reader(
            desk, school, report, response,
            {", adviser", "adviser_acknowledged_on", desk.protocol().sip, desk.adviser_of(school, desk.today())});
        remind_reader(desk, school, report, response, {", LA", "la_acknowledged_on", kConcernLead, {}});
      }
    }
  });
  rule.title = "New inspection report not acknowledged";
  rule.outcomes = {
      {"OPEN",
       "Ofsted published its report of {began} of {school} on {reference}. It is to be read, and that is to be entered "
       "in the register of reports, by {to}."},
      {"CLOSED", "Ofsted's report of {began} of {school}, published on {reference}, has been read by {to}."}};
  rule.items.insert(rule.items.end(), {kReports, kResponses});
  rule.parameters = {kNewFor};
  return rule;
}

}  // namespace termwise::reminders
