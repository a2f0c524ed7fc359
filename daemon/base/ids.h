// Identifiers that must not be mixed up. Each is a plain value with a name of its own.
#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace termwise {

// A number that means one thing only; Tag keeps, say, a batch number out of a run's place.
template <typename Tag, typename Number>
struct StrongId {
  Number value{};
  auto operator<=>(const StrongId&) const = default;
};

using Urn = StrongId<struct UrnTag, std::int64_t>;                  // 100000 to 9999999
using BatchId = StrongId<struct BatchTag, std::int64_t>;            // from 1, in commit order
using RunId = StrongId<struct RunTag, std::int64_t>;                // from 1
using OccurrenceId = StrongId<struct OccurrenceTag, std::int64_t>;  // from 1
using ProgramId = StrongId<struct ProgramTag, std::int64_t>;        // from 1
using RevisionId = StrongId<struct RevisionTag, std::int64_t>;      // from 1
using MessageId = StrongId<struct MessageTag, std::int64_t>;        // from 1
using RecipientId = StrongId<struct RecipientTag, std::int64_t>;    // from 1

// The three digits of a Local Authority ("886" is Kent), 201 to 999.
class LaCode {
 public:
  // Empty for anything but three digits from 201 to 999.
  static std::optional<LaCode> parse(std::string_view text);
  const std::string& text() const { return text_; }
  auto operator<=>(const LaCode&) const = default;

 private:
  explicit LaCode(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

// An English academic year, 1 September to 31 August. Written "2016/17"; its number is the summer, 2017.
class AcademicYear {
 public:
  // Empty for anything but "YYYY/YY" with consecutive years, 1988/89 to 2098/99.
  static std::optional<AcademicYear> parse(std::string_view label);
  // Empty outside 1989 to 2099.
  static std::optional<AcademicYear> from_summer(int summer);
  // That in which a day lies: it begins on 1 September. Empty as above.
  static std::optional<AcademicYear> of(std::chrono::year_month_day day);
  int summer() const { return summer_; }
  std::string label() const;
  auto operator<=>(const AcademicYear&) const = default;

 private:
  explicit AcademicYear(int summer) : summer_(summer) {}
  int summer_;
};

}  // namespace termwise
