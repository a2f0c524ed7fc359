#include "ingest/number_format.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cmath>

#include <fmt/format.h>

#include "base/text.h"

namespace termwise::ingest {
namespace {

constexpr int kSignificantDigits = 15;
constexpr int kLargestPlainExponent = 20;
constexpr int kSmallestPlainExponent = -15;
constexpr std::size_t kMaximumPercentDecimals = 30;  // Excel's own limit of decimals
constexpr std::int64_t kSecondsOfDay = 86'400;

using Kind = NumberFormat::Kind;

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// ---- formats ------------------------------------------------------------------------------------------------

// The letters that stand for parts of a date or time, each run of them once, of a code's first section.
class FormatCode {
 public:
  explicit FormatCode(std::string_view code) : code_(code) {}

  NumberFormat read() {
    while (at_ < code_.size() && code_[at_] != ';') step();
    if (elapsed_) return {Kind::elapsed};
    bool date = false;
    bool time = false;
    for (std::size_t i = 0; i < letters_.size(); ++i) {
      const char letter = letters_[i];
      // m is a minute after hours and before seconds, and a month elsewhere.
      const bool minute =
          letter == 'm' && ((i > 0 && letters_[i - 1] == 'h') || (i + 1 < letters_.size() && letters_[i + 1] == 's'));
      (letter == 'h' || letter == 's' || minute ? time : date) = true;
    }
    if (date && time) return {Kind::date_time};
    if (date) return {Kind::date};
    if (time) return {Kind::time};
    if (percent_) return {Kind::percent, fewest_decimals_, decimals_};
    return {};
  }

 private:
  void step() {
    const char c = lower(code_[at_]);
    switch (c) {
      case '"':
        at_ = std::min(code_.find('"', at_ + 1), code_.size() - 1) + 1;
        return;
      case '\\':  // the next character as it is
      case '_':   // the space that it takes
      case '*':   // filled up with it
        at_ += 2;
        return;
      case '[':
        return brackets();
      case 'a':
        if (skip("am/pm") || skip("a/p")) return;
        break;
      case 'g':
        if (skip("general")) return;
        break;
      case 'y':
      case 'm':
      case 'd':
      case 'h':
      case 's':
        if (letters_.empty() || letters_.back() != c) letters_ += c;
        break;
      case '%':
        percent_ = true;
        break;
      case '.':
        after_point_ = true;
        break;
      case '0':
      case '?':
      case '#':
        if (after_point_) {
          ++decimals_;
          if (c != '#') fewest_decimals_ = decimals_;
        }
        break;
      default:
        break;
    }
    ++at_;
  }

  bool skip(std::string_view word) {
    const std::string_view next = code_.substr(at_, word.size());
    if (!std::equal(next.begin(), next.end(), word.begin(), word.end(), [](char a, char b) { return lower(a) == b; }))
      return false;
    at_ += word.size();
    return true;
  }

  // A colour, a condition, a language; or [h], hours beyond the day.
  void brackets() {
    const std::size_t end = std::min(code_.find(']', at_), code_.size());
    const std::string_view inside = code_.substr(at_ + 1, end - at_ - 1);
    const auto is_time = [](char c) { return lower(c) == 'h' || lower(c) == 'm' || lower(c) == 's'; };
    if (!inside.empty() && std::all_of(inside.begin(), inside.end(), is_time)) elapsed_ = true;
    at_ = end + 1;
  }

  const std::string_view code_;
  std::size_t at_ = 0;
  std::string letters_;
  bool elapsed_ = false;
  bool percent_ = false;
  bool after_point_ = false;
  int decimals_ = 0;
  int fewest_decimals_ = 0;
};

// ---- numbers ------------------------------------------------------------------------------------------------

// 0.digits times ten to the `point`.
struct Digits {
  bool negative = false;
  std::string digits;  // without zeros at either end; empty for zero
  int point = 0;
};

Digits shown_digits(double number) {
  std::array<char, 64> text{};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), std::fabs(number),
                                 std::chars_format::scientific, kSignificantDigits - 1);
  const std::string_view written(text.data(), static_cast<std::size_t>(end.ptr - text.data()));
  const std::size_t e = written.find('e');
  Digits result;
  result.negative = number < 0;
  result.digits = written.substr(0, 1);
  result.digits += written.substr(2, e - 2);
  result.digits.erase(result.digits.find_last_not_of('0') + 1);
  const std::string_view exponent = written.substr(e + (written[e + 1] == '+' ? 2 : 1));
  std::from_chars(exponent.data(), exponent.data() + exponent.size(), result.point);
  ++result.point;
  return result;
}

// Keeps `decimals` digits after the point, half away from zero.
void round_digits(Digits& number, int decimals) {
  const int kept = number.point + decimals;
  if (kept >= static_cast<int>(number.digits.size())) return;
  const bool up = kept >= 0 && number.digits[static_cast<std::size_t>(kept)] >= '5';
  number.digits.resize(static_cast<std::size_t>(std::max(kept, 0)));
  if (up) {
    while (!number.digits.empty() && number.digits.back() == '9') number.digits.pop_back();
    if (number.digits.empty()) {
      number.digits = "1";
      ++number.point;
    } else {
      ++number.digits.back();
    }
  }
  number.digits.erase(number.digits.find_last_not_of('0') + 1);
}

