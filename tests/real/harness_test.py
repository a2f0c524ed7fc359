#!/usr/bin/python3
"""The harness itself: each kind of disagreement, put in by hand, must be found; agreement must pass."""
from __future__ import annotations

import contextlib
import io
import json
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import cells_test
import compare_findings
import layout_reading
import termwise_program
from cells_test import Stored
from layout_reading import Word

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "oracle"))
import boundary_rows  # noqa: E402
import ks2_floor  # noqa: E402

HERE = Path(__file__).resolve().parent
LAYOUT = """
id = "ks2-small"
[subject]
record_type = "RECTYPE"
urn = "URN"
la = "LEA"
[record_types]
1 = { subject = "school", kind = "mainstream" }
4 = { subject = "national", kind = "all-schools" }
[missing]
SUPP = "suppressed"
[measures]
TELIG = "KS2_COHORT"
READPROG = "KS2_PROG_R"
[attributes]
SCHNAME = "name"
[ignored]
TOWN = "contact detail"
"""
SMALL = ('RECTYPE,LEA,URN,SCHNAME,TOWN, telig ,READPROG\r\n1,926,900000,"A\r\nSchool",X,34,-5.0\r\n'
         "1,926,900001,B,X,SUPP\r\n9,926,900002,C,X,5,1.0\r\n4, , , , ,700, ")
STORED = [Stored(2, "KS2_COHORT", "34", ""), Stored(2, "KS2_PROG_R", "-5", ""),
          Stored(4, "KS2_COHORT", "", "suppressed"), Stored(4, "KS2_PROG_R", "", "not_supplied"),
          Stored(6, "KS2_COHORT", "700.0", ""), Stored(6, "KS2_PROG_R", "", "not_supplied"),
          Stored(2, "KS2_OTHER", "", "not_supplied")]

# What a layout can say besides: several rows a school, each of its own year, below a title and under another heading.
INSPECTIONS = """
id = "inspections"
dates = ["dd/mm/yyyy", "excel"]
optional = ["Next"]
[subject]
urn = "URN"
laestab = "LAESTAB"
key = ["Number", "Part"]
year = "Start"
[aliases]
"Grade" = "Overall"
[missing]
NULL = "not_supplied"
[measures]
"Overall" = { measure = "OFSTED_OE", missing = { 9 = "not_entered" } }
[attributes]
"Start" = { attribute = "started_on", type = "date" }
"Category" = { attribute = "category", codes = { SM = "SM", 1 = "first" } }
"Next" = { attribute = "next", type = "urn" }
"""
INSPECTED = ("Inspections,as at,today\n URN ,LAESTAB,Number,Part,START,grade,Category\n"
             "900000,9262001,1,a,05/06/2014,9,sm \n"
             "900000,9262001,1,b,05/09/2014,null,XX\n"
             "900000,9262001,1,a,31/08/2014,1,SM\n"   # the same school, key and year as the first
             "900001,9262002,,,05/06/2014,1,SM\n"      # no key
             "900001,9262002,2,,31/06/2014,1,SM\n"     # no such day
             "900001,9262002,2,,41791,4,1\n")          # 1 June 2014 in Excel
WORDS = [Stored(3, "started_on", "2014-06-05", ""), Stored(3, "category", "SM", ""),
         Stored(4, "started_on", "2014-09-05", ""), Stored(4, "category", "", "unparseable"),
         Stored(8, "started_on", "2014-06-01", ""), Stored(8, "category", "first", ""),
         Stored(8, "next", "", "not_supplied"), Stored(8, "kind", "mainstream", "")]


def finding_json(f: ks2_floor.Finding) -> dict[str, object]:
    return {"la": "926", "urn": f.urn, "school": "S", "rule": "ks2-floor", "rule_version": "1", "year": "2016/17",
            "outcome": f.outcome, "reason": f.reason, "notes": f.notes, "basis": f.basis, "predicates": [],
            "sentence": "", "run": "1"}


class Cells(unittest.TestCase):
    def setUp(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "small.toml").write_text(LAYOUT)
            self.layout = cells_test.layout_for(SMALL, Path(folder))
            self.assertRaises(SystemExit, cells_test.layout_for, SMALL.replace("TOWN", "TOWNS"), Path(folder))
        self.expected = cells_test.expected_cells(SMALL, self.layout)

    def test_lines_are_physical_and_unlisted_record_types_are_left_out(self) -> None:
        self.assertEqual({line for line, _ in self.expected}, {2, 4, 6})

    def test_agreement(self) -> None:
        self.assertEqual(cells_test.differences(self.expected, STORED), [])

    def test_each_disagreement_is_found(self) -> None:
        for sin in (Stored(2, "KS2_COHORT", "", "suppressed"), Stored(2, "KS2_COHORT", "35", ""),
                    Stored(4, "KS2_COHORT", "0", ""), Stored(4, "KS2_COHORT", "", "not_supplied"),
                    Stored(2, "KS2_COHORT", "", ""), Stored(4, "KS2_COHORT", "0", "suppressed"),
                    Stored(2, "KS2_OTHER", "0", "")):
            bad = [sin if (s.line, s.code) == (sin.line, sin.code) else s for s in STORED]
            self.assertTrue(cells_test.differences(self.expected, bad), sin)
        for i in range(len(STORED) - 1):
            self.assertEqual(len(cells_test.differences(self.expected, STORED[:i] + STORED[i + 1:])), 1)
            self.assertEqual(len(cells_test.differences(self.expected, STORED + [STORED[i]])), 1)


