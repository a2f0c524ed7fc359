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
# What codes of a dataset begin with; its layouts stand in config/sources.
STAGES = {"ks1": "KS1", "ks2": "KS2", "ks4": "KS4", "eyfs": "EYFS", "school": "SCHOOL", "ofsted": "OFSTED",
          "absence": "ABSENCE", "census": "CENSUS", "finance": "FINANCE", "pupil": "PUPIL", "estimate": "ESTIMATE", "target": "TARGET",
          "adviser": "ADVISER", "assignment": "ASSIGNMENT", "visit": "VISIT", "visit_record": "VISIT_RECORD",
          "feedback": "FEEDBACK", "support_package": "SUPPORT_PACKAGE", "sef_grade": "SEF_GRADE", "indicator": "INDICATOR"}
WORDS_ONLY = {"school_link", "la", "visit_agenda", "visit_document", "action", "shadowing", "flag", "milestone",
              "support_plan", "plan_review", "warning_notice", "event_form", "inspection_response", "inspection_issue",
              "bulletin"}
# DfE's files of results, whole: every column of figures is a measure.
RESULTS = ("ks2-2016-17", "ks2-2017-18", "ks2-2018-19", "ks2-2021-22-on", "ks2-2022-23", "ks4-2016-17", "ks4-2017-18")
REASONS = {"suppressed", "not_applicable", "not_entered", "not_published", "low_coverage", "new_school",
           "not_supplied"}
CODES = {"SUPP", "NA", "NE", "NP", "LOWCOV", "NEW", "NULL"}
UNITS = {"pupils", "percent", "points", "score", "band", "count"}


def read(path):
    return tomllib.loads((CONFIG / path).read_text("utf-8"))


MEASURES = read("measures.toml")
LAYOUTS = {path.stem: read(path) for path in sorted((CONFIG / "sources").glob("*.toml"))}


def fold(name):
    return name.strip().upper()


def columns_of(layout):
    """Every column that a layout names, as often as it names it, folded as column names are compared. Those that tell
    rows apart, or give their type or year, may stand in a section as well, and count there."""
    subject = layout["subject"]
    names = [subject[key] for key in ("urn", "la", "laestab", "upn") if key in subject]
    for section in ("measures", "attributes", "ignored"):
        names += layout.get(section, {})
    names = [fold(name) for name in names]
    shared = [*subject.get("key", []), *(subject[key] for key in ("record_type", "year") if key in subject)]
    return names + sorted({fold(name) for name in shared} - set(names))


def measures_of(layout):
    """Column as the layout spells it, to code."""
    return {column: code if isinstance(code, str) else code["measure"]
            for column, code in layout.get("measures", {}).items()}


def attributes_of(layout):
    return {column: name if isinstance(name, str) else name["attribute"]
            for column, name in layout.get("attributes", {}).items()}


def years_of(layout):
    return layout.get("years", [layout["year"]] if "year" in layout else [])


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
    """Of a file or field list of DfE's results: "2016-2017_850_ks2final.csv"."""
    stage = re.search(r"ks\d", file_name)[0]
    return LAYOUTS[f"{stage}-{file_name[:4]}-{file_name[7:9]}"]


class Columns(unittest.TestCase):
    """Used by both halves: a header and a layout name the same columns, each once."""

    def assert_covers(self, layout, header, file):
        aliases = {fold(alias): fold(name) for alias, name in layout.get("aliases", {}).items()}
        optional = {fold(name) for name in layout.get("optional", [])}
        named, present = columns_of(layout), [aliases.get(fold(name), fold(name)) for name in header]
        doubled = [name for name, count in collections.Counter(named).items() if count > 1]
        self.assertEqual(doubled, [], f"{file}: the layout names these columns more than once")
        self.assertEqual(sorted(set(present) - set(named)), [], f"{file}: columns that the layout does not name")
        self.assertEqual(sorted(set(named) - optional - set(present)), [],
                         f"{file}: columns of the layout that the file lacks")


