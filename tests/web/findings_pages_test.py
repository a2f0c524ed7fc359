#!/usr/bin/python3
"""The pages about findings (the list and its CSV, one school, one finding) against the command line and the files."""
import csv
import decimal
import io
import re
import subprocess
import sys
import unittest
import xml.etree.ElementTree
from urllib.parse import quote, urlencode

from operation_case import HOSTILE, SAMPLE, UNKNOWN_TO_TIDY, OperationCase, Page

ROWS_A_PAGE = 100
COLUMNS = ["la", "urn", "school", "year", "rule", "rule_version", "outcome", "reason", "notes", "basis", "sentence",
           "cohort", "run"]
# Cells that a spreadsheet would calculate, and cells that only look like it.
FORMULAS = ["=1+1", "+1", "-2.1", "@SUM(A1)", "\tx", "\rx"]
HARMLESS = ["a=1", " =1", "\"=1\"", "line one\r\nline, two", "'=1"]


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
        cls.sql(f"""insert into termwise.finding (run, ordinal, rule, subject_kind, subject, subject_name, academic_year,
              outcome, reason, notes, basis, template_id, argument_names, argument_values, sentence)
            select run.id, {first} + added.number, 'ks2-floor', 1, {first} + added.number, added.name, run.academic_year,
              '{outcome}', '', '{{}}', '', 'x', '{{}}', '{{}}', added.name || ' is below.'
            from termwise.run, (values {values}) as added (number, name) where run.id = {run}""")

    def run_of(self, year, la="886"):
        return self.termwise.json("findings", "--la", la, "--year", year, "--most", "1")[0]["run"]


