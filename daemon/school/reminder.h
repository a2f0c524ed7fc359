// A reminder: that somebody is to do something, from a day on, until it is done. The daemon's own copy of what a plugin
// emitted.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "school/finding.h"

namespace termwise::school {

struct Reminder {
  Finding finding;     // whom it is about, by which rule, the sentence and its evidence
  std::string person;  // of an adviser: the LA's reference of them
  std::string item;    // what of the subject's it is about: "V2"; may be empty
  std::chrono::year_month_day reference_date;
  std::chrono::year_month_day raised_on;
  int level = 1;  // 1: with whom it is for first; 2 and 3: after it was escalated
  std::chrono::year_month_day level_since;
  std::optional<std::chrono::year_month_day> next_on;    // when it will be escalated
  std::optional<std::chrono::year_month_day> closed_on;  // none: it is open
  std::string role;                                      // with whom it is
  std::string addressee;                                 // the LA's reference of that adviser, where it is known
  bool operator==(const Reminder&) const = default;
};

// Reminders are kept in the order of what names them: (rule, subject, person, item, reference date).
bool ordered_before(const Reminder& a, const Reminder& b);

// SHA-256 of the canonical bytes of all findings, then of all reminders, each in order. Without reminders it is that of the
// findings.
Sha256 findings_sha256(const std::vector<Finding>& findings, const std::vector<Reminder>& reminders);

}  // namespace termwise::school
