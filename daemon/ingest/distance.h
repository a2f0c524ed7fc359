// How far apart two figures are, exactly, and how they are said.
#pragma once

#include <compare>
#include <optional>
#include <string>

#include <termwise/decimal.hpp>

namespace termwise::ingest {

// Not below 0; empty where 64 bits do not hold it.
std::optional<Decimal> distance(const Decimal& a, const Decimal& b);

// How `part` compares with `percent` per cent of `whole`, none of them below 0.
std::strong_ordering compare_with_percent(const Decimal& part, const Decimal& percent, const Decimal& whole);

// As a message says it: "14.5" of 14.50.
std::string plain(const Decimal& figure);

}  // namespace termwise::ingest
