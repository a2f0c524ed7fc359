// A better plan where the search over all advisers ended before it found the best: a few advisers at a time share out anew, as
// well as can be, what they have between them and what nobody has. It proves nothing, and it is quick.
#pragma once

#include <cstdint>
#include <vector>

#include "optimum/integer_program.h"

namespace termwise::west_sussex {

// Changes `counts`, a plan of the program, for better ones, until it has `enough` or nothing more comes of it. What it has done
// is taken off the effort's work.
void improve(const Program& program, std::int64_t enough, std::vector<std::int64_t>& counts, Effort& effort);

// What the plan counts for.
std::int64_t value_of(const Program& program, const std::vector<std::int64_t>& counts);

}  // namespace termwise::west_sussex
