"""From the plan to money, partners and peers: the tables of Port Amani and of Rivermouth (both fictional).

Literal amounts were added up outside Python, with Perl and bc, from the committed tables.
"""

import csv
import json
import os
import re
import subprocess
import sys
import tomllib
from collections import Counter, defaultdict
from decimal import Decimal

import pytest
import yaml
from frictionless import validate

from localsdg import datasets
from localsdg.core import agenda2030
from localsdg.core.content import content_root

ROOT = content_root()
AMANI = ROOT / "assets" / "data" / "port-amani"
RIVERMOUTH = ROOT / "exercises" / "towns" / "rivermouth"
FOLDERS = {"Port Amani": [AMANI], "Rivermouth": [RIVERMOUTH / "given", RIVERMOUTH / "keys"]}
TOWNS = pytest.mark.parametrize("town", FOLDERS)
TARGETS = {target.code for target in agenda2030.TARGETS}
YEARS = ("2023", "2024", "2025")


def records(town, name):
    (path,) = [folder / f"{name}.csv" for folder in FOLDERS[town] if (folder / f"{name}.csv").is_file()]
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def added(rows, *columns):
    """Return approved and spent by the text of the columns."""
    sums = defaultdict(lambda: [Decimal(0), Decimal(0)])
    for row in rows:
        found = sums[tuple(row[name] for name in columns)]
        found[0] += Decimal(row["approved"])
        found[1] += Decimal(row["spent"])
    return {key: tuple(map(str, value)) for key, value in sums.items()}


# --- Files ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", ["0", "1"])
def test_the_files_of_rivermouth_are_what_its_script_writes(tmp_path, seed):
    settings = {"PYTHONHASHSEED": seed, "TZ": "Pacific/Auckland", "LC_ALL": "C", "PYTHONDONTWRITEBYTECODE": "1"}
    subprocess.run([sys.executable, RIVERMOUTH / "rivermouth.py", tmp_path], env=os.environ | settings, check=True)
    written = {path.relative_to(tmp_path) for path in tmp_path.rglob("*") if path.is_file()}
    there = {path.relative_to(RIVERMOUTH) for part in ("given", "keys") for path in (RIVERMOUTH / part).iterdir()}
    assert written == there
    for name in written:
        assert (tmp_path / name).read_bytes() == (RIVERMOUTH / name).read_bytes(), f"{name}: run rivermouth.py"


@pytest.mark.parametrize("part", ["given", "keys"])
def test_rivermouth_is_described_and_labelled(part):
    report = validate(str(RIVERMOUTH / part / "datapackage.json"))
    assert report.valid, report.flatten(["rowNumber", "fieldName", "note"])
    package = json.loads((RIVERMOUTH / part / "datapackage.json").read_text("utf-8"))
    assert package["licenses"][0]["name"] == "CC-BY-4.0"
    assert all("fictional" in text for text in (package["title"], package["description"], package["sourceLine"]))
    for each in package["resources"]:
        assert "fictional" in each["title"]
        rows = records("Rivermouth", each["name"])
        assert rows
        if each["name"] != "indicators-faulty":
            assert {row["place_is"] for row in rows} == {"fictional"}
        assert {row.get("place", "Rivermouth") for row in rows} == {"Rivermouth"}


def test_no_key_of_rivermouth_stands_where_lessons_and_the_site_can_read_it():
    assert "rivermouth" not in datasets.names()
    assert "exercises" in yaml.safe_load((ROOT / "_config.yml").read_text("utf-8"))["exclude_patterns"]
    packed = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert not any(folder.startswith("exercises") for folder in [*packed["packages"], *packed["force-include"]])
    keys = {row["reason"] for name in ("alignment", "competences") for row in records("Rivermouth", name)}
    keys |= {row["title"] for row in records("Rivermouth", "actions")}
    kinds = {".py", ".csv", ".json", ".md", ".yml", ".ipynb", ".js"}
    files = [
        path
        for folder in ("assets", "modules", "book", "src")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in kinds
    ]
    assert len(files) > 100
    for path in files:
        text = path.read_text("utf-8")
        assert not [key for key in keys if len(key) > 20 and key in text], path


