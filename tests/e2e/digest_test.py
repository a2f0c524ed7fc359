#!/usr/bin/python3
"""Digests by command line, delivered into a directory: what each reader is told, and what is not done."""
import json
import re
import subprocess
import sys
import unittest

from daemon_case import prepare
from doctored import FALLEN, RECOVERED
from mail_case import BELOW_AT_FIRST, NORFOLK, MailCase, address, digest_schedule, parsed, person, section, text_of

KENT = "2016-2017_886_ks2final.csv"
TABLES = ("recipient", "told", "message", "delivery", "occurrence", "attempt", "run", "program", "settings_revision")


def setUpModule():
    prepare(NORFOLK, KENT)


class DigestTest(MailCase):
    def setUp(self):
        super().setUp()
        self.norfolk(person("head-of-school-improvement", "weekly", "unchanged = true"),
                     person("data-manager", "weekly"), person("adviser"),
                     schedules=digest_schedule("weekly", "every monday @ 07:00"))
        self.check()

    def check(self):
        self.termwise.call("run", "floor-check", "--la", "926")

    def send(self, *more):
        return self.termwise.json("digest", "send", "--la", "926", *more)

    def counts(self):
        return {table: self.psql(f"select count(*) from termwise.{table}").strip() for table in TABLES}

    # ---- what is told -------------------------------------------------------------------------------------------

    def test_starting_position_then_no_change_then_what_a_corrected_file_changed(self):
        sent = self.send()
        self.assertEqual({m["to"]: m["state"] for m in sent["messages"]},
                         {address("head-of-school-improvement"): "sent", address("data-manager"): "sent"})
        first = self.read_dropped("head-of-school-improvement")
        self.read_dropped("data-manager")
        self.assertRegex(first["Subject"], r"^\[Norfolk schools\] Starting position: 4 schools on the list - ")
        self.assertEqual(section(text_of(first), "On the list"), BELOW_AT_FIRST)

        sent = self.send()
        self.assertEqual([m["to"] for m in sent["messages"]], [address("head-of-school-improvement")])
        self.assertIn("1 person was told nothing: nothing has changed", sent["sentence"])
        again = self.read_dropped("head-of-school-improvement")
        self.assertIn("No change since", again["Subject"])
        self.assertIn("4 schools are on the list as before", text_of(again))
        self.assertEqual(self.dropped(), {})

        # One falls, one recovers, one stays with other figures.
        self.termwise.call("ingest", self.doctored_file(
            {"900205": FALLEN, "900203": RECOVERED, "900210": {"READPROG": "-6.9"}}))
        self.check()
        self.send()
        for role in ("head-of-school-improvement", "data-manager"):
            changed = self.read_dropped(role)
            text = text_of(changed)
            self.assertIn("1 school newly on the list, 1 changed, 1 removed", changed["Subject"])
            self.assertEqual(section(text, "New on the list"), {"900205"})
            self.assertEqual(section(text, "Changed"), {"900210"})
            self.assertEqual(section(text, "No longer on the list"), {"900203"})
            self.assertRegex(text, r"Reading progress score: -8(\.0)?, below -5")
            self.assertIn("2 schools are on the list as before", text)
            self.assertIn(f"{NORFOLK} (DfE key stage 2 performance tables, 2016/17), loaded on", text)
        self.assertEqual(self.psql("select count(*) from termwise.told group by recipient"), "4\n4\n")

        # Back to where it was: the sample's own file is known, so that it must be another.
        self.termwise.call("ingest", self.doctored_file({"900203": {"TOWN": "Elsewhere"}}, 2))
        self.check()
        self.send("--to", "data-manager")
        text = text_of(self.read_dropped("data-manager"))
        self.assertEqual((section(text, "New on the list"), section(text, "No longer on the list")),
                         ({"900203"}, {"900205"}))
        self.assertEqual(self.dropped(), {})

    def test_two_who_are_told_at_different_times_are_each_told_what_is_new_to_them(self):
        self.send("--to", "data-manager")
        self.read_dropped("data-manager")
        self.termwise.call("ingest", self.doctored_file({"900205": FALLEN}))
        self.check()
        self.send()
        told, starting = self.read_dropped("data-manager"), self.read_dropped("head-of-school-improvement")
        self.assertEqual(section(text_of(told), "New on the list"), {"900205"})
        self.assertEqual(section(text_of(starting), "On the list"), BELOW_AT_FIRST | {"900205"})

    # ---- preview ------------------------------------------------------------------------------------------------

    def test_a_preview_says_the_same_and_writes_nothing(self):
        before = self.counts()
        text = self.termwise.call("digest", "preview", "--la", "926")
        html = self.termwise.call("digest", "preview", "--la", "926", "--format", "html")
        eml = self.termwise.run("digest", "preview", "--la", "926", "--format", "eml", "--to", "adviser")
        self.assertEqual(self.counts(), before)
        self.assertEqual(self.dropped(), {})
        self.assertEqual(section(text, "On the list"), BELOW_AT_FIRST)
        self.assertTrue(html.lower().startswith("<!doctype html>"), html[:100])
        self.assertIn("data:image/png;base64,", html)
        self.assertEqual(parsed(eml.stdout.encode())["To"].addresses[0].addr_spec, address("adviser"))

        self.send()
        sent = text_of(self.read_dropped("head-of-school-improvement"))
        unstopped = re.compile(r"To stop.*")
        self.assertEqual(unstopped.sub("", sent).strip(),
                         unstopped.sub("", text.partition("\n\n")[2]).strip())
        self.assertIn("No change since", self.termwise.call("digest", "preview", "--la", "926", "--to", "data-manager"),
                      "a preview says so also to those who would not hear of it")

    # ---- run ----------------------------------------------------------------------------------------------------

    def test_a_run_mails_nobody_unless_it_is_asked_to(self):
        self.assertEqual((self.messages(), self.dropped()), ([], {}))
        out = self.termwise.call("run", "floor-check", "--la", "926", "--mail")
        self.assertEqual(set(self.dropped()), {address("head-of-school-improvement"), address("data-manager")})
        self.assertIn(f"to {address('data-manager')}: sent.", out)
        report = self.termwise.json("run", "floor-check", "--la", "926", "--mail")
        self.assertEqual([run["plugin"][:8] for run in report], ["national"])
        self.assertEqual(len(self.dropped()[address("head-of-school-improvement")]), 2)

    def test_a_dry_run_cannot_mail(self):
        before = self.counts()
        done = self.termwise.run("run", "floor-check", "--la", "926", "--dry-run", "--mail")
        self.assertEqual(done.returncode, 64)
        self.assertIn("--mail", done.stderr)
        self.termwise.call("run", "floor-check", "--la", "926", "--dry-run")
        self.assertEqual(self.counts(), before)
        self.assertEqual(self.dropped(), {})

    def test_only_those_who_want_this_job_are_mailed_after_its_run(self):
        self.norfolk(person("head-of-school-improvement", "weekly", 'jobs = ["floor-check"]'),
                     person("data-manager", "weekly", 'jobs = ["visit-plan"]'), person("adviser", "weekly"),
                     schedules=digest_schedule("weekly", "every monday @ 07:00"))
        self.termwise.call("run", "floor-check", "--la", "926", "--mail")
        self.assertEqual(set(self.dropped()), {address("head-of-school-improvement"), address("adviser")})

    # ---- to whom ------------------------------------------------------------------------------------------------

    def test_to_a_role_or_an_address_and_nobody_unknown(self):
        self.assertEqual([m["to"] for m in self.send("--to", "adviser")["messages"]], [address("adviser")])
        self.assertEqual([m["to"] for m in self.send("--to", address("data-manager"))["messages"]],
                         [address("data-manager")])
        before = self.counts()
        for verb in ("send", "preview"):
            wrong = self.termwise.run("digest", verb, "--la", "926", "--to", "data-manger")
            self.assertEqual(wrong.returncode, 64)
            self.assertIn("'data-manger' is neither a role nor an address of Norfolk.", wrong.stderr)
            self.assertIn("Did you mean 'data-manager'?", wrong.stderr)
        self.assertEqual(self.termwise.run("digest", "send", "--la", "92").returncode, 64)
        self.assertEqual(self.counts(), before)

    def test_where_nobody_has_a_schedule_it_says_so(self):
        self.norfolk(person("data-manager"), person("adviser"))
        done = self.termwise.run("digest", "send", "--la", "926")
        self.assertEqual(done.returncode, 78)
        self.assertIn("Nobody of Norfolk gets a digest.", done.stderr)

    def test_an_la_without_a_file_gets_its_mail_in_the_directory_whatever_relay_there_is(self):
        default = self.directory / "state" / "mail"
        self.termwise.write_config('[mail]\nurl = "smtp://127.0.0.1:9"\nstarttls = "never"\n'
                                   'from_address = "termwise@county.example.invalid"\ntimeout_seconds = 2\n')
        self.termwise.call("run", "floor-check", "--la", "886")
        sent, = self.termwise.json("digest", "send", "--la", "886")["messages"]
        self.assertEqual((sent["to"], sent["state"]), ("school-improvement@la-886.invalid", "sent"))
        path = default / f"{sent['message_id']}.eml"
        self.addCleanup(path.unlink)
        message = parsed(path.read_bytes())
        self.assertEqual(message["To"].addresses[0].addr_spec, "school-improvement@la-886.invalid")
        # Norfolk's has a file of its own, and goes to the relay, which is not there.
        waits = self.termwise.run("digest", "send", "--la", "926", "--to", "adviser", "--json")
        self.assertEqual(waits.returncode, 75, waits.stderr)
        waiting, = json.loads(waits.stdout)["messages"]
        self.assertEqual(waiting["state"], "waiting")
        self.assertIn("cannot be reached", waiting["sentence"])
        mailed = self.termwise.run("run", "floor-check", "--la", "926", "--mail", "--json")
        self.assertEqual((mailed.returncode, len(json.loads(mailed.stdout))), (75, 1), mailed.stderr)
        self.assertEqual([path.name for path in default.iterdir()], [path.name])

    # ---- two at once --------------------------------------------------------------------------------------------

    def test_two_sends_at_the_same_time_send_once(self):
        command = [str(self.termwise.program), "--config", str(self.termwise.main_file), "digest", "send",
                   "--la", "926", "--to", "data-manager"]
        for number in range(4):
            self.termwise.call("ingest", self.doctored_file(
                {"900205": FALLEN, "900203": {"READPROG": f"-{6 + number}.5"}}, 10 + number))
            self.check()
            both = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
                    for _ in range(2)]
            said = [process.communicate(timeout=60) for process in both]
            codes = sorted(process.returncode for process in both)
            with self.subTest(codes=codes, said=said):
                self.assertIn(codes, ([0, 0], [0, 75]))
                self.read_dropped("data-manager")
                self.assertEqual(self.psql("select edition from termwise.recipient"), f"{number + 1}\n")

    # ---- the outbox ---------------------------------------------------------------------------------------------

    def test_the_outbox_lists_shows_sends_again_and_drops(self):
        self.assertEqual(self.termwise.call("outbox"),
                         "Nothing waits, and nothing wants a decision. --all shows what was sent.\n")
        self.assertEqual(self.termwise.json("outbox", "--all"), [])
        self.drops.write_text("not a directory", encoding="utf-8")  # so that nothing can be delivered
        done = self.termwise.run("digest", "send", "--la", "926", "--to", "adviser")
        self.assertEqual(done.returncode, 75, done.stderr)
        message, = self.termwise.json("outbox")
        self.assertEqual((message["kind"], message["la"], message["to"], message["role"], message["state"],
                          message["tries"], message["ended"]),
                         ("digest", "926", address("adviser"), "adviser", "waiting", 1, None))
        self.assertTrue(message["next_try"])
        number = message["message"]
        stored = bytes.fromhex(self.messages()[0]["content"])
        shown = subprocess.run([str(self.termwise.program), "--config", str(self.termwise.main_file), "outbox", "show",
                                str(number)], capture_output=True, timeout=60, check=True).stdout
        self.assertEqual(shown, stored)
        self.assertEqual(parsed(shown)["Message-ID"], f"<{message['message_id']}>")

        dropped = self.termwise.run("outbox", "drop", number, "--reason", "the head was told by telephone")
        self.assertEqual(dropped.returncode, 0, dropped.stderr)
        self.assertEqual(self.termwise.json("outbox"), [])
        message, = self.termwise.json("outbox", "--all", "--la", "926")
        self.assertEqual((message["state"], message["sentence"]),
                         ("dropped", "Dropped by hand: the head was told by telephone"))
        self.assertEqual(self.termwise.json("outbox", "--all", "--la", "886"), [])
        self.assertEqual(self.termwise.run("outbox", "drop", number).returncode, 65, "once is enough")

        self.drops.unlink()
        again = self.termwise.json("outbox", "resend", number)
        self.assertEqual((again["message"], again["state"]), (number, "sent"))
        path, = self.drops.iterdir()
        self.assertEqual((path.name, path.read_bytes()), (f"{message['message_id']}.eml", stored))
        sent = self.termwise.run("outbox", "drop", number)
        self.assertEqual(sent.returncode, 65)
        self.assertIn(f"Message {number} cannot be dropped, because it is sent.", sent.stderr)
        # Sent again it is still one file, and only then two where somebody took the first away.
        self.termwise.call("outbox", "resend", number)
        self.assertEqual(len(list(self.drops.iterdir())), 1)
        path.unlink()
        self.termwise.call("outbox", "resend", number)
        self.assertEqual(path.read_bytes(), stored)

        for command in (("show",), ("resend",), ("drop",)):
            missing = self.termwise.run("outbox", *command, "999")
            self.assertEqual(missing.returncode, 65, command)
            self.assertIn("There is no message 999.", missing.stderr)
        self.assertEqual(self.termwise.run("outbox", "show", "first").returncode, 64)
        self.assertEqual(self.psql("select count(*) from termwise.program where stopped_at is null"), "0\n",
                         "every command has said goodbye")

    def test_what_stands_under_its_name_in_the_directory_is_left_as_it_is(self):
        self.drops.write_text("not a directory", encoding="utf-8")
        self.assertEqual(self.termwise.run("digest", "send", "--la", "926", "--to", "adviser").returncode, 75)
        message, = self.termwise.json("outbox")
        self.drops.unlink()
        self.drops.mkdir()
        path = self.drops / f"{message['message_id']}.eml"
        path.write_text("somebody else's", encoding="utf-8")
        again = self.termwise.run("outbox", "resend", message["message"])
        self.assertEqual(again.returncode, 75)
        self.assertIn("A different message is in", again.stdout)
        self.assertEqual([p.name for p in self.drops.iterdir()], [path.name])
        self.assertEqual(path.read_text(encoding="utf-8"), "somebody else's")


if __name__ == "__main__":
    sys.exit(unittest.main())
