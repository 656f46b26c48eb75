"""Progress by four rules: published thresholds, worked cases, and cases in which the verdicts differ."""

import math
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from localsdg import datasets
from localsdg.monitoring import RULES, UnitWarning, arrows, canada_score, progress, progress_table

UN, CANADA, BASQUE, SDSN = "UN progress chart", "Statistics Canada", "Basque Country", "SDSN arrows"


def labels(**series):
    return {rule: verdict.label for rule, verdict in progress(**series).items()}


def test_the_worked_case():
    # 40 (2015) to 52 (2021), target 80 in 2030. Growth 1.3^(1/6) - 1 = 4.470 %; needed 2^(1/15) - 1 = 4.729 %;
    # ratio 0.945. At this pace 40 * 1.0447^15 = 77.1 in 2030: (77.1 - 40) / 40 = 92.7 % of the way.
    # Scores equal to the values: 2 points a year observed, (80 - 40) / 15 = 2.667 needed: 75 %.
    verdicts = progress(base_year=2015, base=40, last_year=2021, last=52, target=80, bounds=(0, 100), green=80)
    assert {rule: verdict.label for rule, verdict in verdicts.items()} == {
        UN: "fair progress, acceleration needed",
        CANADA: "progress made, acceleration needed",
        BASQUE: "reasonable progress, acceleration needed",
        SDSN: "moderately improving",
    }
    assert verdicts[UN].value == pytest.approx(0.945, abs=0.0005)
    assert verdicts[CANADA].value == pytest.approx(0.945, abs=0.0005)
    assert verdicts[BASQUE].value == pytest.approx(0.927, abs=0.0005)
    assert verdicts[SDSN].value == pytest.approx(0.75)
    assert "0.945 times the rate needed" in verdicts[CANADA].reason
    assert all(verdict.method for verdict in verdicts.values())


def test_one_published_series_three_base_years():
    """People killed in traffic in Los Angeles: 200 in 2012, 183 in 2015, 253 in 2016, 245 in 2017; none by 2025.

    2012: (245 / 200)^(1/5) - 1 = 4.142 % a year; a fall to zero needs -100 %, so the ratio is -0.041, above -0.1.
    Canada: (0.001 / 200)^(1/13) - 1 = -0.609, ratio -0.068. Basque: 245 * 1.04142^8 = 339, (339 - 200) / -200 = -0.695.
    2015: (245 / 183)^(1/2) - 1 = 15.71 % a year: ratio -0.157, below -0.1. 2016: 245 / 253 - 1 = -3.16 % a year: ratio
    0.032; Canada (0.001 / 253)^(1/9) - 1 = -0.749, ratio 0.042; Basque 245 * 0.96838^8 = 189.5, 63.5 / 253 = 0.251.
    """
    killed = datasets.load("los-angeles").table.query(
        "indicator == '3.6.1 local series' and victim_mode == '' and place == 'City of Los Angeles'"
    )
    killed = killed.set_index("year")["value"]
    expected = {
        2012: (-0.041, "limited or no progress", -0.068, "deterioration", -0.695, "stagnation or going back"),
        2015: (-0.157, "deterioration", None, "deterioration", None, "stagnation or going back"),
        2016: (
            0.032,
            "limited or no progress",
            0.042,
            "limited progress",
            0.251,
            "reasonable progress, acceleration needed",
        ),
    }
    for year, (un, un_label, canada, canada_label, basque, basque_label) in expected.items():
        found = progress(
            base_year=year, base=killed[year], last_year=2017, last=killed[2017], target=0, target_year=2025
        )
        assert [found[rule].label for rule in (UN, CANADA, BASQUE)] == [un_label, canada_label, basque_label], year
        assert found[SDSN].label == "cannot be assessed"
        for rule, value in ((UN, un), (CANADA, canada), (BASQUE, basque)):
            assert value is None or found[rule].value == pytest.approx(value, abs=0.0006), (year, rule)


def test_one_series_with_several_verdicts():
    # A ratio of 0.55: 40 * (80 / 40) ^ (0.55 * 6 / 15), about 46.6 in 2021.
    last = 40 * (1 + 0.55 * (2 ** (1 / 15) - 1)) ** 6
    verdicts = labels(base_year=2015, base=40, last_year=2021, last=last, target=80)
    assert verdicts[UN] == "fair progress, acceleration needed"
    assert verdicts[CANADA] == "limited progress"