def test_the_two_towns_have_other_plans_and_figures():
    for name, column in (("actions", "title"), ("actions", "cost"), ("alignment", "reason"), ("partners", "name")):
        both = [{row[column] for row in records(town, name)} for town in FOLDERS]
        assert len(both[0] & both[1]) <= (column == "name") * 2, (name, column)  # two departments have a common name
    districts = [{row["district"] for row in records(town, "districts")} for town in FOLDERS]
    assert not districts[0] & districts[1]


# --- Links ------------------------------------------------------------------------------------------------------------


@TOWNS
def test_every_link_names_an_action_an_official_target_and_a_reason(town):
    links = records(town, "alignment")
    actions = {row["code"] for row in records(town, "actions")}
    assert {link["action"] for link in links} <= actions
    assert {link["target"] for link in links} <= TARGETS
    assert all(len(link["reason"].split()) >= 2 for link in links)
    # A target is linked once to an action: never both direct and against.
    assert max(Counter((link["action"], link["target"]) for link in links).values()) == 1
    assert all(link["kind"] == "against" for link in links if link["resolved"])
    assert {link["target"] for link in links} <= {row["target"] for row in records(town, "competences")}


def test_the_links_against_a_target():
    found = {
        town: {(link["action"], link["target"]): bool(link["resolved"]) for link in records(town, "alignment")}
        for town in FOLDERS
    }
    against = {
        town: {
            key for key, link in zip(found[town], records(town, "alignment"), strict=True) if link["kind"] == "against"
        }
        for town in FOLDERS
    }
    assert against["Port Amani"] == {
        ("A01", "6.4"),
        ("A05", "8.3"),
        ("A10", "6.6"),
        ("A15", "3.6"),
        ("A15", "13.2"),
        ("A23", "14.1"),
        ("A28", "1.2"),
    }
    assert {key for key in against["Port Amani"] if not found["Port Amani"][key]} == {("A15", "13.2")}
    assert against["Rivermouth"] == {("R05", "14.2"), ("R05", "13.1"), ("R07", "8.3"), ("R13", "8.3")}
    assert {key for key in against["Rivermouth"] if found["Rivermouth"][key]} == {("R07", "8.3")}


# --- Priorities -------------------------------------------------------------------------------------------------------


@TOWNS
def test_every_score_lies_on_its_scale_and_says_what_it_rests_on(town):
    criteria = {row["criterion"]: row for row in records(town, "criteria")}
    assert len(criteria) == 5
    points = [int(row["swing_points"]) for row in criteria.values()]
    assert (max(points), min(points) > 0) == (100, True)
    assert sum(points) == {"Port Amani": 310, "Rivermouth": 300}[town]
    scores = records(town, "scores")
    codes = [row["code"] for row in records(town, "actions")]
    assert [(row["action"], row["criterion"]) for row in scores] == [
        (code, name) for code in codes for name in criteria
    ]
    for row in scores:
        scale = criteria[row["criterion"]]
        assert Decimal(scale["scale_least"]) <= Decimal(row["score"]) <= Decimal(scale["scale_most"]), row
        assert row["unit"] == scale["unit"]
        assert len(row["evidence"]) > 8
        assert (row["basis"] == "judgement") == bool(row["judged_by"]), row
        assert row["evidence"].startswith("Judged:") <= (row["basis"] == "judgement")


def test_scores_of_port_amani_follow_from_its_other_tables():
    scores = {(row["action"], row["criterion"]): row["score"] for row in records("Port Amani", "scores")}
    # 5,800 x 4.75; 3,600 x 4.6; 19 % of 212,400; 1,100 x 4.6; 27,300 + 44,100; 38,600 + 1,900.
    for code, people in {
        "A01": "27550",
        "A02": "16560",
        "A05": "40356",
        "A10": "5060",
        "A03": "71400",
        "A21": "40500",
    }.items():
        assert scores[code, "people reached"] == people
    rows = [row for row in records("Port Amani", "indicators") if row["year"] == "2025" and not row["sex"] + row["age"]]
    counted = {(row["indicator"], row["district"]): float(row["numerator"]) for row in rows}
    for code, indicator, share in (("A02", "1.2.1", "72.4"), ("A11", "11.1.1", "79.7"), ("A13", "11.2.1", "43.8")):
        poorest = sum(counted[indicator, district] for district in ("Saltfield", "Millstone", "Riverbend"))
        assert scores[code, "poorest districts"] == share
        assert abs(100 * poorest / counted[indicator, ""] - float(share)) <= 0.05
        (row,) = [
            row
            for row in records("Port Amani", "scores")
            if (row["action"], row["criterion"]) == (code, "poorest districts")
        ]
        assert f"{poorest:,.0f} of {counted[indicator, '']:,.0f}" in row["evidence"]
    assert scores["A13", "people reached"] == f"{counted['11.2.1', '']:.0f}"
    links = records("Port Amani", "alignment")
    for code in {row["code"] for row in records("Port Amani", "actions")}:
        kinds = Counter(link["kind"] for link in links if link["action"] == code)
        assert int(scores[code, "effects on other targets"]) == kinds["indirect"] - kinds["against"]


