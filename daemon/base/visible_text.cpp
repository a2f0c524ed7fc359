#include "base/visible_text.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

#include <fmt/format.h>

#include "base/text.h"

namespace termwise {
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

// The character that begins at `at`, which moves to the next.
std::uint32_t take(std::string_view text, std::size_t& at) {
  const auto lead = static_cast<unsigned char>(text[at]);
  const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  std::uint32_t character = length == 1 ? lead : lead & (0x7Fu >> length);
  for (std::size_t i = 1; i < length && at + i < text.size(); ++i)
    character = character << 6 | (static_cast<unsigned char>(text[at + i]) & 0x3Fu);
  at += length;
  return character;
}

}  // namespace

std::optional<std::string> hidden_character(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size())
    if (const std::uint32_t character = take(text, at); is_hidden(character)) return fmt::format("U+{:04X}", character);
  return std::nullopt;
}

std::string without_hidden_characters(std::string_view text) {
  std::string visible;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t begin = at;
    if (!is_hidden(take(text, at))) visible += text.substr(begin, at - begin);
  }
  return std::string(trim(visible));
}

std::string on_one_line(std::string_view text) {
  constexpr std::string_view kBreaks = "\t\n\v\f\r";
  std::string line;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t end = std::min(text.find_first_of(kBreaks, at), text.size());
    line += text.substr(at, end - at);
    at = std::min(text.find_first_not_of(kBreaks, end), text.size());
    if (end < at) line += ' ';
  }
  return std::string(trim(line));
}

}  // namespace termwise
