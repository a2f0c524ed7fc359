#include "ingest/encoding.h"

#include <array>
#include <cstring>

namespace termwise::ingest {
namespace {

// What cp1252 has at 0x80 to 0x9F (Unicode's CP1252.TXT); 0 where it has nothing. From 0xA0 on it is Latin-1.
constexpr std::array<std::uint16_t, 32> kCp1252{0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                                0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
                                                0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                                0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};
constexpr std::uint32_t kReplacement = 0xFFFD;

bool defined_in_cp1252(std::uint8_t byte) { return byte < 0x80 || byte > 0x9F || kCp1252[byte - 0x80u] != 0; }

std::uint32_t cp1252_character(std::uint8_t byte) {
  if (byte < 0x80 || byte > 0x9F) return byte;
  const std::uint32_t character = kCp1252[byte - 0x80u];
  return character == 0 ? kReplacement : character;
}

// How many bytes from `from` are ASCII for certain: a multiple of eight.
std::size_t ascii_run(std::string_view bytes, std::size_t from) {
  std::size_t end = from;
  while (bytes.size() - end >= sizeof(std::uint64_t)) {
    std::uint64_t word;
    std::memcpy(&word, bytes.data() + end, sizeof word);
    if ((word & 0x8080808080808080) != 0) break;
    end += sizeof word;
  }
  return end - from;
}

}  // namespace

bool EncodingCheck::continues_utf8(std::uint8_t byte) {
  if (wanted_ > 0) {
    if (byte < lowest_ || byte > highest_) return false;
    lowest_ = 0x80;
    highest_ = 0xBF;
    --wanted_;
    return true;
  }
  if (byte < 0x80) return true;
  if (byte < 0xC2 || byte > 0xF4) return false;
  wanted_ = byte < 0xE0 ? 1 : (byte < 0xF0 ? 2 : 3);
  // No overlong forms, no surrogates, nothing beyond U+10FFFF (RFC 3629).
  if (byte == 0xE0) lowest_ = 0xA0;
  if (byte == 0xED) highest_ = 0x9F;
  if (byte == 0xF0) lowest_ = 0x90;
  if (byte == 0xF4) highest_ = 0x8F;
  return true;
}

EncodingCheck::Found EncodingCheck::update(std::string_view piece) {
  Found found;
  for (std::size_t i = 0; i < piece.size() && (valid_utf8_ || valid_cp1252_); ++i) {
    if (wanted_ == 0 || !valid_utf8_) i += ascii_run(piece, i);
    if (i == piece.size()) break;
    const auto byte = static_cast<std::uint8_t>(piece[i]);
    if (valid_utf8_ && !continues_utf8(byte)) {
      valid_utf8_ = false;
      found.not_utf8 = i;
    }
    if (valid_cp1252_ && !defined_in_cp1252(byte)) {
      valid_cp1252_ = false;
      found.not_cp1252 = i;
    }
  }
  return found;
}

void cp1252_to_utf8(std::string_view bytes, std::string& out) {
  out.clear();
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const std::size_t run = ascii_run(bytes, i);
    out += bytes.substr(i, run);
    i += run;
    if (i == bytes.size()) break;
    const std::uint32_t character = cp1252_character(static_cast<std::uint8_t>(bytes[i]));
    if (character < 0x80) {
      out += static_cast<char>(character);
    } else if (character < 0x800) {
      out += static_cast<char>(0xC0 | (character >> 6));
      out += static_cast<char>(0x80 | (character & 0x3F));
    } else {
      out += static_cast<char>(0xE0 | (character >> 12));
      out += static_cast<char>(0x80 | ((character >> 6) & 0x3F));
      out += static_cast<char>(0x80 | (character & 0x3F));
    }
  }
}

std::string_view cut_text(std::string_view text, std::size_t limit) {
  if (text.size() <= limit) return text;
  while (limit > 0 && (static_cast<std::uint8_t>(text[limit]) & 0xC0) == 0x80) --limit;
  return text.substr(0, limit);
}

}  // namespace termwise::ingest
