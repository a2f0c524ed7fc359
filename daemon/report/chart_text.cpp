#include "report/chart_text.h"

#include <algorithm>
#include <cstdint>

#include "base/text.h"

namespace termwise::report {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
constexpr std::string_view kEllipsis = "\xE2\x80\xA6";

// The length of the character that `text` starts with; 0 where its bytes are no UTF-8.
std::size_t character_length(std::string_view text) {
  for (std::size_t length = 1; length <= 4 && length <= text.size(); ++length)
    if (is_utf8(text.substr(0, length))) return length;
  return 0;
}

std::uint32_t code_point(std::string_view character) {
  const auto first = static_cast<std::uint8_t>(character[0]);
  std::uint32_t code = character.size() == 1 ? first : first & (0x7FU >> character.size());
  for (const char byte : character.substr(1)) code = (code << 6U) | (static_cast<std::uint8_t>(byte) & 0x3FU);
  return code;
}

bool within(std::uint32_t code, std::uint32_t low, std::uint32_t high) { return code >= low && code <= high; }

bool is_white_space(std::uint32_t code) {
  return within(code, '\t', '\r') || code == 0x85 || within(code, 0x2028, 0x2029);
}

// Controls, changes of direction (which would reach past their own label), the byte-order mark, and what XML forbids.
bool is_unfit(std::uint32_t code) {
  return code < 0x20 || within(code, 0x7F, 0x9F) || within(code, 0x200E, 0x200F) || code == 0x061C ||
         within(code, 0x202A, 0x202E) || within(code, 0x2066, 0x2069) || code == 0xFEFF || (code & 0xFFFEU) == 0xFFFE;
}

}  // namespace

std::string plain_line(std::string_view text, std::size_t limit) {
  std::string line;
  std::size_t characters = 0;
  std::size_t last = 0;  // where the last character that was taken begins
  while (!text.empty()) {
    if (characters == limit) return line.replace(last, std::string::npos, kEllipsis);
    const std::size_t length = character_length(text);
    const std::uint32_t code = length == 0 ? 0 : code_point(text.substr(0, length));
    last = line.size();
    if (is_white_space(code))
      line += ' ';
    else if (is_unfit(code))
      line += kReplacement;
    else
      line += text.substr(0, length);
    text.remove_prefix(std::max<std::size_t>(length, 1));
    ++characters;
  }
  return line;
}

std::string xml_text(std::string_view text, std::size_t limit) {
  std::string escaped;
  for (const char c : plain_line(text, limit)) {
    switch (c) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      case '\'':
        escaped += "&#39;";
        break;
      default:
        escaped += c;
    }
  }
  return escaped;
}

}  // namespace termwise::report
