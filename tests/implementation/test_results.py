import json
import math
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from localsdg.implementation import target_path

CASES = json.loads((Path(__file__).parents[1] / "vectors" / "target_path.json").read_text("utf-8"))["cases"]


def near(expected):
    return None if expected is None else pytest.approx(expected, abs=2e-6)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_paths_and_position(case):
    path = target_path(**case["path"])
    assert path.linear_change == near(case["linear_change"])
    assert path.constant_rate == near(case["constant_rate"])
    found = path.position(**case["latest"])
    for name in ("expected_linear", "expected_constant", "needed_change", "needed_rate"):
        assert getattr(found, name) == near(case[name])
    assert found.label_linear == case["label_linear"]
    assert found.label_constant == case["label_constant"]


def test_after_the_target_year_the_target_is_expected():
    found = target_path(40, 2015, 80, 2030).position(2032, 60)
    assert found.expected_linear == 80
    assert found.needed_change == math.inf
    assert found.needed_rate is None


@pytest.mark.parametrize("kind", [Decimal, Fraction, np.float64, np.int64, float])
def test_any_kind_of_number_gives_the_same(kind):
    path = target_path(kind(40), kind(2015), kind(80), kind(2030))
    assert path == target_path(40, 2015, 80, 2030)
    assert path.position(kind(2021), kind(52)) == target_path(40, 2015, 80, 2030).position(2021, 52)


def test_a_pace_that_no_number_can_hold_is_infinite():
    # From 52 to 80 within a tenth of a thousandth of a year: 0.43 / 0.0001 is beyond what exp can give.
    found = target_path(40, 2015, 80, 2030).position(2029.9999, 52)
    assert found.needed_rate == math.inf
    assert found.needed_change == pytest.approx(280_000, rel=1e-3)  # 28 units in 0.0001 years


def test_paths_of_very_small_and_of_negative_values():
    # Halved in 15 years: 0.5^(1/15) - 1 = -4.516 % a year, whatever the size and the sign.
    for size in (1e-200, 1e90, -5):
        assert target_path(2 * size, 2015, size, 2030).constant_rate == pytest.approx(-4.516, abs=1e-3)


@given(
    baseline=st.floats(1, 1000),
    target=st.floats(1, 1000),
    scale=st.floats(0.01, 100),
    year=st.integers(2016, 2029),
)
def test_paths_scale_with_their_unit_and_lie_between_the_ends(baseline, target, scale, year):
    if abs(baseline - target) < 1e-6:
        return
    path = target_path(baseline, 2015, target, 2030)
    scaled = target_path(baseline * scale, 2015, target * scale, 2030)
    low, high = sorted([baseline, target])
    for value, larger in ((path.linear(year), scaled.linear(year)), (path.constant(year), scaled.constant(year))):
        assert low * (1 - 1e-9) <= value <= high * (1 + 1e-9)
        assert larger == pytest.approx(value * scale, rel=1e-9)
    assert path.constant(year) <= path.linear(year) * (1 + 1e-9)


@pytest.mark.parametrize(
    ("numbers", "message"),
    [
        ((40, 2015, 80, 2015), "The target year 2015 should lie after the baseline year 2015"),
        ((40, 2015, 40, 2030), "Baseline and target are both 40: there is no way to go"),
        ((math.nan, 2015, 40, 2030), "baseline is nan: give a number"),
    ],
)
def test_a_bad_path_is_named(numbers, message):
    with pytest.raises(ValueError, match=message):
        target_path(*numbers)


def test_a_latest_year_before_the_baseline_is_named():
    with pytest.raises(ValueError, match="latest year 2015 should lie after the baseline year 2015"):
        target_path(40, 2015, 80, 2030).position(2015, 41)
