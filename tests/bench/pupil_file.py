"""A file of invented pupils in the layout `pupils-own-ks2`: 30 columns, every cell sound, some without a figure.
Deterministic, and the same whoever reads it: what is missing is an empty cell, so that a typed table takes it too."""
import itertools
import random

ROWS = 600_000
PUPILS_OF_A_SCHOOL = 30
LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
FLAGS = ["FSM", "FSM6", "PUPIL_PREMIUM", "LOOKED_AFTER", "SERVICE_CHILD"]
LEVELS = ["KS1_READING", "KS1_WRITING", "KS1_MATHS"]
SCORES = ["READING_SCORE", "MATHS_SCORE", "GPS_SCORE"]
MARKS = {"READING_MARK": 50, "MATHS_MARK": 110, "GPS_MARK": 70}
PROGRESS = ["READING_PROGRESS", "WRITING_PROGRESS", "MATHS_PROGRESS"]
COLUMNS = ["UPN", "URN", "LA", "YEAR", "GENDER", "MONTH_OF_BIRTH", *FLAGS, "SEN", "EAL", "SESSIONS_POSSIBLE",
           "SESSIONS_MISSED", *LEVELS, "KS1_POINTS", *SCORES, *MARKS, "WRITING_TA", "SCIENCE_TA", *PROGRESS]
# How a typed table has them; what is a code stays a text.
TYPES = {"UPN": "text", "URN": "integer", "LA": "smallint", "KS1_POINTS": "numeric(5,2)",
         **dict.fromkeys(["YEAR", "GENDER", *FLAGS, "SEN", "EAL", *LEVELS, "WRITING_TA", "SCIENCE_TA"], "text"),
         **dict.fromkeys(PROGRESS, "numeric(5,2)")}
KEY = ["URN", "UPN", "YEAR"]  # as Termwise tells pupils apart


def create_table(name):
    columns = ", ".join(f"{column} {TYPES.get(column, 'smallint')}" for column in COLUMNS)
    return f"drop table if exists {name}; create table {name} ({columns}, primary key ({', '.join(KEY)}))"


def upn_of(number):
    """Of one pupil in a hundred it is temporary."""
    body = f"{201 + number % 700:03d}{number % 10_000:04d}17{number // 700 % 1000:03d}"
    if number % 100 == 0:
        body = body[:-1] + "A"
    total = sum(weight * (LETTERS.index(c) if c in LETTERS else int(c)) for weight, c in enumerate(body, 2))
    return LETTERS[total % 23] + body


def write_file(path, rows=ROWS):
    dice = random.Random(2017)

    def flags(share, count):
        return itertools.cycle([["N", "Y"][dice.random() < share] for _ in range(count)])

    # Cycles of lengths that have no common factor: every column moves on its own, and making the file takes seconds.
    cycles = [itertools.cycle("FM"), itertools.cycle([str(dice.randint(1, 12)) for _ in range(1013)]),
              *(flags(share, count) for share, count in zip((0.15, 0.25, 0.27, 0.01, 0.02), (1019, 1021, 1031, 1033, 1039))),
              itertools.cycle([dice.choice("NNNNNNNKKE") for _ in range(1049)]), flags(0.2, 1051),
              itertools.cycle(["380"] * 7 + ["376"]), itertools.cycle([str(int(dice.expovariate(0.08))) for _ in range(1061)])]
    cycles += [itertools.cycle([dice.choice(["W", "1", "2C", "2B", "2B", "2A", "3", "3"]) for _ in range(count)])
               for count in (1063, 1069, 1087)]
    cycles.append(itertools.cycle([f"{dice.uniform(3, 21):.2f}" for _ in range(1091)]))

    def some(least, most, count):
        return itertools.cycle(["" if dice.random() < 0.03 else str(min(most, max(least, round(
            dice.gauss((least + most) / 2, (most - least) / 5))))) for _ in range(count)])

    cycles += [some(80, 120, count) for count in (1093, 1097, 1103)]
    cycles += [some(0, most, count) for most, count in zip(MARKS.values(), (1109, 1117, 1123))]
    cycles.append(itertools.cycle([dice.choice(["WTS", "EXS", "EXS", "GDS", "PKG"]) for _ in range(1129)]))
    cycles.append(itertools.cycle([dice.choice(["EXS", "EXS", "EXS", "HNM"]) for _ in range(1151)]))
    cycles += [itertools.cycle([f"{dice.gauss(0, 6):.2f}" for _ in range(count)]) for count in (1153, 1163, 1171)]
    if len(cycles) + 4 != len(COLUMNS):
        raise SystemExit(f"{len(cycles) + 4} columns are made and {len(COLUMNS)} named")
    with open(path, "w", encoding="ascii", newline="") as file:
        file.write(",".join(COLUMNS) + "\r\n")
        for number, cells in enumerate(itertools.islice(zip(*cycles), rows)):
            school = number // PUPILS_OF_A_SCHOOL
            file.write(f"{upn_of(number)},{900_000 + school},{201 + school // 140 % 700},2016/17,{','.join(cells)}\r\n")
