#!/usr/bin/python3
"""Holds every stored figure and word of a publisher's file against Python's own reading of the bytes, cell by cell.

The layout (config/sources/*.toml) says which column is which measure or attribute and what its codes mean; Python's csv
says what stands in the cell; SQL says what is stored. No missing cell may be a number, and no number may be missing.
"""
from __future__ import annotations

import argparse
import csv
import hashlib
import io
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from layout_reading import Cell, Layout, Word, accepted, columns_in, layout_for, read_cell, read_word

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "oracle"))
import ks2_floor  # noqa: E402

SHOWN = 20

# The one place that knows the database. One row for each measure of each record, the value NULL when it is missing, and
# one for each attribute.
FIGURES = r"""
select line, code, value, missing
  from termwise.measure_value
 where encode(file_sha256, 'hex') = '{sha256}' and (code in ({names}) or value is not null)
"""
PUPILS = r"""
select line, code, value, missing
  from termwise.pupil_measure_value
 where encode(file_sha256, 'hex') = '{sha256}' and (code in ({names}) or value is not null)
"""
WORDS = r"""
select record.line, named.name, record.attributes[named.position],
       termwise.missing_name(case when named.position <= octet_length(record.attribute_reasons)
                                  then get_byte(record.attribute_reasons, named.position - 1) else 7 end)
  from termwise.current_record as record
  join termwise.batch on batch.id = record.batch
  join termwise.dataset_attribute as named on named.dataset = record.dataset
 where encode(batch.file_sha256, 'hex') = '{sha256}'
"""


@dataclass(frozen=True)
class Stored:
    line: int
    code: str
    value: str    # empty when NULL
    missing: str  # empty when NULL


def expected_cells(text: str, layout: Layout) -> dict[tuple[int, str], Cell]:
    """By line and measure, for every row that can be read."""
    return {(line, measure.code): read_cell(row[column], measure, layout)
            for line, row in accepted(text, layout) for column, measure in layout.measures.items()}


def expected_words(text: str, layout: Layout) -> dict[tuple[int, str], Word]:
    """By line and attribute, for every row that can be read and every column that the file has."""
    there = columns_in(text, layout)
    return {(line, attribute.name): read_word(row[column], attribute, layout)
            for line, row in accepted(text, layout)
            for column, attribute in layout.attributes.items() if column in there}


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


def word_differences(expected: dict[tuple[int, str], Word], stored: Iterable[Stored]) -> list[str]:
    """The same for words. The kind of school comes from the record type and not from a column."""
    wrong = []
    left = dict(expected)
    for s in stored:
        if (s.line, s.code) not in left:
            if s.value and s.code != "kind":
                wrong.append(f"line {s.line}, {s.code}: '{s.value}' is stored, and the file has no such cell")
            continue
        word = left.pop((s.line, s.code))
        if (s.value, s.missing) != (word.text, word.missing):
            wrong.append(f"line {s.line}, {s.code}: the file says '{word.text}' {word.missing}, the database says "
                         f"'{s.value}' {s.missing}")
    return wrong + [f"line {line}, {name}: the file says '{word.text}' {word.missing}, there is no row"
                    for (line, name), word in left.items()]


def stored_rows(url: str, sql: str, sha256: str, names: Iterable[str] = ()) -> list[Stored]:
    """Of the figures those of `names` and whatever else has a value: a dataset has many measures that a file has not."""
    listed = ", ".join(f"'{name}'" for name in names) or "''"
    done = subprocess.run(["psql", "--no-psqlrc", "--csv", "--tuples-only", "-v", "ON_ERROR_STOP=1", "-c",
                           sql.format(sha256=sha256, names=listed), url], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SystemExit(f"psql exited {done.returncode}: {done.stderr}")
    return [Stored(int(line), code, value, missing)
            for line, code, value, missing in csv.reader(io.StringIO(done.stdout, newline=""))]


def check(file: Path, sources: Path, url: str) -> int:
    """Prints the sums of one file and the first differences; 1 if there is one."""
    data = file.read_bytes()
    text = ks2_floor.decode(data)
    layout = layout_for(text, sources)
    sha256 = hashlib.sha256(data).hexdigest()
    cells, words = expected_cells(text, layout), expected_words(text, layout)
    codes = [measure.code for measure in layout.measures.values()]
    figures = PUPILS if layout.subject.get("kind") == "pupil" else FIGURES
    wrong = (differences(cells, stored_rows(url, figures, sha256, codes))
             + word_differences(words, stored_rows(url, WORDS, sha256)))
    kinds = Counter("number" if isinstance(cell, Decimal) else cell for cell in cells.values())
    print(f"{file.name} ({layout.id}): {len(cells)} figures, {len(words)} words, {len(wrong)} differences; "
          + ", ".join(f"{count} {kind}" for kind, count in kinds.most_common()))
    for sentence in wrong[:SHOWN]:
        print(f"  {sentence}")
    return 1 if wrong or not (cells or words) else 0


def main() -> int:
    parser = argparse.ArgumentParser(description="Compares what is stored with the cells of a publisher's file.")
    parser.add_argument("--url", required=True, help="of the database, postgresql://...")
    parser.add_argument("--sources", type=Path, required=True, help="the folder of layouts, config/sources")
    parser.add_argument("csv", type=Path)
    arguments = parser.parse_args()
    return check(arguments.csv, arguments.sources, arguments.url)


if __name__ == "__main__":
    sys.exit(main())
