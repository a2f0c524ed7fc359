#!/usr/bin/python3
"""The bundled sample as Excel workbooks: the same records as from CSV, and the same raw cells behind a finding."""
import csv
import hashlib
import io
import os
import pathlib
import re
import shutil
import sys
import tempfile
import unittest

from termwise_cli import ROOT, Termwise

sys.path.insert(0, str(ROOT / "tests" / "ingest"))
import xlsx_writer  # noqa: E402

BUILD = os.environ["TERMWISE_BUILD"]
SAMPLE = ROOT / "config" / "sample"
RECORD = ('line, dataset, la_code, subject_kind, subject, population, academic_year, "values", encode(reasons, \'hex\'), '
          "attributes, encode(attribute_reasons, 'hex')")


def cells_by_line(path):
    """A file's rows as Python's csv reads them, by the physical line on which each starts."""
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252")
    reader = csv.reader(io.StringIO(text, newline=""))
    rows, line = {}, 1
    for row in reader:
        if row:
            rows[line] = row
        line = reader.line_num + 1
    return rows


def as_excel_holds_it(text):
    """Figures as numbers, percentages as fractions under a format; all else, and what would lose a digit, as text."""
    if re.fullmatch(r"-?(0|[1-9]\d{0,11})(\.\d*[1-9])?", text) and text != "-0":
        return float(text) if "." in text else int(text)
    if re.fullmatch(r"(0|[1-9]\d*)%", text):
        return xlsx_writer.Formatted(repr(int(text[:-1]) / 100), xlsx_writer.PERCENT)
    if re.fullmatch(r"(0|[1-9]\d*)\.\d%", text):
        return xlsx_writer.Formatted(repr(float(text[:-1]) / 100), xlsx_writer.PERCENT_1)
    return text


def to_workbook(path):
    """The bytes of a workbook whose row r is the file's line r."""
    rows = cells_by_line(path)
    return xlsx_writer.workbook([[as_excel_holds_it(text) for text in rows.get(line, [])]
                                 for line in range(1, max(rows) + 1)], path.stem)


class WorkbookTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.directory = pathlib.Path(tempfile.mkdtemp(prefix="termwise-e2e-"))
        cls.termwise = Termwise(BUILD, cls.directory)
        cls.termwise.__enter__()
        cls.addClassCleanup(shutil.rmtree, cls.directory, ignore_errors=True)
        cls.addClassCleanup(cls.termwise.discard)
        cls.sources = sorted(SAMPLE.glob("*_ks2final.csv"))
        cls.workbooks = []
        for source in cls.sources:
            workbook = cls.directory / f"{source.stem}.xlsx"
            workbook.write_bytes(to_workbook(source))
            cls.workbooks.append(workbook)
        cls.termwise.call("ingest", *cls.sources)
        cls.reports = cls.termwise.json("ingest", *cls.workbooks)

    def records_of(self, name):
        return self.termwise.sql(f"select {RECORD} from termwise.record where batch = (select id from termwise.batch where "
                                 f"file_name = '{name}') order by line")

    def test_the_records_are_those_of_the_csv(self):
        self.assertEqual([report["status"] for report in self.reports], ["loaded"] * len(self.sources))
        for source, workbook in zip(self.sources, self.workbooks):
            from_csv = self.records_of(source.name)
            self.assertGreater(len(from_csv), 20)
            self.assertEqual(self.records_of(workbook.name), from_csv, source.name)

    def test_the_archive_holds_the_workbook(self):
        for workbook in self.workbooks:
            content = workbook.read_bytes()
            self.assertEqual(self.termwise.sql("select file_sha256, bytes from termwise.batch where file_name = "
                                               f"'{workbook.name}'"),
                             [["\\x" + hashlib.sha256(content).hexdigest(), str(len(content))]])
        again = self.termwise.json("ingest", *self.workbooks)
        self.assertEqual({report["status"] for report in again}, {"already-loaded"})

    def test_explain_shows_the_raw_cell_of_the_sheet(self):
        self.termwise.call("run", "floor-check", "--la", "886", "--year", "2016/17")
        by_name = {workbook.name: cells_by_line(source) for source, workbook in zip(self.sources, self.workbooks)}
        checked = 0
        for finding in self.termwise.json("findings"):
            explained = self.termwise.json("explain", "--urn", finding["urn"], "--rule", "ks2-floor", "--year", finding["year"])
            for predicate in explained["predicates"]:
                evidence = predicate["evidence"]
                if evidence is None:
                    continue
                row = by_name[evidence["file_name"]][evidence["line"]]
                column = evidence["column"] - 1
                # Nothing follows a sheet's last cell that holds something.
                last = max(number for number, text in enumerate(row) if text)
                self.assertEqual(evidence["raw"], row[column] if column <= last else None)
                checked += 1
        self.assertGreater(checked, 20)

    def test_a_broken_workbook_is_refused_at_its_cell(self):
        path = self.directory / "broken.xlsx"
        sheet = xlsx_writer.sheet('<row r="7"><c r="C7"><f>SUM(A1:A6)</f></c></row>')
        path.write_bytes(xlsx_writer.packed(xlsx_writer.parts_of([("Results", sheet)])))
        done = self.termwise.run("ingest", path)
        self.assertEqual(done.returncode, 65)
        self.assertEqual(done.stderr, f"{path}:7:3: the cell C7 of the sheet 'Results' holds a formula and not its result. "
                                      "Open the workbook in Excel, which computes it, and save it.\n")


if __name__ == "__main__":
    unittest.main()
