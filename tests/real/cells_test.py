#!/usr/bin/python3
"""Holds every stored value of a KS2 file against Python's own reading of the same bytes, cell by cell.

The layout (config/sources/*.toml) says which column is which measure and what its codes mean; Python's csv says what
stands in the cell; SQL says what is stored. No missing cell may be a number, and no number may be missing.
"""
from __future__ import annotations

import argparse
import csv
import hashlib
import io
import re
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "oracle"))
import ks2_floor  # noqa: E402

NUMBER = re.compile(r"-?\d+(\.\d+)?%?", re.ASCII)
SHOWN = 20

# The one place that knows the database: one row for each measure of each record, the value NULL when it is missing.
SQL = r"""
select line, code, value, missing
  from termwise.measure_value
 where file_sha256::text in ('{sha256}', '\x{sha256}')
"""


@dataclass(frozen=True)
class Layout:
    """What a layout file says about cells: column (folded) to measure, code to missing word, the record types kept."""
    id: str
    columns: frozenset[str]
    measures: dict[str, str]
    missing: dict[str, str]
    record_type: str
    record_types: frozenset[str]


@dataclass(frozen=True)
class Stored:
    line: int
    code: str
    value: str    # empty when NULL
    missing: str  # empty when NULL


Cell = Decimal | str  # a number, or the word for why there is none


def fold(name: str) -> str:
    return name.strip().casefold()


def read_layout(file: Path) -> Layout:
    raw = tomllib.loads(file.read_text("utf-8"))
    subject = raw["subject"]
    sections = (subject.values(), raw.get("measures", {}), raw.get("attributes", {}), raw.get("ignored", {}))
    return Layout(raw["id"], frozenset(fold(name) for section in sections for name in section),
                  {fold(name): code for name, code in raw["measures"].items()}, dict(raw.get("missing", {})),
                  fold(subject["record_type"]), frozenset(str(key) for key in raw["record_types"]))


def layout_for(text: str, sources: Path) -> Layout:
    """The layout whose columns are exactly the file's."""
    header = frozenset(fold(name) for name in next(csv.reader(io.StringIO(text, newline=""))))
    layouts = [read_layout(file) for file in sorted(sources.glob("*.toml"))]
    fitting = [layout for layout in layouts if layout.columns == header]
    if len(fitting) != 1:
        told = "".join(f"\n  {layout.id}: {sorted(layout.columns ^ header)[:10]}" for layout in layouts)
        raise SystemExit(f"{len(fitting)} layouts in {sources} have exactly the file's columns; they differ in:{told}")
    return fitting[0]


def read_cell(text: str, layout: Layout) -> Cell:
    trimmed = text.strip()
    if not trimmed:
        return "not_supplied"
    if trimmed in layout.missing:
        return layout.missing[trimmed]
    if NUMBER.fullmatch(trimmed):
        return Decimal(trimmed.rstrip("%"))
    return "unparseable"


def expected_cells(text: str, layout: Layout) -> dict[tuple[int, str], Cell]:
    """By line and measure, for every row of a record type that the layout keeps."""
    return {(line, code): read_cell(row[column], layout)
            for line, row in ks2_floor.records(text) if row[layout.record_type].strip() in layout.record_types
            for column, code in layout.measures.items()}


def differences(expected: dict[tuple[int, str], Cell], stored: Iterable[Stored]) -> list[str]:
    """One sentence for each cell that is not what Python reads."""
    wrong = []
    left = dict(expected)
    for s in stored:
        place = f"line {s.line}, {s.code}"
        if (s.value == "") == (s.missing == ""):
            wrong.append(f"{place}: value '{s.value}' and missing '{s.missing}'; exactly one must stand")
        if (s.line, s.code) not in left:
            if s.value or (s.line, s.code) in expected:
                wrong.append(f"{place}: '{s.value}' is stored, and the file has no such cell or it came before")
            continue
        cell = left.pop((s.line, s.code))
        if isinstance(cell, Decimal) and not s.value:
            wrong.append(f"{place}: the file has the number {cell}, the database has '{s.missing}'")
        elif isinstance(cell, str) and s.value:
            wrong.append(f"{place}: the file has no number ({cell}), the database has {s.value}")
        elif isinstance(cell, Decimal) and Decimal(s.value) != cell:
            wrong.append(f"{place}: the file has {cell}, the database has {s.value}")
        elif isinstance(cell, str) and s.missing != cell:
            wrong.append(f"{place}: the file says {cell}, the database says {s.missing}")
    return wrong + [f"line {line}, {code}: the file has {cell}, the database has no row"
                    for (line, code), cell in left.items()]


def stored_cells(url: str, sha256: str) -> list[Stored]:
    done = subprocess.run(["psql", "--no-psqlrc", "--csv", "--tuples-only", "-v", "ON_ERROR_STOP=1", "-c",
                           SQL.format(sha256=sha256), url], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SystemExit(f"psql exited {done.returncode}: {done.stderr}")
    return [Stored(int(line), code, value, missing)
            for line, code, value, missing in csv.reader(io.StringIO(done.stdout, newline=""))]


def check(file: Path, sources: Path, url: str) -> int:
    """Prints the sums of one file and the first differences; 1 if there is one."""
    data = file.read_bytes()
    text = ks2_floor.decode(data)
    layout = layout_for(text, sources)
    expected = expected_cells(text, layout)
    wrong = differences(expected, stored_cells(url, hashlib.sha256(data).hexdigest()))
    kinds = Counter("number" if isinstance(cell, Decimal) else cell for cell in expected.values())
    print(f"{file.name} ({layout.id}): {len(expected)} cells, {len(wrong)} differences; "
          + ", ".join(f"{count} {kind}" for kind, count in kinds.most_common()))
    for sentence in wrong[:SHOWN]:
        print(f"  {sentence}")
    return 1 if wrong or not expected else 0


def main() -> int:
    parser = argparse.ArgumentParser(description="Compares stored values with the cells of a KS2 file.")
    parser.add_argument("--url", required=True, help="of the database, postgresql://...")
    parser.add_argument("--sources", type=Path, required=True, help="the folder of layouts, config/sources")
    parser.add_argument("csv", type=Path)
    arguments = parser.parse_args()
    return check(arguments.csv, arguments.sources, arguments.url)


if __name__ == "__main__":
    sys.exit(main())
