"""Norfolk (926) in 2011/12: the link adviser programme that took the place of the SIPs, under the plugin norfolk. Visits 1 and 4
in autumn, 2 in spring, 3 in summer."""
from .programme import assign, book, record, set_targets, without
from .register import SchoolYear, list_of_schools, table

NAMES = {
    900600: "Acle Marsh Primary School", 900601: "Brundall Lane Primary School", 900602: "Cley Primary School",
    900603: "Dersingham Wood Primary School", 900604: "Emneth Road Primary School", 900605: "Feltwell Park Primary School",
    900606: "Gaywood Mill Primary School", 900607: "Hethel Primary School",
}
A, B, C, D, E, F, G, H = NAMES
URNS = list(NAMES)
ADVISERS = {urn: ("L1", "L2", "L3")[place % 3] for place, urn in enumerate(URNS)}
START = "2011-09-01"


def year():
    norfolk = SchoolYear("926", "2011/12", NAMES)
    norfolk.add("gias_926_2011-09-01.csv", list_of_schools("926", "Norfolk", {
        urn: (name, 2600 + place, "Primary", 4, 11) for place, (urn, name) in enumerate(NAMES.items())}))
    # R29: the results of summer 2011 come in January.
    header = ["URN", "LA", "SCHOOL", "COHORT", "L4_ENGLISH", "L4_MATHS", "L4_ENGLISH_MATHS"]
    norfolk.add("ks2_levels_norfolk_2009-10.csv", table(header, [
        {"URN": urn, "LA": "926", "SCHOOL": name, "COHORT": 30, "L4_ENGLISH": 25, "L4_MATHS": 25, "L4_ENGLISH_MATHS": 23}
        for urn, name in NAMES.items()]))
    header = ["URN", "LA", "SCHOOL", "COHORT", "L4_ENGLISH_MATHS_PERCENT", "LP2_ENGLISH_PERCENT", "LP2_MATHS_PERCENT"]
    norfolk.add("ks2_levels_norfolk_2010-11.csv", table(header, [
        {"URN": urn, "LA": "926", "SCHOOL": name, "COHORT": 30, "L4_ENGLISH_MATHS_PERCENT": 53 if urn == G else 77,
         "LP2_ENGLISH_PERCENT": 80 if urn == G else 93, "LP2_MATHS_PERCENT": 77 if urn == G else 90}
        for urn, name in NAMES.items()]))
    advisers(norfolk)
    goes_well(norfolk)
    does_not(norfolk)
    return norfolk


def advisers(norfolk):
    for key, name in (("M1", "Olive Wells"), ("L1", "Peter Swaff"), ("L2", "Queenie Holt"), ("L3", "Roy Diss")):
        norfolk.enter(START, "adviser", ADVISER=key, NAME=name, TYPE="LA staff", HEADSHIP="primary",
                      ACCREDITATION="none" if key == "L3" else "active",
                      ACCREDITED_ON="" if key == "L3" else "2008-03-01",
                      HTPM_TRAINED_ON="" if key == "L3" else "2010-05-12", LINE_MANAGER="M1" if key != "M1" else "")
    # R19: Roy Diss is trained, in data and for visits about head teachers, after he was given schools.
    norfolk.enter("2011-09-26", "adviser", ADVISER="L3", DATA_TRAINED_ON="2011-09-23", HTPM_TRAINED_ON="2011-09-22")
    # R28: Peter Swaff's form about a briefing before Easter.
    norfolk.enter("2012-03-27", "event_form", ADVISER="L1", EVENT="E3", EVENT_TITLE="Annual reports to governors",
                  HELD_ON="2012-03-26", ATTENDED="yes")
    norfolk.enter("2012-04-27", "event_form", ADVISER="L1", EVENT="E3", RETURNED_ON="2012-04-26")
    # R20: Feltwell Park has no link adviser in the first weeks.
    assign(norfolk, START, {urn: adviser for urn, adviser in ADVISERS.items() if urn != F})
    assign(norfolk, "2011-09-19", {F: ADVISERS[F]})


