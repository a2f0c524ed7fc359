"""Which reminders the bundled school years give, from the stories of config/sample/school_years and from when the catalogue
says that each is raised and escalated: one line for each reminder, every day counted here anew.

A line has the rule, whom it is about, what it is about, and from which day it is reckoned; the days of its levels; and how it
ends: `done` on a day that the register gives, `withdrawn`, or not at all within the year. `known` is the day on which the file
came that ended it, or, of `given`, that began it.
"""
from dataclasses import dataclass, field

from school_year_days import days, next_working, parsed, working

# With whom each level is, by the catalogue. The owner of a flag is named in its register.
ROLES = {
    1: ("sip", "line-manager", "sip-manager"), 2: ("sip", "line-manager", "sip-manager"),
    3: ("data-team", "sip-manager"), 4: ("head-teacher", "sip", "sip-manager"), 5: ("head-teacher", "sip"),
    6: ("head-teacher", "sip"), 7: ("sip", "line-manager", "sip-manager"), 8: ("sip", "line-manager"),
    9: ("line-manager", "sip-manager"), 10: ("sip", "line-manager"), 11: ("chair", "sip-manager"),
    12: ("head-teacher", "la-officer"), 13: ("sip", "line-manager"), 14: ("chair", "sip-manager"),
    15: ("sip", "line-manager"), 16: ("qa-lead", "sip-manager", "head-of-service"),
    17: ("sip-manager", "head-of-service"), 18: ("sip-manager", "head-of-service"), 19: ("sip-manager",),
    20: ("sip-manager", "head-of-service"), 21: ("sip-manager",), 22: ("sip", "line-manager"),
    23: ("scc-lead", "head-of-service"), 24: ("sip", "scc-lead"), 25: ("la-legal", "la-legal", "dcs"), 26: ("sip",),
    27: ("head-teacher", "sip"), 28: ("sip", "sip"), 29: ("data-team", "sip-manager"),
    30: ("governor-support", "scc-lead"),
}
NEVER_ESCALATED = {19, 21, 26}


@dataclass
class Expected:
    rule: int
    about: object  # URN, an adviser's reference, or the LA's code
    item: str
    reference: str
    levels: list   # the day from which each is due; those that the year does not reach are left out
    ends: str = ""  # "done", "withdrawn"; empty: it is open when the year ends
    on: str = ""    # the day of the end in the register
    known: str = ""
    late: bool = False
    given: str = ""
    roles: tuple = field(default=None)

    def key(self):
        return f"reminder-r{self.rule:02}", str(self.about), self.item, self.reference

    def events(self):
        """(what happened, its level, the day of the run that saw it), in their order."""
        end = next_working(self.known) if self.known else None
        found = []
        for level, day in enumerate(self.levels, 1):
            seen = next_working(max(parsed(day), parsed(self.given or day)))
            if end is None or seen < end:
                found.append(("raised" if level == 1 else "escalated", level, str(seen)))
        if end:
            found.append((self.ends, found[-1][1], str(end)))
        return found

    def level(self):
        return self.events()[-1][1]

    def role(self):
        return (self.roles or ROLES[self.rule])[self.level() - 1]


def done(on, known, late=False):
    return {"ends": "done", "on": on, "known": known, "late": late}


def withdrawn(known):
    return {"ends": "withdrawn", "known": known}


def since(day, *counts):
    """Each step so many working days after the one that is named before it: 10, then 10 and 20 after that."""
    first = working(day, counts[0])
    return [first, *(working(first, count) for count in counts[1:])]


