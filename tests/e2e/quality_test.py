#!/usr/bin/python3
"""Data quality from outside: rules over rows, years and files, explanations that are carried to later files, and the report
as text, JSON, CSV and a page. On the bundled sample, with figures of some schools changed."""
import csv
import getpass
import html.parser
import io
import os
import pathlib
import re
import shutil
import sys
import tempfile
import unittest

from doctored import doctored
from termwise_cli import ROOT, Termwise

BUILD = os.environ["TERMWISE_BUILD"]
SAMPLE = ROOT / "config" / "sample"
LATER = "2017-2018_886_ks2final.csv"
# 900028 had 79% of 62 pupils the year before: 23 of 60 are 41 points less. 900030's 56% cannot be above its 50% in reading.
CHANGED = {"900028": {"PTRWM_EXP": "38%", "PTREAD_EXP": "60%", "PTWRITTA_EXP": "80%", "PTMAT_EXP": "60%"},
           "900030": {"PTREAD_EXP": "50%"},
           "900020": {"READPROG": "=1+1"}}
CENSUS = ("URN,LA,ESTAB,NOR,NORG,NORB,PNORG,PNORB,TSENELSE,PSENELSE,TSENELK,PSENELK,NUMEAL,NUMENGFL,NUMUNCFL,PNUMEAL,"
          "PNUMENGFL,PNUMUNCFL,PNUMFSM,NUMFSMEVER,PNUMFSMEVER\n"
          "900900,886,2001,20,,,,,,,,,,,,,,,,,\n900901,886,2002,200,,,,,,,,,,,,,,,,,\n")
REPUBLISHED = ("URN,KS2 Pupils,KS2 Boys,KS2 Girls,Reading Progress,Reading Score,Reading Meet Std,Reading Exceed Std,"
               "Reading Progress Band,Reading Progress Desc,Writing Progress,Writing Score,Writing Meet Std,"
               "Writing Exceed Std,Writing Progress Band,Writing Progress Desc,Maths Progress,Maths Score,Maths Meet Std,"
               "Maths Exceed Std,Maths Progress Band,Maths Progress Desc,Overall Meet Std,Overall Exceed Std,"
               "Academic Year\n900900,24,,,,,,,,,,,,,,,,,,,,,,,2016\n900901,24,,,,,,,,,,,,,,,,,,,,,,,2016\n")


