#!/usr/bin/python3
"""Reminders from the LA's registers to what people read: raised, escalated, closed late, withdrawn, snoozed, waived, in the
digest, and the same again by a replay."""
import os
import pathlib
import shutil
import sys
import tempfile
import unittest

from termwise_cli import ROOT, Termwise

BUILD = pathlib.Path(os.environ["TERMWISE_BUILD"])
SINNERS = pathlib.Path(os.environ["TERMWISE_SINNERS"])
RESULTS = ROOT / "config" / "sample" / "2016-2017_926_ks2final.csv"
SCHOOL, OTHER = 900227, 900228  # the sample has more
LA_FILE = """code = "926"
name = "Norfolk"
[[plugin]]
name = "diarist"
[[term]]
year = "2016/17"
name = "spring"
start = 2017-01-04
end = 2017-03-31
half_term = { start = 2017-02-13, end = 2017-02-17 }
[mail]
allowed_domains = ["norfolk.invalid"]
owner = "sip-manager"
[[person]]
role = "sip-manager"
name = "Ann Field"
address = "ann.field@norfolk.invalid"
"""
VISITS = "URN,LA,YEAR,VISIT,TERM,VISIT_TYPE,VISIT_STATUS,VISIT_DATE\n"
DOCUMENTS = "URN,LA,YEAR,VISIT,DOCUMENT,PART,RECEIVED_ON\n"
ADVISERS = "ADVISER,LA,YEAR,NAME,ACCREDITATION,APPOINTED_ON,MENTOR\n"
DATA_ERROR, USAGE_ERROR = 65, 64