def test_growth_of_1_2_per_cent_without_a_target():
    verdicts = labels(base_year=2015, base=100, last_year=2020, last=100 * 1.012**5, wanted="increase")
    assert verdicts[UN] == "on track"
    assert verdicts[CANADA] == "progress made, acceleration needed"
    assert verdicts[BASQUE] == "reasonable progress, acceleration needed"
    assert verdicts[SDSN] == "cannot be assessed"


# Growth wanted, % a year: class by UN (cuts 1, 0.5, -1, above), Statistics Canada (1.5, 0.5, 0) and Basque (2, 0.5).
WITHOUT_TARGET = [
    (2.5, 1, 1, 0),
    (1.6, 1, 1, 1),
    (1.2, 1, 2, 1),
    (0.7, 2, 2, 1),
    (0.2, 3, 3, 2),
    (-0.5, 3, 4, 2),
    (-1.5, 4, 4, 2),
]


@pytest.mark.parametrize("wanted", ["increase", "decrease"])
@pytest.mark.parametrize(("growth", "un", "canada", "basque"), WITHOUT_TARGET)
def test_classes_without_a_target_are_mirrored(growth, un, canada, basque, wanted):
    rate = growth / 100 if wanted == "increase" else -growth / 100
    verdicts = labels(base_year=2015, base=50, last_year=2020, last=50 * (1 + rate) ** 5, wanted=wanted)
    found = [RULES[rule].classes.index(verdicts[rule]) for rule in (UN, CANADA, BASQUE)]
    assert found == [un, canada, basque]


# Observed over required growth: class by UN (0.95, 0.5, -0.1) and Statistics Canada (0.95, 0.60, 0).
WITH_TARGET = [(0.96, 1, 1), (0.94, 2, 2), (0.61, 2, 2), (0.59, 2, 3), (0.49, 3, 3), (-0.05, 3, 4), (-0.2, 4, 4)]


@pytest.mark.parametrize("target", [80, 20])
@pytest.mark.parametrize(("ratio", "un", "canada"), WITH_TARGET)
def test_classes_with_a_target(ratio, un, canada, target):
    needed = (target / 40) ** (1 / 15) - 1
    verdicts = labels(base_year=2015, base=40, last_year=2020, last=40 * (1 + ratio * needed) ** 5, target=target)
    assert [RULES[rule].classes.index(verdicts[rule]) for rule in (UN, CANADA)] == [un, canada]


def test_a_target_that_is_met_counts_whatever_the_trend():
    verdicts = progress(base_year=2015, base=98, last_year=2020, last=96, target=95, wanted="increase")
    assert verdicts[UN].label == verdicts[CANADA].label == "target achieved"
    assert verdicts[BASQUE].label == "achieved or on the way"


def test_a_target_counts_as_achieved_from_99_95_per_cent_for_the_un_only():
    verdicts = labels(base_year=2015, base=40, last_year=2020, last=79.97, target=80)
    assert verdicts[UN] == "target achieved"
    assert verdicts[CANADA] == "on track"
    assert labels(base_year=2015, base=40, last_year=2020, last=79.9, target=80)[UN] == "on track"


def test_the_basque_rule_counts_one_point_from_100_per_cent_as_met():
    series = {"base_year": 2015, "base": 99.4, "last_year": 2020, "last": 99.2, "target": 100}
    assert labels(**series, percentage=True)[BASQUE] == "achieved or on the way"
    assert labels(**series)[BASQUE] == "stagnation or going back"
    assert labels(**(series | {"last": 98.9}), percentage=True)[BASQUE] == "stagnation or going back"


def test_a_place_that_fell_back_behind_its_target_does_not_progress():
    # Base beyond the target, latest behind it: the plain ratio of growth rates would be positive.
    verdicts = labels(base_year=2015, base=90, last_year=2021, last=75, target=80, wanted="increase")
    assert verdicts[UN] == verdicts[CANADA] == "deterioration"
    assert verdicts[BASQUE] == "stagnation or going back"
    arrow = labels(base_year=2015, base=90, last_year=2021, last=75, target=80, bounds=(0, 100), green=80)[SDSN]
    assert arrow == "decreasing"


