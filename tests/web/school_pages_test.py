#!/usr/bin/python3
"""The pages of one school and of one finding against the command line and the files."""
import decimal
import re
import sys
import unittest

from findings_case import FindingsCase, sample_rows, words
from operation_case import RULES, SAMPLE

BASES = {"": "", "INFERRED_COUNT": "the pupils behind the published percentage",
         "PUBLISHED_ROUNDED": "the percentage as published"}


class LinkedTest(FindingsCase):
    """A school that another became on 1 September 2018, with results of its own since."""

    PATH = "/las/886/schools/900990"

    @classmethod
    def fill(cls):
        super().fill()
        sample, = SAMPLE.glob("2018-2019_886_*.csv")
        header, *rows = sample.read_bytes().splitlines(keepends=True)
        own, = (row for row in rows if b",900006," in row)
        results = cls.directory / "2018-2019_886_ks2revised.csv"
        results.write_bytes(header + own.replace(b",900006,", b",900990,"))
        links = cls.directory / "school_links_kent_2018-09-10.csv"
        links.write_text("URN,LA,LATER_URN,LINK,LINK_DATE\n900006,886,900990,CONVERTED,2018-09-01\n"
                         "900990,886,900007,SUCCEEDED,\n")
        cls.termwise.call("ingest", results)
        cls.termwise.call("ingest", links)
        cls.name = sample_rows("2018-2019")["900006"]["SCHNAME"]

    def test_figures_are_joined_and_the_join_is_said(self):
        page = self.get(self.PATH)
        said = f"{self.name} (URN 900006) was converted on 1 September 2018"
        self.assertIn(f"Figures of 2017/18 and before that this school has not itself are of a school from which it has "
                      f"come: {said}.", page.text)
        table = {row.pop("Measure"): row for row in page.table("The same figures")}
        cohort = table["Pupils at the end of key stage 2"]
        before, after = sample_rows("2017-2018")["900006"]["TELIG"], sample_rows("2018-2019")["900006"]["TELIG"]
        self.assertEqual(cohort["2017/18"].replace("\xa0", " "), f"{before} (of URN 900006)")
        self.assertEqual(cohort["2018/19"], after)
        reading, = (chart for chart in page.charts if chart.find("title").text.startswith("Reading progress"))
        self.assertEqual(len(reading.findall(".//*[@class='break']")), 1)
        self.assertIn(f"break 1 before 2018/19: {said}", reading.find("desc").text)

    def test_links_lead_to_the_other_schools(self):
        page = self.get(self.PATH)
        self.assertIn("came before, was converted on 1 September 2018.", page.text)
        self.assertIn("came after: this school was succeeded.", page.text)
        self.assertIn("/las/886/schools/900006", page.links)
        self.assertIn("/las/886/schools/900007", page.links)

    def test_the_school_before_keeps_its_own_figures(self):
        page = self.get("/las/886/schools/900006")
        self.assertNotIn("of URN", page.text)
        self.assertIn("came after: this school was converted on 1 September 2018.", page.text)


class SchoolTest(FindingsCase):
    PATH = "/las/886/schools/900006"

    def test_its_findings_latest_first(self):
        self.only_reads(self.PATH)
        page = self.get(self.PATH)
        known = [finding for finding in self.termwise.json("findings", "--la", "886") if finding["urn"] == 900006]
        known.sort(key=lambda finding: finding["year"], reverse=True)
        years = ("2018/19", "2017/18", "2016/17")
        self.assertEqual([(finding["year"], finding["rule"]) for finding in known],
                         [(year, rule) for year in years for rule in ("ks2-coasting", "ks2-floor")])
        rows = page.table("What each rule found")
        for row, finding in zip(rows, known, strict=True):
            self.assertEqual(row["Year and rule"], f'{finding["year"]} {RULES[finding["rule"]]}')
            self.assertEqual(row["Outcome"], words(finding["outcome"]))
            self.assertEqual(row["What was found"], finding["sentence"])
            self.assertEqual(row["Cohort"], finding["cohort"] or "")
            self.assertEqual(row["Run"], f'Run {finding["run"]}')
            self.assertIn(f'{self.PATH}/{finding["rule"]}/{finding["year"].replace("/", "-")}', page.links)
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
        score, low, high = (cells[f"WRITPROG{limit}"] for limit in ("", "_LOWER", "_UPPER"))
        for part in ("no value in 2016/17: not published", "break 1 before 2017/18: Teachers assessed writing by a new",
                     f"{score} (interval {low} to {high}) in 2017/18",
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
        self.refuses(f"/las/886/schools/{urn}", 404, f"Nothing is on record for Kent about a school with the URN {urn}")

    def test_findings_without_records(self):
        self.add_findings(["Findings Only School"], run=self.run_of("2017/18"))
        page = self.get("/las/886/schools/950001")
        self.assertIn("Findings Only School is below.", page.text)
        self.assertIn("No loaded file has a row for it.", page.text)

    def test_refusals(self):
        self.refuses("/las/886/schools/999999", 404, "Nothing is on record for Kent about a school with")
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
                    self.assertIn("The rule names no single figure whose change would.", page.text)
                for flip in known["flips"]:
                    self.assertIn(f'would make it {words(flip["outcome"]).lower()}.', page.text)
                    self.assertIn(flip["change"].lstrip("-"), page.text)
                for text in (known["plugin"], known["rule_source"], f'ks2-floor version {known["rule_version"]}',
                             f'Run {known["run"]}', "on all files up to batch 9", *map(words, known["notes"]),
                             BASES[known["basis"]], f'Pupils in the cohort {known["cohort"]}' if known["cohort"] else ""):
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
                f"{school}/ks2-floor/2015-16": "URN 900006 has no finding of 'ks2-floor' for 2015/16. It has: ",
                f"{school}/ks4-floor/2016-17": "URN 900006 has no finding of 'ks4-floor' for 2016/17",
                "/las/926/schools/900006/ks2-floor/2016-17": "URN 900006 has no finding of",
                f"{school}/ks2-floor/2016": "'2016' is not an academic year",
                f"{school}/ks2-floor/2016-18": "'2016-18' is not an academic year",
                f"{school}/ks2-floor/abc": "'abc' is not an academic year"}.items():
            self.refuses(path, 404, sentence)


if __name__ == "__main__":
    unittest.main(verbosity=2 if sys.stdout.isatty() else 1)
