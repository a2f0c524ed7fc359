#include "calendar/schedule_rule.h"

#include <gtest/gtest.h>

#include "support.h"

namespace termwise::calendar {
namespace {

using namespace std::chrono;
using testing::rule;

template <typename Anchor>
Anchor anchor(std::string_view text) {
  const auto parsed = rule(text);
  if (const auto* found = std::get_if<Anchor>(&parsed.anchor)) return *found;
  ADD_FAILURE() << text;
  return {};
}

void expect_offset(std::string_view text, int count, OffsetUnit unit) {
  const Offset offset = rule(text).offset;
  EXPECT_EQ(offset.count, count) << text;
  EXPECT_EQ(offset.unit, unit) << text;
}

TEST(ScheduleRule, TermsHaveAStartAndAnEnd) {
  const auto autumn = anchor<TermAnchor>("autumn.start + 10 school-days @ 06:30");
  EXPECT_EQ(autumn.term, TermName::autumn);
  EXPECT_EQ(autumn.point, TermPoint::term_start);
  EXPECT_EQ(anchor<TermAnchor>("spring.end @ 06:30").term, TermName::spring);
  EXPECT_EQ(anchor<TermAnchor>("summer.end @ 06:30").term, TermName::summer);
  const auto each = anchor<TermAnchor>("term.end - 1 week @ 06:30");
  EXPECT_EQ(each.term, std::nullopt);
  EXPECT_EQ(each.point, TermPoint::term_end);
  EXPECT_EQ(rule("autumn.start @ 06:30").time, 6h + 30min);
}

TEST(ScheduleRule, AHalfTermWithoutAPointIsItsFirstDay) {
  const auto spring = anchor<TermAnchor>("half-term(spring) - 3 school-days @ 07:00");
  EXPECT_EQ(spring.term, TermName::spring);
  EXPECT_EQ(spring.point, TermPoint::half_term_start);
  EXPECT_EQ(anchor<TermAnchor>("half-term(term).start @ 07:00").point, TermPoint::half_term_start);
  const auto each = anchor<TermAnchor>("half-term(term).end + 1 school-day @ 07:00");
  EXPECT_EQ(each.term, std::nullopt);
  EXPECT_EQ(each.point, TermPoint::half_term_end);
}

TEST(ScheduleRule, DatesAreADayAndAMonth) {
  EXPECT_EQ(anchor<YearlyDate>("31 December - 10 working-days @ 08:00").day, December / 31);
  EXPECT_EQ(anchor<YearlyDate>("28 February @ 08:00").day, February / 28);
  EXPECT_EQ(anchor<YearlyDate>("1 May @ 08:00").day, May / 1);
}

TEST(ScheduleRule, PublicationsAreNamed) {
  EXPECT_EQ(anchor<PublicationAnchor>("published(ks2-revised) + 1 working-day @ 06:00").release, "ks2-revised");
}

TEST(ScheduleRule, MonthsHaveAFirstAndALastDayOfEachKind) {
  const auto first = anchor<DayOfMonth>("first working-day of month + 2 days @ 05:00");
  EXPECT_FALSE(first.last);
  EXPECT_EQ(first.kind, DayKind::working_day);
  const auto last = anchor<DayOfMonth>("last school-day of month @ 18:00");
  EXPECT_TRUE(last.last);
  EXPECT_EQ(last.kind, DayKind::school_day);
  EXPECT_EQ(anchor<DayOfMonth>("last day of month @ 18:00").kind, DayKind::day);
  EXPECT_EQ(anchor<DayOfMonth>("first sunday of month @ 18:00").weekday, Sunday);
}

TEST(ScheduleRule, EveryTakesEachKindOfDay) {
  EXPECT_EQ(anchor<EveryDay>("every school-day @ 07:00").kind, DayKind::school_day);
  EXPECT_EQ(anchor<EveryDay>("every working-day @ 07:00").kind, DayKind::working_day);
  EXPECT_EQ(anchor<EveryDay>("every day @ 07:00").kind, DayKind::day);
  const std::pair<const char*, weekday> named[] = {
      {"monday", Monday}, {"tuesday", Tuesday},   {"wednesday", Wednesday}, {"thursday", Thursday},
      {"friday", Friday}, {"saturday", Saturday}, {"sunday", Sunday}};
  for (const auto& [name, day] : named) {
    const auto every = anchor<EveryDay>("every " + std::string(name) + " @ 07:00");
    EXPECT_EQ(every.kind, DayKind::weekday);
    EXPECT_EQ(every.weekday, day);
  }
  anchor<EveryIngest>("every ingest");
  anchor<EveryRun>("every run");
}

TEST(ScheduleRule, OffsetsCountEachUnitInOneOrMany) {
  expect_offset("term.end @ 06:30", 0, OffsetUnit::days);
  for (const char* s : {"", "s"}) {
    const std::string many(s);
    expect_offset("term.end + 1 day" + many + " @ 06:30", 1, OffsetUnit::days);
    expect_offset("term.end - 2 week" + many + " @ 06:30", -2, OffsetUnit::weeks);
    expect_offset("term.end + 366 school-day" + many + " @ 06:30", 366, OffsetUnit::school_days);
    expect_offset("term.end - 366 working-day" + many + " @ 06:30", -366, OffsetUnit::working_days);
  }
}

TEST(ScheduleRule, BlanksDoNotMatter) {
  expect_offset("term.end-1week@06:30", -1, OffsetUnit::weeks);
  expect_offset("  term . end\t-  1   week  @  06:30  ", -1, OffsetUnit::weeks);
  expect_offset("31December-10working-days@08:00", -10, OffsetUnit::working_days);
  EXPECT_EQ(anchor<TermAnchor>("half-term ( spring ) . end @ 07:00").point, TermPoint::half_term_end);
}

TEST(ScheduleRule, TimesLeaveOutTheHourInWhichClocksChange) {
  EXPECT_EQ(rule("every day @ 00:00").time, 0min);
  EXPECT_EQ(rule("every day @ 00:59").time, 59min);
  EXPECT_EQ(rule("every day @ 02:00").time, 2h);
  EXPECT_EQ(rule("every day @ 23:59").time, 23h + 59min);
}

TEST(ScheduleRule, IsAtMost200BytesLong) {
  std::string text = "every day @ 07:00";
  text.append(kLongestRule - text.size(), ' ');
  ASSERT_EQ(text.size(), 200U);
  anchor<EveryDay>(text);
  const auto error = std::get<RuleError>(parse_rule(text + " "));
  EXPECT_EQ(error.position, 200U);
  EXPECT_EQ(error.message, "The rule has 201 bytes; at most 200 are allowed. Remove what is too long.");
}

// The position is where '^' stands in the text, which is no part of it.
struct Wrong {
  const char* marked;
  const char* message;  // a part of it
};

void expect_pointed_at(const std::vector<Wrong>& rules) {
  for (const auto& wrong : rules) {
    std::string text = wrong.marked;
    const auto position = text.find('^');
    text.erase(position, 1);
    const auto parsed = parse_rule(text);
    const auto* error = std::get_if<RuleError>(&parsed);
    if (error == nullptr) {
      ADD_FAILURE() << text;
      continue;
    }
    EXPECT_EQ(error->position, position) << text << ": " << error->message;
    EXPECT_NE(error->message.find(wrong.message), std::string::npos) << text << ": " << error->message;
  }
}

TEST(WrongRule, IsPointedAtInItsAnchor) {
  expect_pointed_at(
      {Wrong{"^", "The rule ends too soon. A rule begins with"},
       Wrong{"   ^", "The rule ends too soon."},
       Wrong{"^autum.start @ 06:30",
             "'autum' is not known here. A rule begins with a term's start or end as in "
             "autumn.start, half-term(...), published(...), first, last, every, or a date such "
             "as 31 December. Did you mean 'autumn'?"},
       Wrong{"^Autumn.start @ 06:30", "Did you mean 'autumn'?"},
       Wrong{"^December 31 @ 06:30", "a date such as 31 December."},
       Wrong{"^@ 06:30", "'@' is not expected here."},
       Wrong{"autumn ^start @ 06:30", "'s' is not expected here. Write .start or .end after the term"},
       Wrong{"autumn.^begin @ 06:30", "'begin' is not known here. Write start or end"},
       Wrong{"autumn.^", "The rule ends too soon. Write start or end"},
       Wrong{"autumn.^starts @ 06:30", "Did you mean 'start'?"},
       Wrong{"half-term ^spring @ 06:30", "'s' is not expected here. Write autumn, spring, summer or term in brackets"},
       Wrong{"half-term(^winter) @ 06:30", "'winter' is not known here. Write autumn, spring, summer or term"},
       Wrong{"half-term(spring ^@ 06:30", "'@' is not expected here. Write autumn"},
       Wrong{"half-term(spring).^middle @ 06:30", "Write start or end"},
       Wrong{"published ^@ 06:30", "as in published(ks2-revised)"},
       Wrong{"published(^) @ 06:30", "as in published(ks2-revised)"},
       Wrong{"published(^KS2-revised) @ 06:30", "begins with a small letter"},
       Wrong{"published(^2-revised) @ 06:30", "begins with a small letter"},
       Wrong{"published(ks2 ^revised) @ 06:30", "'r' is not expected here."},
       Wrong{"first ^schoolday of month @ 06:30", "Did you mean 'school-day'?"},
       Wrong{"last day ^@ 06:30", "'@' is not expected here. Write 'of month' after the day"},
       Wrong{"last day of ^moth @ 06:30", "Did you mean 'month'?"},
       Wrong{"every ^Monday @ 06:30", "Did you mean 'monday'?"},
       Wrong{"every ^week @ 06:30",
             "After 'every' write ingest, run, day, school-day, working-day, or a day of the week"},
       Wrong{"every day ^+ 1 day @ 06:30", "'+' is not expected here. A rule of every day takes no offset"},
       Wrong{"every ingest ^@ 06:30", "'every ingest' has neither an offset nor a time"},
       Wrong{"every run ^+ 1 day @ 06:30", "'every run' has neither an offset nor a time"},
       Wrong{"every ^runs", "'runs' is not known here. After 'every' write"},
       Wrong{"31 ^december @ 06:30", "Did you mean 'December'?"},
       Wrong{"31 ^@ 06:30", "'@' is not expected here. After the day write a month"},
       Wrong{"^0 May @ 06:30", "'0' is not between 1 and 31."},
       Wrong{"^32 May @ 06:30", "'32' is not between 1 and 31."},
       Wrong{"^31 June @ 06:30", "June has 30 days. Write a day from 1 to 30."},
       Wrong{"^30 February @ 06:30", "February has 28 days."},
       Wrong{"^29 February @ 06:30", "29 February is not a day of every year. Write 28 February or 1 March."}});
}

TEST(WrongRule, IsPointedAtInItsOffsetAndTime) {
  expect_pointed_at(
      {Wrong{"term.end + ^school-days @ 06:30", "'s' is not expected here. Write how many days or weeks"},
       Wrong{"term.end + ^-1 day @ 06:30", "'-' is not expected here."},
       Wrong{"term.end + ^0 days @ 06:30", "'0' is not between 1 and 366."},
       Wrong{"term.end - ^367 days @ 06:30", "'367' is not between 1 and 366."},
       Wrong{"term.end - ^99999999999999999999 days @ 06:30", "is not between 1 and 366."},
       Wrong{"term.end - 10 ^schol-days @ 06:30", "Did you mean 'school-days'?"},
       Wrong{"term.end - 1 ^month @ 06:30", "write days, weeks, school-days or working-days"},
       Wrong{"term.end + 1 day ^+ 1 week @ 06:30", "'+' is not expected here. Write the time of day in London"},
       Wrong{"term.end ^\xE2\x80\x93 1 day @ 06:30", "'\xE2\x80\x93' is not expected here. Write an offset"},
       Wrong{"term.end ^\xFF", "'\\xFF' is not expected here."},
       Wrong{"term.end ^\n@ 06:30", "'\\x0A' is not expected here."},
       Wrong{"term.end^",
             "The rule ends too soon. Write an offset such as + 10 school-days, or the time as in @ 06:30."},
       Wrong{"term.end @^", "The rule ends too soon. Write the time of day in London as two digits"},
       Wrong{"term.end @ ^6:30", "'6' is not expected here. Write the time of day in London as two digits, a colon"},
       Wrong{"term.end @ 06^.30", "'.' is not expected here."},
       Wrong{"term.end @ 06:^3", "'3' is not expected here."},
       Wrong{"term.end @ 06:^", "The rule ends too soon."},
       Wrong{"term.end @ 06:^ 30", "' ' is not expected here."},
       Wrong{"term.end @ 06:30^0", "'0' is not expected here. Nothing stands after the time"},
       Wrong{"term.end @ 06:30 ^daily", "'d' is not expected here. Nothing stands after the time"},
       Wrong{"term.end @ ^24:00", "There is no hour 24"},
       Wrong{"term.end @ 06:^60", "There is no minute 60"},
       Wrong{"term.end @ ^01:00", "Times from 01:00 to 01:59 are skipped or repeated when the clocks change."},
       Wrong{"term.end @ ^01:59", "Write 00:59 or earlier, or 02:00 or later."}});
}

}  // namespace
}  // namespace termwise::calendar
