import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from localsdg.localizing import interactions

NAMES = ["tram", "market", "air"]
# The tram cancels the market (-3) and is reinforcing for the air (+2); the market constrains the tram (-1) and the
# air (-1); better air enables the market (+1).
MATRIX = pd.DataFrame([[None, -3, 2], [-1, None, -1], [0, 1, None]], index=NAMES, columns=NAMES)

FOLDER = Path(__file__).parents[1] / "vectors"
VECTORS = json.loads((FOLDER / "interactions.json").read_text("utf-8"))["cases"]
SWEDEN = json.loads((FOLDER / "interactions_sweden.json").read_text("utf-8"))


@pytest.mark.parametrize("case", VECTORS, ids=lambda case: case["name"])
def test_the_vectors_that_the_widget_meets_too(case):
    matrix = pd.DataFrame(case["scores"], index=case["targets"], columns=case["targets"])
    found = interactions(matrix, second_order=case["second_order"])
    assert found.table["influence"].tolist() == case["influence"]
    assert found.table["dependence"].tolist() == case["dependence"]
    assert found.table["role"].tolist() == case["role"]
    assert found.top_lever == case["top"]
    assert found.conflicts[["source", "target", "score", "mutual"]].values.tolist() == case["conflicts"]


def test_the_published_sums_of_34_targets_in_sweden():
    matrix = pd.DataFrame(SWEDEN["scores"], index=SWEDEN["targets"], columns=SWEDEN["targets"])
    direct = interactions(matrix)
    assert direct.table["influence"].tolist() == SWEDEN["sum"]
    assert direct.top_lever == "16.6"
    # The study counts the ways back to the target itself, at half weight as the others; we leave them out.
    back = 0.5 * (matrix.to_numpy() * matrix.to_numpy().T).sum(axis=1)
    with_back = interactions(matrix, second_order=0.5).table["influence"] - SWEDEN["sum"] + back
    assert with_back.tolist() == SWEDEN["second"]


def test_direct_influence_and_dependence():
    found = interactions(MATRIX)
    assert found.table["influence"].tolist() == [-1, -2, 1]
    assert found.table["dependence"].tolist() == [-1, -2, 1]
    assert found.table["net"].tolist() == [0, 0, 0]
    assert found.top_lever == "air"


def test_second_order_by_hand():
    # W W, off the diagonal: tram-market = 2*1 = 2; tram-air = -3*-1 = 3; market-tram = -1*0 = 0;
    # market-air = -1*2 = -2; air-tram = 1*-1 = -1; air-market = 0*-3 = 0. With k = 0.5: W + 0.5 W W.
    found = interactions(MATRIX, second_order=0.5)
    # tram: (-3 + 1) + (2 + 1.5) = 1.5; market: (-1 + 0) + (-1 - 1) = -3; air: (0 - 0.5) + (1 + 0) = 0.5.
    assert found.table["influence"].tolist() == [1.5, -3, 0.5]
    # on tram: -1 - 0.5; on market: -2 + 1; on air: 3.5 - 2.
    assert found.table["dependence"].tolist() == [-1.5, -1, 1.5]
    assert found.top_lever == "tram"


def test_conflicts_are_listed_with_their_strength():
    found = interactions(MATRIX).conflicts
    assert found.to_dict("records") == [
        {"source": "tram", "target": "market", "score": -3, "word": "cancelling", "mutual": True},
        {"source": "market", "target": "tram", "score": -1, "word": "constraining", "mutual": True},
        {"source": "market", "target": "air", "score": -1, "word": "constraining", "mutual": False},
    ]


def test_roles():
    names = ["a", "b", "c"]
    matrix = pd.DataFrame([[0, 3, 3], [0, 0, 1], [0, 0, 0]], index=names, columns=names)
    assert interactions(matrix).table["role"].to_dict() == {"a": "lever", "b": "result", "c": "result"}


@pytest.mark.parametrize(
    ("targets", "score", "weight"), [("abc", 2, 0.3), ("abcdefghi", 1, 0.3), ("abcdefghi", 1, 0.6)]
)
def test_equal_sums_have_equal_roles_whatever_the_noise_of_floats(targets, score, weight):
    # Every target has the same sums, so all lie at the mean; the mean of floats may lie a hair above them.
    matrix = pd.DataFrame(score * (1 - np.eye(len(targets))), index=list(targets), columns=list(targets))
    assert set(interactions(matrix, second_order=weight).table["role"]) == {"linked"}


@pytest.mark.parametrize("kind", ["Int64", "float32", object])
def test_the_kind_of_number_changes_nothing(kind):
    matrix = MATRIX.fillna(0).astype(kind)
    pd.testing.assert_frame_equal(interactions(matrix).table, interactions(MATRIX).table)


def test_a_matrix_without_conflicts_has_an_empty_list():
    matrix = pd.DataFrame([[0, 1], [2, 0]], index=["a", "b"], columns=["a", "b"])
    assert interactions(matrix).conflicts.empty


SCORES = st.lists(st.lists(st.integers(-3, 3), min_size=4, max_size=4), min_size=4, max_size=4)


@given(SCORES, st.permutations(range(4)), st.sampled_from([0, 0.5, 1]))
def test_the_order_of_targets_changes_nothing(rows, order, weight):
    values = np.array(rows)
    np.fill_diagonal(values, 0)
    matrix = pd.DataFrame(values, index=list("abcd"), columns=list("abcd"))
    names = [list("abcd")[place] for place in order]
    there = interactions(matrix, second_order=weight).table
    other = interactions(matrix.loc[names, names], second_order=weight).table.loc[list("abcd")]
    pd.testing.assert_frame_equal(there, other)
    assert there["influence"].sum() == pytest.approx(there["dependence"].sum())