class ListTest(FindingsCase):
    PATH = "/las/886/findings"

    def test_opens_with_the_latest_year_that_was_judged_the_most_important_first(self):
        self.only_reads(self.PATH)
        page = self.get(self.PATH)
        # No standard was set for 2018/19.
        self.assertIn("Findings for Kent, 2017/18", page.text)
        known = self.findings("--year", "2017/18")
        rows = self.rows_of(page)
        self.assertEqual([row["What was found"] for row in rows], [finding["sentence"] for finding in known])
        for row, finding in zip(rows, known):
            self.assertEqual(row["School"], f'{finding["school"]} {finding["urn"]}')
            self.assertEqual(row["Outcome and reason"],
                             f'{words(finding["outcome"])} {words(finding["reason"])}'.strip())
            self.assertEqual(row["Rule"], "KS2 floor standard")
            self.assertIn(f'/las/886/schools/{finding["urn"]}', page.links)
            self.assertIn(f'/las/886/schools/{finding["urn"]}/ks2-floor/2017-18', page.links)

    def test_counts_lead_to_the_outcomes(self):
        known = self.findings("--year", "2017/18")
        page = self.get(self.PATH)
        for outcome in {finding["outcome"] for finding in known}:
            link = f"{self.PATH}?year=2017%2F18&outcome={outcome}"
            self.assertIn(link, page.links)
            count = sum(finding["outcome"] == outcome for finding in known)
            self.assertIn(f"{words(outcome)} {count}", page.text)
            listed = self.get(link)
            self.assertEqual(len(self.rows_of(listed)), count)
            # The counts stay those of all outcomes, so that a reader can change over.
            self.assertIn(f"All {len(known)}", listed.text)

    def test_filters(self):
        cases = {
            "year=2016/17": lambda finding: finding["year"] == "2016/17",
            "year=2018/19": lambda finding: finding["year"] == "2018/19",
            "year=2016/17&outcome=EXEMPT": lambda finding: finding["year"] == "2016/17" and finding["outcome"] == "EXEMPT",
            "rule=ks2-floor": lambda finding: finding["year"] == "2017/18",
            "q=COFE": lambda finding: finding["year"] == "2017/18" and "cofe" in finding["school"].lower(),
            "q=90001": lambda finding: finding["year"] == "2017/18" and str(finding["urn"]).startswith("90001"),
            "q=+900006+": lambda finding: finding["year"] == "2017/18" and finding["urn"] == 900006,
            "q=%25": lambda finding: False,
            "q=_": lambda finding: False,
            "rule=ks4-floor": lambda finding: False,
            "outcome=below": lambda finding: False,
            "year=2008/09": lambda finding: False,
            "year=&rule=&outcome=&q=&page=": lambda finding: finding["year"] == "2017/18",
        }
        everything = self.findings()
        for query, admitted in cases.items():
            with self.subTest(query=query):
                expected = [finding["sentence"] for finding in everything if admitted(finding)]
                page = self.get(f"{self.PATH}?{query}")
                self.assertEqual([row["What was found"] for row in self.rows_of(page)], expected)
                rows, _, _ = self.csv_of(f"{self.PATH}.csv?{query}")
                self.assertEqual([row["sentence"] for row in rows], expected)

    def test_the_form_says_what_is_shown(self):
        form, = self.get(f"{self.PATH}?year=2016/17&rule=ks4-floor&outcome=EXEMPT&q=%22oak%22+%26").forms
        self.assertEqual((form["method"], form["action"]), ("get", self.PATH))
        fields = {name: value for name, value in form["fields"].items() if name != "button"}
        self.assertEqual(fields, {"year": "2016/17", "rule": "ks4-floor", "outcome": "EXEMPT", "q": '"oak" &'})

    def test_a_run_that_was_replaced(self):
        before = self.run_of("2016/17")
        self.termwise.call("run", "floor-check", "--la", "886", "--year", "2016/17")
        self.assertNotEqual(self.run_of("2016/17"), before)
        page = self.get(f"{self.PATH}?run={before}&outcome=EXEMPT")
        self.assertIn(f"Only what run {before} found", page.text)
        expected = [finding["sentence"] for finding in self.findings("--run", before, "--outcome", "EXEMPT")]
        self.assertEqual([row["What was found"] for row in self.rows_of(page)], expected)
        self.assertEqual(page.forms[0]["fields"]["run"], str(before))
        self.assertIn(f"{self.PATH}?year=2016%2F17&outcome=BELOW&run={before}", page.links)
        # Another LA's run has nothing for this one.
        self.assertIn("No findings yet of run", self.get(f"/las/926/findings?run={before}").text)

    def test_pages_of_a_long_list(self):
        run = self.run_of("2017/18")
        known = len(self.findings("--year", "2017/18"))
        self.add_findings([f"School {number:03}" for number in range(2 * ROWS_A_PAGE - known)], run=run)
        page = self.get(self.PATH)
        self.assertIn(f"1 to {ROWS_A_PAGE} of {2 * ROWS_A_PAGE} findings", page.text)
        self.assertIn(f"{self.PATH}?year=2017%2F18&page=2", page.links)
        second = self.get(f"{self.PATH}?page=2")
        shown = self.rows_of(page) + second.table(f"{ROWS_A_PAGE + 1} to {2 * ROWS_A_PAGE} of")
        self.assertEqual([row["What was found"] for row in shown],
                         [finding["sentence"] for finding in self.findings("--year", "2017/18")])
        self.assertFalse([link for link in second.links if "page=3" in link])
        self.refuses(f"{self.PATH}?page=3", 404, "This list has no page 3: it has 2 pages.")
        # One more, and there is a third.
        self.add_findings(["One more"], run=run, first=960000, outcome="EXEMPT")
        self.assertEqual(len(self.get(f"{self.PATH}?page=3").table("201 to 201 of 201")), 1)
        self.assertEqual(len(self.csv_of(f"{self.PATH}.csv?page=2")[0]), 2 * ROWS_A_PAGE + 1)

    def test_an_authority_without_findings(self):
        for path in ("/las/938/findings", "/las/938/findings?year=2016/17"):
            self.assertEqual(self.get(path).tables, {})
        self.assertIn("No findings yet.", self.get("/las/938/findings").text)
        self.assertEqual(self.csv_of("/las/938/findings.csv")[0], [])

    def test_refusals(self):
        unknown = {"/las/850/findings": "No Local Authority with the code 850",
                   "/las/850/findings.csv": "No Local Authority with the code 850",
                   "/las/Kent/findings": "'Kent' is not a Local Authority's code",
                   "/las/88/findings": "'88' is not a Local Authority's code"}
        for path, sentence in unknown.items():
            self.refuses(path, 404, sentence)
        wrong = {"year=abc": "The parameter year is 'abc'", "year=2016-17": "year", "year=2016/18": "year",
                 "year=2016/17%20": "year", "run=0": "The parameter run is '0'", "run=x": "run",
                 "run=99999999999999999999": "run", "rule=" + "x" * 201: "The parameter rule is longer than the 200 bytes",
                 "outcome=" + "x" * 201: "outcome", "q=" + "x" * 201: "The parameter q is longer"}
        for query, sentence in wrong.items():
            self.refuses(f"{self.PATH}?{query}", 400, sentence)
            self.refuses(f"{self.PATH}.csv?{query}", 400, sentence)
        for page in ("0", "-1", "x", "99999999999999999999", "1.5"):
            self.refuses(f"{self.PATH}?page={page}", 400, "is not the number of a page")
        for allowed in ("rule=", "outcome=", "q="):
            self.get(f"{self.PATH}?{allowed}" + "x" * 200)


