#!/usr/bin/python3
"""A school year of one Authority in fake time, in under five seconds: planned, claimed and ended through the real queue,
each occurrence due at the minute that an independent reading of its rule gives, each once."""
import datetime
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "e2e"), str(HERE.parent / "calendar")]
import schedule_oracle as oracle  # noqa: E402
from termwise_cli import ROOT, Termwise  # noqa: E402

BUILD = pathlib.Path(os.environ["TERMWISE_BUILD"])
SANITIZED = bool(os.environ.get("TERMWISE_SANITIZE"))
FROM, TO = datetime.date(2026, 9, 1), datetime.date(2027, 9, 1)
LONGEST = 5.0  # seconds; sanitizers take longer and are not timed
TERMS = [
    ("2026/27", "autumn", "2026-09-02", "2026-12-18", "2026-10-26", "2026-10-30"),
    ("2026/27", "spring", "2027-01-04", "2027-03-25", "2027-02-15", "2027-02-19"),
    ("2026/27", "summer", "2027-04-12", "2027-07-21", "2027-05-31", "2027-06-04"),
    ("2027/28", "autumn", "2027-09-02", "2027-12-17", "2027-10-25", "2027-10-29"),
]
CLOSURES = [("2026-11-27", "2026-11-27", "training day"), ("2027-07-05", "2027-07-06", "training days")]
RULES = {
    "each-school-day": "every school-day @ 07:00",
    "tenth-school-day": "term.start + 10 school-days @ 06:30",
    "before-half-term": "half-term(spring) - 3 school-days @ 07:00",
    "after-half-term": "half-term(term).end + 1 school-day @ 00:30",
    "month": "first working-day of month @ 05:00",
    "month-end": "last school-day of month @ 23:59",
    "statutory": "31 December - 10 working-days @ 08:00",
    "fridays": "every friday @ 02:00",
    "summer-end": "summer.end - 15 working-days @ 16:00",
    "changed-clocks": "28 March @ 07:00",
}


def la_file():
    text = 'code = "886"\nname = "Kent"\n[[plugin]]\nname = "national"\n'
    for year, name, first, last, half_first, half_last in TERMS:
        text += (f'[[term]]\nyear = "{year}"\nname = "{name}"\nstart = {first}\nend = {last}\n'
                 f"half_term = {{ start = {half_first}, end = {half_last} }}\n")
    for first, last, reason in CLOSURES:
        text += f'[[closure]]\nstart = {first}\nend = {last}\nreason = "{reason}"\n'
    for name, rule in RULES.items():
        text += f'[[schedule]]\nname = "{name}"\njob = "floor-check"\nrule = "{rule}"\ncatch_up = "all"\n'
    return text


def bank_holidays():
    import re
    text = (ROOT / "config" / "calendars" / "bank-holidays.toml").read_text(encoding="utf-8")
    return [{"day": day, "name": name} for day, name in re.findall(r'date = (\S+).*\nname = "([^"]+)"', text)]


def expected():
    """(schedule, period, minute since 1970) of everything that is due in the year, by the oracle."""
    calendar = oracle.Calendar({
        "terms": [{"year": y, "name": n, "first": a, "last": b, "half_term": [c, d]} for y, n, a, b, c, d in TERMS],
        "closures": [{"first": a, "last": b, "reason": r} for a, b, r in CLOSURES],
        "bank_holidays": bank_holidays(), "publications": []})
    start, end = (datetime.datetime.combine(day, datetime.time(), oracle.LONDON) for day in (FROM, TO))
    wanted = []
    for name, text in RULES.items():
        for period, due in oracle.occurrences(oracle.parse_rule(text), calendar, start, end):
            wanted.append((name, period, int(due.timestamp()) // 60))
    return sorted(wanted)


class SchoolYearTest(unittest.TestCase):
    def test_a_school_year(self):
        with tempfile.TemporaryDirectory(prefix="termwise-year-") as directory:
            config = pathlib.Path(directory) / "config"
            shutil.copytree(ROOT / "config", config, ignore=shutil.ignore_patterns("sample", "*.md"))
            for path in (config / "las").iterdir():
                path.unlink()
            (config / "las" / "886.toml").write_text(la_file(), encoding="utf-8")
            termwise = Termwise(BUILD, directory, config)
            try:
                with termwise:
                    self.live_through(termwise)
            finally:
                termwise.discard()

    def live_through(self, termwise):
        termwise.call("ingest", ROOT / "config" / "sample" / "2016-2017_886_ks2final.csv")
        url = termwise.call("db", "start").splitlines()[-1]
        # A rehearsal need not survive a power cut; waiting for the disk is most of what is left out.
        termwise.sql("ALTER DATABASE termwise SET synchronous_commit = off")
        began = time.monotonic()
        done = subprocess.run([BUILD / "bin" / "school_year", termwise.main_file, url,
                               BUILD / "bin" / "termwise-plugin-host", str(FROM), str(TO)],
                              capture_output=True, text=True, timeout=250)
        took = time.monotonic() - began
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        ran = [line.split("\t") for line in done.stdout.splitlines()]
        print(f"{len(ran)} occurrences of {FROM} to {TO} in {took:.2f} s")
        self.assertEqual(sorted((name, period, int(due)) for name, period, due, _, _ in ran), expected())
        self.assertEqual([(name, period) for name, period, due, started, _ in ran if due != started], [],
                         "each starts in the minute in which it is due")
        rows = termwise.sql("SELECT state, count(*) FROM termwise.occurrence WHERE state <> 'planned' GROUP BY state")
        self.assertEqual(rows, [["succeeded", str(len(ran))]], "nothing was skipped or withdrawn")
        if not SANITIZED:
            self.assertLess(took, LONGEST)


if __name__ == "__main__":
    sys.exit(unittest.main())
