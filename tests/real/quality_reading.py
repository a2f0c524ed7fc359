"""What the rules of config/quality.toml find in a file, by Python's own reading and with its fractions: by line, rule and
what the cell says. Files are taken in the order in which they are loaded, since a later one is held against the earlier."""
from __future__ import annotations

import csv
import hashlib
import io
import re
import subprocess
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import layout_reading
from layout_reading import Layout, accepted, columns_in, fold, read_cell, read_word

RULES = ("joint-above-part", "joint-below-parts", "count-mismatch", "dates-out-of-order", "sudden-change",
         "total-mismatch", "figures-disagree")
LISTED = 1000  # of one rule and file; one more says how many there are beyond them
YEAR = "select academic_year from termwise.batch where encode(file_sha256, 'hex') = '{sha256}'"
FOUND = """select line, rule, field from termwise.quality_issue join termwise.batch on batch.id = batch
 where encode(file_sha256, 'hex') = '{sha256}' and rule in ({rules}) order by 1, 2, 3"""

Question = tuple[int, str, str]  # line, rule, field
School = tuple[str, str]  # URN and item
Figures = dict[str, Fraction]


class Percentage:
    """As it is written, and between what it lies before it is rounded: at least `low`, below `high`."""

    def __init__(self, raw: str) -> None:
        digits = raw.strip().removesuffix("%").strip()
        self.unit = Fraction(1, 10 ** len(digits.partition(".")[2]))
        self.value = Fraction(digits)
        self.low, self.high = self.value - self.unit / 2, self.value + self.unit / 2

    def is_some_of(self, pupils: int) -> bool:
        """Whether k of the pupils is published so, for some whole k, with halves rounded up."""
        first = int(pupils * self.low / 100)
        return any(self.low <= Fraction(100 * k, pupils) < self.high
                   for k in range(max(0, first - 1), min(pupils, int(pupils * self.high / 100) + 1) + 1))