class RemindersTest(unittest.TestCase):
    def setUp(self):
        self.directory = pathlib.Path(tempfile.mkdtemp(prefix="termwise-e2e-"))
        self.addCleanup(shutil.rmtree, self.directory, ignore_errors=True)
        config = self.directory / "config"
        shutil.copytree(ROOT / "config", config, ignore=shutil.ignore_patterns("sample", "*.md"))
        for path in (config / "las").iterdir():
            path.unlink()
        (config / "las" / "926.toml").write_text(LA_FILE, encoding="utf-8")
        self.termwise = Termwise(BUILD, self.directory, config)
        self.termwise.plugins = self.directory / "plugins"
        self.termwise.plugins.mkdir()
        shutil.copy(SINNERS / "termwise-diarist.so", self.termwise.plugins)
        self.termwise.__enter__()
        self.addCleanup(self.termwise.discard)
        self.termwise.call("ingest", RESULTS)

    def load(self, name, header, *rows):
        folder = pathlib.Path(tempfile.mkdtemp(dir=self.directory))
        (folder / name).write_text(header + "".join(row + "\n" for row in rows), encoding="utf-8")
        self.termwise.call("ingest", folder / name)

    def remind(self, day):
        return self.termwise.call("run", "qa-reminders", "--la", "926", "--year", "2016/17", "--as-at", day)

    def reminders(self, *options):
        return self.termwise.json("reminder", "list", *options)

    def standing(self, *options):
        return [(one["rule"], one["item"], one["state"], one["level"], one["role"]) for one in self.reminders(*options)]

    def load_visit(self, day="08/03/2017"):
        self.load("visit_norfolk.csv", VISITS, f"{SCHOOL},926,2016/17,V2,spring,self-evaluation,booked,{day}")

    def load_document(self, received=""):
        self.load("visit_document_norfolk.csv", DOCUMENTS, f"{SCHOOL},926,2016/17,V2,SEF,,{received}")

    # A visit on Wednesday 8 March: due on 22 February, first warning on 15 February, the SIP from 26 February.
    def test_a_self_evaluation_from_the_first_warning_to_its_late_arrival(self):
        self.load_visit()
        self.load_document()
        self.assertIn("no findings", self.remind("2017-02-14"))
        self.assertEqual(self.standing("--all"), [])
        self.assertIn("1 OPEN", self.remind("2017-02-15"))
        self.assertEqual(self.standing(), [("reminder-sef", "V2", "open", 1, "head-teacher")])
        self.remind("2017-02-25")
        self.assertEqual(self.standing(), [("reminder-sef", "V2", "open", 1, "head-teacher")])
        self.remind("2017-02-26")
        self.assertEqual(self.standing(), [("reminder-sef", "V2", "open", 2, "sip")])
        one = self.reminders()[0]
        self.assertEqual(one["sentence"], "Avocet Rise Primary School has not sent its self-evaluation for V2, which is "
                                          "due on 22 February 2017: the SIP sees to it.")
        self.assertEqual((one["urn"], one["reference_date"], one["raised_on"], one["level_since"], one["next_on"]),
                         (SCHOOL, "2017-03-08", "2017-02-15", "2017-02-26", None))
        self.load_document("27/02/2017")
        self.remind("2017-02-28")
        self.assertEqual(self.standing(), [])
        self.assertEqual(self.standing("--all"), [("reminder-sef", "V2", "done", 2, "sip")])
        shown = self.termwise.call("reminder", "show", one["reminder"])
        self.assertIn("Avocet Rise Primary School sent its self-evaluation for V2 after 22 February 2017.", shown)
        self.assertIn('visit_document_norfolk.csv:2:7: column RECEIVED_ON says \'27/02/2017\'', shown)
        self.assertEqual([event["kind"] for event in self.termwise.json("reminder", "show", one["reminder"])["events"]],
                         ["raised", "escalated", "done"])

    def test_a_visit_that_is_moved_has_another_reminder(self):
        self.load_visit()
        self.load_document()
        self.remind("2017-02-20")
        self.load_visit("15/03/2017")
        self.remind("2017-02-20")
        self.assertEqual([(one["reference_date"], one["state"]) for one in self.reminders("--all")],
                         [("2017-03-08", "withdrawn")])
        self.remind("2017-02-22")
        self.assertEqual([(one["reference_date"], one["state"]) for one in self.reminders("--all")],
                         [("2017-03-15", "open"), ("2017-03-08", "withdrawn")])

    # Appointed on 9 January: ten working days later is 23 January.
    def test_an_adviser_is_reminded_of_by_name(self):
        self.load("adviser_norfolk.csv", ADVISERS, "N1,926,2016/17,Jo Field,active,09/01/2017,",
                  "N2,926,2016/17,Al Marsh,active,09/01/2017,N1")
        self.remind("2017-01-20")
        self.assertEqual(self.reminders("--all"), [])
        self.remind("2017-01-23")
        one, = self.reminders()
        self.assertEqual((one["about"], one["person"], one["name"], one["urn"]), ("adviser", "N1", "Jo Field", None))
        self.assertEqual(one["sentence"], "Jo Field has no mentor: the SIP manager names one.")

    def test_people_decide_with_a_reason(self):
        self.load_visit()
        self.load_document()
        self.remind("2017-02-15")
        number = self.reminders()[0]["reminder"]
        silent = self.termwise.run("reminder", "waive", number, "--reason", " ")
        self.assertEqual(silent.returncode, USAGE_ERROR)
        early = self.termwise.run("reminder", "snooze", number, "--reason", "Ill", "--until", "2017-03-01")
        self.assertEqual((early.returncode, early.stderr),
                         (USAGE_ERROR, "--until has to be a day to come, like 2026-12-01.\n"))
        self.termwise.call("reminder", "snooze", number, "--reason", "Ill", "--until", "2099-03-01", "--by", "Ann")
        self.assertEqual(self.reminders()[0]["snoozed_until"], "2099-03-01")
        said = self.termwise.call("reminder", "waive", number, "--reason", "The school is closing", "--by", "Ann")
        self.assertEqual(said, f"Reminder {number} is waived and will not be raised again.\n")
        self.remind("2017-02-27")
        self.assertEqual(self.standing("--all"), [("reminder-sef", "V2", "waived", 2, "sip")])
        again = self.termwise.run("reminder", "waive", number, "--reason", "Again")
        self.assertEqual(again.returncode, DATA_ERROR)
        self.assertIn(f"No reminder {number} is open.", again.stderr)
        story = self.termwise.call("reminder", "show", number)
        self.assertIn("waived by Ann: The school is closing", story)

    def test_the_digest_tells_of_them_once(self):
        self.load_visit()
        self.load_document()
        self.remind("2017-02-15")
        first = self.termwise.call("digest", "preview", "--la", "926", "--to", "sip-manager")
        self.assertIn("1 reminder is open.", first)
        self.assertIn("* Avocet Rise Primary School (URN 900227), V2, number 1\n  Raised: Avocet Rise Primary School has "
                      "not sent its self-evaluation for V2", first)
        self.termwise.call("digest", "send", "--la", "926")
        again = self.termwise.call("digest", "preview", "--la", "926", "--to", "sip-manager")
        self.assertIn("No change since", again)
        self.assertNotIn("* Avocet Rise", again)
        self.remind("2017-02-26")
        later = self.termwise.call("digest", "preview", "--la", "926", "--to", "sip-manager")
        self.assertIn("  Escalated: Avocet Rise Primary School has not sent", later)

    def test_a_replay_gives_the_same_bytes_and_a_dry_run_writes_none(self):
        self.load_visit()
        self.load_document()
        dry = self.termwise.call("run", "qa-reminders", "--la", "926", "--year", "2016/17", "--as-at", "2017-02-15",
                                 "--dry-run")
        self.assertIn("1 OPEN", dry)
        self.assertEqual(self.reminders("--all"), [])
        self.remind("2017-02-15")
        run = self.termwise.json("runs")[0]["run"]
        self.assertIn("0 findings and 1 reminder from the same facts, plugin and parameters are byte for byte the same",
                      self.termwise.call("replay", run))


if __name__ == "__main__":
    sys.exit(unittest.main())
