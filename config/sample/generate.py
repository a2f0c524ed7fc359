#!/usr/bin/python3
"""Writes the sample: key stage 2 files in DfE's layouts of 2016/17 to 2018/19 for three LAs. Schools, pupils, places
and figures are invented. The same bytes come out every time.

    generate.py           writes the files beside this script
    generate.py --check   says whether they are what it would write; exit 1 if not
"""
import csv
import io
import random
import sys
from pathlib import Path

sys.dont_write_bytecode = True

from generator import pupils as people  # noqa: E402
from generator.columns import SUBJECTS, columns  # noqa: E402
from generator.figures import Figures, pooled  # noqa: E402
from generator.schools import AUTHORITIES, CHURCH  # noqa: E402
from generator.stories import STORIES, Story  # noqa: E402

FOLDER = Path(__file__).resolve().parent
SEED = "termwise-sample-1"
YEARS = (2017, 2018, 2019)
NATION, NATION_SCALE, INDEPENDENT_SCALE = 4000, 150, 152  # pupils drawn, and how many each stands for

# Habits in which files differ, as sets of (LA, year). Rows about the nation stand last unless they are first.
CP1252 = {("926", 2018)}
FINAL_NEWLINE = {("886", 2018), ("926", 2018), ("938", 2019)}
SHORT_LAST_ROW = {("926", 2017)}
NATION_FIRST = {("926", 2017), ("938", 2018)}

STREETS = ("School Lane", "Orchard Way", "The Green", "Mill Rise", "Kiln Road", "Rectory Close", "Station Approach",
           "Meadow View", "Old Ferry Road", "Chapel Hill")


def seeded(*parts):
    return random.Random("/".join([SEED, *map(str, parts)]))


def cohort_of(school, year, story):
    rng = seeded("school", school.urn)
    tendency = [0.4 + 1.2 * people.normal(rng) for _ in SUBJECTS]
    disadvantaged, language = 0.08 + 0.4 * rng.random(), 0.02 + 0.22 * rng.random() * rng.random()
    rng = seeded("year", school.urn, year)
    progress = [mean + 0.6 * people.normal(rng) for mean in tendency]
    if school.special:
        progress = [mean - 5.0 for mean in progress]
    size = story.size or max(6, school.size + int(5 * rng.random()) - 2)
    return people.Cohort(size=size, ability=school.ability, disadvantaged=disadvantaged, additional_language=language,
                         progress=story.progress or tuple(progress), exact=story.progress is not None,
                         expected=story.expected, unknown=story.unknown, special=school.special)


