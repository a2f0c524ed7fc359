#!/usr/bin/python3
"""Submission to a real relay on this machine: what arrives, what the relay may answer, logins and certificates."""
import random
import subprocess
import sys
import time
import unittest

from relay import Relay
from submission_case import LARGE, MESSAGE, PASSWORD, RECIPIENT, SENDER, Attempt, SubmissionCase, all_at_once, arguments


class SubmissionTest(SubmissionCase):
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
        answer = "550-5.7.1 Blocked.\r\n550-5.7.1 See the list\r\n550 5.7.1 of the blocked."
        with Relay(faults={"RCPT": answer}) as relay:
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

    def test_addresses_that_would_be_commands(self):
        with Relay() as relay:
            for address in ("", "a b@kent.test", "a@kent.test>\r\nRCPT TO:<b@kent.test", "\u00e9@kent.test"):
                for who in ("from", "to"):
                    with self.subTest(address=address, who=who):
                        self.expect(Attempt(relay.port, **{who: address}), "never", "no address")
            self.assertEqual(relay.reached, [])

if __name__ == "__main__":
    sys.exit(unittest.main())
