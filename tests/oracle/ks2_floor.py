#!/usr/bin/python3
"""The KS2 floor standard of 2016 to 2018, as an independent oracle: the published rule and nothing of Termwise's code.

Reads a DfE KS2 file (2016/17, 2017/18 or 2018/19) and gives one finding for each school row (RECTYPE 1 and 2).
Figures are integers and fractions; local mode tries every possible world of the figures that are missing.

Readings taken where the rule's text leaves something open:
 R1  NOT_MAINSTREAM is RECTYPE 2 alone; the type code (NFTYPE) is not looked at.
 R2  CLOSED is ICLOSE 1 alone; a blank ICLOSE is not closed.
 R3  A cohort that is NA, NE, NP, NEW or LOWCOV is neither blank nor a number: COHORT_UNREADABLE, as SUPP is.
 R4  COHORT_UNREADABLE is decided where NO_COHORT is: after CLOSED, before coverage and missing measures.
 R5  A coverage that is missing for whatever reason (LOWCOV in the coverage cell too) shows no low coverage;
     LOWCOV counts in the score's own cell only. Low coverage is tested in local mode as well.
 R6  AT_ROUNDED_BOUNDARY: any of the three scores equal to its threshold, or any of the three upper limits equal to
     0.0, also of a subject that is not under, whatever the outcome (COHORT_UNREADABLE included). An attainment of
     exactly 65% or a coverage of exactly 50% is no such case.
 R7  The counts' notes need a readable cohort. DIFFERS_FROM_PUBLISHED: all counts that fit agree, and against the
     published figure. An ambiguous figure differs from nothing.
 R8  NOT_SIGNIFICANT: attainment known to fail, three scores read, exactly one under, its upper limit read and >= 0.
 R9  WRITING_ONLY: attainment known to fail, three scores read, writing alone under and its upper limit < 0: the
     school IS below, and solely through writing. Not with NOT_SIGNIFICANT and not with MISSING_INTERVAL.
 R10 Ambiguous attainment is an unknown limb: NOT_BELOW where progress alone decides (none under, or the one under
     not significant), otherwise AMBIGUOUS_ROUNDING; a limit that is needed and missing comes first.
 R11 Local mode: the figures that are missing are independent of each other and of those that are read. The reason is
     the first of MISSING_MEASURE, MISSING_INTERVAL, AMBIGUOUS_ROUNDING whose own figures, varied alone in some
     world, change the verdict: a missing score that cannot matter is not given as the reason.
 R12 A figure is readable only at its published precision: cohort whole, percentages whole with or without %, scores
     and limits with at most one decimal. Anything else that is no code is unreadable, and so missing.
 R13 The year is that of the layout: one more than its newest year-suffixed history column (READPROG_16: 2016/17).
"""
from __future__ import annotations

import argparse
import csv
import functools
import io
import itertools
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

CODES = {"SUPP": "suppressed", "NA": "not_applicable", "NE": "not_entered", "NP": "not_published",
         "LOWCOV": "low_coverage", "NEW": "new_school", "NULL": "not_supplied", "": "not_supplied"}
SUBJECTS = ("R", "W", "M")
PREFIX = {"R": "READ", "W": "WRIT", "M": "MAT"}
UNDER = {"R": Fraction(-5), "W": Fraction(-7), "M": Fraction(-5)}
SIGNIFICANT_BELOW = Fraction(0)
ATTAINMENT = 65
SMALLEST_COHORT = 11
LEAST_COVERAGE = 50
TENTH = Fraction(1, 10)
WHOLE, PERCENT, SCORE = r"-?\d+", r"-?\d+%?", r"-?\d+(\.\d)?"
STANDARD_YEARS = ("2015/16", "2016/17", "2017/18")
NO_DATA_YEARS = ("2019/20", "2020/21")


@dataclass(frozen=True)
class Figure:
    """A number, or the word that says why there is none."""
    value: Fraction | None
    missing: str = ""


@dataclass(frozen=True)
class School:
    urn: int
    line: int
    record_type: str
    closed: bool
    cohort: Figure
    attainment: Figure
    score: dict[str, Figure]
    upper: dict[str, Figure]
    coverage: dict[str, Figure]


@dataclass(frozen=True)
class Attainment:
    """What the published percentage leaves possible: the truths of 'below' over the counts that fit."""
    truths: frozenset[bool]
    basis: str
    notes: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Finding:
    urn: int
    outcome: str
    reason: str = ""
    notes: list[str] = field(default_factory=list)
    basis: str = ""


def figure(cell: str, shape: str) -> Figure:
    """Reads one cell: a code, a number of the given shape, or 'unparseable'."""
    text = cell.strip()
    if text in CODES:
        return Figure(None, CODES[text])
    if re.fullmatch(shape, text, re.ASCII):
        return Figure(Fraction(text.rstrip("%")))
    return Figure(None, "unparseable")


