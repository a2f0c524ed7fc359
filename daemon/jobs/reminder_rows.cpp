#include "jobs/reminder_rows.h"

#include <utility>

namespace termwise::jobs {

report::ReminderRow reminder_row(store::RegisteredReminder registered) {
  return {.id = registered.id,
          .la = registered.la.text(),
          .year = std::move(registered.year),
          .reminder = std::move(registered.named.reminder),
          .subject_name = std::move(registered.named.subject_name),
          .state = std::move(registered.state),
          .ended_on = registered.ended_on,
          .snoozed_until = registered.snoozed_until,
          .run = registered.run.value};
}

report::ReminderEntry reminder_entry(store::ReminderNews::One news) {
  const report::ReminderRow row = reminder_row(std::move(news.reminder));
  return {.id = row.id,
          .kind = std::move(news.kind),
          .subject = report::subject_in_words(row),
          .sentence = row.reminder.finding.sentence,
          .with = row.state == "open" ? report::sentence_case(report::whereabouts(row)) : std::string()};
}

}  // namespace termwise::jobs
