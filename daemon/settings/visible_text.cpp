#include "settings/visible_text.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

#include <fmt/format.h>

namespace termwise::settings {
namespace {

using Range = std::pair<std::uint32_t, std::uint32_t>;

// C0 and C1 controls, then what Unicode calls format characters: soft hyphen, marks of direction, joiners.
constexpr std::array<Range, 9> kHidden{{{0x00, 0x1F},
                                        {0x7F, 0x9F},
                                        {0xAD, 0xAD},
                                        {0x61C, 0x61C},
                                        {0x180E, 0x180E},
                                        {0x200B, 0x200F},
                                        {0x2028, 0x202E},
                                        {0x2060, 0x206F},
                                        {0xFEFF, 0xFEFF}}};

bool is_hidden(std::uint32_t character) {
  return std::any_of(kHidden.begin(), kHidden.end(),
                     [&](const Range& range) { return range.first <= character && character <= range.second; });
}

}  // namespace

std::optional<std::string> hidden_character(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    const auto lead = static_cast<unsigned char>(text[at]);
    const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    std::uint32_t character = length == 1 ? lead : lead & (0x7Fu >> length);
    for (std::size_t i = 1; i < length && at + i < text.size(); ++i)
      character = character << 6 | (static_cast<unsigned char>(text[at + i]) & 0x3Fu);
    if (is_hidden(character)) return fmt::format("U+{:04X}", character);
    at += length;
  }
  return std::nullopt;
}

}  // namespace termwise::settings
