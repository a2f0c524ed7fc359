"""Measures a running `termwised`: from due to started and from started to committed, and what it uses when idle."""
import datetime
import pathlib
import re
import statistics
import time

from termwise_cli import ROOT, Termwise
from termwise_daemon import Daemon

OCCURRENCES = 200
SPACING_SECONDS = 0.25  # longer than one run takes, so that none waits for another
LEAD_SECONDS = 3
LONGEST_RUN_SECONDS = 120  # after the last one is due
SETTLE_SECONDS = 15  # after its start, before it counts as idle
IDLE_SECONDS = 120
LA = "926"
DONE = re.compile(r"^(\S+) info The floor-check of LA 926 has succeeded\. occurrence='(\d+)'", re.MULTILINE)


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
    return sum(share_of_memory(pid) for pid in [server, *children_of(server)]) / 1024


def share_of_memory(pid):
    """In KiB, what is shared divided among those who share it."""
    try:
        return status_number(f"/proc/{pid}/smaps_rollup", "Pss")
    except (FileNotFoundError, ProcessLookupError):
        return 0  # it served the question before this one, and has ended


def plan_occurrences(psql):
    """One floor check after another of one LA."""
    psql(f"""insert into termwise.occurrence (la_code, schedule, period_key, job, due_at, revision)
             select la_code, 'bench', 'bench ' || n, 'floor-check',
                    termwise.instant() + ({LEAD_SECONDS} + n * {SPACING_SECONDS}) * interval '1 second', revision
             from termwise.active_revision, generate_series(1, {OCCURRENCES}) n where la_code = '{LA}';
             notify termwise_work""")


def wait_until_all_ran(psql):
    deadline = time.monotonic() + LEAD_SECONDS + OCCURRENCES * SPACING_SECONDS + LONGEST_RUN_SECONDS
    time.sleep(LEAD_SECONDS + OCCURRENCES * SPACING_SECONDS)  # whoever asks meanwhile is in the way
    while psql("select id from termwise.occurrence where schedule = 'bench' and ended_at is null limit 1"):
        if time.monotonic() > deadline:
            raise SystemExit("not all occurrences ran in time")
        time.sleep(1)


def latencies(psql, log):
    """Of each occurrence the milliseconds from due to started, by the database, and from started to committed, which is
    when the daemon had the server's word for it and wrote its line in the log."""
    committed = {occurrence: datetime.datetime.fromisoformat(moment).timestamp()
                 for moment, occurrence in DONE.findall(log)}
    rows = psql("""select occurrence.id, extract(epoch from due_at), extract(epoch from started_at)
                   from termwise.occurrence join termwise.attempt on occurrence = occurrence.id
                   where schedule = 'bench' and outcome = 'succeeded'""")
    if len(rows) != OCCURRENCES:
        raise SystemExit(f"only {len(rows)} of {OCCURRENCES} occurrences succeeded at once")
    waited = [1000 * (float(started) - float(due)) for _, due, started in rows]
    ran = [1000 * (committed[occurrence] - float(started)) for occurrence, _, started in rows]
    return waited, ran


def spread(values):
    last = statistics.quantiles(values, n=100)[98]
    return f"median {statistics.median(values):.1f} ms, 99th percentile {last:.1f} ms"


def bench_idle(daemon, psql):
    time.sleep(SETTLE_SECONDS)
    wakes = wakes_per_minute(daemon.process.pid, IDLE_SECONDS)
    resident = status_number(f"/proc/{daemon.process.pid}/status", "VmRSS") / 1024
    print(f"idle daemon: {resident:.1f} MiB resident, goal under 32 MiB; {wakes:.1f} wake-ups a minute over"
          f" {IDLE_SECONDS} s, goal at most 6")
    print(f"  its private PostgreSQL beside it: {postgresql_mebibytes(psql):.1f} MiB")


def bench_latency(daemon, psql):
    plan_occurrences(psql)
    wait_until_all_ran(psql)
    waited, ran = latencies(psql, daemon.log())
    print(f"{OCCURRENCES} occurrences, one each {SPACING_SECONDS} s, of a floor check of 30 schools:")
    print(f"  due to started:       {spread(waited)}")
    print(f"  started to committed: {spread(ran)}")


def bench_daemon(build, directory):
    """On the bundled sample, in a state of its own below `directory`."""
    termwise = Termwise(build, directory)
    with termwise:
        termwise.call("ingest", *sorted((ROOT / "config" / "sample").glob(f"*_{LA}_*.csv")))
        with Daemon(termwise) as daemon:
            bench_idle(daemon, termwise.sql)
            bench_latency(daemon, termwise.sql)
    termwise.discard()
