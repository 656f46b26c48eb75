"""Write the tables of Rivermouth, a fictional town for graded exercises, and their description.

    python exercises/towns/rivermouth/rivermouth.py

Rivermouth is made by the script of Port Amani (fictional), with figures of its own. ``given`` holds what learners may
see in an exercise; ``keys`` holds what they are asked for. Neither is part of the site, of the package or of the data
that lessons open. Everything here is made up.
"""

from __future__ import annotations

import json
import random
import sys
from pathlib import Path
from typing import TYPE_CHECKING

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parents[2] / "assets" / "data" / "port-amani")]

import generate as maker  # noqa: E402
from review_workbook import review_workbook  # noqa: E402
from town_plan import (  # noqa: E402
    AGAINST,
    DIRECT,
    INDIRECT,
    MAY,
    MAY_NOT,
    NEED,
    OFFER,
    Action,
    Criterion,
    Partner,
    Peer,
    Score,
    YearRules,
    action_tables,
    budget_years,
    criteria_table,
    gate_table,
    missing_table,
    partner_tables,
    peer_tables,
    score_table,
)
from town_tables import FICTIONAL, PLACE_IS, Table, column, grouped, nearest, resource, sums  # noqa: E402

if TYPE_CHECKING:
    from generate import Budget, District, Goal, Knots, Sheet

SEED = 4711
PLACE = "Rivermouth"
WORKBOOK = "rivermouth-workbook.json"

# --- The town ---------------------------------------------------------------------------------------------------------

DISTRICTS: dict[str, District] = {
    "Ferry Side": (2.2, (17_400, 17_900, 18_100), 3.8),
    "Station Quarter": (3.0, (21_800, 23_600, 25_300), 4.1),
    "Palm Rise": (5.4, (14_200, 15_100, 15_900), 3.7),
    "Mangrove Side": (7.9, (20_100, 23_700, 27_600), 5.0),
    "Brickfields": (11.3, (11_500, 10_900, 9_900), 4.5),
}
ABOUT_DISTRICTS = {
    "Ferry Side": "The old centre at the mouth of the river, with the town hall",
    "Station Quarter": "Shops, the railway station and street vendors",
    "Palm Rise": "Newer homes on the hill, most of them with water and light",
    "Mangrove Side": "The fastest growing district, on low land beside the mangroves",
    "Brickfields": "Old kilns and workshops; young people move away",
}
DEPARTMENTS = {
    "Town Clerk": ("Council, registry, publishing, audit", 61),
    "Treasury": ("Budget, accounts, taxes and fees", 58),
    "Works and Planning": ("Land use, streets, bus stops, drains, the share in the water company", 143),
    "Waste and Parks": ("Waste, air, parks and squares", 128),
    "Schools and Social Affairs": ("School buildings, social work", 109),
    "Markets and Port Relations": ("Markets, licences, the truck park", 37),
}

BUILT_UP = {2015: 1_020, 2025: 1_310}  # hectares


def profile() -> Table:
    """Return the facts of the town."""
    people = maker.population(DISTRICTS)

    def line(indicator: str, year: int, value: int, unit: str, district: str = "") -> list[str]:
        return [PLACE, indicator, str(year), str(value), unit, district, "", FICTIONAL]

    rows = [line("population", year, maker.total(people, year), "people") for year in maker.YEARS]
    for name, years in people.items():
        rows += [line("population", year, years[year], "people", name) for year in maker.YEARS]
    rows += [line("built-up area", year, hectares, "hectares") for year, hectares in BUILT_UP.items()]
    rows += [
        line("seats in the council", 2022, 31, "seats"),
        line("staff of the municipality", 2025, sum(staff for _, staff in DEPARTMENTS.values()), "people"),
    ]
    return maker.profile_table(rows)


# --- Money ------------------------------------------------------------------------------------------------------------

STAFF, GOODS, TRANSFERS, CAPITAL = maker.STAFF, maker.GOODS, maker.TRANSFERS, maker.CAPITAL
RUN, MOVE, CLEAN, HOME = (
    "Running the municipality",
    "Economy and transport",
    "Environment and waste",
    "Housing and water",
)
CULTURE, SCHOOL, SOCIAL = "Culture, sport and parks", "Schools", "Social support"

