// A limit of config/quality.toml that the reading of other files rests on (store/queries/compared.sql).
#pragma once

#include <cstddef>

namespace termwise::settings {

inline constexpr std::size_t kMaximumComparedMeasures = 32;  // of one dataset, in [[change]] and [[agree]] together

}  // namespace termwise::settings
