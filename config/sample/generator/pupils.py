"""Invented pupils of one Year 6, drawn so that a school's published figures come out as its story wants them.

Only additions, multiplications and random() are used: they give the same bits on every machine and Python.
"""
import random
from dataclasses import dataclass
from typing import Optional

SUBJECTS = ("READ", "WRIT", "MAT")


@dataclass
class Pupil:
    girl: bool
    disadvantaged: bool
    language: int  # 1 English, 2 additional, 3 not known
    settled: bool
    needs: str  # "" none, K support, E plan, S statement
    prior: Optional[float]  # points at key stage 1; None: not known
    absent: bool = False
    scores: Optional[dict] = None  # READ, MAT, GPS: scaled scores; None: took no test
    writing: str = ""  # GDS, EXS, WTS, LOW, or empty: not assessed
    science: bool = False
    taught: Optional[dict] = None  # READ, MAT: teachers judge the expected standard to be reached
    progress: Optional[dict] = None  # by subject; None: not counted

    @property
    def expected(self):
        return (self.scores is not None and self.scores["READ"] >= 100 and self.scores["MAT"] >= 100
                and self.writing in ("EXS", "GDS"))

    @property
    def higher(self):
        return (self.scores is not None and self.scores["READ"] >= 110 and self.scores["MAT"] >= 110
                and self.writing == "GDS")


@dataclass
class Cohort:
    """What is to be drawn."""
    size: int
    ability: float = 16.0  # mean points at key stage 1
    disadvantaged: float = 0.28
    additional_language: float = 0.08
    progress: tuple = (0.0, 0.0, 0.0)  # mean scores: reading, writing, maths
    exact: bool = False  # the means are to be met exactly, for a story; else they scatter
    expected: Optional[int] = None  # pupils who reach the expected standard in all three; None: as it falls
    unknown: Optional[int] = None  # pupils without known prior attainment; None: as it falls
    special: bool = False  # of a special school


def normal(rng):
    return sum(rng.random() for _ in range(12)) - 6.0


def draw(seed, cohort):
    rng = random.Random(seed)
    pupils = [_pupil(rng, cohort) for _ in range(cohort.size)]
    if cohort.unknown is not None:
        _set_unknown(pupils, cohort.unknown)
    if cohort.expected is not None:
        _set_expected(pupils, cohort.expected)
    if cohort.exact:
        _set_progress(pupils, cohort.progress)
    return pupils


def _pupil(rng, cohort):
    points = min(25.0, max(3.0, cohort.ability + 3.3 * normal(rng)))
    disadvantaged = rng.random() < cohort.disadvantaged
    if disadvantaged:
        points = max(3.0, points - 1.5)
    needs = _needs(rng, points, cohort.special)
    draw_language = rng.random()
    language = 2 if draw_language < cohort.additional_language else (3 if draw_language > 0.996 else 1)
    girl = rng.random() < (0.25 if cohort.special else 0.49)
    pupil = Pupil(girl=girl, disadvantaged=disadvantaged, language=language, settled=rng.random() < 0.93,
                  needs=needs, prior=points)
    unknown = rng.random() < 0.04
    absent = rng.random() < 0.004
    if cohort.special:
        pupil.writing = "LOW"
        pupil.taught = {"READ": False, "MAT": False}
        pupil.progress = {s: mean + 6.0 * normal(rng) for s, mean in zip(SUBJECTS, cohort.progress)}
        return pupil
    forecast = 105.0 + 1.6 * (points - 16.0)
    shared = normal(rng)
    marks = {s: forecast + mean + 4.6 * shared + 3.6 * normal(rng) for s, mean in zip(SUBJECTS, cohort.progress)}
    grammar = (marks["READ"] + marks["WRIT"]) / 2 + 1.0 + 4.0 * normal(rng)
    pupil.science = forecast + 6.0 * normal(rng) > 94.0
    pupil.taught = {s: marks[s] + 2.0 * normal(rng) > 98.0 for s in ("READ", "MAT")}
    if absent:
        pupil.absent = True
        return pupil
    pupil.scores = {s: int(min(120.0, max(80.0, mark))) for s, mark in
                    (("READ", marks["READ"]), ("MAT", marks["MAT"]), ("GPS", grammar))}
    mark = marks["WRIT"]
    pupil.writing = "GDS" if mark >= 110 else "EXS" if mark >= 97.5 else "WTS" if mark >= 89 else "LOW"
    pupil.progress = {s: marks[s] - forecast for s in SUBJECTS}
    if unknown:
        pupil.prior = None
        pupil.progress = None
    return pupil


def _needs(rng, points, special):
    chance = rng.random()
    if special:
        return "S" if chance < 0.2 else "E"
    if points < 12:
        return "E" if chance < 0.10 else "S" if chance < 0.13 else "K" if chance < 0.55 else ""
    return "E" if chance < 0.01 else "K" if chance < 0.09 else ""


def _set_unknown(pupils, wanted):
    for pupil in pupils:
        if pupil.prior is None:
            pupil.prior = 16.0
            pupil.progress = dict.fromkeys(SUBJECTS, 0.0)
    for pupil in pupils[:wanted]:
        pupil.prior = None
        pupil.progress = None


def _distance(pupil):
    """How far a pupil is from the expected standard in all three: below zero is short of it."""
    if pupil.scores is None:
        return -999
    writing = {"GDS": 10, "EXS": 4, "WTS": -4, "LOW": -12, "": -12}[pupil.writing]
    return min(pupil.scores["READ"] - 100, pupil.scores["MAT"] - 100, writing)


def _set_expected(pupils, wanted):
    ranked = sorted(range(len(pupils)), key=lambda i: (-_distance(pupils[i]), i))
    for place, index in enumerate(ranked):
        pupil = pupils[index]
        if place < wanted and not pupil.expected:
            pupil.absent = False
            scores = pupil.scores or {"READ": 100, "MAT": 100, "GPS": 100}
            pupil.scores = {subject: max(100, score) for subject, score in scores.items()}
            if pupil.writing not in ("EXS", "GDS"):
                pupil.writing = "EXS"
        elif place >= wanted and pupil.expected:
            weaker = "READ" if pupil.scores["READ"] <= pupil.scores["MAT"] else "MAT"
            pupil.scores[weaker] = 99


def _set_progress(pupils, means):
    for subject, mean in zip(SUBJECTS, means):
        counted = [p for p in pupils if p.progress is not None]
        if not counted:
            continue
        shift = mean - sum(p.progress[subject] for p in counted) / len(counted)
        for pupil in counted:
            pupil.progress[subject] += shift
