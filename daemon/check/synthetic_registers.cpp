#include "check/synthetic_registers.h"

#include <algorithm>
#include <vector>

namespace termwise::check {
namespace {

struct Column {
  std::string_view name;
  std::vector<std::string_view> words;
};

const std::vector<Column>& columns() {
  // A school has up to two items a year, and there are ten advisers: what refers to them says "1" or "2".
  static const std::vector<Column> all{
      {"visit", {"1", "2"}},
      {"inspection", {"1", "2"}},
      {"adviser", {"1", "2"}},
      {"record_author", {"1", "2"}},
      {"line_manager", {"1", "2"}},
      {"visit_type",
       {"data and targets", "self-evaluation", "improvement", "performance management", "pupil review", "monitoring"}},
      {"visit_status", {"planned", "booked", "held", "held", "cancelled"}},
      {"head_attendance", {"confirmed", "declined", "attended", "absent"}},
      {"governor_attendance", {"confirmed", "declined", "attended", "absent"}},
      {"proposed_by", {"LA", "school", "governors"}},
      {"document", {"SEF", "evidence", "proposed targets", "summary sheet", "pupil estimates", "RAISEonline"}},
      {"conformity", {"conforms", "fails", "waived"}},
      {"actions_reviewed", {"yes", "no"}},
      {"progress_reviewed", {"yes", "yes", "no"}},
      {"targets_agreed", {"yes", "yes", "no"}},
      {"impact_evaluated", {"yes", "yes", "no"}},
      {"support_and_challenge", {"balanced", "more support", "more challenge"}},
      {"differences_of_view", {"yes", "no"}},
      {"sef_tool", {"agreed tool", "other tool", "none"}},
      {"sef_quality", {"good", "sufficient", "insufficient"}},
      {"sef_aspect", {"overall effectiveness", "teaching", "behaviour", "leadership and management"}},
      {"sef_agreed", {"yes", "no"}},
      {"action_owner", {"head teacher", "governors", "school", "adviser"}},
      {"outcome", {"done", "partly done", "not done", "dropped"}},
      {"impact", {"strong", "some", "none", "too early to say"}},
      {"package_type",
       {"brokering", "validation of evidence", "intensive monitoring", "LA intervention", "LA intervention",
        "programme"}},
      {"request_answer", {"agreed", "declined"}},
      {"feedback_from", {"head teacher", "governors", "adviser"}},
      {"assignment_status", {"current", "current", "ended"}},
      {"accreditation", {"active", "suspended", "removed"}},
      {"key_issue", {"marking", "writing", "reading", "governance"}},
      {"flag_type", {"succession", "head teacher vacancy", "governance", "other"}},
      {"target", {"T1", "T2", "T3", "T4", "T5", "T6"}},
      {"pupil_group", {"all", "all", "FSM", "SEN"}}};
  return all;
}

const Column* find(std::string_view column) {
  const auto found =
      std::find_if(columns().begin(), columns().end(), [&](const Column& one) { return one.name == column; });
  return found == columns().end() ? nullptr : &*found;
}

}  // namespace

bool is_of_registers(std::string_view column) { return find(column) != nullptr; }

std::optional<std::string> register_word(std::string_view column, std::uint64_t drawn) {
  const Column* found = find(column);
  if (found == nullptr) return std::nullopt;
  return std::string(found->words[drawn % found->words.size()]);
}

}  // namespace termwise::check
