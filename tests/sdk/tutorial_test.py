#!/usr/bin/python3
"""sdk/README.md's tutorial, word for word: its commands run and its files saved, in an empty directory, against an
installed SDK; then the plugin that came of it at work on the bundled sample."""
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

    def follow(self):
        """Does what the tutorial says; returns the directory it ends in and all that was printed."""
        here = self.empty
        printed = ""
        for path, language, text in steps():
            if path:
                (here / path).write_text(text, encoding="utf-8")
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
        self.use(here / "build" / "termwise-coast.so")

    def use(self, plugin):
        """On the bundled sample, as its LA would."""
        config = self.directory / "config"
        shutil.copytree(ROOT / "config", config, ignore=shutil.ignore_patterns("sample", "*.md"))
        (config / "las" / "886.toml").write_text(
            'code = "886"\nname = "Kent"\n[[plugin]]\nname = "coast"\n[plugin.parameters]\nfew_leavers = 12\n')
        plugins = self.directory / "plugins"
        shutil.copytree(BUILD / "plugins", plugins)
        shutil.copy(plugin, plugins)
        termwise = Termwise(BUILD, self.directory / "used", config)
        termwise.plugins = plugins
        self.addCleanup(termwise.discard)
        with termwise:
            for year in ("2016-2017", "2017-2018"):
                termwise.call("ingest", ROOT / "config" / "sample" / f"{year}_886_ks2final.csv")
            termwise.call("run", "concern-flag", "--la", "886", "--year", "2017/18")
            findings = termwise.json("findings", "--la", "886", "--year", "2017/18")
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


if __name__ == "__main__":
    unittest.main()
