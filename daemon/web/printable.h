// Which text may be shown or kept as it stands, and how the rest is written in a log.
#pragma once

#include <string>
#include <string_view>

namespace termwise::web {

// Whether well-formed UTF-8 has a control character: below U+0020, or U+007F to U+009F.
bool has_control(std::string_view utf8);

// Well-formed UTF-8 without control characters, line separators, and marks that change the direction of the text around
// them.
bool is_printable(std::string_view text);

// For a place between quotation marks in a log line: quotation marks, backslashes and what cannot be seen as \xNN.
std::string escaped(std::string_view text);

}  // namespace termwise::web