@pytest.mark.parametrize(
    ("town", "competence", "harm", "left_out", "cost"),
    [
        ("Port Amani", {"A29", "A30"}, {"A15"}, {"A12"}, set()),
        ("Rivermouth", {"R12"}, {"R05", "R13"}, {"R12", "R14"}, {"R13"}),
    ],
)
def test_each_gate_stops_some_actions(town, competence, harm, left_out, cost):
    ours = {row["target"] for row in records(town, "competences") if row["judgement"] != "not ours"}
    links, gates = records(town, "alignment"), records(town, "action_gates")
    codes = [row["code"] for row in records(town, "actions")]
    assert [row["action"] for row in gates] == codes
    assert set(codes) - {link["action"] for link in links if link["target"] in ours} == competence
    assert {link["action"] for link in links if link["kind"] == "against" and not link["resolved"]} == harm
    assert {row["action"] for row in gates if not row["left_out"]} == left_out
    assert {row["action"] for row in gates if not row["cost_rests_on"]} == cost


# --- Money ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("town", "expected"),
    [
        (
            "Port Amani",
            {
                "2023": ("59200000.00", "53442987.56"),
                "2024": ("60831500.00", "55795904.05"),
                "2025": ("62300000.00", "57327993.28"),
            },
        ),
        (
            "Rivermouth",
            {
                "2023": ("21150000.00", "18748951.22"),
                "2024": ("21308500.00", "19433206.26"),
                "2025": ("22400000.00", "20815372.32"),
            },
        ),
    ],
)
def test_three_budgets_add_up_to_the_accounts_in_every_view(town, expected):
    rows = records(town, "budget_years")
    assert {key[0]: value for key, value in added(rows, "year").items()} == expected
    for view in ("department", "function", "economic_type", "nature", "action", "line"):
        sums = added(rows, "year", view)
        for year, (approved, final) in expected.items():
            parts = [value for key, value in sums.items() if key[0] == year]
            assert str(sum(Decimal(value[0]) for value in parts)) == approved
            assert str(sum(Decimal(value[1]) for value in parts)) == final
    series = {row["year"]: row for row in records(town, "indicators") if row["indicator"] == "16.6.1"}
    for year, (approved, final) in expected.items():
        assert (series[year]["denominator"], series[year]["numerator"]) == (approved, final)
    assert all(re.fullmatch(r"-?\d+\.\d\d", row[name]) for row in rows for name in ("approved", "spent"))


@pytest.mark.parametrize(
    ("town", "year", "linked", "capital"),
    [
        ("Port Amani", "2023", ("17835000.00", "14261770.21"), ("22851500.00", "17733617.48")),
        ("Port Amani", "2024", ("19301000.00", "15614163.06"), ("24563000.00", "19750234.49")),
        ("Port Amani", "2025", ("18761000.00", "15619123.04"), ("23443500.00", "19158942.96")),
        ("Rivermouth", "2023", ("9955500.00", "7561667.09"), ("7834000.00", "5433353.07")),
        ("Rivermouth", "2024", ("10582000.00", "8682889.36"), ("8544000.00", "6663165.74")),
        ("Rivermouth", "2025", ("10706000.00", "9249655.64"), ("8441000.00", "6918551.60")),
    ],
)
def test_what_is_linked_to_actions_and_what_is_capital(town, year, linked, capital):
    rows = [row for row in records(town, "budget_years") if row["year"] == year]
    ((_, found),) = added([row | {"": "all"} for row in rows if row["action"]], "").items()
    assert found == linked
    assert added(rows, "nature")[("capital",)] == capital


