#!/usr/bin/python3
"""A plugin that means harm, or that somebody has exchanged: what it costs, who is told, and how it is let in again."""
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest

from termwise_cli import ROOT, Termwise

BUILD = os.environ["TERMWISE_BUILD"]
SINNERS = pathlib.Path(os.environ["TERMWISE_SINNERS"])
CONFINED = not os.environ.get("TERMWISE_SANITIZE")
NORFOLK, KENT, WEST_SUSSEX = "926", "886", "938"


class HostileTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.directory = pathlib.Path(tempfile.mkdtemp(prefix="termwise-hostile-"))
        cls.addClassCleanup(shutil.rmtree, cls.directory, ignore_errors=True)
        config = cls.directory / "config"
        shutil.copytree(ROOT / "config", config, ignore=shutil.ignore_patterns("sample", "*.md"))
        cls.plugins = cls.directory / "plugins"
        cls.las = config / "las"
        cls.termwise = Termwise(BUILD, cls.directory, config)
        cls.termwise.plugins = cls.plugins
        cls.termwise.write_config("[limits]\ndeadline_seconds = 30\nmemory_megabytes = 128\n")
        cls.termwise.call("db", "start")
        cls.addClassCleanup(cls.termwise.discard)
        for la in (NORFOLK, KENT):
            cls.termwise.call("ingest", ROOT / "config" / "sample" / f"2016-2017_{la}_ks2final.csv")

    def setUp(self):
        shutil.rmtree(self.plugins, ignore_errors=True)
        shutil.copytree(SINNERS, self.plugins)
        shutil.copy(pathlib.Path(BUILD) / "plugins" / "termwise-national.so", self.plugins)
        (self.directory / "plugins.lock").unlink(missing_ok=True)
        self.serve(KENT, "national")
        self.serve(NORFOLK, "national")
        self.serve(WEST_SUSSEX, "national")

    def serve(self, la, plugin):
        (self.las / f"{la}.toml").write_text(f'code = "{la}"\nname = "LA {la}"\n[[plugin]]\nname = "{plugin}"\n')

    def run_fails(self, la, ending, *words):
        done = self.termwise.run("run", "floor-check", "--la", la)
        self.assertEqual(done.returncode, 70, done.stderr)
        run = self.termwise.json("runs", "--most", "1")[0]
        self.assertEqual((run["state"], run["ending"]), ("failed", ending), run["sentence"])
        for word in words:
            self.assertIn(word, run["sentence"])
            self.assertIn(word, done.stderr)
        return run

    def make_another(self, plugin):
        """Another build of the same plugin: a loader does not mind bytes after the end."""
        with open(self.plugins / f"termwise-{plugin}.so", "ab") as file:
            file.write(os.urandom(8))

    def held(self):
        return [(row["plugin"], one["la"], one["job"]) for row in self.termwise.json("plugin", "list")
                for one in row["quarantine"]]

    @unittest.skipUnless(CONFINED, "sanitizer builds do not confine plugins")
    def test_only_the_hostile_run_fails(self):
        self.serve(NORFOLK, "caller")
        run = self.run_fails(NORFOLK, "forbidden", "termwise-caller.so tried to open a network connection (socket)",
                             "Nothing of this run was kept")
        self.assertIn("BELOW", self.termwise.call("run", "floor-check", "--la", KENT))
        self.assertTrue(self.termwise.json("findings", "--la", KENT))
        self.assertEqual(self.termwise.sql(f"SELECT count(*) FROM termwise.finding WHERE run = {run['run']}"), [["0"]])

    def test_a_plugin_that_crashes_twice_is_held_until_it_is_released(self):
        self.make_another("crasher")
        self.serve(NORFOLK, "crasher")
        first = self.run_fails(NORFOLK, "crashed", "memory that is not its own")
        self.assertEqual(self.held(), [])
        second = self.run_fails(NORFOLK, "crashed")
        self.assertEqual(self.held(), [("crasher", NORFOLK, "floor-check")])
        self.run_fails(NORFOLK, "quarantined", f"in run {first['run']} and again in run {second['run']}",
                       "termwise plugin release crasher --job floor-check")
        done = self.termwise.run("run", "floor-check", "--la", NORFOLK, "--dry-run")
        self.assertEqual(done.returncode, 70)
        self.assertIn("quarantine", done.stderr)
        self.assertIn("plugin release crasher", self.termwise.call("plugin", "list"))
        self.assertIn("The plugin crasher has been in quarantine", self.termwise.run("doctor").stdout)

        # Another LA's data may be none that it crashes over.
        self.serve(KENT, "crasher")
        self.run_fails(KENT, "crashed")

        for arguments in (("kent",), ("crasher", "--job", "deployment")):
            refused = self.termwise.run("plugin", "release", *arguments)
            self.assertEqual(refused.returncode, 65, refused.stdout)
            self.assertIn("not in quarantine", refused.stderr)
        self.assertIn("may run again for floor-check of LA 926",
                      self.termwise.call("plugin", "release", "crasher", "--job", "floor-check"))
        self.assertEqual(self.held(), [])
        self.run_fails(NORFOLK, "crashed")
        self.assertEqual(self.held(), [])
        [[by]] = self.termwise.sql("SELECT released_by FROM termwise.quarantine WHERE released_at IS NOT NULL AND "
                                   f"second_run = {second['run']}")
        self.assertRegex(by, " on ")

    def test_a_corrected_build_is_not_held(self):
        self.make_another("leaver")
        self.serve(NORFOLK, "leaver")
        for ending in ("exited", "exited", "quarantined"):
            self.run_fails(NORFOLK, ending)
        self.make_another("leaver")
        self.run_fails(NORFOLK, "exited")

    def test_what_a_plugin_says_wrongly_is_no_crash(self):
        self.serve(NORFOLK, "thrower")
        for _ in range(3):
            self.run_fails(NORFOLK, "threw")

    def test_a_host_that_somebody_else_ends_is_no_crash(self):
        self.serve(NORFOLK, "dawdler")
        for _ in range(3):
            program = subprocess.Popen([self.termwise.program, "--config", self.termwise.main_file, "run", "floor-check",
                                        "--la", NORFOLK], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
            os.kill(self.evaluating_host_of(program), signal.SIGKILL)
            _, errors = program.communicate(timeout=60)
            self.assertEqual(program.returncode, 70, errors)
            self.assertIn("outside Termwise (SIGKILL)", errors.decode())
            self.assertEqual(self.termwise.json("runs", "--most", "1")[0]["ending"], "killed")
        self.assertEqual(self.held(), [])

    def evaluating_host_of(self, program):
        """The plugin host that goes on having facts; one that describes its plugin has none, and is soon over."""
        seen = None
        while program.poll() is None:
            for children in pathlib.Path(f"/proc/{program.pid}/task").glob("*/children"):
                try:
                    for child in children.read_text().split():
                        if pathlib.Path(f"/proc/{child}/comm").read_text().startswith("termwise-plugin") and \
                                os.path.lexists(f"/proc/{child}/fd/5"):
                            if child == seen:
                                return int(child)
                            seen = child
                except OSError:
                    continue
            time.sleep(0.5)
        self.fail("the program ended without a plugin host")

    def test_only_locked_plugins_are_loaded(self):
        lock = self.directory / "plugins.lock"
        warned = self.termwise.run("check")
        self.assertEqual(warned.returncode, 0, warned.stderr)
        self.assertIn("Warning: There is no ", warned.stdout)
        self.assertIn("termwise plugin lock", warned.stdout)

        self.assertIn("locks 1 plugin", self.termwise.call("plugin", "lock"))
        text = lock.read_text()
        self.assertRegex(text, r'(?m)^"termwise-national.so" = "[0-9a-f]{64}"$')
        self.assertEqual(lock.stat().st_mode & 0o777, 0o644)
        self.assertNotIn("plugin lock", self.termwise.call("check"))
        self.assertTrue(self.termwise.json("plugin", "list")[0]["locked"])

        # One that the lock does not know.
        self.serve(NORFOLK, "plodder")
        refused = self.termwise.run("check")
        self.assertEqual(refused.returncode, 78)
        self.assertIn("is not in plugins.lock", refused.stderr)
        self.run_fails(NORFOLK, "refused", "is not in plugins.lock")
        self.termwise.call("plugin", "lock", self.plugins / "termwise-plodder.so")
        names = [line.split('"')[1] for line in lock.read_text().splitlines() if line.startswith('"')]
        self.assertEqual(names, ["termwise-national.so", "termwise-plodder.so"])
        self.assertEqual(self.termwise.run("check").returncode, 0)

        # One that somebody has exchanged.
        self.make_another("plodder")
        self.run_fails(NORFOLK, "refused", "and plugins.lock has", "termwise plugin lock")
        self.assertIn("changed", self.termwise.call("plugin", "lock"))
        self.assertEqual(self.termwise.run("check").returncode, 0)

        # Files that are no plugins change nothing.
        before = lock.read_text()
        page = self.plugins / "termwise-page.so"
        page.write_text("<html>404 Not Found</html>")
        other = self.plugins / "termwise-other.so"
        shutil.copy(self.plugins / "termwise-crasher.so", other)
        for path, code, pattern in ((page, 65, "termwise-page.so cannot be used"),
                                    (ROOT / "config" / "measures.toml", 65, "measures.toml is not called termwise-NAME.so"),
                                    (other, 65, "calls itself 'crasher'"), (self.plugins / "termwise-none.so", 66, "no such file")):
            done = self.termwise.run("plugin", "lock", path)
            self.assertEqual((done.returncode, done.stdout), (code, ""), done.stderr)
            self.assertRegex(done.stderr, pattern)
            self.assertEqual(lock.read_text(), before)

        # What the configuration uses and the lock leaves out is said.
        lock.unlink()
        done = self.termwise.run("plugin", "lock", self.plugins / "termwise-national.so")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("'plodder', which plugins.lock does not list", done.stderr)
        self.assertNotIn("'national'", done.stderr)
        listed = self.termwise.call("plugin", "list")
        self.assertRegex(listed, "(?m)^plodder not loaded  [0-9a-f]{12}$")
        self.assertRegex(listed, "(?m)^ +Why it is not loaded: The plugin .* is not in plugins.lock")

        # Names go through the lock where a plugin is only tried, and paths do not.
        for ask in (("backtest", "plodder"), ("plugin", "diff", "national", "plodder"),
                    ("plugin", "diff", "plodder", "national")):
            done = self.termwise.run(*ask, "--years", "2016/17", "--la", NORFOLK)
            self.assertEqual((done.returncode, done.stdout), (78, ""), done.stderr)
            self.assertIn("is not in plugins.lock", done.stderr)
        self.termwise.call("backtest", self.plugins / "termwise-plodder.so", "--years", "2016/17", "--la", NORFOLK)
        self.termwise.call("backtest", "national", "--years", "2016/17", "--la", NORFOLK)

        # Where no plugin may be loaded, that is why no rule is known.
        lock.write_text(f'[plugins]\n"termwise-national.so" = "{"0" * 64}"\n')
        done = self.termwise.run("whatif", "--rule", "ks2-floor", "--set", "floor=60..70:1", "--year", "2016/17")
        self.assertEqual((done.returncode, done.stdout), (78, ""), done.stderr)
        self.assertRegex(done.stderr, "No plugin that is loaded has the rule 'ks2-floor'. The plugin .*, and plugins.lock has .*plodder")
        lock.unlink()
        self.termwise.call("plugin", "lock")

        # A list that somebody else could have written, and one that is none.
        lock.chmod(0o664)
        self.run_fails(NORFOLK, "refused", "chmod go-w")
        lock.chmod(0o644)
        for broken in ("", "plugins = 1\n", '[plugins]\n"termwise-national.so" = "abc"\n', "[plugins\n"):
            lock.write_text(broken)
            self.run_fails(NORFOLK, "refused", "plugins.lock:1" if "abc" not in broken else "plugins.lock:2")
            self.assertEqual(self.termwise.run("check").returncode, 78)
        self.termwise.call("plugin", "lock")
        self.assertEqual(self.termwise.run("check").returncode, 0)

    def test_the_doctor_looks_at_everything(self):
        done = self.termwise.run("doctor", "--json")
        self.assertEqual(done.returncode, 0, done.stdout)
        found = {line["about"]: line["state"] for line in json.loads(done.stdout)}
        self.assertEqual({about for about, state in found.items() if state != "warning"} | {"clock", "plugins-lock"} | (
            set() if CONFINED else {"seccomp"}), {"kernel", "landlock", "sealed-memory", "plugin-host", "seccomp",
            "clock", "time-zones", "configuration", "state-directory", "database", "quarantine", "plugin",
            "plugins-lock"} - ({"quarantine"} if found.get("quarantine") == "warning" else set()))
        self.assertEqual(found["plugins-lock"], "warning")

        (self.plugins / "termwise-national.so").chmod(0o666)
        done = self.termwise.run("doctor")
        self.assertEqual(done.returncode, 69, done.stdout)
        self.assertRegex(done.stdout, "(?m)^wrong +.*chmod go-w")

    def test_the_doctor_comes_where_the_configuration_is_broken(self):
        (self.las / f"{NORFOLK}.toml").write_text("code = ")
        done = self.termwise.run("doctor")
        self.assertEqual(done.returncode, 69)
        self.assertRegex(done.stdout, "(?m)^wrong +The configuration has .*926.toml:1:")
        self.assertRegex(done.stdout, "(?m)^well +The plugin host is found and starts")


if __name__ == "__main__":
    sys.exit(unittest.main())
