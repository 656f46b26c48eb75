"""Three statements on an indicator, in both languages, and the widget of lesson 2.1 in a browser.

Expected values are those of ``assets/data/port-amani/faults.csv`` and subtractions worked out by hand.
"""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest

from localsdg.implementation import three_statements
from localsdg.widgets import DataDoctor

CASES = json.loads((Path(__file__).parents[1] / "vectors" / "diagnosis.json").read_text("utf-8"))["cases"]
cases = pytest.mark.parametrize("case", CASES, ids=[case["name"].split(":")[0] for case in CASES])


@cases
def test_three_statements(case):
    found = three_statements(dict(case["values"]), case["target"], case["wanted"], dict(case["groups"]))
    assert dataclasses.asdict(found) == pytest.approx(case["result"])


@cases
def test_three_statements_in_javascript(evaluate, case):
    given = ", ".join(json.dumps(case[name]) for name in ("values", "target", "wanted", "groups"))
    found = evaluate("data_doctor_method", f"method.threeStatements({given})")
    assert found == pytest.approx(case["result"])


def test_screens(widget_page):
    seen = widget_page(DataDoctor, width=360)
    page = seen.page
    page.locator(".ls-spot").wait_for()
    print(page.locator(".ls-frame").first.inner_text())
    page.screenshot(path="/tmp/w/l21-a.png", full_page=True)
    print(seen.problems)
    assert 0
