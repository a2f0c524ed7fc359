#!/usr/bin/python3
"""Seeded schools of every year with a floor or coasting standard, in both modes: Termwise's findings against the oracle's.

The KS2 floor of 2016 to 2018 is run_boundary_tests.py's."""
from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

import national_files as files
import national_rows
import national_rules as rules
from ks2_floor import Finding
from national_rules import School

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "real"))
import compare_findings  # noqa: E402
from termwise_program import Failed, Termwise  # noqa: E402

MODES = {"870": "national", "871": "local"}
LAS = {"870": "Reading", "871": "Slough"}
ROWS = 150
KS2_NAMES = ["EXS_RWM", "L4_RWM", "PROG_R", "PROG_W", "PROG_M", "LP2_R", "LP2_W", "LP2_M"]
KS4_NAMES = ["AC5_EM", "LP3_E", "LP3_M", "P8", "AC5_EM_K"]


def label(year: int) -> str:
    return f"{year - 1}/{year % 100:02}"


def load(termwise: Termwise, name: str, data: bytes) -> None:
    path = termwise.directory / name
    path.write_bytes(data)
    termwise.run("ingest", path)


class Ledger:
    """What the comparisons met, so that a rule of which some verdict never came up is not called tested."""

    def __init__(self, termwise: Termwise) -> None:
        self.termwise = termwise
        self.failures = 0
        self.met: dict[str, Counter[str]] = {}

    def compare(self, rule: str, la: str, year: int, expected: list[Finding | None]) -> None:
        wanted = [f for f in expected if f is not None]
        self.met.setdefault(rule, Counter()).update(f"{f.outcome}({f.reason})" for f in wanted)
        self.met[rule].update(f"note {note}" for f in wanted for note in f.notes)
        found = self.termwise.findings(la, label(year), rule)
        name = f"{rule} {la} {label(year)} {MODES[la]}"
        self.failures += compare_findings.report(name, wanted, found)
        bases = {f["urn"]: f["basis"] or "" for f in found}
        wrong = [f.urn for f in wanted if f.outcome in ("BELOW", "NOT_BELOW") and bases.get(f.urn) != f.basis]
        if wrong:
            print(f"  basis differs for {len(wrong)} schools, first {wrong[:5]}")
            self.failures += 1

    def check_branches(self) -> None:
        for rule, wanted in WANTED.items():
            seldom = [branch for branch in wanted if self.met.get(rule, Counter())[branch] < 3]
            print(f"{rule}: {sum(self.met[rule].values())} outcomes and notes of {len(self.met[rule])} kinds"
                  f"{'; TOO SELDOM: ' + ', '.join(seldom) if seldom else ''}")
            self.failures += len(seldom)


COMMON = ["BELOW()", "NOT_BELOW()", "EXEMPT(SMALL_COHORT)", "EXEMPT(MISSING_MEASURE)", "EXEMPT(NO_COHORT)",
          "NOT_EVALUABLE(COHORT_UNREADABLE)", "NOT_EVALUABLE(MISSING_MEASURE)", "note AT_ROUNDED_BOUNDARY"]
TABLES = ["EXEMPT(NOT_MAINSTREAM)", "EXEMPT(CLOSED)", "EXEMPT(LOW_COVERAGE)", "NOT_EVALUABLE(MISSING_INTERVAL)",
          "note NOT_SIGNIFICANT"]
WANTED = {
    "ks2-floor": [*COMMON, "BELOW(BELOW_E)", "BELOW(BELOW_M)", "BELOW(BELOW_E_AND_M)", "note COUNT_MISMATCH",
                  "note DIFFERS_FROM_PUBLISHED", "NOT_EVALUABLE(AMBIGUOUS_ROUNDING)"],
    "ks4-floor": [*COMMON, *TABLES, "EXEMPT(NO_KEY_STAGE)", "note COUNT_MISMATCH", "note DIFFERS_FROM_PUBLISHED"],
    "ks2-coasting": [*COMMON, *TABLES, "EXEMPT(NO_KEY_STAGE)", "NOT_EVALUABLE(NEW_SCHOOL)", "note AMBIGUOUS_REG4"],
    "ks4-coasting": [*COMMON, *TABLES, "NOT_EVALUABLE(NEW_SCHOOL)"],
}


