"""What the tests of submission share: one run of the program, certificates, and a password."""
import os
import pathlib
import subprocess
import tempfile
import time
import unittest
from concurrent.futures import ThreadPoolExecutor

from relay import Authority

PROGRAM = pathlib.Path(os.environ["TERMWISE_BUILD"]) / "bin" / "submit_one"
SENDER, RECIPIENT = "termwise@kent.test", "head@kent.test"
MESSAGE = b"Subject: Autumn\r\n\r\nThree schools are new on the list.\r\n"
LARGE = b"Subject: large\r\n\r\n" + b"0123456789" * 8 + b"\r\n"
LARGE += b"abcdefghij" * 9 + b"\r\n"
LARGE *= 70_000  # 12 MB: more than the kernel takes before the relay reads
PASSWORD = "correct horse: 'battery' staple"


def arguments(port, **options):
    options = {"port": port, "starttls": "never", "from": SENDER, "to": RECIPIENT, **options}
    return [str(PROGRAM), *(f"{key}={value}" for key, value in options.items())]


class Attempt:
    """One run of the program to its end."""

    def __init__(self, port, message=MESSAGE, **options):
        start = time.monotonic()
        run = subprocess.run(arguments(port, **options), input=message, capture_output=True, timeout=60, check=False)
        self.seconds = time.monotonic() - start
        self.output = run.stdout + run.stderr
        lines = run.stdout.decode().split("\n")
        if run.returncode != 0 or run.stderr:
            raise AssertionError(f"submit_one ended with {run.returncode}: {run.stderr.decode()}")
        self.asked = lines.count("before_data")
        self.outcome, self.sentence = lines[-3], lines[-2]


def all_at_once(function, cases):
    with ThreadPoolExecutor(len(cases)) as pool:
        return list(pool.map(function, cases))


class SubmissionCase(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.temporary = tempfile.TemporaryDirectory(prefix="termwise-mail-")
        cls.directory = pathlib.Path(cls.temporary.name)
        cls.authority = Authority(cls.directory / "ca")
        cls.stranger = Authority(cls.directory / "stranger", "Somebody else's CA")
        cls.tls = cls.authority.context("DNS:localhost", "IP:127.0.0.1")
        cls.password_file = cls.directory / "password"
        cls.password_file.write_text(PASSWORD + "\n", encoding="utf-8")
        cls.wrong_file = cls.directory / "wrong"
        cls.wrong_file.write_text("Tr0ub4dor&3\n", encoding="utf-8")

    @classmethod
    def tearDownClass(cls):
        cls.temporary.cleanup()

    def secured(self, **options):
        """The options of a login over STARTTLS."""
        return {"starttls": "required", "user": "termwise", "password_file": self.password_file,
                "ca_file": self.authority.file, **options}

    def expect(self, attempt, outcome, *words):
        self.assertEqual(attempt.outcome, outcome, attempt.sentence)
        for word in words:
            self.assertIn(word, attempt.sentence)
