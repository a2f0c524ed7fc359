#include "registers/words.h"

#include <utility>

namespace termwise::west_sussex {

std::string plain(std::string_view text) {
  std::string words;
  bool gap = false;
  for (const char c : text) {
    if (c == ' ' || c == '\t') {
      gap = !words.empty();
      continue;
    }
    if (gap) words += ' ';
    gap = false;
    words += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return words;
}

std::vector<std::string> listed(std::string_view text) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const std::size_t end = text.find_first_of(",;");
    std::string part = plain(text.substr(0, end));
    if (!part.empty()) parts.push_back(std::move(part));
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
  }
  return parts;
}

}  // namespace termwise::west_sussex
