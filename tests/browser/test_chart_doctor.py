"""The widget of lesson 3.6 and its method. The expected rules were read off by hand: see the vectors."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pandas as pd
import pytest

from localsdg.monitoring import check_dashboard
from localsdg.monitoring.dashboard import CHARTS, FITS, MEASURES

VECTORS = json.loads(Path(__file__).parents[1].joinpath("vectors", "chart_doctor.json").read_text("utf-8"))
NUMBERS = ("points", "axis_from", "year", "value")


def figures_of(changes: list[dict]) -> list[dict]:
    return [VECTORS["sound"] | change for change in changes]


def in_python(figures: list[dict]) -> list[list]:
    # Names are told apart by their place, so that a finding can be led back to it.
    rows = [figure | {"name": f"{figure['name'] or ''} {'.' * place}"} for place, figure in enumerate(figures, start=1)]
    found = check_dashboard(pd.DataFrame(rows, dtype=object))
    places = [each.about.count(".") - 1 if each.about.endswith(".") else None for each in found]
    return [[place, each.rule] for place, each in zip(places, found, strict=True)]


def in_javascript(evaluate, figures: list[dict]) -> list[list]:
    number = "Object.assign({}, f, ...Object.keys(f).map((k) => ({ [k]: f[k] ?? (numbers.includes(k) ? NaN : '') })))"
    call = (
        f"((figures, numbers) => method.checkDashboard(figures.map((f) => {number})).map(({{ figure, rule }}) =>"
        f" [figure ?? null, rule]))({json.dumps(figures)}, {json.dumps(NUMBERS)})"
    )
    return evaluate("chart_doctor_method", call)


@pytest.mark.parametrize("case", VECTORS["cases"], ids=lambda case: case["name"])
@pytest.mark.parametrize("language", ["Python", "JavaScript"])
def test_the_rules(evaluate, case, language):
    figures = figures_of(case["figures"])
    found = in_python(figures) if language == "Python" else in_javascript(evaluate, figures)
    assert [each for each in found if each[1] != "5 to 8"] == case["rules"]


@pytest.mark.parametrize(("count", "wrong"), VECTORS["counts"])
def test_a_dashboard_has_five_to_eight_figures(evaluate, count, wrong):
    expected = [[None, "5 to 8"]] if wrong else []
    assert in_python(figures_of([{}] * count)) == expected
    assert in_javascript(evaluate, figures_of([{}] * count)) == expected


def test_both_languages_say_the_same(evaluate):
    chance = random.Random(36)
    for _ in range(20):
        figures = [
            {
                "name": chance.choice(["Homes with water", "Deaths in traffic", ""]),
                "message": chance.choice(["", "Homes with water, 2025", "Deaths in traffic fall", "Up by half"]),
                "chart": chance.choice([None, *CHARTS]),
                "shows": chance.choice([None, *FITS]),
                "measure": chance.choice([None, *MEASURES]),
                "points": chance.choice([None, 1, 2, 3, 5, 6]),
                "axis_from": chance.choice([None, 0, 40, -1]),
                "year": chance.choice([None, 2025]),
                "value": chance.choice([None, 0, 61.3]),
                "unit": chance.choice(["", "% of homes", "homes"]),
                "source": chance.choice(["", "Register"]),
                "version": chance.choice(["", "2026"]),
            }
            for _ in range(chance.randint(1, 10))
        ]
        assert in_javascript(evaluate, figures) == in_python(figures)
