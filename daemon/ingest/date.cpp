#include "ingest/date.h"

#include <algorithm>

#include <fmt/format.h>

namespace termwise::ingest {
namespace {

using std::chrono::year_month_day;

constexpr int kFirstYear = 1900;
constexpr int kLastYear = 2199;
// Excel counts days from here: it takes 1900 for a leap year, so the count is right from March 1900 on.
constexpr std::chrono::sys_days kExcelZero{std::chrono::year{1899} / 12 / 30};
constexpr int kFirstExcelDay = 61;

// `count` digits at the start of `text`, which are taken off it; negative where they are not there.
int take_digits(std::string_view& text, std::size_t count) {
  if (text.size() < count) return -1;
  int number = 0;
  for (const char c : text.substr(0, count)) {
    if (c < '0' || c > '9') return -1;
    number = number * 10 + (c - '0');
  }
  text.remove_prefix(count);
  return number;
}

// One or two digits: some publishers write 5/6/2014.
int take_short_number(std::string_view& text) {
  const bool two = text.size() > 1 && text[1] >= '0' && text[1] <= '9';
  return take_digits(text, two ? 2 : 1);
}

bool take(std::string_view& text, char separator) {
  if (text.empty() || text.front() != separator) return false;
  text.remove_prefix(1);
  return true;
}

std::optional<year_month_day> sound(int year, int month, int day) {
  if (year < kFirstYear || year > kLastYear || month < 1 || day < 1) return std::nullopt;
  const year_month_day date{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                            std::chrono::day{static_cast<unsigned>(day)}};
  return date.ok() ? std::optional(date) : std::nullopt;
}

std::optional<year_month_day> day_first(std::string_view text, char separator) {
  const int day = take_short_number(text);
  if (!take(text, separator)) return std::nullopt;
  const int month = take_short_number(text);
  if (!take(text, separator)) return std::nullopt;
  const int year = take_digits(text, 4);
  return text.empty() ? sound(year, month, day) : std::nullopt;
}

std::optional<year_month_day> year_first(std::string_view text, bool hyphens) {
  const int year = take_digits(text, 4);
  if (hyphens && !take(text, '-')) return std::nullopt;
  const int month = take_digits(text, 2);
  if (hyphens && !take(text, '-')) return std::nullopt;
  const int day = take_digits(text, 2);
  return text.empty() ? sound(year, month, day) : std::nullopt;
}

std::optional<year_month_day> excel_day(std::string_view text) {
  const int days = take_digits(text, text.size());
  if (days < kFirstExcelDay) return std::nullopt;
  const year_month_day date{kExcelZero + std::chrono::days{days}};
  return int(date.year()) <= kLastYear ? std::optional(date) : std::nullopt;
}

}  // namespace

std::optional<year_month_day> parse_date(std::string_view text, settings::DateFormat format) {
  using settings::DateFormat;
  switch (format) {
    case DateFormat::day_month_year_slashes:
      return day_first(text, '/');
    case DateFormat::day_month_year_hyphens:
      return day_first(text, '-');
    case DateFormat::year_month_day:
      return year_first(text, false);
    case DateFormat::year_month_day_hyphens:
      return year_first(text, true);
    case DateFormat::excel:
      return text.size() <= 6 ? excel_day(text) : std::nullopt;
  }
  return std::nullopt;
}

std::optional<year_month_day> parse_date(std::string_view text, const std::vector<settings::DateFormat>& formats) {
  for (const auto format : formats)
    if (const auto date = parse_date(text, format)) return date;
  return std::nullopt;
}

std::optional<AcademicYear> academic_year_of(year_month_day date) {
  return AcademicYear::from_summer(int(date.year()) + (date.month() >= std::chrono::September ? 1 : 0));
}

std::string iso_date(year_month_day date) {
  return fmt::format("{:04}-{:02}-{:02}", int(date.year()), unsigned(date.month()), unsigned(date.day()));
}

}  // namespace termwise::ingest
