#!/usr/bin/python3
"""Writes a seeded KS2 file of fictitious schools around every boundary of the floor standard, and what to expect.

The rows are steered, not uniform: a kind of row is drawn, then its cells. What is expected is never known
here: the oracle reads the finished bytes. A branch met fewer than 100 times in 10,000 rows is an error (exit 1).
"""
from __future__ import annotations

import argparse
import csv
import functools
import io
import itertools
import json
import random
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeVar

import branches
import ks2_floor
from ks2_floor import PREFIX, SUBJECTS, UNDER, Fraction

COLUMNS = Path(__file__).resolve().parent / "columns"
CODES = ("SUPP", "NA", "NE", "NP", "NEW", "", "junk")
JUNK = {"count": ("12x", "n/k", "12.5", "#REF!"), "percent": ("64.6%", "see note", "65%%", "6 5"),
        "score": ("-5.05", "n/k", "-5..1", "1,2", "#REF!")}
LAST_COHORT = 400
T = TypeVar("T")

# Kinds of row and how many of each are in the deck; each name is a method below.
KINDS = {"ordinary": 8, "one_under": 22, "ambiguous": 18, "rounded": 20, "gaps": 32, "cohorts": 18, "coverage": 12,
         "limit_decides": 3, "exempt": 5, "tail": 5, "many_under": 6}


@functools.cache
def fits(percent: int, cohort: int) -> tuple[int, ...]:
    return tuple(ks2_floor.fitting_counts(Fraction(percent), cohort))


@functools.cache
def cohorts_where_65_is(*truths: bool) -> list[int]:
    """The cohorts for which the counts that fit 65% are below the threshold, not below, or both."""
    return [n for n in range(11, LAST_COHORT + 1) if {100 * k < 65 * n for k in fits(65, n)} == set(truths)]


