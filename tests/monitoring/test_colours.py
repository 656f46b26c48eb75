"""Dashboard colours: the published colour of Namibia's goal 11, and every branch of the rule by hand."""

import math
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from localsdg.monitoring import Thresholds, colour_scale, goal_colour, indicator_colour

# Sustainable Development Report 2025, codebook: worst, red, green, best.
SLUMS = Thresholds(worst=90, red=25, green=5, best=0)
PARTICLES = Thresholds(worst=87, red=25, green=10, best=6.3)
WATER = Thresholds(worst=6.1, red=75, green=98, best=100)


def test_goal_11_of_namibia_is_orange_as_published():
    # Slums: (90 - 41.4) / 65 = 0.748. Particles: 1 + (25 - 18) / 15 = 1.467. Water: 1 + (97.08 - 75) / 23 = 1.960.
    places = [
        colour_scale(value, thresholds).iloc[0]
        for value, thresholds in ((41.4, SLUMS), (18.0, PARTICLES), (97.08, WATER))
    ]
    assert places == pytest.approx([0.7477, 1.4667, 1.96], abs=1e-4)
    verdict = goal_colour(places)
    assert verdict.label == "orange"
    assert verdict.value == pytest.approx(1.1072, abs=1e-4)
    assert "0.75 and 1.47 of 3" in verdict.reason


@pytest.mark.parametrize(
    ("value", "colour"),
    [(0, "green"), (5, "green"), (5.1, "yellow"), (15, "yellow"), (15.1, "orange"), (25, "orange"), (25.1, "red")],
)
def test_colours_of_an_indicator_at_its_thresholds(value, colour):
    # Halfway between green (5) and red (25) is 15, the border of yellow and orange.
    assert indicator_colour(value, SLUMS).label == colour


@pytest.mark.parametrize(
    ("places", "colour"),
    [
        ([2.0, 2.5, 3.0], "green"),
        ([1.9, 2.9, 3.0], "yellow"),  # mean 2.4, but one is not green
        ([1.4, 1.6, 3.0], "yellow"),  # mean 1.5
        ([1.4, 1.5, 3.0], "orange"),  # mean 1.45
        ([0.2, 1.2, 3.0], "orange"),  # mean 0.7, but only one is red
        ([0.9, 0.9, 3.0], "red"),
        ([0.9], "red"),
        ([2.2], "green"),
        ([math.nan, math.nan, 2.0], "grey"),  # one of three: fewer than half
        ([math.nan, 2.0, 3.0, math.nan], "green"),  # half is enough
        ([math.nan, 1.2], "orange"),  # one is left
    ],
)
def test_colour_of_a_goal(places, colour):
    assert goal_colour(places).label == colour


def test_values_may_be_one_a_list_or_a_column():
    expected = [0.7477, 1.0, 3.0]
    assert colour_scale([41.4, 25, -1], SLUMS).tolist() == pytest.approx(expected, abs=1e-4)
    column = pd.Series([Decimal("41.4"), 25, None], index=list("abc"), name="slums")
    found = colour_scale(column, Thresholds(Decimal(90), np.int64(25), 5, 0))
    assert found[["a", "b"]].tolist() == pytest.approx(expected[:2], abs=1e-4)
    assert math.isnan(found["c"])
    assert goal_colour(found).label == goal_colour((0.7477, 1.0, None)).label == "orange"


@pytest.mark.parametrize("shift", [0.1, 0.3, 0.7, 1.1])
def test_halfway_is_yellow_whatever_the_noise_of_floats(shift):
    thresholds = Thresholds(worst=shift, red=shift + 0.1, green=shift + 0.3, best=shift + 0.6)
    assert indicator_colour(shift + 0.2, thresholds).label == "yellow"
    assert indicator_colour(shift + 0.1, thresholds).label == "orange"
    assert goal_colour([1.5 - shift / 10, 1.5 + shift / 10]).label == "yellow"


def test_a_missing_value_is_grey():
    assert indicator_colour(math.nan, WATER).label == "grey"
    assert indicator_colour(math.nan, WATER).value is None


@given(st.lists(st.floats(0, 3), min_size=1, max_size=6), st.floats(0, 3))
def test_one_more_good_indicator_never_makes_a_goal_worse_than_its_worst_pair(places, other):
    order = ["red", "orange", "yellow", "green"]
    with_more = goal_colour([*places, max([*places, other])]).label
    if len(places) > 1:
        assert order.index(with_more) == order.index(goal_colour(places).label)


@given(st.permutations([0.4, 1.2, 1.8, 2.6, 3.0]))
def test_the_order_of_indicators_changes_no_colour(places):
    assert goal_colour(places) == goal_colour([0.4, 1.2, 1.8, 2.6, 3.0])


def test_places_that_differ_are_told_apart():
    reason = goal_colour([1.999, 2.001]).reason
    assert reason.startswith("The two worst indicators lie at 1.999 and 2.001 of 3; their mean is 2.00")


def test_a_threshold_beyond_its_bound_decides_alone():
    # By hand, on the straight line from red 30 (1) to green 80 (2); best 100 is 3. The worst of the tail is 40.
    beyond = Thresholds(worst=40, red=30, green=80, best=100)
    assert colour_scale([20, 30, 40, 55, 80, 90, 120], beyond).tolist() == [0, 1, 1.2, 1.5, 2, 2.5, 3]
    assert [indicator_colour(value, beyond).label for value in (20, 40, 60, 85)] == ["red", "orange", "yellow", "green"]
    falling = Thresholds(worst=20, red=25, green=5, best=5)
    assert colour_scale([30, 25, 20, 15, 5, 1], falling).tolist() == [0, 1, 1.25, 1.5, 2, 3]
    with pytest.raises(ValueError, match="Green should differ from red"):
        Thresholds(worst=0, red=50, green=50, best=100)
    with pytest.raises(ValueError, match="Green should differ from red"):
        Thresholds(worst=50, red=20, green=80, best=50)
