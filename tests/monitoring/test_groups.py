"""Disaggregation: cases by hand, and the wards of Durban against figures counted in the source."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from localsdg import datasets
from localsdg.monitoring import LeftOutWarning, UnitWarning, disaggregate, suppress, worst_fifth

PART = pd.Series({"centre": 90, "north": 40, "hills": 10})
WHOLE = pd.Series({"centre": 100, "north": 80, "hills": 20})


def test_gaps_ratios_and_what_closing_adds():
    # 140 of 200 have it: 70 %. Centre 90 %, north 50 %, hills 50 %.
    found = disaggregate(PART, WHOLE)
    assert found.share == pytest.approx(70)
    assert found.groups.index.tolist() == ["north", "hills", "centre"]
    assert found.groups["share"].tolist() == pytest.approx([50, 50, 90])
    assert found.groups["gap"].tolist() == pytest.approx([-20, -20, 20])
    assert found.groups["ratio"].tolist() == pytest.approx([5 / 7, 5 / 7, 9 / 7])
    # North at 70 %: 16 more people of 200, 8 points. Hills: 4 more people, 2 points.
    assert found.groups["adds"].tolist() == pytest.approx([8, 2, 0])
    assert (found.gap, found.ratio) == (pytest.approx(40), pytest.approx(1.8))
    assert (found.worst, found.best) == ("north", "centre")


def test_where_more_is_worse_the_order_turns():
    found = disaggregate(PART, WHOLE, more_is="worse")
    assert found.worst == "centre"
    assert found.groups.loc[found.best, "share"] == 50  # north and hills
    assert found.groups.loc["centre", "gap"] == pytest.approx(-20)
    assert found.groups.loc["centre", "adds"] == pytest.approx(10)  # 20 points of half of the people
    assert found.gap == pytest.approx(40)


def test_a_ratio_to_nobody_is_missing():
    found = disaggregate(pd.Series({"a": 0, "b": 5}), pd.Series({"a": 10, "b": 10}))
    assert found.ratio != found.ratio
    nobody = disaggregate(pd.Series({"a": 0, "b": 0}), pd.Series({"a": 10, "b": 10}))
    assert nobody.groups["ratio"].isna().all()


def test_an_empty_group_is_left_out():
    found = disaggregate(pd.Series({"a": 5, "b": 0}), pd.Series({"a": 10, "b": 0}))
    assert found.groups.index.tolist() == ["a"]


def test_a_group_that_cannot_be_compared_stops_no_other():
    part = pd.Series({"centre": 90, "north": 40, "hills": 10, "port": None, "old town": "many", "market": 300})
    whole = pd.Series({"centre": 100, "north": 80, "hills": 20, "port": 50, "old town": 60, "market": 200})
    with pytest.warns(LeftOutWarning, match=r"Group 'port' is left out: part is missing.* So are 2 more"):
        found = disaggregate(part.astype(object), whole)
    assert found.share == pytest.approx(70)  # the 200 people of the three groups that can be compared
    assert found.groups.index.tolist() == ["north", "hills", "centre"]
    assert found.left_out.index.tolist() == ["port", "old town", "market"]
    assert "part, row 'old town', is 'many'" in found.left_out["old town"]
    assert "part (300) is more than whole (200)" in found.left_out["market"]
    with pytest.warns(LeftOutWarning):
        assert worst_fifth(part.astype(object), whole).share_of_all == pytest.approx(70)


def test_a_group_of_nobody_is_named_without_a_warning():
    found = disaggregate(pd.Series({"a": 5, "b": 0}), pd.Series({"a": 10, "b": 0}))
    assert found.left_out.to_dict() == {"b": "there are no people in it."}


def test_the_worst_fifth_takes_a_part_of_the_last_group():
    found = worst_fifth(pd.Series({"a": 2, "b": 30, "c": 68}), pd.Series({"a": 10, "b": 60, "c": 130}))
    # a: 20 %, b: 50 %, c: 52.3 %. The fifth of 200 is 40: 10 of a and 30 of b: (10 * 20 + 30 * 50) / 40 = 42.5.
    assert found.share == pytest.approx(42.5)
    assert found.share_of_all == pytest.approx(50)
    assert found.groups.to_dict() == {"a": 1.0, "b": 0.5}


def test_flush_toilets_in_the_wards_of_durban():
    toilets = datasets.load("durban-wards").table.query("indicator == 'toilet'")
    whole = toilets.groupby("place")["value"].sum()
    flush = toilets[toilets["category"].str.startswith("Flush")].groupby("place")["value"].sum()
    found = disaggregate(flush, whole)
    assert len(found.groups) == 103
    assert found.groups["people"].sum() == 3442364
    shares = found.groups["share"]
    assert [round(shares.iloc[0], 1), round(shares.iloc[-1], 1)] == [4.0, 99.4]
    assert round(shares.mean(), 1) == 68.5  # the plain mean of wards; the share of people is another number
    # Ward 100: 1,302 of 32,328 people; ward 50: 28,366 of 28,545. The gap is not that of the two rounded shares.
    assert round(found.share, 1) == 67.6
    assert round(found.gap, 1) == 95.3
    assert round(worst_fifth(flush, whole).share, 1) == 24.9


def test_small_counts_are_hidden_and_cannot_be_found_by_subtraction():
    counts = pd.Series({"a": 3, "b": 12, "c": 40, "d": 0})
    found = suppress(counts, smallest=5)
    assert found["hidden"].to_dict() == {"a": True, "b": True, "c": False, "d": False}
    assert found.loc["a", "reason"] == "fewer than 5 people"
    assert "subtraction" in found.loc["b", "reason"]
    assert found["count"].isna().tolist() == [True, True, False, False]
    assert found.loc["c", "count"] == 40


def test_each_total_is_protected_by_itself():
    counts = pd.Series([3, 12, 40, 2, 4, 50], index=list("abcdef"))
    found = suppress(counts, smallest=5, within=["north"] * 3 + ["south"] * 3)
    assert found["hidden"].tolist() == [True, True, False, True, True, False]
    without_totals = suppress(counts, smallest=5, within=["north"] * 3 + ["south"] * 3, total_is_published=False)
    assert without_totals["hidden"].tolist() == [True, False, False, True, True, False]


def test_groups_are_matched_by_their_names():
    found = disaggregate(PART, WHOLE.iloc[::-1])
    pd.testing.assert_frame_equal(found.groups, disaggregate(PART, WHOLE).groups)


@pytest.mark.parametrize("kind", ["Int64", "float32", object])
def test_the_kind_of_number_changes_nothing(kind):
    found = disaggregate(PART.astype(kind), WHOLE.astype(kind))
    pd.testing.assert_frame_equal(found.groups, disaggregate(PART, WHOLE).groups)
    assert worst_fifth(PART.astype(kind), WHOLE).share == pytest.approx(50)
    assert suppress(WHOLE.astype(kind), smallest=50)["hidden"].tolist() == [False, True, True]


def test_sums_of_weights_that_miss_each_other_by_a_hair_are_equal():
    # 0.1 + 0.2 is 0.30000000000000004: the whole group has it.
    found = disaggregate(pd.Series({"a": 0.1 + 0.2, "b": 0.1}), pd.Series({"a": 0.3, "b": 0.4}))
    assert found.groups.loc["a", "share"] == 100


def test_groups_with_equal_shares_stay_in_the_order_given():
    # All have a third; a third of 3 and of 7 are not the same float.
    whole = pd.Series({"a": 3.0, "b": 0.7, "c": 0.1, "d": 11.1})
    found = disaggregate(whole / 3, whole)
    assert found.groups.index.tolist() == ["a", "b", "c", "d"]
    assert found.groups["gap"].tolist() == [0, 0, 0, 0]


def test_per_cent_in_place_of_people_is_noticed():
    with pytest.warns(UnitWarning, match="Every whole is 100"):
        disaggregate(pd.Series({"a": 90, "b": 40, "c": 10}), pd.Series({"a": 100, "b": 100, "c": 100}))
    with pytest.warns(UnitWarning, match="as if they were percent"):
        disaggregate(pd.Series({"a": 90.5, "b": 40, "c": 10}), pd.Series({"a": 1000, "b": 800, "c": 200}))


def test_hidden_counts_that_their_sum_would_tell_are_protected():
    # Two hidden counts that add up to 2 are both 1, so a third count is hidden with them.
    found = suppress(pd.Series({"a": 1, "b": 1, "c": 40, "d": 50}), smallest=5)
    assert found["hidden"].to_dict() == {"a": True, "b": True, "c": True, "d": False}
    enough = suppress(pd.Series({"a": 2, "b": 3, "c": 40, "d": 50}), smallest=5)  # together 5
    assert enough["hidden"].to_dict() == {"a": True, "b": True, "c": False, "d": False}


def test_totals_are_matched_by_name():
    counts = pd.Series([3, 12, 40, 2, 4, 50], index=list("abcdef"))
    within = pd.Series(["south"] * 3 + ["north"] * 3, index=list("fedcba"))
    found = suppress(counts, smallest=5, within=within)
    assert found["hidden"].tolist() == [True, True, False, True, True, False]


GROUPS = st.lists(st.tuples(st.integers(0, 10**5), st.floats(0, 1)), min_size=1, max_size=12).filter(
    lambda rows: sum(row[0] for row in rows) > 0
)


@given(GROUPS)
def test_groups_add_up_to_the_city(rows):
    whole = pd.Series([people for people, _ in rows])
    part = pd.Series([int(people * has) for people, has in rows])
    found = disaggregate(part, whole)
    weighted = (found.groups["share"] * found.groups["people"]).sum() / found.groups["people"].sum()
    assert weighted == pytest.approx(100 * part.sum() / whole.sum())
    assert (found.groups["gap"] * found.groups["people"]).sum() == pytest.approx(0, abs=1e-3)
    assert found.groups["adds"].min() >= 0


@given(GROUPS)
def test_the_worst_fifth_is_never_better_off_than_all(rows):
    whole = pd.Series([people for people, _ in rows])
    part = pd.Series([int(people * has) for people, has in rows])
    found = worst_fifth(part, whole)
    assert found.share <= found.share_of_all + 1e-9
    assert found.groups.between(0, 1).all()


@given(st.lists(st.integers(0, 60), min_size=1, max_size=10), st.integers(2, 15))
def test_no_total_hides_exactly_one_count_that_could_be_found(counts, smallest):
    found = suppress(pd.Series(counts), smallest=smallest)
    shown = found.loc[~found["hidden"], "count"]
    assert ((shown == 0) | (shown >= smallest)).all()
    if found["hidden"].sum() == 1:  # only where no other count above zero is left to hide
        assert (shown == 0).all()


def test_a_group_at_the_average_adds_zero_and_not_minus_zero():
    found = disaggregate(pd.Series({"A": 10, "B": 10}), pd.Series({"A": 90, "B": 90}))
    assert [str(each) for each in found.groups["adds"]] == ["0.0", "0.0"]
