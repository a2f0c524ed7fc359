#!/usr/bin/python3
"""West Sussex's SIPs from the registers' files to findings, with the solver inside the real sandbox."""
import collections
import os
import pathlib
import random
import re
import shutil
import tempfile
import unittest

import sip_registers as sips
from termwise_cli import ROOT, Termwise

BUILD = pathlib.Path(os.environ["TERMWISE_BUILD"])
RUN = ("run", "deployment", "--la", "938", "--year", "2008/09", "--as-at", "2008-07-14")
MARKET, HARBOUR, HIGH, FOURTH = 920000, 920001, 920002, 920003

SCHOOLS = [sips.school(MARKET, "Market School"), sips.school(HARBOUR, "Harbour School"),
           sips.school(HIGH, "High School"), sips.school(FOURTH, "Fourth School"),
           sips.school(920004, "Gone School", status="Closed")]
PEOPLE = [sips.sip("A", 14, LOCALITY="Arun", HEADSHIP="secondary"),
          sips.sip("B", 9, LOCALITY="Crawley", TYPE="serving head", OWN_SCHOOL=HIGH),
          sips.sip("C", 40, ACCREDITATION="suspended")]
ROWS = [sips.assignment(MARKET, "A", CLUSTER="Crawley"), sips.assignment(HARBOUR, "C", CLUSTER="arun"),
        sips.assignment(HIGH, "B")]


class WestSussexTest(unittest.TestCase):
    def setUp(self):
        self.directory = pathlib.Path(tempfile.mkdtemp(prefix="termwise-e2e-"))
        self.addCleanup(shutil.rmtree, self.directory, ignore_errors=True)
        config = self.directory / "config"
        shutil.copytree(ROOT / "config", config, ignore=shutil.ignore_patterns("sample", "*.md"))
        self.la_file = config / "las" / "938.toml"
        self.termwise = Termwise(BUILD, self.directory, config)
        self.termwise.__enter__()
        self.addCleanup(self.termwise.discard)

    def load(self, *registers):
        for path in sips.write_all(self.directory, *registers):
            self.termwise.call("ingest", path)

    def set_parameter(self, text):
        words = self.la_file.read_text(encoding="utf-8")
        self.la_file.write_text(words.replace('name = "west_sussex"\n', f'name = "west_sussex"\n\n[plugin.parameters]\n{text}\n', 1),
                                encoding="utf-8")

    def found(self, rule="deployment"):
        return {one["urn"]: one for one in self.termwise.json("findings", "--la", "938") if one["rule"] == rule}

    def test_a_plan_from_the_registers_files(self):
        self.load(SCHOOLS, PEOPLE, ROWS)
        self.termwise.call(*RUN)
        found = self.found()
        # 10 days of A and 5 of B serve three of four schools; by hand, of all plans these have most points: Market keeps A
        # (40 + 20 + 10) or takes B (30 + 10), Harbour takes A (30 + 20 + 10), High and Fourth may take A (20 + 10), and only
        # Fourth B (10) beside Market.
        self.assertEqual({urn: one["outcome"] for urn, one in found.items()},
                         {MARKET: "PROPOSED_SAME", HARBOUR: "PROPOSED_CHANGE", HIGH: "UNSERVED", FOURTH: "PROPOSED_NEW"})
        self.assertIn("Sip A is proposed as SIP of Harbour School for 2008/09, with 5 days, in place of Sip C, whose "
                      "accreditation is not active; this has 60 of 100 points: 30 for locality, 20 for expertise and 10 for "
                      "availability, and none for continuity.", found[HARBOUR]["sentence"])
        self.assertIn("it takes 5 days, and the schools take 20 days while the SIPs have 15 days: 5 days short in all. The plan "
                      "gives 3 of 4 schools a SIP and has 140 points in all; it is proven", found[HIGH]["sentence"])
        text = self.termwise.call("explain", "--urn", HARBOUR, "--rule", "deployment", "--year", "2008/09")
        self.assertIn("adviser_938.csv", text)
        self.assertIn("same", self.termwise.call("replay", found[HIGH]["run"]))

    def test_the_order_of_rows_in_the_files_changes_nothing(self):
        listed, people, rows = sips.large(40, 10, 0.05, 1)
        self.load(listed, people, rows)
        self.termwise.call(*RUN)
        before = {urn: one["sentence"] for urn, one in self.found().items()}
        self.assertEqual(len(before), 40)
        for lines in (listed, people, rows):
            random.Random(2).shuffle(lines)
        self.load(listed, people, rows)
        self.termwise.call(*RUN)
        self.assertEqual({urn: one["sentence"] for urn, one in self.found().items()}, before)

    def test_the_present_sips(self):
        self.load(SCHOOLS, PEOPLE, [sips.assignment(MARKET, "A", "2008/09"), sips.assignment(HIGH, "B", "2008/09"),
                                    sips.assignment(HARBOUR, "A", "2008/09", "disputed")])
        self.termwise.call("run", "concern-flag", "--la", "938", "--year", "2008/09", "--as-at", "2008-10-06")
        outcomes = lambda rule: {urn: one["outcome"] for urn, one in self.found(rule).items()}  # noqa: E731
        self.assertEqual(outcomes("sip-coverage"),
                         {MARKET: "HAS_SIP", HARBOUR: "HAS_SIP", HIGH: "HAS_SIP", FOURTH: "NO_SIP"})
        self.assertEqual(outcomes("sip-conflict"), {MARKET: "NO_CONFLICT", HARBOUR: "NO_CONFLICT", HIGH: "CONFLICT"})
        self.assertEqual(outcomes("sip-disputed"), {MARKET: "NOT_DISPUTED", HARBOUR: "DISPUTED", HIGH: "NOT_DISPUTED"})
        self.assertEqual(outcomes("sip-headship"), {MARKET: "WITH_HEADSHIP", HARBOUR: "WITH_HEADSHIP",
                                                    HIGH: "WITH_HEADSHIP", FOURTH: "WITHOUT"})

    def test_a_large_la_is_planned_in_the_sandbox_within_its_limits(self):
        listed, people, rows = sips.large(500, 60, 0.1, 3)
        self.load(listed, people, rows)
        report = self.termwise.json(*RUN)[0]
        found = self.found()
        self.assertEqual(len(found), 500)
        self.assertLess(report["wall_ms"], 60_000, "the deadline of a plugin")
        self.assertTrue(all("The plan gives 500 of 500 schools a SIP" in one["sentence"] and "it is proven" in one["sentence"]
                            for one in found.values()), next(iter(found.values()))["sentence"])
        # No SIP has more days than the contract, however the plan was found.
        days = collections.Counter()
        for one in found.values():
            who, takes = re.match(r"Sip (S\d+) is proposed .*?, with ([\d.]+) days?[,;]", one["sentence"]).groups()
            days[who] += float(takes)
        contract = {one["ADVISER"]: one["CONTRACT_DAYS"] - sips.RESERVED for one in people}
        self.assertEqual({who for who in days if days[who] > contract[who]}, set())

    def test_a_search_that_is_cut_short_says_so(self):
        self.set_parameter("search_millions = 1")
        self.load(*sips.large(200, 24, 0.02, 5))
        self.termwise.call(*RUN)
        sentences = [one["sentence"] for one in self.found().values() if one["outcome"].startswith("PROPOSED")]
        self.assertTrue(all("the search ended before it was proven best" in sentence for sentence in sentences))
        self.assertTrue(all("NOT_PROVEN_BEST" in one["notes"] for one in self.found().values()
                            if one["outcome"].startswith("PROPOSED")))


if __name__ == "__main__":
    unittest.main()
