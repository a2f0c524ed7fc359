// A school's time on the register of concerns by one rule. Its category is the rule's outcome, or what a person set instead.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "base/ids.h"

namespace termwise::school {

enum class ConcernStage {
  provisional,  // only provisional figures say so: it is not on the register yet
  entered,
  leaving,  // the latest run counts towards leaving
  left
};

struct Concern {
  std::int64_t id = 0;
  LaCode la;
  std::string rule;
  std::int64_t subject = 0;  // a URN
  std::string subject_name;
  ConcernStage stage = ConcernStage::entered;
  std::string category;  // the latest outcome that listed it
  int year = 0;          // the summer of that
  RunId run;             // the latest that judged it
  std::chrono::year_month_day judged_on;
  std::optional<std::chrono::year_month_day> entered_on;
  int negative_terms = 0;  // in a row, up to now
  std::optional<std::string> signed_category;
  std::optional<std::string> override_category;
  std::optional<std::chrono::year_month_day> override_until;
  std::optional<std::string> override_reason;  // of the latest override
  std::optional<std::chrono::year_month_day> left_on;
  bool let_go = false;   // a person decided that it leaves
  std::string sentence;  // of the run's finding; empty where it has none of that rule

  bool on_register() const { return stage == ConcernStage::entered || stage == ConcernStage::leaving; }
  bool overridden_on(std::chrono::year_month_day day) const;
  // The one that counts on that day.
  const std::string& category_on(std::chrono::year_month_day day) const;
  // Whether people outside the team may be told of it.
  bool signed_off_on(std::chrono::year_month_day day) const;
};

std::string_view name(ConcernStage stage);  // "entered"
std::optional<ConcernStage> concern_stage_named(std::string_view name);

}  // namespace termwise::school
