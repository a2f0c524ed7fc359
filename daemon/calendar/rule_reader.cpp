#include "calendar/rule_reader.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "base/text.h"

namespace termwise::calendar {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

constexpr std::string_view kTime = "Write the time of day in London as two digits, a colon and two digits: 06:30.";

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_small_letter(char c) { return c >= 'a' && c <= 'z'; }
bool is_letter(char c) { return is_small_letter(c) || (c >= 'A' && c <= 'Z'); }

// With the bytes that continue a character beyond ASCII, so that a message shows it whole.
std::string_view first_character(std::string_view text) {
  std::size_t size = 1;
  while (size < text.size() && (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U) ++size;
  return text.substr(0, size);
}

}  // namespace

void RuleReader::skip_blanks() {
  while (next_ < text_.size() && (text_[next_] == ' ' || text_[next_] == '\t')) ++next_;
}

template <typename Belongs>
std::string_view RuleReader::take_while(Belongs belongs) {
  const std::size_t first = next_;
  while (next_ < text_.size() && belongs(next_)) ++next_;
  return text_.substr(first, next_ - first);
}

bool RuleReader::at_digit() {
  skip_blanks();
  return next_ < text_.size() && is_digit(text_[next_]);
}

bool RuleReader::at(char sign) {
  skip_blanks();
  return next_ < text_.size() && text_[next_] == sign;
}

bool RuleReader::take(char sign) {
  if (!at(sign)) return false;
  ++next_;
  return true;
}

void RuleReader::fail_here(std::string_view expected) {
  if (next_ == text_.size()) return fail(next_, fmt::format("The rule ends too soon. {}", expected));
  fail(next_, fmt::format("{} is not expected here. {}", quote(first_character(text_.substr(next_))), expected));
}

bool RuleReader::need(char sign, std::string_view expected) {
  if (take(sign)) return true;
  fail_here(expected);
  return false;
}

bool RuleReader::need_end(std::string_view expected) {
  skip_blanks();
  if (next_ == text_.size()) return true;
  fail_here(expected);
  return false;
}

std::optional<std::size_t> RuleReader::need_word(const std::vector<std::string>& known, std::string_view expected) {
  skip_blanks();
  const std::size_t position = next_;
  const auto word = take_while([this, position](std::size_t i) {
    const bool joins = text_[i] == '-' && i > position && i + 1 < text_.size() && is_letter(text_[i + 1]);
    return is_letter(text_[i]) || joins;
  });
  if (word.empty()) {
    fail_here(expected);
    return std::nullopt;
  }
  const auto found = std::find(known.begin(), known.end(), word);
  if (found == known.end()) {
    fail(position, fmt::format("{} is not known here. {}{}", quote(word), expected, did_you_mean(word, known)));
    return std::nullopt;
  }
  return static_cast<std::size_t>(found - known.begin());
}

std::optional<RuleReader::Number> RuleReader::need_number(int smallest, int largest, std::string_view expected) {
  skip_blanks();
  Number number{next_, 0};
  const auto digits = take_while([this](std::size_t i) { return is_digit(text_[i]); });
  if (digits.empty()) {
    fail_here(expected);
    return std::nullopt;
  }
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), number.value);
  if (read.ec != std::errc() || number.value < smallest || number.value > largest) {
    fail(number.position, fmt::format("{} is not between {} and {}. {}", quote(digits), smallest, largest, expected));
    return std::nullopt;
  }
  return number;
}

std::optional<std::string> RuleReader::need_release() {
  constexpr std::string_view kExpected = "Write the name of a release in small letters, as in published(ks2-revised).";
  skip_blanks();
  const std::size_t position = next_;
  const auto word = take_while([this](std::size_t i) {
    return is_letter(text_[i]) || is_digit(text_[i]) || text_[i] == '-' || text_[i] == '_';
  });
  if (word.empty()) {
    fail_here(kExpected);
    return std::nullopt;
  }
  const auto belongs = [](char c) { return is_small_letter(c) || is_digit(c) || c == '-'; };
  if (!is_small_letter(word.front()) || !std::all_of(word.begin(), word.end(), belongs)) {
    fail(position, fmt::format("{} is no name of a release: it begins with a small letter and has only small letters, "
                               "digits and hyphens. {}",
                               quote(word), kExpected));
    return std::nullopt;
  }
  return std::string(word);
}

std::optional<int> RuleReader::need_two_digits() {
  if (text_.size() - next_ < 2 || !is_digit(text_[next_]) || !is_digit(text_[next_ + 1])) return std::nullopt;
  const int value = (text_[next_] - '0') * 10 + (text_[next_ + 1] - '0');
  next_ += 2;
  return value;
}

std::optional<minutes> RuleReader::need_time() {
  skip_blanks();
  const std::size_t position = next_;
  const auto hour = need_two_digits();
  if (!hour || next_ == text_.size() || text_[next_] != ':') {
    fail_here(kTime);
    return std::nullopt;
  }
  ++next_;
  const std::size_t minute_position = next_;
  const auto minute = need_two_digits();
  if (!minute) {
    fail_here(kTime);
    return std::nullopt;
  }
  if (*hour > 23) {
    fail(position, fmt::format("There is no hour {:02}; the last minute of a day is 23:59.", *hour));
    return std::nullopt;
  }
  if (*minute > 59) {
    fail(minute_position, fmt::format("There is no minute {:02}; the last minute of an hour is 59.", *minute));
    return std::nullopt;
  }
  if (*hour == 1) {
    fail(position,
         "Times from 01:00 to 01:59 are skipped or repeated when the clocks change. Write 00:59 or earlier, or "
         "02:00 or later.");
    return std::nullopt;
  }
  return hours(*hour) + minutes(*minute);
}

}  // namespace termwise::calendar
