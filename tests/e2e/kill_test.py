#!/usr/bin/python3
"""Daemons and plugin hosts are killed and stopped at random while hundreds of occurrences fall due: each ends once,
with its findings exactly once, and nothing is written under a claim that has passed on. TERMWISE_KILL_SEED chooses the
series of what befalls them."""
import collections
import datetime
import os
import pathlib
import re
import shutil
import sys
import tempfile
import time
import unittest
import zoneinfo

from chaos import Chaos, Place, Sql
from termwise_cli import ROOT, Termwise

BUILD = os.environ["TERMWISE_BUILD"]
SEED = int(os.environ.get("TERMWISE_KILL_SEED", "20261001"))
# LA -> its plugins; the rules of each are its own.
PLUGINS = {"886": ["kent", "plodder"], "926": ["national", "plodder"], "938": ["plodder"]}
SCHEDULES = {"early": datetime.time(6, 30), "late": datetime.time(18, 0)}
ATTEMPTS = 20
LEASE = 2
# The database is told that it is this moment. Eight weeks later every day from the 1st of October to the 25th of
# November has become due, and the clocks have changed on the way.
START = "2026-09-30 22:00+00"
FIRST_DAY = datetime.date(2026, 10, 1)
WEEKS = 8
CALM_AT = 0.8  # of the occurrences have ended
LONGEST_CHAOS = 100  # seconds; a machine that is slow, or builds with sanitizers, does the rest in peace
LONGEST_CALM = 300
# What must have befallen the daemons for the rest to mean anything.
LEAST_LOST = 10
LEAST_HOSTS_KILLED = 20
LEAST_REFUSED = 1
REFUSED = re.compile(r"The end of a job could not be stored.*was claimed by another program meanwhile")


def la_file(code, plugins):
    lines = [f'code = "{code}"', f'name = "Authority {code}"']
    lines += [f'[[plugin]]\nname = "{plugin}"' for plugin in plugins]
    lines += [f'[[schedule]]\nname = "{name}"\njob = "floor-check"\nrule = "every day @ {at:%H:%M}"\ncatch_up = "all"\n'
              f'window_days = 366\nattempts = {ATTEMPTS}\ntimeout_seconds = 60' for name, at in SCHEDULES.items()]
    return "\n".join(lines) + "\n"


def expected_occurrences():
    """(LA, schedule, period, due in seconds since 1970) of every day of these weeks."""
    london = zoneinfo.ZoneInfo("Europe/London")
    days = [FIRST_DAY + datetime.timedelta(days=n) for n in range(7 * WEEKS)]
    return sorted([la, name, day.isoformat(), str(int(datetime.datetime.combine(day, at, london).timestamp()))]
                  for la in PLUGINS for name, at in SCHEDULES.items() for day in days)


class KillTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.began = time.monotonic()
        print(f"TERMWISE_KILL_SEED={SEED}", flush=True)
        cls.directory = pathlib.Path(tempfile.mkdtemp(prefix="termwise-kill-"))
        cls.addClassCleanup(shutil.rmtree, cls.directory, ignore_errors=True)
        config = cls.directory / "config"
        shutil.copytree(ROOT / "config", config, ignore=shutil.ignore_patterns("sample", "las", "*.md"))
        (config / "las").mkdir()
        for la, plugins in PLUGINS.items():
            (config / "las" / f"{la}.toml").write_text(la_file(la, plugins), encoding="utf-8")
        cls.termwise = Termwise(BUILD, cls.directory, config)
        cls.termwise.plugins = cls.directory / "plugins"
        cls.termwise.plugins.mkdir()
        for source in (pathlib.Path(BUILD) / "plugins" / "termwise-national.so",
                       pathlib.Path(BUILD) / "plugins" / "termwise-kent.so",
                       pathlib.Path(os.environ["TERMWISE_SINNERS"]) / "termwise-plodder.so"):
            shutil.copy(source, cls.termwise.plugins)
        cls.termwise.write_config(f"[daemon]\nworkers = 2\nlease_seconds = {LEASE}\nretry_seconds = 1\n")
        cls.addClassCleanup(cls.termwise.discard)
        cls.termwise.call("db", "start")
        cls.termwise.call("ingest", *sorted((ROOT / "config" / "sample").glob("201[67]-*_ks2final.csv")))
        for la in PLUGINS:
            cls.termwise.call("run", "floor-check", "--la", la)
        cls.sql = Sql(cls.termwise)
        cls.addClassCleanup(cls.sql.close)
        cls.sql((pathlib.Path(__file__).parent / "witness.sql").read_text(encoding="utf-8"))
        cls.sql(f"update termwise.clock set shift = timestamptz '{START}' - clock_timestamp()")
        cls.daemons = [Place(cls.termwise, name) for name in ("first", "second")]
        for daemon in cls.daemons:
            cls.addClassCleanup(daemon.discard)
            daemon.start()
        cls.chaos = Chaos(cls.daemons, SEED, LEASE)
        cls.chaos.calm()
        cls.wait_for_the_plan()
        cls.run_through_chaos()
        cls.run_to_the_end()
        cls.chaos.end()
        cls.refused = sum(len(REFUSED.findall(daemon.said_in_all())) for daemon in cls.daemons)
        cls.sql.close()
        cls.summarise()

    @classmethod
    def wait_for_the_plan(cls):
        """What was due before its schedule is first planned is not made up for, so time passes only after that."""
        deadline = time.monotonic() + LONGEST_CALM
        while len(cls.sql("select la_code, schedule from termwise.occurrence where schedule <> 'manual' "
                          f"group by 1, 2 having count(*) >= {7 * WEEKS}")) < len(PLUGINS) * len(SCHEDULES):
            if time.monotonic() > deadline:
                raise AssertionError("The daemons have not planned.")
            time.sleep(0.1)

    @classmethod
    def leap(cls, interval):
        """Lets time pass, but not for the claims that are held: those are to be lost by what befalls the daemons. A row
        that is locked is that of an occurrence about to end, perhaps by a daemon that is stopped, so nobody waits."""
        cls.sql(f"begin; update termwise.clock set shift = shift + interval '{interval}'; "
                f"update termwise.occurrence set lease_until = lease_until + interval '{interval}' where id in "
                "(select id from termwise.occurrence where state = 'running' for update skip locked); "
                "notify termwise_work; commit")

    @classmethod
    def progress(cls):
        (row,) = cls.sql("select count(*) filter (where ended_at is not null), "
                         "count(*) filter (where state in ('planned', 'running') and due_at <= termwise.instant()), "
                         "count(*) filter (where state = 'running'), "
                         "coalesce(extract(epoch from min(retry_at) - termwise.instant()), 0) "
                         "from termwise.occurrence where schedule <> 'manual'")
        return int(row[0]), int(row[1]), int(row[2]), float(row[3])

    @classmethod
    def leap_if_few_wait(cls, waiting):
        if waiting < 12 and cls.weeks < WEEKS:
            cls.leap("7 days")
            cls.weeks += 1

    @classmethod
    def run_through_chaos(cls):
        cls.weeks, looked, ended, deadline = 0, 0.0, 0, time.monotonic() + LONGEST_CHAOS
        while ended < CALM_AT * len(expected_occurrences()) and time.monotonic() < deadline:
            cls.chaos.look()
            if time.monotonic() - looked > 0.5:
                ended, waiting, _, _ = cls.progress()
                cls.leap_if_few_wait(waiting)
                looked = time.monotonic()
            time.sleep(0.01)

    @classmethod
    def run_to_the_end(cls):
        cls.chaos.calm()
        deadline = time.monotonic() + LONGEST_CALM
        while True:
            ended, waiting, running, pause = cls.progress()
            cls.leap_if_few_wait(waiting)
            if ended == len(expected_occurrences()):
                return
            if time.monotonic() > deadline:
                raise AssertionError(f"{ended} occurrences have ended, {running} run, {waiting - running} wait.")
            if running == 0 and pause > 0:
                cls.leap(f"{pause} seconds")
            for daemon in cls.daemons:
                daemon.look()
            time.sleep(0.2)

    @classmethod
    def summarise(cls):
        outcomes = dict(cls.termwise.sql(
            "select outcome, count(*) from termwise.attempt join termwise.occurrence on id = occurrence "
            "where schedule <> 'manual' group by 1 order by 1"))
        cls.lost = int(outcomes.get("lost", 0))
        (cls.hosts_killed,), = cls.termwise.sql(
            "select count(*) from termwise.attempt where outcome = 'failed' and sentence like '%(SIGKILL)%'")
        (cls.again,), = cls.termwise.sql("select count(*) from termwise.occurrence where token > 1")
        print(", ".join(f"{what}: {count}" for what, count in cls.chaos.counts.items()))
        print("Attempts: " + ", ".join(f"{count} {outcome}" for outcome, count in outcomes.items()) +
              f"; {cls.hosts_killed} failed by a killed host, {cls.refused} ends refused, {cls.again} occurrences "
              "tried again")
        print(f"Starts of daemons: {sum(daemon.starts for daemon in cls.daemons)}; "
              f"{time.monotonic() - cls.began:.0f} seconds in all", flush=True)

    def none(self, query, message):
        self.assertEqual(self.termwise.sql(query), [], message)

    # ---- chaos was chaos ----------------------------------------------------------------------------------------

    def test_claims_were_lost_hosts_killed_and_stale_ends_refused(self):
        self.assertGreaterEqual(self.lost, LEAST_LOST)
        self.assertGreaterEqual(int(self.hosts_killed), LEAST_HOSTS_KILLED)
        self.assertGreaterEqual(self.refused, LEAST_REFUSED)
        for what, count in self.chaos.counts.items():
            self.assertGreater(count, 0, what)

    def test_no_daemon_met_an_error(self):
        for daemon in self.daemons:
            errors = [line for line in daemon.said_in_all().splitlines() if line.split(" ")[1:2] == ["error"]]
            self.assertEqual(errors, [], daemon.name)

    # ---- every occurrence ends once -----------------------------------------------------------------------------

    def test_every_day_has_its_occurrence_and_every_occurrence_has_succeeded(self):
        ended = self.termwise.sql("select la_code, schedule, period_key, extract(epoch from due_at)::bigint "
                         "from termwise.occurrence where schedule <> 'manual' and state = 'succeeded' order by 1, 2, 3")
        self.assertEqual(ended, expected_occurrences())
        self.assertGreaterEqual(len(ended), 200)
        self.none("select id, state, sentence from termwise.occurrence where schedule <> 'manual' and "
                  "state <> 'succeeded' and (state <> 'planned' or token > 0 or due_at <= termwise.instant())",
                  "what was not due yet is untouched")

    def test_attempts_follow_each_other_and_only_the_last_succeeds(self):
        self.none("select occurrence, token from termwise.attempt where outcome = 'running'", "no attempt is left open")
        rows = self.termwise.sql("select o.id, o.token, o.failures, "
                        "string_agg(a.token || ' ' || a.outcome, ',' order by a.token) "
                        "from termwise.occurrence o join termwise.attempt a on a.occurrence = o.id group by o.id")
        for occurrence, token, failures, attempts in rows:
            tokens, outcomes = zip(*(attempt.split(" ") for attempt in attempts.split(",")))
            with self.subTest(occurrence=occurrence, outcomes=outcomes):
                self.assertEqual(list(tokens), [str(n + 1) for n in range(int(token))])
                self.assertEqual(outcomes[-1], "succeeded")
                counts = collections.Counter(outcomes)
                self.assertEqual(counts["succeeded"], 1)
                self.assertLessEqual(set(outcomes), {"succeeded", "lost", "failed", "released"})
                self.assertEqual(counts["lost"] + counts["failed"], int(failures))

    # ---- findings exactly once ----------------------------------------------------------------------------------

    def test_findings_are_those_of_an_undisturbed_run(self):
        reference = {(la, plugin): rest for la, plugin, *rest in self.termwise.sql(
            "select run.la_code, plugin, run.academic_year, encode(findings_sha256, 'hex'), finding_count "
            "from termwise.run join termwise.occurrence on occurrence.id = run.occurrence where schedule = 'manual'")}
        self.assertEqual(set(reference), {(la, plugin) for la, plugins in PLUGINS.items() for plugin in plugins})
        runs = self.termwise.sql("select occurrence.id, run.la_code, plugin, run.state, run.academic_year, "
                        "encode(findings_sha256, 'hex'), finding_count, "
                        "(select count(*) from termwise.finding where finding.run = run.id) "
                        "from termwise.occurrence left join termwise.run on run.occurrence = occurrence.id "
                        "where schedule <> 'manual' and occurrence.state = 'succeeded' order by 1, 3")
        served = collections.Counter()
        for occurrence, la, plugin, state, year, sha256, count, rows in runs:
            with self.subTest(occurrence=occurrence, plugin=plugin):
                self.assertEqual(state, "succeeded")
                self.assertEqual([year, sha256, count], reference[la, plugin])
                self.assertEqual(rows, count)
                self.assertGreater(int(rows), 0)
            served[la, plugin] += 1
        self.assertEqual(served, {key: len(SCHEDULES) * 7 * WEEKS for key in reference})
        self.none("select run from termwise.finding join termwise.run on run.id = run where state <> 'succeeded'",
                  "findings only of runs that have succeeded")

    def test_findings_run_attempt_and_occurrence_were_committed_together(self):
        """xmin names the transaction that wrote a row as it stands: one and the same of all that an end consists of."""
        self.none("""
            with written as (
              select run, xmin::text from termwise.finding union select run, xmin::text from termwise.finding_predicate
              union select run, xmin::text from termwise.finding_flip)
            select o.id, o.xmin, a.xmin, r.xmin, (select string_agg(xmin, ' ') from written where run = r.id)
            from termwise.occurrence o join termwise.attempt a on a.occurrence = o.id and a.token = o.token
            join termwise.run r on r.occurrence = o.id
            where o.state = 'succeeded' and (a.xmin <> o.xmin or r.xmin <> o.xmin or
              array(select xmin from written where run = r.id) <> array[o.xmin::text])""", "one transaction each")

    # ---- nothing under an old token -----------------------------------------------------------------------------

    def test_only_the_newest_claim_wrote(self):
        """What the database wrote down itself, at each write of a run or of findings."""
        self.none("select number, what, run, writer, claimant, token, outcome from witness.write "
                  "where not reaped and (writer <> claimant or outcome <> 'running')", "written under an old token")
        self.none("select number, run, token, outcome from witness.write where reaped and outcome <> 'lost'",
                  "a claim was taken for lost that was not")
        self.none("select r.id from termwise.run r join termwise.occurrence o on o.id = r.occurrence "
                  "where o.schedule <> 'manual' and 1 <> (select count(distinct transaction) from witness.write "
                  "where run = r.id and what = 'findings')", "findings are written in one transaction, or not at all")
        self.none("select number from witness.write join termwise.occurrence o on o.id = occurrence "
                  "where what in ('findings', 'run succeeded') "
                  "and (write.token <> o.token or transaction <> o.xmin::text)",
                  "only the transaction that ended it wrote findings")


if __name__ == "__main__":
    sys.exit(unittest.main())
