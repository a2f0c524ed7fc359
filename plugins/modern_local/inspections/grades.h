// What one inspection found: one overall grade until August 2024, grades of each area since, and a report card since November
// 2025, whose words are never turned into the grades 1 to 4.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <termwise/plugin.hpp>

namespace termwise::modern_local {

inline constexpr Measure<Plain> kOverall{"OFSTED_OE"};  // 1 outstanding to 4 inadequate, as are the others
inline constexpr Measure<Plain> kEducation{"OFSTED_EDUCATION"};
inline constexpr Measure<Plain> kLeadership{"OFSTED_LEADERSHIP"};
inline constexpr Measure<Plain> kPreviousOverall{"OFSTED_PREVIOUS_OE"};

enum class Scale { overall, areas, report_card };

// One area of a report card.
struct Area {
  std::string_view attribute;
  std::string_view name;
  bool where_applicable = false;
};
inline constexpr std::array<Area, 8> kAreas{{{"card_inclusion", "inclusion"},
                                             {"card_curriculum_and_teaching", "curriculum and teaching"},
                                             {"card_achievement", "achievement"},
                                             {"card_attendance_and_behaviour", "attendance and behaviour"},
                                             {"card_personal_development", "personal development and wellbeing"},
                                             {"card_leadership_and_governance", "leadership and governance"},
                                             {"card_early_years", "early years", true},
                                             {"card_post_16", "post-16 provision", true}}};
inline constexpr std::size_t kLeadershipArea = 5;

// Missing is all that this inspection did not give.
struct Grades {
  Scale scale = Scale::overall;
  Date began = Date(Text(Missing::not_supplied));
  Figure<Plain> overall = Figure<Plain>(Value(Missing::not_applicable));
  Figure<Plain> education = Figure<Plain>(Value(Missing::not_applicable));
  Figure<Plain> leadership = Figure<Plain>(Value(Missing::not_applicable));
  Text category = Text(Missing::not_supplied);
  Text safeguarding = Text(Missing::not_supplied);
  std::array<Text, kAreas.size()> areas = all_missing(std::make_index_sequence<kAreas.size()>());
  const Ancestor* crossed = nullptr;  // the school that was inspected, where this one was another then

 private:
  template <std::size_t... I>
  static std::array<Text, sizeof...(I)> all_missing(std::index_sequence<I...>) {
    return {((void)I, Text(Missing::not_supplied))...};
  }
};

// Whether it found less than Good, or for a report card what DfE counts as the equivalent: that leadership and governance
// need attention or more.
Truth is_below_good(const Grades& grades);
// Whether it found "requires improvement", or the equivalent in leadership and management or in quality of education.
// A report card has no such grade, and there the question is about leadership and governance.
Truth requires_improvement(const Grades& grades);
// Whether it put the school in a category of concern. Where no category is given there is none if the grades leave no room
// for one.
Truth in_category(const Grades& grades);

// What it gave: "\"requires improvement\" (3 October 2023)"
std::string in_words(const Grades& grades);

}  // namespace termwise::modern_local
