// Each kind of schedule rule as a reader of a digest is told of it.
#include "calendar/wording.h"

#include <gtest/gtest.h>

#include "support.h"

namespace termwise::calendar {
namespace {

using testing::rule;

std::string words(std::string_view text) { return rule_in_words(rule(text)); }

TEST(RuleInWords, DaysThatComeBack) {
  EXPECT_EQ(words("every monday @ 07:00"), "every Monday at 07:00");
  EXPECT_EQ(words("every sunday @ 00:05"), "every Sunday at 00:05");
  EXPECT_EQ(words("every day @ 07:00"), "every day at 07:00");
  EXPECT_EQ(words("every school-day @ 07:00"), "every school day at 07:00");
  EXPECT_EQ(words("every working-day @ 07:00"), "every working day at 07:00");
  EXPECT_EQ(words("last school-day of month @ 18:00"), "on the last school day of each month at 18:00");
  EXPECT_EQ(words("first friday of month @ 18:00"), "on the first Friday of each month at 18:00");
  EXPECT_EQ(words("first working-day of month + 2 days @ 05:00"),
            "2 days after the first working day of each month at 05:00");
}

TEST(RuleInWords, Terms) {
  EXPECT_EQ(words("autumn.start + 10 school-days @ 06:30"),
            "10 school days after the first day of the autumn term at 06:30");
  EXPECT_EQ(words("term.end - 1 week @ 06:30"), "1 week before the last day of each term at 06:30");
  EXPECT_EQ(words("half-term(spring) - 3 school-days @ 07:00"),
            "3 school days before the first day of the spring half-term at 07:00");
  EXPECT_EQ(words("half-term(term).end + 1 school-day @ 07:00"),
            "1 school day after the last day of each half-term at 07:00");
  EXPECT_EQ(words("summer.end @ 06:30"), "on the last day of the summer term at 06:30");
}

TEST(RuleInWords, DatesPublicationsAndOccasions) {
  EXPECT_EQ(words("31 December - 10 working-days @ 08:00"), "10 working days before 31 December at 08:00");
  EXPECT_EQ(words("1 May @ 08:00"), "on 1 May at 08:00");
  EXPECT_EQ(words("published(ks2-revised) + 1 working-day @ 06:00"),
            "1 working day after the day on which ks2-revised is published at 06:00");
  EXPECT_EQ(words("every ingest"), "whenever a file with this LA's schools has been loaded");
  EXPECT_EQ(words("every run"), "whenever a scheduled job of this LA has succeeded");
}

}  // namespace
}  // namespace termwise::calendar
