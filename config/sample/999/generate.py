#!/usr/bin/python3
"""Writes the sample of one fictitious Local Authority, code 999, in 2025/26: a list of its schools, three years of key stage 2
results and its inspections, in the publishers' layouts. Every school and figure is invented. The same bytes come out every time.

    generate.py           writes the files beside this script
    generate.py --check   says whether they are what it would write; exit 1 if not
"""
import csv
import io
import sys
import tomllib
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
SOURCES = FOLDER.parents[1] / "sources"
LA, LA_NAME = "999", "Sampleshire"

# URN -> name, number, kind, and (pupils, percentage at the standard) in 2022/23, 2023/24 and 2024/25.
SCHOOLS = {
    900900: ("Harbour Primary School", 2000, "mainstream", ((30, 47), (30, 50), (30, 43))),
    900901: ("Kestrel Primary School", 2001, "mainstream", ((30, 60), (30, 63), (30, 60))),
    900902: ("Larch Primary School", 2002, "mainstream", ((30, 77), (30, 80), (30, 83))),
    900903: ("Mallow Junior School", 2003, "mainstream", ((60, 58), (60, 60), (60, 63))),
    900904: ("Nettle Primary School", 2004, "mainstream", ((9, 22), (8, 38), (8, 25))),
    900905: ("Orchard Primary School", 2005, "mainstream", ((30, 67), (30, 70), (30, 73))),
    900906: ("Pilgrim Primary School", 2006, "mainstream", ((45, 62), (45, 58), (45, 56))),
    900907: ("Quarry Academy", 2007, "mainstream", (None, None, (30, 50))),
    900908: ("Rowan Special School", 7000, "special", ((12, 0), (12, 8), (12, 0))),
    900909: ("Sorrel Primary School", 2009, "mainstream", ((30, 53), (30, "SUPP"), (30, 57))),
    900910: ("Thistle Primary School", 2010, "mainstream", ((30, 70), (30, 70), (30, 70))),
    900911: ("Upland Primary School", 2011, "mainstream", ((30, 73), (30, 77), (30, 77))),
    900912: ("Valley Primary School", 2012, "mainstream", ((30, 63), (30, 67), (30, 67))),
    900913: ("Willow Primary School", 2013, "mainstream", ((30, 80), (30, 83), (30, 80))),
    900914: ("Yarrow High School", 4000, "mainstream", (None, None, None)),
    900917: ("Quarry Primary School", 2017, "mainstream", ((30, 40), (30, 43), None)),
}
CLOSED = {900917: "31-08-2024"}
OPENED = {900907: "01-09-2024"}

# URN, day, category, overall, education, leadership, previous overall: Ofsted's list, 9 where there was no judgement.
GRADED = (
    (900900, "07/11/2023", "", "3", "3", "3", "3"),
    (900902, "14/03/2023", "", "2", "2", "2", "2"),
    (900903, "05/11/2024", "", "9", "2", "3", "2"),
    (900904, "21/05/2019", "", "2", "2", "2", "3"),
    (900909, "12/12/2022", "", "3", "3", "2", "NULL"),
    (900910, "08/02/2022", "", "2", "2", "2", "1"),
    (900911, "03/10/2023", "", "1", "1", "1", "2"),
    (900912, "18/06/2024", "SM", "4", "4", "4", "3"),
    (900913, "24/01/2023", "", "2", "2", "2", "2"),
    (900914, "09/07/2024", "", "2", "2", "2", "2"),
    (900917, "16/05/2022", "", "3", "3", "3", "4"),
    (900901, "11/10/2022", "", "3", "3", "3", "2"),
    (900906, "02/11/2021", "", "2", "2", "2", "2"),
)

# URN, day, category, safeguarding, and the areas: inclusion, curriculum, achievement, attendance, development, leadership.
AREAS = ("Inclusion", "Curriculum and teaching", "Achievement", "Attendance and behaviour",
         "Personal development and wellbeing", "Leadership and governance")
E, S, N, U = "Expected standard", "Strong standard", "Needs attention", "Urgent improvement"
CARDS = (
    (900901, "02/12/2025", "", "Met", (E, N, N, E, E, N)),
    (900906, "20/01/2026", "RSI", "Not met", (N, N, N, E, E, U)),
    (900907, "09/12/2025", "", "Met", (E, E, N, E, S, E)),
)


def layout(name):
    return tomllib.loads((SOURCES / f"{name}.toml").read_text(encoding="utf-8"))