class Items(unittest.TestCase):
    def setUp(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "inspections.toml").write_text(INSPECTIONS)
            self.layout = cells_test.layout_for(INSPECTED, Path(folder))
        self.words = cells_test.expected_words(INSPECTED, self.layout)

    def test_rows_that_can_be_told_apart_are_read(self) -> None:
        self.assertEqual([line for line, _ in layout_reading.accepted(INSPECTED, self.layout)], [3, 4, 8])

    def test_codes_of_one_column_come_first(self) -> None:
        self.assertEqual(cells_test.expected_cells(INSPECTED, self.layout),
                         {(3, "OFSTED_OE"): "not_entered", (4, "OFSTED_OE"): "not_supplied", (8, "OFSTED_OE"): 4})

    def test_words(self) -> None:
        self.assertEqual(self.words[4, "category"], Word("", "unparseable"))
        self.assertNotIn((3, "next"), self.words)  # the file has no such column
        self.assertEqual(cells_test.word_differences(self.words, WORDS), [])

    def test_each_disagreement_is_found(self) -> None:
        for sin in (Stored(3, "category", "SWK", ""), Stored(3, "category", "", "not_supplied"),
                    Stored(4, "category", "XX", ""), Stored(4, "category", "", "not_supplied"),
                    Stored(8, "next", "900000", ""), Stored(3, "started_on", "05/06/2014", "")):
            bad = [sin if (s.line, s.code) == (sin.line, sin.code) else s for s in WORDS]
            self.assertTrue(cells_test.word_differences(self.words, bad), sin)
        for i in range(6):
            self.assertEqual(len(cells_test.word_differences(self.words, WORDS[:i] + WORDS[i + 1:])), 1)

    def test_years(self) -> None:
        for text, summer in (("2017", 2017), ("2016/17", 2017), ("2016-2017", 2017), ("201617", 2017),
                             ("31/08/2014", 2014), ("01/09/2014", 2015), ("41883", 2015), ("2016/18", None), ("", None)):
            self.assertEqual(layout_reading.summer_of(text, ["dd/mm/yyyy", "excel"]), summer, text)


class Findings(unittest.TestCase):
    """compare_findings against a termwise that is only a script."""

    def setUp(self) -> None:
        self.folder = Path(self.enterContext(tempfile.TemporaryDirectory()))
        self.csv = self.folder / "rows.csv"
        self.csv.write_bytes(boundary_rows.write(1, 200, "926", "2016/17", 900_000))
        self.good = [finding_json(f) for f in ks2_floor.findings(self.csv, "national")]

    def compare(self, findings: object) -> int:
        (self.folder / "out.json").write_text(json.dumps(findings))
        program = self.folder / "termwise"
        program.write_text(f"#!/bin/sh\ncat '{self.folder}/out.json'\n")
        os.chmod(program, 0o755)
        command = [sys.executable, "-B", HERE / "compare_findings.py", "--termwise", program, "--config", "x",
                   "--la", "926", "--year", "2016/17", self.csv]
        return subprocess.run(command, capture_output=True, check=False).returncode

    def test_agreement_in_any_order_with_other_rules_beside(self) -> None:
        other = self.good[0] | {"rule": "ks2-coasting", "outcome": "NOT_COASTING"}
        self.assertEqual(self.compare([other, *reversed(self.good)]), 0)

    def test_a_basis_is_told_and_not_judged(self) -> None:
        self.assertEqual(self.compare([f | {"basis": "X"} for f in self.good]), 0)

    def test_each_disagreement_is_found(self) -> None:
        first, *rest = self.good
        for bad in ([first | {"outcome": "X"}, *rest], [first | {"reason": "X"}, *rest], rest, [first, *self.good], [],
                    [first | {"notes": ["X"]}, *rest], [*self.good, first | {"urn": 1}], {"findings": self.good},
                    [first | {"urn": str(first["urn"])}, *rest], [first | {"la": "886"}, *rest],
                    [{k: v for k, v in first.items() if k != "sentence"}, *rest]):
            self.assertEqual(self.compare(bad), 1)

    def test_notes_are_a_sorted_list(self) -> None:
        expected = [ks2_floor.Finding(1, "BELOW", "", ["AT_ROUNDED_BOUNDARY", "WRITING_ONLY"])]
        found = [finding_json(expected[0]) | {"notes": ["WRITING_ONLY", "AT_ROUNDED_BOUNDARY"]}]
        self.assertEqual(len(compare_findings.compare(expected, found)[0]), 1)

    def test_no_schools_at_all_is_a_failure(self) -> None:
        with contextlib.redirect_stdout(io.StringIO()):
            self.assertEqual(compare_findings.report("none", [], []), 1)


class Program(unittest.TestCase):
    def test_a_missing_program_is_one_sentence(self) -> None:
        with self.assertRaisesRegex(termwise_program.Failed, "Build Termwise first"):
            termwise_program.Termwise(Path("/nowhere"), {}).__enter__()


if __name__ == "__main__":
    unittest.main()
