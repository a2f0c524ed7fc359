#!/usr/bin/python3
"""`termwise calendar`, and calendars that publishers wrote: GOV.UK's bank holidays as JSON, term dates as iCalendar. Days are
counted a second time here, with Python's own calendar."""
import datetime
import json
import os
import pathlib
import shutil
import sys
import tempfile
import tomllib
import unittest

from termwise_cli import ROOT, Termwise

BUILD = os.environ["TERMWISE_BUILD"]
REAL = os.environ.get("TERMWISE_REAL_DATA")
DAY = datetime.timedelta(days=1)
PLUGIN = '[[plugin]]\nname = "national"\n'


def days(start, end):
    return [start + DAY * n for n in range((end - start).days + 1)]


def day(text):
    return datetime.date.fromisoformat(text)


def event(title, start, last=None):
    """As publishers write it: DTEND is the day after the last (RFC 5545, 3.6.1)."""
    lines = [f"UID:{title}-{start}@example.invalid", "DTSTAMP:20260101T000000Z", f"SUMMARY:{title}",
             f"DTSTART;VALUE=DATE:{start:%Y%m%d}"]
    if last is not None:
        lines.append(f"DTEND;VALUE=DATE:{last + DAY:%Y%m%d}")
    return ["BEGIN:VEVENT", *lines, "END:VEVENT"]


def ics(*events):
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Example//EN", *sum(events, []), "END:VCALENDAR"]
    return "".join(f"{line}\r\n" for line in lines).encode()


def gov_uk(holidays):
    """The shape of https://www.gov.uk/bank-holidays.json."""
    events = [{"title": title, "date": str(date), "notes": "", "bunting": True} for date, title in holidays]
    return json.dumps({"england-and-wales": {"division": "england-and-wales", "events": events},
                       "scotland": {"division": "scotland", "events": [{"title": "2nd January", "date": "2026-01-02",
                                                                        "notes": "", "bunting": True}]}}).encode()


