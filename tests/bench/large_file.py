"""A KS2 file of 20,000 schools and 300 columns, with the layout that maps every one of them. Deterministic."""
import csv
import pathlib
import random
import re
import shutil
import tomllib

ROOT = pathlib.Path(__file__).resolve().parents[2]
COLUMNS = 300
LAYOUT = "ks2-2016-17"


def write_config(directory):
    """A copy of the shipped configuration whose 2016/17 layout has ten more columns, 300 in all."""
    target = pathlib.Path(directory)
    shutil.copytree(ROOT / "config", target, ignore=shutil.ignore_patterns("sample", "*.md"))
    path = target / "sources" / f"{LAYOUT}.toml"
    text = path.read_text(encoding="utf-8")
    layout = tomllib.loads(text)
    measures = tomllib.loads((target / "measures.toml").read_text(encoding="utf-8"))["ks2"]
    mapped = columns_of(layout)
    free = [code for code in measures if code not in layout["measures"].values() and code.endswith("_PREV2")]
    extra = [f'EXTRA_{code} = "{code}"' for code in free[:COLUMNS - len(mapped)]]
    text = re.sub(r"(?m)^\[measures\]$", "[measures]\n" + "\n".join(extra), text, count=1)
    path.write_text(text, encoding="utf-8")
    layout = tomllib.loads(text)
    if len(columns_of(layout)) != COLUMNS:
        raise SystemExit(f"the layout has {len(columns_of(layout))} columns, not {COLUMNS}")
    return target, layout, measures


def columns_of(layout):
    return [*layout["subject"].values(), *layout["measures"], *layout["attributes"], *layout["ignored"]]


def write_file(path, layout, measures, rows=20_000, la="926"):
    """Plausible figures in every column: whole per cent, scores to one decimal, some suppressed or absent."""
    dice = random.Random(2017)
    names = columns_of(layout)
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(names)
        for number in range(rows):
            cells = {name: figure(dice, measures[code]) for name, code in layout["measures"].items()}
            cells |= {name: attribute(entry, name, number) for name, entry in layout["attributes"].items()}
            cells |= {name: f"{name.title()} {number % 97}" for name in layout["ignored"]}
            cells |= {layout["subject"]["record_type"]: "1", layout["subject"]["urn"]: str(900_000 + number),
                      layout["subject"]["la"]: la}
            # A percentage that some number of these pupils really gives, rounded halves up.
            pupils = dice.randint(8, 120)
            cells |= {"TELIG": str(pupils), "PTRWM_EXP": f"{(200 * dice.randint(0, pupils) + pupils) // (2 * pupils)}%"}
            writer.writerow([cells[name] for name in names])


def attribute(entry, name, number):
    if isinstance(entry, dict):
        return next(iter(entry["codes"]))
    return f"{name.title()} {number % 97}"


def figure(dice, measure):
    chance = dice.random()
    if chance < 0.03:
        return "SUPP"
    if chance < 0.05:
        return ""
    if measure["unit"] == "percent":
        return f"{dice.randint(0, 100)}%"
    if measure["scale"] == 1:
        return f"{dice.uniform(-9, 9):.1f}"
    return str(dice.randint(11, 120))
