// What an LA may set of the local indicator of attainment.
#pragma once

#include <string_view>

#include <termwise/plugin.hpp>

namespace termwise::modern_local {

inline constexpr Flag kUseIndicator{
    .name = "attainment_indicator",
    .by_default = false,
    .meaning = "Whether the LA uses its own indicator of attainment, which is not a DfE standard."};

inline constexpr Number<Percent> kLowestShare{
    .name = "lowest_share",
    .minimum = "1",
    .maximum = "50",
    .by_default = "20",
    .meaning = "A school is low where no more than this share of the LA's schools has its percentage or a lower one."};

inline constexpr Number<Pupils> kFewestPupils{
    .name = "fewest_pupils",
    .minimum = "1",
    .maximum = "100",
    .by_default = "11",
    .meaning =
        "With fewer pupils than this a school has no place among the LA's schools, and with fewer over the three "
        "years together it is not judged."};

inline constexpr Number<Percent> kConfidence{
    .name = "confidence",
    .minimum = "80",
    .maximum = "99.9",
    .by_default = "95",
    .meaning =
        "How sure it must be that a school is below the national figures: of the rest, half lies on either side."};

// "set by the LA", or that it is this plugin's own.
template <class Unit>
std::string_view whose(const Facts& facts, const Number<Unit>& parameter) {
  const bool is_default = facts.setting(parameter) == Decimal::parse(parameter.by_default.text());
  return is_default ? "Local indicator, not a DfE standard; default of modern_local" : "set by the LA";
}

}  // namespace termwise::modern_local
