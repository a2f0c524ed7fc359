"""A key stage 2 file of 2017/18 with as many schools as wanted, each with the figures of one school of the sample."""
import csv
import io

from termwise_cli import ROOT

FIRST_URN = 910000


def write_schools(path, la, names):
    """One school a name; their URNs count from FIRST_URN."""
    sample = (ROOT / "config" / "sample" / f"2017-2018_{la}_ks2final.csv").read_bytes()
    # Only one file of the sample is in UTF-8; the figures are ASCII in each.
    text = sample.decode("utf-8-sig") if sample.startswith(b"\xef\xbb\xbf") else sample.decode("cp1252")
    rows = list(csv.reader(io.StringIO(text)))
    header, school = rows[0], next(row for row in rows[1:] if row[0] == "1")
    column = {name: at for at, name in enumerate(header)}
    with open(path, "w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        for number, name in enumerate(names):
            row = list(school)
            row[column["URN"]] = str(FIRST_URN + number)
            row[column["ESTAB"]] = str(2000 + number)
            row[column["SCHNAME"]] = name
            writer.writerow(row)
