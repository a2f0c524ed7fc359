#!/usr/bin/env python3
"""The days that the tests of the reminders expect, counted anew with Python's datetime. Each line of reminder_days.h says from
which day, how many working days or days of the calendar, and to which day that leads."""

import re
import sys
import unittest
from datetime import date, timedelta
from pathlib import Path

TEXT = (Path(__file__).parent / "reminder_days.h").read_text()
DAY = r'"(\d{4}-\d{2}-\d{2})"'


def block(name):
    return re.search(rf"{name}.*?\{{(.*?)\n\}}", TEXT, re.S).group(1)


HOLIDAYS = {date.fromisoformat(day) for day in re.findall(DAY, block("kBankHolidays"))}


def rows(name):
    return [(date.fromisoformat(a), int(count), date.fromisoformat(b))
            for a, count, b in re.findall(rf"\{{{DAY}, (-?\d+), {DAY}\}}", block(name))]


def working(day, count):
    step = timedelta(days=1 if count > 0 else -1)
    left = abs(count)
    while left:
        day += step
        left -= day.weekday() < 5 and day not in HOLIDAYS
    return day


class Days(unittest.TestCase):
    def test_working_days(self):
        self.assertGreater(len(rows("kWorkingDays")), 40)
        for start, count, end in rows("kWorkingDays"):
            self.assertEqual(working(start, count), end, f"{start} {count:+} working days")

    def test_calendar_days(self):
        self.assertGreater(len(rows("kCalendarDays")), 5)
        for start, count, end in rows("kCalendarDays"):
            self.assertEqual(start + timedelta(days=count), end, f"{start} {count:+} days")

    def test_bank_holidays_are_known(self):
        # Easter by the Gregorian computus, and the fixed days of these years with their substitutes.
        for year in (2011, 2012, 2013):
            a, b, c = year % 19, year // 100, year % 100
            d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
            e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
            f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
            easter = date(year, f // 31, f % 31 + 1)
            self.assertIn(easter - timedelta(days=2), HOLIDAYS)
            self.assertIn(easter + timedelta(days=1), HOLIDAYS)


if __name__ == "__main__":
    sys.exit(unittest.main())
