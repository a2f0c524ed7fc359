#!/usr/bin/python3
"""backtest, whatif and plugin diff through the command line, held against the findings of real runs and against a world
of schools whose fate is written down here by hand."""
import csv
import io
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

import years
from browser import ACTIVE, CONTRAST, Browser
from termwise_cli import ROOT, Termwise
from years import BELOW, SMALL, SOUND, label, school

BUILD = pathlib.Path(os.environ["TERMWISE_BUILD"])
PICTURES = pathlib.Path(os.environ.get("TERMWISE_PICTURES", BUILD / "pictures"))
SPAN = "2014/15..2018/19"
FORMULA = "=cmd|'/C calc'!A0"
# URN -> the summers' rows as (LA, figures). LA 301 has a file from 2017 on only; 2015 and 2020 have none.
WORLD = {
    910001: {2016: ("926", BELOW), 2017: ("926", BELOW), 2018: ("926", BELOW)},  # stays
    910002: {2016: ("926", SOUND), 2017: ("926", BELOW), 2018: ("926", BELOW)},  # enters in 2017
    910003: {2016: ("926", BELOW), 2017: ("926", SOUND), 2018: ("926", SOUND)},  # leaves in 2017
    910004: {2016: ("926", SMALL), 2017: ("926", BELOW), 2018: ("926", SMALL)},  # enters in 2017 from exempt, and leaves
    910005: {2017: ("926", BELOW), 2018: ("926", BELOW)},                        # opens: enters, not judged before
    910006: {2016: ("926", BELOW), 2018: ("926", BELOW)},                        # has no row in 2017
    910007: {2016: ("926", BELOW), 2017: ("938", BELOW), 2018: ("938", BELOW)},  # moves to another LA: stays
    910008: {2017: ("301", BELOW), 2018: ("301", BELOW)},                        # its LA has no file before: not compared
    910009: {2016: ("926", BELOW), 2017: ("301", BELOW), 2018: ("301", SOUND)},  # moves to that LA: stays, then leaves
    910010: {2016: ("938", SOUND), 2017: ("938", SOUND), 2018: ("938", SOUND)},
    910011: {2016: ("926", SOUND), 2017: ("926", SOUND), 2018: ("926", BELOW)},  # its name is a formula
}
FATE = {  # what the world above means to the floor standard, over all LAs
    2017: {"entered": {910002, 910004, 910005}, "stayed": {910001, 910007, 910009}, "left": {910003, 910006},
           "not_compared": {910008}},
    2018: {"entered": {910006, 910011}, "stayed": {910001, 910002, 910005, 910007, 910008}, "left": {910004, 910009},
           "not_compared": set()},
}
# Coasting are those that are under in 2016, 2017 and 2018. Nothing can be said before: there are no results of 2015.
COASTING = {2018: {"not_compared": {910001, 910007}}}
CHANGES = ("entered", "stayed", "left", "not_compared")


def rows_of(summer):
    return [school(urn, *row[summer], name=FORMULA if urn == 910011 else None) for urn, row in WORLD.items() if summer in row]


def setUpModule():
    global world, sample, directory
    directory = pathlib.Path(tempfile.mkdtemp(prefix="termwise-over-time-"))
    unittest.addModuleCleanup(shutil.rmtree, directory, ignore_errors=True)
    world = Termwise(BUILD, directory / "world", years.write_config(directory / "config", 2015, 2019, breaks=False))
    unittest.addModuleCleanup(world.discard)
    world.__enter__()
    for summer in (2016, 2017, 2018):
        path = years.write_schools(directory / f"{summer}.csv", rows_of(summer))
        world.call("ingest", "--year", label(summer), path)
    path = years.write_schools(directory / "2019.csv", [school(910001, "926", SOUND)])
    world.call("ingest", "--year", label(2019), path)
    sample = Termwise(BUILD, directory / "sample")
    unittest.addModuleCleanup(sample.discard)
    sample.__enter__()
    sample.call("ingest", *sorted((ROOT / "config" / "sample").glob("*_ks2final.csv")))
    PICTURES.mkdir(exist_ok=True)


def urns(movements):
    return {movement["urn"] for movement in movements}


def rule_years(found, rule="ks2-floor"):
    return {year["year"]: year for year in next(one for one in found["rules"] if one["rule"] == rule)["years"]}