class Decks:
    """Draws like cards: every item of a named list comes once before any comes again, in random order."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.left: dict[str, list[Any]] = {}

    def draw(self, name: str, items: Sequence[T]) -> T:
        if not self.left.get(name):
            self.left[name] = self.rng.sample(items, len(items))
        return self.left[name].pop()


class Row:
    """One school being drawn: cells by column name."""

    def __init__(self, rng: random.Random, decks: Decks) -> None:
        self.rng, self.draw = rng, decks.draw
        self.cells = {"RECTYPE": "1", "ICLOSE": rng.choices(("0", ""), (12, 1))[0]}
        self.cut = ""
        self.counted(rng.randint(11, LAST_COHORT), rng.choice((True, True, True, False)))
        for s in SUBJECTS:
            self.subject(s, rng.choice(("at", "over", "over", "far")), rng.choice(("far", "over", "at", "sig")))
            self.cells[f"{PREFIX[s]}COV"] = rng.choice(("50%", "51%", "88%", "95%", "100%"))

    def missing(self, shape: str, low_coverage: bool = False) -> str:
        code = self.draw(f"{shape} {low_coverage}", CODES + (("LOWCOV",) if low_coverage else ()))
        return {"junk": self.rng.choice(JUNK[shape]), "": self.rng.choice(("", " "))}.get(code, code)

    def counted(self, cohort: int, below: bool) -> None:
        """A percentage that at least one count of the cohort gives, on the wanted side of 65%."""
        edge = -(-65 * cohort // 100)
        pupils = self.rng.randint(0, edge - 1) if below else self.rng.randint(edge, cohort)
        if self.rng.random() < 0.3:
            pupils = edge - 1 if below else edge
        self.attain(cohort, (200 * pupils + cohort) // (2 * cohort))

    def attain(self, cohort: int, percent: int) -> None:
        self.cells["TELIG"] = str(cohort)
        self.cells["PTRWM_EXP"] = f"{percent}%"

    def subject(self, s: str, score: str, upper: str) -> None:
        """score: under, at, over or far from its threshold; upper: sig(nificant), at 0.0, over or far."""
        rng, tenth = self.rng, Fraction(1, 10)
        value = {"under": UNDER[s] - tenth * rng.choice((1, 1, rng.randint(2, 60))), "at": UNDER[s],
                 "over": UNDER[s] + tenth * rng.choice((1, 1, rng.randint(2, 40))),
                 "far": Fraction(rng.randint(-20, 60), 10)}[score]
        limit = {"sig": -tenth * rng.choice((1, 1, rng.randint(2, 40))), "at": Fraction(0),
                 "over": tenth * rng.choice((1, 1, rng.randint(2, 40))),
                 "far": Fraction(rng.randint(10, 60), 10)}[upper]
        prefix = PREFIX[s]
        lower = min(value, limit) - tenth * rng.randint(1, 30)
        for column, number in ("PROG", value), ("PROG_LOWER", lower), ("PROG_UPPER", limit):
            # DfE prints -5.0 in one year and -5 in another.
            whole = number.denominator == 1 and rng.random() < 0.3
            self.cells[prefix + column] = str(number) if whole else f"{float(number):.1f}"

    def lose_limit(self, s: str) -> None:
        self.cells[f"{PREFIX[s]}PROG_UPPER"] = self.missing("score", low_coverage=True)

    def lose_score(self, s: str) -> None:
        self.cells[f"{PREFIX[s]}PROG"] = self.missing("score")

    def under_now(self, count: int, uppers: tuple[str, ...] = ("sig", "sig", "at", "over")) -> tuple[str, ...]:
        chosen = self.draw(f"{count} under", list(itertools.combinations(SUBJECTS, count)))
        for s in SUBJECTS:
            if s in chosen:
                self.subject(s, "under", self.rng.choice(uppers))
            else:
                self.subject(s, self.rng.choice(("over", "over", "far", "at")),
                             self.rng.choice(("sig", "sig", "over", "over", "far", "at")))
        return chosen

    # The kinds.

    def ordinary(self) -> None:
        self.counted(self.rng.randint(11, LAST_COHORT), self.rng.random() < 0.7)
        self.under_now(self.rng.choice((0, 1, 2, 3)))

    def one_under(self) -> None:
        self.counted(self.rng.randint(11, 100), self.rng.random() < 0.75)
        s = self.under_now(1)[0]
        if self.draw("one under", (True, False, False)):
            self.lose_limit(s)

    def many_under(self) -> None:
        self.counted(self.rng.randint(11, LAST_COHORT), self.rng.random() < 0.6)
        for s in self.under_now(self.rng.choice((2, 2, 3))):
            if self.rng.random() < 0.3:
                self.lose_limit(s)

    def ambiguous(self) -> None:
        """65% of a cohort for which counts on both sides of 65% fit, and what progress then says."""
        self.attain(self.rng.choice((210, self.rng.choice(cohorts_where_65_is(True, False)))), 65)
        kind = self.draw("ambiguous", ("none", "sig", "not", "limit", "limit", "two", "three", "gap", "gap", "gap"))
        chosen = self.under_now({"none": 0, "two": 2, "three": 3}.get(kind, 1),
                                {"sig": ("sig",), "not": ("at", "over")}.get(kind, ("sig", "at", "over")))
        if kind == "limit":
            self.lose_limit(chosen[0])
        elif kind == "gap":
            self.lose_score(self.rng.choice([s for s in SUBJECTS if s not in chosen]))

    def rounded(self) -> None:
        """What rounding does: no count fits, 64 to 66, a count against the percentage, exactly 65%, and halves."""
        kind = self.draw("rounded", ("none", "none", "edge", "differs", "exact", "half"))
        if kind == "none":
            cohort, percent = 70, 35
            while fits(percent, cohort) or self.rng.random() < 0.5:
                cohort = self.rng.randint(11, 90)
                percent = self.rng.choice((64, 65, 66, self.rng.randint(1, 64), self.rng.randint(65, 99)))
            self.attain(cohort, percent)
        elif kind == "edge":
            self.attain(self.rng.randint(11, LAST_COHORT), self.rng.choice((64, 65, 66)))
        elif kind == "differs":
            self.attain(self.rng.choice(cohorts_where_65_is(True)), 65)
        elif kind == "exact":
            self.attain(20 * self.rng.randint(1, 9), 65)
        else:
            # An odd number of eighths ends in a half, as 15 of 24 does: 62.5, published as 63.
            eighth = self.rng.randint(2, 12)
            self.attain(8 * eighth, self.draw("half", (13, 38, 38, 63)))
        self.under_now(self.rng.choice((0, 1, 2, 2, 3)))

    def gaps(self) -> None:
        """Every combination of the seven figures that may be missing: the attainment, three scores, three limits."""
        self.counted(self.rng.randint(11, 100), self.rng.random() < 0.75)
        self.under_now(self.draw("gaps", (0, 0, 1, 1, 2, 2)))
        pattern = self.draw("pattern", range(1, 128)) if self.rng.random() < 0.75 else self.rng.randrange(1, 16)
        if pattern & 1:
            self.cells["PTRWM_EXP"] = self.missing("percent", low_coverage=True)
        for i, s in enumerate(SUBJECTS):
            if pattern >> (1 + i) & 1:
                self.lose_score(s)
            if pattern >> (4 + i) & 1:
                self.lose_limit(s)

    def limit_decides(self) -> None:
        """One score is missing, and its own limit shows that it cannot matter alone."""
        self.counted(self.rng.randint(11, 100), self.rng.random() < 0.9)
        self.under_now(0)
        s = self.rng.choice(SUBJECTS)
        self.subject(s, "far", self.rng.choice(("at", "over")))
        self.lose_score(s)

    def cohorts(self) -> None:
        self.ordinary()
        kind = self.draw("cohort", ("0", "1", "10", "11", "12", "", "SUPP", "code", "junk"))
        self.cells["TELIG"] = {"junk": self.rng.choice(JUNK["count"]), "": self.rng.choice(("", " ")),
                               "code": self.rng.choice(("NA", "NE", "NP"))}.get(kind, kind)
        if self.cells["TELIG"] in ("11", "12") and self.rng.random() < 0.8:
            cohort = int(self.cells["TELIG"])
            self.attain(cohort, (200 * self.rng.randint(0, 7) + cohort) // (2 * cohort))

    def coverage(self) -> None:
        self.ordinary()
        s = self.draw("coverage of", SUBJECTS)
        if self.rng.random() < 0.25:
            self.cells[f"{PREFIX[s]}PROG"] = "LOWCOV"
            self.cells[f"{PREFIX[s]}COV"] = self.rng.choice(("49%", "NA", "", "LOWCOV", "62%"))
        else:
            self.cells[f"{PREFIX[s]}COV"] = self.rng.choice(
                ("49%", "49%", "0%", "50%", "51%", self.missing("percent", low_coverage=True)))

    def exempt(self) -> None:
        self.rng.choice((self.ordinary, self.cohorts, self.coverage))()
        self.cells |= self.draw("exempt", ({"RECTYPE": "2"}, {"ICLOSE": "1"}, {"ICLOSE": "1"},
                                           {"RECTYPE": "2", "ICLOSE": "1"}))

    def tail(self) -> None:
        """A row that stops early, as DfE's do."""
        self.ordinary()
        self.cut = self.rng.choice(("TELIG", "PTRWM_EXP", "READPROG", "WRITPROG", "MATPROG", "MATPROG", "MATPROG_UPPER",
                                    "MATPROG_UPPER", "MATCOV"))


