// What a rule reads: a number or a text, or the one reason why there is none, and where it came from.
// Comparing gives a Truth, which is unknown where the value is missing; a number can only be had by asking
// whether there is one.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string_view>

#include <termwise/abi.h>
#include <termwise/decimal.hpp>
#include <termwise/kleene.hpp>

namespace termwise {

// Why there is no value; abi.h says what each means.
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

// To follow "is", as in "reading progress is suppressed to protect pupils".
constexpr std::string_view in_words(Missing reason) {
  switch (reason) {
    case Missing::suppressed:
      return "suppressed to protect pupils";
    case Missing::not_applicable:
      return "not applicable";
    case Missing::not_entered:
      return "missing because no pupil was entered";
    case Missing::not_published:
      return "not published";
    case Missing::low_coverage:
      return "withheld because too few pupils could be matched";
    case Missing::new_school:
      return "missing because the school is new";
    case Missing::not_supplied:
      return "not in the file";
    case Missing::unparseable:
      break;
  }
  return "unreadable";
}

struct Ancestor;  // lineage.hpp

// Where a value was read.
struct Evidence {
  std::string_view name;    // a measure's code, or an attribute's name; borrowed from the facts
  int year = 0;             // the summer
  std::uint32_t token = 0;  // the host's token for the cell, 0 = none
  // Whose value it is, where a rule crossed a link to a school from which this one has come; null: its own.
  const Ancestor* crossed = nullptr;
};

// How a figure is compared with a threshold: figure OPERATOR threshold.
enum class Operator : std::uint32_t {
  less = TW_LESS,
  less_or_equal = TW_LESS_OR_EQUAL,
  equal = TW_EQUAL,
  greater_or_equal = TW_GREATER_OR_EQUAL,
  greater = TW_GREATER
};

// Whether `a OPERATOR b` holds where a <=> b is `order`.
constexpr bool holds(std::strong_ordering order, Operator operation) {
  switch (operation) {
    case Operator::less:
      return order < 0;
    case Operator::less_or_equal:
      return order <= 0;
    case Operator::equal:
      return order == 0;
    case Operator::greater_or_equal:
      return order >= 0;
    case Operator::greater:
      break;
  }
  return order > 0;
}

// The one that says the same with its sides exchanged: a < b is b > a.
constexpr Operator mirrored(Operator operation) {
  switch (operation) {
    case Operator::less:
      return Operator::greater;
    case Operator::less_or_equal:
      return Operator::greater_or_equal;
    case Operator::equal:
      return Operator::equal;
    case Operator::greater_or_equal:
      return Operator::less_or_equal;
    case Operator::greater:
      break;
  }
  return Operator::less;
}

// "<", "<=", "=", ">=", ">"
constexpr std::optional<Operator> operator_named(std::string_view symbol) {
  if (symbol == "<") return Operator::less;
  if (symbol == "<=") return Operator::less_or_equal;
  if (symbol == "=") return Operator::equal;
  if (symbol == ">=") return Operator::greater_or_equal;
  if (symbol == ">") return Operator::greater;
  return std::nullopt;
}

// A number or the reason why there is none. There is no way to read a number that is missing.
class Value {
 public:
  constexpr explicit Value(Decimal number, Evidence evidence = {}) : number_(number), evidence_(evidence) {}
  constexpr explicit Value(Missing reason, Evidence evidence = {}) : missing_(reason), evidence_(evidence) {}

  // Null where the value is missing.
  constexpr const Decimal* number() const { return missing_ ? nullptr : &number_; }
  // Null where there is a number.
  constexpr const Missing* missing() const { return missing_ ? &*missing_ : nullptr; }
  // Where it was read; empty where it was made by hand.
  constexpr const Evidence& evidence() const { return evidence_; }

  friend constexpr Truth compare(const Value& a, Operator operation, const Decimal& b) {
    if (a.missing_) return Truth::unknown;
    return truth(holds(a.number_ <=> b, operation));
  }
  friend constexpr Truth compare(const Value& a, Operator operation, const Value& b) {
    return b.missing_ ? Truth::unknown : compare(a, operation, b.number_);
  }
  friend constexpr Truth operator<(const Value& a, const Decimal& b) { return compare(a, Operator::less, b); }
  friend constexpr Truth operator<(const Value& a, const Value& b) { return compare(a, Operator::less, b); }
  friend constexpr Truth operator<=(const Value& a, const Decimal& b) { return compare(a, Operator::less_or_equal, b); }
  friend constexpr Truth operator<=(const Value& a, const Value& b) { return compare(a, Operator::less_or_equal, b); }
  friend constexpr Truth operator==(const Value& a, const Decimal& b) { return compare(a, Operator::equal, b); }
  friend constexpr Truth operator==(const Value& a, const Value& b) { return compare(a, Operator::equal, b); }
  friend constexpr Truth operator>=(const Value& a, const Decimal& b) {
    return compare(a, Operator::greater_or_equal, b);
  }
  friend constexpr Truth operator>=(const Value& a, const Value& b) {
    return compare(a, Operator::greater_or_equal, b);
  }
  friend constexpr Truth operator>(const Value& a, const Decimal& b) { return compare(a, Operator::greater, b); }
  friend constexpr Truth operator>(const Value& a, const Value& b) { return compare(a, Operator::greater, b); }

 private:
  Decimal number_;
  std::optional<Missing> missing_;
  Evidence evidence_;
};

// An attribute of a school, such as its status. Borrowed from the facts.
class Text {
 public:
  constexpr explicit Text(std::string_view text, Evidence evidence = {}) : text_(text), evidence_(evidence) {}
  constexpr explicit Text(Missing reason, Evidence evidence = {}) : missing_(reason), evidence_(evidence) {}

  // Null where the text is missing.
  constexpr const std::string_view* text() const { return missing_ ? nullptr : &text_; }
  // Null where there is a text.
  constexpr const Missing* missing() const { return missing_ ? &*missing_ : nullptr; }
  // Where it was read; empty where it was made by hand.
  constexpr const Evidence& evidence() const { return evidence_; }

  friend constexpr Truth operator==(const Text& a, std::string_view b) {
    return a.missing_ ? Truth::unknown : truth(a.text_ == b);
  }

 private:
  std::string_view text_;
  std::optional<Missing> missing_;
  Evidence evidence_;
};

}  // namespace termwise
