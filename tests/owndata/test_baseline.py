"""The first figure of each indicator for the whole population; where there is none, the reason in words."""

import pandas as pd
import pytest

from localsdg import datasets
from localsdg.owndata import baseline, check_data

TABLE = {"place": "Port Amani", "indicator": "6.1.1", "unit": "% of homes"}  # fictional


def table(rows, **more):
    return pd.DataFrame([{**TABLE, **more, **row} for row in rows])


def only(found):
    assert len(found) == 1
    return found.iloc[0].to_dict()


def test_every_indicator_of_port_amani_has_its_baseline():
    found = baseline(datasets.load("port-amani").table).set_index("indicator")
    assert (found["reason"] == "").all()
    # From the published sheet of the fictional town: its first year and the figure for everybody.
    assert len(found) == 10
    assert found.loc["1.2.1", ["year", "value", "unit"]].tolist() == [2015, 28.3, "%"]


def test_los_angeles_has_a_figure_or_a_reason_for_each_indicator():
    found = baseline(datasets.load("los-angeles").table)
    assert (found["value"].notna() == (found["reason"] == "")).all()
    assert found.loc[found["value"].notna(), "indicator"].nunique() == 21
    reasons = found[found["value"].isna()].drop_duplicates("indicator").set_index("indicator")["reason"]
    assert "energy_source is always filled: Coal" in reasons["7.2.1 local series"]
    deaths = found[found["indicator"] == "3.6.1 local series"].iloc[0]
    assert deaths["unit"] == "persons killed"


@pytest.mark.parametrize("name", datasets.names())
def test_no_table_of_the_course_is_passed_over_in_silence(name):
    for own in datasets.load(name).tables.values():
        if {"indicator", "year", "value"} <= set(own.columns):
            found = baseline(own)
            assert len(found)
            assert (found["value"].isna() == (found["reason"] != "")).all()


@pytest.mark.parametrize(
    "column",
    [
        "numerator",
        "denominator",
        "source",
        "note",
        "place_is",
        "country",
        "geo_code",
        "Bemerkung",
        "flag",
        "obs_status",
    ],
)
def test_a_column_that_splits_nothing_is_no_breakdown(column):
    rows = [{"year": 2015, "value": 40.0, column: "a"}, {"year": 2016, "value": 42.0, column: "b"}]
    assert only(baseline(table(rows)))["value"] == 40


def test_a_source_that_splits_is_a_breakdown():
    rows = [
        {"year": 2015, "value": 100, "source": ""},
        {"year": 2015, "value": 60, "source": "river"},
        {"year": 2015, "value": 40, "source": "wells"},
    ]
    assert only(baseline(table(rows)))["value"] == 100
    reason = only(baseline(table(rows[1:])))["reason"]
    assert "source is always filled: river, wells" in reason


@pytest.mark.parametrize("word", ["", None, "Total", "both sexes", "All"])
def test_the_total_is_an_empty_cell_or_a_word(word):
    rows = [{"year": 2015, "value": 40.0, "sex": word}, {"year": 2014, "value": 38.0, "sex": "Female"}]
    assert only(baseline(table(rows)))["value"] == 40


def test_figures_of_women_alone_are_no_baseline_for_everybody():
    found = only(baseline(table([{"year": 2015, "value": 40.0, "sex": "Female"}])))
    assert pd.isna(found["value"])
    assert found["reason"].startswith("No row is for the whole population. sex is always filled: Female.")


def test_components_have_a_baseline_each_and_equal_series_have_one():
    rows = [
        {"year": 2015, "value": 9, "component": "out of school"},
        {"year": 2015, "value": 12, "component": "in work"},
    ]
    found = baseline(table(rows), targets={"6.1.1": 20})
    assert found[["component", "value"]].to_numpy().tolist() == [["out of school", 9], ["in work", 12]]
    assert found["gap"].isna().all()
    equal = only(baseline(table([{**row, "value": 9} for row in rows]), targets={"6.1.1": 20}))
    assert (equal["component"], equal["value"], equal["gap"]) == ("", 9, 11)


