#include "web/visible.h"

#include <fmt/format.h>

#include "base/text.h"

namespace termwise::web {
namespace {

// Bytes of the well-formed character at the start; 0 where there is none.
std::size_t character_at(std::string_view text) {
  constexpr std::size_t kLongestCharacter = 4;
  for (std::size_t length = 1; length <= kLongestCharacter && length <= text.size(); ++length)
    if (is_utf8(text.substr(0, length))) return length;
  return 0;
}

bool is_control(std::string_view character) {
  const auto byte = static_cast<unsigned char>(character.back());
  if (character.size() == 1) return (byte < 0x20 && byte != '\n' && byte != '\t') || byte == 0x7F;
  return character.size() == 2 && character[0] == '\xC2' && byte < 0xA0;  // U+0080 to U+009F
}

}  // namespace

std::string visible(std::string_view text) {
  std::string shown;
  shown.reserve(text.size());
  while (!text.empty()) {
    const std::size_t length = character_at(text);
    const std::string_view character = text.substr(0, length == 0 ? 1 : length);
    if (length != 0 && !is_control(character))
      shown += character;
    else
      for (const char c : character) shown += fmt::format("\\x{:02X}", static_cast<unsigned char>(c));
    text.remove_prefix(character.size());
  }
  return shown;
}

nlohmann::json visible(nlohmann::json view) {
  if (const auto* text = view.get_ptr<const std::string*>()) return visible(std::string_view(*text));
  if (view.is_structured())
    for (auto& element : view) element = visible(std::move(element));
  return view;
}

}  // namespace termwise::web
