// One SIP for one school: whether the pairing is allowed, and what it counts for.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <termwise/plugin.hpp>

#include "deployment/settings.h"
#include "registers/advisers.h"
#include "registers/phase.h"

namespace termwise::west_sussex {

// Why a SIP may not be proposed for a school, as far as it is the SIP's own matter or that of both.
enum class Bar {
  none,
  accreditation,       // not active
  contract,            // does not cover the year
  no_days,             // not on record, or none for schools
  own_school_unknown,  // a serving head whose school is not on record
  own_school,
  disputed,
  expertise,  // demanded for this school, and not there
  too_few_days
};

// A SIP of the year's register, and what can be planned with.
struct Candidate {
  Adviser adviser;
  Bar bar = Bar::none;        // for every school
  std::int64_t capacity = 0;  // tenths of days for the schools of the plan
  std::vector<std::string> expertise = {};
};

// What a school brings to the plan.
struct Wanted {
  School school;
  std::int64_t days = 0;  // tenths
  Level level = Level::standard;
  std::string level_word = {};    // as the register has it, plain
  bool level_is_unknown = false;  // a word that is none of the plan's
  Phase phase = Phase::unknown;
  std::string_view cluster = {};                // as written; empty where it is not on record
  std::string_view before = {};                 // the SIP that it has, or had last; empty where there was none
  std::vector<std::string_view> disputed = {};  // SIPs with whom it is in dispute
};

// Which criteria hold.
struct Criteria {
  bool continuity = false;
  bool locality = false;
  bool expertise = false;
  bool availability = false;

  std::int64_t points(const Settings& settings) const;
};

// The days of the year that a contract has to cover: from its first day, or from today where that is later, to 31 July.
struct Span {
  Day first;
  Day last;
};
Span span_of(const Facts& facts);

Candidate candidate_of(const Adviser& adviser, const Settings& settings, const Span& span, std::int64_t days_in_use);
Bar bar_between(const Candidate& candidate, const Wanted& wanted, const Settings& settings);
Criteria criteria_of(const Candidate& candidate, const Wanted& wanted);

}  // namespace termwise::west_sussex
