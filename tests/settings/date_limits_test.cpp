// How many dates and schedules there may be: allowed at the limit, refused one above it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>

#include "calendar/london.h"
#include "fixture.h"

namespace termwise::settings {
namespace {

using std::chrono::days;
using std::chrono::sys_days;
using test::all_texts;
using testing::HasSubstr;

std::string date_after(int count) {
  using namespace std::chrono;
  return calendar::to_string(year_month_day(sys_days(year(1990) / 1 / 1) + days(count)));
}

std::string repeated(std::size_t count, const std::function<std::string(int)>& entry) {
  std::string all;
  for (std::size_t i = 0; i < count; ++i) all += entry(static_cast<int>(i));
  return all;
}

std::string term(int number) {
  static const char* const kTerms[][3] = {
      {"autumn", "-09-01", "-12-01"}, {"spring", "-01-05", "-03-01"}, {"summer", "-04-10", "-07-01"}};
  const auto& [name, start, end] = kTerms[number % 3];
  const int autumn = 1990 + number / 3;
  const std::string calendar_year = std::to_string(number % 3 == 0 ? autumn : autumn + 1);
  const std::string next = std::to_string(autumn + 1);
  return "[[term]]\nyear = \"" + std::to_string(autumn) + "/" + next.substr(2) + "\"\nname = \"" + name +
         "\"\nstart = " + calendar_year + start + "\nend = " + calendar_year + end + "\n";
}

std::string closure(int) { return "[[closure]]\nstart = 2026-11-05\nreason = \"snow\"\n"; }

std::string schedule(int number) {
  return "[[schedule]]\nname = \"s" + std::to_string(number) + "\"\njob = \"floor-check\"\nrule = \"every ingest\"\n";
}

std::string bank_holiday(int number) { return "[[bank_holiday]]\ndate = " + date_after(number) + "\nname = \"a\"\n"; }

std::string publication(int number) {
  return "[[publication]]\nrelease = \"r" + std::to_string(number) + "\"\nyear = \"2016/17\"\ndate = 2017-12-14\n";
}

struct Limit {
  std::string name;
  std::size_t most;
  std::string (*entry)(int);
  std::string path;
  std::uint32_t lines;  // of one entry
};

void PrintTo(const Limit& limit, std::ostream* out) { *out << limit.name; }

class DateLimits : public testing::TestWithParam<Limit> {};

TEST_P(DateLimits, HoldExactly) {
  const Limit& limit = GetParam();
  auto files = test::good_files();
  // Without the good dates, so that all those there are are counted here.
  for (const auto* path : {"las/886.toml", "calendars/bank-holidays.toml", "calendars/publications.toml"})
    files.erase(path);
  const std::string before = files[limit.path];
  files[limit.path] = before + repeated(limit.most, limit.entry);
  EXPECT_EQ(all_texts(test::load_files(files).errors), "");

  // Of three too many the first is reported, and no other.
  files[limit.path] = before + repeated(limit.most + 3, limit.entry);
  const Loaded refused = test::load_files(files);
  ASSERT_EQ(refused.errors.size(), 1u) << all_texts(refused.errors);
  const auto lines_before = static_cast<std::uint32_t>(std::count(before.begin(), before.end(), '\n'));
  const auto line = lines_before + static_cast<std::uint32_t>(limit.most) * limit.lines + 1;
  EXPECT_EQ(*refused.errors[0].where, (Location{limit.path, line, 1}));
  EXPECT_THAT(refused.errors[0].message, HasSubstr("more than " + std::to_string(limit.most) + " [[" + limit.name));
}

INSTANTIATE_TEST_SUITE_P(Of, DateLimits,
                         testing::Values(Limit{"term", 300, term, "las/850.toml", 5},
                                         Limit{"closure", 2000, closure, "las/850.toml", 3},
                                         Limit{"schedule", 200, schedule, "las/850.toml", 4},
                                         Limit{"bank_holiday", 1000, bank_holiday, "calendars/a.toml", 3},
                                         Limit{"publication", 1000, publication, "calendars/a.toml", 4}),
                         [](const testing::TestParamInfo<Limit>& limit) { return limit.param.name; });

TEST(DateLimitsOfAllFiles, CalendarFilesCountTogether) {
  auto files = test::good_files();
  files["calendars/zzz.toml"] = repeated(kMaximumPublications - 1, publication);  // the good file has two
  const Loaded refused = test::load_files(files);
  ASSERT_EQ(refused.errors.size(), 1u) << all_texts(refused.errors);
  EXPECT_EQ(to_string(*refused.errors[0].where), "calendars/zzz.toml:3993:1");
}

}  // namespace
}  // namespace termwise::settings
