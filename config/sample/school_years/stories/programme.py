"""What goes as it should: the registers of a school whose year needs no reminder. Stories then change what does not."""


def assign(year, day, pairs, **more):
    """URN -> adviser, from that day on."""
    for urn, adviser in pairs.items():
        year.enter(day, "assignment", URN=urn, ADVISER=adviser, ASSIGNMENT="current", ASSIGNED_FROM=day, **more)


def set_targets(year, day, urns, summer, set_on):
    """The four statutory targets for results of that academic year."""
    for urn in urns:
        for code, percent in (("T1", 78), ("T2", 88), ("T3", 86), ("T4", 5)):
            year.enter(day, "target", URN=urn, YEAR=summer, TARGET=code, GROUP="all", STATUTORY="yes", SET_ON=set_on,
                       TARGET_PERCENT=percent)


def book(year, day, visit, term, kind, dates, advisers, booked_on, governors="confirmed"):
    """A visit to each school of `dates` (URN -> its day), booked and with the governors' word."""
    for urn, on in dates.items():
        year.enter(day, "visit", URN=urn, VISIT=visit, TERM=term, VISIT_TYPE=kind, VISIT_STATUS="booked",
                   ADVISER=advisers[urn], BOOKED_ON=booked_on, VISIT_DATE=on, GOVERNORS=governors)


def record(year, day, visit, urns, advisers, submitted, signed, shared):
    """The records of a visit, written, checked, signed off and shared with everybody."""
    for urn in urns:
        year.enter(day, "visit_record", URN=urn, VISIT=visit, AUTHOR=advisers[urn], SUBMITTED_ON=submitted,
                   CONFORMITY="conforms", CONFORMITY_ON=submitted, QA_SIGNED_ON=signed, SHARED_WITH_HEAD_ON=shared,
                   SHARED_WITH_CHAIR_ON=shared, SHARED_WITH_LA_ON=shared, ACTIONS_REVIEWED="yes",
                   PROGRESS_REVIEWED="yes", TARGETS_AGREED="yes", IMPACT_EVALUATED="yes")


def without(urns, *left_out):
    return [urn for urn in urns if urn not in left_out]
