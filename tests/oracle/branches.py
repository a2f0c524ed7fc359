"""Names the branches of the floor standard that a school's figures go through, and counts them over a file."""
from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator

import ks2_floor
from ks2_floor import SUBJECTS, UNDER, Finding, School

EVERY = 100           # of 10,000 rows, for each branch
EVERY_COMBINATION = 10  # of 10,000 rows, for each of the 127 combinations of seven missing figures
CODES = ("suppressed", "not_applicable", "not_entered", "not_published", "new_school", "not_supplied", "unparseable")
LIMITS = {-1: "-0.1", 0: "0.0", 1: "0.1"}
COMBINATIONS = ["".join(c) for n in range(1, 8) for c in itertools.combinations("ARWMrwm", n)]


def combination(school: School) -> str:
    """Which of the seven figures are missing: A(ttainment), scores R W M, upper limits r w m."""
    limits = "".join(s.lower() for s in SUBJECTS if school.upper[s].value is None)
    scores = "".join(s for s in SUBJECTS if school.score[s].value is None)
    return ("A" if school.attainment.value is None else "") + scores + limits


def of_cohort(school: School) -> Iterator[str]:
    cohort = school.cohort
    if cohort.value is None:
        yield f"cohort {({'unparseable': 'junk', 'not_supplied': 'blank'}).get(cohort.missing, 'a code')}"
        if cohort.missing == "suppressed":
            yield "cohort SUPP"
    elif cohort.value in (0, 1, 10, 11, 12):
        yield f"cohort {cohort.value}"
    for s in SUBJECTS:
        covered = school.coverage[s]
        if covered.value in (49, 50, 51):
            yield f"coverage {covered.value}"
        if covered.value is not None and covered.value < ks2_floor.LEAST_COVERAGE:
            yield f"coverage under 50 {s}"
        if covered.value is None:
            yield "coverage missing"
        if school.score[s].missing == "low_coverage":
            yield "score LOWCOV"


def of_figures(school: School, limb: ks2_floor.Attainment, mode: str) -> Iterator[str]:
    """A school that reached the limbs."""
    published, failing = school.attainment.value, ks2_floor.under(school)
    if published is not None and school.cohort.value is not None:
        if published in (64, 65, 66):
            yield f"published {published}"
        cohort = int(school.cohort.value)
        counts = ks2_floor.fitting_counts(published, cohort)
        fits = len(counts)
        if fits == 1 and 100 * counts[0] == ks2_floor.ATTAINMENT * cohort:
            yield "one count, exactly 65%"
        if fits == 1 and 200 * counts[0] % (2 * cohort) == cohort:
            yield f"a half rounded up to an {'odd' if published % 2 else 'even'} percentage"
        truth = "ambiguous" if len(limb.truths) == 2 else "below" if True in limb.truths else "not below"
        yield f"{('no count', 'one count', 'several counts')[min(fits, 2)]} {truth}"
        if not ks2_floor.missing_measures(school):
            yield f"{truth}, {len(failing)} under"
    if not ks2_floor.missing_measures(school):
        yield from of_progress(school, limb, failing)
    for s in SUBJECTS:
        score, upper = school.score[s], school.upper[s].value
        if score.value is not None and abs(score.value - UNDER[s]) <= ks2_floor.TENTH:
            yield f"score {s} at threshold {LIMITS[int((score.value - UNDER[s]) * 10)]}"
        if upper is not None and abs(upper) <= ks2_floor.TENTH:
            yield f"limit {s} {LIMITS[int(upper * 10)]}"
        yield f"limit code {school.upper[s].missing or 'none'}"
        if mode == "local":
            yield f"score code {score.missing or 'none'}"
    if mode == "local":
        yield f"attainment code {school.attainment.missing or 'none'}"


