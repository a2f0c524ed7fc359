"""Measures a running `termwised`: from due to started and from started to committed, and what it uses when idle."""
import os
import pathlib
import signal
import socket
import subprocess
import time

from termwise_cli import ROOT, Termwise

OCCURRENCES = 200
SPACING_SECONDS = 0.25  # longer than one run takes, so that none waits for another
LEAD_SECONDS = 60  # longer than the daemon may go without looking into the database
LONGEST_START_SECONDS = 60
LONGEST_RUN_SECONDS = 120  # after the last one is due
SETTLE_SECONDS = 15  # after its start, before it counts as idle
IDLE_SECONDS = 60
LA = "926"


class Daemon:
    """A `termwised` in the foreground, as a context manager; entered when it says that it is ready."""

    def __init__(self, build, directory, main_file):
        self.command = [pathlib.Path(build).resolve() / "bin" / "termwised", "--config", main_file]
        self.socket_path = pathlib.Path(directory) / "notify"
        self.log = pathlib.Path(directory) / "daemon.log"

    def __enter__(self):
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as notices, open(self.log, "wb") as log:
            notices.bind(str(self.socket_path))
            notices.settimeout(LONGEST_START_SECONDS)
            self.process = subprocess.Popen(self.command, stdout=log, stderr=log,
                                            env={**os.environ, "NOTIFY_SOCKET": str(self.socket_path)})
            try:
                while b"READY=1" not in notices.recv(4096).split(b"\n"):
                    pass
            except TimeoutError:
                self.__exit__()
                raise SystemExit(f"termwised was not ready in time:\n{self.log.read_text(encoding='utf-8')}") from None
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.socket_path.unlink(missing_ok=True)


def status_number(path, key):
    """The number after `key` in a file of /proc such as status or smaps_rollup."""
    for line in pathlib.Path(path).read_text(encoding="utf-8").splitlines():
        if line.startswith(key + ":"):
            return int(line.split()[1])
    raise SystemExit(f"{path} has no {key}")


def sleeps_by_thread(pid):
    """How often each thread of a process went to sleep so far; it wakes as often."""
    counts = {}
    for task in pathlib.Path(f"/proc/{pid}/task").iterdir():
        try:
            counts[task.name] = status_number(task / "status", "voluntary_ctxt_switches")
        except FileNotFoundError:
            pass  # it ended meanwhile
    return counts


def wakes_per_minute(pid, seconds):
    before = sleeps_by_thread(pid)
    start = time.monotonic()
    time.sleep(seconds)
    after = sleeps_by_thread(pid)
    elapsed = time.monotonic() - start
    return sum(count - before.get(thread, 0) for thread, count in after.items()) * 60 / elapsed


def children_of(pid):
    listed = pathlib.Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="utf-8")
    return [int(child) for child in listed.split()]


def postgresql_mebibytes(psql):
    """Its processes' memory, what they share counted once."""
    [[data_directory]] = psql("show data_directory")
    server = int(pathlib.Path(data_directory, "postmaster.pid").read_text(encoding="utf-8").split()[0])
    return sum(status_number(f"/proc/{pid}/smaps_rollup", "Pss") for pid in [server, *children_of(server)]) / 1024


def latencies(psql):
    """Milliseconds over the occurrences of this benchmark: (how many, due to started: median, 99th percentile, started
    to committed: median, 99th percentile). Started is the first attempt's start, committed the last one's end."""
    [[count, *figures]] = psql("""
        with times as (
          select o.due_at, min(a.started_at) as started_at, max(a.finished_at) as finished_at
          from termwise.occurrence o join termwise.attempt a on a.occurrence = o.id
          where o.schedule = 'bench' group by o.id, o.due_at having bool_and(a.finished_at is not null)),
        measured as (
          select 1000 * extract(epoch from started_at - due_at)::float8 as waited,
                 1000 * extract(epoch from finished_at - started_at)::float8 as ran from times)
        select count(*), percentile_cont(0.5) within group (order by waited),
               percentile_cont(0.99) within group (order by waited),
               percentile_cont(0.5) within group (order by ran),
               percentile_cont(0.99) within group (order by ran) from measured""")
    return int(count), *(float(figure or "nan") for figure in figures)


def plan_occurrences(psql):
    """One floor check after another of one LA. Far enough ahead that the daemon knows of all before the first is due."""
    psql(f"""insert into termwise.occurrence (la_code, schedule, period_key, job, due_at)
             select '{LA}', 'bench', 'bench ' || n, 'floor-check',
                    now() + {LEAD_SECONDS} * interval '1 second' + n * {SPACING_SECONDS} * interval '1 second'
             from generate_series(1, {OCCURRENCES}) n""")


def wait_until_all_ran(psql):
    deadline = time.monotonic() + LEAD_SECONDS + OCCURRENCES * SPACING_SECONDS + LONGEST_RUN_SECONDS
    while latencies(psql)[0] < OCCURRENCES:
        if time.monotonic() > deadline:
            raise SystemExit(f"only {latencies(psql)[0]} of {OCCURRENCES} occurrences ran in time")
        time.sleep(5)


def bench_idle(daemon, psql):
    time.sleep(SETTLE_SECONDS)
    wakes = wakes_per_minute(daemon.process.pid, IDLE_SECONDS)
    resident = status_number(f"/proc/{daemon.process.pid}/status", "VmRSS") / 1024
    print(f"idle daemon: {resident:.1f} MiB resident, goal under 32 MiB; {wakes:.1f} wake-ups a minute over"
          f" {IDLE_SECONDS} s, goal at most 6")
    print(f"  its private PostgreSQL beside it: {postgresql_mebibytes(psql):.1f} MiB")


def bench_latency(psql):
    plan_occurrences(psql)
    wait_until_all_ran(psql)
    count, waited, waited_99, ran, ran_99 = latencies(psql)
    print(f"{count} occurrences, one each {SPACING_SECONDS} s, of a floor check of 30 schools:")
    print(f"  due to started:       median {waited:.1f} ms, 99th percentile {waited_99:.1f} ms")
    print(f"  started to committed: median {ran:.1f} ms, 99th percentile {ran_99:.1f} ms")


def bench_daemon(build, directory):
    """On the bundled sample, in a state of its own below `directory`."""
    termwise = Termwise(build, directory)
    with termwise:
        termwise.call("ingest", *sorted((ROOT / "config" / "sample").glob(f"*_{LA}_*.csv")))
        with Daemon(build, directory, termwise.main_file) as daemon:
            bench_idle(daemon, termwise.sql)
            bench_latency(termwise.sql)
    termwise.discard()
