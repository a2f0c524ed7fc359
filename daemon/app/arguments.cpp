#include "app/arguments.h"

#include <fmt/format.h>

#include "base/text.h"
#include "calendar/london.h"

namespace termwise::app {

Result<std::optional<AcademicYear>> year_argument(const std::string& text) {
  if (text.empty()) return std::optional<AcademicYear>();
  const auto year = AcademicYear::parse(text);
  if (!year)
    return Error{ExitCode::usage,
                 fmt::format("--year {} is not an academic year. Write it like 2017/18.", quote(text))};
  return year;
}

Result<std::optional<LaCode>> la_argument(const std::string& text) {
  if (text.empty()) return std::optional<LaCode>();
  const auto la = LaCode::parse(text);
  if (!la)
    return Error{ExitCode::usage, fmt::format("--la {} is not the code of a Local Authority. Write its three digits, "
                                              "like 886.",
                                              quote(text))};
  return la;
}

Result<std::optional<std::chrono::year_month_day>> date_argument(const std::string& option, const std::string& text) {
  if (text.empty()) return std::optional<std::chrono::year_month_day>();
  const auto date = calendar::parse_date(text);
  if (!date)
    return Error{ExitCode::usage, fmt::format("{} {} is not a date. Write it like 2026-11-23.", option, quote(text))};
  return date;
}

std::optional<std::string> text_argument(const std::string& text) {
  if (text.empty()) return std::nullopt;
  return text;
}

}  // namespace termwise::app
