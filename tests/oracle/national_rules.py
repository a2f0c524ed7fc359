#!/usr/bin/python3
"""The floor and coasting standards of every year but the KS2 floor of 2016 to 2018 (ks2_floor.py), as an independent oracle:
the published rules and nothing of Termwise's code.

A school is what it is (kind, type, closed, ages) and its figures by summer and name. Figures are integers and fractions; what
is missing is tried at every value around each threshold, so that a verdict is known only where all of them agree.

Names of figures: N (pupils at the end of the stage); EXS_RWM, L4_RWM, L4_EM, L4_E, L4_M, AC5, AC5_EM in percent, with _K for
the same as a number of pupils; LP2_R, LP2_W, LP2_M, LP2_E, LP3_E, LP3_M in percent, with _K and _OF where they are counts;
PROG_R, PROG_W, PROG_M and P8 as scores, with _UP for the upper limit and _COV for the coverage.

Readings taken where the rules' text leaves something open:
 N1  Two targets to 2008: BELOW with the reason BELOW_E, BELOW_M or BELOW_E_AND_M. National mode exempts a school that lacks
     one of the two; in local mode one that is below is enough.
 N2  A number of pupils that is not told (not "suppressed") while another figure is: the file does not have it. Percentages
     are then compared as published; BELOW becomes COHORT_UNREADABLE where small schools would be exempt. To 2015 only.
 N3  Progress percentages are compared as published, since their denominator is not published; counts are exact.
 N4  AT_ROUNDED_BOUNDARY also of such a percentage equal to its median, and of Progress 8.
 N5  Schools that opted for Progress 8 in 2015 are those with a score (or SUPP or LOWCOV in its place).
 N6  NOT_SIGNIFICANT: attainment known to fail (or no such limb), at least one score under, all scores read, and the limit of
     every one that is under read and not below 0. Never of medians.
 N7  Coasting: exemptions are those of the run's own year, LOWCOV and coverage included; a figure missing in any of the three
     years exempts in national mode. A school without any figure in a year of which others have some is NEW_SCHOOL.
 N8  Regulation 4: one subject under whose own limit is below 0. AMBIGUOUS_REG4 where another one is under and its limit is
     not below 0, and attainment is known to be under its bar that year.
 N9  An earlier year's figure is that year's own, or where it is missing what the run's year repeats of it.
 N10 A year that no file tells of leaves every school open: MISSING_MEASURE in both modes, unless local mode can decide.
 N11 The weakest basis of all percentages of attainment that are compared: PUBLISHED_ROUNDED, INFERRED_COUNT, COUNTS.
 N12 A school of which no file of key stage 4 says anything is not the KS4 rules' (None), unless its ages say that it is.
"""
from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction

from ks2_floor import Figure, Finding, fitting_counts

NOTHING = Figure(None, "not_supplied")
SMALL = Fraction(1, 1000)  # finer than any published figure


@dataclass(frozen=True)
class Test:
    """What one year asks: attainment under a bar, and progress as it is combined."""
    attainment: str = ""
    bar: Fraction = Fraction(0)
    progress: tuple[tuple[str, Fraction], ...] = ()
    how: str = "alone"  # alone, all, sig1, sig

    def __str__(self) -> str:
        return f"{self.attainment or 'score'} {self.how}"


def medians(attainment: str, bar: int, **subjects: int) -> Test:
    return Test(attainment, Fraction(bar), tuple((name, Fraction(v)) for name, v in subjects.items()), "all")


def score(bar: str) -> Test:
    return Test("", Fraction(0), (("P8", Fraction(bar)),), "sig")


