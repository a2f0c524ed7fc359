#include "report/header_field.h"

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/text.h"
#include "report/transfer_encoding.h"

namespace termwise::report {
namespace {

constexpr std::size_t kLine = 78;          // RFC 5322, 2.1.1: what a line should not exceed
constexpr std::size_t kEncodedLine = 76;   // RFC 2047, 2: the same of a line with an encoded word
constexpr std::size_t kHardLine = 998;     // RFC 5322, 2.1.1: what it must not
constexpr std::size_t kEncodedWord = 75;   // RFC 2047, 2
constexpr std::size_t kSmallestWord = 24;  // holds any character in either encoding
constexpr std::string_view kWordEnd = "?=";

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<std::uint8_t>(c) < 0x80; });
}

bool is_letter_or_digit(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

// A field while it is written.
class Field {
 public:
  explicit Field(std::string_view name) : text_(fmt::format("{}:", name)), name_size_(text_.size()) {}

  // " word", on the next line if this one would have more than `limit` characters. A name stands alone on its line only
  // where that keeps the limit.
  void add(std::string_view word, std::size_t limit = kLine) {
    const bool is_first = text_.size() == name_size_;
    const bool fits_alone = 1 + word.size() <= limit;
    if (!fits(word, limit) && column() > 0 && (!is_first || fits_alone || !fits(word, kHardLine))) fold();
    while (!fits(word, kHardLine)) {
      const std::size_t piece = room(kHardLine);
      text_.append(" ").append(word.substr(0, piece));
      word.remove_prefix(piece);
      fold();
    }
    text_.append(" ").append(word);
  }
  // What a word may have to stand on this line.
  std::size_t room(std::size_t limit) const { return column() + 1 < limit ? limit - column() - 1 : 0; }
  void fold() {
    text_ += "\r\n";
    line_ = text_.size();
  }
  std::string take() { return std::move(text_) + "\r\n"; }

 private:
  std::size_t column() const { return text_.size() - line_; }
  bool fits(std::string_view word, std::size_t limit) const { return word.size() <= room(limit); }

  std::string text_;
  std::size_t name_size_;
  std::size_t line_ = 0;  // where it begins
};

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t end = std::min(text.find(' ', i), text.size());
    if (end > i) words.push_back(text.substr(i, end - i));
    i = end + 1;
  }
  return words;
}

// The characters of the text, each with its bytes; what is not UTF-8 is U+FFFD, a byte each.
std::vector<std::string_view> characters_of(std::string_view text) {
  std::vector<std::string_view> characters;
  while (!text.empty()) {
    std::size_t length = 1;
    while (length <= 4 && length <= text.size() && !is_utf8(text.substr(0, length))) ++length;
    const bool whole = length <= 4 && length <= text.size();
    characters.push_back(whole ? text.substr(0, length) : std::string_view("\xEF\xBF\xBD"));
    text.remove_prefix(whole ? length : 1);
  }
  return characters;
}

// A character in the "Q" encoding, in the form that is allowed everywhere (RFC 2047, 5 (3)).
std::string q_encoded(std::string_view character) {
  std::string text;
  for (const char c : character) {
    if (is_letter_or_digit(c) || std::string_view("!*+-/").find(c) != std::string_view::npos)
      text += c;
    else
      text += c == ' ' ? "_" : fmt::format("={:02X}", static_cast<std::uint8_t>(c));
  }
  return text;
}

void add_encoded_words(Field& field, std::string_view text) {
  const auto characters = characters_of(text);
  std::size_t q_size = 0;
  for (const auto character : characters) q_size += q_encoded(character).size();
  const bool b = q_size > (text.size() + 2) / 3 * 4;
  const std::string_view begin = b ? "=?UTF-8?B?" : "=?UTF-8?Q?";
  const std::size_t frame = begin.size() + kWordEnd.size();
  for (std::size_t i = 0; i < characters.size();) {
    if (field.room(kEncodedLine) < kSmallestWord) field.fold();
    const std::size_t room = std::min(field.room(kEncodedLine), kEncodedWord) - frame;
    std::string payload;
    for (std::string bytes; i < characters.size(); ++i) {
      std::string longer = b ? base64(bytes.append(characters[i])) : payload + q_encoded(characters[i]);
      if (longer.size() > room) break;
      payload = std::move(longer);
    }
    field.add(fmt::format("{}{}{}", begin, payload, kWordEnd), kEncodedLine);
  }
}

// Whether a reader would take the text for something else, or it could not begin beside the field's name or be folded.
bool needs_encoding(const Field& field, std::string_view text) {
  if (!is_ascii(text) || text.find("=?") != std::string_view::npos) return true;
  if (text.find("  ") != std::string_view::npos) return true;
  const auto words = words_of(text);
  const std::size_t room = field.room(kLine);
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) { return word.size() > room; });
}

void add_words(Field& field, std::string_view text) {
  for (const auto word : words_of(text)) field.add(word);
}

// A phrase (RFC 5322, 3.2.5): atoms, a quoted string or encoded words.
void add_phrase(Field& field, std::string_view text) {
  constexpr std::string_view kAtomMarks = "!#$%&'*+-/=?^_`{|}~";
  std::string quoted = "\"";
  bool atoms = true;
  for (const char c : text) {
    atoms = atoms && (c == ' ' || is_letter_or_digit(c) || kAtomMarks.find(c) != std::string_view::npos);
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  quoted += '"';
  if (needs_encoding(field, text) || (!atoms && quoted.size() > field.room(kLine)))
    add_encoded_words(field, text);
  else if (atoms)
    add_words(field, text);
  else
    field.add(quoted);
}

std::string percent_encoded(std::string_view text) {
  std::string result;
  for (const char c : text)
    result +=
        static_cast<std::uint8_t>(c) < 0x80 ? std::string(1, c) : fmt::format("%{:02X}", static_cast<std::uint8_t>(c));
  return result;
}

}  // namespace

std::string text_field(std::string_view name, std::string_view value) {
  Field field(name);
  const std::string clean = header_text(value);
  const std::string_view text = trim(clean);
  if (needs_encoding(field, text))
    add_encoded_words(field, text);
  else
    add_words(field, text);
  return field.take();
}

std::string mailbox_field(std::string_view name, const Mailbox& mailbox) {
  Field field(name);
  const std::string clean = header_text(mailbox.name);
  const std::string_view phrase = trim(clean);
  const std::string address = ascii_word(mailbox.address);
  if (phrase.empty()) {
    field.add(address);
  } else {
    add_phrase(field, phrase);
    field.add(fmt::format("<{}>", address), kEncodedLine);
  }
  return field.take();
}

std::string structured_field(std::string_view name, std::string_view value) {
  Field field(name);
  const std::string clean = header_text(value);
  const std::size_t bracket = std::min(clean.find('<'), clean.size());
  const std::string_view phrase = trim(std::string_view(clean).substr(0, bracket));
  if (needs_encoding(field, phrase))
    add_encoded_words(field, phrase);
  else
    add_words(field, phrase);
  add_words(field, percent_encoded(std::string_view(clean).substr(bracket)));
  return field.take();
}

std::string ascii_word(std::string_view value) {
  std::string word;
  for (const char c : value)
    if (c > ' ' && c <= '~' && c != '<' && c != '>' && c != '"') word += c;
  return word;
}

}  // namespace termwise::report
