"""Key stage 2 files of any academic years, and a configuration that knows them: for tests and measurements over time."""
import csv
import pathlib
import re
import shutil
import tomllib

from termwise_cli import ROOT

LAYOUT = "ks2-2016-17"
# What the floor standard reads of a school: column -> figure. Neither limb is under its floor.
SOUND = {"TELIG": "20", "PTRWM_EXP": "80%", "READPROG": "1.0", "READPROG_LOWER": "-0.5", "READPROG_UPPER": "2.5",
         "READCOV": "100%", "WRITPROG": "1.0", "WRITPROG_LOWER": "-0.5", "WRITPROG_UPPER": "2.5", "WRITCOV": "100%",
         "MATPROG": "1.0", "MATPROG_LOWER": "-0.5", "MATPROG_UPPER": "2.5", "MATCOV": "100%"}
# Under 65% (11 of 20 pupils) and far under in reading, with its interval below 0.
BELOW = SOUND | {"PTRWM_EXP": "55%", "READPROG": "-8.0", "READPROG_LOWER": "-10.2", "READPROG_UPPER": "-5.8"}
SMALL = BELOW | {"TELIG": "10", "PTRWM_EXP": "50%"}  # fewer than 11 pupils


def label(summer):
    return f"{summer - 1}/{summer % 100:02}"


def write_config(directory, first, last, breaks=True):
    """A copy of the shipped configuration in which the summers `first` to `last` have a layout, and those from `first` on
    to 2018 the floor standard of 2018. `breaks`: whether measures have years that do not compare."""
    target = pathlib.Path(directory)
    shutil.copytree(ROOT / "config", target, ignore=shutil.ignore_patterns("sample", "*.md"))
    text = (target / "sources" / f"{LAYOUT}.toml").read_text(encoding="utf-8")
    for path in (target / "sources").glob("*.toml"):
        path.unlink()
    for summer in range(first, last + 1):
        own = text.replace(f'"{LAYOUT}"', f'"ks2-{label(summer).replace("/", "-")}"').replace('"2016/17"', f'"{label(summer)}"')
        (target / "sources" / f"ks2-{summer}.toml").write_text(own, encoding="utf-8")
    write_standard(target / "standards" / "ks2-floor.toml", min(first, 2016))
    if not breaks:
        path = target / "measures.toml"
        path.write_text(re.sub(r", breaks = \{[^}]*\}", "", path.read_text(encoding="utf-8")), encoding="utf-8")
    return target


def write_standard(path, first):
    """Puts a made-up floor standard in the place of the shipped one: that of 2016 to 2018, as if it had come into force with
    the summer `first`. The standards that there were before have no place beside it, since it covers their years."""
    head, *entries = re.split(r"(?m)^(?=\[\[)", path.read_text(encoding="utf-8"))
    kept = [entry for entry in entries if years_of(entry)[-1] >= label(2016)]
    path.write_text(head + "".join(kept).replace(f'"{label(2016)}..', f'"{label(first)}..'), encoding="utf-8")


def years_of(entry):
    """The first and the last year of an entry of a standard, which are one where it is of one year."""
    return re.search(r'(?m)^years\s*= "([^"]+)"', entry)[1].split("..")


def columns():
    layout = tomllib.loads((ROOT / "config" / "sources" / f"{LAYOUT}.toml").read_text(encoding="utf-8"))
    return [*layout["subject"].values(), *layout["measures"], *layout["attributes"], *layout["ignored"]]


def write_schools(path, schools):
    """`schools`: dictionaries of column -> cell; what they do not name is empty. RECTYPE is that of a mainstream school."""
    names = columns()
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(names)
        for school in schools:
            row = {"RECTYPE": "1", "ICLOSE": "0"} | school
            writer.writerow([row.get(name, "") for name in names])
    return path


def school(urn, la, figures, name=None):
    return {"URN": str(urn), "LEA": la, "SCHNAME": name or f"School {urn}"} | figures
