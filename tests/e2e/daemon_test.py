#!/usr/bin/python3
"""The daemon as a service: it starts, stops, reads its configuration again, and shares the work with others."""
import copy
import pathlib
import re
import shutil
import sys
import unittest

from daemon_case import DaemonCase, london, prepare
from termwise_daemon import descendants, eventually

EVERY_DAY = "every day @ 07:00"
JUST_BEFORE = london("2026-11-23 06:59:58")
AFTER = london("2026-11-23 07:00:01")


def setUpModule():
    prepare("2016-2017_926_ks2final.csv", "2016-2017_886_ks2final.csv", "2016-2017_938_ks2final.csv")


class ServiceTest(DaemonCase):
    def start_something_long(self):
        """A daemon with a job that runs for longer than any test waits; returns it and the job's occurrence."""
        self.set_clock(JUST_BEFORE)
        self.la("926", "dawdler", daily=EVERY_DAY)
        daemon = self.start_daemon()
        running, = self.until_state("running", la_code="926")
        return daemon, running

    def test_it_tells_the_service_manager_that_it_is_ready_alive_and_what_it_does(self):
        daemon, _ = self.start_something_long()
        eventually(lambda: "Running floor-check of LA 926." in daemon.statuses(), daemon.statuses())
        self.assertTrue(daemon.told("READY"))
        self.assertTrue(daemon.told("WATCHDOG"))
        daemon.stop()
        self.assertTrue(daemon.told("STOPPING"))

    def test_told_to_stop_it_gives_back_what_runs_and_leaves_nothing_running(self):
        daemon, occurrence = self.start_something_long()
        hosts = eventually(lambda: descendants(daemon.process.pid), "a plugin host runs")
        code, seconds = daemon.stop()
        self.assertEqual(code, 0, daemon.log())
        self.assertLess(seconds, 5)
        left = [pid for pid in hosts if pathlib.Path(f"/proc/{pid}").exists()]
        self.assertEqual(left, [], "it left a process behind")

        given_back = self.the_one(id=occurrence["id"])
        self.assertEqual((given_back["state"], given_back["failures"]), ("planned", 0))
        self.assertEqual([a["outcome"] for a in self.attempts(occurrence)], ["released"])

        self.la("926", "national", daily=EVERY_DAY)
        self.start_daemon()
        self.until_state("succeeded", id=occurrence["id"])
        self.assertEqual([a["outcome"] for a in self.attempts(occurrence)], ["released", "succeeded"])
        good = self.rows("select plugin from termwise.run where state = 'succeeded' and "
                         f"occurrence = {occurrence['id']}")
        self.assertEqual(good, [{"plugin": "national"}])


class SharingTest(DaemonCase):
    workers = 1

    def test_two_daemons_share_the_work(self):
        self.set_clock(JUST_BEFORE)
        for la in ("886", "926", "938"):
            self.la(la, "stroller", first=EVERY_DAY, second=EVERY_DAY, third=EVERY_DAY)
        self.start_daemon()
        self.start_daemon()
        done = self.until_state("succeeded", count=9, period_key="2026-11-23")
        attempts = [attempt for occurrence in done for attempt in self.attempts(occurrence)]
        self.assertEqual([attempt["outcome"] for attempt in attempts], ["succeeded"] * 9)
        self.assertEqual(len({attempt["program"] for attempt in attempts}), 2, "one daemon did all the work")
        self.assertEqual(len(self.rows("select id from termwise.run")), 9)


class ReloadTest(DaemonCase):
    def revision(self):
        return self.rows("select revision from termwise.active_revision where la_code = '926'")[0]["revision"]

    def test_a_broken_configuration_is_refused_and_the_old_one_goes_on(self):
        self.set_clock(london("2026-11-23 06:59"))
        self.la("926", daily=EVERY_DAY)
        daemon = self.start_daemon()
        self.until_state("planned", la_code="926", period_key="2026-11-23")
        revision = self.revision()

        path = self.config / "las" / "926.toml"
        path.write_text('code = "926"\nnmae = "Norfolk"\n[[plugin]]\nname = "national"\n[[schedule]]\nname = "daily"\n'
                        'job = "floor-check"\nrule = "every dya @ 07:00"\n', encoding="utf-8")
        daemon.hang_up()
        log = daemon.log()
        self.assertRegex(log, re.escape(str(path)) + r":2:1: .*nmae")
        self.assertRegex(log, re.escape(str(path)) + r":8:\d+: .*dya")
        self.assertIn("goes on with the one it has", log)
        self.assertIn("refused", daemon.statuses()[-1])

        self.set_clock(AFTER)
        done, = self.until_state("succeeded", la_code="926", period_key="2026-11-23")
        self.assertEqual((done["revision"], self.revision()), (revision, revision))

    def test_a_new_schedule_is_planned_and_a_removed_one_is_withdrawn(self):
        self.set_clock(london("2026-11-23 05:00"))
        self.la("926", old=EVERY_DAY)
        daemon = self.start_daemon()
        before = self.until_state("planned", count=60, schedule="old")
        revision = self.revision()

        self.la("926", new="every sunday @ 08:00")
        daemon.hang_up()
        after = self.until_state("planned", count=8, schedule="new")
        self.assertEqual({o["period_key"] for o in after[:3]}, {"2026-11-29", "2026-12-06", "2026-12-13"})
        self.assertGreater(self.revision(), revision)
        self.assertEqual({o["revision"] for o in after}, {self.revision()})

        withdrawn = self.occurrences(schedule="old")
        self.assertEqual([o["id"] for o in withdrawn], [o["id"] for o in before])
        self.assertEqual({o["state"] for o in withdrawn}, {"withdrawn"})
        self.assertEqual({o["sentence"] for o in withdrawn}, {"The schedule old was removed from las/926.toml."})

    def test_a_daemon_with_an_older_configuration_leaves_the_la_alone(self):
        self.set_clock(london("2026-11-23 06:00"))
        self.la("926", daily=EVERY_DAY)
        older = self.start_daemon()
        self.until_state("planned", la_code="926", period_key="2026-11-23")

        elsewhere = copy.copy(self.termwise)
        elsewhere.config = self.directory / "newer"
        elsewhere.main_file = self.directory / "newer.toml"
        shutil.copytree(self.config, elsewhere.config)
        self.write_la(elsewhere.config, "926", "national", {"daily": "every day @ 07:10"})
        main_file = self.termwise.main_file.read_text(encoding="utf-8")
        elsewhere.main_file.write_text(main_file.replace(str(self.config), str(elsewhere.config)), encoding="utf-8")
        newer = self.start_daemon(elsewhere)
        moved = london("2026-11-23 07:10").timestamp()
        eventually(lambda: self.the_one(la_code="926", period_key="2026-11-23")["due"] == moved, "the newer one plans")
        self.wake()
        eventually(lambda: "later configuration of this Local Authority" in older.log(), "the older one says so")

        self.set_clock(london("2026-11-23 07:10:01"))
        done, = self.until_state("succeeded", la_code="926", period_key="2026-11-23")
        self.assertEqual(done["due"], moved)
        ran, = self.rows("select process_id from termwise.attempt join termwise.program on program = program.id "
                         f"where occurrence = {done['id']}")
        self.assertEqual(ran["process_id"], newer.process.pid)


if __name__ == "__main__":
    sys.exit(unittest.main())
