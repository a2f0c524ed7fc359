// The plan of one run: from the registers to a problem, and from its solution to what each school is told.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string_view>
#include <vector>

#include <termwise/plugin.hpp>

#include "deployment/pairing.h"
#include "deployment/settings.h"
#include "optimum/problem.h"
#include "registers/advisers.h"

namespace termwise::west_sussex {

// Why a school is not part of the plan.
enum class Outside { closed, has_sip, other_phase, phase_unknown, not_registered };

struct Plan {
  Settings settings;
  Span span;
  Advisers advisers;                                  // of the year's register
  std::vector<Candidate> candidates = {};             // by reference
  std::vector<Wanted> wanted = {};                    // the schools that are planned, by URN
  std::map<std::int64_t, std::size_t> place = {};     // of each of them among these
  std::map<std::int64_t, Outside> outside = {};       // the others
  std::map<std::int64_t, std::string_view> has = {};  // the SIP of a school that has one and is not planned anew
  Solution solution = {};                             // of the schools for whom anybody may be proposed
  std::vector<std::size_t> chosen = {};               // of each wanted school a candidate, or kUnserved
  std::vector<std::int64_t> planned_days = {};        // of each candidate
  std::vector<bool> allowed = {};                     // of each wanted school, whether anybody may be proposed for it
  std::int64_t days_wanted = 0;                       // by those for which somebody may

  std::int64_t days_offered() const;  // by the candidates that may be proposed at all
};

// Throws a Failure where the plan is beyond the solver's limits or memory.
Plan make_plan(const Facts& facts);

}  // namespace termwise::west_sussex