def run(termwise: Termwise, la: str, year: int) -> None:
    termwise.run("run", "floor-check", "--la", la, "--year", label(year))


def floors_of_levels(termwise: Termwise, ledger: Ledger, la: str, urn: int) -> None:
    """The LA's own files of every year with levels or GCSEs."""
    for year in sorted(set(rules.KS2_FLOOR) | set(rules.KS2_SEPARATE)):
        test = rules.KS2_SEPARATE.get(year) or rules.KS2_FLOOR[year]
        data = national_rows.own("ks2", year, la, urn, ROWS, test)
        load(termwise, f"ks2_levels_{la}_{year - 1}-{year % 100:02}.csv", data)
        run(termwise, la, year)
        schools = files.own(data, year, files.OWN_KS2)
        ledger.compare("ks2-floor", la, year, [rules.floor(s, "ks2", year, MODES[la]) for s in schools])
    for year in (y for y in sorted(rules.KS4_FLOOR) if y <= 2015):
        data = national_rows.own("ks4", year, la, urn + 2000, ROWS, rules.KS4_FLOOR[year], rules.KS4_FLOOR_OPTED.get(year))
        load(termwise, f"ks4_gcse_{la}_{year - 1}-{year % 100:02}.csv", data)
        run(termwise, la, year)
        schools = files.own(data, year, files.OWN_KS4)
        ledger.compare("ks4-floor", la, year, [rules.floor(s, "ks4", year, MODES[la]) for s in schools])


def coasting(termwise: Termwise, ledger: Ledger, la: str, first_urn: int) -> None:
    """2015 to 2017 from the LA's own file and a file that repeats the year between; 2016 to 2018 from one that repeats both."""
    for stage, years in (("ks2", rules.KS2_COASTING), ("ks4", rules.KS4_COASTING)):
        own_columns = files.OWN_KS2 if stage == "ks2" else files.OWN_KS4
        rows, read = ((national_rows.ks2_tables, files.ks2_tables) if stage == "ks2" else
                      (national_rows.ks4_tables, files.ks4_tables))
        names = KS2_NAMES if stage == "ks2" else KS4_NAMES
        urn = first_urn if stage == "ks2" else first_urn + 2000
        opted = rules.KS4_COASTING_OPTED[2015] if stage == "ks4" else None
        before = national_rows.own(stage, 2015, la, urn, 4 * ROWS, years[2015], opted)
        kind = "ks2_levels" if stage == "ks2" else "ks4_gcse"
        load(termwise, f"{kind}_{la}_{stage}_2014-15.csv", before)
        read_before: list[list[School]] = [files.own(before, 2015, own_columns)]
        for year in (2017, 2018):
            data = rows(year, la, urn, 4 * ROWS)
            load(termwise, f"{year - 1}-{year}_{la}_{stage}final.csv", data)
            run(termwise, la, year)
            read_before.append(read(data, year))
            schools = files.merged([*read_before])
            loaded = files.loaded(schools, range(year - 2, year + 1), lambda _: names)
            ledger.compare(f"{stage}-coasting", la, year,
                           [rules.coasting(s, stage, year, MODES[la], loaded) for s in schools])
            if stage == "ks4":
                ledger.compare("ks4-floor", la, year, [rules.floor(s, "ks4", year, MODES[la]) for s in schools])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build", type=Path, required=True, help="the build directory")
    try:
        with Termwise(parser.parse_args().build.resolve(), LAS, MODES) as termwise:
            ledger = Ledger(termwise)
            for la, urn in (("870", 900_000), ("871", 910_000)):
                floors_of_levels(termwise, ledger, la, urn)
                coasting(termwise, ledger, la, urn + 5000)
            ledger.check_branches()
    except Failed as error:
        print(f"FAILED: {error}", file=sys.stderr)
        return 1
    return 1 if ledger.failures else 0


if __name__ == "__main__":
    sys.exit(main())
