#!/usr/bin/python3
"""The path from a publisher's file to an explained finding, through the programs alone, on the bundled sample."""
import collections
import csv
import io
import os
import pathlib
import shutil
import sys
import tempfile
import unittest

from termwise_cli import ROOT, Termwise

BUILD = os.environ["TERMWISE_BUILD"]
SAMPLE = ROOT / "config" / "sample"
LAS = ("886", "926", "938")
YEARS = ("2016/17", "2017/18", "2018/19")
FINDING_FIELDS = ["la", "urn", "school", "rule", "rule_version", "year", "outcome", "reason", "notes", "basis",
                  "predicates", "sentence", "run"]


def sample_files():
    return sorted(SAMPLE.glob("*_ks2final.csv"))


def cells(path):
    """A file's rows as Python's csv reads them, each with the physical line on which it starts."""
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252")
    reader = csv.reader(io.StringIO(text, newline=""))
    rows, line = {}, 1
    for row in reader:
        rows[line] = row
        line = reader.line_num + 1
    return rows


class SpineTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.directory = pathlib.Path(tempfile.mkdtemp(prefix="termwise-e2e-"))
        cls.termwise = Termwise(BUILD, cls.directory)
        cls.termwise.__enter__()
        cls.addClassCleanup(shutil.rmtree, cls.directory, ignore_errors=True)
        cls.addClassCleanup(cls.termwise.discard)
        cls.reports = cls.termwise.json("ingest", *sample_files())
        for la in LAS:
            for year in YEARS:
                cls.termwise.call("run", "floor-check", "--la", la, "--year", year)
        cls.findings = cls.termwise.json("findings")

    def table_counts(self):
        tables = [row[0] for row in self.termwise.sql(
            "select table_name from information_schema.tables where table_schema = 'termwise' and table_type = "
            "'BASE TABLE' order by 1")]
        self.assertGreater(len(tables), 8)
        return self.termwise.sql(" union all ".join(f"select '{name}', count(*) from termwise.{name}" for name in tables))

    def assert_untouched(self, action):
        before = self.table_counts()
        result = action()
        self.assertEqual(self.table_counts(), before)
        return result

    # ---- ingestion ----------------------------------------------------------------------------------------------

    def test_every_file_is_loaded_and_its_sums_add_up(self):
        self.assertEqual(len(self.reports), 9)
        for report in self.reports:
            self.assertEqual(report["status"], "loaded")
            self.assertEqual(report["rows"], report["accepted"] + report["repaired"] + report["rejected"] +
                             report["aggregate"])
            rows = [row for row in cells(pathlib.Path(report["file"])).values() if row]
            self.assertEqual(report["rows"], len(rows) - 1, report["file"])

    def test_the_same_file_again_changes_nothing(self):
        again = self.assert_untouched(lambda: self.termwise.json("ingest", *sample_files()))
        self.assertEqual({report["status"] for report in again}, {"already-loaded"})

    def test_a_dry_run_writes_nothing(self):
        changed = self.directory / "changed.csv"
        changed.write_bytes(sample_files()[0].read_bytes() + b"\r\n")
        report = self.assert_untouched(lambda: self.termwise.json("ingest", "--dry-run", changed))
        self.assertEqual(report[0]["status"], "dry-run")
        self.assert_untouched(lambda: self.termwise.call("run", "floor-check", "--la", "886", "--dry-run"))

    def refused(self, name, content, code):
        path = self.directory / name
        if content is not None:
            path.write_bytes(content)
        done = self.assert_untouched(lambda: self.termwise.run("ingest", path))
        self.assertEqual(done.returncode, code, done.stderr)
        self.assertEqual(len(done.stderr.splitlines()), 1, done.stderr)
        self.assertTrue(done.stderr.startswith(str(path)), done.stderr)
        return done.stderr

    def test_what_is_no_data_file_gets_one_clear_sentence(self):
        header = b"RECTYPE,URN\r\n"
        self.assertIn("empty", self.refused("empty.csv", b"", 65))
        self.assertIn("NUL", self.refused("nul.csv", b"\0" * 4096, 65))
        self.assertIn("no such file", self.refused("missing.csv", None, 66))
        self.assertIn("quoted", self.refused("quoted.csv", header + b'1,"900001\r\n', 65))
        self.assertIn("cut", self.refused("utf8.csv", header + "1,Caf\u00e9".encode()[:-1], 65))
        (self.directory / "folder.csv").mkdir(exist_ok=True)
        self.assertIn("directory", self.refused("folder.csv", None, 66))

    def test_a_line_of_two_gigabytes_is_refused_at_once(self):
        path = self.directory / "long.csv"
        with open(path, "wb") as file:
            file.write(b"RECTYPE,URN\r\n1")
            # Real bytes up to past the line limit, then a hole: the reader must stop long before the hole.
            file.write(b"x" * (2 << 20))
            file.truncate(2 << 30)
        self.assertIn("line", self.refused("long.csv", None, 65))
        path.unlink()

    @unittest.skipIf(os.geteuid() == 0, "root may read every file")
    def test_an_unreadable_file_is_named(self):
        path = self.directory / "secret.csv"
        path.write_text("x")
        path.chmod(0)
        self.assertIn("permission", self.refused("secret.csv", None, 66))

    def test_an_unknown_layout_names_what_is_missing_and_what_is_new(self):
        text = sample_files()[0].read_bytes().replace(b"READPROG,", b"READING_PROGRESS,", 1)
        message = self.refused("drifted.csv", text, 65)
        self.assertIn("READPROG", message)
        self.assertIn("READING_PROGRESS", message)

    # ---- findings -----------------------------------------------------------------------------------------------

    def test_every_school_of_every_file_has_one_finding_of_the_floor(self):
        seen = collections.Counter((finding["rule"], finding["la"], finding["year"], finding["urn"])
                                   for finding in self.findings)
        self.assertEqual(set(seen.values()), {1})
        expected = set()
        for path in sample_files():
            years, la = path.name.split("_")[:2]
            rows = cells(path)
            header = [name.strip().upper() for name in rows[1]]
            for row in list(rows.values())[1:]:
                if row and row[header.index("RECTYPE")].strip() in ("1", "2"):
                    expected.add((la, f"{years[:4]}/{years[-2:]}", int(row[header.index("URN")])))
        self.assertEqual({tuple(subject) for rule, *subject in seen if rule == "ks2-floor"}, expected)

    def test_findings_have_every_field_of_the_contract(self):
        for finding in self.findings:
            self.assertEqual([field for field in FINDING_FIELDS if field not in finding], [])
            self.assertIsInstance(finding["urn"], int)
            self.assertIsInstance(finding["run"], int)
            self.assertEqual(finding["notes"], sorted(finding["notes"]))
            self.assertTrue(finding["sentence"].strip().endswith("."), finding["sentence"])
            self.assertNotIn("{", finding["sentence"])

    def test_all_five_outcomes_are_in_the_sample(self):
        self.assertEqual({finding["outcome"] for finding in self.findings},
                         {"BELOW", "NOT_BELOW", "EXEMPT", "NOT_EVALUABLE", "NO_STANDARD"})

    def test_2018_19_has_no_standard_for_any_school(self):
        of_year = [finding for finding in self.findings if finding["year"] == "2018/19"]
        self.assertTrue(of_year)
        self.assertEqual({(f["outcome"], f["reason"]) for f in of_year}, {("NO_STANDARD", "STANDARD_REMOVED")})

    def test_filters_narrow(self):
        some = self.termwise.json("findings", "--la", "926", "--year", "2016/17", "--outcome", "BELOW")
        expected = [f for f in self.findings if (f["la"], f["year"], f["outcome"]) == ("926", "2016/17", "BELOW")]
        self.assertEqual(some, expected)
        self.assertEqual(self.termwise.json("findings", "--as-known-on", "2001-01-01"), [])

    def test_text_output_begins_with_the_most_important(self):
        text = self.termwise.call("findings", "--most", "5")
        self.assertTrue(text.startswith("BELOW "), text)
        self.assertEqual(len(text.splitlines()), 11)

    # ---- explain and replay -------------------------------------------------------------------------------------

    def test_explain_shows_the_raw_text_of_each_cell(self):
        by_name = {path.name: cells(path) for path in sample_files()}
        checked = 0
        for outcome in ("BELOW", "NOT_BELOW", "NOT_EVALUABLE", "EXEMPT"):
            for finding in [f for f in self.findings if f["outcome"] == outcome][:2]:
                explained = self.termwise.json("explain", "--urn", finding["urn"], "--rule", finding["rule"], "--year",
                                               finding["year"])
                self.assertEqual(explained["sentence"], finding["sentence"])
                for predicate in explained["predicates"]:
                    evidence = predicate["evidence"]
                    if evidence is None:
                        continue
                    row = by_name[evidence["file_name"]][evidence["line"]]
                    column = evidence["column"] - 1
                    self.assertEqual(evidence["raw"], row[column] if column < len(row) else None)
                    checked += 1
        self.assertGreater(checked, 20)

    def test_explain_of_a_school_below_says_what_would_change_it(self):
        below = next(f for f in self.findings if f["outcome"] == "BELOW")
        text = self.termwise.call("explain", "--urn", below["urn"], "--rule", "ks2-floor", "--year", below["year"])
        self.assertIn(below["sentence"], text)
        self.assertRegex(text, r"\d+ more pupils? would make it NOT_BELOW")

    def test_explain_says_why_there_is_nothing(self):
        done = self.termwise.run("explain", "--urn", "999999", "--rule", "ks2-floor", "--year", "2016/17")
        self.assertEqual(done.returncode, 65)
        self.assertIn("999999", done.stderr)

    def test_replay_gives_the_same_bytes(self):
        for run in sorted({finding["run"] for finding in self.findings}):
            self.assertIn("byte for byte the same", self.termwise.call("replay", run))

    def test_replay_names_what_somebody_altered(self):
        finding = next(f for f in self.findings if f["outcome"] == "BELOW" and f["la"] == "938")
        where = f"run = {finding['run']} and subject = {finding['urn']}"
        # Findings cannot be changed in the ordinary way; this is somebody who may switch that off.
        forge = "set session_replication_role = replica; update termwise.finding set outcome = '{}' where " + where
        self.termwise.sql(forge.format("EXEMPT"))
        try:
            done = self.termwise.run("replay", finding["run"])
        finally:
            self.termwise.sql(forge.format("BELOW"))
        self.assertEqual(done.returncode, 65)
        self.assertIn(str(finding["urn"]), done.stdout)
        self.assertIn("outcome", done.stdout)

    # ---- the command line ---------------------------------------------------------------------------------------

    def test_usage_errors_exit_64(self):
        for arguments in ([], ["frobnicate"], ["run", "floor-check"], ["run", "floor-chek", "--la", "886"],
                          ["run", "floor-check", "--la", "88"], ["findings", "--year", "2017"]):
            done = self.termwise.run(*arguments)
            self.assertEqual(done.returncode, 64, (arguments, done.stderr))
            self.assertTrue(done.stderr)

    def test_an_la_without_data_is_told_so(self):
        done = self.termwise.run("run", "floor-check", "--la", "201")
        self.assertEqual(done.returncode, 65)
        self.assertIn("ingest", done.stderr)

    def test_quality_can_be_explained(self):
        issues = self.termwise.json("quality")
        query = next(issue for issue in issues if issue["severity"] == "query")
        self.termwise.call("quality", "explain", query["id"], "Confirmed with the school.")
        again = next(issue for issue in self.termwise.json("quality") if issue["id"] == query["id"])
        self.assertEqual(again["explanation"], "Confirmed with the school.")


if __name__ == "__main__":
    sys.exit(unittest.main())
