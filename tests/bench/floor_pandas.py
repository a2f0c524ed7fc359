#!/usr/bin/python3
"""What a data analyst would write: the test of attainment and progress of 2016 to 2018 over a table of schools and years.

    floor_pandas.py FILE

Prints the seconds of the test by itself, once the table is read, and how many are below."""
import sys
import time

import numpy
import pandas

FLOOR = 65  # percent
PROGRESS = {"READ": -5.0, "WRIT": -7.0, "MAT": -5.0}
SMALL, COVERAGE = 11, 50


def below(table):
    pupils = table["TELIG"]
    # The whole number of pupils that rounds to the published percentage.
    reached = numpy.floor(table["PTRWM_EXP"] * pupils / 100 + 0.5)
    under = {name: table[f"{name}PROG"] < threshold for name, threshold in PROGRESS.items()}
    surely = {name: under[name] & (table[f"{name}PROG_UPPER"] < 0) for name in PROGRESS}
    count = sum(one.astype(int) for one in under.values())
    known = table[["PTRWM_EXP", *(f"{name}PROG" for name in PROGRESS)]].notna().all(axis=1)
    covered = pandas.concat([table[f"{name}COV"] >= COVERAGE for name in PROGRESS], axis=1).all(axis=1)
    one_surely = (count == 1) & pandas.concat(list(surely.values()), axis=1).any(axis=1)
    return (pupils >= SMALL) & known & covered & (100 * reached < FLOOR * pupils) & ((count >= 2) | one_surely)


def main():
    table = pandas.read_csv(sys.argv[1])
    start = time.perf_counter()
    found = int(below(table).sum())
    print(f"{time.perf_counter() - start:.4f} {found}")


if __name__ == "__main__":
    main()
