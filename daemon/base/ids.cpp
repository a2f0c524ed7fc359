#include "base/ids.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

namespace termwise {
namespace {

bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

int to_number(std::string_view digits) {
  int number = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return number;
}

}  // namespace

std::optional<LaCode> LaCode::parse(std::string_view text) {
  if (text.size() != 3 || !all_digits(text) || to_number(text) < 201) return std::nullopt;
  return LaCode(std::string(text));
}

std::optional<AcademicYear> AcademicYear::from_summer(int summer) {
  if (summer < 1989 || summer > 2099) return std::nullopt;
  return AcademicYear(summer);
}

std::optional<AcademicYear> AcademicYear::parse(std::string_view label) {
  if (label.size() != 7 || label[4] != '/') return std::nullopt;
  if (!all_digits(label.substr(0, 4)) || !all_digits(label.substr(5))) return std::nullopt;
  const int summer = to_number(label.substr(0, 4)) + 1;
  if (summer % 100 != to_number(label.substr(5))) return std::nullopt;
  return from_summer(summer);
}

std::optional<AcademicYear> AcademicYear::of(std::chrono::year_month_day day) {
  return from_summer(static_cast<int>(day.year()) + (day.month() >= std::chrono::September ? 1 : 0));
}

std::string AcademicYear::label() const { return fmt::format("{}/{:02}", summer_ - 1, summer_ % 100); }

}  // namespace termwise