def listed_in(findings):
    return {finding["urn"] for finding in findings if finding["outcome"] == "BELOW"}


def with_la_file(termwise, la, text):
    """The same database under a configuration in which this LA's file is `text` (none: it has no file)."""
    config = directory / f"config-{la}-{abs(hash(text))}"
    shutil.copytree(termwise.config, config, dirs_exist_ok=True)
    path = config / "las" / f"{la}.toml"
    path.unlink(missing_ok=True) if text is None else path.write_text(text, encoding="utf-8")
    other = Termwise(BUILD, termwise.directory, config)
    other.main_file = directory / f"{config.name}.toml"
    other.write_config()
    return other


def with_sinners():
    """A folder of plugins with those of the tests, which have no parameters."""
    folder = directory / "plugins"
    if not folder.exists():
        shutil.copytree(sample.plugins, folder)
        for path in pathlib.Path(os.environ["TERMWISE_SINNERS"]).glob("*.so"):
            shutil.copy(path, folder)
    return folder


def run_and_find(termwise, la, year):
    """What a real run of the floor standard says of each school. The job has other rules too."""
    termwise.call("run", "floor-check", "--la", la, "--year", year)
    found = termwise.json("findings", "--la", la, "--year", year, "--rule", "ks2-floor")
    return {finding["urn"]: finding for finding in found}


class Unwritten(unittest.TestCase):
    """What is asked here leaves every table as it is."""

    def unwritten(self, termwise, action):
        def counts():
            names = [row[0] for row in termwise.sql("select table_name from information_schema.tables where table_schema = "
                                                    "'termwise' and table_type = 'BASE TABLE' order by 1")]
            self.assertGreater(len(names), 8)
            return termwise.sql(" union all ".join(f"select '{name}', count(*) from termwise.{name}" for name in names))
        before = counts()
        result = action()
        self.assertEqual(counts(), before)
        return result


