#include "settings/refused_columns.h"

#include <string>

namespace termwise::settings {
namespace {

constexpr std::size_t kTellingLetters = 6;  // a shorter word stands in others by chance: TEL in HOTEL

bool is_small(char c) { return c >= 'a' && c <= 'z'; }
bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

// " PUPIL DATE OF BIRTH ": the words in capitals, each with a blank before and after it.
std::string words_of(std::string_view text) {
  std::string words(1, ' ');
  char before = ' ';
  for (const char c : text) {
    const bool counts = is_small(c) || is_capital(c) || is_digit(c);
    if ((!counts || (is_capital(c) && is_small(before))) && words.back() != ' ') words += ' ';
    if (counts) words += is_small(c) ? static_cast<char>(c - 'a' + 'A') : c;
    before = c;
  }
  if (words.back() != ' ') words += ' ';
  return words;
}

std::string without_blanks(std::string_view words) {
  std::string letters;
  for (const char c : words)
    if (c != ' ') letters += c;
  return letters;
}

}  // namespace

const RefusedColumns* refusal_of(const SourceLayout& layout, std::string_view column) {
  const std::string words = words_of(column);
  const std::string letters = without_blanks(words);
  for (const auto& refused : layout.refused)
    for (const auto& word : refused.words) {
      const std::string wanted = words_of(word);
      const std::string wanted_letters = without_blanks(wanted);
      if (wanted_letters.empty()) continue;
      if (words.find(wanted) != std::string::npos || letters == wanted_letters) return &refused;
      if (wanted_letters.size() >= kTellingLetters && letters.find(wanted_letters) != std::string::npos)
        return &refused;
    }
  return nullptr;
}

}  // namespace termwise::settings
