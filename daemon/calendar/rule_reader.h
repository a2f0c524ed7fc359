// Reads the text of a schedule rule piece by piece: words, numbers, signs and a time, with blanks between them. The first
// piece that is wrong is kept as the error, and the call that met it returns nothing.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "calendar/schedule_rule.h"

namespace termwise::calendar {

class RuleReader {
 public:
  explicit RuleReader(std::string_view text) : text_(text) {}

  struct Number {
    std::size_t position = 0;
    int value = 0;
  };

  // What stands next, after blanks.
  bool at_digit();
  bool at(char sign);
  bool take(char sign);  // if it stands next

  // `expected` is a whole sentence that says what belongs here and how to write it.
  bool need(char sign, std::string_view expected);
  bool need_end(std::string_view expected);
  // One of the words known, as its index. A word is letters, with hyphens between letters.
  std::optional<std::size_t> need_word(const std::vector<std::string>& known, std::string_view expected);
  std::optional<Number> need_number(int smallest, int largest, std::string_view expected);
  std::optional<std::string> need_release();
  std::optional<std::chrono::minutes> need_time();

  void fail(std::size_t position, std::string message) { error_ = RuleError{position, std::move(message)}; }
  void fail_here(std::string_view expected);
  const RuleError& error() const { return error_; }

 private:
  void skip_blanks();
  template <typename Belongs>
  std::string_view take_while(Belongs belongs);
  std::optional<int> need_two_digits();

  std::string_view text_;
  std::size_t next_ = 0;
  RuleError error_;
};

}  // namespace termwise::calendar