class SchoolCalendarTest(unittest.TestCase):
    def setUp(self):
        self.directory = pathlib.Path(tempfile.mkdtemp(prefix="termwise-calendar-"))
        self.addCleanup(shutil.rmtree, self.directory, ignore_errors=True)
        self.config = self.directory / "config"
        shutil.copytree(ROOT / "config", self.config, ignore=shutil.ignore_patterns("sample", "*.md"))
        self.termwise = Termwise(BUILD, self.directory, self.config)
        self.termwise.write_config()
        toml = tomllib.loads((self.config / "calendars" / "bank-holidays.toml").read_text("utf-8"))
        self.holidays = [(entry["date"], entry["name"]) for entry in toml["bank_holiday"]]

    def write(self, name, content):
        path = self.config / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def fails(self, exit_code, *arguments):
        done = self.termwise.run(*arguments)
        self.assertEqual((done.returncode, done.stdout), (exit_code, ""), done.stderr)
        return done.stderr

    def school_days(self, terms, closed=()):
        """Of terms as (start, end, half-term's start, its end)."""
        holidays = {date for date, _ in self.holidays}
        return [sum(d.weekday() < 5 and d not in holidays and d not in closed and not half[0] <= d <= half[1]
                    for d in days(start, end)) for start, end, *half in terms]

    def test_the_authoritys_year_and_its_school_days(self):
        toml = tomllib.loads((self.config / "las" / "886.toml").read_text("utf-8"))
        terms = [t for t in toml["term"] if t["year"] == "2025/26"]
        spans = [(t["start"], t["end"], t["half_term"]["start"], t["half_term"]["end"]) for t in terms]
        counts = self.school_days(spans)
        shown = self.termwise.json("calendar", "--la", "886", "--year", "2025/26")
        self.assertEqual([(t["name"], day(t["start"]), day(t["end"]), day(t["half_term"]["start"]),
                           day(t["half_term"]["end"]), t["school_days"]) for t in shown["terms"]],
                         [(t["name"], *span, count) for t, span, count in zip(terms, spans, counts)])
        self.assertEqual(shown["school_days"], sum(counts))
        self.assertEqual((shown["la"], shown["name"], shown["urn"], shown["year"], shown["terms_of"], shown["notes"]),
                         ("886", "Kent", None, "2025/26", "authority", []))
        self.assertEqual([(day(h["date"]), h["name"]) for h in shown["bank_holidays"]],
                         [(d, name) for d, name in self.holidays
                          if datetime.date(2025, 9, 1) <= d <= datetime.date(2026, 8, 31)])
        text = self.termwise.call("calendar", "--la", "886", "--year", "2025/26")
        self.assertIn("Kent (LA 886), 2025/26", text)
        self.assertIn(f"spring      Monday 5 January 2026 to Thursday 2 April 2026  ({counts[1]} school days)", text)
        self.assertIn("half-term Monday 16 February 2026 to Friday 20 February 2026", text)
        self.assertIn("Friday 3 April 2026: Good Friday", text)
        self.assertIn(f"{sum(counts)} school days in the year.", text)

    def test_term_dates_from_a_published_calendar(self):
        terms = [tuple(map(day, t)) for t in (("2026-09-03", "2026-12-18", "2026-10-26", "2026-10-30"),
                                              ("2027-01-05", "2027-03-25", "2027-02-15", "2027-02-19"),
                                              ("2027-04-12", "2027-07-21", "2027-05-31", "2027-06-04"))]
        inset = datetime.date(2027, 7, 21)
        self.write("terms/938.ics", ics(*(event(f"{name} term", t[0], t[1])
                                          for name, t in zip(("Autumn", "Spring", "Summer"), terms)),
                                        *(event("Half term", t[2], t[3]) for t in terms), event("INSET day", inset)))
        self.write("las/938.toml", f'code = "938"\nname = "West Sussex"\nterms_files = ["terms/938.ics"]\n{PLUGIN}')
        self.termwise.call("check")
        shown = self.termwise.json("calendar", "--la", "938", "--year", "2026/27")
        counts = self.school_days(terms, [inset])
        self.assertEqual([t["school_days"] for t in shown["terms"]], counts)
        self.assertEqual([tuple(map(day, (t["start"], t["end"], *t["half_term"].values()))) for t in shown["terms"]], terms)
        self.assertEqual(shown["closures"], [{"start": str(inset), "end": str(inset), "reason": "INSET day"}])
        self.assertEqual(shown["notes"], [])

        self.write("terms/938.ics", ics(event("Autumn term", *terms[0][:2]), event("Sports day", inset)))
        self.assertRegex(self.fails(78, "calendar", "--la", "938"),
                         r"terms/938\.ics:14:1: the event 'Sports day' of 2027-07-21 is not understood")

    def test_a_school_with_dates_of_its_own(self):
        path = self.config / "las" / "886.toml"
        own = [tuple(map(day, t)) for t in (("2026-09-07", "2026-12-16", "2026-10-19", "2026-10-30"),
                                            ("2027-01-05", "2027-03-19", "2027-02-15", "2027-02-19"),
                                            ("2027-04-05", "2027-07-23", "2027-05-31", "2027-06-04"))]
        text = "\n[[school_calendar]]\nurns = [900006]\n"
        for name, (start, end, first, last) in zip(("autumn", "spring", "summer"), own):
            text += (f'[[school_calendar.term]]\nyear = "2026/27"\nname = "{name}"\nstart = {start}\nend = {end}\n'
                     f"half_term = {{ start = {first}, end = {last} }}\n")
        self.write("las/886.toml", path.read_text("utf-8") + text)
        school = self.termwise.json("calendar", "--la", "886", "--urn", "900006", "--year", "2026/27")
        self.assertEqual((school["urn"], school["terms_of"]), (900006, "school"))
        self.assertEqual([t["school_days"] for t in school["terms"]], self.school_days(own))
        kent = self.termwise.json("calendar", "--la", "886", "--year", "2026/27")
        self.assertNotEqual(kent["terms"], school["terms"])
        for urn, year in (("900006", "2025/26"), ("900007", "2026/27")):
            other = self.termwise.json("calendar", "--la", "886", "--urn", urn, "--year", year)
            whole = self.termwise.json("calendar", "--la", "886", "--year", year)
            self.assertEqual((other.pop("urn"), whole.pop("urn")), (int(urn), None))
            self.assertEqual(other, whole)
        self.assertIn("URN 900006: its own dates, 2026/27",
                      self.termwise.call("calendar", "--la", "886", "--urn", "900006", "--year", "2026/27"))
        self.assertIn("URN 900007: as Kent (LA 886), 2026/27",
                      self.termwise.call("calendar", "--la", "886", "--urn", "900007", "--year", "2026/27"))

    def test_gov_uks_file_beside_or_instead_of_toml(self):
        self.write("calendars/bank-holidays.json", gov_uk(self.holidays))
        both = self.termwise.json("calendar", "--la", "886", "--year", "2025/26")
        (self.config / "calendars" / "bank-holidays.toml").unlink()
        alone = self.termwise.json("calendar", "--la", "886", "--year", "2025/26")
        self.assertEqual(both, alone)
        self.assertNotIn("2026-01-02", [h["date"] for h in alone["bank_holidays"]])

        self.write("calendars/bank-holidays.json", gov_uk([h for h in self.holidays if h[0].year != 2026]))
        done = self.termwise.run("calendar", "--la", "886", "--year", "2025/26", "--json")
        self.assertEqual(json.loads(done.stdout)["notes"],
                         ["No bank holidays are known for 2026, and school days are counted without them; add them to "
                          "calendars/."])
        half = [h for h in self.holidays if h[0] < datetime.date(2027, 5, 4)]
        self.write("calendars/bank-holidays.json", gov_uk(half))
        self.assertIn("2027 has only 4 bank holidays here", self.fails(78, "check"))

    @unittest.skipUnless(REAL and pathlib.Path(REAL, "context", "bank-holidays.json").is_file(), "needs GOV.UK's own file")
    def test_gov_uks_own_file_byte_for_byte(self):
        content = pathlib.Path(REAL, "context", "bank-holidays.json").read_bytes()
        self.write("calendars/bank-holidays.json", content)
        (self.config / "calendars" / "bank-holidays.toml").unlink()
        events = json.loads(content)["england-and-wales"]["events"]
        for year in ("2024/25", "2025/26", "2026/27"):
            first, last = f"{year[:4]}-09-01", f"{int(year[:4]) + 1}-08-31"
            shown = self.termwise.json("calendar", "--la", "886", "--year", year)
            self.assertEqual([(h["date"], h["name"]) for h in shown["bank_holidays"]],
                             [(e["date"], e["title"]) for e in events if first <= e["date"] <= last])

    def test_what_is_not_known_and_what_is_asked_wrongly(self):
        self.assertIn("No terms of 2031/32 are known for Kent. Add them to las/886.toml",
                      self.fails(65, "calendar", "--la", "886", "--year", "2031/32"))
        self.assertIn("No terms of 2026/27 are known for LA 301", self.fails(65, "calendar", "--la", "301", "--year", "2026/27"))
        for arguments, words in ((("--la", "88"), "--la '88' is not the code"), ((), "--la is required"),
                                 (("--la", ""), "--la is empty"), (("--la", "886", "--year", "2026"), "--year '2026'"),
                                 (("--la", "886", "--urn", "99999"), "--urn"), (("--la", "886", "--urn", "x"), "--urn")):
            with self.subTest(arguments):
                self.assertIn(words, self.fails(64, "calendar", *arguments))
        self.assertIn("--year", self.termwise.call("calendar", "--help"))
        lines = (self.config / "las" / "886.toml").read_text("utf-8").split("\n[[term]]\n")
        self.write("las/886.toml", "\n[[term]]\n".join(lines[:2]))  # the autumn term of 2024/25 alone
        done = self.termwise.run("calendar", "--la", "886", "--year", "2024/25")
        self.assertEqual(done.returncode, 0)
        self.assertEqual(done.stderr, "The spring term of 2024/25 is not known; add it.\n"
                                      "The summer term of 2024/25 is not known; add it.\n")

    def test_a_calendar_is_no_file_of_results(self):
        with self.termwise:
            for name, content, folder in (("bank-holidays.json", gov_uk(self.holidays), "calendars"),
                                          ("terms.ics", ics(event("Half term", datetime.date(2026, 10, 26))), "terms"),
                                          ("2026-2027_886_ks2final.csv", b"\xef\xbb\xbf\r\nBegin:vCalendar\n", "terms")):
                file = self.directory / name
                file.write_bytes(content)
                for dry in ((), ("--dry-run",)):
                    stderr = self.fails(65, "ingest", *dry, file)
                    self.assertRegex(stderr, rf"{name}:1:1: this is .*calendar.* and no file of results")
                    self.assertIn(f"{self.config / folder}/", stderr)
            other = self.directory / "other.json"
            other.write_bytes(b'{"a": [1, 2]}\n')
            self.assertNotIn("and no file of results", self.fails(65, "ingest", other))


if __name__ == "__main__":
    sys.exit(unittest.main())
