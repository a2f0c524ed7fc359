// Whether a published joint percentage can be true beside its parts: of the pupils who reach the standard in all of
// several subjects, none is missing in one of them. All are shares of the same pupils, each rounded at its own last
// decimal, by half a unit at most, halves up; so each stands for an interval, and only what no point of the intervals
// allows is impossible.
#pragma once

#include <vector>

#include <termwise/decimal.hpp>

namespace termwise::ingest {

// At most this part.
bool may_be_within(const Decimal& joint, const Decimal& part);

// At least what the parts leave: their sum less 100 for each but one. `parts` are at most 10.
bool may_be_left_by(const std::vector<Decimal>& parts, const Decimal& joint);

}  // namespace termwise::ingest
