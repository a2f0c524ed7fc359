#!/usr/bin/python3
"""sdk/README.md's tutorial, word for word: its commands run and its files saved, in an empty directory, against an
installed SDK; its last step on the bundled sample."""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "e2e"))
from termwise_cli import ROOT, Termwise  # noqa: E402

BUILD = pathlib.Path(os.environ["TERMWISE_BUILD"])


def steps():
    """(path or None, language, text) of each fenced block, in order: a file to save, or what else it is."""
    pattern = re.compile(r"(?:`(?P<path>[\w/.]+)`[^`]*?)?\n\n```(?P<language>\w*)\n(?P<text>.*?)```", re.S)
    tutorial = (ROOT / "sdk" / "README.md").read_text(encoding="utf-8").split("\n## ")[1]
    for block in pattern.finditer(tutorial):
        yield block["path"] if block["language"] == "cpp" else None, block["language"], block["text"]


class TutorialTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.directory = pathlib.Path(tempfile.mkdtemp(prefix="termwise-tutorial-"))
        cls.addClassCleanup(shutil.rmtree, cls.directory, ignore_errors=True)
        prefix = cls.directory / "usr"
        for component in ("sdk", "programs"):
            subprocess.run(["cmake", "--install", BUILD, "--component", component, "--prefix", prefix], check=True,
                           capture_output=True)
        cls.empty = cls.directory / "empty"
        cls.empty.mkdir()
        cls.environment = {**os.environ, "PATH": f"{prefix}/bin:{os.environ['PATH']}", "CMAKE_PREFIX_PATH": str(prefix)}

    def setUp(self):
        """A Termwise with the bundled sample, whose configuration may be edited."""
        config = self.directory / "config"
        shutil.copytree(ROOT / "config", config, ignore=shutil.ignore_patterns("sample", "*.md"))
        self.la_file = config / "las" / "886.toml"
        self.termwise = Termwise(BUILD, self.directory / "used", config)
        self.termwise.plugins = self.directory / "plugins"
        shutil.copytree(BUILD / "plugins", self.termwise.plugins)
        self.addCleanup(self.termwise.discard)
        self.termwise.__enter__()
        self.addCleanup(self.termwise.__exit__)
        for year in ("2016-2017", "2017-2018", "2018-2019"):
            self.termwise.call("ingest", ROOT / "config" / "sample" / f"{year}_886_ks2final.csv")

    def put_in_use(self, plugin, block):
        """Installs the plugin and names it before the LA's others. From then on `termwise` has that configuration, where a
        reader's has /etc/termwise/termwise.toml."""
        shutil.copy(plugin, self.termwise.plugins)
        before, kent, after = self.la_file.read_text(encoding="utf-8").partition('[[plugin]]\nname = "kent"\n')
        self.assertTrue(kent)
        self.la_file.write_text(f"{before}{block}\n{kent}{after}", encoding="utf-8")
        programs = self.directory / "bin"
        programs.mkdir()
        (programs / "termwise").write_text(
            f'#!/bin/sh\nexec "{self.termwise.program}" --config "{self.termwise.main_file}" "$@"\n', encoding="utf-8")
        (programs / "termwise").chmod(0o755)
        self.environment = {**self.environment, "PATH": f"{programs}:{self.environment['PATH']}"}

    def follow(self):
        """Does what the tutorial says; returns the directory it ends in and all that was printed."""
        here = self.empty
        printed = ""
        for path, language, text in steps():
            if path:
                (here / path).write_text(text, encoding="utf-8")
            elif language == "toml":
                self.put_in_use(here / "build" / "termwise-coast.so", text)
            elif language == "sh":
                done = subprocess.run(["bash", "-euo", "pipefail", "-c", text + "\npwd"], cwd=here, env=self.environment,
                                      capture_output=True, text=True, timeout=600)
                self.assertEqual(done.returncode, 0, f"{text}\n{done.stdout}\n{done.stderr}")
                here = pathlib.Path(done.stdout.splitlines()[-1])
                printed += done.stdout
        return here, printed

    def test_a_reader_of_the_tutorial_has_a_tested_plugin_that_works(self):
        here, printed = self.follow()
        self.assertIn("100% tests passed, 0 tests failed out of 3", printed)
        self.assertIn("Only 14 pupils left School 900001 in 2016/17. With fewer than 15 pupils its", printed)
        golden = (here / "tests" / "golden" / "few_leavers.txt").read_text(encoding="utf-8")
        self.assertEqual([line.split(": ")[1] for line in golden.splitlines() if line.startswith("9")],
                         ["FEW", "ENOUGH", "NOT_KNOWN"])
        self.check_use(printed)
        self.check_plugins_own_readme(here)

    def check_use(self, printed):
        """What the last step printed, and what it left, on the bundled sample."""
        # The school of the tutorial's explain has 45 leavers in the sample, and the LA's limit is 12.
        for part in ("Few leavers, 2016/17: ENOUGH", "below 12? no",
                     "Pupils at the end of key stage 2: 34 fewer pupils would make it FEW.",
                     "What if few_leavers were 10 pupils to 20 pupils", "Backtest of Coast protocol 2017"):
            self.assertIn(part, printed)
        self.termwise.call("run", "concern-flag", "--la", "886", "--year", "2017/18")
        findings = self.termwise.json("findings", "--la", "886", "--year", "2017/18")
        for rule, measure in (("few-leavers", "KS2_COHORT"), ("falling-attainment", "KS2_EXS_RWM")):
            found = [finding for finding in findings if finding["rule"] == rule]
            self.assertGreater(len(found), 20, rule)
            self.assertGreater(len({finding["outcome"] for finding in found}), 1, rule)
            for finding in found:
                self.assertEqual([predicate["measure"] for predicate in finding["predicates"]], [measure])
        few = {f["urn"] for f in findings if f["rule"] == "few-leavers" and f["outcome"] == "FEW"}
        below_12 = {f["urn"] for f in findings for p in f["predicates"]
                    if f["rule"] == "few-leavers" and p["observed"] is not None and float(p["observed"]) < 12}
        self.assertEqual(few, below_12)

    def check_plugins_own_readme(self, here):
        """The configuration that `plugin new` writes into the plugin's README.md is one that Termwise accepts."""
        lines = (here / "README.md").read_text(encoding="utf-8").partition("To have it used")[2].splitlines()
        block = "\n".join(line[4:] for line in lines if line.startswith("    "))
        self.assertIn('"coast"', block)
        self.la_file.write_text(f'code = "886"\nname = "Kent"\n{block}\n', encoding="utf-8")
        self.assertIn("valid", self.termwise.call("check"))


if __name__ == "__main__":
    unittest.main()
