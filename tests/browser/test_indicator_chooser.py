"""The widget of lesson 3.1 and its method. What the lists lack was worked out by hand: see the vectors."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from localsdg.monitoring import check_indicators

VECTORS = json.loads(Path(__file__).parents[1].joinpath("vectors", "indicator_chooser.json").read_text("utf-8"))
CASES = pytest.mark.parametrize("case", VECTORS["cases"], ids=lambda case: case["name"])


@CASES
def test_the_rule_in_python(case):
    assert [[each.about, each.rule] for each in check_indicators(case["indicators"])] == case["findings"]


@CASES
def test_the_rule_in_javascript(evaluate, case):
    given = [{"name": name, **fields} for name, fields in case["indicators"].items()]
    found = evaluate("indicator_chooser_method", f"method.checkIndicators({json.dumps(given)})")
    assert [[each["about"], each["rule"]] for each in found] == case["findings"]