def goes_well(norfolk):
    set_targets(norfolk, START, URNS, "2011/12", "2010-10-15")
    set_targets(norfolk, "2011-10-18", URNS, "2012/13", "2011-10-17")
    norfolk.enter("2011-11-30", "milestone", URN=D, HTPM_REVIEWED_ON="2011-11-28")
    for urn in without(URNS, D):
        norfolk.enter("2011-11-30", "milestone", URN=urn, HTPM_REVIEWED_ON="2011-11-28")
        norfolk.enter("2012-06-25", "milestone", URN=urn, ANNUAL_REPORT_ON="2012-06-22")

    dates = {urn: f"2011-10-{10 + place % 4}" for place, urn in enumerate(URNS)}
    book(norfolk, "2011-09-14", "V1", "autumn", "data and targets", {urn: on for urn, on in dates.items() if urn != H},
         ADVISERS, "2011-09-13")
    record(norfolk, "2011-10-21", "V1", dates, ADVISERS, "2011-10-18", "2011-10-19", "2011-10-20")
    dates = {urn: "2011-11-24" for urn in URNS}
    book(norfolk, "2011-09-14", "V4", "autumn", "performance management", dates, ADVISERS, "2011-09-13")
    for urn in without(URNS, C):
        norfolk.enter("2011-12-05", "feedback", URN=urn, VISIT="V4", FROM="governors", LEFT_ON="2011-11-24",
                      RECEIVED_ON="2011-12-02")

    dates = {urn: f"2012-03-{6 + place % 3:02}" for place, urn in enumerate(URNS)} | {B: "2012-03-08"}
    book(norfolk, "2012-01-11", "V2", "spring", "self-evaluation", dates, ADVISERS, "2012-01-10")
    for urn in without(URNS, B):
        norfolk.enter("2012-02-09", "visit_document", URN=urn, VISIT="V2", DOCUMENT="SEF", RECEIVED_ON="2012-02-08")
    record(norfolk, "2012-03-16", "V2", dates, ADVISERS, "2012-03-14", "2012-03-15", "2012-03-15")

    dates = {urn: f"2012-06-{25 + place % 3}" for place, urn in enumerate(URNS)}
    book(norfolk, "2012-04-23", "V3", "summer", "improvement", {urn: on for urn, on in dates.items() if urn != A},
         ADVISERS, "2012-04-20")
    record(norfolk, "2012-07-04", "V3", dates, ADVISERS, "2012-07-02", "2012-07-03", "2012-07-03")


def does_not(norfolk):
    # R01: Hethel's first visit is booked two days after the reminder.
    norfolk.enter("2011-09-14", "visit", URN=H, VISIT="V1", TERM="autumn", VISIT_TYPE="data and targets",
                  VISIT_STATUS="planned", ADVISER="L2")
    norfolk.enter("2011-09-22", "visit", URN=H, VISIT="V1", VISIT_STATUS="booked", BOOKED_ON="2011-09-21",
                  VISIT_DATE="2011-10-12", GOVERNORS="confirmed")
    # R12: Emneth Road's target for progress in English.
    norfolk.enter("2011-10-18", "target", URN=E, YEAR="2012/13", TARGET="T2", GROUP="all", SET_ON="", TARGET_PERCENT="")
    norfolk.enter("2012-01-11", "target", URN=E, YEAR="2012/13", TARGET="T2", GROUP="all", SET_ON="2012-01-10",
                  TARGET_PERCENT=90)
    # R11: the form that was left with Cley's governors.
    norfolk.enter("2011-11-25", "feedback", URN=C, VISIT="V4", FROM="governors", LEFT_ON="2011-11-24")
    norfolk.enter("2012-01-09", "feedback", URN=C, VISIT="V4", FROM="governors", RECEIVED_ON="2012-01-06")
    # R04: Brundall Lane's self-evaluation comes a day late.
    norfolk.enter("2012-01-11", "visit_document", URN=B, VISIT="V2", DOCUMENT="SEF")
    norfolk.enter("2012-02-27", "visit_document", URN=B, VISIT="V2", DOCUMENT="SEF", RECEIVED_ON="2012-02-24")
    # R02: Acle Marsh's visit of the summer is booked after two more have been told.
    norfolk.enter("2012-04-23", "visit", URN=A, VISIT="V3", TERM="summer", VISIT_TYPE="improvement",
                  VISIT_STATUS="planned", ADVISER="L1")
    norfolk.enter("2012-05-31", "visit", URN=A, VISIT="V3", VISIT_STATUS="booked", BOOKED_ON="2012-05-30",
                  VISIT_DATE="2012-06-25", GOVERNORS="confirmed")
    # R15: the annual report to Dersingham Wood's governors comes after the term.
    norfolk.enter("2012-07-25", "milestone", URN=D, ANNUAL_REPORT_ON="2012-07-24")
