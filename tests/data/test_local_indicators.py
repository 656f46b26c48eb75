"""The list of local indicators: its rules, codes, targets, formulas and sources, and the sheets of the book.

What the list must hold was laid down before it was written: 60 to 80 indicators over all 17 goals, at least 20 local
ones, at least 10 that need a map, at least 4 of goal 16 or 17, and not more than 24,000 bytes, since a page loads it.
"""

import csv
import importlib
import re
from collections import Counter

import pytest
from pybtex.database import parse_file

from localsdg import datasets
from localsdg.core import agenda2030
from localsdg.core.content import content_root
from localsdg.core.methods import methods_in

ROOT = content_root()
PATH = ROOT / "assets" / "data" / "local-indicators" / "indicators.csv"
HEAD = "id,name,code,target,formula,counted,counted_by,unit,wanted,disaggregation,boundary,spatial,sources"  # as agreed
COLUMNS = HEAD.split(",")
TARGETS = {target.code for target in agenda2030.TARGETS}
# The parts of the framework’s indicators that are named here: 5.5.1 has (a) parliaments and (b) local councils, 6.2.1
# has (a) toilets and (b) soap and water.
PARTS = {"5.5.1(b)": "5.5.1", "6.2.1(a)": "6.2.1"}


def rows():
    with PATH.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


ROWS = rows()
EACH = pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])


def goal(row):
    return int(row["target"].split(".")[0])


def framework():
    table = datasets.load("sdg-codes").tables["indicators"]
    return table.set_index("indicator")


def test_the_list_holds_what_was_laid_down():
    assert 60 <= len(ROWS) <= 80
    assert {goal(row) for row in ROWS} == set(range(1, 18))
    counts = Counter(row["code"] == "local" for row in ROWS)
    assert counts[True] >= 20
    assert sum(row["spatial"] == "yes" for row in ROWS) >= 10
    assert sum(goal(row) in (16, 17) for row in ROWS) >= 4
    assert PATH.stat().st_size <= 24_000


def test_the_description_counts_right():
    # Counted by hand in the file: 38 official and 39 local indicators, 14 with a map, 15 of goal 16 or 17.
    first = datasets.load("local-indicators").package["checks"][0]
    assert first == "77 indicators: 38 official, 39 local; all 17 goals; 14 need a map; 15 are of goal 16 or 17"
    assert len(ROWS) == 77
    assert sum(row["code"] == "local" for row in ROWS) == 39
    assert sum(row["spatial"] == "yes" for row in ROWS) == 14
    assert sum(goal(row) in (16, 17) for row in ROWS) == 15


def test_it_opens_by_name_with_its_columns():
    table = datasets.load("local-indicators").table
    assert table.columns.tolist() == COLUMNS
    assert table["id"].tolist() == [row["id"] for row in ROWS]


def test_nothing_stands_twice():
    for column in ("id", "name", "counted"):
        assert [text for text, count in Counter(row[column] for row in ROWS).items() if count > 1] == []
    codes = Counter(row["code"] for row in ROWS if row["code"] != "local")
    assert max(codes.values()) == 1


def test_indicators_stand_in_the_order_of_the_agenda():
    order = [target.code for target in agenda2030.TARGETS]
    places = [order.index(row["target"]) for row in ROWS]
    assert places == sorted(places)


@EACH
def test_every_field_is_filled_and_short(row):
    assert [column for column in COLUMNS if column != "formula" and not row[column].strip()] == []
    assert all(text == " ".join(text.split()) for text in row.values()), "a field has blanks too many"
    assert len(row["name"]) <= 60
    assert row["counted"].endswith(".")
    assert row["counted"].count(". ") == 0, "one sentence says what is counted"
    assert len(row["counted"].split()) <= 32
    assert row["wanted"] in ("increase", "decrease", "value")
    assert row["spatial"] in ("yes", "no")
    assert row["target"] in TARGETS


@EACH
def test_an_official_indicator_is_one_of_the_framework(row):
    if row["code"] == "local":
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", row["id"]), "a local indicator has a name of its own as id"
        return
    assert row["id"] == row["code"]
    whole = PARTS.get(row["code"], row["code"])
    official = framework().loc[whole]
    assert row["target"] == official["target"]
    if row["code"] not in PARTS:
        assert row["name"] == official["title"]


@EACH
def test_a_formula_is_a_function_of_the_course(row):
    rooms = [importlib.import_module(f"localsdg.{name}") for name in ("localizing", "implementation", "monitoring")]
    for name in filter(None, row["formula"].split("; ")):
        assert any(name in room.__all__ for room in rooms), f"{name} is no function of the course"


@pytest.fixture(scope="module")
def entries():
    """The bibliography, read once."""
    return parse_file(str(ROOT / "book" / "references.bib")).entries


@EACH
def test_its_sources_can_be_found(entries, row):
    parts = {part.replace("(", "").replace(")", "") for part in PARTS}
    for key in row["sources"].split("; "):
        assert key == "course" or key in entries or key in framework().index or key in parts
    if row["code"] != "local":
        assert row["sources"] != "course", "an official indicator names what was read of it"