def columns(found):
    """The layout's columns but those that a file may lack, each once, those that say which row it is first."""
    subject = []
    for value in found["subject"].values():
        subject += value if isinstance(value, list) else [value]
    names = [*subject, *found.get("attributes", {}), *found.get("measures", {}), *found.get("ignored", {})]
    optional = set(found.get("optional", ()))
    return [name for name in dict.fromkeys(names) if name not in optional]


def table(name, rows, more=()):
    """As a file: a row is a dictionary of column -> cell, and what it does not name is empty."""
    header = [*columns(layout(name)), *more]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(header)
    for row in rows:
        unknown = set(row) - set(header)
        assert not unknown, unknown
        writer.writerow([row.get(column, "") for column in header])
    return text.getvalue()


def is_secondary(urn):
    return SCHOOLS[urn][1] == 4000


def list_of_schools():
    rows = []
    for urn, (name, number, kind, _) in SCHOOLS.items():
        academy = urn in OPENED
        rows.append({
            "URN": urn, "LA (code)": LA, "LA (name)": LA_NAME, "EstablishmentNumber": number, "EstablishmentName": name,
            "TypeOfEstablishment (name)": "Academy converter" if academy else
            "Community special school" if kind == "special" else "Community school",
            "EstablishmentStatus (name)": "Closed" if urn in CLOSED else "Open",
            "OpenDate": OPENED.get(urn, ""), "CloseDate": CLOSED.get(urn, ""),
            "PhaseOfEducation (name)": "Secondary" if is_secondary(urn) else "Primary",
            "StatutoryLowAge": 11 if is_secondary(urn) else 4, "StatutoryHighAge": 16 if is_secondary(urn) else 11})
    return table("school-gias-2022", rows)


def results(place, name):
    rows = []
    for urn, (school, number, kind, years) in SCHOOLS.items():
        if years[place] is None:
            continue
        pupils, percent = years[place]
        rows.append({"RECTYPE": 2 if kind == "special" else 1, "URN": urn, "LEA": LA, "ESTAB": number, "SCHNAME": school,
                     "ICLOSE": 0, "AGERANGE": "4-11", "TELIG": pupils,
                     "PTRWM_EXP": percent if percent == "SUPP" else f"{percent}%"})
    return table(name, rows)


def laestab(urn):
    return LA + str(SCHOOLS[urn][1])


def graded():
    rows = []
    for number, (urn, day, category, overall, education, leadership, previous) in enumerate(GRADED):
        rows.append({"URN": urn, "LAESTAB": laestab(urn), "Inspection number": 10000000 + number,
                     "Inspection start date": day, "Category of concern": category, "Overall effectiveness": overall,
                     "Quality of education": education, "Behaviour and attitudes": education,
                     "Personal development": education, "Effectiveness of leadership and management": leadership,
                     "Previous full inspection overall effectiveness": previous, "Safeguarding is effective?": "Yes"})
    return table("ofsted-management-2019", rows,
                 more=("Overall effectiveness", "Previous full inspection overall effectiveness"))


def cards():
    rows = []
    for number, (urn, day, category, safeguarding, areas) in enumerate(CARDS):
        rows.append({"URN": urn, "LAESTAB": laestab(urn), "Inspection number": 20000000 + number,
                     "Inspection start date": day, "Category of concern": category, "School name": SCHOOLS[urn][0],
                     "Inspection type": "Full inspection", "Safeguarding standards": safeguarding,
                     **dict(zip(AREAS, areas))})
    return table("ofsted-report-cards", rows)


def links():
    return ("URN,LinkURN,LinkName,LinkType,LinkEstablishedDate\r\n"
            "900917,900907,Quarry Academy,Successor,31-08-2024\r\n"
            "900907,900917,Quarry Primary School,Predecessor,01-09-2024\r\n")


def files():
    return {"gias_999_2025-10-01.csv": list_of_schools(),
            "giaslinks_999_2025-10.csv": links(),
            "2022-2023_999_ks2final.csv": results(0, "ks2-2022-23"),
            "2023-2024_999_ks2final.csv": results(1, "ks2-2021-22-on"),
            "2024-2025_999_ks2final.csv": results(2, "ks2-2021-22-on"),
            "999_management_information_schools_2025-10.csv": graded(),
            "999_in_year_inspections_2026-02.csv": cards()}


def main():
    wrong = []
    for name, text in files().items():
        content = text.encode("utf-8")
        if "--check" not in sys.argv[1:]:
            (FOLDER / name).write_bytes(content)
        elif not (FOLDER / name).is_file() or (FOLDER / name).read_bytes() != content:
            wrong.append(name)
    if wrong:
        sys.exit(f"These are not what generate.py writes: {', '.join(wrong)}. Run it without --check.")


if __name__ == "__main__":
    main()
