#!/usr/bin/python3
"""A release that fits no layout: what has changed is told, a layout proposed, and nothing loaded until it is accepted."""
import csv
import os
import pathlib
import shutil
import subprocess
import tempfile
import tomllib
import unittest

from termwise_cli import ROOT, Termwise

BUILD = pathlib.Path(os.environ["TERMWISE_BUILD"])
LAST = ROOT / "config" / "sample" / "2018-2019_886_ks2final.csv"
DATA_ERROR = 65


def next_release(path):
    """The sample of 2018/19 as a release of 2019/20 could look: columns with years in their names move on, one is gone,
    one is renamed, two are new, and one has cells of a kind it never had. Returns the number of schools."""
    with LAST.open(encoding="utf-8-sig", newline="") as source:
        rows = list(csv.reader(source))
    header = rows[0]
    ages = {"_18": "_19", "_17": "_18"}
    header = [name[:-3] + ages[name[-3:]] if name[-3:] in ages else name for name in header]
    gone = header.index("TELNUM")
    renamed = header.index("PTRWM_EXP")
    odd = header.index("TELIG")
    with path.open("w", encoding="utf-8", newline="") as target:
        writer = csv.writer(target)
        for number, row in enumerate(rows):
            row = (header if number == 0 else row) + [""] * (len(header) - len(row))
            if number == 0:
                row[renamed] = "PTRWM_EXPD"
            if number == 3:
                row[odd] = "about 30"
            extra = ["PTNEW", "COMMENT"] if number == 0 else [f"{number % 100}.5%", "a remark"]
            writer.writerow(row[:gone] + row[gone + 1:] + extra)
    return len(rows) - 1


class DriftTest(unittest.TestCase):
    def setUp(self):
        self.directory = pathlib.Path(tempfile.mkdtemp(prefix="termwise-drift-"))
        self.addCleanup(shutil.rmtree, self.directory, ignore_errors=True)
        shutil.copytree(ROOT / "config", self.directory / "config")
        self.termwise = Termwise(BUILD, self.directory, config=self.directory / "config")
        self.addCleanup(self.termwise.discard)
        self.termwise.write_config()
        self.file = self.directory / "2019-2020_886_ks2final.csv"
        self.rows = next_release(self.file)

    def test_nothing_is_loaded_before_the_layout_is_accepted(self):
        refused = self.termwise.run("ingest", self.file)
        self.assertEqual(refused.returncode, DATA_ERROR)
        self.assertIn("termwise source drift", refused.stderr)
        self.assertEqual(self.termwise.sql("SELECT count(*) FROM termwise.batch"), [["0"]])
        before = {path: path.read_bytes() for path in self.directory.glob("config/**/*") if path.is_file()}

        drift = self.termwise.json("source", "drift", self.file)
        self.assertEqual(drift["nearest"], "ks2-2018-19")
        self.assertEqual(drift["year"], "2019/20")
        self.assertEqual(drift["gone"], ["TELNUM"])
        self.assertEqual(drift["renamed"], [{"from": "PTRWM_EXP", "to": "PTRWM_EXPD"}])
        self.assertEqual([(column["column"], column["figures"], column["percent"], column["scale"]) for column in drift["new"]],
                         [("PTNEW", True, True, 1), ("COMMENT", False, False, 0)])
        self.assertEqual([(column["column"], column["cells"], column["line"], column["example"])
                          for column in drift["unreadable"]], [("TELIG", 1, 4, "about 30")])
        text = self.termwise.call("source", "drift", self.file)
        self.assertIn("PTRWM_EXPD is likely what was PTRWM_EXP", text)
        self.assertEqual({path: path.read_bytes() for path in before}, before)

        self.termwise.call("source", "accept", self.file)
        layout = tomllib.loads((self.directory / "config/sources/ks2-2019-20.toml").read_text(encoding="utf-8"))
        self.assertEqual((layout["id"], layout["year"]), ("ks2-2019-20", "2019/20"))
        self.assertEqual(layout["measures"]["PTRWM_EXPD"], "KS2_EXS_RWM")
        # READPROG_18 was a year back in 2018/19 and is two years back in 2019/20; _19 is a year back now.
        old = tomllib.loads((ROOT / "config/sources/ks2-2018-19.toml").read_text(encoding="utf-8"))["measures"]
        self.assertEqual(layout["measures"]["READPROG_19"], old["READPROG_18"])
        self.assertEqual(layout["measures"]["READPROG_18"], old["READPROG_17"])
        loaded = self.termwise.json("ingest", self.file)[0]
        self.assertEqual((loaded["status"], loaded["rows"], loaded["year"]), ("loaded", self.rows, "2019/20"))
        self.assertEqual(self.termwise.sql("SELECT count(*) FROM termwise.measure_value WHERE code = 'KS2_PTNEW' AND value > 0"),
                         [[str(self.rows)]])

    def test_the_patch_is_one_that_patch_applies(self):
        patch = self.termwise.json("source", "drift", self.file)["patch"]
        # The new layout begins as a copy of the nearest, which is what the patch is against.
        work = self.directory / "work"
        shutil.copytree(self.directory / "config", work)
        shutil.copy(work / "sources/ks2-2018-19.toml", work / "sources/ks2-2019-20.toml")
        patched = patch.replace("--- sources/ks2-2018-19.toml", "--- sources/ks2-2019-20.toml")
        subprocess.run(["patch", "-p0", "--fuzz=0"], cwd=work, input=patched, text=True, check=True, capture_output=True)
        self.termwise.call("source", "accept", self.file)
        for name in ("sources/ks2-2019-20.toml", "measures.toml"):
            self.assertEqual((work / name).read_text(encoding="utf-8"),
                             (self.directory / "config" / name).read_text(encoding="utf-8"), name)

    def test_what_comes_near_to_no_layout_is_refused(self):
        other = self.directory / "other_2019-2020.csv"
        other.write_text("colour,shape\nred,round\n", encoding="utf-8")
        refused = self.termwise.run("source", "drift", other)
        self.assertEqual(refused.returncode, DATA_ERROR)
        self.assertIn("no layout in config/sources/ comes near to this file", refused.stderr)

    def test_the_year_is_asked_for(self):
        unnamed = self.file.rename(self.directory / "release.csv")
        refused = self.termwise.run("source", "drift", unnamed)
        self.assertEqual(refused.returncode, 64)
        self.assertIn("Add --year", refused.stderr)
        self.assertEqual(self.termwise.json("source", "drift", unnamed, "--year", "2019/20")["year"], "2019/20")


if __name__ == "__main__":
    unittest.main()