class CsvTest(FindingsCase):
    PATH = "/las/886/findings.csv"

    def test_says_what_the_command_line_says(self):
        rows, headers, body = self.csv_of(self.PATH + "?year=2016/17")
        self.assertEqual(headers["Content-Disposition"], 'attachment; filename="findings-886-2016-17.csv"')
        self.assertEqual(list(rows[0]), COLUMNS)
        self.assertEqual(body.count("\r\n"), len(rows) + 1)
        self.assertNotIn("\n", body.replace("\r\n", ""))
        known = self.findings("--year", "2016/17")
        self.assertEqual(len(rows), len(known))
        for row, finding in zip(rows, known):
            expected = {name: str(finding[name]) for name in COLUMNS if name not in ("notes", "cohort")}
            expected["notes"] = "; ".join(finding["notes"])
            expected["cohort"] = finding["cohort"] or finding["cohort_missing"] or ""
            self.assertEqual(row, expected)

    def test_formulas_are_defused_and_nothing_else_is(self):
        self.add_findings(FORMULAS + HARMLESS, run=self.run_of("2017/18"))
        rows, _, body = self.csv_of(self.PATH)
        names = {int(row["urn"]): row["school"] for row in rows}
        found = [names[950000 + number] for number in range(1, len(FORMULAS + HARMLESS) + 1)]
        self.assertEqual(found, ["'" + name for name in FORMULAS] + HARMLESS)
        # RFC 4180: only what needs quotation marks has them.
        self.assertIn(',"line one\r\nline, two",', body)
        self.assertIn(',"""=1""",', body)
        self.assertIn(",'=1+1,", body)


