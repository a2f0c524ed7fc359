#!/usr/bin/python3
"""When jobs are due, worked out a second time from the comments of schedule_rule.h and occurrences.h alone.

The days of each kind are lists, an offset is an index into them, and the zone database tells the time in London. Used as
a module (parse_rule, Calendar, occurrences) or as a program:

    schedule_oracle.py FILE

FILE holds one JSON object, all dates written 2026-11-23 and both ends of a span belonging to it:
    {"terms": [{"year": "2026/27", "name": "autumn", "first": D, "last": D, "half_term": [D, D] or null}],
     "closures": [{"first": D, "last": D, "reason": TEXT}],
     "bank_holidays": [{"day": D, "name": TEXT}],
     "publications": [{"release": TEXT, "year": "2016/17", "day": D}],
     "rules": [TEXT], "from": "2026-09-01T00:00", "to": ...}           instants in UTC, the last one excluded
For each rule, by its number from 0, it prints a line "NUMBER due PERIOD|2026-09-16T05:30" for each occurrence, in UTC and
in the order of time, and then "NUMBER unplaced PERIOD|" for each period, or "", whose date cannot be told.
"""
import bisect
import calendar as months
import json
import re
import sys
from datetime import date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December"]
LONGEST_HOLIDAY = 70
DAY = timedelta(days=1)
FIRST_YEAR, LAST_YEAR = 2010, 2050  # all years that are looked at
EVER = date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)

NAMED_DAY = "(?P<kind>day|school-day|working-day|" + "|".join(WEEKDAYS) + ")"
TERM = "(?P<term>autumn|spring|summer|term)"
OFFSET = r"(?:(?P<sign>[+-]) *(?P<count>\d+) *(?P<unit>day|week|school-day|working-day)s?)?"
TIME = r"@ *(?P<time>\d\d:\d\d)"
FORMS = [
    ("ingest", "every ingest"),
    ("run", "every run"),
    ("every", f"every {NAMED_DAY} *{TIME}"),
    ("month", f"(?P<edge>first|last) {NAMED_DAY} of month *{OFFSET} *{TIME}"),
    ("term", rf"{TERM} *\. *(?P<point>start|end) *{OFFSET} *{TIME}"),
    ("half-term", rf"half-term *\( *{TERM} *\) *(?:\. *(?P<point>start|end))? *{OFFSET} *{TIME}"),
    ("yearly", rf"(?P<day>\d+) *(?P<month>{'|'.join(MONTHS)}) *{OFFSET} *{TIME}"),
    ("published", rf"published *\( *(?P<release>[a-z][a-z0-9-]*) *\) *{OFFSET} *{TIME}"),
]


def parse_rule(text):
    """A rule as a dictionary, whose "form" says which of its other entries there are."""
    words = " ".join(text.split())
    for form, pattern in FORMS:
        match = re.fullmatch(pattern, words)
        if match is None:
            continue
        rule = {"form": form, **match.groupdict()}
        if form not in ("ingest", "run"):
            rule["time"] = time.fromisoformat(rule["time"])
            if rule["time"].hour == 1:
                break
        if rule.get("count"):
            rule["count"] = int(rule["count"]) * (-1 if rule["sign"] == "-" else 1)
            if not 1 <= abs(rule["count"]) <= 366:
                break
        else:
            rule["count"] = 0
        if form == "yearly":
            rule["month"] = MONTHS.index(rule["month"]) + 1
            rule["day"] = int(rule["day"])
            date(2001, rule["month"], rule["day"])
        return rule
    raise ValueError(f"not a rule: {text}")