KS2_FLOOR = {
    2009: Test("L4_EM", Fraction(55)),
    2010: medians("L4_EM", 60, LP2_E=87, LP2_M=86),
    2011: medians("L4_EM", 60, LP2_E=87, LP2_M=86),
    2012: medians("L4_EM", 60, LP2_E=92, LP2_M=90),
    2013: medians("L4_RWM", 60, LP2_R=91, LP2_W=95, LP2_M=92),
    2014: medians("L4_RWM", 65, LP2_R=94, LP2_W=96, LP2_M=93),
    2015: medians("L4_RWM", 65, LP2_R=94, LP2_W=97, LP2_M=93),
}
KS2_SEPARATE = {year: (Test("L4_E", Fraction(65)), Test("L4_M", Fraction(65))) for year in (2007, 2008)}
KS4_FLOOR = {
    2004: Test("AC5", Fraction(20)), 2006: Test("AC5", Fraction(25)),
    2008: Test("AC5_EM", Fraction(30)), 2009: Test("AC5_EM", Fraction(30)),
    2010: medians("AC5_EM", 35, LP3_E=72, LP3_M=65), 2011: medians("AC5_EM", 35, LP3_E=74, LP3_M=66),
    2012: medians("AC5_EM", 40, LP3_E=70, LP3_M=70), 2013: medians("AC5_EM", 40, LP3_E=73, LP3_M=73),
    2014: medians("AC5_EM", 40, LP3_E=74, LP3_M=67), 2015: medians("AC5_EM", 40, LP3_E=73, LP3_M=68),
    2016: score("-0.5"), 2017: score("-0.5"), 2018: score("-0.5"),
}
KS4_FLOOR_OPTED = {2015: score("-0.5")}
SCORES = (("PROG_R", Fraction("-2.5")), ("PROG_W", Fraction("-3.5")), ("PROG_M", Fraction("-2.5")))
KS2_COASTING = {
    2014: medians("L4_RWM", 85, LP2_R=94, LP2_W=96, LP2_M=93),
    2015: medians("L4_RWM", 85, LP2_R=94, LP2_W=97, LP2_M=93),
    **{year: Test("EXS_RWM", Fraction(85), SCORES, "sig") for year in (2016, 2017, 2018)},
}
KS4_COASTING = {
    2014: medians("AC5_EM", 60, LP3_E=74, LP3_M=67), 2015: medians("AC5_EM", 60, LP3_E=73, LP3_M=68),
    2016: score("-0.25"), 2017: score("-0.25"), 2018: score("-0.25"),
}
KS4_COASTING_OPTED = {2015: score("-0.25")}


def smallest_cohort(stage: str, year: int) -> int:
    """Fewer pupils exempt a school; 0: none do."""
    if stage == "ks2":
        return 11 if year >= 2010 else 0
    return 6 if year >= 2016 else 11


@dataclass
class School:
    urn: int
    figures: dict[int, dict[str, Figure]]
    kind: str = ""      # mainstream, special, or empty
    type: str = ""
    closed: bool = False
    ages: str = ""
    repeated: dict[int, dict[str, Figure]] = field(default_factory=dict)  # what the run's own year says of earlier ones

    def get(self, year: int, name: str) -> Figure:
        own = self.figures.get(year, {}).get(name, NOTHING)
        again = self.repeated.get(year, {}).get(name, NOTHING)
        if own.value is not None or again.value is None and (own != NOTHING or again == NOTHING):
            return own
        return again


# ---- Facts of one year under one test

def share(school: School, year: int, name: str) -> tuple[Fraction, Fraction] | None:
    """Count and denominator, where both are there and possible."""
    count = school.get(year, f"{name}_K").value
    of = school.get(year, f"{name}_OF" if name.startswith("LP") else "N").value
    if count is None or of is None or count.denominator != 1 or of.denominator != 1 or not 0 <= count <= of or of == 0:
        return None
    return count, of


def reached(school: School, year: int, test: Test) -> tuple[set[bool], str, set[str]]:
    """The possible truths of 'attainment is under its bar', the basis, and the notes. No truth: there is no figure."""
    if counted := share(school, year, test.attainment):
        return {counted[0] * 100 < test.bar * counted[1]}, "COUNTS", set()
    published = school.get(year, test.attainment).value
    if published is None:
        return set(), "", set()
    as_published = published < test.bar
    of = school.get(year, "N").value
    if of is None or of <= 0 or of.denominator != 1:
        return {as_published}, "PUBLISHED_ROUNDED", set()
    fits = fitting_counts(published, int(of)) if published.denominator == 1 else []
    truths = {100 * k < test.bar * of for k in fits}
    if not truths:
        return {as_published}, "PUBLISHED_ROUNDED", {"COUNT_MISMATCH"} if published.denominator == 1 else set()
    return truths, "INFERRED_COUNT", {"DIFFERS_FROM_PUBLISHED"} if truths == {not as_published} else set()


