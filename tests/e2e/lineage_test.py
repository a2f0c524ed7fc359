#!/usr/bin/python3
"""Schools that came from others, and what was known on a past day: from files through PostgreSQL and plugins to what people
read. A conversion (a fictitious converter that opened on 1 September 2011) and an amalgamation of an infant and a junior
school, both with links that arrive after the figures."""
import json
import os
import pathlib
import shutil
import tempfile
import unittest
from datetime import date

from termwise_cli import ROOT, Termwise

BUILD = pathlib.Path(os.environ["TERMWISE_BUILD"])
SINNERS = pathlib.Path(os.environ["TERMWISE_SINNERS"])

SPINE_HEADER = (
    "URN,LA,ESTAB,LAESTAB,SCHNAME,OTHERSCHNAME,STREET,LOCALITY,ADDRESS3,TOWN,POSTCODE,TELNUM,ICLOSE,OPENDATE,CLOSEDATE,"
    "ISNEW,MINORGROUP,NFTYPE,OTHERNFTYPE,ISPRIMARY,ISSECONDARY,ISPOST16,AGEL,AGEH,GENDER,SIXFGENDER,RELDENOM,ADMPOL,"
    "OTHERURN,NEWACFLAG,RE-BROKERED")


def excel(year, month, day):
    return str((date(year, month, day) - date(1899, 12, 30)).days)


def spine_row(urn, name, kind, closed="", ages="4,11"):
    return (f"{urn},886,{urn - 898000},886{urn - 898000},{name},,,,,,,,{2 if closed else 1},,{closed},0,Maintained School,"
            f"{kind},,1,0,0,{ages},Mixed,Mixed,Does not apply,Not recorded,,6,0")


FILES = {
    # The converter, the two schools and the primary school that came of them, and a secondary that no result names.
    "england_spine_2017-18_test.csv": "\n".join([
        SPINE_HEADER,
        spine_row(900118, "Ash Primary School", "Community school", excel(2011, 8, 31)),
        spine_row(900137, "Ash Academy", "Academy - Converter mainstream"),
        spine_row(900201, "Oak Infant School", "Community school", excel(2011, 8, 31), "4,7"),
        spine_row(900202, "Oak Junior School", "Community school", excel(2011, 8, 31), "7,11"),
        spine_row(900203, "Oak Primary School", "Community school"),
        spine_row(900301, "Elm High School", "Community school", "", "11,18")]) + "\n",
    "ks2_levels_kent_2010-11.csv": "URN,LA,SCHOOL,COHORT,L4_ENGLISH_MATHS_PERCENT,LP2_ENGLISH_PERCENT,LP2_MATHS_PERCENT\n"
                                   "900118,886,Ash Primary School,30,70,85,85\n"
                                   "900202,886,Oak Junior School,60,55,80,80\n",
    "ks2_levels_kent_2011-12.csv": "URN,LA,SCHOOL,COHORT,L4_ENGLISH_MATHS_PERCENT,LP2_ENGLISH_PERCENT,LP2_MATHS_PERCENT\n"
                                   "900137,886,Ash Academy,31,61,80,82\n"
                                   "900203,886,Oak Primary School,58,62,90,90\n",
    "inspections_kent.csv":
        "URN,LA,INSPECTION_NUMBER,INSPECTION_TYPE,START_DATE,OVERALL_EFFECTIVENESS,CAPACITY_TO_IMPROVE,CATEGORY\n"
        "900201,886,1001,S5,12/03/2008,4,4,SM\n"
        "900202,886,1002,S5,05/02/2009,2,2,\n"
        "900203,886,1003,S5,17/01/2012,3,3,\n"
        "900203,886,1004,S5,20/09/2013,2,2,\n",
    "giaslinks_test_2021-05.csv": "URN,LinkURN,LinkName,LinkType,LinkEstablishedDate\n"
                                  "900118,900137,Ash Academy,Successor,31-08-2011\n"
                                  "900137,900118,Ash Primary School,Predecessor,01-09-2011\n"
                                  "900301,900301,Elm High School,Successor,\n"
                                  "900301,900999,A school that no list has,Predecessor,\n",
    "school_links_kent_2012-01-10.csv": "URN,LA,LATER_URN,LINK,LINK_DATE\n"
                                        "900201,886,900203,MERGED_INTO,2011-09-01\n"
                                        "900202,886,900203,MERGED_INTO,2011-09-01\n",
}


class LineageTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.directory = pathlib.Path(tempfile.mkdtemp(prefix="termwise-e2e-"))
        cls.addClassCleanup(shutil.rmtree, cls.directory, ignore_errors=True)
        config = cls.directory / "config"
        shutil.copytree(ROOT / "config", config)
        (config / "las" / "886.toml").write_text(
            'code = "886"\nname = "Kent"\n[[plugin]]\nname = "historian"\n[[plugin]]\nname = "national"\n')
        plugins = cls.directory / "plugins"
        plugins.mkdir()
        shutil.copy(SINNERS / "termwise-historian.so", plugins)
        shutil.copy(BUILD / "plugins" / "termwise-national.so", plugins)
        cls.termwise = Termwise(BUILD, cls.directory, config)
        cls.termwise.plugins = plugins
        cls.termwise.__enter__()
        cls.addClassCleanup(cls.termwise.discard)
        names = list(FILES)
        for name, text in FILES.items():
            (cls.directory / name).write_text(text)
        links = names[-2:]
        for name in names[:-2]:
            cls.termwise.call("ingest", cls.directory / name)
        cls.records_before = cls.records()
        cls.before = cls.dry_run()
        for name in links:
            cls.termwise.call("ingest", cls.directory / name)
        for job in ("concern-flag", "priority-list"):
            cls.termwise.call("run", job, "--la", "886", "--year", "2011/12", "--as-at", "2012-09-01")

    @classmethod
    def records(cls):
        return cls.termwise.sql("select batch, line, dataset, subject, academic_year, item from termwise.record "
                                "where dataset <> 'school_link' order by batch, line")

    @classmethod
    def dry_run(cls, *more):
        reports = cls.termwise.json("run", "concern-flag", "--la", "886", "--year", "2011/12", "--dry-run", *more)
        return next(report["outcomes"] for report in reports if report["plugin"] == "historian")

    def finding(self, rule, urn):
        found = [one for one in self.termwise.json("findings", "--la", "886", "--rule", rule) if one["urn"] == urn]
        self.assertEqual(len(found), 1, (rule, urn))
        return found[0]

    # ---- A conversion -------------------------------------------------------------------------------------------

    def test_a_link_that_arrives_late_changes_no_stored_row(self):
        self.assertEqual(self.records(), self.records_before)
        # Two rules, two schools: before the links neither school had a year before.
        self.assertEqual(self.before, {"NOT_EVALUABLE": 4})

    def test_results_belong_to_the_school_that_had_them(self):
        for urn, year, value in ((900118, "2010/11", "70"), (900137, "2011/12", "61")):
            rows = self.termwise.sql("select academic_year, value from termwise.measure_value where code = 'KS2_L4_EM' "
                                     f"and subject = {urn}")
            self.assertEqual(rows, [[year, value]])

    def test_a_rule_that_crosses_no_link_finds_a_new_school(self):
        found = self.finding("own-fall", 900137)
        self.assertEqual((found["outcome"], found["reason"]), ("NOT_EVALUABLE", "NEW_SCHOOL"))

    def test_a_rule_that_crosses_it_says_whose_figure_it_is(self):
        found = self.finding("linked-fall", 900137)
        self.assertEqual(found["outcome"], "FELL")
        self.assertEqual(found["notes"], ["LINKED_HISTORY"])
        self.assertEqual(found["sentence"], "Ash Academy fell from 70% to 61%, having been URN 900118, which was converted "
                                            "on 1 September 2011.")
        now = found["predicates"][0]
        self.assertEqual((now["observed"], now["threshold"]), ("61", "70"))
        self.assertNotIn("of_urn", now)

    def test_the_school_before_is_not_judged_as_the_las(self):
        urns = {one["urn"] for one in self.termwise.json("findings", "--la", "886", "--rule", "linked-fall")}
        self.assertEqual(urns, {900137, 900203})

    def test_the_run_is_replayed_to_the_same_bytes(self):
        for run in {one["run"] for one in self.termwise.json("findings", "--la", "886")}:
            self.assertIn("same", self.termwise.call("replay", run))

    def test_the_history_joins_through_the_link_with_a_break(self):
        history = self.termwise.json("school", "900137", "--measure", "KS2_L4_EM")
        self.assertEqual(history["school"], "Ash Academy")
        self.assertEqual([(link["relation"], link["urn"], link["school"], link["kind"], link["on"])
                          for link in history["links"]],
                         [("before", 900118, "Ash Primary School", "converted", "2011-09-01")])
        figures = {figure["year"]: figure for series in history["figures"] if series["measure"] == "KS2_L4_EM"
                   for figure in series["figures"]}
        self.assertEqual((figures["2010/11"]["value"], figures["2010/11"]["of_urn"]), ("70", 900118))
        self.assertEqual((figures["2011/12"]["value"], figures["2011/12"]["of_urn"]), ("61", None))
        self.assertEqual(figures["2011/12"]["break_before"],
                         "Ash Primary School (URN 900118) was converted on 1 September 2011")
        text = self.termwise.call("school", "900137", "--measure", "KS2_L4_EM")
        self.assertIn("came from Ash Primary School (URN 900118), which was converted on 1 September 2011", text)
        own = self.termwise.json("school", "900137", "--measure", "KS2_L4_EM", "--history", "own")
        self.assertEqual({figure["of_urn"] for series in own["figures"] for figure in series["figures"]}, {None})
        after = self.termwise.json("school", "900118")
        self.assertEqual([(link["relation"], link["urn"]) for link in after["links"]], [("after", 900137)])

    def test_a_plugin_that_looks_over_links_passes_the_checks_that_run_it(self):
        done = self.termwise.run("plugin", "check", "--json", SINNERS / "termwise-historian.so")
        checks = {check["id"]: check for check in json.loads(done.stdout)["checks"]}
        for name in ("facts", "scale", "determinism", "parameters", "templates"):
            wrong = [finding for finding in checks[name]["findings"] if finding["severity"] != "note"]
            self.assertEqual(wrong, [], name)

    # ---- An amalgamation ----------------------------------------------------------------------------------------

    def test_the_history_of_an_amalgamation_is_the_junior_schools_and_no_sum(self):
        found = self.finding("linked-fall", 900203)
        self.assertEqual(found["outcome"], "HELD")
        self.assertIn("URN 900202, which was merged on 1 September 2011", found["sentence"])
        history = self.termwise.json("school", "900203", "--measure", "KS2_L4_EM")
        self.assertEqual([link["urn"] for link in history["links"]], [900201, 900202])
        cohort = {figure["year"]: (figure["value"], figure["of_urn"]) for series in history["figures"]
                  if series["measure"] == "KS2_COHORT" for figure in series["figures"]}
        self.assertEqual(cohort["2010/11"], ("60", 900202))
        self.assertEqual(cohort["2011/12"], ("58", None))

    def test_the_inspections_of_both_schools_are_shown_and_either_category_counts(self):
        found = self.finding("category", 900203)
        self.assertEqual(found["outcome"], "IN_CATEGORY")
        self.assertEqual(found["sentence"], "Oak Primary School: 1003 of URN 900203 (grade 3), 1001 of URN 900201 (grade 4), "
                                            "1002 of URN 900202 (grade 2).")
        evidence = [(p.get("of_urn"), p["observed"], p["evidence"]["line"]) for p in found["predicates"]
                    if p["measure"] == "category"]
        self.assertEqual(evidence, [(None, None, 4), (900201, "SM", 2), (900202, None, 3)])
        told = self.termwise.call("explain", "--urn", "900203", "--rule", "category", "--year", "2011/12")
        self.assertIn(", of URN 900201", told)
        self.assertIn('inspections_kent.csv:2:', told)
        shown = [(one["urn"], one["started_on"], one["grade"], one["category"])
                 for one in self.termwise.json("school", "900203")["inspections"]]
        self.assertEqual(shown, [(900201, "2008-03-12", "4", "SM"), (900202, "2009-02-05", "2", None),
                                 (900203, "2012-01-17", "3", None), (900203, "2013-09-20", "2", None)])

    def test_a_link_to_oneself_or_to_nobody_does_no_harm(self):
        links = self.termwise.json("school", "900301")["links"]
        self.assertEqual([(link["relation"], link["urn"], link["school"]) for link in links], [("before", 900999, None)])

    def test_of_a_school_that_no_file_names_nothing_is_said(self):
        done = self.termwise.run("school", "900998")
        self.assertEqual(done.returncode, 65)
        self.assertIn("URN 900998", done.stderr)
        self.assertEqual(self.termwise.run("school", "900137", "--measure", "KS2_NO").returncode, 64)
        nine = [word for _ in range(9) for word in ("--measure", "KS2_L4_EM")]
        self.assertIn("at most 8", self.termwise.run("school", "900137", *nine).stderr)

    # ---- Schools that only a list names -------------------------------------------------------------------------

    def test_a_school_of_another_phase_is_not_judged_by_the_key_stage_2_rule(self):
        sample = ROOT / "config" / "sample" / "2017-2018_886_ks2final.csv"
        with Termwise(BUILD, self.directory / "phases") as termwise:
            self.addCleanup(termwise.discard)
            termwise.call("ingest", sample)
            termwise.call("run", "floor-check", "--la", "886", "--year", "2017/18")
            alone = [(one["urn"], one["outcome"], one["reason"]) for one in termwise.json("findings")
                     if one["rule"].startswith("ks2-")]
            termwise.call("ingest", self.directory / "england_spine_2017-18_test.csv")
            termwise.call("run", "floor-check", "--la", "886", "--year", "2017/18")
            beside_a_list = [(one["urn"], one["outcome"], one["reason"]) for one in termwise.json("findings")
                             if one["rule"].startswith("ks2-")]
        self.assertGreater(len(alone), 10)
        self.assertEqual(beside_a_list, alone)


