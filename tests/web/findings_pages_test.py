#!/usr/bin/python3
"""The list of findings and its CSV against the command line."""
import sys
import unittest

from findings_case import FindingsCase, words
from operation_case import RULES

ROWS_A_PAGE = 100
COLUMNS = ["la", "urn", "school", "year", "rule", "rule_version", "outcome", "reason", "notes", "basis", "sentence",
           "cohort", "run"]
# Cells that a spreadsheet would calculate, and cells that only look like it.
FORMULAS = ["=1+1", "+1", "-2.1", "@SUM(A1)", "\tx", "\rx"]
HARMLESS = ["a=1", " =1", "\"=1\"", "line one\r\nline, two", "'=1"]


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
        self.assertEqual({finding["rule"] for finding in known}, RULES.keys())
        for row, finding in zip(rows, known):
            self.assertEqual(row["School"], f'{finding["school"]} {finding["urn"]}')
            self.assertEqual(row["Outcome and reason"],
                             f'{words(finding["outcome"])} {words(finding["reason"])}'.strip())
            self.assertEqual(row["Rule"], RULES[finding["rule"]])
            self.assertIn(f'/las/886/schools/{finding["urn"]}', page.links)
            self.assertIn(f'/las/886/schools/{finding["urn"]}/{finding["rule"]}/2017-18', page.links)

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
        def of(year, finding):
            return finding["year"] == year

        cases = {
            "year=2016/17": lambda finding: of("2016/17", finding),
            "year=2018/19": lambda finding: of("2018/19", finding),
            "year=2016/17&outcome=EXEMPT": lambda finding: of("2016/17", finding) and finding["outcome"] == "EXEMPT",
            "rule=ks2-floor": lambda finding: of("2017/18", finding) and finding["rule"] == "ks2-floor",
            "rule=ks4-floor": lambda finding: of("2017/18", finding) and finding["rule"] == "ks4-floor",
            "q=COFE": lambda finding: of("2017/18", finding) and "cofe" in finding["school"].lower(),
            "q=90001": lambda finding: of("2017/18", finding) and str(finding["urn"]).startswith("90001"),
            "q=+900006+": lambda finding: of("2017/18", finding) and finding["urn"] == 900006,
            "q=%25": lambda finding: False,
            "q=_": lambda finding: False,
            "rule=ks9-floor": lambda finding: False,
            "outcome=below": lambda finding: False,
            "year=2008/09": lambda finding: False,
            "year=&rule=&outcome=&q=&page=": lambda finding: of("2017/18", finding),
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
                 "run=99999999999999999999": "run",
                 "rule=" + "x" * 201: "The parameter rule is longer than the 200 bytes",
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


if __name__ == "__main__":
    unittest.main(verbosity=2 if sys.stdout.isatty() else 1)