def decode(data: bytes) -> str:
    """DfE's two encodings."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252")


def records(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Each row with the physical line it starts on; columns by trimmed, case-folded name; an absent tail is empty."""
    reader = csv.reader(io.StringIO(text, newline=""))
    header = [name.strip().casefold() for name in next(reader)]
    line = reader.line_num + 1
    for row in reader:
        if row:
            yield line, dict(zip(header, row + [""] * (len(header) - len(row))))
        line = reader.line_num + 1


def year_of_layout(text: str) -> str:
    """The academic year of a file, from its history columns (R13)."""
    header = [name.strip().casefold() for name in next(csv.reader(io.StringIO(text, newline="")))]
    history = [int(match[1]) for name in header if (match := re.fullmatch(r"readprog_(\d\d)", name))]
    if not history:
        raise SystemExit("The file has no column READPROG_NN, so its year is unknown: give --year.")
    return f"20{max(history):02}/{max(history) + 1:02}"


def schools(text: str) -> list[School]:
    """The school rows; rows about an LA or the country are left out."""
    found = []
    for line, row in records(text):
        if row["rectype"].strip() not in ("1", "2"):
            continue
        found.append(school_of(row, line))
    return found


def school_of(row: dict[str, str], line: int = 0) -> School:
    """One row, by the folded names of DfE's columns."""
    return School(
        urn=int(row["urn"].strip()), line=line, record_type=row["rectype"].strip(),
        closed=row["iclose"].strip() == "1", cohort=figure(row["telig"], WHOLE),
        attainment=figure(row["ptrwm_exp"], PERCENT),
        score={s: figure(row[f"{PREFIX[s]}prog".casefold()], SCORE) for s in SUBJECTS},
        upper={s: figure(row[f"{PREFIX[s]}prog_upper".casefold()], SCORE) for s in SUBJECTS},
        coverage={s: figure(row[f"{PREFIX[s]}cov".casefold()], PERCENT) for s in SUBJECTS})


