#!/usr/bin/python3
"""Categories of concern on Ofsted's own list of the inspections of 2013/14, against Python's reading of the same bytes: INADEQUATE
for exactly the schools whose latest inspection in the file put them in a category.

What these checks cannot show: categories that were given before the file begins and still stood, and schools that
have left the list of schools since."""
from __future__ import annotations

import argparse
import csv
import datetime
import os
import sys
from pathlib import Path

from termwise_program import Failed, Termwise

SKIPPED = 77
SPINE = "schools/england_spine_2017-18_from_xlsx.csv"
INSPECTIONS = "ofsted/Ofsted Sep 13 - Aug 14.csv"
LAST_DAY = "2014-08-31"
YEAR = "2017/18"  # of the list of schools, by which an LA has its schools
CLOSED = "2"


def latest_categories(file: Path) -> dict[int, str]:
    """What the latest inspection of each school says in "Category of concern", as it is written but for blanks and capitals."""
    latest: dict[int, tuple[datetime.date, str]] = {}
    with file.open(encoding="cp1252", newline="") as lines:
        for row in csv.DictReader(lines):
            day = datetime.datetime.strptime(row["Inspection start date"].strip(), "%d/%m/%Y").date()
            urn = int(row["URN"])
            if urn not in latest or latest[urn][0] < day:
                latest[urn] = (day, row["Category of concern"].strip().upper())
    return {urn: category for urn, (_, category) in latest.items()}


def authorities(file: Path) -> dict[int, str]:
    """Which LA the list of schools gives each school that it has as open."""
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return {int(row["URN"]): row["LA"].strip() for row in csv.DictReader(lines)
                if row["LA"].strip() and row["ICLOSE"].strip() != CLOSED}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build", type=Path, required=True, help="the build directory")
    build = parser.parse_args().build.resolve()
    data = os.environ.get("TERMWISE_REAL_DATA")
    if not data:
        print("SKIPPED: TERMWISE_REAL_DATA is not set, so categories of concern were NOT tested on Ofsted's own file. Set it to "
              f"the folder that holds {INSPECTIONS}.", file=sys.stderr)
        return SKIPPED
    folder = Path(data).resolve()
    las = authorities(folder / SPINE)
    categories = {urn: category for urn, category in latest_categories(folder / INSPECTIONS).items() if urn in las}
    wanted = {urn for urn, category in categories.items() if category}
    codes = sorted({las[urn] for urn in categories})
    print(f"{len(categories)} schools in {len(codes)} LAs, {len(wanted)} of them in a category")
    found: dict[int, str] = {}
    try:
        with Termwise(build, {code: f"LA {code}" for code in codes}, plugin="modern_local") as termwise:
            termwise.run("ingest", folder / SPINE)
            termwise.run("ingest", folder / INSPECTIONS)
            for la in codes:
                termwise.run("run", "concern-flag", "--la", la, "--year", YEAR, "--as-at", LAST_DAY)
                for one in termwise.findings(la, YEAR, "category-of-concern"):
                    found[one["urn"]] = one["outcome"]
    except Failed as error:
        print(f"FAILED: {error}", file=sys.stderr)
        return 1
    inadequate = {urn for urn, outcome in found.items() if outcome == "INADEQUATE"}
    failures = 0
    for name, urns in (("not found to be in their category", wanted - inadequate), ("in no category", inadequate - wanted),
                       ("without a verdict", set(categories) - set(found))):
        if urns:
            failures += len(urns)
            print(f"{len(urns)} {name}: {sorted(urns)[:20]}")
    others = sorted({outcome for urn, outcome in found.items() if urn in categories and urn not in wanted})
    if others != ["NO_CATEGORY"]:
        failures += 1
        print(f"Inspected schools in no category have these outcomes: {others}")
    print(f"{failures} failures" if failures else "All categories agree.")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
