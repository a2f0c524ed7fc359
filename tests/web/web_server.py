"""The echo server as tests use it, and a client that sends exactly the bytes it is told to."""
import contextlib
import http.client
import io
import json
import os
import pathlib
import socket
import subprocess
import time

PROGRAM = os.environ["TERMWISE_ECHO_SERVER"]
HOST = "Host: localhost\r\n"
FORM = "Content-Type: application/x-www-form-urlencoded\r\n"


def eventually(condition, what, seconds=20):
    """Waits until `condition()` is true and returns what it gave."""
    deadline = time.monotonic() + seconds
    while not (found := condition()):
        if time.monotonic() > deadline:
            raise AssertionError(f"after {seconds} s still not so: {what}")
        time.sleep(0.02)
    return found


class WebServer:
    """Entered as a context manager it listens; left, it has ended well."""

    def __init__(self, directory, **settings):
        if "socket" not in settings:
            settings = {"address": "127.0.0.1", "port": 0, **settings}
        self.settings = settings
        self.errors = pathlib.Path(directory) / "server.log"
        self.output = None

    def __enter__(self):
        with open(self.errors, "ab") as errors:
            self.process = subprocess.Popen([PROGRAM, *(f"{key}={value}" for key, value in self.settings.items())],
                                            stdout=subprocess.PIPE, stderr=errors, text=True)
        said = self.process.stdout.readline().split()
        if not said or said[0] != "listening":
            self.process.stdout.close()
            self.process.wait()
            raise AssertionError(f"exit {self.process.returncode}: {self.log()}")
        self.port = int(said[1])
        return self

    def stop(self):
        self.process.terminate()
        self.output = self.process.communicate(timeout=60)[0]
        return self.process.returncode

    def __exit__(self, kind, error, trace):
        if self.output is None and (code := self.stop()) != 0 and kind is None:
            raise AssertionError(f"the server ended with {code}: {self.log()}")

    def log(self):
        return self.errors.read_text(encoding="utf-8", errors="replace")

    def connect(self, timeout=20):
        if "socket" in self.settings:
            connection = socket.socket(socket.AF_UNIX)
            connection.settimeout(timeout)
            connection.connect(str(self.settings["socket"]))
            return connection
        return socket.create_connection((self.settings["address"], self.port), timeout=timeout)

    def ask(self, data, method="GET"):
        """Sends bytes on a connection of their own, and reads one answer."""
        with contextlib.closing(self.connect()) as connection:
            connection.sendall(data if isinstance(data, bytes) else data.encode("latin-1"))
            return read_answer(connection.makefile("rb"), method)

    def get(self, target="/echo", fields="", method="GET"):
        return self.ask(f"{method} {target} HTTP/1.1\r\n{HOST}{fields}\r\n", method)

    def post(self, target, body, fields=""):
        return self.ask(f"POST {target} HTTP/1.1\r\n{HOST}{FORM}Content-Length: {len(body)}\r\n{fields}\r\n{body}")


class Answer:
    def __init__(self, response, body):
        self.status = response.status
        self.headers = response.headers
        self.body = body

    def json(self):
        return json.loads(self.body)


class _Stream:
    """What http.client reads a response from, without closing it."""

    def __init__(self, file):
        self.file = file

    def makefile(self, _mode):
        return io.BufferedReader(_Raw(self.file))


class _Raw(io.RawIOBase):
    """One byte at a time, so that nothing of the next answer is taken."""

    def __init__(self, file):
        self.file = file

    def readable(self):
        return True

    def readinto(self, buffer):
        data = self.file.read(1)
        buffer[:len(data)] = data
        return len(data)


def read_answer(file, method="GET"):
    response = http.client.HTTPResponse(_Stream(file), method=method)
    response.begin()
    body = response.read()
    return Answer(response, body)