def of_progress(school: School, limb: ks2_floor.Attainment, failing: list[str]) -> Iterator[str]:
    """All four measures are read."""
    truth = "ambiguous" if len(limb.truths) == 2 else "below" if True in limb.truths else "not below"
    if len(failing) == 1:
        upper = school.upper[failing[0]].value
        kind = "no limit" if upper is None else "significant" if upper < 0 else "not significant"
        yield f"{truth}, one under {kind}"
        if truth == "below":
            yield f"one under {kind} {failing[0]}"
            if upper is not None and abs(upper) <= ks2_floor.TENTH:
                yield f"one under limit {LIMITS[int(upper * 10)]}"
    elif len(failing) >= 2 and any(school.upper[s].value is None for s in failing):
        yield "two under, a limit missing"
    if truth == "ambiguous" and (not failing or len(failing) == 1 and (school.upper[failing[0]].value or -1) >= 0):
        yield "ambiguous but irrelevant"


def of_school(school: School, found: Finding, mode: str) -> set[str]:
    """Every branch that this school meets."""
    met = {f"outcome {found.outcome}", *(f"note {n}" for n in found.notes), f"basis {found.basis or '(none)'}"}
    if found.reason:
        met.add(f"reason {found.outcome}({found.reason})")
    if found.outcome == "NO_STANDARD":
        return met | {f"record type {school.record_type}", f"closed {school.closed}"}
    met.update(of_cohort(school))
    if "AT_ROUNDED_BOUNDARY" in found.notes:
        met.add(f"at rounded boundary and {found.outcome}")
        if not any(school.score[s].value == UNDER[s] for s in SUBJECTS) and not any(
                school.upper[s].value == 0 for s in ks2_floor.under(school)):
            met.add("at rounded boundary by the limit of a subject not under")
    reached = ks2_floor.exemption(school) is None
    if not reached:
        return met
    missing = combination(school)
    measures = "".join(c for c in missing if c.isupper())
    limb = ks2_floor.Attainment(frozenset(), "")
    if school.attainment.value is not None:
        limb = ks2_floor.attainment_limb(school)
    limits = "".join(c for c in missing if c.islower())
    met |= {f"measures missing {measures or 'none'}", f"limits missing {limits or 'none'}"}
    if missing:
        met.add(f"combination {missing}")
    if mode == "local" and measures:
        met.add(f"local, {'attainment' if 'A' in measures else 'scores only'} missing, {found.outcome}")
        if len(limb.truths) == 2:
            met.add(f"local, score missing, ambiguous, {found.outcome} {found.reason}".strip())
        if limb.truths == {True} and found.outcome == "NOT_BELOW":
            met.add("local, score missing, its limit decides NOT_BELOW")
    return met | set(of_figures(school, limb, mode))