# fmt: off
BUDGET: Budget = {
    "Town Clerk": [
        (RUN, STAFF, "Town clerk and council office: staff", 612_000, 977, {}, ""),
        (RUN, GOODS, "Sessions of the council", 58_500, 934, {}, ""),
        (RUN, GOODS, "Printing and publishing of accounts and minutes", 37_500, 871, {"16.10": 70, "16.6": 30}, ""),
        (RUN, STAFF, "Registry of births: staff", 241_000, 968, {"16.9": 100}, ""),
        (RUN, STAFF, "Audit office: staff", 93_500, 952, {"16.6": 50, "16.5": 50}, ""),
        (RUN, CAPITAL, "Cars for the mayor's office", 180_000, 1000, {}, ""),
    ],
    "Treasury": [
        (RUN, STAFF, "Accounts and taxes: staff", 538_500, 981, {"17.1": 60, "16.6": 40}, ""),
        (RUN, GOODS, "Electricity and repairs of the town hall", 274_500, 1067, {}, ""),
        (RUN, GOODS, "Counting of market stalls", 41_000, 756, {"17.1": 100}, "The counters were ill in the rains"),
        (RUN, TRANSFERS, "Court costs and damages", 66_000, 1388, {}, "A case lost in May"),
    ],
    "Works and Planning": [
        (HOME, STAFF, "Planners and permits: staff", 486_000, 964, {"11.3": 100}, ""),
        (HOME, TRANSFERS, "Water company: half of its capital plan", 1_320_000, 1000, {"6.1": 100}, ""),
        (HOME, CAPITAL, "Water pipes in Mangrove Side", 1_985_000, 716, {"6.1": 80, "1.4": 20},
         "The region agreed five months late"),
        (MOVE, CAPITAL, "Thirty bus stops with shade", 465_000, 883, {"11.2": 100}, ""),
        (MOVE, CAPITAL, "Street lights and pavements in Station Quarter", 745_000, 902, {"3.6": 60, "11.7": 40}, ""),
        (MOVE, GOODS, "Repair of streets", 1_284_000, 1043, {"9.1": 100}, ""),
        (MOVE, STAFF, "Street crews: staff", 918_500, 985, {"9.1": 100}, ""),
        (MOVE, CAPITAL, "Truck park: ground survey and first filling", 860_000, 548, {"9.1": 100},
         "A court stopped the filling in August"),
        (CLEAN, CAPITAL, "Drains of Mangrove Side and Brickfields", 1_112_000, 861, {"11.5": 70, "13.1": 30}, ""),
        (CLEAN, GOODS, "Clearing of drains", 233_000, 1092, {"11.5": 100}, ""),
    ],
    "Waste and Parks": [
        (CLEAN, STAFF, "Waste crews: staff", 1_266_000, 992, {"11.6": 100}, ""),
        (CLEAN, GOODS, "Trucks for waste: fuel and repair", 697_500, 1058, {"11.6": 100}, ""),
        (CLEAN, TRANSFERS, "Treatment of household waste: contract", 1_544_000, 1000, {"11.6": 80, "12.5": 20}, ""),
        (CLEAN, GOODS, "Wardens against open burning", 128_000, 843, {"11.6": 50, "3.9": 50}, ""),
        (CULTURE, STAFF, "Gardeners: staff", 358_000, 979, {"11.7": 100}, ""),
        (CULTURE, CAPITAL, "Sports ground on the old landfill", 624_000, 677, {"11.7": 100},
         "Gas was found below the grass"),
        (CULTURE, TRANSFERS, "Prizes and grants to clubs", 72_500, 1000, {}, ""),
    ],
    "Schools and Social Affairs": [
        (SCHOOL, STAFF, "School caretakers: staff", 804_000, 986, {"4.a": 100}, ""),
        (SCHOOL, CAPITAL, "School roofs and toilets for girls", 1_148_000, 874, {"4.a": 60, "6.2": 40}, ""),
        (SCHOOL, GOODS, "School upkeep", 655_500, 951, {"4.a": 100}, ""),
        (SCHOOL, GOODS, "Schools: water and light", 219_000, 1046, {}, ""),
        (SOCIAL, STAFF, "Social workers of the town: staff", 347_000, 972, {"10.2": 100}, ""),
        (SOCIAL, TRANSFERS, "Aid after fires and floods", 188_500, 1124, {"1.5": 100}, ""),
    ],
    "Markets and Port Relations": [
        (MOVE, STAFF, "Market wardens: staff", 226_000, 968, {}, ""),
        (MOVE, CAPITAL, "Market hall with cold rooms", 1_425_000, 788, {"8.3": 70, "12.3": 30}, ""),
        (MOVE, GOODS, "Moving of vendors from the station", 54_500, 914, {"11.7": 100}, ""),
    ],
}
# fmt: on
UNTAGGED = {
    "Town clerk and council office: staff": "Serves the whole municipality",
    "Sessions of the council": "Serves the whole municipality",
    "Cars for the mayor's office": "No target fits",
    "Electricity and repairs of the town hall": "Serves the whole municipality",
    "Court costs and damages": "No target fits",
    "Prizes and grants to clubs": "No target fits",
    "Schools: water and light": "Keeps buildings open, changes no result by itself",
    "Market wardens: staff": "They earn fees and serve no one target",
}
ACTION_OF_LINE = {
    "Thirty bus stops with shade": "R01",
    "Water pipes in Mangrove Side": "R02",
    "Treatment of household waste: contract": "R03",
    "Wardens against open burning": "R04",
    "Truck park: ground survey and first filling": "R05",
    "Market hall with cold rooms": "R06",
    "Counting of market stalls": "R07",
    "Street lights and pavements in Station Quarter": "R08",
    "School roofs and toilets for girls": "R09",
    "Drains of Mangrove Side and Brickfields": "R10",
    "Clearing of drains": "R10",
    "Printing and publishing of accounts and minutes": "R11",
    "Cars for the mayor's office": "R12",
    "Moving of vendors from the station": "R13",
    "Sports ground on the old landfill": "R14",
}
TOTALS = {2023: (21_150_000, 887), 2025: (22_400_000, 928)}  # crowns approved, spent in tenths of a per cent
OTHER_YEARS = {
    2023: YearRules(
        {STAFF: 0.96, GOODS: 0.96, TRANSFERS: 0.98, CAPITAL: 0.97},
        frozenset({"Cars for the mayor's office", "Sports ground on the old landfill"}),
        added=[("Town Clerk", RUN, GOODS, "New seats in the council hall", 64_000, "")],
    ),
    2025: YearRules(
        {STAFF: 1.03, GOODS: 1.03, TRANSFERS: 1.02, CAPITAL: 1.0},
        frozenset({"Court costs and damages", "Cars for the mayor's office"}),
        refunds=[
            (
                "Works and Planning",
                MOVE,
                CAPITAL,
                "Truck park: deposit paid back",
                5_850_000,
                "A refund: work had stopped",
            ),
        ],
    ),
}
EARLIER_BUDGETS = {
    2015: (15_900_000, 812),
    2016: (16_450_000, 824),
    2017: (17_100_000, 851),
    2018: (17_850_000, 846),
    2019: (18_600_000, 869),
    2020: (18_900_000, 781),
    2021: (19_300_000, 833),
    2022: (20_150_000, 874),
}

