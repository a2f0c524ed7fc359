#!/usr/bin/python3
"""The national rules on publishers' own files, against the oracle's reading of the same bytes: every school's outcome, reason
and notes.

What these checks cannot show: that the thresholds are right (oracle and configuration have them from the same sources), and
what DfE itself answered, which no file says."""
from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path

import compare_findings
from termwise_program import Failed, Termwise

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "oracle"))
import ks2_floor  # noqa: E402
import national_files  # noqa: E402
import national_rules  # noqa: E402
from ks2_floor import Finding  # noqa: E402

SKIPPED = 77
LAS = {"850": "Hampshire", "936": "Surrey"}
LONDON = {code: f"London {code}" for code in map(str, (*range(201, 214), *range(301, 321)))}
KENT = "886"  # has a plugin of its own, which judges schools with figures missing
SPINE = "schools/england_spine_2017-18_from_xlsx.csv"


def run(termwise: Termwise, la: str, year: str) -> None:
    termwise.run("run", "floor-check", "--la", la, "--year", year)


def compare(termwise: Termwise, rule: str, la: str, year: str, expected: list[Finding | None]) -> int:
    wanted = [finding for finding in expected if finding is not None]
    return compare_findings.report(f"{rule} {la} {year}", wanted, termwise.findings(la, year, rule))


def ks4(termwise: Termwise, folder: Path) -> int:
    """Floor of 2016/17 and 2017/18, and coasting of 2017/18 from the columns that repeat the two years before.

    Not shown: the years to 2015, of which there is no file; low coverage and intervals that are missing for mainstream
    schools, which these three files do not have; and coasting of 2016/17, for which no file has three levels of progress."""
    failures = 0
    for name, la, year in (("2016-2017_850", "850", 2017), ("2016-2017_936", "936", 2017), ("2017-2018_850", "850", 2018)):
        file = folder / "ks4" / f"{name}_ks4final.csv"
        label = f"{year - 1}/{year % 100}"
        termwise.run("ingest", file)
        run(termwise, la, label)
        schools = national_files.ks4_tables(file.read_bytes(), year)
        failures += compare(termwise, "ks4-floor", la, label,
                            [national_rules.floor(s, "ks4", year, "national") for s in schools])
        if year == 2018:
            names = ["AC5_EM", "P8"]
            before = national_files.ks4_tables((folder / "ks4" / "2016-2017_850_ks4final.csv").read_bytes(), 2017)
            schools = national_files.merged([before, schools])
            loaded = national_files.loaded(schools, range(2016, 2019), lambda _: names)
            failures += compare(termwise, "ks4-coasting", la, label,
                                [national_rules.coasting(s, "ks4", year, "national", loaded) for s in schools])
    return failures


def ks2_coasting(termwise: Termwise, folder: Path) -> int:
    """Surrey 2017/18 from the file's own history columns; no other file of key stage 2 is loaded.

    Not shown: numbers of pupils behind the percentages of the two years before, which the file does not repeat; the years
    with levels; and schools whose history stands under another URN, which the rule takes for new."""
    file = folder / "ks2" / "2017-2018_936_ks2final.csv"
    termwise.run("ingest", file)
    run(termwise, "936", "2017/18")
    schools = national_files.ks2_tables(file.read_bytes(), 2018)
    loaded = national_files.loaded(schools, range(2016, 2019), lambda _: ["EXS_RWM", "PROG_R", "PROG_W", "PROG_M"])
    return compare(termwise, "ks2-coasting", "936", "2017/18",
                   [national_rules.coasting(s, "ks2", 2018, "national", loaded) for s in schools])


def by_la(folder: Path) -> dict[int, str]:
    """Which LA the list of schools gives each URN."""
    return {int(row["urn"]): row["la"].strip() for row in national_files.rows((folder / SPINE).read_bytes())
            if row["la"].strip()}


def every_la(termwise: Termwise, year: str, las: dict[int, str], urns: list[int],
             expected: Callable[[str], dict[int, Finding]]) -> int:
    """Each LA that the list gives one of these schools, with the findings of its own schools in its mode. Schools that the
    list of that year alone has are not compared: the file says nothing of them."""
    failures = 0
    codes = sorted({las[urn] for urn in urns if urn in las})
    print(f"{year}: {len(urns)} schools, {sum(urn in las for urn in urns)} of them in {len(codes)} LAs")
    for la in codes:
        run(termwise, la, year)
        wanted = [finding for urn, finding in expected(la).items() if las.get(urn) == la]
        found = termwise.findings(la, year)
        differences, _ = compare_findings.compare(wanted, found)
        if differences or not wanted:
            failures += compare_findings.report(f"ks2-floor {la} {year}", wanted, found)
    return failures


def london(termwise: Termwise, folder: Path, las: dict[int, str]) -> int:
    """2010/11 in local mode: attainment alone clears a school, and leaves it open where it does not.

    Not shown: the progress limb and small schools, since the file has neither progress nor the number of pupils; no school can
    be below. Schools that have left the list since are not in any LA."""
    file = folder / "ks2" / "london_ks2_2010-11.csv"
    termwise.run("ingest", file)
    schools = national_files.london_2011(file.read_bytes())
    found = {s.urn: national_rules.floor(s, "ks2", 2011, "local") for s in schools}
    kept = {urn: finding for urn, finding in found.items() if finding is not None}
    return every_la(termwise, "2010/11", las, list(kept), lambda _: kept)


def england(termwise: Termwise, folder: Path, las: dict[int, str], year: int) -> int:
    """Every school with an LA in the list. A school with one subject under is NOT_EVALUABLE, since the re-publisher left out
    the confidence limits.

    Not shown: the test of significance; special and closed schools, which the file does not mark; low coverage but where it
    says so; and why a figure is missing, since suppressed cells were left empty."""
    file = folder / "national" / f"ks2_perf_{year}.csv"
    label = f"{year - 1}/{year % 100}"
    termwise.run("ingest", file)
    rows = national_files.republished(file.read_bytes())
    schools = [ks2_floor.school_of(row) for row in rows]
    found = {mode: {s.urn: ks2_floor.judge(s, mode, label) for s in schools} for mode in ("national", "local")}
    return every_la(termwise, label, las, [s.urn for s in schools],
                    lambda la: found["local" if la in LONDON or la == KENT else "national"])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build", type=Path, required=True, help="the build directory")
    build = parser.parse_args().build.resolve()
    data = os.environ.get("TERMWISE_REAL_DATA")
    if not data:
        print("SKIPPED: TERMWISE_REAL_DATA is not set, so the national rules were NOT tested on publishers' real files. Set "
              "it to the folder that holds ks4/2016-2017_850_ks4final.csv and the others.", file=sys.stderr)
        return SKIPPED
    folder = Path(data).resolve()
    failures = 0
    try:
        with Termwise(build, LAS) as termwise:
            failures += ks4(termwise, folder) + ks2_coasting(termwise, folder)
        with Termwise(build, LONDON, dict.fromkeys(LONDON, "local")) as termwise:
            termwise.run("ingest", folder / SPINE)
            las = by_la(folder)
            failures += london(termwise, folder, las)
            failures += sum(england(termwise, folder, las, year) for year in (2016, 2017))
    except Failed as error:
        print(f"FAILED: {error}", file=sys.stderr)
        return 1
    print(f"{failures} failures" if failures else "All findings agree.")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
