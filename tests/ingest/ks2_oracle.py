"""Every cell of a KS2 file as Python reads it: the figure or the reason why there is none, one a line.

Output: the layout's columns first ("column NAME UNIT SCALE", unit "text" for what is no figure), then for each row
"row LINE RECTYPE URN CELLS", then for each column of figures its value: digits and scale, or the reason.
"""
import csv
import re
import sys
from decimal import Decimal

TEXT = set("RECTYPE ALPHAIND LEA ESTAB URN SCHNAME ADDRESS1 ADDRESS2 ADDRESS3 TOWN PCODE TELNUM URN_AC SCHNAME_AC OPEN_AC "
           "NFTYPE ICLOSE RELDENOM AGERANGE CONFEXAM TAB15 TAB1618".split())
REASONS = {"": "not_supplied", "SUPP": "suppressed", "NA": "not_applicable", "NE": "not_entered",
           "NP": "not_published", "LOWCOV": "low_coverage", "NEW": "new_school", "NULL": "not_supplied"}


def figure(cell):
    cell = cell.strip()
    if cell in REASONS:
        return REASONS[cell]
    assert re.fullmatch(r"-?\d+(\.\d+)?%?", cell), cell
    return Decimal(cell.rstrip("%"))


def scale_of(value):
    return max(0, -value.as_tuple().exponent) if isinstance(value, Decimal) else 0


with open(sys.argv[1], encoding="utf-8-sig", newline="") as file:
    reader = csv.reader(file)
    rows = []
    for cells in reader:
        rows.append((reader.line_num, cells))  # no cell of these files holds a line end
header = rows.pop(0)[1]
figures = [i for i, name in enumerate(header) if name not in TEXT]
columns = {i: [figure(cells[i]) if i < len(cells) else "not_supplied" for _, cells in rows] for i in figures}
scales = {}
for i, name in enumerate(header):
    if i not in columns:
        print("column", name, "text", 0)
        continue
    scales[i] = max(scale_of(value) for value in columns[i])
    percent = any(i < len(cells) and "%" in cells[i] for _, cells in rows)
    print("column", name, "percent" if percent else "score", scales[i])
for place, (line, cells) in enumerate(rows):
    print("row", line, cells[0].strip(), cells[header.index("URN")].strip() or "-", len(cells))
    for i in figures:
        value = columns[i][place]
        print(int(value * 10 ** scales[i]) if isinstance(value, Decimal) else value)
