#!/usr/bin/python3
"""A daemon and a mail relay with faults: what arrives, what is tried again and what is not, and who is told."""
import sys
import time
import unittest

from daemon_case import ROOT, SAMPLE, prepare
from mail_case import BELOW_AT_FIRST, NORFOLK, MailCase, address, digest_schedule, parsed, person, section, text_of
from termwise_daemon import eventually

sys.path.insert(0, str(ROOT / "tests" / "mail"))
from relay import DROP, HANG, Authority, Relay  # noqa: E402

PASSWORD = "correct horse: 'battery' staple"
OPERATOR = "operations@county.example.invalid"
CHECK = "floor-check-after-ingest"
SCHEDULES = (f'[[schedule]]\nname = "{CHECK}"\njob = "floor-check"\nrule = "every ingest"\nafter = ["ingest"]\n'
             'attempts = 2\n' + digest_schedule("at-once", "every run"))


def setUpModule():
    prepare()
    authority = Authority(MailCase.directory / "ca")
    MailTest.authority, MailTest.tls = authority, authority.context("DNS:localhost")
    MailTest.password_file = MailCase.directory / "password"
    MailTest.password_file.write_text(PASSWORD + "\n", encoding="utf-8")


def first(*faults):
    """What befalls the first connections that come to a phase; the others go on."""
    left = list(faults)
    return lambda: left.pop(0) if left else None


