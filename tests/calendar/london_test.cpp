#include <cstdio>
#include <cstdlib>

#include <gtest/gtest.h>

#include "calendar/london.h"

namespace termwise::calendar {
namespace {

using namespace std::chrono;

sys_seconds utc(int y, unsigned m, unsigned d, int h, int minute = 0) {
  return sys_days(year(y) / month(m) / day(d)) + hours(h) + minutes(minute);
}

TEST(London, ClocksGoForwardOnTheLastSundayOfMarch) {
  EXPECT_EQ(london_minute(utc(2026, 3, 29, 0, 59)), "2026-03-29 00:59");
  EXPECT_EQ(london_minute(utc(2026, 3, 29, 1, 0)), "2026-03-29 02:00");
}

TEST(London, ClocksGoBackOnTheLastSundayOfOctober) {
  EXPECT_EQ(london_minute(utc(2026, 10, 25, 0, 59)), "2026-10-25 01:59");
  EXPECT_EQ(london_minute(utc(2026, 10, 25, 1, 0)), "2026-10-25 01:00");
}

TEST(London, ASummerEveningBelongsToTheNextDayThere) {
  EXPECT_EQ(to_string(london_date(utc(2026, 7, 1, 23, 30))), "2026-07-02");
  EXPECT_EQ(to_string(london_date(utc(2026, 12, 1, 23, 30))), "2026-12-01");
}

// The system's zone database, by way of Python's zoneinfo, every half-hour around each change of twelve years.
TEST(London, AgreesWithTheZoneDatabase) {
  const char* script =
      "from datetime import datetime, timedelta, timezone\n"
      "from zoneinfo import ZoneInfo\n"
      "for year in range(2020, 2032):\n"
      "  for month in (3, 10):\n"
      "    t = datetime(year, month, 24, tzinfo=timezone.utc)\n"
      "    for i in range(8 * 48):\n"
      "      print(int(t.timestamp()), int(t.astimezone(ZoneInfo('Europe/London')).utcoffset().total_seconds()))\n"
      "      t += timedelta(minutes=30)\n";
  const std::string command = "/usr/bin/python3 -c \"" + std::string(script) + "\"";
  FILE* oracle = ::popen(command.c_str(), "r");
  ASSERT_NE(oracle, nullptr);
  long long instant = 0;
  long long offset = 0;
  int checked = 0;
  while (std::fscanf(oracle, "%lld %lld", &instant, &offset) == 2) {
    EXPECT_EQ(london_offset(sys_seconds(seconds(instant))), seconds(offset)) << instant;
    ++checked;
  }
  EXPECT_EQ(::pclose(oracle), 0);
  EXPECT_EQ(checked, 12 * 2 * 8 * 48);
}

TEST(Date, IsReadAsPeopleWriteIt) {
  EXPECT_EQ(parse_date("2024-02-29"), year(2024) / February / day(29));
  for (const char* text : {"", "2023-02-29", "2026-13-01", "2026-1-1", "23/11/2026", "2026-11-23 ", "20261123xx"})
    EXPECT_FALSE(parse_date(text)) << text;
}

}  // namespace
}  // namespace termwise::calendar
