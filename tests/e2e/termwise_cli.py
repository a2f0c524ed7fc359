"""The `termwise` program as a test or the demo uses it: a configuration in a directory of its own, and its commands."""
import json
import pathlib
import shutil
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]


class Termwise:
    """One configuration with a state of its own. Use as a context manager: PostgreSQL runs from start to end."""

    def __init__(self, build, directory, config=ROOT / "config", extra=""):
        self.program = pathlib.Path(build).resolve() / "bin" / "termwise"
        self.plugins = pathlib.Path(build).resolve() / "plugins"
        self.directory = pathlib.Path(directory).resolve()
        self.config = pathlib.Path(config).resolve()
        self.main_file = self.directory / "termwise.toml"
        self.extra = extra  # further sections of the main file

    def write_config(self, extra=""):
        self.directory.mkdir(parents=True, exist_ok=True)
        self.main_file.write_text(
            f'[paths]\nconfig = "{self.config}"\nstate = "{self.directory / "state"}"\nplugins = "{self.plugins}"\n'
            f'[database]\nmode = "embedded"\n{extra}', encoding="utf-8")

    def __enter__(self):
        self.write_config(self.extra)
        self.call("db", "start")
        return self

    def __exit__(self, *_):
        self.run("db", "stop")

    def run(self, *arguments, **options):
        """Runs a command; returns the finished process with its output as text, whatever its exit code."""
        return subprocess.run([str(self.program), "--config", str(self.main_file), *map(str, arguments)],
                              capture_output=True, text=True, timeout=600, **options)

    def call(self, *arguments):
        """Runs a command that must succeed; returns its standard output."""
        done = self.run(*arguments)
        if done.returncode != 0:
            raise RuntimeError(f"termwise {' '.join(map(str, arguments))}: exit {done.returncode}\n{done.stderr}")
        return done.stdout

    def json(self, *arguments):
        return json.loads(self.call(*arguments, "--json"))

    def sql(self, statement):
        """Rows of a query, each a list of texts."""
        out = self.call("db", "psql", "--", "-XAtq", "-F", "\x1f", "-c", statement)
        return [line.split("\x1f") for line in out.splitlines()]

    def discard(self):
        """Ends PostgreSQL and removes what an earlier use left in the state directory."""
        if self.main_file.exists():
            self.run("db", "stop")
        state = self.directory / "state"
        pointer = state / "postgresql.path"
        if pointer.is_file():
            shutil.rmtree(pointer.read_text(encoding="utf-8").strip(), ignore_errors=True)
        shutil.rmtree(state, ignore_errors=True)
