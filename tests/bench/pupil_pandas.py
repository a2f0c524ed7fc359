#!/usr/bin/python3
"""What a data manager would write: pandas reads a file of pupils, checks it as Termwise does, and copies it to PostgreSQL.

    pupil_pandas.py URL FILE"""
import io
import sys

import numpy
import pandas
import psycopg2

import pupil_file

YES_NO = {"Y": 1, "N": 0}
POINTS = {"W": 3, "1": 9, "2C": 13, "2B": 15, "2A": 17, "3": 21, "4": 27}
CODES = {"GENDER": {"F": 1, "M": 0}, **dict.fromkeys([*pupil_file.FLAGS, "EAL"], YES_NO),
         "SEN": {"N": 0, "A": 1, "P": 2, "K": 3, "S": 4, "E": 4}, **dict.fromkeys(pupil_file.LEVELS, POINTS),
         "WRITING_TA": {"BLW": 0, "PKF": 1, "PKE": 1, "PKG": 1, "WTS": 2, "EXS": 3, "GDS": 4},
         "SCIENCE_TA": {"HNM": 2, "EXS": 3}}
RANGES = {"MONTH_OF_BIRTH": (1, 12), "SESSIONS_POSSIBLE": (0, 400), "SESSIONS_MISSED": (0, 400), "KS1_POINTS": (0, 40),
          **dict.fromkeys(pupil_file.SCORES, (80, 120)), **{name: (0, most) for name, most in pupil_file.MARKS.items()}}


def check_upns(upns):
    letters = numpy.full(256, -1)
    letters[[ord(letter) for letter in pupil_file.LETTERS]] = range(23)
    values = letters.copy()
    values[48:58] = range(10)
    if not (upns.str.len() == 13).all():
        raise SystemExit("a UPN of another length")
    bytes_ = numpy.frombuffer("".join(upns).encode("ascii"), dtype=numpy.uint8).reshape(-1, 13)
    digits = values[bytes_[:, 1:]]
    weighted = (digits * numpy.arange(2, 14)).sum(axis=1) % 23
    if (digits < 0).any() or (letters[bytes_[:, 0]] != weighted).any():
        raise SystemExit("a UPN that is none")


def main():
    url, path = sys.argv[1:]
    texts = {name: str for name, kind in pupil_file.TYPES.items() if kind == "text"}
    table = pandas.read_csv(path, dtype=texts)
    check_upns(table["UPN"])
    if table.duplicated(pupil_file.KEY).any():
        raise SystemExit("a pupil twice")
    if not table["URN"].between(100_000, 9_999_999).all() or not table["LA"].between(201, 999).all():
        raise SystemExit("a URN or LA that is none")
    for name, codes in CODES.items():
        table[name] = table[name].map(codes).astype("Int16")
    if table[list(CODES)].isna().any().any():
        raise SystemExit("a code that is none")
    for name, (least, most) in RANGES.items():
        if not (table[name].isna() | table[name].between(least, most)).all():
            raise SystemExit(f"{name} is out of its range")
        if name != "KS1_POINTS":
            table[name] = table[name].astype("Int16")
    out = io.StringIO()
    table.to_csv(out, index=False, header=False)
    out.seek(0)
    connection = psycopg2.connect(url)
    cursor = connection.cursor()
    cursor.copy_expert("copy public.pandas_pupils from stdin with (format csv)", out)
    connection.commit()


if __name__ == "__main__":
    main()