class Measures(unittest.TestCase):
    ALL = [(dataset, code, measure) for dataset, measures in MEASURES.items() if dataset != "attributes"
           for code, measure in measures.items()]

    def test_datasets(self):
        self.assertEqual(set(MEASURES) - {"attributes"}, set(STAGES) | WORDS_ONLY)
        self.assertEqual({dataset for dataset in MEASURES if not MEASURES[dataset]}, WORDS_ONLY)
        self.assertEqual({layout["dataset"] for layout in LAYOUTS.values()}, set(STAGES) | WORDS_ONLY)

    def test_each_is_described(self):
        for dataset, code, measure in self.ALL:
            with self.subTest(code):
                self.assertRegex(code, rf"^{STAGES[dataset]}(_[A-Z0-9]+)+$")
                self.assertIn(measure["unit"], UNITS)
                self.assertIn(measure["direction"], {"higher", "lower", "neutral"})
                self.assertIn(measure["scale"], range(10))
                self.assertRegex(measure["label"], r"^[A-Z].*[^.]$")
                self.assertIn(measure.get("denominator", code), MEASURES[dataset])
                self.assertLessEqual(set(measure), {"unit", "scale", "direction", "label", "denominator", "breaks"})

    def test_a_code_is_of_one_dataset(self):
        codes = collections.Counter(code for _, code, _ in self.ALL)
        self.assertEqual([code for code, count in codes.items() if count > 1], [])

    def test_series_break_where_figures_do_not_compare(self):
        expected = collections.defaultdict(set)
        for _, code, _ in self.ALL:
            repeated = "_PREV" in code  # what a file repeats of earlier years is not of its own year
            # Teachers assessed writing by a new framework.
            if code.startswith("KS2_PROG_W") and "COVERAGE" not in code and not repeated:
                expected[code].add("2017/18")
            # Progress 8 and its limits, adjusted for extreme scores, in whole and by group; its elements never were.
            if re.fullmatch(r"KS4_P8(_(NOT_)?FSM6|_PRIOR_\w+|_EAL|_GIRLS|_BOYS|_NON_MOBILE)?(_LOWER|_UPPER)?", code) \
                    and not repeated:
                expected[code].add("2017/18")
        expected["OFSTED_OE"] = {"2012/13"}  # satisfactory, then requires improvement
        for code in ("ABSENCE_PERSISTENT", "ABSENCE_COUNT_PERSISTENT"):
            expected[code] = {"2010/11", "2015/16"}  # 20, 15, then 10 per cent
        for code in ("EYFS_MEDIAN", "EYFS_LOWEST_FIFTH"):
            expected[code] = {"2012/13", "2021/22"}
        expected["EYFS_COUNT_GLD"] = {"2021/22"}
        broken = {code: set(measure["breaks"]) for _, code, measure in self.ALL if "breaks" in measure}
        self.assertEqual(broken, expected)

    def test_labels_differ(self):
        labels = collections.Counter((dataset, measure["label"]) for dataset, _, measure in self.ALL)
        self.assertEqual([label for label, count in labels.items() if count > 1], [])

    def test_floor_standard_stands_first(self):
        scores = [f"KS2_PROG_{s}{part}" for s in "RWM" for part in ("", "_LOWER", "_UPPER", "_COVERAGE")]
        wanted = ["KS2_COHORT", "KS2_EXS_RWM", *scores]
        self.assertEqual(list(MEASURES["ks2"])[:len(wanted)], wanted)

    def test_each_is_used(self):
        used = {code for layout in LAYOUTS.values() for code in measures_of(layout).values()}
        self.assertEqual(sorted({code for _, code, _ in self.ALL} - used), [])
        used = {name for layout in LAYOUTS.values() for name in attributes_of(layout).values()} | {"kind"}
        self.assertEqual(sorted(set(MEASURES["attributes"]) - used), [])


