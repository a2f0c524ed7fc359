#!/usr/bin/python3
"""`termwise report`: each report from files of random pupils and schools, against the same worked out here from the files; what is
withheld from whom; and every format as others read it."""
import csv
import io
import os
import pathlib
import random
import shutil
import subprocess
import tempfile
import unittest
import xml.etree.ElementTree
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import openpyxl
from termwise_cli import ROOT, Termwise

BUILD = os.environ["TERMWISE_BUILD"]
USAGE_ERROR, DATA_ERROR = 64, 65
LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
SUPP = "SUPP"
PRIOR = ("no level", "W", "1", "2C", "2B", "2A", "3", "4")
REACHED = ("No level", "Below 3", "3", "4", "5", "6")
SCHOOLS = (900810, 900811, 900812)


def upn_of(body):
    return LETTERS[sum(weight * int(digit) for weight, digit in enumerate(body, 2)) % 23] + body


def percent(part, whole):
    if whole == 0:
        return None
    exact = Fraction(100 * part, whole)
    return str((Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(Decimal("0.1"), ROUND_HALF_UP))


def points(more, less):
    number = (Decimal(more.numerator) / Decimal(more.denominator) - Decimal(less.numerator) / Decimal(less.denominator))
    number = number.quantize(Decimal("0.1"), ROUND_HALF_UP)
    return str(abs(number) if number == 0 else number)


class ReportsTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.directory = pathlib.Path(tempfile.mkdtemp(prefix="termwise-e2e-"))
        cls.addClassCleanup(shutil.rmtree, cls.directory, ignore_errors=True)
        key = cls.directory / "pupil-key"
        key.write_bytes(bytes(range(32)))
        key.chmod(0o600)
        cls.termwise = Termwise(BUILD, cls.directory, extra=f'[pupils]\nkey_file = "{key}"\n')
        cls.termwise.__enter__()
        cls.addClassCleanup(cls.termwise.discard)
        cls.random = random.Random(2014)
        cls.number = 0
        cls.levels = [cls.pupil_of_levels() for _ in range(400)]
        cls.standard = [cls.pupil_of_standard() for _ in range(150)]
        cls.load("pupils_ks2_levels.csv", cls.levels)
        cls.load("pupils_ks2_standard.csv", cls.standard)
        cls.load("absence_terms_886.csv", cls.absence())
        cls.load("absence_terms_926.csv", [dict(row, LA="926", URN=row["URN"] + 10) for row in cls.absence()[:2]])
        cls.load("eyfs_scales_886.csv", cls.early_years())

    @classmethod
    def load(cls, name, rows):
        path = cls.directory / name
        with path.open("w", encoding="utf-8", newline="") as target:
            writer = csv.DictWriter(target, rows[0])
            writer.writeheader()
            writer.writerows(rows)
        [report] = cls.termwise.json("ingest", path)
        if report["rejected"] or report["accepted"] != len(rows):
            raise AssertionError(report)

    @classmethod
    def person(cls, year):
        cls.number += 1
        choice = cls.random.choice
        return {"UPN": upn_of(f"9999{cls.number:08}"), "URN": choice(SCHOOLS), "LA": "886", "YEAR": year,
                "GENDER": choice("MF"), "FSM": choice("YNNNN"), "SEN": cls.random.choice("NNNNNNNNKKE"),
                "EAL": choice("YNNNNNU")}

    @classmethod
    def pupil_of_levels(cls):
        level = cls.random.choice
        row = cls.person("2013/14")
        for subject in ("READING", "WRITING", "MATHS"):
            before = level(("W", "1", "2C", "2B", "2A", "2B", "2A", "3", "3", "A", "D", ""))
            after = level(("W", "2", "3", "3", "4", "4", "4", "4", "5", "5", "6", "A", "B", "N", ""))
            row |= {f"KS1_{subject}": before, f"{subject}_LEVEL": after}
        return row

    @classmethod
    def pupil_of_standard(cls):
        row = cls.person("2016/17")
        score = cls.random.choice
        return row | {"READING_SCORE": score((98, 99, 100, 104, 112, "A", "N", "")),
                      "MATHS_SCORE": score((99, 100, 101, 110, 110, "B")),
                      "WRITING_TA": score(("WTS", "EXS", "EXS", "GDS", "PKG", "A", ""))}

    @staticmethod
    def absence():
        rows = []
        for urn, pupils, persistent in ((900820, 200, 21), (900821, 4, 1), (900822, 60, 7), (900823, 150, 9)):
            for term in ("autumn", "spring"):
                rows.append({"URN": urn, "LA": "886", "YEAR": "2016/17", "TERM": term, "PUPILS": pupils,
                             "POSSIBLE": 140 * pupils, "AUTHORISED": 5 * pupils, "UNAUTHORISED": pupils,
                             "PERSISTENT": persistent - (term == "autumn")})
        return rows

    @staticmethod
    def early_years():
        scales = ("PSED_DA", "PSED_SD", "PSED_ED", "CLL_LCT", "CLL_LSL", "CLL_R", "CLL_W", "PSRN_NLC", "PSRN_C", "PSRN_SSM",
                  "KUW", "PD", "CD")
        rows = []
        for urn, cohort, good, median, lowest in ((900830, 30, 17, "85", "45"), (900831, 20, 11, "90.5", "60"),
                                                  (900832, 10, 10, "95", "80"), (900833, 41, 20, "80", "50")):
            rows.append({"URN": urn, "LA": "886", "YEAR": "2009/10", "COHORT": cohort, "GOOD": good,
                         "MEDIAN_POINTS": median, "LOWEST_FIFTH_POINTS": lowest} | dict.fromkeys(scales, good))
        return rows

    def report(self, *arguments):
        return self.termwise.json("report", *arguments)

    def fails(self, exit_code, *arguments):
        done = self.termwise.run("report", *arguments)
        self.assertEqual(done.returncode, exit_code, done.stderr)
        return done.stderr

    # ---- Progression ----

    def matrix(self, subject):
        """Counts by prior and reached level, and who made two levels, of all pupils of levels."""
        counts = {(before, after): 0 for before in PRIOR for after in REACHED}
        made = counted = excluded = 0
        for row in self.levels:
            before, after = row[f"KS1_{subject}"], row[f"{subject}_LEVEL"]
            prior = before if before in PRIOR else "no level"
            reached = {"A": "No level", "B": "No level", "": "No level", "N": "Below 3", "W": "Below 3",
                       "2": "Below 3"}.get(after, after)
            counts[prior, reached] += 1
            if prior == "no level" or after == "":
                excluded += 1
                continue
            counted += 1
            start = 0 if before == "W" else int(before[0])
            made += after.isdigit() and int(after) >= start + 2
        return counts, made, counted, excluded

    def test_progression_counts_every_pupil_for_the_team(self):
        report = self.report("progression", "--la", "886", "--audience", "team", "--year", "2013/14")
        self.assertEqual(report["title"], "Levels at key stage 1 against those at key stage 2, Kent (886), 2013/14")
        self.assertEqual(report["source"], "Source: pupils_ks2_levels.csv (batch 1).")
        self.assertEqual([column["heading"] for column in report["columns"]],
                         ["Subject", "Key stage 1", *REACHED, "All", *REACHED])
        self.assertEqual(len(report["rows"]), 3 * (len(PRIOR) + 1))
        rows = {(row[0], row[1]): row[2:] for row in report["rows"]}
        for subject in ("Reading", "Writing", "Maths"):
            counts, made, counted, excluded = self.matrix(subject.upper())
            for prior in (*PRIOR, "All"):
                line = [sum(count for (before, after), count in counts.items() if after == reached and prior in (before, "All"))
                        for reached in REACHED]
                shares = [percent(count, sum(line)) for count in line]
                self.assertEqual(rows[subject, prior], [*map(str, line), str(sum(line)), *shares], (subject, prior))
            self.assertIn(f"{subject}: {made} of {counted} pupils with results at both key stages, {percent(made, counted)}%, "
                          f"made two levels of progress; {excluded} pupils are not counted.", report["notes"])

    def test_progression_withholds_what_is_small_and_what_would_tell_it(self):
        team = self.report("progression", "--la", "886", "--audience", "team", "--year", "2013/14")
        for audience, limit in (("outside", 5), ("public", 10)):
            report = self.report("progression", "--la", "886", "--audience", audience, "--year", "2013/14")
            numbers = [row[2:9] for row in report["rows"]]
            everything = [row[2:9] for row in team["rows"]]
            withheld = shown = 0
            for row, whole in zip(numbers, everything):
                for cell, count in zip(row, whole):
                    if int(count) <= limit:
                        self.assertEqual(cell, SUPP)
                    self.assertIn(cell, (SUPP, count))
                    withheld, shown = withheld + (cell == SUPP), shown + (cell != SUPP)
            self.assertGreater(withheld, 20)
            self.assertGreater(shown, 20)
            # In each row, and each column of a subject, either nothing is withheld or at least two figures are.
            for subject in range(3):
                lines = numbers[9 * subject:9 * subject + 9]
                for line in (*lines, *zip(*lines)):
                    self.assertNotEqual(list(line).count(SUPP), 1, line)
            for row in report["rows"]:
                for cell, share in zip(row[2:8], row[9:]):
                    if SUPP in (cell, row[8]):
                        self.assertEqual(share, SUPP)
            self.assertIn("Reading: who made two levels of progress is withheld, since it would tell figures that are.",
                          report["notes"])
            self.assertIn(f"of a group of {limit} pupils or fewer", report["notes"][-1])

    def test_outside_is_the_usual_audience(self):
        arguments = ("progression", "--la", "886", "--year", "2013/14")
        self.assertEqual(self.report(*arguments), self.report(*arguments, "--audience", "outside"))

    def test_progression_ended_with_levels(self):
        self.assertIn("they ended with 2014/15", self.fails(DATA_ERROR, "progression", "--la", "886"))
        self.assertIn("No pupils of Kent (886) in 2012/13 are loaded",
                      self.fails(DATA_ERROR, "progression", "--la", "886", "--year", "2012/13"))
        self.assertIn("No pupils of Norfolk (926) are loaded", self.fails(DATA_ERROR, "progression", "--la", "926"))

    # ---- Groups ----

    def reached(self, row):
        """Whether a pupil reached the expected standard in all three; None where a result that decides is missing."""
        results = []
        for name, least in (("READING_SCORE", 100), ("MATHS_SCORE", 100)):
            cell = row[name]
            results.append(None if cell == "" else isinstance(cell, int) and cell >= least)
        results.append(None if row["WRITING_TA"] == "" else row["WRITING_TA"] in ("EXS", "GDS"))
        return False if False in results else None if None in results else True

    def groups(self, schools=SCHOOLS):
        """By partition and group: reached and pupils."""
        found = {}
        for row in self.standard:
            if row["URN"] not in schools or (reached := self.reached(row)) is None:
                continue
            language = {"Y": "Additional to English", "N": "English", "U": "Not recorded"}[row["EAL"]]
            need = {"N": "None", "K": "Action or support", "E": "Statement or plan"}[row["SEN"]]
            for key in (("Sex", "Girls" if row["GENDER"] == "F" else "Boys"),
                        ("Free school meals", "Entitled" if row["FSM"] == "Y" else "Not entitled"),
                        ("Language", language), ("Special needs", need)):
                for group in (key, (key[0], "All pupils")):
                    part, whole = found.get(group, (0, 0))
                    found[group] = (part + reached, whole + 1)
        return found

    def test_groups_are_compared_with_all_others(self):
        expected = self.groups()
        report = self.report("groups", "--la", "886", "--audience", "team", "--gap", "3.5")
        self.assertEqual(report["title"], "Groups of pupils who reached the expected standard in reading, writing and maths, "
                                          "Kent (886), 2016/17")
        self.assertEqual({(row[0], row[1]) for row in report["rows"]}, set(expected))
        verdicts = set()
        for partition, group, *cells in report["rows"]:
            part, whole = expected[partition, group]
            all_part, all_whole = expected[partition, "All pupils"]
            self.assertEqual(cells[:3], [str(whole), str(part), percent(part, whole)])
            if group == "All pupils":
                self.assertEqual(cells[3:], [None, None, None])
                continue
            others = Fraction(100 * (all_part - part), all_whole - whole)
            gap = Fraction(100 * part, whole) - others
            wide = "yes" if gap < Fraction("-3.5") else "no"
            verdicts.add(wide)
            self.assertEqual(cells[3:], [percent(all_part - part, all_whole - whole), points(Fraction(100 * part, whole), others),
                                         wide], (partition, group))
        self.assertEqual(verdicts, {"yes", "no"})
        left_out = sum(self.reached(row) is None for row in self.standard)
        self.assertIn(f"{left_out} pupils are left out, since the file lacks their results.", report["notes"])

    def test_groups_of_few_pupils_are_withheld_with_the_next_smallest(self):
        small = {}
        for school in SCHOOLS:
            expected = self.groups((school,))
            rows = self.report("groups", "--la", "886", "--urn", school)["rows"]
            by_partition = {}
            for partition, group, *cells in rows:
                by_partition.setdefault(partition, []).append((group, cells))
            for partition, groups in by_partition.items():
                withheld = [group for group, cells in groups if cells[0] == SUPP]
                for group, cells in groups:
                    part, whole = expected[partition, group]
                    if whole <= 5 or (whole <= 10 and part in (0, whole)):
                        self.assertIn(group, withheld)
                        small[partition, group] = whole
                    if group in withheld:
                        self.assertEqual(set(cells), {SUPP})
                    else:
                        self.assertEqual(cells[:2], [str(whole), str(part)])
                self.assertNotEqual(len(withheld), 1, groups)
                together = sum(expected[partition, group][1] for group in withheld)
                self.assertTrue(not withheld or together > 5)
        self.assertGreater(len(small), 0)

    # ---- Absence and the foundation stage ----

    def test_absence_sums_terms_and_withholds_small_schools(self):
        team = self.report("absence", "--la", "886", "--audience", "team")
        self.assertEqual([row[0] for row in team["rows"]], ["900820", "900821", "900822", "900823", ""])
        self.assertEqual(team["rows"][0][2:], ["autumn and spring", "56000", "2400", "4.3", "200", "21", "10.5"])
        self.assertEqual(team["rows"][-1][1:], ["All schools with counts", "", str(280 * 414), str(12 * 414), "4.3", "414", "38", "9.2"])
        self.assertTrue(any("10% or more of a pupil's own sessions" in note for note in team["notes"]))
        outside = self.report("absence", "--la", "886")
        self.assertEqual([row[3] for row in outside["rows"]], ["56000", SUPP, SUPP, "42000", str(280 * 414)])
        one = self.report("absence", "--la", "886", "--urn", "900823")
        self.assertEqual(len(one["rows"]), 1)
        self.assertEqual(self.report("absence", "--la", "926", "--audience", "team")["rows"][0][0], "900830")

    def test_early_years_has_good_levels_and_gaps(self):
        team = self.report("early-years", "--la", "886", "--audience", "team")
        self.assertEqual([row[2:] for row in team["rows"]],
                         [["30", "17", percent(17, 30), "85.0", "45.0", "47.1"], ["20", "11", "55.0", "90.5", "60.0", "33.7"],
                          ["10", "10", "100.0", "95.0", "80.0", "15.8"], ["41", "20", percent(20, 41), "80.0", "50.0", "37.5"],
                          ["101", "58", percent(58, 101), None, None, None]])
        self.assertTrue(any("78 points in all" in note for note in team["notes"]))
        outside = self.report("early-years", "--la", "886")["rows"]
        # All of ten children would be said of each; the next smallest school keeps them from being worked out.
        self.assertEqual([row[2] for row in outside], ["30", SUPP, SUPP, "41", "101"])

    # ---- Formats ----

    def test_csv_is_what_json_says(self):
        arguments = ("groups", "--la", "886")
        report = self.report(*arguments)
        out = self.directory / "groups.csv"
        self.termwise.call("report", *arguments, "--format", "csv", "--out", out)
        rows = list(csv.reader(io.StringIO(out.read_bytes().decode("utf-8-sig"), newline="")))
        self.assertEqual(rows[0][:3], ["By", "Group", "Group size (pupils)"])
        self.assertEqual(rows[1:], [[cell or "" for cell in row] for row in report["rows"]])

    def test_workbooks_open_with_numbers_texts_and_notes(self):
        arguments = ("groups", "--la", "886")
        report = self.report(*arguments)
        out = self.directory / "groups.xlsx"
        self.termwise.call("report", *arguments, "--format", "xlsx", "--out", out)
        book = openpyxl.load_workbook(out)
        self.assertEqual(book.properties.title, report["title"])
        [sheet] = book.worksheets
        values = [[cell.value for cell in row] for row in sheet.iter_rows()]
        self.assertEqual(values[0][0], report["title"])
        self.assertEqual(values[1][0], report["source"])
        self.assertEqual(values[3][:3], ["By", "Group", "Group size (pupils)"])
        self.assertEqual(sheet.freeze_panes, "A5")
        number = 0
        for row, expected in zip(values[4:], report["rows"]):
            for cell, text in zip(row, expected):
                if isinstance(cell, (int, float)):
                    self.assertEqual(Decimal(str(cell)), Decimal(text))
                    number += 1
                else:
                    self.assertEqual(cell, text)
        self.assertGreater(number, 10)
        self.assertEqual([row[0] for row in values[5 + len(report["rows"]):]], report["notes"])
        self.assertFalse(any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row))
        piped = subprocess.run([str(self.termwise.program), "--config", str(self.termwise.main_file), "report", *arguments,
                                "--format", "xlsx"], capture_output=True, check=True).stdout
        self.assertTrue(piped.startswith(b"PK"))

    def test_pages_are_whole_and_texts_are_aligned(self):
        page = self.termwise.call("report", "early-years", "--la", "886", "--format", "html")
        body = page[page.index("<main>"):page.index("</main>") + len("</main>")]
        tree = xml.etree.ElementTree.fromstring(body)
        self.assertEqual(len(tree.findall(".//tbody/tr")), 5)
        self.assertEqual(tree.find("h1").text, "Foundation stage, Kent (886), 2009/10")
        text = self.termwise.call("report", "early-years", "--la", "886")
        lines = text.splitlines()
        self.assertEqual(lines[:3], ["Foundation stage, Kent (886), 2009/10", "Source: eyfs_scales_886.csv (batch 5).", ""])
        self.assertTrue(lines[3].startswith("URN"))
        self.assertIn(SUPP, lines[5])

    def test_what_there_is_and_what_is_wrong(self):
        listed = self.termwise.call("report", "--list")
        for name in ("progression", "groups", "absence", "early-years"):
            self.assertIn(f"\n{name} ", listed)
        self.assertEqual([entry["report"] for entry in self.termwise.json("report", "--list")],
                         ["progression", "groups", "absence", "early-years"])
        self.assertIn("Did you mean 'groups'?", self.fails(USAGE_ERROR, "group", "--la", "886"))
        self.fails(USAGE_ERROR, "groups")
        self.fails(USAGE_ERROR, "--la", "886")
        self.fails(USAGE_ERROR, "groups", "--la", "88")
        self.fails(USAGE_ERROR, "groups", "--la", "886", "--audience", "friends")
        self.assertIn("--gap", self.fails(USAGE_ERROR, "groups", "--la", "886", "--gap", "101"))
        self.assertIn("No figures of absence of Kent (886) in 2010/11 are loaded",
                      self.fails(DATA_ERROR, "absence", "--la", "886", "--year", "2010/11"))
        before = self.fails(DATA_ERROR, "groups", "--la", "886", "--as-known-on", "2020-01-01")
        self.assertIn("had by then been loaded", before)


if __name__ == "__main__":
    unittest.main()
