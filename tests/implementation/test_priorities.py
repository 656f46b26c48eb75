import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from localsdg.implementation import rank_options, robustness

OPTIONS = pd.DataFrame(
    {"people reached": [9000, 6000, 1000], "cost": [800, 300, 100], "speed": [2, 4, 5]},
    index=["tram", "bus lanes", "benches"],
)
WEIGHTS = {"people reached": 50, "cost": 30, "speed": 20}
LESS = {"cost": "less is better"}


def test_scores_by_hand():
    # People: 100, 62.5, 0. Cost, less is better: 0, 71.43, 100. Speed: 0, 66.67, 100.
    # Tram 50; bus lanes 31.25 + 21.43 + 13.33 = 66.01; benches 0 + 30 + 20 = 50.
    found = rank_options(OPTIONS, WEIGHTS, LESS)
    assert found.table.index[0] == "bus lanes"
    assert found.table["score"].to_dict() == pytest.approx({"bus lanes": 66.0119, "tram": 50, "benches": 50}, abs=1e-4)
    assert found.table["rank"].to_dict() == {"bus lanes": 1, "tram": 2, "benches": 2}
    assert found.weights == {"people reached": 50, "cost": 30, "speed": 20}
    # Against the tram: -18.75 by people, +21.43 by cost, +13.33 by speed.
    assert found.deciding == "cost"


def test_a_criterion_in_which_all_are_equal_decides_nothing():
    found = rank_options(pd.DataFrame({"a": [5, 5], "b": [1, 2]}, index=["x", "y"]), {"a": 1, "b": 1})
    assert found.table["score"].to_dict() == {"y": 100, "x": 0}
    assert found.weights == {"a": 0, "b": 100}
    assert found.deciding == "b"


def test_a_tie_has_no_deciding_criterion():
    assert rank_options(pd.DataFrame({"a": [0, 1], "b": [1, 0]}), {"a": 1, "b": 1}).deciding is None


def test_rank_reversals_by_hand():
    # Tram and benches tie at 50. Any change of a weight breaks the tie, but the bus lanes stay first.
    found = robustness(OPTIONS, WEIGHTS, LESS)
    assert (found.changes, found.other_winner, found.other_order) == (6, 0, 6)
    assert set(found.reversals["swapped"]) == {""}
    # Two options with weights 52 and 48: x wins by 52 to 48. 52 -> 46.8 reverses it; so does 48 -> 52.8.
    close = robustness(pd.DataFrame({"a": [1, 0], "b": [0, 1]}, index=["x", "y"]), {"a": 52, "b": 48})
    assert (close.changes, close.other_winner, close.other_order) == (4, 2, 2)
    assert close.reversals["swapped"].tolist() == ["", "y over x", "y over x", ""]
    assert robustness(pd.DataFrame({"a": [1, 0], "b": [0, 1]}), {"a": 60, "b": 40}).other_winner == 0


@pytest.mark.parametrize("weights", [pd.Series({"speed": 20, "cost": 30, "people reached": 50}), {**WEIGHTS}])
@pytest.mark.parametrize("kind", ["Int64", "float32", object])
def test_the_kind_of_number_and_the_order_of_rows_change_nothing(kind, weights):
    found = rank_options(OPTIONS.astype(kind).iloc[::-1], weights, LESS).table
    expected = rank_options(OPTIONS, WEIGHTS, LESS).table
    pd.testing.assert_frame_equal(found.loc[expected.index], expected)


def test_options_may_have_names_of_several_kinds():
    options = pd.DataFrame({"a": [1, 0], "b": [0, 1]}, index=["x", 2])
    assert robustness(options, {"a": 52, "b": 48}).reversals["swapped"].tolist() == ["", "2 over x", "2 over x", ""]


def test_very_large_numbers_and_weights_keep_the_scores():
    # a: 100 and 0, b: 0 and 100, with weights of 3 to 1.
    options = pd.DataFrame({"a": [9e99, -9e99], "b": [1e-9, 2e-9]}, index=["x", "y"])
    found = rank_options(options, {"a": 9e99, "b": 3e99})
    assert found.table["score"].to_dict() == {"x": 75, "y": 25}


TABLES = st.lists(st.lists(st.integers(0, 100), min_size=3, max_size=3), min_size=2, max_size=6)


@given(TABLES, st.integers(1, 1000), st.integers(-500, 500))
def test_a_change_of_unit_changes_no_order(rows, factor, shift):
    options = pd.DataFrame(rows, columns=["a", "b", "c"])
    other = options.assign(b=options["b"] * factor + shift)
    weights = {"a": 5, "b": 3, "c": 2}
    there = rank_options(options, weights).table["score"]
    assert rank_options(other, weights).table["score"].to_dict() == pytest.approx(there.to_dict())


@given(TABLES)
def test_scores_lie_between_0_and_100_and_parts_add_up(rows):
    table = rank_options(pd.DataFrame(rows, columns=["a", "b", "c"]), {"a": 1, "b": 1, "c": 2}).table
    assert table["score"].between(-1e-9, 100 + 1e-9).all()
    assert table[["a", "b", "c"]].sum(axis=1).tolist() == pytest.approx(table["score"].tolist())


@given(TABLES)
def test_an_option_that_is_better_in_everything_comes_first(rows):
    options = pd.DataFrame(rows, columns=["a", "b", "c"])
    options.loc["best"] = [101, 101, 101]
    assert rank_options(options, {"a": 1, "b": 2, "c": 3}).table.index[0] == "best"
