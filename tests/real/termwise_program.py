"""Runs the termwise command line for the tests that look at it from outside, against a state directory of their own."""
from __future__ import annotations

import json
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from types import TracebackType
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PLUGIN_FOR_NEW_LA = "national"
TIMEOUT_SECONDS = 240
PUPIL_KEY = bytes(range(32))


class Failed(Exception):
    """A step did not do what it should; the message says which and why."""


class Termwise:
    """One private installation: a configuration copied from the tree, its own state, one embedded server throughout."""

    def __init__(self, build: Path, las: dict[str, str], modes: dict[str, str] | None = None) -> None:
        """las: the LAs a test needs, code to name; without a file in config/las/, `national` serves one, in the mode that
        `modes` says."""
        self.program = build / "bin" / "termwise"
        self.las = las
        self.modes = modes or {}
        self.plugins = build / "plugins"
        self.directory = Path()
        self.config = Path()
        self.url = ""

    def __enter__(self) -> Termwise:
        if not self.program.exists():
            raise Failed(f"{self.program} is not there. Build Termwise first.")
        self.directory = Path(tempfile.mkdtemp(prefix="tw-"))
        try:
            self.configure()
            out = self.run("db", "start")
            match = re.search(r"postgres(?:ql)?://\S+", out)
            self.url = match[0].rstrip(".") if match else ""
        except BaseException:
            shutil.rmtree(self.directory, ignore_errors=True)
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:
        subprocess.run([self.program, "--config", self.config, "db", "stop"], check=False, timeout=TIMEOUT_SECONDS)
        # Run as root, the cluster lives elsewhere and the state directory points at it.
        for pointer in self.directory.rglob("postgresql.path"):
            shutil.rmtree(pointer.read_text(encoding="utf-8").strip(), ignore_errors=True)
        shutil.rmtree(self.directory, ignore_errors=True)

    def configure(self) -> None:
        configuration = self.directory / "config"
        shutil.copytree(ROOT / "config", configuration)
        for code, name in self.las.items():
            file = configuration / "las" / f"{code}.toml"
            if not file.exists():
                file.parent.mkdir(exist_ok=True)
                mode = f'\n[plugin.parameters]\nmode = "{self.modes[code]}"\n' if code in self.modes else ""
                file.write_text(f'code = "{code}"\nname = "{name}"\n\n[[plugin]]\nname = "{PLUGIN_FOR_NEW_LA}"\n{mode}')
        self.config = self.directory / "termwise.toml"
        self.config.write_text(f'[paths]\nconfig = "config"\nstate = "{self.directory / "state"}"\n'
                               f'plugins = "{self.plugins}"\n\n[database]\nmode = "embedded"\n'
                               '[pupils]\nkey_file = "pupil-key"\n')
        key = self.directory / "pupil-key"
        key.write_bytes(PUPIL_KEY)
        key.chmod(0o600)

    def run(self, *arguments: str | Path) -> str:
        """Standard output of one command, which must exit 0."""
        command = [str(self.program), "--config", str(self.config), *map(str, arguments)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=TIMEOUT_SECONDS, check=False)
        if done.returncode != 0:
            raise Failed(f"`{' '.join(command)}` exited {done.returncode}.\n{done.stdout[-2000:]}{done.stderr[-4000:]}")
        return done.stdout

    def findings(self, la: str, year: str, rule: str = "ks2-floor") -> list[dict[str, Any]]:
        """The findings of one LA, year and rule, as `findings --json` gives them."""
        return findings_from_json(self.run("findings", "--la", la, "--year", year, "--json"), la, year, rule)


REQUIRED = ("la", "urn", "school", "rule", "rule_version", "year", "outcome", "reason", "notes", "basis", "predicates",
            "sentence", "run")


def findings_from_json(text: str, la: str, year: str, rule: str) -> list[dict[str, Any]]:
    """Checks the shape that people's scripts rely on, and keeps one rule's findings."""
    found = json.loads(text)
    if not isinstance(found, list):
        raise Failed("`findings --json` did not give an array.")
    for f in found:
        absent = [name for name in REQUIRED if name not in f]
        if absent:
            raise Failed(f"A finding lacks {', '.join(absent)}: {json.dumps(f)[:300]}")
        if type(f["urn"]) is not int or not isinstance(f["notes"], list):
            raise Failed(f"`urn` must be an integer and `notes` an array: {json.dumps(f)[:300]}")
        if (f["la"], f["year"]) != (la, year):
            raise Failed(f"Asked for LA {la} and {year}, got a finding of LA {f['la']} and {f['year']}.")
    return [f for f in found if f["rule"] == rule]
