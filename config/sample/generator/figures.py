"""What DfE would publish about a set of pupils: every column of figures, as text, by the rules of its tables.

A group of one to five pupils is suppressed, and a cohort of that size as a whole. Shares are whole per cent and
halves are rounded up. A progress score has 95% limits whose distance from it shrinks with the number of pupils.
"""
import math

from .columns import BY_PRIOR_AND_FSM, GROUPS
from .pupils import SUBJECTS

SMALL = 5
# Half the width of the interval for one pupil: 1.96 standard deviations of pupils' scores.
SPREAD = {"READ": 12.1, "WRIT": 11.5, "MAT": 10.9}


def tenths(value):
    """Rounded to one decimal, as a whole number of tenths."""
    scaled = value * 10 + 0.5
    whole = int(scaled)
    return whole - 1 if whole > scaled else whole


def decimal(number, year):
    """Tenths as text: up to 2016/17 always with its decimal ("1.0"), later without an idle one ("1")."""
    sign = "-" if number < 0 else ""
    whole, part = divmod(abs(number), 10)
    return f"{sign}{whole}" if part == 0 and year >= 2018 else f"{sign}{whole}.{part}"


def percent(count, total):
    return f"{(200 * count + total) // (2 * total)}%" if total else ""


def mean(values):
    return str(int(sum(values) / len(values) + 0.5)) if values else ""


def band(score, lower, upper):
    if lower > 0:
        return "1" if score >= 30 else "2"
    if upper < 0:
        return "5" if score < -30 else "4"
    return "3"


def members(pupils):
    known = [p for p in pupils if p.prior is not None]
    return {
        "B": [p for p in pupils if not p.girl],
        "G": [p for p in pupils if p.girl],
        "L": [p for p in known if p.prior < 12],
        "M": [p for p in known if 12 <= p.prior < 18],
        "H": [p for p in known if p.prior >= 18],
        "FSM6CLA1A": [p for p in pupils if p.disadvantaged],
        "NotFSM6CLA1A": [p for p in pupils if not p.disadvantaged],
        "EAL": [p for p in pupils if p.language == 2],
        "MOBN": [p for p in pupils if p.settled],
    }


