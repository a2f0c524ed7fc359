"""A `termwised` in the foreground, as tests and benchmarks use it."""
import os
import pathlib
import signal
import socket
import subprocess
import threading
import time

LONGEST_START_SECONDS = 60
LONGEST_WAIT_SECONDS = 30
LONGEST_STOP_SECONDS = 15


def eventually(condition, what, seconds=LONGEST_WAIT_SECONDS):
    """Waits until `condition()` is true and returns what it gave."""
    deadline = time.monotonic() + seconds
    while not (found := condition()):
        if time.monotonic() > deadline:
            raise AssertionError(f"after {seconds} s still not so: {what}")
        time.sleep(0.03)
    return found


def descendants(pid):
    """The processes that a process started, and those that they started."""
    try:
        listed = [int(child) for task in pathlib.Path(f"/proc/{pid}/task").iterdir()
                  for child in (task / "children").read_text(encoding="utf-8").split()]
    except (FileNotFoundError, ProcessLookupError):
        return []
    return [process for child in listed for process in (child, *descendants(child))]


class Daemon:
    """One `termwised`; entered as a context manager, or started, it has said that it is ready."""

    def __init__(self, termwise, name="daemon"):
        self.command = [str(termwise.program.with_name("termwised")), "--config", str(termwise.main_file)]
        self.socket_path = termwise.directory / f"{name}.socket"
        self.log_path = termwise.directory / f"{name}.log"
        self.notices = []  # what it told the service manager, each a dictionary
        self.process = None

    def start(self):
        self.socket_path.unlink(missing_ok=True)
        # The reader is a thread of its own, so that a full socket never makes the daemon wait.
        reader = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        reader.bind(str(self.socket_path))
        threading.Thread(target=self._listen, args=(reader,), daemon=True).start()
        with open(self.log_path, "wb") as log:
            self.process = subprocess.Popen(self.command, stdout=log, stderr=log,
                                            env={**os.environ, "NOTIFY_SOCKET": str(self.socket_path)})
        try:
            eventually(lambda: self.process.poll() is not None or self.told("READY"), "termwised is ready",
                       LONGEST_START_SECONDS)
        except AssertionError:
            self.kill()
        if self.process.poll() is not None:
            raise AssertionError(f"termwised did not become ready: exit {self.process.returncode}\n{self.log()}")
        return self

    def _listen(self, reader):
        with reader:
            while notice := reader.recv(4096):
                lines = notice.decode().splitlines()
                self.notices.append(dict(line.split("=", 1) for line in lines))

    def told(self, key):
        return any(key in notice for notice in self.notices)

    def statuses(self):
        return [notice["STATUS"] for notice in self.notices if "STATUS" in notice]

    def log(self):
        return self.log_path.read_text(encoding="utf-8")

    def running(self):
        return self.process is not None and self.process.poll() is None

    def hang_up(self):
        """Has it read its configuration again, and waits until it has."""
        before = len(self.notices)
        self.process.send_signal(signal.SIGHUP)
        eventually(lambda: any("READY" in notice for notice in self.notices[before:]), "it has read it again")

    def stop(self):
        """Tells it to stop; returns its exit code and the seconds that it took."""
        start = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        try:
            code = self.process.wait(timeout=LONGEST_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.kill()
            raise AssertionError(f"termwised does not stop:\n{self.log()}") from None
        seconds = time.monotonic() - start
        self._hear_no_more()
        return code, seconds

    def kill(self):
        self.process.kill()
        self.process.wait()
        self._hear_no_more()

    def _hear_no_more(self):
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as end:
            end.sendto(b"", str(self.socket_path))

    def __enter__(self):
        return self.start()

    def __exit__(self, *_):
        if self.running():
            self.stop()