class SchoolTest(FindingsCase):
    PATH = "/las/886/schools/900006"

    def test_its_findings_latest_first(self):
        self.only_reads(self.PATH)
        page = self.get(self.PATH)
        known = [finding for finding in self.termwise.json("findings", "--la", "886") if finding["urn"] == 900006]
        known.sort(key=lambda finding: finding["year"], reverse=True)
        self.assertEqual(len(known), 3)
        rows = page.table("What each rule found")
        for row, finding in zip(rows, known, strict=True):
            self.assertEqual(row["Year and rule"], f'{finding["year"]} KS2 floor standard')
            self.assertEqual(row["Outcome"], words(finding["outcome"]))
            self.assertEqual(row["What was found"], finding["sentence"])
            self.assertEqual(row["Cohort"], finding["cohort"] or "")
            self.assertEqual(row["Run"], f'Run {finding["run"]}')
            self.assertIn(f'{self.PATH}/ks2-floor/{finding["year"].replace("/", "-")}', page.links)
            self.assertIn(f'/runs/{finding["run"]}', page.links)

    def test_figures_are_those_of_the_files(self):
        table = {row.pop("Measure"): row for row in self.get(self.PATH).table("The same figures")}
        missing = {"NP": "not published", "LOWCOV": "low coverage"}
        for label, column in {"Pupils at the end of key stage 2": "TELIG",
                              "Pupils reaching the expected standard in reading, writing and maths": "PTRWM_EXP",
                              "Reading progress score": "READPROG", "Writing progress score": "WRITPROG",
                              "Maths progress score": "MATPROG"}.items():
            self.assertEqual(list(table[label]), ["2016/17", "2017/18", "2018/19"])
            for year, shown in table[label].items():
                cells = sample_rows(f"{year[:4]}-20{year[5:]}")["900006"]
                if cells[column] in missing:
                    self.assertEqual(shown, missing[cells[column]])
                    continue
                names = [column, f"{column}_LOWER", f"{column}_UPPER"] if column.endswith("PROG") else [column]
                expected = [decimal.Decimal(cells[name].rstrip("%")) for name in names]
                figures = [decimal.Decimal(figure) for figure in re.findall(r"-?\d+(?:\.\d+)?", shown)]
                self.assertEqual(figures, expected, f"{label} {year}")
                self.assertEqual(shown.count("%"), cells[column].count("%"))

    def test_charts(self):
        page = self.get(self.PATH)
        self.assertEqual(len(page.charts), 8)
        titles = [chart.find("title").text for chart in page.charts]
        self.assertEqual(len(set(titles)), 8)
        self.assertTrue(all(chart.get("role") == "img" for chart in page.charts))
        writing, = (chart for chart in page.charts if chart.find("title").text.startswith("Writing progress"))
        said = writing.find("desc").text
        # Not published in 2016/17, another framework in 2017/18, whose floor was -7.
        cells = sample_rows("2017-2018")["900006"]
        for part in ("no value in 2016/17: not published", "break 1 before 2017/18: Teachers assessed writing by a new",
                     f'{cells["WRITPROG"]} (interval {cells["WRITPROG_LOWER"]} to {cells["WRITPROG_UPPER"]}) in 2017/18',
                     "dashed line at -7 (KS2 floor standard 2017/18: -7)"):
            self.assertIn(part, said)
            self.assertIn(part, page.text)
        self.assertTrue(writing.findall(".//*[@class='break']"))
        self.assertTrue(writing.findall(".//*[@class='band']"))
        reading, = (chart for chart in page.charts if chart.find("title").text.startswith("Reading progress"))
        self.assertFalse(reading.findall(".//*[@class='break']"))

    def test_what_is_on_record(self):
        page = self.get(self.PATH)
        records = page.table("Where each year")
        self.assertEqual([row["Year"] for row in records], ["2018/19", "2017/18", "2016/17"])
        for row in records:
            name = f'{row["Year"][:4]}-20{row["Year"][5:]}_886_ks2final.csv'
            self.assertEqual(row["File"], name)
            lines = (SAMPLE / name).read_text(encoding="utf-8-sig").splitlines()
            self.assertIn(",900006,", lines[int(row["Line"]) - 1])
        self.assertIn("Kind of school (mainstream, special) mainstream", page.text)

    def test_records_without_findings(self):
        urn = next(urn for urn, row in sample_rows("2016-2017", "938").items() if row["RECTYPE"] == "1")
        page = self.get(f"/las/938/schools/{urn}")
        self.assertIn("No rule has judged this school for West Sussex yet.", page.text)
        self.assertEqual(page.charts, [])
        self.assertTrue(page.table("Where each year"))
        # A school is shown under its own Authority.
        self.refuses(f"/las/886/schools/{urn}", 404, f"Nothing is on record for Kent about a school with the URN {urn}.")

    def test_findings_without_records(self):
        self.add_findings(["Findings Only School"], run=self.run_of("2017/18"))
        page = self.get("/las/886/schools/950001")
        self.assertIn("Findings Only School is below.", page.text)
        self.assertIn("No loaded file has a row for it.", page.text)

    def test_refusals(self):
        self.refuses("/las/886/schools/999999", 404, "Nothing is on record for Kent about a school with the URN 999999.")
        self.refuses("/las/850/schools/900006", 404, "No Local Authority with the code 850")
        for urn in ("x", "12", "0900006", "-900006", "99999999", "900006.5"):
            self.refuses(f"/las/886/schools/{urn}", 404, "is not a school's URN")


