#include "report/transfer_encoding.h"

#include <cstdint>
#include <utility>

#include <fmt/format.h>

namespace termwise::report {
namespace {

constexpr std::size_t kLine = 76;

// Lines of quoted-printable, broken where they become too long.
class QuotedLines {
 public:
  void add(std::string_view character) {
    if (column_ + character.size() >= kLine) {  // the last place is for "="
      out_ += "=\r\n";
      column_ = 0;
    }
    out_ += character;
    column_ += character.size();
  }
  void add_escaped(char c) { add(fmt::format("={:02X}", static_cast<std::uint8_t>(c))); }
  void end_line() {
    out_ += "\r\n";
    column_ = 0;
  }
  // Whether `width` more characters would begin a line.
  bool begins_line(std::size_t width) const { return column_ == 0 || column_ + width >= kLine; }
  std::string take() { return std::move(out_); }

 private:
  std::string out_;
  std::size_t column_ = 0;
};

void add_line(QuotedLines& lines, std::string_view line) {
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    const bool blank = c == ' ' || c == '\t';
    const bool plain = blank ? i + 1 < line.size() : c > ' ' && c <= '~' && c != '=';
    const bool mistaken = lines.begins_line(1) && (c == '.' || line.substr(i).starts_with("From "));
    if (plain && !mistaken)
      lines.add({&c, 1});
    else
      lines.add_escaped(c);
  }
}

}  // namespace

std::string quoted_printable(std::string_view text) {
  QuotedLines lines;
  while (true) {
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos) break;
    const bool ends_in_return = end > 0 && text[end - 1] == '\r';
    add_line(lines, text.substr(0, ends_in_return ? end - 1 : end));
    lines.end_line();
    text.remove_prefix(end + 1);
  }
  add_line(lines, text);
  return lines.take();
}

std::string base64(std::string_view bytes) {
  constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const auto piece = bytes.substr(i, 3);
    std::uint32_t bits = 0;
    for (std::size_t k = 0; k < 3; ++k)
      bits = bits << 8 | (k < piece.size() ? static_cast<std::uint8_t>(piece[k]) : 0U);
    for (std::size_t k = 0; k < 4; ++k) text += k <= piece.size() ? kDigits[bits >> (18 - 6 * k) & 63] : '=';
  }
  return text;
}

std::string base64_lines(std::string_view bytes) {
  constexpr std::size_t kBytes = kLine / 4 * 3;
  std::string lines;
  for (std::size_t i = 0; i < bytes.size(); i += kBytes) lines += base64(bytes.substr(i, kBytes)) + "\r\n";
  return lines;
}

}  // namespace termwise::report