# --- The plan ---------------------------------------------------------------------------------------------------------

AXES = {1: "Water, waste and safe ground", 2: "Ways and markets", 3: "Schools and a fair town hall"}
# fmt: off
ACTIONS: list[Action] = [
    ("Build thirty bus stops with shade", 2, "Works and Planning", 2026, 2028, 1_260_000, [
        ("11.2", DIRECT, "More people have a stop near home; the region runs the buses"),
    ]),
    ("Lay water pipes in Mangrove Side", 1, "Works and Planning", 2026, 2029, 5_480_000, [
        ("6.1", DIRECT, "Homes without piped water are reached"),
        ("1.4", INDIRECT, "The district is the poorest of the town"),
    ]),
    ("Collect household waste twice a week", 1, "Waste and Parks", 2026, 2030, 3_150_000, [
        ("11.6", DIRECT, "More of the waste is collected and treated"),
        ("14.1", INDIRECT, "Less waste is washed into the sea"),
    ]),
    ("Ban and fine open burning", 1, "Waste and Parks", 2026, 2027, 290_000, [
        ("11.6", DIRECT, "Cleaner air in streets and yards"),
        ("3.9", INDIRECT, "Fewer people breathe smoke"),
    ]),
    ("Fill the edge of the mangroves for a truck park", 2, "Works and Planning", 2027, 2029, 4_720_000, [
        ("9.1", DIRECT, "Trucks have a place outside the centre"),
        ("14.2", AGAINST, "Mangroves on the shore are lost"),
        ("13.1", AGAINST, "The mangroves hold storm water back from homes"),
    ]),
    ("Open a market hall with cold rooms", 2, "Markets and Port Relations", 2026, 2028, 3_640_000, [
        ("8.3", DIRECT, "Small traders have a place to work all year"),
        ("12.3", INDIRECT, "Less food spoils"),
    ]),
    ("Charge market stalls by the square metre", 3, "Treasury", 2026, 2027, 85_000, [
        ("17.1", DIRECT, "Large stalls pay more into the budget of the town"),
        ("8.3", AGAINST, "The smallest stalls pay more than before",
         "Stalls below four square metres keep the old fee until 2029"),
    ]),
    ("Light and pave the streets around the station", 2, "Works and Planning", 2026, 2029, 2_310_000, [
        ("3.6", DIRECT, "Fewer people are hit while they walk at night"),
        ("11.7", INDIRECT, "Women use the square after dark"),
    ]),
    ("Renew school roofs and build toilets for girls", 3, "Schools and Social Affairs", 2026, 2030, 3_870_000, [
        ("4.a", DIRECT, "School buildings that are safe and fit for girls"),
        ("6.2", DIRECT, "Toilets for pupils"),
    ]),
    ("Widen the drains of Mangrove Side and Brickfields", 1, "Works and Planning", 2026, 2029, 3_390_000, [
        ("11.5", DIRECT, "Fewer homes stand in water"),
        ("13.1", INDIRECT, "Drains are made for heavier rain"),
    ]),
    ("Publish accounts and minutes within a month", 3, "Town Clerk", 2026, 2026, 65_000, [
        ("16.10", DIRECT, "Residents can read what was decided and spent"),
        ("16.6", DIRECT, "Accounts that can be checked"),
    ]),
    ("Buy new cars for the mayor's office", 3, "Town Clerk", 2027, 2027, 240_000, []),
    ("Move the street vendors away from the station", 2, "Markets and Port Relations", 2026, 2026, 110_000, [
        ("8.3", AGAINST, "Vendors lose the place where they earn"),
    ]),
    ("Lay a sports ground on the old landfill", 1, "Waste and Parks", 2027, 2029, 965_000, [
        ("11.7", DIRECT, "A green place near Brickfields"),
    ]),
]
# fmt: on
# Judgements of the targets that the plan touches, after the law that the officer's part of module 1 tells.
COMPETENCES = {
    "1.4": ("shared", "Water reaches poor homes through a company of two owners"),
    "1.5": ("shared", "Aid of the town, rescue by the state"),
    "3.6": ("shared", "Streets of the town, checks by the police of the state"),
    "3.9": ("shared", "The town bans burning, the region runs the clinics"),
    "4.1": ("shared", "The town builds schools, the ministry employs the teachers"),
    "4.a": ("shared", "The town builds schools, the ministry employs the teachers"),
    "6.1": ("shared", "A company of which the region owns half"),
    "6.2": ("shared", "A company of which the region owns half"),
    "8.3": ("shared", "Markets of the town, law of the state"),
    "9.1": ("own", "Streets of the town"),
    "10.2": ("shared", "Social work of the town, benefits of the state"),
    "11.2": ("shared", "Stops of the town, buses of the region"),
    "11.3": ("own", "The council adopts the plan and issues every permit"),
    "11.5": ("shared", "Drains of the town, warning and rescue by the state"),
    "11.6": ("own", "The town collects and treats all household waste and alone bans burning"),
    "11.7": ("own", "The town plans, pays for and maintains parks and squares"),
    "12.3": ("shared", "Markets of the town, law of the state"),
    "12.5": ("own", "The town treats all household waste"),
    "13.1": ("shared", "Emergency plan of the town, warning and rescue by the state"),
    "14.1": ("shared", "The town keeps waste out of the water, the state guards the sea"),
    "14.2": ("shared", "Land of the town, shore law of the state"),
    "16.10": ("own", "The council publishes its accounts"),
    "16.5": ("shared", "Audit of the town, courts of the state"),
    "16.6": ("own", "The law leaves the budget and the accounts to the council alone"),
    "16.9": ("own", "Registry of the town"),
    "17.1": ("own", "The council sets its fees"),
}

