"""600,000 pupils of 30 columns, validated, typed and with provenance, beside what else loads such a file."""
import os
import pathlib
import shutil
import statistics
import subprocess

import pupil_file
from measuring import forget, spread, timed
from termwise_cli import ROOT, Termwise

HERE = pathlib.Path(__file__).resolve().parent
ROUNDS = 5
SLOW_ROUNDS = 2
DUCKDB = "@duckdb/node-api@1.5.6-r.1"
NPM_SECONDS = 180


class Loads:
    def __init__(self, termwise, path):
        self.termwise = termwise
        self.path = path
        self.url = termwise.call("db", "start").split()[-1]

    def ours(self):
        forget(self.termwise)
        self.termwise.sql("checkpoint")
        return timed([self.termwise.program, "--config", self.termwise.main_file, "ingest", self.path])

    def psql(self):
        self.termwise.sql(pupil_file.create_table("public.psql_pupils"))
        self.termwise.sql("checkpoint")
        copy = f"\\copy public.psql_pupils from '{self.path}' with (format csv, header)"
        return timed(["psql", "-qX", "-v", "ON_ERROR_STOP=1", self.url, "-c", copy])

    def pandas(self):
        definition = pupil_file.create_table("public.pandas_pupils")
        for name in ("GENDER", "SEN", "EAL", "WRITING_TA", "SCIENCE_TA", *pupil_file.FLAGS, *pupil_file.LEVELS):
            definition = definition.replace(f"{name} text", f"{name} smallint")
        self.termwise.sql(definition)
        self.termwise.sql("checkpoint")
        return timed(["/usr/bin/python3", HERE / "pupil_pandas.py", self.url, self.path])

    def duckdb(self, modules):
        database = modules / "pupils.duckdb"
        database.unlink(missing_ok=True)
        script = modules / "pupil_duckdb.mjs"
        shutil.copy(HERE / script.name, script)  # beside node_modules, where node looks for them
        return timed(["node", script, self.path, database, pupil_file.create_table("duckdb_pupils")])


def duckdb_modules(build):
    """The folder that has DuckDB, or none with the reason said: it is a peer, and not needed to measure ours."""
    modules = build / "bench-duckdb"
    modules.mkdir(exist_ok=True)
    if (modules / "node_modules").is_dir():
        return modules
    try:
        subprocess.run(["npm", "install", "--no-audit", "--no-fund", "--prefix", modules, DUCKDB], check=True,
                       capture_output=True, timeout=NPM_SECONDS)
    except (OSError, subprocess.SubprocessError) as failure:
        why = getattr(failure, "stderr", None)
        print(f"  SKIPPED: DuckDB could not be fetched from npm: {why.decode().strip()[-300:] if why else failure}")
        return None
    return modules


def bench_pupils(build, directory):
    directory.mkdir(parents=True, exist_ok=True)
    path, small = directory / "pupils_ks2_all.csv", directory / "pupils_ks2_few.csv"
    pupil_file.write_file(path)
    pupil_file.write_file(small, pupil_file.ROWS // 10)
    key = directory / "pupil-key"
    key.write_bytes(os.urandom(32))
    key.chmod(0o600)
    termwise = Termwise(build, directory, ROOT / "config", f'[pupils]\nkey_file = "{key}"\n')
    with termwise:
        loads = Loads(termwise, path)
        forget(termwise)
        memory_of_few = timed([termwise.program, "--config", termwise.main_file, "ingest", small])[1]
        ours, theirs, memory = [], [], []
        for _ in range(ROUNDS):
            seconds, peak = loads.ours()
            ours.append(seconds)
            memory.append(peak)
            theirs.append(loads.psql()[0])
        size = path.stat().st_size / 2**20
        print(f"{pupil_file.ROWS:,} pupils x {len(pupil_file.COLUMNS)} columns ({size:.1f} MiB), validated, typed and with "
              f"provenance: {spread(ours)}")
        print(f"  psql \\copy of the same file into a typed table with the same key: {spread(theirs)}")
        ratios = [a / b for a, b in zip(ours, theirs)]
        print(f"  ratio, pair by pair: median {statistics.median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f}); goal 1.0")
        print(f"  peak memory of termwise: {max(memory):.1f} MiB; with a tenth of the pupils {memory_of_few:.1f} MiB")
        pandas = [loads.pandas()[0] for _ in range(SLOW_ROUNDS)]
        print(f"  pandas, read, validate and COPY: {spread(pandas)}; termwise is "
              f"{statistics.median(pandas) / statistics.median(ours):.1f} times as fast, goal 4")
        modules = duckdb_modules(build)
        if modules is not None:
            duckdb = [loads.duckdb(modules)[0] for _ in range(SLOW_ROUNDS)]
            print(f"  DuckDB's load into a file of its own with the same key: {spread(duckdb)}")
    termwise.discard()
