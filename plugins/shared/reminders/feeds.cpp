#include "reminders/feeds.h"

#include <algorithm>
#include <array>

#include "reminders/desk.h"

namespace termwise::reminders {
namespace {

constexpr auto kLate = working_days("feed_working_days", "2",
                                    "A file is late so many working days after the day on which it is expected.");
constexpr auto kLateManager =
    working_days("feed_sip_manager_working_days", "5",
                 "So many working days after a file was late the manager of all advisers is told.");

constexpr Number<Days> expected(std::string_view name, Written by_default, std::string_view meaning) {
  return {.name = name, .minimum = "0", .maximum = "365", .by_default = by_default, .meaning = meaning};
}

// One kind of file, known by a figure that it has of every school.
struct Feed {
  std::string_view item;
  std::string_view words;
  std::string_view measure;
  Number<Days> expected;
  bool of_tests = false;  // comes only in years with national tests
};

constexpr std::array<Feed, 3> kFeeds{{
    {"ks2", "the key stage 2 results", "KS2_COHORT",
     expected("ks2_expected_days", "105",
              "The summer's key stage 2 results are expected so many days after 1 September; 105 is 15 December."),
     true},
    {"ks1", "the key stage 1 results", "KS1_COHORT",
     expected("ks1_expected_days", {},
              "The summer's key stage 1 results are expected so many days after 1 September; not at all unless it is "
              "set."),
     true},
    {"eyfs", "the results of the early years foundation stage", "EYFS_COHORT",
     expected(
         "eyfs_expected_days", {},
         "The summer's results of the early years foundation stage are expected so many days after 1 September; not at "
         "all unless it is set."),
     true},
}};

bool has_arrived(const std::vector<School>& schools, const Feed& feed, int summer) {
  return std::any_of(schools.begin(), schools.end(),
                     [&](const School& school) { return school.on_record(feed.measure, summer); });
}

// Whether the nation's pupils took no tests that summer, so that no results can come.
bool without_tests(const Facts& facts, int summer) {
  const auto nation = facts.standard("national-figure", "ks2", summer);
  return nation && nation->state == StandardState::no_data;
}

}  // namespace

Rule data_feed_late(const Protocol& protocol) {
  Rule rule = reminder_rule("reminder-r29", protocol, [](const Desk& desk) {
    const std::vector<School> schools = desk.facts().schools();
    const int summer = desk.year() - 1;
    for (const Feed& feed : kFeeds) {
      if (!desk.facts().setting(feed.expected) || (feed.of_tests && without_tests(desk.facts(), summer))) continue;
      if (has_arrived(schools, feed, summer)) continue;
      const Day due = desk.after(first_day_of(desk.year()), feed.expected);
      Reminder reminder = desk.about_la(due, std::string(feed.item));
      reminder.fill("what", std::string(feed.words)).fill("results", academic_year(summer));
      reminder.record(Missing::not_supplied, {feed.measure, summer, 0}, Operator::greater_or_equal, "a file",
                      desk.origin(kOurDefault, feed.expected));
      const auto raised = desk.after(due, kLate);
      desk.give(reminder, {{raised, kDataTeam}, {desk.after(raised, kLateManager), desk.protocol().sip_manager}});
    }
  });
  rule.title = "Expected data not loaded";
  rule.outcomes = {
      {"OPEN",
       "No file with {what} of {results} has been loaded, which was expected by {reference}. The LA's data team is to "
       "get it and load it. This is now with {to}."}};
  for (const Feed& feed : kFeeds) {
    Read read;
    read.code = feed.measure;
    read.years_before = 1;
    rule.reads.push_back(read);
    rule.parameters.push_back(feed.expected);
  }
  rule.parameters.insert(rule.parameters.end(), {kLate, kLateManager});
  rule.national_standards = true;
  return rule;
}

}  // namespace termwise::reminders
