"""Scores, goals and indices against published figures."""

import itertools
import math
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from localsdg import datasets
from localsdg.monitoring import (
    SDSN_REQUIRED,
    LeftOutWarning,
    UnitWarning,
    bounds_from_values,
    goal_scores,
    normalise,
    normalise_table,
    overall_index,
    rank_sensitivity,
    rank_variants,
    ranks,
)

# SDSN and Telos, SDG Index for European Cities 2019: bounds, then value and published score of Turin and Barcelona.
EUROPEAN_CITIES = [
    ((2.4, 100), 48, 46.7),  # renewable electricity, %
    ((60, 20), 32, 70.0),  # Gini coefficient
    ((15.6, 0), 6.2, 60.3),  # CO2, t per person
    ((2.4, 100), 83.3, 82.9),
    ((60, 20), 36.2, 59.5),
    ((15.6, 0), 7.1, 54.5),
]

# SDSN, Sustainable Development Report 2025: scores of goals 1 to 17, and the published index. Countries, not cities.
SDR_2025 = {
    "Namibia": (
        "65.676 41.675 52.922 77.484 85.266 61.279 48.252 64.680 40.683 5.493 78.799 84.829 92.506 79.132 87.937 "
        "66.120 81.222",
        65.52678,
    ),
    "Italy": (
        "98.630 72.649 94.543 96.793 72.119 82.394 76.802 78.653 89.441 80.344 93.882 66.078 81.861 59.633 80.860 "
        "69.581 70.159",
        80.26013,
    ),
    "South Africa": (
        "51.943 52.571 57.552 83.578 84.442 69.271 61.502 68.317 65.981 0.0 64.172 81.727 84.651 70.053 60.525 53.471 "
        "80.185",
        64.11431,
    ),
}


@pytest.mark.parametrize(("bounds", "value", "published"), EUROPEAN_CITIES)
def test_scores_of_turin_and_barcelona(bounds, value, published):
    worst, best = bounds
    assert normalise(value, worst=worst, best=best) == pytest.approx(published, abs=0.05)


def test_goal_11_of_namibia():
    # Values worked back from the published scores with the bounds of the 2025 codebook; goal 11 published as 78.799.
    values = pd.DataFrame({"slums": [41.4], "particles": [18.0], "water": [97.0836]}, index=["Namibia"])
    scores = normalise_table(values, {"slums": (90, 0), "particles": (87, 6.3), "water": (6.1, 100)})
    assert scores.loc["Namibia"].tolist() == pytest.approx([54.0, 85.502, 96.894], abs=0.001)
    goals = goal_scores(scores, {"slums": 11, "particles": 11, "water": 11}, required=1)
    assert goals.loc["Namibia", 11] == pytest.approx(78.799, abs=0.001)


@pytest.mark.parametrize("country", SDR_2025)
def test_index_of_the_sustainable_development_report(country):
    text, published = SDR_2025[country]
    goals = pd.DataFrame([[float(score) for score in text.split()]], columns=range(1, 18), index=[country])
    assert overall_index(goals, required=SDSN_REQUIRED)[country] == pytest.approx(published, abs=0.0005)


def test_index_of_all_339_municipalities_of_bolivia():
    scores = datasets.load("bolivia").tables["scores"].pivot(index="place", columns="indicator", values="value")
    published = scores.pop("overall index")
    index = overall_index(scores, required=1)
    assert len(index) == 339
    assert (index - published).abs().max() <= 0.05 + 1e-6


# Largest difference between published goal index and the index from the fitted bounds, as the description of the
# source found it, with two
# decimals. Goals 5, 10 and 13 do not reproduce well: their inputs are published with one or two digits.
FITTED = {
    1: 0.06,
    2: 0.11,
    3: 0.11,
    4: 0.21,
    5: 6.92,
    6: 0.05,
    7: 0.21,
    8: 0.11,
    9: 0.24,
    10: 0.86,
    11: 0.05,
    13: 0.65,
    15: 0.06,
    16: 0.22,
    17: 0.08,
}


