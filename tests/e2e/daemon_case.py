"""What the tests of the running daemon share: a PostgreSQL, a configuration of their own, and a clock that they set."""
import datetime
import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest
import zoneinfo

from termwise_cli import ROOT, Termwise
from termwise_daemon import Daemon, eventually

BUILD = pathlib.Path(os.environ["TERMWISE_BUILD"])
SINNERS = pathlib.Path(os.environ["TERMWISE_SINNERS"])
SAMPLE = ROOT / "config" / "sample"
LONDON = zoneinfo.ZoneInfo("Europe/London")
FAST = "[daemon]\nworkers = {workers}\nlease_seconds = {lease}\nretry_seconds = 1\n"


def london(text):
    """The moment at which clocks in London show this: "2026-11-23 06:30"."""
    return datetime.datetime.fromisoformat(text).replace(tzinfo=LONDON)


def prepare(*samples):
    """Called by setUpModule: one PostgreSQL for the cases of a file, with these files of the sample loaded."""
    directory = pathlib.Path(tempfile.mkdtemp(prefix="termwise-daemon-"))
    unittest.addModuleCleanup(shutil.rmtree, directory, ignore_errors=True)
    DaemonCase.directory = directory
    DaemonCase.config = directory / "config"
    shutil.copytree(ROOT / "config", DaemonCase.config, ignore=shutil.ignore_patterns("sample", "las", "*.md"))
    termwise = DaemonCase.termwise = Termwise(BUILD, directory, DaemonCase.config)
    termwise.plugins = directory / "plugins"
    shutil.copytree(SINNERS, termwise.plugins)
    for name in ("national", "kent"):
        shutil.copy(BUILD / "plugins" / f"termwise-{name}.so", termwise.plugins)
    termwise.write_config()
    DaemonCase.url = termwise.call("db", "start").split()[-1]
    unittest.addModuleCleanup(leave_nothing_behind, termwise)
    # Nothing here is to survive a loss of power.
    DaemonCase.psql("alter system set fsync = off")
    DaemonCase.psql("select pg_reload_conf()")
    if samples:
        termwise.call("ingest", *(SAMPLE / name for name in samples))
    DaemonCase.psql("create database clean template termwise", database="postgres")


def leave_nothing_behind(termwise):
    termwise.discard()
    left = [path.parent.name for path in pathlib.Path("/proc").glob("[0-9]*/cmdline")
            if str(termwise.directory).encode() in read_or_nothing(path)]
    if left:
        raise AssertionError(f"processes of the test are still there: {left}")


def read_or_nothing(path):
    try:
        return path.read_bytes()
    except OSError:
        return b""


class DaemonCase(unittest.TestCase):
    """Each case begins with the same database, with no LA and no daemon. Its module has called prepare()."""

    workers = 2
    lease = 2  # seconds
    settings = ""  # more of the main file

    def setUp(self):
        self.psql("drop database if exists termwise with (force)", database="postgres")
        self.psql("create database termwise template clean", database="postgres")
        shutil.rmtree(self.config / "las", ignore_errors=True)
        (self.config / "las").mkdir()
        self.write_main_file()
        self.daemons = []
        self.addCleanup(self.end_daemons)

    def end_daemons(self):
        for daemon in self.daemons:
            if daemon.running():
                daemon.kill()

    def write_main_file(self):
        self.termwise.write_config(FAST.format(workers=self.workers, lease=self.lease) + self.settings)

    def start_daemon(self, termwise=None, name=None):
        daemon = Daemon(termwise or self.termwise, name or f"daemon{len(self.daemons) + 1}")
        self.daemons.append(daemon)
        return daemon.start()

    @staticmethod
    def write_la(config, code, plugin, schedules, terms=""):
        """`schedules`: name -> rule, or (rule, more lines)."""
        text = f'code = "{code}"\nname = "LA {code}"\n[[plugin]]\nname = "{plugin}"\n'
        for name, rule in schedules.items():
            rule, more = rule if isinstance(rule, tuple) else (rule, "")
            text += f'[[schedule]]\nname = "{name}"\njob = "floor-check"\nrule = "{rule}"\n{more}\n'
        (config / "las" / f"{code}.toml").write_text(text + terms, encoding="utf-8")

    def la(self, code, plugin="national", terms="", **schedules):
        self.write_la(self.config, code, plugin, schedules, terms)

    @classmethod
    def psql(cls, statement, database="termwise"):
        url = cls.url.replace("/termwise?", f"/{database}?")
        done = subprocess.run(["psql", "-XAtq", "-v", "ON_ERROR_STOP=1", url, "-c", statement], capture_output=True,
                              text=True, timeout=60)
        if done.returncode != 0:
            raise AssertionError(done.stderr)
        return done.stdout

    def rows(self, query):
        """The rows of a query, each a dictionary."""
        return json.loads(self.psql(f"select coalesce(json_agg(row), '[]') from ({query}) as row"))

    def occurrences(self, **like):
        """By due time; `like` are values of their columns."""
        where = " and ".join(f"{column} = '{value}'" for column, value in like.items()) or "true"
        return self.rows(f"select *, extract(epoch from due_at)::bigint as due from termwise.occurrence where {where} "
                         "order by due_at, id")

    def the_one(self, **like):
        found = self.occurrences(**like)
        self.assertEqual(len(found), 1, found)
        return found[0]

    def until_state(self, state, count=1, seconds=30, **like):
        """Waits until so many occurrences that are like this have come to a state, and returns them."""
        def there():
            found = self.occurrences(**like)
            return found if sum(o["state"] == state for o in found) >= count else None
        try:
            return [o for o in eventually(there, "", seconds) if o["state"] == state]
        except AssertionError:
            logs = "".join(f"\n{daemon.log()}" for daemon in self.daemons)
            raise AssertionError(f"of {like} not {count} became {state}: {self.occurrences(**like)}{logs}") from None

    def attempts(self, occurrence):
        return self.rows(f"select * from termwise.attempt where occurrence = {occurrence['id']} order by token")

    def set_clock(self, moment):
        """From now on it is this moment, for all programs that share the database."""
        self.psql(f"update termwise.clock set shift = '{moment.isoformat()}'::timestamptz - clock_timestamp()")
        self.wake()

    def wake(self):
        """Has the daemons look into the database at once."""
        self.psql("notify termwise_work")