# --- Priorities -------------------------------------------------------------------------------------------------------

REACHED, POOREST, URGENT, VOTES, READY = (
    "people reached",
    "poorest districts",
    "urgency",
    "votes of residents",
    "readiness",
)
CRITERIA = [
    Criterion(REACHED, "How many people gain from it by 2030?", "people", 0, 96_800, 90),
    Criterion(POOREST, "How many of them live in Mangrove Side or Brickfields?", "% of people reached", 0, 100, 100),
    Criterion(URGENT, "What is lost if it waits for five years?", "points", 0, 10, 50),
    Criterion(VOTES, "How many dots did residents give it in the five assemblies?", "votes", 0, 1_200, 40),
    Criterion(READY, "Are land, design, staff and permits at hand?", "points", 0, 10, 20),
]
COMMITTEE = "Steering group of the council, 7 members, 9 February 2026"
OFFICE = "Registry and figures, Town Clerk, February 2026"
MINUTES = "Minutes of the five assemblies, November 2025"

# Action: people and evidence ("Judged:" first if it is a judgement), share in the poorest districts and evidence,
# urgency and why, votes, readiness and why.
# fmt: off
SCORES: dict[str, tuple[int, str, int, str, int, str, int, int, str]] = {
    "R01": (18_200, "Judged: people who would have a stop within 500 m", 45, "Judged: by the places chosen",
            5, "People walk in the heat", 412, 7, "Places are agreed with the region"),
    "R02": (11_000, "Plan: 2,200 homes; 5 people in a home", 100, "Plan: Mangrove Side only",
            9, "A tanker sells water at eight times the price", 1_037, 5, "Both owners of the company must agree"),
    "R03": (96_800, "Table districts: all residents in 2025", 39, "Table districts: 37,500 of 96,800 people",
            7, "Waste waits for a week in the heat", 884, 6, "The contract ends in 2026"),
    "R04": (30_000, "Judged: people who smell smoke in a week", 60, "Judged: where wardens were called",
            6, "Clinics see more coughing children", 295, 8, "A bylaw is drafted"),
    "R05": (3_000, "Judged: drivers and firms", 0, "Judged: none of the firms lies there",
            3, "Trucks stand in the centre at night", 58, 3, "A court has stopped the filling"),
    "R06": (4_100, "Plan: 820 traders; 5 people in a home", 35, "Judged: where the traders live",
            6, "A third of the fish spoils", 633, 6, "Design is finished"),
    "R07": (0, "Plan: no service changes by the fee", 0, "Nobody is reached directly",
            6, "Large stalls pay as little as small ones", 31, 7, "Stalls are half counted"),
    "R08": (25_300, "Table districts: people of Station Quarter", 0, "Plan: Station Quarter only",
            7, "Nine people were hit at night in 2025", 521, 8, "Posts are in store"),
    "R09": (5_600, "Plan: fourteen schools with 400 pupils", 57, "Plan: eight of fourteen schools",
            8, "Girls stay at home some days each month", 742, 8, "Same work as in 2024"),
    "R10": (9_500, "Plan: 2,000 homes; 4.75 people in a home", 100, "Plan: the two districts only",
            9, "Homes stood in water twice in 2024", 918, 6, "Design for half of the length"),
    "R11": (900, "Judged: people who asked for papers in 2025", 20, "Judged: by the addresses",
            4, "Rumours fill the gap", 147, 9, "Papers exist"),
    "R12": (0, "Plan: no service changes by the cars", 0, "Nobody is reached directly",
            1, "The cars run", 4, 9, "Any dealer has them"),
    "R13": (12_000, "Judged: people who cross the square on a day", 15, "Judged: where they live",
            3, "The square is narrow", 76, 5, "No other place for vendors yet"),
    "R14": (6_000, "Judged: people within ten minutes on foot", 70, "Judged: by the map",
            3, "Gas must be let out first", 263, 2, "Gas was found below the grass"),
}
GATES: dict[str, tuple[str, str]] = {
    "R01": ("People who cannot pay the fare", "Stops of 2024"),
    "R02": ("Tenants whose owner refuses a connection", "Design of 2025"),
    "R03": ("Lanes too narrow for a truck", "Contract of 2024"),
    "R04": ("Families whose waste nobody collects, and who burn it", "Pay of six wardens"),
    "R05": ("Families behind the mangroves", "Rough: survey of 2024"),
    "R06": ("Vendors without a licence", "Design of 2025"),
    "R07": ("Traders who cannot read the new bill", "Hours of the counters"),
    "R08": ("People who come from the river side", "Offers of 2025"),
    "R09": ("Girls who left school", "Work of 2024"),
    "R10": ("Homes built on the drain itself", "Design of 2025 for half, the rest rough"),
    "R11": ("People who do not read", "Hours of two clerks"),
    "R12": ("", "Price list"),
    "R13": ("Vendors, most of them women", ""),
    "R14": ("", "Rough: before gas was found"),
}
# fmt: on


