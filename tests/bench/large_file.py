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
    subject = layout["subject"]
    names = columns_of(layout)
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(names)
        for number in range(rows):
            row = []
            for name in names:
                if name == subject["record_type"]:
                    row.append("1")
                elif name == subject["urn"]:
                    row.append(str(900_000 + number))
                elif name == subject["la"]:
                    row.append(la)
                elif name in layout["measures"]:
                    row.append(figure(dice, measures[layout["measures"][name]]))
                elif name == "ICLOSE":
                    row.append("0")
                else:
                    row.append(f"{name.title()} {number % 97}")
            writer.writerow(row)


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
