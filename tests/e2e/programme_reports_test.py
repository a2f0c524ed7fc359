#!/usr/bin/python3
"""`termwise report` on the registers that people keep and on results: each table against the same worked out here from the files."""
import collections
import csv
import io
import math
import os
import pathlib
import random
import shutil
import tempfile
import unittest
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from statistics import NormalDist

from termwise_cli import ROOT, Termwise

BUILD = os.environ["TERMWISE_BUILD"]
SAMPLES = ROOT / "tests" / "ingest" / "samples"
USAGE_ERROR, DATA_ERROR = 64, 65
SUPP = "SUPP"
# Kent briefing 2008, slides 22 and 23: two ranks are shared.
ISSUE_COUNTS = (136, 126, 98, 87, 67, 64, 64, 55, 55, 51)
ISSUES = ("mathematics", "writing", "marking", "challenge of work", "teaching", "assessment", "tracking", "attendance",
          "science", "governance")
ASPECTS = {"RELATIONSHIPS": "Working relationships", "PREPARATION": "Preparation", "KNOWLEDGE": "Knowledge of the school",
           "FOLLOW_UP": "Follow-up of what was agreed", "DISCUSSION": "Purposeful discussion",
           "IMPACT_EXPLORED": "Impact and value for money explored", "BALANCE": "Balance of support and challenge",
           "RECORD": "Record of visit conforms"}
ENGLAND_2009 = {"Level 4 in English and maths": 72}
ENGLAND_KS1_2008 = {"Level 2 in reading": 84, "Level 2 in writing": 80, "Level 2 in maths": 90, "Level 3 in reading": 25,
                    "Level 3 in writing": 12, "Level 3 in maths": 21}


