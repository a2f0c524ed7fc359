#include "school/reminder.h"

#include <tuple>

#include <fmt/format.h>

namespace termwise::school {
namespace {

std::string day_text(const std::optional<std::chrono::year_month_day>& day) {
  if (!day) return "none";
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day->year()), static_cast<unsigned>(day->month()),
                     static_cast<unsigned>(day->day()));
}

// Every text is preceded by its length, as in the findings' own.
std::string canonical_bytes(const Reminder& reminder) {
  std::string bytes = canonical_bytes(reminder.finding);
  for (const std::string& text :
       {reminder.person, reminder.item, day_text(reminder.reference_date), day_text(reminder.raised_on),
        fmt::format("{}", reminder.level), day_text(reminder.level_since), day_text(reminder.next_on),
        day_text(reminder.closed_on), reminder.role, reminder.addressee})
    bytes += fmt::format("{}:{}\n", text.size(), text);
  return bytes;
}

}  // namespace

bool ordered_before(const Reminder& a, const Reminder& b) {
  const auto key = [](const Reminder& reminder) {
    return std::tie(reminder.finding.rule, reminder.finding.subject_kind, reminder.finding.subject, reminder.person,
                    reminder.item, reminder.reference_date);
  };
  return key(a) < key(b);
}

Sha256 findings_sha256(const std::vector<Finding>& findings, const std::vector<Reminder>& reminders) {
  Sha256Stream stream;
  for (const auto& finding : findings) stream.update(canonical_bytes(finding));
  for (const auto& reminder : reminders) stream.update(canonical_bytes(reminder));
  return stream.finish();
}

}  // namespace termwise::school
