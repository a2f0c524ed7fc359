#!/usr/bin/python3
"""`termwise check` on broken configurations: every error, with file, line, column and remedy, and exit 78."""
import os
import pathlib
import re
import shutil
import sys
import tempfile
import unittest

from termwise_cli import ROOT, Termwise

BUILD = os.environ["TERMWISE_BUILD"]
LOCATED = re.compile(r"^(\S+):(\d+):(\d+): (.+)$")


class ConfigurationTest(unittest.TestCase):
    def setUp(self):
        self.directory = pathlib.Path(tempfile.mkdtemp(prefix="termwise-check-"))
        self.addCleanup(shutil.rmtree, self.directory, ignore_errors=True)
        self.config = self.directory / "config"
        for name in ("measures.toml", "quality.toml", "calendars", "las", "sources", "standards"):
            source = ROOT / "config" / name
            (shutil.copytree if source.is_dir() else shutil.copy)(source, self.make(name))
        self.termwise = Termwise(BUILD, self.directory, self.config)
        self.termwise.write_config()

    def make(self, name):
        self.config.mkdir(exist_ok=True)
        return self.config / name

    def edit(self, name, before, after):
        path = self.config / name
        text = path.read_text(encoding="utf-8")
        self.assertIn(before, text)
        path.write_text(text.replace(before, after, 1), encoding="utf-8")
        return text[:text.index(before)].count("\n") + 1

    def errors(self):
        done = self.termwise.run("check")
        self.assertEqual(done.returncode, 78, done.stdout + done.stderr)
        located = [LOCATED.match(line) for line in done.stderr.splitlines()[:-1]]
        self.assertNotIn(None, located, done.stderr)
        self.assertFalse((self.directory / "state").exists(), "check must not create anything")
        return [(pathlib.Path(m[1]).name, int(m[2]), int(m[3]), m[4]) for m in located]

    def test_the_shipped_configuration_is_valid(self):
        self.assertIn("valid", self.termwise.call("check"))

    def test_every_error_of_every_file_is_reported_at_once(self):
        kent = self.edit("las/886.toml", 'name = "Kent"', 'nmae = "Kent"')
        layout = self.edit("sources/ks2-2016-17.toml", '"KS2_COHORT"', '"KS2_COHRT"')
        floor = self.edit("standards/ks2-floor.toml", '= "65"', '= "sixty-five"')
        errors = self.errors()
        self.assertIn(("886.toml", kent), [(name, line) for name, line, _, _ in errors])
        self.assertIn(("ks2-2016-17.toml", layout), [(name, line) for name, line, _, _ in errors])
        self.assertIn(("ks2-floor.toml", floor), [(name, line) for name, line, _, _ in errors])
        text = " ".join(message for *_, message in errors)
        self.assertIn("nmae", text)
        self.assertIn("KS2_COHORT", text)  # the nearest known name
        self.assertIn("sixty-five", text)

    def test_a_plugins_parameters_are_checked_where_they_stand(self):
        path = self.config / "las" / "886.toml"
        path.write_text('code = "886"\nname = "Kent"\n[[plugin]]\nname = "kent"\n[plugin.parameters]\nmod = "local"\n',
                        encoding="utf-8")
        (name, line, column, message), = self.errors()
        self.assertEqual((name, line, column), ("886.toml", 6, 1))
        self.assertIn("'mode'", message)

    def test_a_missing_plugin_is_reported_where_it_is_named(self):
        path = self.config / "las" / "926.toml"
        path.write_text('code = "926"\nname = "Norfolk"\n[[plugin]]\nname = "norfork"\n', encoding="utf-8")
        (name, line, _, message), = self.errors()
        self.assertEqual((name, line), ("926.toml", 3))
        self.assertIn("termwise-norfork.so", message)

    def test_no_command_runs_on_a_broken_configuration(self):
        self.edit("las/886.toml", 'name = "Kent"', 'nmae = "Kent"')
        done = self.termwise.run("findings")
        self.assertEqual(done.returncode, 78)
        self.assertFalse((self.directory / "state").exists())


if __name__ == "__main__":
    sys.exit(unittest.main())
