// [retention] of the main file.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fixture.h"

namespace termwise::settings {
namespace {

using std::chrono::days;
using std::chrono::years;
using Case = test::MainCase;

RetentionSettings read(const std::string& lines) {
  return test::settings_of_main_file(test::good_main_file() + "\n[retention]\n" + lines).retention;
}

TEST(Retention, HasItsDefaultsWhereNothingIsSaid) {
  for (const auto& settings : {test::settings_of_main_file(test::good_main_file()).retention, read("")}) {
    EXPECT_EQ(settings.messages, days(90));
    EXPECT_EQ(settings.pupils, years(2));
    EXPECT_EQ(settings.reminders, years(3));
  }
}

TEST(Retention, TakesANoughtForTheDefaultAndNeverForAtOnce) {
  const auto settings = read("messages_days = 0\npupils_years = 0\nreminders_years = 0\n");
  EXPECT_EQ(settings.messages, days(90));
  EXPECT_EQ(settings.pupils, years(2));
  EXPECT_EQ(settings.reminders, years(3));
}

TEST(Retention, IsReadToBothEndsOfItsLimits) {
  const auto least = read("messages_days = 1\npupils_years = 1\nreminders_years = 1\n");
  EXPECT_EQ(least.messages, days(1));
  EXPECT_EQ(least.pupils, years(1));
  EXPECT_EQ(least.reminders, years(1));
  const auto most = read("messages_days = 3650\npupils_years = 50\nreminders_years = 49\n");
  EXPECT_EQ(most.messages, days(3650));
  EXPECT_EQ(most.pupils, years(50));
  EXPECT_EQ(most.reminders, years(49));
}

class RetentionErrors : public testing::TestWithParam<Case> {};

TEST_P(RetentionErrors, StandWhereTheyAre) {
  test::expect_reported_in_main_file(test::good_main_file() + "\n[retention]\nmessages_days = 30\n", GetParam());
}

INSTANTIATE_TEST_SUITE_P(
    Cases, RetentionErrors,
    testing::Values(Case{"TooManyDays", "messages_days = 30", "messages_days = @@3651", "must be from 0 to 3650"},
                    Case{"NegativeDays", "messages_days = 30", "messages_days = @@-1", "must be from 0 to 3650"},
                    Case{"TooManyYearsOfPupils", "messages_days = 30", "pupils_years = @@51", "must be from 0 to 50"},
                    Case{"TooManyYearsOfReminders", "messages_days = 30", "reminders_years = @@51",
                         "must be from 0 to 50"},
                    Case{"NoNumber", "messages_days = 30", "messages_days = @@\"90\"", "must be a whole number"},
                    Case{"UnknownKey", "messages_days = 30", "@@message_days = 30", "Did you mean 'messages_days'?"}),
    test::main_case_name);

}  // namespace
}  // namespace termwise::settings
