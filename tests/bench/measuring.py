"""What the measurements of whole commands share."""
import os
import statistics
import subprocess
import time


def timed(arguments):
    """Runs a program to its end: wall seconds and peak resident MiB of that process."""
    start = time.monotonic()
    process = subprocess.Popen([str(a) for a in arguments], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.monotonic() - start
    if process.returncode != 0:
        raise SystemExit(f"{arguments[0]} failed: {process.stderr.read().decode()}")
    process.stderr.close()
    return seconds, usage.ru_maxrss / 1024


def spread(values):
    return f"{statistics.median(values):.2f} s ({min(values):.2f} to {max(values):.2f})"


def forget(termwise):
    """Removes what is loaded, so that the same files are new again."""
    termwise.sql("set session_replication_role = replica; truncate termwise.pupil_record; delete from "
                 "termwise.record; delete from termwise.school_link; delete from "
                 "termwise.quality_issue; delete from termwise.batch; delete from termwise.archive_piece p using "
                 "termwise.archive_object o where o.sha256 = p.sha256 and o.kind = 'file'; delete from "
                 "termwise.archive_object where kind = 'file'")
    termwise.sql("vacuum termwise.record")
