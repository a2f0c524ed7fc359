"""Seeded files of fictitious schools around the thresholds of the national rules, in the LA's own layouts and in DfE's. What is
expected is never known here: the oracle reads the finished bytes."""
from __future__ import annotations

import csv
import io
import random
from fractions import Fraction
from pathlib import Path

import ks2_floor
import national_rules as rules

HERE = Path(__file__).resolve().parent
KS4_SAMPLES = HERE.parent / "ingest" / "samples"
CODES = ("SUPP", "NA", "", "junk")
OWN_KS2_2008 = ["URN", "LA", "COHORT", "L4_ENGLISH", "L4_MATHS", "L4_ENGLISH_MATHS", "L4_ENGLISH_PERCENT",
                "L4_MATHS_PERCENT", "L4_ENGLISH_MATHS_PERCENT", "LP2_ENGLISH", "LP2_ENGLISH_KNOWN", "LP2_MATHS",
                "LP2_MATHS_KNOWN", "LP2_ENGLISH_PERCENT", "LP2_MATHS_PERCENT"]
OWN_KS2_2011 = ["URN", "LA", "COHORT", "L4_ENGLISH_MATHS_PERCENT", "L4_READING_WRITING_MATHS_PERCENT",
                "LP2_ENGLISH_PERCENT", "LP2_READING_PERCENT", "LP2_WRITING_PERCENT", "LP2_MATHS_PERCENT"]
OWN_KS4 = ["URN", "LA", "COHORT", "FIVE_AC", "FIVE_AC_PERCENT", "FIVE_AC_ENGLISH_MATHS", "FIVE_AC_ENGLISH_MATHS_PERCENT",
           "LP3_ENGLISH_PERCENT", "LP3_MATHS_PERCENT", "PROGRESS_8", "PROGRESS_8_LOWER", "PROGRESS_8_UPPER",
           "PROGRESS_8_COVERAGE"]
PREFIX = {"R": "READ", "W": "WRIT", "M": "MAT"}
LEVELS = {"LP2_E": "LP2_ENGLISH", "LP2_R": "LP2_READING", "LP2_W": "LP2_WRITING", "LP2_M": "LP2_MATHS",
          "LP3_E": "LP3_ENGLISH", "LP3_M": "LP3_MATHS"}
ATTAINMENT = {"L4_E": ("L4_ENGLISH", "L4_ENGLISH_PERCENT"), "L4_M": ("L4_MATHS", "L4_MATHS_PERCENT"),
              "L4_EM": ("L4_ENGLISH_MATHS", "L4_ENGLISH_MATHS_PERCENT"),
              "L4_RWM": ("", "L4_READING_WRITING_MATHS_PERCENT"), "AC5": ("FIVE_AC", "FIVE_AC_PERCENT"),
              "AC5_EM": ("FIVE_AC_ENGLISH_MATHS", "FIVE_AC_ENGLISH_MATHS_PERCENT")}


