"""Basic indicators: cases worked by hand from the official formulas, with their traps."""

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from localsdg.monitoring import (
    LeftOutWarning,
    UnitWarning,
    affected_by_disasters,
    fine_particles,
    housing_cost_share,
    land_ratio,
    neet_share,
    open_space_share,
    slum_households,
    slum_share,
    urban_policy_score,
    waste_shares,
)


def test_slum_share():
    assert slum_share(41_400, 100_000) == pytest.approx(41.4)


def test_a_household_counts_as_slum_if_it_lacks_one_of_five():
    households = pd.DataFrame(
        {
            "persons": [6, 6, 4, 5],
            "rooms": [2, 1, 2, 2],
            "improved_water": [True, True, True, False],
            "improved_sanitation": [True, True, True, False],
            "durable_housing": [True, True, True, True],
            "secure_tenure": [True, True, False, True],
        },
        index=["three to a room", "six to a room", "no tenure", "no water"],
    )
    found = slum_households(households)
    assert found["slum"].tolist() == [False, True, True, True]  # three to a room is not yet overcrowded
    assert found["lacks"].tolist() == [0, 1, 1, 2]
    assert found["what"].tolist() == [
        "",
        "sufficient living area",
        "secure tenure",
        "improved water source, improved sanitation",
    ]


def test_housing_cost_counts_people_above_30_per_cent_only():
    # 30 % exactly does not count; 301 of 1,000 does; a household without income that pays does.
    assert housing_cost_share([300, 301, 50, 0], [1000, 1000, 0, 0], [4, 3, 2, 1]) == pytest.approx(50.0)


def test_waste():
    # 100 t a day generated, 80 collected, of which 50 end in a controlled facility.
    found = waste_shares(generated=100, collected=80, controlled=50)
    assert (found.collected, found.controlled) == (80, 50)
    nothing = waste_shares(generated=100, collected=0, controlled=0)
    assert (nothing.collected, nothing.controlled) == (0, 0)


@pytest.mark.parametrize(
    ("level", "label"),
    [
        (5, "keeps the WHO guideline of 5"),
        (5.1, "keeps the WHO interim target 4 of 10"),
        (15, "keeps the WHO interim target 3 of 15"),
        (25, "keeps the WHO interim target 2 of 25"),
        (35, "keeps the WHO interim target 1 of 35"),
        (35.1, "above every WHO value"),
    ],
)
def test_particles_against_the_who_values(level, label):
    assert fine_particles([level], [1000]).label == label


def test_particles_are_weighted_by_people():
    # (10 * 90,000 + 30 * 10,000) / 100,000 = 12; the plain mean would be 20.
    found = fine_particles([10, 30], [90_000, 10_000])
    assert found.value == pytest.approx(12)
    assert "12.0 µg/m³" in found.reason


def test_open_space_is_divided_by_the_whole_city():
    assert open_space_share(open_space=820, streets=1430, city_area=9000) == pytest.approx(25.0)


def test_neet():
    # 1,000 young people: 450 work (some of them study too), 400 only study: 150 do neither.
    assert neet_share(youth=1000, employed=450, not_employed_in_education=400) == pytest.approx(15.0)


def test_disasters():
    # 3 deaths, 1 missing, 496 directly affected among 250,000 people: 200 for every 100,000.
    assert affected_by_disasters(deaths=3, missing=1, affected=496, population=250_000) == pytest.approx(200)


def test_sample_of_the_metadata_of_11_a_1():
    found = urban_policy_score(40, 20, 75)
    assert found.value == pytest.approx(45)
    assert found.label == "not counted"
    assert urban_policy_score([50, 60], [40, 60], 48).value == pytest.approx(51)
    assert urban_policy_score([50, 60], [40, 60], 48).label == "counted"


def test_the_land_ratio_keeps_its_version():
    # Accra, Atlas of Urban Expansion 2016: 1.151 with logarithms, 1.624 by the version of 2021.
    accra = {"y0": 2000.0847, "y1": 2014.1616, "p0": 2513026, "p1": 4429649, "v0": 32171.31, "v1": 61780.68}
    current, earlier = (land_ratio(**accra, version=version) for version in ("2021", "earlier"))
    assert current.value == pytest.approx(1.624, abs=0.0005)
    assert earlier.value == pytest.approx(1.151, abs=0.0005)
    assert "2021" in current.method
    assert "logarithms" in earlier.method
    assert current.label == "faster"


def test_the_land_ratio_of_a_place_that_does_not_grow_or_shrinks():
    still = {"y0": 2010, "y1": 2020, "p0": 1000, "p1": 1000, "v0": 10, "v1": 12}
    assert land_ratio(**still, version="2021").value is None
    assert land_ratio(**still, version="2021").label == "undefined"
    # Office for National Statistics, one area, 2016 to 2019: ratio -9.249297 by the version of 2021.
    shrinking = {"y0": 2016, "y1": 2019, "p0": 897, "p1": 867, "v0": 14.88278, "v1": 19.5653827297}
    found = land_ratio(**shrinking, version="2021")
    assert found.value == pytest.approx(-9.249297, abs=1e-4)
    assert found.label == "leaving"


