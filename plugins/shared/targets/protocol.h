// How an LA applies the checks of targets, where they are not the same for each.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <termwise/plugin.hpp>

namespace termwise::targets {

// The least that is expected of a school's results.
struct Floor {
  Threshold threshold;  // below it: less than so many percent
  std::string of;       // "Kent's", "the national"
};

// The floor for a measure ("KS2_L4_EM") that was in force in an autumn; empty where there was none.
using FloorOf = std::function<std::optional<Floor>(const Facts& facts, int autumn, std::string_view measure)>;

// Texts are constants, and a protocol outlives every rule that is made with it.
struct Protocol {
  std::string_view adviser;  // follows "the": "SIP"
  FloorOf floor;
  std::vector<Parameter> floor_parameters;
  // Groups of the register for which the programme asks for targets too, where they have pupils enough: "FSM".
  std::vector<std::string_view> groups = {};
};

// The national floor for level 4, or what the LA has set in its place (`target_floor`).
FloorOf national_floor();
std::vector<Parameter> national_floor_parameters();

}  // namespace termwise::targets
