"""Tables with hidden numbers: cases by hand, and what is true of every table."""

from __future__ import annotations

from itertools import product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from localsdg.monitoring import audit_suppression, suppress, suppress_shares, suppress_table

PUPILS = pd.DataFrame({"girls": [3, 20, 30], "boys": [12, 40, 50]}, index=["A", "B", "C"])


def hidden_in(shown: pd.DataFrame) -> set[tuple[str, str]]:
    return {(row, column) for row in shown.index for column in shown.columns if shown.isna().loc[row, column]}


def test_one_small_number_takes_three_others_with_it():
    # 3 + 12 = 15, so 12 must go; 53 - 30 - 20 = 3, so 20 must go; 60 - 20 = 40, so 40 must go.
    found = suppress_table(PUPILS, smallest=5)
    assert hidden_in(found.shown) == {("A", "girls"), ("A", "boys"), ("B", "girls"), ("B", "boys")}
    assert found.reasons.loc["A", "girls"] == "too small"
    assert found.reasons.loc["B", "boys"] == "would reveal another number"
    assert found.reasons.loc["C", "boys"] == ""
    assert found.shown.loc["total"].tolist() == [53, 102, 155]


def test_two_rings_joined_by_one_cell_give_that_cell_away():
    # Each row and column hides two, and still: p and q hide 20 + 20, all in rows a and b, which hide 20 and 36.
    # What is more, 56 - 40 = 16, is the cell (b, r).
    shown = pd.DataFrame(
        {
            "p": [None, None, 10, 10, 40],
            "q": [None, None, 10, 10, 40],
            "r": [10, None, None, None, 46],
            "s": [10, 10, None, None, 40],
            "total": [40, 46, 40, 40, 166],
        },
        index=["a", "b", "c", "d", "total"],
        dtype="Int64",
    )
    found = audit_suppression(shown, smallest=5).set_index(["row", "column"])["finding"]
    assert found["b", "r"] == "can be computed: 16"
    assert (found.drop(("b", "r")) == "").all()


def test_the_rest_and_small_groups_count():
    # 98 of 100: two lack it. 9 of 19: fewer than 4 x 5. Together they protect one another: 98 + 9 and 2 + 10.
    part, whole = pd.Series({"A": 98, "B": 9, "C": 60}), pd.Series({"A": 100, "B": 19, "C": 90})
    found = suppress_shares(part, whole, smallest=5)
    assert hidden_in(found.shown) == {("A", "part"), ("A", "rest"), ("B", "part"), ("B", "rest")}
    assert (found.reasons.loc[["A", "B"], ["part", "rest"]] == "too small").all(axis=None)


def test_the_range_of_a_hidden_number():
    # A has 15, girls of A and B 23, boys of A and B 52: 0 to 15 girls in A, so 8 to 23 in B.
    found = audit_suppression(suppress_table(PUPILS, smallest=5).shown, smallest=5)
    ranges = {(row.row, row.column): (row.least, row.most) for row in found.itertuples()}
    assert ranges == {
        ("A", "girls"): (0, 15),
        ("A", "boys"): (0, 15),
        ("B", "girls"): (8, 23),
        ("B", "boys"): (37, 52),
    }
    assert (found["finding"] == "").all()
    narrow = audit_suppression(suppress_table(PUPILS, smallest=5).shown, smallest=16)["finding"]
    assert narrow[0] == "lies between 0 and 15, a range narrower than 16: merge areas"


def test_an_earlier_edition_reveals():
    shown = suppress_table(PUPILS, smallest=5).shown
    earlier = shown.copy()
    earlier.loc["B", "girls"] = 20
    found = audit_suppression(shown, smallest=5, earlier=earlier).set_index(["row", "column"])["finding"]
    assert found["B", "girls"] == "the earlier edition shows 20"
    assert found["A", "girls"] == "can be computed: 3"  # 23 - 20
    later = shown.copy()
    later.loc["C", "boys"], later.loc["C", "total"], later.loc["total", "boys"] = 53, 83, 105
    later.loc["total", "total"] = 158
    told = audit_suppression(later, smallest=5, earlier=shown).set_index(["row", "column"])["finding"]
    assert told["C", "boys"] == "differs by 3 from the earlier edition: a small number"