def test_goal_indices_of_bolivia_follow_from_the_indicators():
    data = datasets.load("bolivia")
    about = data.tables["indicators"].set_index("indicator")
    values = data.table.pivot(index="place", columns="indicator", values="value")
    bounds = {name: (row["fitted_worst"], row["fitted_best"]) for name, row in about.iterrows()}
    goals = goal_scores(normalise_table(values, bounds), about["goal"].to_dict(), required=0)
    published = data.tables["scores"].dropna(subset="goal").pivot(index="place", columns="goal", values="value")
    difference = (goals - published).abs().max()
    assert set(difference.index) == set(FITTED)
    for goal, limit in FITTED.items():
        assert difference[goal] < limit + 0.005, goal
    assert (goals[5] - published[5]).abs().median() < 1.75
    overall = overall_index(goals, required=1)
    imds = data.tables["scores"].query("indicator == 'overall index'").set_index("place")["value"]
    assert (overall - imds).abs().max() < 0.485
    assert (overall - imds).abs().median() < 0.125


def test_values_beyond_the_bounds_are_capped_unless_asked():
    assert normalise(120, worst=0, best=100) == 100
    assert normalise(-5, worst=0, best=100) == 0
    assert normalise(120, worst=0, best=100, cap=False) == pytest.approx(120)


def test_a_missing_value_stays_missing():
    scores = normalise(pd.Series([50, None, 90], index=["a", "b", "c"]), worst=100, best=0)
    assert scores["a"] == 50
    assert np.isnan(scores["b"])


def test_missing_scores_by_an_explicit_rule():
    scores = pd.DataFrame({"a": [10.0, 10], "b": [20.0, 20], "c": [30.0, 30], "d": [40.0, 40], "e": [50.0, np.nan]})
    assert overall_index(scores, required=1).isna().tolist() == [False, True]
    assert overall_index(scores, required=0.8).tolist() == [30, 25]  # 4 of 5 is exactly 0.8
    scores["d"] = [40, np.nan]
    assert overall_index(scores, required=0.8).isna().tolist() == [False, True]
    assert overall_index(scores, required=0).tolist() == [30, 20]
    nothing = pd.DataFrame({"a": [np.nan], "b": [np.nan]})
    assert overall_index(nothing, required=0).isna().all()


def test_the_median_resists_one_extreme_score():
    scores = pd.DataFrame({"a": [60.0], "b": [62.0], "c": [0.0]})
    assert overall_index(scores, required=1).iloc[0] == pytest.approx(122 / 3)
    assert overall_index(scores, required=1, average="median").iloc[0] == 60
    scores["c"] = np.nan
    assert overall_index(scores, required=0.5, average="median").iloc[0] == 61


def test_equal_values_share_the_better_rank():
    assert ranks(pd.Series([70.0, 90.0, 70.0, np.nan, 10.0])).tolist() == [2, 1, 2, pd.NA, 4]


def test_shares_of_one_against_bounds_in_per_cent_are_noticed():
    shares = pd.Series([0.1, 0.4, 0.6, 0.8, 0.9], name="water")
    with pytest.warns(UnitWarning, match="water: all 5 values lie between 0 and 1"):
        normalise(shares, worst=0, best=100)
    with pytest.warns(UnitWarning, match="multiply them by 100"):
        normalise_table(shares.to_frame(), {"water": (0, 100)})


def test_per_cent_against_bounds_of_one_is_noticed():
    with pytest.warns(UnitWarning, match="divide them by 100"):
        normalise(pd.Series([10, 40, 60, 80, 90], name="water"), worst=0, best=1)


def test_scores_of_one_are_noticed():
    with pytest.warns(UnitWarning, match="A score goes from 0 to 100"):
        overall_index(pd.DataFrame([[0.2, 0.4, 0.6, 0.8, 1.0]]), required=1)


def test_a_value_that_cannot_be_used_stops_no_other():
    table = pd.DataFrame({"slums": [45, "n/a", 9], "water": [50, 75, float("inf")]}, index=["A", "B", "C"])
    with pytest.warns(LeftOutWarning, match=r"slums, row 'B', is 'n/a'.* It has no score. Neither has one more"):
        scores = normalise_table(table, {"slums": (90, 0), "water": (0, 100)})
    assert scores.fillna(-1).to_numpy().tolist() == [[50, 50], [-1, 75], [90, -1]]