class Layouts(unittest.TestCase):
    HISTORY = re.compile(r"(?:.+_|AC5EM)(1[4-9]|22)(?:_PTQ)?(?:_EE)?")

    def test_id_is_the_files_name(self):
        for name, layout in LAYOUTS.items():
            self.assertEqual(layout["id"], name)
            for year in years_of(layout):
                self.assertRegex(year, r"^\d{4}/\d\d$")

    def test_a_layout_without_a_year_finds_it_elsewhere(self):
        for name, layout in LAYOUTS.items():
            patterns = [part for pattern in layout.get("names", []) for part in re.findall(r"{(\w+)}", pattern)]
            with self.subTest(name):
                self.assertTrue(layout.get("names"), "what is such a file called?")
                if not years_of(layout):
                    self.assertTrue("year" in layout["subject"] or patterns)
                if len(years_of(layout)) > 1:
                    self.assertEqual(set(patterns), {"year"})

    def test_codes_and_attributes_exist_and_none_is_mapped_twice(self):
        for name, layout in LAYOUTS.items():
            codes, attributes = list(measures_of(layout).values()), list(attributes_of(layout).values())
            with self.subTest(name):
                self.assertEqual(sorted(set(codes) - set(MEASURES[layout["dataset"]])), [])
                self.assertEqual(sorted(set(attributes) - set(MEASURES["attributes"])), [])
                for things in (codes, attributes):
                    self.assertEqual([x for x, count in collections.Counter(things).items() if count > 1], [])

    def test_only_contact_details_are_ignored_in_results(self):
        for name, layout in LAYOUTS.items():
            with self.subTest(name):
                self.assertTrue(all(layout.get("ignored", {}).values()), "a reason is missing")
                if name in RESULTS:
                    self.assertEqual(set(layout["ignored"]), CONTACT)
                    self.assertEqual(set(layout["ignored"].values()), {"contact detail"})

    def test_missing_codes(self):
        for name, layout in LAYOUTS.items():
            with self.subTest(name):
                self.assertLessEqual(set(layout.get("missing", {}).values()), REASONS)
                if name in RESULTS:
                    self.assertEqual(set(layout["missing"]), CODES)

    def test_layouts_of_pupils_take_in_figures_only_and_refuse_what_tells_who_they_are(self):
        found = {name: layout for name, layout in LAYOUTS.items() if layout["subject"].get("kind") == "pupil"}
        self.assertEqual(set(found), {"pupils-own-ks2"})
        for name, layout in found.items():
            with self.subTest(name):
                self.assertNotIn("attributes", layout)
                words = {word for words in layout["refused"].values() for word in words}
                self.assertLessEqual({"NAME", "SURNAME", "FORENAME", "LEGAL NAME", "PREFERRED NAME", "FULL NAME",
                                      "DATE OF BIRTH", "DOB", "ADDRESS", "POSTCODE", "ULN", "TELEPHONE", "EMAIL"}, words)

    def test_levels_at_key_stage_1_are_points(self):
        # DfE, desk notes for the two levels of progress measure
        points = {"W": 3, "1": 9, "2C": 13, "2": 15, "2B": 15, "2A": 17, "3": 21, "4": 27}
        for column in ("KS1_READING", "KS1_WRITING", "KS1_MATHS"):
            self.assertEqual(LAYOUTS["pupils-own-ks2"]["measures"][column]["codes"], points)

    def test_nine_is_no_grade(self):
        for name, layout in LAYOUTS.items():
            for column, measure in layout.get("measures", {}).items():
                code = measures_of(layout)[column]
                if layout["dataset"] == "ofsted" and MEASURES["ofsted"][code]["label"].endswith("4 (inadequate)"):
                    self.assertEqual(measure["missing"], {"9": "not_entered"}, f"{name}: {column}")

    def test_report_cards_are_never_figures(self):
        layout = LAYOUTS["ofsted-report-cards"]
        cards = {column for column, name in attributes_of(layout).items() if name.startswith("card_")}
        self.assertEqual(len(cards), 8)
        for column in cards:
            self.assertEqual(set(layout["attributes"][column]["codes"].values()),
                             {"exceptional", "strong standard", "expected standard", "needs attention",
                              "urgent improvement"})
        self.assertEqual({code for code in measures_of(layout).values() if "4 (inadequate)" in
                          MEASURES["ofsted"][code]["label"]}, set())

    def test_years_before_are_counted_from_the_layouts_own_year(self):
        for name in RESULTS:
            own = [summer(year) for year in years_of(LAYOUTS[name])]
            codes = {column.upper(): code for column, code in measures_of(LAYOUTS[name]).items()}
            for column, code in codes.items():
                with self.subTest(name, column=column):
                    year = self.HISTORY.fullmatch(column)
                    if year is None:
                        self.assertNotRegex(code, "_PREV|_REPEATED")
                        continue
                    back = own[0] - (2000 + int(year[1]))
                    self.assertEqual(len(own), 1)
                    self.assertTrue(code.endswith(f"_PREV{back}" if back else "_REPEATED"), code)
                    stem = re.fullmatch(r"(.+)_\d\d", column)
                    if name.startswith("ks2"):
                        self.assertEqual(code, f"{codes[stem[1]]}_PREV{back}")

    def test_a_column_means_the_same_every_year(self):
        meaning = {}
        for name, layout in LAYOUTS.items():
            for column, code in measures_of(layout).items():
                if not self.HISTORY.fullmatch(column.upper()):
                    key = layout["dataset"], fold(column)
                    self.assertEqual(meaning.setdefault(key, code), code, f"{name}: {column}")

    def test_confidence_limits_follow_their_score(self):
        limits = 0
        for name in RESULTS:
            codes = {column.upper(): code for column, code in measures_of(LAYOUTS[name]).items()}
            for column, code in codes.items():
                if limit := re.fullmatch(r"(.+)_(LOWER|UPPER)", column):
                    score, end = limit[1], limit[2]
                elif limit := re.search(r"P8CI(LOW|UPP)|_CI(LOW|UPP)|VA(LOW|UPP)", column):
                    part = limit[0]
                    score = column.replace(part, {"P": "P8MEA", "_": "", "V": "VAMEA"}[part[0]])
                    end = {"LOW": "LOWER", "UPP": "UPPER"}[part[-3:]]
                else:
                    continue
                stem, back = re.fullmatch(r"(.+?)(_PREV\d)?", codes[score]).groups()
                self.assertEqual(code, f"{stem}_{end}{back or ''}", f"{name}: {column}")
                limits += 1
        self.assertGreater(limits, 300)

    def test_key_stage_4_groups_and_units_are_those_of_the_columns_name(self):
        groups = (("NOT_FSM6", r"N(OT)?FSM"), ("FSM6", r"(?<!N)(?<!NOT)FSM"), ("GIRLS", r"_GIRLS|^PG|^GPUP|^NUMGIRLS"),
                  ("BOYS", r"_BOYS|^PB|^BPUP|^NUMBOYS"), ("PRIOR_LOW", r"LO(_|$)"), ("PRIOR_MIDDLE", r"AV(_|$)"),
                  ("PRIOR_HIGH", r"HI(_|$)"), ("EAL", r"EAL(_|$)|GRP2"), ("NON_MOBILE", r"NMOB"))
        for name in ("ks4-2016-17", "ks4-2017-18"):
            for column, code in measures_of(LAYOUTS[name]).items():
                column = column.upper()
                with self.subTest(name, column=column):
                    wanted = [group for group, pattern in groups if re.search(pattern, column)]
                    found = [group for group in ("NOT_FSM6", "GIRLS", "BOYS", "PRIOR_LOW", "PRIOR_MIDDLE", "PRIOR_HIGH",
                                                 "EAL", "NON_MOBILE") if re.search(rf"_{group}(_|$)", code)]
                    found += ["FSM6"] if re.search("(?<!NOT)_FSM6", code) else []
                    if code.endswith(("EAL_NONE", "EAL_UNKNOWN")):
                        found.remove("EAL")
                    if column.startswith("DIFFN"):
                        wanted = ["FSM6"]  # their gap to the others nationally
                    self.assertEqual(sorted(found), sorted(wanted))
                    unit = MEASURES["ks4"][code]["unit"]
                    if re.match(r"P[TBG]|PSEN|AC5EM", column) or "COV" in column:
                        self.assertEqual(unit, "percent")
                    elif re.match(r"T(?!OTATT8|OTEBACC|AVENT)|P8PUP|[BG]PUP|NUM|SEN", column):
                        self.assertEqual(unit, "pupils")
                    else:
                        self.assertNotIn(unit, {"percent", "pupils"})

    def test_record_types(self):
        ks2 = {"1": ("school", "mainstream"), "2": ("school", "special"), "3": ("la", "la"),
               "4": ("national", "all-schools"), "5": ("national", "state-funded")}
        ks4 = {"1": ("school", "mainstream"), "2": ("school", "special"), "4": ("la", "la"),
               "5": ("national", "all-schools"), "7": ("national", "state-funded")}
        for name in (*RESULTS, "ks2-2012-13-subset"):
            layout = LAYOUTS[name]
            found = {code: (kind["subject"], kind["kind"]) for code, kind in layout["record_types"].items()}
            self.assertEqual(found, ks4 if name.startswith("ks4") else ks2, name)
            if name in RESULTS:
                self.assertEqual(layout["attributes"]["ICLOSE"],
                                 {"attribute": "status", "codes": {"0": "open", "1": "closed"}}, name)
        whole_england = {"PRI": ("national", "state-funded-primary"), "SEC": ("national", "state-funded-secondary"),
                         "*": ("school", None)}
        for name in ("absence-2012-13", "census-2015-16"):
            found = {code: (kind["subject"], kind.get("kind")) for code, kind in LAYOUTS[name]["record_types"].items()}
            self.assertEqual(found, whole_england, name)
        self.assertEqual(LAYOUTS["school-spine-2017-18"]["attributes"]["ICLOSE"]["codes"],
                         {"1": "open", "2": "closed", "3": "pending"})


