"""Holds config/ to what it promises: measures, source layouts, standards, LAs, calendars and the sample.

    config_test.py repository   against each other
    config_test.py real         layouts and bank holidays against the publishers' own files in TERMWISE_REAL_DATA;
                                exit 77 without it

Everything that can be derived from a column's name (years back, coverage of the header) is derived here a second time.
"""
import collections
import csv
import io
import json
import os
import re
import subprocess
import sys
import tomllib
import unittest
from datetime import date, timedelta
from pathlib import Path

CONFIG = Path(__file__).resolve().parents[2] / "config"
SKIPPED = 77
CONTACT = {"ADDRESS1", "ADDRESS2", "ADDRESS3", "TOWN", "PCODE", "TELNUM"}
REASONS = {"suppressed", "not_applicable", "not_entered", "not_published", "low_coverage", "new_school",
           "not_supplied"}
CODES = {"SUPP", "NA", "NE", "NP", "LOWCOV", "NEW", "NULL"}
UNITS = {"pupils", "percent", "points", "score", "band", "count"}


def read(path):
    return tomllib.loads((CONFIG / path).read_text("utf-8"))


MEASURES = read("measures.toml")
LAYOUTS = {path.name: read(path) for path in sorted((CONFIG / "sources").glob("*.toml"))}


def columns_of(layout):
    """Every column that a layout names, as often as it names it, folded as column names are compared."""
    names = [*layout["subject"].values(), *layout["measures"], *layout["attributes"], *layout["ignored"]]
    return [name.strip().upper() for name in names]


def summer(label):
    return int(label[:4]) + 1


