#!/usr/bin/python3
"""DfE's own KS2 files through Termwise: findings against the oracle, values cell by cell, and each run replayed."""
from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

import cells_test
import compare_findings
from termwise_program import Failed, Termwise

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "oracle"))
import ks2_floor  # noqa: E402

SKIPPED = 77
LAS = {"850": "Hampshire", "936": "Surrey"}
FILES = (("2016-2017_850_ks2final.csv", "850", "2016/17"),
         ("2016-2017_936_ks2final.csv", "936", "2016/17"),
         ("2017-2018_936_ks2final.csv", "936", "2017/18"))


def examine(termwise: Termwise, file: Path, la: str, year: str) -> int:
    """Failures about one file: its findings, its replay, its cells. Loaded here, because a later file supersedes the
    national rows that both have."""
    termwise.run("ingest", file)
    termwise.run("run", "floor-check", "--la", la, "--year", year)
    found = termwise.findings(la, year)
    failures = compare_findings.report(f"{la} {year} national", ks2_floor.findings(file, "national", year), found)
    for run in sorted({str(f["run"]) for f in found}):
        termwise.run("replay", run)
        print(f"  run {run} replayed to the same bytes")
    return failures + cells_test.check(file, termwise.config.parent / "config" / "sources", termwise.url)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build", type=Path, required=True, help="the build directory")
    build = parser.parse_args().build.resolve()
    data = os.environ.get("TERMWISE_REAL_DATA")
    if not data:
        print("SKIPPED: TERMWISE_REAL_DATA is not set, so NOTHING was tested on DfE's real files. Set it to the folder "
              "that holds ks2/2016-2017_850_ks2final.csv and the others.", file=sys.stderr)
        return SKIPPED
    folder = Path(data).resolve() / "ks2"
    try:
        with Termwise(build, LAS) as termwise:
            failures = sum(examine(termwise, folder / name, la, year) for name, la, year in FILES)
    except Failed as error:
        print(f"FAILED: {error}", file=sys.stderr)
        return 1
    print(f"{failures} failures" if failures else "All findings and cells agree.")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
