#!/usr/bin/python3
"""Measures Termwise against its peers, in a release build, in one run: `./dev bench`. Ratios are of medians."""
import argparse
import json
import pathlib
import statistics
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "e2e"))
import daemon_bench
import deployment_bench
import england_bench
import large_file
import over_time_bench
import pupil_bench
import web_bench
from measuring import forget, spread, timed
from termwise_cli import Termwise

ROUNDS = 5


class Peer:
    """`psql \\copy` of the same bytes into text columns of a table without constraints or indexes."""

    def __init__(self, termwise, names):
        self.termwise = termwise
        columns = ", ".join(f'"{name}" text' for name in names)
        self.create = f"drop table if exists public.peer; create table public.peer ({columns})"

    def load(self, path):
        self.termwise.sql(self.create)
        url = self.termwise.call("db", "start").split()[-1]
        return timed(["psql", "-qX", url, "-c", f"\\copy public.peer from '{path}' with (format csv, header)"])


def bench_ingest(termwise, path, names):
    peer = Peer(termwise, names)
    command = [termwise.program, "--config", termwise.main_file, "ingest", path]
    ours, theirs, ratios, memory = [], [], [], []
    for _ in range(ROUNDS):
        seconds, peak = timed(command)
        other, _ = peer.load(path)
        ours.append(seconds)
        theirs.append(other)
        ratios.append(seconds / other)
        memory.append(peak)
        if len(ours) < ROUNDS:
            forget(termwise)
    size = path.stat().st_size / 2**20
    print(f"ingest of 20,000 rows x {len(names)} columns ({size:.1f} MiB), mapped and validated: {spread(ours)}")
    print(f"  psql \\copy of the same bytes into text columns:                          {spread(theirs)}")
    print(f"  ratio, pair by pair: median {statistics.median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f});"
          f" goal 1.5")
    print(f"  peak memory of termwise: {max(memory):.1f} MiB; goal 64 MiB")


def bench_evaluation(termwise):
    command = [termwise.program, "--config", termwise.main_file, "run", "floor-check", "--la", "926"]
    whole = [timed(command)[0] for _ in range(ROUNDS)]
    plugin = [termwise.json("run", "floor-check", "--la", "926")[0]["wall_ms"] / 1000 for _ in range(ROUNDS)]
    print(f"floor check of 20,000 schools, facts to committed findings, whole command: {spread(whole)}")
    print(f"  of which the plugin's process, spawn to last finding:                    {spread(plugin)}")


def bench_digests(build):
    rounds = [json.loads(subprocess.run([build / "bin" / "digest_bench"], check=True, capture_output=True).stdout)
              for _ in range(ROUNDS)]
    one = rounds[0]
    print(f"{one['digests']:,} digests of {one['entries']} entries each, from findings to the message's bytes, with one "
          f"chart for all: {spread([each['seconds'] for each in rounds])}")
    print(f"  one digest ({one['bytes'] / 1024:.0f} KiB): {statistics.median(each['digest_ms'] for each in rounds):.2f} ms;"
          f" its chart, drawn and compressed once: {statistics.median(each['chart_ms'] for each in rounds):.1f} ms")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--build", required=True)
    build = pathlib.Path(parser.parse_args().build)
    with tempfile.TemporaryDirectory(prefix="termwise-bench-") as directory:
        directory = pathlib.Path(directory)
        config, layout, measures = large_file.write_config(directory / "config")
        path = directory / "large.csv"
        large_file.write_file(path, layout, measures)
        termwise = Termwise(build, directory, config)
        with termwise:
            bench_ingest(termwise, path, large_file.columns_of(layout))
            bench_evaluation(termwise)
            url = termwise.call("db", "start").split()[-1]
            print("one no-op plugin run, spawn to commit:")
            subprocess.run([build / "bin" / "run_bench", url, build / "bin" / "termwise-plugin-host",
                            build / "tests" / "bench" / "termwise-noop.so"], check=True)
        termwise.discard()
        plugins = build / "tests" / "bench"
        subprocess.run([build / "bin" / "sandbox_bench", build / "bin" / "termwise-plugin-host",
                        plugins / "termwise-noop.so", plugins / "termwise-clock.so"], check=True)
        england_bench.bench_england(build, directory / "england")
        pupil_bench.bench_pupils(build, directory / "pupils")
        daemon_bench.bench_daemon(build, directory / "daemon")
        web_bench.bench_pages(build, directory / "web")
        over_time_bench.bench_backtest(build, directory / "years")
        deployment_bench.bench_deployment(build, directory / "deployment")
        bench_digests(build)
    return 0


if __name__ == "__main__":
    sys.exit(main())
