"""The columns of DfE's key stage 2 files, in the order in which each year's file has them."""

SUBJECTS = ("READ", "WRIT", "MAT")
GROUPS = ("B", "G", "L", "M", "H", "FSM6CLA1A", "NotFSM6CLA1A", "EAL", "MOBN")
BY_PRIOR_AND_FSM = ("L", "M", "H", "FSM6CLA1A", "NotFSM6CLA1A")


def columns(year):
    """`year` is the summer of the tests: 2017, 2018 or 2019."""
    return (_school(year) + _cohort(year) + _headlines() + _subjects(year) + _together() + _progress_by_group()
            + _averages_by_group() + _subjects_by_group() + _language_and_needs(year) + _history(year) + _more(year))


def _school(year):
    constituency = ["PCON_CODE", "PCON_NAME"] if year >= 2019 else []
    return (["RECTYPE", "ALPHAIND", "LEA", "ESTAB", "URN", "SCHNAME", "ADDRESS1", "ADDRESS2", "ADDRESS3", "TOWN",
             "PCODE", "TELNUM"] + constituency
            + ["URN_AC", "SCHNAME_AC", "OPEN_AC", "NFTYPE", "ICLOSE", "RELDENOM", "AGERANGE", "CONFEXAM", "TAB15",
               "TAB1618"])


def _cohort(year):
    needs = [] if year >= 2019 else ["TSENELSE", "PSENELSE"]
    prior = [kind + "KS1GROUP_" + group for group in ("L", "M", "H", "NA") for kind in ("T", "PT")]
    return (["TOTPUPS", "TPUPYEAR", "TELIG", "BELIG", "GELIG", "PBELIG", "PGELIG", "TKS1AVERAGE"] + prior
            + ["TFSM6CLA1A", "PTFSM6CLA1A", "TNotFSM6CLA1A", "PTNotFSM6CLA1A", "TEALGRP2", "PTEALGRP2", "TMOBN",
               "PTMOBN"] + needs)


def _score(name):
    return [name, name + "_LOWER", name + "_UPPER"]


def _headlines():
    names = ["PTRWM_EXP", "PTRWM_HIGH"]
    for subject in SUBJECTS:
        names += _score(subject + "PROG") + [subject + "COV"]
    return names


def _subjects(year):
    names = []
    for subject in ("READ", "GPS", "MAT"):
        names += [f"PT{subject}_EXP", f"PT{subject}_HIGH", f"PT{subject}_AT", f"{subject}_AVERAGE"]
    names += ["PTWRITTA_EXP", "PTWRITTA_HIGH", "PTWRITTA_WTS", "PTWRITTA_AD", "PTSCITA_EXP", "PTSCITA_AD"]
    return names if year >= 2019 else names + ["PTREADTA_EXP", "PTREADTA_AD", "PTMATTA_EXP", "PTMATTA_AD"]


def _together():
    names = []
    for standard in ("EXP", "HIGH"):
        names += [f"PTRWM_{standard}_{group}" for group in GROUPS[:7]]
        names += [f"DIFFN_RWM_{standard}", f"PTRWM_{standard}_EAL", f"PTRWM_{standard}_MOBN"]
    return names


def _progress_by_group():
    names = []
    for subject in SUBJECTS:
        for group in GROUPS:
            names += _score(f"{subject}PROG_{group}")
            if group == "NotFSM6CLA1A":
                names.append(f"DIFFN_{subject}PROG")
    return names


def _averages_by_group():
    return [f"{subject}_AVERAGE_{group}" for subject in ("READ", "MAT", "GPS") for group in GROUPS]


def _subjects_by_group():
    return [f"PT{subject}_{standard}_{group}" for standard in ("EXP", "HIGH")
            for subject in ("READ", "GPS", "MAT", "WRITTA") for group in BY_PRIOR_AND_FSM]


def _language_and_needs(year):
    names = ["TEALGRP1", "PTEALGRP1", "TEALGRP3", "PTEALGRP3"]
    if year >= 2019:
        return names + ["TSENELE", "PSENELE", "TSENELK", "PSENELK", "TSENELEK", "PSENELEK"]
    return names + ["TSENELAPK", "PSENELSAPK", "TSENELE", "PSENELE", "TSENELK", "PSENELK", "TSENELST", "PSENELST",
                    "TSENELSAP", "PSENELSAP", "SENELN", "PSENELN"]


def _history(year):
    names = []
    for back in ((1,) if year == 2017 else (1, 2)):
        suffix = f"_{(year - back) % 100}"
        if year >= 2019:
            names.append("TELIG" + suffix)
        fsm, other = "_FSM6CLA1A", "_NotFSM6CLA1A"
        if year == 2017:
            pairs = ["EXP" + fsm, "EXP" + other, "HIGH" + fsm, "HIGH" + other]
        else:
            pairs = ["EXP" + fsm, "HIGH" + fsm, "EXP" + other, "HIGH" + other]
        names += [name + suffix for name in ["PTFSM6CLA1A", "PTNOTFSM6CLA1A", "PTRWM_EXP", "PTRWM_HIGH"]
                  + ["PTRWM_" + pair for pair in pairs]]
        for subject in SUBJECTS:
            names += [name + suffix for name in _score(subject + "PROG")]
        names += ["READ_AVERAGE" + suffix, "MAT_AVERAGE" + suffix]
    return names


def _more(year):
    if year == 2017:
        return []
    names = ["TELIG_3YR", "PTRWM_EXP_3YR", "PTRWM_HIGH_3YR", "READ_AVERAGE_3YR", "MAT_AVERAGE_3YR"]
    names += [subject + "PROG_UNADJUSTED" for subject in SUBJECTS]
    for suffix in (f"_{(year - 2) % 100}", f"_{(year - 1) % 100}", ""):
        names += [f"{subject}PROG_DESCR{suffix}" for subject in SUBJECTS]
    return names
