"""Measures a backtest over all of England: the floor standard, ten years, 150 Local Authorities, 25,000 schools."""
import csv
import io
import random
import statistics
import time

import large_file
import years
from termwise_cli import Termwise

FIRST, LAST = 2008, 2017
LAS = [str(code) for code in range(201, 351)]
SCHOOLS = 25_000
ROUNDS = 3
WIDE_ROWS = 200  # different rows of the figures that the rule does not read; a school has one of them


def floor_figures(dice):
    """What the rule reads: one school in a few is under a floor, some figures are suppressed."""
    pupils = dice.randint(8, 90)
    reached = round(pupils * min(1, max(0, dice.gauss(0.7, 0.15))))
    cells = {"TELIG": str(pupils), "PTRWM_EXP": f"{(200 * reached + pupils) // (2 * pupils)}%"}
    if dice.random() < 0.03:
        cells["PTRWM_EXP"] = "SUPP"
    for subject, coverage in (("READ", "READCOV"), ("WRIT", "WRITCOV"), ("MAT", "MATCOV")):
        score = dice.gauss(0, 3)
        cells |= {f"{subject}PROG": f"{score:.1f}", f"{subject}PROG_LOWER": f"{score - 2.2:.1f}",
                  f"{subject}PROG_UPPER": f"{score + 2.2:.1f}", coverage: f"{dice.randint(45, 100)}%"}
    return cells


def write_year(path, summer, layout, measures):
    """A file as wide as DfE's: every column has a figure."""
    names = large_file.columns_of(layout)
    dice = random.Random(summer)
    key = ["URN", "LEA", "SCHNAME", *floor_figures(dice)]
    others = [name for name in names if name not in key]
    tails = []
    for number in range(WIDE_ROWS):
        cells = {name: large_file.figure(dice, measures[code]) for name, code in layout["measures"].items()}
        cells |= {name: large_file.attribute(entry, name, number) for name, entry in layout["attributes"].items()}
        cells |= {name: f"{name.title()} {number}" for name in layout["ignored"]} | {"RECTYPE": "1", "ICLOSE": "0"}
        line = io.StringIO()
        csv.writer(line, lineterminator="").writerow([cells[name] for name in others])
        tails.append(line.getvalue())
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write(",".join([*key, *others]) + "\r\n")
        for number in range(SCHOOLS):
            figures = floor_figures(dice).values()
            file.write(f"{200_000 + number},{LAS[number % len(LAS)]},School {number},{','.join(figures)},"
                       f"{tails[number % WIDE_ROWS]}\r\n")


def bench_backtest(build, directory):
    config = years.write_config(directory / "config", FIRST, LAST)
    layout = large_file.tomllib.loads((config / "sources" / f"ks2-{LAST}.toml").read_text(encoding="utf-8"))
    measures = large_file.tomllib.loads((config / "measures.toml").read_text(encoding="utf-8"))["ks2"]
    termwise = Termwise(build, directory, config)
    with termwise:
        start = time.monotonic()
        for summer in range(FIRST, LAST + 1):
            path = directory / f"{summer}.csv"
            write_year(path, summer, layout, measures)
            termwise.call("ingest", "--year", years.label(summer), path)
            path.unlink()
        built = time.monotonic() - start
        span = f"{years.label(FIRST)}..{years.label(LAST)}"
        seconds = []
        for _ in range(ROUNDS):
            start = time.monotonic()
            found = termwise.json("backtest", "national", "--years", span, "--rule", "ks2-floor")
            seconds.append(time.monotonic() - start)
        of_years = found["rules"][0]["years"]
        findings = sum(sum(year["outcomes"].values()) for year in of_years)
        if findings != SCHOOLS * len(of_years):
            raise SystemExit(f"the backtest judged {findings} schools and years")
    termwise.discard()
    print(f"backtest of the national floor standard over {len(of_years)} years of all England, {len(LAS)} Local Authorities, "
          f"{SCHOOLS:,} schools: {statistics.median(seconds):.1f} s ({min(seconds):.1f} to {max(seconds):.1f}); goal 20 s "
          f"on 2 cores")
    print(f"  (its files of {len(large_file.columns_of(layout))} columns written and loaded: {built:.0f} s)")
