// Work of many like pieces, on all processors: each thread has a database connection of its own that cannot write.
#pragma once

#include <cstddef>
#include <functional>
#include <string>

#include "base/result.h"
#include "store/database.h"

namespace termwise::jobs {

inline constexpr std::size_t kMostThreads = 8;  // each holds a connection and a plugin's process

// Called after each piece, never by two threads at the same time.
using Progress = std::function<void(std::size_t done, std::size_t of)>;

// Does the pieces 0 to `count` - 1, in about that order, several at the same time. The first error, by the piece's
// number, is the result; pieces that were not begun by then are left.
Result<void> spread(const std::string& url, std::size_t count, const Progress& progress,
                    const std::function<Result<void>(store::Reader& reader, std::size_t piece)>& work);

}  // namespace termwise::jobs