def lines_of(data):
    """Decoded as a layout says: UTF-8, else cp1252. Returns the rows, the header first."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252")
    return list(csv.reader(io.StringIO(text, newline="")))


def layout_for(file_name):
    wanted = f"{file_name[:4]}/{file_name[7:9]}"
    return next(layout for layout in LAYOUTS.values() if layout["year"] == wanted)


class Columns(unittest.TestCase):
    """Used by both halves: a header and a layout name the same columns, each once."""

    def assert_covers(self, layout, header, file):
        named, present = columns_of(layout), [name.strip().upper() for name in header]
        doubled = [name for name, count in collections.Counter(named).items() if count > 1]
        self.assertEqual(doubled, [], f"{file}: the layout names these columns more than once")
        self.assertEqual(sorted(set(present) - set(named)), [], f"{file}: columns that the layout does not name")
        self.assertEqual(sorted(set(named) - set(present)), [], f"{file}: columns of the layout that the file lacks")


class Measures(unittest.TestCase):
    def test_each_is_described(self):
        for code, measure in MEASURES["ks2"].items():
            with self.subTest(code):
                self.assertRegex(code, r"^KS2(_[A-Z0-9]+)+$")
                self.assertIn(measure["unit"], UNITS)
                self.assertIn(measure["direction"], {"higher", "lower", "neutral"})
                self.assertIn(measure["scale"], range(10))
                self.assertRegex(measure["label"], r"^[A-Z].*[^.]$")
                self.assertIn(measure.get("denominator", "KS2_COHORT"), MEASURES["ks2"])
                self.assertLessEqual(set(measure), {"unit", "scale", "direction", "label", "denominator", "breaks"})

    def test_writing_progress_breaks_in_2017_18(self):
        # Teachers assessed writing by a new framework then; what a file repeats of earlier years is not of its own year.
        expected = {code for code in MEASURES["ks2"] if code.startswith("KS2_PROG_W")
                    and "COVERAGE" not in code and "_PREV" not in code}
        broken = {code for code, measure in MEASURES["ks2"].items() if "2017/18" in measure.get("breaks", {})}
        self.assertEqual(broken, expected)

    def test_labels_differ(self):
        labels = collections.Counter(measure["label"] for measure in MEASURES["ks2"].values())
        self.assertEqual([label for label, count in labels.items() if count > 1], [])

    def test_floor_standard_stands_first(self):
        scores = [f"KS2_PROG_{s}{part}" for s in "RWM" for part in ("", "_LOWER", "_UPPER", "_COVERAGE")]
        wanted = ["KS2_COHORT", "KS2_EXS_RWM", *scores]
        self.assertEqual(list(MEASURES["ks2"])[:len(wanted)], wanted)

    def test_each_is_used(self):
        used = {code for layout in LAYOUTS.values() for code in layout["measures"].values()}
        self.assertEqual(sorted(set(MEASURES["ks2"]) - used), [])


class Layouts(unittest.TestCase):
    def test_three_years(self):
        self.assertEqual([layout["year"] for layout in LAYOUTS.values()], ["2016/17", "2017/18", "2018/19"])

    def test_codes_and_attributes_exist_and_none_is_mapped_twice(self):
        for name, layout in LAYOUTS.items():
            codes = list(layout["measures"].values())
            attributes = [a if isinstance(a, str) else a["attribute"] for a in layout["attributes"].values()]
            with self.subTest(name):
                self.assertEqual(sorted(set(codes) - set(MEASURES[layout["dataset"]])), [])
                self.assertEqual(sorted(set(attributes) - set(MEASURES["attributes"])), [])
                for things in (codes, attributes):
                    self.assertEqual([x for x, count in collections.Counter(things).items() if count > 1], [])

    def test_only_contact_details_are_ignored(self):
        for name, layout in LAYOUTS.items():
            with self.subTest(name):
                self.assertEqual(set(layout["ignored"]), CONTACT)
                self.assertEqual(set(layout["ignored"].values()), {"contact detail"})

    def test_missing_codes(self):
        for name, layout in LAYOUTS.items():
            with self.subTest(name):
                self.assertEqual(set(layout["missing"]), CODES)
                self.assertLessEqual(set(layout["missing"].values()), REASONS)

    def test_years_before_are_counted_from_the_layouts_own_year(self):
        for name, layout in LAYOUTS.items():
            own = summer(layout["year"])
            codes = {column.upper(): code for column, code in layout["measures"].items()}
            for column, code in codes.items():
                with self.subTest(name, column=column):
                    suffix = re.fullmatch(r"(.+)_(\d\d)", column)
                    if suffix is None:
                        self.assertNotIn("_PREV", code)
                    else:
                        back = own - (2000 + int(suffix[2]))
                        self.assertEqual(code, f"{codes[suffix[1]]}_PREV{back}")

    def test_a_column_means_the_same_every_year(self):
        meaning = {}
        for name, layout in LAYOUTS.items():
            for column, code in layout["measures"].items():
                if not re.search(r"_\d\d$", column):
                    self.assertEqual(meaning.setdefault(column.upper(), code), code, f"{name}: {column}")

    def test_confidence_limits_follow_their_score(self):
        for name, layout in LAYOUTS.items():
            codes = {column.upper(): code for column, code in layout["measures"].items()}
            for column, code in codes.items():
                limit = re.fullmatch(r"(.+)_(LOWER|UPPER)", column)
                if limit:
                    self.assertEqual(code, f"{codes[limit[1]]}_{limit[2]}", f"{name}: {column}")

    def test_record_types(self):
        wanted = {"1": ("school", "mainstream"), "2": ("school", "special"), "3": ("la", "la"),
                  "4": ("national", "all-schools"), "5": ("national", "state-funded")}
        for name, layout in LAYOUTS.items():
            found = {code: (kind["subject"], kind["kind"]) for code, kind in layout["record_types"].items()}
            self.assertEqual(found, wanted, name)
            self.assertEqual(layout["attributes"]["ICLOSE"],
                             {"attribute": "status", "codes": {"0": "open", "1": "closed"}}, name)


class StandardsAndAuthorities(unittest.TestCase):
    THRESHOLDS = {"KS2_EXS_RWM": "65", "KS2_PROG_R": "-5", "KS2_PROG_W": "-7", "KS2_PROG_M": "-5",
                  "KS2_PROG_R_UPPER": "0", "KS2_PROG_W_UPPER": "0", "KS2_PROG_M_UPPER": "0", "KS2_COHORT": "11",
                  "KS2_PROG_R_COVERAGE": "50", "KS2_PROG_W_COVERAGE": "50", "KS2_PROG_M_COVERAGE": "50"}

    @staticmethod
    def years(text):
        first, _, last = text.partition("..")
        return range(summer(first), summer(last or first) + 1)

    def test_floor_standard_has_one_threshold_per_measure_and_year(self):
        standard = read("standards/ks2-floor.toml")
        found = collections.Counter()
        for row in standard["threshold"]:
            self.assertEqual((row["operator"], row["value"]), ("<", self.THRESHOLDS[row["measure"]]))
            self.assertIn(row["confidence"], {"verified", "memory"})
            found.update((row["measure"], year) for year in self.years(row["years"]))
        self.assertEqual(found, {(m, year): 1 for m in self.THRESHOLDS for year in (2016, 2017, 2018)})

    def test_later_years_say_why_there_is_none(self):
        states = {}
        for row in read("standards/ks2-floor.toml")["absent"]:
            for year in self.years(row["years"]):
                self.assertNotIn(year, states)
                states[year] = row["state"]
        wanted = {year: "no-data" if year in (2020, 2021) else "removed" for year in range(2019, 2026)}
        self.assertEqual(states, wanted)

    def test_authorities(self):
        found = {path.stem: read(path) for path in (CONFIG / "las").glob("*.toml")}
        self.assertEqual({code: la["name"] for code, la in found.items()},
                         {"886": "Kent", "926": "Norfolk", "938": "West Sussex"})
        for code, la in found.items():
            self.assertEqual(la["code"], code)
            self.assertEqual(la["plugin"][-1]["name"], "national", "the national rules stand behind every LA's own")

    def test_main_file_is_readable(self):
        main = (CONFIG / "termwise.toml").read_text("utf-8")
        self.assertEqual(set(tomllib.loads(main)), {"paths", "database", "limits", "daemon"})
        # What is commented out as an example must be right when the sign is taken away.
        shown = re.sub(r"^# (?=\[inbox\]$|\w+ = )", "", main, flags=re.MULTILINE)
        self.assertEqual(tomllib.loads(shown)["inbox"],
                         {"directory": "/var/lib/termwise/inbox", "settle_seconds": 10})


class Calendars(unittest.TestCase):
    LAS = {path.stem: read(path) for path in sorted((CONFIG / "las").glob("*.toml"))}
    HOLIDAYS = {row["date"]: row["name"] for row in read("calendars/bank-holidays.toml")["bank_holiday"]}
    EASTER = {2024: date(2024, 3, 31), 2025: date(2025, 4, 20), 2026: date(2026, 4, 5), 2027: date(2027, 3, 28)}

    def test_bank_holidays_stand_in_whole_years(self):
        years = collections.Counter(day.year for day in self.HOLIDAYS)
        self.assertEqual(years, {year: 8 for year in self.EASTER})
        for day, name in self.HOLIDAYS.items():
            self.assertLess(day.weekday(), 5, f"{name} {day} is no weekday")
        for easter in self.EASTER.values():
            self.assertEqual(self.HOLIDAYS[easter - timedelta(2)], "Good Friday")
            self.assertEqual(self.HOLIDAYS[easter + timedelta(1)], "Easter Monday")

    def test_terms_are_whole_years_in_order(self):
        for code, la in self.LAS.items():
            with self.subTest(code):
                names = [(term["year"], term["name"]) for term in la["term"]]
                self.assertEqual(names, [(year, name) for year in ("2024/25", "2025/26", "2026/27")
                                         for name in ("autumn", "spring", "summer")])
                days = [day for term in la["term"] for day in (term["start"], term["end"])]
                self.assertEqual(days, sorted(set(days)))

    def test_terms_begin_and_end_on_days_of_school(self):
        for code, la in self.LAS.items():
            for term in la["term"]:
                with self.subTest(code, term=term["name"], year=term["year"]):
                    for day in (term["start"], term["end"]):
                        self.assertLess(day.weekday(), 5)
                        self.assertNotIn(day, self.HOLIDAYS)
                    half_term = term["half_term"]
                    self.assertEqual((half_term["start"].weekday(), half_term["end"].weekday()), (0, 4))
                    self.assertTrue(term["start"] < half_term["start"] < half_term["end"] < term["end"])
                    if term["name"] == "spring":
                        self.assertLess(term["end"], self.EASTER[term["end"].year])

    def test_kents_own_dates(self):
        terms = {(term["year"], term["name"]): term for term in self.LAS["886"]["term"]}
        self.assertEqual(terms["2024/25", "spring"]["end"], date(2025, 4, 4))
        self.assertEqual(terms["2024/25", "summer"]["start"], date(2025, 4, 22))
        self.assertEqual(terms["2025/26", "spring"]["end"], date(2026, 4, 2))
        self.assertEqual(terms["2025/26", "summer"]["start"], date(2026, 4, 20))

    def test_schedules(self):
        for code, la in self.LAS.items():
            found = [(schedule["job"], schedule["rule"], schedule["after"]) for schedule in la["schedule"]]
            self.assertEqual(found, [("floor-check", "every ingest", ["ingest"]),
                                     ("floor-check", "term.start + 10 school-days @ 06:30", ["ingest"])], code)

    def test_publications_follow_their_results(self):
        for row in read("calendars/publications.toml")["publication"]:
            self.assertGreater(row["date"], date(summer(row["year"]), 5, 31), row)


class Sample(Columns):
    FILES = sorted((CONFIG / "sample").glob("*.csv"))

    def test_generator_writes_the_same_bytes(self):
        command = [sys.executable, str(CONFIG / "sample/generate.py"), "--check"]
        run = subprocess.run(command, capture_output=True, text=True)
        self.assertEqual(run.returncode, 0, run.stderr)

    def test_nine_small_files(self):
        wanted = [f"{y}-{y + 1}_{la}_ks2final.csv" for y in (2016, 2017, 2018) for la in (886, 926, 938)]
        self.assertEqual([path.name for path in self.FILES], wanted)
        self.assertLess(sum(path.stat().st_size for path in self.FILES), 1_000_000)

    def test_layouts_cover_the_headers(self):
        for path in self.FILES:
            with self.subTest(path.name):
                self.assert_covers(layout_for(path.name), lines_of(path.read_bytes())[0], path.name)

    def test_urns_are_fictitious_and_keep_their_school(self):
        names = {}
        for path in self.FILES:
            rows = lines_of(path.read_bytes())
            urns = [row[rows[0].index("URN")] for row in rows[1:] if row[0] in "12"]
            self.assertEqual(len(urns), len(set(urns)), path.name)
            for row in rows[1:]:
                if row[0] in "12":
                    urn, name = row[rows[0].index("URN")], row[rows[0].index("SCHNAME")]
                    self.assertIn(int(urn), range(900000, 901000))
                    self.assertEqual(names.setdefault(urn, name), name)

    def test_files_show_the_habits_of_real_ones(self):
        texts, lengths, marks, ends, encodings, types = set(), set(), set(), set(), set(), set()
        for path in self.FILES:
            data = path.read_bytes()
            self.assertEqual(data.count(b"\n"), data.count(b"\r\n"))
            marks.add(data.startswith(b"\xef\xbb\xbf"))
            ends.add(data.endswith(b"\r\n"))
            try:
                encodings.add("utf-8" if data.decode("utf-8-sig").isascii() is False else "ascii")
            except UnicodeDecodeError:
                encodings.add("cp1252")
            rows = lines_of(data)
            full = len(rows[0])
            for row in rows[1:]:
                lengths.add(len(row) if len(row) < full else "full")
                texts.update(row)
                types.add(row[0])
        self.assertEqual((marks, ends), ({True, False}, {True, False}))
        self.assertEqual(types, set("12345"))
        self.assertLessEqual({"utf-8", "cp1252"}, encodings)
        self.assertLessEqual({23, 24, 259, 271, 288, "full"}, lengths)
        self.assertLessEqual(CODES | {"", " ", "65%", "35%", "0%", "0.0", "-5", "2"}, texts)
        self.assertTrue(any("," in text for text in texts), "a quoted field")

    def test_a_file_ends_in_a_short_row_without_a_line_end(self):
        found = []
        for path in self.FILES:
            data = path.read_bytes()
            rows = lines_of(data)
            if not data.endswith(b"\n") and len(rows[-1]) < len(rows[0]):
                found.append(path.name)
        self.assertTrue(found)

    def test_cells_fit_their_measures(self):
        for path in self.FILES:
            with self.subTest(path.name):
                assert_cells_fit(self, layout_for(path.name), lines_of(path.read_bytes()), path.name)


def assert_cells_fit(test, layout, rows, file):
    """Each cell of figures is a missing code or a number with no more decimals than its measure's scale."""
    code_of = {column.upper(): code for column, code in layout["measures"].items()}
    codes = [code_of.get(name.strip().upper()) for name in rows[0]]
    for line, row in enumerate(rows[1:], start=2):
        for name, code, text in zip(rows[0], codes, map(str.strip, row)):
            if code is None or text == "" or text.upper() in layout["missing"]:
                continue
            where = f"{file}: row {line}, {name} ({code}): {text!r}"
            number = re.fullmatch(r"-?\d+(?:\.(\d+))?(%?)", text)
            test.assertIsNotNone(number, where)
            measure = MEASURES[layout["dataset"]][code]
            test.assertLessEqual(len(number[1] or ""), measure["scale"], where)
            if number[2]:
                test.assertEqual(measure["unit"], "percent", where)