class Draw:
    """Cells around a threshold."""

    def __init__(self, seed: str) -> None:
        self.rng = random.Random(seed)

    def lost(self, text: str, chance: float = 0.06) -> str:
        """The cell, or now and then why there is none."""
        if self.rng.random() >= chance:
            return text
        return {"junk": self.rng.choice(("n/k", "12x"))}.get(code := self.rng.choice(CODES), code)

    def cohort(self, smallest: int) -> int:
        rng = self.rng
        return rng.choice((rng.randint(1, 14), smallest or 5, max(smallest - 1, 1), *[rng.randint(11, 250) for _ in range(6)]))

    def pupils(self, bar: Fraction, of: int) -> int:
        """A count near the bar or anywhere under it."""
        edge = -(-bar.numerator * of // (100 * bar.denominator))
        return max(0, min(of, self.rng.choice((edge - 1, edge, edge - 2, edge + 1, self.rng.randint(0, of)))))

    def percent(self, bar: Fraction) -> str:
        return str(max(0, min(100, int(bar) + self.rng.choice((-9, -2, -1, -1, 0, 1)))))

    def score(self, bar: Fraction, decimals: int) -> tuple[str, str]:
        """A score about its bar and its upper limit about 0."""
        step = Fraction(1, 10 ** decimals)
        value = bar + step * self.rng.choice((-20, -3, -1, -1, 0, 1, 30))
        upper = max(value, step * self.rng.choice((-9, -1, -1, 0, 1, 9)))
        return f"{float(value):.{decimals}f}", f"{float(upper):.{decimals}f}"


def written(header: list[str], cells: list[dict[str, str]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerows([header, *[[row.get(name, "") for name in header] for row in cells]])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def attain(draw: Draw, test: rules.Test, cohort: int, row: dict[str, str], counts: bool) -> None:
    count, percent = ATTAINMENT[test.attainment]
    pupils = draw.pupils(test.bar, cohort)
    published = str((200 * pupils + cohort) // (2 * cohort))
    if draw.rng.random() < 0.05:
        published = draw.percent(test.bar)  # which no count may give
    if counts and count and draw.rng.random() < 0.6:
        row[count] = draw.lost(str(pupils))
    if not row.get(count, "").isdecimal() or draw.rng.random() < 0.1:
        row[percent] = draw.lost(f"{published}{draw.rng.choice(('', '%'))}")


def own(stage: str, year: int, la: str, first_urn: int, count: int, test: rules.Test | tuple[rules.Test, ...],
        opted: rules.Test | None = None) -> bytes:
    """A file of the LA's own for one year's test, or for two side by side."""
    draw = Draw(f"own {stage} {year} {la}")
    header = OWN_KS4 if stage == "ks4" else (OWN_KS2_2008 if year <= 2010 else OWN_KS2_2011)
    counts = stage == "ks4" or year <= 2010
    cells = []
    for i in range(count):
        n = draw.cohort(rules.smallest_cohort(stage, year))
        row = {"URN": str(first_urn + i), "LA": la}
        for each in test if isinstance(test, tuple) else (test,):
            attain(draw, each, n, row, counts)
            for name, bar in each.progress:
                column = LEVELS[name]
                if counts and stage == "ks2" and draw.rng.random() < 0.5:
                    known = max(1, n - draw.rng.randint(0, 3))
                    row[column], row[f"{column}_KNOWN"] = draw.lost(str(draw.pupils(bar, known))), draw.lost(str(known), 0.03)
                if not row.get(column, "").isdecimal():
                    row[f"{column}_PERCENT"] = draw.lost(draw.percent(bar))
        if opted and draw.rng.random() < 0.4:
            row["PROGRESS_8"], row["PROGRESS_8_UPPER"] = map(draw.lost, draw.score(opted.progress[0][1], 2))
            row["PROGRESS_8_COVERAGE"] = draw.lost(draw.rng.choice(("49", "50", "95", "100")))
        row["COHORT"] = draw.rng.choices((str(n), "", "0", "SUPP", "n/k"), (40, 2, 1, 1, 1))[0]
        cells.append(row)
    return written(header, cells)


def what_it_is(draw: Draw, row: dict[str, str], urn: int, la: str, ages: tuple[str, ...], independent: str) -> None:
    row |= {"RECTYPE": draw.rng.choices(("1", "2"), (12, 1))[0], "URN": str(urn), "LEA": la, "ESTAB": str(1000 + urn % 9000),
            "SCHNAME": f"Rule School {urn}", "ICLOSE": draw.rng.choices(("0", "1", ""), (20, 1, 1))[0],
            "AGERANGE": draw.rng.choice(ages), "NFTYPE": draw.rng.choices(("CY", "ACC", independent), (8, 6, 1))[0]}


def ks2_tables(year: int, la: str, first_urn: int, count: int) -> bytes:
    """DfE's KS2 file of 2016/17 or 2017/18, for coasting, with what it repeats of earlier years."""
    draw = Draw(f"ks2 tables {year} {la}")
    header = (HERE / "columns" / f"ks2-{year - 1}-{year % 100}.txt").read_text("ascii").split()
    test = rules.KS2_COASTING[2018]
    cells = []
    for i in range(count):
        row: dict[str, str] = {}
        what_it_is(draw, row, first_urn + i, la, ("4-11", "7-11", "4-7", "9-13", ""), "CY")
        n = draw.cohort(11)
        coasts = draw.rng.random() < 0.4  # in every year, but for what is drawn otherwise
        row["TELIG"] = draw.rng.choices((str(n), "", "0", "SUPP"), (40, 1, 1, 1))[0]
        for back in range(3):
            if f"READPROG_{(year - back) % 100}" not in header and back:
                continue
            suffix = f"_{(year - back) % 100}" if back else ""
            gone = back and draw.rng.random() < 0.06
            pupils = draw.rng.randint(0, 84 * n // 100) if coasts else draw.pupils(test.bar, n)
            row[f"PTRWM_EXP{suffix}"] = "" if gone else draw.lost(f"{(200 * pupils + n) // (2 * n)}%", 0.03)
            under = draw.rng.choice(("R", "W", "M", "RW", "RM", "", "RWM"))
            for name, bar in test.progress:
                s = name[-1]
                score, upper = draw.score(bar, 1) if s in under else (f"{draw.rng.randint(0, 40) / 10:.1f}", "5.0")
                if coasts and s == "R":
                    score, upper = "-2.6", draw.rng.choices(("-0.1", "0.0", ""), (30, 1, 1))[0]
                row[f"{PREFIX[s]}PROG{suffix}"] = "" if gone else draw.lost(score, 0.02)
                row[f"{PREFIX[s]}PROG_UPPER{suffix}"] = "" if gone else draw.lost(upper, 0.03)
                if not back:
                    row[f"{PREFIX[s]}COV"] = draw.rng.choices(("95%", "50%", "49%", ""), (30, 2, 1, 1))[0]
        cells.append(row)
    return written(header, cells)


def ks4_tables(year: int, la: str, first_urn: int, count: int) -> bytes:
    """DfE's KS4 file of 2016/17 or 2017/18, with what it repeats of earlier years."""
    draw = Draw(f"ks4 tables {year} {la}")
    sample = KS4_SAMPLES / f"{year - 1}-{year}_886_ks4final.csv"
    header = next(csv.reader(io.StringIO(ks2_floor.decode(sample.read_bytes()))))
    cells = []
    for i in range(count):
        row: dict[str, str] = {}
        what_it_is(draw, row, first_urn + i, la, ("11-16", "11-18", "4-16", "14-19", "11-14"), "IND")
        n = draw.cohort(6)
        coasts = draw.rng.random() < 0.4
        row["TPUP"] = draw.rng.choices((str(n), "", "0", "SUPP"), (40, 1, 1, 1))[0]
        row["P8MEACOV"] = draw.rng.choices(("95%", "50%", "49%", ""), (30, 2, 1, 1))[0]
        for back in range(3):
            suffix = f"_{(year - back) % 100}" if back else ""
            bar = draw.rng.choice((Fraction("-0.5"), Fraction("-0.25"), Fraction("-0.25")))
            score, upper = draw.score(bar, 2)
            if coasts:
                score, upper = draw.rng.choice(("-0.26", "-0.51")), draw.rng.choices(("-0.01", "0.00", ""), (30, 1, 1))[0]
            gone = back and draw.rng.random() < 0.06
            row[f"P8MEA{suffix}"] = "" if gone else draw.lost(score, 0.05)
            row[f"P8CIUPP{suffix}"] = "" if gone else draw.lost(upper, 0.05)
            if year - back == 2015:
                if draw.rng.random() < 0.8:
                    row["P8MEA_15"] = row["P8CIUPP_15"] = "NA"
                row["AC5EM15_PTQ_EE"] = draw.lost(f"{draw.percent(Fraction(60))}%", 0.03)
        cells.append(row)
    return written(header, cells)
