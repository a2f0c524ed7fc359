"""Publishers' files and the LA's own, read into schools for the oracle of the national rules (national_rules.py)."""
from __future__ import annotations

import re
from collections.abc import Callable

import ks2_floor
from ks2_floor import PERCENT, WHOLE, Figure
from national_rules import NOTHING, School

SCORE_1, SCORE_2 = r"-?\d+(\.\d)?", r"-?\d+(\.\d\d?)?"
PERCENT_2 = r"-?\d+(\.\d\d?)?%?"
Row = dict[str, str]
# Of the LA's own files: column, name of the figure, shape.
OWN_KS2 = (("COHORT", "N", WHOLE),
           ("L4_ENGLISH", "L4_E_K", WHOLE), ("L4_MATHS", "L4_M_K", WHOLE), ("L4_ENGLISH_MATHS", "L4_EM_K", WHOLE),
           ("L4_ENGLISH_PERCENT", "L4_E", PERCENT), ("L4_MATHS_PERCENT", "L4_M", PERCENT),
           ("L4_ENGLISH_MATHS_PERCENT", "L4_EM", PERCENT), ("L4_READING_WRITING_MATHS_PERCENT", "L4_RWM", PERCENT),
           ("LP2_ENGLISH", "LP2_E_K", WHOLE), ("LP2_ENGLISH_KNOWN", "LP2_E_OF", WHOLE),
           ("LP2_MATHS", "LP2_M_K", WHOLE), ("LP2_MATHS_KNOWN", "LP2_M_OF", WHOLE),
           *[(f"LP2_{word}_PERCENT", f"LP2_{s}", PERCENT)
             for word, s in (("ENGLISH", "E"), ("READING", "R"), ("WRITING", "W"), ("MATHS", "M"))])
OWN_KS4 = (("COHORT", "N", WHOLE), ("FIVE_AC", "AC5_K", WHOLE), ("FIVE_AC_PERCENT", "AC5", PERCENT),
           ("FIVE_AC_ENGLISH_MATHS", "AC5_EM_K", WHOLE), ("FIVE_AC_ENGLISH_MATHS_PERCENT", "AC5_EM", PERCENT_2),
           ("LP3_ENGLISH_PERCENT", "LP3_E", PERCENT), ("LP3_MATHS_PERCENT", "LP3_M", PERCENT),
           ("PROGRESS_8", "P8", SCORE_2), ("PROGRESS_8_LOWER", "P8_LOW", SCORE_2),
           ("PROGRESS_8_UPPER", "P8_UP", SCORE_2), ("PROGRESS_8_COVERAGE", "P8_COV", PERCENT_2))
PREFIX = {"R": "READ", "W": "WRIT", "M": "MAT"}


def rows(data: bytes) -> list[Row]:
    return [row for _, row in ks2_floor.records(ks2_floor.decode(data))]


def cell(row: Row, column: str, shape: str) -> Figure:
    return ks2_floor.figure(row.get(column.casefold(), ""), shape)


def own(data: bytes, year: int, columns: tuple[tuple[str, str, str], ...]) -> list[School]:
    """The LA's own file of one year; its schools do not say what they are."""
    return [School(int(row["urn"]), {year: {name: cell(row, column, shape) for column, name, shape in columns}})
            for row in rows(data)]


def of_tables(row: Row, year: int, figures: dict[str, Figure], repeated: dict[int, dict[str, Figure]]) -> School:
    return School(int(row["urn"]), {year: figures}, {"1": "mainstream", "2": "special"}[row["rectype"].strip()],
                  row.get("nftype", "").strip(), row["iclose"].strip() == "1", row.get("agerange", "").strip(), repeated)


def is_school(row: Row) -> bool:
    return row["rectype"].strip() in ("1", "2")


