import re
from pathlib import Path

import pytest
from frictionless import validate

from localsdg import datasets
from localsdg.core.content import content_root

ROOT = Path(__file__).resolve().parents[1]
NAMES = [
    "atlas-urban-expansion",
    "bolivia",
    "city-gazetteer",
    "durban-wards",
    "local-indicators",
    "los-angeles",
    "port-amani",
    "sdg-codes",
    "urban-agglomerations",
    "women-local-government",
]


def test_the_data_sets_are_here():
    assert list(datasets.names()) == NAMES
    found = datasets.list()
    assert found["name"].tolist() == NAMES
    assert (
        found.set_index("name").loc["durban-wards", "source"]
        == "Statistics South Africa, Census 2011; extract by this course"
    )


@pytest.mark.parametrize("name", NAMES)
def test_frictionless_accepts_the_description_and_every_row(name):
    report = validate(str(content_root() / "assets" / "data" / name / "datapackage.json"))
    assert report.valid, report.flatten(["rowNumber", "fieldName", "note"])
    data = datasets.load(name)
    assert len(report.tasks) == len(data.tables) + len(data.texts)


@pytest.mark.parametrize("name", NAMES)
def test_provenance_is_complete(name):
    data = datasets.load(name)
    for text in (data.title, data.source, data.licence, data.source_line):
        assert len(text) > 10
    assert data.package["checks"]
    assert data.package["traps"]
    assert data.source in datasets.describe(name)
    assert name in repr(data)


def test_atlas_totals():
    data = datasets.load("atlas-urban-expansion")
    assert len(data.tables["places"]) == 60
    assert len(data.table) == 60 * 3 * 2
    assert not data.table.isna().any().any()
    accra = data.table.query("place == 'Accra' and indicator == 'built-up area'")
    assert accra["value"].tolist() == [10022.04, 32171.31, 61780.68]
    assert accra["year"].tolist() == [1991.0, 2000.0847, 2014.1616]


# The totals below are those that the sources state, or that were counted in them before they were reshaped.


def test_los_angeles_modes_add_up_to_the_total():
    table = datasets.load("los-angeles").table.query("indicator == '3.6.1 local series'")
    city = table[table["place"] == "City of Los Angeles"]
    totals = city[city["victim_mode"] == ""].set_index("year")["value"]
    assert totals.tolist() == [200, 201, 191, 183, 253, 245]
    (said,) = [check for check in datasets.load("los-angeles").package["checks"] if "killed by mode" in check]
    assert said.endswith("183 to 253")  # the least was in 2015
    modes = city[city["victim_mode"] != ""].groupby("year")["value"].sum()
    assert (modes == totals).all()


def test_los_angeles_has_all_series_with_their_known_faults():
    data = datasets.load("los-angeles")
    table = data.table
    assert len(table) == 1531
    assert table["indicator"].nunique() == len(data.tables["indicators"]) == 27
    assert table["year"].min() == 2010  # the fiscal year 2009-2010
    assert table["year"].max() == 2023
    missing = table[table["value"].isna()]
    assert missing["indicator"].value_counts().to_dict() == {
        "1.3.1 local series": 15,
        "1.2.1 local series": 3,
        "11.1.1 local series": 3,
    }
    homeless = table.query("indicator == '11.1.1 local series' and series == 'Total by Gender' and year == 2020")
    assert homeless.loc[homeless["sex"] == "", "value"].item() == 41290
    assert homeless.loc[homeless["sex"] != "", "value"].sum() == 41956
    revenue = table.query("indicator == '17.1.1 local series'")
    parts = revenue[revenue["revenue_source"] != ""].groupby("period")["value"].sum().round(2)
    totals = revenue[revenue["revenue_source"] == ""].set_index("period")["value"]
    assert len(totals) == 11
    assert ((parts - totals).abs() < 0.05).all()
    twice = table[table["note"].str.contains("twice")]
    assert twice["value"].tolist() == [32.1, 32.6]
    rows = data.tables["indicators"].set_index("indicator")["rows"]
    assert (table["indicator"].value_counts().reindex(rows.index) == rows).all()


def test_durban_totals():
    table = datasets.load("durban-wards").table
    assert len(table) == 3708
    assert table["place"].nunique() == 103
    assert table.groupby("indicator")["value"].sum().to_dict() == {
        "toilet": 3442364,
        "water source": 3442342,
        "refuse disposal": 3442364,
        "energy for lighting": 3442349,
    }
    assert table.groupby("indicator")["category"].nunique().to_dict() == {
        "toilet": 10,
        "water source": 10,
        "refuse disposal": 8,
        "energy for lighting": 8,
    }
    assert (table["category"] == "None").sum() == 2 * 103  # a category, not a missing value
    toilets = table[table["indicator"] == "toilet"]
    flush = toilets[toilets["category"].str.startswith("Flush")].groupby("place")["value"].sum()
    share = 100 * flush / toilets.groupby("place")["value"].sum()
    assert [round(share.min(), 1), round(share.max(), 1), round(share.mean(), 1)] == [4.0, 99.4, 68.5]
    refuse = table[table["indicator"] == "refuse disposal"]
    weekly = refuse[refuse["category"].str.contains("at least once a week")].set_index("place")["value"]
    share = 100 * weekly / refuse.groupby("place")["value"].sum()
    assert [round(share.min(), 1), round(share.max(), 1), round(share.mean(), 1)] == [10.8, 99.3, 84.2]