class Real(Columns):
    """Against the files and field lists that DfE published."""
    FOLDER = Path(os.environ.get("TERMWISE_REAL_DATA") or "/nonexistent") / "ks2"
    FIELD_LISTS = sorted(FOLDER.glob("*_ks2_meta.csv"))
    DATA = sorted(FOLDER.glob("*_ks2final.csv"))

    def test_bank_holidays_are_those_of_govuk(self):
        file = self.FOLDER.parent / "context/bank-holidays.json"
        events = json.loads(file.read_text("utf-8"))["england-and-wales"]["events"]
        self.assertEqual({day.isoformat(): name for day, name in Calendars.HOLIDAYS.items()},
                         {event["date"]: event["title"] for event in events})

    def test_files_are_there(self):
        self.assertEqual(len(self.FIELD_LISTS), 3, f"field lists in {self.FOLDER}")
        self.assertTrue(self.DATA, f"data files in {self.FOLDER}")

    def test_layouts_cover_the_field_lists(self):
        for path in self.FIELD_LISTS:
            with self.subTest(path.name):
                names = [row[1].strip() for row in lines_of(path.read_bytes())[1:] if len(row) > 1]
                self.assert_covers(layout_for(path.name), names, path.name)

    def test_layouts_cover_the_headers(self):
        for path in self.DATA:
            with self.subTest(path.name):
                self.assert_covers(layout_for(path.name), lines_of(path.read_bytes())[0], path.name)

    def test_sample_has_the_columns_in_the_same_order(self):
        for path in self.DATA:
            with self.subTest(path.name):
                ours = next((CONFIG / "sample").glob(path.name[:9] + "_*.csv"))
                self.assertEqual(lines_of(ours.read_bytes())[0], lines_of(path.read_bytes())[0])

    def test_cells_fit_their_measures(self):
        for path in self.DATA:
            with self.subTest(path.name):
                assert_cells_fit(self, layout_for(path.name), lines_of(path.read_bytes()), path.name)


def main(arguments):
    halves = {"repository": (Measures, Layouts, StandardsAndAuthorities, Calendars, Sample), "real": (Real,)}
    if len(arguments) != 1 or arguments[0] not in halves:
        print(__doc__, file=sys.stderr)
        return 64
    if arguments[0] == "real" and not os.environ.get("TERMWISE_REAL_DATA"):
        print("SKIPPED: layouts and bank holidays were not held against real files: TERMWISE_REAL_DATA is not set.")
        return SKIPPED
    load = unittest.defaultTestLoader.loadTestsFromTestCase
    suite = unittest.TestSuite(load(case) for case in halves[arguments[0]])
    return 0 if unittest.TextTestRunner(verbosity=1).run(suite).wasSuccessful() else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
