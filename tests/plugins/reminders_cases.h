// One case for each reminder of the catalogue: what is to be done, whom it is with from which day, and how it is done.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "reminders_world.h"

namespace termwise::plugin_tests {

struct ReminderCase {
  struct Step {
    std::string day;
    std::string role;
    std::string addressee = {};
  };
  std::string rule;
  std::string item;
  std::string reference;
  std::vector<Step> steps;
  std::function<void(testing::World&)> facts;  // it is not done
  // That it is done on a day. None: the register does not say when, and `ended` says that it is done.
  std::function<void(testing::World&, const std::string& day)> done = {};
  std::function<void(testing::World&)> ended = {};
  std::string late_from = {};  // from that day on what is done is late
  bool gone_if_done_that_day =
      false;  // what is done on the day on which it would be raised leaves nothing to remind of
};

std::vector<ReminderCase> reminder_cases();

}  // namespace termwise::plugin_tests