class Calendar:
    """The days of each kind, as sorted lists, and the set of days of which each kind can be told."""

    def __init__(self, description):
        def span(entry):
            return date.fromisoformat(entry["first"]), date.fromisoformat(entry["last"])

        self.terms = []
        for entry in sorted(description.get("terms", []), key=lambda term: term["first"]):
            half = entry.get("half_term")
            self.terms.append({"name": entry["name"], "year": entry["year"], "span": span(entry),
                               "half_term": half and tuple(date.fromisoformat(day) for day in half)})
        holidays = {date.fromisoformat(entry["day"]) for entry in description.get("bank_holidays", [])}
        self.publications = [(entry["release"], entry["year"], date.fromisoformat(entry["day"]))
                             for entry in description.get("publications", [])]
        closed = {day for entry in description.get("closures", []) for day in days_of(*span(entry))}

        years = {day.year for day in holidays}
        told_working = {day for year in years for day in days_of(date(year, 1, 1), date(year, 12, 31))}
        working = sorted(day for day in told_working if day.weekday() < 5 and day not in holidays)

        told_school, school = set(), []
        previous = None
        for term in self.terms:
            first, last = term["span"]
            if previous and (first - previous).days - 1 <= LONGEST_HOLIDAY:
                told_school.update(days_of(previous, first))
            told_school.update(days_of(first, last))
            if term["name"] == "autumn":
                told_school.update(days_of(first.replace(day=1), first))
            if term["name"] == "summer":
                told_school.update(days_of(last, last.replace(day=months.monthrange(last.year, last.month)[1])))
            off = closed | holidays | (set(days_of(*term["half_term"])) if term["half_term"] else set())
            school += [day for day in days_of(first, last) if day.weekday() < 5 and day not in off]
            previous = last
        self.days = {"school-day": school, "working-day": working}
        self.told = {"school-day": told_school, "working-day": told_working}
        self.unknown = {kind: stretches(set(days_of(*EVER)) - told) for kind, told in self.told.items()}


def stretches(days):
    """The runs of consecutive days, as pairs of their first and last."""
    firsts = sorted(day for day in days if day - DAY not in days)
    lasts = sorted(day for day in days if day + DAY not in days)
    return list(zip(firsts, lasts))


def days_of(first, last):
    return [first + DAY * i for i in range((last - first).days + 1)]


def instant(day, at):
    return datetime.combine(day, at, tzinfo=LONDON).astimezone(timezone.utc)


def reach(unit, count):
    return timedelta(days=2 * count + (90 if unit == "school-day" else 7))


def offset_range(rule, first, last):
    """The days to which anchors from first to last may lead."""
    count, unit = rule["count"], rule["unit"] if rule["count"] else None
    if unit in (None, "day", "week"):
        shift = timedelta(days=count * (7 if unit == "week" else 1))
        return first + shift, last + shift
    return (first, last + reach(unit, count)) if count > 0 else (first - reach(unit, -count), last)


def shifted(rule, calendar, anchor):
    """The day to which the offset leads, or None with the days among which it must be."""
    count = rule["count"]
    unit = rule["unit"] if count else None
    if unit in (None, "day", "week"):
        return offset_range(rule, anchor, anchor)[0], None
    days, told = calendar.days[unit], calendar.told[unit]
    step = DAY if count > 0 else -DAY
    at = bisect.bisect_right(days, anchor) + count - 1 if count > 0 else bisect.bisect_left(days, anchor) + count
    result = days[at] if 0 <= at < len(days) else None
    day = anchor + step
    while day in told and day != result:
        day += step
    if day == result:
        return result, None
    counted = sum(1 for known in days if (anchor < known < day if count > 0 else day < known < anchor))
    rest = reach(unit, abs(count) - counted)
    return None, ((day, day + rest) if count > 0 else (day - rest, day))


def month_anchor(rule, calendar, year, month):
    """The day, None where there is none, or "unknown"."""
    days = days_of(date(year, month, 1), date(year, month, months.monthrange(year, month)[1]))
    for day in days if rule["edge"] == "first" else reversed(days):
        kind = rule["kind"]
        if kind in calendar.told:
            if day not in calendar.told[kind]:
                return "unknown"
            index = bisect.bisect_left(calendar.days[kind], day)
            if calendar.days[kind][index:index + 1] == [day]:
                return day
        elif kind == "day" or WEEKDAYS[day.weekday()] == kind:
            return day
    return None


