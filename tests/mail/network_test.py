#!/usr/bin/python3
"""Submission when the relay or the network fails, or the caller stops: what became of the message, and how soon."""
import os
import socket
import subprocess
import sys
import threading
import time
import unittest

from relay import DROP, HANG, Relay
from submission_case import LARGE, MESSAGE, PASSWORD, Attempt, SubmissionCase, all_at_once, arguments


class NetworkTest(SubmissionCase):
    def test_a_relay_that_falls_silent(self):
        outcomes = {"greeting": "later", "EHLO": "later", "STARTTLS": "later", "AUTH": "later", "MAIL": "later",
                    "RCPT": "later", "DATA": "later", "answer": "unknown", "QUIT": "delivered"}

        def attempt(phase):
            with Relay(tls=self.tls, users={"termwise": PASSWORD}, faults={phase: HANG}) as relay:
                return Attempt(relay.port, **self.secured(timeout=1))

        for (phase, outcome), ended in zip(outcomes.items(), all_at_once(attempt, outcomes)):
            with self.subTest(phase=phase):
                self.expect(ended, outcome, *([] if outcome == "delivered" else ["within 1 second"]))
                self.assertLess(ended.seconds, 2.5)

    def test_a_relay_that_hangs_up(self):
        outcomes = {"greeting": "later", "EHLO": "later", "STARTTLS": "later", "AUTH": "later", "MAIL": "later",
                    "RCPT": "later", "DATA": "later", "answer": "unknown", "QUIT": "delivered"}
        for tls in (None, self.tls):
            for phase, outcome in outcomes.items():
                if tls is None and phase in ("STARTTLS", "AUTH"):
                    continue
                options = self.secured() if tls else {}
                with self.subTest(phase=phase, tls=bool(tls)), \
                        Relay(tls=tls, users={"termwise": PASSWORD} if tls else None, faults={phase: DROP}) as relay:
                    self.expect(Attempt(relay.port, **options), outcome)

    def test_the_middle_of_the_message(self):
        # A short message has left Termwise whole by then, and nobody can know.
        cases = [(tls, fault, message, outcome) for tls in (None, self.tls) for fault in (DROP, HANG)
                 for message, outcome in ((LARGE, "later"), (MESSAGE, "unknown"))]

        def attempt(case):
            tls, fault, message, _ = case
            options = self.secured(user="") if tls else {}
            with Relay(tls=tls, faults={"body": fault}) as relay:
                return Attempt(relay.port, message, timeout=1, **options), relay.received

        for (tls, fault, message, outcome), (ended, received) in zip(cases, all_at_once(attempt, cases)):
            with self.subTest(tls=bool(tls), drop=fault is DROP, large=message is LARGE):
                self.expect(ended, outcome)
                self.assertEqual((ended.asked, received), (1, []))

    def test_half_a_message_is_never_finished(self):
        for options in ({"stop": True}, {"timeout": 1}):
            ended = threading.Event()
            with self.subTest(**options), Relay(faults={"body": lambda: ended.wait(30) and None}) as relay:
                readable, writable = os.pipe()
                with subprocess.Popen(arguments(relay.port, stop_fd=readable, timeout=options.get("timeout", 30)),
                                      stdin=subprocess.PIPE, stdout=subprocess.PIPE, pass_fds=[readable]) as process:
                    process.stdin.write(LARGE)
                    process.stdin.close()
                    relay.wait_until("body")
                    if "stop" in options:
                        os.write(writable, b"!")
                    output = process.stdout.read().decode()
                ended.set()  # from here on the relay reads what there is
                relay.wait_until("lost")
                self.assertEqual((output.split("\n")[-3], relay.received), ("later", []))
                os.close(readable)
                os.close(writable)

    def test_a_name_service_that_falls_silent(self):
        attempt = Attempt(25, host="slow.test", timeout=1)
        self.expect(attempt, "later", "within 1 second", "connecting")
        self.assertLess(attempt.seconds, 2.5)

    def test_a_relay_that_cannot_be_reached(self):
        with socket.socket() as unused:
            unused.bind(("127.0.0.1", 0))
            self.expect(Attempt(unused.getsockname()[1]), "later", "cannot be reached")
        self.expect(Attempt(25, host="relay.invalid"), "later", "'relay.invalid'", "cannot be resolved")
        with socket.socket() as full:
            full.bind(("127.0.0.1", 0))
            full.listen(0)
            with socket.create_connection(full.getsockname()):  # no room for another
                attempt = Attempt(full.getsockname()[1], timeout=1)
        self.expect(attempt, "later", "within 1 second", "connecting")
        self.assertLess(attempt.seconds, 2.5)

    def test_stops_when_told(self):
        outcomes = {"greeting": "later", "STARTTLS": "later", "RCPT": "later", "DATA": "later", "body": "later",
                    "answer": "unknown", "QUIT": "delivered"}

        def attempt(phase):
            with Relay(tls=self.tls, faults={phase: HANG}) as relay:
                readable, writable = os.pipe()
                message = LARGE if phase == "body" else MESSAGE
                with subprocess.Popen(arguments(relay.port, stop_fd=readable, **self.secured(user="", timeout=30)),
                                      stdin=subprocess.PIPE, stdout=subprocess.PIPE, pass_fds=[readable]) as process:
                    threading.Thread(target=lambda: (process.stdin.write(message), process.stdin.close())).start()
                    relay.wait_until(phase)
                    start = time.monotonic()
                    os.write(writable, b"!")
                    output = process.stdout.read().decode()
                    seconds = time.monotonic() - start
                os.close(readable)
                os.close(writable)
                return output.split("\n")[-3], seconds, relay.received

        for (phase, outcome), (ended, seconds, received) in zip(outcomes.items(), all_at_once(attempt, outcomes)):
            with self.subTest(phase=phase):
                self.assertEqual(ended, outcome)
                self.assertLess(seconds, 1.5)
                self.assertEqual(len(received), 1 if phase in ("answer", "QUIT") else 0)

if __name__ == "__main__":
    sys.exit(unittest.main())
