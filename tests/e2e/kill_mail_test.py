#!/usr/bin/python3
"""Two daemons are killed and stopped at random, most of all while they deliver, as digests fall due for several people:
each message is delivered once into a directory; over SMTP it is taken once, or is `unknown` and taken once or never.
TERMWISE_KILL_SEED chooses the series of what befalls them."""
import collections
import csv
import datetime
import email
import email.policy
import os
import pathlib
import random
import re
import shutil
import sys
import tempfile
import time
import unittest

from chaos import MailChaos, Place, Sql
from doctored import FALLEN, doctored
from mail_case import digest_schedule, person, section, text_of
from termwise_cli import ROOT, Termwise

sys.path.insert(0, str(ROOT / "tests" / "mail"))
from relay import DROP, HANG, Relay  # noqa: E402

BUILD = pathlib.Path(os.environ["TERMWISE_BUILD"])
SEED = int(os.environ.get("TERMWISE_KILL_SEED", "20261020"))
LAS = ("886", "926", "938")
READERS = {"daily": ["adviser", "assistant-director"], "at-once": ["head-of-school-improvement", "analyst"]}
OWNER = "data-manager"
DOMAIN = "county.example.invalid"
LEASE = 2
RELAY_TIMEOUT = 2
# The database is told that it is this moment; the clocks change five days later.
START = "2026-10-20 22:00+00"
FIRST_DAY = datetime.date(2026, 10, 21)
FEWEST_DAYS, MOST_DAYS = 3, 40
# What must have befallen deliveries for the rest to mean anything.
LEAST_LOST = 4
# Seconds. Chaos lasts until so many were lost, and days that it did not come to pass in peace.
SHORTEST_CHAOS, LONGEST_CHAOS = 6, 90
LONGEST_CALM = 120


def la_file(code):
    often = 'catch_up = "all"\nattempts = 20\n'
    return (f'code = "{code}"\nname = "Authority {code}"\n[[plugin]]\nname = "national"\n'
            f'[[schedule]]\nname = "check"\njob = "floor-check"\nrule = "every day @ 06:30"\n{often}' +
            digest_schedule("daily", "every day @ 07:00", often) + digest_schedule("at-once", "every run", often) +
            f'[mail]\nowner = "{OWNER}"\nallowed_domains = ["{DOMAIN}", "{code}.{DOMAIN}"]\n'
            f'[mail.subject_prefix]\nen = "LA {code}"\n' +
            "".join(person(role, schedule, "unchanged = true", domain=f"{code}.{DOMAIN}")
                    for schedule, roles in READERS.items() for role in roles) + person(OWNER, domain=DOMAIN))


def ordinary_schools(content):
    """URNs of schools that are far from the floor, and whose figures can be changed."""
    found = []
    rows = csv.reader(content.decode("utf-8-sig").split("\r\n"))
    head = next(rows)
    for row in rows:
        school = dict(zip(head, row))
        if school.get("RECTYPE") == "1" and re.fullmatch(r"[2-9]\d", school.get("TELIG", "")) and \
                re.fullmatch(r"\d\d%", school.get("PTRWM_EXP", "")) and \
                re.fullmatch(r"-?[0-3]\.\d", school["READPROG"]):
            found.append(school["URN"])
    return found


