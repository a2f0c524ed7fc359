"""Python's own reading of a publisher's file by its layout (config/sources/*.toml): whom each row is about, which rows
can be read at all, and what its figures and words say."""
from __future__ import annotations

import csv
import io
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

NUMBER = re.compile(r"-?\d+(\.\d+)?%?", re.ASCII)
URN = re.compile(r"[1-9]\d{5,6}", re.ASCII)
UPN = re.compile(r"[A-HJ-NP-RT-Z]\d{11}[\dA-HJ-NP-RT-Z]", re.ASCII)
UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
LA_CODE = re.compile(r"20[1-9]|2[1-9]\d|[3-9]\d\d", re.ASCII)
LAESTAB = re.compile(r"(\d{3})/?\d{4}", re.ASCII)
DATES = {"dd/mm/yyyy": "%d/%m/%Y", "dd-mm-yyyy": "%d-%m-%Y", "yyyymmdd": "%Y%m%d", "yyyy-mm-dd": "%Y-%m-%d"}
EXCEL_DAY_0 = date(1899, 12, 30)
TITLE_LINES = 5

Cell = Decimal | str  # a number, or the word for why there is none


@dataclass(frozen=True)
class Measure:
    code: str
    missing: dict[str, str]  # codes of this column alone
    codes: dict[str, int]    # for figures; there are then no others
    range: list[int]         # the least and the greatest, or nothing


@dataclass(frozen=True)
class Attribute:
    name: str
    kind: str  # text, date, urn
    codes: dict[str, str]


@dataclass(frozen=True)
class Word:
    """What an attribute says, or why it says nothing."""
    text: str
    missing: str = ""


@dataclass(frozen=True)
class Layout:
    """What a layout file says of a file's columns; their names are folded."""
    id: str
    columns: frozenset[str]
    optional: frozenset[str]
    aliases: dict[str, str]
    subject: dict[str, Any]
    record_types: dict[str, str]  # code: school, la, national
    missing: dict[str, str]
    measures: dict[str, Measure]
    attributes: dict[str, Attribute]
    dates: list[str]

    def fits(self, header: list[str]) -> bool:
        named = {self.aliases.get(name, name) for name in header}
        return named <= self.columns and self.columns - self.optional <= named


def fold(name: str) -> str:
    return name.strip().upper()


def folded(table: dict[str, Any]) -> dict[str, Any]:
    return {fold(code): word for code, word in table.items()}


def measure(raw: Any) -> Measure:
    if isinstance(raw, str):
        return Measure(raw, {}, {}, [])
    return Measure(raw["measure"], folded(raw.get("missing", {})), folded(raw.get("codes", {})), raw.get("range", []))


def attribute(raw: Any) -> Attribute:
    if isinstance(raw, str):
        return Attribute(raw, "text", {})
    codes = raw.get("codes", {})
    if isinstance(codes, list):
        codes = {code: code for code in codes}
    return Attribute(raw["attribute"], raw.get("type", "text"), folded(codes))


def read_layout(file: Path) -> Layout:
    raw = tomllib.loads(file.read_text("utf-8"))
    subject = raw["subject"]
    named = [subject[key] for key in ("record_type", "urn", "la", "laestab", "upn", "year") if key in subject]
    named += subject.get("key", [])
    for section in ("measures", "attributes", "ignored"):
        named += raw.get(section, {})
    return Layout(raw["id"], frozenset(fold(name) for name in named), frozenset(map(fold, raw.get("optional", []))),
                  {fold(alias): fold(name) for alias, name in raw.get("aliases", {}).items()}, subject,
                  {code: kind["subject"] for code, kind in raw.get("record_types", {}).items()},
                  folded(raw.get("missing", {})),
                  {fold(name): measure(value) for name, value in raw.get("measures", {}).items()},
                  {fold(name): attribute(value) for name, value in raw.get("attributes", {}).items()},
                  raw.get("dates", []))


def rows_of(text: str) -> Iterator[tuple[int, list[str]]]:
    """Each row with the physical line it starts on."""
    reader = csv.reader(io.StringIO(text, newline=""))
    line = 1
    for row in reader:
        if row:
            yield line, row
        line = reader.line_num + 1


def header_of(text: str, layouts: list[Layout]) -> tuple[list[str], int, list[Layout]]:
    """The first row that is a layout's header, its line, and the layouts that it fits."""
    for number, (line, row) in enumerate(rows_of(text)):
        header = [fold(name) for name in row]
        fitting = [layout for layout in layouts if layout.fits(header)]
        if fitting:
            return header, line, fitting
        if number > TITLE_LINES:
            break
    return [], 0, []


def layout_for(text: str, sources: Path) -> Layout:
    """The one layout that the file's columns fit."""
    layouts = [read_layout(file) for file in sorted(sources.glob("*.toml"))]
    fitting = header_of(text, layouts)[2]
    if len(fitting) != 1:
        first = frozenset(fold(name) for name in next(csv.reader(io.StringIO(text, newline=""))))
        told = "".join(f"\n  {layout.id}: {sorted(layout.columns ^ first)[:10]}" for layout in layouts)
        raise SystemExit(f"{len(fitting)} layouts in {sources} fit the file's columns; they differ in:{told}")
    return fitting[0]


def columns_in(text: str, layout: Layout) -> frozenset[str]:
    """The file's columns, by the layout's own names."""
    return frozenset(layout.aliases.get(name, name) for name in header_of(text, [layout])[0])