class StandardsAndAuthorities(unittest.TestCase):
    # Standard and stage, years, measure, value, limb, how it combines, and "?" where nobody has checked it.
    THRESHOLDS = """
        floor ks2     2004-2008 KS2_L4_E       65    attainment separate ?
        floor ks2     2004-2008 KS2_L4_M       65    attainment separate ?
        floor ks2     2009      KS2_L4_EM      55    attainment alone
        floor ks2     2010-2012 KS2_L4_EM      60    attainment and
        floor ks2     2010-2011 KS2_LP2_E      87    progress and ?
        floor ks2     2010-2011 KS2_LP2_M      86    progress and ?
        floor ks2     2012      KS2_LP2_E      92    progress and ?
        floor ks2     2012      KS2_LP2_M      90    progress and ?
        floor ks2     2013      KS2_L4_RWM     60    attainment and
        floor ks2     2013      KS2_LP2_R      91    progress and
        floor ks2     2013      KS2_LP2_W      95    progress and
        floor ks2     2013      KS2_LP2_M      92    progress and
        floor ks2     2014-2015 KS2_L4_RWM     65    attainment and
        floor ks2     2014-2015 KS2_LP2_R      94    progress and
        floor ks2     2014      KS2_LP2_W      96    progress and
        floor ks2     2015      KS2_LP2_W      97    progress and
        floor ks2     2014-2015 KS2_LP2_M      93    progress and
        floor ks2     2016-2018 KS2_EXS_RWM    65    attainment and
        floor ks2     2016-2018 KS2_PROG_R     -5    progress any-sig1
        floor ks2     2016-2018 KS2_PROG_W     -7    progress any-sig1
        floor ks2     2016-2018 KS2_PROG_M     -5    progress any-sig1
        floor ks2     2016-2017 KS2_PROG_R_UPPER 0   significance single-subject ?
        floor ks2     2016-2017 KS2_PROG_W_UPPER 0   significance single-subject ?
        floor ks2     2016-2017 KS2_PROG_M_UPPER 0   significance single-subject ?
        floor ks2     2018      KS2_PROG_R_UPPER 0   significance single-subject
        floor ks2     2018      KS2_PROG_W_UPPER 0   significance single-subject
        floor ks2     2018      KS2_PROG_M_UPPER 0   significance single-subject
        floor ks2     2010-2018 KS2_COHORT     11    cohort exempt
        floor ks2     2016-2018 KS2_PROG_R_COVERAGE 50 coverage exempt ?
        floor ks2     2016-2018 KS2_PROG_W_COVERAGE 50 coverage exempt ?
        floor ks2     2016-2018 KS2_PROG_M_COVERAGE 50 coverage exempt ?
        floor ks4     2004      KS4_5AC        20    attainment alone
        floor ks4     2006      KS4_5AC        25    attainment alone ?
        floor ks4     2008-2009 KS4_5ACEM      30    attainment alone
        floor ks4     2010      KS4_5ACEM      35    attainment and ?
        floor ks4     2011      KS4_5ACEM      35    attainment and
        floor ks4     2012-2015 KS4_5ACEM      40    attainment and
        floor ks4     2010      KS4_LP3_E      72    progress and ?
        floor ks4     2010      KS4_LP3_M      65    progress and ?
        floor ks4     2011      KS4_LP3_E      74    progress and ?
        floor ks4     2011      KS4_LP3_M      66    progress and ?
        floor ks4     2012      KS4_LP3_E      70    progress and ?
        floor ks4     2012      KS4_LP3_M      70    progress and ?
        floor ks4     2013      KS4_LP3_E      73    progress and ?
        floor ks4     2013      KS4_LP3_M      73    progress and ?
        floor ks4     2014      KS4_LP3_E      74    progress and
        floor ks4     2014      KS4_LP3_M      67    progress and
        floor ks4     2015      KS4_LP3_E      73    progress and
        floor ks4     2015      KS4_LP3_M      68    progress and
        floor ks4     2015      KS4_P8         -0.5  opted-in any-each-sig
        floor ks4     2016      KS4_P8         -0.5  progress any-each-sig
        floor ks4     2017-2018 KS4_P8         -0.5  progress any-each-sig ?
        floor ks4     2015-2016 KS4_P8_UPPER   0     significance single-subject
        floor ks4     2017-2018 KS4_P8_UPPER   0     significance single-subject ?
        floor ks4     2004      KS4_COHORT     11    cohort exempt ?
        floor ks4     2006      KS4_COHORT     11    cohort exempt ?
        floor ks4     2008-2015 KS4_COHORT     11    cohort exempt ?
        floor ks4     2016-2018 KS4_COHORT     6     cohort exempt
        floor ks4     2015-2018 KS4_P8_COVERAGE 50   coverage exempt
        coasting ks2  2014-2015 KS2_L4_RWM     85    attainment and
        coasting ks2  2014-2015 KS2_LP2_R      94    progress and
        coasting ks2  2014      KS2_LP2_W      96    progress and
        coasting ks2  2015      KS2_LP2_W      97    progress and
        coasting ks2  2014-2015 KS2_LP2_M      93    progress and
        coasting ks2  2016-2018 KS2_EXS_RWM    85    attainment and
        coasting ks2  2016-2018 KS2_PROG_R     -2.5  progress any-each-sig
        coasting ks2  2016-2018 KS2_PROG_W     -3.5  progress any-each-sig
        coasting ks2  2016-2018 KS2_PROG_M     -2.5  progress any-each-sig
        coasting ks2  2016-2018 KS2_PROG_R_UPPER 0   significance single-subject
        coasting ks2  2016-2018 KS2_PROG_W_UPPER 0   significance single-subject
        coasting ks2  2016-2018 KS2_PROG_M_UPPER 0   significance single-subject
        coasting ks2  2014-2018 KS2_COHORT     11    cohort exempt
        coasting ks2  2016-2018 KS2_PROG_R_COVERAGE 50 coverage exempt
        coasting ks2  2016-2018 KS2_PROG_W_COVERAGE 50 coverage exempt
        coasting ks2  2016-2018 KS2_PROG_M_COVERAGE 50 coverage exempt
        coasting ks4  2014-2015 KS4_5ACEM      60    attainment and
        coasting ks4  2014      KS4_LP3_E      74    progress and
        coasting ks4  2014      KS4_LP3_M      67    progress and
        coasting ks4  2015      KS4_LP3_E      73    progress and
        coasting ks4  2015      KS4_LP3_M      68    progress and
        coasting ks4  2015      KS4_P8         -0.25 opted-in any-each-sig
        coasting ks4  2016-2018 KS4_P8         -0.25 progress any-each-sig
        coasting ks4  2015-2018 KS4_P8_UPPER   0     significance single-subject
        coasting ks4  2014-2015 KS4_COHORT     11    cohort exempt ?
        coasting ks4  2016-2018 KS4_COHORT     6     cohort exempt
        coasting ks4  2015-2018 KS4_P8_COVERAGE 50   coverage exempt
        national-figure ks2 2016   KS2_EXS_RWM    53    nation and ?
        national-figure ks2 2017   KS2_EXS_RWM    61    nation and
        national-figure ks2 2018   KS2_EXS_RWM    64    nation and
        national-figure ks2 2019   KS2_EXS_RWM    65    nation and
        national-figure ks2 2022   KS2_EXS_RWM    59    nation and
        national-figure ks2 2023   KS2_EXS_RWM    60    nation and
        national-figure ks2 2024   KS2_EXS_RWM    61    nation and
        national-figure ks2 2025   KS2_EXS_RWM    62    nation and
        national-levels ks2 2008   KS2_L4_EM      73    nation and
        national-levels ks2 2009   KS2_L4_EM      72    nation and
        national-levels ks2 2010   KS2_L4_EM      73    nation and
        national-levels ks2 2011   KS2_L4_EM      74    nation and
        national-levels ks2 2012   KS2_L4_EM      80    nation and
        national-levels ks1      2008 KS1_L2_R       84 nation and
        national-levels ks1      2009 KS1_L2_R       84 nation and
        national-levels ks1 2010-2011 KS1_L2_R       85 nation and ?
        national-levels ks1      2012 KS1_L2_R       87 nation and ?
        national-levels ks1      2013 KS1_L2_R       89 nation and ?
        national-levels ks1 2014-2015 KS1_L2_R       90 nation and ?
        national-levels ks1      2008 KS1_L2_W       80 nation and
        national-levels ks1      2009 KS1_L2_W       81 nation and
        national-levels ks1 2010-2011 KS1_L2_W       81 nation and ?
        national-levels ks1      2012 KS1_L2_W       83 nation and ?
        national-levels ks1      2013 KS1_L2_W       85 nation and ?
        national-levels ks1      2014 KS1_L2_W       86 nation and ?
        national-levels ks1      2015 KS1_L2_W       88 nation and ?
        national-levels ks1      2008 KS1_L2_M       90 nation and
        national-levels ks1      2009 KS1_L2_M       89 nation and
        national-levels ks1      2010 KS1_L2_M       89 nation and ?
        national-levels ks1      2011 KS1_L2_M       90 nation and ?
        national-levels ks1 2012-2013 KS1_L2_M       91 nation and ?
        national-levels ks1      2014 KS1_L2_M       92 nation and ?
        national-levels ks1      2015 KS1_L2_M       93 nation and ?
        national-levels ks1      2008 KS1_L3_R       25 nation and
        national-levels ks1      2009 KS1_L3_R       26 nation and
        national-levels ks1 2010-2011 KS1_L3_R       26 nation and ?
        national-levels ks1      2012 KS1_L3_R       27 nation and ?
        national-levels ks1      2013 KS1_L3_R       29 nation and ?
        national-levels ks1      2014 KS1_L3_R       31 nation and ?
        national-levels ks1      2015 KS1_L3_R       32 nation and ?
        national-levels ks1      2008 KS1_L3_W       12 nation and
        national-levels ks1      2009 KS1_L3_W       12 nation and
        national-levels ks1      2010 KS1_L3_W       12 nation and ?
        national-levels ks1      2011 KS1_L3_W       13 nation and ?
        national-levels ks1      2012 KS1_L3_W       14 nation and ?
        national-levels ks1      2013 KS1_L3_W       15 nation and ?
        national-levels ks1      2014 KS1_L3_W       16 nation and ?
        national-levels ks1      2015 KS1_L3_W       18 nation and ?
        national-levels ks1      2008 KS1_L3_M       21 nation and
        national-levels ks1      2009 KS1_L3_M       21 nation and
        national-levels ks1 2010-2011 KS1_L3_M       20 nation and ?
        national-levels ks1      2012 KS1_L3_M       22 nation and ?
        national-levels ks1      2013 KS1_L3_M       23 nation and ?
        national-levels ks1      2014 KS1_L3_M       24 nation and ?
        national-levels ks1      2015 KS1_L3_M       26 nation and ?
        national-figure ks1      2016 KS1_EXS_R      74 nation and ?
        national-figure ks1      2017 KS1_EXS_R      76 nation and ?
        national-figure ks1      2018 KS1_EXS_R      75 nation and
        national-figure ks1      2019 KS1_EXS_R      75 nation and
        national-figure ks1      2022 KS1_EXS_R      67 nation and ?
        national-figure ks1      2023 KS1_EXS_R      68 nation and ?
        national-figure ks1      2016 KS1_EXS_W      65 nation and ?
        national-figure ks1      2017 KS1_EXS_W      68 nation and ?
        national-figure ks1      2018 KS1_EXS_W      70 nation and
        national-figure ks1      2019 KS1_EXS_W      69 nation and
        national-figure ks1      2022 KS1_EXS_W      58 nation and ?
        national-figure ks1      2023 KS1_EXS_W      60 nation and ?
        national-figure ks1      2016 KS1_EXS_M      73 nation and ?
        national-figure ks1      2017 KS1_EXS_M      75 nation and ?
        national-figure ks1      2018 KS1_EXS_M      76 nation and
        national-figure ks1      2019 KS1_EXS_M      76 nation and
        national-figure ks1      2022 KS1_EXS_M      68 nation and ?
        national-figure ks1      2023 KS1_EXS_M      70 nation and ?
        national-figure ks1      2016 KS1_GDS_R      24 nation and ?
        national-figure ks1      2017 KS1_GDS_R      25 nation and ?
        national-figure ks1      2018 KS1_GDS_R      26 nation and
        national-figure ks1      2019 KS1_GDS_R      25 nation and ?
        national-figure ks1      2022 KS1_GDS_R      18 nation and ?
        national-figure ks1      2023 KS1_GDS_R      19 nation and ?
        national-figure ks1      2016 KS1_GDS_W      13 nation and ?
        national-figure ks1 2017-2018 KS1_GDS_W      16 nation and ?
        national-figure ks1      2019 KS1_GDS_W      15 nation and ?
        national-figure ks1 2022-2023 KS1_GDS_W       8 nation and ?
        national-figure ks1      2016 KS1_GDS_M      18 nation and ?
        national-figure ks1      2017 KS1_GDS_M      21 nation and ?
        national-figure ks1      2018 KS1_GDS_M      22 nation and
        national-figure ks1      2019 KS1_GDS_M      22 nation and ?
        national-figure ks1      2022 KS1_GDS_M      15 nation and ?
        national-figure ks1      2023 KS1_GDS_M      16 nation and ?
    """
    STANDARDS = {path.stem: read(path) for path in sorted((CONFIG / "standards").glob("*.toml"))}

    FIRST = {"national-figure": 2016, "national-levels": 2008}  # the expected standard began; the two subjects together

    @staticmethod
    def years(text):
        first, _, last = text.partition("..")
        return range(summer(first), summer(last or first) + 1)

    def test_thresholds(self):
        wanted = {}
        for line in self.THRESHOLDS.strip().splitlines():
            standard, stage, years, measure, value, limb, within, *unchecked = line.split()
            first, _, last = years.partition("-")
            for year in range(int(first), int(last or first) + 1):
                wanted[standard, stage, year, measure] = (value, limb, within, "memory" if unchecked else "verified")
        found = {}
        for name, standard in self.STANDARDS.items():
            self.assertEqual(name, f"{standard['stage']}-{standard['standard']}")
            for row in standard["threshold"]:
                self.assertEqual(row["operator"], "<")
                for year in self.years(row["years"]):
                    key = standard["standard"], standard["stage"], year, row["measure"]
                    self.assertNotIn(key, found)
                    found[key] = (row["value"], row["limb"], row["within"], row["confidence"])
        self.assertEqual(found, wanted)

    def test_every_year_has_a_standard_or_says_why_there_is_none(self):
        for name, standard in self.STANDARDS.items():
            with self.subTest(name):
                set_in = {year for row in standard["threshold"] for year in self.years(row["years"])}
                states = {}
                for row in standard["absent"]:
                    for year in self.years(row["years"]):
                        self.assertNotIn(year, states)
                        states[year] = row["state"]
                first = self.FIRST.get(standard["standard"], 2004)
                self.assertEqual(sorted([*set_in, *states]), list(range(first, 2026)))
                self.assertEqual({year for year, state in states.items() if state == "no-data"}, {2020, 2021})

    def test_sources_name_what_they_are(self):
        for name, standard in self.STANDARDS.items():
            for row in [*standard["threshold"], *standard["absent"]]:
                self.assertGreater(len(row["source"]), 20, name)
                self.assertIn(row["confidence"], {"verified", "memory"})

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
        shown = re.sub(r"^# (?=\[(inbox|pupils|retention|mail|web)\]$|\w+ = )", "", main, flags=re.MULTILINE)
        tables = tomllib.loads(shown)
        self.assertEqual(tables["inbox"], {"directory": "/var/lib/termwise/inbox", "settle_seconds": 10})
        self.assertEqual(tables["pupils"], {"key_file": "/etc/termwise/pupil-key"})
        self.assertEqual(tables["retention"], {"messages_days": 90, "pupils_years": 2, "reminders_years": 3})
        self.assertEqual(set(tables["mail"]),
                         {"directory", "url", "starttls", "user", "password_file", "ca_file", "timeout_seconds",
                          "from_name", "from_address", "operator", "give_up_hours", "retry_seconds"})
        self.assertEqual(set(tables["web"]), {"listen", "identity_header", "access_log", "public_url"})


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

    # Beside the floor checks that each has, and its digests.
    OWN_SCHEDULES = {
        "886": [("target-check", f"{day} @ 06:30", ["ingest"])
                for day in ("1 November", "1 December", "15 December", "1 January")],
        "926": [("visit-plan", "every monday @ 05:30", ["ingest"]), ("qa-reminders", "every working-day @ 06:00", ["ingest"])],
        "938": [],
    }

    def test_schedules(self):
        for code, la in self.LAS.items():
            found = [(schedule["job"], schedule["rule"], schedule.get("after")) for schedule in la["schedule"]]
            self.assertEqual(found, [("floor-check", "every ingest", ["ingest"]),
                                     ("floor-check", "term.start + 10 school-days @ 06:30", ["ingest"])]
                             + self.OWN_SCHEDULES[code]
                             + [("digest", "every monday @ 07:00", None)]
                             + [("digest", "every run", None)] * (code == "886"), code)

    def test_people_are_fictitious_and_told_by_a_digest_of_their_own(self):
        for code, la in self.LAS.items():
            with self.subTest(code):
                self.assertTrue(all(domain.endswith(".invalid") for domain in la["mail"]["allowed_domains"]))
                self.assertIn(la["mail"]["owner"], {person["role"] for person in la["person"]})
                for person in la["person"]:
                    self.assertIn(person["address"].partition("@")[2], la["mail"]["allowed_domains"])
                digests = [schedule["name"] for schedule in la["schedule"] if schedule["job"] == "digest"]
                self.assertEqual([person["schedule"] for person in la["person"]], digests)

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
    code_of = {fold(column): code for column, code in measures_of(layout).items()}
    codes = [code_of.get(fold(name)) for name in rows[0]]
    own = {measure["measure"]: measure["missing"] for measure in layout.get("measures", {}).values()
           if not isinstance(measure, str)}
    missing = {fold(code) for code in layout.get("missing", {})}
    for line, row in enumerate(rows[1:], start=2):
        for name, code, text in zip(rows[0], codes, map(str.strip, row)):
            if code is None or text == "" or text.upper() in missing or text in own.get(code, ()):
                continue
            where = f"{file}: row {line}, {name} ({code}): {text!r}"
            number = re.fullmatch(r"-?\d+(?:\.(\d+))?(%?)", text)
            test.assertIsNotNone(number, where)
            measure = MEASURES[layout["dataset"]][code]
            test.assertLessEqual(len(number[1] or ""), measure["scale"], where)
            if number[2]:
                test.assertEqual(measure["unit"], "percent", where)


