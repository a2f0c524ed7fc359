#include "ingest/file_name.h"

#include <array>
#include <charconv>
#include <string>
#include <vector>

#include "base/text.h"
#include "ingest/date.h"

namespace termwise::ingest {
namespace {

// Digits only, all of them.
std::optional<int> number(std::string_view text) {
  int value = 0;
  const char* const end = text.data() + text.size();
  if (text.empty() || text.front() < '0' || text.front() > '9') return std::nullopt;
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc() || stop != end) return std::nullopt;
  return value;
}

std::optional<AcademicYear> parse_date_year(std::string_view text) {
  if (text.size() == 7) return parse_date_year(std::string(text) + "-01");
  for (const auto format : {settings::DateFormat::year_month_day_hyphens, settings::DateFormat::year_month_day})
    if (const auto date = parse_date(text, format)) return academic_year_of(*date);
  return std::nullopt;
}

struct Placeholder {
  std::string_view text;
  std::array<std::size_t, 3> lengths;  // longest first; 0: none
  std::optional<AcademicYear> (*parse)(std::string_view);
};

constexpr std::array kPlaceholders{Placeholder{"{YEAR}", {9, 7, 6}, parse_year_span},
                                   Placeholder{"{SUMMER}", {4, 0, 0}, parse_summer},
                                   Placeholder{"{DATE}", {10, 8, 7}, parse_date_year}};

// Each pair of places is tried once, so that a pattern of many stars costs no more than their product.
class Matcher {
 public:
  Matcher(std::string_view pattern, std::string_view name)
      : pattern_(pattern), name_(name), failed_((pattern.size() + 1) * (name.size() + 1)) {}

  bool match(std::size_t p, std::size_t n) {
    const std::size_t place = p * (name_.size() + 1) + n;
    if (failed_[place]) return false;
    const bool fits = p == pattern_.size() ? n == name_.size() : step(p, n);
    failed_[place] = !fits;
    return fits;
  }

  std::optional<AcademicYear> year;

 private:
  bool step(std::size_t p, std::size_t n) {
    if (pattern_[p] == '*') return match(p + 1, n) || (n < name_.size() && match(p, n + 1));
    for (const auto& placeholder : kPlaceholders)
      if (pattern_.substr(p, placeholder.text.size()) == placeholder.text) return take(placeholder, p, n);
    return n < name_.size() && pattern_[p] == name_[n] && match(p + 1, n + 1);
  }

  bool take(const Placeholder& placeholder, std::size_t p, std::size_t n) {
    for (const std::size_t length : placeholder.lengths) {
      if (length == 0 || n + length > name_.size()) continue;
      const auto read = placeholder.parse(name_.substr(n, length));
      if (!read || !match(p + placeholder.text.size(), n + length)) continue;
      year = read;
      return true;
    }
    return false;
  }

  std::string_view pattern_;
  std::string_view name_;
  std::vector<bool> failed_;
};

}  // namespace

std::optional<AcademicYear> parse_summer(std::string_view text) {
  const auto summer = text.size() == 4 ? number(text) : std::nullopt;
  return summer ? AcademicYear::from_summer(*summer) : std::nullopt;
}

std::optional<AcademicYear> parse_year_span(std::string_view text) {
  const auto first = number(text.substr(0, 4));
  if (!first || text.size() < 6) return std::nullopt;
  std::string_view last = text.substr(4);
  if (last.front() == '-' || last.front() == '/') last.remove_prefix(1);
  const auto second = number(last);
  if (!second) return std::nullopt;
  const bool consecutive = (last.size() == 2 && *second == (*first + 1) % 100) ||
                           (last.size() == 4 && text.size() == 9 && *second == *first + 1);
  return consecutive ? AcademicYear::from_summer(*first + 1) : std::nullopt;
}

std::optional<NameMatch> match_name(std::string_view pattern, std::string_view name) {
  const std::string upper_pattern = to_upper_ascii(pattern);
  const std::string upper_name = to_upper_ascii(name);
  Matcher matcher(upper_pattern, upper_name);
  if (!matcher.match(0, 0)) return std::nullopt;
  return NameMatch{matcher.year};
}

}  // namespace termwise::ingest
