// The register of reminders: as runs gave them, as they stand, and what people did about them.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "school/reminder.h"
#include "store/database.h"
#include "store/planning.h"

namespace termwise::store {

struct NamedReminder {
  school::Reminder reminder;
  std::string subject_name;  // in the run's snapshot
};

// A reminder as it stands. Its finding has no evidence; reminder_evidence() has.
struct RegisteredReminder {
  std::int64_t id = 0;
  LaCode la;
  std::string year;  // "2011/12"
  NamedReminder named;
  std::string state;  // "open", "done", "withdrawn", "waived"
  std::optional<std::chrono::year_month_day> ended_on;
  std::optional<std::chrono::year_month_day> snoozed_until;
  RunId run;  // the latest that gave it
};

struct ReminderFilter {
  std::optional<LaCode> la;
  std::optional<std::string> rule;
  std::optional<std::string> role;
  std::optional<std::int64_t> id;
  bool ended = false;  // with those that are not open any more
};

// By LA; the open ones first, the most escalated of them before, then those that stand longest.
Result<std::vector<RegisteredReminder>> list_reminders(Reader& reader, const ReminderFilter& filter);

Result<std::vector<school::Predicate>> reminder_evidence(Reader& reader, std::int64_t id);

// What became of an LA's reminders since somebody was last told.
struct ReminderNews {
  struct One {
    RegisteredReminder reminder;
    std::string kind;  // as in ReminderEvent; "open" where it slept until now
  };
  std::vector<One> news;        // the open ones first, the most escalated of them before
  std::int64_t open = 0;        // all that are open and do not sleep
  std::int64_t last_event = 0;  // up to which this reaches
};
// After that event; `told_on` is the day on which they were last told.
Result<ReminderNews> reminder_news(Reader& reader, const LaCode& la, std::int64_t after,
                                   std::chrono::year_month_day told_on, std::chrono::year_month_day today);

struct ReminderEvent {
  Instant at;
  std::string kind;  // "raised", "escalated", "done", "withdrawn", "reopened", "snoozed", "waived"
  int level = 1;
  std::optional<RunId> run;  // none: a person did it
  std::string author;
  std::string reason;
  std::optional<std::chrono::year_month_day> until;
};
Result<std::vector<ReminderEvent>> reminder_events(Reader& reader, std::int64_t id);  // in their order

// What a person decides of an open reminder, and why.
struct ReminderDecision {
  std::int64_t id = 0;
  std::chrono::year_month_day day;  // of a snooze: until then; of a waiver: today
  std::string author;
  std::string reason;
};
// Nobody is told of it before that day. Error (exit 65): no such reminder, or it is not open.
Result<void> snooze_reminder(Database& database, const ReminderDecision& decision);
// It is closed for good, whatever later runs give. Errors as above.
Result<void> waive_reminder(Database& database, const ReminderDecision& decision);

}  // namespace termwise::store
