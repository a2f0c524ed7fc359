"""From which schools one has come, read from the publisher's own file of links and lists of schools by Python alone: held
against what `termwise school` says."""
from __future__ import annotations

import collections
import csv
import json
import random
from datetime import datetime
from pathlib import Path
from typing import Any

from termwise_program import Termwise

NO_DESCENT = ("Sixth Form", "Expansion", "Closure", "Other")
SOME = 40  # schools that are asked for, beside those with the longest and the widest lineages


def rows_of(file: Path) -> list[dict[str, str]]:
    raw = file.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252")
    return list(csv.DictReader(text.splitlines(keepends=True)))


def meaning(words: str) -> tuple[str, str]:
    """What the linked school is to the one of the row, and how the later came from the earlier."""
    if words.startswith(NO_DESCENT):
        return "either", "other"
    role = "successor" if words.startswith("Successor") else "predecessor" if words.startswith("Predecessor") else "either"
    lower = words.lower()
    kind = "merged" if "merged" in lower or "amalgam" in lower else "split" if "split" in lower else "succeeded"
    return role, kind


def statements(file: Path) -> list[tuple[int, str, int, str, str]]:
    """(school, role, linked school, kind, ISO date or "")"""
    said = []
    for row in rows_of(file):
        role, kind = meaning(row["LinkType"])
        on = row["LinkEstablishedDate"]
        said.append((int(row["URN"]), role, int(row["LinkURN"]), kind,
                     datetime.strptime(on, "%d-%m-%Y").date().isoformat() if on else ""))
    return said


def schools(spine: Path, register: Path) -> dict[int, tuple[str, str]]:
    """(type, "open", "closed" or ""), of the later list where both have a school."""
    found = {int(row["URN"]): (row["NFTYPE"], {"1": "open", "2": "closed"}.get(row["ICLOSE"], "")) for row in rows_of(spine)}
    for row in rows_of(register):
        status = row["EstablishmentStatus (name)"]
        found[int(row["URN"])] = (row["TypeOfEstablishment (name)"],
                                  "closed" if status == "Closed" else "open" if status.startswith("Open") else "")
    return found


RANK = ("other", "succeeded", "renamed", "converted", "sponsored", "merged", "split")


def predecessors(said: list[tuple[int, str, int, str, str]],
                 known: dict[int, tuple[str, str]]) -> dict[int, dict[int, tuple[str, str]]]:
    """Later school -> earlier school -> (kind, day)."""
    pairs: dict[frozenset[int], list[tuple[int, str, int, str, str]]] = collections.defaultdict(list)
    for one in said:
        pairs[frozenset((one[0], one[2]))].append(one)
    before: dict[int, dict[int, tuple[str, str]]] = collections.defaultdict(dict)
    for pair, rows in pairs.items():
        kind = max((row[3] for row in rows), key=RANK.index)
        day = max(row[4] for row in rows)
        ways = {(urn, linked) if role == "successor" else (linked, urn)
                for urn, role, linked, of_row, _ in rows if role != "either" and of_row != "other"}
        if not ways and kind != "other":
            first, second = sorted(pair)
            for earlier, later in ((first, second), (second, first)):
                if known.get(earlier, ("", ""))[1] == "closed" and known.get(later, ("", ""))[1] == "open":
                    ways.add((earlier, later))
        for earlier, later in ways:
            later_type = known.get(later, ("", ""))[0].lower()
            how = kind
            if kind == "succeeded" and later_type.startswith("academy"):
                how = "converted" if "converter" in later_type else "sponsored" if "sponsor" in later_type else kind
            before[later][earlier] = (how, day)
    return before


def lineage(urn: int, before: dict[int, dict[int, tuple[str, str]]]) -> list[tuple[int, int, int, str, str]]:
    """(earlier school, distance, what it became, kind, day), by distance and URN."""
    seen, generation, found = {urn}, [urn], []
    distance = 0
    while generation:
        distance += 1
        step: dict[int, int] = {}
        for later in generation:
            for earlier in sorted(before.get(later, {})):
                if earlier not in seen:
                    seen.add(earlier)
                    step[earlier] = later
        generation = sorted(step)
        found += [(earlier, distance, step[earlier], *before[step[earlier]][earlier]) for earlier in generation]
    return found


def told(history: dict[str, Any]) -> list[tuple[int, int, int, str, str]]:
    return [(link["urn"], link["distance"], link["via"], link["kind"], link["on"] or "") for link in history["links"]
            if link["relation"] == "before"]


def check(termwise: Termwise, folder: Path, rows: list[list[str]]) -> int:
    """Failures. `rows`: urn, role, linked_urn, kind and linked_on of termwise.school_link."""
    said = statements(folder / "giaslinks_england_2021-05.csv")
    failures = 0
    kept = sorted((int(urn), role, int(linked), kind, on) for urn, role, linked, kind, on in rows)
    if kept != sorted(said):
        failures += 1
        print(f"  {len(set(kept) ^ set(said))} links differ from the file's, for example "
              f"{sorted(set(kept) ^ set(said))[:3]}")
    known = schools(folder / "england_spine_2017-18_from_xlsx.csv", folder / "gias_850_936_2022-04-20.csv")
    before = predecessors(said, known)
    lineages = {urn: lineage(urn, before) for urn in before}
    largest = sorted(lineages, key=lambda urn: (-len(lineages[urn]), urn))[:10]
    longest = sorted(lineages, key=lambda urn: (-lineages[urn][-1][1], urn))[:10]
    in_circles = [urn for urn in before for earlier in before[urn] if urn in before.get(earlier, {})]
    either = [urn for urn, role, _, kind, _ in said if role == "either" and kind != "other"][:20]
    some = random.Random(2021).sample(sorted(lineages), SOME)
    asked = sorted({*largest, *longest, *in_circles, *either, *some})
    for urn in asked:
        found = told(json.loads(termwise.run("school", str(urn), "--json")))
        expected = lineages.get(urn, lineage(urn, before))
        if found != expected:
            failures += 1
            print(f"  URN {urn} comes from {found}, and by Python's reading from {expected}")
    print(f"  {len(said)} links, {len(before)} schools that came from others; of {len(asked)} every step was compared, the "
          f"farthest {max(len(one) and one[-1][1] for one in lineages.values())} back")
    return failures