def test_two_values_for_the_first_year_are_said_and_do_not_stop_the_others():
    rows = [{"year": 2015, "value": value, "note": note} for value, note in ((40.0, "census"), (41.0, "survey"))]
    rows += [{"indicator": "7.1.1", "year": 2016, "value": 80.0, "note": ""}]
    found = baseline(table(rows)).set_index("indicator")
    assert found.loc["7.1.1", "value"] == 80
    assert "note is always filled: census, survey" in found.loc["6.1.1", "reason"]
    found = only(baseline(table([{"year": 2015, "value": 40.0}, {"year": 2015, "value": 41.0}])))
    assert "2 values in its first year 2015: 40 % of homes and 41 % of homes" in found["reason"]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"year": 2015, "value": None}, "No row has a value."),
        (
            {"year": None, "value": 4.0},
            "No row has a year. Say of which year the figures are, such as check_data(file, year=2023).",
        ),
        ({"year": 2015, "value": "41,4"}, "No row has a year and a number as its value; found “41,4”."),
    ],
)
def test_a_row_that_says_too_little_gets_its_reason(row, reason):
    found = only(baseline(table([row])))
    assert (found["reason"], pd.isna(found["value"])) == (reason, True)


def test_places_that_share_a_name_are_told_apart_by_their_codes():
    rows = [{"place": f"Town {n}", "year": 2015, "value": n, "code": str(n)} for n in range(20)]
    rows += [{"place": "Córdoba", "year": 2015, "value": n, "code": f"{n}"} for n in (100, 200)]
    found = baseline(table(rows)).set_index("place")
    assert found.loc["Town 3", "value"] == 3
    assert (
        found.loc["Córdoba", "reason"]
        == "Córdoba is the name of several places (code 100, 200): give each its own name."
    )


def test_a_table_without_rows_is_refused():
    with pytest.raises(ValueError, match="no rows"):
        baseline(table([{"year": 2015, "value": 4.0}]).head(0))
    twice = table([{"year": 2015, "value": 4.0}])
    with pytest.raises(ValueError, match="the column year more than once"):
        baseline(pd.concat([twice, twice[["year"]]], axis=1))
    with pytest.raises(TypeError, match="give a table"):
        baseline(None)


def test_targets_give_the_gap():
    found = only(baseline(table([{"year": 2015, "value": 40.0}]), targets={"6.1.1": 100}))
    assert (found["target"], found["gap"]) == (100, 60)
    with pytest.raises(ValueError, match=r"Did you mean .6\.1\.1"):
        baseline(table([{"year": 2015, "value": 40.0}]), targets={"6.1.l": 100})


def test_a_checked_file_goes_straight_into_the_baseline():
    data = b"place;indicator;year;value;unit;sex;numerator\nA;6.1.1;2015;40,5;%;;81\nA;6.1.1;2015;41,5;%;F;43\n"
    assert only(baseline(check_data(data).table))["value"] == 40.5


SERIES = [
    {"year": 2014, "value": None, "flag": ""},
    {"year": 2015, "value": 40.0, "flag": ""},
    {"year": 2016, "value": 42.0, "flag": "b"},
    {"year": 2023, "value": 47.0, "flag": "p"},
    {"year": 2024, "value": None, "flag": ""},
]


@pytest.mark.parametrize(
    ("year", "taken", "note"),
    [
        ("first", (2015, 40), "2014 has no value: it is that of 2015."),
        ("last", (2023, 47), "It is marked “p” (flag). 2024 has no value: it is that of 2023."),
        (2016, (2016, 42), "It is marked “b” (flag)."),
        ("2015", (2015, 40), ""),
    ],
)
def test_the_first_the_last_or_a_chosen_year_is_taken_and_said(year, taken, note):
    found = only(baseline(table(SERIES), year=year))
    assert (found["year"], found["value"], found["note"], found["reason"]) == (*taken, note, "")


def test_another_year_is_never_taken_for_a_chosen_one():
    for year in (2014, 2020):
        found = only(baseline(table(SERIES), year=year))
        assert pd.isna(found["value"])
        assert found["reason"] == f"It has no figure of {year}, but of 2015, 2016, 2023. Choose one of them."
    for year in ("second", 20, None, True, 2015.5):
        with pytest.raises(ValueError, match=r"year is .*first"):
            baseline(table(SERIES), year=year)


def test_a_provisional_year_and_figures_without_a_year_are_said():
    data = b"Year,Value\n2015,40\n2016,41\n2017,42\n2018p,43\n"
    assert only(baseline(check_data(data).table, year="last"))["note"] == "It is marked “2018p” (period)."
    rows = [{"year": 2015, "value": 40.0}, {"year": None, "value": 50.0}]
    assert only(baseline(table(rows)))["note"] == "A figure without a year was left out."
