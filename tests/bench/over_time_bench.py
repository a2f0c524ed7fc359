"""Measures a backtest over all of England: the floor standard, ten years, 150 Local Authorities, 25,000 schools."""
import csv
import io
import pathlib
import random
import shutil
import statistics
import subprocess
import time

import large_file
import years
from pupil_bench import duckdb_modules
from termwise_cli import Termwise

HERE = pathlib.Path(__file__).resolve().parent

FIRST, LAST = 2008, 2017
LAS = [str(code) for code in range(201, 351)]
SCHOOLS = 25_000
ROUNDS = 3
FIGURES = ("TELIG", "PTRWM_EXP", *(subject + what for subject in ("READ", "WRIT", "MAT")
                                   for what in ("PROG", "PROG_LOWER", "PROG_UPPER", "COV")))
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


def append_figures(path, source, summer):
    """Adds a year's figures of the floor standard to a plain table, as an analyst would have them: numbers, or nothing."""
    new = not path.exists()
    with open(source, encoding="utf-8", newline="") as file, open(path, "a", encoding="utf-8", newline="") as out:
        rows = csv.DictReader(file)
        names = [name for name in rows.fieldnames if name in FIGURES]
        writer = csv.writer(out, lineterminator="\n")
        if new:
            writer.writerow(["YEAR", "URN", *names])
        for row in rows:
            writer.writerow([summer, row["URN"], *(row[name].rstrip("%").replace("SUPP", "") for name in names)])


def last_line(arguments):
    out = subprocess.run([str(a) for a in arguments], check=True, capture_output=True, text=True).stdout
    return out.strip().splitlines()[-1].split()


def bench_evaluation_alone(build, termwise, span, table):
    """All rules of the national plugin, facts at hand, beside the same test in the tools that analysts use."""
    url = termwise.call("db", "start").split()[-1]
    *seconds, places, findings, below = last_line(
        [build / "bin" / "evaluation_bench", termwise.main_file, url, build / "bin" / "termwise-plugin-host", "national", span])
    median, least, most = map(float, seconds)
    print(f"evaluation alone of all rules of national over the same, facts at hand: {median:.2f} s "
          f"({least:.2f} to {most:.2f}); goal 5 s on 2 cores; {int(places):,} LA-years, {int(findings):,} findings with "
          f"their evidence and sentences")
    peers = {"pandas": ["/usr/bin/python3", HERE / "floor_pandas.py", table]}
    modules = duckdb_modules(build)
    if modules:
        shutil.copy(HERE / "floor_duckdb.mjs", modules)  # beside node_modules, where node looks for them
        peers["DuckDB"] = ["node", modules / "floor_duckdb.mjs", table]
    for name, command in peers.items():
        tries = [last_line(command) for _ in range(ROUNDS)]
        if {found for _, found in tries} != {below}:
            raise SystemExit(f"{name} finds {tries[0][1]} schools below the floor, and Termwise {below}")
        peer = statistics.median(float(one) for one, _ in tries)
        print(f"  {name}: {peer:.3f} s for the floor's attainment and progress alone, the same {below} below, without "
              f"evidence, exemptions by reason or sentences: ratio {median / peer:.0f}")


def bench_backtest(build, directory):
    config = years.write_config(directory / "config", FIRST, LAST)
    layout = large_file.tomllib.loads((config / "sources" / f"ks2-{LAST}.toml").read_text(encoding="utf-8"))
    measures = large_file.tomllib.loads((config / "measures.toml").read_text(encoding="utf-8"))["ks2"]
    termwise = Termwise(build, directory, config)
    table = directory / "figures.csv"
    with termwise:
        start = time.monotonic()
        for summer in range(FIRST, LAST + 1):
            path = directory / f"{summer}.csv"
            write_year(path, summer, layout, measures)
            termwise.call("ingest", "--year", years.label(summer), path)
            append_figures(table, path, summer)
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
        bench_evaluation_alone(build, termwise, span, table)
    termwise.discard()
    print(f"backtest of the national floor standard over {len(of_years)} years of all England, {len(LAS)} Local Authorities, "
          f"{SCHOOLS:,} schools: {statistics.median(seconds):.1f} s ({min(seconds):.1f} to {max(seconds):.1f}); goal 20 s "
          f"on 2 cores")
    print(f"  (its files of {len(large_file.columns_of(layout))} columns written and loaded: {built:.0f} s)")
