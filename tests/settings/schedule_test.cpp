// [[schedule]]: what is read, and each mistake where it stands, in a rule at the very character.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fixture.h"

namespace termwise::settings {
namespace {

using test::all_texts;
using test::Case;
using test::case_name;
using testing::ElementsAre;

const char* const kLa = "las/886.toml";
const std::string kRule = "\"term.start + 10 school-days @ 06:30\"";

TEST(Schedules, AreReadInTheOrderOfTheFile) {
  const Loaded loaded = test::load_files(test::good_files());
  ASSERT_TRUE(loaded.settings) << all_texts(loaded.errors);
  EXPECT_TRUE(loaded.settings->las[0].schedules.empty());
  const std::vector<Schedule> schedules = loaded.settings->las[1].schedules;
  ASSERT_EQ(schedules.size(), 2u);
  EXPECT_EQ(schedules[0].name, "after-ingest");
  EXPECT_EQ(schedules[0].job, "floor-check");
  EXPECT_EQ(schedules[0].rule_text, "every ingest");
  EXPECT_TRUE(std::holds_alternative<calendar::EveryIngest>(schedules[0].rule.anchor));
  EXPECT_THAT(schedules[0].after, ElementsAre("ingest", "target-check"));
  EXPECT_EQ(schedules[0].catch_up, CatchUp::all);
  EXPECT_EQ(schedules[0].overlap, Overlap::skip);
  EXPECT_EQ(schedules[0].window, std::chrono::days(21));
  EXPECT_EQ(schedules[0].attempts, 5);
  EXPECT_EQ(schedules[0].timeout, std::chrono::seconds(120));
  EXPECT_EQ(schedules[0].where, (Location{kLa, 40, 8}));

  EXPECT_EQ(schedules[1].name, "termly");
  ASSERT_TRUE(std::holds_alternative<calendar::TermAnchor>(schedules[1].rule.anchor));
  EXPECT_EQ(std::get<calendar::TermAnchor>(schedules[1].rule.anchor).point, calendar::TermPoint::term_start);
  EXPECT_EQ(schedules[1].rule.offset.count, 10);
  EXPECT_EQ(schedules[1].rule.time, std::chrono::minutes(6 * 60 + 30));
  EXPECT_TRUE(schedules[1].after.empty());
  EXPECT_EQ(schedules[1].catch_up, CatchUp::latest);
  EXPECT_EQ(schedules[1].overlap, Overlap::wait);
  EXPECT_EQ(schedules[1].window, std::chrono::days(14));
  EXPECT_EQ(schedules[1].attempts, 3);
  EXPECT_EQ(schedules[1].timeout, std::chrono::seconds(600));
}

TEST(Schedules, TheOtherChoicesMayBeSpelledOut) {
  auto files = test::good_files();
  test::change(files[kLa], "catch_up = \"all\"", "catch_up = \"none\"");
  test::change(files[kLa], "overlap = \"skip\"", "overlap = \"wait\"");
  EXPECT_EQ(test::load_files(files).settings.value().las[1].schedules[0].catch_up, CatchUp::none);
  EXPECT_EQ(test::load_files(files).settings.value().las[1].schedules[0].overlap, Overlap::wait);
  test::change(files[kLa], "catch_up = \"none\"", "catch_up = \"latest\"");
  EXPECT_EQ(test::load_files(files).settings.value().las[1].schedules[0].catch_up, CatchUp::latest);
}

TEST(Schedules, TheEndsOfTheRangesAreAllowed) {
  auto files = test::good_files();
  test::change(files[kLa], "window_days = 21\nattempts = 5\ntimeout_seconds = 120",
               "window_days = 1\nattempts = 1\ntimeout_seconds = 1");
  EXPECT_EQ(all_texts(test::load_files(files).errors), "");
  test::change(files[kLa], "window_days = 1\nattempts = 1\ntimeout_seconds = 1",
               "window_days = 366\nattempts = 20\ntimeout_seconds = 86400");
  const Schedule schedule = test::load_files(files).settings.value().las[1].schedules[0];
  EXPECT_EQ(schedule.window, std::chrono::days(366));
  EXPECT_EQ(schedule.attempts, 20);
  EXPECT_EQ(schedule.timeout, std::chrono::seconds(86400));
}

TEST(Schedules, ADigestIsDueByAnyRuleAndAfterEveryRun) {
  const Settings settings = test::load_files(test::good_files()).settings.value();
  const std::vector<Schedule> schedules = settings.la(LaCode::parse("938").value()).schedules;
  ASSERT_EQ(schedules.size(), 3u);
  EXPECT_EQ(schedules[1].job, "digest");
  EXPECT_TRUE(std::holds_alternative<calendar::EveryDay>(schedules[1].rule.anchor));
  EXPECT_THAT(schedules[1].after, ElementsAre("ingest", "floor-check"));
  EXPECT_EQ(schedules[2].job, "digest");
  EXPECT_TRUE(std::holds_alternative<calendar::EveryRun>(schedules[2].rule.anchor));

  // One that nobody is written to by is no mistake.
  auto files = test::good_files();
  test::change(files[kLa], "\"data-pack\"", "\"digest\"");
  EXPECT_EQ(all_texts(test::load_files(files).errors), "");
}

class OneSchedule : public testing::TestWithParam<Case> {};

TEST_P(OneSchedule, IsReportedWhereItStands) { test::expect_reported(GetParam()); }

INSTANTIATE_TEST_SUITE_P(
    Keys, OneSchedule,
    testing::Values(
        Case{"UnknownKey", kLa, "catch_up =", "@@catchup =",
             "'catchup' is not a key of [[schedule]]. Did you mean "
             "'catch_up'?"},
        Case{"NoName", kLa, "[[schedule]]\nname = \"termly\"", "@@[[schedule]]", "'name' is missing"},
        Case{"NameWithABlank", kLa, "\"termly\"", "@@\"each term\"", "the name 'each term' may only have"},
        Case{"NameTaken", kLa, "\"termly\"", "@@\"manual\"", "the name 'manual' is Termwise's own. Choose another."},
        Case{"InboxIsTakenToo", kLa, "\"termly\"", "@@\"inbox\"", "the name 'inbox' is Termwise's own"},
        Case{"NameTwice", kLa, "\"termly\"", "@@\"after-ingest\"",
             "the schedule 'after-ingest' is already on line 37. Give each schedule a name of its own."},
        Case{"NoJob", kLa, "[[schedule]]\nname = \"termly\"\njob = \"data-pack\"", "@@[[schedule]]\nname = \"termly\"",
             "'job' is missing"},
        Case{"UnknownJob", kLa, "\"data-pack\"", "@@\"datapack\"",
             "'datapack' is not a known job. Did you mean 'data-pack'? Use one of: floor-check, "},
        Case{"IngestIsNotScheduled", kLa, "\"data-pack\"", "@@\"ingest\"", "'ingest' is not a known job."},
        Case{"NothingWaitsForADigest", kLa, "\"target-check\"", "@@\"digest\"", "'digest' is not a known job."},
        Case{"UnknownJobBefore", kLa, "\"target-check\"", "@@\"target-chek\"", "Did you mean 'target-check'?"},
        Case{"AfterIsNoList", kLa, "[\"ingest\", \"target-check\"]", "@@\"ingest\"", "'after' must be a list"},
        Case{"AfterANumber", kLa, "\"target-check\"", "@@7", "'job' must be text"},
        Case{"AfterItself", kLa, "\"target-check\"", "@@\"floor-check\"", "a job cannot wait for itself"},
        Case{"AfterTwice", kLa, "\"target-check\"", "@@\"ingest\"", "the job 'ingest' is named twice"},
        Case{"UnknownCatchUp", kLa, "\"all\"", "@@\"last\"", "is not a known catch_up. Use one of: latest, all, none."},
        Case{"UnknownOverlap", kLa, "\"skip\"", "@@\"skips\"", "Did you mean 'skip'?"},
        Case{"WindowTooShort", kLa, "= 21", "= @@0", "'window_days' is 0, and must be from 1 to 366"},
        Case{"WindowTooLong", kLa, "= 21", "= @@367", "must be from 1 to 366"},
        Case{"NoAttempt", kLa, "attempts = 5", "attempts = @@0", "must be from 1 to 20"},
        Case{"TooManyAttempts", kLa, "attempts = 5", "attempts = @@21", "must be from 1 to 20"},
        Case{"TimeoutTooShort", kLa, "timeout_seconds = 120", "timeout_seconds = @@0", "must be from 1 to 86400"},
        Case{"TimeoutTooLong", kLa, "timeout_seconds = 120", "timeout_seconds = @@86401", "must be from 1 to 86400"}),
    case_name);

INSTANTIATE_TEST_SUITE_P(
    Rules, OneSchedule,
    testing::Values(
        Case{"Missing", kLa, "[[schedule]]\nname = \"termly\"\njob = \"data-pack\"\nrule = " + kRule,
             "@@[[schedule]]\nname = \"termly\"\njob = \"data-pack\"", "'rule' is missing"},
        Case{"IsNoText", kLa, kRule, "@@7", "'rule' must be text"},
        Case{"AtTheWrongCharacter", kLa, kRule, "\"term.start + 10 @@!chool-days @ 06:30\"", "'!' is not expected"},
        Case{"InALiteralText", kLa, kRule, "'term.start + 10 @@!chool-days @ 06:30'", "'!' is not expected"},
        Case{"EndsTooSoon", kLa, kRule, "\"term.start +@@\"", "ends too soon"},
        Case{"AtAForbiddenTime", kLa, kRule, "\"term.start + 10 school-days @ @@01:30\"", "01:00 to 01:59"},
        Case{"EveryRunOfAJobThatRuns", kLa, kRule, "\" @@every run\"",
             "'every run' follows the other jobs of this Local Authority, and data-pack would follow itself. Only a "
             "schedule with job = \"digest\" may have this rule"},
        Case{"AtALetterBeyondAscii", kLa, kRule, "\"published(@@\xC3\xA9) @ 06:00\"", "name of a release"},
        // In a text with escapes or of several lines a character's place cannot be told from its number.
        Case{"WithEscapes", kLa, kRule, "@@\"term.start \\u002B 10 !chool-days @ 06:30\"", "'!' is not expected"},
        Case{"InTripleQuotationMarks", kLa, kRule, "@@\"\"\"term.start + 10 !chool-days @ 06:30\"\"\"",
             "'!' is not expected"}),
    case_name);

INSTANTIATE_TEST_SUITE_P(
    WhatRulesReferTo, OneSchedule,
    testing::Values(Case{"NoSuchTerm", kLa, kRule, "\"@@summer.end - 1 week @ 06:30\"",
                         "this Local Authority has no summer term. Add it as a [[term]] entry, or correct the rule."},
                    Case{
                        "TermWithoutAHalfTerm", kLa, kRule, "\"half-term(@@spring) - 3 school-days @ 07:00\"",
                        "no spring term of this Local Authority has a half-term. Add half_term = { start, end } to it"},
                    Case{"NoSuchTermsHalfTerm", kLa, kRule, "\"half-term( @@summer ).end + 1 day @ 07:00\"",
                         "no summer term of this Local Authority has a half-term"},
                    Case{"UnknownRelease", kLa, kRule, "\"published(@@ks2-revisd) + 1 working-day @ 06:00\"",
                         "no calendar file has a date for the release 'ks2-revisd'. Did you mean 'ks2-revised'?"}),
    case_name);

TEST(Schedules, JobsThatWaitForEachOtherAreRefused) {
  auto files = test::good_files();
  test::change(files[kLa], "\"target-check\"]", "@@\"target-check\"]");
  test::change(files[kLa], "job = \"data-pack\"", "job = \"data-pack\"\nafter = [@@\"floor-check\"]");
  files[kLa] +=
      "\n[[schedule]]\nname = \"targets\"\njob = \"target-check\"\nrule = \"every ingest\"\nafter = "
      "[\"ingest\", @@\"data-pack\"]\n";
  const auto places = test::take_marks(files[kLa]);
  const Loaded loaded = test::load_files(files);
  std::vector<test::Place> reported;
  for (const auto& error : loaded.errors) reported.push_back({error.where->line, error.where->column});
  EXPECT_EQ(reported, places) << all_texts(loaded.errors);
  EXPECT_THAT(loaded.errors.at(0).message,
              testing::HasSubstr("'floor-check' would wait for 'target-check', which waits for 'floor-check' in turn"));
}

class KnownReference : public testing::TestWithParam<std::string> {};

TEST_P(KnownReference, IsAccepted) {
  auto files = test::good_files();
  test::change(files[kLa], kRule, "\"" + GetParam() + "\"");
  EXPECT_EQ(all_texts(test::load_files(files).errors), "");
}

INSTANTIATE_TEST_SUITE_P(Rules, KnownReference,
                         testing::Values("half-term(autumn) - 3 school-days @ 07:00", "half-term(term).end @ 07:00",
                                         "spring.end @ 07:00", "published(ks2-revised) + 1 working-day @ 06:00",
                                         "every working-day @ 07:00", "first school-day of month @ 05:00"));

// An LA without terms, with one rule.
test::Files with_rule(const std::string& rule) {
  auto files = test::good_files();
  files["las/850.toml"] += "[[schedule]]\nname = \"a\"\njob = \"floor-check\"\nrule = \"" + rule + "\"\n";
  return files;
}

struct Needing {
  std::string rule;  // "@@" marks the place of the error
  std::string phrase;
};

class WithoutTerms : public testing::TestWithParam<Needing> {};

TEST_P(WithoutTerms, ARuleThatNeedsThemIsRefused) {
  auto files = with_rule(GetParam().rule);
  const auto places = test::take_marks(files["las/850.toml"]);
  const Loaded loaded = test::load_files(files);
  ASSERT_EQ(loaded.errors.size(), 1u) << all_texts(loaded.errors);
  EXPECT_EQ(*loaded.errors[0].where, (Location{"las/850.toml", places.at(0).line, places.at(0).column}));
  EXPECT_THAT(loaded.errors[0].message, testing::HasSubstr(GetParam().phrase));
}

INSTANTIATE_TEST_SUITE_P(
    Rules, WithoutTerms,
    testing::Values(Needing{"@@term.start + 10 school-days @ 06:30", "this rule counts from terms, and this Local"},
                    Needing{"@@half-term(autumn) @ 06:30", "this rule counts from terms"},
                    Needing{"every @@school-day @ 06:30", "this rule counts school days"},
                    Needing{"last @@school-day of month @ 06:30", "this rule counts school days"},
                    Needing{"31 December - 10 @@school-days @ 06:30", "this rule counts school days"}));

TEST(RulesWithoutTerms, OthersAreAccepted) {
  for (const auto* rule : {"every ingest", "every day @ 06:30", "31 December - 10 working-days @ 06:30"})
    EXPECT_EQ(all_texts(test::load_files(with_rule(rule)).errors), "") << rule;
}

TEST(RulesWithoutBankHolidays, WorkingDaysCannotBeTold) {
  auto files = with_rule("31 December - 10 working-days @ 06:30");
  files.erase("calendars/bank-holidays.toml");
  const Loaded loaded = test::load_files(files);
  ASSERT_EQ(loaded.errors.size(), 1u) << all_texts(loaded.errors);
  EXPECT_EQ(to_string(*loaded.errors[0].where), "las/850.toml:8:26");
  EXPECT_THAT(loaded.errors[0].message, testing::HasSubstr("no calendar file has bank holidays"));
}

TEST(RulesBesideOtherErrors, AreNotCalledWrongToo) {
  auto files = test::good_files();
  test::change(files[kLa], "end = 2027-03-25", "end = 2027");
  test::change(files[kLa], kRule, "\"spring.start @ 06:30\"");
  EXPECT_EQ(test::load_files(files).errors.size(), 1u);

  files = with_rule("term.start @ 06:30");
  files["las/850.toml"] = "term = [1]\n" + files["las/850.toml"];
  EXPECT_EQ(test::load_files(files).errors.size(), 1u);
  files = with_rule("term.start @ 06:30");
  files["las/850.toml"] += "[term]\nyear = \"2026/27\"\n";
  EXPECT_EQ(test::load_files(files).errors.size(), 1u);

  files = test::good_files();
  files["calendars/publications.toml"] =
      "[[publication]]\nrelease = \"ks2-revised\"\nyear = \"2016/17\"\ndate = 2017\n";
  test::change(files[kLa], kRule, "\"published(ks2-revised) @ 06:30\"");
  EXPECT_EQ(test::load_files(files).errors.size(), 1u);

  files["calendars/publications.toml"] = "[[publication]";
  EXPECT_EQ(test::load_files(files).errors.size(), 1u);
}

}  // namespace
}  // namespace termwise::settings
