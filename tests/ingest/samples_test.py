#!/usr/bin/python3
"""Every layout on an invented file (samples/): the row sums, each figure and word against Python's own reading, and the
cells for which the sample was made."""
from __future__ import annotations

import argparse
import csv
import io
import re
import subprocess
import sys
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent
SAMPLES = HERE / "samples"
sys.path.insert(0, str(HERE.parent / "real"))
import cells_test  # noqa: E402
import layout_reading  # noqa: E402
import quality_reading  # noqa: E402
from termwise_program import Termwise  # noqa: E402

SCHOOLS = "england_spine_2017-18_sample.csv"
# The layout, then rows accepted, repaired, rejected and aggregate, then errors and queries but for those that rules of
# quality.toml raise: the figures are invented one by one, and Python says which of them do not go together.
FILES = {
    SCHOOLS: ("school-spine-2017-18", 7, 0, 0, 0, 0, 0),
    "gias_sample_2022-04-20.csv": ("school-gias-2022", 2, 1, 0, 0, 0, 0),
    "giaslinks_sample_2021-05.csv": ("school-link", 5, 0, 0, 0, 2, 0),
    "2016-2017_la_and_region_codes_meta.csv": ("la-codes", 0, 0, 1, 2, 1, 0),
    "2016-2017_886_ks4final.csv": ("ks4-2016-17", 4, 0, 0, 3, 0, 4),
    "2017-2018_886_ks4final.csv": ("ks4-2017-18", 4, 0, 0, 3, 0, 4),
    "london_ks2_2010-11.csv": ("ks2-2010-11-london", 4, 0, 0, 0, 0, 0),
    "sample_ks2_2012-13_subset28cols.csv": ("ks2-2012-13-subset", 3, 0, 1, 1, 1, 0),
    "ks2_perf_2017.csv": ("ks2-republished", 3, 0, 0, 0, 0, 0),
    "2021-2022_886_ks2final.csv": ("ks2-2021-22-on", 4, 0, 0, 3, 0, 4),
    "2022-2023_886_ks2revised.csv": ("ks2-2022-23", 4, 0, 0, 3, 0, 4),
    "2023-2024_886_ks2provisional.csv": ("ks2-2021-22-on", 4, 0, 0, 3, 0, 4),
    "ks2_levels_kent_2008-09.csv": ("ks2-own-2008", 3, 0, 0, 0, 1, 0),
    "ks2_levels_kent_2013-14.csv": ("ks2-own-2011", 2, 0, 0, 0, 0, 0),
    "ks1_levels_kent.csv": ("ks1-own-levels", 3, 0, 0, 0, 0, 0),
    "ks1_expected_kent.csv": ("ks1-own-expected", 2, 0, 0, 0, 0, 0),
    "eyfs_scales_kent.csv": ("eyfs-own-13-scales", 2, 0, 0, 0, 0, 0),
    "eyfs_gld_kent.csv": ("eyfs-own-gld", 2, 0, 1, 0, 1, 0),
    "Ofsted Sep 13 - Aug 14.csv": ("ofsted-2013-14", 5, 0, 1, 0, 1, 0),
    "Management_information_-_schools_-_sample.csv": ("ofsted-management-2019", 2, 0, 1, 0, 1, 0),
    "in_year_inspections_sample.csv": ("ofsted-report-cards", 3, 0, 0, 0, 1, 0),
    "inspections_kent.csv": ("ofsted-own-log", 3, 0, 0, 0, 0, 0),
    "sample_abs_2012-13.csv": ("absence-2012-13", 2, 0, 1, 0, 1, 0),
    "absence_terms_kent.csv": ("absence-own-term", 4, 0, 1, 0, 3, 0),
    "sample_census_2015-16.csv": ("census-2015-16", 3, 0, 1, 0, 1, 0),
    "financials_2017.csv": ("finance-republished", 2, 0, 1, 0, 1, 0),
}
# What the sample of the configuration is for.
ELSEWHERE = {"ks2-2016-17", "ks2-2017-18", "ks2-2018-19"}
OTHER_ISSUES = """select severity || ' ' || count(*) from termwise.quality_issue join termwise.batch on batch.id = batch
 where file_name = '{name}' and rule not in ({rules}) group by severity"""
