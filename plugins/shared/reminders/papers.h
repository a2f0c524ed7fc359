// Which documents a visit needs, whose they are, and when they are due. Plans of visits and reminders count from the same days.
#pragma once

#include <optional>
#include <string_view>

#include <termwise/plugin.hpp>

#include "reminders/days.h"

namespace termwise::reminders {

// As the register of documents calls the school's self-evaluation.
inline constexpr std::string_view kSef = "SEF";

inline constexpr auto kPackDue = working_days("pack_working_days_before", "10",
                                              "A visit's data pack is complete so many working days before the visit.");
inline constexpr auto kSefDue = calendar_days(
    "sef_days_before", "14", "A school sends its self-evaluation so many days before the visit about it.");
inline constexpr auto kEvidenceDue =
    working_days("evidence_working_days_before", "5",
                 "What was asked of a school is with its adviser so many working days before the visit.");

inline constexpr std::string_view kSefSource =
    "Norfolk, School Improvement Partnership Programme (Primary), 2011/12, visit 2: a copy of the SEF two weeks before";

// What the school has to send beside its self-evaluation.
bool is_of_the_school(std::string_view document);
// The LA's data pack: every document that is not the school's.
bool is_of_the_pack(std::string_view document);
// The day on which a document was received or waived; empty where neither is on record.
std::optional<Day> settled(const Item& document);

}  // namespace termwise::reminders