def ks2_tables(data: bytes, year: int) -> list[School]:
    """DfE's file of 2016/17 to 2018/19, with what it repeats of earlier years."""
    def scores(row: Row, suffix: str) -> dict[str, Figure]:
        found = {"EXS_RWM": cell(row, f"PTRWM_EXP{suffix}", PERCENT)}
        for s, prefix in PREFIX.items():
            found[f"PROG_{s}"] = cell(row, f"{prefix}PROG{suffix}", SCORE_1)
            found[f"PROG_{s}_UP"] = cell(row, f"{prefix}PROG_UPPER{suffix}", SCORE_1)
        return found

    found = []
    for row in filter(is_school, rows(data)):
        figures = scores(row, "") | {"N": cell(row, "TELIG", WHOLE)}
        figures |= {f"PROG_{s}_COV": cell(row, f"{prefix}COV", PERCENT) for s, prefix in PREFIX.items()}
        repeated = {year - back: scores(row, f"_{(year - back) % 100}") for back in (1, 2)
                    if f"readprog_{(year - back) % 100}" in row}
        found.append(of_tables(row, year, figures, repeated))
    return found


def ks4_tables(data: bytes, year: int) -> list[School]:
    """DfE's file of 2016/17 or 2017/18, with what it repeats of earlier years."""
    found = []
    for row in filter(is_school, rows(data)):
        figures = {"N": cell(row, "TPUP", WHOLE), "P8": cell(row, "P8MEA", SCORE_2), "P8_UP": cell(row, "P8CIUPP", SCORE_2),
                   "P8_COV": cell(row, "P8MEACOV", PERCENT_2), "AC5_EM": cell(row, "PT5EM_94", PERCENT_2)}
        repeated: dict[int, dict[str, Figure]] = {}
        for back in (1, 2):
            y = (year - back) % 100
            gcse = f"ac5em{y}_ptq_ee" if f"ac5em{y}_ptq_ee" in row else f"pt5em_94_{y}"
            repeated[year - back] = {"P8": cell(row, f"P8MEA_{y}", SCORE_2), "P8_UP": cell(row, f"P8CIUPP_{y}", SCORE_2),
                                     "AC5_EM": cell(row, gcse, PERCENT_2)}
        found.append(of_tables(row, year, figures, repeated))
    return found


def london_2011(data: bytes) -> list[School]:
    """Attainment alone: the file has neither pupils nor progress, and the type in words."""
    return [School(int(row["urn"]), {2011: {"L4_EM": cell(row, "PTENGMATX", PERCENT)}}, type=row["nftype_text"].strip())
            for row in rows(data)]


def republished(data: bytes) -> list[Row]:
    """All England's rows of 2016 or 2017 in the names of DfE's files, for ks2_floor: kinds, limits and coverage are not
    there."""
    names = {"KS2 Pupils": "telig", "Overall Meet Std": "ptrwm_exp", "Reading Progress": "readprog",
             "Writing Progress": "writprog", "Maths Progress": "matprog"}
    absent = dict.fromkeys(["iclose", *[f"{p.casefold()}{c}" for p in PREFIX.values() for c in ("prog_upper", "cov")]], "")
    return [{new: row[old.casefold()] for old, new in names.items()} | absent | {"urn": row["urn"], "rectype": "1"}
            for row in rows(data)]


def merged(schools: list[list[School]]) -> list[School]:
    """One school for each URN; what it is comes from the last list, which is the run's own year's."""
    found: dict[int, School] = {}
    for each in schools:
        for school in each:
            before = found.get(school.urn)
            if before:
                school.figures = before.figures | school.figures
                school.repeated = before.repeated | school.repeated
            found[school.urn] = school
    return [found[school.urn] for school in schools[-1]]


def loaded(schools: list[School], years: range, names: Callable[[int], list[str]]) -> set[int]:
    """The years of which some school has a figure of these names, or a reason why not."""
    return {year for year in years for school in schools
            if any(school.get(year, name) != NOTHING for name in names(year))}


def year_of(label: str) -> int:
    """2017 of "2016/17"."""
    match = re.fullmatch(r"(\d{4})/\d\d", label)
    assert match, label
    return int(match[1]) + 1
