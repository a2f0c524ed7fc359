#include <fmt/format.h>

#include "app/arguments.h"
#include "app/commands.h"
#include "app/person.h"
#include "app/workspace.h"
#include "base/text.h"
#include "calendar/london.h"
#include "jobs/explain.h"
#include "jobs/reminder_rows.h"
#include "jobs/vocabulary.h"
#include "report/reminders.h"
#include "store/reminders.h"

namespace termwise::app {
namespace {

std::chrono::year_month_day today() {
  return calendar::london_date(std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()));
}

Result<report::ReminderStory> read_story(store::Reader& reader, std::int64_t id) {
  store::ReminderFilter filter;
  filter.id = id;
  filter.ended = true;
  TERMWISE_TRY(auto found, store::list_reminders(reader, filter));
  if (found.empty())
    return Error{ExitCode::data,
                 fmt::format("There is no reminder {}. They are listed by: termwise reminder list --all", id)};
  report::ReminderStory story{jobs::reminder_row(std::move(found.front())), {}, {}};
  auto& finding = story.row.reminder.finding;
  if (const auto year = AcademicYear::parse(story.row.year)) finding.year = year->summer();
  TERMWISE_TRY(finding.predicates, store::reminder_evidence(reader, id));
  TERMWISE_TRY(story.cells, jobs::cells_behind(reader, finding.predicates));
  TERMWISE_TRY(const auto events, store::reminder_events(reader, id));
  for (const auto& event : events)
    story.events.push_back(
        {event.at, event.kind, event.level, event.run ? event.run->value : 0, event.author, event.reason, event.until});
  return story;
}

using Decide = Result<void> (*)(store::Database&, const store::ReminderDecision&);

Result<void> decide(const settings::Settings& settings, const ReminderOptions& options, std::chrono::year_month_day day,
                    Decide decision) {
  if (trim(options.reason).empty())
    return Error{ExitCode::usage, "--reason is empty. Say why, for those who ask later."};
  TERMWISE_TRY(const auto access, DatabaseAccess::open(settings));
  TERMWISE_TRY(store::Database database, store::Database::open(access.url()));
  const std::string author = options.by.empty() ? person_at_the_keyboard() : options.by;
  return decision(database, {options.id, day, author, options.reason});
}

}  // namespace

int reminder_list_command(const settings::Settings& settings, const ReminderOptions& options) {
  const auto la = la_argument(options.la);
  if (!la) return fail(la.error());
  auto access = DatabaseAccess::open(settings);
  if (!access) return fail(access.error());
  auto reader = store::Reader::open(access->url());
  if (!reader) return fail(reader.error());
  auto found = store::list_reminders(
      *reader, {la.value(), text_argument(options.rule), text_argument(options.role), std::nullopt, options.all});
  if (!found) return fail(found.error());
  std::vector<report::ReminderRow> rows;
  for (auto& one : *found) rows.push_back(jobs::reminder_row(std::move(one)));
  if (options.json)
    fmt::print("{}", report::reminders_json(rows));
  else if (rows.empty())
    fmt::print("{}\n", options.all ? "There is no such reminder."
                                   : "No such reminder is open. --all shows those that were. They come from: termwise "
                                     "run qa-reminders --la CODE");
  else
    fmt::print("{}", report::reminders_text(rows));
  return 0;
}

int reminder_show_command(const settings::Settings& settings, const ReminderOptions& options) {
  auto access = DatabaseAccess::open(settings);
  if (!access) return fail(access.error());
  auto reader = store::Reader::open(access->url());
  if (!reader) return fail(reader.error());
  const auto story = read_story(*reader, options.id);
  if (!story) return fail(story.error());
  fmt::print("{}", options.json ? report::reminder_json(*story)
                                : report::reminder_text(*story, jobs::vocabulary_of(settings)));
  return 0;
}

int reminder_snooze_command(const settings::Settings& settings, const ReminderOptions& options) {
  const auto until = date_argument("--until", options.until);
  if (!until) return fail(until.error());
  if (!until.value() || **until <= today())
    return fail({ExitCode::usage, "--until has to be a day to come, like 2026-12-01."});
  const auto done = decide(settings, options, **until, store::snooze_reminder);
  if (!done) return fail(done.error());
  fmt::print("Nobody is told of reminder {} before {}.\n", options.id, report::long_date(**until));
  return 0;
}

int reminder_waive_command(const settings::Settings& settings, const ReminderOptions& options) {
  const auto done = decide(settings, options, today(), store::waive_reminder);
  if (!done) return fail(done.error());
  fmt::print("Reminder {} is waived and will not be raised again.\n", options.id);
  return 0;
}

}  // namespace termwise::app
