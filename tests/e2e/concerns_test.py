#!/usr/bin/python3
"""Kent's categories on the register of concerns: who is on it, what people decide, and who is told what in which digest."""
import os
import pathlib
import shutil
import tempfile
import unittest

from termwise_cli import ROOT, Termwise

BUILD = pathlib.Path(os.environ["TERMWISE_BUILD"])
LA_FILE = """code = "886"
name = "Kent"
[[plugin]]
name = "kent"
[[concern]]
rule = "concern-category"
clears = ["NONE"]
kept = ["OTHER_VULNERABLE"]
[[schedule]]
name = "weekly"
job = "digest"
rule = "every monday @ 07:00"
[mail]
allowed_domains = ["kent.invalid"]
owner = "head-of-school-improvement"
[[person]]
role = "head-of-school-improvement"
address = "head@kent.invalid"
jobs = ["concern-flag"]
schedule = "weekly"
[[person]]
role = "councillor"
address = "councillor@kent.invalid"
jobs = ["concern-flag"]
schedule = "weekly"
outside_team = true
"""
TERMS = [("2008/09", "autumn", "2008-09-01", "2008-12-19"), ("2008/09", "spring", "2009-01-05", "2009-04-03"),
         ("2008/09", "summer", "2009-04-20", "2009-07-22"), ("2009/10", "autumn", "2009-09-01", "2009-12-18")]
RESULTS = "URN,LA,SCHOOL,COHORT,L4_ENGLISH,L4_MATHS,L4_ENGLISH_MATHS,CVA,CVA_LOWER,CVA_UPPER\n"
ORCHARD, MILL, QUAY = 900001, 900002, 900003
# One that was settled long ago.
FLAGS = ("URN,LA,SCHOOL,YEAR,FLAG,FLAG_TYPE,WEIGHT,FLAG_OWNER,RAISED_ON,EXPIRES_ON,CLOSED_ON\n"
         f"{QUAY},886,Quay Primary School,2008/09,F0,governance,concern,area-adviser,2007-09-15,2008-07-31,2008-01-07\n")
ENTRY = "* Orchard Primary School (URN 900001)\n  Schools causing concern: Kent's categories"
DATA_ERROR, USAGE_ERROR, CONFIGURATION_ERROR = 65, 64, 78


def results(orchard, mill):
    """Pupils of 50 with level 4 in both: 28 are 56 percent, 27 are 54, and the floor of 2009 is 55."""
    rows = [(ORCHARD, "Orchard Primary School", orchard), (MILL, "Mill Primary School", mill),
            (QUAY, "Quay Primary School", 45)]
    return RESULTS + "".join(f"{urn},886,{name},50,48,48,{both},100.10,99.20,101.00\n" for urn, name, both in rows)