class KnownOnTest(unittest.TestCase):
    """Batches of which the clock is set: the day's end in London, also where clocks change."""

    @classmethod
    def setUpClass(cls):
        cls.directory = pathlib.Path(tempfile.mkdtemp(prefix="termwise-e2e-"))
        cls.addClassCleanup(shutil.rmtree, cls.directory, ignore_errors=True)
        cls.termwise = Termwise(BUILD, cls.directory)
        cls.termwise.__enter__()
        cls.addClassCleanup(cls.termwise.discard)
        # The second file says other figures of the same schools, and the third is of another year.
        first = ROOT / "config" / "sample" / "2016-2017_886_ks2final.csv"
        second = cls.directory / "2016-2017_886_ks2revised.csv"
        lines = first.read_bytes().splitlines(keepends=True)
        second.write_bytes(b"".join(lines[:-1]))
        third = ROOT / "config" / "sample" / "2017-2018_886_ks2final.csv"
        # Just before and after the ends of 26 and 27 March 2016, when clocks went forward, in universal time.
        times = ("2016-03-26 23:59:59+00", "2016-03-27 22:59:59+00", "2016-03-27 23:00:00+00")
        cls.runs = []
        for file, time in zip((first, second, third), times):
            cls.termwise.call("ingest", file)
            cls.runs.append(cls.termwise.json("run", "floor-check", "--la", "886", "--year", "2016/17")[0]["run"])
            cls.termwise.sql("alter table termwise.batch disable trigger immutable; update termwise.batch set committed_at = "
                             f"'{time}' where id = (select max(id) from termwise.batch); alter table termwise.batch enable "
                             "trigger immutable")

    DAYS = (("2016-03-25", 0), ("2016-03-26", 1), ("2016-03-27", 2), ("2016-03-28", 3))

    def test_findings_are_those_of_the_last_run_that_saw_no_more(self):
        for day, batches in self.DAYS:
            runs = {one["run"] for one in self.termwise.json("findings", "--rule", "ks2-floor", "--as-known-on", day)}
            self.assertEqual(runs, {self.runs[batches - 1]} if batches else set(), day)

    def test_explain_is_of_that_run(self):
        for day, batches in self.DAYS:
            done = self.termwise.run("explain", "--urn", "900006", "--rule", "ks2-floor", "--year", "2016/17",
                                     "--as-known-on", day)
            self.assertEqual(done.returncode, 0 if batches else 65, done.stderr)
            if batches:
                self.assertIn(f"Run {self.runs[batches - 1]}, on all files up to batch {batches}.", done.stdout)

    def test_quality_is_of_the_files_that_were_loaded(self):
        files = []
        for day, _ in self.DAYS:
            files.append(len({one["file"] for one in self.termwise.json("quality", "--as-known-on", day)}))
        self.assertEqual(files[0], 0)
        self.assertEqual(files, sorted(files))
        self.assertEqual(self.termwise.json("quality", "--as-known-on", "2016-03-28"), self.termwise.json("quality"))

    def test_a_dry_run_sees_what_was_known(self):
        counts = []
        for day in ("2016-03-26", "2016-03-27"):
            reports = self.termwise.json("run", "floor-check", "--la", "886", "--year", "2016/17", "--dry-run",
                                         "--as-known-on", day)
            kept = self.termwise.json("findings", "--as-known-on", day, "--year", "2016/17")
            self.assertEqual(sum(sum(report["outcomes"].values()) for report in reports), len(kept), day)
            counts.append([report["outcomes"] for report in reports])
        none = self.termwise.run("run", "floor-check", "--la", "886", "--dry-run", "--as-known-on", "2016-03-25")
        self.assertEqual(none.returncode, 65, none.stderr)
        self.assertIn("No file had been loaded", none.stderr)
        without = self.termwise.run("run", "floor-check", "--la", "886", "--as-known-on", "2016-03-26")
        self.assertEqual(without.returncode, 64, without.stderr)

    def test_over_time_too(self):
        back = ("backtest", "national", "--years", "2016/17..2017/18", "--la", "886")
        years = {}
        for day in ("2016-03-27", "2016-03-28"):
            found = self.termwise.json(*back, "--as-known-on", day)
            years[day] = [bool(year["gap"]) for year in found["rules"][0]["years"]]
        self.assertEqual(years, {"2016-03-27": [False, True], "2016-03-28": [False, False]})
        none = self.termwise.run(*back, "--as-known-on", "2016-03-25")
        self.assertEqual(none.returncode, 65)
        what_if = ("whatif", "--rule", "ks2-floor", "--la", "886", "--set", "floor=60..61:1")
        self.assertEqual(self.termwise.json(*what_if, "--as-known-on", "2016-03-27")["year"], "2016/17")
        self.assertEqual(self.termwise.json(*what_if)["year"], "2017/18")

    def test_the_history_of_a_school_is_what_was_known(self):
        years = [self.termwise.json("school", "900006", "--measure", "KS2_EXS_RWM", "--as-known-on", day)
                 for day in ("2016-03-26", "2016-03-28")]
        self.assertEqual([figure["year"] for figure in years[0]["figures"][0]["figures"]], ["2016/17"])
        self.assertEqual([figure["year"] for figure in years[1]["figures"][0]["figures"]], ["2016/17", "2017/18"])
        self.assertEqual(self.termwise.run("school", "900006", "--as-known-on", "2016-03-25").returncode, 65)

    def test_a_day_that_is_none_is_refused(self):
        for command in (("findings",), ("quality",), ("school", "900006")):
            done = self.termwise.run(*command, "--as-known-on", "2016-02-30")
            self.assertEqual(done.returncode, 64, done.stderr)
            self.assertIn("is not a date", done.stderr)


if __name__ == "__main__":
    unittest.main()