@TOWNS
def test_lines_of_the_budget_keep_their_code_and_their_action_exists(town):
    rows = records(town, "budget_years")
    assert {row["year"] for row in rows} == set(YEARS)
    assert len({(row["line"], row["year"]) for row in rows}) == len(rows)
    for one, other in (("line", "title"), ("title", "line"), ("line", "action"), ("line", "function")):
        assert max(len({row[other] for row in rows if row[one] == key}) for key in {row[one] for row in rows}) == 1
    actions = {row["code"]: row for row in records(town, "actions")}
    assert {row["action"] for row in rows} - {""} <= set(actions)
    for row in rows:
        assert (row["nature"] == "capital") == (row["economic_type"] == "capital")
        if row["action"]:
            assert row["department"] == actions[row["action"]]["department"] or row["action"] in ("A24",), row
    refunds = [row for row in rows if Decimal(row["spent"]) < 0]
    assert [(row["year"], row["approved"]) for row in refunds] == [("2025", "0.00")]
    assert refunds[0]["note"]
    # A capital line without an action, an action without a line, and a line of one year only.
    assert [row for row in rows if row["nature"] == "capital" and not row["action"]]
    assert min(Counter(row["line"] for row in rows).values()) == 1


def test_the_year_2024_is_the_budget_that_was_there_before():
    rows = {row["line"]: row for row in records("Port Amani", "budget_years") if row["year"] == "2024"}
    known = records("Port Amani", "budget")
    assert [row["line"] for row in known] == list(rows)
    for row in known:
        assert {name: rows[row["line"]][name] for name in row} == row


def test_actions_without_a_line_of_the_budget():
    with_money = {row["action"] for row in records("Port Amani", "budget_years")}
    assert {row["code"] for row in records("Port Amani", "actions")} - with_money == {"A20", "A29", "A30"}


@TOWNS
def test_tags_leave_some_lines_untagged_and_say_why(town):
    rows, tags = records(town, "budget_years"), records(town, "budget_tags")
    shares = defaultdict(Decimal)
    for tag in tags:
        shares[tag["line"]] += Decimal(tag["share"])
    assert set(shares.values()) == {Decimal(1)}
    assert {tag["target"] for tag in tags} <= TARGETS & {row["target"] for row in records(town, "competences")}
    assert set(shares) <= {row["line"] for row in rows}
    if town == "Port Amani":
        said = {row["line"] for row in rows if row["note"].startswith("Not tagged")}
        assert {row["line"] for row in rows} - set(shares) == said
    else:
        said = {row["line"] for row in records(town, "untagged_lines")}
        assert {row["line"] for row in rows if row["year"] == "2024"} - set(shares) == said
        assert not [row for row in rows if "tagged" in row["note"]]  # it would give the answer away


# --- Partners and peers -----------------------------------------------------------------------------------------------


@TOWNS
def test_mandates_agree_with_the_competences(town):
    partners = {row["partner"]: row for row in records(town, "partners")}
    rules = records(town, "mandates")
    assert {rule["partner"] for rule in rules} == set(partners)
    assert {rule["target"] for rule in rules} <= TARGETS
    judged = {row["target"]: row["judgement"] for row in records(town, "competences")}
    for rule in rules:
        level, judgement = partners[rule["partner"]]["level"], judged.get(rule["target"])
        if (rule["rule"], rule["power"]) == ("may", "decides"):
            assert judgement != "own" or level == "municipality", rule
            assert judgement != "not ours" or level != "municipality", rule
    for code in partners:
        assert {"may"} <= {rule["rule"] for rule in rules if rule["partner"] == code}
    assert sum(row["rule"] == "may not" for row in rules) >= 8
    assert {"municipality", "region", "state", "association", "civil society"} <= {
        p["level"] for p in partners.values()
    }


def test_somebody_may_decide_on_every_direct_target_of_the_plan():
    direct = {link["target"] for link in records("Port Amani", "alignment") if link["kind"] == "direct"}
    decided = {
        rule["target"]
        for rule in records("Port Amani", "mandates")
        if (rule["rule"], rule["power"]) == ("may", "decides")
    }
    assert direct - decided == set()


def test_the_departments_of_the_town_are_partners():
    names = {row["name"] for row in records("Port Amani", "partners")}
    assert {row["department"] for row in records("Port Amani", "departments")} <= names


