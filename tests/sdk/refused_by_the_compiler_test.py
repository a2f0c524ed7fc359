#!/usr/bin/python3
"""Mistakes of a rule's author that the compiler finds: each snippet must be refused, and the same one put right accepted."""
import os
import subprocess
import tempfile
import unittest

BUILD_INCLUDE = os.environ["TERMWISE_SDK_INCLUDE"]
COMPILER = os.environ["TERMWISE_CXX"]

RULE = """
#include <termwise/plugin.hpp>
using namespace termwise;
constexpr Measure<Percent> kReached{{"KS2_EXS_RWM"}};
constexpr Measure<Points> kProgress{{"KS2_PROG_R"}};
constexpr Number<Percent> kFloor{{.name = "floor", .by_default = "{default}", .meaning = "A floor."}};
constexpr Number<PercentagePoints> kFall{{.name = "fall", .by_default = "10", .meaning = "A fall."}};
void judge(Case& school) {{
  {body}
}}
"""

# What an author may write by mistake -> what stands there when it is right, and words of the compiler's.
MISTAKES = {
    "an unknown comparison as a condition":
        ("if (school[kReached] < school[kReached.before(1)]) school.answer(\"FELL\");",
         "if ((school[kReached] < school[kReached.before(1)]) == Truth::yes) school.answer(\"FELL\");", "bool"),
    "percent compared with points":
        ("school[kReached] < school[kProgress];", "school[kReached] < school[kReached];", "deleted"),
    "percent less points":
        ("school[kReached] - school[kProgress];", "school[kReached] - school[kReached];", "no match"),
    "a fall in percent, which would be a share of what fell":
        ("school.is(school[kReached.before(1)] - school[kReached] >= kFloor);",
         "school.is(school[kReached.before(1)] - school[kReached] >= kFall);", "no match"),
    "points against a floor in percent":
        ("school.is(kProgress < kFloor);", "school.is(kReached < kFloor);", "no match"),
    "a figure against a number without a source":
        ("school.is(kReached < 65);", "school.is(kReached < kFloor);", "no match"),
    "a missing figure taken for a number":
        ("Decimal figure = school[kReached].number();", "const Decimal* figure = school[kReached].number();", "conversion"),
    "a binary fraction":
        ("school[kReached] < 64.5;", "school[kReached] < Decimal(645, 1);", "no match"),
}


class RefusedTest(unittest.TestCase):
    def compile(self, body, default="65"):
        with tempfile.NamedTemporaryFile("w", suffix=".cpp", encoding="utf-8") as file:
            file.write(RULE.format(body=body, default=default))
            file.flush()
            return subprocess.run([COMPILER, "-std=c++20", "-fsyntax-only", "-Wno-unused", "-I", BUILD_INCLUDE,
                                   file.name], capture_output=True, text=True, env={**os.environ, "LC_ALL": "C"})

    def test_each_mistake_is_refused_and_its_correction_accepted(self):
        for name, (wrong, right, words) in MISTAKES.items():
            with self.subTest(name):
                refused = self.compile(wrong)
                self.assertNotEqual(refused.returncode, 0, "it compiles")
                self.assertIn(words, refused.stderr)
                accepted = self.compile(right)
                self.assertEqual(accepted.returncode, 0, accepted.stderr)

    def test_a_default_that_is_no_number_is_refused(self):
        refused = self.compile("", default="6O")
        self.assertNotEqual(refused.returncode, 0)
        self.assertIn("write a decimal number", refused.stderr)


if __name__ == "__main__":
    unittest.main()