def scores() -> dict[str, dict[str, Score]]:
    """Return all scores, by action and criterion."""

    def reached(value: int, evidence: str) -> Score:
        return Score(str(value), evidence, OFFICE if evidence.startswith("Judged:") else "")

    department = {f"R{number:02d}": action[2] for number, action in enumerate(ACTIONS, 1)}
    return {
        code: {
            REACHED: reached(people, why_people),
            POOREST: reached(share, why_share),
            URGENT: Score(str(urgency), why_urgent, COMMITTEE),
            VOTES: Score(str(votes), MINUTES),
            READY: Score(str(ready), why_ready, f"{department[code]}, February 2026"),
        }
        for code, (people, why_people, share, why_share, urgency, why_urgent, votes, ready, why_ready) in SCORES.items()
    }


# --- Partners and peers -----------------------------------------------------------------------------------------------

LAW = "Towns Act of the state (fictional)"
# fmt: off
PARTNERS: list[Partner] = [
    ("Council of Rivermouth", "municipality", "31 elected members", LAW, [
        (MAY, "decides", "11.3", "Adopts the land-use plan after public hearings"),
        (MAY, "decides", "16.6", "Adopts the budget and approves the accounts"),
        (MAY, "decides", "17.1", "Sets the fees of the town"),
        (MAY_NOT, "decides", "11.2", "Cannot set fares or hire bus companies: the region does"),
    ]),
    ("Works and Planning", "municipality", "Department for land use, streets, stops and drains", LAW, [
        (MAY, "decides", "9.1", "Builds and lights the streets"),
        (MAY, "carries out", "11.2", "Builds stops and bus lanes"),
        (MAY, "decides", "11.5", "Maintains and widens the drains"),
        (MAY_NOT, "decides", "6.1", "Cannot set the tariff of water"),
    ]),
    ("Waste and Parks", "municipality", "Department for waste, air and parks", LAW, [
        (MAY, "decides", "11.6", "Collects and treats household waste, fines open burning"),
        (MAY, "decides", "11.7", "Plans and maintains parks and squares"),
    ]),
    ("Schools and Social Affairs", "municipality", "Department for school buildings and social work", LAW, [
        (MAY, "decides", "4.a", "Builds and maintains schools"),
        (MAY_NOT, "decides", "4.1", "Cannot employ teachers"),
    ]),
    ("Water company of the estuary", "region", "Half owned by the town, half by the region",
     "Contract of 2014 (fictional)", [
        (MAY, "carries out", "6.1", "Lays pipes and connects homes"),
        (MAY_NOT, "decides", "6.1", "Cannot change the tariff before both owners agree"),
    ]),
    ("Transport office of the region", "region", "Hires bus companies", "Transport Act of the state (fictional)", [
        (MAY, "decides", "11.2", "Hires bus companies and sets the fares"),
        (MAY_NOT, "carries out", "11.2", "Does not build stops"),
    ]),
    ("Police of the state", "state", "Checks speed and alcohol", "Police Act of the state (fictional)", [
        (MAY, "decides", "3.6", "Checks speed and alcohol and fines drivers"),
        (MAY_NOT, "carries out", "9.1", "Does not build or light streets"),
    ]),
    ("Rescue service of the state", "state", "Warns and rescues", "Rescue Act of the state (fictional)", [
        (MAY, "decides", "13.1", "Gives the warning and leads the rescue"),
        (MAY_NOT, "carries out", "11.5", "Does not maintain drains"),
    ]),
    ("Union of market traders", "civil society", "640 members", "Statutes of 2011 (fictional)", [
        (MAY, "advises", "8.3", "Is heard before fees change"),
        (MAY_NOT, "decides", "17.1", "Cannot set the fees"),
    ]),
    ("Union of towns", "association", "Peer visits, training, contact with the national review",
     "Statutes of 1998 (fictional)", [
        (MAY, "advises", "17.17", "Brings towns together"),
        (MAY_NOT, "decides", "16.6", "Cannot approve the review of a town"),
    ]),
]
PEERS: list[Peer] = [
    (PLACE, "Port town at the mouth of a river", 96_800, "en", [
        (OFFER, "11.6", "en", "A bylaw against open burning, with wardens who first explain it", "", 1),
        (NEED, "8.3", "en", "Finding a good place for street vendors together with them", "", 1),
        (NEED, "11.5", "en", "Widening drains in streets that are too narrow for machines", "", 1),
    ]),
    ("Coral Bend", "Island town with a fish market", 41_200, "en sw", [
        (OFFER, "8.3", "en", "A place for street vendors chosen together with them, with shade and water", "", 1),
        (OFFER, "14.2", "en", "Planting mangroves with schools", "", 2),
        (NEED, "12.3", "sw", "Vyumba vya baridi kwa samaki sokoni", "Cold rooms for fish at the market", 1),
    ]),
    ("Highmeadow", "Hill town on the railway", 73_900, "en", [
        (OFFER, "8.3", "en", "Licences for street vendors by the month", "", 1),
        (OFFER, "11.5", "en", "Drains widened by hand in narrow streets, paid by the metre", "", 1),
        (NEED, "11.6", "en", "Wardens against open burning", "", 1),
        (NEED, "8.3", "en", "Shade and taps on market days", "", 1),
        (NEED, "16.10", "en", "Publishing minutes that everybody can read", "", 1),
    ]),
    ("Two Wells", "Dry town inland", 28_500, "sw en", [
        (OFFER, "12.3", "sw", "Vyumba vya baridi vinavyotumia jua", "Cold rooms that run on the sun", 1),
        (OFFER, "16.10", "en", "Minutes in plain words, read out on the radio", "", 2),
        (NEED, "14.1", "en", "Keeping waste out of a dry river bed before the rains", "", 1),
    ]),
]
MISSING = [
    ("11.6.2", "11.6", "Fine particles in the air, mean of a year", "missing",
     "There is no station in the town; the nearest one stands 90 km away in the capital of the region",
     "Calls to the wardens about smoke are counted. This is not the indicator, and no value is taken from another town",
     "One station at the hospital, and three small sensors beside it for a year to check them",
     "Waste and Parks", "2027-12-31"),
]
# fmt: on

