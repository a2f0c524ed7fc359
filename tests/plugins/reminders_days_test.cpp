// Each reminder of the catalogue on its days: the day before it is raised, the day itself, each escalation, and done at each time.
#include <set>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reminders_cases.h"

namespace termwise::plugin_tests {
namespace {

using testing::World;

class ReminderDays : public ::testing::TestWithParam<ReminderCase> {
 protected:
  World world() const {
    World world = school_of_2012();
    GetParam().facts(world);
    return world;
  }
  std::string on(World world, const std::string& day) const {
    world.today(day);
    return standing(world.run(catalogue(), GetParam().rule), GetParam().item);
  }
  std::string on(const std::string& day) const { return on(world(), day); }
  std::string done(const std::string& when, const std::string& today) const {
    World changed = world();
    GetParam().done(changed, when);
    return on(changed, today);
  }
  // "OPEN 2 with sip since 2012-02-27, then 2012-03-03"
  std::string open_at(std::size_t level) const {
    const auto& steps = GetParam().steps;
    std::string text = "OPEN " + at(level);
    if (level < steps.size()) text += ", then " + steps[level].day;
    return text;
  }
  std::string at(std::size_t level) const {
    const auto& step = GetParam().steps[level - 1];
    return std::to_string(level) + " with " + step.role + " since " + step.day;
  }
  std::string closed_at(std::size_t level, const std::string& day) const {
    const bool late = !GetParam().late_from.empty() && day >= GetParam().late_from;
    return std::string("CLOSED ") + (late ? "LATE " : "") + at(level) + ", closed " + day;
  }
};

TEST_P(ReminderDays, is_raised_and_escalated_on_its_days_and_not_the_day_before) {
  const auto& steps = GetParam().steps;
  EXPECT_EQ(on(eve_of(steps.front().day)), "none");
  for (std::size_t level = 1; level <= steps.size(); ++level) {
    if (level > 1) {
      EXPECT_EQ(on(eve_of(steps[level - 1].day)), open_at(level - 1));
    }
    EXPECT_EQ(on(steps[level - 1].day), open_at(level));
  }
}

TEST_P(ReminderDays, is_named_by_what_it_is_about_and_told_to_whoever_is_known) {
  for (const auto& step : GetParam().steps) {
    World one = world();
    one.today(step.day);
    const auto result = one.run(catalogue(), GetParam().rule);
    bool found = false;
    for (const auto& finding : result.findings) {
      if (finding.reminder->item != GetParam().item) continue;
      found = true;
      EXPECT_EQ(finding.reminder->reference, GetParam().reference);
      EXPECT_EQ(finding.reminder->addressee, step.addressee) << step.day;
      EXPECT_FALSE(finding.predicates.empty());
    }
    EXPECT_TRUE(found) << result.failure;
  }
}

TEST_P(ReminderDays, is_closed_where_it_stood_and_never_given_where_done_before) {
  const auto& steps = GetParam().steps;
  if (!GetParam().done) {
    World changed = world();
    GetParam().ended(changed);
    for (const auto& step : steps) EXPECT_EQ(on(changed, step.day), "none");
    return;
  }
  const std::string first = steps.front().day;
  EXPECT_EQ(done(eve_of(first), first), "none");
  for (std::size_t level = 1; level <= steps.size(); ++level) {
    const std::string& day = steps[level - 1].day;
    const bool gone = level == 1 && GetParam().gone_if_done_that_day;
    EXPECT_EQ(done(day, day), gone ? "none" : closed_at(level, day));
    if (level > 1) {
      EXPECT_EQ(done(eve_of(day), day), closed_at(level - 1, eve_of(day)));
    }
  }
}

TEST_P(ReminderDays, is_not_given_of_a_closed_school) {
  World closed = world();
  closed.school(kOak).attribute("status", "closed");
  closed.today(GetParam().steps.back().day);
  for (const auto& finding : closed.run(catalogue(), GetParam().rule).findings)
    EXPECT_NE(finding.reminder->subject_kind, TW_SUBJECT_SCHOOL) << finding.sentence;
}

INSTANTIATE_TEST_SUITE_P(Each, ReminderDays, ::testing::ValuesIn(reminder_cases()),
                         [](const auto& one) { return one.param.rule.substr(std::string("reminder-").size()); });

TEST(ReminderCatalogue, has_a_case_for_each_of_its_thirty_rules) {
  std::set<std::string> tested;
  for (const auto& one : reminder_cases()) tested.insert(one.rule);
  std::set<std::string> declared;
  for (const Rule& rule : whole_catalogue().rules) declared.insert(rule.id);
  EXPECT_EQ(tested, declared);
  EXPECT_EQ(declared.size(), 30u);
}

// Every sentence is said by some case, whole, and ends with whom it is with.
TEST(ReminderCatalogue, says_every_sentence_whole) {
  std::set<std::string> used;
  const auto look = [&](World& world, const ReminderCase& one) {
    for (const auto& finding : world.run(catalogue(), one.rule).findings) {
      used.insert(finding.template_id);
      const std::string& sentence = finding.sentence;
      EXPECT_EQ(sentence.back(), '.') << sentence;
      for (const char* never : {"  ", "()", "{", "}", " ,", "..", " .", ": ."})
        EXPECT_EQ(sentence.find(never), std::string::npos) << sentence;
      if (finding.outcome == "OPEN" && one.rule != "reminder-r26") {
        EXPECT_NE(sentence.find("This is now with "), std::string::npos) << sentence;
      }
    }
  };
  for (const ReminderCase& one : reminder_cases())
    for (const auto& step : one.steps) {
      World open = school_of_2012();
      one.facts(open);
      World closed = open;
      open.today(step.day);
      look(open, one);
      if (!one.done) continue;
      const std::string late = std::max(one.late_from, step.day);
      for (const std::string& day : {step.day, late}) {
        World then = closed;
        one.done(then, day);
        then.today(day);
        look(then, one);
      }
    }
  std::set<std::string> declared;
  for (const Template& text : testing::describe(catalogue()).templates) declared.insert(text.id);
  EXPECT_EQ(used, declared);
}

}  // namespace
}  // namespace termwise::plugin_tests
