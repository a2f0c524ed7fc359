// A day that a file gives, such as that of an inspection: a day, or the one reason why there is none.
#pragma once

#include <array>
#include <chrono>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <termwise/value.hpp>

namespace termwise {

// A day of the calendar.
using Day = std::chrono::year_month_day;

// "1 September 2011"
inline std::string in_words(const Day& day) {
  constexpr std::array<std::string_view, 12> kMonths{"January",   "February", "March",    "April",
                                                     "May",       "June",     "July",     "August",
                                                     "September", "October",  "November", "December"};
  return std::to_string(static_cast<unsigned>(day.day())) + " " +
         std::string(kMonths[static_cast<unsigned>(day.month()) - 1]) + " " +
         std::to_string(static_cast<int>(day.year()));
}

// "2011-09-01", as the facts have days.
inline std::string written(const Day& day) {
  const auto two = [](unsigned number) { return (number < 10 ? "-0" : "-") + std::to_string(number); };
  const std::string year = std::to_string(static_cast<int>(day.year()));
  return std::string(year.size() < 4 ? 4 - year.size() : 0, '0') + year + two(static_cast<unsigned>(day.month())) +
         two(static_cast<unsigned>(day.day()));
}

// The same read back. Empty for anything else.
constexpr std::optional<Day> parse_day(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  std::array<int, 10> digits{};
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i == 4 || i == 7) continue;
    if (text[i] < '0' || text[i] > '9') return std::nullopt;
    digits[i] = text[i] - '0';
  }
  const Day day(std::chrono::year(digits[0] * 1000 + digits[1] * 100 + digits[2] * 10 + digits[3]),
                std::chrono::month(static_cast<unsigned>(digits[5] * 10 + digits[6])),
                std::chrono::day(static_cast<unsigned>(digits[8] * 10 + digits[9])));
  if (!day.ok()) return std::nullopt;
  return day;
}

// Days since 1970-01-01, as a run's reference date is given.
constexpr Day day_of(std::int32_t days_since_1970) {
  return Day(std::chrono::sys_days(std::chrono::days(days_since_1970)));
}

// A day or the reason why there is none. There is no way to read a day that is missing.
class Date {
 public:
  // What a text of the facts says; one that is no day is unparseable.
  constexpr explicit Date(const Text& text) : text_(text) {
    if (text.text() == nullptr)
      missing_ = *text.missing();
    else if (const auto day = parse_day(*text.text()))
      day_ = *day;
    else
      missing_ = Missing::unparseable;
  }

  // Null where the day is missing.
  constexpr const Day* day() const { return missing_ ? nullptr : &day_; }
  // Null where there is a day.
  constexpr const Missing* missing() const { return missing_ ? &*missing_ : nullptr; }
  // As the facts have it: "2011-09-01".
  constexpr const Text& text() const { return text_; }
  // Where it was read.
  constexpr const Evidence& evidence() const { return text_.evidence(); }

  // Whether `this OPERATOR other` holds.
  constexpr Truth compared(Operator operation, const Day& other) const {
    return missing_ ? Truth::unknown : truth(holds(day_ <=> other, operation));
  }
  friend constexpr Truth operator<(const Date& a, const Day& b) { return a.compared(Operator::less, b); }
  friend constexpr Truth operator<=(const Date& a, const Day& b) { return a.compared(Operator::less_or_equal, b); }
  friend constexpr Truth operator==(const Date& a, const Day& b) { return a.compared(Operator::equal, b); }
  friend constexpr Truth operator>=(const Date& a, const Day& b) { return a.compared(Operator::greater_or_equal, b); }
  friend constexpr Truth operator>(const Date& a, const Day& b) { return a.compared(Operator::greater, b); }

 private:
  Text text_;
  std::optional<Missing> missing_;
  Day day_{};
};

}  // namespace termwise
