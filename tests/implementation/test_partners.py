from itertools import permutations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from localsdg.implementation import check_grid, match


def test_a_grid_that_can_work_has_no_finding():
    assert check_grid({"tender": {"mayor": "A", "works": "R"}, "survey": {"statistics": "RA", "health": "C"}}) == []


def test_each_broken_rule_is_named():
    grid = {
        "tender": {"mayor": "A", "works": "A/R"},
        "survey": {"statistics": "R"},
        "press": {"mayor": "A", "works": "I"},
    }
    assert [(finding.about, finding.found) for finding in check_grid(grid, most_accountable=1)] == [
        ("tender", "2 are accountable: mayor, works."),
        ("survey", "Nobody is accountable."),
        ("press", "Nobody does the work."),
        ("mayor", "Accountable for 2 tasks."),
    ]


def test_matching_by_hand():
    # Greedy would give Turin the tram (9) and leave Amman 1: 10. The best total is 8 + 7 = 15.
    fit = pd.DataFrame([[9, 8], [7, 1], [0, 0]], index=["Turin", "Amman", "Tunis"], columns=["tram", "market"])
    found = match(fit)
    assert found.pairs.to_dict("records") == [
        {"offer": "Turin", "need": "market", "fit": 8},
        {"offer": "Amman", "need": "tram", "fit": 7},
    ]
    assert found.total == 15
    assert found.offers_left == ("Tunis",)
    assert found.needs_left == ()


def test_what_does_not_fit_is_not_matched():
    found = match(pd.DataFrame([[1, 0], [1, 0]], index=["a", "b"], columns=["x", "y"]))
    assert found.total == 1
    assert found.needs_left == ("y",)
    assert len(found.offers_left) == 1


def test_yes_and_no_may_be_true_and_false():
    found = match(pd.DataFrame([[True, True], [True, False]], index=["a", "b"], columns=["x", "y"]))
    assert found.pairs[["offer", "need"]].to_numpy().tolist() == [["a", "y"], ["b", "x"]]
    assert found.total == 2


FITS = st.lists(st.lists(st.integers(0, 9), min_size=3, max_size=3), min_size=3, max_size=3)


@given(FITS)
def test_no_other_matching_is_better(rows):
    found = match(pd.DataFrame(rows))
    best = max(sum(rows[row][column] for row, column in enumerate(order)) for order in permutations(range(3)))
    assert found.total == best
    assert found.pairs["offer"].is_unique
    assert found.pairs["need"].is_unique


@given(FITS)
def test_yes_and_no_gives_the_largest_number_of_pairs(rows):
    yes = [[int(value > 5) for value in row] for row in rows]
    best = max(sum(yes[row][column] for row, column in enumerate(order)) for order in permutations(range(3)))
    assert len(match(pd.DataFrame(yes)).pairs) == best


def test_the_same_on_every_run():
    table = pd.DataFrame([[1, 1], [1, 1]], index=["a", "b"], columns=["x", "y"])
    assert match(table).pairs.equals(match(table).pairs)
    with pytest.raises(ValueError, match="'a' stands twice"):
        match(pd.DataFrame([[1], [1]], index=["a", "a"]))