def plan(rule, calendar, start, end):
    """([(period, due)] due and anchor, [period that cannot be told]) for start <= due < end, instants in UTC."""
    if rule["form"] in ("ingest", "run"):
        return [], []
    at = rule["time"]
    window = [day for day in days_of(start.date() - DAY, end.date() + DAY) if start <= instant(day, at) < end]
    if not window:
        return [], []

    def may_be_due(first, last):
        return first <= window[-1] and last >= window[0]

    def hides(stretch, anchors):
        before_all = stretch[0] == EVER[0]
        return may_be_due(*anchors) and (not before_all or may_be_due(*stretch))

    anchors, unplaced = [], []
    if rule["form"] == "every":
        kind = rule["kind"]
        if kind in calendar.told:
            unplaced += ["" for stretch in calendar.unknown[kind] if may_be_due(*stretch)]
            anchors = [(str(day), day) for day in calendar.days[kind]]
        else:
            anchors = [(str(day), day) for day in window if kind == "day" or WEEKDAYS[day.weekday()] == kind]
    elif rule["form"] == "month":
        hidden = []
        for year in range(FIRST_YEAR, LAST_YEAR + 1):
            for month in range(1, 13):
                day = month_anchor(rule, calendar, year, month)
                if day == "unknown":
                    hidden.append((date(year, month, 1), date(year, month, months.monthrange(year, month)[1])))
                elif day:
                    anchors.append((f"{year:04}-{month:02}", day))
        if rule["kind"] in calendar.told:
            for first, last in calendar.unknown[rule["kind"]]:
                within = [m for m in hidden if m[0] <= last and m[1] >= first]
                if any(hides((first, last), offset_range(rule, *m)) for m in within):
                    unplaced.append("")
    elif rule["form"] in ("term", "half-term"):
        for term in calendar.terms:
            if rule["term"] not in ("term", term["name"]):
                continue
            period = f"{term['name']} {term['year']}"
            span = term["span"] if rule["form"] == "term" else term["half_term"]
            if span:
                anchors.append((period, span[1] if rule["point"] == "end" else span[0]))
            elif may_be_due(*offset_range(rule, *term["span"])):
                unplaced.append(period)
        unplaced += ["" for stretch in calendar.unknown["school-day"]
                     if hides(stretch, offset_range(rule, *stretch))]
    elif rule["form"] == "yearly":
        anchors = [(str(day), day) for day in
                   (date(year, rule["month"], rule["day"]) for year in range(FIRST_YEAR, LAST_YEAR + 1))]
    elif rule["form"] == "published":
        known = [(f"{release} {year}", day) for release, year, day in calendar.publications
                 if release == rule["release"]]
        anchors = known
        if not known:
            unplaced.append("")
        elif may_be_due(*offset_range(rule, max(day for _, day in known) + 366 * DAY, EVER[1])):
            unplaced.append("")

    placed = []
    for period, anchor in sorted(anchors, key=lambda entry: entry[1]):
        day, among = shifted(rule, calendar, anchor)
        if day is None:
            if may_be_due(*among):
                unplaced.append(period)
        elif start <= instant(day, at) < end:
            placed.append((period, instant(day, at)))
    return placed, unplaced


def occurrences(rule, calendar, start, end):
    return plan(rule, calendar, start, end)[0]


def main(path):
    with open(path, encoding="utf-8") as file:
        description = json.load(file)
    calendar = Calendar(description)
    start, end = (datetime.fromisoformat(description[key]).replace(tzinfo=timezone.utc) for key in ("from", "to"))
    for number, text in enumerate(description["rules"]):
        placed, unplaced = plan(parse_rule(text), calendar, start, end)
        for period, due in placed:
            print(f"{number} due {period}|{due:%Y-%m-%dT%H:%M}")
        for period in sorted(unplaced, key=lambda text: text + "|"):
            print(f"{number} unplaced {period}|")


if __name__ == "__main__":
    main(sys.argv[1])
