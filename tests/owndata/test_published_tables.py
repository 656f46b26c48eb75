"""What published tables have that is no fault raises no alarm, and the same kind of fault is still found.

The tables are small rewritten ones, after kinds of alarms that 500 files of public repositories raised.
"""

import pytest

from localsdg.owndata import check_data
from localsdg.owndata.source import Source


def kinds(text, name=None, tmp_path=None, severities=("error", "warning")):
    data = text.encode()
    if name:
        (tmp_path / name).write_bytes(data)
        data = tmp_path / name
    report = check_data(data)
    return set(report.faults.loc[report.faults["severity"].isin(severities), "kind"]), report


def series(values, start=2010):
    return "Year,Value\n" + "".join(f"{start + n},{value}\n" for n, value in enumerate(values))


@pytest.mark.parametrize(
    ("sound", "fault", "kind"),
    [
        # A count of few cases, and a step that does not go on from its neighbours, are no lost decimal point.
        ([6, 6, 600, 6], [612, 598, 60100, 605], "unit-jump"),
        ([10.1, 26.0, 21.0, 1850.2, 12.0], [40.1, 41.2, 4180.0, 42.4, 43.0], "unit-jump"),
        # Where figures are given to few digits, zero is one of them.
        (["0.04", "0.06", "0", "0.05", "0.06"], ["44.4", "46.1", "0", "45.5", "46.6"], "zero-among-figures"),
    ],
)
def test_figures_that_differ_by_chance_are_no_slip(sound, fault, kind):
    assert kind not in kinds(series(sound))[0]
    assert kind in kinds(series(fault))[0]


def by_sex(years):
    rows = [
        f"{year},{sex},{value}\n" for year, *parts in years for sex, value in zip(("", "F", "M"), parts, strict=True)
    ]
    return "Year,Sex,Value\n" + "".join(rows)


def test_totals_of_rounded_counts_need_not_be_the_sum():
    years = [(2010 + n, 155 + 25 * n, 75 + 15 * n, 80 + 10 * n) for n in range(6)]
    rounded = [*years, (2016, 325, 165, 155)]  # each rounded to 5
    assert "total-not-sum" not in kinds(by_sex(rounded))[0]
    exact = [(2010 + n, 157 + 24 * n, 76 + 13 * n, 81 + 11 * n) for n in range(6)]
    assert "total-not-sum" in kinds(by_sex([*exact, (2016, 325, 165, 155)]))[0]


def test_years_before_1900_are_years_in_a_long_series():
    rows = "".join(f"Town,{year},{year - 1700}\n" for year in range(1850, 1930, 10))
    found, report = kinds("Entity,Year,Homes\n" + rows)
    assert "not-a-year" not in found
    assert report.table["year"].tolist()[:2] == [1850, 1860]
    assert "period" not in report.table
    assert "not-a-year" in kinds(series([1, 2, 3]) + "1018,4\n")[0]
    wide = "country," + ",".join(map(str, range(1890, 1910))) + "\nA," + ",".join(["5"] * 20) + "\n"
    assert check_data(wide.encode()).table["year"].min() == 1890


def test_codes_of_series_and_own_numbers_of_indicators_are_known(tmp_path):
    table = "Indicator,Year,Value\n" + "".join(f"1.2.2.{n},2015,{40 + n}\n" for n in (1, 2))
    assert "unknown-indicator" not in kinds(table)[0]
    assert "unknown-indicator" in kinds(table.replace("1.2.2.", "1.9.2."))[0]
    found, report = kinds(series([1, 2, 3]), "indicator_8-9-4.csv", tmp_path)
    assert "unknown-indicator" not in found
    assert "unknown-indicator" in set(report.faults["kind"])  # as a note


def test_a_known_form_other_than_open_sdg_s_is_no_fault(tmp_path):
    export = "geo,sex,TIME_PERIOD,OBS_VALUE,OBS_FLAG\nAustria,Total,2015,81.3,\nAustria,Females,2015,83.7,\n"
    found, report = kinds(export, "estat_life.csv", tmp_path)
    assert found == set()
    assert {"column-name", "column-order"} <= set(report.faults["kind"])
    wrong = "geo,sex,Value,Year\nAustria,Females,83.7,2015\nSpain,Females,85.7,2015\n"
    assert "column-order" in kinds(wrong, "indicator_3-4-1.csv", tmp_path)[0]


