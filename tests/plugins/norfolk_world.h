// A school of 2011/12 in Norfolk's programme, for tests of the plan of its visits: the registers as an LA keeps them, until a test
// says otherwise.
#pragma once

#include <string>

#include <gtest/gtest.h>

#include <termwise/testing.hpp>
#include <termwise/testing/gtest.hpp>

#include "reminders_world.h"

namespace termwise::plugin_tests {

inline const tw_plugin& norfolk_plugin() {
  static const tw_plugin& loaded = testing::load(TERMWISE_NORFOLK_PLUGIN);
  return loaded;
}

// What Norfolk's plugin finds of the school under one rule on a day.
inline testing::EmittedFinding on_day(testing::World world, const std::string& day, const std::string& rule) {
  const auto result = world.today(day).run(norfolk_plugin(), rule);
  EXPECT_TRUE(result.completed) << result.failure;
  return result.of(kOak);
}

// The four visits with days: 10 and 24 November 2011, 8 March and 14 June 2012.
inline void add_four_visits(testing::World& world) {
  visit(world, "V1", "data and targets", "2011-11-10");
  visit(world, "V4", "performance management", "2011-11-24");
  visit(world, "V2", "self-evaluation", "2012-03-08");
  visit(world, "V3", "improvement", "2012-06-14");
}

inline testing::ItemFacts& held(testing::World& world, const std::string& key) {
  return world.item("visit/1", kOak, 2012, key)
      .attribute("visit_status", "held")
      .attribute("head_attendance", "attended")
      .attribute("governor_attendance", "attended");
}

inline testing::ItemFacts& document(testing::World& world, const std::string& visit, const std::string& what,
                                    const testing::Cell& received, const std::string& part = {}) {
  return world.item("visit_document/1", kOak, 2012, visit + "/" + what + "/" + part)
      .attribute("visit", visit)
      .attribute("document", what)
      .attribute("received_on", received);
}

inline testing::ItemFacts& record(testing::World& world, const std::string& visit, const std::string& submitted) {
  return world.item("visit_record/1", kOak, 2012, visit).attribute("visit", visit).attribute("submitted_on", submitted);
}

// A record in which nothing is missing, but for what other registers have.
inline testing::ItemFacts& whole_record(testing::World& world, const std::string& visit, const std::string& submitted) {
  return record(world, visit, submitted)
      .attribute("record_author", "A1")
      .attribute("actions_reviewed", "yes")
      .attribute("progress_reviewed", "yes")
      .attribute("targets_agreed", "yes")
      .attribute("impact_evaluated", "yes")
      .attribute("support_and_challenge", "balanced")
      .attribute("support_level", "light touch")
      .attribute("differences_of_view", "no")
      .attribute("sef_quality", "good")
      .measure("VISIT_RECORD_WORDS", "640");
}

inline testing::ItemFacts& target(testing::World& world, const std::string& code, int summer,
                                  const testing::Cell& percent, const std::string& group = "all") {
  return world.item("target/1", kOak, summer, code + "//" + group)
      .attribute("target", code)
      .attribute("pupil_group", group)
      .measure("TARGET_PERCENT", percent);
}

inline testing::ItemFacts& action(testing::World& world, const std::string& key, const std::string& visit,
                                  const testing::Cell& due) {
  return world.item("action/1", kOak, 2012, key)
      .attribute("visit", visit)
      .attribute("action_owner", "head teacher")
      .attribute("due_on", due);
}

inline testing::ItemFacts& grade(testing::World& world, const std::string& aspect, const testing::Cell& school,
                                 const testing::Cell& adviser, const testing::Cell& agreed) {
  return world.item("sef_grade/1", kOak, 2012, "V2/" + aspect)
      .attribute("visit", "V2")
      .attribute("sef_aspect", aspect)
      .attribute("sef_agreed", agreed)
      .measure("SEF_GRADE_SCHOOL", school)
      .measure("SEF_GRADE_ADVISER", adviser);
}

inline testing::ItemFacts& package(testing::World& world, const std::string& key, const std::string& type) {
  return world.item("support_package/1", kOak, 2012, key).attribute("package_type", type);
}

}  // namespace termwise::plugin_tests