@functools.cache
def fitting_counts(published: Fraction, cohort: int) -> list[int]:
    """The whole numbers of pupils that DfE, rounding halves up, would publish as this percentage."""
    # floor(100k/n + 1/2), exactly
    return [k for k in range(cohort + 1) if (200 * k + cohort) // (2 * cohort) == published]


def attainment_limb(school: School) -> Attainment:
    """Below 65%? By pupils where the cohort can be the denominator, otherwise as published. Both figures are read."""
    published, cohort = school.attainment.value, school.cohort.value
    assert published is not None and cohort is not None
    as_published = published < ATTAINMENT
    truths = {100 * k < ATTAINMENT * cohort for k in fitting_counts(published, int(cohort))}
    if not truths:
        return Attainment(frozenset({as_published}), "PUBLISHED_ROUNDED", frozenset({"COUNT_MISMATCH"}))
    if len(truths) == 2:
        return Attainment(frozenset(truths), "")
    differs = truths != {as_published}
    return Attainment(frozenset(truths), "INFERRED_COUNT", frozenset({"DIFFERS_FROM_PUBLISHED"} if differs else ()))


def under(school: School) -> list[str]:
    """The subjects whose score is read and under its threshold (strictly)."""
    return [s for s in SUBJECTS if (v := school.score[s].value) is not None and v < UNDER[s]]


def missing_measures(school: School) -> list[str]:
    """The required measures without a figure (confidence limits are not required ones)."""
    return [name for name, f in (("RWM", school.attainment), *school.score.items()) if f.value is None]


def exemption(school: School) -> tuple[str, str] | None:
    """Outcome and reason of the first test that takes the school out, in order; None: it goes on to the limbs."""
    if school.record_type == "2":
        return "EXEMPT", "NOT_MAINSTREAM"
    if school.closed:
        return "EXEMPT", "CLOSED"
    cohort = school.cohort
    if cohort.value is None:
        blank = cohort.missing == "not_supplied"
        return ("EXEMPT", "NO_COHORT") if blank else ("NOT_EVALUABLE", "COHORT_UNREADABLE")
    if cohort.value == 0:
        return "EXEMPT", "NO_COHORT"
    if cohort.value < SMALLEST_COHORT:
        return "EXEMPT", "SMALL_COHORT"
    for s in SUBJECTS:
        covered = school.coverage[s].value
        if school.score[s].missing == "low_coverage" or (covered is not None and covered < LEAST_COVERAGE):
            return "EXEMPT", "LOW_COVERAGE"
    return None


def national(school: School, below: frozenset[bool]) -> tuple[str, str]:
    """The rule as it reads when all four measures have a figure."""
    if below == {False}:
        return "NOT_BELOW", ""
    failing = under(school)
    if not failing:
        return "NOT_BELOW", ""
    if len(failing) == 1:
        upper = school.upper[failing[0]].value
        if upper is None:
            return "NOT_EVALUABLE", "MISSING_INTERVAL"
        if upper >= SIGNIFICANT_BELOW:
            return "NOT_BELOW", ""
    return ("BELOW", "") if below == {True} else ("NOT_EVALUABLE", "AMBIGUOUS_ROUNDING")


def local(school: School, below: frozenset[bool]) -> tuple[str, str]:
    """Every possible world of the missing figures; a verdict only where all agree (R11)."""
    def around(f: Figure, edge: Fraction) -> list[Fraction]:
        return [edge - TENTH, edge, edge + TENTH] if f.value is None else [f.value]

    counts = range(int(school.cohort.value or 0) + 1)
    limb = below or {100 * k < ATTAINMENT * (school.cohort.value or 0) for k in counts}
    score_worlds = sorted(set(itertools.product(*[around(school.score[s], UNDER[s]) for s in SUBJECTS])))
    upper_worlds = sorted(set(itertools.product(*[around(school.upper[s], SIGNIFICANT_BELOW) for s in SUBJECTS])))

    def verdict(fails: bool, scores: tuple[Fraction, ...], uppers: tuple[Fraction, ...]) -> bool:
        failing = [i for i, s in enumerate(SUBJECTS) if scores[i] < UNDER[s]]
        significant = len(failing) == 1 and uppers[failing[0]] < SIGNIFICANT_BELOW
        return fails and (len(failing) >= 2 or significant)

    worlds = {w: verdict(*w) for w in itertools.product(sorted(limb), score_worlds, upper_worlds)}
    if len(set(worlds.values())) == 1:
        return ("BELOW" if worlds.popitem()[1] else "NOT_BELOW"), ""

    def decides(*parts: int) -> bool:
        seen: dict[tuple[object, ...], bool] = {}
        return any(seen.setdefault(tuple(v for i, v in enumerate(w) if i not in parts), outcome) != outcome
                   for w, outcome in worlds.items())

    rwm_missing = school.attainment.value is None
    if decides(*((0, 1) if rwm_missing else (1,))):
        return "NOT_EVALUABLE", "MISSING_MEASURE"
    if decides(2):
        return "NOT_EVALUABLE", "MISSING_INTERVAL"
    return "NOT_EVALUABLE", "AMBIGUOUS_ROUNDING"


def notes_of(school: School, limb: Attainment) -> list[str]:
    """The notes whose condition holds for what was read (R6 to R9)."""
    notes = set(limb.notes)
    if any(school.score[s].value == UNDER[s] or school.upper[s].value == SIGNIFICANT_BELOW for s in SUBJECTS):
        notes.add("AT_ROUNDED_BOUNDARY")
    failing = under(school)
    if limb.truths == {True} and len(failing) == 1 and not missing_measures(school):
        upper = school.upper[failing[0]].value
        if upper is not None and upper >= SIGNIFICANT_BELOW:
            notes.add("NOT_SIGNIFICANT")
        if failing == ["W"]:
            notes.add("WRITING_ONLY")
    return sorted(notes)


def judge(school: School, mode: str, year: str) -> Finding:
    """The finding about one school in one mode ('national' or 'local')."""
    if year not in STANDARD_YEARS:
        return Finding(school.urn, "NO_STANDARD", "NO_DATA_NATIONAL" if year in NO_DATA_YEARS else "STANDARD_REMOVED")
    out = exemption(school)
    if out is not None and out[0] == "EXEMPT":
        return Finding(school.urn, *out)
    limb = Attainment(frozenset(), "")
    if out is None and school.attainment.value is not None:
        limb = attainment_limb(school)
    if out is None and mode == "national" and missing_measures(school):
        return Finding(school.urn, "EXEMPT", "MISSING_MEASURE")
    outcome, reason = out or (national if mode == "national" else local)(school, limb.truths)
    return Finding(school.urn, outcome, reason, notes_of(school, limb), limb.basis)


def findings(path: Path, mode: str, year: str | None = None) -> list[Finding]:
    """One finding for each school row of the file, in the file's order."""
    text = decode(path.read_bytes())
    year = year or year_of_layout(text)
    return [judge(school, mode, year) for school in schools(text)]


def main() -> int:
    parser = argparse.ArgumentParser(description="Prints the oracle's findings for a DfE KS2 file.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--mode", choices=("national", "local"), default="national")
    parser.add_argument("--year", help="academic year, 2016/17; without it, the layout's")
    parser.add_argument("--counts", action="store_true", help="print counts instead of JSON")
    arguments = parser.parse_args()
    found = findings(arguments.file, arguments.mode, arguments.year)
    if not arguments.counts:
        json.dump([f.__dict__ for f in found], sys.stdout, indent=1)
        return 0
    for (outcome, reason), count in sorted(Counter((f.outcome, f.reason) for f in found).items()):
        print(f"{count:6} {outcome}{f'({reason})' if reason else ''}")
    for note, count in sorted(Counter(n for f in found for n in f.notes).items()):
        print(f"{count:6} note {note}")
    for basis, count in sorted(Counter(f.basis for f in found).items()):
        print(f"{count:6} basis {basis or '(none)'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
