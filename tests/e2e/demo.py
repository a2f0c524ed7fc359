#!/usr/bin/python3
"""Everything that is built, as a Local Authority would use it, on the bundled sample or on DfE's own files."""
import argparse
import collections
import json
import pathlib
import shutil
import socket
import subprocess
import sys
import urllib.request

from termwise_cli import ROOT, Termwise
from termwise_daemon import Daemon, eventually

RULE = "ks2-floor"
SAMPLE = str(ROOT / "config" / "sample")
ENDINGS = (".csv", ".xlsx")
OTHER_LA = pathlib.Path(SAMPLE) / "999"
SCHOOL_YEAR = pathlib.Path(SAMPLE) / "school_years" / "999"
REMINDED_ON = "2026-02-18"


def heading(text):
    print(f"\n\033[1m{text}\033[0m" if sys.stdout.isatty() else f"\n{text}\n{'-' * len(text)}", flush=True)


def files_in(folder):
    """Every file below the folder that may be one; which are data the program says."""
    # Folders of the sample are Local Authorities that need a configuration of their own.
    found = pathlib.Path(folder).glob("*") if folder == SAMPLE else pathlib.Path(folder).rglob("*")
    files = sorted(p for p in found if p.is_file() and p.suffix.lower() in ENDINGS)
    if not files:
        sys.exit(f"{folder} holds no file that ends in {' or '.join(ENDINGS)}.")
    return files


def lists_of_schools_first(termwise, files):
    """Other files take from them in which Local Authority a school is."""
    read = json.loads(termwise.run("ingest", "--dry-run", "--json", *files).stdout)
    return sorted(files, key=lambda file: not any(
        report["file"] == str(file) and report.get("layout", "").startswith("school-") for report in read))


def ingest(termwise, files):
    """Loads the files; returns the names of those that were loaded, and says which were not."""
    done = termwise.run("ingest", *files)
    print(done.stdout, end="")
    if done.stderr:
        print("Refused, and nothing of them was loaded:")
        for line in done.stderr.splitlines():
            print("  " + line)
    return {name for name, in termwise.sql("select file_name from termwise.batch")}


def pairs_with_data(termwise):
    """The (LA, year) pairs of whose schools the files brought what the rule judges."""
    return [tuple(row) for row in termwise.sql(
        "select distinct la_code, academic_year from termwise.record where dataset = 'ks2' and subject_kind = 1 "
        "and la_code is not null order by 2, 1")]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def save_page(termwise, url, path):
    """A report page with its style sheet, as files that a browser opens without the daemon."""
    folder = termwise.directory / "pages"
    folder.mkdir(exist_ok=True)
    for name, source in (("findings.html", url + path), ("style.css", url + "/style.css")):
        with urllib.request.urlopen(source, timeout=30) as answer:
            (folder / name).write_bytes(answer.read().replace(b'href="/style.css"', b'href="style.css"'))
    return folder / "findings.html"


def run_the_daemon(termwise, file, url, la):
    """Drops a file into the inbox of a daemon, says what became of it, and takes a page from it."""
    inbox = termwise.directory / "inbox"
    with Daemon(termwise):
        shutil.copy(file, inbox)
        print(f"{file.name} was dropped into {inbox.relative_to(ROOT)}/ ...", flush=True)
        report = eventually(lambda: next(inbox.glob("*/*.report.txt"), None), "the daemon has taken the file")
        eventually(lambda: not termwise.json("status")["running"] and not termwise.json("status")["due"],
                   "the daemon has done what follows")
        print(f"... and stands in {report.parent.relative_to(ROOT)}/, its report beside it:")
        for line in report.read_text(encoding="utf-8").splitlines()[:4]:
            print("    " + line)
        print()
        print(termwise.call("status"), end="")
        return save_page(termwise, url, f"/las/{la}/findings")


def write_digest(termwise, la):
    """The digest that the LA's first reader would get, as three files, and then the digests themselves."""
    names = {form: termwise.directory / f"digest.{form}" for form in ("txt", "html", "eml")}
    for form, path in names.items():
        command = [termwise.program, "--config", termwise.main_file, "digest", "preview", "--la", la, "--format",
                   "text" if form == "txt" else form]
        path.write_bytes(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)
    for line in names["txt"].read_text(encoding="utf-8").splitlines()[:24]:
        print("    " + line)
    print(f"    ...\n\nThe whole of it: {', '.join(str(path.relative_to(ROOT)) for path in names.values())}")
    print(termwise.call("digest", "send", "--la", la), end="")


def configuration_with(file, directory):
    """A copy of the bundled configuration with one Local Authority more."""
    config = directory / "config"
    shutil.rmtree(config, ignore_errors=True)
    shutil.copytree(ROOT / "config", config, ignore=shutil.ignore_patterns("sample", "*.md"))
    shutil.copy(file, config / "las")
    return config


def remind(termwise):
    """What the registers of the fictitious LA 999 lead to on a day in its year, with the files that had come by then."""
    registers = [file for file in sorted(SCHOOL_YEAR.glob("*.csv")) if file.stem.rpartition("_")[2] <= REMINDED_ON]
    files = sorted(OTHER_LA.glob("*.csv"), key=lambda file: (not file.name.startswith("gias_"), file.name))
    termwise.call("ingest", *files, *registers)
    for job in ("concern-flag", "qa-reminders"):
        print(termwise.call("run", job, "--la", OTHER_LA.name, "--year", "2025/26", "--as-at", REMINDED_ON), end="")
    print(termwise.call("reminder", "list", "--la", OTHER_LA.name), end="")


