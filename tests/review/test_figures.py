"""Rows of a table become figures. The page will follow the same cases."""

import json
from pathlib import Path

import pytest

from localsdg.review.figures import as_rounded, gather

VECTORS = Path(__file__).parents[1] / "vectors" / "review_figures.json"
CASES = json.loads(VECTORS.read_text("utf-8"))["figures"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_rows_become_figures(case):
    table = gather(case["rows"], case["town"])
    found = [
        {
            "year": each.key.year,
            "group": each.key.group,
            "area": each.key.area,
            "value": each.value,
            "formula": each.formula,
            "differs": each.differs,
        }
        for each in table.figures.values()
    ]
    assert found == case["figures"]
    assert len(table.unused) == case.get("unused", 0)
    assert all(each.fault for each in table.figures.values() if each.value is None)


@pytest.mark.parametrize(
    "written, exact, same",
    [(33.3, 100 / 3, True), (33, 100 / 3, True), (33.4, 100 / 3, False), (0.5, 0.55, True), (1e-12, 1.2e-12, True)],
)
def test_a_number_is_the_other_one_rounded(written, exact, same):
    assert as_rounded(written, exact) is same
