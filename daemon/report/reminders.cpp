#include "report/reminders.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "report/finding_json.h"

namespace termwise::report {
namespace {

using Json = nlohmann::ordered_json;

std::string day_text(std::chrono::year_month_day day) {
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
                     static_cast<unsigned>(day.day()));
}

Json day_or_null(const std::optional<std::chrono::year_month_day>& day) { return day ? Json(day_text(*day)) : Json(); }

std::string row_text(const ReminderRow& row) {
  const auto& reminder = row.reminder;
  return fmt::format("{:>5}  {:<9} {}  {}\n       {}\n       {}\n", row.id, row.state, reminder.finding.rule,
                     subject_in_words(row), reminder.finding.sentence, sentence_case(whereabouts(row)) + ".");
}

Json row_json(const ReminderRow& row) {
  const auto& reminder = row.reminder;
  const auto& finding = reminder.finding;
  const bool of_school = finding.subject_kind == school::SubjectKind::school;
  return {{"reminder", row.id},
          {"la", row.la},
          {"year", row.year},
          {"rule", finding.rule},
          {"about", school::name(finding.subject_kind)},
          {"urn", of_school ? Json(finding.subject) : Json()},
          {"person", reminder.person.empty() ? Json() : Json(reminder.person)},
          {"name", row.subject_name},
          {"item", reminder.item},
          {"reference_date", day_text(reminder.reference_date)},
          {"state", row.state},
          {"reason", finding.reason},
          {"raised_on", day_text(reminder.raised_on)},
          {"level", reminder.level},
          {"level_since", day_text(reminder.level_since)},
          {"next_on", day_or_null(reminder.next_on)},
          {"ended_on", day_or_null(row.ended_on)},
          {"snoozed_until", day_or_null(row.snoozed_until)},
          {"role", reminder.role},
          {"addressee", reminder.addressee.empty() ? Json() : Json(reminder.addressee)},
          {"sentence", finding.sentence},
          {"run", row.run}};
}

std::string event_text(const ReminderEventRow& event) {
  std::string text = fmt::format("  {}: {}", long_minute(event.at), event.kind);
  if (event.kind == "escalated") text += fmt::format(" to level {}", event.level);
  if (event.until) text += fmt::format(" until {}", long_date(*event.until));
  if (event.run != 0) return fmt::format("{} by run {}\n", text, event.run);
  return fmt::format("{} by {}: {}\n", text, event.author, event.reason);
}

}  // namespace

std::string whereabouts(const ReminderRow& row) {
  const auto& reminder = row.reminder;
  std::string text = fmt::format("level {} with {}", reminder.level, reminder.role);
  if (!reminder.addressee.empty()) text += fmt::format(" ({})", reminder.addressee);
  text += fmt::format(" since {}", long_date(reminder.level_since));
  if (row.ended_on) return fmt::format("{}; {} on {}", text, row.state, long_date(*row.ended_on));
  if (reminder.next_on) text += fmt::format("; goes further on {}", long_date(*reminder.next_on));
  if (row.snoozed_until) text += fmt::format("; snoozed until {}", long_date(*row.snoozed_until));
  return text;
}

std::string subject_in_words(const ReminderRow& row) {
  const auto& finding = row.reminder.finding;
  const std::string item = row.reminder.item.empty() ? std::string() : ", " + row.reminder.item;
  if (finding.subject_kind == school::SubjectKind::la) return fmt::format("LA {}{}", row.la, item);
  if (finding.subject_kind == school::SubjectKind::adviser)
    return (row.subject_name.empty() ? row.reminder.person
                                     : fmt::format("{} ({})", row.subject_name, row.reminder.person)) +
           item;
  return fmt::format("{} (URN {}){}", row.subject_name.empty() ? "a school without a name" : row.subject_name,
                     finding.subject, item);
}

std::string reminders_text(const std::vector<ReminderRow>& rows) {
  std::string text;
  for (const auto& row : rows) text += row_text(row);
  return text;
}

std::string reminders_json(const std::vector<ReminderRow>& rows) {
  Json list = Json::array();
  for (const auto& row : rows) list.push_back(row_json(row));
  return list.dump(2) + "\n";
}

std::string reminder_text(const ReminderStory& story, const Vocabulary& vocabulary) {
  const auto& reminder = story.row.reminder;
  std::string text = row_text(story.row) + "\n";
  text += fmt::format("Reckoned from {}; raised on {}.\n", long_date(reminder.reference_date),
                      long_date(reminder.raised_on));
  if (!reminder.finding.reason.empty()) text += fmt::format("Closed as: {}.\n", code_in_words(reminder.finding.reason));
  if (!reminder.finding.notes.empty()) text += fmt::format("Notes: {}.\n", listed(reminder.finding.notes));
  const Comparisons comparisons =
      comparisons_text(reminder.finding.predicates, story.cells, reminder.finding.year, vocabulary);
  text += (comparisons.made.empty() ? "\n" : "\n" + comparisons.made) + "What became of it:\n";
  for (const auto& event : story.events) text += event_text(event);
  return text + comparisons.sources;
}

std::string reminder_json(const ReminderStory& story) {
  Json json = row_json(story.row);
  json["predicates"] = Json::array();
  for (std::size_t i = 0; i < story.cells.size(); ++i) {
    Json predicate = to_json(story.row.reminder.finding.predicates[i]);
    if (story.cells[i]) predicate["evidence"]["file_name"] = story.cells[i]->file_name;
    json["predicates"].push_back(std::move(predicate));
  }
  json["events"] = Json::array();
  for (const auto& event : story.events)
    json["events"].push_back({{"at", long_minute(event.at)},
                              {"kind", event.kind},
                              {"level", event.level},
                              {"run", event.run != 0 ? Json(event.run) : Json()},
                              {"author", event.author.empty() ? Json() : Json(event.author)},
                              {"reason", event.reason.empty() ? Json() : Json(event.reason)},
                              {"until", day_or_null(event.until)}});
  return json.dump(2) + "\n";
}

}  // namespace termwise::report
