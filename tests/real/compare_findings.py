#!/usr/bin/python3
"""Holds Termwise's findings against the oracle's, school by school: outcome, reason and notes.

Basis is told, not judged."""
from __future__ import annotations

import argparse
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import termwise_program

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "oracle"))
import ks2_floor  # noqa: E402

SHOWN = 20


def text(outcome: str, reason: str, notes: list[str]) -> str:
    return f"{outcome}{f'({reason})' if reason else ''}{' ' + ' '.join(notes) if notes else ''}"


def compare(expected: list[ks2_floor.Finding], found: list[dict[str, Any]]) -> tuple[list[tuple[int, str, str]], int]:
    """The schools that differ (URN, oracle, Termwise), and how many bases differ."""
    differences: list[tuple[int, str, str]] = []
    by_urn: dict[int, dict[str, Any]] = {}
    for f in found:
        if f["urn"] in by_urn:
            differences.append((f["urn"], "one finding", "a second finding"))
        by_urn[f["urn"]] = f
    bases = 0
    for e in expected:
        ours = text(e.outcome, e.reason, e.notes)
        theirs = by_urn.pop(e.urn, None)
        if theirs is None:
            differences.append((e.urn, ours, "no finding"))
            continue
        given = text(theirs["outcome"], theirs["reason"], theirs["notes"])
        if given != ours:
            differences.append((e.urn, ours, given))
        bases += (theirs["basis"] or "") != e.basis
    differences += [(urn, "not in the file", text(f["outcome"], f["reason"], f["notes"])) for urn, f in by_urn.items()]
    return differences, bases


def report(name: str, expected: list[ks2_floor.Finding], found: list[dict[str, Any]]) -> int:
    """Prints counts and the first differences; 1 if there is one."""
    differences, bases = compare(expected, found)
    print(f"{name}: {len(expected)} schools, {len(found)} findings, {len(differences)} differences "
          f"({bases} in basis, which is not judged)")
    ours, theirs = Counter(e.outcome for e in expected), Counter(f["outcome"] for f in found)
    for outcome in sorted(ours | theirs):
        print(f"  {outcome:14} oracle {ours[outcome]:6}  Termwise {theirs[outcome]:6}")
    if differences:
        print(f"  {'URN':7} {'oracle':60} Termwise")
        for urn, left, right in differences[:SHOWN]:
            print(f"  {urn:<7} {left:60} {right}")
        if len(differences) > SHOWN:
            print(f"  ... and {len(differences) - SHOWN} more")
        kinds = Counter((left, right) for _, left, right in differences)
        for (left, right), count in kinds.most_common(SHOWN):
            print(f"  {count:6} x  {left}  ->  {right}")
    return 1 if differences or not expected else 0


def main() -> int:
    parser = argparse.ArgumentParser(description="Compares `termwise findings` with the oracle.")
    parser.add_argument("--termwise", type=Path, required=True, help="the program")
    parser.add_argument("--config", type=Path, required=True)
    parser.add_argument("--la", required=True)
    parser.add_argument("--year", required=True)
    parser.add_argument("--mode", choices=("national", "local"), default="national")
    parser.add_argument("csv", type=Path, help="the file that was ingested")
    arguments = parser.parse_args()
    command = [arguments.termwise, "--config", arguments.config, "findings", "--la", arguments.la,
               "--year", arguments.year, "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        print(f"`termwise findings` exited {done.returncode}: {done.stderr}", file=sys.stderr)
        return 1
    try:
        found = termwise_program.findings_from_json(done.stdout, arguments.la, arguments.year, "ks2-floor")
    except termwise_program.Failed as error:
        print(error, file=sys.stderr)
        return 1
    return report(arguments.csv.name, ks2_floor.findings(arguments.csv, arguments.mode, arguments.year), found)


if __name__ == "__main__":
    sys.exit(main())
