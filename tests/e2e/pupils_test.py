#!/usr/bin/python3
"""Files of pupils: what becomes of them by command line and inbox, and that nothing of who the pupils are is left anywhere
but in the file itself."""
import csv
import hashlib
import hmac
import io
import pathlib
import re
import shutil
import subprocess
import unittest

from daemon_case import ROOT, DaemonCase, prepare
from termwise_daemon import eventually

SAMPLE = ROOT / "tests" / "ingest" / "samples" / "pupils_ks2_kent.csv"
KEY = bytes(range(40))
DATA_ERROR, NOT_ALLOWED, CONFIGURATION = 65, 77, 78
LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
NAME = "Zebedee"


def setUpModule():
    prepare()


def upn_of(body):
    return LETTERS[sum(weight * int(digit) for weight, digit in enumerate(body, 2)) % 23] + body


def pseudonym(upn):
    return hmac.new(KEY, upn.encode(), hashlib.sha256).hexdigest()[:32]


def text_of(rows):
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    return out.getvalue()


class PupilsTest(DaemonCase):
    def setUp(self):
        self.inbox = self.directory / "inbox"
        shutil.rmtree(self.inbox, ignore_errors=True)
        self.key = self.directory / "pupil-key"
        self.write_key(KEY)
        self.settings = f'[inbox]\ndirectory = "{self.inbox}"\nsettle_seconds = 1\n[pupils]\nkey_file = "pupil-key"\n'
        super().setUp()
        self.rows_of_sample = list(csv.reader(io.StringIO(SAMPLE.read_text("utf-8"), newline="")))

    def write_key(self, content, mode=0o600):
        self.key.unlink(missing_ok=True)
        self.key.write_bytes(content)
        self.key.chmod(mode)

    def write(self, rows, name="pupils_ks2_test.csv"):
        path = self.directory / name
        path.write_text(text_of(rows), encoding="utf-8", newline="")
        self.addCleanup(path.unlink, missing_ok=True)
        return path

    def broken_rows(self):
        """The sample, and rows that have slipped by a column, are too long, or have a UPN where a figure should be."""
        header, first = self.rows_of_sample[0], self.rows_of_sample[1]
        upns = [upn_of(f"9999000180{number:02}") for number in range(20)]
        slipped = [NAME, upns[0], *first[1:-1]]
        late = [upns[1], *first[1:5], upns[2], *first[6:]]
        extra = [upns[3], *first[1:], "", upns[4], NAME]
        wrong = [upns[5][:-1] + ("1" if upns[5][-1] == "0" else "0"), *first[1:]]
        lines = [upns[6], *first[1:4], f"{NAME}\n{upns[7]}", *first[5:]]
        las = [upns[8], "900850", upns[9], *first[3:]]
        years = [upns[10], *first[1:3], f"{NAME} {upns[11]}", *first[4:]]
        short = [upns[12], "900801", "886", "2016/17", "", "F", "1", NAME]
        return [*self.rows_of_sample, slipped, late, extra, wrong, lines, las, years, short], upns + [wrong[0]]

    def assert_nothing_told(self, text, told):
        data = text if isinstance(text, bytes) else text.encode()
        for word in told:
            for form in (word, word.lower(), word[1:]):
                self.assertNotIn(form.encode(), data)

    def assert_left_nowhere(self, told):
        dump = subprocess.run(["pg_dump", "--dbname", self.url], capture_output=True, check=True).stdout
        self.assertIn(b"pupil_record", dump)
        self.assert_nothing_told(dump, told)
        # The server's own files and logs, and Termwise's; run as root, the cluster lies elsewhere.
        self.psql("checkpoint")
        state = self.directory / "state"
        folders = [state, *(pathlib.Path(pointer.read_text("utf-8").strip())
                            for pointer in state.rglob("postgresql.path"))]
        looked = 0
        for path in [path for folder in folders for path in folder.rglob("*")] + list(self.directory.glob("*.log")):
            if path.is_file() and not path.is_symlink():
                try:
                    content = path.read_bytes()
                except FileNotFoundError:
                    continue  # the server has removed it meanwhile
                looked += len(content)
                self.assert_nothing_told(content, told)
        self.assertGreater(looked, 1_000_000)

    def test_nothing_tells_who_a_pupil_is_but_the_file_itself(self):
        rows, upns = self.broken_rows()
        told = [NAME, *upns, *(row[0].upper() for row in self.rows_of_sample[1:])]
        self.assertGreater(len({word for word in told if re.fullmatch(r"[A-Z]\d{11}[A-Z\d]", word)}), 20)
        self.la("886")
        daemon = self.start_daemon()
        target = self.inbox / "886" / "pupils_ks2_kent.csv"
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_name(".part")
        part.write_text(text_of(rows), encoding="utf-8", newline="")
        part.rename(target)
        done = self.inbox / "accepted" / target.name
        self.until_state("succeeded", job="ingest")
        eventually(done.exists, "the file is moved")
        report = done.with_name(f"{done.name}.report.txt").read_text("utf-8")
        self.assertIn("Termwise keeps no copy of this file of pupils", report)
        self.assertIn("Delete the file", report)
        self.assertIn("is not a UPN", report)
        outputs = [report, daemon.log()]
        for command in (("quality",), ("quality", "--json"), ("status",), ("status", "--json"), ("runs",)):
            outputs.append(self.termwise.call(*command))
        again = self.termwise.run("ingest", done)
        self.assertIn("already loaded", again.stdout)
        self.write_key(KEY, 0o644)
        other = self.write([*rows, rows[1]])
        refused = self.termwise.run("ingest", other)
        self.assertEqual(refused.returncode, NOT_ALLOWED)
        self.write_key(KEY)
        for command in (("ingest", "--dry-run", other), ("ingest", "--dry-run", "--json", other),
                        ("source", "drift", other, "--year", "2016/17"),
                        ("source", "drift", "--json", other, "--year", "2016/17")):
            outputs.append(self.termwise.call(*command))
        for text in (*outputs, again.stdout, again.stderr, refused.stdout, refused.stderr):
            self.assert_nothing_told(text, told)
        self.assert_left_nowhere(told)
        self.assertEqual(self.rows("select count(*) from termwise.archive_object where kind = 'file'"), [{"count": 0}])
        # They are there all the same, under what Python's hmac makes of their UPNs.
        there = {row["pupil"].replace("-", "") for row in self.rows("select pupil from termwise.current_pupil_record")}
        for upn in (rows[1][0], upns[1], upns[3], upns[6], upns[8], upns[12]):
            self.assertIn(pseudonym(upn), there)
        for upn in (upns[0], upns[2], upns[10]):
            self.assertNotIn(pseudonym(upn), there)

    def test_without_a_key_a_file_of_pupils_is_refused_with_how_to_make_one(self):
        self.settings = ""
        self.write_main_file()
        refused = self.termwise.run("ingest", SAMPLE)
        self.assertEqual(refused.returncode, CONFIGURATION)
        self.assertIn(f"{SAMPLE}:1:1: this is a file of pupils", refused.stderr)
        self.assertIn("head -c 32 /dev/urandom", refused.stderr)
        self.assertEqual(self.rows("select from termwise.batch"), [])
        # As it says.
        made = self.directory / "made-key"
        self.addCleanup(made.unlink, missing_ok=True)
        subprocess.run(["bash", "-c", f"(umask 077; head -c 32 /dev/urandom > {made})"], check=True)
        self.settings = f'[pupils]\nkey_file = "{made}"\n'
        self.write_main_file()
        told = self.termwise.call("ingest", SAMPLE)
        self.assertIn("8 rows = 5 accepted + 0 repaired + 3 rejected + 0 aggregate", told)
        self.assertIn("Delete the file where it is no longer needed", told)

    def test_a_column_of_names_refuses_the_file_and_no_layout_is_proposed(self):
        rows = [[*row, NAME if number else "Legal surname"] for number, row in enumerate(self.rows_of_sample)]
        path = self.write(rows)
        for command in (("ingest",), ("source", "drift", "--year", "2016/17"), ("source", "accept", "--year", "2016/17")):
            refused = self.termwise.run(*command, path)
            self.assertEqual(refused.returncode, DATA_ERROR, command)
            self.assertIn("names of pupils in 'Legal surname' (column 36)", refused.stderr)
            self.assertIn("Remove this column and export the file again", refused.stderr)
            self.assert_nothing_told(refused.stdout + refused.stderr, [NAME, *(row[0] for row in rows[1:])])
        self.assertEqual(self.rows("select from termwise.batch"), [])
        # A column that says nothing of the kind is named, and left to a person to decide.
        path = self.write([[*row, NAME if number else "HOUSE"] for number, row in enumerate(self.rows_of_sample)])
        drift = self.termwise.call("source", "drift", path, "--year", "2016/17")
        self.assertIn("new         HOUSE\n", drift)
        self.assertIn("no layout is proposed", drift)
        before = sorted(self.config.glob("sources/*"))
        refused = self.termwise.run("source", "accept", path, "--year", "2016/17")
        self.assertEqual(refused.returncode, NOT_ALLOWED)
        self.assertEqual(sorted(self.config.glob("sources/*")), before)
        self.assert_nothing_told(drift + refused.stdout + refused.stderr, [NAME])

    def test_a_file_without_its_header_is_refused_without_repeating_it(self):
        path = self.write(self.rows_of_sample[1:])
        for command in (("ingest",), ("source", "drift", "--year", "2016/17")):
            refused = self.termwise.run(*command, path)
            self.assertEqual(refused.returncode, DATA_ERROR)
            self.assertIn("a UPN stands here", refused.stderr)
            self.assert_nothing_told(refused.stdout + refused.stderr, [row[0] for row in self.rows_of_sample[1:]])

    def test_a_later_file_counts_and_another_key_is_refused(self):
        self.termwise.call("ingest", SAMPLE)
        rows = self.rows_of_sample[:2]
        place = rows[0].index("READING_SCORE")
        changed = [rows[0], [*rows[1][:place], "99", *rows[1][place + 1:]]]
        self.termwise.call("ingest", self.write(changed))
        mine = f"pupil = '{pseudonym(rows[1][0])}'"
        self.assertEqual(self.rows(f"select batch, pupil_score_r from termwise.wide_pupil where {mine}"),
                         [{"batch": 2, "pupil_score_r": 99}])
        self.assertEqual(self.rows("select count(*) from termwise.wide_pupil"), [{"count": 5}])
        self.write_key(bytes(40))
        path = self.write([*changed, self.rows_of_sample[2]])
        refused = self.termwise.run("ingest", path)
        self.assertEqual(refused.returncode, CONFIGURATION)
        self.assertIn("Put the earlier key back", refused.stderr)
        self.assertEqual(self.rows("select count(*) from termwise.batch"), [{"count": 2}])

    def test_the_key_is_in_no_settings_revision(self):
        self.termwise.call("ingest", SAMPLE)
        stored = self.psql("select string_agg(content::text, '') from termwise.settings_file")
        self.assertNotIn("pupil-key", stored)
        dump = subprocess.run(["pg_dump", "--dbname", self.url], capture_output=True, check=True).stdout
        self.assertNotIn(KEY.hex().encode(), dump)
        self.assertNotIn(KEY, dump)


if __name__ == "__main__":
    unittest.main()
