// What the rules read of the LA's registers, and how a row is read. A row belongs to the academic year that its register says.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <termwise/plugin.hpp>

namespace termwise::reminders {

// With the year before, so that what is still to be done when a year ends is not forgotten.
inline const Items kVisits{
    "visit/1",
    {"term", "visit_type", "visit_status", "adviser", "booked_on", "visited_on", "governor_attendance", "VISIT_DAYS"},
    1};
inline const Items kDocuments{"visit_document/1", {"visit", "document", "requested_on", "received_on", "waived_on"}, 1};
inline const Items kRecords{"visit_record/1",
                            {"visit", "record_author", "submitted_on", "conformity", "conformity_on", "qa_signed_on",
                             "shared_with_head_on", "shared_with_chair_on", "shared_with_la_on", "actions_reviewed",
                             "progress_reviewed", "targets_agreed", "impact_evaluated"},
                            1};
inline const Items kForms{"feedback/1", {"visit", "feedback_from", "received_on", "waived_on"}, 1};
inline const Items kAssignments{
    "assignment/1", {"adviser", "assignment_status", "assigned_from", "assigned_to", "ASSIGNMENT_DAYS"}, 1};
inline const Items kAdvisers{
    "adviser/1",
    {"adviser_name", "adviser_type", "accreditation", "accredited_on", "data_trained_on", "htpm_trained_on",
     "appointed_on", "contract_to", "line_manager", "performance_manager", "mentor", "ADVISER_CONTRACT_DAYS"},
    1};
inline const Items kMilestones{"milestone/1", {"htpm_reviewed_on", "annual_report_on", "sef_section_3_on"}, 1};

// A word of a row; empty where there is none.
std::string_view word(const Item& item, std::string_view name);
// A day of a row; empty where there is none.
std::optional<Day> day(const Item& item, std::string_view name);
// Whether the register says of a column that it does not apply (NA), so that nobody waits for it.
bool does_not_apply(const Item& item, std::string_view name);

// Whether a row of a register that refers to visits is about this one.
bool is_about(const Item& row, const Item& visit);
// The row about a visit in a register that refers to visits; null where there is none.
const Item* row_of(const std::vector<Item>& rows, const Item& visit);

// The first row of an academic year; null where the register has none.
const Item* row_in(const std::vector<Item>& rows, int year);

// What several things together have come to: the latest day, once there is one for each of them.
class Completion {
 public:
  // One of them, done on that day; empty: it is still to be done. `name` is as a sentence says it.
  void add(std::string name, const std::optional<Day>& on) {
    if (!on)
      missing_.push_back(std::move(name));
    else if (!latest_ || *on > *latest_)
      latest_ = on;
  }
  // That one is done, and nobody has written down when.
  void add_undated() { undated_ = true; }
  // What is still to be done.
  const std::vector<std::string>& missing() const { return missing_; }
  // Empty where something is still to be done, or it is not known when all was.
  std::optional<Day> on() const { return missing_.empty() && !undated_ ? latest_ : std::nullopt; }

 private:
  std::vector<std::string> missing_;
  std::optional<Day> latest_;
  bool undated_ = false;
};

}  // namespace termwise::reminders
