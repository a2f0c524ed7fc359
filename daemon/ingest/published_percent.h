// What a published percentage may have been before it was rounded, and whether it can be a count of the published pupils.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include <termwise/decimal.hpp>

namespace termwise::ingest {

// Whether k of the pupils, for some whole k from none to all, is published as `percent`: DfE rounds halves
// up, so k of n is floor(100k/n + 1/2), likewise at the decimals that `percent` has. `pupils` must be above
// 0. False outside 0 to 100.
bool some_count_fits(const Decimal& percent, std::int64_t pupils);

// A percentage with the decimals that its cell has ("57%" has none, whatever its measure may have), which is how finely it
// was rounded. Empty outside 0 to 100, and for anything that is not a percentage.
std::optional<Decimal> percentage_as_written(std::string_view cell);

}  // namespace termwise::ingest
