#!/usr/bin/python3
"""A whole school year of each of the four sample Authorities, in fake time: the files of config/sample/school_years arrive on
their days, the planner, the queue, the plugins and the digests do what a daemon does, and every day is held against Python.

What an Authority's jobs are, and when, stands in its file of config/sample; whatever is added there is expected here too.
TERMWISE_UPDATE_GOLDEN=1 writes the digests of tests/golden/school_year anew: read them aloud before they are committed.
"""
import collections
import concurrent.futures
import datetime
import email
import email.policy
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "calendar"), str(HERE)]
import schedule_oracle as oracle  # noqa: E402
import school_year_days as england  # noqa: E402
import school_year_expected as stories  # noqa: E402
from termwise_cli import ROOT, Termwise  # noqa: E402

# The oracle looks at the years from 2010 on unless it is told otherwise.
oracle.FIRST_YEAR = 2004
oracle.EVER = datetime.date(2004, 1, 1), oracle.EVER[1]

BUILD = pathlib.Path(os.environ["TERMWISE_BUILD"])
SAMPLE = ROOT / "config" / "sample"
YEARS = SAMPLE / "school_years"
GOLDEN = ROOT / "tests" / "golden" / "school_year"
UPDATE = os.environ.get("TERMWISE_UPDATE_GOLDEN") == "1"
ARRIVE = datetime.time(5)  # before anything is due
AT_ONCE = 2  # Authorities whose years are lived at the same time
# Results that come in the course of the year; all other files without a day in their name are there when it begins.
ARRIVALS = {"ks2_levels_norfolk_2010-11.csv": "2012-01-05", "2024-2025_999_ks2final.csv": "2026-01-08",
            "999_in_year_inspections_2026-02.csv": "2026-02-02"}
REMINDERS = "qa-reminders"
FOOT = "\n\n\nWhy you get this\n"  # and by which versions of which plugins; the other golden digests have it
# How a digest says what became of a reminder.
WORDS = {"Raised": "raised", "Escalated": "escalated", "Done": "done", "Withdrawn": "withdrawn"}


