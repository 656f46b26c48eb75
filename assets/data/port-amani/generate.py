"""Write the tables of Port Amani, a fictional port town, and their description.

    python assets/data/port-amani/generate.py

Everything here is made up. The run is the same everywhere: the small variations come from a fixed seed, only plain
arithmetic is used, numbers are written as text by this file, and lines end with a line feed. The competences
(``competences.csv``) and the development plan (``plan.md``) are written by hand and left alone. What the plan rests on
(scores, lines of the budget, partners, peers) is told in ``amani_plan.py``. ``town_plan.py`` and ``town_tables.py``
make the tables, for this town and for others.
"""

from __future__ import annotations

import csv
import io
import json
import random
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import amani_plan
from town_plan import (
    AGAINST,
    DIRECT,
    INDIRECT,
    Action,
    action_tables,
    budget_years,
    criteria_table,
    gate_table,
    link_effects,
    missing_table,
    partner_tables,
    peer_tables,
    peer_values,
    score_table,
)
from town_tables import (
    BUDGET_LINE,
    CAPITAL,
    CROWNS,
    FICTIONAL,
    GOODS,
    PLACE_IS,
    STAFF,
    TRANSFERS,
    UNIT,
    Table,
    between,
    cents,
    column,
    csv_text,
    grouped,
    money,
    nearest,
    ratio,
    resource,
    sums,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from town_tables import Row

SEED = 2030
PLACE = "Port Amani"
YEARS = range(2015, 2026)
HERE = Path(__file__).resolve().parent

Knots = dict[str, dict[int, float]]


# --- The town ---------------------------------------------------------------------------------------------------------

# District: area of land in km2, people in 2015, 2020 and 2025, people in a home.
District = tuple[float, tuple[int, int, int], float]
DISTRICTS: dict[str, District] = {
    "Old Quay": (3.1, (31_200, 29_600, 27_300), 3.6),
    "Market Hill": (4.6, (46_800, 46_200, 44_100), 4.0),
    "Lighthouse": (6.2, (28_400, 29_100, 28_700), 3.9),
    "Riverbend": (9.8, (33_900, 36_900, 38_600), 4.6),
    "Saltfield": (12.4, (41_300, 44_800, 45_900), 4.9),
    "Millstone": (21.7, (28_900, 28_300, 25_900), 4.4),
    "Far Point": (2.4, (1_900, 1_950, 1_900), 3.8),
}
ABOUT_DISTRICTS = {
    "Old Quay": "The first harbour and the listed warehouses; fewer people each year",
    "Market Hill": "The town centre, with the markets and the bus terminal",
    "Lighthouse": "Homes along the shore, most of them with a paper of tenure",
    "Riverbend": "The fastest growing district; new homes ahead of streets and pipes",
    "Saltfield": "The largest informal area of the town, on low land behind the salt pans",
    "Millstone": "Workshops, the landfill and scattered settlements at the edge",
    "Far Point": "A spit of land that is reached by ferry; under 2,000 people",
}

# Department: tasks, staff.
DEPARTMENTS = {
    "Town Secretariat": ("Council, civil registry, statistics office, internal audit, legal services", 118),
    "Finance and Revenue": ("Budget, accounts, taxes and fees, purchasing, buildings and vehicles", 124),
    "Planning and Housing": ("Land-use plan, building permits, informal areas, land register", 96),
    "Roads and Transport": ("Roads, footpaths, bus and ferry contracts, road safety, street lighting", 214),
    "Water and Drainage": ("Contract with the municipal water company, sewers, drains, water tests", 82),
    "Waste and Environment": ("Waste collection, landfill, street sweeping, inspection, energy", 196),
    "Health and Social Services": ("Health posts, social work, emergency aid, shelters", 188),
    "Schools and Early Years": ("School buildings and meals, nurseries, adult literacy", 312),
    "Economy, Harbour and Markets": ("Markets, licences, young people's jobs, tourism, relations with the port", 58),
    "Culture, Parks and Sport": ("Parks, trees, library, listed buildings, sports grounds", 92),
    "Safety and Emergency": ("Fire service, town wardens, emergency plan, flood warning", 156),
}

# Function in our words: division of COFOG (code, official name), what it covers here.
FUNCTIONS = {
    "Running the municipality": ("01", "General public services", "Council, finance, registry, statistics, buildings"),
    "Civil defence": ("02", "Defence", "Emergency plan and stores; towns have no military tasks"),
    "Order and safety": ("03", "Public order and safety", "Fire service and town wardens"),
    "Economy and transport": ("04", "Economic affairs", "Roads, buses, ferry, markets, jobs, tourism, fishing"),
    "Environment and waste": ("05", "Environmental protection", "Waste, waste water, drains, nature, air"),
    "Housing and water": (
        "06",
        "Housing and community amenities",
        "Land use, housing, drinking water, street lighting",
    ),
    "Health": ("07", "Health", "Health posts, vaccination, hygiene"),
    "Culture, sport and parks": ("08", "Recreation, culture and religion", "Parks, library, listed buildings, sport"),
    "Schools": ("09", "Education", "School buildings and meals, nurseries, literacy"),
    "Social support": ("10", "Social protection", "Emergency aid, social work, shelters"),
}


def population(known: Mapping[str, District] = DISTRICTS) -> dict[str, dict[int, int]]:
    """Return people by district and year, on straight lines between the years known."""
    return {
        name: {year: nearest(between(dict(zip((2015, 2020, 2025), people, strict=True)), year)) for year in YEARS}
        for name, (_, people, _) in known.items()
    }


def total(by_district: dict[str, dict[int, int]], year: int) -> int:
    """Add up the districts in one year."""
    return sum(years[year] for years in by_district.values())


def profile(people: dict[str, dict[int, int]]) -> Table:
    """Return the facts of the town."""

    def line(indicator: str, year: int | str, value: object, unit: str, district: str = "", words: str = "") -> Row:
        return [PLACE, indicator, str(year), str(value), unit, district, words, FICTIONAL]

    rows = [line("population", year, total(people, year), "people") for year in YEARS]
    for name, years in people.items():
        rows += [line("population", year, years[year], "people", name) for year in YEARS]
    rows += [
        line("population, urban centre", 2020, 187_900, "people", words="1 km2 cells of the Degree of Urbanisation"),
        line("population, travel-to-work area", 2020, 341_500, "people", words="The town and five neighbours"),
        line("area", 2025, "60.2", "km2", words="Land inside the municipal boundary, harbour basin left out"),
        line("built-up area", 2015, 2500, "hectares", words="Inside the municipal boundary"),
        line("built-up area", 2025, 2700, "hectares", words="Inside the municipal boundary"),
    ]
    rows += [line("area", 2025, area, "km2", name) for name, (area, _, _) in DISTRICTS.items()]
    rows += [
        line("tier of government", 2025, "", "words", words="Municipality; above it stand a region and the state"),
        line("boundary used", 2025, "", "words", words="Municipal boundary, unless another is named"),
        line("mandate of the council", 2022, 5, "years", words="Elected in 2022; next election in 2027"),
        line("seats in the council", 2022, 45, "seats"),
        line("staff of the municipality", 2025, sum(staff for _, staff in DEPARTMENTS.values()), "people"),
        line("households with weekly waste collection", 2020, 58, "%", words="Survey of 1,200 households drawn by lot"),
        line("households with weekly waste collection", 2025, 71, "%", words="The same survey with the same questions"),
        line("waste brought to the landfill", 2025, 31_000, "tonnes"),
        line("illegal dump sites", 2022, 9, "sites"),
        line("water lost in the network", 2025, 34, "%", words="Water fed in less water billed"),
        line("homes flooded in the storm of October", 2024, 640, "homes", words="In Saltfield and Millstone"),
        line("properties in the register", 2025, 31_000, "properties", words="Of about 50,000"),
        line("bus shelters with a ramp", 2021, 0, "shelters"),
        line("schools with clean water", 2018, 81, "%"),
        line("solar roofs on public buildings", 2018, 0, "buildings"),
        line("solar roofs on public buildings", 2023, 21, "buildings"),
        line("births registered", 2016, 88, "%"),
        line("births registered", 2022, 96, "%"),
    ]
    return profile_table(rows)


def profile_table(rows: list[Row]) -> Table:
    """Return facts of a town as a table."""
    return Table(
        "profile",
        "Profile",
        "One row is one fact of the town in one year. An empty district is the whole town.",
        [
            column("place", "Place", required=True),
            column("indicator", "What the fact is about", required=True),
            column("year", "Year", "integer", required=True),
            column("value", "Value; empty where the fact is in words", "number", minimum=0),
            UNIT,
            column("district", "District; empty for the whole town"),
            column("words", "The fact in words, or what belongs to the value"),
            PLACE_IS,
        ],
        rows,
        ["indicator", "year", "district"],
        {"district": ("districts", "district")},
    )


def districts(place: str, known: Mapping[str, District], about: Mapping[str, str]) -> Table:
    """Return the districts."""
    people = population(known)
    rows = [
        [place, name, str(area), str(people[name][2025]), about[name], FICTIONAL]
        for name, (area, _, _) in known.items()
    ]
    return Table(
        "districts",
        "Districts",
        "One row is one district.",
        [
            column("place", "Place", required=True),
            column("district", "Name", required=True),
            column("area_km2", "Area of land in km2", "number", minimum=0),
            column("population_2025", "People at the middle of 2025", "integer", minimum=0),
            column("about", "What marks it"),
            PLACE_IS,
        ],
        rows,
        ["district"],
    )


def departments(place: str, known: Mapping[str, tuple[str, int]]) -> Table:
    """Return the departments."""
    rows = [[place, name, tasks, str(staff), FICTIONAL] for name, (tasks, staff) in known.items()]
    return Table(
        "departments",
        "Departments",
        "One row is one department of the municipality.",
        [
            column("place", "Place", required=True),
            column("department", "Name", required=True),
            column("tasks", "What it does", required=True),
            column("staff_2025", "People employed at the end of 2025", "integer", minimum=0),
            PLACE_IS,
        ],
        rows,
        ["department"],
    )


def functions() -> Table:
    """Return the functions of the budget, beside the divisions of COFOG."""
    rows = [[name, code, official, covers, FICTIONAL] for name, (code, official, covers) in FUNCTIONS.items()]
    return Table(
        "functions",
        "Functions of the budget",
        "One row is one function. The ten follow the divisions of COFOG, the classification of the functions of "
        "government of the United Nations, in our own words. A line of the budget belongs to one function as a whole.",
        [
            column("function", "Name in our words", required=True),
            column("cofog_division", "Code of the division of COFOG", required=True),
            column("cofog_name", "Name of the division of COFOG", required=True),
            column("covers", "What it covers in this town", required=True),
            PLACE_IS,
        ],
        rows,
        ["function"],
    )


# --- Money ------------------------------------------------------------------------------------------------------------


# Budget line of 2024: function, economic type, title, crowns approved, spent in tenths of a per cent of it, targets
# with shares in hundredths, note. A line without targets is left untagged on purpose; its note says why.
# fmt: off
Budget = dict[str, list[tuple[str, str, str, int, int, dict[str, int], str]]]
BUDGET: Budget = {
    "Town Secretariat": [
        ("Running the municipality", STAFF, "Council secretariat and mayor's office: staff", 648_000, 981,
         {}, "Not tagged: serves the whole municipality"),
        ("Running the municipality", GOODS, "Council meetings and minutes", 84_500, 912,
         {}, "Not tagged: serves the whole municipality"),
        ("Running the municipality", GOODS, "Publishing of decisions, budget and accounts", 46_000, 884,
         {"16.10": 60, "16.6": 40}, ""),
        ("Running the municipality", STAFF, "Civil registry: staff", 428_000, 975, {"16.9": 100}, ""),
        ("Running the municipality", GOODS, "Birth registration rounds in the districts", 58_000, 1043,
         {"16.9": 100}, ""),
        ("Running the municipality", STAFF, "Statistics office: staff", 196_000, 958, {"17.18": 100}, ""),
        ("Running the municipality", GOODS, "Household survey", 92_000, 1012, {"17.18": 100}, ""),
        ("Running the municipality", STAFF, "Internal audit: staff", 118_000, 947, {"16.5": 50, "16.6": 50}, ""),
        ("Running the municipality", GOODS, "Hearings and district assemblies", 72_000, 826, {"16.7": 100}, ""),
        ("Running the municipality", GOODS, "Legal services and insurance", 318_000, 940,
         {}, "Not tagged: serves the whole municipality"),
        ("Running the municipality", GOODS, "Computers, licences and repairs", 402_000, 893,
         {}, "Not tagged: serves the whole municipality"),
        ("Running the municipality", CAPITAL, "Town hall: roof and wiring", 540_000, 612,
         {}, "Not tagged: serves the whole municipality. The tender failed twice"),
    ],
    "Finance and Revenue": [
        ("Running the municipality", STAFF, "Budget and treasury: staff", 486_000, 972, {"16.6": 100}, ""),
        ("Running the municipality", STAFF, "Revenue office: staff", 612_000, 966, {"17.1": 100}, ""),
        ("Running the municipality", GOODS, "Property register: field survey", 264_000, 783, {"17.1": 100}, ""),
        ("Running the municipality", GOODS, "Tax bills, postage and payment fees", 143_000, 1028, {"17.1": 100}, ""),
        ("Running the municipality", CAPITAL, "Payment by phone: counters and software", 210_000, 905,
         {"17.1": 80, "16.6": 20}, ""),
        ("Running the municipality", GOODS, "Purchasing office: tenders and training", 68_000, 869, {"12.7": 100}, ""),
        ("Running the municipality", GOODS, "Offices: electricity, water and cleaning", 566_000, 1074,
         {}, "Not tagged: serves the whole municipality"),
        ("Running the municipality", GOODS, "Cars of the administration: fuel and repair", 298_000, 1096,
         {}, "Not tagged: serves the whole municipality"),
        ("Running the municipality", TRANSFERS, "Refunds of taxes paid twice", 95_000, 1312,
         {}, "Not tagged: no target fits. More claims than expected after bills had been sent twice"),
    ],
    "Planning and Housing": [
        ("Housing and water", STAFF, "Planning office: staff", 534_000, 961, {"11.3": 100}, ""),
        ("Housing and water", STAFF, "Building permits and inspection: staff", 402_000, 953,
         {"11.3": 70, "11.1": 30}, ""),
        ("Housing and water", GOODS, "Land-use plan: surveys and hearings", 188_000, 724, {"11.3": 80, "16.7": 20}, ""),
        ("Housing and water", GOODS, "Land register: maps", 146_000, 867, {"1.4": 50, "11.3": 50}, ""),
        ("Housing and water", CAPITAL, "Saltfield: paths, drains and lights in the informal area", 1_650_000, 586,
         {"11.1": 70, "11.5": 30}, "Work began seven months late: the land was in dispute"),
        ("Housing and water", CAPITAL, "Riverbend: serviced plots", 1_240_000, 418,
         {"11.1": 100}, "The contractor withdrew; a new tender ended in November"),
        ("Housing and water", TRANSFERS, "Grants for repairing roofs", 420_000, 924, {"11.1": 60, "1.5": 40}, ""),
        ("Housing and water", GOODS, "Legal advice on tenure", 96_000, 981, {"1.4": 100}, ""),
        ("Culture, sport and parks", CAPITAL, "Old Quay: repair of the listed warehouses", 480_000, 365,
         {"11.4": 100}, "Stopped: the foundations were worse than surveyed"),
        ("Environment and waste", GOODS, "Nature map of the salt pans", 54_000, 877, {"15.9": 100}, ""),
    ],
    "Roads and Transport": [
        ("Economy and transport", STAFF, "Road maintenance crews: staff", 1_380_000, 988, {"9.1": 100}, ""),
        ("Economy and transport", GOODS, "Asphalt, gravel and tools", 1_120_000, 1184,
         {"9.1": 100}, "Roads were washed out by the storm of October 2024; paid from the reserve"),
        ("Economy and transport", CAPITAL, "Resurfacing of main roads", 2_450_000, 934, {"9.1": 100}, ""),
        ("Economy and transport", CAPITAL, "Harbour Road: design and first part", 1_450_000, 843, {"9.1": 100}, ""),
        ("Economy and transport", STAFF, "Bus and ferry unit: staff", 264_000, 977, {"11.2": 100}, ""),
        ("Economy and transport", TRANSFERS, "Contract with the bus operators", 1_240_000, 1000, {"11.2": 100}, ""),
        ("Economy and transport", TRANSFERS, "Far Point ferry: subsidy", 286_000, 1000, {"11.2": 100}, ""),
        ("Economy and transport", CAPITAL, "Bus stops and shelters with ramps", 430_000, 872, {"11.2": 100}, ""),
        ("Economy and transport", CAPITAL, "Crossings and speed humps at schools", 365_000, 941,
         {"3.6": 80, "11.2": 20}, ""),
        ("Economy and transport", GOODS, "Traffic signs and road markings", 214_000, 918, {"3.6": 100}, ""),
        ("Economy and transport", STAFF, "Road safety wardens: staff", 318_000, 969, {"3.6": 100}, ""),
        ("Economy and transport", CAPITAL, "Footpaths and kerbs", 520_000, 796,
         {"11.2": 34, "3.6": 33, "11.7": 33}, ""),
        ("Economy and transport", STAFF, "Parking wardens: staff", 186_000, 952,
         {}, "Not tagged: they earn fees and serve no one target"),
        ("Housing and water", GOODS, "Street lighting: electricity", 498_000, 1068, {"11.7": 50, "7.3": 50}, ""),
        ("Housing and water", CAPITAL, "Street lighting: new lamps", 610_000, 887, {"7.3": 60, "11.7": 40}, ""),
    ],
    "Water and Drainage": [
        ("Housing and water", STAFF, "Water and drainage: staff", 742_000, 963, {"6.1": 50, "6.2": 25, "11.5": 25}, ""),
        ("Housing and water", CAPITAL, "Water mains in Saltfield and Riverbend", 2_860_000, 742,
         {"6.1": 100}, "Pipes came four months late"),
        ("Housing and water", CAPITAL, "Home connections for poor households", 760_000, 915,
         {"6.1": 70, "1.4": 30}, ""),
        ("Housing and water", TRANSFERS, "Municipal water company: service contract", 1_480_000, 1000,
         {"6.1": 100}, ""),
        ("Housing and water", GOODS, "Water quality tests", 118_000, 984, {"6.1": 100}, ""),
        ("Housing and water", GOODS, "Search for leaks and repair", 342_000, 1037, {"6.4": 60, "6.1": 40}, ""),
        ("Housing and water", CAPITAL, "Public taps and toilets at the markets", 240_000, 811,
         {"6.2": 50, "6.1": 50}, ""),
        ("Environment and waste", CAPITAL, "Drains and storm channels", 1_340_000, 896, {"11.5": 60, "13.1": 40}, ""),
        ("Environment and waste", GOODS, "Cleaning of drains before the rains", 386_000, 1139,
         {"11.5": 60, "13.1": 40}, "A second round after the storm of October 2024"),
        ("Environment and waste", CAPITAL, "Sewer in Market Hill", 920_000, 853, {"6.2": 70, "6.3": 30}, ""),
        ("Environment and waste", GOODS, "Emptying of latrines and septic tanks", 268_000, 978, {"6.2": 100}, ""),
        ("Environment and waste", TRANSFERS, "Treatment plant: share of the running costs", 594_000, 1000,
         {"6.3": 100}, ""),
    ],
    "Waste and Environment": [
        ("Environment and waste", STAFF, "Collection crews: staff", 1_420_000, 1009, {"11.6": 100}, ""),
        ("Environment and waste", GOODS, "Collection trucks: fuel and repair", 880_000, 1116, {"11.6": 100}, ""),
        ("Environment and waste", CAPITAL, "New collection trucks", 960_000, 1000, {"11.6": 100}, ""),
        ("Environment and waste", GOODS, "Landfill: running", 714_000, 957, {"11.6": 100}, ""),
        ("Environment and waste", CAPITAL, "Landfill: lining of the third cell", 1_250_000, 882,
         {"11.6": 60, "6.3": 20, "12.4": 20}, ""),
        ("Environment and waste", GOODS, "Street sweeping", 520_000, 973, {"11.6": 100}, ""),
        ("Environment and waste", TRANSFERS, "Contracts with groups of waste pickers", 214_000, 931,
         {"12.5": 60, "8.3": 40}, ""),
        ("Environment and waste", CAPITAL, "Composting site at the central market", 310_000, 768,
         {"12.5": 70, "12.3": 30}, ""),
        ("Environment and waste", GOODS, "Clearing of illegal dump sites", 126_000, 1061, {"11.6": 100}, ""),
        ("Environment and waste", STAFF, "Environment inspectors: staff", 236_000, 924,
         {"12.4": 34, "6.3": 33, "11.6": 33}, ""),
        ("Environment and waste", GOODS, "Two stations for measuring air", 88_000, 846, {"11.6": 100}, ""),
        ("Environment and waste", GOODS, "Cleaning of beaches and quays", 142_000, 1023, {"14.1": 100}, ""),
        ("Environment and waste", CAPITAL, "Solar roofs on public buildings", 378_000, 814, {"7.2": 100}, ""),
    ],
    "Health and Social Services": [
        ("Health", STAFF, "Health posts: staff", 1_460_000, 982, {"3.8": 100}, ""),
        ("Health", GOODS, "Medicines and supplies", 534_000, 1047, {"3.8": 100}, ""),
        ("Health", GOODS, "Vaccination rounds in the districts", 112_000, 991, {"3.8": 100}, ""),
        ("Health", GOODS, "Control of mosquitoes", 146_000, 936, {"3.3": 100}, ""),
        ("Health", GOODS, "Hygiene inspection of food stalls", 92_000, 878, {"3.9": 50, "3.3": 50}, ""),
        ("Health", CAPITAL, "Health post in Riverbend", 680_000, 827, {"3.8": 100}, ""),
        ("Social support", STAFF, "Social workers: staff", 592_000, 968, {"1.3": 60, "10.2": 40}, ""),
        ("Social support", TRANSFERS, "Emergency aid to households", 486_000, 1126,
         {"1.5": 60, "1.3": 40}, "Aid after the storm of October 2024"),
        ("Social support", TRANSFERS, "Meals for older people", 178_000, 995, {"2.1": 50, "1.3": 50}, ""),
        ("Social support", TRANSFERS, "Shelter for women and children", 164_000, 1000, {"5.2": 100}, ""),
        ("Social support", GOODS, "Home visits to people with disabilities", 98_000, 853, {"10.2": 100}, ""),
        ("Social support", TRANSFERS, "Grants to community centres", 132_000, 942,
         {}, "Not tagged: each centre chooses what it does"),
    ],
    "Schools and Early Years": [
        ("Schools", STAFF, "Schools: caretakers, cooks and secretaries", 2_140_000, 987, {"4.1": 100}, ""),
        ("Schools", GOODS, "School buildings: maintenance", 1_060_000, 944, {"4.a": 100}, ""),
        ("Schools", CAPITAL, "Classrooms in Saltfield", 1_520_000, 872, {"4.1": 50, "4.a": 50}, ""),
        ("Schools", CAPITAL, "Water and toilets in schools", 540_000, 916, {"4.a": 50, "6.2": 50}, ""),
        ("Schools", GOODS, "School meals", 866_000, 1018, {"2.1": 50, "4.1": 50}, ""),
        ("Schools", GOODS, "Schools: electricity and water", 412_000, 1083,
         {}, "Not tagged: keeps buildings open, changes no result by itself"),
        ("Schools", GOODS, "Reading support after school", 148_000, 975, {"4.1": 80, "4.6": 20}, ""),
        ("Schools", TRANSFERS, "School buses: contract", 296_000, 1000, {"4.5": 70, "4.1": 30}, ""),
        ("Schools", TRANSFERS, "Nurseries run by associations", 388_000, 1000, {"4.2": 100}, ""),
        ("Schools", STAFF, "Nurseries: staff", 934_000, 979, {"4.2": 100}, ""),
        ("Schools", CAPITAL, "Ramps and rooms that everybody can reach", 210_000, 742, {"4.a": 100}, ""),
        ("Schools", GOODS, "Adult literacy courses", 86_000, 891, {"4.6": 100}, ""),
    ],
    "Economy, Harbour and Markets": [
        ("Economy and transport", STAFF, "Markets and licences: staff", 342_000, 971,
         {}, "Not tagged: they earn fees and serve no one target"),
        ("Economy and transport", GOODS, "Market halls: cleaning and guards", 264_000, 1015,
         {}, "Not tagged: no target fits"),
        ("Economy and transport", CAPITAL, "Market hall in Millstone", 720_000, 774, {"8.3": 100}, ""),
        ("Economy and transport", GOODS, "Training places for young people", 326_000, 848, {"8.6": 70, "4.4": 30}, ""),
        ("Economy and transport", TRANSFERS, "Wage grants for first jobs", 280_000, 717, {"8.6": 100}, ""),
        ("Economy and transport", GOODS, "Advice to small firms", 114_000, 926, {"8.3": 100}, ""),
        ("Economy and transport", STAFF, "Tourism and relations with the port: staff", 168_000, 963, {"8.9": 100}, ""),
        ("Economy and transport", GOODS, "Tourist office and signs", 96_000, 887, {"8.9": 100}, ""),
        ("Economy and transport", CAPITAL, "Cold store at the fish landing place", 460_000, 953,
         {"14.b": 60, "8.3": 40}, ""),
        ("Economy and transport", TRANSFERS, "Grant to the cooperative of small fishers", 84_000, 1000,
         {"14.b": 100}, ""),
    ],
    "Culture, Parks and Sport": [
        ("Culture, sport and parks", STAFF, "Parks and gardens: staff", 486_000, 984, {"11.7": 100}, ""),
        ("Culture, sport and parks", GOODS, "Parks: plants, tools and water", 174_000, 939, {"11.7": 100}, ""),
        ("Culture, sport and parks", CAPITAL, "Park in Riverbend", 540_000, 664,
         {"11.7": 100}, "The land was handed over in September"),
        ("Culture, sport and parks", CAPITAL, "Shore walk in Lighthouse", 410_000, 892, {"11.7": 100}, ""),
        ("Culture, sport and parks", STAFF, "Library and cultural centre: staff", 318_000, 976,
         {"4.6": 50, "11.4": 50}, ""),
        ("Culture, sport and parks", GOODS, "Books and events", 122_000, 918, {}, "Not tagged: no target fits"),
        ("Culture, sport and parks", GOODS, "Upkeep of listed buildings", 196_000, 861, {"11.4": 100}, ""),
        ("Culture, sport and parks", TRANSFERS, "Grants to sports clubs", 148_000, 1000,
         {}, "Not tagged: no target fits"),
        ("Environment and waste", GOODS, "Street trees", 118_000, 963, {"11.7": 50, "13.1": 50}, ""),
    ],
    "Safety and Emergency": [
        ("Order and safety", STAFF, "Fire service: staff", 1_020_000, 994, {"11.5": 50, "16.1": 50}, ""),
        ("Order and safety", GOODS, "Fire service: fuel, water and gear", 246_000, 1084, {"11.5": 100}, ""),
        ("Order and safety", CAPITAL, "Fire engine", 520_000, 972, {"11.5": 100}, ""),
        ("Order and safety", STAFF, "Town wardens: staff", 404_000, 959, {"16.1": 100}, ""),
        ("Civil defence", STAFF, "Emergency office: staff", 164_000, 1037, {"13.1": 50, "11.b": 50}, ""),
        ("Civil defence", GOODS, "Flood warning: sirens and messages", 92_000, 1092, {"13.1": 60, "11.5": 40}, ""),
        ("Civil defence", GOODS, "Emergency stores: tents, water and fuel", 138_000, 1663,
         {"11.5": 100}, "Stores were used and filled again after the storm of October 2024"),
        ("Civil defence", GOODS, "Drills with schools and districts", 34_000, 764, {"13.3": 100}, ""),
    ],
}
# fmt: on

# Revenue of 2024: kind, crowns approved, collected in tenths of a per cent of it.
OWN, FROM_OTHERS = "own-source", "transfer"
REVENUE = {
    "Property tax": (OWN, 9_800_000, 894),
    "Business licences": (OWN, 4_350_000, 962),
    "Market fees": (OWN, 1_720_000, 1013),
    "Parking fees": (OWN, 640_000, 927),
    "Building permits": (OWN, 880_000, 815),
    "Waste fee": (OWN, 3_900_000, 853),
    "Share of the harbour dues": (OWN, 3_250_000, 782),
    "Rents of municipal land and buildings": (OWN, 1_180_000, 978),
    "Fines and charges": (OWN, 410_000, 1094),
    "General grant of the state": (FROM_OTHERS, 18_600_000, 1000),
    "School grant of the state": (FROM_OTHERS, 6_200_000, 1000),
    "Road fund": (FROM_OTHERS, 3_400_000, 942),
    "Health grant of the region": (FROM_OTHERS, 2_150_000, 965),
    "Water investment grant of the state": (FROM_OTHERS, 2_900_000, 688),
    "Housing programme of the region": (FROM_OTHERS, 1_900_000, 547),
    "Project grants of foreign partners": (FROM_OTHERS, 1_450_000, 771),
}


def spent(crowns: int, tenths: int, chance: random.Random) -> int:
    """Return cents: the rate of the line, with a small variation unless it was paid in full."""
    exact = crowns * tenths // 10
    return exact if tenths == 1000 else exact + int((chance.random() - 0.5) * crowns * 0.4)


def budget(chance: random.Random, place: str = PLACE, known: Budget = BUDGET) -> tuple[Table, Table]:
    """Return the budget of 2024 and its tags."""
    lines: list[Row] = []
    tags: list[Row] = []
    for department, entries in known.items():
        for function, kind, title, crowns, tenths, targets, note in entries:
            code = f"B{len(lines) + 1:03d}"
            final = money(spent(crowns, tenths, chance))
            amounts = [money(100 * crowns), final, CROWNS]
            lines.append([place, code, "2024", department, function, kind, title, *amounts, note, FICTIONAL])
            tags += [
                [code, target, f"0.{share:02d}" if share < 100 else "1.00", FICTIONAL]
                for target, share in targets.items()
            ]
    return (
        Table(
            "budget",
            "Budget and spending of 2024",
            "One row is one line of the budget of 2024: what the council approved before the year, and what was spent. "
            "Loans and their repayment are left out.",
            [
                *BUDGET_LINE,
                column("title", "What the money is for", required=True),
                column("approved", "Original approved budget", "number", minimum=0),
                column("spent", "Final spending", "number", minimum=0),
                column("unit", "Unit of both amounts", required=True),
                column("note", "Why a line is not tagged, or why much more or less was spent"),
                PLACE_IS,
            ],
            lines,
            ["line"],
            {"department": ("departments", "department"), "function": ("functions", "function")},
        ),
        Table(
            "budget_tags",
            "Tags of the budget",
            "One row links a part of a budget line to a target. The shares of a tagged line add up to 1; a line that "
            "is absent is untagged on purpose, and its note in the budget says why.",
            [
                column("line", "Code of the budget line", required=True),
                column("target", "Code of the target", required=True),
                column("share", "Part of the line, from 0 to 1", "number", minimum=0.01, maximum=1),
                PLACE_IS,
            ],
            tags,
            ["line", "target"],
            {"line": ("budget", "line"), "target": ("competences", "target")},
        ),
    )


def revenue(chance: random.Random) -> Table:
    """Return the revenue of 2024."""
    rows = [
        [
            PLACE,
            f"R{number:02d}",
            "2024",
            title,
            kind,
            money(100 * crowns),
            money(spent(crowns, tenths, chance)),
            CROWNS,
            FICTIONAL,
        ]
        for number, (title, (kind, crowns, tenths)) in enumerate(REVENUE.items(), 1)
    ]
    return Table(
        "revenue",
        "Revenue of 2024",
        "One row is one source of revenue in 2024: what was planned, and what came in. Loans are no revenue and are "
        "left out.",
        [
            column("place", "Place", required=True),
            column("line", "Code of the line", required=True),
            column("year", "Budget year", "integer", required=True),
            column("title", "Source of revenue", required=True),
            column(
                "kind",
                "Own-source: set or collected by the municipality. Transfer: from others",
                words=(OWN, FROM_OTHERS),
            ),
            column("approved", "Planned in the original budget", "number", minimum=0),
            column("collected", "Received", "number", minimum=0),
            column("unit", "Unit of both amounts", required=True),
            PLACE_IS,
        ],
        rows,
        ["line"],
    )


# --- The plan ---------------------------------------------------------------------------------------------------------

AXES = {
    1: "Clean water, clean town",
    2: "Homes and ways in every district",
    3: "Learning, work and care",
    4: "Ready for water and heat",
    5: "A town hall that answers",
}

# Action: title, axis, department, first and last year, crowns; then target, kind of link and reason, and for a link
# against a target how it is resolved, if somebody has said so.
# fmt: off
ACTIONS: list[Action] = [
    ("Extend the water mains in Saltfield and Riverbend", 1, "Water and Drainage", 2026, 2029, 9_800_000, [
        ("6.1", DIRECT, "Piped water reaches homes that have none"),
        ("1.4", INDIRECT, "The two districts are among the poorest"),
        ("6.4", AGAINST, "More water runs through a network that loses a third of it",
         "A new main is filled only after the old pipes that feed it were checked (A03)"),
    ]),
    ("Connect poor households to piped water", 1, "Water and Drainage", 2026, 2030, 3_200_000, [
        ("6.1", DIRECT, "Pays for the connection of homes"),
        ("1.4", DIRECT, "Basic services for people in poverty"),
    ]),
    ("Find and repair leaks", 1, "Water and Drainage", 2026, 2028, 1_450_000, [
        ("6.4", DIRECT, "Less water is lost"),
        ("6.1", INDIRECT, "Steadier supply for homes already connected"),
    ]),
    ("Extend the sewer in Market Hill", 1, "Water and Drainage", 2027, 2030, 4_600_000, [
        ("6.2", DIRECT, "Toilets of homes and markets are joined to the sewer"),
        ("6.3", DIRECT, "More waste water reaches the treatment plant"),
    ]),
    ("Collect waste every week in all seven districts", 1, "Waste and Environment", 2026, 2028, 5_400_000, [
        ("11.6", DIRECT, "More of the waste is collected"),
        ("3.9", INDIRECT, "Less burning in yards and streets"),
        ("8.3", AGAINST, "Trucks take what waste pickers live from",
         "The groups of waste pickers get contracts for market waste before new rounds begin (A08)"),
    ]),
    ("Line and run the landfill by the rules", 1, "Waste and Environment", 2026, 2029, 4_100_000, [
        ("11.6", DIRECT, "Collected waste ends in a controlled place"),
        ("12.4", DIRECT, "Hazardous waste is kept apart"),
        ("6.3", INDIRECT, "Less polluted water leaves the landfill"),
    ]),
    ("Close the nine illegal dump sites", 1, "Waste and Environment", 2026, 2027, 360_000, [
        ("11.6", DIRECT, "Waste in the open is removed"),
    ]),
    ("Compost market waste with the groups of waste pickers", 1, "Waste and Environment", 2026, 2030, 980_000, [
        ("12.5", DIRECT, "Less waste goes to the landfill"),
        ("12.3", INDIRECT, "Market stalls see what they throw away"),
        ("8.3", INDIRECT, "Contracts for the groups of waste pickers"),
    ]),
    ("Improve the informal area of Saltfield", 2, "Planning and Housing", 2026, 2030, 8_600_000, [
        ("11.1", DIRECT, "Improves homes and services in the largest informal area"),
        ("1.4", INDIRECT, "Basic services for people in poverty"),
        ("11.5", INDIRECT, "Drained paths reduce damage in the rains"),
    ]),
    ("Open serviced plots in Riverbend", 2, "Planning and Housing", 2026, 2029, 5_200_000, [
        ("11.1", DIRECT, "Homes with services at a price that families can pay"),
        ("11.3", DIRECT, "New land is planned before it is built on"),
        ("6.6", AGAINST, "Part of the land is a wet meadow beside the river",
         "A strip of 50 m along the river is kept free and is part of the contract"),
    ]),
    ("Give papers of tenure and legal advice", 2, "Planning and Housing", 2026, 2028, 640_000, [
        ("1.4", DIRECT, "Control over land for people in poverty"),
        ("11.1", INDIRECT, "Secure tenure is part of adequate housing"),
        ("5.a", INDIRECT, "Papers are issued in the names of both partners"),
    ]),
    ("Adopt a land-use plan that fills empty land first", 2, "Planning and Housing", 2026, 2027, 520_000, [
        ("11.3", DIRECT, "Land use is planned with residents"),
        ("16.7", INDIRECT, "Two rounds of hearings in every district"),
    ]),
    ("Run frequent buses and equip 40 shelters with ramps", 2, "Roads and Transport", 2026, 2030, 7_020_000, [
        ("11.2", DIRECT, "More people near a stop, and stops that everybody can use"),
    ]),
    ("Make 25 crossings near schools safe", 2, "Roads and Transport", 2026, 2030, 1_900_000, [
        ("3.6", DIRECT, "Fewer deaths and injuries in traffic"),
        ("11.2", INDIRECT, "Safer ways to the bus stop"),
    ]),
    ("Widen Harbour Road for trucks", 2, "Roads and Transport", 2026, 2028, 6_900_000, [
        ("9.1", DIRECT, "A stronger road for goods"),
        ("3.6", AGAINST, "Faster trucks pass the homes along the road",
         "Two crossings with lights and 30 km/h near homes are part of the design"),
        ("13.2", AGAINST, "A wider road draws more trucks, and their emissions grow"),
    ]),
    ("Build twelve classrooms in Saltfield", 3, "Schools and Early Years", 2026, 2028, 3_900_000, [
        ("4.a", DIRECT, "New school rooms"),
        ("4.1", INDIRECT, "An end to teaching in two shifts"),
    ]),
    ("Bring clean water and toilets to every school", 3, "Schools and Early Years", 2026, 2030, 1_350_000, [
        ("4.a", DIRECT, "Schools with water and separate toilets"),
        ("6.2", DIRECT, "Toilets and hygiene for pupils"),
        ("6.1", INDIRECT, "Clean water for pupils"),
    ]),
    ("Help children to read after school", 3, "Schools and Early Years", 2026, 2030, 880_000, [
        ("4.1", DIRECT, "More pupils reach the minimum in reading"),
        ("4.6", INDIRECT, "Parents' evenings include reading for adults"),
    ]),
    ("Open 900 first jobs and training places", 3, "Economy, Harbour and Markets", 2026, 2030, 3_400_000, [
        ("8.6", DIRECT, "Fewer young people without work or training"),
        ("4.4", INDIRECT, "Trades are learned in workshops and at the port"),
        ("1.2", INDIRECT, "A wage for households in poverty"),
    ]),
    ("Open two nurseries so that parents can work", 3, "Schools and Early Years", 2027, 2030, 1_750_000, [
        ("4.2", DIRECT, "Places in early childhood education"),
        ("5.4", INDIRECT, "Less unpaid care, most of which is done by women"),
    ]),
    ("Staff the health post in Riverbend and visit Far Point", 3, "Health and Social Services", 2026, 2030, 2_300_000, [
        ("3.8", DIRECT, "Basic care within reach"),
    ]),
    ("Keep the shelter for women and children open all year", 3, "Health and Social Services", 2026, 2030, 760_000, [
        ("5.2", DIRECT, "Protection from violence"),
    ]),
    ("Build storm channels in Millstone and Saltfield", 4, "Water and Drainage", 2026, 2029, 5_600_000, [
        ("11.5", DIRECT, "Fewer homes are flooded"),
        ("13.1", DIRECT, "Readiness for heavier rain"),
        ("1.5", INDIRECT, "The low land is home to people in poverty"),
        ("14.1", AGAINST, "Channels carry the dirt of the streets to the sea faster",
         "Grids hold waste back at each outlet; they are emptied before the rains"),
    ]),
    ("Warn every household before a flood", 4, "Safety and Emergency", 2026, 2027, 410_000, [
        ("13.1", DIRECT, "Early warning"),
        ("11.b", DIRECT, "Part of the plan against disasters"),
        ("13.3", INDIRECT, "Drills with schools"),
    ]),
    ("Plant 6,000 street trees", 4, "Culture, Parks and Sport", 2026, 2030, 690_000, [
        ("11.7", DIRECT, "Shade in streets and squares"),
        ("13.1", INDIRECT, "Cooler streets in the hot months"),
    ]),
    ("Put solar roofs on 60 public buildings", 4, "Waste and Environment", 2026, 2030, 2_150_000, [
        ("7.2", DIRECT, "More renewable power"),
        ("13.2", INDIRECT, "The town's own emissions fall"),
    ]),
    ("Publish budget, accounts and indicators as open data", 5, "Town Secretariat", 2026, 2027, 180_000, [
        ("16.10", DIRECT, "Public access to information"),
        ("16.6", DIRECT, "Accounts that residents can check"),
        ("17.18", INDIRECT, "Indicators by district, sex and age"),
    ]),
    ("Complete the property register", 5, "Finance and Revenue", 2026, 2029, 1_250_000, [
        ("17.1", DIRECT, "More revenue of our own"),
        ("1.2", AGAINST, "New bills reach households in poverty",
         "Pensioners and poor families pay a reduced tax"),
    ]),
    ("Renew the front of the town hall", 5, "Town Secretariat", 2027, 2028, 1_100_000, []),
    ("Celebrate 150 years of the town", 5, "Culture, Parks and Sport", 2028, 2028, 450_000, []),
]
# fmt: on


# --- Indicators -------------------------------------------------------------------------------------------------------

PERCENT = "%"
PER_100_000 = "deaths per 100,000 people"

# District: share in per cent in the years named, joined by straight lines.
POOR: Knots = {
    "Old Quay": {2015: 19, 2019: 18, 2021: 21, 2025: 20},
    "Market Hill": {2015: 17, 2019: 16, 2021: 18, 2025: 16.5},
    "Lighthouse": {2015: 13, 2019: 12, 2021: 14, 2025: 12},
    "Riverbend": {2015: 38, 2019: 36.5, 2021: 39, 2025: 36},
    "Saltfield": {2015: 45, 2019: 43, 2021: 46, 2025: 43.5},
    "Millstone": {2015: 36, 2019: 35, 2021: 38, 2025: 38.5},
    "Far Point": {2015: 31, 2019: 30, 2021: 31, 2025: 29},
}
READERS: Knots = {
    "Old Quay": {2015: 63, 2019: 67, 2021: 60, 2025: 70},
    "Market Hill": {2015: 60, 2019: 65, 2021: 58, 2025: 69},
    "Lighthouse": {2015: 66, 2019: 70, 2021: 64, 2025: 74},
    "Riverbend": {2015: 45, 2019: 50, 2021: 42, 2025: 53},
    "Saltfield": {2015: 38, 2019: 42, 2021: 33, 2025: 44},
    "Millstone": {2015: 49, 2019: 52, 2021: 45, 2025: 50},
    "Far Point": {2015: 48, 2019: 52, 2021: 45, 2025: 55},
}
PIPED: Knots = {
    "Old Quay": {2015: 68, 2021: 79, 2025: 85},
    "Market Hill": {2015: 55.2, 2021: 68.1, 2025: 77},
    "Lighthouse": {2015: 51, 2021: 63, 2025: 71},
    "Riverbend": {2015: 20, 2021: 34, 2025: 47},
    "Saltfield": {2015: 11, 2021: 26, 2025: 41},
    "Millstone": {2015: 23, 2021: 36, 2025: 43},
    "Far Point": {2015: 30, 2021: 41, 2025: 49},
}
INFORMAL: Knots = {
    "Old Quay": {2015: 14, 2021: 12, 2025: 11},
    "Market Hill": {2015: 18, 2021: 16, 2025: 14.5},
    "Lighthouse": {2015: 11, 2021: 10, 2025: 9},
    "Riverbend": {2015: 49, 2021: 44, 2025: 39},
    "Saltfield": {2015: 68, 2021: 61, 2025: 53},
    "Millstone": {2015: 41, 2021: 39, 2025: 38},
    "Far Point": {2015: 26, 2021: 26, 2025: 25},
}
NEAR_A_STOP: Knots = {
    "Old Quay": {2015: 91, 2021: 97, 2025: 99},
    "Market Hill": {2015: 84, 2021: 93, 2025: 97},
    "Lighthouse": {2015: 62, 2021: 80, 2025: 88},
    "Riverbend": {2015: 38, 2021: 60, 2025: 76},
    "Saltfield": {2015: 29, 2021: 52, 2025: 71},
    "Millstone": {2015: 22, 2021: 38, 2025: 52},
    "Far Point": {2015: 0, 2018: 0, 2019: 94, 2025: 94},
}

# Deaths in traffic by district, and how many of all of them were women or girls.
DEATHS = {
    "Old Quay": (5, 4, 5, 4, 4, 3, 3, 3, 3, 2, 2),
    "Market Hill": (7, 7, 6, 6, 6, 5, 5, 5, 4, 4, 4),
    "Lighthouse": (3, 3, 4, 3, 3, 2, 3, 2, 2, 2, 2),
    "Riverbend": (5, 5, 6, 5, 6, 5, 5, 5, 5, 5, 4),
    "Saltfield": (6, 6, 6, 6, 7, 5, 6, 6, 5, 6, 5),
    "Millstone": (5, 4, 5, 5, 4, 4, 3, 4, 4, 3, 3),
    "Far Point": (0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0),
}
DEATHS_FEMALE = (8, 7, 9, 7, 8, 6, 7, 6, 6, 5, 5)

SEATS = 45
SEATS_OF_WOMEN = {2015: 9, 2017: 13, 2022: 16}  # from each election on

# Young people: share employed, and share not employed but in education or training, in per cent.
YOUTH = {
    ("female", "15-19"): ({2015: 12, 2020: 11, 2025: 10}, {2015: 70, 2020: 71, 2025: 70}),
    ("female", "20-24"): ({2015: 38, 2020: 38, 2025: 31}, {2015: 31, 2020: 33, 2025: 32}),
    ("male", "15-19"): ({2015: 18, 2020: 17, 2025: 15}, {2015: 70, 2020: 72, 2025: 71}),
    ("male", "20-24"): ({2015: 58, 2020: 58, 2025: 49}, {2015: 24, 2020: 25, 2025: 25}),
}
YOUTH_OF_PEOPLE = {
    ("female", "15-19"): 0.0463,
    ("female", "20-24"): 0.0452,
    ("male", "15-19"): 0.0468,
    ("male", "20-24"): 0.0447,
}

# Waste in tenths of a tonne a day: generated, collected, managed in controlled facilities.
WASTE = {
    2015: (1180, 755, 712),
    2016: (1196, 777, 736),
    2017: (1213, 795, 759),
    2018: (1232, 822, 794),
    2019: (1251, 854, 602),
    2020: (1260, 886, 649),
    2021: (1268, 926, 704),
    2022: (1272, 943, 746),
    2023: (1276, 959, 790),
    2024: (1280, 973, 841),
    2025: (1284, 986, 889),
}

# Budget of the other years: crowns approved, spent in tenths of a per cent.
OTHER_BUDGETS = {
    2015: (46_850_000, 831),
    2016: (48_120_000, 846),
    2017: (49_400_000, 829),
    2018: (51_260_000, 860),
    2019: (53_700_000, 877),
    2020: (54_900_000, 794),
    2021: (55_350_000, 852),
    2022: (57_480_000, 883),
    2023: (59_200_000, 901),
    2025: (62_300_000, 919),
}

# Indicator: baseline year, value to reach, year, wanted movement, natural limit.
Goal = tuple[int, str, int, str, str]
TARGETS: dict[str, Goal] = {
    "1.2.1": (2015, "14.0", 2030, "decrease", "0"),
    "3.6.1": (2020, "5.6", 2030, "decrease", "0"),
    "4.1.1": (2015, "80.0", 2030, "increase", "100"),
    "5.5.1(b)": (2015, "50.0", 2030, "increase", "100"),
    "6.1.1": (2015, "80.0", 2030, "increase", "100"),
    "8.6.1": (2015, "15.0", 2030, "decrease", "0"),
    "11.1.1": (2015, "17.0", 2030, "decrease", "0"),
    "11.2.1": (2015, "80.0", 2030, "increase", "100"),
    "11.6.1": (2019, "85.0", 2030, "increase", "100"),
    "16.6.1": (2015, "95.0", 2030, "increase", ""),
}
DECISION = "Decision of the council of Port Amani (fictional) on its targets for 2030", "2021"

OFFICIAL, LOCAL = "official formula", "local proxy"
# Indicator: name, kind, unit, numerator, denominator, source, first year after a break, note.
Sheet = tuple[str, str, str, str, str, str, str, str]
SHEETS: dict[str, Sheet] = {
    "1.2.1": (
        "People below the national poverty line",
        LOCAL,
        PERCENT,
        "people in poor households",
        "people",
        "Household survey, by district from a model",
        "",
        "The survey of 1,200 households is small: the official figure exists for the region only.",
    ),
    "3.6.1": (
        "Deaths in traffic",
        OFFICIAL,
        PER_100_000,
        "deaths",
        "people",
        "Police reports and health posts",
        "",
        "By the district in which the person lived. Small numbers: one death in Far Point is a rate above 50.",
    ),
    "4.1.1": (
        "Pupils at the end of primary school who read at or above the minimum",
        OFFICIAL,
        PERCENT,
        "pupils at or above the minimum",
        "pupils assessed",
        "Reading test of the ministry",
        "",
        "4.1.1 (b) (i). A school year is named by the year in which it ends. Far Point has about 30 pupils.",
    ),
    "5.5.1(b)": (
        "Seats in the council held by women",
        OFFICIAL,
        PERCENT,
        "seats held by women",
        "elected seats",
        "Town Secretariat, 31 December",
        "",
        "Changes with elections only: 2017 and 2022.",
    ),
    "6.1.1": (
        "Homes with piped water on the premises",
        LOCAL,
        PERCENT,
        "homes with piped water",
        "homes",
        "Municipal water company and address register",
        "",
        "The official indicator counts people, and asks for water that is there when needed and free of contamination.",
    ),
    "8.6.1": (
        "Young people aged 15-24 not in work, education or training",
        OFFICIAL,
        PERCENT,
        "young people not in work, education or training",
        "young people",
        "Labour survey of the region",
        "",
        "The parts are in the table components.",
    ),
    "11.1.1": (
        "People in informal settlements",
        OFFICIAL,
        PERCENT,
        "people in informal settlements",
        "people",
        "Planning and Housing, from aerial pictures and the address register",
        "",
        "The first of the two shares of the indicator: slums and informal settlements. Housing cost is not measured.",
    ),
    "11.2.1": (
        "People near a bus stop or the ferry",
        OFFICIAL,
        PERCENT,
        "people within 500 m of a bus stop or 1 km of the ferry, on foot",
        "people",
        "Roads and Transport, from the street network",
        "",
        "Nobody on Far Point was near a stop before the ferry began in 2019.",
    ),
    "11.6.1": (
        "Waste collected and managed in controlled facilities",
        OFFICIAL,
        PERCENT,
        "tonnes a day in controlled facilities",
        "tonnes a day generated",
        "Weighbridge and household survey",
        "2019",
        "Break: until 2018 all waste brought to the fenced landfill counted as controlled; since 2019 the landfill is "
        "judged by the rules of the region. Do not compare 2018 with 2019.",
    ),
    "16.6.1": (
        "Spending against the original approved budget of the municipality",
        LOCAL,
        PERCENT,
        "crowns spent",
        "crowns approved",
        "Annual accounts; 2025 before the audit",
        "",
        "The official indicator covers central government. A value above 100 is possible and not better than 100.",
    ),
}

Key = tuple[str, int, str, str, str]  # indicator, year, district, sex, age
Counts = dict[Key, tuple[int, int]]


def shares(
    indicator: str,
    knots: Knots,
    wholes: dict[str, dict[int, int]],
    chance: random.Random,
) -> Counts:
    """Return part and whole of the town and of each district; the districts add up to the town."""
    counts: Counts = {}
    for year in YEARS:
        parts = {}
        for name, points in knots.items():
            level = between(points, year)
            level += (chance.random() - 0.5) * min(1.0, level, 100 - level)
            parts[name] = nearest(level * wholes[name][year] / 100)
        counts[indicator, year, "", "", ""] = (sum(parts.values()), total(wholes, year))
        for name, part in parts.items():
            counts[indicator, year, name, "", ""] = (part, wholes[name][year])
    return counts


def split(counts: Counts, groups: dict[tuple[str, str], tuple[float, float]], chance: random.Random) -> Counts:
    """Split the part and the whole of the town over groups of sex and age that add up to it.

    Each group has its share of the whole, and how often the part is found in it compared with the average. The last
    group, which should be the largest, takes the rest.
    """
    *first, last = groups
    found: Counts = {}
    for (indicator, year, *_), (rest_part, rest_whole) in list(counts.items()):
        part, whole = rest_part, rest_whole
        for group in first:
            of_whole, often = groups[group]
            amounts = nearest(part * of_whole * often * (0.99 + chance.random() * 0.02)), nearest(whole * of_whole)
            found[indicator, year, "", *group] = amounts
            rest_part, rest_whole = rest_part - amounts[0], rest_whole - amounts[1]
        found[indicator, year, "", *last] = (rest_part, rest_whole)
    return found


def poverty(people: dict[str, dict[int, int]], chance: random.Random) -> Counts:
    """Return people in poor households, by district, by sex and by age."""
    counts = shares("1.2.1", POOR, people, chance)
    town = {key: amounts for key, amounts in counts.items() if not key[2]}
    by_sex = split(town, {("male", ""): (0.496, 0.95), ("female", ""): (0.504, 1.05)}, chance)
    ages = {("", "0-14"): (0.31, 1.21), ("", "65+"): (0.07, 0.87), ("", "15-64"): (0.62, 0.91)}
    return counts | by_sex | split(town, ages, chance)


def deaths(people: dict[str, dict[int, int]]) -> Counts:
    """Return deaths in traffic and people, by district and by sex."""
    counts: Counts = {}
    for spot, year in enumerate(YEARS):
        everyone = total(people, year)
        killed = sum(row[spot] for row in DEATHS.values())
        women = nearest(everyone * 0.504)
        counts["3.6.1", year, "", "", ""] = (killed, everyone)
        for name, row in DEATHS.items():
            counts["3.6.1", year, name, "", ""] = (row[spot], people[name][year])
        counts["3.6.1", year, "", "female", ""] = (DEATHS_FEMALE[spot], women)
        counts["3.6.1", year, "", "male", ""] = (killed - DEATHS_FEMALE[spot], everyone - women)
    return counts


def reading(people: dict[str, dict[int, int]], chance: random.Random) -> Counts:
    """Return pupils who read at or above the minimum, by district, by sex, and by both."""
    counts: Counts = {}
    for year in YEARS:
        cells: dict[tuple[str, str], tuple[int, int]] = {}
        for name, points in READERS.items():
            pupils = nearest(people[name][year] * 0.0162 * (1 + (chance.random() - 0.5) * 0.06))
            girls = nearest(pupils * (0.5 + (chance.random() - 0.5) * 0.04))
            for sex, whole, ahead in (("female", girls, 3.5), ("male", pupils - girls, -3.5)):
                level = between(points, year) + ahead + (chance.random() - 0.5) * 2
                cells[name, sex] = (nearest(level * whole / 100), whole)
        sexes = ("female", "male")

        def added(chosen: list[tuple[int, int]]) -> tuple[int, int]:
            return sum(part for part, _ in chosen), sum(whole for _, whole in chosen)

        counts["4.1.1", year, "", "", ""] = added(list(cells.values()))
        for name in READERS:
            counts["4.1.1", year, name, "", ""] = added([cells[name, sex] for sex in sexes])
        for sex in sexes:
            counts["4.1.1", year, "", sex, ""] = added([cells[name, sex] for name in READERS])
        for (name, sex), cell in cells.items():
            counts["4.1.1", year, name, sex, ""] = cell
    return counts


def youth(people: dict[str, dict[int, int]], chance: random.Random) -> dict[tuple[int, str, str], tuple[int, int, int]]:
    """Return young people, employed, and not employed but in education or training, by year, sex and age."""
    cells: dict[tuple[int, str, str], tuple[int, int, int]] = {}
    for year in YEARS:
        for (sex, age), (employed, learning) in YOUTH.items():
            whole = nearest(total(people, year) * YOUTH_OF_PEOPLE[sex, age])
            working = nearest((between(employed, year) + (chance.random() - 0.5)) * whole / 100)
            in_school = nearest((between(learning, year) + (chance.random() - 0.5)) * whole / 100)
            cells[year, sex, age] = (whole, working, in_school)
    found = {}
    for year in YEARS:
        for sex, age in [("", ""), ("female", ""), ("male", ""), ("", "15-19"), ("", "20-24"), *YOUTH]:
            parts = [cells[year, s, a] for s, a in YOUTH if sex in ("", s) and age in ("", a)]
            whole, working, in_school = (sum(amounts) for amounts in zip(*parts, strict=True))
            found[year, sex, age] = (whole, working, in_school)
    return found


def plain(number: int, decimals: int) -> str:
    """Write a whole number of tenths (1) or cents (2) with its decimals; with 0 as it is."""
    if not decimals:
        return str(number)
    scale = 10**decimals
    return f"{number // scale}.{number % scale:0{decimals}d}"


def indicators(budget_table: Table, chance: random.Random) -> tuple[Table, Table]:
    """Return the ten series, and the parts of two of them."""
    people = population()
    homes = {
        name: {year: nearest(people[name][year] / size) for year in YEARS} for name, (_, _, size) in DISTRICTS.items()
    }
    seats: Counts = {
        ("5.5.1(b)", year, "", "", ""): (SEATS_OF_WOMEN[max(first for first in SEATS_OF_WOMEN if first <= year)], SEATS)
        for year in YEARS
    }
    young = youth(people, chance)
    neet: Counts = {
        ("8.6.1", year, "", sex, age): (whole - working - learning, whole)
        for (year, sex, age), (whole, working, learning) in young.items()
    }
    waste: Counts = {("11.6.1", year, "", "", ""): (amounts[2], amounts[0]) for year, amounts in WASTE.items()}
    accounts: Counts = {}
    for year in YEARS:
        if year == 2024:
            places = [budget_table.columns.index(name) for name in ("approved", "spent")]
            approved, final = (sum(int(row[place].replace(".", "")) for row in budget_table.rows) for place in places)
        else:
            crowns, tenths = OTHER_BUDGETS[year]
            approved, final = 100 * crowns, spent(crowns, tenths, chance)
        accounts["16.6.1", year, "", "", ""] = (final, approved)
    counts = (
        poverty(people, chance)
        | deaths(people)
        | reading(people, chance)
        | seats
        | shares("6.1.1", PIPED, homes, chance)
        | neet
        | shares("11.1.1", INFORMAL, people, chance)
        | shares("11.2.1", NEAR_A_STOP, people, chance)
        | waste
        | accounts
    )
    return indicator_table(PLACE, counts, DISTRICTS, SHEETS), components(young)


def indicator_table(place: str, counts: Counts, known: Mapping[str, District], described: Mapping[str, Sheet]) -> Table:
    """Return the indicators as a table, in the order of their sheets."""
    decimals = {"11.6.1": 1, "16.6.1": 2}
    order = list(described)
    ages = ["", "0-14", "15-19", "15-64", "20-24", "65+"]
    names = ["", *known]

    def place_in_table(key: Key) -> tuple[int, ...]:
        indicator, year, district, sex, age = key
        return order.index(indicator), names.index(district), ["", "female", "male"].index(sex), ages.index(age), year

    rows = []
    for key in sorted(counts, key=place_in_table):
        indicator, year, district, sex, age = key
        part, whole = counts[key]
        value = ratio(part, whole, 100_000 if indicator == "3.6.1" else 100)
        digits = decimals.get(indicator, 0)
        unit = described[indicator][2]
        numbers = [plain(part, digits), plain(whole, digits)]
        rows.append([place, indicator, str(year), value, unit, district, sex, age, *numbers, FICTIONAL])
    return Table(
        "indicators",
        "Indicators by year, district, sex and age",
        "One row is one value. An empty district, sex or age means the total. What each indicator counts is in the "
        "table indicator_sheets.",
        [
            column("place", "Place", required=True),
            column("indicator", "Code of the indicator", required=True),
            column("year", "Year", "integer", minimum=2015, maximum=2025),
            column("value", "Value: numerator / denominator x 100, for 3.6.1 x 100,000", "number", minimum=0),
            UNIT,
            column("district", "District; empty for the whole town"),
            column("sex", "Sex; empty for the total", words=("female", "male")),
            column("age", "Age in years; empty for all ages of the indicator"),
            column("numerator", "What is counted", "number", minimum=0),
            column("denominator", "Out of how many", "number", minimum=0),
            PLACE_IS,
        ],
        rows,
        ["indicator", "year", "district", "sex", "age"],
        {"indicator": ("indicator_sheets", "indicator"), "district": ("districts", "district")},
    )


def components(young: dict[tuple[int, str, str], tuple[int, int, int]]) -> Table:
    """Return the amounts that enter the formulas of 8.6.1 and 11.6.1."""
    rows = []
    for (year, sex, age), amounts in young.items():
        for name, amount in zip(("youth", "employed", "not employed, in education or training"), amounts, strict=True):
            rows.append([PLACE, "8.6.1", name, str(year), str(amount), "people", sex, age, FICTIONAL])
    for year, tonnes in WASTE.items():
        for name, amount in zip(("generated", "collected", "controlled"), tonnes, strict=True):
            rows.append([PLACE, "11.6.1", name, str(year), plain(amount, 1), "tonnes a day", "", "", FICTIONAL])
    return Table(
        "components",
        "Parts of two indicators",
        "One row is one amount that enters the formula of 8.6.1 or 11.6.1.",
        [
            column("place", "Place", required=True),
            column("indicator", "Code of the indicator", required=True),
            column("component", "Part of the formula", required=True),
            column("year", "Year", "integer", minimum=2015, maximum=2025),
            column("value", "Amount", "number", minimum=0),
            UNIT,
            column("sex", "Sex; empty for the total", words=("female", "male")),
            column("age", "Age in years; empty for 15 to 24"),
            PLACE_IS,
        ],
        rows,
        ["indicator", "component", "year", "sex", "age"],
        {"indicator": ("indicator_sheets", "indicator")},
    )


def sheets(described: Mapping[str, Sheet]) -> Table:
    """Return what each indicator counts, and how."""
    return Table(
        "indicator_sheets",
        "Indicator sheets",
        "One row says what one indicator counts, how, and what to mind.",
        [
            column("indicator", "Code of the indicator", required=True),
            column("name", "What it measures here", required=True),
            column("kind", "Official formula, or a local proxy of the indicator", words=(OFFICIAL, LOCAL)),
            UNIT,
            column("numerator", "What is counted", required=True),
            column("denominator", "Out of how many", required=True),
            column("source", "Where the values come from", required=True),
            column("break_year", "First year after a break in the series; empty if there is none", "integer"),
            column("note", "What to mind"),
            PLACE_IS,
        ],
        [[code, *words, FICTIONAL] for code, words in described.items()],
        ["indicator"],
    )


def targets(
    place: str, table: Table, goals: Mapping[str, Goal], described: Mapping[str, Sheet], decision: tuple[str, str]
) -> Table:
    """Return the local targets, with the base taken from the series."""
    totals = {(row[1], int(row[2])): row[3] for row in table.rows if row[5] == row[6] == row[7] == ""}
    rows = [
        [
            *(place, code, described[code][2], str(base), totals[code, base], value, str(year), wanted, limit),
            *(*decision, f"annex, line {code}", " out of ".join(described[code][3:5]), FICTIONAL),
        ]
        for code, (base, value, year, wanted, limit) in goals.items()
    ]
    return Table(
        "targets",
        "Local targets",
        "One row is what the council wants to reach for one indicator, for the whole town.",
        [
            column("place", "Place", required=True),
            column("indicator", "Code of the indicator", required=True),
            UNIT,
            column("base_year", "Year from which progress is counted", "integer"),
            column("base", "Value in that year", "number"),
            column("target_value", "Value to reach", "number"),
            column("target_year", "Year by which", "integer"),
            column("wanted", "Movement that is wanted", words=("increase", "decrease")),
            column("limit", "Value that cannot be passed; empty if there is none", "number"),
            column("document", "Plan or decision that sets the target", required=True),
            column("decided", "Year of the plan or decision", "integer", required=True),
            column("stands_at", "Place of the target in the document", required=True),
            column("counts", "What the series counts", required=True),
            PLACE_IS,
        ],
        rows,
        ["indicator"],
        {"indicator": ("indicator_sheets", "indicator")},
    )


# --- The same indicators, as a department would send them -------------------------------------------------------------

HEADER = {"year": "YEAR", "value": "Value", "district": "Distrct", "sex": "Sex (f/m)"}
WHOLE_ROW = "whole row"


@dataclass
class Line:
    """A line of the faulty table: its cells, whether it is written at all, and the faults placed in it."""

    cells: Row
    written: bool = True
    faults: list[tuple[str, str, str, str, str]] = field(default_factory=list)  # kind, column, found, expected, repair


class Spoiler:
    """Places faults in a copy of a clean table and keeps account of each."""

    def __init__(self, table: Table) -> None:
        self.columns = table.columns
        self.lines = [Line(list(row)) for row in table.rows]
        spots = [self.columns.index(name) for name in ("indicator", "year", "district", "sex", "age")]
        self.by_key = {tuple(line.cells[spot] for spot in spots): line for line in self.lines}

    def line(self, indicator: str, year: int, district: str = "", sex: str = "", age: str = "") -> Line:
        """Find a line of the clean table that holds no other fault."""
        line = self.by_key[indicator, str(year), district, sex, age]
        if line.faults and line.faults[0][1] == WHOLE_ROW:
            raise ValueError(f"{indicator} {year} {district} {sex} {age} holds a fault already")
        return line

    def cell(self, line: Line, kind: str, name: str, found: str, repair: str) -> None:
        """Put another text into a cell; ``{}`` in it stands for the clean text."""
        spot = self.columns.index(name)
        clean = line.cells[spot]
        line.cells[spot] = found.replace("{}", clean)
        if line.cells[spot] == clean:
            raise ValueError(f"{kind}: {clean!r} would not change")
        line.faults.append((kind, name, line.cells[spot], clean, repair))

    def swap(self, line: Line, one: str, other: str, repair: str) -> None:
        """Let two cells of a line change places."""
        clean = one_line(line.cells)
        first, second = self.columns.index(one), self.columns.index(other)
        line.cells[first], line.cells[second] = line.cells[second], line.cells[first]
        line.faults.append(("columns swapped in a row", WHOLE_ROW, one_line(line.cells), clean, repair))

    def drop(self, line: Line, repair: str) -> None:
        """Leave a line out."""
        line.written = False
        line.faults.append(("year missing in a series", WHOLE_ROW, "", one_line(line.cells), repair))

    def repeat(self, line: Line, after: Line, kind: str, repair: str, value: str | None = None) -> None:
        """Write the line once more, after another one; with ``value``, a different value in it."""
        extra = Line(list(line.cells))
        if value is not None:
            extra.cells[self.columns.index("value")] = value
        extra.faults.append((kind, WHOLE_ROW, one_line(extra.cells), "", repair))
        self.lines.insert(next(spot for spot, there in enumerate(self.lines) if there is after) + 1, extra)


def one_line(cells: Row) -> str:
    """Return cells as one line of CSV."""
    return csv_text([cells]).removesuffix("\n")


def tenfold(value: str) -> str:
    """Move the decimal point of a text with one decimal one place to the right."""
    return value.replace(".", "")


def spoil(table: Table) -> Spoiler:
    """Place every fault. Each kind stands in one block, so that the list can be read."""
    sheet = Spoiler(table)
    line, cell = sheet.line, sheet.cell
    value = table.columns.index("value")

    for chosen in (line("1.2.1", 2018, "Riverbend"), line("4.1.1", 2017, "Far Point", "female")):
        cell(chosen, "value missing", "value", "", "Compute it from numerator and denominator.")
    cell(
        line("11.1.1", 2022, "Millstone"),
        "value missing",
        "numerator",
        "",
        "Ask the source; the value and the denominator allow a check.",
    )

    cell(
        line("11.2.1", 2025, "Lighthouse"),
        "text in a number cell",
        "value",
        "not yet counted",
        "Compute it from numerator and denominator.",
    )
    cell(line("5.5.1(b)", 2019), "text in a number cell", "value", "n/a", "Compute it from numerator and denominator.")
    cell(
        line("8.6.1", 2016, sex="male"),
        "text in a number cell",
        "value",
        line("8.6.1", 2016, sex="male").cells[value].replace("1", "l", 1),
        "A letter l stands for the digit 1.",
    )

    for district in ("Old Quay", "Market Hill"):
        chosen = line("6.1.1", 2019, district)
        cell(chosen, "decimal comma", "value", chosen.cells[value].replace(".", ","), "Write a point.")

    denominator = table.columns.index("denominator")
    for district, mark in (("Saltfield", ","), ("Riverbend", " ")):
        chosen = line("11.1.1", 2015, district)
        digits = chosen.cells[denominator]
        cell(
            chosen,
            "thousands separator",
            "denominator",
            f"{digits[:-3]}{mark}{digits[-3:]}",
            "Write the digits without a mark between them.",
        )

    for district in ("", "Millstone"):
        cell(line("11.2.1", 2018, district), "percent sign", "value", "{} %", "Remove the sign: the unit says it.")

    for district in ("Saltfield", "Millstone"):
        chosen = line("4.1.1", 2016, district)
        cell(chosen, "fraction instead of percent", "value", f"0.{tenfold(chosen.cells[value])}", "Multiply by 100.")

    for sex in ("", "female", "male"):
        chosen = line("3.6.1", 2024, sex=sex)
        cell(
            chosen,
            "unit changed without notice",
            "value",
            tenfold(chosen.cells[value]),
            "The value is per million people: divide by 10.",
        )
    for name in ("numerator", "denominator"):
        chosen = line("6.1.1", 2022, "Saltfield")
        digits = chosen.cells[table.columns.index(name)]
        cell(
            chosen,
            "unit changed without notice",
            name,
            f"{digits[:-3]}.{digits[-3:]}",
            "The number is in thousands: multiply by 1,000.",
        )

    chosen = line("8.6.1", 2021, sex="female")
    sheet.repeat(
        chosen,
        chosen,
        "row repeated with another value",
        "Keep the row whose value agrees with numerator and denominator.",
        "29.9",
    )
    chosen = line("11.1.1", 2020, "Riverbend")
    sheet.repeat(
        chosen,
        line("11.1.1", 2025, "Riverbend"),
        "row repeated with another value",
        "Keep the row whose value agrees with numerator and denominator.",
        "41.0",
    )

    chosen = line("6.1.1", 2017, "Lighthouse")
    sheet.repeat(chosen, chosen, "row repeated", "Remove one of the two.")
    sheet.repeat(line("1.2.1", 2016), line("1.2.1", 2025), "row repeated", "Remove one of the two.")

    for year in (2020, 2021):
        cell(
            line("4.1.1", year),
            "year as a period",
            "year",
            f"{year - 1}-{year}",
            "A school year is named by the year in which it ends.",
        )

    cell(line("3.6.1", 2018), "year with two digits", "year", "18", "Write four digits.")
    cell(line("11.6.1", 2016), "year with two digits", "year", "16", "Write four digits.")

    cell(
        line("3.6.1", 2021, "Saltfield"),
        "year that cannot be",
        "year",
        "2201",
        "Two digits are in the wrong order: the series lacks 2021.",
    )

    chosen = line("6.1.1", 2020)
    part = int(chosen.cells[table.columns.index("numerator")]) + 1_204
    whole = int(chosen.cells[denominator])
    cell(chosen, "total that does not add up", "numerator", str(part), "Add up the districts.")
    cell(
        chosen,
        "total that does not add up",
        "value",
        ratio(part, whole),
        "Compute it from the repaired numerator and the denominator.",
    )
    cell(
        line("8.6.1", 2019),
        "total that does not add up",
        "value",
        "16.4",
        "Women and men, weighted by their number, give another value: compute it from numerator and denominator.",
    )

    cell(line("11.2.1", 2017, "Saltfield"), "district misspelled", "district", "Salt Field", "Write Saltfield.")
    cell(line("1.2.1", 2021, "Millstone"), "district misspelled", "district", "Milstone", "Write Millstone.")
    cell(line("6.1.1", 2023, "Riverbend"), "district misspelled", "district", "RIVERBEND", "Write Riverbend.")

    cell(line("1.2.1", 2019, sex="female"), "sex misspelled", "sex", "femal", "Write female.")
    cell(line("8.6.1", 2020, sex="female", age="20-24"), "sex misspelled", "sex", "F", "Write female.")
    cell(line("4.1.1", 2022, sex="male"), "sex misspelled", "sex", "boys", "Write male.")

    cell(line("11.1.1", 2017, "Market Hill"), "blank at the end", "district", "{} ", "Remove the blank.")
    cell(line("11.2.1", 2016, "Old Quay"), "blank at the end", "indicator", "{} ", "Remove the blank.")

    cell(
        line("11.2.1", 2023, "Far Point"),
        "share above 100 %",
        "value",
        "1{}",
        "A digit too many: compute it from numerator and denominator.",
    )

    cell(
        line("11.1.1", 2019, "Lighthouse"),
        "negative value",
        "value",
        "-{}",
        "A share cannot be negative: remove the sign.",
    )

    chosen = line("11.1.1", 2021, "Old Quay")
    cell(
        chosen,
        "ten times too large",
        "value",
        f"{tenfold(chosen.cells[value])}.0",
        "Divide by 10; numerator and denominator confirm it.",
    )
    chosen = line("3.6.1", 2017, "Millstone")
    cell(
        chosen,
        "ten times too large",
        "value",
        f"{tenfold(chosen.cells[value])}.0",
        "Divide by 10; numerator and denominator confirm it.",
    )

    cell(line("4.1.1", 2025), "note sign in the value", "value", "{}*", "Move the sign to a column of its own.")
    cell(line("16.6.1", 2025), "note sign in the value", "value", "{} (p)", "Move the sign to a column of its own.")
    cell(
        line("6.1.1", 2016, "Millstone"),
        "note sign in the value",
        "value",
        "~{}",
        "Move the sign to a column of its own.",
    )

    sheet.swap(line("8.6.1", 2018, sex="female", age="15-19"), "sex", "age", "Put sex and age back into their columns.")
    sheet.swap(
        line("11.1.1", 2018, "Saltfield"),
        "numerator",
        "denominator",
        "Put numerator and denominator back into their columns.",
    )

    sheet.drop(line("11.6.1", 2020), "Ask the source for the row.")
    sheet.drop(line("16.6.1", 2019), "Ask the source for the row.")
    sheet.drop(line("11.1.1", 2023, "Far Point"), "Ask the source, or subtract the other districts from the total.")

    cell(line("1.2.1", 2015), "word for the total", "district", "Total", "Leave the cell empty.")
    cell(line("1.2.1", 2015), "word for the total", "sex", "both", "Leave the cell empty.")
    cell(line("1.2.1", 2015), "word for the total", "age", "all", "Leave the cell empty.")

    cell(line("11.2.1", 2020, "Market Hill"), "unit written in another way", "unit", "percent", "Write %.")
    cell(line("3.6.1", 2023, "Old Quay"), "unit written in another way", "unit", "per 100 000", f"Write {PER_100_000}.")

    cell(
        line("11.6.1", 2023),
        "code turned into a date",
        "indicator",
        "2001-06-11",
        "Write 11.6.1, and make the column text.",
    )
    cell(
        line("8.6.1", 2024),
        "code turned into a date",
        "indicator",
        "08-Jun-01",
        "Write 8.6.1, and make the column text.",
    )
    return sheet


def faulty(table: Table, sheet: Spoiler) -> tuple[Table, Table]:
    """Return the faulty table and the list of its faults."""
    rows: list[Row] = []
    placed: list[Row] = []

    def note(row: int, fault: tuple[str, str, str, str, str]) -> None:
        kind, name, found, expected, repair = fault
        placed.append([f"D{len(placed) + 1:02d}", kind, str(row), name, found, expected, repair, FICTIONAL])

    for name, found in HEADER.items():
        note(1, ("header spelled in another way", name, found, name, f"Write {name}."))
    for line in sheet.lines:
        row = len(rows) + 2  # the header is row 1, as a spreadsheet counts
        for fault in line.faults:
            note(row, fault)
        if line.written:
            rows.append(line.cells)
    titles = [HEADER.get(name, name) for name in table.columns]
    return (
        Table(
            "indicators-faulty",
            "The indicators, as a department would send them",
            "The table indicators with faults placed on purpose, to learn how to find them. Every cell is text. The "
            "table faults lists each one.",
            [
                column(title, f"As sent; in the clean table {name}")
                for title, name in zip(titles[:-1], table.columns[:-1], strict=True)
            ]
            + [PLACE_IS],
            rows,
        ),
        Table(
            "faults",
            "Faults placed in the faulty table",
            "One row is one fault. Putting what is expected in the place of what is found, for every fault, gives the "
            "clean table back. Rows are those of the faulty file, its header being row 1.",
            [
                column("fault", "Number of the fault", required=True),
                column("kind", "Kind of fault", required=True),
                column(
                    "row", "Row in indicators-faulty.csv; a row that is missing belongs before it", "integer", minimum=1
                ),
                column("column", f"Column, by its clean name; {WHOLE_ROW}: the row itself", required=True),
                column("found", "What stands there; empty for an empty cell or a missing row"),
                column("expected", "What should stand there; empty for an empty cell or a row to be removed"),
                column("repair", "How to repair it", required=True),
                PLACE_IS,
            ],
            placed,
            ["fault"],
        ),
    )


# --- Description and writing ------------------------------------------------------------------------------------------


def competences() -> Table:
    """Describe the table of competences, which is kept by hand."""
    text = (HERE / "competences.csv").read_text("utf-8")
    return Table(
        "competences",
        "Competences (fictional)",
        "One row is one target, judged by a fictional municipality.",
        [
            column("target", "Code of the target"),
            column("judgement", "Own, shared or not ours", words=("own", "shared", "not ours")),
            column("reason", "Why, in a few words"),
            column("place_is", "Reminder that the place is fictional", words=(FICTIONAL,)),
        ],
        list(csv.reader(io.StringIO(text)))[1:],
        ["target"],
    )


def package(tables: list[Table]) -> dict[str, object]:
    """Return the description of the whole set, with its totals worked out."""
    by_name = {table.name: table for table in tables}
    lines, income = by_name["budget"], by_name["revenue"]
    (whole,) = sums(lines, "", "approved", "spent").values()
    (received,) = sums(income, "", "approved", "collected").values()
    own = sums(income, "kind", "approved", "collected")[OWN]
    links = [dict(zip(by_name["alignment"].columns, row, strict=True)) for row in by_name["alignment"].rows]
    kinds = [link["kind"] for link in links]
    unresolved = sum(link["kind"] == AGAINST and not link["resolved"] for link in links)
    checks = [
        "169 targets, each judged once",
        f"Budget 2024, {len(lines.rows)} lines: approved {grouped(whole[0])}, spent {grouped(whole[1])} amani crowns, "
        f"by department and by function alike: {ratio(whole[1], whole[0])} %",
    ]
    for label in ("department", "function"):
        checks += [
            f"Budget 2024, {label} {name}: approved {grouped(first)}, spent {grouped(last)}, {ratio(last, first)} %"
            for name, (first, last) in sums(lines, label, "approved", "spent").items()
        ]
    checks += [
        f"Revenue 2024: planned {grouped(received[0])}, received {grouped(received[1])} amani crowns; own-source "
        f"{grouped(own[1])}, {ratio(own[1], received[1])} %",
        f"Cost of the {len(ACTIONS)} actions: {sum(entry[5] for entry in ACTIONS):,} amani crowns; shares of each "
        "tagged budget line add up to 1",
        ", ".join(f"{kinds.count(kind)} {kind}" for kind in (DIRECT, INDIRECT, AGAINST))
        + f" links of the actions to targets; {unresolved} of those against a target is not resolved",
        *(
            f"Budget {year}: approved {grouped(first)}, spent {grouped(last)} amani crowns, as in indicator 16.6.1"
            for year, (first, last) in sums(by_name["budget_years"], "year", "approved", "spent").items()
        ),
        f"{len(by_name['scores'].rows)} scores: {len(ACTIONS)} actions, {len(amani_plan.CRITERIA)} criteria; each says "
        "where it comes from or who judged",
        "Numerators and denominators of districts, of sexes and of ages add up to the total of their year",
        f"Repairing the {len(by_name['faults'].rows)} faults gives the clean table of indicators back, cell by cell",
    ]
    return {
        "name": "port-amani",
        "title": "Port Amani (fictional): a complete set of data of a port town",
        "description": "Port Amani is a fictional port town. Its data let learners try every exercise before they have "
        "their own: indicators, budget, plan, competences, priorities, partners, peers.",
        "version": "3",
        "created": "2026-11-29T00:00:00Z",
        "sources": [{"title": "Made up for this course"}],
        "licenses": [
            {
                "name": "CC-BY-4.0",
                "title": "Creative Commons Attribution 4.0",
                "path": "https://creativecommons.org/licenses/by/4.0/",
            }
        ],
        "sourceLine": "Port Amani is a fictional municipality",
        "checks": checks,
        "traps": [
            "Nothing here describes a real place. Do not compare it with one.",
            "An empty district, sex or age is the total. Choose one cut before adding up.",
            "11.6.1 has a break: 2018 and 2019 are not comparable. See indicator_sheets.",
            "Far Point has under 2,000 people and about 30 pupils a year: its rates jump.",
            "The population of 2025 equals that of 2015, so indicator 11.3.1 is undefined for these ten years.",
            "Civil defence stands for the COFOG division Defence. A line belongs to one function as a whole.",
            "The table indicators-faulty is wrong on purpose. Use it only to learn.",
            "A link against a target is no contribution: leave it out of coverage, and list it.",
            "In budget_years a refund has nothing approved and a negative amount spent: it has no execution rate.",
            "An indicator of missing_indicators has no value. Missing is not zero.",
        ],
        "resources": [
            *(resource(table) for table in tables),
            {
                "name": "plan",
                "path": "plan.md",
                "title": "Local development plan 2026 to 2030 (fictional)",
                "description": "The plan in prose, with its 30 actions.",
                "encoding": "utf-8",
                "format": "md",
                "mediatype": "text/markdown",
            },
        ],
    }


def accounts(values: Table, year: int) -> tuple[int, int]:
    """Return the cents approved and spent in a year, as they stand in the indicator 16.6.1."""
    code, of_year, part, whole = (
        values.columns.index(name) for name in ("indicator", "year", "numerator", "denominator")
    )
    (row,) = [row for row in values.rows if (row[code], row[of_year]) == ("16.6.1", str(year))]
    return cents(row[whole]), cents(row[part])


def build() -> list[Table]:
    """Return all tables in the order of the description: the main table first."""
    people = population()
    lines, tags = budget(random.Random(SEED))
    income = revenue(random.Random(SEED + 1))
    plan, alignment = action_tables(PLACE, "A", AXES, ACTIONS)
    values, parts = indicators(lines, random.Random(SEED + 2))
    sent, faults = faulty(values, spoil(values))
    departments_of = {row[1]: row[4] for row in plan.rows}
    given = amani_plan.scores(link_effects(alignment), departments_of)
    others = {year: (rules, accounts(values, year)) for year, rules in amani_plan.OTHER_YEARS.items()}
    years = budget_years(PLACE, lines, 2024, others, amani_plan.ACTION_OF_LINE, random.Random(SEED + 3))
    return [
        values,
        sheets(SHEETS),
        targets(PLACE, values, TARGETS, SHEETS, DECISION),
        parts,
        profile(people),
        districts(PLACE, DISTRICTS, ABOUT_DISTRICTS),
        departments(PLACE, DEPARTMENTS),
        competences(),
        plan,
        alignment,
        lines,
        tags,
        functions(),
        income,
        sent,
        faults,
        criteria_table(PLACE, amani_plan.CRITERIA, amani_plan.COMMITTEE),
        score_table(PLACE, given, amani_plan.CRITERIA),
        gate_table(PLACE, amani_plan.GATES),
        years,
        *partner_tables(PLACE, amani_plan.PARTNERS),
        *peer_tables(amani_plan.PEERS),
        peer_values(values, "2025", amani_plan.PEER_INDICATORS, amani_plan.PEER_VALUES),
        missing_table(PLACE, amani_plan.MISSING),
    ]


def write(folder: Path) -> list[Path]:
    """Write every table but the competences, and the description; return the files."""
    tables = build()
    texts = {f"{table.name}.csv": table.text() for table in tables if table.name != "competences"}
    texts["datapackage.json"] = json.dumps(package(tables), indent=2, ensure_ascii=False) + "\n"
    for name, text in texts.items():
        (folder / name).write_bytes(text.encode("utf-8"))
    return [folder / name for name in texts]


if __name__ == "__main__":
    written = write(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
    print(f"Wrote {len(written)} files of Port Amani (fictional)")
