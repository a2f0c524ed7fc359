// Characters that nobody sees, in names that others wrote: they can make a line read as what it is not.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace termwise {

// The first control character, mark of direction, or character without width of a UTF-8 text, as "U+202E". None: every
// character shows.
std::optional<std::string> hidden_character(std::string_view text);

std::string without_hidden_characters(std::string_view text);

// The text with a space for each run of line ends and tabs, and none at its ends.
std::string on_one_line(std::string_view text);

}  // namespace termwise