class BacktestTest(Unwritten):
    def backtest(self, *more, termwise=None, plugin="national", span=SPAN):
        termwise = termwise or world
        return self.unwritten(termwise, lambda: termwise.json("backtest", plugin, "--years", span, *more))

    def test_the_fate_of_each_school_is_as_written_down(self):
        found = rule_years(self.backtest())
        for summer, fate in FATE.items():
            year = found[label(summer)]
            self.assertTrue(year["compared"], year)
            for change in CHANGES:
                self.assertEqual(urns(year[change]), fate[change], (summer, change))
            self.assertEqual(year["listed"], sum(len(fate[change]) for change in CHANGES if change != "left"))

    def test_verdicts_before_and_after(self):
        year = rule_years(self.backtest())[label(2017)]
        entered = {movement["urn"]: movement for movement in year["entered"]}
        self.assertEqual(entered[910002]["before"]["outcome"], "NOT_BELOW")
        self.assertEqual(entered[910004]["before"]["outcome"], "EXEMPT")
        self.assertIn("COHORT", entered[910004]["before"]["reason"])
        self.assertIsNone(entered[910005]["before"])
        self.assertEqual({movement["after"]["outcome"] for movement in year["entered"]}, {"BELOW"})
        left = {movement["urn"]: movement for movement in year["left"]}
        self.assertEqual(left[910003]["after"]["outcome"], "NOT_BELOW")
        self.assertIsNone(left[910006]["after"])
        self.assertEqual(entered[910002]["school"], "School 910002")

    def test_breaks_are_named(self):
        found = rule_years(self.backtest())
        self.assertIn("No file", found["2014/15"]["gap"])
        self.assertFalse(found["2015/16"]["compared"])
        self.assertIn("2014/15", found["2015/16"]["break"])
        self.assertEqual(urns(found["2015/16"]["not_compared"]), {910001, 910003, 910006, 910007, 910009})
        gap = found["2018/19"]["gap"]
        self.assertRegex(gap, "No standard is set.*DfE ended floor and coasting standards")
        self.assertEqual(found["2018/19"]["outcomes"]["NO_STANDARD"], 1)
        self.assertEqual([la["la"] for la in found["2015/16"]["las_not_judged"]], ["301"])

    def test_a_year_that_the_plugin_cannot_judge_is_a_break_in_its_words(self):
        config = directory / "config-late-standard"
        shutil.copytree(world.config, config)
        path = config / "standards" / "ks2-floor.toml"
        path.write_text(path.read_text(encoding="utf-8").replace('"2014/15..', '"2016/17..'), encoding="utf-8")
        late = Termwise(BUILD, world.directory, config)
        late.main_file = directory / "late.toml"
        late.write_config()
        found = rule_years(self.backtest(termwise=late))
        self.assertIn("could not do its work", found["2015/16"]["gap"])
        self.assertIn("Nobody was judged in 2015/16", found["2016/17"]["break"])
        self.assertTrue(found["2017/18"]["compared"])

    def test_a_measure_that_does_not_compare_is_a_break(self):
        found = rule_years(self.backtest(termwise=sample, span="2016/17..2017/18"))["2017/18"]
        self.assertFalse(found["compared"])
        self.assertIn("new framework", found["break"])
        self.assertEqual((found["entered"], found["stayed"], found["left"]), ([], [], []))
        self.assertEqual(len(found["not_compared"]), found["listed"])
        self.assertGreater(found["listed"], 0)

    def test_sets_agree_with_the_findings_of_real_runs(self):
        las = {2016: ("926", "938"), 2017: ("301", "926", "938"), 2018: ("301", "926", "938")}
        judged = {}
        for summer, codes in las.items():
            judged[summer] = {}
            for la in codes:
                judged[summer] |= run_and_find(world, la, label(summer))
        found = rule_years(self.backtest())
        for summer in (2017, 2018):
            before, after = judged[summer - 1], judged[summer]
            on_before, on_after = listed_in(before.values()), listed_in(after.values())
            year = found[label(summer)]
            self.assertEqual(urns(year["stayed"]), on_after & on_before)
            self.assertEqual(urns(year["entered"]) | urns(year["not_compared"]), on_after - on_before)
            self.assertEqual(urns(year["left"]), on_before - on_after)
            self.assertEqual({k: v for k, v in year["outcomes"].items() if v}, {
                outcome: sum(f["outcome"] == outcome for f in after.values()) for outcome in
                {f["outcome"] for f in after.values()}})
            for movement in year["entered"]:
                self.assertEqual(movement["after"]["reason"], after[movement["urn"]]["reason"])

    def test_one_la_by_itself(self):
        year = rule_years(self.backtest("--la", "926"))[label(2017)]
        self.assertEqual(urns(year["left"]), {910003, 910006, 910007, 910009})
        self.assertEqual(urns(year["entered"]), {910002, 910004, 910005})

    def test_a_parameter_may_be_tried(self):
        # Kent's sample, by Kent's plugin: a floor of 0 under which nobody can be.
        found = self.backtest("--la", "886", "--set", "floor=0", termwise=sample, plugin="kent",
                              span="2016/17..2017/18")
        self.assertEqual(found["set"], {"floor": "0"})
        self.assertEqual([year["listed"] for year in rule_years(found).values()], [0, 0])

    def test_csv_opens_in_a_spreadsheet(self):
        out = directory / "backtest.csv"
        world.call("backtest", "national", "--years", SPAN, "--format", "csv", "--out", out)
        raw = out.read_bytes()
        self.assertTrue(raw.startswith(b"\xef\xbb\xbf"))
        rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline="")))
        self.assertEqual({None} & set().union(*(row.keys() for row in rows)), set())
        self.assertEqual({row["rule"] for row in rows}, {"ks2-floor", "ks2-coasting", "ks4-floor", "ks4-coasting"})
        for rule, fates in (("ks2-floor", FATE), ("ks2-coasting", COASTING), ("ks4-floor", {}), ("ks4-coasting", {})):
            for summer in (2017, 2018):
                for change in CHANGES:
                    of = {int(row["urn"]) for row in rows if (row["rule"], row["year"]) == (rule, label(summer)) and
                          row["change"] == change.replace("_", " ")}
                    self.assertEqual(of, fates.get(summer, {}).get(change, set()), (rule, summer, change))
        names = {row["school"] for row in rows if row["urn"] == "910011"}
        self.assertEqual(names, {"'" + FORMULA})
        why = {row["rule"]: row["why"] for row in rows if row["year"] == "2018/19"}
        self.assertIn("No standard", why["ks2-floor"])
        self.assertIn("No standard", why["ks2-coasting"])

    def test_text_begins_with_the_summary(self):
        text = self.unwritten(world, lambda: world.call("backtest", "national", "--years", SPAN))
        lines = text.splitlines()
        self.assertTrue(lines[0].startswith("Backtest of "), text)
        row = next(line for line in lines if line.startswith("2016/17"))
        self.assertEqual(row.split()[:6], ["2016/17", "10", "7", "3", "3", "2"])
        self.assertIn("School 910002 (URN 910002), LA 926: NOT_BELOW -> BELOW", text)
        self.assertIn("not judged -> BELOW", text)

    def test_the_same_question_has_the_same_answer(self):
        ask = ("backtest", "national", "--years", SPAN, "--json")
        self.assertEqual(world.call(*ask), world.call(*ask))

    def test_a_plugin_by_its_file(self):
        copy = directory / "termwise-copy.so"
        shutil.copy(BUILD / "plugins" / "termwise-national.so", copy)
        found = self.backtest(plugin=copy)
        self.assertEqual(found["plugin"]["file"], str(copy))
        self.assertEqual(found["rules"], self.backtest()["rules"])


