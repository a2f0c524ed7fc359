#!/usr/bin/python3
"""Norfolk's year from its registers as an LA fills them in to what people read: the plan of four visits, and the reminder that
goes with it. The days are those of the programme of 2011/12: visit 2 on Thursday 8 March 2012, its SEF two weeks before, on 23
February, first asked for on 16 February."""
import os
import pathlib
import shutil
import tempfile
import unittest

from termwise_cli import ROOT, Termwise

BUILD = pathlib.Path(os.environ["TERMWISE_BUILD"])
OAK, ELM, ASH = 900301, 900302, 900303
TERMS = """
[[term]]
year = "2011/12"
name = "autumn"
start = 2011-09-05
end = 2011-12-20
half_term = { start = 2011-10-24, end = 2011-10-28 }
[[term]]
year = "2011/12"
name = "spring"
start = 2012-01-04
end = 2012-03-30
half_term = { start = 2012-02-13, end = 2012-02-17 }
[[term]]
year = "2011/12"
name = "summer"
start = 2012-04-16
end = 2012-07-20
half_term = { start = 2012-06-04, end = 2012-06-08 }
"""
FILES = {
    "ks2_levels_norfolk_2010-11.csv": "URN,LA,SCHOOL,COHORT,L4_ENGLISH_MATHS_PERCENT,LP2_MATHS_PERCENT\n"
        f"{OAK},926,Oak Primary School,31,68,90\n"
        f"{ELM},926,Elm Primary School,30,80,92\n"
        f"{ASH},926,Ash Primary School,29,90,95\n",
    "adviser_norfolk.csv": "ADVISER,LA,YEAR,NAME,ACCREDITATION,ACCREDITED_ON,HTPM_TRAINED_ON\n"
        "N1,926,2011/12,Jo Field,active,01/04/2008,01/06/2009\n",
    "assignment_norfolk.csv": "URN,LA,YEAR,ADVISER,ASSIGNMENT,ASSIGNED_FROM,ASSIGNED_TO\n"
        f"{OAK},926,2011/12,N1,current,01/09/2011,\n"
        f"{ELM},926,2011/12,N1,current,01/09/2011,\n",
    "visit_norfolk.csv": "URN,LA,YEAR,VISIT,TERM,VISIT_TYPE,VISIT_STATUS,ADVISER,VISIT_DATE,HEAD_TEACHER,GOVERNORS\n"
        f"{OAK},926,2011/12,V1,autumn,data and targets,held,N1,10/11/2011,attended,attended\n"
        f"{OAK},926,2011/12,V4,autumn,performance management,held,N1,24/11/2011,attended,attended\n"
        f"{OAK},926,2011/12,V2,spring,self-evaluation,booked,N1,08/03/2012,confirmed,confirmed\n",
    "visit_record_norfolk.csv": "URN,LA,YEAR,VISIT,AUTHOR,SUBMITTED_ON,CONFORMITY,CONFORMITY_ON,QA_SIGNED_ON,"
        "SHARED_WITH_HEAD_ON,SHARED_WITH_CHAIR_ON,SHARED_WITH_LA_ON,ACTIONS_REVIEWED,PROGRESS_REVIEWED,TARGETS_AGREED,"
        "IMPACT_EVALUATED,BALANCE,SUPPORT_LEVEL,DIFFERENCES_OF_VIEW,WORDS\n"
        f"{OAK},926,2011/12,V1,N1,21/11/2011,,,,,,,yes,yes,yes,yes,balanced,,no,640\n",
    "action_norfolk.csv": "URN,LA,YEAR,ACTION,VISIT,ACTION_TYPE,WHAT,ACTION_OWNER,DUE_ON,OUTCOME,OUTCOME_ON\n"
        f"{OAK},926,2011/12,1,V1,action point,Moderate writing,head teacher,31/01/2012,,\n",
    "target_norfolk.csv": "URN,LA,YEAR,TARGET,LEVEL,GROUP,SET_ON,TARGET_PERCENT\n"
        f"{OAK},926,2012/13,T1,4,all,10/11/2011,80\n",
    "sef_grade_norfolk.csv": "URN,LA,YEAR,VISIT,ASPECT,AGREED,SCHOOL_GRADE,ADVISER_GRADE\n"
        f"{OAK},926,2011/12,V2,Teaching,no,2,3\n",
    "support_package_norfolk.csv": "URN,LA,YEAR,PACKAGE,PACKAGE_TYPE,PROVIDER,PROPOSED_BY,REQUESTED_ON,CONSULTED_ON,ANSWER,"
        "ANSWERED_ON,COST\n"
        f"{OAK},926,2011/12,P1,brokering,The LA,school,,,,,400\n"
        f"{ELM},926,2011/12,I1,LA intervention,The LA,governors,10/01/2012,,,,\n",
}


class NorfolkTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.directory = pathlib.Path(tempfile.mkdtemp(prefix="termwise-e2e-"))
        cls.addClassCleanup(shutil.rmtree, cls.directory, ignore_errors=True)
        config = cls.directory / "config"
        shutil.copytree(ROOT / "config", config, ignore=shutil.ignore_patterns("sample", "*.md"))
        with (config / "las" / "926.toml").open("a", encoding="utf-8") as file:
            file.write(TERMS)
        cls.termwise = Termwise(BUILD, cls.directory, config)
        cls.termwise.__enter__()
        cls.addClassCleanup(cls.termwise.discard)
        for name, text in FILES.items():
            (cls.directory / name).write_text(text, encoding="utf-8")
        cls.termwise.call("ingest", *(cls.directory / name for name in FILES))
        cls.found = cls.plan("2012-02-16")

    @classmethod
    def plan(cls, day):
        """What is planned as at a day, by rule and school."""
        cls.termwise.call("run", "visit-plan", "--la", "926", "--year", "2010/11", "--as-at", day)
        return {(one["rule"], one["urn"]): one for one in cls.termwise.json("findings", "--la", "926", "--job", "visit-plan")}

    def outcomes(self, rule):
        return {urn: one["outcome"] for (of, urn), one in self.found.items() if of == rule}

    def test_visits(self):
        # Ash takes no part in the programme.
        self.assertEqual(self.outcomes("visit-1"), {OAK: "DONE", ELM: "OVERDUE"})
        self.assertEqual(self.outcomes("visit-4"), {OAK: "DONE", ELM: "OVERDUE"})
        self.assertEqual(self.outcomes("visit-2"), {OAK: "PLANNED", ELM: "DUE"})
        self.assertEqual(self.outcomes("visit-3"), {OAK: "NOT_DUE", ELM: "NOT_DUE"})
        self.assertEqual(
            self.found["visit-2", OAK]["sentence"],
            "Visit 2 to Oak Primary School on self-evaluation is planned for Thursday 8 March 2012, in the spring term. "
            "Its agenda: how the school evaluates itself; the grades that the school gives itself (not yet agreed: "
            "teaching); with the chair, how governors review their own work; that governors monitor the head teacher's "
            "objectives (never what these are). Due before it: by 23 February 2012 the school's self-evaluation.")
        self.assertEqual(
            self.found["visit-4", OAK]["sentence"],
            "Visit 4 to Oak Primary School on the head teacher's performance management was held on Thursday 24 November "
            "2011, in the autumn term. It leaves no record of visit, as a matter for governors; their feedback form has "
            "not come back yet.")

    def test_agenda_from_the_results_of_the_summer_before(self):
        # 74% of pupils in England reached level 4 in English and maths in 2011.
        self.assertIn("the results of 2010/11 (68% of pupils reached level 4 in English and maths, fewer than the 74% in "
                      "England); targets for 2012/13 to agree (not on record: two levels of progress in English, two "
                      "levels of progress in maths and absence)", self.early()["visit-1", OAK]["sentence"])

    def early(self):
        """As it stood in October, by a run of its own that the others do not see."""
        self.addCleanup(self.plan, "2012-02-16")
        return self.plan("2011-10-03")

    def test_what_belongs_to_them(self):
        self.assertEqual(self.outcomes("visit-links"), {OAK: "IN_ORDER", ELM: "NO_DAYS"})
        self.assertEqual(self.outcomes("record-conformity"), {OAK: "FAILS", ELM: "NO_RECORD_DUE"})
        self.assertIn("that of visit 1 (10 November 2011) lacks the level of support.",
                      self.found["record-conformity", OAK]["sentence"])
        self.assertEqual(self.outcomes("sef-grades"), {OAK: "NOT_AGREED", ELM: "NO_GRADES"})
        self.assertIn("teaching (school 2, adviser 3)", self.found["sef-grades", OAK]["sentence"])
        self.assertEqual(self.outcomes("annual-report"), {OAK: "NOT_DUE", ELM: "NOT_DUE"})
        # Ten working days after 10 January 2012 are 24 January.
        self.assertEqual(self.outcomes("governors-request"), {OAK: "NONE", ELM: "ANSWER_OVERDUE"})
        self.assertIn("an answer was due by 24 January 2012", self.found["governors-request", ELM]["sentence"])
        self.assertIn("either £2,650 (maintained) or £2,820 (not maintained). Ordered as well: brokering other support "
                      "(£400).", self.found["service-order", OAK]["sentence"])

    def test_evidence_is_the_cell_in_the_register(self):
        text = self.termwise.call("explain", "--urn", OAK, "--rule", "visit-2", "--year", "2010/11")
        self.assertIn("visit_norfolk.csv:4:9: column VISIT_DATE says '08/03/2012'", text)

    def test_the_reminder_of_the_self_evaluation(self):
        def standing(day):
            self.termwise.call("run", "qa-reminders", "--la", "926", "--year", "2010/11", "--as-at", day)
            return [(one["item"], one["role"]) for one in self.termwise.json("reminder", "list")
                    if one["rule"] == "reminder-r04"]
        self.assertEqual(standing("2012-02-15"), [])
        self.assertEqual(standing("2012-02-16"), [("V2", "head-teacher")])

    def test_a_replay_gives_the_same_bytes(self):
        run = next(one["run"] for one in self.termwise.json("runs") if one["job"] == "visit-plan")
        self.assertIn("byte for byte the same", self.termwise.call("replay", run))


if __name__ == "__main__":
    unittest.main()