def test_households_are_matched_by_their_names():
    # A pays 31 % and counts, B pays 10 %: 4 of 7 people, whatever the order of the columns.
    costs, incomes = pd.Series({"A": 310, "B": 200}), pd.Series({"B": 2000, "A": 1000})
    persons = pd.Series({"B": 3, "A": 4}, dtype="Int64")
    assert housing_cost_share(costs, incomes, persons) == pytest.approx(100 * 4 / 7)
    assert housing_cost_share(costs.iloc[::-1], incomes, persons) == pytest.approx(100 * 4 / 7)
    air = fine_particles(pd.Series({"north": 10, "south": 30}), pd.Series({"south": 10_000, "north": 90_000}))
    assert air.value == pytest.approx(12)


def test_the_noise_of_floats_decides_nothing():
    # 0.9 is 30 % of 3, and 0.3 * 3 is 0.8999999999999999; 0.1 + 0.2 is 0.30000000000000004.
    assert housing_cost_share([0.9], [3], [1]) == 0
    assert open_space_share(open_space=0.1, streets=0.2, city_area=0.3) == 100
    assert neet_share(youth=0.3, employed=0.1, not_employed_in_education=0.2) == 0
    assert fine_particles([10, 10, 10], [0.1, 0.2, 0.3]).label == "keeps the WHO interim target 4 of 10"
    assert urban_policy_score(50.9, 51.1, [51.3, 50.7]).label == "counted"


@pytest.mark.parametrize("kind", [int, float, Decimal, Fraction, np.int32, np.float64])
def test_any_kind_of_number_gives_the_same(kind):
    assert slum_share(kind(41), kind(100)) == 41
    assert waste_shares(generated=kind(100), collected=kind(80), controlled=kind(50)).controlled == 50
    assert housing_cost_share([kind(301), kind(100)], [kind(1000), kind(1000)], [kind(4), kind(4)]) == 50
    assert fine_particles(np.array([kind(10), kind(30)]), (kind(9), kind(1))).value == pytest.approx(12)
    assert urban_policy_score(kind(40), [kind(20)], pd.Series([kind(75)])).value == 45


@pytest.mark.parametrize("kind", ["bool", "boolean", "int64", "Float64", object])
def test_answers_may_be_truths_or_one_and_zero(kind):
    answers = {"improved_water": [1, 0], "improved_sanitation": 1, "durable_housing": 1, "secure_tenure": 1}
    households = pd.DataFrame(answers, index=["A", "B"]).astype(bool).astype(kind).assign(persons=[4, 4], rooms=2)
    assert slum_households(households)["what"].tolist() == ["", "improved water source"]
    assert slum_households(households.iloc[:0]).empty


def test_other_units_are_noticed():
    with pytest.warns(UnitWarning, match="1 km² is 100 ha"):  # 22.5 km² in a city of 9,200 ha are 24.5 %
        assert open_space_share(open_space=8.2, streets=14.3, city_area=9200) == pytest.approx(0.2446, abs=1e-4)
    with pytest.warns(UnitWarning, match="more than the population"):
        affected_by_disasters(deaths=3, missing=1, affected=496, population=250)


@given(st.lists(st.tuples(st.floats(1, 300), st.integers(1, 10**6)), min_size=1, max_size=6))
def test_a_weighted_mean_lies_between_its_extremes(zones):
    air, people = zip(*zones, strict=True)
    assert min(air) - 1e-9 <= fine_particles(air, people).value <= max(air) + 1e-9


@given(st.integers(1, 10**6), st.floats(0, 1), st.floats(0, 1))
def test_shares_lie_between_0_and_100(generated, first, second):
    collected = generated * first
    found = waste_shares(generated=generated, collected=collected, controlled=collected * second)
    assert 0 <= found.controlled <= found.collected <= 100


def test_one_household_or_zone_that_cannot_be_used_stops_no_other():
    households = pd.DataFrame(
        {"persons": [4, 4, 0, 9], "rooms": [2, 2, 2, "2,5"], "improved_water": [True, None, True, True]}
        | dict.fromkeys(("improved_sanitation", "durable_housing", "secure_tenure"), True),
        index=["sound", "no answer", "nobody", "text"],
    )
    with pytest.warns(LeftOutWarning, match="row 'no answer', has no answer.*, and so are 2 more"):
        assert slum_households(households)["slum"].to_dict() == {"sound": False}
    # 310 of 1,000 is above 30 %, 200 is not: 3 of 4 people.
    with pytest.warns(LeftOutWarning, match="incomes, entry 3, is missing"):
        assert housing_cost_share([310, 200, 500], [1000, 1000, None], [3, 1, 9]) == 75
    with pytest.warns(LeftOutWarning, match="concentrations, entry 2, is '12,5'.*reads as 12.5"):
        assert fine_particles([10, "12,5", 30], [90_000, 50, 10_000]).value == 12