def test_one_score_or_index_that_cannot_be_used_stops_no_other():
    values = pd.Series([45, "n/a", 9, math.inf], index=list("ABCD"), name="slums")
    with pytest.warns(LeftOutWarning, match="slums, row 'B', is 'n/a'.*Neither has one more"):
        assert normalise(values, worst=90, best=0).fillna(-1).tolist() == [50, -1, 90, -1]
    with pytest.warns(LeftOutWarning, match="values, row 'B'"):
        assert bounds_from_values(values, wanted="decrease", tail=0) == (45, 9)
    scores = pd.DataFrame({"water": [50, 130, 80], "waste": [70, 60, "?"]}, index=list("ABC"))
    with pytest.warns(LeftOutWarning, match="water, row 'B', is 130.*Neither has one more"):
        index = overall_index(scores, required=0.5)
    assert index.tolist() == [60, 60, 80]
    with pytest.warns(LeftOutWarning, match="index, row 'B', is 'x'"):
        assert ranks(pd.Series([1, "x", 3], index=list("ABC"))).fillna(0).tolist() == [2, 0, 1]


@pytest.mark.parametrize("kind", ["Int64", "Float64", "float32", "category", object])
def test_the_kind_of_number_changes_nothing(kind):
    # From 90 (worst) to 0 (best): 45 scores 50, 9 scores 90.
    values = pd.Series([45, 9], index=["A", "B"], name="slums").astype(kind)
    assert normalise(values, worst=90, best=0).tolist() == [50, 90]
    table = values.to_frame().assign(water=[50, 75])
    scores = normalise_table(table, {"slums": (90, 0), "water": [0, 100]})
    assert scores.to_numpy().tolist() == [[50, 50], [90, 75]]
    goals = goal_scores(scores.astype(kind), pd.Series({"water": 6, "slums": 11}), required=1)
    assert goals.to_dict("list") == {11: [50, 90], 6: [50, 75]}


@pytest.mark.parametrize("value", [45, 45.0, np.int32(45), np.float32(45), Decimal(45), Fraction(45)])
def test_any_kind_of_number_gives_the_same(value):
    assert normalise(value, worst=Decimal(90), best=np.int64(0)) == 50


def test_an_index_that_differs_by_the_noise_of_floats_shares_its_rank():
    # 0.1 + 0.2 + 0.3 and 0.3 + 0.2 + 0.1 differ in the last digit.
    index = overall_index(pd.DataFrame([[10.1, 10.2, 10.3], [10.3, 10.2, 10.1], [1, 1, 1]]), required=1)
    assert ranks(index).tolist() == [1, 1, 3]
    assert ranks(pd.Series([0.1 + 0.2, 0.3])).tolist() == [1, 1]


SCORES = st.floats(0, 100)
BOUNDS = st.tuples(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6)).filter(lambda pair: abs(pair[0] - pair[1]) > 1e-3)


@given(st.floats(-1e9, 1e9), BOUNDS)
def test_scores_lie_between_0_and_100(value, bounds):
    assert 0 <= normalise(value, worst=bounds[0], best=bounds[1]) <= 100


@given(st.floats(-1e6, 1e6), BOUNDS, st.floats(0.001, 1000), st.floats(-1000, 1000))
def test_a_change_of_unit_changes_no_score(value, bounds, factor, shift):
    worst, best = bounds
    there = normalise(value, worst=worst, best=best)
    other = normalise(value * factor + shift, worst=worst * factor + shift, best=best * factor + shift)
    assert other == pytest.approx(there, abs=1e-3)


@given(st.lists(st.floats(-1e3, 1e3), min_size=2), BOUNDS)
def test_scores_keep_the_order(values, bounds):
    worst, best = bounds
    scores = [normalise(value, worst=worst, best=best) for value in sorted(values, reverse=worst > best)]
    assert all(first <= second + 1e-9 for first, second in itertools.pairwise(scores))


