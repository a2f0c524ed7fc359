// A published value: an exact decimal, or the one reason why there is none. The two cannot be confused: a missing
// value has no number to compare.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <variant>

#include <termwise/abi.h>
#include <termwise/decimal.hpp>

namespace termwise::school {

// The numbers are the ABI's and the database's; never renumber.
enum class Missing : std::uint8_t {
  suppressed = TW_SUPPRESSED,
  not_applicable = TW_NOT_APPLICABLE,
  not_entered = TW_NOT_ENTERED,
  not_published = TW_NOT_PUBLISHED,
  low_coverage = TW_LOW_COVERAGE,
  new_school = TW_NEW_SCHOOL,
  not_supplied = TW_NOT_SUPPLIED,
  unparseable = TW_UNPARSEABLE
};

std::string_view name(Missing reason);      // "suppressed"
std::string_view in_words(Missing reason);  // "suppressed to protect pupils"
std::optional<Missing> missing_named(std::string_view name);
std::optional<Missing> missing_numbered(std::uint8_t number);

class Value {
 public:
  Value(Decimal number) : state_(number) {}
  Value(Missing reason) : state_(reason) {}

  // Null where the value is missing.
  const Decimal* number() const { return std::get_if<Decimal>(&state_); }
  // Null where there is a number.
  const Missing* missing() const { return std::get_if<Missing>(&state_); }
  bool operator==(const Value&) const = default;

 private:
  std::variant<Decimal, Missing> state_;
};

}  // namespace termwise::school
