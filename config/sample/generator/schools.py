"""The invented schools: name, type, religious character, ages, pupils in Year 6, and the Year 6 pupils' mean points
at key stage 1. A school's URN is its LA's first URN plus its place in the list, and it keeps it.
"""
from dataclasses import dataclass

CHURCH, CATHOLIC, NO_FAITH, OPEN_TO_ALL = "Church of England", "Roman Catholic", "None", "Does not apply"


@dataclass(frozen=True)
class School:
    la: str
    urn: int
    name: str
    type: str
    faith: str
    ages: str
    size: int
    ability: float

    @property
    def special(self):
        return self.type in ("CYS", "ACS", "FDS")

    @property
    def secondary(self):  # has pupils of the secondary ages too
        return int(self.ages.split("-")[1]) > 12


@dataclass(frozen=True)
class Authority:
    code: str
    name: str
    first_urn: int
    towns: tuple
    constituencies: tuple
    schools: tuple


def _authority(code, name, first_urn, towns, constituencies, rows):
    schools = tuple(School(code, first_urn + place, *row) for place, row in enumerate(rows))
    return Authority(code, name, first_urn, towns, constituencies, schools)


KENT = _authority("886", "Kent", 900000, ("Applewick", "Dapplefold", "Goldenhithe", "Sallowfield", "Wrenbourne"),
                  ("Dapplefold and Goldenhithe", "Mid Wrenshire"), [
    ("Applewick Primary School", "CY", OPEN_TO_ALL, "4-11", 30, 16.4),
    ("Bramblecote Community Primary School", "CY", OPEN_TO_ALL, "3-11", 45, 15.6),
    ("Cuckmarsh CofE Primary School, Lower Dapplefold", "VC", CHURCH, "4-11", 28, 16.6),
    ("Dapplefold Junior School", "CY", OPEN_TO_ALL, "7-11", 34, 15.4),
    ("Elmstrode Primary School", "ACC", OPEN_TO_ALL, "4-11", 30, 16.8),
    ("Fernlow Community Primary School", "CY", OPEN_TO_ALL, "4-11", 30, 15.2),
    ("Goldenhithe Primary School", "AC", NO_FAITH, "3-11", 40, 15.0),
    ("Harrowmead Primary School", "FD", OPEN_TO_ALL, "4-11", 29, 16.2),
    ("Ivelbourne Primary Academy", "AC", NO_FAITH, "4-11", 31, 15.1),
    ("Juniper Hill Primary School", "CY", OPEN_TO_ALL, "4-11", 44, 15.3),
    ("Kestrelden CofE Primary School", "VA", CHURCH, "4-11", 25, 15.9),
    ("Larkenfold Village School", "VC", CHURCH, "4-11", 12, 15.8),
    ("Merrydown Primary School", "CY", OPEN_TO_ALL, "4-11", 27, 15.5),
    ("Nettlewood CofE Primary School", "VC", CHURCH, "4-11", 11, 15.7),
    ("Oastbridge Primary School", "F", NO_FAITH, "4-11", 26, 16.0),
    ("Pippinhurst Free School", "F", NO_FAITH, "4-11", 24, 16.3),
    ("Quillbrook School", "CYS", OPEN_TO_ALL, "4-19", 9, 3.6),
    ("Rookenden Academy, The Orchard Site", "ACS", OPEN_TO_ALL, "2-19", 13, 4.2),
    ("St Wendle's Catholic Primary School", "VA", CATHOLIC, "4-11", 30, 16.9),
    ("St Wendle's Catholic Primary School", "VA", CATHOLIC, "4-11", 29, 16.1),
    ("St Wendle's Catholic Primary School", "ACC", CATHOLIC, "3-11", 58, 16.5),
    ("Sallowfield Primary School", "CY", OPEN_TO_ALL, "4-11", 42, 14.9),
    ("Sallowfield Academy", "AC", NO_FAITH, "4-11", 43, 15.0),
    ("Thistlemarsh Primary School", "CY", OPEN_TO_ALL, "4-11", 57, 15.8),
    ("Underoak Middle School", "FD", OPEN_TO_ALL, "9-13", 96, 15.9),
    ("Vinehall Junior School", "CY", OPEN_TO_ALL, "7-11", 150, 15.7),
    ("Wrenbourne St Osmere's CofE Primary School", "VA", CHURCH, "4-11", 14, 14.8),
    ("Yewcroft Primary School", "CY", OPEN_TO_ALL, "4-11", 30, 15.0),
    ("Amberley Rise Primary School", "CY", OPEN_TO_ALL, "4-11", 60, 16.7),
    ("Beacon Mere Primary School", "ACC", OPEN_TO_ALL, "4-11", 59, 17.1),
    ("Copperbeech Junior School", "CY", OPEN_TO_ALL, "7-11", 88, 16.3),
    ("Deepwell Primary School", "FD", OPEN_TO_ALL, "3-11", 17, 16.0),
])

