// The six criteria by which Kent's briefing of autumn 2008 (slide 24) says which schools may be a priority: each of them as
// far as it is known on the run's day, with what it is said by.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include <termwise/plugin.hpp>

namespace termwise::kent {

struct Criterion {
  std::string_view code;   // "P1"
  std::string_view title;  // "Not inspected since the cycle began"
};
inline constexpr std::array<Criterion, 6> kCriteria{{{"P1", "Not inspected in the present cycle"},
                                                     {"P2", "Inspected early in the present cycle"},
                                                     {"P3", "Satisfactory, with satisfactory capacity to improve"},
                                                     {"P4", "In a category at some point in the cycle"},
                                                     {"P5", "Low value added or declining results"},
                                                     {"P6", "Below the floor, and not inspected or not improving"}}};

// One of them for one school.
struct Met {
  Truth holds = Truth::no;
  std::string what;          // "it has not been inspected since 1 September 2005", or what is not known
  bool new_school = false;   // of P1: the school is so new that no inspection was due, or may be
  bool passed_over = false;  // and it does not hold for that reason
};

// The schools that the criteria are about: those of the briefing, of years with level 4 in English and maths.
bool has_priorities(const Case& school);

// `number` counts from 1, as the briefing does. Keeps what it looked at as evidence.
Met judge_criterion(std::size_t number, Case& school);

// What a rule that asks any of them has to say that it reads.
std::vector<Read> reads_of_priority();
std::vector<Items> items_of_priority();
std::vector<Parameter> parameters_of_priority();

// Where they are published.
inline constexpr std::string_view kPrioritySource =
    "Kent primary briefing, autumn 2008, slide 24; what is low or declining is Termwise's default, Kent's document "
    "gives "
    "no number";

}  // namespace termwise::kent