class Real(Columns):
    """Against the files and field lists that were published."""
    FOLDER = Path(os.environ.get("TERMWISE_REAL_DATA") or "/nonexistent")
    FIELD_LISTS = sorted(FOLDER.glob("ks[24]/*_meta.csv"))
    RESULTS = sorted(FOLDER.glob("ks[24]/*final.csv"))
    OTHERS = {"ks2/england_ks2_2012-13_subset28cols.csv": "ks2-2012-13-subset",
              "ks2/london_ks2_2010-11.csv": "ks2-2010-11-london",
              "national/ks2_perf_2016.csv": "ks2-republished", "national/ks2_perf_2017.csv": "ks2-republished",
              "national/financials_2017.csv": "finance-republished",
              "schools/england_spine_2017-18_from_xlsx.csv": "school-spine-2017-18",
              "schools/gias_850_936_2022-04-20.csv": "school-gias-2022",
              "schools/giaslinks_england_2021-05.csv": "school-link",
              "schools/2016-2017_la_and_region_codes_meta.csv": "la-codes",
              "ofsted/Ofsted Sep 13 - Aug 14.csv": "ofsted-2013-14",
              "context/england_abs_2012-13.csv": "absence-2012-13",
              "context/england_census_2015-16.csv": "census-2015-16"}

    @classmethod
    def setUpClass(cls):
        cls.data = {path.name: (layout_for(path.name), path) for path in cls.RESULTS}
        cls.data |= {name: (LAYOUTS[layout], cls.FOLDER / name) for name, layout in cls.OTHERS.items()}

    def test_bank_holidays_are_those_of_govuk(self):
        file = self.FOLDER / "context/bank-holidays.json"
        events = json.loads(file.read_text("utf-8"))["england-and-wales"]["events"]
        self.assertEqual({day.isoformat(): name for day, name in Calendars.HOLIDAYS.items()},
                         {event["date"]: event["title"] for event in events})

    def test_files_are_there(self):
        self.assertEqual(len(self.FIELD_LISTS), 5, f"field lists in {self.FOLDER}")
        self.assertEqual(len(self.RESULTS), 6, f"files of results in {self.FOLDER}")

    def test_layouts_cover_the_field_lists(self):
        for path in self.FIELD_LISTS:
            with self.subTest(path.name):
                # Nine fields of key stage 4 in 2016/17 are listed with one "_" more than the files have.
                names = [row[1].replace("__", "_") for row in lines_of(path.read_bytes())
                         if len(row) > 1 and row[0].strip().isdigit()]
                self.assert_covers(layout_for(path.name), names, path.name)

    def test_layouts_cover_the_headers(self):
        for name, (layout, path) in self.data.items():
            with self.subTest(name):
                self.assert_covers(layout, lines_of(path.read_bytes())[0], name)

    def test_sample_has_the_columns_in_the_same_order(self):
        for path in self.RESULTS:
            if "ks2final" in path.name:
                with self.subTest(path.name):
                    ours = next((CONFIG / "sample").glob(path.name[:9] + "_*.csv"))
                    self.assertEqual(lines_of(ours.read_bytes())[0], lines_of(path.read_bytes())[0])

    def test_cells_fit_their_measures(self):
        for name, (layout, path) in self.data.items():
            with self.subTest(name):
                assert_cells_fit(self, layout, lines_of(path.read_bytes()), name)

    def test_republished_writing_is_grammar(self):
        """The re-publisher's headings say writing where the figures are of grammar, punctuation and spelling."""
        ours = measures_of(LAYOUTS["ks2-republished"])
        theirs = {code: column.upper() for column, code in measures_of(LAYOUTS["ks2-2016-17"]).items()}
        rows = lines_of((self.FOLDER / "national/ks2_perf_2017.csv").read_bytes())
        again = {row[0]: dict(zip(rows[0], row)) for row in rows[1:]}
        compared = collections.Counter()
        for path in self.RESULTS:
            if not path.name.startswith("2016-2017") or "ks2" not in path.name:
                continue
            header, *schools = lines_of(path.read_bytes())
            places = {fold(name): place for place, name in enumerate(header)}
            for row in schools:
                republished = again.get(row[places["URN"]].strip(), {})
                for column, code in ours.items():
                    place = places[theirs[code]] if code in theirs else len(row)
                    if republished.get(column, "").rstrip("%").replace(".", "").lstrip("-").isdigit():
                        self.assertEqual(float(republished[column].rstrip("%")), float(row[place].rstrip("%")),
                                         f"{path.name}: {row[places['URN']]}, {column}")
                        compared[column] += 1
        self.assertGreater(min(compared[column] for column in ours if not column.endswith("Band")), 500)


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
