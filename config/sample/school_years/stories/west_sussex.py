"""West Sussex (938) in 2005/06, the second year of its trial of School Improvement Partners, in secondary schools. Four primary
schools have results for the floor check. The programme's own reminders are those about SIPs and who has one (R18 to R21)."""
from .programme import assign
from .register import SchoolYear, key_stage_2, list_of_schools

SECONDARY = {
    900700: "Arun Valley School", 900701: "Bramber School", 900702: "Chanctonbury School", 900703: "Downlands School",
    900704: "Ember Hill School", 900705: "Findon School", 900706: "Goring Gap School", 900707: "Highdown School",
}
PRIMARY = {900710: "Itchenor Primary School", 900711: "Jolesfield Primary School", 900712: "Kirdford Primary School",
           900713: "Lavant Primary School"}
NAMES = SECONDARY | PRIMARY
WITHOUT = 900705  # no SIP before January
ADVISERS = {900700: "W1", 900701: "W1", 900702: "W2", 900703: "W3", 900704: "W3", 900706: "W4", 900707: "W4",
            **{urn: "W5" for urn in PRIMARY}}
START = "2005-09-01"


def year():
    sussex = SchoolYear("938", "2005/06", NAMES)
    sussex.add("gias_938_2005-09-01.csv", list_of_schools("938", "West Sussex", {
        **{urn: (name, 4000 + place, "Secondary", 11, 18) for place, (urn, name) in enumerate(SECONDARY.items())},
        **{urn: (name, 2700 + place, "Primary", 4, 11) for place, (urn, name) in enumerate(PRIMARY.items())}}))
    # Below 65 percent in English: Itchenor; in maths: Jolesfield.
    sussex.add("ks2_levels_west_sussex_2004-05.csv", key_stage_2("938", NAMES, {
        900710: (30, 18, 22, 17), 900711: (30, 22, 18, 17), 900712: (30, 26, 26, 25), 900713: (30, 25, 24, 23)}))
    for key, name, kind, headship in (
            ("W1", "Simon Ford", "consultant head", "secondary"), ("W2", "Tessa Marle", "serving head", "secondary"),
            ("W3", "Ursula Crane", "LA staff", "none"), ("W4", "Victor Nye", "consultant head", "secondary"),
            ("W5", "Wilma Stone", "LA staff", "primary")):
        sussex.enter(START, "adviser", ADVISER=key, NAME=name, TYPE=kind, HEADSHIP=headship,
                     ACCREDITATION="none" if key == "W4" else "active",
                     ACCREDITED_ON="" if key == "W4" else "2005-06-30",
                     PERFORMANCE_MANAGER="" if key == "W3" else "Lead for School Improvement Partners")
    assign(sussex, START, ADVISERS)
    # R18: nobody is responsible for Ursula Crane until the middle of October.
    sussex.enter("2005-10-17", "adviser", ADVISER="W3", PERFORMANCE_MANAGER="Lead for School Improvement Partners")
    # R19: Victor Nye is accredited in November.
    sussex.enter("2005-11-15", "adviser", ADVISER="W4", ACCREDITATION="active", ACCREDITED_ON="2005-11-14")
    # R20: Findon gets a SIP in January.
    assign(sussex, "2006-01-09", {WITHOUT: "W1"})
    # R21: Tessa Marle has one school, for which five days are planned, and comes to five and a half.
    for visit, term, day, days in (("V1", "autumn", "2005-11-09", 2), ("V2", "spring", "2006-02-08", 2),
                                   ("V3", "summer", "2006-05-11", 1.5)):
        sussex.enter("2005-09-12", "visit", URN=900702, VISIT=visit, TERM=term, VISIT_TYPE="other",
                     VISIT_STATUS="booked", ADVISER="W2", BOOKED_ON="2005-09-09", VISIT_DATE=day, VISIT_DAYS=days)
    sussex.enter("2006-05-22", "visit", URN=900702, VISIT="V3", VISIT_DAYS=1)
    return sussex
