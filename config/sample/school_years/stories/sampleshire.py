"""Sampleshire (999), the fictitious Local Authority of ../999, in 2025/26 under the plugin modern_local. Its schools, results and
inspections are there; here are the registers that it keeps of its own."""
from .programme import assign, book, record
from .register import SchoolYear

NAMES = {900900: "Harbour Primary School", 900901: "Kestrel Primary School", 900902: "Larch Primary School",
         900903: "Mallow Junior School", 900906: "Pilgrim Primary School", 900911: "Upland Primary School"}
HARBOUR, KESTREL, LARCH, MALLOW, PILGRIM, UPLAND = NAMES
VISITED = {HARBOUR: "P1", KESTREL: "P1", LARCH: "P2", MALLOW: "P2"}
START = "2025-09-01"


def year():
    sampleshire = SchoolYear("999", "2025/26", NAMES)
    for key, name in (("Q1", "Xanthe Moor"), ("P1", "Yusuf Kay"), ("P2", "Zoe Brook")):
        sampleshire.enter(START, "adviser", ADVISER=key, NAME=name, TYPE="LA staff", HEADSHIP="primary",
                          ACCREDITATION="none", LINE_MANAGER="" if key == "Q1" else "Q1")
    assign(sampleshire, START, VISITED)
    visits(sampleshire)
    concerns(sampleshire)
    return sampleshire


def visits(sampleshire):
    dates = {KESTREL: "2025-11-11", LARCH: "2025-11-12", MALLOW: "2025-11-13"}
    book(sampleshire, "2025-09-11", "V1", "autumn", "improvement", dates, VISITED, "2025-09-10")
    # R01: Harbour's visit has no date until 24 September.
    sampleshire.enter("2025-09-11", "visit", URN=HARBOUR, VISIT="V1", TERM="autumn", VISIT_TYPE="improvement",
                      VISIT_STATUS="planned", ADVISER="P1")
    sampleshire.enter("2025-09-25", "visit", URN=HARBOUR, VISIT="V1", VISIT_STATUS="booked", BOOKED_ON="2025-09-24",
                      VISIT_DATE="2025-11-13", GOVERNORS="confirmed")
    # R03: key stage 2 data for Kestrel's visit.
    sampleshire.enter("2025-10-20", "visit_document", URN=KESTREL, VISIT="V1", DOCUMENT="key stage 2 data")
    sampleshire.enter("2025-11-06", "visit_document", URN=KESTREL, VISIT="V1", DOCUMENT="key stage 2 data",
                      RECEIVED_ON="2025-11-05")
    # R07: Larch's record is written three weeks after the visit.
    record(sampleshire, "2025-11-21", "V1", [HARBOUR, KESTREL, MALLOW], VISITED, "2025-11-19", "2025-11-20", "2025-11-20")
    record(sampleshire, "2025-12-05", "V1", [LARCH], VISITED, "2025-12-04", "2025-12-04", "2025-12-04")
    # R22: an action of Mallow's, whose outcome is on record after the holidays.
    sampleshire.enter("2025-11-21", "action", URN=MALLOW, ACTION="A1", VISIT="V1", ACTION_TYPE="recommendation",
                      WHAT="Bring the reading plan to the governors", ACTION_OWNER="head teacher", DUE_ON="2025-12-12")
    sampleshire.enter("2026-01-08", "action", URN=MALLOW, ACTION="A1", REVIEWED_ON="2026-01-07", OUTCOME="done",
                      OUTCOME_ON="2026-01-07")
    # Another of Larch's, which the visit of 11 March asks about.
    sampleshire.enter("2025-12-05", "action", URN=LARCH, ACTION="A1", VISIT="V1", ACTION_TYPE="action point",
                      WHAT="Share the phonics results of Year 1 with parents", ACTION_OWNER="school", DUE_ON="2026-01-30")
    sampleshire.enter("2026-03-16", "action", URN=LARCH, ACTION="A1", REVIEWED_ON="2026-03-11", OUTCOME="done",
                      OUTCOME_ON="2026-03-13")
    # R02: nobody has booked Kestrel's visit of the spring by the middle of February.
    dates = {HARBOUR: "2026-03-10", LARCH: "2026-03-11", MALLOW: "2026-03-12"}
    book(sampleshire, "2026-01-12", "V2", "spring", "monitoring", dates, VISITED, "2026-01-09")
    sampleshire.enter("2026-01-12", "visit", URN=KESTREL, VISIT="V2", TERM="spring", VISIT_TYPE="monitoring",
                      VISIT_STATUS="planned", ADVISER="P1")
    sampleshire.enter("2026-02-24", "visit", URN=KESTREL, VISIT="V2", VISIT_STATUS="booked", BOOKED_ON="2026-02-23",
                      VISIT_DATE="2026-03-17")
    # R10: Harbour's record is signed off, and the chair of governors waits for it to this day.
    record(sampleshire, "2026-03-20", "V2", VISITED, VISITED, "2026-03-18", "2026-03-19", "2026-03-19")
    sampleshire.enter("2026-03-20", "visit_record", URN=HARBOUR, VISIT="V2", SHARED_WITH_CHAIR_ON="")


