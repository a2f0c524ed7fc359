#!/usr/bin/python3
"""Holds the oracle itself against the rule's worked examples, and its two modes against each other."""
from __future__ import annotations

import csv
import io
import itertools
import unittest

import ks2_floor
from ks2_floor import Finding

COLUMNS = ["RECTYPE", "URN", "ICLOSE", "TELIG", "PTRWM_EXP",
           *[f"{p}{c}" for p in ("READ", "WRIT", "MAT") for c in ("PROG", "PROG_UPPER", "COV")], "READPROG_16"]
GOOD = {"RECTYPE": "1", "URN": "900000", "ICLOSE": "0", "TELIG": "30", "PTRWM_EXP": "50%",
        **{f"{p}PROG": "1.0" for p in ("READ", "WRIT", "MAT")},
        **{f"{p}PROG_UPPER": "3.0" for p in ("READ", "WRIT", "MAT")},
        **{f"{p}COV": "95%" for p in ("READ", "WRIT", "MAT")}}


def judge(mode: str = "national", year: str = "2016/17", **cells: str) -> Finding:
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS)
    writer.writeheader()
    writer.writerow(GOOD | cells)
    return ks2_floor.judge(ks2_floor.schools(out.getvalue())[0], mode, year)


def scores(r: str, w: str, m: str, uppers: tuple[str, str, str] = ("3.0", "3.0", "3.0")) -> dict[str, str]:
    keys = ("READ", "WRIT", "MAT")
    return dict(zip([f"{k}PROG" for k in keys], (r, w, m))) | dict(zip([f"{k}PROG_UPPER" for k in keys], uppers))


class WorkedExamples(unittest.TestCase):
    def check(self, found: Finding, outcome: str, reason: str = "", notes: tuple[str, ...] = (),
              basis: str | None = None) -> None:
        self.assertEqual((found.outcome, found.reason, found.notes), (outcome, reason, list(notes)))
        if basis is not None:
            self.assertEqual(found.basis, basis)

    def test_1_thirteen_of_twenty_is_not_below(self) -> None:
        self.check(judge(TELIG="20", PTRWM_EXP="65%", **scores("-9", "-9", "-9", ("-7", "-7", "-7"))),
                   "NOT_BELOW", basis="INFERRED_COUNT")

    def test_2_one_count_fits_and_decides_against_the_percentage(self) -> None:
        self.check(judge(TELIG="34", PTRWM_EXP="65%", **scores("-5.2", "-7.4", "-1", ("-2.9", "-5.0", "1"))),
                   "BELOW", "", ("DIFFERS_FROM_PUBLISHED",), "INFERRED_COUNT")

    def test_2_two_counts_fit_and_disagree(self) -> None:
        self.assertEqual(ks2_floor.fitting_counts(ks2_floor.Fraction(65), 210), [136, 137])
        two = scores("-5.2", "-7.4", "-1")
        self.check(judge(TELIG="210", PTRWM_EXP="65%", **two), "NOT_EVALUABLE", "AMBIGUOUS_ROUNDING")
        self.check(judge("local", TELIG="210", PTRWM_EXP="65%", **two), "NOT_EVALUABLE", "AMBIGUOUS_ROUNDING")
        self.check(judge(TELIG="210", PTRWM_EXP="65%"), "NOT_BELOW")

    def test_2_no_count_fits(self) -> None:
        self.assertEqual(ks2_floor.fitting_counts(ks2_floor.Fraction(35), 70), [])
        self.check(judge(TELIG="70", PTRWM_EXP="35%", **scores("-5.2", "-7.4", "-1")),
                   "BELOW", "", ("COUNT_MISMATCH",), "PUBLISHED_ROUNDED")

    def test_2_at_most_one_count_fits_up_to_a_hundred_pupils(self) -> None:
        for n, p in itertools.product(range(1, 101), range(101)):
            self.assertLessEqual(len(ks2_floor.fitting_counts(ks2_floor.Fraction(p), n)), 1, (n, p))

    def test_halves_round_up(self) -> None:
        self.assertEqual(ks2_floor.fitting_counts(ks2_floor.Fraction(63), 24), [15])

    def test_3_one_subject_needs_significance(self) -> None:
        self.check(judge(**scores("-5.3", "-2", "-3", ("0.4", "1", "1"))), "NOT_BELOW", "", ("NOT_SIGNIFICANT",))
        self.check(judge(**scores("-5.3", "-2", "-3", ("-2.6", "1", "1"))), "BELOW")
        self.check(judge(**scores("-2", "-7.3", "-3", ("1", "-2.6", "1"))), "BELOW", "", ("WRITING_ONLY",))

    def test_4_a_score_at_its_threshold_is_not_under(self) -> None:
        self.check(judge(PTRWM_EXP="30%", **scores("-5.0", "-7.0", "-5.0")),
                   "NOT_BELOW", "", ("AT_ROUNDED_BOUNDARY",))

    def test_6_small_cohorts(self) -> None:
        low = scores("-9", "-9", "-9")
        self.check(judge(TELIG="10", PTRWM_EXP="20%", **low), "EXEMPT", "SMALL_COHORT", (), "")
        self.check(judge(TELIG="11", PTRWM_EXP="36%", **low), "BELOW")

    def test_7_a_missing_score(self) -> None:
        # The example's 2013 limbs, in the terms of 2016 to 2018: one score suppressed, the others decide or do not.
        gap = scores("-9", "SUPP", "1", ("-7", "SUPP", "3"))
        self.check(judge(PTRWM_EXP="40%", **gap), "EXEMPT", "MISSING_MEASURE")
        self.check(judge("local", PTRWM_EXP="40%", **gap), "BELOW")
        self.check(judge("local", PTRWM_EXP="40%", **scores("1", "SUPP", "1", ("3", "SUPP", "3"))),
                   "NOT_EVALUABLE", "MISSING_MEASURE")
        self.check(judge("local", PTRWM_EXP="40%", **scores("1", "SUPP", "1")), "NOT_BELOW")
        self.check(judge("local", PTRWM_EXP="40%", **scores("-9", "SUPP", "-9")), "BELOW")
        self.check(judge(PTRWM_EXP="70%", **gap), "EXEMPT", "MISSING_MEASURE")
        self.check(judge("local", PTRWM_EXP="70%", **gap), "NOT_BELOW")


