"""Kent (886) in 2008/09: the SIP programme of its primary briefing of autumn 2008, under the plugin kent. Each rule that the
plugin has of the catalogue of reminders has a school or a SIP here about whom it reminds."""
from .programme import assign, book, record, set_targets, without
from .register import SchoolYear, key_stage_2, list_of_schools

NAMES = {
    900500: "Alder Primary School", 900501: "Barham Lane Primary School", 900502: "Cobb Hill Primary School",
    900503: "Darnley Road Primary School", 900504: "Elham Green Primary School", 900505: "Fordwater Primary School",
    900506: "Greatfield Primary School", 900507: "Harty Primary School", 900508: "Ickham Street Primary School",
    900509: "Jessop Primary School", 900510: "Kingsnorth Park Primary School", 900511: "Lympne Way Primary School",
    900512: "Marden Cross Primary School",
}
A, B, C, D, E, F, G, H, I, J, K, L, M = NAMES
URNS = list(NAMES)
# Pupils, how many reached level 4 in English, in maths, and in both, and contextual value added.
AVERAGE = ("100.20", "99.40", "101.00")
RESULTS = {"2005-06": {urn: (31, 27, 26, 25, *AVERAGE) for urn in URNS},
           "2006-07": {urn: (30, 26, 25, 24, *AVERAGE) for urn in URNS},
           "2007-08": {urn: (30, 26, 26, 25, *AVERAGE) for urn in URNS}
           | {C: (30, 20, 18, 15, "99.60", "98.80", "100.40"), F: (30, 18, 19, 14, "99.50", "98.70", "100.30")}}
# The latest inspection of each school when the year begins: its day, overall effectiveness and capacity to improve. Greatfield
# has had none in this cycle, and Kingsnorth Park is satisfactory, as is its capacity.
INSPECTED = {urn: (f"2007-{1 + place % 6:02}-{16 + place}", 2, 2) for place, urn in enumerate(without(URNS, G, K))} | {
    K: ("2006-11-14", 3, 3)}
ADVISERS = {urn: ("S1", "S2", "S3")[place % 3] for place, urn in enumerate(URNS)} | {G: "S4"}
START = "2008-09-01"


def year():
    kent = SchoolYear("886", "2008/09", NAMES)
    lists(kent)
    advisers(kent)
    goes_well(kent)
    autumn(kent)
    spring(kent)
    summer(kent)
    return kent


def lists(kent):
    kent.add("gias_886_2008-09-01.csv", list_of_schools("886", "Kent", {
        urn: (name, 2500 + place, "Primary", 4, 11) for place, (urn, name) in enumerate(NAMES.items())}))
    for label, results in RESULTS.items():
        kent.add(f"ks2_levels_kent_{label}.csv", key_stage_2("886", NAMES, results))
    for number, (urn, (day, grade, capacity)) in enumerate(INSPECTED.items(), 310001):
        kent.enter(START, "inspections", "ofsted-own-log", URN=urn, INSPECTION_NUMBER=number, INSPECTION_TYPE="S5",
                   START_DATE=day, PUBLICATION_DATE=day[:8] + "28", OVERALL_EFFECTIVENESS=grade,
                   CAPACITY_TO_IMPROVE=capacity)


