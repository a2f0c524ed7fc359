#!/usr/bin/python3
"""The LA's own registers by command line: what stands, what stood before, and an entry by hand with who made it and why."""
import csv
import io
import os
import pathlib
import shutil
import tempfile
import unittest

from termwise_cli import ROOT, Termwise

BUILD = pathlib.Path(os.environ["TERMWISE_BUILD"])
SCHOOL, OTHER = 900227, 900228
VISITS = "URN,LA,YEAR,VISIT,TERM,VISIT_TYPE,VISIT_STATUS,VISIT_DATE\n"
DATA_ERROR, USAGE_ERROR = 65, 64


class RegisterTest(unittest.TestCase):
    def setUp(self):
        self.directory = pathlib.Path(tempfile.mkdtemp(prefix="termwise-e2e-"))
        self.addCleanup(shutil.rmtree, self.directory, ignore_errors=True)
        self.termwise = Termwise(BUILD, self.directory)
        self.termwise.__enter__()
        self.addCleanup(self.termwise.discard)
        file = self.directory / "visit_norfolk.csv"
        file.write_text(VISITS + f"{SCHOOL},926,2016/17,V1,autumn,data and targets,held,11/11/2016\n"
                        f"{SCHOOL},926,2016/17,V2,spring,self-evaluation,booked,08/03/2017\n"
                        f"{OTHER},926,2016/17,V2,spring,self-evaluation,planned,\n", encoding="utf-8")
        self.termwise.call("ingest", file)

    def set(self, *cells, reason="The head teacher asked for it", name="visit"):
        return self.termwise.run("register", "set", name, *cells, "--reason", reason, "--by", "Ann Field")

    def rows(self, *options):
        return self.termwise.json("register", "show", "visit", *options)

    def standing(self, *options):
        return [(row["cells"]["URN"], row["cells"]["VISIT"], row["cells"]["VISIT_STATUS"], row["cells"]["VISIT_DATE"])
                for row in self.rows(*options)]

    def test_what_stands_says_from_which_file_it_is(self):
        self.assertEqual(self.standing(), [(str(SCHOOL), "V1", "held", "11/11/2016"), (str(SCHOOL), "V2", "booked", "08/03/2017"),
                                           (str(OTHER), "V2", "planned", "")])
        self.assertEqual([(row["file"], row["line"], row["entered"]) for row in self.rows("--urn", OTHER)],
                         [("visit_norfolk.csv", 4, None)])
        self.assertEqual(self.standing("--la", "886"), [])
        self.assertEqual(self.standing("--year", "2015/16"), [])
        self.assertIn("The register has no such row.", self.termwise.call("register", "show", "action"))

    def test_an_entry_keeps_what_it_does_not_name_and_what_stood_before(self):
        done = self.set(f"URN={SCHOOL}", "YEAR=2016/17", "visit=V2", "VISIT_DATE=15/03/2017")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertEqual(self.standing("--urn", SCHOOL), [(str(SCHOOL), "V1", "held", "11/11/2016"),
                                                          (str(SCHOOL), "V2", "booked", "15/03/2017")])
        row = self.rows("--urn", SCHOOL)[1]
        self.assertEqual(row["cells"]["VISIT_TYPE"], "self-evaluation")
        self.assertRegex(row["entered"], r"^Entered by Ann Field on \d{4}-\d\d-\d\d \d\d:\d\d:\d\d: The head teacher asked for it$")
        self.assertEqual([moved for _, visit, _, moved in self.standing("--urn", SCHOOL, "--all") if visit == "V2"],
                         ["08/03/2017", "15/03/2017"])
        # Back again: it is another entry, not a file that is known.
        self.assertEqual(self.set(f"URN={SCHOOL}", "YEAR=2016/17", "VISIT=V2", "VISIT_DATE=08/03/2017").returncode, 0)
        self.assertEqual(self.standing("--urn", SCHOOL)[1][3], "08/03/2017")
        self.assertEqual(self.set(f"URN={SCHOOL}", "YEAR=2016/17", "VISIT=V2", "VISIT_DATE=").returncode, 0)
        self.assertEqual(self.standing("--urn", SCHOOL)[1][3], "")

    def test_a_new_row_needs_what_every_row_needs(self):
        refused = self.set(f"URN={OTHER}", "YEAR=2016/17", "VISIT=V3", "VISIT_DATE=15/06/2017")
        self.assertEqual(refused.returncode, DATA_ERROR)
        self.assertIn("Nothing was entered.", refused.stderr)
        self.assertEqual(len(self.rows("--all")), 3)
        done = self.set(f"URN={OTHER}", "LA=926", "YEAR=2016/17", "VISIT=V3", "TERM=summer", "VISIT_TYPE=improvement",
                        "VISIT_STATUS=booked", "VISIT_DATE=15/06/2017", reason='Agreed by phone, "as usual"')
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertEqual(self.standing("--urn", OTHER)[1], (str(OTHER), "V3", "booked", "15/06/2017"))
        self.assertTrue(self.rows("--urn", OTHER)[1]["entered"].endswith('Agreed by phone, "as usual"'))

    def test_what_cannot_be_read_is_refused_in_words(self):
        for cells, words, code in (
                ([f"URN={SCHOOL}", "YEAR=2016/17", "VISIT=V2", "VISIT_DATE=soon"], "'soon'", DATA_ERROR),
                ([f"URN={SCHOOL}", "YEAR=2016/17", "VISIT=V2", "VISIT_STATUS=done"], "'done'", DATA_ERROR),
                ([f"URN={SCHOOL}", "YEAR=2016/17", "VISIT=V2", "VISIT_DAET=15/03/2017"],
                 "The register visit has no column 'VISIT_DAET'. Did you mean 'VISIT_DATE'?", USAGE_ERROR),
                ([f"URN={SCHOOL}", "YEAR=2016/17"], "VISIT is missing, by which the rows of visit are told apart.", USAGE_ERROR),
                (["URN"], "'URN' is no cell.", USAGE_ERROR)):
            with self.subTest(cells=cells):
                refused = self.set(*cells)
                self.assertEqual(refused.returncode, code, refused.stderr)
                self.assertIn(words, refused.stderr)
        self.assertEqual(self.set(f"URN={SCHOOL}", "YEAR=2016/17", "VISIT=V2", reason=" ").returncode, USAGE_ERROR)
        self.assertEqual(self.set("A=b", name="visits").returncode, USAGE_ERROR)
        self.assertEqual(len(self.rows("--all")), 3)

    def test_a_row_about_an_adviser(self):
        done = self.set("ADVISER=N1", "LA=926", "YEAR=2016/17", "NAME=Jo Field", "ACCREDITATION=active", name="adviser")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertEqual(self.set("ADVISER=N1", "LA=926", "YEAR=2016/17", "MENTOR=N2", name="adviser").returncode, 0)
        row, = self.termwise.json("register", "show", "adviser")
        self.assertEqual((row["cells"]["NAME"], row["cells"]["MENTOR"]), ("Jo Field", "N2"))

    def test_the_csv_can_be_loaded_again(self):
        text = self.termwise.call("register", "show", "visit", "--csv")
        rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
        self.assertEqual([(row["URN"], row["VISIT_DATE"]) for row in rows],
                         [(str(SCHOOL), "11/11/2016"), (str(SCHOOL), "08/03/2017"), (str(OTHER), "")])
        file = self.directory / "visit_edited.csv"
        file.write_text(text.replace("planned", "cancelled"), encoding="utf-8")
        self.termwise.call("ingest", file)
        self.assertEqual(self.standing("--urn", OTHER), [(str(OTHER), "V2", "cancelled", "")])


if __name__ == "__main__":
    unittest.main()
