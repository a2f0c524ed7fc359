// Parameters: what an LA may set. Each is declared once, as a constant, and named by the rules that use it; nothing but
// the declaration says its type, unit, range, default and meaning.
//
//   constexpr Number<Pupils> kFew{.name = "few", .minimum = "1", .maximum = "500", .by_default = "15",
//                                 .meaning = "Fewer leavers than this are few."};
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <termwise/abi.h>
#include <termwise/decimal.hpp>
#include <termwise/unit.hpp>

namespace termwise {

// A decimal as it is written in an LA's file. One that is no decimal does not compile.
class Written {
 public:
  constexpr Written() = default;
  consteval Written(const char* text) : text_(text) {
    if (!Decimal::parse(text_)) throw "write a decimal number, such as \"-5\" or \"64.5\"";
  }
  // As it was written.
  constexpr std::string_view text() const { return text_; }

 private:
  std::string_view text_;
};

// A decimal number of a unit.
template <class Unit>
struct Number {
  std::string_view name;
  Written minimum = {};     // inclusive; none where it is not given
  Written maximum = {};     // inclusive; none where it is not given
  Written by_default = {};  // not set where it is not given
  std::string_view meaning;
};

// Yes or no.
struct Flag {
  std::string_view name;
  bool by_default = false;
  std::string_view meaning;
};

// One word of several.
struct Choice {
  std::string_view name;
  std::vector<std::string_view> choices;  // the first is the default
  std::string_view meaning;
};

// Any of them, as a manifest has it.
struct Parameter {
  std::uint32_t type = TW_PARAMETER_DECIMAL;
  std::string name;
  std::string unit;
  std::string minimum;
  std::string maximum;
  std::string default_value;
  std::string meaning;
  std::vector<std::string> choices;

  Parameter() = default;
  template <class Unit>
  Parameter(const Number<Unit>& p)
      : name(p.name),
        unit(Unit::name),
        minimum(p.minimum.text()),
        maximum(p.maximum.text()),
        default_value(p.by_default.text()),
        meaning(p.meaning) {}
  Parameter(const Flag& p)
      : type(TW_PARAMETER_FLAG), name(p.name), default_value(p.by_default ? "true" : "false"), meaning(p.meaning) {}
  Parameter(const Choice& p)
      : type(TW_PARAMETER_CHOICE),
        name(p.name),
        default_value(p.choices.empty() ? std::string_view() : p.choices.front()),
        meaning(p.meaning),
        choices(p.choices.begin(), p.choices.end()) {}

  bool operator==(const Parameter&) const = default;
};

}  // namespace termwise
