#!/usr/bin/python3
"""Publishers' own files through Termwise: values cell by cell, and what quality.toml asks of them; for KS2 files also
findings against the oracle, and each run replayed."""
from __future__ import annotations

import argparse
import csv
import os
import subprocess
import sys
from pathlib import Path

import cells_test
import compare_findings
import lineages
import quality_reading
from termwise_program import Failed, Termwise

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "oracle"))
import ks2_floor  # noqa: E402

SKIPPED = 77
LAS = {"850": "Hampshire", "936": "Surrey"}
FILES = (("2016-2017_850_ks2final.csv", "850", "2016/17"),
         ("2016-2017_936_ks2final.csv", "936", "2016/17"),
         ("2017-2018_936_ks2final.csv", "936", "2017/18"))
# Of every other dataset. The list of schools comes first, since most others take a school's LA from it.
OTHERS = ("schools/england_spine_2017-18_from_xlsx.csv",
          "schools/gias_850_936_2022-04-20.csv",
          "schools/giaslinks_england_2021-05.csv",
          "schools/2016-2017_la_and_region_codes_meta.csv",
          "ks2/england_ks2_2012-13_subset28cols.csv",
          "ks2/london_ks2_2010-11.csv",
          "context/england_census_2015-16.csv",
          "national/ks2_perf_2016.csv",
          "national/ks2_perf_2017.csv",
          "national/financials_2017.csv",
          "ks4/2016-2017_936_ks4final.csv",
          "ks4/2017-2018_850_ks4final.csv",
          "ofsted/Ofsted Sep 13 - Aug 14.csv",
          "context/england_abs_2012-13.csv")


def examine_quality(quality: quality_reading.Loaded, file: Path) -> int:
    """1 where the rules of quality.toml find another thing in a file that has just been loaded than Python does."""
    data = file.read_bytes()
    wrong = quality.differences(data, ks2_floor.decode(data))
    print(f"  {len(wrong)} differences in what quality.toml asks")
    for sentence in wrong[:cells_test.SHOWN]:
        print(f"  {sentence}")
    return 1 if wrong else 0


def examine(termwise: Termwise, quality: quality_reading.Loaded, file: Path, la: str, year: str) -> int:
    """Failures about one file: its findings, its replay, its cells, its quality. Loaded here, because a later file
    supersedes the national rows that both have."""
    termwise.run("ingest", file)
    asked = examine_quality(quality, file)
    termwise.run("run", "floor-check", "--la", la, "--year", year)
    found = termwise.findings(la, year)
    failures = compare_findings.report(f"{la} {year} national", ks2_floor.findings(file, "national", year), found)
    for run in sorted({str(f["run"]) for f in found}):
        termwise.run("replay", run)
        print(f"  run {run} replayed to the same bytes")
    return asked + failures + cells_test.check(file, termwise.config.parent / "config" / "sources", termwise.url)


def examine_cells(termwise: Termwise, quality: quality_reading.Loaded, file: Path) -> int:
    """Failures about one file of which nothing is found yet."""
    termwise.run("ingest", file)
    sources = termwise.config.parent / "config" / "sources"
    return examine_quality(quality, file) + cells_test.check(file, sources, termwise.url)


def links_in(termwise: Termwise) -> list[list[str]]:
    statement = ("select urn, role, linked_urn, kind, coalesce(linked_on::text, '') from termwise.school_link")
    done = subprocess.run(["psql", "--no-psqlrc", "--csv", "--tuples-only", "-v", "ON_ERROR_STOP=1", "-c", statement,
                           termwise.url], capture_output=True, text=True, check=True)
    return list(csv.reader(done.stdout.splitlines()))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build", type=Path, required=True, help="the build directory")
    build = parser.parse_args().build.resolve()
    data = os.environ.get("TERMWISE_REAL_DATA")
    if not data:
        print("SKIPPED: TERMWISE_REAL_DATA is not set, so NOTHING was tested on publishers' real files. Set it to the "
              "folder that holds ks2/2016-2017_850_ks2final.csv and the others.", file=sys.stderr)
        return SKIPPED
    folder = Path(data).resolve()
    try:
        with Termwise(build, LAS) as termwise:
            quality = quality_reading.Loaded(termwise.config.parent / "config", termwise.url)
            failures = sum(examine(termwise, quality, folder / "ks2" / name, la, year) for name, la, year in FILES)
            failures += sum(examine_cells(termwise, quality, folder / name) for name in OTHERS)
            failures += lineages.check(termwise, folder / "schools", links_in(termwise))
    except Failed as error:
        print(f"FAILED: {error}", file=sys.stderr)
        return 1
    print(f"{failures} failures" if failures else "All findings and cells agree.")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