def aggregate(header: list[str], record_type: str, la: str) -> list[str]:
    """A row about the LA or the country: blanks are single spaces, and so is its URN."""
    cells = {"RECTYPE": record_type, "LEA": la if record_type == "3" else " ", "TELIG": "12000", "PTRWM_EXP": "61%"}
    return [cells.get(name, " ") for name in header]


def write(seed: int, count: int, la: str, layout: str, first_urn: int) -> bytes:
    """The file's bytes: BOM, CRLF, ragged rows and no final newline, as DfE writes them."""
    rng = random.Random(f"{seed} {la} {layout}")
    header = (COLUMNS / f"ks2-{layout.replace('/', '-')}.txt").read_text("ascii").split()
    decks = Decks(rng)
    lines = []
    for i in range(count):
        row = Row(rng, decks)
        getattr(row, decks.draw("kind", [kind for kind, weight in KINDS.items() for _ in range(weight)]))()
        cells = row.cells | {"LEA": la, "ESTAB": str(1000 + i % 9000), "URN": str(first_urn + i), "NFTYPE":
                             "CYS" if row.cells["RECTYPE"] == "2" else "CY", "SCHNAME": f"Boundary School {i + 1}",
                             "AGERANGE": "4-11"}
        line = [cells.get(name, "") for name in header]
        if row.cut:
            line = line[:header.index(row.cut)]
        elif rng.random() < 0.2:
            line = line[:header.index("MATCOV") + 1]
        lines.append(line)
    for record_type, place in (("3", count // 3), ("4", count // 2), ("5", 2 * count // 3)):
        lines.insert(place, aggregate(header, record_type, la))
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows([header, *lines])
    return b"\xef\xbb\xbf" + out.getvalue().removesuffix("\r\n").encode()


def main() -> int:
    parser = argparse.ArgumentParser(description="Writes a KS2 file around every boundary of the floor standard.")
    parser.add_argument("--seed", type=int, default=2016)
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--la", default="926")
    parser.add_argument("--layout", choices=("2016/17", "2017/18", "2018/19"), default="2016/17")
    parser.add_argument("--mode", choices=("national", "local"), default="national", help="what to expect")
    parser.add_argument("--first-urn", type=int, default=900_000)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--expected", type=Path, help="where to write the expected findings, as JSON")
    arguments = parser.parse_args()

    data = write(arguments.seed, arguments.rows, arguments.la, arguments.layout, arguments.first_urn)
    arguments.out.write_bytes(data)
    text = ks2_floor.decode(data)
    read = ks2_floor.schools(text)
    year = ks2_floor.year_of_layout(text)
    found = [ks2_floor.judge(school, arguments.mode, year) for school in read]
    if arguments.expected:
        arguments.expected.write_text(json.dumps([f.__dict__ for f in found], indent=1) + "\n")
    return branches.report(read, found, arguments.mode, arguments.layout)


if __name__ == "__main__":
    sys.exit(main())