def test_numbers_that_do_not_add_up_are_refused():
    wrong = suppress_table(PUPILS, smallest=5).shown
    wrong.loc["C", "total"] = 81
    with pytest.raises(ValueError, match="do not add up"):
        audit_suppression(wrong, smallest=5)


SIZES = st.sampled_from([0, 1, 2, 3, 4, 5, 6, 9, 12, 30, 400])
TABLES = st.tuples(st.integers(1, 4), st.integers(1, 4)).flatmap(
    lambda size: st.lists(st.lists(SIZES, min_size=size[1], max_size=size[1]), min_size=size[0], max_size=size[0])
)


@settings(max_examples=60)
@given(TABLES, st.integers(2, 8))
def test_no_shown_number_is_small_and_no_hidden_one_can_be_computed(rows, smallest):
    shown = suppress_table(pd.DataFrame(rows), smallest=smallest).shown
    numbers = shown.to_numpy(dtype=float, na_value=np.nan)
    seen = numbers[~np.isnan(numbers)]
    assert ((seen == 0) | (seen >= smallest)).all()
    found = audit_suppression(shown, smallest=smallest)
    assert (found["least"] < found["most"]).all()


@settings(max_examples=60)
@given(st.lists(st.tuples(SIZES, st.floats(0, 1)), min_size=1, max_size=6), st.integers(2, 8))
def test_no_hidden_group_can_be_computed(groups, smallest):
    whole = pd.Series([people for people, _ in groups])
    part = pd.Series([int(people * has) for people, has in groups])
    shown = suppress_shares(part, whole, smallest=smallest).shown
    numbers = shown.to_numpy(dtype=float, na_value=np.nan)
    seen = numbers[~np.isnan(numbers)]
    assert ((seen == 0) | (seen >= smallest)).all()
    found = audit_suppression(shown, smallest=smallest)
    assert (found["least"] < found["most"]).all()


@settings(max_examples=20, deadline=None)
@given(st.lists(st.lists(st.integers(0, 3), min_size=2, max_size=2), min_size=2, max_size=2), st.data())
def test_the_range_is_that_of_all_tables_tried_one_by_one(rows, data):
    values = np.array(rows)
    full = pd.DataFrame(values, index=["a", "b"], columns=["x", "y"]).astype("Int64")
    full["total"] = full.sum(axis=1)
    full.loc["total"] = full.sum()
    gone = data.draw(st.lists(st.booleans(), min_size=4, max_size=4))
    shown = full.copy()
    cells = list(product(["a", "b"], ["x", "y"]))
    for (row, column), hide in zip(cells, gone, strict=True):
        if hide:
            shown.loc[row, column] = pd.NA
    fits = [
        dict(zip(cells, tried, strict=True))
        for tried in product(range(7), repeat=4)
        if all(hide or tried[at] == full.loc[cell] for at, (cell, hide) in enumerate(zip(cells, gone, strict=True)))
        and [tried[0] + tried[1], tried[2] + tried[3]] == full["total"].tolist()[:2]
        and [tried[0] + tried[2], tried[1] + tried[3]] == full.loc["total"].tolist()[:2]
    ]
    for line in audit_suppression(shown, smallest=2).itertuples():
        found = [each[line.row, line.column] for each in fits]
        assert (line.least, line.most) == (min(found), max(found))


def test_a_total_that_would_reveal_the_hidden_counts_is_named():
    # 1 and 1 of a total of 2: there is nothing else above zero to hide. 3 alone is its own total. 4 and 9 reach 5.
    counts = pd.Series({"A": 1, "B": 1, "C": 0, "D": 3, "E": 4, "F": 9})
    found = suppress(counts, smallest=5, within=["north", "north", "north", "south", "west", "west"])
    named = found["reason"].str.startswith("its total would reveal it, so hide the total too")
    assert named[named].index.tolist() == ["A", "B", "D"]
    assert found.loc["A", "reason"].endswith("fewer than 5 people")
    hidden = suppress(counts, smallest=5, total_is_published=False)
    assert not hidden["reason"].str.contains("total").any()
