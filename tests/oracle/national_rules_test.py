#!/usr/bin/python3
"""Holds the oracle of the national rules against the worked examples, and its two modes against each other."""
from __future__ import annotations

import itertools
import random
import unittest
from fractions import Fraction

import national_rules as rules
from ks2_floor import Figure, Finding
from national_rules import School


def figures(**values: object) -> dict[str, Figure]:
    """A number, or a word for why there is none."""
    return {name: Figure(None, value) if isinstance(value, str) and not value.lstrip("-").replace(".", "").isdigit()
            else Figure(Fraction(str(value))) for name, value in values.items()}


def floor(stage: str, year: int, mode: str = "national", **values: object) -> str:
    found = rules.floor(School(900_000, {year: figures(**values)}), stage, year, mode)
    return text(found)


def text(found: Finding | None) -> str:
    assert found is not None
    return f"{found.outcome}{f'({found.reason})' if found.reason else ''}"


def coasting(stage: str, year: int, mode: str, *years: dict[str, object]) -> Finding:
    first = year - len(years) + 1
    school = School(900_000, {first + i: figures(**{"N": 100, **y}) for i, y in enumerate(years)})
    found = rules.coasting(school, stage, year, mode, set(range(first, year + 1)))
    assert found is not None
    return found


class WorkedExamples(unittest.TestCase):
    def test_5_two_levels_of_progress(self) -> None:
        for maths, expected in ((93, "NOT_BELOW"), (92, "BELOW")):
            self.assertEqual(floor("ks2", 2014, N=100, L4_RWM=64, LP2_R=93, LP2_W=95, LP2_M=maths), expected)

    def test_6_small_cohorts(self) -> None:
        low = {"LP2_R": 1, "LP2_W": 1, "LP2_M": 1}
        self.assertEqual(floor("ks2", 2015, N=10, L4_RWM=20, **low), "EXEMPT(SMALL_COHORT)")
        self.assertEqual(floor("ks2", 2015, N=11, L4_RWM=36, **low), "BELOW")
        self.assertEqual(floor("ks4", 2016, N=5, P8="-0.9", P8_UP="-0.1"), "EXEMPT(SMALL_COHORT)")
        self.assertEqual(floor("ks4", 2016, N=6, P8="-0.9", P8_UP="-0.1"), "BELOW")

    def test_7_missing_progress(self) -> None:
        def of(mode: str, reached: int, maths: int) -> str:
            return floor("ks2", 2013, mode, N=100, L4_RWM=reached, LP2_R=80, LP2_W="suppressed", LP2_M=maths)
        self.assertEqual([of("national", 40, 80), of("local", 40, 80), of("local", 40, 93)],
                         ["EXEMPT(MISSING_MEASURE)", "NOT_EVALUABLE(MISSING_MEASURE)", "NOT_BELOW"])
        self.assertEqual([of("national", 61, 80), of("local", 61, 80)], ["EXEMPT(MISSING_MEASURE)", "NOT_BELOW"])

    def test_8_english_and_maths(self) -> None:
        for n, k, expected in ((30, 16, "BELOW"), (30, 17, "NOT_BELOW"), (20, 11, "NOT_BELOW")):
            self.assertEqual(floor("ks2", 2009, N=n, L4_EM_K=k), expected)
        self.assertEqual(floor("ks2", 2008, N=100, L4_E=64, L4_M=70), "BELOW(BELOW_E)")

    def test_9_progress_8(self) -> None:
        for score, upper, expected in (("-0.55", "-0.15", "BELOW"), ("-0.55", "0.10", "NOT_BELOW"),
                                       ("-0.50", "-0.3", "NOT_BELOW")):
            self.assertEqual(floor("ks4", 2016, N=150, P8=score, P8_UP=upper), expected)
        self.assertEqual(floor("ks4", 2015, N=100, AC5_EM=39, LP3_E=74, LP3_M=60), "NOT_BELOW")

    def test_10_coasting(self) -> None:
        first = {"L4_RWM": 80, "LP2_R": 93, "LP2_W": 95, "LP2_M": 92}
        second = {"L4_RWM": 84, "LP2_R": 93, "LP2_W": 96, "LP2_M": 92}
        third = {"EXS_RWM": 70, "PROG_R": "-2.6", "PROG_R_UP": "-0.2", "PROG_W": -1, "PROG_W_UP": 1, "PROG_M": 0,
                 "PROG_M_UP": 1}
        self.assertEqual(text(coasting("ks2", 2016, "national", first, second, third)), "BELOW")
        self.assertEqual(text(coasting("ks2", 2016, "national", first, second | {"LP2_W": 97}, third)), "NOT_BELOW")
        self.assertEqual(text(coasting("ks2", 2016, "national", first, second, third | {"PROG_R_UP": "0.1"})), "NOT_BELOW")

    def test_19_a_new_legal_school(self) -> None:
        school = School(137_001, {2018: figures(N=50, EXS_RWM=50)})
        found = rules.coasting(school, "ks2", 2018, "national", {2016, 2017, 2018})
        self.assertEqual(text(found), "NOT_EVALUABLE(NEW_SCHOOL)")


class Modes(unittest.TestCase):
    """Local mode must judge a school with figures missing as all of its completions are judged, where they agree."""

    def test_local_floor_is_what_every_completion_says(self) -> None:
        edges = {"L4_RWM": (64, 65), "LP2_R": (93, 94), "LP2_W": (95, 96), "LP2_M": (92, 93)}
        for pattern in itertools.product(*[(*values, "suppressed") for values in edges.values()]):
            values = dict(zip(edges, pattern))
            open_names = [name for name, value in values.items() if value == "suppressed"]
            outcomes = {floor("ks2", 2014, "local", N=100, **values | dict(zip(open_names, filled)))
                        for filled in itertools.product(*[edges[name] for name in open_names])}
            found = floor("ks2", 2014, "local", N=100, **values)
            self.assertEqual(found, outcomes.pop() if len(outcomes) == 1 else "NOT_EVALUABLE(MISSING_MEASURE)")

    def test_raising_a_figure_never_makes_a_school_coast(self) -> None:
        rng = random.Random(10)
        order = {"BELOW": 0, "NOT_BELOW": 1}
        for _ in range(500):
            years = [{"P8": f"{rng.randint(-60, 10) / 100:.2f}", "P8_UP": f"{rng.randint(-30, 20) / 100:.2f}"}
                     for _ in range(3)]
            before = coasting("ks4", 2018, "national", *years)
            years[rng.randrange(3)]["P8"] = "0.50"
            self.assertGreaterEqual(order[coasting("ks4", 2018, "national", *years).outcome], order[before.outcome])


if __name__ == "__main__":
    unittest.main()