class FindingTest(FindingsCase):
    def explained(self, urn, year):
        return self.termwise.json("explain", "--urn", urn, "--rule", "ks2-floor", "--year", year, "--la", "886")

    def test_the_whole_explanation(self):
        self.only_reads("/las/886/schools/900006/ks2-floor/2016-17")
        for urn, year in ((900006, "2016/17"), (900012, "2016/17"), (900016, "2016/17"), (900025, "2017/18"),
                          (900006, "2018/19")):
            with self.subTest(urn=urn, year=year):
                known = self.explained(urn, year)
                page = self.get(f"/las/886/schools/{urn}/ks2-floor/{year.replace('/', '-')}")
                self.assertIn(f'{words(known["outcome"])} {known["sentence"]}', page.text)
                rows = page.table("Every figure that") if known["predicates"] else []
                for row, predicate in zip(rows, known["predicates"], strict=True):
                    self.check_comparison(row, predicate)
                if not known["flips"]:
                    self.assertIn("No change to a single figure would.", page.text)
                for flip in known["flips"]:
                    self.assertIn(f'would make it {words(flip["outcome"]).lower()}.', page.text)
                    self.assertIn(flip["change"].lstrip("-"), page.text)
                for text in (known["plugin"], known["rule_source"], f'ks2-floor version {known["rule_version"]}',
                             f'Run {known["run"]}', "on all files up to batch 9", *map(words, known["notes"]),
                             known["basis"], f'Pupils in the cohort {known["cohort"]}' if known["cohort"] else ""):
                    self.assertIn(text, page.text)
                self.assertIn(f'/runs/{known["run"]}', page.links)
                self.assertIn(f"/las/886/schools/{urn}", page.links)

    def check_comparison(self, row, predicate):
        self.assertEqual(row["Figure"], predicate["label"])
        self.assertEqual(row["Year"], predicate["year"])
        self.assertEqual(row["Answer"], {"true": "yes", "false": "no", "unknown": "cannot be told"}[predicate["truth"]])
        if predicate["observed"] is not None:
            self.assertEqual(row["Observed"].rstrip("%"), predicate["observed"])
        else:
            self.assertFalse(any(character.isdigit() for character in row["Observed"]))
        if predicate["threshold"] is not None:
            self.assertIn(predicate["threshold"], row["Question"])
        self.assertIn(predicate["source"], row["Source of the threshold"])
        evidence = predicate["evidence"]
        if evidence:
            place = f'{evidence["file_name"]}:{evidence["line"]}:{evidence["column"]}'
            self.assertEqual(row["Read from"], f'{place} column {evidence["column_name"]} says \'{evidence["raw"]}\'')
        else:
            self.assertEqual(row["Read from"], "")

    def test_refusals(self):
        school = "/las/886/schools/900006"
        for path, sentence in {
                f"{school}/ks2-floor/2015-16": "URN 900006 has no finding of 'ks2-floor' for 2015/16. It has: ks2-floor",
                f"{school}/ks4-floor/2016-17": "URN 900006 has no finding of 'ks4-floor' for 2016/17",
                "/las/926/schools/900006/ks2-floor/2016-17": "URN 900006 has no finding of",
                f"{school}/ks2-floor/2016": "'2016' is not an academic year",
                f"{school}/ks2-floor/2016-18": "'2016-18' is not an academic year",
                f"{school}/ks2-floor/abc": "'abc' is not an academic year"}.items():
            self.refuses(path, 404, sentence)


