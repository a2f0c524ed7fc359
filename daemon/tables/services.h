// Lines of a catalogue of services as schools have ordered them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <termwise/decimal.hpp>

#include "store/runs.h"

namespace termwise::tables {

struct ServiceLine {
  std::string service;
  std::int64_t schools = 0;
  std::optional<Decimal> price;   // pounds a school and year
  std::optional<Decimal> amount;  // pounds
};

// The full service, as the rule that serves `service-order` finds who has it: for schools that the Authority maintains, for others,
// and for those of which nobody says which. Empty where the rule has not run.
std::vector<ServiceLine> full_service_lines(const std::vector<store::StoredFinding>& findings);

// "£2,650" as a number of pounds; empty for anything else.
std::optional<Decimal> pounds_of(std::string_view words);

}  // namespace termwise::tables
