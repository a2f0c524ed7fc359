"""Measures loading all of England in one command, from publishers' own files."""
import os
import pathlib
import sys

from measuring import forget, spread, timed
from termwise_cli import Termwise

ROUNDS = 3
FILES = ("schools/england_spine_2017-18_from_xlsx.csv", "schools/giaslinks_england_2021-05.csv",
         "national/ks2_perf_2016.csv", "national/ks2_perf_2017.csv", "context/england_abs_2012-13.csv",
         "context/england_census_2015-16.csv", "ofsted/Ofsted Sep 13 - Aug 14.csv")


def bench_england(build, directory):
    data = os.environ.get("TERMWISE_REAL_DATA")
    if not data:
        print("SKIPPED: TERMWISE_REAL_DATA is not set, so loading all of England was NOT measured", file=sys.stderr)
        return
    files = [pathlib.Path(data, name) for name in FILES]
    termwise = Termwise(build, directory)
    seconds, memory = [], []
    with termwise:
        termwise.sql("select 1")  # the server runs, and the database is there
        for _ in range(ROUNDS):
            took, peak = timed([termwise.program, "--config", termwise.main_file, "ingest", *files])
            seconds.append(took)
            memory.append(peak)
            [[rows]] = termwise.sql("select count(*) from termwise.record")
            forget(termwise)
    print(f"all England in one command, list of schools, links, two years of key stage 2, absence, census and "
          f"inspections, {int(rows):,} rows: {spread(seconds)}; goal under 60 s")
    print(f"  peak memory of termwise: {max(memory):.1f} MiB; goal under 128 MiB")
    termwise.discard()