class MailTest(MailCase):
    def setUp(self):
        self.relay = Relay(tls=self.tls, users={"termwise": PASSWORD}).__enter__()
        self.addCleanup(lambda: self.relay.__exit__())
        self.inbox = self.directory / "inbox"
        self.reset_inbox()
        self.settings = f'[inbox]\ndirectory = "{self.inbox}"\nsettle_seconds = 1\n'
        self.mail = (f'url = "smtp://localhost:{self.relay.port}"\nuser = "termwise"\n'
                     f'password_file = "{self.password_file}"\nca_file = "{self.authority.file}"\n'
                     f'from_address = "termwise@county.example.invalid"\noperator = "{OPERATOR}"\n'
                     'timeout_seconds = 2\nretry_seconds = 1\n')
        super().setUp()
        self.norfolk(person("head-of-school-improvement", "at-once"), person("data-manager"), schedules=SCHEDULES)

    def reset_inbox(self):
        for path in sorted(self.inbox.rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() else path.unlink()
        self.inbox.mkdir(exist_ok=True)

    def rewrite_main_file(self, old, new):
        text = self.termwise.main_file.read_text(encoding="utf-8")
        self.assertIn(old, text)
        self.termwise.main_file.write_text(text.replace(old, new), encoding="utf-8")

    def drop(self, name=NORFOLK, content=None):
        part = self.inbox / f".{name}"
        part.write_bytes(content or (SAMPLE / NORFOLK).read_bytes())
        part.rename(self.inbox / name)

    def until(self, condition, what):
        try:
            return eventually(condition, what)
        except AssertionError as failure:
            logs = "".join(f"\n{daemon.log()}" for daemon in self.daemons)
            raise AssertionError(f"{failure}\n{self.messages()}{self.relay.reached}{logs}") from None

    def until_message(self, state, **like):
        def there():
            found = [m for m in self.messages() if all(m[key] == value for key, value in like.items())]
            return found[0] if found and found[0]["state"] == state else None
        return self.until(there, f"{like} is {state}")

    def taken_by(self, role):
        return [message for message in self.relay.messages if message.recipients == [address(role)]]

    def tries(self, message):
        return [row["outcome"] for row in
                self.rows(f"select outcome from termwise.delivery where message = {message['id']} order by token")]

    def settle(self):
        """Everything that is under way has ended, and the daemon has looked at it once more."""
        for _ in range(2):
            self.wake()
            self.until(lambda: not [m for m in self.messages() if m["state"] in ("waiting", "sending")],
                       "all have ended")
            time.sleep(0.3)

    def the_notice(self):
        """There is exactly one notice, it went to the owner only, and the reader was told nothing of it."""
        notice = self.until_message("sent", kind="notice")
        self.settle()
        self.assertEqual([m["address"] for m in self.messages() if m["kind"] == "notice"], [notice["address"]])
        sent, = [m for m in self.relay.messages if m.content == bytes.fromhex(notice["content"])]
        self.assertEqual(sent.recipients, [notice["address"]])
        return parsed(sent.content)

    # ---- it arrives ---------------------------------------------------------------------------------------------

    def test_a_file_in_the_inbox_ends_as_a_digest_over_starttls_with_a_login(self):
        self.start_daemon()
        self.drop()
        row = self.until_message("sent", kind="digest")
        sent, = self.relay.messages
        self.assertEqual((sent.sender, sent.recipients, sent.user, sent.encrypted),
                         ("termwise@county.example.invalid", [address("head-of-school-improvement")], "termwise", True))
        self.assertEqual(sent.content, bytes.fromhex(row["content"]))
        self.assertEqual(section(text_of(parsed(sent.content)), "On the list"), BELOW_AT_FIRST)
        check, digest = self.occurrences(la_code="926")
        self.assertEqual((check["schedule"], digest["schedule"], digest["job"]), (CHECK, "at-once", "digest"))
        self.assertEqual(digest["period_key"], f"after floor-check {check['id']}")
        self.assertEqual((row["occurrence"], self.tries(row)), (digest["id"], ["sent"]))
        self.settle()
        self.assertEqual(len(self.relay.messages), 1)
        self.assertFalse(self.drops.exists() and list(self.drops.iterdir()))

    def test_a_relay_whose_certificate_another_signed_gets_nothing(self):
        stranger = Authority(self.directory / "stranger", "Somebody else's CA")
        self.rewrite_main_file(str(self.authority.file), str(stranger.file))
        self.start_daemon()
        self.drop()
        self.until(lambda: [m for m in self.messages() if m["tries"] >= 2], "it is tried twice")
        sentence, *_ = self.rows("select sentence from termwise.delivery order by token")
        self.assertIn("cannot be trusted", sentence["sentence"])
        self.assertEqual((self.relay.received, [phase for phase in self.relay.reached if phase in ("AUTH", "MAIL")]),
                         ([], []))

    # ---- later, never -------------------------------------------------------------------------------------------

    def test_later_is_tried_again_after_the_pause_and_then_delivered_once(self):
        self.relay.faults["RCPT"] = first("451 4.7.1 Greylisted", "421 4.3.2 Busy")
        self.start_daemon()
        self.drop()
        row = self.until_message("sent", kind="digest")
        self.assertEqual((self.tries(row), row["tries"]), (["later", "later", "sent"], 3))
        pauses = self.rows("select extract(epoch from started_at - lag(finished_at) over (order by token)) as pause "
                           "from termwise.delivery")
        seconds = [each["pause"] for each in pauses[1:]]
        # One second, doubled; the daemon looks again as soon as the time has come.
        for pause, least in zip(seconds, (1, 2), strict=True):
            self.assertGreaterEqual(pause, least - 0.01)
            self.assertLess(pause, least + 3)
        sentences = [each["sentence"] for each in self.rows("select sentence from termwise.delivery order by token")]
        self.assertIn("Greylisted", sentences[0])
        self.settle()
        self.assertEqual(len(self.relay.messages), 1)
        self.assertEqual([m["kind"] for m in self.messages()], ["digest"], "what went well in the end is no news")

    def test_never_is_not_tried_again_and_the_owner_is_told_once(self):
        self.relay.faults["RCPT"] = first("550 5.1.1 No such user here")
        self.start_daemon()
        self.drop()
        row = self.until_message("refused", kind="digest")
        notice = self.the_notice()
        self.assertEqual(notice["To"].addresses[0].addr_spec, address("data-manager"))
        text = text_of(notice)
        for words in (address("head-of-school-improvement"), "No such user here", "Correct the address",
                      f"termwise outbox resend {row['id']}", f"termwise outbox drop {row['id']}"):
            self.assertIn(words, text)
        self.assertEqual((self.taken_by("head-of-school-improvement"), self.tries(row)), ([], ["refused"]))
        listed = {m["message"]: m for m in self.termwise.json("outbox")}
        self.assertEqual(listed[row["id"]]["state"], "refused")

        # Once the cause is mended, the same message goes out.
        again = self.termwise.json("outbox", "resend", row["id"])
        self.assertEqual(again["state"], "sent")
        sent, = self.taken_by("head-of-school-improvement")
        self.assertEqual(sent.content, bytes.fromhex(row["content"]))
        self.assertEqual(self.termwise.json("outbox"), [])

    def test_what_is_put_off_for_too_long_is_given_up_and_the_owner_told(self):
        self.relay.faults["RCPT"] = first("451 4.7.1 Greylisted", "451 4.7.1 Greylisted still")
        self.start_daemon()
        self.drop()
        self.until(lambda: [m for m in self.messages() if m["tries"] == 1 and m["state"] == "waiting"], "tried once")
        self.psql("update termwise.clock set shift = shift + interval '72 hours'")
        self.wake()
        row = self.until_message("refused", kind="digest")
        self.assertIn("It was tried for 72 hours and is not tried any more.", row["sentence"])
        self.assertIn("tried for 72 hours", text_of(self.the_notice()))

    def test_a_relay_that_does_not_answer_in_time_is_tried_again(self):
        self.relay.faults["MAIL"] = first(HANG)
        self.start_daemon()
        self.drop()
        row = self.until_message("sent", kind="digest")
        self.assertEqual(self.tries(row), ["later", "sent"])
        said, = self.rows("select sentence, extract(epoch from finished_at - started_at) as seconds "
                          "from termwise.delivery where outcome = 'later'")
        self.assertIn("did not answer within 2 seconds", said["sentence"])
        self.assertLess(said["seconds"], 4)

    def test_a_relay_that_is_away_and_comes_back(self):
        port = self.relay.port
        self.relay.__exit__()
        self.start_daemon()
        self.drop()
        row = self.until(lambda: next((m for m in self.messages() if m["tries"] >= 2), None), "it is tried twice")
        self.assertEqual(row["kind"], "digest")
        self.relay = Relay(tls=self.tls, users={"termwise": PASSWORD}, port=port).__enter__()
        row = self.until_message("sent", kind="digest")
        outcomes = self.tries(row)
        self.assertEqual((set(outcomes[:-1]), outcomes[-1], len(self.relay.messages)), ({"later"}, "sent", 1))

    # ---- unknown ------------------------------------------------------------------------------------------------

    def test_a_connection_that_dies_behind_data_is_unknown_and_only_somebody_sends_again(self):
        self.relay.faults["answer"] = first(DROP)
        self.start_daemon()
        self.drop()
        row = self.until_message("unknown", kind="digest")
        self.assertIn("the whole message", row["sentence"])
        notice = self.the_notice()
        text = text_of(notice)
        self.assertEqual(notice["To"].addresses[0].addr_spec, address("data-manager"))
        for words in ("may or may not have been delivered", "never sent again by itself",
                      f"termwise outbox resend {row['id']}"):
            self.assertIn(words, text)
        # A day, and a new start, change nothing.
        self.psql("update termwise.clock set shift = shift + interval '1 day'")
        self.wake()
        self.daemons[0].stop()
        self.start_daemon()
        self.settle()
        self.assertEqual((self.until_message("unknown", kind="digest")["tries"], self.tries(row)), (1, ["unknown"]))
        self.assertEqual([m.recipients for m in self.relay.messages], [[address("data-manager")]])

        again = self.termwise.json("outbox", "resend", row["id"])
        self.assertEqual(again["state"], "sent")
        sent, = self.taken_by("head-of-school-improvement")
        before, = [m for m in self.relay.received if m.recipients == sent.recipients and m is not sent]
        self.assertEqual(sent.content, before.content)
        self.assertEqual(parsed(sent.content)["Message-ID"], f"<{again['message_id']}>")

    # ---- jobs that fail -----------------------------------------------------------------------------------------

    def test_a_job_that_fails_for_good_is_told_to_the_owner_once_and_to_no_reader(self):
        self.norfolk(person("head-of-school-improvement", "at-once"), person("data-manager"), schedules=SCHEDULES,
                     plugin="crasher")
        self.start_daemon()
        self.start_daemon()  # both see it
        self.drop()
        self.until_state("failed", job="floor-check")
        notice = self.the_notice()
        self.assertEqual(notice["To"].addresses[0].addr_spec, address("data-manager"))
        text = text_of(notice)
        self.assertIn("2 attempts", text)
        self.assertIn("memory that is not its own", text)
        self.assertIn("termwise run floor-check --la 926", text)
        self.assertEqual(self.occurrences(job="digest"), [])
        self.assertEqual([m.recipients for m in self.relay.messages], [[address("data-manager")]])

    def test_a_refused_file_that_belongs_to_no_la_is_told_to_the_operator(self):
        self.start_daemon()
        self.drop("results.csv", (SAMPLE / NORFOLK).read_bytes().replace(b",URN,", b",UNR,", 1))
        self.until_state("failed", job="ingest")
        notice = self.the_notice()
        self.assertEqual(notice["To"].addresses[0].addr_spec, OPERATOR)
        self.assertIn("results.csv", notice["Subject"])
        self.assertIn("URN", text_of(notice))

    # ---- stops and starts ---------------------------------------------------------------------------------------

    def test_messages_that_wait_are_sent_after_a_new_start(self):
        self.relay.faults["greeting"] = "421 4.3.2 Not now"
        daemon = self.start_daemon()
        self.drop()
        self.until(lambda: [m for m in self.messages() if m["tries"] >= 1], "tried")
        daemon.kill()
        del self.relay.faults["greeting"]
        self.start_daemon()
        self.until_message("sent", kind="digest")
        self.settle()
        self.assertEqual(len(self.relay.messages), 1)

    def stop_while_it_hangs(self, phase):
        self.relay.faults[phase] = first(HANG)
        daemon = self.start_daemon()
        self.drop()
        self.until(lambda: phase in self.relay.reached, f"it came to {phase}")
        code, seconds = daemon.stop()
        self.assertEqual(code, 0)
        self.assertLess(seconds, 5)
        message, = self.messages()
        return message

    def test_told_to_stop_before_data_it_stops_at_once_and_the_message_waits_again(self):
        self.rewrite_main_file("timeout_seconds = 2", "timeout_seconds = 60")
        message = self.stop_while_it_hangs("RCPT")
        self.assertEqual((message["state"], self.tries(message)), ("waiting", ["later"]))
        self.start_daemon()
        self.until_message("sent", kind="digest")
        self.settle()
        self.assertEqual(len(self.relay.messages), 1)

    def test_told_to_stop_behind_data_it_stops_at_once_and_the_message_is_unknown(self):
        self.rewrite_main_file("timeout_seconds = 2", "timeout_seconds = 60")
        message = self.stop_while_it_hangs("answer")
        self.assertEqual((message["state"], self.tries(message)), ("unknown", ["unknown"]))
        self.start_daemon()
        self.the_notice()
        self.assertEqual(self.taken_by("head-of-school-improvement"), [])

    def test_a_hanging_relay_with_more_that_waits_does_not_keep_the_daemon_busy(self):
        self.rewrite_main_file("timeout_seconds = 2", "timeout_seconds = 60")
        self.norfolk(person("head-of-school-improvement", "at-once"), person("data-manager", "at-once"),
                     schedules=SCHEDULES)
        self.relay.faults["RCPT"] = first(HANG)
        daemon = self.start_daemon()
        self.drop()
        self.until(lambda: "RCPT" in self.relay.reached, "it came to RCPT")
        self.until(lambda: len(self.messages()) == 2, "the other one waits")
        with open(f"/proc/{daemon.process.pid}/stat", encoding="utf-8") as stat:
            before = stat.read()
        time.sleep(2)
        with open(f"/proc/{daemon.process.pid}/stat", encoding="utf-8") as stat:
            after = stat.read()

        def ticks(text):
            fields = text.rpartition(")")[2].split()
            return int(fields[11]) + int(fields[12])
        self.assertLess(ticks(after) - ticks(before), 40, "hundredths of a second, of 200")


if __name__ == "__main__":
    sys.exit(unittest.main())