class Cells(html.parser.HTMLParser):
    """The rows of a page's tables, and the elements it has."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.rows, self.elements, self.cell = [], set(), None
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.elements.add(tag)
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.cell = ""

    def handle_endtag(self, tag):
        if tag in ("td", "th"):
            self.rows[-1].append(" ".join(self.cell.split()))
            self.cell = None

    def handle_data(self, text):
        if self.cell is not None:
            self.cell += text


class QualityTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.directory = pathlib.Path(tempfile.mkdtemp(prefix="termwise-quality-"))
        cls.addClassCleanup(shutil.rmtree, cls.directory, ignore_errors=True)
        cls.termwise = Termwise(BUILD, cls.directory)
        cls.termwise.__enter__()
        cls.addClassCleanup(cls.termwise.discard)
        cls.termwise.call("ingest", SAMPLE / "2016-2017_886_ks2final.csv", SAMPLE / "2016-2017_926_ks2final.csv")
        later = (SAMPLE / LATER).read_bytes()
        first = cls.write("first", doctored(later, CHANGED))
        cls.preview = cls.termwise.json("ingest", "--dry-run", first)[0]
        cls.first = cls.termwise.json("ingest", first)[0]
        cls.original = cls.of_file(cls.first)
        cls.change = cls.one(cls.original, "sudden-change", 900028)
        cls.termwise.call("quality", "explain", cls.change["id"], "A flood, and a new head.")
        cls.termwise.call("quality", "explain", cls.change["id"], "A flood.")
        # A later file of the same year: the same cell as it was, and then with another figure (22 of 60).
        cls.second = cls.of_file(cls.termwise.json("ingest", cls.write("second", doctored(
            later, {**CHANGED, "900023": {"PTRWM_EXP": "56%"}})))[0])
        other = {**CHANGED["900028"], "PTRWM_EXP": "37%"}
        cls.third = cls.of_file(cls.termwise.json("ingest", cls.write("third", doctored(
            later, {**CHANGED, "900028": other})))[0])

    @classmethod
    def write(cls, folder, content, name=LATER):
        path = cls.directory / folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
        return path

    @classmethod
    def of_file(cls, report):
        return cls.termwise.json("quality", report["sha256"])

    @staticmethod
    def one(issues, rule, urn):
        found, = (issue for issue in issues if (issue["rule"], issue["urn"]) == (rule, urn))
        return found

    # ---- the rules ----------------------------------------------------------------------------------------------

    def test_a_joint_percentage_above_its_part_is_an_error(self):
        issue = self.one(self.original, "joint-above-part", 900030)
        self.assertEqual((issue["severity"], issue["urn"], issue["column_name"], issue["raw_value"], issue["year"],
                          issue["field"]), ("error", 900030, "PTRWM_EXP", "56%", "2017/18", "KS2_EXS_RWM"))
        self.assertIn("where only 50 per cent reached the part in 'PTREAD_EXP'", issue["advice"])

    def test_a_sudden_change_names_the_year_before_by_line(self):
        self.assertEqual((self.change["severity"], self.change["urn"], self.change["raw_value"]), ("query", 900028, "38%"))
        self.assertIn(f"the 38 per cent in '{self.change['column_name']}' is", self.change["advice"])
        said = re.search(r"is 41 points less than the 79 per cent of 2016/17 \(line (\d+) of "
                         r"2016-2017_886_ks2final\.csv\)", self.change["advice"])
        self.assertIsNotNone(said, self.change["advice"])
        line = (SAMPLE / "2016-2017_886_ks2final.csv").read_bytes().split(b"\r\n")[int(said[1]) - 1]
        self.assertIn(b"900028", line)

    def test_a_dry_run_finds_the_same(self):
        for kind in ("errors", "queries", "repairs"):
            self.assertEqual(self.preview[kind], self.first[kind])
        self.assertGreater(self.preview["queries"], 0)

    def test_the_later_of_two_files_is_held_against_the_other(self):
        republished = self.write("census", REPUBLISHED.encode(), "ks2_perf_2016.csv")
        census = self.write("census", CENSUS.encode(), "england_census_2015-16.csv")
        self.termwise.call("ingest", republished)
        issue = self.one(self.of_file(self.termwise.json("ingest", census)[0]), "figures-disagree", 900900)
        self.assertEqual((issue["urn"], issue["column_name"], issue["raw_value"], issue["field"], issue["line"]),
                         (900900, "NOR", "20", "CENSUS_ROLL, KS2_COHORT", 2))
        self.assertIn("20 does not agree with 24 for 'Pupils at the end of key stage 2' (line 2 of ks2_perf_2016.csv), "
                      "which should be no more", issue["advice"])
        again = self.write("again", (REPUBLISHED.replace("900901,24", "900901,25")).encode(), "ks2_perf_2016.csv")
        issue = self.one(self.of_file(self.termwise.json("ingest", again)[0]), "figures-disagree", 900900)
        self.assertEqual((issue["urn"], issue["column_name"], issue["field"]),
                         (900900, "KS2 Pupils", "KS2_COHORT, CENSUS_ROLL"))
        self.assertIn("24 does not agree with 20", issue["advice"])

    # ---- explanations -------------------------------------------------------------------------------------------

    def test_an_explanation_is_carried_to_the_same_cell(self):
        carried = self.one(self.second, "sudden-change", 900028)
        self.assertEqual((carried["explanation"], carried["explained_by"], carried["carried_from"],
                          carried["explained_otherwise"]), ("A flood.", getpass.getuser(), self.change["id"], None))
        self.assertRegex(carried["explained_at"], r"^\d{4}-\d\d-\d\d \d\d:\d\d$")
        self.assertIn(f", carried from issue {self.change['id']}: A flood.\n",
                      self.termwise.call("quality", "--rule", "sudden-change"))

    def test_an_explanation_of_another_value_does_not_count(self):
        issue = self.one(self.third, "sudden-change", 900028)
        self.assertEqual((issue["explanation"], issue["carried_from"]), ("", None))
        earlier = issue["explained_otherwise"]
        self.assertEqual((earlier["issue"], earlier["raw_value"], earlier["explanation"]),
                         (self.change["id"], "38%", "A flood."))
        waiting = self.termwise.json("quality", "--rule", "sudden-change", "--unexplained")
        self.assertEqual([entry["id"] for entry in waiting if entry["urn"] == 900028], [issue["id"]])
        self.assertIn(f"Not explained; the text '38%' of issue {self.change['id']} was explained by",
                      self.termwise.call("quality", "--rule", "sudden-change"))

    def test_every_explanation_is_kept(self):
        shown = self.termwise.json("quality", "show", self.change["id"])
        self.assertEqual([entry["explanation"] for entry in shown["explanations"]],
                         ["A flood, and a new head.", "A flood."])
        self.assertEqual({entry["explained_by"] for entry in shown["explanations"]}, {getpass.getuser()})
        self.assertEqual(shown["explanation"], "A flood.")
        text = self.termwise.call("quality", "show", self.change["id"])
        self.assertLess(text.index(": A flood.\n"), text.index("A flood, and a new head."))
        self.assertEqual(self.termwise.run("quality", "show", 999999).returncode, 65)

    # ---- the report ---------------------------------------------------------------------------------------------

    def test_filters(self):
        everything = self.termwise.json("quality")
        first = {issue["id"] for issue in self.original}
        for arguments, keep in ((["--severity", "error"], lambda issue: issue["severity"] == "error"),
                                (["--rule", "joint-above-part"], lambda issue: issue["rule"] == "joint-above-part"),
                                (["--unexplained"], lambda issue: issue["explanation"] == ""),
                                (["--la", "926"], lambda issue: "_926_" in issue["file"]),
                                (["--la", "886", self.first["sha256"][:12], "--severity", "query"],
                                 lambda issue: issue["id"] in first and issue["severity"] == "query")):
            found = self.termwise.json("quality", *arguments)
            self.assertEqual([issue["id"] for issue in found], [issue["id"] for issue in everything if keep(issue)],
                             arguments)
            self.assertTrue(found, arguments)
        for arguments, code, words in ((["--rule", "sudden-chang"], 65, "Did you mean 'sudden-change'?"),
                                       (["--severity", "fatal"], 64, "fatal"), (["--la", "88"], 64, "88"),
                                       (["--format", "xml"], 64, "xml"), (["--json", "--format", "csv"], 64, ""),
                                       (["ffff"], 65, "None of the loaded files")):
            done = self.termwise.run("quality", *arguments)
            self.assertEqual(done.returncode, code, (arguments, done.stderr))
            self.assertIn(words, done.stderr + done.stdout)

    def test_csv_is_the_same_and_safe_to_open(self):
        written = self.directory / "quality.csv"
        self.termwise.call("quality", "--format", "csv", "--out", written)
        raw = written.read_bytes()
        self.assertTrue(raw.startswith(b"\xef\xbb\xbf"), "Excel needs the mark to see UTF-8")
        rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline="")))
        issues = self.termwise.json("quality")
        self.assertEqual([int(row["id"]) for row in rows], [issue["id"] for issue in issues])
        for row, issue in zip(rows, issues):
            for key in ("file", "severity", "rule", "column_name", "la", "year", "field", "advice", "explanation"):
                self.assertEqual(row[key], issue[key] or "", key)
            self.assertEqual((row["line"], row["column"]), (str(issue["line"]), str(issue["column"])))
            raw_value = issue["raw_value"]
            self.assertEqual(row["raw_value"], "'" + raw_value if raw_value[:1] in tuple("=+-@\t\r") and raw_value
                             else raw_value)
            self.assertEqual(row["carried_from"], str(issue["carried_from"] or ""))
            self.assertEqual(row["explained_otherwise"],
                             str(issue["explained_otherwise"]["issue"]) if issue["explained_otherwise"] else "")
        self.assertIn("'=1+1", [row["raw_value"] for row in rows])

    def test_page(self):
        page = Cells(self.termwise.call("quality", "--format", "html"))
        issues = self.termwise.json("quality")
        self.assertEqual([int(row[0]) for row in page.rows[1:]], [issue["id"] for issue in issues])
        row = next(row for row in page.rows if row[0] == str(self.change["id"]))
        place = f"line {self.change['line']}, PTRWM_EXP (column {self.change['column']})"
        self.assertEqual(row[1:8], ["query", LATER, place,
                                    "38%", "900028", "886", "2017/18"])
        self.assertTrue(row[9].startswith("A flood. by "), row)
        self.assertNotIn("script", page.elements)
        empty = self.termwise.call("quality", self.first["sha256"], "--severity", "repair", "--format", "html")
        self.assertIn("No data-quality issues.", empty)


if __name__ == "__main__":
    sys.exit(unittest.main())