def first_paragraph(text, most=12):
    """The lines of a text up to its first empty line after `most`, without those before its table."""
    lines = text.splitlines()
    start = next((i for i, line in enumerate(lines) if line.split()[:1] in (["Year"], ["Value"], ["Rule"])), 0)
    for line in lines[start:start + most]:
        if not line:
            break
        print("    " + line)


def look_ahead(termwise, la, summers):
    """The machine, a plugin's check, and what plugins and thresholds would have done; returns the pages about them."""
    doctor = json.loads(termwise.run("doctor", "--json").stdout)  # whatever it finds
    states = collections.Counter(line["state"] for line in doctor)
    print(f"The doctor finds {states['well']} things well with this machine, and {len(doctor) - states['well']} to look at.")
    plugin = termwise.plugins / f"termwise-{'kent' if la == '886' else 'national'}.so"
    print(termwise.run("plugin", "check", plugin).stdout.splitlines()[-1], flush=True)
    span = f"{label(min(summers))}..{label(max(summers))}"
    asks = {"backtest": ("What the plugin would have listed over the years", ("backtest", plugin, "--years", span)),
            "whatif": ("What a higher or lower floor would do", ("whatif", "--rule", RULE, "--set", "floor=60..70:5")),
            "plugin-diff": ("What it would change to go from the national plugin to this one",
                            ("plugin", "diff", "national", plugin, "--years", span))}
    pages = []
    for name, (what, ask) in asks.items():
        print(f"{what}, LA {la}:")
        done = termwise.run(*ask, "--la", la)
        if done.returncode != 0:  # files that are not known beforehand may have no year for it
            print("    " + done.stderr.strip())
            continue
        first_paragraph(done.stdout)
        pages.append(termwise.directory / "pages" / f"{name}.html")
        termwise.call(*ask, "--la", la, "--format", "html", "--out", pages[-1])
    return pages


def label(summer):
    return f"{int(summer) - 1}/{int(summer) % 100:02d}"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--build", required=True)
    parser.add_argument("--data", default=SAMPLE)
    options = parser.parse_args()

    url = f"http://127.0.0.1:{free_port()}"
    directory = pathlib.Path(options.build).resolve() / "demo"
    config = ROOT / "config"
    if options.data == SAMPLE:
        config = configuration_with(OTHER_LA / "999.toml", directory)
    termwise = Termwise(options.build, directory, config,
                        extra=f'[inbox]\ndirectory = "{directory / "inbox"}"\nsettle_seconds = 1\n'
                              f'[web]\nlisten = "{url.removeprefix("http://")}"\npublic_url = "{url}"\n')
    termwise.discard()
    shutil.rmtree(directory / "inbox", ignore_errors=True)
    with termwise:
        heading("The configuration")
        print(termwise.call("check"), end="")
        heading("Files in")
        files = files_in(options.data)
        if options.data != SAMPLE:
            files = lists_of_schools_first(termwise, files)
        # The sample's last file is left for the daemon; of files that are not known beforehand, every one is loaded now.
        loaded = ingest(termwise, files[:-1] if options.data == SAMPLE else files)
        if not loaded:
            sys.exit("No file could be loaded.")
        arriving = files[-1] if options.data == SAMPLE else next(file for file in files if file.name in loaded)
        heading("The floor check of each Local Authority and year")
        for la, summer in pairs_with_data(termwise):
            print(termwise.call("run", "floor-check", "--la", la, "--year", label(summer)), end="", flush=True)
        findings = termwise.json("findings")
        if not findings:
            print("There is no finding: these files name no school's LA, or have no results that a rule judges. Load a "
                  "list of schools and the results of an LA.")
            heading("Where to look")
            print(f"build/bin/termwise --config {termwise.main_file.relative_to(ROOT)} quality")
            return 0
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
        heading("The daemon: what is due, and a file that arrives")
        print(termwise.call("plan"), end="", flush=True)
        page = run_the_daemon(termwise, arriving, url, first["la"])
        heading(f"The digest that managers of LA {first['la']} get")
        write_digest(termwise, first["la"])
        if options.data == SAMPLE:
            heading(f"The reminders of LA {OTHER_LA.name}, from its own registers, on {REMINDED_ON}")
            remind(termwise)
        heading("Before a plugin or a threshold is adopted")
        pairs = pairs_with_data(termwise)
        other = "886" if any(la == "886" for la, _ in pairs) else first["la"]  # Kent has a plugin of its own
        pages = look_ahead(termwise, other, {int(summer) for la, summer in pairs if la == other})
    heading("Where to look")
    config = termwise.main_file.relative_to(ROOT)
    command = f"build/bin/termwise --config {config}"
    print(f"{page.relative_to(ROOT)} is the list of findings as a page; with build/bin/termwised --config {config} all "
          f"pages are at {url}/")
    if pages:
        print(f"{', '.join(path.name for path in pages)} beside it are the answers of the last section, each with a chart")
    print(f"{command} findings --la {first['la']} --year {first['year']}\n"
          f"{command} explain --urn {first['urn']} --rule {RULE} --year {first['year']}\n"
          f"{command} quality\n{command} runs\n{command} plan why floor-check-termly --la 886\n"
          f"{command} reminder list --all\n{command} status\n{command} outbox --all\n{command} doctor\n"
          f"{command} plugin check build/plugins/termwise-kent.so\n"
          f"{command} whatif --rule {RULE} --set floor=60..70:1 --la {other}\n{command} --help")
    return 0


if __name__ == "__main__":
    sys.exit(main())