def unders(school: School, year: int, test: Test) -> list[set[bool]]:
    found = []
    for name, bar in test.progress:
        if counted := share(school, year, name):
            found.append({counted[0] * 100 < bar * counted[1]})
        else:
            value = school.get(year, name).value
            found.append(set() if value is None else {value < bar})
    return found


def significants(school: School, year: int, test: Test) -> list[set[bool]]:
    if test.how in ("alone", "all"):
        return [{False} for _ in test.progress]
    values = [school.get(year, f"{name}_UP").value for name, _ in test.progress]
    return [set() if value is None else {value < 0} for value in values]


def holds(test: Test, under_bar: bool, under: tuple[bool, ...], significant: tuple[bool, ...]) -> bool:
    if not under_bar:
        return False
    if test.how == "alone":
        return True
    if test.how == "all":
        return all(under)
    return any(u and s for u, s in zip(under, significant))


BOTH = {True, False}


def worlds(school: School, year: int, test: Test) -> dict[tuple[bool, ...], bool]:
    """Every world that the figures leave open, and whether the school is below in it."""
    attainment = (reached(school, year, test)[0] or BOTH) if test.attainment else {True}
    facts = [attainment, *[t or BOTH for t in unders(school, year, test)],
             *[t or BOTH for t in significants(school, year, test)]]
    n = len(test.progress)
    return {w: holds(test, w[0], w[1:1 + n], w[1 + n:]) for w in itertools.product(*[sorted(f) for f in facts])}


def why(school: School, year: int, test: Test) -> str:
    """Of an open year: the first kind of unknown figure that, varied alone in some world, changes the verdict."""
    n = len(test.progress)
    lacks_attainment = bool(test.attainment) and not reached(school, year, test)[0]
    measures = {0} if lacks_attainment else set()
    measures |= {1 + i for i, t in enumerate(unders(school, year, test)) if not t}
    limits = {1 + n + i for i, t in enumerate(significants(school, year, test)) if not t}
    seen = worlds(school, year, test)
    for reason, places in (("MISSING_MEASURE", measures), ("MISSING_INTERVAL", limits)):
        fixed: dict[tuple[bool, ...], bool] = {}
        for world, verdict in seen.items():
            key = tuple(v for i, v in enumerate(world) if i not in places)
            if fixed.setdefault(key, verdict) != verdict:
                return reason
    return "AMBIGUOUS_ROUNDING"


def missing(school: School, year: int, test: Test) -> bool:
    """Whether a required figure has no value."""
    lacks = bool(test.attainment) and not reached(school, year, test)[0]
    return lacks or any(not t for t in unders(school, year, test))


def says_anything(school: School, year: int, test: Test) -> bool:
    names = ["N", test.attainment, f"{test.attainment}_K", *[n for n, _ in test.progress],
             *[f"{n}_K" for n, _ in test.progress]]
    return any(school.get(year, name) != NOTHING for name in names if name)


def notes(school: School, year: int, test: Test) -> set[str]:
    """Of one year; the boundary apart, they need attainment known."""
    found: set[str] = set()
    for name, bar in test.progress:
        counted = share(school, year, name) is not None
        if not counted and school.get(year, name).value == bar:
            found.add("AT_ROUNDED_BOUNDARY")
        if test.how == "sig" and school.get(year, f"{name}_UP").value == 0:
            found.add("AT_ROUNDED_BOUNDARY")
    return found


def notes_of_limbs(school: School, year: int, test: Test) -> set[str]:
    truths, _, found = reached(school, year, test) if test.attainment else ({True}, "", set())
    under, significant = unders(school, year, test), significants(school, year, test)
    if test.how == "sig" and truths == {True} and all(under):
        limits = [s for u, s in zip(under, significant) if u == {True}]
        if limits and all(s == {False} for s in limits):
            found = found | {"NOT_SIGNIFICANT"}
    return found