KENT = [
    Expected(1, 900500, "V1", "2008-09-01", since("2008-09-01", 10, 10, 20), **done("2008-10-15", "2008-10-16")),
    Expected(2, 900501, "V2", "2009-01-05", since("2009-01-05", 10, 10, 20), **done("2009-02-17", "2009-02-18")),
    Expected(3, 900502, "V1", "2008-11-12", [working("2008-11-12", -10), working("2008-11-12", -5)],
             **done("2008-11-07", "2008-11-10")),
    Expected(4, 900505, "V2", "2009-03-05", [days("2009-03-05", count) for count in (-21, -10, -5)],
             **done("2009-03-03", "2009-03-04", late=True)),
    Expected(5, 900503, "V1", "2008-11-13", [working("2008-11-13", -5), working("2008-11-13", -2)],
             **done("2008-11-11", "2008-11-12")),
    Expected(6, 900504, "V1", "2008-11-14", [working("2008-11-14", -10), working("2008-11-14", -5)],
             **withdrawn("2008-11-10")),
    Expected(7, 900506, "V1", "2008-11-12", since("2008-11-12", 10, 5, 10), **done("2008-12-12", "2008-12-15")),
    # The check was on 24 November, and the file that says so came the day after.
    Expected(8, 900507, "V1", "2008-11-20", ["2008-11-24", working("2008-11-24", 5)], given="2008-11-25",
             **withdrawn("2008-12-03")),
    Expected(9, 900508, "V1", "2008-11-20", since("2008-11-20", 10, 10), **done("2008-12-19", "2008-12-22")),
    Expected(10, 900509, "V1", "2008-11-21", since("2008-11-21", 5, 5), **done("2008-12-08", "2008-12-09")),
    Expected(12, 900510, "", "2008-12-31", [days("2008-12-31", -60), "2008-12-31"],
             **done("2009-01-06", "2009-01-07", late=True)),
    Expected(13, 900511, "T1 for all, 2009/10", "2008-12-01", since("2008-12-01", 10, 10),
             **done("2009-01-08", "2009-01-09")),
    Expected(14, 900500, "", "2008-12-31", [days("2008-12-31", -30), working("2008-12-31", 10)],
             **done("2009-01-19", "2009-01-20", late=True)),
    Expected(15, 900501, "", "2009-07-22", [working("2009-07-22", -15), working("2009-07-22", -5)],
             **done("2009-07-17", "2009-07-20")),
    Expected(16, "S3", "", "2009-04-03",
             [working("2009-01-05", 10), working("2009-04-03", -10), days("2009-04-03", 1)],
             **done("2009-04-22", "2009-04-23", late=True)),
    Expected(16, "S5", "", "2009-04-03", [working("2009-01-05", 10), working("2009-04-03", -10)], given="2009-02-02",
             **done("2009-03-12", "2009-03-13")),
    Expected(17, "S5", "", "2009-02-02", since("2009-02-02", 10, 10), **withdrawn("2009-03-09")),
    Expected(18, "S4", "", "2008-10-01", [days("2008-09-01", 30), working("2008-10-01", 10)], **withdrawn("2008-10-20")),
    Expected(20, 900512, "", "2009-01-01", ["2009-01-01", working("2009-01-01", 10)], **done("2009-01-26", "2009-01-26")),
    Expected(21, "S2", "assignments", "2009-01-26", ["2009-01-26"], **withdrawn("2009-02-09")),
    # The next visit to the school is on 13 March.
    Expected(22, 900503, "A1", "2009-01-16", [working("2009-01-16", 10), "2009-03-13"], **done("2009-03-13", "2009-03-16")),
    Expected(23, 900504, "", "2008-10-06", since("2008-10-06", 15, 10), **done("2008-11-12", "2008-11-13")),
    # The last working day of the first half of spring.
    Expected(24, 900504, "P1", "2009-02-13", ["2009-02-13", working("2009-02-13", 10)], **done("2009-03-02", "2009-03-03")),
    Expected(25, 900505, "W1", str(working("2009-04-27", 15)),
             [working(working("2009-04-27", 15), -5), working("2009-04-27", 15), working("2009-04-27", 16)],
             **done("2009-05-21", "2009-05-22")),
    Expected(26, 900507, "320001, adviser", "2008-10-20", ["2008-10-20"], given="2008-10-22",
             **done("2008-10-24", "2008-10-29")),
    Expected(26, 900507, "320001, LA", "2008-10-20", ["2008-10-20"], given="2008-10-22", roles=("scc-lead",),
             **done("2008-10-28", "2008-10-29")),
    Expected(27, 900508, "", str(days("2008-09-01", 91)), since(days("2008-09-01", 91), 15, 10),
             **done("2009-01-12", "2009-01-13")),
    Expected(28, "S1", "E1", "2008-09-24", since("2008-09-24", 10, 10), **done("2008-10-23", "2008-10-24")),
    Expected(30, 900509, "F2", "2009-02-27", [working("2009-02-27", -10), "2009-02-27"], **done("2009-03-04", "2009-03-05")),
]