def test_places_with_codes_of_their_own_may_have_names_that_are_alike():
    head = "department_id,department,Year,Homes\n"
    rows = [("06588", "9 de Julio"), ("22105", "9 de julio"), ("54077", "Alem")]
    text = head + "".join(
        f"{code},{name},{year},{50 + year % 7}\n" for code, name in rows for year in range(2010, 2015)
    )
    assert "spelling-variant" not in kinds(text)[0]
    slip = text.replace("22105,9 de julio", "06588,9 de julio").replace(
        "06588,9 de Julio,2014", "06588,9 de Julio,2019"
    )
    assert "spelling-variant" in kinds(slip)[0]


@pytest.mark.parametrize(
    ("text", "form", "said"),
    [
        # The first row holds data: nothing is taken for a heading.
        (
            "10000,91211,3019180.76,Salaries\n10001,91212,2923794.96,Goods\n10002,91213,18745.80,Loans\n",
            "unknown",
            "Not",
        ),
        ("District.Name,Year,Number\nEixample,2015,5\nSants,2015,7\n", "columns", "2 places in column “District.Name”"),
        (
            "DistrictName,Hour,Injured\nEixample,5,1\nEixample,6,2\nSants,5,3\n",
            "columns",
            "1 indicator in columns (Injured)",
        ),
        (
            "city,district_name,green\nMoscow,Arbat,5.5\nMoscow,Tverskoy,6.5\n",
            "columns",
            "2 places in column “district_name”",
        ),
        ("Player,Minutes 2019\nAnn,30\nBob,25\n", "columns", "2 names in column “Player”"),
        (
            "state,date,rate\nOhio,2020-01-05,4.5\nOhio,2020-02-05,5.5\nIowa,2020-01-05,3.5\nIowa,2020-02-05,3.9\n",
            "columns",
            "2 places in column “state”; 1 indicator in columns (rate); 2020",
        ),
        ("dates,I\n04/03/2020,1\n05/03/2020,0\n06/03/2020,7\n", "columns", "1 indicator in columns (I); 2020"),
        (",District,Homes 2020\n44,North,10\n45,South,12\n", "columns", "1 indicator in columns (Homes); 2020"),
        (
            "Edition,jahr_num,Wert,Viertel\n2019,2018,4.5,Hill\n2019,2017,3.5,Mill\n2019,2018,7.5,Dale\n",
            "unknown",
            "each of these columns could hold the year of the figures: Edition, jahr_num.",
        ),
        ("Godina,Stopa,Napomena\n2019,5.5,\n2020,6.5,\n2021,6.9,revised\n", "columns", "2019 to 2021"),
    ],
)
def test_what_was_understood_is_true(text, form, said):
    report = check_data(text.encode())
    assert (report.source_form, said in report.understood) == (form, True), report.understood


def test_a_heading_that_stands_again_in_several_rows_is_no_data():
    head = "Area,Total 2020,Men 2020,Women 2020\n"
    rows = "".join(f"W{n},{20 + n},{n},20\n" for n in range(8))
    found, report = kinds(head + rows + "Region,Number of people,,\n,all,men,women\n" + rows.replace("W", "V"))
    assert "text-in-number" not in found or report.faults["kind"].eq("text-in-number").sum() == 1
    assert "line-of-text" in found
    assert len(report.table.dropna(subset="value")) == 48


def test_a_workbook_is_read_alike_the_quick_and_the_full_way(tmp_path, monkeypatch):
    import openpyxl

    from localsdg.owndata.excel import _Sheet

    book = openpyxl.Workbook()
    for row in [
        ["Districts of a town", None, None, None, None],
        ["District", "Year", "People", "Share", "Note"],
        ["North", 2019, 12345, 0.1, " a "],
        [None, None, None, None, None],
        ["South", 2020, "7", 0.00000123, "7"],
        ["East", 2021, -0.0, "n/a", True],
        ["West", 2020, 1234.5, 12, 3],
    ]:
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    assert _Sheet(Source(tmp_path / "a.xlsx"), None).values() is not None
    quick = check_data(tmp_path / "a.xlsx")
    monkeypatch.setattr(_Sheet, "values", lambda self: None)
    full = check_data(tmp_path / "a.xlsx")
    assert quick.understood == full.understood
    assert quick.faults.equals(full.faults)
    assert quick.table.equals(full.table)
    assert quick.table["value"].tolist()[:4] == [12345, 0.1, 7, 0.00000123]
    assert "number-as-text" in set(quick.faults["kind"])