SUMS = re.compile(r"(\d+) rows = (\d+) accepted \+ (\d+) repaired \+ (\d+) rejected \+ (\d+) aggregate")
ISSUES = re.compile(r"(\d+) errors? to fix, (\d+) quer(?:y|ies) to explain")

FIGURE = """select coalesce(value::text, missing) from termwise.measure_value
 where code = '{code}' and subject = {urn} and academic_year = '{year}' and item = '{item}'"""
WORD = """select {word} from termwise.wide_{dataset}
 where subject = {urn} and academic_year = '{year}' and item = '{item}'"""


class Samples(unittest.TestCase):
    build = Path()
    termwise: Termwise
    told: dict[str, str] = {}
    failures_in: dict[str, int] = {}
    asked_in: dict[str, list[str]] = {}

    @classmethod
    def setUpClass(cls) -> None:
        cls.termwise = cls.enterClassContext(Termwise(cls.build, {}))
        sources = cls.termwise.config.parent / "config" / "sources"
        quality = quality_reading.Loaded(sources.parent, cls.termwise.url)
        for name in FILES:
            cls.told[name] = cls.termwise.run("ingest", SAMPLES / name)
            # Before a later file supersedes rows about an LA or the nation that both have.
            cls.failures_in[name] = cells_test.check(SAMPLES / name, sources, cls.termwise.url)
            data = (SAMPLES / name).read_bytes()
            cls.asked_in[name] = quality.differences(data, cells_test.ks2_floor.decode(data))

    def sql(self, statement: str) -> list[str]:
        command = ["psql", "--no-psqlrc", "--csv", "--tuples-only", "-v", "ON_ERROR_STOP=1", "-c", statement,
                   self.termwise.url]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        return [row[0] if row else "" for row in csv.reader(io.StringIO(done.stdout, newline=""))]

    def figure(self, code: str, urn: int, year: str, item: str = "") -> str:
        found = self.sql(FIGURE.format(code=code, urn=urn, year=year, item=item))
        self.assertEqual(len(found), 1, (code, urn, year, item))
        return found[0]

    def word(self, dataset: str, word: str, urn: int, year: str, item: str = "") -> str:
        found = self.sql(WORD.format(dataset=dataset, word=word, urn=urn, year=year, item=item))
        self.assertEqual(len(found), 1, (dataset, word, urn, year, item))
        return found[0]

    def test_there_is_a_sample_of_every_layout_and_every_file_is_one(self) -> None:
        layouts = {file.stem for file in sources_folder().glob("*.toml")}
        self.assertEqual({layout for layout, *_ in FILES.values()} | ELSEWHERE, layouts)
        self.assertEqual({file.name for file in SAMPLES.glob("*.csv")}, set(FILES))

    def test_urns_are_invented(self) -> None:
        for name in FILES:
            text = cells_test.ks2_floor.decode((SAMPLES / name).read_bytes())
            layout = layout_reading.layout_for(text, sources_folder())
            if "urn" in layout.subject:
                for _, row in layout_reading.accepted(text, layout):
                    urn = row[layout_reading.fold(layout.subject["urn"])].strip()
                    self.assertIn(int(urn or 900_000), range(900_000, 901_000), name)

    def test_layouts_and_sums(self) -> None:
        for name, (layout, accepted, repaired, rejected, aggregate, errors, queries) in FILES.items():
            with self.subTest(name):
                text = cells_test.ks2_floor.decode((SAMPLES / name).read_bytes())
                self.assertEqual(layout_reading.layout_for(text, sources_folder()).id, layout)
                sums = SUMS.search(self.told[name])
                self.assertIsNotNone(sums, self.told[name])
                self.assertEqual([int(n) for n in sums.groups()],
                                 [accepted + repaired + rejected + aggregate, accepted, repaired, rejected, aggregate])
                found = {int(severity): int(count) for severity, count in
                         (row.split() for row in self.sql(OTHER_ISSUES.format(
                             name=name, rules=", ".join(f"'{rule}'" for rule in quality_reading.RULES))))}
                self.assertEqual([found.get(1, 0), found.get(2, 0)], [errors, queries])
                # What the command says is what is stored.
                issues = ISSUES.search(self.told[name])
                stored = self.sql("select count(*) filter (where severity = 1) || ' ' ||"
                                  " count(*) filter (where severity = 2) from termwise.quality_issue"
                                  f" join termwise.batch on batch.id = batch where file_name = '{name}'")
                self.assertEqual(" ".join(issues.groups()) if issues else "0 0", stored[0])

    def test_every_question_is_what_python_asks(self) -> None:
        self.assertEqual({name: asked for name, asked in self.asked_in.items() if asked}, {})

    def test_every_figure_and_word_is_what_python_reads(self) -> None:
        self.assertEqual({name for name, failures in self.failures_in.items() if failures}, set())

    def test_key_stage_4(self) -> None:
        self.assertEqual(self.figure("KS4_P8", 900700, "2016/17"), "-0.55")
        self.assertEqual(self.figure("KS4_P8_UPPER", 900700, "2017/18"), "-0.15")
        self.assertEqual(self.figure("KS4_P8", 900701, "2016/17"), "suppressed")
        self.assertEqual(self.figure("KS4_P8", 900702, "2016/17"), "low_coverage")
        self.assertEqual(self.figure("KS4_EBACC_94", 900702, "2016/17"), "not_entered")
        self.assertEqual(self.figure("KS4_ATT8_FSM6", 900702, "2016/17"), "not_published")
        self.assertEqual(self.figure("KS4_SCHOOL_ROLL", 900702, "2016/17"), "new_school")
        self.assertEqual(self.figure("KS4_P8", 900703, "2016/17"), "not_supplied")  # a row that ends early
        self.assertEqual(self.sql("select distinct value from termwise.measure_value where code = 'KS4_ATT8_TOTAL'"
                                  " and subject_kind = 'national' and academic_year = '2016/17'"), ["800313.749999"])
        self.assertEqual(self.sql("select population from termwise.wide_ks4 where subject_kind = 'national'"
                                  " and academic_year = '2017/18' order by 1"), ["all-schools", "state-funded"])
        self.assertEqual(self.word("ks4", "name", 900701, "2017/18"), "Birchcombe Académie")  # cp1252
        self.assertEqual(self.word("ks4", "kind", 900703, "2017/18"), "special")

    def test_schools(self) -> None:
        for urn, status in ((900800, "open"), (900802, "closed"), (900804, "pending")):
            self.assertEqual(self.word("school", "status", urn, "2017/18"), status)
        self.assertEqual(self.word("school", "closed_on", 900802, "2017/18"), "2018-08-31")  # 43343 in Excel
        self.assertEqual(self.word("school", "opened_on", 900803, "2017/18"), "2018-09-01")
        self.assertEqual(self.word("school", "other_urn", 900803, "2017/18"), "900802")
        self.assertEqual(self.word("school", "other_urn", 900805, "2017/18"), "")  # 999999
        self.assertEqual(self.word("school", "academy_change", 900802, "2017/18"), "closed to convert")
        self.assertEqual(self.word("school", "opened_on", 900800, "2021/22"), "1900-01-01")
        self.assertEqual(self.word("school", "status", 900803, "2021/22"), "open, to close")
        self.assertEqual(self.figure("SCHOOL_SHARE_FSM", 900803, "2021/22"), "0.0")
        self.assertEqual(self.figure("SCHOOL_SHARE_FSM", 900802, "2021/22"), "not_supplied")

    def test_links_are_told_apart_by_the_other_school_and_the_kind(self) -> None:
        self.assertEqual(self.word("school_link", "linked_on", 900802, "2020/21", "900803/Successor"), "2018-08-31")
        self.assertEqual(self.word("school_link", "la_code", 900802, "2020/21", "900803/Successor"), "926")
        self.assertEqual(self.word("school_link", "linked_name", 900803, "2020/21", "900801/Predecessor - merged"),
                         "St Mary’s Primary School")
        self.assertEqual(self.word("school_link", "linked_on", 900803, "2020/21", "900801/Predecessor - merged"), "")
        self.assertEqual(self.word("school_link", "linked_urn", 900800, "2020/21", "12/Other"), "")
        self.assertEqual(self.sql("select name from termwise.wide_la where la_code = '926'"), ["Norfolk"])

    def test_levels(self) -> None:
        self.assertEqual(self.figure("KS2_L4_EM", 900800, "2010/11"), "72")
        self.assertEqual(self.figure("KS2_L4_EM", 900805, "2010/11"), "0")
        self.assertEqual(self.figure("KS2_L4_EM", 900801, "2010/11"), "suppressed")
        self.assertEqual(self.figure("KS2_SCHOOL_ABSENCE", 900800, "2010/11"), "4.68")
        self.assertEqual(self.figure("KS2_LP2_W", 900800, "2012/13"), "90")
        self.assertEqual(self.figure("KS2_LP2_M", 900806, "2012/13"), "not_applicable")
        self.assertEqual(self.word("ks2", "average_level", 900800, "2012/13"), "5B")
        self.assertEqual(self.word("ks2", "la_code", 900806, "2012/13"), "938")
        self.assertEqual(self.figure("KS2_COUNT_L4_EM", 900800, "2008/09"), "16")
        self.assertEqual(self.figure("KS2_CVA_UPPER", 900800, "2008/09"), "99.60")
        self.assertEqual(self.figure("KS2_COUNT_LP2_E", 900800, "2008/09"), "not_supplied")  # the file lacks the column
        self.assertEqual(self.figure("KS2_L4_RWM", 900800, "2013/14"), "64")
        self.assertEqual(self.figure("KS2_LP2_R", 900801, "2013/14"), "suppressed")

    def test_key_stage_2_since_2016(self) -> None:
        self.assertEqual(self.figure("KS2_EXS_RWM", 900800, "2016/17"), "89")
        self.assertEqual(self.figure("KS2_SCORE_GPS", 900800, "2016/17"), "106")  # headed Writing Score
        self.assertEqual(self.figure("KS2_EXS_W", 900800, "2016/17"), "not_supplied")
        self.assertEqual(self.figure("KS2_PROG_R", 900803, "2015/16"), "low_coverage")  # the row says its year
        self.assertEqual(self.figure("KS2_EXS_RWM", 900803, "2015/16"), "0")
        self.assertEqual(self.figure("KS2_PROG_W", 900722, "2021/22"), "low_coverage")
        self.assertEqual(self.figure("KS2_PROG_R", 900720, "2023/24"), "not_supplied")  # there in the file, and empty
        for code in ("KS2_EXS_RWM_PREV1", "KS2_EXS_RWM_PREV4"):  # 2021/22 and 2018/19, in the file of 2022/23
            self.assertRegex(self.figure(code, 900720, "2022/23"), r"^\d+$")
        self.assertEqual(self.figure("KS2_EXS_RWM_PREV2", 900720, "2022/23"), "not_supplied")

    def test_younger_children(self) -> None:
        self.assertEqual(self.figure("KS1_COUNT_L2B_R", 900800, "2007/08"), "20")
        self.assertEqual(self.figure("KS1_COUNT_L2_R", 900801, "2008/09"), "0")
        self.assertEqual(self.figure("KS1_COUNT_EXS_SC", 900800, "2015/16"), "26")
        self.assertEqual(self.figure("KS1_COUNT_EXS_SC", 900800, "2016/17"), "suppressed")
        self.assertEqual(self.figure("EYFS_COUNT_GOOD", 900800, "2009/10"), "6")
        self.assertEqual(self.figure("EYFS_COUNT_6_PD", 900800, "2009/10"), "10")
        self.assertEqual(self.figure("EYFS_COUNT_6_PD", 900801, "2009/10"), "suppressed")
        self.assertEqual(self.figure("EYFS_COUNT_GLD", 900800, "2021/22"), "19")

    def test_inspections(self) -> None:
        self.assertEqual(self.figure("OFSTED_OE", 900801, "2013/14", "700002"), "4")
        self.assertEqual(self.word("ofsted", "category", 900801, "2013/14", "700002"), "SM")   # "SM "
        self.assertEqual(self.word("ofsted", "category", 900801, "2013/14", "700003"), "SWK")  # swk
        self.assertEqual(self.word("ofsted", "started_on", 900801, "2013/14", "700003"), "2014-04-24")
        self.assertEqual(self.word("ofsted", "la_code", 900801, "2013/14", "700003"), "886")
        self.assertEqual(self.figure("OFSTED_BOARDING_OUTCOMES", 900804, "2013/14", "700004"), "not_entered")
        self.assertEqual(self.figure("OFSTED_BOARDING_OE", 900800, "2013/14", "700001"), "not_supplied")
        self.assertEqual(self.figure("OFSTED_WARNING_NOTICES", 900801, "2013/14", "700002"), "2")
        # 9, 9, Not judged, NULL, an empty cell
        for code, why in (("OE", "not_entered"), ("ACHIEVEMENT", "not_entered"),
                          ("BEHAVIOUR_AND_SAFETY", "not_entered"), ("TEACHING", "not_supplied"),
                          ("LEADERSHIP", "not_supplied")):
            self.assertEqual(self.figure("OFSTED_" + code, 900806, "2014/15", "700006"), why)
        self.assertEqual(self.figure("OFSTED_OE", 900804, "2024/25", "710002"), "not_entered")
        self.assertEqual(self.figure("OFSTED_EARLY_YEARS", 900803, "2019/20", "710001"), "not_entered")
        self.assertEqual(self.word("ofsted", "safeguarding", 900803, "2019/20", "710001"), "yes")
        self.assertEqual(self.word("ofsted", "urn_at_previous_inspection", 900803, "2019/20", "710001"), "900802")
        self.assertEqual(self.figure("OFSTED_CAPACITY", 900800, "2006/07", "300001"), "3")
        self.assertEqual(self.word("ofsted", "category", 900801, "2007/08", "300003"), "NTI")

    def test_report_cards_are_words_and_never_grades(self) -> None:
        self.assertEqual(self.word("ofsted", "card_achievement", 900803, "2025/26", "720001"), "exceptional")
        self.assertEqual(self.word("ofsted", "card_attendance_and_behaviour", 900803, "2025/26", "720001"),
                         "expected standard")
        self.assertEqual(self.word("ofsted", "card_leadership_and_governance", 900804, "2025/26", "720002"),
                         "urgent improvement")
        # 4 is no grade of a card.
        self.assertEqual(self.word("ofsted", "card_inclusion", 900800, "2025/26", "720003"), "")
        self.assertEqual(self.word("ofsted", "safeguarding", 900804, "2025/26", "720002"), "not met")
        self.assertEqual(self.sql("select count(*) from termwise.measure_value where dataset = 'ofsted'"
                                  " and item like '7200%' and unit = 'band' and value is not null"
                                  " and code <> 'OFSTED_DEPRIVATION'"), ["0"])

    def test_absence_census_and_money(self) -> None:
        self.assertEqual(self.figure("ABSENCE_PERSISTENT", 900800, "2012/13"), "0.0")
        self.assertEqual(self.figure("ABSENCE_PERSISTENT", 900802, "2012/13"), "suppressed")
        self.assertEqual(self.figure("ABSENCE_AUTHORISED", 900800, "2016/17", "spring"), "1200")
        self.assertEqual(self.figure("ABSENCE_POSSIBLE", 900801, "2016/17", "autumn"), "0")
        self.assertEqual(self.figure("CENSUS_COUNT_FSM6", 900804, "2015/16"), "313.749999")
        self.assertEqual(self.figure("CENSUS_SHARE_FSM", 900806, "2015/16"), "not_published")
        self.assertEqual(self.figure("FINANCE_BALANCE", 900800, "2016/17"), "-35818.78")


def sources_folder() -> Path:
    return HERE.parents[1] / "config" / "sources"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build", type=Path, required=True, help="the build directory")
    Samples.build = parser.parse_args().build.resolve()
    suite = unittest.defaultTestLoader.loadTestsFromTestCase(Samples)
    return 0 if unittest.TextTestRunner(verbosity=1).run(suite).wasSuccessful() else 1


if __name__ == "__main__":
    sys.exit(main())