class Loaded:
    """The files so far."""

    def __init__(self, config: Path, url: str) -> None:
        self.rules = tomllib.loads((config / "quality.toml").read_text("utf-8"))
        self.measures: dict[str, dict[str, Any]] = {}
        self.dataset_of: dict[str, str] = {}
        for dataset, measures in tomllib.loads((config / "measures.toml").read_text("utf-8")).items():
            if dataset != "attributes":
                self.measures |= measures
                self.dataset_of |= dict.fromkeys(measures, dataset)
        self.sources = config / "sources"
        self.url = url
        self.figures: dict[tuple[str, int], dict[School, Figures]] = defaultdict(dict)

    def sql(self, statement: str) -> list[list[str]]:
        done = subprocess.run(["psql", "--no-psqlrc", "--csv", "--tuples-only", "-v", "ON_ERROR_STOP=1", "-c", statement,
                               self.url], capture_output=True, text=True, check=True)
        return [row for row in csv.reader(io.StringIO(done.stdout, newline="")) if row]

    def differences(self, data: bytes, text: str) -> list[str]:
        """Of a file that has just been loaded: what only one of the two asks."""
        sha256 = hashlib.sha256(data).hexdigest()
        layout = layout_reading.layout_for(text, self.sources)
        (year,), = self.sql(YEAR.format(sha256=sha256))
        expected = listed(self.questions(text, layout, int(year)))
        listed_rules = ", ".join(f"'{rule}'" for rule in RULES)
        found = [(int(line), rule, field)
                 for line, rule, field in self.sql(FOUND.format(sha256=sha256, rules=listed_rules))]
        return ([f"Python asks of line {line}, {field}: {rule}" for line, rule, field in sorted(set(expected) - set(found))]
                + [f"Termwise asks of line {line}, {field}: {rule}" for line, rule, field in
                   sorted(set(found) - set(expected))]
                + ([] if len(expected) == len(found) else [f"{len(expected)} expected, {len(found)} found"]))

    def questions(self, text: str, layout: Layout, year: int) -> list[Question]:
        there = columns_in(text, layout)
        dataset = tomllib.loads((self.sources / f"{layout.id}.toml").read_text("utf-8"))["dataset"]
        column = {measure.code: name for name, measure in layout.measures.items() if name in there}
        asked: list[Question] = []
        new: dict[tuple[str, int], dict[School, Figures]] = defaultdict(dict)
        totals = Totals(self.rules["total"], column, layout)
        for line, row in accepted(text, layout):
            kind, *_ = subject = layout_reading.subject_of(row, layout)
            figures = {code: Fraction(cell) for code, name in column.items()
                       if not isinstance(cell := read_cell(row[name], layout.measures[name], layout), str)}
            raw = {code: row[name] for code, name in column.items()}
            asked += [(line, *question) for question in self.within(kind, figures, raw)]
            asked += [(line, *question) for question in self.dates(row, layout, there)]
            totals.add(line, kind, row, figures)
            if kind == "school":
                summer = subject[-1] or year
                school = (str(subject[1]), str(subject[2]))
                asked += [(line, *question) for question in self.others(dataset, summer, school, figures)]
                new[dataset, summer][school] = figures
        for key, schools in new.items():
            self.figures[key] |= schools
        return asked + totals.questions()

    def within(self, kind: object, figures: Figures, raw: dict[str, str]) -> Iterator[tuple[str, str]]:
        shares = {code: Percentage(raw[code]) for code, value in figures.items()
                  if self.measures[code]["unit"] == "percent" and 0 <= value <= 100}
        for rule in self.rules["joint"]:
            if rule["joint"] not in shares:
                continue
            joint, parts = shares[rule["joint"]], [shares[code] for code in rule["parts"] if code in shares]
            if any(joint.low >= part.high for part in parts):
                yield "joint-above-part", rule["joint"]
            elif len(parts) == len(rule["parts"]) and \
                    sum(part.low for part in parts) - 100 * (len(parts) - 1) >= joint.high:
                yield "joint-below-parts", rule["joint"]
        for rule in self.rules["count"]:
            pupils = figures.get(rule["pupils"], 0)
            if kind == "school" and pupils > 0 and rule["percentage"] in shares \
                    and not shares[rule["percentage"]].is_some_of(int(pupils)):
                yield "count-mismatch", rule["percentage"]

    def dates(self, row: dict[str, str], layout: Layout, there: frozenset[str]) -> Iterator[tuple[str, str]]:
        days = {attribute.name: word.text for name, attribute in layout.attributes.items()
                if attribute.kind == "date" and name in there and (word := read_word(row[name], attribute, layout)).text}
        for rule in self.rules["order"]:
            present = [name for name in rule["dates"] if name in days]
            for earlier, later in zip(present, present[1:]):
                if days[later] < days[earlier]:
                    yield "dates-out-of-order", later

    def others(self, dataset: str, summer: int, school: School, figures: Figures) -> Iterator[tuple[str, str]]:
        before = self.figures[dataset, summer - 1].get(school, {})
        for rule in self.rules["change"]:
            code, cohort = rule["measure"], rule.get("cohort")
            label = f"{summer - 1}/{summer % 100:02}"
            if code not in figures or code not in before or \
                    (label in self.measures[code].get("breaks", {}) and not rule.get("across_breaks", False)):
                continue
            if cohort and not all(year.get(cohort, 0) >= rule["least"] for year in (figures, before)):
                continue
            change = abs(figures[code] - before[code])
            if change >= Fraction(rule["points"]) if "points" in rule else \
                    before[code] > 0 and change * 100 >= Fraction(rule["percent"]) * before[code]:
                yield "sudden-change", code
        for rule in self.rules["agree"]:
            first, second = rule["measure"], rule["with"]
            for here, there in ((first, second), (second, first)):
                same_file = self.dataset_of[first] == self.dataset_of[second]
                if self.dataset_of[here] != dataset or here not in figures or (same_file and here == second):
                    continue
                elsewhere = figures if same_file else \
                    self.figures[self.dataset_of[there], summer].get((school[0], ""), {}) if not school[1] else {}
                values = {here: figures[here]} | ({there: elsewhere[there]} if there in elsewhere else {})
                if len(values) == 2 and disagree(rule, values[first], values[second]):
                    yield "figures-disagree", f"{here}, {there}"


def disagree(rule: dict[str, Any], measured: Fraction, other: Fraction) -> bool:
    apart = measured - other if rule["is"] == "at-most" else abs(measured - other)
    return apart > rule.get("pupils", 0) and apart * 100 > Fraction(rule.get("percent", "0")) * other


class Totals:
    def __init__(self, rules: list[dict[str, Any]], column: dict[str, str], layout: Layout) -> None:
        self.codes = [rule["measure"] for rule in rules if rule["measure"] in column]
        self.la = fold(layout.subject["la"]) if "la" in layout.subject else ""
        self.schools: dict[str, list[Figures]] = defaultdict(list)
        self.areas: list[tuple[int, str, Figures]] = []

    def add(self, line: int, kind: object, row: dict[str, str], figures: Figures) -> None:
        la = row[self.la].strip() if self.la else ""
        if kind == "school":
            self.schools[la if re.fullmatch(layout_reading.LA_CODE, la) else ""].append(figures)
        elif kind == "la":
            self.areas.append((line, la, figures))

    def questions(self) -> list[Question]:
        return [(line, "total-mismatch", code) for line, la, figures in self.areas for code in self.codes
                if code in figures and self.schools[la] and not self.schools[""]
                and all(code in school for school in self.schools[la])
                and sum(school[code] for school in self.schools[la]) != figures[code]]


def listed(questions: list[Question]) -> list[Question]:
    """The first of each rule, in the order of the file, and one for the others."""
    count: Counter[str] = Counter()
    kept = []
    for line, rule, field in questions:
        count[rule] += 1
        if count[rule] <= LISTED:
            kept.append((line, rule, field))
    return kept + [(0, rule, "") for rule, number in count.items() if number > LISTED]
