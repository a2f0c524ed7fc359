"""`termwised` as a test that kills it uses it, and a lasting psql. Signals go to processes that were started here and
to their plugin hosts, never to others."""
import contextlib
import os
import pathlib
import random
import signal
import subprocess
import time

LONGEST_START = 120
LONGEST_STOP = 5
MARKER = "\x1eover"


class Sql:
    """One psql that stays, for many questions a second."""

    def __init__(self, termwise):
        self.log = open(termwise.directory / "psql.log", "w+", encoding="utf-8")
        self.process = subprocess.Popen(
            [str(termwise.program), "--config", str(termwise.main_file), "db", "psql", "--", "-XAtq", "-F", "\x1f",
             "-v", "ON_ERROR_STOP=1"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.log, text=True)

    def __call__(self, statement):
        """Rows, each a list of texts."""
        self.process.stdin.write(f"{statement};\n\\echo {MARKER}\n")
        self.process.stdin.flush()
        rows = []
        while (line := self.process.stdout.readline()) != MARKER + "\n":
            if not line:
                self.log.seek(0)
                raise RuntimeError(f"{statement}\n{self.log.read()}")
            rows.append(line.rstrip("\n").split("\x1f"))
        return rows

    def close(self):
        with contextlib.suppress(BrokenPipeError):
            self.process.stdin.close()
        self.process.wait(timeout=60)
        self.process.stdout.close()
        self.log.close()


def hosts_of(pid):
    """The plugin hosts of a daemon, each as a pidfd, which means this process even when its number passes on."""
    found = []
    for task in pathlib.Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            for child in map(int, task.read_text(encoding="utf-8").split()):
                handle = os.pidfd_open(child)
                words = pathlib.Path(f"/proc/{child}/cmdline").read_bytes().split(b"\0")
                if words[0] == b"termwise-plugin-host" and str(child) in task.read_text(encoding="utf-8").split():
                    found.append(handle)
                else:
                    os.close(handle)
        except (OSError, ProcessLookupError):
            pass  # it ended meanwhile
    return found


class Place:
    """A place for one daemon at a time; it says in `state` what the one that is there does."""

    def __init__(self, termwise, name):
        self.command = [str(termwise.program.parent / "termwised"), "--config", str(termwise.main_file)]
        self.directory = termwise.directory
        self.name = name
        self.starts = 0
        self.state = "down"
        self.process = None
        self.due = None  # when this state is left, or must have been

    def start(self):
        self.starts += 1
        self.log = self.directory / f"{self.name}-{self.starts}.log"
        # The database learns by the name of the connection which process writes. None outlives the test.
        shell = 'PGAPPNAME=termwised-$$ exec "$@"'
        with open(self.log, "wb") as log:
            self.process = subprocess.Popen(["setpriv", "--pdeathsig", "KILL", "sh", "-c", shell, "sh", *self.command],
                                            stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        self.state, self.due = "starting", time.monotonic() + LONGEST_START

    def said(self):
        return self.log.read_text(encoding="utf-8", errors="replace")

    def said_in_all(self):
        """By each daemon that there was in this place."""
        return "".join((self.directory / f"{self.name}-{n + 1}.log").read_text(encoding="utf-8", errors="replace")
                       for n in range(self.starts))

    def fail(self, what):
        raise AssertionError(f"The daemon {self.name} {what}; {self.log}:\n{self.said()[-4000:]}")

    def look(self):
        """Moves on to the state that time or the daemon itself has brought."""
        now = time.monotonic()
        if self.state == "down":
            if now >= self.due:
                self.start()
            return
        code = self.process.poll()
        if self.state == "ending":
            if code is not None and code != 0:
                self.fail(f"was told to stop and ended with {code}")
            if code == 0:
                self.state, self.due = "down", now
            elif now > self.due:
                self.fail(f"did not stop within {LONGEST_STOP} seconds")
        elif code is not None:
            self.fail(f"ended of itself with {code}")
        elif self.state == "starting":
            if "The daemon is ready." in self.said():
                self.state = "ready"
            elif now > self.due:
                self.fail("was not ready in time")
        elif self.state == "stopped" and now >= self.due:
            self.process.send_signal(signal.SIGCONT)
            self.state = "ready"

    def kill(self, pause):
        self.process.kill()
        self.process.wait()
        self.state, self.due = "down", time.monotonic() + pause

    def stop_for(self, seconds):
        self.process.send_signal(signal.SIGSTOP)
        self.state, self.due = "stopped", time.monotonic() + seconds

    def end(self):
        self.process.terminate()
        self.state, self.due = "ending", time.monotonic() + LONGEST_STOP

    def kill_a_host(self, which):
        """Whether there was one."""
        hosts = hosts_of(self.process.pid)
        try:
            if hosts:
                signal.pidfd_send_signal(hosts[int(which * len(hosts))], signal.SIGKILL)
            return bool(hosts)
        except ProcessLookupError:
            return False  # it ended meanwhile
        finally:
            for handle in hosts:
                os.close(handle)

    def discard(self):
        if self.process is not None and self.process.poll() is None:
            self.process.kill()
            self.process.wait()


class Chaos:
    """What befalls two daemons, drawn from a seed. What a draw cannot befall in its moment passes it by."""

    WEIGHTS = {"kill a host": 60, "kill a daemon": 8, "stop a daemon": 10, "end a daemon": 6}
    PAUSES = (0.1, 0.4)  # seconds between two draws

    def __init__(self, daemons, seed, lease):
        self.daemons = daemons
        self.random = random.Random(seed)
        self.lease = lease
        self.counts = dict.fromkeys(self.WEIGHTS, 0)
        self.counts["kill a host of a daemon that starts"] = 0
        self.hunted = set()  # daemons that are to lose a host as soon as they have one
        self.next = time.monotonic()

    def look(self):
        for daemon in self.daemons:
            daemon.look()
        # While it starts it has its plugins describe themselves, each in a host that lives for some milliseconds.
        for daemon in list(self.hunted):
            if daemon.state == "starting" and daemon.kill_a_host(0):
                self.counts["kill a host of a daemon that starts"] += 1
                self.hunted.remove(daemon)
        if time.monotonic() < self.next:
            return
        # All that there is to draw, whether it is used or not, so that a seed means the same series each time.
        what, = self.random.choices(list(self.WEIGHTS), list(self.WEIGHTS.values()))
        daemon = self.random.choice(self.daemons)
        part = self.random.random()
        self.next = time.monotonic() + self.random.uniform(*self.PAUSES)
        self.befall(what, daemon, part)

    def befall(self, what, daemon, part):
        if daemon.state in ("down", "ending"):
            return
        if what == "kill a host":
            if not daemon.kill_a_host(part):
                return
        elif what == "kill a daemon":
            daemon.kill(part)
            self.hunted.add(daemon)
        elif daemon.state != "ready":
            return
        elif what == "stop a daemon":
            daemon.stop_for(self.lease + 0.5 + 1.5 * part)
        elif what == "end a daemon":
            daemon.end()
        self.counts[what] += 1

    def calm(self):
        """Nothing befalls them from now on; returns when both are ready."""
        while any(daemon.state != "ready" for daemon in self.daemons):
            for daemon in self.daemons:
                daemon.look()
            time.sleep(0.02)

    def end(self):
        """Both are told to stop, and must."""
        for daemon in self.daemons:
            daemon.end()
        while any(daemon.state == "ending" for daemon in self.daemons):
            for daemon in self.daemons:
                if daemon.state == "ending":
                    daemon.look()
            time.sleep(0.02)


class MailChaos(Chaos):
    """Befalls a daemon at random, or as soon as it is seen to deliver."""

    WEIGHTS = {"kill a daemon that delivers": 30, "stop a daemon that delivers": 8, "kill a daemon": 4,
               "stop a daemon": 2, "end a daemon": 8}
    PAUSES = (0.3, 0.9)

    def __init__(self, daemons, seed, lease, sql, late):
        super().__init__(daemons, seed, lease)
        self.sql = sql
        self.late = late  # whether something is just now at its end of being delivered
        self.prey = None

    def look(self):
        if not self.prey:
            return super().look()
        for daemon in self.daemons:
            daemon.look()
        if self.prey[1] < 0.6 and not self.late():
            return None
        pids = {int(pid) for pid, in self.sql("select process_id from termwise.message "
                                              "join termwise.program on program.id = holder where state = 'sending'")}
        for daemon in self.daemons:
            if self.prey and daemon.state == "ready" and daemon.process.pid in pids:
                (what, part), self.prey = self.prey, None
                plain = what.removesuffix(" that delivers")
                super().befall(plain, daemon, part)
                self.counts[plain] -= 1
                self.counts[what] += 1
        return None

    def befall(self, what, daemon, part):
        if what.endswith(" that delivers"):
            self.prey = what, part
        else:
            super().befall(what, daemon, part)