NORFOLK = [
    Expected(1, 900607, "V1", "2011-09-05", since("2011-09-05", 10, 10, 20), **done("2011-09-21", "2011-09-22")),
    Expected(2, 900600, "V3", "2012-04-16", since("2012-04-16", 10, 10, 20), **done("2012-05-30", "2012-05-31")),
    # It came a day late, and the file that says so on the day on which the link adviser would have heard.
    Expected(4, 900601, "V2", "2012-03-08", [days("2012-03-08", count) for count in (-21, -10, -5)],
             **done("2012-02-24", "2012-02-27", late=True)),
    Expected(11, 900602, "V4", "2011-11-24", since("2011-11-24", 10, 10), **done("2012-01-06", "2012-01-09")),
    Expected(12, 900604, "", "2011-12-31", [days("2011-12-31", -60), "2011-12-31"],
             **done("2012-01-10", "2012-01-11", late=True)),
    Expected(15, 900603, "", "2012-07-20", [working("2012-07-20", -15), working("2012-07-20", -5)],
             **done("2012-07-24", "2012-07-25", late=True)),
    Expected(19, "L3", "", "2011-09-01", ["2011-09-01"], **done("2011-09-23", "2011-09-26")),
    Expected(20, 900605, "", "2011-09-01", ["2011-09-01", working("2011-09-01", 10)], **done("2011-09-19", "2011-09-19")),
    Expected(28, "L1", "E3", "2012-03-26", since("2012-03-26", 10, 10), **done("2012-04-26", "2012-04-27")),
    Expected(29, "926", "ks2", str(days("2011-09-01", 105)), since(days("2011-09-01", 105), 2, 5),
             **withdrawn("2012-01-05")),
]

WEST_SUSSEX = [
    Expected(18, "W3", "", "2005-10-01", [days("2005-09-01", 30), working("2005-10-01", 10)], **withdrawn("2005-10-17")),
    Expected(19, "W4", "", "2005-09-01", ["2005-09-01"], **done("2005-11-14", "2005-11-15")),
    Expected(20, 900705, "", "2005-09-01", ["2005-09-01", working("2005-09-01", 10)], **done("2006-01-09", "2006-01-09")),
    Expected(21, "W2", "visits", "2006-05-11", ["2006-05-11"], **withdrawn("2006-05-22")),
]

SAMPLESHIRE = [
    Expected(1, 900900, "V1", "2025-09-02", since("2025-09-02", 10, 10, 20), **done("2025-09-24", "2025-09-25")),
    Expected(2, 900901, "V2", "2026-01-05", since("2026-01-05", 10, 10, 20), **done("2026-02-23", "2026-02-24")),
    Expected(3, 900901, "V1", "2025-11-11", [working("2025-11-11", -10), working("2025-11-11", -5)],
             **done("2025-11-05", "2025-11-06")),
    Expected(7, 900902, "V1", "2025-11-12", since("2025-11-12", 10, 5, 10), **done("2025-12-04", "2025-12-05")),
    Expected(10, 900900, "V2", "2026-03-19", since("2026-03-19", 5, 5)),
    # The next visit to the school is on 12 March.
    Expected(22, 900903, "A1", "2025-12-12", [working("2025-12-12", 10), "2026-03-12"], **done("2026-01-07", "2026-01-08")),
    Expected(22, 900902, "A1", "2026-01-30", [working("2026-01-30", 10), "2026-03-11"], **done("2026-03-13", "2026-03-16")),
    Expected(23, 900906, "", "2026-01-26", since("2026-01-26", 15, 10), **done("2026-02-25", "2026-02-26")),
    Expected(24, 900906, "P1", "2026-07-21", ["2026-07-21", working("2026-07-21", 10)]),
    # A notice of today has one period, which its issuer sets.
    Expected(25, 900900, "W1", "2026-03-13", [working("2026-03-13", -5), "2026-03-13", working("2026-03-13", 1)],
             **done("2026-03-17", "2026-03-18")),
    Expected(26, 900911, "20000009, adviser", "2026-04-28", ["2026-04-28"], given="2026-04-30",
             **done("2026-05-01", "2026-05-06")),
    Expected(26, 900911, "20000009, LA", "2026-04-28", ["2026-04-28"], given="2026-04-30", roles=("scc-lead",),
             **done("2026-05-05", "2026-05-06")),
    Expected(29, "999", "ks2", str(days("2025-09-01", 105)), since(days("2025-09-01", 105), 2, 5),
             **withdrawn("2026-01-08")),
    # Renewed to the end of July, so that the reminder of March is over; then nobody looks at it.
    Expected(30, 900911, "F2", "2026-03-20", [working("2026-03-20", -10), "2026-03-20"], **withdrawn("2026-03-12")),
    Expected(30, 900911, "F2", "2026-07-31", [working("2026-07-31", -10), "2026-07-31"]),
]
