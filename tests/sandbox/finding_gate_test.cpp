// What of a plugin's reminders passes to the daemon, and what ends its run.
#include "sandbox/finding_gate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace termwise::sandbox {
namespace {

using ::testing::HasSubstr;

constexpr std::int32_t kToday = 15'400;
const std::vector<std::int64_t> kSubjects{900001, 900002};

wire::Manifest manifest() {
  wire::Manifest manifest;
  manifest.rules = {{"reminder-r11", "qa-reminders", "1", "Form", "Protocol", {"OPEN", "CLOSED"}, 1},
                    {"ks2-floor", "floor-check", "1", "Floor", "DfE", {"BELOW", "NOT_BELOW"}, 1}};
  manifest.templates = {{"open", "Open."}};
  return manifest;
}

wire::Finding reminder_about(std::int64_t urn, const std::string& item = "V4") {
  wire::Finding finding;
  finding.subject = urn;
  finding.year = 2012;
  finding.rule = "reminder-r11";
  finding.outcome = "OPEN";
  finding.template_id = "open";
  finding.reminder = wire::Reminder{.level = 1,
                                    .person = {},
                                    .item = item,
                                    .reference_date = kToday - 20,
                                    .raised_on = kToday - 5,
                                    .level_since = kToday - 5,
                                    .next_on = kToday + 5,
                                    .closed_on = TW_NO_DAY,
                                    .role = "chair",
                                    .addressee = {}};
  return finding;
}

class FindingGateTest : public ::testing::Test {
 protected:
  // Empty: it passes.
  std::string refused(const wire::Finding& finding) {
    const auto verdict = gate_.check(finding);
    return verdict ? verdict->detail : std::string();
  }

  const wire::Manifest manifest_ = manifest();
  const wire::Input input_{
      .year = 2012, .la_code = "926", .reference_date = kToday, .settings = {}, .rules = {"ks2-floor", "reminder-r11"}};
  FindingGate gate_{manifest_, input_, kSubjects};
};

TEST_F(FindingGateTest, LetsSeveralRemindersOfASchoolPassButNoneTwice) {
  EXPECT_EQ(refused(reminder_about(900001, "V1")), "");
  EXPECT_EQ(refused(reminder_about(900001, "V4")), "");
  wire::Finding moved = reminder_about(900001, "V4");
  moved.reminder->reference_date += 1;
  EXPECT_EQ(refused(moved), "");
  EXPECT_THAT(refused(reminder_about(900001, "V4")), HasSubstr("a reminder of rule 'reminder-r11' twice"));
}

TEST_F(FindingGateTest, LetsRemindersOfAdvisersAndTheAuthorityPass) {
  wire::Finding of_la = reminder_about(0);
  of_la.subject_kind = TW_SUBJECT_LA;
  EXPECT_EQ(refused(of_la), "");
  wire::Finding of_adviser = reminder_about(0);
  of_adviser.subject_kind = TW_SUBJECT_ADVISER;
  EXPECT_THAT(refused(of_adviser), HasSubstr("none where one is"));
  of_adviser.reminder->person = "A17";
  EXPECT_EQ(refused(of_adviser), "");
  wire::Finding of_both = reminder_about(900001);
  of_both.reminder->person = "A17";
  EXPECT_THAT(refused(of_both), HasSubstr("names a person where none is its subject"));
}

TEST_F(FindingGateTest, RefusesFindingsAboutNoSchool) {
  wire::Finding finding = reminder_about(0);
  finding.subject_kind = TW_SUBJECT_LA;
  finding.reminder.reset();
  EXPECT_THAT(refused(finding), HasSubstr("about no school, which only reminders may be"));
  wire::Finding of_nation = reminder_about(0);
  of_nation.subject_kind = 3;
  EXPECT_THAT(refused(of_nation), HasSubstr("neither a school nor its Local Authority"));
  EXPECT_THAT(refused(reminder_about(900003)), HasSubstr("about school 900003"));
}

TEST_F(FindingGateTest, RefusesRemindersOfOtherJobs) {
  wire::Finding finding = reminder_about(900001);
  finding.rule = "ks2-floor";
  finding.outcome = "BELOW";
  EXPECT_THAT(refused(finding), HasSubstr("for the job floor-check, which has none"));
}

TEST_F(FindingGateTest, RefusesDaysThatMakeNoSense) {
  const auto with = [](auto change) {
    wire::Finding finding = reminder_about(900002);
    change(*finding.reminder);
    return finding;
  };
  EXPECT_THAT(refused(with([](auto& it) { it.raised_on = it.level_since = kToday + 1; })), HasSubstr("a later day"));
  EXPECT_THAT(refused(with([](auto& it) { it.level_since = it.raised_on - 1; })), HasSubstr("escalated before"));
  EXPECT_THAT(refused(with([](auto& it) { it.closed_on = kToday + 1; })), HasSubstr("closed on a later day"));
  EXPECT_THAT(refused(with([](auto& it) { it.next_on = it.level_since; })), HasSubstr("escalates before"));
  EXPECT_THAT(refused(with([](auto& it) { it.reference_date = -1; })), HasSubstr("a day that is none"));
  EXPECT_THAT(refused(with([](auto& it) { it.role.clear(); })), HasSubstr("with whom"));
  EXPECT_EQ(refused(with([](auto& it) { it.next_on = TW_NO_DAY, it.closed_on = kToday; })), "");
}

}  // namespace
}  // namespace termwise::sandbox