class ConcernsTest(unittest.TestCase):
    def setUp(self):
        self.directory = pathlib.Path(tempfile.mkdtemp(prefix="termwise-e2e-"))
        self.addCleanup(shutil.rmtree, self.directory, ignore_errors=True)
        self.config = self.directory / "config"
        shutil.copytree(ROOT / "config", self.config, ignore=shutil.ignore_patterns("sample", "*.md"))
        for path in (self.config / "las").iterdir():
            path.unlink()
        self.write_la(LA_FILE)
        self.termwise = Termwise(BUILD, self.directory, self.config)
        self.termwise.__enter__()
        self.addCleanup(self.termwise.discard)
        for year, pupils in (("2005-06", 44), ("2006-07", 45), ("2007-08", 46)):
            self.load(f"ks2_levels_kent_{year}.csv", results(pupils, pupils))
        self.load("ks2_levels_kent_2008-09.csv", results(20, 45))
        self.load("flag_kent.csv", FLAGS)

    def write_la(self, text):
        terms = "".join(f'[[term]]\nyear = "{year}"\nname = "{name}"\nstart = {start}\nend = {end}\n'
                        for year, name, start, end in TERMS)
        (self.config / "las" / "886.toml").write_text(text + terms, encoding="utf-8")

    def load(self, name, text):
        folder = pathlib.Path(tempfile.mkdtemp(dir=self.directory))
        (folder / name).write_text(text, encoding="utf-8")
        self.termwise.call("ingest", folder / name)

    def flag(self, day):
        return self.termwise.call("run", "concern-flag", "--la", "886", "--year", "2008/09", "--as-at", day)

    def concerns(self, *options):
        return self.termwise.json("concern", "list", *options)

    def standing(self, *options):
        return {one["urn"]: (one["category_today"], one["stage"], one["signed_off"]) for one in self.concerns(*options)}

    def number_of(self, urn):
        return next(one["concern"] for one in self.concerns() if one["urn"] == urn)

    def preview(self, role):
        return self.termwise.call("digest", "preview", "--la", "886", "--to", role)

    def test_two_terms_without_a_category_lead_out_of_the_register(self):
        self.assertIn("No school is on the register.", self.termwise.call("concern", "list"))
        self.flag("2008-11-03")
        self.assertEqual(self.standing(), {ORCHARD: ("LOW_ATTAINING", "entered", False)})
        # A corrected file: 47 of 50.
        self.load("ks2_levels_kent_2008-09.csv", results(47, 47))
        self.flag("2009-02-02")
        self.flag("2009-03-02")
        self.assertEqual(self.standing(), {ORCHARD: ("LOW_ATTAINING", "leaving", False)})
        told = self.preview("head-of-school-improvement")
        self.assertIn("The school stays on the register of concerns (low attaining) until this has been so in 2 terms in a "
                      "row; so far it has been so in 1.", " ".join(told.split()))
        self.flag("2009-05-11")
        self.assertEqual(self.standing(), {})
        self.assertEqual(self.standing("--all"), {ORCHARD: ("LOW_ATTAINING", "left", False)})
        story = self.termwise.json("concern", "show", 1)
        self.assertEqual([event["kind"] for event in story["events"]], ["entered", "negative", "negative", "left"])
        self.assertIn("left (low attaining) by run", self.termwise.call("concern", "show", 1))

    def test_nobody_outside_the_team_sees_a_category_before_it_is_signed_off(self):
        self.flag("2008-11-03")
        team, outside = self.preview("head-of-school-improvement"), self.preview("councillor")
        self.assertIn(ENTRY, team)
        self.assertIn("1 concern is not signed off, so that nobody outside the team is told of it", " ".join(team.split()))
        self.assertNotIn(ENTRY, outside)
        self.assertNotIn("not signed off", outside)
        said = self.termwise.call("concern", "sign-off", 1, "--reason", "Agreed with the head teacher", "--by", "Ann Field")
        self.assertEqual(said, "Concern 1 is signed off: the next digests tell people outside the team of its category.\n")
        self.assertIn(ENTRY, self.preview("councillor"))
        self.assertNotIn("not signed off", self.preview("head-of-school-improvement"))
        self.termwise.call("digest", "send", "--la", "886")
        # Another category has to be signed anew: until then they know what they were told.
        self.load("inspections_kent.csv", "URN,LA,SCHOOL,INSPECTION_NUMBER,INSPECTION_TYPE,START_DATE,"
                                          "OVERALL_EFFECTIVENESS,CAPACITY_TO_IMPROVE,CATEGORY\n"
                                          f"{ORCHARD},886,Orchard Primary School,300001,S5,2008-11-10,4,4,SM\n")
        self.flag("2008-12-01")
        self.assertEqual(self.standing(), {ORCHARD: ("INADEQUATE", "entered", False)})
        self.assertIn(ENTRY, self.preview("head-of-school-improvement"))
        self.assertNotIn(ENTRY, self.preview("councillor"))
        self.termwise.call("concern", "sign-off", 1, "--reason", "Published by Ofsted", "--by", "Ann Field")
        self.assertIn(ENTRY, self.preview("councillor"))

    def test_an_override_has_a_reason_an_author_and_an_end(self):
        self.flag("2008-11-03")
        wrong = self.termwise.run("concern", "override", 1, "--category", "UNDERPREFORMING", "--until", "2099-01-01",
                                  "--reason", "x")
        self.assertEqual(wrong.returncode, USAGE_ERROR)
        self.assertIn("'UNDERPREFORMING' is no category of concern-category. Did you mean 'UNDERPERFORMING'?", wrong.stderr)
        past = self.termwise.run("concern", "override", 1, "--category", "UNDERPERFORMING", "--until", "2009-01-01",
                                 "--reason", "x")
        self.assertEqual((past.returncode, past.stderr),
                         (USAGE_ERROR, "--until has to be a day to come, like 2026-12-01.\n"))
        silent = self.termwise.run("concern", "override", 1, "--category", "UNDERPERFORMING", "--until", "2099-01-01",
                                   "--reason", " ")
        self.assertEqual(silent.returncode, USAGE_ERROR)
        self.termwise.call("concern", "override", 1, "--category", "UNDERPERFORMING", "--until", "2099-01-01", "--reason",
                           "Progress is not in doubt", "--by", "Bob Hill")
        self.assertEqual(self.standing(), {ORCHARD: ("UNDERPERFORMING", "entered", False)})
        told = " ".join(self.preview("head-of-school-improvement").split())
        self.assertIn("The team counts the school as underperforming until 1 January 2099: Progress is not in doubt", told)
        self.termwise.call("concern", "lift", 1, "--reason", "It is", "--by", "Bob Hill")
        self.assertEqual(self.standing(), {ORCHARD: ("LOW_ATTAINING", "entered", False)})

    def test_only_a_person_ends_other_vulnerable(self):
        row = f"{MILL},886,Mill Primary School,2008/09,F1,governance,concern,area-adviser,2008-09-15,"
        self.load("flag_kent.csv", FLAGS + row + "2009-12-31,\n")
        self.flag("2008-11-03")
        self.assertEqual(self.standing()[MILL], ("OTHER_VULNERABLE", "entered", False))
        self.load("flag_kent.csv", FLAGS + row + "2009-12-31,2009-01-05\n")
        for day in ("2009-02-02", "2009-05-11"):
            self.flag(day)
        self.assertEqual(self.standing()[MILL], ("OTHER_VULNERABLE", "entered", False))
        number = self.number_of(MILL)
        self.termwise.call("concern", "let-go", number, "--reason", "The governors are in place", "--by", "Ann Field")
        self.assertNotIn(MILL, self.standing())
        self.assertNotIn(ENTRY.replace("Orchard Primary School (URN 900001)", "Mill Primary School (URN 900002)"),
                         self.preview("head-of-school-improvement"))
        again = self.termwise.run("concern", "let-go", number, "--reason", "Again")
        self.assertEqual(again.returncode, DATA_ERROR)
        self.assertIn(f"There is no concern {number} that has not left.", again.stderr)

    def test_a_dry_run_leaves_the_register_alone(self):
        self.termwise.call("run", "concern-flag", "--la", "886", "--year", "2008/09", "--as-at", "2008-11-03", "--dry-run")
        self.assertEqual(self.concerns("--all"), [])

    def test_check_finds_rules_and_outcomes_that_never_come(self):
        self.write_la(LA_FILE.replace('rule = "concern-category"', 'rule = "concern-categories"'))
        refused = self.termwise.run("check")
        self.assertEqual(refused.returncode, CONFIGURATION_ERROR)
        self.assertIn("No plugin of this Local Authority has the rule 'concern-categories' of this [[concern]].",
                      refused.stderr)
        self.write_la(LA_FILE.replace('clears = ["NONE"]', 'clears = ["INADEQUATE"]'))
        refused = self.termwise.run("check")
        self.assertEqual(refused.returncode, CONFIGURATION_ERROR)
        self.assertIn("has no outcome INADEQUATE that leaves a school off the list", refused.stderr)


if __name__ == "__main__":
    unittest.main()