class WhatIfTest(Unwritten):
    VALUES = (60, 65, 70, 75)

    def what_if(self, *more):
        return self.unwritten(sample, lambda: sample.json(
            "whatif", "--rule", "ks2-floor", "--set", "floor=60..75:5", "--la", "886", "--year", "2017/18", *more))

    def test_each_step_agrees_with_a_real_run_of_that_value(self):
        found = self.what_if()
        la_file = (ROOT / "config" / "las" / "886.toml").read_text(encoding="utf-8")
        lists = []
        for value in self.VALUES:
            text = la_file.replace("[plugin.parameters]", f"[plugin.parameters]\nfloor = {value}", 1)
            lists.append(listed_in(run_and_find(with_la_file(sample, "886", text), "886", "2017/18").values()))
        self.assertEqual([step["value"] for step in found["steps"]], [str(value) for value in self.VALUES])
        self.assertEqual([step["listed"] for step in found["steps"]], [len(one) for one in lists])
        self.assertNotEqual(lists[0], lists[-1])
        for before, after, step in zip(lists, lists[1:], found["steps"][1:]):
            self.assertEqual(urns(step["entered"]), after - before)
            self.assertEqual(urns(step["left"]), before - after)
        configured = listed_in(run_and_find(sample, "886", "2017/18").values())
        self.assertEqual(found["configured"]["listed"], len(configured))

    def test_days(self):
        usual = self.what_if()
        self.assertTrue(usual["days_assumed"])
        for step in usual["steps"]:
            self.assertEqual(int(step["sip_days"]), 5 * step["listed"])
        asked = self.what_if("--days-per-school", "2.5")
        self.assertFalse(asked["days_assumed"])
        for step in asked["steps"]:
            self.assertEqual(float(step["sip_days"]), 2.5 * step["listed"])
        text = sample.call("whatif", "--rule", "ks2-floor", "--set", "floor=60..75:5", "--la", "886", "--year",
                           "2017/18")
        self.assertIn("x 5 days a year, the usual number, which is assumed here", text)

    def test_las_without_the_parameter_are_left_out_and_named(self):
        stroller = with_la_file(sample, "926", 'code = "926"\nname = "Norfolk"\n[[plugin]]\nname = "stroller"\n')
        stroller.plugins = with_sinners()
        stroller.write_config()
        found = self.unwritten(sample, lambda: stroller.json(
            "whatif", "--rule", "ks2-floor", "--set", "floor=70..60:-5", "--year", "2017/18"))
        self.assertEqual(found["las"], ["886", "938"])
        self.assertEqual({la["la"] for la in found["left_out"]}, {"926"})
        self.assertEqual([step["value"] for step in found["steps"]], ["70", "65", "60"])

    def test_a_year_without_a_standard_says_so(self):
        text = sample.call("whatif", "--rule", "ks2-floor", "--set", "floor=60..70:5", "--la", "886", "--year", "2018/19")
        self.assertIn("Nobody is judged in 2018/19", text)
        self.assertIn("--year", text)

    def test_without_a_year_it_is_the_latest_that_is_judged(self):
        for la in (("--la", "886"), ()):
            ask = ("whatif", "--rule", "ks2-floor", "--set", "floor=60..75:5", *la)
            found = self.unwritten(sample, lambda: sample.json(*ask))
            self.assertEqual(found["year"], "2017/18")
            self.assertEqual(found["passed_over"]["year"], "2018/19")
            self.assertIn("No standard is set", found["passed_over"]["why"])
            self.assertGreater(found["configured"]["listed"], 0)
            self.assertRegex(sample.call(*ask), "(?m)^This is 2017/18, the latest year in which the rule judges somebody: "
                             "nobody is judged in 2018/19. No standard is set")
        same = sample.json("whatif", "--rule", "ks2-floor", "--set", "floor=60..75:5", "--la", "886", "--year", "2017/18")
        one = sample.json("whatif", "--rule", "ks2-floor", "--set", "floor=60..75:5", "--la", "886")
        self.assertIsNone(same["passed_over"])
        self.assertEqual({k: v for k, v in one.items() if k != "passed_over"},
                         {k: v for k, v in same.items() if k != "passed_over"})

    def test_the_value_in_force_is_named(self):
        found = self.what_if()
        # It is the national standard's, and no configuration names it.
        self.assertEqual((found["in_force"], found["configured"]["value"]), ("65", None))
        at_65 = next(step for step in found["steps"] if step["value"] == "65")
        self.assertEqual(at_65["listed"], found["configured"]["listed"])
        text = sample.call("whatif", "--rule", "ks2-floor", "--set", "floor=60..75:5", "--la", "886", "--year", "2017/18")
        self.assertRegex(text, r"(?m)^as now \(65%\)  ")
        self.assertRegex(text, r"(?m)^ +60%  ")
        # The first value is held against things as they are now.
        self.assertEqual(len(found["steps"][0]["left"]) - len(found["steps"][0]["entered"]),
                         found["configured"]["listed"] - found["steps"][0]["listed"])
        self.assertIn("the first value is held against things as they are now", text)

    def test_csv(self):
        found = self.what_if()
        raw = sample.call("whatif", "--rule", "ks2-floor", "--set", "floor=60..75:5", "--la", "886", "--year",
                          "2017/18", "--format", "csv")
        self.assertTrue(raw.startswith("\ufeff"))
        rows = list(csv.DictReader(io.StringIO(raw.removeprefix("\ufeff"), newline="")))
        steps = [row for row in rows if row["change"] == "step"]
        self.assertEqual([(row["value"], int(row["listed"]), row["sip_days"]) for row in steps],
                         [(step["value"], step["listed"], step["sip_days"]) for step in found["steps"]])
        for step in found["steps"]:
            for change in ("entered", "left"):
                self.assertEqual({int(row["urn"]) for row in rows if (row["value"], row["change"]) == (step["value"], change)},
                                 urns(step[change]))


