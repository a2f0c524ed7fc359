"""Measures the deployment of 60 SIPs over 500 schools in the real plugin host, and has its optimum found again by another solver,
CBC, from a program that is written here from the registers' rows and knows nothing of the plugin's."""
import collections
import re
import shutil
import statistics
import subprocess

import sip_registers as sips
from termwise_cli import ROOT, Termwise

SCHOOLS, SIPS, SPARE = 500, 60, 0.1
SEEDS = (1, 2, 3, 4, 5)
RUN = ("run", "deployment", "--la", sips.LA, "--year", sips.YEAR, "--as-at", "2008-07-14")
CBC_SECONDS = 120


def plan_of(termwise):
    """Seconds from spawn to last finding, points in all, and whether they are proven best."""
    seconds = termwise.json(*RUN)[0]["wall_ms"] / 1000
    sentence = next(one["sentence"] for one in termwise.json("findings", "--la", sips.LA) if one["rule"] == "deployment")
    served, points = re.search(r"gives (\d+) of \d+ schools a SIP and has (\d+) points", sentence).groups()
    if int(served) != SCHOOLS:
        raise SystemExit(f"The deployment serves {served} of {SCHOOLS} schools: {sentence}")
    return seconds, int(points), "it is proven" in sentence


def points_of(one, group, kept):
    cluster, level, _ = group
    return (40 * kept + 30 * (one["LOCALITY"] == cluster) + 20 * (one["HEADSHIP"] == "secondary" or level in one["EXPERTISE"])
            + 10 * (level != "intensive" or one["TYPE"] != "serving head"))


def write_program(path, people, rows, days):
    """How many schools of each group go to whom, in CPLEX's format. Schools are one group where they have the same cluster, the
    same level and the same head among the SIPs."""
    heads = {one["OWN_SCHOOL"]: one["ADVISER"] for one in people if one["OWN_SCHOOL"]}
    groups, had = collections.Counter(), collections.Counter()
    for row in rows:
        if row["YEAR"] == sips.LAST_YEAR:
            group = (row["CLUSTER"], row["SUPPORT_LEVEL"], heads.get(row["URN"]))
            groups[group] += 1
            had[group, row["ADVISER"]] += 1
    goal, bounds, counts = [], [], []
    of_group, of_size = collections.defaultdict(list), collections.defaultdict(list)
    for number, (group, count) in enumerate(groups.items()):
        takes = days or sips.DAYS[group[1]]
        for one in people:
            if one["ADVISER"] == group[2] or one["CONTRACT_DAYS"] - sips.RESERVED < takes - 1e-9:
                continue
            for kept, most in ((True, had[group, one["ADVISER"]]), (False, count)):
                if most == 0:
                    continue
                name = f"{'k' if kept else 'x'}_{number}_{one['ADVISER']}"
                goal.append(f"{points_of(one, group, kept)} {name}")
                bounds.append(f"0 <= {name} <= {most}")
                of_group[number].append(name)
                of_size[one["ADVISER"], takes].append(name)
    rows_of = [f"{' + '.join(names)} = {count}" for names, count in zip(of_group.values(), groups.values())]
    for (reference, takes), names in of_size.items():
        counts.append(f"n_{reference}_{int(takes * 10)}")
        rows_of.append(f"{' + '.join(names)} - {counts[-1]} = 0")
    for one in people:
        mine = [takes for reference, takes in of_size if reference == one["ADVISER"]]
        for unit in mine:
            whole = [(int(takes // unit), f"n_{one['ADVISER']}_{int(takes * 10)}") for takes in mine if takes >= unit]
            room = int((one["CONTRACT_DAYS"] - sips.RESERVED + 1e-9) // unit)
            rows_of.append(f"{' + '.join(f'{times} {name}' for times, name in whole)} <= {room}")
    names = [name for each in of_group.values() for name in each] + counts
    path.write_text("Maximize\n" + "\n+ ".join(goal) + "\nSubject To\n" + "\n".join(rows_of) + "\nBounds\n" + "\n".join(bounds)
                    + "\nGenerals\n" + "\n".join(names) + "\nEnd\n", encoding="ascii")


def by_cbc(path):
    """The optimum, or none where CBC has not proven one."""
    done = subprocess.run(["cbc", path, "-sec", str(CBC_SECONDS), "-solve", "-quit"], check=True, capture_output=True, text=True)
    found = re.search(r"Result - Optimal solution found\s+Objective value:\s+(-?[\d.]+)", done.stdout)
    return round(abs(float(found.group(1)))) if found else None


def bench_deployment(build, directory):
    directory.mkdir(exist_ok=True)
    config = directory / "config"
    shutil.copytree(ROOT / "config", config, ignore=shutil.ignore_patterns("sample", "*.md"))
    for what, days in (("five days each", 5), ("2.5, 5 or 10 days each", None)):
        seconds, proven, agreed, asked = [], 0, 0, 0
        for seed in SEEDS:
            registers = sips.large(SCHOOLS, SIPS, SPARE, seed, days)
            termwise = Termwise(build, directory, config)
            with termwise:
                for path in sips.write_all(directory, *registers):
                    termwise.call("ingest", path)
                taken, points, is_proven = plan_of(termwise)
            termwise.discard()
            seconds.append(taken)
            proven += is_proven
            if shutil.which("cbc") is None:
                continue
            program = directory / "deployment.lp"
            write_program(program, *registers[1:], days)
            best = by_cbc(program)
            asked += best is not None
            agreed += best == points
            if best is not None and (points > best or is_proven and points != best):
                raise SystemExit(f"The deployment of seed {seed} has {points} points, and CBC finds {best} best")
        print(f"deployment of {SIPS} SIPs over {SCHOOLS} schools, {what}, {len(SEEDS)} LAs, plugin's process, spawn to last "
              f"finding: median {statistics.median(seconds):.2f} s ({min(seconds):.2f} to {max(seconds):.2f}); goal 10")
        print(f"  proven best: {proven} of {len(SEEDS)}; CBC proves an optimum of {asked}, and has as many points in {agreed}")

