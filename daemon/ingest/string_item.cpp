#include "ingest/string_item.h"

#include <charconv>
#include <cstdint>
#include <optional>

namespace termwise::ingest {
namespace {

constexpr std::size_t kEscapeBytes = 7;  // _xHHHH_

// The character that "_xHHHH_" at the start of the text stands for. Half a pair of surrogates is none.
std::optional<std::uint32_t> escaped(std::string_view text) {
  if (text.size() < kEscapeBytes || text.substr(0, 2) != "_x" || text[kEscapeBytes - 1] != '_') return std::nullopt;
  std::uint32_t character = 0;
  const char* const end = text.data() + kEscapeBytes - 1;
  const auto read = std::from_chars(text.data() + 2, end, character, 16);
  if (read.ec != std::errc() || read.ptr != end || (character >= 0xD800 && character <= 0xDFFF)) return std::nullopt;
  return character;
}

void append_utf8(std::uint32_t character, std::string& out) {
  const auto byte = [&](std::uint32_t value) { out += static_cast<char>(value); };
  if (character < 0x80) return byte(character);
  if (character < 0x800) {
    byte(0xC0 | character >> 6);
  } else {
    byte(0xE0 | character >> 12);
    byte(0x80 | (character >> 6 & 0x3F));
  }
  byte(0x80 | (character & 0x3F));
}

std::string without_escapes(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t next = text.find('_');
    out += text.substr(0, next);
    if (next == std::string_view::npos) break;
    text.remove_prefix(next);
    const auto character = escaped(text);
    if (character)
      append_utf8(*character, out);
    else
      out += '_';
    text.remove_prefix(character ? kEscapeBytes : 1);
  }
  return out;
}

}  // namespace

void StringItem::clear() { *this = StringItem(); }

void StringItem::start(std::string_view name) {
  if (name == "rPh") in_phonetic_ = true;
  in_text_ = name == "t" && !in_phonetic_;
}

void StringItem::end(std::string_view name) {
  if (name == "rPh") in_phonetic_ = false;
  in_text_ = false;
}

void StringItem::text(std::string_view text) {
  if (in_text_) value_ += text;
}

std::string one_line(std::string_view text) {
  std::string out = without_escapes(text);
  std::size_t kept = 0;
  char before = '\0';
  for (const char c : out) {
    const bool rest_of_line_end = c == '\n' && before == '\r';
    before = c;
    if (!rest_of_line_end) out[kept++] = static_cast<std::uint8_t>(c) >= 0x20 || c == '\t' ? c : ' ';
  }
  out.resize(kept);
  return out;
}

}  // namespace termwise::ingest