def wanted(mode: str, layout: str) -> set[str]:
    """The branches that a file must meet, from the rule's text."""
    if layout == "2018/19":
        return {"outcome NO_STANDARD", "reason NO_STANDARD(STANDARD_REMOVED)", "record type 1", "record type 2",
                "closed True", "closed False"}
    measures = ["".join(c) for n in range(1, 5) for c in itertools.combinations("ARWM", n)]
    limits = ["".join(c) for n in range(1, 4) for c in itertools.combinations("rwm", n)]
    names = {f"outcome {o}" for o in ("BELOW", "NOT_BELOW", "EXEMPT", "NOT_EVALUABLE")}
    names |= {f"reason EXEMPT({r})" for r in ("NOT_MAINSTREAM", "CLOSED", "NO_COHORT", "SMALL_COHORT", "LOW_COVERAGE")}
    names |= {f"reason NOT_EVALUABLE({r})" for r in ("COHORT_UNREADABLE", "AMBIGUOUS_ROUNDING", "MISSING_INTERVAL")}
    names |= {f"note {n}" for n in ("AT_ROUNDED_BOUNDARY", "COUNT_MISMATCH", "DIFFERS_FROM_PUBLISHED",
                                    "NOT_SIGNIFICANT", "WRITING_ONLY")}
    names |= {f"basis {b}" for b in ("INFERRED_COUNT", "PUBLISHED_ROUNDED", "(none)")}
    names |= {f"at rounded boundary and {o}" for o in ("BELOW", "NOT_BELOW", "NOT_EVALUABLE")}
    names |= {f"cohort {c}" for c in (0, 1, 10, 11, 12, "blank", "SUPP", "junk", "a code")}
    names |= {f"coverage {c}" for c in (49, 50, 51, "missing")} | {f"coverage under 50 {s}" for s in SUBJECTS}
    names |= {"score LOWCOV", "ambiguous but irrelevant", "two under, a limit missing"}
    names |= {f"published {p}" for p in (64, 65, 66)}
    names |= {f"{c} count {t}" for c in ("no", "one") for t in ("below", "not below")}
    names |= {"at rounded boundary by the limit of a subject not under"}
    names |= {"one count, exactly 65%", *(f"a half rounded up to an {e} percentage" for e in ("odd", "even"))}
    names |= {f"several counts {t}" for t in ("below", "not below", "ambiguous")}
    names |= {f"{t}, {n} under" for t in ("below", "not below", "ambiguous") for n in range(4)}
    kinds = ("significant", "not significant", "no limit")
    names |= {f"{t}, one under {k}" for t in ("below", "not below", "ambiguous") for k in kinds}
    names |= {f"one under {k} {s}" for k in kinds for s in SUBJECTS} | {f"one under limit {v}" for v in LIMITS.values()}
    names |= {f"score {s} at threshold {v}" for s in SUBJECTS for v in LIMITS.values()}
    names |= {f"limit {s} {v}" for s in SUBJECTS for v in LIMITS.values()}
    names |= {f"measures missing {c}" for c in (*measures, "none")} | {f"limits missing {c}" for c in (*limits, "none")}
    names |= {f"limit code {c}" for c in (*CODES, "low_coverage")}
    if mode == "national":
        return names | {"reason EXEMPT(MISSING_MEASURE)"}
    names |= {f"score code {c}" for c in CODES} | {f"attainment code {c}" for c in (*CODES, "low_coverage")}
    names |= {f"local, attainment missing, {o}" for o in ("NOT_BELOW", "NOT_EVALUABLE")}
    names |= {f"local, scores only missing, {o}" for o in ("BELOW", "NOT_BELOW", "NOT_EVALUABLE")}
    names |= {f"local, score missing, ambiguous, NOT_EVALUABLE {r}" for r in ("MISSING_MEASURE", "AMBIGUOUS_ROUNDING")}
    return names | {"reason NOT_EVALUABLE(MISSING_MEASURE)", "local, score missing, its limit decides NOT_BELOW"}


def report(read: list[School], found: list[Finding], mode: str, layout: str) -> int:
    """Prints the count of each branch; 1 if one that is wanted was met too seldom."""
    met = Counter(name for school, f in zip(read, found) for name in of_school(school, f, mode))
    floors = {name: EVERY for name in wanted(mode, layout)}
    if layout != "2018/19":
        floors |= {f"combination {c}": EVERY_COMBINATION for c in COMBINATIONS}
    seldom = 0
    for name in sorted(set(met) | set(floors)):
        least = max(1, floors[name] * len(read) // 10_000) if name in floors else 0
        short = met[name] < least
        seldom += short
        if short or not name.startswith("combination"):
            print(f"{met[name]:6} {name}{f'   TOO SELDOM: wanted {least}' if short else ''}")
    if layout != "2018/19":
        rarest = min(met[f"combination {c}"] for c in COMBINATIONS)
        print(f"{rarest:6} rarest of the {len(COMBINATIONS)} combinations of missing figures")
    print(f"{len(read)} schools, {len(met)} branches, {seldom} met too seldom.")
    return 1 if seldom else 0