NORFOLK = _authority("926", "Norfolk", 900200,
                     ("Alderfleet", "Cranesbroad", "Goosemarsh", "Kingfisher Staithe", "Ottermere"),
                     ("Broadmere", "North Alderfleet"), [
    ("Alderfleet Primary School", "CY", OPEN_TO_ALL, "4-11", 20, 16.2),
    ("Barleymere Junior School", "CY", OPEN_TO_ALL, "7-11", 34, 15.5),
    ("Cranesbroad Junior Academy", "AC", NO_FAITH, "7-11", 210, 15.6),
    ("Dykeham Park Junior School", "CY", OPEN_TO_ALL, "7-11", 70, 14.6),
    ("Eelstaithe Primary School", "CY", OPEN_TO_ALL, "4-11", 12, 15.6),
    ("Fleggmoor CofE Primary School", "VC", CHURCH, "4-11", 33, 15.7),
    ("Goosemarsh Primary School", "CY", OPEN_TO_ALL, "4-11", 38, 15.4),
    ("Hernholme Primary School", "FD", OPEN_TO_ALL, "4-11", 30, 15.2),
    ("Iceni Reach Primary School", "AC", NO_FAITH, "4-11", 12, 15.7),
    ("Jackdaw Lane Primary School", "CY", OPEN_TO_ALL, "4-11", 10, 16.1),
    ("Kingfisher Staithe Primary School", "VC", CHURCH, "4-11", 11, 15.9),
    ("Lapwing Fen CofE Primary School, Upper Goosemarsh", "VA", CHURCH, "4-11", 4, 16.3),
    ("Marramsea Primary School", "CY", OPEN_TO_ALL, "4-11", 3, 16.0),
    ("Netherwold Primary School", "ACC", OPEN_TO_ALL, "4-11", 21, 15.8),
    ("Ottermere Primary School", "CY", OPEN_TO_ALL, "4-11", 32, 15.9),
    ("Ploverthorpe Primary School", "FD", OPEN_TO_ALL, "4-11", 30, 16.8),
    ("Quaymarsh Community Primary School", "CY", OPEN_TO_ALL, "4-11", 30, 15.2),
    ("Reedcutter Primary School", "AC", NO_FAITH, "4-11", 28, 15.4),
    ("St Tolvan's Catholic Primary School", "VA", CATHOLIC, "4-11", 15, 16.5),
    ("St Tolvan's Catholic Primary School", "VA", CATHOLIC, "4-11", 29, 16.4),
    ("St Tolvan's Catholic Primary School", "VA", CATHOLIC, "4-11", 31, 16.0),
    ("St Zo\u00eb and St No\u00ebl's CofE Primary School", "VA", CHURCH, "4-11", 26, 16.6),
    ("Teasel Green School", "CYS", OPEN_TO_ALL, "2-19", 8, 2.9),
    ("Upper Warbler School", "FDS", OPEN_TO_ALL, "4-16", 11, 5.2),
    ("Wherry Bank Primary School", "CY", OPEN_TO_ALL, "4-11", 41, 14.8),
    ("Wherry Bank Academy", "AC", NO_FAITH, "4-11", 40, 14.9),
    ("Yarrowmere Primary School", "CY", OPEN_TO_ALL, "4-11", 36, 16.3),
    ("Avocet Rise Primary School", "CY", OPEN_TO_ALL, "3-11", 59, 16.1),
    ("Bitternholt Primary School", "ACC", OPEN_TO_ALL, "4-11", 27, 16.9),
    ("Curlew Common Primary School", "F", NO_FAITH, "4-11", 25, 16.0),
])

WEST_SUSSEX = _authority("938", "West Sussex", 900400, ("Arrowdean", "Downsmere", "Hollowhurst", "Shinglesea"),
                         ("Downsmere", "Shinglesea and Arrowdean"), [
    ("Arrowdean Primary School", "CY", OPEN_TO_ALL, "4-11", 30, 16.5),
    ("Bluebell Copse Primary School", "CY", OPEN_TO_ALL, "4-11", 59, 16.7),
    ("Chalkhanger CofE Primary School", "VC", CHURCH, "4-11", 24, 15.6),
    ("Downsmere Junior School", "CY", OPEN_TO_ALL, "7-11", 90, 15.8),
    ("Eaglehurst Primary Academy", "AC", NO_FAITH, "4-11", 43, 14.8),
    ("Flintstile Primary School", "FD", OPEN_TO_ALL, "4-11", 30, 15.7),
    ("Gorsedown CofE Primary School", "VA", CHURCH, "4-11", 16, 15.6),
    ("Hollowhurst Primary School", "CY", OPEN_TO_ALL, "4-11", 28, 15.3),
    ("Ivydean Primary School", "CY", OPEN_TO_ALL, "4-11", 26, 15.7),
    ("Jaywing Primary School, Nether Arrowdean", "ACC", OPEN_TO_ALL, "4-11", 31, 15.8),
    ("Knapdown Village School", "VC", CHURCH, "4-11", 9, 16.2),
    ("Lychpole CofE Primary School", "VC", CHURCH, "4-11", 5, 16.0),
    ("Millrace Free School", "F", NO_FAITH, "4-11", 28, 16.1),
    ("Nuthatch Way Primary School", "CY", OPEN_TO_ALL, "4-11", 30, 16.0),
    ("Oxlip Meadow School", "CYS", OPEN_TO_ALL, "3-16", 10, 3.9),
    ("Pebblesham Academy School", "ACS", OPEN_TO_ALL, "4-19", 7, 4.4),
    ("St Alfrun's CofE Primary School", "VA", CHURCH, "4-11", 30, 16.6),
    ("St Alfrun's CofE Primary School", "VC", CHURCH, "4-11", 22, 16.2),
    ("St Alfrun's CofE Primary School", "ACC", CHURCH, "4-11", 45, 16.4),
    ("Shinglesea Primary School", "CY", OPEN_TO_ALL, "4-11", 37, 14.9),
    ("Shinglesea Harbour Academy", "AC", NO_FAITH, "4-11", 38, 15.0),
    ("Tithedown Primary School", "CY", OPEN_TO_ALL, "4-11", 34, 15.9),
    ("Upbeacon Primary School", "CY", OPEN_TO_ALL, "4-11", 60, 17.0),
    ("Weaver's Croft Junior School", "CY", OPEN_TO_ALL, "7-11", 118, 16.1),
    ("Yaffle Wood Primary School", "FD", OPEN_TO_ALL, "4-11", 29, 16.3),
])

AUTHORITIES = (KENT, NORFOLK, WEST_SUSSEX)