# --- Indicators -------------------------------------------------------------------------------------------------------

POOR: Knots = {
    "Ferry Side": {2015: 22, 2020: 20, 2025: 18},
    "Station Quarter": {2015: 27, 2020: 25, 2025: 23},
    "Palm Rise": {2015: 14, 2020: 12.5, 2025: 11},
    "Mangrove Side": {2015: 47, 2020: 46, 2025: 45},
    "Brickfields": {2015: 39, 2020: 40, 2025: 42},
}
PIPED: Knots = {
    "Ferry Side": {2015: 74, 2025: 88},
    "Station Quarter": {2015: 61, 2025: 76},
    "Palm Rise": {2015: 70, 2025: 91},
    "Mangrove Side": {2015: 18, 2025: 33},
    "Brickfields": {2015: 34, 2025: 46},
}
NEAR_A_STOP: Knots = {
    "Ferry Side": {2015: 88, 2025: 92},
    "Station Quarter": {2015: 94, 2025: 97},
    "Palm Rise": {2015: 51, 2025: 66},
    "Mangrove Side": {2015: 24, 2025: 37},
    "Brickfields": {2015: 30, 2025: 41},
}
READERS: Knots = {
    "Ferry Side": {2015: 58, 2020: 62, 2022: 57, 2025: 64},
    "Station Quarter": {2015: 55, 2020: 59, 2022: 53, 2025: 60},
    "Palm Rise": {2015: 67, 2020: 71, 2022: 66, 2025: 73},
    "Mangrove Side": {2015: 36, 2020: 41, 2022: 34, 2025: 42},
    "Brickfields": {2015: 43, 2020: 46, 2022: 41, 2025: 45},
}
DEATHS = {
    "Ferry Side": (3, 2, 3, 3, 2, 2, 2, 2, 1, 2, 2),
    "Station Quarter": (6, 6, 5, 7, 6, 4, 5, 6, 5, 6, 5),
    "Palm Rise": (1, 2, 1, 1, 2, 1, 1, 1, 2, 1, 1),
    "Mangrove Side": (3, 3, 4, 3, 4, 3, 3, 4, 4, 3, 4),
    "Brickfields": (2, 2, 2, 3, 2, 1, 2, 2, 2, 2, 1),
}
# Tenths of a tonne a day: generated, managed in controlled facilities.
WASTE = {year: (498 + 9 * (year - 2015), 249 + 19 * (year - 2015)) for year in maker.YEARS}

