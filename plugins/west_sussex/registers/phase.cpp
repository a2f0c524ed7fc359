#include "registers/phase.h"

#include <charconv>
#include <optional>
#include <string>

#include "registers/words.h"

namespace termwise::west_sussex {
namespace {

constexpr int kSecondaryFrom = 11;
constexpr int kMiddleTo = 13;
constexpr int kOldestEver = 99;

struct Ages {
  int youngest = 0;
  int oldest = 0;
};

std::optional<int> whole(std::string_view text) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::optional<int> whole(const Value& value) {
  const auto number = value.number() == nullptr ? std::nullopt : value.number()->rescaled(0);
  if (!number || number->units() < 0 || number->units() > kOldestEver) return std::nullopt;
  return static_cast<int>(number->units());
}

std::optional<Ages> ages_of(const School& school) {
  auto youngest = whole(school.measure(kYoungest.code, school.year()));
  auto oldest = whole(school.measure(kOldest.code, school.year()));
  const Text age_range = school.age_range();
  const std::string_view* range = age_range.text();
  const std::size_t dash = range == nullptr ? std::string_view::npos : range->find('-');
  if ((!youngest || !oldest) && dash != std::string_view::npos) {
    youngest = whole(range->substr(0, dash));
    oldest = whole(range->substr(dash + 1));
  }
  if (!youngest || !oldest || *oldest < *youngest) return std::nullopt;
  return Ages{*youngest, *oldest};
}

bool is_special(const School& school) {
  if ((school.kind() == "special") == Truth::yes) return true;
  const Text type = school.type();
  return type.text() != nullptr && (" " + plain(*type.text())).find(" special") != std::string::npos;
}

}  // namespace

Phase phase_of(const School& school) {
  if (is_special(school)) return Phase::special;
  const auto ages = ages_of(school);
  if (!ages) return Phase::unknown;
  if (ages->youngest >= kSecondaryFrom) return Phase::secondary;
  return ages->oldest <= kMiddleTo ? Phase::primary : Phase::all_through;
}

std::string_view name(Phase phase) {
  switch (phase) {
    case Phase::primary:
      return "primary";
    case Phase::secondary:
      return "secondary";
    case Phase::all_through:
      return "all-through";
    case Phase::special:
      return "special";
    case Phase::unknown:
      break;
  }
  return "";
}

}  // namespace termwise::west_sussex