class Authority:
    """One Authority's year: what is expected of it, and what became of it."""

    def __init__(self, la, summer, expected):
        self.la, self.summer = la, summer
        self.files = [YEARS / la] if la != "999" else [YEARS / la, SAMPLE / la]
        self.file = self.files[-1] / f"{la}.toml"
        self.settings = tomllib.loads(self.file.read_text(encoding="utf-8"))
        self.first, self.after = datetime.date(summer - 1, 9, 1), datetime.date(summer, 9, 1)
        reminds = any(schedule["job"] == REMINDERS for schedule in self.settings["schedule"])
        self.expected = expected if reminds else []

    # ---- what is expected -----------------------------------------------------------------------------------------

    def calendar(self):
        return oracle.Calendar({
            "terms": [{"year": term["year"], "name": term["name"], "first": str(term["start"]), "last": str(term["end"]),
                       "half_term": [str(term["half_term"][end]) for end in ("start", "end")]}
                      for term in self.settings["term"]],
            "closures": [{"first": str(closure["start"]), "last": str(closure.get("end", closure["start"])),
                          "reason": closure["reason"]} for closure in self.settings["closure"]],
            "bank_holidays": [{"day": str(day), "name": ""} for day in england.HOLIDAYS], "publications": []})

    def due(self):
        """(schedule, period, minute since 1970) of everything that is due in the year, by the oracle."""
        calendar = self.calendar()
        start, end = (datetime.datetime.combine(day, datetime.time(), oracle.LONDON) for day in (self.first, self.after))
        return sorted((schedule["name"], period, int(due.timestamp()) // 60)
                      for schedule in self.settings["schedule"]
                      for period, due in oracle.occurrences(oracle.parse_rule(schedule["rule"]), calendar, start, end))

    def arrivals(self):
        """The files in the order in which they come; of one morning, the list of schools first."""
        found = []
        for path in sorted(path for folder in self.files for path in folder.glob("*.csv")):
            named = re.search(r"_(\d{4}-\d\d-\d\d)\.csv$", path.name)
            day = ARRIVALS.get(path.name) or (named[1] if named else str(self.first))
            day = max(day, str(self.first)) if not path.name.startswith("gias") else str(self.first)
            at = datetime.datetime.combine(datetime.date.fromisoformat(day), ARRIVE, oracle.LONDON)
            found.append((int(at.timestamp()) // 60, not path.name.startswith("gias"), path))
        return [(minute, path) for minute, _, path in sorted(found)]

    def news_by(self, monday, told):
        """What a digest of that morning says of reminders: what became last of each since the day after `told`."""
        news = set()
        for one in self.expected:
            recent = [event for event in one.events() if told < event[2] <= monday]
            # What was raised and is over by now was never told of.
            if recent and not (recent[0][0] == "raised" and recent[-1][0] in ("done", "withdrawn")):
                news.add((recent[-1][0], one.about, one.item))
        return news

    # ---- what happened --------------------------------------------------------------------------------------------

    def configuration(self, directory):
        config = directory / "config"
        shutil.copytree(ROOT / "config", config, ignore=shutil.ignore_patterns("sample", "*.md"))
        for path in (config / "las").iterdir():
            path.unlink()
        shutil.copy(self.file, config / "las")
        if self.summer < 2020:
            (config / "calendars" / "bank-holidays.toml").unlink()
            shutil.copy(next((YEARS / "calendars").glob("*.toml")), config / "calendars")
        return config

    def live(self):
        with tempfile.TemporaryDirectory(prefix=f"termwise-year-{self.la}-") as name:
            directory = pathlib.Path(name)
            termwise = Termwise(BUILD, directory, self.configuration(directory))
            try:
                with termwise:
                    self.live_through(termwise)
            finally:
                termwise.discard()

    def live_through(self, termwise):
        last = self.after - datetime.timedelta(days=1)
        self.planned = termwise.json("plan", "--la", self.la, "--from", self.first, "--to", last)
        arrivals = termwise.directory / "arrivals"
        arrivals.write_text("".join(f"{minute} {path}\n" for minute, path in self.arrivals()), encoding="utf-8")
        url = termwise.call("db", "start").splitlines()[-1]
        # A rehearsal need not survive a power cut.
        termwise.sql("ALTER DATABASE termwise SET synchronous_commit = off")
        done = subprocess.run([BUILD / "bin" / "school_year", termwise.main_file, url,
                               BUILD / "bin" / "termwise-plugin-host", str(self.first), str(self.after), arrivals],
                              capture_output=True, text=True, timeout=900)
        if (done.returncode, done.stderr) != (0, ""):
            raise AssertionError(f"LA {self.la}: exit {done.returncode}\n{done.stderr}")
        self.ran = [line.split("\t") for line in done.stdout.splitlines()]
        self.states = termwise.sql("SELECT state, count(*) FROM termwise.occurrence WHERE due_at < termwise.instant() "
                                   "GROUP BY state")
        self.batches = termwise.sql("SELECT file_name, to_char(committed_at AT TIME ZONE 'Europe/London', "
                                    "'YYYY-MM-DD'), accepted, rejected FROM termwise.batch ORDER BY id")
        self.issues = termwise.sql("SELECT file_name, line, rule, raw_value FROM termwise.quality_issue "
                                   "JOIN termwise.batch ON batch.id = batch ORDER BY 1, 2, 3")
        self.reminders = termwise.json("reminder", "list", "--all", "--la", self.la)
        self.histories = {one["reminder"]: termwise.json("reminder", "show", one["reminder"])["events"]
                          for one in self.reminders}
        self.mails = [email.message_from_bytes(bytes.fromhex(content), policy=email.policy.default) for content, in
                      termwise.sql("SELECT encode(content, 'hex') FROM termwise.message ORDER BY id")]
        self.findings = termwise.json("findings", "--la", self.la)


def day_of(minute_in_words):
    """"2008-09-15" of "15 September 2008 at 06:40"."""
    return str(datetime.datetime.strptime(minute_in_words, "%d %B %Y at %H:%M").date())


def key_of(row):
    about = row["urn"] or row["person"] or row["la"]
    return row["rule"], str(about), row["item"], row["reference_date"]


def text_of(mail):
    return mail.get_body(("plain",)).get_content().replace("\r\n", "\n")


def sent_on(mail):
    return str(mail["Date"].datetime.astimezone(oracle.LONDON).date())


def reminders_told(text):
    """(what happened, URN or reference or LA, item) of each reminder that a digest tells of."""
    told = set()
    for head, kind in re.findall(r"^\* (.*), number \d+\n  (\w+): ", text, re.MULTILINE):
        named = re.fullmatch(r".*? \((?:URN )?(\w+)\)(?:, (.*))?", head) or re.fullmatch(r"LA (\d+)(?:, (.*))?", head)
        about = int(named[1]) if len(named[1]) == 6 and named[1].isdigit() else named[1]
        told.add((WORDS[kind], about, named[2] or ""))
    return told


class SchoolYearTest(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.authorities = [Authority("938", 2006, stories.WEST_SUSSEX), Authority("886", 2009, stories.KENT),
                           Authority("926", 2012, stories.NORFOLK), Authority("999", 2026, stories.SAMPLESHIRE)]
        with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
            # The longest first.
            lived = [pool.submit(one.live) for one in sorted(cls.authorities, key=lambda one: -len(one.expected))]
        for one in lived:
            one.result()

    def for_each(self, check):
        for authority in self.authorities:
            with self.subTest(la=authority.la):
                check(authority)

    def test_the_files_are_what_their_generator_writes(self):
        done = subprocess.run([sys.executable, YEARS / "generate.py", "--check"], capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stderr)

    def test_the_bundled_bank_holidays_are_those_of_england(self):
        for path in [*(YEARS / "calendars").glob("*.toml"), ROOT / "config" / "calendars" / "bank-holidays.toml"]:
            listed = {day["date"] for day in tomllib.loads(path.read_text(encoding="utf-8"))["bank_holiday"]}
            years = {day.year for day in listed}
            self.assertEqual(listed, {day for day in england.HOLIDAYS if day.year in years}, path.name)

    def test_every_file_came_on_its_day_and_was_read_whole(self):
        def check(authority):
            wanted = [(path.name, str(datetime.datetime.fromtimestamp(minute * 60, oracle.LONDON).date()))
                      for minute, path in authority.arrivals()]
            self.assertEqual([(name, day) for name, day, _, _ in authority.batches], wanted)
            self.assertEqual([row for row in authority.batches if row[3] != "0"], [], "no row is rejected")
            self.assertEqual(authority.issues, [], "and nothing is questioned")
        self.for_each(check)

    def test_every_job_ran_on_its_day(self):
        def check(authority):
            due = authority.due()
            planned = [(one["schedule"], one["period"], datetime.datetime.strptime(one["due_utc"], "%Y-%m-%dT%H:%MZ")
                        .replace(tzinfo=datetime.timezone.utc)) for one in authority.planned]
            self.assertEqual(sorted((name, period, int(at.timestamp()) // 60) for name, period, at in planned), due)
            self.assertEqual(sorted((name, period, int(at)) for name, period, at, _, _ in authority.ran), due)
            late = [row for row in authority.ran if row[2] != row[3] or row[4] != "succeeded"]
            self.assertEqual(late, [], "each starts in the minute in which it is due, and succeeds")
            self.assertEqual(authority.states, [["succeeded", str(len(due))]], "nothing was skipped or withdrawn")
        self.for_each(check)

    # Each schedule that an Authority of its protocol needs; a typing error in its file would not be noticed otherwise.
    def test_reminders_are_looked_at_on_every_working_day_and_told_of_on_mondays(self):
        def check(authority):
            days = collections.defaultdict(list)
            for name, _, at, _, _ in authority.ran:
                days[name].append(datetime.datetime.fromtimestamp(int(at) * 60, oracle.LONDON).date())
            span = [authority.first + england.DAY * i for i in range((authority.after - authority.first).days)]
            if authority.expected:
                self.assertEqual(days["reminders-daily"], [day for day in span if england.is_working(day)])
            self.assertEqual(days["digest-weekly"], [day for day in span if day.weekday() == 0])
            self.assertEqual(len(days["floor-check-termly"]), 3)
        self.for_each(check)

    def test_each_reminder_was_raised_and_escalated_and_ended_on_its_days(self):
        def check(authority):
            found = {key_of(row): [(event["kind"], event["level"], day_of(event["at"]))
                                   for event in authority.histories[row["reminder"]]] for row in authority.reminders}
            self.assertEqual(found, {one.key(): one.events() for one in authority.expected})
        self.for_each(check)

    def test_the_register_says_how_each_stands(self):
        def check(authority):
            found = {key_of(row): (row["raised_on"], row["state"], row["ended_on"], row["reason"], row["level"], row["role"])
                     for row in authority.reminders}
            self.assertEqual(found, {one.key(): (str(one.levels[0]), one.ends or "open",
                                                 one.on or (one.events()[-1][2] if one.ends else None),
                                                 "LATE" if one.late else "", one.level(), one.role())
                                     for one in authority.expected})
        self.for_each(check)

    def test_each_of_the_thirty_is_raised_and_closed_and_escalated_where_that_is_asked(self):
        happened = collections.defaultdict(set)
        for authority in self.authorities:
            for row in authority.reminders:
                happened[int(row["rule"][-2:])].update(
                    (event["kind"], event["level"]) for event in authority.histories[row["reminder"]])
        self.assertEqual(sorted(happened), list(range(1, 31)))
        for rule, events in sorted(happened.items()):
            with self.subTest(rule=rule):
                self.assertIn(("raised", 1), events)
                self.assertTrue({"done", "withdrawn"} & {kind for kind, _ in events})
                self.assertEqual({level for kind, level in events if kind == "escalated"},
                                 set(range(2, len(stories.ROLES[rule]) + 1)))
                self.assertEqual(rule in stories.NEVER_ESCALATED, len(stories.ROLES[rule]) == 1)

    def test_each_digest_says_what_is_new(self):
        def check(authority):
            mails = {sent_on(mail): text_of(mail) for mail in authority.mails}
            self.assertEqual(len(mails), len(authority.mails), "one a morning")
            told = ""
            for name, period, _, _, _ in authority.ran:
                if name != "digest-weekly":
                    continue
                news = authority.news_by(period, told)
                if news:
                    self.assertIn(period, mails)
                if period in mails:
                    self.assertEqual(reminders_told(mails[period]), news, period)
                    told = period
        self.for_each(check)

    def test_digests_are_as_they_were_read(self):
        def check(authority):
            text = "".join(f"{'=' * 100}\n{mail['Date']}\nTo: {mail['To']}\nSubject: {mail['Subject']}\n\n"
                           f"{text_of(mail).partition(FOOT)[0].rstrip()}\n" for mail in authority.mails)
            path = GOLDEN / f"{authority.la}.txt"
            if UPDATE:
                path.parent.mkdir(exist_ok=True)
                path.write_text(text, encoding="utf-8")
            self.assertEqual(text, path.read_text(encoding="utf-8"))
        self.for_each(check)


if __name__ == "__main__":
    sys.exit(unittest.main())
