#!/usr/bin/python3
"""What no name and no address may do to the pages about findings."""
import csv
import io
import sys
import unicodedata
import unittest
from urllib.parse import quote, urlencode

from findings_case import FindingsCase
from operation_case import HOSTILE, SAMPLE


def seen(name):
    """Without controls and what Unicode calls format characters."""
    return "".join(c for c in name if unicodedata.category(c) not in ("Cc", "Cf")).strip()


class HostileTest(FindingsCase):
    """Names that came in by a file, and addresses."""
    NAMES = [HOSTILE, "<script>alert(1)</script>", "{{school}} {{{sentence}}}", "\u202e\u05d0\u05d1\u05d2 \u0627\u0628",
             "<svg/onload=x>", "]]><!-- -->", "&lt;script&gt;&#x0;", "\u0007\u009b31m",
             "'); drop table termwise.finding; --", "\ud83d\ude80 \u0301\u0301\u0301", "%s%n", "<bdi>", "</title><h1>"]
    NAMES = [name.encode("utf-16", "surrogatepass").decode("utf-16") for name in NAMES]

    @classmethod
    def fill(cls):
        """The sample with other names in one file."""
        source = next(SAMPLE.glob("2016-2017_886_*.csv"))
        rows = list(csv.reader(io.StringIO(source.read_bytes().decode("utf-8-sig"), newline="")))
        name, urn = rows[0].index("SCHNAME"), rows[0].index("URN")
        schools = [row for row in rows[1:] if len(row) > urn and row[urn].strip()]
        cls.hostile = {}
        for row, text in zip(schools, cls.NAMES):
            row[name] = text
            cls.hostile[int(row[urn])] = text
        doctored = cls.directory / source.name
        with open(doctored, "w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file, lineterminator="\r\n").writerows(rows)
        cls.termwise.call("ingest", doctored)
        cls.termwise.call("run", "floor-check", "--la", "886", "--year", "2016/17")

    def test_names_stay_text(self):
        self.add_findings(["N" * 10240, *self.NAMES], run=self.run_of("2016/17"))
        stored = {row["subject"]: row["subject_name"] for row in self.rows("select * from termwise.finding")}
        # What nobody sees is left out on reading.
        self.assertEqual({stored[urn] for urn in self.hostile}, {seen(name) for name in self.NAMES})
        page = self.get("/las/886/findings")
        schools = {row["School"] for row in self.rows_of(page)}
        for urn, name in stored.items():
            # What cannot be seen is shown by its bytes.
            name = " ".join(name.replace("\u0007", "\\x07").replace("\u009b", "\\xC2\\x9B").split())
            self.assertIn(f"{name} {urn}", schools)
            self.assertIn(name, self.get(f"/las/886/schools/{urn}").text)
            if urn in self.hostile:
                self.assertIn(name, self.get(f"/las/886/schools/{urn}/ks2-floor/2016-17").text)
        for row in self.csv_of("/las/886/findings.csv")[0]:
            self.assertEqual(row["school"], stored[int(row["urn"])])

    def test_queries_are_only_text(self):
        for text in self.NAMES[:-1]:
            asked = quote(text[:60].replace("\u0007", "").replace("\u009b", ""))
            for name in ("rule", "outcome", "q"):
                page = self.get(f"/las/886/findings?{name}={asked}")
                self.assertNotIn("h1", page.text)
            self.assertIn(self.ask("GET", f"/las/886/findings?year={asked}&page={asked}")[0], (200, 400))
            segment = asked.replace("/", "").replace("%2F", "").replace(".", "") or "x"
            for path in (f"/las/{segment}/findings", f"/las/886/schools/{segment}",
                         f"/las/886/schools/900006/{segment}/2016-17", f"/las/886/schools/900006/ks2-floor/{segment}"):
                self.assertEqual(self.ask("GET", path)[0], 404, path)
        self.assertEqual(self.ask("GET", "/las/886/findings?" + urlencode({"q": "x" * 10240}))[0], 414)

    def test_a_search_finds_a_name_with_markup(self):
        page = self.get("/las/886/findings?" + urlencode({"q": "<SCRIPT>"}))
        named = {(f"{' '.join(seen(name).split())} {urn}", rule) for urn, name in self.hostile.items()
                 if "<script>" in name.lower() for rule in ("KS2 coasting", "KS2 floor standard")}
        self.assertEqual(len(named), 4)  # two schools, each with a finding of two rules
        self.assertEqual(sorted((row["School"], row["Rule"]) for row in self.rows_of(page)), sorted(named))
        self.assertEqual(page.forms[0]["fields"]["q"], "<SCRIPT>")


if __name__ == "__main__":
    unittest.main(verbosity=2 if sys.stdout.isatty() else 1)
