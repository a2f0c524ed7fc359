"""A list of schools and registers of SIPs and assignments for LA 938, in the layouts of the bundled configuration: every
school, person and figure is invented."""
import csv
import random
import tomllib

from termwise_cli import ROOT

LA, YEAR, LAST_YEAR = "938", "2008/09", "2007/08"
FIRST_URN = 920000
LOCALITIES = ("Adur", "Arun", "Chichester", "Crawley", "Horsham", "Mid Sussex", "Worthing", "Littlehampton")
DAYS = {"light": 2.5, "standard": 5, "intensive": 10}
RESERVED = 4


def write(path, layout, rows):
    """A file with all columns that the layout knows; what a row does not name is empty."""
    found = tomllib.loads((ROOT / "config" / "sources" / f"{layout}.toml").read_text(encoding="utf-8"))
    names = []
    for part, value in found["subject"].items():
        if part != "kind":
            names += value if isinstance(value, list) else [value]
    names += [*found.get("attributes", {}), *found.get("measures", {}), *found.get("ignored", {})]
    optional = set(found.get("optional", ())) - {key for row in rows for key in row}
    header = [name for name in dict.fromkeys(names) if name not in optional]
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, header, restval="")
        writer.writeheader()
        writer.writerows(rows)


def school(urn, name, ages=(11, 16), status="Open", kind="Community school"):
    return {"URN": urn, "LA (code)": LA, "LA (name)": "West Sussex", "EstablishmentNumber": 4000 + urn % 1000,
            "EstablishmentName": name, "TypeOfEstablishment (name)": kind, "EstablishmentStatus (name)": status,
            "StatutoryLowAge": ages[0], "StatutoryHighAge": ages[1]}


def sip(reference, days, **more):
    return {"LA": LA, "YEAR": YEAR, "ADVISER": reference, "NAME": f"Sip {reference}", "TYPE": "LA staff",
            "HEADSHIP": "none", "ACCREDITATION": "active", "CONTRACT_FROM": "01/09/2007", "CONTRACT_TO": "31/08/2010",
            "CONTRACT_DAYS": days, **more}


def assignment(urn, reference, year=LAST_YEAR, status="current", **more):
    return {"URN": urn, "LA": LA, "YEAR": year, "ADVISER": reference, "ASSIGNMENT": status, **more}


def large(schools, sips, spare, seed, days=None):
    """Rows of a whole LA: schools of three levels of support in eight localities, SIPs with `spare` more days than the schools
    took last year, a quarter of them serving heads with few. Last year each school in turn had whom it liked best of those who
    had days left; since then one SIP in ten is new, and a school in seven needs more or less. `days` is the register's own number
    for every school, where they all take as many."""
    chance = random.Random(seed)

    def level():
        return chance.choices(list(DAYS), (3, 5, 2))[0]
    levels = [level() for _ in range(schools)]
    clusters = [chance.choice(LOCALITIES) for _ in range(schools)]
    took = [days or DAYS[each] for each in levels]
    heads = [chance.random() < 0.25 for _ in range(sips)]
    shares = [0.3 if head else 1 + chance.random() for head in heads]
    references = [f"S{number:03}" for number in range(sips)]
    listed = [school(FIRST_URN + number, f"School number {number:03}") for number in range(schools)]
    people = [sip(reference, round(RESERVED + sum(took) * (1 + spare) * share / sum(shares), 1),
                  TYPE="serving head" if head else "LA staff", HEADSHIP="secondary" if head else chance.choice(("none", "primary")),
                  OWN_SCHOOL=FIRST_URN + chance.randrange(schools) if head else "", LOCALITY=chance.choice(LOCALITIES),
                  EXPERTISE=", ".join(each for each in DAYS if chance.random() < 0.5))
              for reference, head, share in zip(references, heads, shares)]

    left = {one["ADVISER"]: one["CONTRACT_DAYS"] - RESERVED for one in people}
    had = {}
    for number in chance.sample(range(schools), schools):
        def likes(one):
            return (30 * (one["LOCALITY"] == clusters[number]) + 20 * (levels[number] in one["EXPERTISE"] or one["HEADSHIP"] == "secondary")
                    + 10 * (levels[number] != "intensive" or one["TYPE"] != "serving head"))
        free = [one for one in people if left[one["ADVISER"]] >= took[number] and one["OWN_SCHOOL"] != FIRST_URN + number]
        if free:
            had[number] = max(free, key=likes)["ADVISER"]
            left[had[number]] -= took[number]
    new = {reference for reference in references if chance.random() < 0.1}
    rows = []
    for number in range(schools):
        now = level() if chance.random() < 1 / 7 else levels[number]
        last = had.get(number)
        rows.append(assignment(FIRST_URN + number, "GONE" if last is None or last in new else last, SUPPORT_LEVEL=now,
                               CLUSTER=clusters[number]))
        if days:
            rows.append(assignment(FIRST_URN + number, "S000", YEAR, "proposed", ASSIGNED_DAYS=days))
    return listed, people, rows


def write_all(directory, listed, people, rows):
    paths = [directory / name for name in ("gias_938_2008-10-01.csv", "adviser_938.csv", "assignment_938.csv")]
    for path, layout, lines in zip(paths, ("school-gias-2022", "adviser-own", "assignment-own"), (listed, people, rows)):
        write(path, layout, lines)
    return paths