@TOWNS
def test_four_towns_offer_and_need(town):
    towns = {row["town"]: row for row in records(town, "peer_towns")}
    assert len(towns) == 4
    assert town in towns
    people = sum(int(row["population_2025"]) for row in records(town, "districts"))
    assert int(towns[town]["people"]) == people
    entries = records(town, "offers_needs")
    assert len({row["code"] for row in entries}) == len(entries)
    for row in entries:
        assert row["target"] in TARGETS
        assert row["language"] in towns[row["town"]]["languages"].split()
        assert (row["words"] == row["in_english"]) == (row["language"] == "en")
        assert bool(row["towns_served"]) == (row["kind"] == "offer")
    for name in towns:
        assert {row["kind"] for row in entries if row["town"] == name} == {"offer", "need"}
    # An offer that serves one town is wanted by two; one of them could also be helped by a third: taking the best pair
    # first does not help most towns. A town that offers and needs the same is never its own match.
    contested = {"Port Amani": "11.1", "Rivermouth": "8.3"}[town]
    chosen = [row for row in entries if row["target"] == contested]
    assert Counter(row["kind"] for row in chosen) == {"offer": 2, "need": 2}
    assert len({row["town"] for row in chosen}) == 3
    # Some needs meet an offer of another town for the same target in the same language, others do not.
    offers = [row for row in entries if row["kind"] == "offer"]
    met = {
        need["code"]
        for need in entries
        for offer in offers
        if need["kind"] == "need"
        and offer["town"] != need["town"]
        and (offer["target"], offer["language"]) == (need["target"], need["language"])
    }
    assert 0 < len(met) < sum(row["kind"] == "need" for row in entries)


# --- What could not be measured ---------------------------------------------------------------------------------------


@TOWNS
def test_a_missing_indicator_is_said_to_be_missing_and_has_no_value(town):
    (row,) = records(town, "missing_indicators")
    assert row["status"] == "missing"
    assert "value" not in row
    assert not [cell for cell in row.values() if re.fullmatch(r"0+([.,]0+)?", cell)]
    assert row["indicator"] in {indicator.code for indicator in agenda2030.INDICATORS}
    assert row["indicator"].startswith(row["target"] + ".")
    assert all(len(row[name]) > 10 for name in ("reason", "until_then", "plan", "owner"))
    assert row["due"] > "2026-12-31"
    for name in ("indicators", "indicator_sheets", "targets"):
        assert row["indicator"] not in {each["indicator"] for each in records(town, name)}


# --- The graded table -------------------------------------------------------------------------------------------------


def test_rivermouth_has_districts_that_add_up_and_values_that_follow():
    rows = records("Rivermouth", "indicators")
    assert len(rows) == 352
    sums = defaultdict(lambda: [0, 0])
    for row in rows:
        per = 100_000 if row["indicator"] == "3.6.1" else 100
        exact = per * Decimal(row["numerator"]) / Decimal(row["denominator"])
        assert abs(exact - Decimal(row["value"])) <= Decimal("0.05"), row
        if row["district"]:
            sums[row["indicator"], row["year"]][0] += int(row["numerator"])
            sums[row["indicator"], row["year"]][1] += int(row["denominator"])
    totals = {(row["indicator"], row["year"]): row for row in rows if not row["district"]}
    assert len(sums) == 55
    for key, amounts in sums.items():
        assert [int(totals[key]["numerator"]), int(totals[key]["denominator"])] == amounts


def test_the_faults_of_rivermouth_are_of_many_kinds():
    faults = records("Rivermouth", "faults")
    assert len(faults) == 14
    assert len({fault["kind"] for fault in faults}) == 11
    with (RIVERMOUTH / "given" / "indicators-faulty.csv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.reader(file))
    names = list(records("Rivermouth", "indicators")[0])
    for fault in faults:
        if fault["column"] != "whole row":
            assert lines[int(fault["row"]) - 1][names.index(fault["column"])] == fault["found"]


def test_the_competences_of_rivermouth_are_those_of_its_exercise():
    """The officer's part of module 1 asks for these judgements; its law is told there."""
    item = (ROOT / "exercises" / "source" / "1-localizing" / "officer.ipynb").read_text("utf-8")
    told = dict(re.findall(r'target_(\d+_\d+) = \\"(own|shared|not ours)\\"', item))
    judged = {row["target"].replace(".", "_"): row["judgement"] for row in records("Rivermouth", "competences")}
    common = set(told) & set(judged)
    assert len(common) == 9
    assert {code: judged[code] for code in common} == {code: told[code] for code in common}
