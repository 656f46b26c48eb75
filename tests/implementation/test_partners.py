import json
from pathlib import Path

import pandas as pd
import pytest

from localsdg import datasets
from localsdg.implementation import check_grid

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