def records(text: str, layout: Layout) -> Iterator[tuple[int, dict[str, str]]]:
    """Each row below the header, by the layout's own names; an absent tail is empty, and so is an absent column."""
    header, header_line, _ = header_of(text, [layout])
    names = [layout.aliases.get(name, name) for name in header]
    for line, row in rows_of(text):
        if line > header_line:
            yield line, dict.fromkeys(layout.columns, "") | dict(zip(names, row + [""] * (len(names) - len(row))))


def day_of(text: str, formats: list[str]) -> date | None:
    for pattern in formats:
        if pattern == "excel":
            if re.fullmatch(r"\d{1,5}", text, re.ASCII) and 2 <= int(text) <= 109_574:
                return EXCEL_DAY_0 + timedelta(int(text))
            continue
        # Python takes one digit for two; publishers' dates are of full width.
        if len(text) == len(pattern):
            try:
                return datetime.strptime(text, DATES[pattern]).date()
            except ValueError:
                continue
    return None


def summer_of(text: str, formats: list[str]) -> int | None:
    if re.fullmatch(r"(19|20)\d\d", text, re.ASCII):
        return int(text)
    if span := re.fullmatch(r"(\d{4})[/-]?(\d\d|\d{4})", text, re.ASCII):
        first, last = int(span[1]), int(span[2])
        if last in (first + 1, (first + 1) % 100):
            return first + 1
    day = day_of(text, formats)
    return None if day is None else day.year + (day.month >= 9)


def is_upn(text: str) -> bool:
    """The first letter's place is the sum of the others, each 2 to 13 times, by 23; a letter counts as its place."""
    weighted = (weight * (int(c) if c.isdigit() else UPN_LETTERS.index(c)) for weight, c in enumerate(text[1:], 2))
    return UPN.fullmatch(text) is not None and UPN_LETTERS[sum(weighted) % 23] == text[0]


def subject_of(row: dict[str, str], layout: Layout) -> tuple[object, ...] | None:
    """What tells the row apart from others; None where it cannot be read, and the row is left out."""
    def cell(key: str) -> str:
        return row[fold(layout.subject[key])].strip() if key in layout.subject else ""

    kind = layout.subject.get("kind", "school")
    code = cell("record_type")
    if layout.record_types:
        kind = layout.record_types.get(code, layout.record_types.get("*", ""))
        if not kind:
            return None
    year = summer_of(cell("year"), layout.dates) if "year" in layout.subject else 0
    if year is None:
        return None
    if kind == "national":
        return (kind, code, year)
    if kind == "pupil":
        upn = fold(cell("upn"))
        return (kind, upn, cell("urn"), year) if is_upn(upn) and URN.fullmatch(cell("urn")) else None
    keyed = "key" in layout.subject and (kind in ("school", "adviser") or not layout.record_types)
    item = key_of(row, layout) if keyed else ""
    if keyed and not item.strip("/"):
        return None
    if kind in ("la", "adviser"):
        return (kind, code, cell("la"), item, year) if LA_CODE.fullmatch(cell("la")) else None
    return (kind, cell("urn"), item, year) if URN.fullmatch(cell("urn")) else None


def key_of(row: dict[str, str], layout: Layout) -> str:
    """The cells of the key; a code counts as what it means, unless two codes mean the same."""
    def part(name: str) -> str:
        cell = row[name].strip()
        codes = layout.attributes[name].codes if name in layout.attributes else {}
        if len(set(codes.values())) < len(codes):
            codes = {}
        return codes.get(fold(cell), cell)

    return "/".join(part(fold(name)) for name in layout.subject["key"])


def accepted(text: str, layout: Layout) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows that are about somebody, and not about somebody whom an earlier row was about."""
    seen = set()
    for line, row in records(text, layout):
        subject = subject_of(row, layout)
        if subject is not None and subject not in seen:
            seen.add(subject)
            yield line, row


def read_cell(text: str, of: Measure, layout: Layout) -> Cell:
    trimmed = text.strip()
    if not trimmed:
        return "not_supplied"
    reason = of.missing.get(fold(trimmed)) or layout.missing.get(fold(trimmed))
    if reason:
        return reason
    if of.codes:
        return Decimal(of.codes[fold(trimmed)]) if fold(trimmed) in of.codes else "unparseable"
    if not NUMBER.fullmatch(trimmed):
        return "unparseable"
    number = Decimal(trimmed.rstrip("%"))
    within = not of.range or of.range[0] <= number <= of.range[1]
    return number if within else "unparseable"


def read_word(text: str, of: Attribute, layout: Layout) -> Word:
    trimmed = text.strip()
    if not trimmed:
        return Word("", "not_supplied")
    if fold(trimmed) in of.codes:
        return Word(of.codes[fold(trimmed)])
    if fold(trimmed) in layout.missing:
        return Word("", layout.missing[fold(trimmed)])
    if of.codes:
        return Word("", "unparseable")
    if of.kind == "date":
        day = day_of(trimmed, layout.dates)
        return Word(day.isoformat()) if day else Word("", "unparseable")
    if of.kind == "urn":
        return Word(trimmed) if URN.fullmatch(trimmed) else Word("", "unparseable")
    return Word(re.sub(r"[\t\n\v\f\r]+", " ", trimmed))
