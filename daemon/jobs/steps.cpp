#include <fmt/format.h>

#include "base/text.h"
#include "jobs/what_if.h"

namespace termwise::jobs {
namespace {

Error not_steps(const std::string& text) {
  return {ExitCode::usage,
          fmt::format("--set {} does not say which values to try. Write a parameter, the first and the last value and "
                      "the step, like floor=60..70:1.",
                      quote(text))};
}

}  // namespace

Result<Steps> parse_steps(const std::string& text) {
  const std::size_t equals = text.find('=');
  const std::size_t dots = text.find("..", equals == std::string::npos ? 0 : equals);
  const std::size_t colon = text.find(':', dots == std::string::npos ? 0 : dots);
  if (equals == std::string::npos || equals == 0 || dots == std::string::npos || colon == std::string::npos)
    return not_steps(text);
  const auto first = Decimal::parse(text.substr(equals + 1, dots - equals - 1));
  const auto last = Decimal::parse(text.substr(dots + 2, colon - dots - 2));
  const auto step = Decimal::parse(text.substr(colon + 1));
  if (!first || !last || !step) return not_steps(text);
  const Decimal zero(0);
  if (*step == zero)
    return Error{ExitCode::usage, fmt::format("--set {} has a step of 0, which leads nowhere. Write one above 0, or "
                                              "below 0 to go down.",
                                              quote(text))};
  if ((*last > *first && *step < zero) || (*last<*first&& * step> zero))
    return Error{
        ExitCode::usage,
        fmt::format("--set {}: steps of {} never come from {} to {}. Change the sign of the step, or the order "
                    "of the two values.",
                    quote(text), step->to_string(), first->to_string(), last->to_string())};
  Steps steps{text.substr(0, equals), {}};
  std::optional<Decimal> value = first;
  while (value && (*step > zero ? *value <= *last : *value >= *last)) {
    if (steps.values.size() == kMaximumSteps)
      return Error{ExitCode::usage, fmt::format("--set {} has more than {} values, which is the limit. Make the step "
                                                "larger, or the span smaller.",
                                                quote(text), kMaximumSteps)};
    steps.values.push_back(*value);
    value = add(*value, *step);
  }
  return steps;
}

Result<std::optional<Decimal>> parse_days(const std::string& text) {
  if (text.empty()) return std::optional<Decimal>();
  const auto days = Decimal::parse(text);
  if (!days || *days < Decimal(0) || *days > Decimal(kMostDaysPerSchool) || days->scale() > kMostDaysDecimals)
    return Error{
        ExitCode::usage,
        fmt::format("--days-per-school {} is not a number of days in a year. Write one from 0 to {} with at most "
                    "{} decimals, like 2.5.",
                    quote(text), kMostDaysPerSchool, kMostDaysDecimals)};
  return days;
}

}  // namespace termwise::jobs