def concerns(sampleshire):
    # R23 and R24: a concern about Pilgrim, its plan, and a plan that nobody reviews in the second half of summer.
    sampleshire.enter("2026-01-27", "flag", URN=PILGRIM, FLAG="F1", FLAG_TYPE="safeguarding", WEIGHT="concern",
                      FLAG_OWNER="safeguarding-lead", RAISED_ON="2026-01-26", EXPIRES_ON="2026-12-18")
    sampleshire.enter("2026-02-26", "support_plan", URN=PILGRIM, PLAN="P1", RECORDED_ON="2026-02-25", SINGLE_PLAN="yes",
                      TRACKING="yes")
    sampleshire.enter("2026-05-21", "plan_review", URN=PILGRIM, PLAN="P1", REVIEW=1, REVIEWED_BY="support board",
                      REVIEWED_ON="2026-05-20", PROGRESS="on track")
    # R25: a warning notice to Harbour with the one period that its issuer has set.
    sampleshire.enter("2026-02-03", "warning_notice", URN=HARBOUR, NOTICE="W1", NOTICE_STATE="issued",
                      STATE_SINCE="2026-02-02", GROUNDS="standards", ISSUED_BY="LA", ISSUED_ON="2026-02-02",
                      COMPLIANCE_ENDS_ON="2026-03-13")
    sampleshire.enter("2026-03-18", "warning_notice", URN=HARBOUR, NOTICE="W1", NOTICE_STATE="complied",
                      STATE_SINCE="2026-03-17")
    # R26: a report on Upland.
    sampleshire.enter("2026-04-30", "inspections", "ofsted-own-log", URN=UPLAND, INSPECTION_NUMBER=20000009,
                      INSPECTION_TYPE="Full inspection", START_DATE="2026-03-24", PUBLICATION_DATE="2026-04-28")
    sampleshire.enter("2026-05-06", "inspection_response", URN=UPLAND, INSPECTION_NUMBER=20000009,
                      ADVISER_ACKNOWLEDGED_ON="2026-05-01", LA_ACKNOWLEDGED_ON="2026-05-05")
    # R30: a flag that is renewed once and then forgotten.
    sampleshire.enter("2025-11-03", "flag", URN=UPLAND, FLAG="F2", FLAG_TYPE="falling roll", WEIGHT="soft signal",
                      FLAG_OWNER="governor-support", RAISED_ON="2025-11-03", EXPIRES_ON="2026-03-20")
    sampleshire.enter("2026-03-12", "flag", URN=UPLAND, FLAG="F2", EXPIRES_ON="2026-07-31", REVIEWED_ON="2026-03-11")