class Nation:
    """The national rows: all schools, and state-funded schools only. Scores are centred on the nation, so zero."""

    def __init__(self):
        self.pupils, self.rows = {}, {}
        for year in (2016, *YEARS):
            cohort = people.Cohort(size=NATION, exact=True, additional_language=0.2)
            self.pupils[year] = people.draw(f"{SEED}/nation/{year}", cohort)
            for kind, scale in (("4", INDEPENDENT_SCALE), ("5", NATION_SCALE)):
                self.rows[kind, year] = self._row(kind, year, scale)

    def _row(self, kind, year, scale):
        cells = Figures(self.pupils[year], year, aggregate=True, scale=scale).cells
        for subject in SUBJECTS:
            name = subject + "PROG"
            headline = (name, name + "_LOWER", name + "_UPPER", subject + "COV", name + "_DESCR")
            cells.update(dict.fromkeys(headline, " "))
        cells["TOTPUPS"], cells["TPUPYEAR"] = str(NATION * scale * 15 // 2), str(NATION * scale + 311)
        if year >= 2018:
            cells.update(pooled([self.pupils[max(2016, year - back)] for back in (0, 1, 2)]))
            cells["TELIG_3YR"] = str(3 * NATION * scale)
        return cells

    def figures(self, year):
        return self.rows["5", year]


class Sample:
    def __init__(self):
        self.nation = Nation()
        self.pupils, self.rows = {}, {}  # (URN or LA, year) -> the pupils, the cells
        for authority in AUTHORITIES:
            for year in (2016, *YEARS):
                for school in authority.schools:
                    self._add(school, year)
                self._add_authority(authority, year)

    def _add(self, school, year):
        story = STORIES.get((school.urn, year), Story())
        if story.row == "absent":
            return
        if story.row == "new":
            self.rows[school.urn, year] = {"TOTPUPS": "NEW"}
            return
        if story.row == "no-cohort":
            roll = str(school.size * (year - 2015))
            self.rows[school.urn, year] = {"TOTPUPS": roll, "TPUPYEAR": "0", **story.cells}
            return
        pupils = people.draw(f"{SEED}/pupils/{school.urn}/{year}", cohort_of(school, year, story))
        figures = Figures(pupils, year, national=self.nation.figures(year), special=school.special,
                          half_widths=story.half_widths)
        cells = figures.cells
        year_groups = 4 if school.ages == "7-11" else 7
        cells["TOTPUPS"] = str(len(pupils) * year_groups + seeded("roll", school.urn, year).getrandbits(4))
        cells["TPUPYEAR"] = str(len(pupils) + (1 if len(pupils) % 3 == 0 else 0))
        if year >= 2018:
            cells.update(pooled([self.pupils.get((school.urn, year - back), None if back else pupils)
                                 for back in (0, 1, 2)]))
        for name, text in story.cells.items():
            for column in ([c for c in cells if c.startswith(name[:-1])] if name.endswith("*") else [name]):
                cells[column] = text
        self.pupils[school.urn, year], self.rows[school.urn, year] = pupils, cells

    def _add_authority(self, authority, year):
        code = authority.code
        everyone = [p for s in authority.schools for p in self.pupils.get((s.urn, year), [])]
        cells = Figures(everyone, year, national=self.nation.figures(year), aggregate=True).cells
        counts = [self.rows.get((s.urn, year), {}) for s in authority.schools]
        for name in ("TOTPUPS", "TPUPYEAR"):
            cells[name] = str(sum(int(row[name]) for row in counts if row.get(name, "").isdigit()))
        self.pupils[code, year] = everyone
        if year >= 2018:
            cells.update(pooled([self.pupils[code, year - back] for back in (0, 1, 2)]))
        self.rows[code, year] = cells

    def history(self, key, year, cells):
        """What this year's file repeats of the two years before."""
        for name in columns(year):
            base, _, suffix = name.rpartition("_")
            if not suffix.isdigit():
                continue
            then = 2000 + int(suffix)
            row = self.nation.rows.get((key, then)) or self.rows.get((key, then), {})
            text = row.get(base.replace("PTNOTFSM6", "PTNotFSM6"), "").strip()
            if year >= 2018 and text.endswith(".0"):
                text = text[:-2]
            cells[name] = text

    def file(self, authority, year):
        schools = [s for s in authority.schools if (s.urn, year) in self.rows]
        rng = seeded("order", authority.code, year)
        schools.sort(key=lambda s: rng.random())
        key = (authority.code, year)
        if key in SHORT_LAST_ROW:
            schools.sort(key=lambda s: STORIES.get((s.urn, year), Story()).row == "no-cohort")
        rows = [self._school_row(authority, s, year) for s in schools]
        rows.insert(len(rows) * 2 // 3, self._aggregate_row("3", authority, year))
        nation = [self._aggregate_row(kind, authority, year) for kind in ("5", "4")]
        if key in NATION_FIRST:
            rows[1:1] = nation
        else:
            rows += nation
        return rows

    def _school_row(self, authority, school, year):
        cells = dict(self.rows[school.urn, year])
        if "TELIG" in cells:
            self.history(school.urn, year, cells)
        rng = seeded("address", school.urn)
        place = school.urn - authority.first_urn
        ordered = sorted(authority.schools, key=lambda s: (s.name, s.urn))
        series = 7000 if school.special else 4100 if school.secondary else 3300 if school.faith == CHURCH else 2000
        street, number, town = rng.random(), rng.random(), rng.random()
        which = int(town * len(authority.towns))
        address = {
            "RECTYPE": "2" if school.special else "1", "ALPHAIND": str(1000 + 46 * ordered.index(school)),
            "LEA": authority.code, "ESTAB": str(series + 7 * place), "URN": str(school.urn), "SCHNAME": school.name,
            "ADDRESS1": STREETS[int(street * len(STREETS))],
            "ADDRESS2": f"Nether {authority.towns[which]}, near the Church" if number > 0.9 else "",
            "ADDRESS3": "", "TOWN": authority.towns[which], "PCODE": f"ZZ{1 + which} {1 + place % 9}ZZ",
            "TELNUM": f"0163 2960{100 + place}", "PCON_CODE": f"E149990{authority.code[-1]}{which % 2}",
            "PCON_NAME": authority.constituencies[which % 2], "URN_AC": "0", "NFTYPE": school.type, "ICLOSE": "0",
            "RELDENOM": school.faith, "AGERANGE": school.ages, "CONFEXAM": "R" if rng.random() < 0.2 else "",
            "TAB15": "1" if school.secondary else "0", "TAB1618": "1" if school.ages.endswith("19") else "0"}
        return self._texts(address | cells, year, "")

    def _aggregate_row(self, kind, authority, year):
        key = authority.code if kind == "3" else kind
        cells = dict(self.nation.rows.get((key, year)) or self.rows[key, year])
        self.history(key, year, cells)
        cells["RECTYPE"] = kind
        if kind == "3":
            cells.update(LEA=authority.code, SCHNAME=authority.name)
        return self._texts(cells, year, " ")

    @staticmethod
    def _texts(cells, year, absent):
        """In the file's order; a row ends at its last field that is not empty."""
        names = columns(year)
        figures = names.index("TOTPUPS")
        texts = [cells.get(name, absent if place < figures else "") for place, name in enumerate(names)]
        while texts and texts[-1] == "":
            texts.pop()
        return texts


def content(sample, authority, year):
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns(year))
    writer.writerows(sample.file(authority, year))
    key = (authority.code, year)
    lines = text.getvalue() if key in FINAL_NEWLINE else text.getvalue().removesuffix("\r\n")
    return lines.encode("cp1252") if key in CP1252 else b"\xef\xbb\xbf" + lines.encode("utf-8")


def main(arguments):
    if arguments not in ([], ["--check"]):
        print(__doc__, file=sys.stderr)
        return 64
    sample, different = Sample(), []
    for authority in AUTHORITIES:
        for year in YEARS:
            path = FOLDER / f"{year - 1}-{year}_{authority.code}_ks2final.csv"
            wanted = content(sample, authority, year)
            if not arguments:
                path.write_bytes(wanted)
            elif not path.is_file() or path.read_bytes() != wanted:
                different.append(path.name)
    for name in different:
        print(f"{name} is not what the generator writes. Run generate.py and look at what changed.", file=sys.stderr)
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