def test_bolivia_totals():
    data = datasets.load("bolivia")
    assert len(data.table) == 339 * 62
    assert data.tables["places"]["department"].nunique() == 9
    assert data.tables["places"]["municipality"].nunique() == 333
    assert data.tables["places"]["population_2020"].sum() == 11633371
    assert round(data.tables["population"].query("year == 2020")["value"].sum()) == 11877664
    missing = data.table[data.table["value"].isna()]["indicator"].value_counts().to_dict()
    assert missing == {
        "sdg1_1_eepr": 24,
        "sdg10_2_iec": 24,
        "sdg8_4_rem": 23,
        "sdg9_5_eutf": 16,
        "sdg2_4_pual": 15,
        "sdg2_4_td": 15,
        "sdg5_5_gpop": 1,
    }
    scores = data.tables["scores"].pivot(index="place", columns="indicator", values="value")
    assert scores.shape == (339, 16)
    assert not scores.isna().any().any()
    error = (scores.drop(columns="overall index").mean(axis=1) - scores["overall index"]).abs()
    assert error.max() < 0.0501


def test_agglomeration_totals():
    data = datasets.load("urban-agglomerations")
    assert len(data.table) == 1860 * 18
    assert len(data.tables["places"]) == 1860
    assert not data.table["value"].isna().any()
    in_2015 = data.table.query("year == 2015")
    published = {
        ("Jakarta", "Indonesia"): 10173,
        ("Torino (Turin)", "Italy"): 1767,
        ("Durban (Ethekwini)", "South Africa"): 3063,
        ("Barcelona", "Spain"): 5277,
        ("Colombo", "Sri Lanka"): 581,
        ("Tijuana", "Mexico"): 1939,
    }
    in_2015 = data.table.query("year == 2015").set_index(["place", "country"])["value"]
    assert {city: round(in_2015[city]) for city in published} == published
    assert set(data.table.loc[data.table["kind"] == "projection", "year"]) == {2020, 2025, 2030, 2035}


def test_gazetteer_totals():
    table = datasets.load("city-gazetteer").table.set_index("geonames_id")
    assert len(table) == 6205
    assert table.index.is_unique
    published = {"1642911": 8540121, "3165524": 847287, "3352844": 53009, "1234569": 219827, "3128760": 1686208}
    assert {code: table.loc[code, "value"] for code in published} == published
    assert table.loc["3352844", "country_code"] == "NA"  # Namibia
    assert table["year"].isna().all()


def test_women_totals():
    table = datasets.load("women-local-government").table
    assert len(table) == 32
    assert table["place"].nunique() == 11
    assert table.set_index(["place", "year"]).loc[("Sri Lanka", 2019), "value"] == 10.89
    assert table.set_index(["place", "year"]).loc[("World", 2023), "value"] == 35.47


def test_every_target_of_port_amani_is_judged_and_labelled_fictional():
    data = datasets.load("port-amani")
    assert "fictional" in data.title
    competences = data.tables["competences"]
    assert len(competences) == 169
    assert set(competences["place_is"]) == {"fictional"}
    assert competences["target"].tolist() == datasets.load("sdg-codes").table["target"].tolist()


def test_the_plan_of_port_amani_opens_by_name():
    plan = datasets.load("port-amani").texts["plan"]
    assert plan.startswith("# Port Amani: Local Development Plan 2026-2030")
    assert "**Fictional.**" in plan[:200]
    assert 3500 < len(plan.split()) < 4500  # about eight pages


def test_a_typo_gets_a_suggestion():
    with pytest.raises(KeyError, match="Did you mean 'port-amani'"):
        datasets.load("port-armani")
    with pytest.raises(KeyError, match="There are: atlas-urban-expansion"):
        datasets.describe("rainfall")


def test_na_is_not_missing(tmp_path):
    path = tmp_path / "table.csv"
    path.write_text("place,value\nNA,1\n,\n", "utf-8")
    fields = [{"name": "place", "type": "string"}, {"name": "value", "type": "number"}]
    table = datasets._read(path, fields)
    assert table["place"].tolist() == ["NA", ""]
    assert table["value"].isna().tolist() == [False, True]


@pytest.mark.parametrize("name", [None, 5, ["bolivia"]])
def test_a_name_of_the_wrong_kind_is_refused_like_an_unknown_one(name):
    with pytest.raises(KeyError, match="There is no data set"):
        datasets.load(name)


def test_capitals_and_blanks_lead_to_the_name():
    with pytest.raises(KeyError, match="Did you mean 'durban-wards'"):
        datasets.describe("Durban Wards")


@pytest.mark.parametrize("name", NAMES)
def test_a_range_of_years_in_a_description_is_that_of_the_table(name):
    data = datasets.load(name)
    package = data.package
    said = " ".join([package["title"], package["description"], *package["checks"], *package["traps"]])
    for first, last in re.findall(r"\b(\d{4}) to (\d{4})\b", said):
        assert (int(first), int(last)) == (int(data.table["year"].min()), int(data.table["year"].max()))