def test_zero_and_changes_of_sign():
    from_zero = labels(base_year=2015, base=0, last_year=2020, last=20, target=60)
    assert from_zero[UN] == from_zero[BASQUE] == "cannot be assessed"
    assert from_zero[CANADA] == "on track"  # zero is replaced by 0.001, and that decides
    through_zero = labels(base_year=2015, base=-5, last_year=2020, last=5, target=10)
    assert set(through_zero.values()) == {"cannot be assessed"}
    to_zero = progress(base_year=2015, base=100, last_year=2020, last=90, target=0, wanted="decrease")
    # The formula asks for -100 % a year; 0.9^(1/5) - 1 = -2.085 %.
    assert to_zero[UN].value == pytest.approx(0.02085, abs=1e-5)
    # Statistics Canada replaces the target by 0.001: (0.001 / 100)^(1/15) - 1 = -53.584 %; 2.085 / 53.584 = 0.0389.
    assert to_zero[CANADA].value == pytest.approx(0.0389, abs=1e-4)


def test_a_target_of_zero_is_reached_at_what_stands_for_it():
    # sdg-build replaces a target of zero by 0.001 before it asks whether the target is achieved.
    almost = labels(base_year=2015, base=100, last_year=2020, last=0.0005, target=0)
    assert almost[CANADA] == "target achieved"
    assert almost[UN] != "target achieved"
    assert labels(base_year=2015, base=100, last_year=2020, last=0.002, target=0)[CANADA] == "on track"


def test_a_series_without_a_base_does_not_stop_the_others():
    # Without a base value the direction does not follow from the target, but nothing could be assessed anyway.
    table = pd.DataFrame({"base_year": 2015, "base": [None, 40], "last_year": 2021, "last": [52, 52], "target": 80})
    for rule in RULES:
        found = progress_table(table, rule)["label"].tolist()
        assert found[0] == "cannot be assessed"
        assert found[1].endswith("acceleration needed")


@pytest.mark.parametrize("kind", [Decimal, Fraction, np.float64, np.int64])
def test_any_kind_of_number_gives_the_same(kind):
    series = {"base_year": 2015, "base": 40, "last_year": 2021, "last": 52, "target": 80, "target_year": 2030}
    same = {name: kind(value) for name, value in series.items()}
    scored = {"bounds": [kind(0), kind(100)], "green": kind(80), "percentage": np.True_}
    assert progress(**same, **scored) == progress(**series, bounds=(0, 100), green=80, percentage=True)
    table = pd.DataFrame([same] * 2, index=["b", "a"], dtype=object)
    expected = progress_table(pd.DataFrame([series] * 2, index=["b", "a"]), CANADA)
    pd.testing.assert_frame_equal(progress_table(table, CANADA), expected)


def test_shares_with_a_target_in_per_cent_are_noticed():
    for values, target in (((0.40, 0.52), 80), ((40, 52), 0.8)):
        with pytest.warns(UnitWarning, match="a share of 1 and the other percent"):
            progress(base_year=2015, base=values[0], last_year=2021, last=values[1], target=target)
    shares = pd.DataFrame({"base_year": 2015, "base": [0.4] * 5, "last_year": 2021, "last": 0.5, "green": 0.8})
    with pytest.warns(UnitWarning, match="A score goes from 0 to 100"):
        arrows(shares)


def test_negative_values_that_rise_towards_zero_improve():
    # A deficit of 100 shrinks to 80: growth -4.36 % a year, in the wanted direction.
    verdicts = progress(base_year=2015, base=-100, last_year=2020, last=-80, wanted="increase")
    assert verdicts[CANADA].label == "on track"
    assert verdicts[CANADA].value == pytest.approx(0.0436, abs=1e-4)