@pytest.mark.filterwarnings("ignore::localsdg.monitoring.UnitWarning")  # low scores look like shares
@given(st.lists(st.lists(SCORES, min_size=3, max_size=3), min_size=1, max_size=5), st.permutations(["a", "b", "c"]))
def test_the_order_of_columns_changes_no_index(rows, order):
    scores = pd.DataFrame(rows, columns=["a", "b", "c"])
    assert overall_index(scores[order], required=1).tolist() == pytest.approx(
        overall_index(scores, required=1).tolist()
    )


@pytest.mark.filterwarnings("ignore::localsdg.monitoring.UnitWarning")  # low scores look like shares
@given(st.lists(SCORES, min_size=1, max_size=8))
def test_an_index_lies_between_its_lowest_and_highest_score(row):
    index = overall_index(pd.DataFrame([row]), required=1).iloc[0]
    assert min(row) - 1e-9 <= index <= max(row) + 1e-9


def test_weights_of_a_goal_and_of_an_index_by_hand():
    scores = pd.DataFrame({"slums": [20.0, 60.0], "particles": [80.0, np.nan], "water": [50.0, 30.0]}, index=["A", "B"])
    goals = {"slums": 11, "particles": 11, "water": 6}
    found = goal_scores(scores, goals, required=0, weights={"slums": 3, "particles": 1, "water": 5})
    assert found.loc["A"].tolist() == [35, 50]  # (3 x 20 + 80) / 4; one indicator alone has all the weight
    assert found.loc["B"].tolist() == [60, 30]  # the weight of the missing score goes to the other
    same = goal_scores(scores, goals, required=0, weights=dict.fromkeys(goals, 0.1))
    pd.testing.assert_frame_equal(same, goal_scores(scores, goals, required=0))
    assert goal_scores(scores, goals, required=1, weights=dict.fromkeys(goals, 2))[11].isna().tolist() == [False, True]
    assert overall_index(found, required=1, weights={11: 1, 6: 2}).tolist() == [45, 40]


@pytest.mark.parametrize(
    ("weights", "message"),
    [
        ({"slums": 1}, "weights has none for water"),
        ({"slums": 1, "water": 0}, "weights: water has the weight 0"),
        ({"slums": 1, "water": 1, "air": 1}, "weights names air"),
        ({"slums": 1, "water": -1}, "weights: water"),
    ],
)
def test_weights_that_cannot_be_used_are_named(weights, message):
    scores = pd.DataFrame({"slums": [20.0], "water": [50.0]})
    with pytest.raises(ValueError, match=message):
        goal_scores(scores, {"slums": 11, "water": 6}, required=1, weights=weights)
    with pytest.raises(ValueError, match="a median has no weights"):
        overall_index(scores, required=1, average="median", weights={"slums": 1, "water": 1})


def test_values_that_differ_by_the_noise_of_floats_give_no_bounds():
    values = [0.3, 0.1 + 0.2]  # 0.30000000000000004
    with pytest.raises(ValueError, match="They should differ"):
        bounds_from_values(values, wanted="increase")
    with pytest.raises(ValueError, match="They should differ"):
        normalise(0.3, worst=values[0], best=values[1])
    # In the ranking such a column keeps the bounds that are given: 0.3 of 100 is 0.3 for both, and 50 and 60 decide.
    table = pd.DataFrame({"a": [values[1], values[0]], "b": [50, 60]})
    found = rank_sensitivity(table, {"a": (0, 100), "b": (0, 100)}, required=1)
    assert found[["best", "worst"]].to_numpy().tolist() == [[2, 2], [1, 1]]
    least = pd.DataFrame({"a": [0, 5e-324], "b": [50, 60]})  # so close that no score lies between them
    assert rank_sensitivity(least, {"a": (0, 100), "b": (0, 100)}, required=1)["worst"].tolist() == [2, 1]


@pytest.mark.parametrize("goals", [None, {"a": 6, "b": "6"}])
def test_columns_or_goals_that_are_written_alike_are_refused(goals):
    names = [1, "1"] if goals is None else ["a", "b"]
    table = pd.DataFrame([[90.0, 20], [60, 60]], columns=pd.Index(names, dtype=object))
    with pytest.raises(ValueError, match=r"both written [16]\. Give each"):
        rank_variants(table, dict.fromkeys(names, (0, 100)), required=1, goals=goals)