def rounded(number, places=1):
    exact = Fraction(number)
    shown = (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return str(abs(shown) if shown == 0 else shown)


def percent(part, whole):
    return None if whole == 0 else rounded(Fraction(100 * part, whole))


def wilson(part, whole):
    z = NormalDist().inv_cdf(0.975)
    rate, square = part / whole, z * z / whole
    middle, half = rate + square / 2, z * math.sqrt(rate * (1 - rate) / whole + square / (4 * whole))
    return [Decimal(100 * (middle + side * half) / (1 + square)).quantize(Decimal("0.1"), ROUND_HALF_UP) for side in (-1, 1)]


def verdict(part, whole, national):
    """By z = (p - p0) / sqrt(p0 (1 - p0) / n) against 1.96, exactly."""
    if whole < 11:
        return "too few pupils"
    rate, nation = Fraction(part, whole), Fraction(national, 100)
    if (rate - nation) ** 2 * whole < Fraction(196, 100) ** 2 * nation * (1 - nation):
        return "not significant"
    return "below" if rate < nation else "above"


class ProgrammeReportsTest(unittest.TestCase):
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
        cls.random = random.Random(2008)
        cls.west_sussex()
        cls.shadowings()
        cls.norfolk()
        cls.inspections()
        cls.results()
        cls.money()

    @classmethod
    def write(cls, name, rows):
        path = cls.directory / name
        with path.open("w", encoding="utf-8", newline="") as target:
            writer = csv.DictWriter(target, rows[0])
            writer.writeheader()
            writer.writerows(rows)
        return path

    @classmethod
    def load(cls, name, rows):
        [report] = cls.termwise.json("ingest", cls.write(name, rows))
        if report["rejected"] or report["errors"] or report["accepted"] != len(rows):
            raise AssertionError(report)

    @classmethod
    def register(cls, template, name, rows):
        """Rows with the columns of a register's empty file; what they do not say is left empty."""
        columns = next(csv.reader(io.StringIO(cls.termwise.call("ingest", "--template", template).lstrip("\ufeff"), newline="")))
        unknown = {key for row in rows for key in row} - set(columns)
        if unknown:
            raise AssertionError(unknown)
        cls.load(name, [{column: row.get(column, "") for column in columns} for row in rows])

    # ---- What is loaded ----

    @classmethod
    def west_sussex(cls):
        """The roll-out of 2005/06: 10 advisers, 6 of them heads, for 40 schools, 28 of which have a head; and a year after."""
        kinds = ["serving head"] * 4 + ["consultant head"] * 2 + ["LA staff"] * 4
        advisers = [{"LA": "938", "ADVISER": f"SIP{i:02}", "YEAR": "2005/06", "NAME": f"Adviser {i}", "TYPE": kind,
                     "HEADSHIP": "none" if kind == "LA staff" else "secondary"} for i, kind in enumerate(kinds)]
        schools = [(900100 + i, f"SIP{i % 6:02}" if i < 28 else f"SIP{6 + i % 4:02}") for i in range(40)]
        assignments = [{"URN": urn, "LA": "938", "ADVISER": adviser, "YEAR": "2005/06", "ASSIGNMENT": "current"}
                       for urn, adviser in schools]
        advisers.append({"LA": "938", "ADVISER": "SIP00", "YEAR": "2006/07", "NAME": "Adviser 0", "TYPE": "LA staff",
                         "HEADSHIP": "primary"})
        for urn, adviser, state in ((900100, "SIP00", "disputed"), (900101, "SIP00", "current"), (900101, "SIP99", "current"),
                                    (900102, "SIP00", "ended"), (900103, "SIP00", "proposed")):
            assignments.append({"URN": urn, "LA": "938", "ADVISER": adviser, "YEAR": "2006/07", "ASSIGNMENT": state})
        cls.register("adviser", "adviser_938.csv", advisers)
        cls.register("assignment", "assignment_938.csv", assignments)

    @classmethod
    def shadowings(cls):
        cls.shadowed = [{"LA": "886", "ADVISER": f"K{i % 17}", "SHADOWING": f"{i}", "YEAR": year,
                         "SHADOWED_ON": f"20{year[5:]}-03-05",
                         **{column: cls.random.choice(("strength", "strength", "to develop", "not seen", "")) for column in ASPECTS}}
                        for year, count in (("2007/08", 30), ("2008/09", 40)) for i in range(count)]
        cls.register("shadowing", "shadowing_886.csv", cls.shadowed)

    @classmethod
    def norfolk(cls):
        """A year of visits, with their records, documents, forms and actions."""
        choice = cls.random.choice
        key = {"LA": "926", "YEAR": "2011/12"}
        cls.visits, cls.records, cls.documents, cls.forms, cls.actions = [], [], [], [], []
        for urn in range(900200, 900230):
            for number, kind in enumerate(("data and targets", "self-evaluation", "improvement", "performance management"), 1):
                visit = {"URN": urn, **key, "VISIT": f"V{number}"}
                state = choice(("held", "held", "held", "planned", "cancelled"))
                cls.visits.append({**visit, "TERM": "autumn", "VISIT_TYPE": kind, "VISIT_STATUS": state})
                if state == "held" and kind != "performance management" and choice((1, 1, 0)):
                    day = choice(("2012-03-20", ""))
                    cls.records.append({**visit, "SUBMITTED_ON": day, "CONFORMITY": choice(("conforms", "fails", "")) if day else "",
                                        "QA_SIGNED_ON": choice(("2012-04-01", "")) if day else "",
                                        "SHARED_WITH_HEAD_ON": choice(("2012-04-02", "")) if day else "",
                                        "SHARED_WITH_CHAIR_ON": choice(("2012-04-02", "")) if day else "",
                                        "SHARED_WITH_LA_ON": choice(("2012-04-02", "")) if day else "",
                                        "IMPACT_EVALUATED": choice(("yes", "no")), "DIFFERENCES_OF_VIEW": choice(("yes", "no", ""))})
                cls.documents.append({**visit, "DOCUMENT": "SEF", "DUE_ON": "2012-02-23",
                                      "RECEIVED_ON": choice(("2012-02-22", "2012-02-23", "2012-02-24", "")),
                                      "WAIVED_ON": choice(("", "", "2012-02-20"))})
                cls.forms.append({**visit, "FROM": choice(("head teacher", "head teacher", "governors")), "LEFT_ON": "2012-03-08",
                                  "RECEIVED_ON": choice(("2012-03-20", "2012-03-20", "")),
                                  "WAIVED_ON": choice(("", "", "", "2012-03-30")), "RATING": choice(("1", "1", "2", "3", "4", ""))})
                cls.actions.append({**visit, "ACTION": f"A{number}", "ACTION_TYPE": "action point", "WHAT": "Mark more",
                                    "DUE_ON": "2012-07-01", "OUTCOME": choice(("done", "not done", ""))})
        # Too few to be shown to people outside the team.
        cls.forms += [{"URN": 900200 + i, **key, "VISIT": "V1", "FROM": "adviser", "LEFT_ON": "2012-03-08",
                       "RECEIVED_ON": "2012-03-09", "RATING": "2"} for i in range(3)]
        cls.register("visit", "visit_926.csv", cls.visits)
        cls.register("visit-record", "visit_record_926.csv", cls.records)
        cls.register("visit-document", "visit_document_926.csv", cls.documents)
        cls.register("feedback", "feedback_926.csv", cls.forms)
        cls.register("action", "action_926.csv", cls.actions)
        cls.register("support-package", "support_package_926.csv",
                     [{"URN": urn, **key, "PACKAGE": package, "PACKAGE_TYPE": kind, "PROVIDER": "LA", "SUPPORT_DAYS": days, "COST": cost}
                      for urn, package, kind, days, cost in ((900200, "1", "brokering", "0.5", "150.00"), (900200, "2", "brokering", "1.0", "300.50"),
                                                             (900201, "1", "brokering", "", ""), (900202, "1", "intensive monitoring", "3", "1200"))])
        cls.norfolk_advisers = [{"LA": "926", "ADVISER": f"N{i}", "YEAR": "2011/12", "NAME": f"Adviser {i}",
                                 "ACCREDITATION": choice(("active", "none")), "LINE_MANAGER": choice(("M1", "")),
                                 "MENTOR": choice(("N1", "")), "DATA_TRAINED_ON": choice(("2011-09-09", ""))} for i in range(12)]
        cls.register("adviser", "adviser_926.csv", cls.norfolk_advisers)
        cls.register("shadowing", "shadowing_926.csv",
                     [{"LA": "926", "ADVISER": f"N{i}", "SHADOWING": f"{n}", "YEAR": "2011/12", "SHADOWED_ON": day}
                      for i, n, day in ((0, 1, "2012-03-01"), (0, 2, "2012-03-02"), (1, 1, "2012-03-01"), (2, 1, ""))])

    @classmethod
    def inspections(cls):
        """Kent's inspections from September 2005 to July 2008, a day before and a day after, and their key issues."""
        days = [f"{year}-{month:02}-{day:02}" for year in range(2005, 2009) for month in range(1, 13) for day in (1, 11, 28)]
        days = [day for day in days if "2005-09-01" <= day <= "2008-07-31"]
        cls.inspected = []
        for i in range(300):
            grade = cls.random.choice(("1", "2", "2", "3", "3", "4", "9"))
            cls.inspected.append({"URN": 900300 + i % 200, "LA": "886", "INSPECTION_NUMBER": f"{310000 + i}",
                                  "INSPECTION_TYPE": "monitoring visit" if grade == "9" else "S5",
                                  "START_DATE": cls.random.choice(days), "OVERALL_EFFECTIVENESS": grade,
                                  "CATEGORY": cls.random.choice(("SM", "NTI")) if grade == "4" else ""})
        for number, day in (("320000", "2005-08-31"), ("320001", "2008-08-01")):
            cls.inspected.append({"URN": 900300, "LA": "886", "INSPECTION_NUMBER": number, "INSPECTION_TYPE": "S5",
                                  "START_DATE": day, "OVERALL_EFFECTIVENESS": "1", "CATEGORY": ""})
        cls.register("inspection", "inspections_886.csv", cls.inspected)
        in_period = cls.inspected[:300]
        issues = []
        for issue, count in zip(ISSUES, ISSUE_COUNTS):
            for inspection in cls.random.sample(in_period, count):
                day = inspection["START_DATE"]
                start = int(day[:4]) - (day[5:] < "09-01")
                issues.append({"URN": inspection["URN"], "LA": "886", "YEAR": f"{start}/{(start + 1) % 100:02}",
                               "INSPECTION_NUMBER": inspection["INSPECTION_NUMBER"], "ISSUE": issue})
        cls.named = {row["INSPECTION_NUMBER"] for row in issues}
        outside = [{"URN": 900300, "LA": "886", "YEAR": year, "INSPECTION_NUMBER": number, "ISSUE": "science"}
                   for number, year in (("320000", "2004/05"), ("320001", "2007/08"), ("399999", "2007/08"))]
        cls.register("inspection-issue", "inspection_issue_886.csv", issues + outside)

    @classmethod
    def results(cls):
        schools = ((900400, 50, 29, 26), (900401, 50, 40, 41), (900402, 50, 27, 27), (900403, 8, 4, 3), (900404, 8, 6, 5))
        for year, place in (("2007-08", 2), ("2008-09", 3)):
            rows = [{"URN": school[0], "LA": "886", "SCHOOL": f"School {school[0]}", "COHORT": school[1],
                     "L4_ENGLISH": school[1] * 4 // 5, "L4_MATHS": school[1] * 4 // 5, "L4_ENGLISH_MATHS": school[place],
                     "LP2_ENGLISH": school[1] // 2, "LP2_ENGLISH_KNOWN": school[1] - 1, "LP2_MATHS": school[1] // 3,
                     "LP2_MATHS_KNOWN": school[1]} for school in schools]
            cls.register("ks2-2008", f"ks2_levels_kent_{year}.csv", rows)
        cls.ks2 = rows
        cls.register("ks2-2008", "ks2_levels_sussex_2008-09.csv",
                     [{"URN": urn, "LA": "938", "SCHOOL": f"School {urn}", "COHORT": cohort, "L4_ENGLISH": english, "L4_MATHS": maths,
                       "L4_ENGLISH_MATHS": maths} for urn, cohort, english, maths in ((900600, 8, 8, 5), (900601, 20, 15, 12), (900602, 30, 20, 18))])
        cls.ks1 = [{"URN": urn, "LA": "886", "SCHOOL": f"School {urn}", "YEAR": "2007/08", "COHORT": cohort,
                    **{column: cls.random.randint(cohort // 3, cohort) for column in
                       ("L2_READING", "L2B_READING", "L2_WRITING", "L2_MATHS", "L2_SCIENCE")},
                    **{column: cls.random.randint(0, cohort // 3) for column in
                       ("L3_READING", "L3_WRITING", "L3_MATHS", "L3_SCIENCE")}} for urn, cohort in ((900400, 30), (900401, 60), (900402, 90))]
        cls.register("ks1-levels", "ks1_levels_886.csv", cls.ks1)
        cls.register("eyfs-scales", "eyfs_scales_886.csv", [{"URN": urn, "LA": "886", "YEAR": "2008/09", "COHORT": cohort, "GOOD": good}
                                                            for urn, cohort, good in ((900400, 41, 20), (900401, 30, 17))])
        cls.register("ks4-gcse", "ks4_gcse_kent_2008-09.csv",
                     [{"URN": urn, "LA": "886", "COHORT": 100, "FIVE_AC_ENGLISH_MATHS": count}
                      for urn, count in ((900450, 29), (900451, 30), (900452, 31))])
        key = {"URN": 900400, "LA": "886", "YEAR": "2008/09"}
        cls.register("sef-grade", "sef_grade_886.csv",
                     [{**key, "VISIT": "V2", "ASPECT": "overall effectiveness", "AGREED": "no", "SCHOOL_GRADE": 2, "ADVISER_GRADE": 3},
                      {**key, "VISIT": "V2", "ASPECT": "teaching", "AGREED": "yes", "SCHOOL_GRADE": 2, "ADVISER_GRADE": 2}])
        cls.register("milestone", "milestone_886.csv", [{**key, "DEVELOPMENT_PLAN_ON": "2008-10-01", "SEF_UPDATED_ON": "2008-10-20"}])
        cls.register("support-plan", "support_plan_886.csv",
                     [{**key, "PLAN": "1", "RECORDED_ON": "2008-11-03", "SINGLE_PLAN": "yes", "TRACKING": "no"}])
        cls.register("flag", "flag_886.csv", [{**key, "FLAG": "1", "FLAG_TYPE": "governance", "FLAG_OWNER": "area-adviser",
                                               "RAISED_ON": "2009-03-01", "EXPIRES_ON": "2009-12-31"}])
        cls.register("target", "target_886.csv",
                     [{**key, "YEAR": "2009/10", "TARGET": "T1", "LEVEL": "4", "GROUP": group, "SET_ON": "2008-12-01",
                       "TARGET_PERCENT": value} for group, value in (("all", 60), ("FSM", 40))])
        cls.load("inspections_900400.csv", [{"URN": 900400, "LA": "886", "SCHOOL": "School 900400", "INSPECTION_NUMBER": "330000",
                                             "INSPECTION_TYPE": "S5", "START_DATE": "2009-01-20", "OVERALL_EFFECTIVENESS": "3",
                                             "CAPACITY_TO_IMPROVE": "3", "CATEGORY": ""}])
        for year in ("2007/08", "2008/09"):
            for job in ("floor-check", "concern-flag"):
                cls.termwise.call("run", job, "--la", "886", "--year", year)

    @classmethod
    def sample(cls, name):
        return next(csv.DictReader(io.StringIO((SAMPLES / name).read_text(encoding="utf-8-sig"), newline="")))

    @classmethod
    def money(cls):
        spine, census = cls.sample("england_spine_2017-18_sample.csv"), cls.sample("sample_census_2015-16.csv")
        result = cls.sample("ks2_perf_2017.csv")
        cls.spent = ((900500, "1000000.00", "1000100.50", "-100.50", 250, 40, "65%"), (900501, "500000.49", "499999.99", "0.50", 100, 5, "60%"),
                     (900502, "750000.00", "700000.00", "50000.00", None, 30, "70%"))
        cls.load("england_spine_2017-18_more.csv",
                 [spine | {"URN": urn, "ESTAB": 3000 + urn % 100, "LAESTAB": 8863000 + urn % 100, "SCHNAME": f"School {urn}"}
                  for urn, *_ in cls.spent])
        cls.load("more_census_2015-16.csv", [census | {"URN": urn, "ESTAB": 3000 + urn % 100, "NOR": roll, "NORG": roll // 2, "NORB": roll - roll // 2,
                                                       "PNORG": "50.0", "PNORB": "50.0"}
                                             for urn, _, _, _, roll, _, _ in cls.spent if roll])
        cls.load("financials_2016.csv", [{"URN": urn, "Income": income, "Expenditure": spent, "Balance": balance, "Academic Year": 2016}
                                         for urn, income, spent, balance, *_ in cls.spent])
        cls.load("ks2_perf_2016.csv", [result | {"URN": urn, "KS2 Pupils": pupils, "KS2 Boys": "", "KS2 Girls": "", "Overall Meet Std": reached,
                                                 "Academic Year": 2016} for urn, _, _, _, _, pupils, reached in cls.spent])

    # ---- Reading reports ----

    def report(self, *arguments):
        return self.termwise.json("report", *arguments)

    def fails(self, exit_code, *arguments):
        done = self.termwise.run("report", *arguments)
        self.assertEqual(done.returncode, exit_code, done.stderr)
        self.assertEqual(done.stdout, "")
        return done.stderr

    # ---- Advisers ----

    def test_four_schools_an_adviser_and_seventy_percent_with_a_head(self):
        # West Sussex presentation of 2005, slides 7 and 17.
        report = self.report("sip-workforce", "--la", "938", "--year", "2005/06")
        rows = {row[0]: row[1:] for row in report["rows"]}
        self.assertEqual(rows["All advisers"], ["10", "40", "4.00", "100.0"])
        self.assertEqual(rows["With experience of headship"], ["6", "28", "4.67", "70.0"])
        self.assertEqual(rows["serving head"], ["4", "20", "5.00", "50.0"])
        self.assertEqual(rows["consultant head"], ["2", "8", "4.00", "20.0"])
        self.assertEqual(rows["LA staff"], ["4", "12", "3.00", "30.0"])
        self.assertEqual(rows["No adviser"], [None, "0", None, "0.0"])
        self.assertEqual(rows["National trial, 2004/05"], ["29", "62", "2.14", None])
        self.assertEqual(report["title"], "School Improvement Partners, West Sussex (938), 2005/06")

    def test_disputes_gaps_and_advisers_whom_no_register_has(self):
        rows = {row[0]: row[1:] for row in self.report("sip-workforce", "--la", "938")["rows"]}
        # Four schools: one in dispute, one with two advisers, one whose adviser has left, one with a proposal.
        self.assertEqual(rows["All advisers"], ["1", "2", "2.00", "50.0"])
        self.assertEqual(rows["With experience of headship"], ["1", "2", "2.00", "50.0"])
        self.assertEqual(rows["type not recorded"], ["0", "1", None, "25.0"])
        self.assertEqual(rows["No adviser"], [None, "2", None, "50.0"])
        self.assertEqual(rows["In dispute with its adviser"], [None, "1", None, "25.0"])

    def test_what_was_seen_over_the_years(self):
        report = self.report("qa-findings", "--la", "886", "--audience", "team")
        self.assertEqual(report["title"], "What was seen when advisers were shadowed, Kent (886), 2007/08 to 2008/09")
        expected, before = [], {}
        for column, aspect in ASPECTS.items():
            for year in ("2007/08", "2008/09"):
                seen = collections.Counter(row[column] for row in self.shadowed if row["YEAR"] == year)
                whole = seen["strength"] + seen["to develop"]
                share = Fraction(100 * seen["strength"], whole)
                change = rounded(share - before[aspect]) if aspect in before else None
                before[aspect] = share
                expected.append([aspect, year, str(whole), str(seen["strength"]), str(seen["to develop"]), str(seen["not seen"]),
                                 percent(seen["strength"], whole), change])
        self.assertEqual(report["rows"], expected)
        first = self.report("qa-findings", "--la", "886", "--year", "2007/08")["rows"]
        self.assertEqual([row[1] for row in first], ["2007/08"] * len(ASPECTS))

    def test_the_programme_as_an_external_review_sees_it(self):
        rows = {(row[0], row[1]): row[2:] for row in self.report("qa-summary", "--la", "926")["rows"]}

        def line(some, every):
            some, every = len(list(some)), len(list(every))
            return [str(some), str(every), percent(some, every)]

        going = [row for row in self.visits if row["VISIT_STATUS"] != "cancelled"]
        held = [row for row in going if row["VISIT_STATUS"] == "held"]
        self.assertEqual(rows["Visits", "Held, of those not cancelled"], line(held, going))
        to_record = [row for row in held if row["VISIT_TYPE"] != "performance management"]
        written = [row for row in self.records if row["SUBMITTED_ON"]]
        self.assertEqual(rows["Records of visit", "Submitted, of visits held that have one"], line(written, to_record))
        for name, column, word in (("Conform to the guidance", "CONFORMITY", "conforms"),
                                   ("Evaluate the impact of outside support", "IMPACT_EVALUATED", "yes"),
                                   ("Have a difference of view on record", "DIFFERENCES_OF_VIEW", "yes")):
            self.assertEqual(rows["Records of visit", name], line([row for row in written if row[column] == word], written))
        for name, column in (("Signed off by quality assurance", "QA_SIGNED_ON"), ("Shared with the head teacher", "SHARED_WITH_HEAD_ON"),
                             ("Shared with the chair of governors", "SHARED_WITH_CHAIR_ON"), ("Shared with the Authority", "SHARED_WITH_LA_ON")):
            self.assertEqual(rows["Records of visit", name], line([row for row in written if row[column]], written))
        due = [row for row in self.documents if row["RECEIVED_ON"] or not row["WAIVED_ON"]]
        self.assertEqual(rows["Documents for visits", "Received by the day they were due"],
                         line([row for row in due if row["RECEIVED_ON"] and row["RECEIVED_ON"] <= "2012-02-23"], due))
        asked = [row for row in self.forms if row["RECEIVED_ON"] or not row.get("WAIVED_ON")]
        self.assertEqual(rows["Feedback", "Forms that came back, of those not waived"],
                         line([row for row in asked if row["RECEIVED_ON"]], asked))
        self.assertEqual(rows["Action points", "With an outcome on record"], line([row for row in self.actions if row["OUTCOME"]], self.actions))
        self.assertEqual(rows["Advisers", "Shadowed on a visit"], ["2", "12", percent(2, 12)])
        for name, column in (("With a line manager", "LINE_MANAGER"), ("With a mentor", "MENTOR"), ("Trained in the analysis of data", "DATA_TRAINED_ON")):
            self.assertEqual(rows["Advisers", name], line([row for row in self.norfolk_advisers if row[column]], self.norfolk_advisers))
        self.assertEqual(rows["Advisers", "Accredited"],
                         line([row for row in self.norfolk_advisers if row["ACCREDITATION"] == "active"], self.norfolk_advisers))
        self.assertEqual(rows["Briefings", "Evaluation forms returned, of those who came"], ["0", "0", None])

    def feedback(self, forms):
        asked = [row for row in forms if row["RECEIVED_ON"] or not row.get("WAIVED_ON")]
        came = [row for row in asked if row["RECEIVED_ON"]]
        ratings = [int(row["RATING"]) for row in came if row["RATING"]]
        counts = [ratings.count(rating) for rating in (1, 2, 3, 4)]
        shown = [str(len(ratings)), *map(str, counts), percent(counts[0] + counts[1], len(ratings)), rounded(Fraction(sum(ratings), len(ratings)), 2)]
        return [str(len(asked)), str(len(came)), str(len(forms) - len(asked)), percent(len(came), len(asked))], shown

    def test_feedback_is_counted_and_few_ratings_are_withheld(self):
        senders = {"Adviser": "adviser", "Governors": "governors", "Head teacher": "head teacher"}
        team = {row[0]: row[1:] for row in self.report("feedback", "--la", "926", "--audience", "team")["rows"]}
        outside = {row[0]: row[1:] for row in self.report("feedback", "--la", "926")["rows"]}
        for name, sender in senders.items():
            counts, ratings = self.feedback([row for row in self.forms if row["FROM"] == sender])
            self.assertEqual(team[name], counts + ratings)
            self.assertEqual(outside[name][:4], counts)
        counts, ratings = self.feedback(self.forms)
        self.assertEqual(team["All"], counts + ratings)
        self.assertEqual(outside["All"], counts + ratings)
        # Three advisers are few, and from the governors' ratings and all people could work theirs out.
        self.assertEqual(set(outside["Adviser"][4:]), {SUPP})
        self.assertEqual(set(outside["Governors"][4:]), {SUPP})
        self.assertNotIn(SUPP, outside["Head teacher"])
        self.assertTrue(any("What people wrote on a form is not in Termwise" in note
                            for note in self.report("feedback", "--la", "926")["notes"]))

    def test_services_beyond_the_full_one(self):
        report = self.report("services", "--la", "926")
        self.assertEqual(report["rows"], [["Brokering", "2", None, "1.5", "450.50"], ["Intensive monitoring", "1", None, "3.0", "1200.00"]])
        self.assertIn("Orders without a price on record are counted, and add nothing to the amount.", report["notes"])
        self.assertIn("Whether schools have the full service is not known: no rule of the Authority's has said so for this year.", report["notes"])

    # ---- Inspections ----

    def outcomes(self, rows):
        grades = collections.Counter(row["OVERALL_EFFECTIVENESS"] for row in rows)
        graded = sum(grades[grade] for grade in "1234")
        categories = collections.Counter(row["CATEGORY"] for row in rows)
        return [str(len(rows)), *(str(grades[grade]) for grade in "1234"), str(grades["9"]),
                *(percent(grades[grade], graded) for grade in "1234"), str(categories["SM"]), str(categories["NTI"])]

    def test_outcomes_of_inspections_from_september_2005_to_july_2008(self):
        report = self.report("inspections", "--la", "886", "--from", "2005-09-01", "--to", "2008-07-31")
        self.assertEqual(report["title"], "Outcomes of inspections, Kent (886), 1 September 2005 to 31 July 2008")
        self.assertEqual([column["heading"] for column in report["columns"][2:6]], ["Outstanding", "Good", "Satisfactory", "Inadequate"])
        years = [("2005/06", "2005-09-01", "2006-08-31"), ("2006/07", "2006-09-01", "2007-08-31"), ("2007/08", "2007-09-01", "2008-07-31")]
        expected = [[year, *self.outcomes([row for row in self.inspected if first <= row["START_DATE"] <= last])] for year, first, last in years]
        self.assertEqual(report["rows"], [*expected, ["All", *self.outcomes(self.inspected[:300])]])
        year = self.report("inspections", "--la", "886", "--year", "2007/08")
        self.assertEqual(year["rows"][-1][1:], self.outcomes([row for row in self.inspected if "2007-09-01" <= row["START_DATE"] <= "2008-08-31"]))

    def test_key_issues_share_ranks(self):
        report = self.report("key-issues", "--la", "886", "--from", "2005-09-01", "--to", "2008-07-31")
        self.assertEqual([row[0] for row in report["rows"]], ["1", "2", "3", "4", "5", "6=", "6=", "8=", "8=", "10"])
        self.assertEqual([int(row[2]) for row in report["rows"]], list(ISSUE_COUNTS))
        self.assertEqual({row[1].lower(): int(row[2]) for row in report["rows"]}, dict(zip(ISSUES, ISSUE_COUNTS)))
        self.assertEqual(report["rows"][0][3], percent(136, len(self.named)))
        self.assertIn("1 inspection is left out, since no file says when it began.", report["notes"])

    def test_periods_that_are_none(self):
        both = "Give both days, --from and --to, or an academic year, --year."
        self.assertIn(both, self.fails(USAGE_ERROR, "inspections", "--la", "886", "--from", "2005-09-01"))
        self.assertIn("--to is before --from", self.fails(USAGE_ERROR, "inspections", "--la", "886", "--from", "2008-09-01", "--to", "2008-08-31"))
        self.assertIn("another period", self.fails(USAGE_ERROR, "key-issues", "--la", "886", "--from", "2008-09-01", "--to", "2008-10-01",
                                                   "--year", "2008/09"))
        self.assertIn("1 September 1988", self.fails(USAGE_ERROR, "key-issues", "--la", "886", "--from", "1900-01-01", "--to", "2008-10-01"))
        self.fails(USAGE_ERROR, "inspections", "--la", "886", "--from", "2008-02-30", "--to", "2008-10-01")
        self.assertIn("No inspections of Kent (886) from 1 January 2000 to 1 January 2001 are loaded",
                      self.fails(DATA_ERROR, "inspections", "--la", "886", "--from", "2000-01-01", "--to", "2001-01-01"))

    # ---- Results ----

    def line(self, part, whole, national):
        if national is None:
            return [str(whole), str(part), percent(part, whole), *map(str, wilson(part, whole)), None, None, None]
        return [str(whole), str(part), percent(part, whole), *map(str, wilson(part, whole)), str(national),
                rounded(Fraction(100 * part, whole) - national), verdict(part, whole, national)]

    def test_attainment_has_intervals_and_stands_against_england(self):
        report = self.report("attainment", "--la", "886", "--year", "2008/09", "--audience", "team")
        expected = []
        for column, label in (("L4_ENGLISH", "Level 4 in English"), ("L4_MATHS", "Level 4 in maths"),
                              ("L4_ENGLISH_MATHS", "Level 4 in English and maths")):
            for row in self.ks2:
                expected.append([str(row["URN"]), row["SCHOOL"], label, *self.line(row[column], row["COHORT"], ENGLAND_2009.get(label))])
            sums = [sum(row[name] for row in self.ks2) for name in (column, "COHORT")]
            expected.append(["", "All schools with counts", label, *self.line(*sums, ENGLAND_2009.get(label))])
        self.assertEqual(report["rows"], expected)
        verdicts = {row[-1] for row in report["rows"]}
        self.assertEqual(verdicts, {None, "below", "not significant", "too few pupils"})
        self.assertTrue(any(note.startswith("England, Level 4 in English and maths: 72% (DfE") for note in report["notes"]))
        outside = self.report("attainment", "--la", "886", "--year", "2008/09")["rows"]
        # Six of eight pupils in a subject, and three or five in both, tell of nobody among more than five.
        self.assertEqual(outside, report["rows"])
        public = self.report("attainment", "--la", "886", "--year", "2008/09", "--audience", "public")["rows"]
        hidden = {row[0] for row in public if SUPP in row}
        self.assertEqual(hidden, {"900403", "900404"})
        for row, everything in zip(public, report["rows"]):
            self.assertEqual(row, [cell if i < 3 or i == 8 or row[0] not in hidden or everything[i] is None and i > 8 else SUPP
                                   for i, cell in enumerate(everything)])

    def test_a_school_that_is_withheld_for_one_standard_is_for_all(self):
        rows = self.report("attainment", "--la", "938", "--year", "2008/09")["rows"]
        # All of eight pupils reach it in English, so that they and the next smallest school are withheld, in maths as well.
        self.assertEqual({row[0] for row in rows if SUPP in row}, {"900600", "900601"})
        for row in rows:
            self.assertEqual(row[3] == SUPP, row[0] in ("900600", "900601"), row)

    def test_key_stage_1_stands_against_england(self):
        report = self.report("key-stage-1", "--la", "886", "--audience", "team")
        columns = {f"Level {level} in {subject}": f"L{level}_{subject.upper()}" for level in (2, 3) for subject in ("reading", "writing", "maths", "science")}
        expected = []
        for label, column in columns.items():
            for row in self.ks1:
                expected.append([str(row["URN"]), row["SCHOOL"], label, *self.line(row[column], row["COHORT"], ENGLAND_KS1_2008.get(label))])
            sums = [sum(row[name] for row in self.ks1) for name in (column, "COHORT")]
            expected.append(["", "All schools with counts", label, *self.line(*sums, ENGLAND_KS1_2008.get(label))])
        self.assertEqual(report["rows"], expected)

    def test_percentages_become_the_only_count_that_fits(self):
        rows = {row[0]: row[3:] for row in self.report("attainment", "--la", "886", "--year", "2015/16", "--audience", "team")["rows"]
                if row[2].startswith("Expected")}
        # 26 of 40 pupils are 65%, and 3 of 5 are 60%; England's figure of 2016 is 53%.
        self.assertEqual(rows["900500"], self.line(26, 40, 53))
        self.assertEqual(rows["900501"], self.line(3, 5, 53))

    def test_schools_that_rose_above_and_fell_below(self):
        rows = {(row[0], row[1]): row[2:] for row in self.report("floor-changes", "--la", "886")["rows"]}
        # 65% in each subject to 2008; 55% in both from 2009: 26, 41, 27 of 50, 3 and 5 of 8.
        self.assertEqual(rows["ks2-floor", "2008/09"], ["5", "0", "3", "-3", "2", "0", "0"])
        # By Kent's own 55% in both years: from 29, 40, 27 of 50, 4 and 6 of 8.
        self.assertEqual(rows["kent-above-below", "2008/09"][:6], ["5", "0", "1", "-1", "2", "2"])
        self.assertIn("No rule about a floor has judged schools of Norfolk (926)", self.fails(DATA_ERROR, "floor-changes", "--la", "926"))

    def test_national_indicators(self):
        rows = {row[0]: row[2:] for row in self.report("national-indicators", "--la", "886", "--year", "2008/09")["rows"]}
        cohort = sum(row["COHORT"] for row in self.ks2)
        both = sum(row["L4_ENGLISH_MATHS"] for row in self.ks2)
        self.assertEqual(rows["NI 72"], ["37", "71", percent(37, 71), "2"])
        self.assertEqual(rows["NI 73"], [str(both), str(cohort), percent(both, cohort), "5"])
        below = sum(Fraction(row["L4_ENGLISH_MATHS"], row["COHORT"]) < Fraction(55, 100) for row in self.ks2)
        self.assertEqual(rows["NI 76"], [str(below), "5", percent(below, 5), "5"])
        self.assertEqual(rows["NI 78"], ["1", "3", percent(1, 3), "3"])
        for number, column in (("NI 93", "LP2_ENGLISH"), ("NI 94", "LP2_MATHS")):
            part, whole = (sum(row[name] for row in self.ks2) for name in (column, column + "_KNOWN"))
            self.assertEqual(rows[number], [str(part), str(whole), percent(part, whole), "5"])

    def test_spending_beside_results(self):
        rows = {row[0]: row[1:] for row in self.report("value-for-money", "--la", "886", "--year", "2015/16")["rows"]}
        self.assertEqual(rows["900500"], ["School 900500", "250", "4000", "4000", "0", "65.0"])
        # Three of five pupils reached it: so few are withheld.
        self.assertEqual(rows["900501"], ["School 900501", "100", "5000", "5000", "0", SUPP])
        self.assertEqual(rows["900502"], ["School 900502", None, None, None, None, "70.0"])

    def test_the_data_pack_has_all_side_by_side(self):
        report = self.report("data-pack", "--la", "886", "--urn", "900400", "--year", "2008/09", "--audience", "team")
        self.assertEqual(report["title"], "Data pack before a visit, School 900400 (URN 900400), 2008/09")
        rows = {(row[0], row[1], row[2]): row[3:] for row in report["rows"]}
        self.assertEqual(rows["Results", "Level 4 in English and maths, %", "2007/08"], ["58.0", "73", None])
        self.assertEqual(rows["Results", "Level 4 in English and maths, %", "2008/09"], ["52.0", "72", "6.0 points fewer than in the year before"])
        self.assertEqual(rows["Inspection", "Overall effectiveness", "20 January 2009"], [None, "3", "S5"])
        self.assertEqual(rows["Self-evaluation", "Overall effectiveness", "2008/09"],
                         ["2", "3", "beside it the adviser's grade, not agreed; the last inspection graded it 3"])
        self.assertEqual(rows["Self-evaluation", "Teaching", "2008/09"], ["2", "2", "beside it the adviser's grade, agreed"])
        self.assertIn(("Plans", "Development plan", "1 October 2008"), rows)
        self.assertEqual(rows["Plans", "Support plan 1", "3 November 2008"], [None, None, "without tracking of progress"])
        self.assertEqual(rows["Targets", "T1, level 4", "2009/10"], ["60.0", None, None])
        self.assertEqual([row for row in rows if row[0] == "Targets"], [("Targets", "T1, level 4", "2009/10")])
        self.assertEqual(rows["Concerns", "Governance", "1 March 2009"], [None, None, "to 31 December 2009"])
        outside = self.report("data-pack", "--la", "886", "--urn", "900400", "--year", "2008/09")
        self.assertNotIn("Concerns", {row[0] for row in outside["rows"]})
        small = self.report("data-pack", "--la", "886", "--urn", "900501", "--year", "2015/16")
        self.assertIn(SUPP, [row[3] for row in small["rows"] if row[0] == "Results"])
        self.assertIn(["Plans", "Nothing on record", None, None, None, "No plan and no action point is loaded for this year."], small["rows"])
        self.assertIn("A data pack is about one school", self.fails(USAGE_ERROR, "data-pack", "--la", "886"))
        self.assertIn("No records of the school with URN 999999", self.fails(DATA_ERROR, "data-pack", "--la", "886", "--urn", "999999",
                                                                             "--year", "2008/09"))

    # ---- The command ----

    def test_reports_take_what_they_say(self):
        listed = {entry["report"]: entry["options"] for entry in self.termwise.json("report")}
        self.assertEqual(listed["inspections"], ["--from --to"])
        self.assertEqual(listed["data-pack"], ["--urn"])
        given = {"--urn": ["--urn", "900400"], "--gap": ["--gap", "5"],
                 "--from --to": ["--from", "2008-09-01", "--to", "2009-08-31"]}
        for name, options in listed.items():
            for option, arguments in given.items():
                if option not in options:
                    message = self.fails(USAGE_ERROR, name, "--la", "886", *arguments)
                    self.assertIn(f"The report {name} does not take {option.replace(' ', ' and ')}. These do: ", message)
        for name in listed:
            if name not in ("progression", "groups", "exceptions", "absence", "floor-changes", "data-pack"):
                self.assertRegex(self.fails(DATA_ERROR, name, "--la", "999"), r"^No .* of Local Authority 999 are loaded\. Load a file")

    def test_every_format_of_a_register(self):
        arguments = ("key-issues", "--la", "886", "--year", "2006/07")
        report = self.report(*arguments)
        table = list(csv.reader(io.StringIO(self.termwise.call("report", *arguments, "--format", "csv").lstrip("\ufeff"))))
        self.assertEqual(table[1:], report["rows"])
        self.assertIn(report["title"], self.termwise.call("report", *arguments))
        self.assertIn(f"<h1>{report['title']}</h1>", self.termwise.call("report", *arguments, "--format", "html"))


if __name__ == "__main__":
    unittest.main()
