"""Matching: by hand in the vectors, and against every possible result for small lists."""

from __future__ import annotations

import json
from fractions import Fraction
from itertools import permutations
from pathlib import Path

import pandas as pd
import pytest
from every_matching import first_of_the_best
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment

from localsdg.implementation import Need, Offer, fit_of, match, match_towns

VECTORS = Path(__file__).parents[1] / "vectors" / "matching.json"


@pytest.mark.parametrize("case", json.loads(VECTORS.read_text("utf-8"))["cases"], ids=lambda case: case["name"])
def test_towns_are_matched_as_on_paper(case):
    offers, needs = [Offer(**each) for each in case["offers"]], [Need(**each) for each in case["needs"]]
    found = match_towns(offers, needs)
    assert found.pairs[["offer", "need", "fit"]].to_numpy().tolist() == [
        [offer, need, pytest.approx(fit[0] / fit[1], abs=1e-12)] for offer, need, fit in case["pairs"]
    ]
    assert found.total == pytest.approx(case["total"][0] / case["total"][1], abs=1e-12)
    for left, expected in ((found.offers_left, case["offers_left"]), (found.needs_left, case["needs_left"])):
        assert {str(place): why for place, why in left.items()} == expected
    for pair in found.pairs.to_dict("records"):
        fit = fit_of(offers[pair["offer"]], needs[pair["need"]])
        assert (fit.value, fit.same, fit.words, fit.language) == tuple(
            pair[name] for name in ("fit", "same", "words", "language")
        )


def test_a_fit_says_what_it_is_made_of():
    offer = Offer("Reedwater", "6.4", "Night crews that find leaks in pipes", "en")
    found = fit_of(offer, Need("Port Amani", "6.4", "Finding leaks in old pipes at night", "en"))
    # Night, crew, find, leak, pipe against find, leak, old, pipe, night: 4 of 6.
    assert found.value == pytest.approx(1 + 0.5 * 4 / 6)
    assert (found.same, found.words, found.why_not) == ("target", ("night", "find", "leaks", "pipes"), "")
    assert fit_of(offer, Need("B", "3.6", "leaks", "en")).why_not == "other goal"
    assert fit_of(offer, Need("reedwater", "6.1", "leaks", "en")).why_not == "itself"
    assert fit_of(offer, Need("B", "6.1", "fugas", "pt")).why_not == "language"


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


def test_of_equal_totals_the_first_in_the_order_of_the_table():
    table = pd.DataFrame([[1, 1], [1, 1]], index=["b", "a"], columns=["y", "x"])
    assert match(table).pairs[["offer", "need"]].to_numpy().tolist() == [["b", "y"], ["a", "x"]]
    with pytest.raises(ValueError, match="'a' stands twice"):
        match(pd.DataFrame([[1], [1]], index=["a", "a"]))


@given(
    st.lists(st.lists(st.integers(0, 3), min_size=3, max_size=3), min_size=3, max_size=3),
    st.lists(st.integers(1, 3), min_size=3, max_size=3),
)
def test_the_result_is_the_first_of_the_best(rows, serves):
    found = match(pd.DataFrame(rows), serves=serves)
    total, chosen = first_of_the_best([[Fraction(value) for value in row] for row in rows], serves)
    assert found.total == total
    assert [tuple(pair) for pair in found.pairs[["offer", "need"]].to_numpy().tolist()] == chosen


@given(st.lists(st.lists(st.integers(0, 50), min_size=7, max_size=7), min_size=5, max_size=9))
def test_the_total_is_that_of_another_program(rows):
    table = pd.DataFrame(rows)
    found = linear_sum_assignment(table.to_numpy(), maximize=True)
    assert match(table).total == table.to_numpy()[found].sum()


def test_numbers_count_as_they_are_written():
    # 0.7 + 0.1 and 0.4 + 0.4 are equal on paper: the first pair decides. As binary numbers 0.7 + 0.1 is less than 0.8.
    assert 0.7 + 0.1 < 0.8
    table = pd.DataFrame([[0.7, 0.4], [0.4, 0.1]], index=["a", "b"], columns=["x", "y"])
    assert match(table).pairs["need"].tolist() == ["x", "y"]
    assert match(table).total == 0.8


def test_an_offer_can_serve_several():
    table = pd.DataFrame([[3, 2, 1], [1, 1, 1]], index=["a", "b"], columns=["x", "y", "z"])
    assert match(table, serves=[2, 1]).pairs[["offer", "need"]].to_numpy().tolist() == [
        ["a", "x"],
        ["a", "y"],
        ["b", "z"],
    ]
    for wrong, error in (([1], ValueError), ([0, 1], ValueError), (["two", 1], TypeError), (2, TypeError)):
        with pytest.raises(error, match="serves"):
            match(table, serves=wrong)