def advisers(kent):
    for key, name, kind in (("M1", "Frances Hythe", "LA staff"), ("S1", "Gordon Lydd", "former head"),
                            ("S2", "Helen Wye", "LA staff"), ("S3", "Ian Deal", "consultant head"),
                            ("S4", "Joan Sarre", "consultant head")):
        kent.enter(START, "adviser", ADVISER=key, NAME=name, TYPE=kind, HEADSHIP="primary", ACCREDITATION="active",
                   ACCREDITED_ON="2007-03-01", APPOINTED_ON="2006-09-01", CONTRACT_DAYS=25,
                   LINE_MANAGER="" if key in ("M1", "S4") else "M1",
                   PERFORMANCE_MANAGER="Director of school improvement" if key == "M1" else "")
    # R18: nobody is responsible for Joan Sarre until 20 October.
    kent.enter("2008-10-20", "adviser", ADVISER="S4", LINE_MANAGER="M1")
    # R28: Gordon Lydd comes back from a briefing and keeps the form.
    for key in ("S1", "S2"):
        kent.enter("2008-09-25", "event_form", ADVISER=key, EVENT="E1", EVENT_TITLE="Primary SIP briefing",
                   HELD_ON="2008-09-24", ATTENDED="yes", RETURNED_ON="2008-09-25" if key == "S2" else "")
    kent.enter("2008-10-24", "event_form", ADVISER="S1", EVENT="E1", RETURNED_ON="2008-10-23")
    # R16: Ian Deal is shadowed after the spring term only.
    for key, on in (("M1", "2008-10-15"), ("S1", "2008-11-12"), ("S2", "2008-11-13"), ("S4", "2008-11-11")):
        kent.enter("2008-11-17", "shadowing", ADVISER=key, SHADOWING=1, SHADOWED_ON=on, SHADOWED_BY="Lead for quality")
    kent.enter("2009-04-23", "shadowing", ADVISER="S3", SHADOWING=1, SHADOWED_ON="2009-04-22",
               SHADOWED_BY="Lead for quality")
    # R17: Kate Ash joins in February without a mentor, and is to be shadowed too.
    kent.enter("2009-02-02", "adviser", ADVISER="S5", NAME="Kate Ash", TYPE="serving head", HEADSHIP="primary",
               ACCREDITATION="active", ACCREDITED_ON="2008-12-01", APPOINTED_ON="2009-02-02", LINE_MANAGER="M1",
               CONTRACT_DAYS=10)
    kent.enter("2009-03-09", "adviser", ADVISER="S5", MENTOR="M1")
    kent.enter("2009-03-13", "shadowing", ADVISER="S5", SHADOWING=1, SHADOWED_ON="2009-03-12",
               SHADOWED_BY="Lead for quality")
    # R21: with Marden Cross, Helen Wye is promised to schools for 25 days; her contract has 23 to 9 February.
    assign(kent, START, ADVISERS, ASSIGNED_DAYS=5)
    kent.enter(START, "adviser", ADVISER="S2", CONTRACT_DAYS=23)
    kent.enter("2009-02-09", "adviser", ADVISER="S2", CONTRACT_DAYS=28)


def goes_well(kent):
    set_targets(kent, START, URNS, "2008/09", "2007-10-15")
    set_targets(kent, "2008-10-21", URNS, "2009/10", "2008-10-20")
    for urn in without(URNS, A):
        kent.enter("2008-11-28", "milestone", URN=urn, HTPM_REVIEWED_ON="2008-11-26")
    kent.enter("2008-11-28", "milestone", URN=A)
    for urn in without(URNS, I):
        kent.enter("2008-12-19", "milestone", URN=urn, SEF_SECTION_3_ON="2008-12-15")
    for urn in without(URNS, B):
        kent.enter("2009-06-29", "milestone", URN=urn, ANNUAL_REPORT_ON="2009-06-26")

    dates = {urn: f"2008-11-{11 + place % 4}" for place, urn in enumerate(without(URNS, A))}
    book(kent, "2008-09-10", "V1", "autumn", "pupil review", dates, ADVISERS, "2008-09-09")
    record(kent, "2008-11-24", "V1", without(dates, G, H, I, J), ADVISERS, "2008-11-20", "2008-11-21", "2008-11-21")

    dates = {urn: f"2009-03-{10 + place % 4}" for place, urn in enumerate(without(URNS, F))}
    advisers = ADVISERS | {M: "S2"}
    book(kent, "2009-01-12", "V2", "spring", "monitoring", {urn: on for urn, on in dates.items() if urn != B}, advisers,
         "2009-01-09", governors="")
    record(kent, "2009-03-20", "V2", dates, advisers, "2009-03-18", "2009-03-19", "2009-03-19")

    dates = {urn: f"2009-06-{16 + place % 3}" for place, urn in enumerate(URNS)}
    book(kent, "2009-04-24", "V3", "summer", "improvement", dates, advisers, "2009-04-23")
    record(kent, "2009-06-26", "V3", dates, advisers, "2009-06-24", "2009-06-25", "2009-06-25")


