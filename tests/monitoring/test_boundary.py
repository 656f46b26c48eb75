"""Where the city ends. The maps are drawn by hand: each sign is a cell of 1 km²; expected classes stand beside them."""

import warnings

import pandas as pd
import pytest

from localsdg.core.methods import LeftOutWarning, UnitWarning
from localsdg.monitoring import (
    CENTRE_DENSITY,
    CENTRE_PEOPLE,
    CLUSTER_DENSITY,
    CLUSTER_PEOPLE,
    degree_of_urbanisation,
    people_by_boundary,
)

PEOPLE = {"#": 10_000, "+": 1500, "o": 300, ".": 299, "-": 1499, "0": 0}
CLASSES = {"C": "urban centre", "c": "urban cluster", "r": "rural"}


def cells_of(rows: list[str]) -> pd.DataFrame:
    """One row for each sign that is no blank."""
    found = [(x, y, PEOPLE[sign]) for y, row in enumerate(rows) for x, sign in enumerate(row) if sign != " "]
    return pd.DataFrame(found, columns=["x", "y", "people"])


def drawn(rows: list[str], **options: bool) -> list[str]:
    cells = cells_of(rows)
    found = degree_of_urbanisation(cells, **options)
    signs = {name: sign for sign, name in CLASSES.items()}
    places = dict(zip(zip(cells["x"], cells["y"], strict=True), found, strict=True))
    return [
        "".join(" " if sign == " " else signs[places[x, y]] for x, sign in enumerate(row)) for y, row in enumerate(rows)
    ]


def test_the_thresholds_are_those_of_eurostat():
    # Territorial typologies manual, cluster types: at least 1 500 inhabitants per km² and 50 000; 300 and 5 000.
    assert (CENTRE_DENSITY, CENTRE_PEOPLE, CLUSTER_DENSITY, CLUSTER_PEOPLE) == (1500, 50_000, 300, 5000)


@pytest.mark.parametrize(
    ("rows", "classes"),
    [
        pytest.param(["#####"], ["CCCCC"], id="5 x 10,000 = 50,000 are enough"),
        pytest.param(["####"], ["cccc"], id="4 x 10,000 = 40,000 are a cluster"),
        pytest.param(["####++++++", "0000000000"], ["cccccccccc", "rrrrrrrrrr"], id="40,000 + 6 x 1,500 = 49,000"),
        pytest.param(["####+++++++"], ["CCCCCCCCCCC"], id="40,000 + 7 x 1,500 = 50,500"),
        pytest.param(["####-", "    #"], ["ccccc", "    c"], id="1,499 is no part of a centre, and parts it"),
        pytest.param(["###  ", "   ##"], ["ccc  ", "   cc"], id="a centre does not go round corners, a cluster does"),
        pytest.param(["#####o."], ["CCCCCcr"], id="300 beside a centre is its cluster, 299 is rural"),
        pytest.param(["ooooo", "ooooo", "ooooo", "o"], ["rrrrr", "rrrrr", "rrrrr", "r"], id="16 x 300 = 4,800"),
        pytest.param(["ooooo", "ooooo", "ooooo", "oo"], ["ccccc", "ccccc", "ccccc", "cc"], id="17 x 300 = 5,100"),
        pytest.param(["#####", "     ", "ooo"], ["CCCCC", "     ", "rrr"], id="900 on their own are rural"),
    ],
)
def test_maps(rows, classes):
    assert drawn(rows) == classes


def test_gaps_are_filled_where_most_neighbours_belong_to_the_centre():
    # The empty cell has eight neighbours in the centre; the one at the edge has two, and stays rural.
    rows = ["### ", "#0#0", "### "]
    assert drawn(rows) == ["CCC ", "CCCr", "CCC "]
    assert drawn(rows, fill_gaps=False) == ["CCC ", "CrCr", "CCC "]


def test_a_filled_gap_counts_for_the_size():
    # Seven cells of 7,000 are 49,000; the gap has 1,000 people and makes them 50,000.
    places = [(0, 0), (1, 0), (2, 0), (0, 1), (0, 2), (1, 2), (2, 2)]
    cells = pd.DataFrame([(*each, 7000) for each in places] + [(1, 1, 1000)], columns=["x", "y", "people"])
    assert set(degree_of_urbanisation(cells)) == {"urban centre"}
    assert degree_of_urbanisation(cells, fill_gaps=False).tolist() == ["urban cluster"] * 8


def test_gaps_are_filled_again_and_again():
    hole = ["####", "#00#", "#00#", "####"]
    assert drawn(hole) == ["CCCC", "CCCC", "CCCC", "CCCC"]  # each inner cell has five neighbours on the ring
    wide = ["#####", "#000#", "#000#", "#000#", "#####"]
    # The corners of the hole have five; then its sides have five (three of the ring, two corners); then its middle.
    assert drawn(wide) == ["CCCCC"] * 5


