"""Indicator 11.3.1 against published figures.

Atlas: published annual changes, per cent a year, population and built-up area, second to third date (Angel et al.
2016, table 1). ONS: LCR, PGR and ratio, logarithms, 2013 to 2016 (Office for National Statistics, 11.3.1).
"""

import json
import math
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from localsdg import datasets
from localsdg.monitoring import KINDS, UnitWarning, land_and_people, land_ratio

CASES = json.loads((Path(__file__).parents[1] / "vectors" / "land_and_people.json").read_text("utf-8"))["cases"]

# City: people and built-up area, % a year, as published; ratio with logarithms, ratio with the version of 2021.
ATLAS = {
    "Accra": (4.0, 4.6, 1.151, 1.624),
    "Johannesburg": (3.5, 4.5, 1.271, 1.809),
    "Kampala": (5.0, 4.3, 0.850, 1.112),
    "Dhaka": (4.9, 4.7, 0.960, 1.377),
    "Madrid": (2.4, 6.7, 2.760, 3.639),
    "Berlin": (0.7, 3.3, 4.601, 5.769),
}
ONS = {
    "Great Britain": (0.015223, 0.007986, 1.906298),
    "Bristol": (0.010963, 0.013106, 0.836496),
    "Liverpool": (0.002626, 0.010991, 0.238915),
    "Cardiff": (0.007005, 0.008432, 0.830746),
    "London": (0.010090, 0.013663, 0.738452),
}


def between(earlier: str, later: str) -> pd.DataFrame:
    table = datasets.load("atlas-urban-expansion").table
    wide = table.pivot(index="place", columns=["indicator", "period"], values="value")
    years = table[table["indicator"] == "population"].pivot(index="place", columns="period", values="year")
    return land_and_people(
        y0=years[earlier],
        y1=years[later],
        p0=wide["population", earlier],
        p1=wide["population", later],
        v0=wide["built-up area", earlier],
        v1=wide["built-up area", later],
    )


@pytest.mark.parametrize("city", ATLAS)
def test_published_annual_changes_of_the_atlas(city):
    people, land, logarithmic, current = ATLAS[city]
    row = between("t2", "t3").loc[city]
    assert round(row["people"], 1) == people
    assert round(row["land_earlier"], 1) == land
    assert row["ratio_earlier"] == pytest.approx(logarithmic, abs=0.0006)
    assert row["ratio_2021"] == pytest.approx(current, abs=0.0006)


@pytest.mark.parametrize("place", ONS)
def test_published_ratios_of_ons(place):
    """Three years of growth at the published rates give the published ratio back."""
    land, people, ratio = ONS[place]
    row = land_and_people(y0=2013, y1=2016, p0=1000, p1=1000 * math.exp(3 * people), v0=10, v1=10 * math.exp(3 * land))
    assert row.at[0, "land_earlier"] == pytest.approx(100 * land)
    assert row.at[0, "ratio_earlier"] == pytest.approx(ratio, rel=1e-4)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_vectors(case):
    row = land_and_people(**case["numbers"]).iloc[0]
    tolerance = 0.5 * 10 ** -case.get("digits", 6) if "digits" in case else 1e-6
    assert row["people"] == pytest.approx(case["people"], abs=tolerance)
    assert row["slow"] == case["slow"]
    assert row["long"] == case["long"]
    for version, expected in case["versions"].items():
        assert row[f"kind_{version}"] == expected["kind"]
        if "land" in expected:
            assert row[f"land_{version}"] == pytest.approx(expected["land"], abs=tolerance)
        if "ratio" in expected and expected["ratio"] is None:
            assert math.isnan(row[f"ratio_{version}"])
        elif "ratio" in expected:
            assert row[f"ratio_{version}"] == pytest.approx(expected["ratio"], abs=1e-5)
    if "total" in case:
        assert row["total_change"] == pytest.approx(case["total"], abs=2e-6)
    for date, area in case.get("each", {}).items():
        assert row[f"m2_{date}"] == pytest.approx(area)


def test_all_cities_get_a_kind_and_the_shrinking_ones_are_labelled():
    kinds = between("t2", "t3")["kind_2021"]
    assert len(kinds) == 60
    assert set(kinds) <= set(KINDS)
    assert sorted(kinds.index[kinds == "leaving"]) == ["Berezniki", "Dzerzhinsk", "Halle", "Ilheus"]


