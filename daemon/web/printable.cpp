#include "web/printable.h"

#include <fmt/format.h>

#include "base/text.h"

namespace termwise::web {

bool has_control(std::string_view utf8) {
  for (std::size_t i = 0; i < utf8.size(); ++i) {
    const auto byte = static_cast<unsigned char>(utf8[i]);
    if (byte < 0x20 || byte == 0x7F) return true;
    if (byte == 0xC2 && static_cast<unsigned char>(utf8[i + 1]) < 0xA0) return true;  // U+0080 to U+009F
  }
  return false;
}

bool is_printable(std::string_view text) {
  if (!is_utf8(text) || has_control(text)) return false;
  // U+061C, U+200E, U+200F, U+2028 to U+202E, U+2066 to U+2069.
  for (const std::string_view mark :
       {"\xD8\x9C", "\xE2\x80\x8E", "\xE2\x80\x8F", "\xE2\x80\xA8", "\xE2\x80\xA9", "\xE2\x80\xAA", "\xE2\x80\xAB",
        "\xE2\x80\xAC", "\xE2\x80\xAD", "\xE2\x80\xAE", "\xE2\x81\xA6", "\xE2\x81\xA7", "\xE2\x81\xA8", "\xE2\x81\xA9"})
    if (text.find(mark) != std::string_view::npos) return false;
  return true;
}

std::string escaped(std::string_view text) {
  const bool keep_utf8 = is_printable(text);
  std::string shown;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7F || (byte >= 0x80 && !keep_utf8) || c == '"' || c == '\'' || c == '\\')
      shown += fmt::format("\\x{:02X}", byte);
    else
      shown += c;
  }
  return shown;
}

}  // namespace termwise::web
