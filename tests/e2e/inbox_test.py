#!/usr/bin/python3
"""Files that arrive in the inbox of a running daemon: what becomes of each, and of the jobs that come after it."""
import csv
import io
import re
import shutil
import sys
import time
import unittest

from daemon_case import SAMPLE, DaemonCase, prepare
from termwise_daemon import eventually

NORFOLK = "2016-2017_926_ks2final.csv"
NEXT_NORFOLK = "2017-2018_926_ks2final.csv"
KENT = "2016-2017_886_ks2final.csv"
CHECK = "floor-check-after-ingest"
SUMS = re.compile(r"(\d+) rows = (\d+) accepted \+ (\d+) repaired \+ (\d+) rejected \+ (\d+) aggregate\.")


def setUpModule():
    prepare()


class InboxTest(DaemonCase):
    def setUp(self):
        self.inbox = self.directory / "inbox"
        shutil.rmtree(self.inbox, ignore_errors=True)
        self.settings = f'[inbox]\ndirectory = "{self.inbox}"\nsettle_seconds = 1\n'
        super().setUp()
        for code, plugin in (("886", "kent"), ("926", "national")):
            self.la(code, plugin, **{CHECK: ("every ingest", 'after = ["ingest"]')})

    def drop(self, content, name):
        """Puts a file into the inbox at once and whole, as a move within one disk does."""
        target = self.inbox / name
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_name(f".{target.name}")
        part.write_bytes(content if isinstance(content, bytes) else (SAMPLE / content).read_bytes())
        part.rename(target)

    def report(self, folder, name):
        """Waits until a file stands in a folder, and returns its report."""
        path = self.inbox / folder / name
        try:
            eventually(path.exists, "")
        except AssertionError:
            raise AssertionError(f"{path} is not there:\n{self.daemons[-1].log()}") from None
        return path.with_name(f"{name}.report.txt").read_text(encoding="utf-8")

    def held_back(self, la):
        """What status says of an LA's floor check that is due; nothing while there is none."""
        return next((o["why"] for o in self.termwise.json("status", "--la", la)["due"] if o["job"] == "floor-check"), "")

    def test_a_file_that_grows_is_left_alone_until_it_is_whole(self):
        content = (SAMPLE / NORFOLK).read_bytes()
        self.inbox.mkdir()
        others = [f"{NORFOLK}.part", f".{NORFOLK}", f"{NORFOLK}~", f"{NORFOLK}.tmp"]
        for name in others:
            (self.inbox / name).write_bytes(content)
        self.start_daemon()
        with open(self.inbox / NORFOLK, "wb", buffering=0) as file:
            for piece in range(6):  # three times as long as a file must stand still
                file.write(content[piece * len(content) // 6:(piece + 1) * len(content) // 6])
                self.assertEqual(self.occurrences(job="ingest"), [])
                time.sleep(0.5)
        report = self.report("accepted", NORFOLK)
        self.assertIn(f"{NORFOLK} was accepted.", report)
        self.assertEqual((self.inbox / "accepted" / NORFOLK).read_bytes(), content)

        rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
        total, *parts = map(int, SUMS.search(report).groups())
        self.assertEqual((total, sum(parts)), (len(rows) - 1, len(rows) - 1))
        self.assertEqual(parts[-1], sum(row[0] in ("3", "4", "5") for row in rows))
        # No whole number of 900203's 70 pupils gives 35%. A row is a line here, and the last one is cut short.
        line = next(number for number, row in enumerate(rows, 1) if row[rows[0].index("URN")] == "900203")
        self.assertIn(f"{NORFOLK}:{line}:{rows[0].index('PTRWM_EXP') + 1}: query", report)
        self.assertIn(f"{NORFOLK}:{len(rows)}:{len(rows[-1])}: query", report)

        self.assertEqual(sorted(path.name for path in self.inbox.iterdir()), sorted([*others, "accepted", "refused"]))
        self.assertEqual([o["file"] for o in self.occurrences(job="ingest")], [NORFOLK])

    def test_the_floor_check_follows_by_itself_and_finds_what_a_run_by_hand_finds(self):
        self.start_daemon()
        self.drop(NORFOLK, NORFOLK)
        done, = self.until_state("succeeded", schedule=CHECK)
        self.assertEqual((done["la_code"], done["period_key"]), ("926", "batch 1"))

        def findings():
            return [{key: value for key, value in finding.items() if key != "run"}
                    for finding in self.termwise.json("findings")]
        by_itself = findings()
        self.assertTrue(by_itself)
        self.termwise.call("run", "floor-check", "--la", "926")
        self.assertEqual(findings(), by_itself)

    def test_nothing_is_overwritten_and_the_same_bytes_are_loaded_once(self):
        self.start_daemon()
        self.drop(NORFOLK, NORFOLK)
        self.report("accepted", NORFOLK)
        self.drop(NORFOLK, NORFOLK)
        self.assertIn("loaded before", self.report("accepted", f"{NORFOLK}.2"))
        self.drop(NEXT_NORFOLK, NORFOLK)
        self.assertNotIn("loaded before", self.report("accepted", f"{NORFOLK}.3"))
        self.assertEqual((self.inbox / "accepted" / NORFOLK).read_bytes(), (SAMPLE / NORFOLK).read_bytes())
        self.assertEqual((self.inbox / "accepted" / f"{NORFOLK}.3").read_bytes(), (SAMPLE / NEXT_NORFOLK).read_bytes())
        self.assertEqual(len(self.rows("select id from termwise.batch")), 2)
        self.until_state("succeeded", count=2, schedule=CHECK, la_code="926")

    def test_a_refused_file_of_one_la_holds_back_that_la_until_a_corrected_one_comes(self):
        self.start_daemon()
        broken = (SAMPLE / KENT).read_bytes().replace(b",URN,", b",UNR,", 1)
        self.drop(broken, "886/results.csv")
        report = self.report("refused", "results.csv")
        self.assertIn("886/results.csv was refused.", report)
        self.assertRegex(report, r"results\.csv:1:\d+: .*URN")
        self.assertIn("Put a corrected file of the same name into the inbox", report)
        self.assertEqual(self.the_one(job="ingest")["la_code"], "886")

        self.drop(NORFOLK, NORFOLK)
        self.drop("2017-2018_886_ks2final.csv", "2017-2018_886_ks2final.csv")
        self.until_state("succeeded", schedule=CHECK, la_code="926")
        why = eventually(lambda: self.held_back("886"), "Kent's floor check is due")
        self.assertIn("It is held back because ingest of 886/results.csv failed:", why)
        self.assertIn("Stale, last good data of ", why)
        self.assertIn(why, self.termwise.call("status"))
        self.assertEqual([o["file"] for o in self.termwise.json("status", "--la", "886")["unsettled"]],
                         ["886/results.csv"])

        self.drop(KENT, "886/results.csv")
        self.report("accepted", "results.csv")
        self.until_state("succeeded", count=2, schedule=CHECK, la_code="886")
        self.assertEqual(self.termwise.json("status")["unsettled"], [])

    def test_a_refused_file_of_no_one_la_holds_back_every_la_until_it_is_removed(self):
        self.start_daemon()
        self.drop(b"Minutes of the meeting,\r\n", "minutes.csv")
        self.report("refused", "minutes.csv")
        self.drop(NORFOLK, NORFOLK)
        self.drop(KENT, KENT)
        self.report("accepted", NORFOLK)
        self.report("accepted", KENT)
        for la in ("886", "926"):
            why = eventually(lambda code=la: self.held_back(code), "its floor check is due")
            self.assertIn("It is held back because ingest of minutes.csv failed:", why)
        self.assertEqual([o["state"] for o in self.occurrences(schedule=CHECK)], ["planned", "planned"])

        (self.inbox / "refused" / "minutes.csv").unlink()
        self.until_state("succeeded", count=2, schedule=CHECK)

    def test_a_file_that_was_loaded_but_not_filed_is_filed_after_a_restart(self):
        self.inbox.mkdir()
        daemon = self.start_daemon()
        shutil.rmtree(self.inbox / "accepted")
        (self.inbox / "accepted").symlink_to(self.directory / "a-disk-that-is-away")
        self.drop(NORFOLK, NORFOLK)
        self.until_state("succeeded", job="ingest")
        eventually(lambda: "cannot be written" in daemon.log(), "the daemon could not file it")
        daemon.kill()
        (self.inbox / "accepted").unlink()
        self.start_daemon()
        self.assertRegex(self.report("accepted", NORFOLK), SUMS)
        self.assertFalse((self.inbox / NORFOLK).exists())
        self.assertEqual(len(self.attempts(self.the_one(job="ingest"))), 1)


if __name__ == "__main__":
    sys.exit(unittest.main())
