#include "reminders/key_stage_2.h"

#include <charconv>

namespace termwise::reminders {
namespace {

// Pupils of Year 6 become 11 during it: such a school takes in ages 10 to 11.
constexpr int kFromAge = 10;
constexpr int kToAge = 11;

std::optional<int> number(std::string_view text) {
  int value = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (problem != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace

bool teaches_year_6(const School& school) {
  const Text range = school.age_range();
  if (range.text() == nullptr) return false;
  const std::size_t dash = range.text()->find('-');
  if (dash == std::string_view::npos) return false;
  const auto low = number(range.text()->substr(0, dash));
  const auto high = number(range.text()->substr(dash + 1));
  return low && high && *low <= kFromAge && *high >= kToAge;
}

}  // namespace termwise::reminders
