#!/usr/bin/python3
"""The measures against Python's fractions, decimal and statistics, on seeded questions: measures_oracle_test.py PROBE."""
import random
import statistics
import subprocess
import sys
import unittest
from decimal import ROUND_HALF_UP, Decimal, getcontext
from fractions import Fraction
from math import comb

PROBE = sys.argv.pop(1)
getcontext().prec = 60


def ask(questions):
    """The probe's answer to each question."""
    done = subprocess.run([PROBE], input="".join(question + "\n" for question in questions), capture_output=True,
                          text=True, check=True, timeout=60)
    answers = done.stdout.splitlines()
    assert len(answers) == len(questions), (len(answers), len(questions), done.stderr)
    return answers


def rounded(fraction, decimals):
    exact = Decimal(fraction.numerator) / Decimal(fraction.denominator)
    number = exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return str(abs(number) if number == 0 else number)


class MeasuresOracleTest(unittest.TestCase):
    def setUp(self):
        self.random = random.Random(1988)

    def shares(self, count, most=400, least=0):
        for _ in range(count):
            whole = self.random.randint(least, self.random.choice((12, 40, most)))
            yield self.random.randint(0, whole), whole

    def check(self, cases):
        """(question, expected answer) each."""
        questions = [question for question, _ in cases]
        for question, expected, answer in zip(questions, (expected for _, expected in cases), ask(questions)):
            self.assertEqual(answer, expected, question)
        return len(cases)

    def test_percentages_are_rounded_once_from_the_counts(self):
        cases = []
        for part, whole in self.shares(3_000):
            decimals = self.random.randint(0, 4)
            expected = rounded(Fraction(100 * part, whole), decimals) if whole else "none"
            cases.append((f"percent {part} {whole} {decimals}", expected))
        self.check(cases)
        self.assertTrue(any(expected == "none" for _, expected in cases))

    def test_counts_are_compared_exactly(self):
        cases = []
        for part, whole in self.shares(3_000, least=1):
            decimals = self.random.randint(0, 4)
            near = Decimal(rounded(Fraction(100 * part, whole), decimals))
            limit = near + self.random.choice((0, 0, 1, -1)) * Decimal(1).scaleb(-decimals)
            exact = Fraction(100 * part, whole) - Fraction(limit)
            cases.append((f"compare {part} {whole} {limit}",
                          "less" if exact < 0 else "greater" if exact > 0 else "equal"))
        self.check(cases)
        self.assertEqual({expected for _, expected in cases}, {"less", "equal", "greater"})

    def test_gaps_are_of_exact_percentages(self):
        cases = []
        for (a, b), (c, d) in zip(self.shares(2_000), self.shares(2_000)):
            gap = rounded(Fraction(100 * a, b) - Fraction(100 * c, d), 2) if b and d else "none"
            cases.append((f"gap {a} {b} {c} {d}", gap))
        self.check(cases)

    def test_the_lowest_fifth_is_that_of_statistics(self):
        cases = []
        for _ in range(1_000):
            count = self.random.choice((*range(1, 16), 30, 60))
            children = [(f"c{number:02}", self.random.choice((17, 30, 34, 34, 35, 51, self.random.randint(0, 117))))
                        for number in range(count)]
            self.random.shuffle(children)
            fifth = int((Decimal(count) / 5).quantize(Decimal(1), ROUND_HALF_UP))
            question = "fifth " + " ".join(f"{name} {points}" for name, points in children)
            if fifth == 0:
                cases.append((question, "none"))
                continue
            lowest = sorted(children, key=lambda child: (child[1], child[0]))[:fifth]
            median = statistics.median(Fraction(points) for _, points in children)
            mean = statistics.mean(Fraction(points) for _, points in lowest)
            gap = rounded(100 * (median - mean) / median, 2) if median else "none"
            cases.append((question, " ".join([rounded(median, 1), rounded(mean, 9), gap, *(name for name, _ in lowest)])))
        self.check(cases)

    def test_english_is_the_level_of_the_mean(self):
        points = {"W": 3, "1": 9, "2C": 13, "2B": 15, "2A": 17, "3": 21, "4": 27}
        bands = (("4", 24), ("3", 18), ("2A", 16), ("2B", 14), ("2C", 12), ("1", 6), ("W", 3))
        cases = []
        for reading, first in points.items():
            for writing, second in points.items():
                mean = Fraction(first + second, 2)
                cases.append((f"english {reading} {writing}", next(code for code, low in bands if mean >= low)))
            cases.append((f"english {reading} A", next(code for code, low in bands if first >= low)))
            cases.append((f"english D {reading}", next(code for code, low in bands if first >= low)))
        self.check(cases)

    def test_proportions_differ_from_the_critical_value_on(self):
        cases = []
        for part, whole in self.shares(4_000, most=2_000, least=9):
            national = Decimal(self.random.randint(1, 999)) / 10
            p, q = Fraction(part, whole), Fraction(national) / 100
            squared = (p - q) ** 2 / (q * (1 - q) / whole)
            significant = squared >= Fraction("1.96") ** 2
            expected = "none" if whole < 11 else "not" if not significant else "above" if p > q else "below"
            cases.append((f"significance {part} {whole} {national}", expected))
        self.check(cases)
        self.assertEqual({expected for _, expected in cases}, {"none", "not", "above", "below"})

    def test_exact_intervals_end_where_the_tail_is_a_fortieth(self):
        """At each end, taken as the exact fraction that it is, the sum of the binomial's terms is 1/40 or nearly so."""
        shares = [share for share in self.shares(250, most=120) if share[1] > 0]
        answers = ask([f"exact {part} {whole}" for part, whole in shares])
        for (part, whole), answer in zip(shares, answers):
            lower, upper = (Fraction(float(end)) for end in answer.split())

            def tail(rate, counts):
                return float(sum(comb(whole, k) * rate ** k * (1 - rate) ** (whole - k) for k in counts))

            if part == 0:
                self.assertEqual(lower, 0)
            else:
                self.assertAlmostEqual(tail(lower, range(part, whole + 1)), 0.025, delta=1e-9, msg=(part, whole))
            if part == whole:
                self.assertEqual(upper, 1)
            else:
                self.assertAlmostEqual(tail(upper, range(part + 1)), 0.025, delta=1e-9, msg=(part, whole))

    def test_wilson_intervals_end_where_the_score_is_critical(self):
        """At each end the rate is z standard errors, as they would be there, from the share that was seen."""
        z = statistics.NormalDist().inv_cdf(0.975)
        shares = [share for share in self.shares(500) if 0 < share[0] < share[1]]
        answers = ask([f"wilson {part} {whole}" for part, whole in shares])
        self.assertGreater(len(shares), 300)
        for (part, whole), answer in zip(shares, answers):
            lower, upper = map(float, answer.split())
            seen = part / whole
            for end, sign in ((lower, 1), (upper, -1)):
                score = (seen - end) / (end * (1 - end) / whole) ** 0.5
                self.assertAlmostEqual(score, sign * z, delta=1e-7, msg=(part, whole))


if __name__ == "__main__":
    unittest.main()
