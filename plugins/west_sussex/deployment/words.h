// The parts of the sentences about a plan.
#pragma once

#include <string>

#include <termwise/plugin.hpp>

#include "deployment/plan.h"

namespace termwise::west_sussex {

// "40 of 100 points: 30 for locality and 10 for availability, and none for continuity or expertise"
std::string points_in_words(const Criteria& criteria, const Settings& settings);

// Who was the SIP before and, where it is not the same, why that cannot go on: "Kim Fiction, whose accreditation is not active".
std::string before_in_words(const Plan& plan, const Wanted& wanted);

// A sentence of its own about the next best SIP for a school that has one proposed.
std::string runner_up(const Plan& plan, std::size_t wanted);

// A sentence of its own about the plan as a whole, and how good it is proven to be.
std::string whole_plan(const Plan& plan);

// Why nobody may be proposed for a school.
std::string nobody(const Plan& plan, const Wanted& wanted, const Facts& facts);

// Why a school for which somebody may be proposed goes without.
std::string shortfall(const Plan& plan, const Wanted& wanted);

}  // namespace termwise::west_sussex
