#include "store/reminders.h"

#include <fmt/format.h>

#include "store/findings.h"
#include "store/reminder_rows.h"
#include "store/session.h"
#include "store/sql_texts.h"

namespace termwise::store {
namespace {

constexpr std::int16_t kReminderFields = 20;

void put(CopyRows& rows, const std::optional<std::chrono::year_month_day>& day) {
  if (day)
    rows.day(*day);
  else
    rows.null();
}

void put(CopyRows& rows, RunId run, std::int64_t ordinal, const NamedReminder& named) {
  const school::Reminder& reminder = named.reminder;
  const school::Finding& finding = reminder.finding;
  rows.row();
  rows.number64(run.value);
  rows.number32(ordinal);
  rows.text(finding.rule);
  rows.number16(static_cast<int>(finding.subject_kind));
  rows.number64(finding.subject);
  rows.text(reminder.person);
  rows.text(reminder.item);
  rows.day(reminder.reference_date);
  rows.text(named.subject_name);
  rows.text(finding.outcome);
  rows.text(finding.reason);
  rows.texts(finding.notes);
  rows.day(reminder.raised_on);
  rows.number16(reminder.level);
  rows.day(reminder.level_since);
  put(rows, reminder.next_on);
  put(rows, reminder.closed_on);
  rows.text(reminder.role);
  rows.text(reminder.addressee);
  rows.text(finding.sentence);
}

std::optional<std::chrono::year_month_day> optional_day(const pqxx::field& text) {
  if (text.is_null()) return std::nullopt;
  return day_of(text.c_str());
}

Result<RegisteredReminder> reminder_of(const pqxx::row& row) {
  TERMWISE_TRY(const LaCode la, la_code_of(row[1]));
  RegisteredReminder registered{.id = row[0].as<std::int64_t>(),
                                .la = la,
                                .year = row[21].as<std::string>(),
                                .named = {},
                                .state = row[9].as<std::string>(),
                                .ended_on = optional_day(row[15]),
                                .snoozed_until = optional_day(row[16]),
                                .run = RunId{row[20].as<std::int64_t>()}};
  school::Reminder& reminder = registered.named.reminder;
  reminder.finding.rule = row[2].as<std::string>();
  reminder.finding.subject_kind = static_cast<school::SubjectKind>(row[3].as<int>());
  reminder.finding.subject = row[4].as<std::int64_t>();
  reminder.person = row[5].as<std::string>();
  registered.named.subject_name = row[6].as<std::string>();
  reminder.item = row[7].as<std::string>();
  reminder.reference_date = day_of(row[8].c_str());
  reminder.finding.reason = row[10].as<std::string>();
  reminder.level = row[11].as<int>();
  reminder.raised_on = day_of(row[12].c_str());
  reminder.level_since = day_of(row[13].c_str());
  reminder.next_on = optional_day(row[14]);
  reminder.role = row[17].as<std::string>();
  reminder.addressee = row[18].as<std::string>();
  reminder.finding.sentence = row[19].as<std::string>();
  return registered;
}

Result<void> decide(Database& database, const char* statement, const ReminderDecision& decision) {
  return database.session().write([&](pqxx::transaction_base& transaction) -> Result<void> {
    const auto done =
        transaction.exec_params(statement, decision.id, text_of(decision.day), decision.author, decision.reason);
    if (!done.empty()) return {};
    return Error{ExitCode::data, fmt::format("No reminder {} is open. The open ones are listed by: termwise reminder "
                                             "list",
                                             decision.id)};
  });
}

}  // namespace

Result<void> write_reminders(Bulk& bulk, RunId run, const std::vector<NamedReminder>& reminders) {
  TERMWISE_CHECK(copy_each(
      bulk, sql::copy_reminders, kReminderFields, reminders,
      [&](CopyRows& rows, std::int64_t ordinal, const NamedReminder& named) { put(rows, run, ordinal, named); }));
  TERMWISE_CHECK(copy_each(bulk, sql::copy_reminder_predicates, kPredicateFields, reminders,
                           [&](CopyRows& rows, std::int64_t ordinal, const NamedReminder& named) {
                             put_predicates(rows, run, ordinal, named.reminder.finding.predicates);
                           }));
  TERMWISE_CHECK(bulk.row(sql::lock_reminders, {std::to_string(run.value)}));
  TERMWISE_CHECK(bulk.row(sql::merge_reminders, {std::to_string(run.value)}));
  return {};
}

Result<std::vector<RegisteredReminder>> list_reminders(Reader& reader, const ReminderFilter& filter) {
  return reader.session().read([&](pqxx::transaction_base& transaction) -> Result<std::vector<RegisteredReminder>> {
    const auto la = filter.la ? std::optional(filter.la->text()) : std::nullopt;
    const auto id = filter.id ? std::optional(std::to_string(*filter.id)) : std::nullopt;
    std::vector<RegisteredReminder> reminders;
    for (const auto& row : transaction.exec_params(sql::list_reminders, or_null(la), or_null(filter.rule),
                                                   or_null(filter.role), or_null(id), filter.ended)) {
      TERMWISE_TRY(RegisteredReminder reminder, reminder_of(row));
      reminders.push_back(std::move(reminder));
    }
    return reminders;
  });
}

Result<ReminderNews> reminder_news(Reader& reader, const LaCode& la, std::int64_t after,
                                   std::chrono::year_month_day told_on, std::chrono::year_month_day today) {
  return reader.session().read([&](pqxx::transaction_base& transaction) -> Result<ReminderNews> {
    ReminderNews all;
    const auto standing = transaction.exec_params(sql::reminders_open, la.text(), text_of(today))[0];
    all.open = standing[0].as<std::int64_t>();
    all.last_event = standing[1].as<std::int64_t>();
    for (const auto& row :
         transaction.exec_params(sql::reminder_news, la.text(), after, text_of(today), text_of(told_on))) {
      TERMWISE_TRY(RegisteredReminder reminder, reminder_of(row));
      all.news.push_back({std::move(reminder), row[22].as<std::string>()});
    }
    return all;
  });
}

Result<std::vector<school::Predicate>> reminder_evidence(Reader& reader, std::int64_t id) {
  return reader.session().read([&](pqxx::transaction_base& transaction) -> Result<std::vector<school::Predicate>> {
    std::vector<school::Predicate> predicates;
    for (const auto& row : transaction.exec_params(sql::reminder_evidence, id)) {
      TERMWISE_TRY(school::Predicate predicate, predicate_of(row));
      predicates.push_back(std::move(predicate));
    }
    return predicates;
  });
}

Result<std::vector<ReminderEvent>> reminder_events(Reader& reader, std::int64_t id) {
  return reader.session().read([&](pqxx::transaction_base& transaction) -> Result<std::vector<ReminderEvent>> {
    std::vector<ReminderEvent> events;
    for (const auto& row : transaction.exec_params(sql::reminder_events, id))
      events.push_back({.at = time_of(row[0]),
                        .kind = row[1].as<std::string>(),
                        .level = row[2].as<int>(),
                        .run = row[3].is_null() ? std::nullopt : std::optional(RunId{row[3].as<std::int64_t>()}),
                        .author = row[4].as<std::string>(),
                        .reason = row[5].as<std::string>(),
                        .until = optional_day(row[6])});
    return events;
  });
}

Result<void> snooze_reminder(Database& database, const ReminderDecision& decision) {
  return decide(database, sql::snooze_reminder, decision);
}

Result<void> waive_reminder(Database& database, const ReminderDecision& decision) {
  return decide(database, sql::waive_reminder, decision);
}

}  // namespace termwise::store
