#!/usr/bin/python3
"""`termwise plugin check` from outside: exit codes, text, JSON, and no configuration needed."""
import hashlib
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

TERMWISE, PLUGINS = sys.argv[1:3]
del sys.argv[1:3]


class CommandTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def check(self, name, *options):
        file = self.folder / name
        if (pathlib.Path(PLUGINS) / name).is_file():
            shutil.copyfile(pathlib.Path(PLUGINS) / name, file)
            os.chmod(file, 0o644)
        return subprocess.run([TERMWISE, "--config", str(self.folder / "none.toml"), "plugin", "check", str(file),
                               *options], capture_output=True, text=True, timeout=100)

    def test_a_good_plugin(self):
        done = self.check("good.so", "--strict")
        self.assertEqual((done.returncode, done.stderr), (0, ""), done.stdout)
        self.assertIn("The plugin wrong 1.0.0 passed: 0 errors, 0 warnings and 0 notes.", done.stdout)
        self.assertIn("25,000 schools", done.stdout)

    def test_warnings_count_where_asked(self):
        self.assertEqual(self.check("says_little.so").returncode, 0)
        self.assertEqual(self.check("says_little.so", "--strict").returncode, 65)

    def test_json(self):
        done = self.check("imports_socket.so", "--json")
        self.assertEqual(done.returncode, 65, done.stderr)
        report = json.loads(done.stdout)
        self.assertEqual(list(report), ["file", "sha256", "plugin", "version", "verdict", "checks", "seconds"])
        self.assertEqual(report["sha256"], hashlib.sha256((self.folder / "imports_socket.so").read_bytes()).hexdigest())
        self.assertEqual((report["plugin"], report["version"], report["verdict"]), ("wrong", "1.0.0", "errors"))
        checks = {check["id"]: check for check in report["checks"]}
        self.assertEqual(list(checks), ["file", "exports", "imports", "build", "abi", "manifest", "facts", "scale",
                                        "determinism", "parameters", "drills", "templates"])
        self.assertEqual(checks["exports"]["verdict"], "passed")
        finding = checks["imports"]["findings"][0]
        self.assertEqual((finding["id"], finding["severity"]), ("imports.network", "error"))
        self.assertIn("'socket'", finding["sentence"])
        self.assertTrue(finding["remedy"].endswith("."))

    def test_no_such_file(self):
        done = self.check("missing.so")
        self.assertEqual((done.returncode, done.stdout), (66, ""))
        self.assertIn("missing.so", done.stderr)


if __name__ == "__main__":
    unittest.main()
