#!/usr/bin/python3
"""Every file of publishers' that there is: loaded, with every row accounted for, or refused with a reason.

What the program says of a file is held against the rows that are stored, the issues that are stored, and Python's own
reading of the file's rows. Prints the table of all files. Also here is what a whole national file must show: the medians
of schools' percentages, which the floor standard of its year was set by.
"""
from __future__ import annotations

import argparse
import json
import os
import re
import statistics
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

from layout_reading import accepted, read_layout, records
from run_real_tests import LAS, SKIPPED
from termwise_program import ROOT, TIMEOUT_SECONDS, Failed, Termwise

sys.path.insert(0, str(ROOT / "tests" / "oracle"))
import ks2_floor  # noqa: E402

# The list of schools first, since other files take a school's LA from it; re-published files before DfE's own.
FIRST = ("england_spine", "national", "gias")
NOT_DATA = re.compile(r"_meta\.csv$|^abbreviations|\.json$")
BUT_DATA = "2016-2017_la_and_region_codes_meta.csv"
COUNTS = ("rows", "accepted", "repaired", "rejected", "aggregate", "errors", "queries")
# The schools' median of the percentages that made two levels of progress, by which DfE set the floor standard of 2013.
MEDIANS_2013 = {"KS2_LP2_R": 91, "KS2_LP2_W": 95, "KS2_LP2_M": 92}


def in_order(folder: Path) -> list[Path]:
    def rank(file: Path) -> tuple[int, str]:
        text = str(file.relative_to(folder))
        return next((place for place, name in enumerate(FIRST) if name in text), len(FIRST)), text

    return sorted((file for file in folder.rglob("*") if file.is_file() and file.suffix != ".md"), key=rank)


def ingest(termwise: Termwise, file: Path) -> dict[str, Any]:
    done = subprocess.run([termwise.program, "--config", termwise.config, "ingest", "--json", file],
                          capture_output=True, text=True, timeout=TIMEOUT_SECONDS, check=False)
    [report] = json.loads(done.stdout)
    if done.returncode != (report["exit"] if report["status"] == "refused" else 0):
        raise Failed(f"{file} exited {done.returncode}: {done.stderr}")
    return report


def sql(termwise: Termwise, query: str) -> list[list[str]]:
    done = subprocess.run(["psql", "--no-psqlrc", "--csv", "--tuples-only", "-v", "ON_ERROR_STOP=1", "-c", query,
                           termwise.url], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise Failed(f"psql exited {done.returncode}: {done.stderr}")
    return [line.split(",") for line in done.stdout.splitlines()]


def lines_of(termwise: Termwise, query: str) -> set[int]:
    return {int(line) for line, in sql(termwise, query)}


def refusal_faults(termwise: Termwise, file: Path, report: dict[str, Any], batches: int) -> list[str]:
    faults = []
    if not NOT_DATA.search(file.name) or file.name == BUT_DATA:
        faults.append(f"is data and was refused: {report['message']}")
    if not report["message"].startswith(f"{file}:") or not report["message"].endswith("."):
        faults.append(f"its refusal is no sentence with its place: {report['message']}")
    if int(sql(termwise, "select count(*) from termwise.batch")[0][0]) != batches:
        faults.append("was refused and left a batch behind")
    return faults


def row_faults(termwise: Termwise, file: Path, report: dict[str, Any], sources: Path) -> list[str]:
    """What does not add up between the file, the program's words, and the database."""
    batch = report["batch"]
    text = ks2_floor.decode(file.read_bytes())
    layout = read_layout(sources / f"{report['layout']}.toml")
    in_file = {line for line, _ in records(text, layout)}
    readable = {line for line, _ in accepted(text, layout)}
    stored = lines_of(termwise, f"select line from termwise.record where batch = {batch}")
    sums = lines_of(termwise, f"select line from termwise.record where batch = {batch} and subject_kind in (2, 3)")

    def questioned(severity: int) -> set[int]:
        return lines_of(termwise, "select distinct line from termwise.quality_issue "
                                  f"where batch = {batch} and severity = {severity}")

    repaired = (questioned(3) & stored) - sums
    checks = (
        (report["rows"] == len(in_file), f"Python reads {len(in_file)} rows"),
        (stored == readable, f"lines {sorted(stored ^ readable)[:10]} are stored or readable, and not both"),
        (report["rejected"] == len(in_file - stored), f"{len(in_file - stored)} rows are not stored"),
        (in_file - stored <= questioned(1), "a row was left out and no error says why"),
        (report["aggregate"] == len(sums), f"{len(sums)} rows about an LA or the nation are stored"),
        (report["repaired"] == len(repaired), f"{len(repaired)} stored rows have a repair"),
        (report["accepted"] == len(stored - sums - repaired), f"{len(stored - sums - repaired)} rows are as they were"),
        (report["rows"] == sum(report[name] for name in ("accepted", "repaired", "rejected", "aggregate")),
         "the sums do not add up"),
        (report["rows"] > 0, "it has no row"))
    return [fault for holds, fault in checks if not holds]


def median_faults(termwise: Termwise, file: Path) -> list[str]:
    """DfE's medians to within one point, from the stored figures of the schools that have one."""
    faults = []
    for code, published in MEDIANS_2013.items():
        values = [Decimal(value) for value, in sql(
            termwise, "select value from termwise.measure_value join termwise.batch on batch.id = batch "
                      f"where code = '{code}' and subject_kind = 'school' and value is not null "
                      f"and file_name = '{file.name}'")]
        median = statistics.median(values)
        print(f"  median of {code} over {len(values)} schools: {median}; DfE's {published}")
        if abs(median - published) > 1:
            faults.append(f"the median of {code} is {median}, and DfE's is {published}")
    return faults


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build", type=Path, required=True, help="the build directory")
    build = parser.parse_args().build.resolve()
    data = os.environ.get("TERMWISE_REAL_DATA")
    if not data:
        print("SKIPPED: TERMWISE_REAL_DATA is not set, so NO real file was accounted for. Set it to the folder that "
              "holds ks2/2016-2017_850_ks2final.csv and the others.", file=sys.stderr)
        return SKIPPED
    folder = Path(data).resolve()
    faults: list[str] = []
    loaded = 0
    print(f"{'file':45}" + "".join(f"{name:>10}" for name in COUNTS))
    try:
        with Termwise(build, LAS) as termwise:
            for file in in_order(folder):
                report = ingest(termwise, file)
                name = file.relative_to(folder)
                if report["status"] == "refused":
                    print(f"{file.name:45}refused: {report['message'].removeprefix(str(file))}")
                    found = refusal_faults(termwise, file, report, loaded)
                else:
                    loaded += 1
                    print(f"{file.name:45}" + "".join(f"{report[count]:>10}" for count in COUNTS))
                    found = row_faults(termwise, file, report, termwise.config.parent / "config" / "sources")
                    if file.name.startswith("england_ks2_2012-13"):
                        found += median_faults(termwise, file)
                faults += [f"{name}: {fault}" for fault in found]
    except Failed as error:
        faults.append(str(error))
    for fault in faults:
        print(f"FAILED: {fault}", file=sys.stderr)
    print(f"{loaded} files loaded, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