def regulation_4(school: School, year: int, test: Test) -> bool:
    if test.how != "sig" or not test.attainment or reached(school, year, test)[0] != {True}:
        return False
    limits = [s for u, s in zip(unders(school, year, test), significants(school, year, test)) if u == {True}]
    return {True} in limits and {False} in limits


# ---- What comes before

def ages(school: School, last: int) -> bool | None:
    """Whether the school's ages say that it teaches pupils up to that age in the stage; None: they say nothing."""
    parts = school.ages.split("-")
    if len(parts) != 2 or not all(p.isdecimal() for p in parts):
        return None
    return int(parts[0]) < last <= int(parts[1])


def not_mainstream(school: School) -> bool:
    word = school.type.lower()
    independent = school.type in ("IND", "INDSPEC") or "independent" in word
    special = school.type in ("CYS", "FDS", "ACS", "ACCS", "FS", "NMSS", "PRU") or any(
        part in word for part in ("special", "pupil referral", "alternative provision", "hospital"))
    return school.kind not in ("", "mainstream") or independent or (school.kind == "" and special)


def exemption(school: School, stage: str, year: int, test: Test) -> tuple[str, str] | None:
    if not_mainstream(school):
        return "EXEMPT", "NOT_MAINSTREAM"
    if school.closed:
        return "EXEMPT", "CLOSED"
    cohort = school.get(year, "N")
    if cohort == NOTHING and not untold(school, year, test) or cohort.value == 0:
        return "EXEMPT", "NO_KEY_STAGE" if ages(school, 11 if stage == "ks2" else 16) is False else "NO_COHORT"
    if cohort != NOTHING and (cohort.value is None or cohort.value < 0 or cohort.value.denominator != 1):
        return "NOT_EVALUABLE", "COHORT_UNREADABLE"
    if cohort.value is not None and cohort.value < smallest_cohort(stage, year):
        return "EXEMPT", "SMALL_COHORT"
    for name, _ in test.progress:
        covered = school.get(year, f"{name}_COV").value
        lowcov = school.get(year, name).missing == "low_coverage" and not share(school, year, name)
        if lowcov or (covered is not None and covered < 50):
            return "EXEMPT", "LOW_COVERAGE"
    return None


def untold(school: School, year: int, test: Test) -> bool:
    """N2: the number of pupils is not told, though there were some."""
    levels = test.how in ("alone", "all")
    return levels and school.get(year, "N") == NOTHING and says_anything(school, year, test)


# ---- The rules

def floor(school: School, stage: str, year: int, mode: str) -> Finding | None:
    if stage == "ks4" and not any(f != NOTHING for f in school.figures.get(year, {}).values()) and ages(school, 16) is not True:
        return None
    if stage == "ks2" and year in KS2_SEPARATE:
        return separate(school, year, mode)
    test = (KS2_FLOOR if stage == "ks2" else KS4_FLOOR)[year]
    opted = KS4_FLOOR_OPTED.get(year) if stage == "ks4" else None
    if opted and (school.get(year, "P8").value is not None
                  or school.get(year, "P8").missing in ("suppressed", "low_coverage")):
        test = opted
    out = exemption(school, stage, year, test)
    if out is None and mode == "national" and missing(school, year, test):
        out = "EXEMPT", "MISSING_MEASURE"
    if out and out[0] == "EXEMPT":
        return Finding(school.urn, *out)
    said = notes(school, year, test)
    if out:
        return Finding(school.urn, *out, sorted(said))
    basis = reached(school, year, test)[1] if test.attainment else ""
    said |= notes_of_limbs(school, year, test)
    verdicts = set(worlds(school, year, test).values())
    if len(verdicts) == 2:
        return Finding(school.urn, "NOT_EVALUABLE", why(school, year, test), sorted(said), basis)
    if verdicts == {True} and untold(school, year, test) and smallest_cohort(stage, year):
        return Finding(school.urn, "NOT_EVALUABLE", "COHORT_UNREADABLE", sorted(said), basis)
    return Finding(school.urn, "BELOW" if verdicts == {True} else "NOT_BELOW", "", sorted(said), basis)


def weakest(bases: list[str]) -> str:
    return next((b for b in ("PUBLISHED_ROUNDED", "INFERRED_COUNT", "COUNTS") if b in bases), "")