class Killed:
    """The cases, for either way of delivery."""

    least_unknown = 0

    @classmethod
    def setUpClass(cls):
        cls.began = time.monotonic()
        print(f"TERMWISE_KILL_SEED={SEED} ({cls.way})", flush=True)
        cls.directory = pathlib.Path(tempfile.mkdtemp(prefix="termwise-kill-mail-"))
        cls.addClassCleanup(shutil.rmtree, cls.directory, ignore_errors=True)
        cls.drops = cls.directory / "mail"
        config = cls.directory / "config"
        shutil.copytree(ROOT / "config", config, ignore=shutil.ignore_patterns("sample", "las", "*.md"))
        (config / "las").mkdir()
        for la in LAS:
            (config / "las" / f"{la}.toml").write_text(la_file(la), encoding="utf-8")
        cls.termwise = Termwise(BUILD, cls.directory, config)
        cls.termwise.write_config(f"[daemon]\nworkers = 2\nlease_seconds = {LEASE}\nretry_seconds = 1\n"
                                  f"[mail]\nretry_seconds = 1\ngive_up_hours = 240\n{cls.mail_settings()}")
        cls.addClassCleanup(cls.termwise.discard)
        cls.termwise.call("db", "start")
        cls.samples = {la: (ROOT / "config" / "sample" / f"2016-2017_{la}_ks2final.csv").read_bytes() for la in LAS}
        cls.ordinary = {la: ordinary_schools(content) for la, content in cls.samples.items()}
        cls.termwise.call("ingest", *(ROOT / "config" / "sample" / f"2016-2017_{la}_ks2final.csv" for la in LAS))
        for la in LAS:
            cls.termwise.call("run", "floor-check", "--la", la)
        cls.sql = Sql(cls.termwise)
        cls.addClassCleanup(cls.sql.close)
        cls.sql(f"update termwise.clock set shift = timestamptz '{START}' - clock_timestamp()")
        cls.daemons = [Place(cls.termwise, name) for name in ("first", "second")]
        for daemon in cls.daemons:
            cls.addClassCleanup(daemon.discard)
            daemon.start()
        cls.random = random.Random(SEED)
        cls.chaos = MailChaos(cls.daemons, SEED, LEASE + cls.longest_try, cls.sql, cls.late)
        cls.chaos.calm()
        cls.wait_for_the_plan()
        cls.days = 0
        cls.run_through_chaos()
        cls.run_to_the_end()
        cls.chaos.end()
        cls.read_what_became()
        cls.summarise()

    # ---- time, and what changes in it ---------------------------------------------------------------------------

    @classmethod
    def wait_for_the_plan(cls):
        """What was due before its schedule is first planned is not made up for, so time passes only after that."""
        deadline = time.monotonic() + LONGEST_CALM
        while len(cls.sql("select la_code, schedule from termwise.occurrence "
                          f"group by 1, 2 having count(*) >= {MOST_DAYS}")) < 2 * len(LAS):
            if time.monotonic() > deadline:
                raise AssertionError("The daemons have not planned.")
            time.sleep(0.1)

    @classmethod
    def leap(cls, interval):
        """Lets time pass, but not for what is claimed: that is to be lost by what befalls the daemons."""
        later = f"set lease_until = lease_until + interval '{interval}' where id in"
        cls.sql(f"begin; update termwise.clock set shift = shift + interval '{interval}'; "
                f"update termwise.occurrence {later} "
                "(select id from termwise.occurrence where state = 'running' for update skip locked); "
                f"update termwise.message {later} "
                "(select id from termwise.message where state = 'sending' for update skip locked); "
                "notify termwise_work; commit")

    @classmethod
    def next_day(cls):
        """One LA has a corrected file, and another day begins."""
        la = cls.random.choice(LAS)
        fallen = cls.random.sample(cls.ordinary[la], k=cls.random.randint(1, len(cls.ordinary[la]) // 2))
        changes = {urn: FALLEN for urn in fallen}
        changes[fallen[0]] = {**FALLEN, "PTRWM_EXP": f"{cls.days + 1}%"}  # unlike any file before
        folder = cls.directory / f"day-{cls.days}"
        folder.mkdir()
        file = folder / f"2016-2017_{la}_ks2final.csv"
        file.write_bytes(doctored(cls.samples[la], changes))
        cls.termwise.call("ingest", file)
        cls.leap("1 day")
        cls.days += 1

    @classmethod
    def progress(cls):
        """Jobs that are due or run, messages that wait or are sent, tries that were lost, and seconds to the next."""
        (row,) = cls.sql(
            "select (select count(*) from termwise.occurrence where state = 'running' or state = 'planned' "
            "and due_at <= termwise.instant()), "
            "(select count(*) from termwise.message where state in ('waiting', 'sending')), "
            "(select count(*) from termwise.delivery where outcome = 'lost'), "
            "(select count(*) from termwise.occurrence where state = 'running') + "
            "(select count(*) from termwise.message where state = 'sending'), "
            "(select count(*) from termwise.untold_failure), "
            "coalesce(extract(epoch from (select min(moment) from (select retry_at as moment from termwise.occurrence "
            "where state = 'planned' and retry_at is not null union all select due_at from termwise.message "
            "where state = 'waiting') as next) - termwise.instant()), 0)")
        return [float(number) for number in row]

    @classmethod
    def run_through_chaos(cls):
        looked, began, lost = 0.0, time.monotonic(), 0
        while time.monotonic() < began + SHORTEST_CHAOS or \
                lost < LEAST_LOST and time.monotonic() < began + LONGEST_CHAOS:
            cls.chaos.look()
            if time.monotonic() - looked > 0.5:
                jobs, messages, lost, *_ = cls.progress()
                if jobs < 2 * len(LAS) and messages < 12 and cls.days < MOST_DAYS:
                    cls.next_day()
                looked = time.monotonic()
            time.sleep(0.001 if cls.chaos.prey else 0.01)

    @classmethod
    def run_to_the_end(cls):
        cls.chaos.calm()
        deadline = time.monotonic() + LONGEST_CALM
        while True:
            jobs, messages, _, held, untold, pause = cls.progress()
            if jobs == messages == untold == 0:
                if cls.days >= FEWEST_DAYS:
                    return
                cls.next_day()
                continue
            if time.monotonic() > deadline:
                raise AssertionError(f"{jobs} jobs and {messages} messages are left, {untold} failures are untold.")
            if held == 0 and pause > 0:
                cls.leap(f"{pause} seconds")
            cls.sql("notify termwise_work")
            for daemon in cls.daemons:
                daemon.look()
            time.sleep(0.2)

    @classmethod
    def read_what_became(cls):
        cls.messages = [dict(zip(("id", "kind", "recipient", "occurrence", "message_id", "state", "content"), row))
                        for row in cls.sql("select id, kind, recipient, occurrence, message_id, state, "
                                           "encode(content, 'hex') from termwise.message order by id")]
        for message in cls.messages:
            message["content"] = bytes.fromhex(message["content"])
        cls.digests = [message for message in cls.messages if message["kind"] == "digest"]
        cls.tries = collections.defaultdict(list)
        for message, outcome in cls.sql("select message, outcome from termwise.delivery order by message, token"):
            cls.tries[message].append(outcome)
        cls.states = collections.Counter(message["state"] for message in cls.messages)
        cls.outcomes = collections.Counter(outcome for outcomes in cls.tries.values() for outcome in outcomes)
        cls.lost_jobs, = cls.sql("select count(*) from termwise.attempt where outcome = 'lost'")[0]

    @classmethod
    def summarise(cls):
        print(", ".join(f"{what}: {count}" for what, count in cls.chaos.counts.items()))
        print(f"{cls.days} days, {len(cls.digests)} digests and {len(cls.messages) - len(cls.digests)} notices: "
              + ", ".join(f"{count} {state}" for state, count in cls.states.items()) + "; tries: "
              + ", ".join(f"{count} {outcome}" for outcome, count in cls.outcomes.items())
              + f"; {cls.lost_jobs} attempts of jobs lost")
        print(f"Starts of daemons: {sum(daemon.starts for daemon in cls.daemons)}; "
              f"{time.monotonic() - cls.began:.0f} seconds in all", flush=True)

    # ---- chaos was chaos ----------------------------------------------------------------------------------------

    def test_deliveries_were_lost(self):
        self.assertGreaterEqual(self.outcomes["lost"], LEAST_LOST)
        self.assertGreaterEqual(self.states["unknown"], self.least_unknown)
        self.assertGreaterEqual(len(self.digests), FEWEST_DAYS * len(LAS) * 4)

    # ---- every digest was written once --------------------------------------------------------------------------

    def test_every_job_that_fell_due_was_done_and_every_run_has_its_digest(self):
        done = [tuple(row) for row in self.sql("select la_code, schedule, period_key from termwise.occurrence "
                                               "where state = 'succeeded' and schedule in ('check', 'daily')")]
        days = [(FIRST_DAY + datetime.timedelta(days=n)).isoformat() for n in range(self.days)]
        self.assertEqual(sorted(done), sorted((la, schedule, day) for la in LAS for schedule in ("check", "daily")
                                              for day in days))
        followed = self.sql("select period_key from termwise.occurrence where schedule = 'at-once' "
                            "and state = 'succeeded' order by 1")
        self.assertEqual(followed, self.sql("select 'after floor-check ' || id from termwise.occurrence "
                                            "where schedule = 'check' and state = 'succeeded' order by 1"))
        self.assertEqual(self.sql("select id, schedule, state, sentence from termwise.occurrence "
                                  "where state <> 'succeeded' and (state <> 'planned' or due_at <= termwise.instant())"), [])

    def test_each_digest_has_one_message_for_each_of_its_readers(self):
        schedule = dict(self.sql("select id, schedule from termwise.occurrence where job = 'digest'"))
        la = dict(self.sql("select id, la_code from termwise.occurrence where job = 'digest'"))
        done = {row[0] for row in self.sql("select id from termwise.occurrence where job = 'digest' "
                                           "and state = 'succeeded'")}
        recipients = dict(self.sql("select id, address from termwise.recipient"))
        written = sorted((message["occurrence"], recipients[message["recipient"]]) for message in self.digests)
        self.assertEqual(written, sorted((one, f"{role}@{la[one]}.{DOMAIN}") for one in done
                                         for role in READERS[schedule[one]]))

    def test_what_each_reader_was_told_adds_up_to_what_the_database_says_they_were_told(self):
        editions = dict(self.sql("select id, edition from termwise.recipient"))
        self.assertEqual(len(editions), len(LAS) * sum(map(len, READERS.values())))
        told = collections.defaultdict(set)
        for recipient, lineage in self.sql("select recipient, lineage from termwise.told"):
            told[recipient].add(lineage)
        changed = 0
        for recipient, edition in editions.items():
            listed = None
            letters = [message for message in self.digests if message["recipient"] == recipient]
            self.assertEqual(str(len(letters)), edition)
            for message in letters:
                letter = email.message_from_bytes(message["content"], policy=email.policy.default)
                text = text_of(letter)
                with self.subTest(recipient=recipient, subject=letter["Subject"]):
                    if listed is None:
                        self.assertIn("Starting position", letter["Subject"])
                        listed = section(text, "On the list")
                    else:
                        self.assertNotIn("Starting position", letter["Subject"])
                        added, removed = section(text, "New on the list"), section(text, "No longer on the list")
                        self.assertFalse(added & listed, "told twice that it is new")
                        self.assertLessEqual(removed | section(text, "Changed"), listed)
                        changed += bool(added or removed)
                        listed = (listed | added) - removed
                    self.assertEqual(re.search(r"KS2 floor standard, results of .*: (\d+) of", text)[1],
                                     str(len(listed)))
            self.assertEqual(listed, told[recipient])
        self.assertGreater(changed, self.days, "what they were told has changed again and again")
        self.assertEqual(self.sql("select recipient.id from termwise.recipient join termwise.told "
                                  "on told.recipient = recipient.id where told.xmin <> recipient.xmin"), [],
                         "an edition and what was told are committed together")

    def test_no_try_is_left_open_and_a_message_is_sent_by_one_try_only(self):
        self.assertEqual(self.outcomes["sending"], 0)
        for message in self.messages:
            outcomes = self.tries[message["id"]]
            with self.subTest(message=message["id"], outcomes=outcomes):
                self.assertLessEqual(set(outcomes[:-1]), {"later", "lost"})
                self.assertIn((message["state"], outcomes[-1]),
                              {("sent", "sent"), ("unknown", "unknown"), ("unknown", "lost")})


class IntoADirectory(Killed, unittest.TestCase):
    way = "into a directory"
    longest_try = 0

    @classmethod
    def late(cls):
        return True

    @classmethod
    def mail_settings(cls):
        return f'directory = "{cls.drops}"\n'

    def test_the_directory_holds_every_message_once_with_its_bytes_and_nothing_else(self):
        self.assertEqual(set(self.states), {"sent"})
        self.assertEqual(sorted(path.name for path in self.drops.iterdir()),
                         sorted(f"{message['message_id']}.eml" for message in self.messages))
        for message in self.messages:
            self.assertEqual((self.drops / f"{message['message_id']}.eml").read_bytes(), message["content"])

    def test_no_daemon_met_an_error(self):
        for daemon in self.daemons:
            errors = [line for line in daemon.said_in_all().splitlines() if line.split(" ")[1:2] == ["error"]]
            self.assertEqual(errors, [], daemon.name)


class OverSmtp(Killed, unittest.TestCase):
    way = "over SMTP"
    longest_try = RELAY_TIMEOUT
    least_unknown = 1

    @classmethod
    def late(cls):
        """Whether the relay has a whole message and has not answered yet; it does nothing else meanwhile."""
        return cls.relay.reached[-1:] == ["answer"]

    @classmethod
    def mail_settings(cls):
        dice = random.Random(SEED + 1)

        def at_times(seconds, *faults):
            """The relay takes its time. `faults`: (share, fault)."""
            def fault():
                time.sleep(seconds)
                drawn = dice.random()
                for share, one in faults:
                    if drawn < share:
                        return one
                    drawn -= share
                return None
            return fault
        cls.relay = Relay(faults={"RCPT": at_times(0.01, (0.05, "451 4.7.1 Greylisted"), (0.01, HANG)),
                                  "DATA": at_times(0.01, (0.03, DROP)),
                                  "answer": at_times(0.05, (0.04, DROP), (0.04, "451 4.3.0 Not now"))}).__enter__()
        cls.addClassCleanup(lambda: cls.relay.__exit__())
        return (f'url = "smtp://127.0.0.1:{cls.relay.port}"\nstarttls = "never"\n'
                f'from_address = "termwise@{DOMAIN}"\ntimeout_seconds = {RELAY_TIMEOUT}\n')

    def test_every_message_was_taken_once_or_is_unknown_and_was_not_taken_twice(self):
        self.assertLessEqual(set(self.states), {"sent", "unknown"})
        taken = collections.Counter(
            email.message_from_bytes(message.content, policy=email.policy.default)["Message-ID"].strip("<>")
            for message in self.relay.messages)
        self.assertLessEqual(set(taken), {message["message_id"] for message in self.messages})
        for message in self.messages:
            with self.subTest(message=message["message_id"], tries=self.tries[message["id"]]):
                if message["state"] == "sent":
                    self.assertEqual(taken[message["message_id"]], 1)
                else:
                    self.assertLessEqual(taken[message["message_id"]], 1)
        stored = {message["content"] for message in self.messages}
        self.assertEqual([message.recipients for message in self.relay.messages if message.content not in stored], [])

    def test_the_owner_has_one_notice_of_each_digest_that_may_not_have_arrived(self):
        about = self.sql("select about_message from termwise.message where kind = 'notice' order by 1")
        self.assertEqual(about, self.sql("select id from termwise.message where kind = 'digest' and state = 'unknown' "
                                         "order by 1"))
        self.assertEqual({row[0] for row in self.sql("select address from termwise.message where kind = 'notice'")},
                         {f"{OWNER}@{DOMAIN}"} if about else set())


if __name__ == "__main__":
    sys.exit(unittest.main())
