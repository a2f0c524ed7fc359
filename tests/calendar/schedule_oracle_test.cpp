// Every kind of rule on an everyday calendar, and random rules on random ones, against schedule_oracle.py.
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <map>
#include <random>

#include <fmt/format.h>

#include "base/text.h"
#include "calendar/london.h"
#include "support.h"

namespace termwise::calendar {
namespace {

using namespace std::chrono;

struct Case {
  testing::Parts parts;
  std::vector<std::string> rules;
  sys_days from;
  sys_days to;
};

std::string joined(const std::vector<std::string>& items) { return fmt::format("[{}]", fmt::join(items, ", ")); }

std::string json(const Case& c) {
  std::vector<std::string> terms, closures, holidays, publications, rules;
  for (const auto& t : c.parts.terms) {
    const std::string half =
        t.half_term ? fmt::format(R"(["{}", "{}"])", to_string(t.half_term->first), to_string(t.half_term->last))
                    : "null";
    terms.push_back(fmt::format(R"({{"year": "{}", "name": "{}", "first": "{}", "last": "{}", "half_term": {}}})",
                                t.year.label(), name(t.name), to_string(t.days.first), to_string(t.days.last), half));
  }
  for (const auto& closure : c.parts.closures)
    closures.push_back(fmt::format(R"({{"first": "{}", "last": "{}", "reason": "{}"}})", to_string(closure.days.first),
                                   to_string(closure.days.last), closure.reason));
  for (const auto& holiday : c.parts.bank_holidays)
    holidays.push_back(fmt::format(R"({{"day": "{}", "name": "{}"}})", to_string(holiday.day), holiday.name));
  for (const auto& publication : c.parts.publications)
    publications.push_back(fmt::format(R"({{"release": "{}", "year": "{}", "day": "{}"}})", publication.release,
                                       publication.year.label(), to_string(publication.day)));
  for (const auto& text : c.rules) rules.push_back('"' + text + '"');
  return fmt::format(R"({{"terms": {}, "closures": {}, "bank_holidays": {}, "publications": {}, "rules": {},
"from": "{}T00:00", "to": "{}T00:00"}})",
                     joined(terms), joined(closures), joined(holidays), joined(publications), joined(rules),
                     to_string(c.from), to_string(c.to));
}

// The lines of the oracle, by rule.
std::map<std::size_t, std::vector<std::string>> oracle(const Case& c) {
  std::string file = ::testing::TempDir() + "termwise-schedule-XXXXXX";
  const int descriptor = ::mkstemp(file.data());
  EXPECT_GE(descriptor, 0);
  std::ofstream(file) << json(c);
  const std::string command = "/usr/bin/python3 '" TERMWISE_CALENDAR_TESTS "/schedule_oracle.py' '" + file + "'";
  std::map<std::size_t, std::vector<std::string>> answers;
  FILE* answer = ::popen(command.c_str(), "r");
  std::array<char, 200> text{};
  while (answer != nullptr && std::fgets(text.data(), text.size(), answer) != nullptr) {
    const std::string_view whole = trim(text.data());
    const auto blank = whole.find(' ');
    answers[std::stoul(std::string(whole.substr(0, blank)))].emplace_back(whole.substr(blank + 1));
  }
  EXPECT_EQ(answer != nullptr ? ::pclose(answer) : -1, 0) << json(c);
  std::remove(file.c_str());
  ::close(descriptor);
  return answers;
}

struct Compared {
  std::size_t due = 0;
  std::size_t unplaced = 0;
};

Compared expect_equal(const Case& c) {
  Compared sum;
  const auto calendar = c.parts.calendar();
  auto answers = oracle(c);
  for (std::size_t i = 0; i < c.rules.size(); ++i) {
    const auto found = occurrences(testing::rule(c.rules[i]), calendar, c.from, c.to);
    std::vector<std::string> ours;
    for (const auto& text : testing::lines(found)) ours.push_back("due " + text);
    std::vector<std::string> unplaced;
    for (const auto& hole : found.unplaced) unplaced.push_back("unplaced " + hole.period + "|");
    std::sort(unplaced.begin(), unplaced.end());
    ours.insert(ours.end(), unplaced.begin(), unplaced.end());
    EXPECT_EQ(ours, answers[i]) << c.rules[i] << "\n" << json(c);
    sum.due += found.placed.size();
    sum.unplaced += found.unplaced.size();
  }
  return sum;
}