def autumn(kent):
    # R01: Alder's visit has no date until the middle of October.
    kent.enter("2008-09-10", "visit", URN=A, VISIT="V1", TERM="autumn", VISIT_TYPE="pupil review",
               VISIT_STATUS="planned", ADVISER="S1")
    kent.enter("2008-10-16", "visit", URN=A, VISIT="V1", VISIT_STATUS="booked", BOOKED_ON="2008-10-15",
               VISIT_DATE="2008-11-18", GOVERNORS="confirmed")
    record(kent, "2008-11-27", "V1", [A], ADVISERS, "2008-11-25", "2008-11-26", "2008-11-26")
    # R03: the key stage 2 data of Cobb Hill's pack come in the week before the visit of 12 November.
    for document, received in (("summary sheet", "2008-10-20"), ("key stage 2 data", "")):
        kent.enter("2008-10-21", "visit_document", URN=C, VISIT="V1", DOCUMENT=document, REQUESTED_ON="2008-10-01",
                   RECEIVED_ON=received)
    kent.enter("2008-11-10", "visit_document", URN=C, VISIT="V1", DOCUMENT="key stage 2 data",
               RECEIVED_ON="2008-11-07")
    # R05: evidence of Darnley Road for the visit of 13 November.
    kent.enter("2008-10-21", "visit_document", URN=D, VISIT="V1", DOCUMENT="evidence", REQUESTED_ON="2008-10-20")
    kent.enter("2008-11-12", "visit_document", URN=D, VISIT="V1", DOCUMENT="evidence", RECEIVED_ON="2008-11-11")
    # R06: Elham Green says only on 10 November who of the governors comes on 14 November.
    kent.enter("2008-09-10", "visit", URN=E, VISIT="V1", GOVERNORS="")
    kent.enter("2008-11-10", "visit", URN=E, VISIT="V1", GOVERNORS="confirmed")
    # R07: the record of Greatfield's visit of 12 November is written in the middle of December.
    kent.enter("2008-12-15", "visit_record", URN=G, VISIT="V1", AUTHOR="S4")
    record(kent, "2008-12-15", "V1", [G], ADVISERS, "2008-12-12", "2008-12-12", "2008-12-12")
    # R08: Harty's record fails its check and is mended.
    record(kent, "2008-11-25", "V1", [H], ADVISERS, "2008-11-20", "2008-11-24", "2008-11-24")
    kent.enter("2008-11-25", "visit_record", URN=H, VISIT="V1", CONFORMITY="fails", CONFORMITY_ON="2008-11-24",
               IMPACT_EVALUATED="no")
    kent.enter("2008-12-03", "visit_record", URN=H, VISIT="V1", CONFORMITY="conforms", CONFORMITY_ON="2008-12-02",
               IMPACT_EVALUATED="yes")
    # R09: nobody signs Ickham Street's record off until Christmas.
    kent.enter("2008-11-24", "visit_record", URN=I, VISIT="V1", AUTHOR="S3", SUBMITTED_ON="2008-11-20",
               CONFORMITY="conforms", CONFORMITY_ON="2008-11-20")
    record(kent, "2008-12-22", "V1", [I], ADVISERS, "2008-11-20", "2008-12-19", "2008-12-19")
    # R10: Jessop's chair of governors waits for the record.
    record(kent, "2008-11-24", "V1", [J], ADVISERS, "2008-11-20", "2008-11-21", "2008-11-21")
    kent.enter("2008-11-24", "visit_record", URN=J, VISIT="V1", SHARED_WITH_CHAIR_ON="")
    kent.enter("2008-12-09", "visit_record", URN=J, VISIT="V1", SHARED_WITH_CHAIR_ON="2008-12-08")
    # R12: Kingsnorth Park sets its target for absence in January.
    kent.enter("2008-10-21", "target", URN=K, YEAR="2009/10", TARGET="T4", GROUP="all", SET_ON="", TARGET_PERCENT="")
    kent.enter("2009-01-07", "target", URN=K, YEAR="2009/10", TARGET="T4", GROUP="all", SET_ON="2009-01-06",
               TARGET_PERCENT=5)
    # R13: Lympne Way's target is challenged.
    kent.enter("2008-12-02", "target", URN=L, YEAR="2009/10", TARGET="T1", GROUP="all", AGREED_ON="2008-12-01",
               JUDGEMENT="not challenging")
    kent.enter("2009-01-09", "target", URN=L, YEAR="2009/10", TARGET="T1", GROUP="all",
               RATIONALE="Eight of the cohort joined in Year 5", RATIONALE_ON="2009-01-08")
    # R14: the day of the review of Alder's head teacher.
    kent.enter("2009-01-20", "milestone", URN=A, HTPM_REVIEWED_ON="2009-01-19")
    # R22: an action of Darnley Road's.
    kent.enter("2008-11-24", "action", URN=D, ACTION="A1", VISIT="V1", ACTION_TYPE="action point",
               WHAT="Agree how marking is checked in Years 3 to 6", ACTION_OWNER="head teacher", DUE_ON="2009-01-16")
    kent.enter("2009-03-16", "action", URN=D, ACTION="A1", REVIEWED_ON="2009-03-13", OUTCOME="done",
               OUTCOME_ON="2009-03-13")
    # R23, R24: a concern about Elham Green, its plan, and the plan's reviews.
    kent.enter("2008-10-07", "flag", URN=E, FLAG="F1", FLAG_TYPE="governance", WEIGHT="concern",
               FLAG_OWNER="governor-support", RAISED_ON="2008-10-06", EXPIRES_ON="2009-10-30")
    kent.enter("2008-11-13", "support_plan", URN=E, PLAN="P1", RECORDED_ON="2008-11-12", PLAN_OWNER="area adviser",
               SINGLE_PLAN="yes", TRACKING="yes")
    # R26: an inspection of Harty.
    kent.enter("2008-10-22", "inspections", "ofsted-own-log", URN=H, INSPECTION_NUMBER=320001, INSPECTION_TYPE="S5",
               START_DATE="2008-09-30", PUBLICATION_DATE="2008-10-20", OVERALL_EFFECTIVENESS=2,
               CAPACITY_TO_IMPROVE=2)
    kent.enter("2008-10-29", "inspection_response", URN=H, INSPECTION_NUMBER=320001,
               ADVISER_ACKNOWLEDGED_ON="2008-10-24", LA_ACKNOWLEDGED_ON="2008-10-28")
    # R27: Ickham Street's section 3.
    kent.enter("2009-01-13", "milestone", URN=I, SEF_SECTION_3_ON="2009-01-12")
    # R30: a soft signal about Jessop, with its owner.
    kent.enter("2008-09-22", "flag", URN=J, FLAG="F2", FLAG_TYPE="falling roll", WEIGHT="soft signal",
               FLAG_OWNER="governor-support", RAISED_ON="2008-09-22", EXPIRES_ON="2009-02-27")
    kent.enter("2009-03-05", "flag", URN=J, FLAG="F2", CLOSED_ON="2009-03-04")


