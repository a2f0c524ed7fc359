#!/usr/bin/python3
"""Ten thousand seeded schools around every boundary, in each mode: Termwise's findings against the oracle's."""
from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

import ks2_floor

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "real"))
import compare_findings  # noqa: E402
from termwise_program import Failed, Termwise  # noqa: E402

LAS = {"886": "Kent", "926": "Norfolk"}
# LA, layout, mode of the LA's floor rule, rows, first URN: a URN stands in one LA only.
CASES = (("926", "2016/17", "national", 10_000, 900_000),
         ("886", "2016/17", "local", 10_000, 910_000),
         ("926", "2017/18", "national", 10_000, 920_000),
         ("926", "2018/19", "national", 1_000, 930_000))


def generate(out: Path, case: tuple[str, str, str, int, int], seed: int) -> None:
    la, layout, mode, rows, first_urn = case
    command = [sys.executable, "-B", str(Path(__file__).with_name("boundary_rows.py")), "--seed", str(seed),
               "--la", la, "--layout", layout, "--mode", mode, "--rows", str(rows),
               "--first-urn", str(first_urn), "--out", str(out)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        seldom = [line for line in done.stdout.splitlines() if "TOO SELDOM" in line]
        raise Failed("\n".join([f"The rows for LA {la} {layout} do not meet every branch.", *seldom, done.stderr]))
    print(f"LA {la} {layout} {mode}: {done.stdout.splitlines()[-1]}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build", type=Path, required=True, help="the build directory")
    parser.add_argument("--seed", type=int, default=2016)
    arguments = parser.parse_args()
    failures = 0
    try:
        with Termwise(arguments.build.resolve(), LAS) as termwise:
            for case in CASES:
                la, layout, mode, _, _ = case
                file = termwise.directory / f"{la}-{layout.replace('/', '-')}.csv"
                generate(file, case, arguments.seed)
                termwise.run("ingest", file)
                termwise.run("run", "floor-check", "--la", la, "--year", layout)
                expected = ks2_floor.findings(file, mode, layout)
                failures += compare_findings.report(f"{la} {layout} {mode}", expected, termwise.findings(la, layout))
    except Failed as error:
        print(f"FAILED: {error}", file=sys.stderr)
        return 1
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
