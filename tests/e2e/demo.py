#!/usr/bin/python3
"""Everything that is built, as a Local Authority would use it, on the bundled sample or on DfE's own files."""
import argparse
import collections
import pathlib
import sys

from termwise_cli import ROOT, Termwise

RULE = "ks2-floor"


def heading(text):
    print(f"\n\033[1m{text}\033[0m" if sys.stdout.isatty() else f"\n{text}\n{'-' * len(text)}", flush=True)


def ingest(termwise, folder):
    """Loads every file; returns the (LA, year) pairs that it brought."""
    files = sorted(p for p in pathlib.Path(folder).iterdir() if p.suffix.lower() == ".csv")
    if not files:
        sys.exit(f"{folder} holds no .csv file.")
    done = termwise.run("ingest", *files)
    print(done.stdout, end="")
    if done.stderr:
        print("Refused, and nothing of them was loaded:")
        for line in done.stderr.splitlines():
            print("  " + line)
    return [tuple(row) for row in termwise.sql(
        "select distinct la_code, academic_year from termwise.record where subject_kind = 1 and la_code is not null "
        "order by 2, 1")]


def label(summer):
    return f"{int(summer) - 1}/{int(summer) % 100:02d}"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--build", required=True)
    parser.add_argument("--data", default=str(ROOT / "config" / "sample"))
    options = parser.parse_args()

    termwise = Termwise(options.build, pathlib.Path(options.build) / "demo")
    termwise.discard()
    with termwise:
        heading("The configuration")
        print(termwise.call("check"), end="")
        heading("Files in")
        pairs = ingest(termwise, options.data)
        if not pairs:
            sys.exit("No file could be loaded.")
        heading("The floor check of each Local Authority and year")
        for la, summer in pairs:
            print(termwise.call("run", "floor-check", "--la", la, "--year", label(summer)), end="", flush=True)
        findings = termwise.json("findings")
        counts = collections.Counter(finding["outcome"] for finding in findings)
        print("In all: " + ", ".join(f"{count} {outcome}" for outcome, count in counts.most_common()))
        heading("The five most important findings")
        top = termwise.json("findings", "--most", "5")
        for finding in top:
            print(f"* {finding['sentence']}")
        first = top[0]
        heading("Why the first of them is on the list")
        print(termwise.call("explain", "--urn", first["urn"], "--rule", RULE, "--year", first["year"]), end="")
        heading("The same bytes again")
        print(termwise.call("replay", first["run"]), end="")
    heading("Where to look")
    command = f"build/bin/termwise --config {termwise.main_file.relative_to(ROOT)}"
    print(f"{command} findings --la {first['la']} --year {first['year']}\n"
          f"{command} explain --urn {first['urn']} --rule {RULE} --year {first['year']}\n"
          f"{command} quality\n{command} runs\n{command} --help")
    return 0


if __name__ == "__main__":
    sys.exit(main())