def test_thresholds_shrink_near_a_natural_limit():
    # From 95 % with the limit of 100 %: C = 1 - 0.95^4.44 = 0.2037; the cuts are 0.306 % and 0.102 % a year.
    def label(growth):
        series = {"base_year": 2015, "base": 95, "last_year": 2020, "wanted": "increase", "limit": 100}
        return labels(**series, last=95 * (1 + growth) ** 5)[CANADA]

    assert label(0.0031) == "on track"
    assert label(0.0030) == "progress made, acceleration needed"
    assert label(0.0011) == "progress made, acceleration needed"
    assert label(0.0010) == "limited progress"
    assert label(-0.0001) == "deterioration"
    at_the_limit = labels(base_year=2015, base=100, last_year=2020, last=100, wanted="increase", limit=100)
    assert at_the_limit[CANADA] == "on track"


# Open SDG, progress methodology, figures 1 and 2.
@pytest.mark.parametrize(("ratio", "score"), [(-0.6, -5), (0, -2.5), (0.6, 0), (0.95, 2.5), (1.3, 5), (3, 5), (-2, -5)])
def test_score_with_a_target(ratio, score):
    assert canada_score(ratio, with_target=True) == pytest.approx(score, abs=1e-3)


@pytest.mark.parametrize(
    ("growth", "score"), [(-0.02, -5), (-0.05, -5), (0, -2.5), (0.005, 0), (0.015, 2.5), (0.02, 5), (0.3, 5)]
)
def test_score_without_a_target(growth, score):
    assert canada_score(growth, with_target=False) == pytest.approx(score, abs=1e-9)
    if growth > 0:
        assert canada_score(growth * 0.2, with_target=False, scale=0.2) == pytest.approx(score, abs=1e-9)


def test_special_scores():
    assert canada_score(math.nan, with_target=True, achieved=True) == 5
    assert canada_score(0.0, with_target=False, scale=0) == 5
    assert canada_score(-0.01, with_target=False, scale=0) == pytest.approx(-3.75)


@pytest.mark.parametrize(
    ("last", "label"),
    [
        (80, "on track or maintaining"),
        (64, "on track or maintaining"),  # 24 in 9 years is 2.667, all that is needed
        (63, "moderately improving"),
        (52, "moderately improving"),  # half of the pace: our convention
        (51, "stagnating"),
        (40, "stagnating"),
        (39, "decreasing"),
    ],
)
def test_arrows(last, label):
    table = pd.DataFrame({"base_year": [2015], "base": [40], "last_year": [2024], "last": [last], "green": [80]})
    assert arrows(table)["label"].tolist() == [label]


def test_arrows_beyond_green_and_without_a_score():
    table = pd.DataFrame(
        {"base_year": 2015, "base": [90, 90, 40], "last_year": 2024, "last": [82, 78, math.nan], "green": 80}
    )
    assert arrows(table)["label"].tolist() == ["on track or maintaining", "decreasing", "cannot be assessed"]


def test_a_table_gives_the_same_as_one_series():
    rows = [
        {"base": 40.0, "last": 52.0, "target": 80.0, "wanted": "increase"},
        {"base": 36.0, "last": 27.0, "target": 18.0, "wanted": "decrease"},
        {"base": 10.0, "last": 9.0, "target": math.nan, "wanted": "increase"},
        {"base": 0.0, "last": 5.0, "target": 10.0, "wanted": "increase"},
        {"base": 5.0, "last": math.nan, "target": 10.0, "wanted": "increase"},
        {"base": math.nan, "last": 5.0, "target": 10.0, "wanted": "increase"},
        {"base": -100.0, "last": -80.0, "target": -50.0, "wanted": "increase"},
    ]
    table = pd.DataFrame(rows, index=list("abcdefg")).assign(base_year=2015, last_year=2021)
    for rule in RULES:
        found = progress_table(table, rule)
        assert found.index.tolist() == list("abcdefg")
        for name, row in zip(found.index, rows, strict=True):
            one = progress(base_year=2015, last_year=2021, **row)[rule]
            assert found.loc[name, "label"] == one.label
            if one.value is not None:
                assert found.loc[name, "value"] == pytest.approx(one.value)


def test_the_order_of_labels_is_from_the_best_to_the_worst():
    table = pd.DataFrame({"base_year": 2015, "base": [40, 40], "last_year": 2021, "last": [60, 30], "target": 80})
    found = progress_table(table, CANADA)["label"]
    assert found.cat.ordered
    assert found.min() == "on track"
    assert found.max() == "deterioration"


VALUE = st.floats(0.1, 1000)