class HostileTest(FindingsCase):
    """Names that came in by a file, and addresses."""
    NAMES = [HOSTILE, "<script>alert(1)</script>", "{{school}} {{{sentence}}}", "\u202e\u05d0\u05d1\u05d2 \u0627\u0628",
             "<svg/onload=x>", "]]><!-- -->", "&lt;script&gt;&#x0;", "\u0007\u009b31m",
             "'); drop table termwise.finding; --", "\ud83d\ude80 \u0301\u0301\u0301", "%s%n", "<bdi>", "</title><h1>"]
    NAMES = [name.encode("utf-16", "surrogatepass").decode("utf-16") for name in NAMES]

    @classmethod
    def fill(cls):
        """The sample with other names in one file."""
        source = next(SAMPLE.glob("2016-2017_886_*.csv"))
        rows = list(csv.reader(io.StringIO(source.read_bytes().decode("utf-8-sig"), newline="")))
        name, urn = rows[0].index("SCHNAME"), rows[0].index("URN")
        schools = [row for row in rows[1:] if len(row) > urn and row[urn].strip()]
        cls.hostile = {}
        for row, text in zip(schools, cls.NAMES):
            row[name] = text
            cls.hostile[int(row[urn])] = text
        doctored = cls.directory / source.name
        with open(doctored, "w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file, lineterminator="\r\n").writerows(rows)
        cls.termwise.call("ingest", doctored)
        cls.termwise.call("run", "floor-check", "--la", "886", "--year", "2016/17")

    def test_names_stay_text(self):
        self.add_findings(["N" * 10240, *self.NAMES], run=self.run_of("2016/17"))
        stored = {row["subject"]: row["subject_name"] for row in self.rows("select * from termwise.finding")}
        self.assertEqual({stored[urn] for urn in self.hostile}, set(self.NAMES))
        page = self.get("/las/886/findings")
        schools = {row["School"] for row in self.rows_of(page)}
        for urn, name in stored.items():
            # What cannot be seen is shown by its bytes.
            name = " ".join(name.replace("\u0007", "\\x07").replace("\u009b", "\\xC2\\x9B").split())
            self.assertIn(f"{name} {urn}", schools)
            self.assertIn(name, self.get(f"/las/886/schools/{urn}").text)
            if urn in self.hostile:
                self.assertIn(name, self.get(f"/las/886/schools/{urn}/ks2-floor/2016-17").text)
        for row in self.csv_of("/las/886/findings.csv")[0]:
            self.assertEqual(row["school"], stored[int(row["urn"])])

    def test_queries_are_only_text(self):
        for text in self.NAMES[:-1]:
            asked = quote(text[:60].replace("\u0007", "").replace("\u009b", ""))
            for name in ("rule", "outcome", "q"):
                page = self.get(f"/las/886/findings?{name}={asked}")
                self.assertNotIn("h1", page.text)
            self.assertIn(self.ask("GET", f"/las/886/findings?year={asked}&page={asked}")[0], (200, 400))
            segment = asked.replace("/", "").replace("%2F", "").replace(".", "") or "x"
            for path in (f"/las/{segment}/findings", f"/las/886/schools/{segment}",
                         f"/las/886/schools/900006/{segment}/2016-17", f"/las/886/schools/900006/ks2-floor/{segment}"):
                self.assertEqual(self.ask("GET", path)[0], 404, path)
        self.assertEqual(self.ask("GET", "/las/886/findings?" + urlencode({"q": "x" * 10240}))[0], 414)

    def test_a_search_finds_a_name_with_markup(self):
        page = self.get("/las/886/findings?" + urlencode({"q": "<SCRIPT>"}))
        self.assertEqual(len(self.rows_of(page)), 2)
        self.assertEqual(page.forms[0]["fields"]["q"], "<SCRIPT>")


if __name__ == "__main__":
    unittest.main(verbosity=2 if sys.stdout.isatty() else 1)