// Without exponent, and with zeros up to `decimals` after the point.
std::string in_full(const Digits& number, std::size_t decimals) {
  const int size = static_cast<int>(number.digits.size());
  const int point = number.digits.empty() ? 0 : number.point;
  std::string whole = number.digits.substr(0, static_cast<std::size_t>(std::clamp(point, 0, size)));
  whole.append(static_cast<std::size_t>(std::max(point - size, 0)), '0');
  std::string fraction(static_cast<std::size_t>(std::max(-point, 0)), '0');
  fraction += number.digits.substr(static_cast<std::size_t>(std::clamp(point, 0, size)));
  if (number.digits.empty()) fraction.clear();
  if (fraction.size() < decimals) fraction.append(decimals - fraction.size(), '0');
  if (whole.empty()) whole = "0";
  const std::string sign = number.negative && !number.digits.empty() ? "-" : "";
  return sign + whole + (fraction.empty() ? "" : "." + fraction);
}

std::string plain_text(double value) {
  const Digits number = shown_digits(value);
  const int exponent = number.point - 1;
  if (number.digits.empty() || (exponent >= kSmallestPlainExponent && exponent <= kLargestPlainExponent))
    return in_full(number, 0);
  return fmt::format("{}{}{}{}E{:+}", number.negative ? "-" : "", number.digits[0], number.digits.size() > 1 ? "." : "",
                     number.digits.substr(1), exponent);
}

std::string percent_text(double value, const NumberFormat& format) {
  Digits number = shown_digits(value);
  number.point += 2;
  if (!number.digits.empty() && number.point > kLargestPlainExponent) return plain_text(value);
  const auto decimals = [](int wanted) {
    return static_cast<std::size_t>(std::clamp(wanted, 0, static_cast<int>(kMaximumPercentDecimals)));
  };
  round_digits(number, static_cast<int>(decimals(format.most_decimals)));
  return in_full(number, decimals(format.fewest_decimals)) + "%";
}

// ---- dates --------------------------------------------------------------------------------------------------

std::string clock_text(std::int64_t seconds) {
  return fmt::format("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
}

// Empty for what is no day.
std::optional<std::string> day_text(std::int64_t day, DateSystem system) {
  using namespace std::chrono;
  sys_days date = sys_days(year{1904} / January / 1) + days(day);
  if (system == DateSystem::from_1900) {
    if (day < 1) return std::nullopt;
    if (day == 60) return "1900-02-29";
    date = sys_days(year{1899} / December / (day < 60 ? 31 : 30)) + days(day);
  }
  const year_month_day parts(date);
  if (day < 0 || parts.year() > year{9999}) return std::nullopt;
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(parts.year()), static_cast<unsigned>(parts.month()),
                     static_cast<unsigned>(parts.day()));
}

std::optional<std::string> moment_text(double value, Kind kind, DateSystem system) {
  constexpr double kMostDays = 3'000'000;  // past the year 9999
  if (value < 0 || value > kMostDays) return std::nullopt;
  const auto seconds = static_cast<std::int64_t>(std::llround(value * static_cast<double>(kSecondsOfDay)));
  const std::int64_t of_day = seconds % kSecondsOfDay;
  if (kind == Kind::elapsed) return clock_text(seconds);
  if (kind == Kind::time) return clock_text(of_day);
  auto day = day_text(seconds / kSecondsOfDay, system);
  if (day && kind == Kind::date_time && of_day != 0) *day += " " + clock_text(of_day);
  return day;
}

}  // namespace

NumberFormat read_number_format(std::string_view code) { return FormatCode(code).read(); }

NumberFormat built_in_number_format(unsigned number) {
  if (number == 9) return {Kind::percent, 0, 0};
  if (number == 10) return {Kind::percent, 2, 2};
  if ((number >= 14 && number <= 17) || (number >= 27 && number <= 31) || number == 36 ||
      (number >= 50 && number <= 58))
    return {Kind::date};
  if ((number >= 18 && number <= 21) || (number >= 32 && number <= 35) || number == 45 || number == 47)
    return {Kind::time};
  if (number == 22) return {Kind::date_time};
  if (number == 46) return {Kind::elapsed};
  return {};
}

std::optional<std::string> number_text(std::string_view number, const NumberFormat& format, DateSystem system) {
  number = trim(number);
  const std::size_t first = !number.empty() && (number.front() == '-' || number.front() == '+') ? 1 : 0;
  // Not "inf" or "nan", which the library would take.
  if (first >= number.size() || ((number[first] < '0' || number[first] > '9') && number[first] != '.'))
    return std::nullopt;
  if (number.front() == '+') number.remove_prefix(1);
  double value = 0;
  const auto read = std::from_chars(number.data(), number.data() + number.size(), value);
  if (read.ec != std::errc() || read.ptr != number.data() + number.size()) return std::nullopt;
  switch (format.kind) {
    case Kind::plain:
      return plain_text(value);
    case Kind::percent:
      return percent_text(value, format);
    case Kind::date:
    case Kind::time:
    case Kind::date_time:
    case Kind::elapsed:
      break;
  }
  if (auto moment = moment_text(value, format.kind, system)) return moment;
  return plain_text(value);
}

}  // namespace termwise::ingest
