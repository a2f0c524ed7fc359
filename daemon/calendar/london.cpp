#include "calendar/london.h"

#include <charconv>

#include <fmt/format.h>

namespace termwise::calendar {
namespace {

std::optional<unsigned> to_number(std::string_view digits) {
  unsigned number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return number;
}

std::chrono::sys_seconds change_of(std::chrono::year year, std::chrono::month month) {
  using namespace std::chrono;
  return sys_days(year / month / Sunday[last]) + hours(1);
}

}  // namespace

std::optional<std::chrono::year_month_day> parse_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = to_number(text.substr(0, 4));
  const auto month = to_number(text.substr(5, 2));
  const auto day = to_number(text.substr(8, 2));
  if (!year || !month || !day) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(static_cast<int>(*year)), std::chrono::month(*month),
                                         std::chrono::day(*day)};
  if (!date.ok()) return std::nullopt;
  return date;
}

std::string to_string(std::chrono::year_month_day date) {
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

std::chrono::seconds london_offset(std::chrono::sys_seconds instant) {
  using namespace std::chrono;
  const auto year = year_month_day(floor<days>(instant)).year();
  const bool summer = instant >= change_of(year, March) && instant < change_of(year, October);
  return summer ? hours(1) : hours(0);
}

std::chrono::year_month_day london_date(std::chrono::sys_seconds instant) {
  return std::chrono::floor<std::chrono::days>(instant + london_offset(instant));
}

std::string london_minute(std::chrono::system_clock::time_point moment) {
  using namespace std::chrono;
  const auto instant = floor<seconds>(moment);
  const auto local = instant + london_offset(instant);
  const hh_mm_ss time(local - floor<days>(local));
  return fmt::format("{} {:02}:{:02}", to_string(london_date(instant)), time.hours().count(), time.minutes().count());
}

}  // namespace termwise::calendar
