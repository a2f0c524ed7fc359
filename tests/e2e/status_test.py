#!/usr/bin/python3
"""What people are told: status, runs and plan, in text and in JSON; what the daemon says while its database is away."""
import copy
import sys
import unittest

from daemon_case import DaemonCase, london, prepare
from termwise_daemon import eventually


def setUpModule():
    prepare("2016-2017_926_ks2final.csv", "2016-2017_886_ks2final.csv")


class StatusTest(DaemonCase):
    workers = 1
    lease = 3600  # a claim outlives the jumps of the clock

    def test_without_a_daemon_it_says_so(self):
        self.assertIn("No daemon is running.", self.termwise.call("status"))
        self.assertEqual(self.termwise.json("status"),
                         {"daemons": [], "running": [], "due": [], "next": [], "unsettled": [], "ended": []})

    def test_what_runs_what_is_due_and_late_and_why_and_what_comes(self):
        self.set_clock(london("2026-11-23 06:59:58"))
        self.la("926", "dawdler", morning="every day @ 07:00")
        self.la("886", morning="every day @ 07:01", evening="every day @ 18:00")
        daemon = self.start_daemon()
        self.until_state("running", la_code="926", period_key="2026-11-23")
        self.set_clock(london("2026-11-23 07:03"))
        due, = self.termwise.json("status")["due"]
        self.assertEqual((due["la"], due["late"]), ("886", False))

        self.set_clock(london("2026-11-23 07:07"))
        status = self.termwise.json("status")
        self.assertEqual([(d["process"], d["workers"]) for d in status["daemons"]], [(daemon.process.pid, 1)])
        running, = status["running"]
        self.assertEqual((running["la"], running["job"], running["schedule"], running["started"]),
                         ("926", "floor-check", "morning", "2026-11-23 07:00"))
        self.assertTrue(running["daemon"].endswith(f"process {daemon.process.pid}"), running)
        due, = status["due"]
        self.assertEqual((due["la"], due["due"], due["late"], due["why"]),
                         ("886", "2026-11-23 07:01", True, "The only worker is busy."))
        self.assertEqual((status["next"][0]["schedule"], status["next"][0]["due"]), ("evening", "2026-11-23 18:00"))
        self.assertEqual(self.termwise.json("status", "--la", "926")["due"], [])

        text = self.termwise.call("status")
        self.assertIn(f"(process {daemon.process.pid}), 1 worker", text)
        self.assertIn("floor-check of LA 926, morning (2026-11-23), since 2026-11-23 07:00", text)
        self.assertIn("floor-check of LA 886, morning (2026-11-23), due 2026-11-23 07:01, late\n"
                      "    The only worker is busy.", text)

        daemon.kill()
        self.set_clock(london("2026-11-23 07:30"))  # who was not seen for ten minutes does not run
        self.assertEqual(self.termwise.json("status")["due"][0]["why"], "No daemon is running. Start termwised.")

    def test_a_failure_is_named_until_it_is_made_good(self):
        self.set_clock(london("2026-11-23 06:59:58"))
        self.la("926", "crasher", daily=("every day @ 07:00", "attempts = 2"))
        self.start_daemon()
        failed, = self.until_state("failed", period_key="2026-11-23", la_code="926")
        status = self.termwise.json("status")
        self.assertEqual([o["occurrence"] for o in status["unsettled"]], [failed["id"]])
        self.assertIn("memory that is not its own", status["unsettled"][0]["sentence"])
        self.assertIn("memory that is not its own", self.termwise.call("status"))
        run, = self.termwise.json("runs")
        self.assertEqual([a["outcome"] for a in run["attempts"]], ["failed", "failed"])
        self.assertEqual({(a["started"][:10], bool(a["wall_ms"])) for a in run["attempts"]}, {("2026-11-23", True)})
        self.assertIn("failed, in 2 attempts", self.termwise.call("runs"))

        self.la("926", "national", daily=("every day @ 07:00", "attempts = 2"))
        self.termwise.call("run", "floor-check", "--la", "926")
        self.assertEqual(self.termwise.json("status")["unsettled"], [])

    def test_plan_tells_when_and_why(self):
        self.la("926", terms='[[term]]\nyear = "2026/27"\nname = "autumn"\nstart = 2026-09-02\nend = 2026-12-18\n'
                'half_term = { start = 2026-10-26, end = 2026-10-30 }\n',
                early="autumn.start + 10 school-days @ 06:30", after="every ingest")
        span = ("--from", "2026-09-01", "--to", "2026-12-31")
        entry, = self.termwise.json("plan", *span)
        # The 3rd to the 16th of September 2026, a Wednesday, without two weekends.
        self.assertEqual((entry["la"], entry["schedule"], entry["job"], entry["period"]),
                         ("926", "early", "floor-check", "autumn 2026/27"))
        self.assertEqual(entry["due_utc"], "2026-09-16T05:30Z")
        text = self.termwise.call("plan", *span)
        self.assertIn("early (autumn 2026/27)", text)
        self.assertIn("after each ingest", text)
        why = self.termwise.call("plan", *span, "why", "early")
        self.assertIn("autumn.start + 10 school-days @ 06:30", why)
        self.assertIn("2 September 2026", why)
        self.assertIn("whenever a file with this LA's schools has been loaded",
                      self.termwise.call("plan", *span, "why", "after"))
        wrong = self.termwise.run("plan", "why", "erly")
        self.assertEqual(wrong.returncode, 64)
        self.assertIn("'early'", wrong.stderr)


class DatabaseAwayTest(DaemonCase):
    def test_it_says_so_once_and_works_on_when_the_database_is_back(self):
        self.set_clock(london("2026-11-23 06:59"))
        self.la("926", daily="every day @ 07:00")
        guest = copy.copy(self.termwise)  # by URL: another may stop this PostgreSQL
        guest.main_file = self.directory / "guest.toml"
        main_file = self.termwise.main_file.read_text(encoding="utf-8")
        guest.main_file.write_text(main_file.replace('mode = "embedded"', f'url = "{self.url}"'), encoding="utf-8")
        daemon = self.start_daemon(guest)
        self.until_state("planned", la_code="926", period_key="2026-11-23")

        self.addCleanup(self.termwise.call, "db", "start")
        self.assertIn("PostgreSQL is stopped.", self.termwise.call("db", "stop"))
        eventually(lambda: "The database is away" in daemon.log(), "it says that the database is away")
        eventually(lambda: daemon.statuses()[-1].startswith("Waiting for the database"), "its status says so too", 15)
        self.assertEqual(self.termwise.call("db", "start").split()[-1], self.url)
        self.set_clock(london("2026-11-23 07:00:01"))
        eventually(lambda: "The database is back" in daemon.log(), "it says that the database is back")
        self.until_state("succeeded", la_code="926", period_key="2026-11-23")
        self.assertEqual(daemon.log().count("The database is away"), 1, daemon.log())
        self.assertEqual(daemon.log().count("The database is back"), 1)


if __name__ == "__main__":
    sys.exit(unittest.main())
