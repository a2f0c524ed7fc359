"""Files of the sample with other figures for some schools."""
import csv
import io


def doctored(content, changes):
    """`content`: a file's bytes; `changes`: URN -> {column: value}. Lines of other schools stay as they are."""
    encoding = "utf-8" if content.startswith(b"\xef\xbb\xbf") else "cp1252"
    lines = content.decode(encoding).split("\r\n")
    head = next(csv.reader([lines[0].lstrip("\ufeff")]))
    left = dict(changes)
    for number, line in enumerate(lines):
        row = next(csv.reader([line]), [])
        urn = row[head.index("URN")] if len(row) > head.index("URN") else ""
        if urn not in left:
            continue
        for column, value in left.pop(urn).items():
            row[head.index(column)] = value
        out = io.StringIO()
        csv.writer(out, lineterminator="").writerow(row)
        lines[number] = out.getvalue()
    if left:
        raise AssertionError(f"these schools are not in the file: {sorted(left)}")
    return "\r\n".join(lines).encode(encoding)


# Under 65% in reading, writing and maths, and reading progress under -5 with its interval below 0: the floor standard.
FALLEN = {"PTRWM_EXP": "20%", "READPROG": "-8.0", "READPROG_LOWER": "-10.2", "READPROG_UPPER": "-5.8"}
RECOVERED = {"PTRWM_EXP": "75%"}
