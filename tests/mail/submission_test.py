#!/usr/bin/python3
"""Submission against a real relay on this machine, and against what relays and networks do wrong."""
import os
import pathlib
import random
import socket
import subprocess
import sys
import tempfile
import threading
import time
import unittest
from concurrent.futures import ThreadPoolExecutor

from relay import DROP, HANG, Authority, Relay

PROGRAM = pathlib.Path(os.environ["TERMWISE_BUILD"]) / "bin" / "submit_one"
SENDER, RECIPIENT = "termwise@kent.test", "head@kent.test"
MESSAGE = b"Subject: Autumn\r\n\r\nThree schools are new on the list.\r\n"
LARGE = b"Subject: large\r\n\r\n" + b"0123456789" * 8 + b"\r\n"
LARGE += b"abcdefghij" * 9 + b"\r\n"
LARGE *= 80_000  # 15 MB: more than the kernel takes before the relay reads
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


class SubmissionTest(unittest.TestCase):
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

    # ---- delivery

    def test_delivers_without_tls(self):
        with Relay() as relay:
            attempt = Attempt(relay.port)
            self.expect(attempt, "delivered", f"127.0.0.1:{relay.port}", "'250 2.0.0 Ok: queued'")
            self.assertEqual(attempt.asked, 1)
            [message] = relay.messages
            self.assertEqual((message.sender, message.recipients, message.content), (SENDER, [RECIPIENT], MESSAGE))
            self.assertEqual((message.user, message.encrypted), (None, False))
            self.assertIn("QUIT", relay.reached)

    def test_delivers_with_a_login_under_the_own_ca(self):
        crlf_file = self.directory / "crlf"
        crlf_file.write_text(PASSWORD + "\r\n", encoding="utf-8")
        for implicit in (False, True):
            for file in (self.password_file, crlf_file):
                with Relay(tls=self.tls, implicit_tls=implicit, users={"termwise": PASSWORD}) as relay:
                    attempt = Attempt(relay.port, **self.secured(implicit_tls="yes" if implicit else "no",
                                                                 password_file=file))
                    self.expect(attempt, "delivered")
                    [message] = relay.messages
                    self.assertEqual((message.content, message.user, message.encrypted), (MESSAGE, "termwise", True))

    def test_takes_tls_where_it_is_offered(self):
        for tls in (None, self.tls):
            with Relay(tls=tls) as relay:
                self.expect(Attempt(relay.port, starttls="if_offered", ca_file=self.authority.file), "delivered")
                self.assertEqual(relay.messages[0].encrypted, tls is not None)

    def test_logs_in_without_tls_only_where_that_is_wished(self):
        with Relay(users={"termwise": PASSWORD}) as relay:
            self.expect(Attempt(relay.port, **self.secured(starttls="if_offered")), "later", "no STARTTLS",
                        "no password is sent without it")
            self.assertNotIn("AUTH", relay.reached)
            self.expect(Attempt(relay.port, **self.secured(starttls="never")), "delivered")

    def test_bytes_arrive_unchanged(self):
        head = b"Subject: dots\r\n\r\n"
        picker = random.Random(4)
        lines = [b".", b"..", b".a", b"a.", b"", b"\xc3\xa9t\xc3\xa9", b"\xff\x80", b"." * 60, b"plain"]
        many = b"".join(picker.choice(lines) + b"\r\n" for _ in range(60_000))
        # A dot at each place around the end of libcurl's buffer of 64 kB.
        filled = [head + b"." + b"x" * (65_536 - len(head) + shift) + b"\r\n.\r\n.y\r\n" for shift in range(-8, 4)]
        filled = [b"\r\n".join(text[i:i + 990] for i in range(0, len(text), 990)) + b"\r\n" for text in filled]
        # Whoever counts the added dots as bytes of the message has "all" of it after the first 64 kB.
        counted = (b"." + b"x" * 97 + b"\r\n") * 655 + b"y" * 34 + b"\r\n" + b"z" * 653 + b"\r\n"
        for message in (head + b".\r\n", head + b".hidden\r\n..\r\n.\r\nlast\r\n", head + b"8-bit: \xff\xfe\x80\r\n",
                        head + many, counted, *filled, b".\r\n", b"\r\n"):
            with Relay() as relay:
                self.expect(Attempt(relay.port, message), "delivered")
                self.assertEqual(relay.messages[0].content, message)

    def test_an_unfinished_last_line_is_finished(self):
        with Relay() as relay:
            self.expect(Attempt(relay.port, MESSAGE + b".no end"), "delivered")
            self.assertEqual(relay.messages[0].content, MESSAGE + b".no end\r\n")

    def test_any_yes_is_a_yes(self):
        with Relay(faults={"answer": "252 2.1.5 I shall try"}) as relay:
            self.expect(Attempt(relay.port), "delivered", "I shall try")

    def test_the_message_is_asked_for_after_354(self):
        output = self.directory / "output"
        asked = []

        def look():
            time.sleep(0.3)
            asked.append(output.read_bytes())

        with Relay(faults={"DATA": look}) as relay, open(output, "wb") as file:
            subprocess.run(arguments(relay.port), input=MESSAGE, stdout=file, check=True)
        self.assertEqual(asked, [b""])
        self.assertEqual(output.read_bytes().count(b"before_data"), 1)

    def test_nothing_is_given_where_the_caller_changes_its_mind(self):
        with Relay() as relay:
            attempt = Attempt(relay.port, LARGE, hold="The lease is lost.")
            self.expect(attempt, "later")
            self.assertEqual((attempt.asked, attempt.sentence), (1, "The lease is lost."))
            self.assertEqual(relay.received, [])

    # ---- what the relay answers

    def test_tells_later_from_never(self):
        cases = [(phase, answer, outcome, asked)
                 for phase, asked in (("MAIL", 0), ("RCPT", 0), ("DATA", 0), ("answer", 1))
                 for answer, outcome in (("451 4.7.1 Greylisted", "later"), ("452 4.3.1 Full", "later"),
                                         ("421 4.3.2 Going down", "later"), ("550 5.7.1 Not here", "never"),
                                         ("554 5.6.0 Not this", "never"))]
        cases += [("MAIL", "530 5.7.0 Must issue a STARTTLS command first", "later", 0)]
        cases += [(phase, answer, "later", 0) for phase in ("greeting", "HELO")
                  for answer in ("421 4.3.2 Too busy", "554 5.7.1 Go away")]

        def attempt(case):
            phase, answer, *_ = case
            with Relay(faults={phase: answer, **({"EHLO": "502 5.5.1 What?"} if phase == "HELO" else {})}) as relay:
                return Attempt(relay.port), relay.messages

        for (phase, answer, outcome, asked), (ended, messages) in zip(cases, all_at_once(attempt, cases)):
            with self.subTest(phase=phase, answer=answer):
                self.expect(ended, outcome, f"'{answer}'")
                self.assertEqual((ended.asked, messages), (asked, []))

    def test_answers_over_several_lines(self):
        with Relay(faults={"RCPT": "550-5.7.1 Blocked.\r\n550-5.7.1 See the list\r\n550 5.7.1 of the blocked."}) as relay:
            self.expect(Attempt(relay.port), "never", "Blocked.", "See the list", "of the blocked.")

    def test_hostile_answers_are_tamed(self):
        cases = {"escape": b"550 \x1b[2J\x00\x07\x9b31m \xe2\x80\xae\xff gone", "long": b"550 " + b"x" * 100_000,
                 "lines": b"550-" + b"y" * 400 + b"\r\n" + (b"550-z\r\n" * 20_000) + b"550 end"}
        for name, answer in cases.items():
            for phase in ("RCPT", "answer"):
                with self.subTest(answer=name, phase=phase), Relay(faults={phase: answer}) as relay:
                    attempt = Attempt(relay.port)
                    self.expect(attempt, "never", "'550")
                    self.assertLess(len(attempt.sentence), 600)
                    self.assertTrue(attempt.sentence.isprintable())

    def test_answers_that_are_none(self):
        for phase, answer, outcome in (("DATA", "250 Fine", "later"), ("answer", "354 More", "unknown"),
                                       ("greeting", b"HTTP/1.1 400 Bad Request", "later")):
            with self.subTest(phase=phase), Relay(faults={phase: answer}) as relay:
                self.expect(Attempt(relay.port, timeout=1), outcome)

    # ---- logins and certificates

    def test_a_wrong_password(self):
        with Relay(tls=self.tls, users={"termwise": PASSWORD}) as relay:
            attempt = Attempt(relay.port, **self.secured(password_file=self.wrong_file))
            self.expect(attempt, "later", "user 'termwise'", "'535 5.7.8", str(self.wrong_file))
            self.assertNotIn(b"Tr0ub4dor", attempt.output)
            self.assertNotIn("MAIL", relay.reached)

    def test_a_login_that_cannot_be_checked_now(self):
        with Relay(tls=self.tls, users={"termwise": PASSWORD}, faults={"AUTH": "454 4.7.0 Directory down"}) as relay:
            self.expect(Attempt(relay.port, **self.secured()), "later", "'454 4.7.0 Directory down'")

    def test_a_login_that_is_wanted_or_not_offered(self):
        with Relay(users={"termwise": PASSWORD}) as relay:
            self.expect(Attempt(relay.port), "later", "wants a login", "'530 5.7.0")
        with Relay(tls=self.tls, faults={"RCPT": "550 5.7.1 Relaying denied"}) as relay:
            self.expect(Attempt(relay.port, **self.secured()), "later", "offered no login", "Relaying denied")
        with Relay(tls=self.tls, faults={"EHLO": "250-relay\r\n250-STARTTLS\r\n250 AUTH GSSAPI"}) as relay:
            self.expect(Attempt(relay.port, **self.secured()), "later", "offered no login")

    def test_the_password_is_not_repeated(self):
        faults = {"AUTH": f"535 5.7.8 {PASSWORD} is wrong"}
        with Relay(tls=self.tls, users={"termwise": PASSWORD}, faults=faults) as relay:
            attempt = Attempt(relay.port, **self.secured())
            self.expect(attempt, "later", "'535'")
            self.assertNotIn(PASSWORD.encode(), attempt.output)
        faults = {"MAIL": "550 AHRlcm13aXNlAGNvcnJlY3QgaG9yc2U6ICdiYXR0ZXJ5JyBzdGFwbGU="}  # as AUTH PLAIN says it
        with Relay(tls=self.tls, users={"termwise": PASSWORD}, faults=faults) as relay:
            attempt = Attempt(relay.port, **self.secured())
            self.expect(attempt, "never")
            self.assertNotIn(b"AHRlcm13", attempt.output)

    def test_password_files(self):
        empty, lines, large = (self.directory / name for name in ("empty", "lines", "large"))
        empty.write_bytes(b"\n")
        lines.write_bytes(b"one\ntwo\n")
        large.write_bytes(b"p" * 1024 + b"\n")
        with Relay(tls=self.tls, users={"termwise": PASSWORD}) as relay:
            for file, word in ((self.directory / "none", "no such file"), (self.directory, "directory"),
                               (empty, "on one line"), (lines, "on one line"), (large, "larger than the 1024 bytes")):
                with self.subTest(file=file.name):
                    self.expect(Attempt(relay.port, **self.secured(password_file=file)), "later", str(file), word)
            self.assertEqual(relay.reached, [])

    def test_certificates_that_do_not_hold(self):
        wrong_name = self.authority.context("DNS:mail.kent.test")
        unknown = self.stranger.context("DNS:localhost", "IP:127.0.0.1")
        for tls in (wrong_name, unknown):
            for implicit in ("no", "yes"):
                with Relay(tls=tls, implicit_tls=implicit == "yes", users={"termwise": PASSWORD}) as relay:
                    attempt = Attempt(relay.port, **self.secured(implicit_tls=implicit))
                    self.expect(attempt, "later", "certificate", "cannot be trusted")
                    self.assertNotIn("AUTH", relay.reached)
        with Relay(tls=self.tls) as relay:  # the system's CAs know nothing of it
            self.expect(Attempt(relay.port, starttls="if_offered"), "later", "cannot be trusted")
            self.expect(Attempt(relay.port, starttls="required", ca_file="/nonexistent/ca.pem"), "later",
                        "CA file /nonexistent/ca.pem")
            self.assertEqual(relay.messages, [])

    def test_starttls_that_is_not_there(self):
        for options in ({}, {"faults": {"EHLO": "502 5.5.1 What?"}},
                        {"tls": self.tls, "faults": {"STARTTLS": "454 4.7.0 No certificate"}},
                        {"tls": self.tls, "faults": {"STARTTLS": "501 5.5.4 No"}}):
            with self.subTest(**options), Relay(**options) as relay:
                self.expect(Attempt(relay.port, **self.secured()), "later", f"127.0.0.1:{relay.port}")
                self.assertEqual((set(relay.reached) & {"AUTH", "MAIL"}, relay.messages), (set(), []))

    def test_tls_where_there_is_none_and_none_where_there_is(self):
        with Relay() as relay:
            self.expect(Attempt(relay.port, implicit_tls="yes", timeout=2), "later", "TLS")
        with Relay(tls=self.tls, implicit_tls=True) as relay:
            self.expect(Attempt(relay.port, timeout=1), "later")

    # ---- networks

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

    def test_addresses_that_would_be_commands(self):
        with Relay() as relay:
            for address in ("", "a b@kent.test", "a@kent.test>\r\nRCPT TO:<b@kent.test", "\u00e9@kent.test"):
                for who in ("from", "to"):
                    with self.subTest(address=address, who=who):
                        self.expect(Attempt(relay.port, **{who: address}), "never", "no address")
            self.assertEqual(relay.reached, [])


if __name__ == "__main__":
    sys.exit(unittest.main())
