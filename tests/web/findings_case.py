"""What the tests of the pages about findings share."""
import csv
import io
import re
import subprocess
import xml.etree.ElementTree

from operation_case import SAMPLE, UNKNOWN_TO_TIDY, OperationCase, Page


def words(code):
    """A code as the pages say it."""
    return "Cannot be judged" if code == "NOT_EVALUABLE" else code.replace("_", " ").lower().capitalize()


def sample_rows(year, la="886"):
    """A sample file's rows by URN, each a dictionary by column."""
    raw = next(SAMPLE.glob(f"{year}_{la}_*.csv")).read_bytes()
    rows = csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline=""))
    return {row["URN"]: row for row in rows if row["URN"].strip()}


class FindingsCase(OperationCase):
    def get(self, path, status=200):
        """As for every page; a chart is judged as XML, since HTML Tidy does not know SVG's attributes."""
        answered, headers, body = self.ask("GET", path)
        self.assertEqual(answered, status, f"{path}: {body}\n{self.log()}")
        self.assertEqual(headers["Content-Type"], "text/html; charset=utf-8")
        charts = re.findall(r"<svg.*?</svg>", body, flags=re.DOTALL)
        tidy = subprocess.run(["tidy", "-q", "-e", "-utf8"], input=re.sub(r"<svg.*?</svg>", "", body, flags=re.DOTALL),
                              capture_output=True, text=True, timeout=60)
        self.assertEqual([line for line in tidy.stderr.splitlines() if UNKNOWN_TO_TIDY not in line], [], path)
        page = Page(body)
        self.assertLessEqual(page.elements & {"script", "iframe", "object", "embed", "img"}, set(), path)
        page.charts = [xml.etree.ElementTree.fromstring(chart) for chart in charts]
        return page

    def findings(self, *arguments):
        """As the command line gives them, the most important first."""
        return self.termwise.json("findings", "--la", "886", "--most", "100000", *arguments)

    def rows_of(self, page):
        return page.table("1 to ") if "Nothing was found" not in page.text else []

    def csv_of(self, path):
        status, headers, body = self.ask("GET", path)
        self.assertEqual(status, 200, body)
        self.assertEqual(headers["Content-Type"].split(";")[0], "text/csv")
        self.assertTrue(body.startswith("\ufeff"))
        reader = csv.DictReader(io.StringIO(body[1:], newline=""))
        return list(reader), headers, body

    @classmethod
    def add_findings(cls, names, run=3, first=950000, outcome="BELOW"):
        """More findings of a run, of schools with these names."""
        values = ", ".join(f"({number}, {cls.literal(name)})" for number, name in enumerate(names, 1))
        cls.sql(f"""insert into termwise.finding (run, ordinal, rule, subject_kind, subject, subject_name,
              academic_year, outcome, reason, notes, basis, template_id, argument_names, argument_values, sentence)
            select run.id, {first} + added.number, 'ks2-floor', 1, {first} + added.number, added.name,
              run.academic_year, '{outcome}', '', '{{}}', '', 'x', '{{}}', '{{}}', added.name || ' is below.'
            from termwise.run, (values {values}) as added (number, name) where run.id = {run}""")

    def run_of(self, year, la="886"):
        return self.termwise.json("findings", "--la", la, "--year", year, "--most", "1")[0]["run"]