def spring(kent):
    # R02: Barham Lane's visit is booked in the middle of February.
    kent.enter("2009-01-12", "visit", URN=B, VISIT="V2", TERM="spring", VISIT_TYPE="monitoring", VISIT_STATUS="planned",
               ADVISER="S2")
    kent.enter("2009-02-18", "visit", URN=B, VISIT="V2", VISIT_STATUS="booked", BOOKED_ON="2009-02-17",
               VISIT_DATE="2009-03-11")
    # R04: Fordwater's self-evaluation comes two days before the visit about it.
    kent.enter("2009-01-12", "visit", URN=F, VISIT="V2", TERM="spring", VISIT_TYPE="self-evaluation",
               VISIT_STATUS="booked", ADVISER="S3", BOOKED_ON="2009-01-09", VISIT_DATE="2009-03-05",
               GOVERNORS="confirmed")
    kent.enter("2009-01-12", "visit_document", URN=F, VISIT="V2", DOCUMENT="SEF", DUE_ON="2009-02-19")
    kent.enter("2009-03-04", "visit_document", URN=F, VISIT="V2", DOCUMENT="SEF", RECEIVED_ON="2009-03-03")
    record(kent, "2009-03-13", "V2", [F], ADVISERS, "2009-03-11", "2009-03-12", "2009-03-12")
    # R20: Marden Cross has no SIP in January.
    kent.enter("2008-12-15", "assignment", URN=M, ADVISER="S1", ASSIGNMENT="ended", ASSIGNED_TO="2008-12-31")
    kent.enter("2009-01-26", "assignment", URN=M, ADVISER="S2", ASSIGNMENT="current", ASSIGNED_FROM="2009-01-26",
               ASSIGNED_DAYS=5)
    # R24: each review of Elham Green's plan but the first in its half-term.
    kent.enter("2009-03-03", "plan_review", URN=E, PLAN="P1", REVIEW=1, REVIEWED_BY="adviser",
               REVIEWED_ON="2009-03-02", PROGRESS="on track")


def summer(kent):
    kent.enter("2009-05-21", "plan_review", URN=E, PLAN="P1", REVIEW=2, REVIEWED_BY="adviser",
               REVIEWED_ON="2009-05-20", PROGRESS="on track")
    kent.enter("2009-07-16", "plan_review", URN=E, PLAN="P1", REVIEW=3, REVIEWED_BY="adviser",
               REVIEWED_ON="2009-07-15", PROGRESS="achieved")
    # R15: Barham Lane's governors get their annual report in the last week.
    kent.enter("2009-07-20", "milestone", URN=B, ANNUAL_REPORT_ON="2009-07-17")
    # R25: a warning notice to Fordwater.
    kent.enter("2009-04-28", "warning_notice", URN=F, NOTICE="W1", NOTICE_STATE="issued", STATE_SINCE="2009-04-27",
               GROUNDS="standards", ISSUED_BY="LA", ISSUED_ON="2009-04-27")
    kent.enter("2009-05-22", "warning_notice", URN=F, NOTICE="W1", NOTICE_STATE="representations",
               STATE_SINCE="2009-05-21", REPRESENTATIONS_ON="2009-05-21")