class Order(unittest.TestCase):
    """Each row meets every exemption from its place on; the first in order must win."""

    def test_exemptions_in_order(self) -> None:
        cells = {"PTRWM_EXP": "SUPP", "READCOV": "49%"}
        expected = [("EXEMPT", "LOW_COVERAGE"), ("EXEMPT", "SMALL_COHORT"), ("EXEMPT", "CLOSED"),
                    ("EXEMPT", "NOT_MAINSTREAM")]
        for more, (outcome, reason) in zip(({}, {"TELIG": "10"}, {"ICLOSE": "1"}, {"RECTYPE": "2"}), expected):
            cells |= more
            found = judge(**cells)
            self.assertEqual((found.outcome, found.reason), (outcome, reason))

    def test_cohorts_without_a_number(self) -> None:
        for text, reason in (("", "NO_COHORT"), (" ", "NO_COHORT"), ("0", "NO_COHORT"), ("10", "SMALL_COHORT")):
            self.assertEqual(judge(TELIG=text).reason, reason)
        for text in ("SUPP", "12x", "12.5"):
            found = judge(TELIG=text)
            self.assertEqual((found.outcome, found.reason), ("NOT_EVALUABLE", "COHORT_UNREADABLE"))

    def test_coverage_of_exactly_half_is_evaluated(self) -> None:
        self.assertEqual(judge(MATCOV="50%").outcome, "NOT_BELOW")
        self.assertEqual(judge(MATCOV="49%").reason, "LOW_COVERAGE")
        self.assertEqual(judge("local", WRITPROG="LOWCOV", WRITCOV="NA").reason, "LOW_COVERAGE")

    def test_no_standard_comes_before_every_exemption(self) -> None:
        for cells in ({}, {"RECTYPE": "2"}, {"ICLOSE": "1"}):
            self.assertEqual(judge(year="2018/19", **cells), Finding(900000, "NO_STANDARD", "STANDARD_REMOVED"))

    def test_a_missing_limit_comes_before_ambiguity(self) -> None:
        for mode in ("national", "local"):
            found = judge(mode, TELIG="210", PTRWM_EXP="65%", **scores("-6", "1", "1", ("NA", "3", "3")))
            self.assertEqual((found.outcome, found.reason), ("NOT_EVALUABLE", "MISSING_INTERVAL"))


class Modes(unittest.TestCase):
    def test_the_modes_agree_where_no_measure_is_missing(self) -> None:
        values = {"R": ("-5.1", "-5.0"), "W": ("-7.1", "-7"), "M": ("-5.1", "-5")}
        for rwm, cohort in (("64%", "50"), ("65%", "210"), ("70%", "50")):
            for s in itertools.product(*values.values()):
                for u in itertools.product(("-0.1", "0.0", "SUPP"), repeat=3):
                    cells = {"PTRWM_EXP": rwm, "TELIG": cohort} | scores(*s, u)
                    self.assertEqual(judge("national", **cells), judge("local", **cells), cells)


if __name__ == "__main__":
    unittest.main()