class PluginDiffTest(Unwritten):
    def test_schools_agree_with_the_findings_of_both(self):
        found = self.unwritten(sample, lambda: sample.json("plugin", "diff", "national", "kent", "--years", "2016/17..2017/18",
                                                           "--la", "886"))
        without = with_la_file(sample, "886", None)  # national serves an LA without a file
        for year in ("2016/17", "2017/18"):
            kent, national = run_and_find(sample, "886", year), run_and_find(without, "886", year)
            self.assertEqual(kent.keys(), national.keys())
            other = {urn for urn in kent if (kent[urn]["outcome"], kent[urn]["reason"]) !=
                     (national[urn]["outcome"], national[urn]["reason"])}
            said = {entry["urn"]: entry for entry in found["schools"] if entry["year"] == year}
            self.assertEqual({urn for urn, entry in said.items() if entry["before"] != entry["after"]}, other)
            self.assertTrue(other)
            for urn, entry in said.items():
                self.assertEqual(entry["before"], {key: national[urn][key] for key in ("outcome", "reason")})
                self.assertEqual(entry["after"], {key: kent[urn][key] for key in ("outcome", "reason")})
                changed = {predicate["measure"] for predicate in entry["predicates"]}
                self.assertEqual(changed, self.changed_measures(national[urn], kent[urn]))
            totals = next(one for one in found["totals"] if one["year"] == year)
            self.assertEqual(totals["judged"], len(kent))
            self.assertEqual(totals["same"], len(kent) - len(said))
            self.assertEqual(totals["onto_list"], len(listed_in(kent.values()) - listed_in(national.values())))
            self.assertEqual(totals["off_list"], len(listed_in(national.values()) - listed_in(kent.values())))

    @staticmethod
    def changed_measures(before, after):
        def comparisons(finding):
            return {(p["measure"], p["year"], p["operator"], p["threshold"], p["observed"], p["missing"], p["truth"])
                    for p in finding["predicates"]}
        return {entry[0] for entry in comparisons(before) ^ comparisons(after)}

    def test_parameters_that_differ(self):
        found = sample.json("plugin", "diff", with_sinners() / "termwise-stroller.so", "national", "--years", "2016/17",
                            "--la", "886")
        parameters = {one["name"]: one for one in found["parameters"]}
        self.assertIsNone(parameters["floor"]["before"])
        self.assertIn("at most 100", parameters["floor"]["after"])

    def test_the_same_file_twice_has_no_difference(self):
        text = sample.call("plugin", "diff", "national", "national", "--years", "2016/17..2017/18")
        self.assertIn("byte for byte", text)
        self.assertIn("No school's verdict or comparison differs.", text)

    def test_csv(self):
        ask = ("plugin", "diff", "national", "kent", "--years", "2016/17..2017/18", "--la", "886")
        raw = sample.call(*ask, "--format", "csv")
        rows = list(csv.DictReader(io.StringIO(raw.removeprefix("\ufeff"), newline="")))
        schools = sample.json(*ask)["schools"]
        self.assertEqual({(row["year"], int(row["urn"])) for row in rows}, {(s["year"], s["urn"]) for s in schools})
        self.assertEqual(len(rows), sum(max(1, len(s["predicates"])) for s in schools))


