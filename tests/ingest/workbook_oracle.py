"""Workbooks by openpyxl, and what it reads in them, cell by cell, as the delimited text that ought to come out.

`workbook_oracle.py make FILE SEED` writes a workbook of random cells; `workbook_oracle.py read FILE` prints the text of its
sheet, with a line for each row.
"""
import csv
import datetime
import decimal
import random
import re
import sys

import openpyxl


def random_cell(rng, cell):
    kind = rng.randrange(9)
    if kind == 0:
        return
    if kind == 1:
        cell.value = rng.choice(["SUPP", "St Mary's", 'say "x"', "a,b", " padded ", "caf\u00e9 \u20ac \u6771\u4eac", "two\nlines",
                                 "<&>", "0123", "tab\tbed", "\U0001f600"])
    elif kind == 2:
        cell.value = rng.randrange(-10**6, 10**6)
    elif kind == 3:
        cell.value = rng.random() * 10 ** rng.randrange(-3, 9)
    elif kind == 4:
        cell.value = rng.randrange(-2000, 20000) / 10000
        cell.number_format = rng.choice(["0%", "0.0%", "0.00%", "#,##0%;[Red]-#,##0%"])
    elif kind == 5:
        cell.value = datetime.date(1904, 1, 1) + datetime.timedelta(days=rng.randrange(80000))
        cell.number_format = rng.choice(["dd/mm/yyyy", "mm-dd-yy", "[$-809]d mmmm yyyy", "yyyy-mm-dd"])
    elif kind == 6:
        cell.value = datetime.datetime(2014, 6, 5) + datetime.timedelta(seconds=rng.randrange(10**8))
        cell.number_format = "dd/mm/yyyy hh:mm:ss"
    elif kind == 7:
        cell.value = rng.random() < 0.5
    else:
        cell.value = rng.choice(["#N/A", "#DIV/0!", "#REF!"])


def make(path, seed):
    rng = random.Random(seed)
    book = openpyxl.Workbook()
    if rng.random() < 0.5:
        book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    sheet = book.active
    for row in range(1, 60):
        if rng.random() < 0.1:
            continue
        for column in range(1, 30):
            random_cell(rng, sheet.cell(row, column))
    book.save(path)


def text_of(cell):
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, datetime.datetime):
        # Midnight is a date; openpyxl keeps microseconds of the binary fraction.
        value = (value + datetime.timedelta(microseconds=500_000)).replace(microsecond=0)
        has_time = "h" in cell.number_format and value.time() != datetime.time()
        return value.strftime("%Y-%m-%d %H:%M:%S" if has_time else "%Y-%m-%d")
    if isinstance(value, (int, float)):
        shown = decimal.Decimal("%.15g" % value)
        if not cell.number_format.endswith("%"):
            return format(shown, "f")
        places = len(re.fullmatch(r"[^;]*?0(?:\.(0+))?%.*", cell.number_format).group(1) or "")
        percent = (shown * 100).quantize(decimal.Decimal(1).scaleb(-places), decimal.ROUND_HALF_UP)
        return f"{abs(percent) if percent == 0 else percent:f}%"
    return str(value).replace("\n", " ")


def read(path):
    sheet = openpyxl.load_workbook(path, data_only=True).active
    out = csv.writer(open(1, "w", encoding="utf-8", newline="", closefd=False), lineterminator="\n")
    for row in sheet.iter_rows():
        cells = [text_of(cell) for cell in row]
        while cells and cells[-1] == "":
            cells.pop()
        out.writerow(cells)


if __name__ == "__main__":
    if sys.argv[1] == "make":
        make(sys.argv[2], int(sys.argv[3]))
    else:
        read(sys.argv[2])
