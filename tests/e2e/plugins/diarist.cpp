// A plugin that reminds: of a school's self-evaluation, due two weeks before a visit, and of advisers without a mentor.
#include <chrono>
#include <string>

#include <termwise/plugin.hpp>

namespace {

using namespace termwise;

const Items kVisits{"visit/1", {"visited_on"}};
const Items kDocuments{"visit_document/1", {"visit", "document", "received_on"}};
const Items kAdvisers{"adviser/1", {"adviser_name", "mentor", "appointed_on"}};
constexpr Origin kProtocol{"Protocol, visit 2", "", "local"};

Day before(const Day& day, int days) { return Day(std::chrono::sys_days(day) - std::chrono::days(days)); }

void remind_of_evaluations(const Facts& facts, Reminders& reminders) {
  for (const School& school : facts.schools())
    for (const Item& visit : school.items(kVisits)) {
      const Date held = visit.date("visited_on");
      if (held.missing() != nullptr) continue;
      const Day due = before(*held.day(), 14);
      Reminder reminder = reminders.about(school, *held.day(), std::string(visit.key()));
      reminder.fill("due", in_words(due));
      reminder.to(before(due, 7), {"head-teacher", "the head teacher"}).to(before(*held.day(), 10), {"sip", "the SIP"});
      for (const Item& document : school.items(kDocuments)) {
        const Text of = document.text("visit");
        if (of.text() == nullptr || *of.text() != visit.key()) continue;
        const Date received = document.date("received_on");
        reminder.compare(received, Operator::less_or_equal, due, kProtocol);
        if (received.day() != nullptr) reminder.done(*received.day(), *received.day() > due ? "LATE" : "");
      }
      reminders.give(reminder);
    }
}

void remind_of_mentors(const Facts& facts, Reminders& reminders) {
  for (const Item& adviser : facts.items(kAdvisers)) {
    const Date appointed = adviser.date("appointed_on");
    if (appointed.missing() != nullptr) continue;
    const auto due = facts.calendar().working_days_from(*appointed.day(), 10);
    if (!due) continue;
    const Text name = adviser.text("adviser_name");
    Reminder reminder = reminders.about_adviser(adviser.key(), std::string(name.text() ? *name.text() : adviser.key()),
                                                *appointed.day());
    reminder.to(*due, {"sip-manager", "the SIP manager"});
    if (adviser.text("mentor").text() != nullptr) reminder.done(*due);
    reminders.give(reminder);
  }
}

Plugin diarist() {
  return {.id = "diarist",
          .version = "1.0.0",
          .title = "A plugin for tests",
          .rules = {
              {.id = "reminder-sef",
               .job = "qa-reminders",
               .title = "Self-evaluation due",
               .source = "Protocol, visit 2",
               .outcomes = {{"OPEN",
                             "{school} has not sent its self-evaluation for {item}, which is due on {due}: "
                             "{to} sees to it."},
                            {"CLOSED", "{school} has sent its self-evaluation for {item}."}},
               .sentences = {{"closed-late", "{school} sent its self-evaluation for {item} after {due}."}},
               .items = {kVisits, kDocuments},
               .remind = remind_of_evaluations},
              {.id = "reminder-mentor",
               .job = "qa-reminders",
               .title = "Mentor missing",
               .source = "Protocol, advisers",
               .outcomes = {{"OPEN", "{school} has no mentor: {to} names one."}, {"CLOSED", "{school} has a mentor."}},
               .items = {kAdvisers},
               .calendar = true,
               .remind = remind_of_mentors}}};
}

}  // namespace

TERMWISE_PLUGIN(diarist)