def test_a_missing_number_stays_missing():
    column = pd.Series([1000.0, math.nan], index=["A", "B"])
    result = land_and_people(y0=2010, y1=2020, p0=column, p1=1100, v0=10, v1=12)
    assert result.loc["B", "kind_2021"] == "missing"
    assert math.isnan(result.loc["B", "ratio_2021"])
    assert result.loc["A", "kind_2021"] == "faster"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"p1": 0}, r"p1 \(people\) of 0 is 0: it should be above zero"),
        ({"v0": -3}, r"v0 \(built-up area\) of 0 is -3: it should be above zero"),
        ({"y1": 2010}, r"The dates of 0 are 2010 and 2010: y1 should lie after y0"),
    ],
)
def test_a_bad_number_is_named(change, message):
    numbers = {"y0": 2010, "y1": 2020, "p0": 1000, "p1": 1100, "v0": 10, "v1": 12} | change
    with pytest.raises(ValueError, match=message):
        land_and_people(**numbers)


def test_other_units_are_noticed_and_leave_the_ratio_as_it_is():
    # Accra in hectares, in square kilometres and with people in thousands: one ratio, but only one is in the units.
    accra = {"y0": 2000.0847, "y1": 2014.1616, "p0": 2513026, "p1": 4429649, "v0": 32171.31, "v1": 61780.68}
    right = land_and_people(**accra)["ratio_2021"].item()
    for wrong in ({"v0": 321.7131, "v1": 617.8068}, {"p0": 2513.026, "p1": 4429.649}):
        with pytest.warns(UnitWarning, match="Is the area in hectares"):
            found = land_and_people(**(accra | wrong))
        assert found["ratio_2021"].item() == pytest.approx(right)


def test_one_date_in_other_units_is_noticed():
    # 128 m² for each person at the first date; at the second 139.5, or 1.395 in square kilometres, or 139,500 in
    # thousands of people. In square kilometres 300 m² become 3, which alone could be right.
    accra = {"y0": 2000.0847, "y1": 2014.1616, "p0": 2513026, "p1": 4429649, "v0": 32171.31, "v1": 61780.68}
    for wrong in ({"v0": 321.7131}, {"v1": 617.8068}, {"p0": 2513.026}, {"p1": 4429.649}):
        with pytest.warns(UnitWarning, match="Is the area in hectares"):
            land_and_people(**(accra | wrong))
    wide = {"y0": 2000, "y1": 2010, "p0": 10_000, "p1": 11_000, "v0": 300, "v1": 330}  # 300 m² for each person
    with pytest.warns(UnitWarning, match="Are both dates in the same units"):
        land_and_people(**(wide | {"v1": 3.3}))


def test_places_are_matched_by_their_names():
    places = {"y0": 2000, "y1": 2010, "p0": pd.Series({"A": 1000, "B": 2000}), "p1": pd.Series({"B": 2200, "A": 1500})}
    found = land_and_people(**places, v0=pd.Series({"B": 20, "A": 10}), v1=pd.Series({"A": 12, "B": 25}))
    # A: ln 1.5 / 10 = 4.0547 %, land 2 %, ratio 0.4933. B: ln 1.1 / 10 = 0.9531 %, land 2.5 %, ratio 2.6230.
    assert found["ratio_2021"].to_dict() == pytest.approx({"A": 0.4933, "B": 2.6230}, abs=1e-4)
    lists = land_and_people(y0=[2000, 2000], y1=2010, p0=(1000, 2000), p1=[1500, 2200], v0=[10, 20], v1=[12, 25])
    assert lists["ratio_2021"].tolist() == pytest.approx([0.4933, 2.6230], abs=1e-4)


@pytest.mark.parametrize("kind", [Decimal, Fraction, np.float64, np.int64])
def test_any_kind_of_number_gives_the_same(kind):
    numbers = {"y0": 2010, "y1": 2020, "p0": 1000, "p1": 1100, "v0": 10, "v1": 12}
    same = {name: kind(value) for name, value in numbers.items()}
    pd.testing.assert_frame_equal(land_and_people(**same), land_and_people(**numbers))
    assert land_ratio(**same, version="2021") == land_ratio(**numbers, version="2021")


def test_one_place_with_a_missing_number_says_so():
    found = land_ratio(y0=2010, y1=2020, p0=None, p1=1100, v0=10, v1=12, version="2021")
    assert (found.value, found.label, found.reason) == (None, "missing", "A number is missing.")


def test_one_zone_that_cannot_be_used_stops_no_other():
    zones = ["North", "Old port", "South", "Lake"]
    found = land_and_people(
        y0=2010,
        y1=pd.Series([2020, 2020, 2010, 2020], index=zones),
        p0=pd.Series([1000, 0, 500, "many"], index=zones),
        p1=1100,
        v0=10,
        v1=12,
    )
    assert found["kind_2021"].tolist() == ["faster", "unusable", "unusable", "unusable"]
    assert found["ratio_2021"].notna().tolist() == [True, False, False, False]
    assert found["reason"].tolist()[:3] == [
        "",
        "p0 (people) of 'Old port' is 0: it should be above zero.",
        "The dates of 'South' are 2010 and 2010: y1 should lie after y0.",
    ]
    assert "many" in found.loc["Lake", "reason"]
    assert set(found["kind_2021"]) <= set(KINDS)
