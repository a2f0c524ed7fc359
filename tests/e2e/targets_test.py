#!/usr/bin/python3
"""Targets, estimates, results and absence of Kent's schools as files, through the real host: each check's findings are those
that follow from the files by whole numbers and fractions, worked out here."""
import datetime
import itertools
import os
import pathlib
import random
import shutil
import tempfile
import unittest
from fractions import Fraction

from termwise_cli import ROOT, Termwise

BUILD = pathlib.Path(os.environ["TERMWISE_BUILD"])
CODES = ["T1", "T2", "T3", "T4", "T5", "T6", "T7", "T8"]
STATUTORY = CODES[:4]
FFT = {"T1", "T2", "T3", "T5", "T6", "T7"}
FLOOR = 55  # Kent's in the autumn of 2008
# What each result is counted in, and of whom.
RESULTS = {"T1": ("L4_ENGLISH_MATHS", "COHORT"), "T2": ("LP2_ENGLISH", "LP2_ENGLISH_KNOWN"),
           "T3": ("LP2_MATHS", "LP2_MATHS_KNOWN"), "T5": ("L4_ENGLISH", "COHORT"), "T6": ("L4_MATHS", "COHORT"),
           "T8": ("L2_READING", "KS1")}
AS_AT = {"autumn": datetime.date(2008, 11, 15), "january": datetime.date(2009, 1, 1)}


def reached(school, code):
    if code == "T4":
        if school["absence"] is None:
            return None
        possible, *missed = school["absence"]
        return Fraction(100 * sum(missed), possible)
    count, of = RESULTS[code]
    return None if school["results"][count] is None else Fraction(100 * school["results"][count], school["results"][of])


