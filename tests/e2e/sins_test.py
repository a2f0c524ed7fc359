#!/usr/bin/python3
"""A plugin that sins costs its own run: the run says which sin it was, and the next one works."""
import os
import pathlib
import shutil
import sys
import tempfile
import unittest

from termwise_cli import ROOT, Termwise

BUILD = os.environ["TERMWISE_BUILD"]
SINNERS = pathlib.Path(os.environ["TERMWISE_SINNERS"])

# The plugin -> how its run ends, and words that a person needs to see.
SINS = {
    "crasher": ("crashed", "memory that is not its own"),
    "spinner": ("timed_out", "deadline of 2 seconds"),
    "hoarder": ("out_of_memory", "128 megabytes"),
    "leaver": ("exited", "exit"),
    "thrower": ("threw", "out of ideas"),
    "liar": ("outside_snapshot", "123456"),
}


class SinsTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.directory = pathlib.Path(tempfile.mkdtemp(prefix="termwise-sins-"))
        cls.addClassCleanup(shutil.rmtree, cls.directory, ignore_errors=True)
        config = cls.directory / "config"
        shutil.copytree(ROOT / "config", config, ignore=shutil.ignore_patterns("sample", "*.md"))
        plugins = cls.directory / "plugins"
        shutil.copytree(SINNERS, plugins)
        for name in ("national", "kent", "norfolk", "west_sussex"):
            shutil.copy(pathlib.Path(BUILD) / "plugins" / f"termwise-{name}.so", plugins)
        cls.las = config / "las"
        cls.termwise = Termwise(BUILD, cls.directory, config)
        cls.termwise.plugins = plugins
        cls.termwise.write_config("[limits]\ndeadline_seconds = 2\nmemory_megabytes = 128\n")
        cls.termwise.call("db", "start")
        cls.addClassCleanup(cls.termwise.discard)
        cls.termwise.call("ingest", ROOT / "config" / "sample" / "2016-2017_926_ks2final.csv")

    def serve_norfolk_with(self, plugin):
        (self.las / "926.toml").write_text(f'code = "926"\nname = "Norfolk"\n[[plugin]]\nname = "{plugin}"\n')

    def findings(self):
        return self.termwise.json("findings", "--la", "926")

    def test_each_sin_is_a_failed_run_that_names_it(self):
        self.serve_norfolk_with("national")
        self.termwise.call("run", "floor-check", "--la", "926")
        before = self.findings()
        self.assertTrue(before)
        for plugin, (ending, words) in SINS.items():
            if plugin == "hoarder" and os.environ.get("TERMWISE_SANITIZE"):
                continue  # an address-space limit does not go with sanitizers
            with self.subTest(plugin):
                self.serve_norfolk_with(plugin)
                done = self.termwise.run("run", "floor-check", "--la", "926")
                self.assertEqual(done.returncode, 70, done.stderr)
                self.assertIn(words, done.stderr)
                run = self.termwise.json("runs", "--most", "1")[0]
                self.assertEqual((run["state"], run["ending"], run["plugin"]), ("failed", ending, plugin))
                self.assertIn(words, run["sentence"])
                self.assertEqual(self.findings(), before, "a failed run must not change what is known")
                self.serve_norfolk_with("national")
                self.assertIn("BELOW", self.termwise.call("run", "floor-check", "--la", "926"))
                before = self.findings()

    def test_another_abi_is_a_failed_run_of_its_own_la_alone(self):
        self.serve_norfolk_with("stranger")
        done = self.termwise.run("check")
        self.assertEqual(done.returncode, 78)
        self.assertIn("926.toml:3:1:", done.stderr)
        self.assertIn("ABI", done.stderr)

        done = self.termwise.run("run", "floor-check", "--la", "926")
        self.assertEqual(done.returncode, 70, done.stderr)
        self.assertIn("ABI", done.stderr)
        run = self.termwise.json("runs", "--most", "1")[0]
        self.assertEqual((run["state"], run["ending"], run["plugin"]), ("failed", "refused", "stranger"))

        kent = ROOT / "config" / "sample" / "2016-2017_886_ks2final.csv"
        self.termwise.call("ingest", kent)
        self.assertIn("BELOW", self.termwise.call("run", "floor-check", "--la", "886"))

    def test_a_plugin_that_crashes_before_it_can_say_what_it_is_has_crashed(self):
        library = pathlib.Path(BUILD) / "tests" / "sandbox" / "plugins" / "crashes_on_loading.so"
        shutil.copy(library, self.directory / "plugins" / "termwise-stumbler.so")
        self.serve_norfolk_with("stumbler")
        done = self.termwise.run("run", "floor-check", "--la", "926")
        self.assertEqual(done.returncode, 70, done.stderr)
        run = self.termwise.json("runs", "--most", "1")[0]
        self.assertEqual((run["state"], run["ending"], run["plugin"]), ("failed", "crashed", "stumbler"))


if __name__ == "__main__":
    sys.exit(unittest.main())
