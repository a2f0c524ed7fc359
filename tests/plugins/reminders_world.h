// A Local Authority of 2011/12 with one school and its adviser, for tests of the reminders: everything in order, until a test
// says otherwise.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include <termwise/plugin.hpp>
#include <termwise/testing.hpp>

#include "reminder_days.h"
#include "reminders/reminders.h"

namespace termwise::plugin_tests {

constexpr std::int64_t kOak = 900001;

// All thirty reminders in one plugin: those of Norfolk, and the others as Kent has them.
inline Plugin whole_catalogue() {
  Plugin plugin{.id = "catalogue", .version = "1.0.0", .title = "All reminders", .rules = reminders::norfolk()};
  for (Rule& rule : reminders::kent()) {
    const auto same = [&](const Rule& other) { return other.id == rule.id; };
    if (std::none_of(plugin.rules.begin(), plugin.rules.end(), same)) plugin.rules.push_back(std::move(rule));
  }
  return plugin;
}

template <Plugin (*make)()>
const tw_plugin& plugin_of() {
  static const tw_plugin entry{
      sizeof(tw_plugin), TW_ABI_MAJOR, TW_ABI_MINOR, 0, &PluginEntry<make>::describe, &PluginEntry<make>::extension};
  return entry;
}
inline const tw_plugin& catalogue() { return plugin_of<whole_catalogue>(); }

inline void add_bank_holidays(testing::World& world) {
  for (const char* day : kBankHolidays) world.bank_holiday(day);
}

// "2012-03-08" is "2012-03-07" a day earlier.
inline std::string eve_of(std::string_view day) {
  return written(Day(std::chrono::sys_days(*parse_day(day)) - std::chrono::days(1)));
}

inline testing::ItemFacts& adviser(testing::World& world, const std::string& key, const std::string& name) {
  return world.item("adviser/1", 0, 2012, key)
      .attribute("adviser_name", name)
      .attribute("line_manager", "M1")
      .attribute("mentor", "M1")
      .attribute("accreditation", "active")
      .attribute("accredited_on", "2008-04-01")
      .attribute("htpm_trained_on", "2009-06-01");
}

inline testing::ItemFacts& visit(testing::World& world, const std::string& key, const std::string& type,
                                 const testing::Cell& on) {
  return world.item("visit/1", kOak, 2012, key)
      .attribute("visit_type", type)
      .attribute("visit_status", on.missing ? "planned" : "booked")
      .attribute("adviser", "A1")
      .attribute("booked_on", "2011-09-01")
      .attribute("visited_on", on);
}

inline testing::World school_of_2012() {
  testing::World world(2012, "926");
  add_bank_holidays(world);
  world.term("autumn", "2011-09-05", "2011-12-20", "2011-10-24", "2011-10-28");
  world.term("spring", "2012-01-04", "2012-03-30", "2012-02-13", "2012-02-17");
  world.term("summer", "2012-04-16", "2012-07-20", "2012-06-04", "2012-06-08");
  world.school(kOak).attribute("name", "Oak Primary").attribute("age_range", "4-11").measure("KS2_COHORT", "31");
  adviser(world, "A1", "Jo Field");
  adviser(world, "M1", "Sam Marsh");
  world.item("assignment/1", kOak, 2012, "A1")
      .attribute("adviser", "A1")
      .attribute("assignment_status", "current")
      .attribute("assigned_from", "2011-09-01");
  return world;
}

// What became of one reminder: "OPEN 2 with sip since 2012-02-27, then 2012-03-03", or "none".
inline std::string standing(const testing::RunResult& result, std::string_view item) {
  if (!result.completed) return "failed: " + result.failure;
  std::string text;
  for (const auto& finding : result.findings) {
    if (!finding.reminder || finding.reminder->item != item) continue;
    if (!text.empty()) return "several";
    text = finding.outcome + (finding.reason.empty() ? "" : " " + finding.reason) + " " +
           std::to_string(finding.reminder->level) + " with " + finding.reminder->role + " since " +
           finding.reminder->level_since;
    if (!finding.reminder->next_on.empty()) text += ", then " + finding.reminder->next_on;
    if (!finding.reminder->closed_on.empty()) text += ", closed " + finding.reminder->closed_on;
  }
  return text.empty() ? "none" : text;
}

}  // namespace termwise::plugin_tests