class Figures:
    """The figures of one row. `scale` multiplies counts of pupils, for the nation."""

    def __init__(self, pupils, year, national=None, aggregate=False, special=False, scale=1, half_widths=None):
        self.pupils, self.year, self.national = pupils, year, national
        self.aggregate, self.special, self.scale = aggregate, special, scale
        self.half_widths = half_widths or {}
        self.groups = members(pupils)
        self.cells = {}
        self._cohort()
        self._attainment()
        self._progress()
        self._needs()
        if not aggregate and len(pupils) <= SMALL:
            for name, text in self.cells.items():
                if text != "" and name != "TELIG":
                    self.cells[name] = "SUPP"

    def _hidden(self, group):
        if self.aggregate:
            return False
        pair = ("FSM6CLA1A", "NotFSM6CLA1A")
        return any(1 <= len(self.groups[g]) <= SMALL for g in (pair if group in pair else (group,)))

    def _count(self, name, share, count, total=None):
        self.cells[name] = str(count * self.scale)
        self.cells[share] = percent(count, len(self.pupils) if total is None else total)

    def _cohort(self):
        groups, cells = self.groups, self.cells
        cells["TELIG"] = str(len(self.pupils) * self.scale)
        self._count("BELIG", "PBELIG", len(groups["B"]))
        self._count("GELIG", "PGELIG", len(groups["G"]))
        known = [p.prior for p in self.pupils if p.prior is not None]
        cells["TKS1AVERAGE"] = decimal(tenths(sum(known) / len(known)), self.year) if known else ""
        for group in ("L", "M", "H"):
            self._count("TKS1GROUP_" + group, "PTKS1GROUP_" + group, len(groups[group]), len(known))
        self._count("TKS1GROUP_NA", "PTKS1GROUP_NA", len(self.pupils) - len(known))
        for group in ("FSM6CLA1A", "NotFSM6CLA1A"):
            self._count("T" + group, "PT" + group, len(groups[group]))
        for language in (1, 2, 3):
            self._count(f"TEALGRP{language}", f"PTEALGRP{language}", sum(p.language == language for p in self.pupils))
        self._count("TMOBN", "PTMOBN", len(groups["MOBN"]))

    def _needs(self):
        of = {kind: sum(p.needs in kind for p in self.pupils if p.needs) for kind in ("K", "E", "S", "ES", "EK")}
        if self.year >= 2019:  # statements had become plans
            columns = [("TSENELE", "PSENELE", of["ES"]), ("TSENELK", "PSENELK", of["K"]),
                       ("TSENELEK", "PSENELEK", of["K"] + of["ES"])]
        else:
            columns = [("TSENELSE", "PSENELSE", of["ES"]), ("TSENELAPK", "PSENELSAPK", of["K"]),
                       ("TSENELE", "PSENELE", of["E"]), ("TSENELK", "PSENELK", of["K"]),
                       ("TSENELST", "PSENELST", of["S"]), ("TSENELSAP", "PSENELSAP", 0), ("SENELN", "PSENELN", 0)]
        for name, share, count in columns:
            self._count(name, share, count)
            if self.aggregate:
                self.cells[name] = " "
            elif self.special:
                self.cells[name] = self.cells[share] = ""

    def _attainment(self):
        def scored(subject, least):
            return lambda p: p.scores is not None and p.scores[subject] >= least
        tests = {"RWM": (lambda p: p.expected, lambda p: p.higher),
                 "WRITTA": (lambda p: p.writing in ("EXS", "GDS"), lambda p: p.writing == "GDS")}
        for subject in ("READ", "GPS", "MAT"):
            tests[subject] = (scored(subject, 100), scored(subject, 110))
        for subject, both in tests.items():
            for standard, reached in zip(("EXP", "HIGH"), both):
                name = f"PT{subject}_{standard}"
                self._share(name, reached)
                for group in (GROUPS if subject == "RWM" else BY_PRIOR_AND_FSM):
                    self._share(f"{name}_{group}", reached, group)
        for standard in ("EXP", "HIGH"):
            ours = self.cells[f"PTRWM_{standard}_FSM6CLA1A"]
            gap = ours
            if ours.endswith("%"):
                theirs = self.national[f"PTRWM_{standard}_NotFSM6CLA1A"] if self.national else ours
                gap = str(int(ours[:-1]) - int(theirs[:-1]))
            self.cells[f"DIFFN_RWM_{standard}"] = gap
        for subject in ("READ", "GPS", "MAT"):
            self._share(f"PT{subject}_AT", lambda p: p.absent)
            self.cells[subject + "_AVERAGE"] = mean([p.scores[subject] for p in self.pupils if p.scores])
            for group, inside in self.groups.items():
                average = mean([p.scores[subject] for p in inside if p.scores])
                self.cells[f"{subject}_AVERAGE_{group}"] = "SUPP" if self._hidden(group) else average
        self._share("PTWRITTA_WTS", lambda p: p.writing == "WTS")
        self._share("PTWRITTA_AD", lambda p: p.writing == "")
        self._share("PTSCITA_EXP", lambda p: p.science)
        self._share("PTSCITA_AD", lambda p: False)
        for subject in ("READ", "MAT"):
            self._share(f"PT{subject}TA_EXP", lambda p: p.taught[subject])
            self._share(f"PT{subject}TA_AD", lambda p: False)

    def _share(self, name, reached, group=None):
        inside = self.pupils if group is None else self.groups[group]
        hidden = group is not None and self._hidden(group)
        self.cells[name] = "SUPP" if hidden else percent(sum(map(reached, inside)), len(inside))

    def _progress(self):
        for subject in SUBJECTS:
            name = subject + "PROG"
            matched = self._score(name, subject, self.pupils)
            self.cells[subject + "COV"] = percent(matched, len(self.pupils))
            for group, inside in self.groups.items():
                self._score(f"{name}_{group}", subject, inside, group)
            ours, gap = self.cells[name + "_FSM6CLA1A"], self.cells[name + "_FSM6CLA1A"]
            if ours not in ("", "NA", "SUPP"):
                theirs = self.national[name + "_NotFSM6CLA1A"] if self.national else ours
                gap = decimal(tenths(float(ours) - float(theirs)), self.year)
            self.cells["DIFFN_" + name] = gap

    def _score(self, name, subject, inside, group=None):
        cells = self.cells
        counted = [p.progress[subject] for p in inside if p.progress is not None]
        scored = [name, name + "_LOWER", name + "_UPPER"]
        missing = None
        if group is not None and self._hidden(group):
            missing = "SUPP"
        elif not inside and group in ("FSM6CLA1A", "NotFSM6CLA1A"):
            missing = ""
        elif not counted:
            missing = "NA"
        elif not self.aggregate and len(counted) <= SMALL:
            missing = "SUPP"
        if missing is not None:
            cells.update(dict.fromkeys(scored, missing))
            if group is None:
                cells[name + "_UNADJUSTED"] = cells[name + "_DESCR"] = missing
            return len(counted)
        score = tenths(sum(counted) / len(counted))
        half = max(1, tenths(SPREAD[subject] / math.sqrt(len(counted) * self.scale)))
        if group is None and subject in self.half_widths:
            half = tenths(self.half_widths[subject])
        for column, number in zip(scored, (score, score - half, score + half)):
            cells[column] = decimal(number, self.year)
        if group is None:
            extreme = sum(value < -14 for value in counted)
            cells[name + "_UNADJUSTED"] = decimal(tenths((sum(counted) - 4 * extreme) / len(counted)), self.year)
            cells[name + "_DESCR"] = band(score, score - half, score + half)
        return len(counted)


def pooled(three_years):
    """The three-year columns, from the pupils of three years; None for a year without results."""
    names = ("TELIG_3YR", "PTRWM_EXP_3YR", "PTRWM_HIGH_3YR", "READ_AVERAGE_3YR", "MAT_AVERAGE_3YR")
    if any(pupils is None for pupils in three_years):
        return dict(zip(names, ("", "NA", "NA", "NA", "NA")))
    pupils = [p for year in three_years for p in year]
    scores = [p.scores for p in pupils if p.scores]
    return dict(zip(names, (str(len(pupils)), percent(sum(p.expected for p in pupils), len(pupils)),
                            percent(sum(p.higher for p in pupils), len(pupils)), mean([s["READ"] for s in scores]),
                            mean([s["MAT"] for s in scores]))))
