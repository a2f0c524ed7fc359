#include "web/target.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "base/text.h"
#include "web/http.h"
#include "web/printable.h"

namespace termwise::web {
namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// Percent-decoded; empty where an escape is bad or the result is not plain text.
std::optional<std::string> decode(std::string_view raw, bool plus_is_space) {
  std::string text;
  text.reserve(raw.size());
  for (std::size_t i = 0; i < raw.size(); ++i) {
    if (raw[i] == '+' && plus_is_space) {
      text += ' ';
    } else if (raw[i] == '%') {
      const int high = i + 2 < raw.size() ? hex_digit(raw[i + 1]) : -1;
      const int low = i + 2 < raw.size() ? hex_digit(raw[i + 2]) : -1;
      if (high < 0 || low < 0) return std::nullopt;
      text += static_cast<char>(high * 16 + low);
      i += 2;
    } else {
      text += raw[i];
    }
  }
  if (!is_utf8(text) || has_control(text)) return std::nullopt;
  return text;
}

// Cuts `rest` at the first `separator` and returns what stood before it.
std::string_view next_piece(std::string_view& rest, char separator) {
  const std::size_t end = std::min(rest.find(separator), rest.size());
  const std::string_view piece = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return piece;
}

std::optional<Refusal> decode_pairs(std::string_view raw, std::map<std::string, std::string>& pairs) {
  std::size_t count = 0;
  while (!raw.empty()) {
    std::string_view value = next_piece(raw, '&');
    if (value.empty()) continue;
    if (++count > kMaximumParameters)
      return Refusal{400, fmt::format("The address or the form names more than the {} parameters that are allowed.",
                                      kMaximumParameters)};
    auto name = decode(next_piece(value, '='), true);
    auto decoded = decode(value, true);
    if (!name || !decoded)
      return Refusal{400, "A parameter of the address or of the form is not written as a browser would write it."};
    pairs.emplace(std::move(*name), std::move(*decoded));
  }
  return std::nullopt;
}

std::optional<Refusal> decode_path(std::string_view raw, std::vector<std::string>& path) {
  raw.remove_prefix(1);
  while (!raw.empty()) {
    auto segment = decode(next_piece(raw, '/'), false);
    if (!segment || segment->empty() || *segment == "." || *segment == ".." ||
        segment->find_first_of("/\\") != std::string::npos)
      return Refusal{400, "The address is not one that a page of this service can have. Check how it is written."};
    path.push_back(std::move(*segment));
  }
  return std::nullopt;
}

}  // namespace

Refusal target_too_long() {
  return {414, fmt::format("The address is longer than the {} bytes that are allowed. Choose fewer filters.",
                           kMaximumTarget)};
}

std::optional<Refusal> decode_target(std::string_view raw, Target& target) {
  if (raw.size() > kMaximumTarget) return target_too_long();
  if (raw.empty() || raw.front() != '/')
    return Refusal{400, "The address of the request does not begin with a slash. This server is not a proxy."};
  for (const char c : raw)
    if (c <= ' ' || c > '~' || c == '#')  // also bytes from 0x80, which are negative
      return Refusal{400, "The address contains a character that must be escaped."};
  std::string_view query = raw;
  const std::string_view path = next_piece(query, '?');
  if (auto refusal = decode_path(path, target.path)) return refusal;
  return decode_pairs(query, target.query);
}

std::optional<Refusal> decode_form(std::string_view raw, std::map<std::string, std::string>& form) {
  return decode_pairs(raw, form);
}

}  // namespace termwise::web
