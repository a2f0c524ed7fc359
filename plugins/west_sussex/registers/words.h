// Words that people wrote into a register, compared as people would.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace termwise::west_sussex {

// In small letters, with single blanks between words and none around them.
std::string plain(std::string_view text);

// The parts between commas and semicolons, each plain and none empty.
std::vector<std::string> listed(std::string_view text);

}  // namespace termwise::west_sussex