@pytest.mark.parametrize(
    ("code", "words", "formula", "unit"),
    [
        # After the metadata of the United Nations, as corrected where the course checked its facts.
        ("11.2.1", ["500 m", "1 km", "each counted once"], "service_area", "%"),
        ("11.7.1", ["streets", "total area of the city", "400 m"], "open_space_share; service_area", "%"),
        ("11.1.1", ["never added", "urban people", "over 30 %"], "slum_share; housing_cost_share", "%"),
        ("11.6.1", ["collected and managed in controlled facilities", "tonnes a day"], "waste_shares", "%"),
        ("11.6.2", ["Annual mean of PM2.5", "weighted by its people"], "fine_particles", "µg/m³"),
        ("8.6.1", ["15 to 24", "neither employed nor in education or training"], "neet_share", "%"),
        ("11.5.1", ["died", "missing", "directly affected", "100,000"], "affected_by_disasters", None),
        ("5.5.1(b)", ["Elected seats", "women and men"], "women_in_councils", "%"),
        ("6.1.1", ["improved source", "on the premises", "there when needed", "free of contamination"], "", "%"),
        ("6.2.1(a)", ["improved toilet", "not shared", "disposed of safely"], "", "%"),
        ("11.3.1", ["built-up area", "population"], "land_ratio", "ratio"),
        ("budget-execution", ["first approved", "central government"], "execution", "%"),
    ],
)
def test_what_is_counted_is_what_the_metadata_say(code, words, formula, unit):
    (row,) = [row for row in ROWS if row["id"] == code]
    assert [word for word in words if word not in row["counted"]] == []
    assert row["formula"] == formula
    assert unit is None or row["unit"] == unit


def test_no_indicator_of_national_scope_is_called_official():
    # Their metadata say that they are about a country: its central government, its plans, its share of towns.
    national = {"16.6.1", "17.1.1", "17.1.2", "11.a.1", "11.b.1", "11.b.2", "11.3.2", "13.1.2", "13.1.3", "13.2.2"}
    assert national & {row["code"] for row in ROWS} == set()
    (execution,) = [row for row in ROWS if row["id"] == "budget-execution"]
    assert (execution["code"], execution["wanted"]) == ("local", "value")


def test_every_method_of_a_basic_indicator_is_named_by_the_list():
    found = {
        method.name.rpartition(".")[2]
        for method in methods_in(importlib.import_module("localsdg.monitoring.indicators"))
    }
    named = {name for row in ROWS for name in row["formula"].split("; ")}
    assert found - named == {"urban_policy_score"}  # 11.a.1 is about countries


SHEETS = ("5.5.1(b)", "6.1.1", "8.6.1", "11.1.1", "11.2.1", "11.5.1", "11.6.1", "11.6.2", "11.7.1", "Budget execution")


def sheets():
    text = (ROOT / "book" / "indicator-sheets.md").read_text("utf-8").split("\n## Sources\n")[0]
    found = dict(re.findall(r"^## ([^\n]+)\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL))
    found.pop("How to read a sheet")
    return found


def test_there_is_a_sheet_for_each_and_each_has_all_parts():
    found = sheets()
    assert [re.split(", ", title)[0] for title in found] == list(SHEETS)
    lines = ["Count", "Who has it", "Unit", "Fixed numbers", "Boundary", "Break down by", "Traps"]
    for title, text in found.items():
        assert re.findall(r"^\* - (.+)$", text, re.MULTILINE) == lines, title
        assert text.count("$$") in (2, 4, 6), title
        assert text.count("**Example (made up).**") == 1, title
        assert "](cite:" in text, title


@pytest.mark.parametrize(
    ("sheet", "result"),
    [
        ("5.5.1(b)", "20 %"),  # (8 + 12) / (20 + 80)
        ("6.1.1", "54 %"),  # the least of 90 x 0.8 = 72, 90 x 0.7 = 63, 90 x 0.6 = 54
        ("8.6.1", "15 %"),  # (10,000 - 4,500 - 4,000) / 10,000
        ("11.1.1", "25 %"),  # 50,000 / 200,000
        ("11.1.1", "15 %"),  # 30,000 / 200,000
        ("11.2.1", "70 %"),  # (55,000 + 30,000 - 15,000) / 100,000
        ("11.5.1", "200"),  # 100,000 x (3 + 1 + 496) / 250,000
        ("11.6.1", "50 %"),  # 50 / 100
        ("11.6.2", "12 µg/m³"),  # (900,000 + 300,000) / 100,000
        ("11.7.1", "25 %"),  # (900 + 1,600) / 10,000
        ("11.7.1", "40 %"),  # 40,000 / 100,000
        ("Budget execution", "B"),  # 48, 44 and 53 of 50: 96, 88, 106 %; inside 95-105 one, inside 90-110 two
    ],
)
def test_an_example_gives_what_it_gives_by_hand(sheet, result):
    (text,) = [text for title, text in sheets().items() if title.split(", ")[0] == sheet]
    assert f"**{result}**" in text


@EACH
def test_a_spreadsheet_takes_no_field_for_a_formula(row):
    assert not any(value.startswith(("=", "+", "-", "@")) for value in row.values())
