"""Every target that the course names says where it is set: year, place in the document, and what the series counts.

Tables and widgets are found, not listed: a new one is checked as soon as it is there.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd
import pytest

from localsdg import datasets, widgets
from localsdg.course.lesson import lesson_pages
from localsdg.widgets.target_path import SetTarget

PLACE = {"document", "decided", "stands_at", "counts"}
NEED_A_LESSON = ("Municipality", "Questions")


def _tables() -> Iterator[tuple[str, pd.DataFrame]]:
    for name in datasets.names():
        for table, rows in datasets.load(name).tables.items():
            if {"target_value", "target_year"} & set(rows.columns):
                yield f"{name}/{table}", rows


def _widgets() -> Iterator[tuple[str, Any]]:
    for name in widgets.__all__:
        given = [[each["lesson"]] for each in lesson_pages()] if name in NEED_A_LESSON else [[]]
        for arguments in given:
            yield " ".join([name, *arguments]), getattr(widgets, name)(*arguments).data


def _cases(value: Any) -> Iterator[dict[str, Any]]:
    """Find every case, however deep, that has a target."""
    if isinstance(value, dict):
        if "target_year" in value:
            yield value
        value = list(value.values())
    if isinstance(value, list | tuple):
        for each in value:
            yield from _cases(each)


def _check(place: dict[str, Any], target_year: int) -> None:
    assert set(place) >= PLACE
    for name in ("document", "stands_at", "counts"):
        assert len(str(place[name]).strip()) > 5, name
    assert 1990 <= int(place["decided"]) <= int(target_year)


def test_every_target_of_a_table_has_its_place():
    found = list(_tables())
    for name, rows in found:
        assert set(rows.columns) >= PLACE | {"target_value", "target_year"}, name
        for row in rows.to_dict("records"):
            _check(row, row["target_year"])
    assert {"los-angeles/targets", "port-amani/targets"} <= {name for name, _ in found}


def test_every_target_of_a_widget_has_its_place():
    found = [(name, case) for name, data in _widgets() for case in _cases(data)]
    for _, case in found:
        _check(case["set"], case["target_year"])
    assert len(found) >= 6


def test_the_targets_of_los_angeles_are_those_of_its_plans():
    # Sustainable City pLAn 2019: 100 % renewable by 2045. Vision Zero, 2015: no deaths by 2025. The label of the city's
    # site, 2035, is that of a council vote of 2021 for zero-carbon power.
    rows = datasets.load("los-angeles").tables["targets"].set_index("indicator")
    wanted = {"7.2.1 local series": (100, 2045, 2019), "3.6.1 local series": (0, 2025, 2015)}
    found = {code: (row["target_value"], row["target_year"], row["decided"]) for code, row in rows.iterrows()}
    assert found == wanted


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"document": " "}, "has no 'document': say where it is set"),
        ({"stands_at": ""}, "has no 'stands_at'"),
        ({"counts": ""}, "has no 'counts'"),
        ({"decided": 2031}, "A target for 2030 that was decided in 2031"),
        ({"decided": 21}, "A target for 2030 that was decided in 21"),
    ],
)
def test_a_target_without_its_place_is_refused(changed, message):
    whole = {"document": "Plan", "decided": 2021, "stands_at": "page 3", "counts": "homes"}
    assert SetTarget(80, 2030, **whole).decided == 2021
    with pytest.raises(ValueError, match=message):
        SetTarget(80, 2030, **whole | changed)