def test_labels_and_order_stay():
    cells = cells_of(["#####"]).set_index(pd.Index(["e", "d", "c", "b", "a"]))
    assert degree_of_urbanisation(cells.iloc[::-1]).index.tolist() == ["a", "b", "c", "d", "e"]
    far = cells_of(["#####"]).add([-700, 5000, 0])
    assert set(degree_of_urbanisation(far)) == {"urban centre"}


def test_what_is_no_grid_is_refused():
    cells = cells_of(["##"])
    with pytest.raises(ValueError, match=r"x of 1 is 0\.5; expected the number of a cell"):
        degree_of_urbanisation(cells.assign(x=[0.5, 0.5]).iloc[1:])
    with pytest.raises(ValueError, match=r"the cell \(0, 0\) stands twice"):
        degree_of_urbanisation(cells.assign(x=[0, 0]))
    with pytest.raises(ValueError, match="people"):
        degree_of_urbanisation(cells.assign(people=[-2, -1]))


PLACES = pd.DataFrame(
    {"people": [300, 100, 100, 0], "km2": [0.5, 0.5, 1, 2]}, index=["market", "hill", "mill", "field"]
)
INSIDE = pd.DataFrame(
    {"centre": [True, False, False, False], "town": [True, True, True, False], "all": True}, index=PLACES.index
)


def test_the_boundary_changes_the_share():
    # Within reach: market and mill. Centre 300 of 300; town 400 of 500; all the same people, but 4 km² instead of 2.
    reach = pd.Series({"market": True, "hill": False, "mill": True, "field": True})
    found = people_by_boundary(PLACES, INSIDE, within=reach)
    assert found["people"].tolist() == [300, 500, 500]
    assert found["km2"].tolist() == [0.5, 2, 4]
    assert found["density"].tolist() == [600, 250, 125]
    assert found["of_people"].tolist() == [60, 100, 100]
    assert found["share"].tolist() == [100, 80, 80]
    assert "share" not in people_by_boundary(PLACES, INSIDE)


def test_blocks_are_matched_by_their_labels():
    turned = INSIDE.iloc[::-1]
    assert people_by_boundary(PLACES, turned).equals(people_by_boundary(PLACES, INSIDE))
    with pytest.raises(ValueError, match="only in one of them"):
        people_by_boundary(PLACES, INSIDE.drop(index="mill"))
    with pytest.raises(ValueError, match="stands twice"):
        people_by_boundary(pd.concat([PLACES, PLACES]), INSIDE)
    with pytest.raises(TypeError, match="Write True or False"):
        people_by_boundary(PLACES, INSIDE.assign(town="yes"))


def test_where_nobody_lives_there_is_no_share():
    fields = pd.DataFrame({"fields": [False, False, False, True]}, index=PLACES.index)
    found = people_by_boundary(PLACES, fields, within=pd.Series(True, index=PLACES.index))
    assert found.loc["fields", "people"] == 0
    assert pd.isna(found.loc["fields", "share"])


def test_metres_are_noticed_and_a_place_may_have_the_noise_of_a_division():
    row = cells_of(["#####"])
    metres = row.assign(x=row["x"] * 1000 + 500, y=2000)
    with pytest.warns(UnitWarning, match="as if x and y were metres"):
        assert set(degree_of_urbanisation(metres)) == {"urban cluster"}  # no two cells touch
    noisy = row.assign(x=[0.1 * 3 * 10, 4, 5, 6, 7])  # 3.0000000000000004
    assert degree_of_urbanisation(noisy).tolist() == ["urban centre"] * 5


def test_one_column_of_cells_is_no_mix_up_of_units():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert degree_of_urbanisation(cells_of(list("#####"))).tolist() == ["urban centre"] * 5


def test_a_cell_or_block_that_cannot_be_used_stops_no_other():
    cells = cells_of(["###"]).assign(people=[30_000, 25_000, None])
    with pytest.warns(LeftOutWarning, match="cells: people, row 2, is missing"):
        assert degree_of_urbanisation(cells).tolist() == ["urban centre"] * 2
    places = pd.DataFrame({"people": [300, 100, -5], "km2": [0.5, 1.5, 1]}, index=["centre", "edge", "hill"])
    inside = pd.DataFrame({"narrow": [True, False, True], "wide": True}, index=places.index)
    with pytest.warns(LeftOutWarning, match="places: people, row 'hill', is -5"):
        found = people_by_boundary(places, inside)
    assert found["people"].tolist() == [300, 400]
    assert found["of_people"].tolist() == [75, 100]
