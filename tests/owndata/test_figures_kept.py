"""What the page puts into the workbook's table: each figure as the table has it, or not at all.

Values, years, units, places, groups and flags of made-up tables are known from the facts of which they were made.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from . import page_reader
from .test_generated_tables import EXAMPLES, files

FILES = Path(__file__).parent / "files"
ENCODINGS = {"cp1252": "windows-1252", "cp1251": "windows-1251", "cp1256": "windows-1256"}


@pytest.fixture(scope="module")
def page(javascript):
    return page_reader.page(javascript)


@pytest.fixture(scope="module")
def kept(page):
    def rows(data, name="", **said):
        found = page(data if isinstance(data, bytes) else data.encode(), name, said)
        return found.get("forWorkbook") or {"rows": [], "left": {}}

    return rows


def of_file(kept, name, **said):
    return kept((FILES / name).read_bytes(), name, **said)


def test_a_german_budget_table(kept):
    found = of_file(kept, "budget-cp1252.csv", encoding="windows-1252")
    assert found["rows"][:2] == [
        {
            "indicator": "Ergebnis",
            "year": "2022",
            "value": "1234567.89",
            "group": "Produktbereich: Innere Verwaltung",
        },
        {"indicator": "Ansatz", "year": "2023", "value": "1300000.00", "group": "Produktbereich: Innere Verwaltung"},
    ]
    assert found["rows"][-1] == {"indicator": "Ansatz", "year": "2024", "value": "3760500.50"}
    assert (len(found["rows"]), found["left"]["empty"]) == (11, 1)
    assert (found["whole"], found["unsure"]) == ("Summe", "Produktbereich")


def test_numbers_of_a_budget_beside_its_headings_are_no_groups_and_its_total_is_kept(kept):
    head = "Produktbereich;Bezeichnung;2022;2023\n"
    rows = "11;Verwaltung;100,50;110,00\n21;Schulen;200,00;220,00\n31;Soziales;300,00;330,00\n"
    found = kept(f"{head}{rows};Summe;600,50;660,00\n")
    assert [(row.get("group"), row["year"], row["value"]) for row in found["rows"][::2]] == [
        ("Bezeichnung: Verwaltung", "2022", "100.50"),
        ("Bezeichnung: Schulen", "2022", "200.00"),
        ("Bezeichnung: Soziales", "2022", "300.00"),
        (None, "2022", "600.50"),
    ]
    assert (found["left"]["unnamed"], found["lost"], found["whole"]) == (0, ["Produktbereich"], "Summe")
    # A row without a number that is no total may belong to the number above it, and so may a total in the middle.
    for unsure in (";Bauen;5,00;6,00\n", ";Summe;600,50;660,00\n41;Kultur;5,00;6,00\n"):
        found = kept(head + rows + unsure)
        assert found["left"]["unnamed"] == 2
        assert found["rows"][0]["group"] == "Produktbereich: 11; Bezeichnung: Verwaltung"
    # One number for two names tells nothing about which: both stay.
    found = kept(f"{head}{rows}31;Jugend;5,00;6,00\n")
    assert found["rows"][-1]["group"] == "Produktbereich: 31; Bezeichnung: Jugend"


def test_french_districts_need_their_year(kept):
    found = of_file(kept, "quartiers.csv")
    assert (found["rows"], found["left"]["no_year"]) == ([], 12)
    found = of_file(kept, "quartiers.csv", year=2023)
    assert found["rows"][1] == {
        "indicator": "Logements sociaux",
        "year": "2023",
        "value": "18.5",
        "unit": "%",
        "area": "Centre",
    }
    assert found["rows"][-1] == {"indicator": "Emplois", "year": "2023", "value": "17380"}
    assert found["left"] == {"empty": 3, "no_year": 0, "unnamed": 0, "unit": 0, "contradicting": 0, "unread": 0}


HEAD = "place,indicator,year,value,unit"


@pytest.mark.parametrize(
    ("table", "rows", "left"),
    [
        # All digits stay; a budget year and a quarter stay as they stand.
        (
            f"{HEAD}\nA,x,2018/19,12345678901234567890,km\nA,x,2019/20,0.10,km\nA,x,2020/21,7,km\n",
            [
                ("A", "2018/19", "12345678901234567890", "km"),
                ("A", "2019/20", "0.10", "km"),
                ("A", "2020/21", "7", "km"),
            ],
            {},
        ),
        # A figure with two values is kept with neither; one that stands there twice is kept once.
        (
            f"{HEAD}\nA,x,2019,1,km\nA,x,2019,2,km\nA,x,2020,3,km\nA,x,2020,3.0,km\n",
            [("A", "2020", "3", "km")],
            {"contradicting": 2},
        ),
        # A sign beside the figure is its unit, and is never put beside a unit that says something else.
        (
            f"{HEAD}\nA,x,2019,5%,\nA,x,2020,6%,%\nA,x,2021,7%,persons\n",
            [("A", "2019", "5", "%"), ("A", "2020", "6", "%")],
            {"unit": 1},
        ),
        # An empty cell may mean the place above it.
        (
            f"{HEAD}\nA,x,2019,1,km\n,x,2020,2,km\nB,x,2019,3,km\n",
            [("A", "2019", "1", "km"), ("B", "2019", "3", "km")],
            {"unnamed": 1},
        ),
        # No figure, and one that can be read in two ways.
        (f"{HEAD}\nA,x,2019,n/a,km\nA,x,2020,<5,km\nA,x,2021,4,km\n", [("A", "2021", "4", "km")], {"empty": 2}),
    ],
)
def test_a_figure_is_kept_as_it_stands_or_not_at_all(kept, table, rows, left):
    found = kept(table)
    names = ("area", "year", "value", "unit")
    assert [tuple(row.get(name, "") for name in names) for row in found["rows"]] == rows
    assert {name: count for name, count in found["left"].items() if count} == left


def test_flags_sources_and_components_come_along_and_other_columns_are_named(kept):
    head = f"{HEAD},flag,source,comment,numerator,denominator"
    found = kept(f"{head}\nA,x,2019,50.0*,%,b,Census,seen,500,1000\nA,x,2020,60,%,,Survey,,600,1000\n")
    first, *components = found["rows"][:3]
    assert first == {
        "indicator": "x",
        "year": "2019",
        "value": "50.0",
        "unit": "%",
        "area": "A",
        "flag": "*; b",
        "source": "Census",
    }
    assert [(row["component"], row["value"], row.get("unit")) for row in components] == [
        ("numerator", "500", None),
        ("denominator", "1000", None),
    ]
    assert found["lost"] == ["comment"]


def test_a_unit_beside_each_year_is_that_of_its_year(kept):
    found = kept("place,2019,Unit,2020,Unit\nA,14.1,km,15200,m\n")
    assert [(row["year"], row["value"], row["unit"]) for row in found["rows"]] == [
        ("2019", "14.1", "km"),
        ("2020", "15200", "m"),
    ]
    # Under two rows of headings it is not clear which figures the second column of units is for.
    found = kept("GEO,indicator,2005,Unit,2006,Unit\n,,number,,number,\nA,x,14,km,15200,m\nB,x,3,km,4,km\n")
    assert [(row["area"], row["value"], row["unit"]) for row in found["rows"]] == [("B", "3", "km"), ("B", "4", "km")]
    assert found["left"]["unit"] == 2


def test_names_that_stand_in_a_row_of_their_own_are_not_guessed(kept):
    found = kept("indicator,year,value\nNorth,,\nx,2019,1\nx,2020,2\nSouth,,\nx,2021,3\n")
    assert (found["rows"], found["left"]["unnamed"]) == ([], 3)


@settings(
    max_examples=EXAMPLES, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], deadline=None
)
@given(files())
def test_no_figure_of_a_made_up_table_is_falsified(kept, made):
    data, table, encoding = made
    said = {"encoding": ENCODINGS.get(encoding, encoding)} if encoding not in ("utf-8", "utf-8-sig", "utf-16") else {}
    tags = {tag for tag, _ in table.tags} | ({"place"} if table.titles else set())
    found = kept(data, **said)
    if found.get("lost"):  # the page names the columns that are not kept
        tags -= {"flag"}
    if table.is_cut:
        return  # where the last cells are empty, nothing tells that each half of a figure is not a whole one
    for row in found["rows"]:
        assert any(says(row, fact, tags) for fact in table.facts), (row, table.written)


def says(row, fact, tags):
    """Whether a row says of a fact what the table says of it; what the table does not say is empty."""
    place, group = row.get("area", ""), row.get("group", "").partition(": ")[2]
    known = {
        "place": place in (fact.place, "Total", "All places") or not place,
        "group": group == fact.group or {group, fact.group} == {"", "Total"},
        "indicator": row["indicator"] == fact.indicator,
        # "number" stands below the headings of some tables.
        "unit": row.get("unit", "") in (fact.unit, "", "number", "€" if fact.unit == "EUR" else "%"),
    }
    right = all(known[tag] for tag in tags & known.keys())
    flags = {flag for flag in row.get("flag", "").split("; ") if flag not in ("*", "")}
    return (
        right
        and Decimal(row["value"]) == fact.value
        and row["year"][:4] == str(fact.year)
        and (flags == ({fact.flag} - {""}) or "flag" not in tags)
    )
