import json
from itertools import permutations
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from localsdg import datasets
from localsdg.implementation import check_grid, match

VECTORS = json.loads(Path(__file__).parents[1].joinpath("vectors", "partners.json").read_text("utf-8"))
RULES = pd.DataFrame(VECTORS["rules"], columns=["partner", "rule", "power", "target", "what"])


def fields(task: dict) -> dict:
    return {name: value for name, value in task.items() if name != "what"}


@pytest.mark.parametrize("case", VECTORS["cases"], ids=lambda case: case["name"])
def test_the_rules_of_a_grid(case):
    grid = {task["what"]: fields(task) for task in case["tasks"]}
    found = check_grid(grid, RULES, most_accountable=case["most"])
    assert [(finding.about, finding.rule) for finding in found] == [
        (about, rule) for about, rule, _ in case["findings"]
    ]
    for finding, (_, _, names) in zip(found, case["findings"], strict=True):
        assert "; ".join(names) in str(finding)


def test_what_a_finding_says():
    grid = {
        "tender": {"accountable": ["mayor", "works"], "responsible": "works"},
        "survey": {"responsible": ["statistics"]},
        "store": {"accountable": "Pickers", "target": "12.4", "power": "carries out"},
        "courts": {"accountable": "mayor", "responsible": "mayor", "target": "16.3"},
        "press": {"accountable": "mayor", "responsible": "mayor"},
    }
    assert list(map(str, check_grid(grid, RULES, most_accountable=2))) == [
        "tender: 2 are accountable: mayor; works. Keep exactly one.",
        "survey: Nobody is accountable. Name one.",
        "store: Pickers may not carry out 12.4: May not handle hazardous waste. Name one who may: Waste.",
        "store: Nobody does the work. Name at least one; it may be the accountable.",
        "courts: No rule lets mayor decide on 16.3. Nobody in the table may: ask who decides.",
        "press: Nothing says what lets mayor answer for it. Name the law, the decision or the contract, or another "
        "accountable.",
        "mayor: Accountable for 3 tasks. Share them: at most 2.",
    ]


def test_the_rules_of_port_amani_cover_each_department_that_leads_an_action_on_waste():
    tables = datasets.load("port-amani").tables
    rules = tables["mandates"].merge(tables["partners"][["partner", "name"]], on="partner")
    rules = rules.assign(partner=rules["name"])
    task = {"accountable": "Waste and Environment", "responsible": "Waste and Environment"}
    grid = {"rounds": task | {"target": "11.6"}, "budget": task | {"target": "16.6"}}
    assert list(map(str, check_grid(grid, rules))) == [
        "budget: No rule lets Waste and Environment decide on 16.6. Name one who may: Council of Port Amani."
    ]


def test_matching_by_hand():
    # Greedy would give Turin the tram (9) and leave Amman 1: 10. The best total is 8 + 7 = 15.
    fit = pd.DataFrame([[9, 8], [7, 1], [0, 0]], index=["Turin", "Amman", "Tunis"], columns=["tram", "market"])
    found = match(fit)
    assert found.pairs.to_dict("records") == [
        {"offer": "Turin", "need": "market", "fit": 8},
        {"offer": "Amman", "need": "tram", "fit": 7},
    ]
    assert found.total == 15
    assert found.offers_left == ("Tunis",)
    assert found.needs_left == ()


def test_what_does_not_fit_is_not_matched():
    found = match(pd.DataFrame([[1, 0], [1, 0]], index=["a", "b"], columns=["x", "y"]))
    assert found.total == 1
    assert found.needs_left == ("y",)
    assert len(found.offers_left) == 1


def test_yes_and_no_may_be_true_and_false():
    found = match(pd.DataFrame([[True, True], [True, False]], index=["a", "b"], columns=["x", "y"]))
    assert found.pairs[["offer", "need"]].to_numpy().tolist() == [["a", "y"], ["b", "x"]]
    assert found.total == 2


FITS = st.lists(st.lists(st.integers(0, 9), min_size=3, max_size=3), min_size=3, max_size=3)


@given(FITS)
def test_no_other_matching_is_better(rows):
    found = match(pd.DataFrame(rows))
    best = max(sum(rows[row][column] for row, column in enumerate(order)) for order in permutations(range(3)))
    assert found.total == best
    assert found.pairs["offer"].is_unique
    assert found.pairs["need"].is_unique


@given(FITS)
def test_yes_and_no_gives_the_largest_number_of_pairs(rows):
    yes = [[int(value > 5) for value in row] for row in rows]
    best = max(sum(yes[row][column] for row, column in enumerate(order)) for order in permutations(range(3)))
    assert len(match(pd.DataFrame(yes)).pairs) == best


def test_the_same_on_every_run():
    table = pd.DataFrame([[1, 1], [1, 1]], index=["a", "b"], columns=["x", "y"])
    assert match(table).pairs.equals(match(table).pairs)
    with pytest.raises(ValueError, match="'a' stands twice"):
        match(pd.DataFrame([[1], [1]], index=["a", "a"]))
