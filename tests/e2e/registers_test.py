#!/usr/bin/python3
"""The LA's own registers: an empty file of each, filled in with a row and loaded again, as CSV and as a workbook."""
import csv
import datetime
import io
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import tomllib
import unittest

import openpyxl
from termwise_cli import ROOT, Termwise

sys.path.insert(0, str(ROOT / "tests" / "real"))
import cells_test  # noqa: E402
import layout_reading  # noqa: E402

BUILD = os.environ["TERMWISE_BUILD"]
SAMPLES = ROOT / "tests" / "ingest" / "samples"
SOURCES = ROOT / "config" / "sources"
USAGE_ERROR = 64
OWN = {layout["template"]: layout for layout in (tomllib.loads(path.read_text(encoding="utf-8"))
                                                 for path in sorted(SOURCES.glob("*.toml"))) if "template" in layout}


def sample_row(layout_id):
    """The sample file of a layout, and the first row of it that is read, by column."""
    for path in sorted(SAMPLES.glob("*.csv")):
        text = cells_test.ks2_floor.decode(path.read_bytes())
        layout = layout_reading.layout_for(text, SOURCES)
        if layout.id == layout_id:
            return path, next(layout_reading.accepted(text, layout))[1]
    raise AssertionError(f"there is no sample of {layout_id}")


class RegistersTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.directory = pathlib.Path(tempfile.mkdtemp(prefix="termwise-e2e-"))
        shutil.copytree(ROOT / "config", cls.directory / "config")
        key = cls.directory / "pupil-key"
        key.write_bytes(bytes(range(32)))
        key.chmod(0o600)
        cls.termwise = Termwise(BUILD, cls.directory, config=cls.directory / "config",
                                extra=f'[pupils]\nkey_file = "{key}"\n')
        cls.termwise.__enter__()
        cls.addClassCleanup(shutil.rmtree, cls.directory, ignore_errors=True)
        cls.addClassCleanup(cls.termwise.discard)
        cls.url = next(word.rstrip(".") for word in cls.termwise.call("db", "start").split() if "://" in word)

    def header(self, template):
        """The bytes that the program prints, and the names in them."""
        command = [str(self.termwise.program), "--config", str(self.termwise.main_file), "ingest", "--template", template]
        printed = subprocess.run(command, capture_output=True, check=True).stdout
        rows = list(csv.reader(io.StringIO(printed.decode("utf-8-sig"), newline="")))
        self.assertEqual(len(rows), 1)
        return printed, rows[0]

    def write(self, name, rows):
        folder = pathlib.Path(tempfile.mkdtemp(dir=self.directory))
        path = folder / name
        with path.open("w", encoding="utf-8-sig", newline="") as target:
            csv.writer(target).writerows(rows)
        return path

    def issues(self, path, rule):
        return self.termwise.sql(f"select line, raw_value from termwise.quality_issue join termwise.batch on "
                                 f"batch.id = batch where file_name = '{path.name}' and rule = '{rule}' order by line")

    def test_all_are_listed(self):
        listed = self.termwise.json("ingest", "--template")
        self.assertEqual([(entry["template"], entry["layout"], entry["title"]) for entry in listed],
                         sorted((template, layout["id"], layout["title"]) for template, layout in OWN.items()))
        text = self.termwise.call("ingest", "--template").splitlines()
        self.assertEqual(len(text), len(OWN) + 1)
        for template, layout in OWN.items():
            self.assertTrue(any(line.split()[0] == template and line.endswith(layout["title"]) for line in text), template)

    def test_a_header_is_what_excel_opens_and_nothing_else(self):
        printed, names = self.header("visit")
        self.assertTrue(printed.startswith(b"\xef\xbb\xbfURN,LA,SCHOOL,YEAR,VISIT,TERM,"))
        self.assertTrue(printed.endswith(b"\r\n"))
        self.assertEqual(len(names), len(set(names)))

    def test_each_comes_back_with_one_row_filled_in(self):
        for template, layout in OWN.items():
            with self.subTest(template):
                _, names = self.header(template)
                sample, row = sample_row(layout["id"])
                filled = self.write(sample.name, [names, [row[name.upper()] for name in names]])
                [report] = self.termwise.json("ingest", filled)
                self.assertEqual((report["layout"], report["rows"], report["rejected"], report["errors"]),
                                 (layout["id"], 1, 0, 0))
                # Each figure and word is stored as Python reads it in the cell.
                self.assertEqual(cells_test.check(filled, SOURCES, self.url), 0)
                asked = layout_reading.read_layout(SOURCES / f"{layout['id']}.toml").columns
                self.assertEqual(set(map(str.upper, names)), asked - set(map(str.upper, layout.get("ignored", {}))))

    def test_what_each_column_means(self):
        text = self.termwise.call("ingest", "--template", "visit", "--explain")
        for part in ("URN: needed in every row\n    The school's URN, its unique reference number\n",
                     "VISIT: needed in every row\n    Reference of the visit, once in a school's year\n"
                     "    text of at most 200 bytes\n    tells rows apart: ",
                     "VISIT_STATUS: needed in every row\n    State of the visit\n"
                     "    one of these: booked, cancelled, held, planned\n",
                     "ADVISER: may be left out\n    Reference of the adviser\n    as in the register 'adviser'\n",
                     "VISIT_DATE: the column is needed, its cells may be empty\n    Date of the visit\n"
                     "    a date: 23/11/2011 or 2011-11-23\n",
                     "VISIT_DAYS: may be left out\n", "    a number with at most 2 decimals\n",
                     "leave the cell empty, or write NA ("):
            self.assertIn(part, text)
        columns = {column["name"]: column for column in
                   self.termwise.json("ingest", "--template", "ks2-2008", "--explain")["columns"]}
        self.assertEqual(columns["COHORT"]["unit"], "pupils")
        self.assertEqual(columns["COHORT"]["need"], "needed in every row")
        self.assertEqual(columns["URN"]["unit"], "")

    def test_wrong_commands(self):
        for arguments, part in ((["--template", "visits"], "Did you mean 'visit'?"),
                                (["--template", "visit", "visit.csv"], "excludes"),
                                ([], "FILE"), (["--explain", "visit.csv"], "--template")):
            done = self.termwise.run("ingest", *arguments)
            self.assertEqual(done.returncode, USAGE_ERROR, arguments)
            self.assertIn(part, done.stderr)
            self.assertEqual(done.stdout, "")

    def test_a_workbook_has_the_same_columns(self):
        _, names = self.header("visit")
        row = {"URN": 900802, "LA": 926, "YEAR": 2013, "VISIT": "X1", "TERM": "Spring", "VISIT_TYPE": "monitoring",
               "VISIT_STATUS": "held", "VISIT_DATE": datetime.date(2013, 3, 8), "FOCUS": "Lesen und Schreiben – groß",
               "VISIT_DAYS": 1.5}
        book = openpyxl.Workbook()
        book.active.append(names)
        book.active.append([row.get(name) for name in names])
        path = self.directory / "visit_workbook.xlsx"
        book.save(path)
        [report] = self.termwise.json("ingest", path)
        self.assertEqual((report["layout"], report["accepted"], report["errors"]), ("visit-own", 1, 0))
        self.assertEqual(self.termwise.sql("select academic_year, term, visited_on, visit_focus, visit_days "
                                           "from termwise.wide_visit where item = 'X1'"),
                         [["2012/13", "spring", "2013-03-08", "Lesen und Schreiben – groß", "1.50"]])

    def test_a_later_row_replaces_the_one_of_the_same_key_and_year(self):
        header = ["URN", "LA", "YEAR", "VISIT", "TERM", "VISIT_TYPE", "VISIT_STATUS", "VISIT_DATE"]
        first = ["900803", "926", "2012", "R1", "summer", "improvement", "planned", ""]
        moved = [*first[:6], "booked", "03/09/2012"]  # into the next academic year, and still the visit of this one
        other = ["900803", "926", "2013", "R1", "autumn", "other", "planned", ""]
        self.termwise.call("ingest", self.write("visit_first.csv", [header, first]))
        self.termwise.call("ingest", self.write("visit_moved.csv", [header, moved, other]))
        self.assertEqual(self.termwise.sql("select academic_year, visit_status, visited_on from termwise.wide_visit "
                                           "where subject = 900803 and item = 'R1' order by 1"),
                         [["2011/12", "booked", "2012-09-03"], ["2012/13", "planned", ""]])

    def test_a_register_with_a_column_more_gets_a_layout_and_no_second_template(self):
        _, names = self.header("milestone")
        row = {"URN": "900800", "LA": "886", "YEAR": "2012", "REMARK": "x"}
        path = self.write("milestone_more.csv", [[*names, "REMARK"], [row.get(name, "") for name in [*names, "REMARK"]]])
        self.assertEqual(self.termwise.run("ingest", path).returncode, 65)
        self.termwise.call("source", "accept", path, "--year", "2011/12")
        accepted = tomllib.loads((self.directory / "config/sources/milestone-own-2011-12.toml").read_text(encoding="utf-8"))
        self.assertEqual((accepted["dataset"], "template" in accepted), ("milestone", False))
        [report] = self.termwise.json("ingest", path)
        self.assertEqual((report["layout"], report["accepted"]), ("milestone-own-2011-12", 1))
        self.assertEqual(self.header("milestone")[1], names)

    def test_references_are_questioned_once_the_other_register_is_there(self):
        plan = ["URN", "LA", "YEAR", "PLAN", "RECORDED_ON"]
        review = ["URN", "LA", "YEAR", "PLAN", "REVIEW", "PROGRESS"]
        rows = [review, ["900804", "938", "2012", "1", "1", "behind"], ["900804", "938", "2012", "2", "1", "behind"]]
        early = self.write("plan_review_early.csv", rows)
        [report] = self.termwise.json("ingest", early)
        self.assertEqual(report["queries"], 0)
        # Another Authority's plans say nothing about this one's.
        kent = [plan, ["900800", "886", "2012", "2", "01/10/2011"]]
        self.termwise.call("ingest", self.write("support_plan_kent.csv", kent))
        between = [*rows, ["900804", "938", "2012", "3", "1", "behind"]]
        [report] = self.termwise.json("ingest", self.write("plan_review_between.csv", between))
        self.assertEqual(report["queries"], 0)
        sussex = [plan, ["900804", "938", "2012", "1", "01/10/2011"]]
        self.termwise.call("ingest", self.write("support_plan_sussex.csv", sussex))
        late = self.write("plan_review_late.csv", [*rows, ["900804", "938", "2013", "1", "1", "behind"]])
        [preview] = self.termwise.json("ingest", "--dry-run", late)
        [report] = self.termwise.json("ingest", late)
        self.assertEqual((preview["queries"], report["queries"]), (2, 2))
        self.assertEqual(self.issues(late, "unknown-reference"), [["3", "2"], ["4", "1"]])


if __name__ == "__main__":
    unittest.main()