PUPILS_OF_PEOPLE = 0.017
# fmt: off
SHEETS: dict[str, Sheet] = {
    "1.2.1": ("People below the national poverty line", maker.LOCAL, maker.PERCENT, "people in poor households",
              "people", "Household survey of the region, by district from a model", "", "Districts come from a model."),
    "3.6.1": ("Deaths in traffic", maker.OFFICIAL, maker.PER_100_000, "deaths", "people", "Police of the state", "",
              "By the district of the accident."),
    "4.1.1": ("Pupils at the end of primary school who read at or above the minimum", maker.OFFICIAL, maker.PERCENT,
              "pupils at or above the minimum", "pupils assessed", "Reading test of the ministry", "",
              "4.1.1 (b) (i)."),
    "6.1.1": ("Homes with piped water on the premises", maker.LOCAL, maker.PERCENT, "homes with piped water", "homes",
              "Water company of the estuary", "", "The official indicator counts people and asks for more."),
    "11.2.1": ("People near a bus stop", maker.OFFICIAL, maker.PERCENT, "people within 500 m of a stop, on foot",
               "people", "Works and Planning, from the street network", "", "Stops, not how often a bus comes."),
    "11.6.1": ("Waste collected and managed in controlled facilities", maker.OFFICIAL, maker.PERCENT,
               "tonnes a day in controlled facilities", "tonnes a day generated", "Weighbridge and a survey of 2021",
               "", "What is generated is an estimate from the survey."),
    "16.6.1": ("Spending against the original approved budget of the municipality", maker.LOCAL, maker.PERCENT,
               "crowns spent", "crowns approved", "Annual accounts; 2025 before the audit", "",
               "The official indicator covers central government."),
}
GOALS: dict[str, Goal] = {
    "1.2.1": (2015, "15.0", 2030, "decrease", "0"),
    "3.6.1": (2020, "5.7", 2030, "decrease", "0"),
    "4.1.1": (2015, "75.0", 2030, "increase", "100"),
    "6.1.1": (2015, "85.0", 2030, "increase", "100"),
    "11.2.1": (2015, "75.0", 2030, "increase", "100"),
    "11.6.1": (2015, "90.0", 2030, "increase", "100"),
    "16.6.1": (2015, "95.0", 2030, "increase", ""),
}
# fmt: on
DECISION = "Decision of the council of Rivermouth (fictional) on its targets", "2022"


def indicators(accounts: dict[int, tuple[int, int]], chance: random.Random) -> Table:
    """Return the seven series."""
    people = maker.population(DISTRICTS)
    homes = {name: {year: nearest(people[name][year] / DISTRICTS[name][2]) for year in maker.YEARS} for name in people}
    pupils = {name: {year: nearest(people[name][year] * PUPILS_OF_PEOPLE) for year in maker.YEARS} for name in people}
    counts = (
        maker.shares("1.2.1", POOR, people, chance)
        | maker.shares("4.1.1", READERS, pupils, chance)
        | maker.shares("6.1.1", PIPED, homes, chance)
        | maker.shares("11.2.1", NEAR_A_STOP, people, chance)
        | {("11.6.1", year, "", "", ""): (managed, made) for year, (made, managed) in WASTE.items()}
        | {("16.6.1", year, "", "", ""): (final, approved) for year, (approved, final) in accounts.items()}
    )
    for spot, year in enumerate(maker.YEARS):
        counts["3.6.1", year, "", "", ""] = (sum(row[spot] for row in DEATHS.values()), maker.total(people, year))
        for name, row in DEATHS.items():
            counts["3.6.1", year, name, "", ""] = (row[spot], people[name][year])
    return maker.indicator_table(PLACE, counts, DISTRICTS, SHEETS)


def spoil(table: Table) -> maker.Spoiler:
    """Place ten faults, each of another kind."""
    sheet = maker.Spoiler(table)
    line, cell = sheet.line, sheet.cell
    cell(line("1.2.1", 2019, "Brickfields"), "value missing", "value", "", "Compute it from numerator and denominator.")
    cell(line("6.1.1", 2022), "percent sign", "value", "{} %", "Remove the sign; the unit stands in its column.")
    cell(line("4.1.1", 2024, "Palm Rise"), "negative value", "value", "-{}", "A share cannot be negative.")
    cell(line("11.2.1", 2021, "Ferry Side"), "district misspelled", "district", "Fery Side", "Write Ferry Side.")
    cell(line("11.6.1", 2019), "text in a number cell", "value", "see letter", "Compute it from the two amounts.")
    cell(line("3.6.1", 2023, "Mangrove Side"), "year that cannot be", "year", "2032", "The series lacks 2023.")
    cell(line("16.6.1", 2020), "unit written in another way", "unit", "percent", "Write %.")
    cell(line("1.2.1", 2025), "word for the total", "district", "Town", "Leave the cell empty.")
    twice = line("6.1.1", 2018, "Station Quarter")
    sheet.repeat(twice, twice, "row repeated", "Remove it.")
    sheet.drop(line("4.1.1", 2018), "Add up the districts.")
    return sheet


# --- Writing ----------------------------------------------------------------------------------------------------------


def competences() -> Table:
    """Return the judgements of the targets that the plan or the budget names."""
    return Table(
        "competences",
        "Competences",
        "One row is one target that the plan or the budget of Rivermouth names.",
        [
            column("target", "Code of the target", required=True),
            column("judgement", "Own, shared or not ours", words=("own", "shared", "not ours")),
            column("reason", "Why, in a few words", required=True),
            PLACE_IS,
        ],
        [[target, *words, FICTIONAL] for target, words in COMPETENCES.items()],
        ["target"],
    )