const std::vector<std::string> kEveryKind = {
    "autumn.start + 10 school-days @ 06:30",
    "autumn.start @ 06:30",
    "autumn.start - 3 school-days @ 06:30",
    "autumn.end - 1 working-day @ 17:00",
    "spring.start + 1 school-day @ 00:00",
    "spring.end - 4 weeks @ 23:59",
    "summer.start + 40 school-days @ 00:30",
    "summer.end + 1 week @ 02:00",
    "term.start @ 06:30",
    "term.start + 1 school-day @ 06:30",
    "term.start - 5 working-days @ 06:30",
    "term.end - 1 week @ 06:30",
    "term.end + 30 days @ 12:00",
    "term.end - 150 school-days @ 12:00",
    "half-term(autumn) @ 07:00",
    "half-term(spring) - 3 school-days @ 07:00",
    "half-term(summer).end @ 07:00",
    "half-term(term).start - 1 day @ 00:15",
    "half-term(term).end + 1 school-day @ 07:00",
    "31 December - 10 working-days @ 08:00",
    "31 December + 1 day @ 08:00",
    "1 January - 1 school-day @ 08:00",
    "1 January - 366 days @ 08:00",
    "29 March + 2 weeks @ 02:00",
    "25 October @ 00:59",
    "28 February + 1 school-day @ 06:00",
    "1 March - 1 working-day @ 06:00",
    "30 June - 366 school-days @ 06:00",
    "1 July + 366 school-days @ 06:00",
    "1 February + 366 working-days @ 06:00",
    "15 April + 52 weeks @ 06:00",
    "published(ks2-revised) + 1 working-day @ 06:00",
    "published(ks2-revised) - 2 weeks @ 06:00",
    "published(ks4-revised) + 5 school-days @ 06:00",
    "published(ks1-final) @ 06:00",
    "first working-day of month + 2 days @ 05:00",
    "first school-day of month @ 18:00",
    "last school-day of month @ 18:00",
    "last working-day of month - 3 school-days @ 18:00",
    "first day of month @ 00:05",
    "last day of month + 1 working-day @ 06:00",
    "last friday of month @ 16:00",
    "first monday of month - 200 school-days @ 16:00",
    "last sunday of month @ 02:00",
    "every school-day @ 07:00",
    "every working-day @ 00:30",
    "every day @ 00:00",
    "every monday @ 23:59",
    "every sunday @ 02:00",
    "every ingest",
    "every run",
};

TEST(ScheduleOracle, AgreesOnAWholeSchoolYear) {
  const auto sum = expect_equal(
      {testing::three_years(), kEveryKind, sys_days(testing::on("2026-09-01")), sys_days(testing::on("2027-09-01"))});
  EXPECT_GT(sum.due, 1000U);
}

TEST(ScheduleOracle, AgreesOnTwoFurtherYearsAndBeyondTheCalendar) {
  const auto within = expect_equal(
      {testing::three_years(), kEveryKind, sys_days(testing::on("2027-09-01")), sys_days(testing::on("2029-09-01"))});
  EXPECT_GT(within.due, 2000U);
  const auto beyond = expect_equal(
      {testing::three_years(), kEveryKind, sys_days(testing::on("2026-01-01")), sys_days(testing::on("2031-01-01"))});
  EXPECT_GT(beyond.unplaced, 30U);
}

// Numbers by way of the engine alone, which every library computes alike; its distributions are not.
class Dice {
 public:
  explicit Dice(unsigned seed) : engine_(seed) {}
  int between(int low, int high) { return low + static_cast<int>(engine_() % static_cast<unsigned>(high - low + 1)); }
  bool one_in(int n) { return between(1, n) == 1; }
  template <typename Items>
  auto of(const Items& items) {
    return items[static_cast<std::size_t>(between(0, static_cast<int>(items.size()) - 1))];
  }

 private:
  std::mt19937 engine_;
};

sys_days random_day(Dice& dice, int y, unsigned m, int low, int high) {
  return sys_days(year(y) / month(m) / 1) + days(dice.between(low, high));
}

