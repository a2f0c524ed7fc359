#!/usr/bin/python3
"""A Local Authority of 2025/26 under the plugin modern_local: the bundled sample of LA 999, from its files to what people
read."""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

from termwise_cli import ROOT, Termwise

BUILD = pathlib.Path(os.environ["TERMWISE_BUILD"])
SAMPLE = ROOT / "config" / "sample" / "999"
RUN = ("run", "concern-flag", "--la", "999", "--year", "2025/26")


class ModernLocalTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.directory = pathlib.Path(tempfile.mkdtemp(prefix="termwise-e2e-"))
        cls.addClassCleanup(shutil.rmtree, cls.directory, ignore_errors=True)
        config = cls.directory / "config"
        shutil.copytree(ROOT / "config", config, ignore=shutil.ignore_patterns("sample", "*.md"))
        shutil.copy(SAMPLE / "999.toml", config / "las")
        cls.termwise = Termwise(BUILD, cls.directory, config)
        cls.termwise.__enter__()
        cls.addClassCleanup(cls.termwise.discard)
        files = sorted(SAMPLE.glob("*.csv"), key=lambda file: (not file.name.startswith("gias"), file.name))
        for file in files:
            cls.termwise.call("ingest", file)
        cls.termwise.call(*RUN, "--as-at", "2026-03-02")
        cls.found = {(one["rule"], one["urn"]): one for one in cls.termwise.json("findings", "--la", "999")}

    def outcomes(self, rule):
        return {urn: one["outcome"] + (f"({one['reason']})" if one["reason"] else "")
                for (of, urn), one in self.found.items() if of == rule}

    def test_the_sample_is_what_its_generator_writes(self):
        done = subprocess.run([sys.executable, SAMPLE / "generate.py", "--check"], capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stderr)

    # Which of the years together are significantly few is from exact fractions of Python (math.comb): of 90 pupils at a national
    # 61.0%, at most 45; of 180, at most 96; of 135, at most 70; of 25 at 60.97%, at most 9.
    def test_attainment(self):
        found = self.outcomes("attainment-indicator")
        self.assertEqual(found, {
            900900: "LOW(LOWEST_AND_BELOW_NATION)",  # 14, 15 and 13 of 30; the lowest of 12 schools
            900901: "NOT_LOW", 900902: "NOT_LOW", 900903: "NOT_LOW",
            900904: "LOW(BELOW_NATION)",             # 2 of 9, 3 of 8 and 2 of 8
            900905: "NOT_LOW", 900906: "NOT_LOW",    # 28, 26 and 25 of 45 are 79
            900907: "LOW(LOWEST_AND_BELOW_NATION)",  # 12, 13 and 15 of 30 with the school that it was
            900908: "EXEMPT(NOT_MAINSTREAM)",
            900909: "NOT_EVALUABLE(MISSING_YEARS)",  # 16, unknown, 17 of 30: from 33 to 63 of 90
            900910: "NOT_LOW", 900911: "NOT_LOW", 900912: "NOT_LOW", 900913: "NOT_LOW"})
        self.assertEqual(self.found["attainment-indicator", 900900]["sentence"],
                         "By a local indicator, not a DfE standard, the attainment of Harbour Primary School is low in "
                         "2024/25: 13 of 30 pupils (43%) reached the expected standard in reading, writing and maths, which "
                         "is within the lowest 20% of the LA's schools (1 of 12 have 43% or less), and over 2022/23 to "
                         "2024/25 together 42 of 90 pupils did, significantly below the national 61% of those years.")
        self.assertIn("LINKED_HISTORY", self.found["attainment-indicator", 900907]["notes"])

    def test_inspections(self):
        self.assertEqual({urn: what for urn, what in self.outcomes("stuck-school").items() if what != "NOT_STUCK"},
                         {900900: "STUCK", 900901: "STUCK(REPORT_CARD)", 900905: "NOT_EVALUABLE(NO_INSPECTION)",
                          900906: "NOT_STUCK(URGENT)", 900908: "NOT_EVALUABLE(NO_INSPECTION)",
                          900909: "NOT_EVALUABLE(NO_EARLIER_INSPECTION)", 900912: "NOT_STUCK(INADEQUATE)"})
        self.assertEqual({urn for urn, what in self.outcomes("two-below-good").items() if what == "ELIGIBLE"},
                         {900900, 900912})
        self.assertEqual({urn: what for urn, what in self.outcomes("report-card").items() if what != "NO_REPORT_CARD"},
                         {900901: "NEEDS_ATTENTION", 900905: "NOT_EVALUABLE(NO_INSPECTION)",
                          900906: "URGENT(SAFEGUARDING)", 900907: "NEEDS_ATTENTION",
                          900908: "NOT_EVALUABLE(NO_INSPECTION)"})
        self.assertEqual({urn for urn, what in self.outcomes("category-of-concern").items() if what == "INADEQUATE"},
                         {900906, 900912})
        self.assertEqual(self.outcomes("support-offer"), {}, "RISE teams have taken its place")

    def test_explain_says_which_grade_would_have_changed_it(self):
        text = self.termwise.call("explain", "--urn", "900900", "--rule", "stuck-school", "--year", "2025/26")
        self.assertIn("Harbour Primary School counts as stuck", text)
        self.assertIn("would make it NOT_STUCK", text)
        self.assertIn("DfE, Schools eligible for RISE intervention, 2025", text)

    def test_the_run_is_replayed_to_the_same_bytes(self):
        self.assertIn("same", self.termwise.call("replay", next(iter(self.found.values()))["run"]))

    def test_after_august_2026_the_la_has_to_confirm(self):
        reports = self.termwise.json(*RUN, "--as-at", "2026-09-01", "--dry-run")
        outcomes = {name: count for report in reports for name, count in report["outcomes"].items()}
        self.assertGreater(outcomes["NOT_CONFIRMED"], 0)
        self.assertFalse({"STUCK", "ELIGIBLE", "URGENT", "INADEQUATE"} & set(outcomes))


if __name__ == "__main__":
    unittest.main()