class ErrorsTest(Unwritten):
    def refused(self, code, pattern, *arguments):
        done = self.unwritten(sample, lambda: sample.run(*arguments))
        self.assertEqual(done.returncode, code, done.stderr)
        self.assertEqual(done.stdout, "")
        self.assertRegex(done.stderr, pattern)
        self.assertEqual(len(done.stderr.splitlines()), 1, done.stderr)

    def test_backtest(self):
        ask = lambda code, pattern, plugin, span, *more: self.refused(code, pattern, "backtest", plugin, "--years", span, *more)
        ask(66, "No plugin named 'natinal'.*Did you mean 'national'.*kent", "natinal", "2016/17..2017/18")
        ask(66, "no such file", "/nowhere/termwise-x.so", "2016/17..2017/18")
        ask(70, "cannot be used", f"{ROOT}/config/measures.toml", "2016/17..2017/18")
        ask(64, "has no rule 'ks2-flor'.*Did you mean 'ks2-floor'", "national", "2016/17..2017/18", "--rule", "ks2-flor")
        ask(64, "ends before it begins", "national", "2017/18..2016/17")
        ask(64, "not a span of academic years", "national", "2016..2018")
        ask(64, "at most 40", "national", "2000/01..2040/41")
        ask(65, "no data.*There is data for 2016/17, 2017/18 and 2018/19", "national", "2008/09..2010/11")
        ask(65, "no data of LA 201", "national", "2016/17..2017/18", "--la", "201")
        ask(64, "written for LA 886 and cannot serve LA 926", "kent", "2016/17..2017/18", "--la", "926")
        ask(64, "not a parameter with its value", "kent", "2016/17", "--set", "floor")
        ask(64, "not a parameter of the plugin", "kent", "2016/17", "--set", "ceiling=60")
        ask(64, "at most 100 percent", "kent", "2016/17", "--set", "floor=101")
        ask(64, "twice", "kent", "2016/17", "--set", "floor=1", "--set", "floor=2")
        ask(73, "could not be written", "national", "2016/17", "--out", "/nowhere/at/all.txt")

    def test_a_plugin_that_sins_names_the_place(self):
        plugin = f"{os.environ['TERMWISE_SINNERS']}/termwise-crasher.so"
        self.refused(70, r"LA \d+, 2016/17: The plugin termwise-crasher.so crashed", "backtest", plugin, "--years", "2016/17")

    def test_whatif(self):
        ask = lambda code, pattern, steps, *more, rule="ks2-floor": self.refused(
            code, pattern, "whatif", "--rule", rule, "--set", steps, *(more or ("--la", "886", "--year", "2017/18")))
        ask(64, "no parameter 'ceiling'.*Its parameters are: .*floor", "ceiling=60..70:1")
        ask(64, "has no values from one number to another", "mode=1..2:1")
        ask(64, "step of 0", "floor=60..70:0")
        ask(64, "Change the sign", "floor=60..70:-1")
        ask(64, "Change the sign", "floor=70..60:1")
        ask(64, "more than 40 values", "floor=0..40:1")
        ask(64, "which values to try", "floor=60")
        ask(64, "at most 100 percent", "floor=90..110:10")
        ask(64, "No plugin of this configuration has the rule 'ks9'", "a=1..2:1", rule="ks9")
        ask(65, "no data", "floor=60..70:1", "--la", "886", "--year", "2008/09")
        ask(64, "days in a year", "floor=60..70:1", "--days-per-school", "367")
        ask(64, "days in a year", "floor=60..70:1", "--days-per-school", "-1")

    def test_plugin_diff(self):
        self.refused(66, "No plugin named", "plugin", "diff", "kent", "nobody", "--years", "2016/17")
        self.refused(64, "no rule", "plugin", "diff", "kent", "national", "--years", "2016/17", "--rule", "x")


class PageTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.browser = Browser()
        cls.addClassCleanup(cls.browser.quit)

    def page(self, termwise, name, *arguments):
        path = directory / f"{name}.html"
        termwise.call(*arguments, "--format", "html", "--out", path)
        done = subprocess.run(["tidy", "-e", "-q", "-utf8", path], capture_output=True, text=True)
        wrong = [line for line in done.stderr.splitlines() if not re.search(
            r"<(svg|title|desc|text|line|path|circle|rect|g|polyline)> proprietary attribute|proprietary attribute \"(role|aria-)", line)]
        self.assertEqual(wrong, [])
        self.assertNotRegex(path.read_text(encoding="utf-8"), r'(src|href)="')  # nothing is fetched
        for scheme in ("light", "dark"):
            self.browser.scheme(scheme)
            self.browser.size(1280, 1000)
            self.browser.open(path.as_uri())
            self.assertEqual(self.browser.run(CONTRAST), [], scheme)
            self.assertEqual(self.browser.run(ACTIVE), [])
            self.browser.picture(PICTURES / f"over-time-{name}-{scheme}.png")
        self.browser.size(360, 800)
        self.assertTrue(self.browser.run("return document.documentElement.scrollWidth <= 360;"), "it scrolls sideways")
        return path.read_text(encoding="utf-8")

    def test_backtest(self):
        text = self.page(world, "backtest", "backtest", "national", "--years", SPAN)
        self.assertIn("<svg", text)
        self.assertIn("DfE ended floor and coasting standards", text)
        # A chart for each rule that judged somebody, a point for each year in which it did: for coasting, 2016 and 2018.
        points = "return [...document.querySelectorAll('svg')].map(s => s.querySelectorAll('.point').length);"
        self.assertEqual(self.browser.run(points), [3, 2])

    def test_whatif(self):
        text = self.page(sample, "whatif", "whatif", "--rule", "ks2-floor", "--set", "floor=60..70:1", "--la", "886",
                         "--year", "2017/18")
        self.assertIn("SIP days", text)
        self.assertIn("as now (65%)", text)
        self.assertNotRegex(re.sub(r"<style>.*?</style>", "", text, flags=re.DOTALL), r"[^!-]--[a-z]|" + str(BUILD))
        self.assertEqual(self.browser.run("return document.querySelectorAll('svg .point').length;"), 11)

    def test_plugin_diff(self):
        ask = ("plugin", "diff", "national", "kent", "--years", "2016/17..2017/18", "--la", "886")
        text = self.page(sample, "plugin-diff", *ask)
        self.assertNotIn(str(BUILD), text)
        # The chart's words are the lists of both plugins, counted in their findings.
        without = with_la_file(sample, "886", None)
        parts = []
        for year in ("2016/17", "2017/18"):
            before, after = (len(listed_in(run_and_find(one, "886", year).values())) for one in (without, sample))
            parts.append(f"{before} before and {after} after in {year}")
            totals = next(one for one in sample.json(*ask)["totals"] if one["year"] == year)
            self.assertEqual((totals["listed_before"], totals["listed_after"]), (before, after))
        self.assertEqual(self.browser.run("return document.querySelector('svg.chart desc').textContent;"),
                         f"Schools on the list, ks2-floor, schools: {'; '.join(parts)}.")
        self.assertEqual(self.browser.run("return document.querySelectorAll('svg.chart rect.is').length;"), 3)  # one is the key's


if __name__ == "__main__":
    sys.exit(unittest.main())