@pytest.mark.filterwarnings("ignore::localsdg.monitoring.UnitWarning")  # any number may look like a share
@given(base=VALUE, last=VALUE, target=VALUE, factor=st.floats(0.01, 100))
def test_a_change_of_unit_changes_no_growth_rate(base, last, target, factor):
    assume(abs(target / base - 1) > 1e-3)
    there = progress(base_year=2015, base=base, last_year=2021, last=last, target=target)
    other = progress(base_year=2015, base=base * factor, last_year=2021, last=last * factor, target=target * factor)
    for rule in (UN, CANADA, BASQUE):
        if there[rule].value is None:
            assert other[rule].value is None
        else:
            assert other[rule].value == pytest.approx(there[rule].value, rel=1e-6, abs=1e-9)


@pytest.mark.filterwarnings("ignore::localsdg.monitoring.UnitWarning")  # any number may look like a share
@given(base=VALUE, last=VALUE, more=st.floats(0, 100), target=VALUE)
def test_a_better_latest_value_never_gets_a_worse_class(base, last, more, target):
    assume(abs(target / base - 1) > 1e-3)
    series = {"base_year": 2015, "base": base, "last_year": 2021, "target": target, "wanted": "increase"}
    for rule, definition in RULES.items():
        worse, better = (
            definition.classes.index(progress(**series, last=value)[rule].label) for value in (last, last + more)
        )
        assert better <= worse


@given(st.floats(-3, 3), st.floats(0, 3))
def test_scores_rise_with_the_ratio(ratio, more):
    assert canada_score(ratio, with_target=True) <= canada_score(ratio + more, with_target=True) + 1e-3
    assert -5 <= canada_score(ratio, with_target=True) <= 5


def test_one_bad_row_stops_no_other_and_gets_its_reason():
    table = pd.DataFrame(
        {
            "base_year": [2015, 2021, 2015, 2015, 2015],
            "base": [40, 40, 10, 40, "n/a"],
            "last_year": [2021, 2015, 2021, 2021, 2021],
            "last": [52, 52, 12, 52, 52],
            "target": [80, 80, None, 80, 80],
            "target_year": [2030, 2030, 2030, 2010, 2030],
        }
    )
    for rule in RULES:
        found = progress_table(table, rule)
        alone = progress_table(table.head(1), rule)
        assert found.iloc[0].tolist() == alone.iloc[0].tolist()
        assert found["label"].tolist()[1:] == ["cannot be assessed"] * 4
        reasons = found["reason"].tolist()
        assert reasons[1] == "base_year is 2021, last_year is 2015: last_year should lie after base_year."
        assert reasons[2].startswith("wanted is not given, and no target lies beyond the base of 10")
        assert reasons[3] == "base_year is 2015, target_year is 2010: target_year should lie after base_year."
        assert "n/a" in reasons[4]
        assert found["value"].isna().tolist()[1:] == [True] * 4


def test_arrows_judge_the_rows_that_can_be_judged():
    table = pd.DataFrame(
        {"base_year": [2015, 2015], "base": [40, 140], "last_year": [2021, 2021], "last": [60, 50], "green": [80, 80]}
    )
    found = arrows(table)
    assert found.loc[0, "label"] != "cannot be assessed"
    assert found.loc[1, "label"] == "cannot be assessed"
    assert "140" in found.loc[1, "reason"]


def test_a_series_without_a_direction_is_told_by_its_own_argument():
    with pytest.raises(ValueError, match=r"^wanted is not given, and no target .* Give wanted as 'increase'"):
        progress(base_year=2015, base=10, last_year=2021, last=12)


def test_an_answer_in_words_stops_no_other_series():
    table = pd.DataFrame(
        {"base_year": 2015, "base": [40, 40], "last_year": 2021, "last": [52, 52], "target": [80, 80]},
        index=["A", "B"],
    ).assign(percentage=["yes", True])
    found = progress_table(table, "Basque Country")
    # 40 * (52 / 40) ** (15 / 6) = 77.08 in 2030: 37.08 of 40 points.
    assert found["value"].round(3).fillna(0).tolist() == [0, 0.927]
    assert found.loc["A", "reason"] == "percentage, row 'A', is 'yes'. Write True or False, not words."