def draw_schools():
    """Schools whose figures lie on both sides of every limit, and on it. Of half of them something may be missing; some aim
    higher than others in all that they do."""
    draw = random.Random(2010)
    schools = []
    for urn in range(900001, 900091):
        tidy = draw.random() < 0.5
        maybe = 0.0 if tidy else 0.12
        aim = draw.choice([-2, 0, 0, 3])
        cohort = draw.randint(8, 60)
        school = {"urn": urn, "results": {"COHORT": cohort, "KS1": cohort + 3}, "targets": {}, "past": {}, "estimates": {},
                  "absence": None}
        for code, (count, of) in RESULTS.items():
            total = school["results"].setdefault(of, cohort - draw.randint(0, 2))
            school["results"][count] = None if draw.random() < maybe else draw.randint(total // 3, total)
        for code in CODES:
            if draw.random() < maybe:
                continue
            near = [Fraction(FLOOR), Fraction(60)]
            if code in RESULTS and school["results"][RESULTS[code][0]] is not None:
                near = [reached(school, code)] * 3 + near[:1]
            percent = Fraction(max(0, min(100, round(draw.choice(near)) + draw.randint(-2, 2) + aim)))
            if code == "T4":
                percent = Fraction(draw.randint(46, 56), 10)
            school["targets"][code] = {
                "percent": None if draw.random() < maybe else percent,
                "cohort": None if draw.random() < maybe else cohort - draw.randint(0, 1),
                "judgement": "challenging" if tidy and aim > 0 else draw.choice(["", "challenging", "not challenging",
                                                                                 "views differ"]),
                "rationale": draw.choice(["", "A smaller cohort"])}
            if code in FFT:
                school["estimates"][code] = {
                    kind: None if draw.random() < maybe else
                    max(Fraction(0), min(Fraction(100), percent - aim + Fraction(draw.randint(-10, 15), 10))) for kind in "ABD" if draw.random() >= maybe}
            if draw.random() < 0.7:
                school["past"][code] = Fraction(draw.randint(46, 56), 10) if code == "T4" else \
                    Fraction(draw.randint(40, 95)) if aim >= 0 else max(Fraction(0), percent - draw.randint(0, 30))
        if draw.random() >= maybe:
            possible = draw.randint(20, 60) * 100
            school["absence"] = (possible, possible * draw.randint(36, 44) // 1000, possible // 100)
        # Whole pupils, some of the time.
        if aim == 0:
            for code, target in school["targets"].items():
                if code != "T4" and target["percent"] is not None and target["cohort"] is not None:
                    pupils = draw.randint(target["cohort"] // 2, target["cohort"])
                    target["percent"] = Fraction((200 * pupils + target["cohort"]) // (2 * target["cohort"]))
        schools.append(school)
    return schools


def written(number):
    if number is None:
        return ""
    tenths = number * 10
    assert tenths.denominator == 1
    return str(number) if number.denominator == 1 else f"{tenths.numerator // 10}.{tenths.numerator % 10}"


def files_of(schools):
    columns = ["COHORT", "L4_ENGLISH", "L4_MATHS", "L4_ENGLISH_MATHS", "LP2_ENGLISH", "LP2_ENGLISH_KNOWN", "LP2_MATHS",
               "LP2_MATHS_KNOWN"]
    results = ["URN,LA,SCHOOL," + ",".join(columns)]
    targets = ["URN,LA,YEAR,TARGET,LEVEL,GROUP,SET_ON,JUDGEMENT,RATIONALE,TARGET_PERCENT,COHORT"]
    estimates = ["URN,LA,YEAR,TARGET,LEVEL,GROUP,ESTIMATE,RANK,PERCENT"]
    absence = ["URN,LA,YEAR,POSSIBLE,AUTHORISED,UNAUTHORISED"]
    younger = ["URN,LA,YEAR,COHORT,L2_READING,L2B_READING,L3_READING,L2_WRITING,L2B_WRITING,L3_WRITING,L2_MATHS,L2B_MATHS,"
               "L3_MATHS,L2_SCIENCE,L3_SCIENCE"]
    for school in schools:
        urn = school["urn"]
        figures = ["" if school["results"].get(name) is None else str(school["results"][name]) for name in columns]
        results.append(f"{urn},886,School {urn}," + ",".join(figures))
        reading = school["results"]["L2_READING"]
        younger.append(f"{urn},886,2007/08,{school['results']['KS1']},{'' if reading is None else reading}" + "," * 10)
        for code, target in school["targets"].items():
            level = {"T1": "4", "T5": "4", "T6": "4", "T7": "4", "T8": "2"}.get(code, "")
            targets.append(f"{urn},886,2009/10,{code},{level},all,20/10/2008,{target['judgement']},{target['rationale']},"
                           f"{written(target['percent'])},{target['cohort'] or ''}")
        for code, percent in school["past"].items():
            level = {"T1": "4", "T5": "4", "T6": "4", "T7": "4", "T8": "2"}.get(code, "")
            targets.append(f"{urn},886,2007/08,{code},{level},all,20/10/2006,,,{written(percent)},")
        for code, kinds in school["estimates"].items():
            level = {"T1": "4", "T5": "4", "T6": "4", "T7": "4"}.get(code, "")
            for kind, percent in kinds.items():
                # NA: there is none for so few pupils.
                estimates.append(f"{urn},886,2009/10,{code},{level},all,{kind},,{written(percent) or 'NA'}")
        if school["absence"]:
            absence.append(f"{urn},886,2007/08," + ",".join(map(str, school["absence"])))
    return {"ks2_levels_kent_2007-08.csv": results, "target_kent.csv": targets, "estimate_kent.csv": estimates,
            "absence_year_kent.csv": absence, "ks1_levels_kent.csv": younger}


# ---- The definitions: True, False or None for what is not known; a code that is left out has nothing to be asked ----

def less(a, b):
    return None if a is None or b is None else a < b


def any_of(answers):
    return True if True in answers else (None if None in answers else False)


def percent_of(school, code):
    return school["targets"][code]["percent"]


def estimate_check(school, kinds):
    answers = {}
    for code in school["targets"]:
        if code in FFT:
            there = [kind for kind in kinds if kind in school["estimates"][code]]
            answers[code] = any_of([less(percent_of(school, code), school["estimates"][code][kind]) for kind in there]) \
                if there else None
    return answers


def a10(percent, cohort):
    if percent is None or cohort is None:
        return None
    # k of n are published as floor(100 k / n + 1/2).
    return not any(Fraction(100 * k, cohort) + Fraction(1, 2) >= percent and
                   Fraction(100 * k, cohort) + Fraction(1, 2) < percent + 1 for k in range(cohort + 1))


def expected(school):
    targets = school["targets"]
    found = {"a2": estimate_check(school, "D"), "a3": estimate_check(school, "BA"),
             "a4": {code: less(percent_of(school, code), reached(school, code)) for code in targets if code in RESULTS},
             "a5": {"T1": less(percent_of(school, "T1"), FLOOR)} if "T1" in targets else {},
             "a6": {code: None for code in ("T2", "T3") if code in targets},  # no median of 2008 is known
             "a9": {"T4": less(reached(school, "T4"), percent_of(school, "T4"))} if "T4" in targets else {},
             "a10": {code: a10(target["percent"], target["cohort"]) for code, target in targets.items() if code != "T4"},
             "a12": {code: None if not target["judgement"] else target["judgement"] != "challenging"
                     for code, target in targets.items()}}
    found["a11"] = {}
    for code, percent in school["past"].items():
        if code == "T4":
            found["a11"][code] = less(percent + 1, reached(school, code))
        elif code in RESULTS:
            found["a11"][code] = less(reached(school, code), percent - 10)
    found["a7"], found["a8"] = {}, {}
    if "T1" in targets:
        parts = [percent_of(school, code) for code in ("T5", "T6") if code in targets]
        above = any_of([less(part, percent_of(school, "T1")) for part in parts])
        if len(parts) == 2 or above:
            found["a7"]["T1"] = above
        if len(parts) == 2:
            found["a8"]["T1"] = None if None in parts else less(percent_of(school, "T1"), sum(parts) - 100)
    return found


OUTCOMES = {"a2": ("BELOW_TOP_QUARTER", "NOT_BELOW"), "a3": ("BELOW_AVERAGE", "NOT_BELOW"),
            "a4": ("BELOW_PREVIOUS", "NOT_BELOW"), "a5": ("BELOW_FLOOR", "NOT_BELOW"), "a6": ("BELOW_MEDIAN", "NOT_BELOW"),
            "a7": ("IMPOSSIBLE", "POSSIBLE"), "a8": ("IMPOSSIBLE", "POSSIBLE"), "a9": ("ABOVE_PREVIOUS", "NOT_ABOVE"),
            "a10": ("NO_WHOLE_PUPILS", "WHOLE_PUPILS"), "a11": ("FAR_FROM_TARGET", "NEAR_TARGET"),
            "a12": ("QUESTIONED", "NOT_QUESTIONED")}


def outcome(check, answers):
    if True in answers.values():
        return OUTCOMES[check][0]
    if None in answers.values():
        return "NOT_KNOWN"
    return OUTCOMES[check][1] if answers else "NO_TARGET"


class TargetsTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.directory = pathlib.Path(tempfile.mkdtemp(prefix="termwise-e2e-"))
        cls.addClassCleanup(shutil.rmtree, cls.directory, ignore_errors=True)
        config = cls.directory / "config"
        shutil.copytree(ROOT / "config", config, ignore=shutil.ignore_patterns("sample", "*.md"))
        cls.termwise = Termwise(BUILD, cls.directory, config)
        cls.termwise.__enter__()
        cls.addClassCleanup(cls.termwise.discard)
        cls.schools = draw_schools()
        for name, rows in files_of(cls.schools).items():
            file = cls.directory / name
            file.write_text("\n".join(rows) + "\n", encoding="utf-8")
            cls.termwise.call("ingest", file)
        cls.found = {}
        for season, day in AS_AT.items():
            cls.termwise.call("run", "target-check", "--la", "886", "--year", "2007/08", "--as-at", day.isoformat())
            cls.found[season] = {(one["rule"].removeprefix("target-"), one["urn"]): one for one in
                                 cls.termwise.json("findings", "--la", "886", "--job", "target-check")}

    def test_each_check_of_each_school(self):
        seen = set()
        for school, season in itertools.product(self.schools, AS_AT):
            for check, answers in expected(school).items():
                one = self.found[season][check, school["urn"]]
                with self.subTest(check=check, urn=school["urn"], season=season):
                    self.assertEqual(one["outcome"], outcome(check, answers))
                    codes = {note for note in one["notes"] if note.removesuffix("_NOT_KNOWN") in CODES}
                    self.assertEqual(codes, {code + ("" if answer else "_NOT_KNOWN") for code, answer in answers.items()
                                             if answer is not False})
                    seen.add((check, one["outcome"]))
        # The draw meets each answer of each check, but for medians that nobody has published.
        self.assertEqual({(check, code) for check, pair in OUTCOMES.items() for code in (*pair, "NOT_KNOWN") if check != "a6"}
                         - seen, set())

    def test_statutory_targets_are_missing_from_1_january(self):
        for school in self.schools:
            lacking = {code for code in STATUTORY if code not in school["targets"]}
            for season, missing in (("autumn", "STILL_TO_BE_SET"), ("january", "MISSING")):
                one = self.found[season]["a1", school["urn"]]
                self.assertEqual(one["outcome"], missing if lacking else "SET")
                self.assertEqual({note for note in one["notes"] if note in CODES}, lacking)
                self.assertEqual("ALERT" in one["notes"], bool(lacking) and season == "january")

    def test_rationale_is_asked_for(self):
        for school in self.schools:
            one = self.found["autumn"]["a4", school["urn"]]
            below = [code for code, answer in expected(school)["a4"].items() if answer]
            reasons = {bool(school["targets"][code]["rationale"]) for code in below}
            self.assertEqual("RATIONALE" in one["notes"], True in reasons)
            self.assertEqual("NO_RATIONALE" in one["notes"], False in reasons)

    def test_every_figure_is_followed_to_its_file(self):
        school = next(one for one in self.schools
                      if expected(one)["a2"].get("T1") and one["estimates"]["T1"].get("D") is not None)
        text = self.termwise.call("explain", "--urn", school["urn"], "--rule", "target-a2", "--year", "2007/08")
        self.assertIn("target_kent.csv", text)
        self.assertIn("estimate_kent.csv", text)
        self.assertIn("FFT estimate of type D", text)

    def test_a_replay_gives_the_same(self):
        runs = self.termwise.json("runs")
        number = max(one["run"] for one in runs if one["job"] == "target-check")
        self.termwise.call("replay", number)


if __name__ == "__main__":
    unittest.main()