void add_year(Dice& dice, int autumn, testing::Parts& parts) {
  struct Shape {
    TermName name;
    int year;
    unsigned from, to, half;
  };
  const Shape shapes[] = {{TermName::autumn, autumn, 9, 12, 10},
                          {TermName::spring, autumn + 1, 1, 3, 2},
                          {TermName::summer, autumn + 1, 4, 7, 6}};
  for (const auto& shape : shapes) {
    if (dice.one_in(15)) continue;
    const DateSpan span{random_day(dice, shape.year, shape.from, shape.name == TermName::autumn ? -6 : 1, 20),
                        random_day(dice, shape.year, shape.to, 10, 30)};
    Term term{AcademicYear::from_summer(autumn + 1).value(), shape.name, span, std::nullopt};
    const sys_days half = random_day(dice, shape.year, shape.half, -3, 24);
    if (!dice.one_in(6)) term.half_term = DateSpan{half, half + days(dice.between(0, 9))};
    parts.terms.push_back(term);
  }
}

testing::Parts random_parts(Dice& dice) {
  testing::Parts parts;
  const int first = dice.between(2019, 2034);
  const int last = first + dice.between(0, 3);
  for (int y = first; y <= last; ++y)
    if (!dice.one_in(8)) add_year(dice, y, parts);
  for (int y = first - 1; y <= last + 1; ++y) {
    if (dice.one_in(8)) continue;
    for (int i = dice.between(1, 10); i > 0; --i)
      parts.bank_holidays.push_back({random_day(dice, y, 1, 0, 364), "a holiday"});
    if (!dice.one_in(4))
      parts.publications.push_back(
          {"ks2-revised", AcademicYear::from_summer(y).value(), random_day(dice, y, 12, 0, 40)});
  }
  for (int i = dice.between(0, 6); i > 0; --i) {
    const sys_days closed = random_day(dice, dice.between(first, last + 1), 1, 0, 364);
    parts.closures.push_back({{closed, closed + days(dice.between(0, 4))}, "closed"});
  }
  return parts;
}

std::string random_rule(Dice& dice) {
  const std::vector<std::string> terms = {"autumn", "spring", "summer", "term"};
  const std::vector<std::string> kinds = {"day", "school-day", "school-day", "working-day", "wednesday", "sunday"};
  const std::vector<std::string> units = {"days", "weeks", "school-days", "school-days", "working-days"};
  const std::vector<std::string> months = {"January", "February", "March",   "April",
                                           "July",    "August",   "October", "December"};
  const std::vector<std::string> hours = {"00", "00", "02", "06", "13", "23"};
  const std::string time = fmt::format(" @ {}:{:02}", dice.of(hours), dice.between(0, 59));
  std::string anchor;
  switch (dice.between(0, 6)) {
    case 0:
      return "every " + dice.of(kinds) + time;
    case 1:
      anchor = fmt::format("{} {} of month", dice.one_in(2) ? "first" : "last", dice.of(kinds));
      break;
    case 2:
      anchor = "published(ks2-revised)";
      break;
    case 3:
      anchor = fmt::format("{} {}", dice.between(1, 28), dice.of(months));
      break;
    case 4:
      anchor = fmt::format("half-term({}){}", dice.of(terms), dice.one_in(2) ? ".end" : "");
      break;
    default:
      anchor = fmt::format("{}.{}", dice.of(terms), dice.one_in(2) ? "start" : "end");
  }
  if (dice.one_in(5)) return anchor + time;
  const int count = dice.one_in(3) ? dice.between(1, 366) : dice.between(1, 30);
  return fmt::format("{} {} {} {}{}", anchor, dice.one_in(2) ? "+" : "-", count, dice.of(units), time);
}

TEST(ScheduleOracle, AgreesOnRandomRulesAndCalendars) {
  Compared sum;
  for (unsigned seed = 1; seed <= 40 && !HasFailure(); ++seed) {
    SCOPED_TRACE(seed);
    Dice dice(seed);
    Case c{random_parts(dice), {}, {}, {}};
    for (int i = 0; i < 40; ++i) c.rules.push_back(random_rule(dice));
    c.from = random_day(dice, dice.between(2019, 2036), 1, 0, 364);
    c.to = c.from + days(dice.between(1, 900));
    const auto compared = expect_equal(c);
    sum.due += compared.due;
    sum.unplaced += compared.unplaced;
  }
  EXPECT_GT(sum.due, 5000U);
  EXPECT_GT(sum.unplaced, 500U);
}

}  // namespace
}  // namespace termwise::calendar
