"""An LA's registers as they change in the course of a school year: rows by the day on which the LA hands them in. A row that
changes comes again, whole; the others stay as they were."""
import csv
import functools
import io
import tomllib
from pathlib import Path

SOURCES = Path(__file__).resolve().parents[3] / "sources"


@functools.cache
def layout(name):
    return tomllib.loads((SOURCES / f"{name}.toml").read_text(encoding="utf-8"))


def columns_of(found):
    """The layout's columns: those that say whose row it is first."""
    subject = found["subject"]
    first = [subject[key] for key in ("urn", "la") if key in subject]
    keys = subject.get("key", [])
    names = [*first, *(["SCHOOL"] if "SCHOOL" in found.get("attributes", {}) else []),
             *([subject["year"]] if "year" in subject else []), *keys,
             *found.get("attributes", {}), *found.get("measures", {})]
    return list(dict.fromkeys(names))


class SchoolYear:
    """`year` is written 2008/09. Days are written 2008-10-06 throughout."""

    def __init__(self, la, year, schools):
        self.la, self.year, self.schools = la, year, schools  # schools: URN -> name
        self.entries = []  # (day, register, layout, cells), in the order in which the story tells them
        self.others = {}   # file name -> text

    def enter(self, day, register, layout_name=None, **cells):
        """Enters or changes a row of a register, such as visit; the file that says so comes on that day."""
        found = layout(layout_name or f"{register.replace('_', '-')}-own")
        cells = {"LA": self.la, "YEAR": self.year, **cells}
        if "SCHOOL" in found["attributes"]:
            cells["SCHOOL"] = self.schools[cells["URN"]]
        if found["subject"]["year"] != "YEAR":
            del cells["YEAR"]
        unknown = set(cells) - set(columns_of(found))
        assert not unknown, (register, unknown)
        self.entries.append((day, register, found, cells))

    def registers(self):
        """(register, day) -> {key: the row as it stands then}, and each register's header."""
        standing, handed, used = {}, {}, {}
        for day, register, found, cells in sorted(self.entries, key=lambda entry: entry[0]):
            subject = found["subject"]
            names = [subject.get("urn"), *subject.get("key", []), subject["year"]]
            key = tuple(str(cells.get(name, "")) for name in names if name)
            row = {**standing.get((register, key), {}), **cells}
            standing[register, key] = row
            handed.setdefault((register, day), {})[key] = row
            used.setdefault(register, (found, set()))[1].update(name for name, cell in row.items() if cell != "")
        headers = {register: [name for name in columns_of(found)
                              if name in filled or name not in found.get("optional", ())]
                   for register, (found, filled) in used.items()}
        return handed, headers

    def add(self, name, text):
        self.others[name] = text

    def files(self):
        written = dict(self.others)
        handed, headers = self.registers()
        for (register, day), rows in handed.items():
            written[f"{register}_{day}.csv"] = table(headers[register], [rows[key] for key in sorted(rows)])
        return written


def table(header, rows):
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([row.get(name, "") for name in header] for row in rows)
    return text.getvalue()


def list_of_schools(la, la_name, schools):
    """In the layout of DfE's extract. `schools`: URN -> (name, number, phase, from age, to age)."""
    found = layout("school-gias-2022")
    names = dict.fromkeys([*found["subject"].values(), *found["attributes"], *found.get("measures", {}),
                           *found.get("ignored", {})])
    header = [name for name in names if name not in found.get("optional", ())]
    rows = [{"URN": urn, "LA (code)": la, "LA (name)": la_name, "EstablishmentNumber": number, "EstablishmentName": name,
             "TypeOfEstablishment (name)": "Community school", "EstablishmentStatus (name)": "Open",
             "PhaseOfEducation (name)": phase, "StatutoryLowAge": low, "StatutoryHighAge": high}
            for urn, (name, number, phase, low, high) in schools.items()]
    return table(header, rows)


def key_stage_2(la, schools, results):
    """Counts of pupils in the layout of the LA's own file. `results`: URN -> (pupils, English, maths, both), and contextual value
    added with its limits where it is known."""
    header = ["URN", "LA", "SCHOOL", "COHORT", "L4_ENGLISH", "L4_MATHS", "L4_ENGLISH_MATHS", "CVA", "CVA_LOWER",
              "CVA_UPPER"]
    if all(len(counts) == 4 for counts in results.values()):
        header = header[:7]
    return table(header, [dict(zip(header, (urn, la, schools[urn], *counts))) for urn, counts in results.items()])
