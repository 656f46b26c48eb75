"""Access within reach: a toy town worked by hand, on the straight line and along its streets."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from localsdg.monitoring import OPEN_SPACE_REACH, LeftOutWarning, UnitWarning, network_distances, service_area

HOMES = pd.DataFrame(
    {"x": [0, 450, 900, 2000], "y": [0, 0, 0, 0], "people": [100, 200, 300, 400]}, index=["A", "B", "C", "D"]
)
STOPS = pd.DataFrame({"x": [0, 2900], "y": [0, 0], "kind": ["low", "high"]}, index=["bus", "train"])


def test_the_union_counts_nobody_twice():
    # Bus at 0 (500 m): A and B. Train at 2,900 (1 km): D, at 900 m. C is 900 m from the bus and 2,000 m from the train.
    found = service_area(HOMES, STOPS)
    assert found.within.to_dict() == {"A": True, "B": True, "C": False, "D": True}
    assert (found.served, found.people, found.share) == (700, 1000, 70)
    assert found.by_kind == {"low": 30, "high": 40}
    assert found.distance == "straight line"
    near_both = pd.concat([STOPS, pd.DataFrame({"x": [10], "y": [0], "kind": ["high"]}, index=["metro"])])
    assert service_area(HOMES, near_both).served == 1000  # A, B and C by metro as well, each once


def test_exactly_500_metres_is_within_reach():
    homes = pd.DataFrame({"x": [0, 0], "y": [500, 500.1], "people": [1, 1]})
    stops = pd.DataFrame({"x": [0], "y": [0], "kind": ["low"]})
    assert service_area(homes, stops).within.tolist() == [True, False]


def test_the_way_along_the_streets_is_longer():
    # A river: the bridge is at 1,000 m. Home and stop are 400 m apart, but 2,400 m on foot.
    streets = pd.DataFrame(
        {
            "start": ["home", "bridge south", "bridge north", "mill"],
            "end": ["bridge south", "bridge north", "stop", "island"],
            "metres": [1000, 400, 1000, 50],
        }
    )
    homes = pd.DataFrame({"x": [0, 0], "y": [0, 100], "people": [60, 40]}, index=["south bank", "island"])
    stops = pd.DataFrame({"x": [0], "y": [400], "kind": ["low"]}, index=["bus"])
    walk = network_distances(streets, pd.Series({"south bank": "home", "island": "island"}), pd.Series({"bus": "stop"}))
    assert walk.loc["south bank", "bus"] == pytest.approx(2400)
    assert np.isnan(walk.loc["island", "bus"])
    assert service_area(homes, stops).share == 100
    along_streets = service_area(homes, stops, distances=walk)
    assert along_streets.share == 0
    assert along_streets.distance == "network"


def test_of_two_streets_the_shorter_one_counts():
    streets = pd.DataFrame({"start": ["a", "b", "b"], "end": ["b", "a", "c"], "metres": [300, 200, 0]})
    walk = network_distances(streets, pd.Series({"home": "a"}), pd.Series({"stop": "c", "same": "a"}))
    assert walk.loc["home"].tolist() == pytest.approx([200, 0])


def test_open_space_within_400_metres():
    park = pd.DataFrame({"x": [100], "y": [0], "kind": ["open space"]})
    found = service_area(HOMES, park, reach=OPEN_SPACE_REACH)
    assert found.within.to_dict() == {"A": True, "B": True, "C": False, "D": False}
    assert found.share == 30


def test_a_large_city_is_worked_through_in_parts():
    random = np.random.default_rng(7)
    homes = pd.DataFrame(random.uniform(0, 20_000, (30_000, 2)), columns=["x", "y"]).assign(people=1)
    stops = pd.DataFrame(random.uniform(0, 20_000, (300, 2)), columns=["x", "y"]).assign(kind="low")
    found = service_area(homes, stops)
    # The same by a loop over stops, each alone.
    near = np.zeros(len(homes), dtype=bool)
    for x, y in stops[["x", "y"]].to_numpy():
        near |= np.hypot(homes["x"] - x, homes["y"] - y) <= 500
    assert found.within.tolist() == near.tolist()


def test_distances_are_matched_by_name():
    walk = pd.DataFrame({"train": [2000, np.inf, 900, None], "bus": [0, 450, 900, 2000]}, index=["A", "B", "D", "C"])
    found = service_area(HOMES, STOPS, distances=walk)
    assert found.within.to_dict() == {"A": True, "B": True, "C": False, "D": True}


@pytest.mark.parametrize("kind", ["Int64", "float32", object])
def test_the_kind_of_number_changes_nothing(kind):
    numbers = {"x": kind, "y": kind}
    found = service_area(HOMES.astype(numbers | {"people": kind}), STOPS.astype(numbers))
    assert (found.share, found.by_kind) == (70, {"low": 30, "high": 40})


def test_kilometres_are_noticed():
    walk = pd.DataFrame({"bus": [0, 0.45, 0.9, 2], "train": [2.9, 2.4, 2, 0.9]}, index=list("ABCD"))
    with pytest.warns(UnitWarning, match="not in kilometres"):
        service_area(HOMES, STOPS, distances=walk)
    names = list("abcdef")
    streets = pd.DataFrame({"start": names[:-1], "end": names[1:], "metres": [0.1, 0.4, 0.3, 0.2, 0.5]})
    with pytest.warns(UnitWarning, match="not in kilometres"):
        network_distances(streets, pd.Series({"home": "a"}), pd.Series({"stop": "f"}))


POINT = st.tuples(st.floats(0, 5000), st.floats(0, 5000))


@given(st.lists(POINT, min_size=1, max_size=8), st.lists(POINT, min_size=2, max_size=5), POINT)
def test_one_more_stop_never_lowers_a_share(homes, stops, more):
    table = pd.DataFrame(homes, columns=["x", "y"]).assign(people=10)
    table.loc[len(table)] = [0, 0, 5]
    table.loc[len(table)] = [5000, 5000, 5]  # so that the points do not look like degrees
    few = pd.DataFrame(stops, columns=["x", "y"]).assign(kind="low")
    many = pd.DataFrame([*stops, more], columns=["x", "y"]).assign(kind="low")
    assert service_area(table, few).share <= service_area(table, many).share <= 100


def test_a_home_without_people_is_left_out_and_stops_no_other():
    # Without C (300 people, near nothing), all 700 are within reach; with it 700 of 1,000.
    homes = HOMES.assign(people=[100, 200, None, 400])
    with pytest.warns(LeftOutWarning, match="homes: people, row 'C', is missing"):
        found = service_area(homes, STOPS)
    assert (found.share, found.people, found.within.index.tolist()) == (100, 700, ["A", "B", "D"])
    with pytest.warns(LeftOutWarning, match="stops: x, row 'train', is missing"):
        found = service_area(HOMES, STOPS.assign(x=[0, None]))
    assert found.share == 30
    with pytest.raises(ValueError, match="homes: people, row 'A', is missing"):
        service_area(HOMES.assign(people=None), STOPS)