def untagged(lines: Table) -> Table:
    """Return the lines that are left untagged on purpose, with the reason."""
    codes = {row[lines.columns.index("title")]: row[lines.columns.index("line")] for row in lines.rows}
    return Table(
        "untagged_lines",
        "Lines of the budget without a target",
        "One row is one line that is left untagged on purpose.",
        [
            column("line", "Code of the budget line", required=True),
            column("reason", "Why no target is given", required=True),
            PLACE_IS,
        ],
        [[codes[title], reason, FICTIONAL] for title, reason in UNTAGGED.items()],
        ["line"],
    )


def build() -> dict[str, list[Table]]:
    """Return the tables by folder."""
    lines, tags = maker.budget(random.Random(SEED), PLACE, BUDGET)
    lines.name = "lines"
    (whole,) = sums(lines, "", "approved", "spent").values()
    chance = random.Random(SEED + 1)
    accounts = {
        year: (100 * crowns, maker.spent(crowns, tenths, chance))
        for year, (crowns, tenths) in (EARLIER_BUDGETS | TOTALS).items()
    } | {2024: (whole[0], whole[1])}
    others = {year: (rules, accounts[year]) for year, rules in OTHER_YEARS.items()}
    years = budget_years(PLACE, lines, 2024, others, ACTION_OF_LINE, random.Random(SEED + 2))
    values = indicators(accounts, random.Random(SEED + 3))
    sent, faults = maker.faulty(values, spoil(values))
    plan, alignment = action_tables(PLACE, "R", AXES, ACTIONS)
    given = [
        sent,
        maker.sheets(SHEETS),
        maker.targets(PLACE, values, GOALS, SHEETS, DECISION),
        profile(),
        maker.districts(PLACE, DISTRICTS, ABOUT_DISTRICTS),
        maker.departments(PLACE, DEPARTMENTS),
        maker.functions(),
        plan,
        years,
        criteria_table(PLACE, CRITERIA, COMMITTEE),
        score_table(PLACE, scores(), CRITERIA),
        gate_table(PLACE, GATES),
        *partner_tables(PLACE, PARTNERS),
        *peer_tables(PEERS),
        missing_table(PLACE, MISSING),
    ]
    plan.description = "One row is one action of the development plan 2026-2030."
    return {"given": given, "keys": [values, faults, competences(), alignment, tags, untagged(years)]}


TITLES = {
    "given": ("Rivermouth (fictional): what learners are given", "What an exercise may show."),
    "keys": (
        "Rivermouth (fictional): what learners are asked for",
        "What an exercise must not show before it is graded.",
    ),
}


def package(folder: str, tables: list[Table]) -> dict[str, object]:
    """Return the description of one folder; a reference to a table of the other folder is left out."""
    names = {table.name for table in tables}
    for table in tables:
        table.references = {name: place for name, place in table.references.items() if place[0] in names}
    checks = [f"{len(tables)} tables, {sum(len(table.rows) for table in tables)} rows"]
    for table in tables:
        if table.name == "budget_years":
            checks += [
                f"Budget {year}: approved {grouped(first)}, spent {grouped(last)} amani crowns, as in indicator 16.6.1"
                for year, (first, last) in sums(table, "year", "approved", "spent").items()
            ]
    title, about = TITLES[folder]
    return {
        "name": f"rivermouth-{folder}",
        "title": title,
        "description": f"Rivermouth is a fictional town. {about} It is a neighbour of Port Amani, fictional as well.",
        "version": "1",
        "created": "2026-11-29T00:00:00Z",
        "sources": [{"title": "Made up for this course"}],
        "licenses": [
            {
                "name": "CC-BY-4.0",
                "title": "Creative Commons Attribution 4.0",
                "path": "https://creativecommons.org/licenses/by/4.0/",
            }
        ],
        "sourceLine": "Rivermouth is a fictional municipality",
        "checks": checks,
        "traps": [
            "Nothing here describes a real place. Do not compare it with one.",
            "Codes of targets are text: read as a number, 16.10 becomes 16.1.",
            "In budget_years a refund has nothing approved and a negative amount spent: it has no execution rate.",
        ],
        "resources": [resource(table) for table in tables],
    }


def write(folder: Path) -> list[Path]:
    """Write every table and both descriptions; return the files."""
    texts: dict[str, str] = {}
    built = build()
    for part, tables in built.items():
        texts |= {f"{part}/{table.name}.csv": table.text() for table in tables}
        texts[f"{part}/datapackage.json"] = json.dumps(package(part, tables), indent=2, ensure_ascii=False) + "\n"
    known = {table.name: table for table in built["given"]}
    (values,) = [table for table in built["keys"] if table.name == "indicators"]
    texts[f"given/{WORKBOOK}"] = review_workbook(known, values)
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8"))
    return [folder / name for name in texts]


if __name__ == "__main__":
    written = write(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
    print(f"Wrote {len(written)} files of Rivermouth (fictional)")
