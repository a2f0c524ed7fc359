"""Days in England, counted with Python's datetime alone: what the tests of a school year expect, whatever Termwise says."""
from datetime import date, timedelta

DAY = timedelta(days=1)
# Days proclaimed once, and the spring holiday that moved for one of them.
PROCLAIMED = {date(2011, 4, 29), date(2012, 6, 4), date(2012, 6, 5)}
MOVED = {date(2012, 5, 28)}


def easter(year):
    """By the Gregorian computus (Meeus, Jones and Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return date(year, f // 31, f % 31 + 1)


def mondays(year, month):
    """Of a month of 31 days."""
    return [day for number in range(1, 32) if (day := date(year, month, number)).weekday() == 0]


def bank_holidays(year):
    """Of England and Wales: a day that falls on a weekend is made up for by the next day that is free."""
    found = {easter(year) - 2 * DAY, easter(year) + DAY, mondays(year, 5)[0], mondays(year, 5)[-1],
             mondays(year, 8)[-1]} - MOVED
    for day in (date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)):
        while day.weekday() >= 5 or day in found:
            day += DAY
        found.add(day)
    return found | {day for day in PROCLAIMED if day.year == year}


HOLIDAYS = frozenset(day for year in range(2004, 2028) for day in bank_holidays(year))


def is_working(day):
    return day.weekday() < 5 and day not in HOLIDAYS


def parsed(day):
    return day if isinstance(day, date) else date.fromisoformat(day)


def working(day, count):
    """So many working days after a day, or before it."""
    day, left = parsed(day), abs(count)
    while left:
        day += DAY if count > 0 else -DAY
        left -= is_working(day)
    return day


def days(day, count):
    return parsed(day) + count * DAY


def next_working(day):
    """That day, or the first working day after it: when a job of every working day sees what has come."""
    day = parsed(day)
    while not is_working(day):
        day += DAY
    return day
