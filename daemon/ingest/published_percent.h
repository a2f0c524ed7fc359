// Whether a published percentage can be a count of the published pupils.
#pragma once

#include <cstdint>

#include <termwise/decimal.hpp>

namespace termwise::ingest {

// Whether k of the pupils, for some whole k from none to all, is published as `percent`: DfE rounds halves
// up, so k of n is floor(100k/n + 1/2), likewise at the decimals that `percent` has. `pupils` must be above
// 0. False outside 0 to 100.
bool some_count_fits(const Decimal& percent, std::int64_t pupils);

}  // namespace termwise::ingest
