// The register of reminders in words: what is open and with whom, and all that is known of one.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "report/explanation.h"
#include "report/wording.h"
#include "school/reminder.h"

namespace termwise::report {

struct ReminderRow {
  std::int64_t id = 0;
  std::string la;  // "926"
  std::string year;
  school::Reminder reminder;
  std::string subject_name;
  std::string state;  // "open", "done", "withdrawn", "waived"
  std::optional<std::chrono::year_month_day> ended_on;
  std::optional<std::chrono::year_month_day> snoozed_until;
  std::int64_t run = 0;
};

// Whom it is about: "Oak Primary (URN 900001)", "Jo Field (A17)", "LA 926"; with the item behind a comma.
std::string subject_in_words(const ReminderRow& row);
// "level 2 with sip (A17) since 23 February 2012; goes further on 27 February 2012"; where it is over, how and when.
std::string whereabouts(const ReminderRow& row);

struct ReminderEventRow {
  std::chrono::system_clock::time_point at;
  std::string kind;
  int level = 1;
  std::int64_t run = 0;  // 0: a person did it
  std::string author;
  std::string reason;
  std::optional<std::chrono::year_month_day> until;
};

// Three lines for each: its number and state, the sentence, and with whom it is.
std::string reminders_text(const std::vector<ReminderRow>& rows);
// A top-level array. Field names are a contract.
std::string reminders_json(const std::vector<ReminderRow>& rows);

// One of them with its evidence and its history.
struct ReminderStory {
  ReminderRow row;
  std::vector<std::optional<RawCell>> cells;  // beside the predicates of its finding
  std::vector<ReminderEventRow> events;
};
std::string reminder_text(const ReminderStory& story, const Vocabulary& vocabulary);
std::string reminder_json(const ReminderStory& story);

}  // namespace termwise::report