def separate(school: School, year: int, mode: str) -> Finding:
    tests = KS2_SEPARATE[year]
    told = [t for t in tests if reached(school, year, t)[0]]
    out = exemption(school, "ks2", year, (told or list(tests))[0])
    if out is None and mode == "national" and len(told) < 2:
        out = "EXEMPT", "MISSING_MEASURE"
    if out:
        return Finding(school.urn, *out)
    truths = [reached(school, year, t)[0] for t in tests]
    said = set().union(*[reached(school, year, t)[2] for t in tests])
    basis = weakest([reached(school, year, t)[1] for t in tests])
    below = "_AND_".join(name for name, t in zip(("E", "M"), truths) if t == {True})
    if below:
        return Finding(school.urn, "BELOW", f"BELOW_{below}", sorted(said), basis)
    if all(t == {False} for t in truths):
        return Finding(school.urn, "NOT_BELOW", "", sorted(said), basis)
    reason = "MISSING_MEASURE" if any(not t for t in truths) else "AMBIGUOUS_ROUNDING"
    return Finding(school.urn, "NOT_EVALUABLE", reason, sorted(said), basis)


def coasting(school: School, stage: str, year: int, mode: str, loaded: set[int]) -> Finding | None:
    """loaded: the years of which some school has a figure."""
    if stage == "ks4" and not any(f != NOTHING for f in school.figures.get(year, {}).values()) and ages(school, 16) is not True:
        return None
    tests: list[tuple[int, Test]] = []
    for y in (year - 2, year - 1, year):
        test = (KS2_COASTING if stage == "ks2" else KS4_COASTING)[y]
        if stage == "ks4" and y in KS4_COASTING_OPTED and school.get(y, "P8").value is not None:
            test = KS4_COASTING_OPTED[y]
        tests.append((y, test))
    out = exemption(school, stage, year, tests[-1][1])
    if out and out[0] == "EXEMPT":
        return Finding(school.urn, *out)
    said = set().union(*[notes(school, y, test) for y, test in tests])
    if out is None and any(y in loaded and is_new(school, y, test) for y, test in tests):
        out = "NOT_EVALUABLE", "NEW_SCHOOL"
    if out:
        return Finding(school.urn, *out, sorted(said))
    for y, test in tests:
        said |= notes_of_limbs(school, y, test) | ({"AMBIGUOUS_REG4"} if regulation_4(school, y, test) else set())
    basis = weakest([reached(school, y, test)[1] for y, test in tests if test.attainment])
    if mode == "national":
        if any(y in loaded and missing(school, y, test) for y, test in tests):
            return Finding(school.urn, "EXEMPT", "MISSING_MEASURE")
        if any(missing(school, y, test) for y, test in tests):
            return Finding(school.urn, "NOT_EVALUABLE", "MISSING_MEASURE", sorted(said), basis)
    verdicts = [set(worlds(school, y, test).values()) for y, test in tests]
    if {False} in verdicts:
        return Finding(school.urn, "NOT_BELOW", "", sorted(said), basis)
    if all(v == {True} for v in verdicts):
        return Finding(school.urn, "BELOW", "", sorted(said), basis)
    reasons = {why(school, y, test) for (y, test), v in zip(tests, verdicts) if len(v) == 2}
    reason = next(r for r in ("MISSING_MEASURE", "MISSING_INTERVAL", "AMBIGUOUS_ROUNDING") if r in reasons)
    return Finding(school.urn, "NOT_EVALUABLE", reason, sorted(said), basis)


def is_new(school: School, year: int, test: Test) -> bool:
    names = ["N", test.attainment, *[n for n, _ in test.progress]]
    figures = [school.get(year, n) for n in names if n]
    figures += [school.get(year, f"{n}_K") for n in names[1:] if n]
    return all(f == NOTHING or f.missing == "new_school" for f in figures)


def years_with_figures(schools: list[School], years: range) -> Iterator[int]:
    """The years of which some school has a figure, or a reason why not."""
    for year in years:
        if any(f != NOTHING for s in schools for source in (s.figures, s.repeated) for f in source.get(year, {}).values()):
            yield year
