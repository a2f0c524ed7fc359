#!/usr/bin/python3
"""Retention from outside: what a dry run says, a weekly schedule that a daemon plans and performs, and that nothing of a year
of pupils is left afterwards but a tombstone."""
import csv
import hashlib
import hmac
import io
import subprocess
import unittest

from daemon_case import ROOT, DaemonCase, london, prepare

SAMPLE = ROOT / "tests" / "ingest" / "samples" / "pupils_ks2_kent.csv"
KEY = bytes(range(40))
LA_FILE = """code = "886"
name = "Kent"
[[plugin]]
name = "national"
[[schedule]]
name = "clearing"
job = "retention"
rule = "every monday @ 03:00"
"""


def setUpModule():
    prepare()


class RetentionTest(DaemonCase):
    settings = '[pupils]\nkey_file = "pupil-key"\n[retention]\npupils_years = 2\n'

    def setUp(self):
        key = self.directory / "pupil-key"
        key.write_bytes(KEY)
        key.chmod(0o600)
        super().setUp()
        (self.config / "las" / "886.toml").write_text(LA_FILE, encoding="utf-8")
        # Of one year.
        self.file = self.directory / SAMPLE.name
        self.file.write_text("".join(line for line in SAMPLE.read_text("utf-8").splitlines(keepends=True)
                                     if ",2012/13," not in line), encoding="utf-8")
        self.termwise.call("ingest", self.file)
        rows = self.rows("select distinct pupil, academic_year from termwise.pupil_record")
        self.assertEqual({row["academic_year"] for row in rows}, {2017})
        self.stored = self.rows("select count(*) from termwise.pupil_record")[0]["count"]
        self.assertGreater(self.stored, 2)
        # What Python makes of the file's UPNs, and what is stored.
        upns = [row[0] for row in csv.reader(io.StringIO(self.file.read_text("utf-8"), newline=""))][1:]
        self.pseudonyms = {row["pupil"].replace("-", "") for row in rows}
        made = {hmac.new(KEY, upn.strip().upper().encode(), hashlib.sha256).hexdigest()[:32] for upn in upns}
        self.assertTrue(self.pseudonyms & made)

    def dump(self):
        text = subprocess.run(["pg_dump", "--dbname", self.url], capture_output=True, check=True, text=True).stdout
        # Later versions begin and end a dump with a word of chance.
        lines = (line for line in text.splitlines() if "restrict " not in line)
        return "\n".join(lines).replace("-", "")

    def counts(self, answer, which):
        return {one["kind"]: (one["things"], one["rows"]) for one in answer[which]}

    def test_a_weekly_schedule_leaves_nothing_of_a_year_of_pupils_but_a_tombstone(self):
        before = self.dump()
        for pseudonym in self.pseudonyms:
            self.assertIn(pseudonym, before)
        self.set_clock(london("2019-08-30 12:00"))  # a Friday
        daemon = self.start_daemon()
        waiting = self.until_state("planned", job="retention")[0]
        self.assertEqual(waiting["due"], london("2019-09-02 03:00").timestamp())
        self.assertEqual(self.counts(self.termwise.json("retention", "--dry-run"), "past")["pupils"], (0, 0))
        self.set_clock(london("2019-09-02 03:00"))
        done, = self.until_state("succeeded", job="retention")
        self.assertEqual(done["sentence"], f"Removed: {self.stored} rows about pupils.")
        daemon.stop()
        self.assertEqual(self.rows("select kind, academic_year, removed, occurrence from termwise.tombstone"),
                         [{"kind": "pupils", "academic_year": 2017, "removed": self.stored, "occurrence": done["id"]}])
        after = self.dump()
        self.assertIn("COPY termwise.tombstone", after)
        for pseudonym in self.pseudonyms:
            self.assertNotIn(pseudonym, after)
        # The file was loaded once and for all: it does not come back.
        self.assertIn("already loaded", self.termwise.call("ingest", self.file))
        self.assertEqual(self.rows("select count(*) from termwise.pupil_record"), [{"count": 0}])
        self.assertEqual(self.rows("select count(*) from termwise.batch"), [{"count": 1}])

    def test_a_dry_run_says_what_would_go_and_writes_nothing(self):
        self.set_clock(london("2026-11-29 12:00"))
        before = self.dump()
        answer = self.termwise.json("retention", "--dry-run")
        self.assertEqual((answer["messages_days"], answer["pupils_years"], answer["reminders_years"]), (90, 2, 3))
        self.assertEqual(self.counts(answer, "past"),
                         {"message": (0, 0), "pupils": (1, self.stored), "reminder": (0, 0)})
        self.assertEqual([one["since"] for one in answer["past"]], [None, "2017-08-31", None])
        self.assertEqual(answer["gone"], [])
        text = self.termwise.call("retention", "--dry-run")
        self.assertEqual(text, f"A run now would remove:\n  {self.stored} rows about pupils, the oldest of 2017-08-31\n"
                               "Nothing has gone so far.\n")
        self.assertEqual(self.dump(), before)
        text = self.termwise.call("retention")
        self.assertEqual(text, f"Removed: {self.stored} rows about pupils.\nGone so far:\n"
                               f"  {self.stored} rows about pupils, since 2026-11-29\n")
        ended = self.the_one(job="retention")
        self.assertEqual((ended["state"], ended["la_code"], ended["schedule"]), ("succeeded", None, "manual"))
        again = self.termwise.json("retention")
        self.assertEqual(again["sentence"], "Nothing is past its time, and nothing was removed.")
        self.assertEqual(self.counts(again, "gone"), {"pupils": (1, self.stored)})
        self.assertIn("retention, asked for by hand", self.termwise.call("status"))


if __name__ == "__main__":
    unittest.main()
