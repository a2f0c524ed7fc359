// Text as it may stand in a chart: one line that no picture and no XML parser stumbles over, whatever was in the file
// or the configuration that it came from.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace termwise::report {

inline constexpr std::size_t kMaximumChartText = 300;  // characters of a title, a label or a reason; the rest is cut

// Well-formed UTF-8 in one line of at most `limit` characters, the last of them an ellipsis where text was cut. White
// space is a space; what a reader cannot see but a program obeys (controls, changes of direction) and bytes that are no
// UTF-8 are replacement characters. Letters written from right to left stay as they are.
std::string plain_line(std::string_view text, std::size_t limit = kMaximumChartText);

// plain_line with & < > " ' as entities: for XML text and quoted attributes.
std::string xml_text(std::string_view text, std::size_t limit = kMaximumChartText);

}  // namespace termwise::report
