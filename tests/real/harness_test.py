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
import termwise_program
from cells_test import Stored

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
