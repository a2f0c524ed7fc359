#!/usr/bin/python3
"""Every layout on an invented file (samples/): the row sums, each figure and word against Python's own reading, and the
cells for which the sample was made."""
from __future__ import annotations

import argparse
import csv
import hashlib
import hmac
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
from termwise_program import PUPIL_KEY, Termwise  # noqa: E402

SCHOOLS = "england_spine_2017-18_sample.csv"
# The layout, then rows accepted, repaired, rejected and aggregate, then errors and queries but for those that rules of
# quality.toml raise: the figures are invented one by one, and Python says which of them do not go together.
FILES = {
    SCHOOLS: ("school-spine-2017-18", 7, 0, 0, 0, 0, 0),
    "gias_sample_2022-04-20.csv": ("school-gias-2022", 2, 1, 0, 0, 0, 0),
    "giaslinks_sample_2021-05.csv": ("school-link", 5, 0, 0, 0, 2, 0),
    "school_links_kent_2012-01-10.csv": ("school-link-own", 3, 0, 0, 0, 1, 0),
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
    "ks4_gcse_kent_2014-15.csv": ("ks4-own-gcse", 2, 0, 0, 0, 0, 2),
    "ks1_levels_kent.csv": ("ks1-own-levels", 3, 0, 0, 0, 0, 0),
    "ks1_expected_kent.csv": ("ks1-own-expected", 2, 0, 0, 0, 0, 0),
    "eyfs_scales_kent.csv": ("eyfs-own-13-scales", 2, 0, 0, 0, 0, 0),
    "eyfs_gld_kent.csv": ("eyfs-own-gld", 2, 0, 1, 0, 1, 0),
    "Ofsted Sep 13 - Aug 14.csv": ("ofsted-2013-14", 5, 0, 1, 0, 1, 0),
    "Management_information_-_schools_-_sample.csv": ("ofsted-management-2019", 2, 0, 1, 0, 1, 0),
    "in_year_inspections_sample.csv": ("ofsted-report-cards", 3, 0, 0, 0, 1, 0),
    "inspections_kent.csv": ("ofsted-own-log", 3, 0, 0, 0, 0, 0),
    "sample_abs_2012-13.csv": ("absence-2012-13", 2, 0, 0, 1, 0, 0),
    "absence_terms_kent.csv": ("absence-own-term", 4, 0, 1, 0, 3, 0),
    "sample_census_2015-16.csv": ("census-2015-16", 3, 0, 0, 1, 0, 0),
    "financials_2017.csv": ("finance-republished", 2, 0, 1, 0, 1, 0),
    "pupils_ks2_kent.csv": ("pupils-own-ks2", 5, 0, 3, 0, 5, 1),
    # The LA's own registers; what others refer to comes first.
    "adviser_kent.csv": ("adviser-own", 3, 0, 1, 0, 1, 0),
    "adviser_norfolk.csv": ("adviser-own", 2, 0, 0, 0, 0, 0),
    "assignment_kent.csv": ("assignment-own", 4, 0, 0, 0, 0, 1),
    "visit_norfolk.csv": ("visit-own", 5, 0, 1, 0, 2, 1),
    "visit_agenda_norfolk.csv": ("visit-agenda-own", 4, 0, 0, 0, 0, 1),
    "visit_document_norfolk.csv": ("visit-document-own", 4, 0, 1, 0, 2, 0),
    "visit_record_norfolk.csv": ("visit-record-own", 3, 0, 0, 0, 0, 1),
    "action_norfolk.csv": ("action-own", 3, 0, 0, 0, 0, 2),  # one for a text of two lines
    "shadowing_kent.csv": ("shadowing-own", 3, 0, 0, 0, 0, 1),
    "feedback_norfolk.csv": ("feedback-own", 3, 0, 0, 0, 0, 0),
    "flag_kent.csv": ("flag-own", 3, 0, 0, 0, 2, 0),
    "support_package_norfolk.csv": ("support-package-own", 3, 0, 0, 0, 1, 1),
    "milestone_kent.csv": ("milestone-own", 2, 0, 0, 0, 0, 0),
    "support_plan_kent.csv": ("support-plan-own", 2, 0, 0, 0, 1, 0),
    "plan_review_kent.csv": ("plan-review-own", 3, 0, 0, 0, 0, 1),
    "warning_notice_kent.csv": ("warning-notice-own", 2, 0, 0, 0, 0, 0),
    "sef_grade_norfolk.csv": ("sef-grade-own", 2, 0, 0, 0, 0, 0),
    "event_form_kent.csv": ("event-form-own", 3, 0, 0, 0, 1, 0),
    "inspection_response_kent.csv": ("inspection-response-own", 2, 0, 0, 0, 0, 1),
    "inspection_issue_kent.csv": ("inspection-issue-own", 2, 0, 1, 0, 1, 0),
    "indicator_west_sussex.csv": ("indicator-own", 2, 0, 0, 0, 1, 0),
    "bulletin_norfolk.csv": ("bulletin-own", 0, 0, 1, 2, 1, 0),
    "la_codes_own.csv": ("la-own", 0, 0, 1, 2, 1, 0),
    "estimate_kent.csv": ("estimate-own", 5, 0, 1, 0, 2, 0),
    "target_kent.csv": ("target-own", 5, 0, 0, 0, 1, 0),
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
                    if layout_reading.subject_of(row, layout)[0] != "national":
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
        self.assertEqual(self.sql("select name from termwise.wide_la where la_code = '926'"
                                  " and academic_year = '2016/17'"), ["Norfolk"])

    def test_links_are_what_the_layouts_codes_mean(self) -> None:
        links = self.sql("select concat_ws(' ', urn, role, linked_urn, kind, linked_on) from termwise.school_link "
                         "order by urn, linked_urn, role desc")
        self.assertEqual(links, ["900800 successor 900801 merged 2011-09-01", "900800 either 900801 other",
                                 "900801 successor 900807 renamed 2012-09-01", "900802 successor 900803 succeeded 2018-08-31",
                                 "900803 predecessor 900801 merged", "900803 predecessor 900802 succeeded 2018-09-01"])

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
        self.assertEqual(self.figure("KS4_COUNT_5ACEM", 900820, "2014/15"), "58")
        self.assertEqual(self.figure("KS4_5ACEM", 900821, "2014/15"), "38.46")
        self.assertEqual(self.figure("KS4_LP3_E", 900821, "2014/15"), "suppressed")
        self.assertEqual(self.figure("KS4_P8_UPPER", 900821, "2014/15"), "-0.15")
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

    def pupil(self, upn: str, urn: int, year: str, code: str) -> str:
        """By the pseudonym that Python's hmac makes of the UPN."""
        name = hmac.new(PUPIL_KEY, upn.encode(), hashlib.sha256).hexdigest()[:32]
        found = self.sql("select coalesce(value::text, missing) from termwise.pupil_measure_value where code = "
                         f"'{code}' and pupil = '{name}' and urn = {urn} and academic_year = '{year}'")
        self.assertEqual(len(found), 1, (upn, code))
        return found[0]

    def test_pupils(self) -> None:
        own, temporary, small = "M999900017001", "Z99990001702A", "Q999900017003"
        self.assertEqual(self.pupil(own, 900800, "2016/17", "PUPIL_SCORE_R"), "104")
        self.assertEqual(self.pupil(own, 900800, "2016/17", "PUPIL_PROG_R"), "-1.25")
        self.assertEqual(self.pupil(own, 900800, "2016/17", "PUPIL_KS1_M"), "17")  # 2A
        self.assertEqual(self.pupil(own, 900800, "2016/17", "PUPIL_GIRL"), "1")
        self.assertEqual(self.pupil(temporary, 900800, "2016/17", "PUPIL_SCORE_GPS"), "not_entered")
        self.assertEqual(self.pupil(temporary, 900800, "2016/17", "PUPIL_KS1_POINTS"), "5.00")
        self.assertEqual(self.pupil(small, 900801, "2016/17", "PUPIL_SCORE_R"), "not_applicable")
        self.assertEqual(self.pupil(small, 900801, "2016/17", "PUPIL_SESSIONS_MISSED"), "not_supplied")
        self.assertEqual(self.sql("select pupil_level_m from termwise.wide_pupil where academic_year = '2012/13'"), ["6"])
        self.assertEqual(self.sql("select rule, line, column_name from termwise.quality_issue where advice ~ 'pupil|UPN'"
                                  " and rule like '%upn'"), ["temporary-upn", "unreadable-upn"])

    def test_of_a_file_of_pupils_no_issue_quotes_a_cell(self) -> None:
        self.assertEqual(self.sql("select distinct raw_value from termwise.quality_issue join termwise.batch on batch.id ="
                                  " batch where dataset = 'pupil'"), [""])

    def adviser_word(self, dataset: str, word: str, la: str, year: str, item: str) -> str:
        found = self.sql(f"select {word} from termwise.wide_{dataset} where subject_kind = 'adviser' and la_code = '{la}'"
                         f" and academic_year = '{year}' and item = '{item}'")
        self.assertEqual(len(found), 1, (dataset, word, la, year, item))
        return found[0]

    def test_advisers(self) -> None:
        self.assertEqual(self.adviser_word("adviser", "adviser_name", "886", "2008/09", "K01"), "Renée Example")  # cp1252
        self.assertEqual(self.adviser_word("adviser", "htpm_trained_on", "886", "2008/09", "K01"), "2007-10-01")
        self.assertEqual(self.adviser_word("adviser", "accreditation", "886", "2008/09", "K01"), "active")
        self.assertEqual(self.adviser_word("adviser", "own_school", "886", "2008/09", "K02"), "900800")
        self.assertEqual(self.adviser_word("adviser", "adviser_contract_days", "886", "2008/09", "K02"), "12.5")
        self.assertEqual(self.adviser_word("adviser", "mentor", "926", "2011/12", "N1"), "")  # the file lacks the column
        self.assertEqual(self.adviser_word("shadowing", "seen_impact", "886", "2008/09", "K01/1"), "to develop")
        self.assertEqual(self.adviser_word("shadowing", "shadowed_on", "886", "2008/09", "K02/1"), "")
        self.assertEqual(self.adviser_word("event_form", "form_returned_on", "886", "2008/09", "K01/autumn briefing"),
                         "2008-09-25")

    def test_visits(self) -> None:
        self.assertEqual(self.word("assignment", "assignment_status", 900801, "2008/09", "K01"), "disputed")
        self.assertEqual(self.word("visit", "visited_on", 900802, "2011/12", "V1"), "2011-11-10")
        self.assertEqual(self.word("visit", "visit_focus", 900802, "2011/12", "V2"), "writing, boys")
        self.assertEqual(self.word("visit", "visit_status", 900802, "2011/12", "V3"), "planned")
        self.assertEqual(self.figure("VISIT_DAYS", 900802, "2011/12", "V1"), "1.25")
        self.assertEqual(self.word("visit_agenda", "agenda_treated", 900802, "2011/12", "V1/6"), "postponed")
        # SEF came a day late; the second row is about the same, in small letters.
        self.assertEqual(self.word("visit_document", "received_on", 900802, "2011/12", "V2/SEF/"), "2012-02-24")
        self.assertEqual(self.word("visit_document", "waived_on", 900802, "2011/12", "V1/pupil estimates/Year 6"),
                         "2011-10-21")
        self.assertEqual(self.word("visit_record", "conformity", 900802, "2011/12", "V1"), "fails")
        self.assertEqual(self.figure("VISIT_RECORD_WORDS", 900802, "2011/12", "V7"), "0")
        self.assertEqual(self.figure("VISIT_RECORD_CAPACITY", 900802, "2011/12", "V2"), "not_supplied")
        self.assertEqual(self.word("action", "outcome", 900802, "2011/12", "1"), "partly done")
        self.assertEqual(self.word("action", "action_text", 900802, "2011/12", "2"),
                         "Review marking so that pupils know what to do next")
        self.assertEqual(self.figure("FEEDBACK_RATING", 900802, "2011/12", "V2/adviser"), "not_applicable")

    def test_rows_that_other_registers_should_have(self) -> None:
        self.assertEqual(self.sql("select concat_ws(' ', file_name, line, column_name, raw_value) from termwise.quality_issue"
                                  " join termwise.batch on batch.id = batch where rule = 'unknown-reference'"
                                  " order by quality_issue.id"),
                         ["assignment_kent.csv 5 ADVISER K09", "visit_norfolk.csv 4 ADVISER N9",
                          "visit_agenda_norfolk.csv 5 VISIT V1",  # of the year before
                          "visit_record_norfolk.csv 4 VISIT V7", "action_norfolk.csv 5 VISIT V8",
                          "shadowing_kent.csv 4 ADVISER K07", "support_package_norfolk.csv 4 ACTION 9",
                          "plan_review_kent.csv 4 PLAN 2", "inspection_response_kent.csv 3 INSPECTION_NUMBER 399999"])

    def test_targets_and_estimates(self) -> None:
        self.assertEqual(self.figure("TARGET_PERCENT", 900800, "2009/10", "T1/4/all"), "60.0")
        self.assertEqual(self.figure("TARGET_PERCENT", 900800, "2009/10", "T4//all"), "5.0")
        self.assertEqual(self.figure("TARGET_PERCENT", 900800, "2009/10", "T1/4/FSM"), "not_supplied")
        self.assertEqual(self.figure("TARGET_PUPILS", 900800, "2009/10", "T1/4/FSM"), "4")
        self.assertEqual(self.word("target", "target_judgement", 900800, "2009/10", "T1/4/all"), "not challenging")
        self.assertEqual(self.figure("ESTIMATE_PERCENT", 900800, "2009/10", "T1/4/all/D/"), "78.4")
        self.assertEqual(self.figure("ESTIMATE_PERCENT", 900800, "2009/10", "T1/4/all/PA/5"), "84.0")
        self.assertEqual(self.figure("ESTIMATE_RANK", 900800, "2009/10", "T1/4/all/PA/25"), "25")
        self.assertEqual(self.figure("ESTIMATE_PERCENT", 900800, "2009/10", "T6/5/FSM/SE/25"), "unparseable")

    def test_concern_and_support(self) -> None:
        self.assertEqual(self.word("flag", "expires_on", 900800, "2008/09", "F1"), "2009-03-31")
        self.assertEqual(self.word("flag", "flag_type", 900801, "2008/09", "F2"), "")  # rumour
        self.assertEqual(self.word("support_package", "provider_urn", 900802, "2011/12", "P1"), "900803")
        self.assertEqual(self.figure("SUPPORT_PACKAGE_COST", 900802, "2011/12", "P2"), "2650.00")
        self.assertEqual(self.figure("SUPPORT_PACKAGE_COST", 900802, "2011/12", "P3"), "unparseable")
        self.assertEqual(self.word("milestone", "htpm_reviewed_on", 900800, "2008/09"), "2008-12-12")
        self.assertEqual(self.word("support_plan", "single_plan", 900801, "2008/09", "1"), "yes")
        self.assertEqual(self.word("plan_review", "plan_progress", 900801, "2008/09", "1/1"), "behind")
        self.assertEqual(self.word("warning_notice", "notice_grounds", 900800, "2008/09", "W1"), "safety")
        self.assertEqual(self.figure("SEF_GRADE_ADVISER", 900802, "2011/12", "V2/overall effectiveness"), "3")
        self.assertEqual(self.word("inspection_response", "la_acknowledged_on", 900800, "2006/07", "300001"), "2006-11-21")
        self.assertEqual(self.word("inspection_issue", "key_issue", 900800, "2006/07", "300001/marking"), "marking")
        self.assertEqual(self.figure("INDICATOR_VALUE", 900804, "2005/06", "wellbeing"), "87.125")

    def test_rows_of_an_la_have_a_key_too(self) -> None:
        self.assertEqual(self.sql("select item from termwise.wide_bulletin where la_code = '926' order by item"),
                         ["189/10", "201/10"])
        self.assertEqual(self.sql("select concat_ws(' ', la_code, name, valid_to) from termwise.wide_la"
                                  " where academic_year = '2008/09' order by la_code"),
                         ["908 Invented County 2009-03-31", "926 Norfolk"])


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
