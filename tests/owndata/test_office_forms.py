"""The tables that offices export: a column for each indicator, districts without a year, headings of several rows."""

import json

import openpyxl
import pytest
from typer.testing import CliRunner

from localsdg.commands import app
from localsdg.owndata import DataFileError, check_data

CITIES = b"""City,Year,Population,Unemployment rate (%)
Old Quay,2019,"100,000",5.2
Old Quay,2020,"101,000",n/a
Saltfield,2019,"5,000",6.0
Saltfield,2020,-5,107
"""
DISTRICTS = """Stadtteil;Einwohner;Quote in %
Nord;12.345;5,2
S\u00fcd;2.345;6,1
Ost;1.234;7,7
Gesamt;15.924;5,5
""".encode()
TWO_ROWS = """Tabelle 1: Bev\u00f6lkerung und Fl\u00e4che;;;;
Stand: 31.12.2023;;;;
;;;;
Stadtteil;Bev\u00f6lkerung;;Fl\u00e4che;Anteil
;2022;2023;km\u00b2;%
Nord;12.000;13.000;4,5;33,3
S\u00fcd;2.000;3.000;4,7;66,7
Insgesamt;14.000;16.000;9,2;100,0
;;;;
Quelle: Statistisches Amt;;;;
Zahlen gerundet;;;;
""".encode()
BLOCKS = """Quartier;Arrondissement;Population 2015;Population 2020;Logements 2015;\u00c9volution 2015-2020 (%)
Centre;1;1 234;1 300;500;5,3
Gare;1;2 234;2 300;600;3,0
Port;2;3 234;3 300;700;2,0
""".encode()


def figures(report):
    columns = ["place", "indicator", "year", "value", "unit"]
    table = report.table[columns].astype(object)
    return [
        [None if cell is None or cell != cell else cell for cell in row]
        for row in table.where(table.notna(), None).to_numpy().tolist()
    ]


def kinds(report):
    return set(report.faults["kind"])


def test_a_column_for_each_indicator_with_years():
    report = check_data(CITIES)
    assert report.source_form == "columns"
    assert report.understood == (
        "Understood: 2 places in column \u201cCity\u201d; 2 indicators in columns (Population, Unemployment rate); "
        "2019 to 2020; numbers written 1234.5."
    )
    assert figures(report)[:4] == [
        ["Old Quay", "Population", 2019, 100000.0, ""],
        ["Old Quay", "Unemployment rate", 2019, 5.2, "%"],
        ["Old Quay", "Population", 2020, 101000.0, ""],
        ["Old Quay", "Unemployment rate", 2020, None, "%"],
    ]
    assert {"thousands-separator", "missing-word", "negative-or-over-100"} <= kinds(report)
    repaired = report.repaired()
    assert repaired["Population"].tolist() == ["100000", "101000", "5000", "-5"]
    assert repaired["Unemployment rate (%)"].tolist() == ["5.2", "n/a", "6.0", "107"]


def test_districts_without_a_year_ask_for_it_and_take_it():
    report = check_data(DISTRICTS)
    assert "3 places in column \u201cStadtteil\u201d and Gesamt as the whole" in report.understood
    assert "no year is said; numbers written 1234,5" in report.understood
    assert "figures-without-year" in kinds(report)
    assert figures(report)[:2] == [["Nord", "Einwohner", None, 12345.0, ""], ["Nord", "Quote", None, 5.2, "%"]]
    told = check_data(DISTRICTS, year=2023)
    assert "figures-without-year" not in kinds(told)
    assert told.table["year"].tolist() == [2023] * 8


def test_titles_above_two_rows_of_headings_and_notes_below():
    report = check_data(TWO_ROWS)
    assert figures(report)[:4] == [
        ["Nord", "Bev\u00f6lkerung", 2022, 12000.0, ""],
        ["Nord", "Bev\u00f6lkerung", 2023, 13000.0, ""],
        ["Nord", "Fl\u00e4che", None, 4.5, "km\u00b2"],
        ["Nord", "Anteil", None, 33.3, "%"],
    ]
    asked = report.faults.set_index("kind").loc["figures-without-year", "repair"]
    assert "\u201cStand: 31.12.2023\u201d names 2023" in asked
    assert len(report.table) == 12


def test_years_in_the_headings_and_a_change_between_years():
    report = check_data(BLOCKS, year=2024)
    assert "Arrondissement" not in set(report.table["indicator"])
    years = dict(zip(report.table["indicator"] + report.table["unit"], report.table["year"].tolist(), strict=True))
    assert years["Population"] == 2020 and years["Logements"] == 2015
    assert report.table.loc[report.table["unit"] == "%", "year"].isna().all()
    assert report.table["value"].tolist()[:4] == [1234.0, 1300.0, 500.0, 5.3]


def test_years_over_unequal_numbers_of_columns_are_not_spread():
    data = "District;2019;;;2020;;\n;Homes;Rooms;Flats;Homes;Rooms;Area\nA;1;2;3;4;5;6\nB;2;3;4;5;6;7\n"
    assert check_data(data.encode()).table["year"].tolist()[:6] == [2019] * 3 + [2020] * 3
    uneven = "District;2019;;2020;;\n;Homes;Rooms;Homes;Rooms;Area\nA;1;2;4;5;6\nB;2;3;5;6;7\n"
    report = check_data(uneven.encode())
    assert report.table["year"].isna().all()


def test_names_that_tell_rows_apart_only_below_are_found():
    rows = [
        f"W{ward},{service},{category},{ward + n}"
        for n, (service, category) in enumerate([("Water", "Piped"), ("Water", "None"), ("Refuse", "None")])
        for ward in range(100, 400)
    ]
    report = check_data(("ward,service,category,persons\n" + "\n".join(rows)).encode())
    assert {"service", "category"} <= set(report.table.columns)
    assert "contradicting-rows" not in kinds(report)


def test_indicators_in_rows_and_districts_in_columns():
    report = check_data(b"Indicator,Unit,North,South\nPopulation,people,300,400\nArea,km2,1.2,3.4\n", year=2021)
    assert figures(report) == [
        ["North", "Population", 2021, 300.0, "people"],
        ["South", "Population", 2021, 400.0, "people"],
        ["North", "Area", 2021, 1.2, "km2"],
        ["South", "Area", 2021, 3.4, "km2"],
    ]


@pytest.mark.parametrize(
    ("written", "years"),
    [
        (["2018/19", "2019/20", "2020/21"], [2018, 2019, 2020]),
        (["2013/16", "2014/17", "2015/18"], [2013, 2014, 2015]),
        (["2015 to 2017", "2016 to 2018", "2017 to 2019"], [2015, 2016, 2017]),
        (["May to June 2021", "May to June 2022", "May to June 2023"], [2021, 2022, 2023]),
        (["2023T4", "2024T1", "2024T2"], [2023, 2024, 2024]),
        (["Q4 2023", "Q1 2024", "Q2 2024"], [2023, 2024, 2024]),
        (["2019-05", "2019-06", "2019-07"], [2019, 2019, 2019]),
        (["2017", "2018p", "2019 (p)"], [2017, 2018, 2019]),
        (["2015\u5e74", "2016\u5e74", "2017\u5e74"], [2015, 2016, 2017]),
        (["2000.1612", "2014.25", "2020.5"], [2000.1612, 2014.25, 2020.5]),
    ],
)
def test_times_that_are_no_plain_years(written, years):
    rows = "".join(f"Old Quay,6.1.1,{text},{n}.5,%\n" for n, text in enumerate(written))
    report = check_data(f"place,indicator,year,value,unit\n{rows}".encode())
    assert report.table["year"].tolist() == years
    assert "ERROR" not in repr(report) or "\u5e74" in written[0]
    if "period" in report.table:
        assert report.table["period"].tolist() == written
    assert report.repaired()["year"].tolist() == (written if "period" in report.table else [str(y) for y in years])


def test_one_range_of_years_among_years_stays_a_fault():
    rows = "".join(f"Old Quay,6.1.1,{year},1,%\n" for year in ("2017", "2018", "2019-2020", "2021"))
    report = check_data(f"place,indicator,year,value,unit\n{rows}".encode())
    assert "not-a-year" in kinds(report)
    assert report.table["year"].isna().sum() == 1


def test_a_decimal_sign_that_is_said():
    data = b"District;Homes\nNorth;1.234\nSouth;2.345\n"
    assert "ambiguous-number" in kinds(check_data(data))
    assert check_data(data, decimal=".").table["value"].tolist() == [1.234, 2.345]
    assert check_data(data, decimal=",").table["value"].tolist() == [1234.0, 2345.0]
    assert check_data(b"District,Homes\nNorth,1.234\nSouth,2.345\n", decimal=",").table["value"].tolist() == [
        1234,
        2345,
    ]
    against = check_data(b"District;Homes\nNorth;1,5\nSouth;2.345\n", decimal=".")
    assert "ambiguous-number" in kinds(against)


def test_what_columns_are_can_be_said():
    data = b"Key,Text,Homes,Grade\n1,North,10,3\n2,South,20,4\n"
    report = check_data(data, columns={"Key": "place", "Text": "group", "Grade": "skip"})
    assert report.table["place"].tolist() == ["1", "2"]
    assert report.table["Text"].tolist() == ["North", "South"]
    assert report.table["indicator"].tolist() == ["Homes", "Homes"]


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"year": "23"}, "year is '23': give a year of four digits"),
        ({"decimal": ";"}, "decimal is ';'"),
        ({"columns": {"Stadteil": "place"}}, "no column .Stadteil.. Did you mean .Stadtteil."),
        ({"columns": {"Stadtteil": "town"}}, "cannot be 'town'. A column can be: place"),
        ({"columns": "Stadtteil"}, "give a heading, = and what it is"),
        ({"columns": ["Stadtteil=place", "Einwohner=place"]}, "only one column can be the place"),
    ],
)
def test_what_cannot_be_said_names_the_argument(said, message):
    with pytest.raises(DataFileError, match=message):
        check_data(DISTRICTS, **said)


def test_the_command_says_first_what_it_understood(tmp_path):
    path = tmp_path / "stadtteile.csv"
    path.write_bytes(DISTRICTS)
    said = ["--year", "2023", "--columns", "Quote in %=skip", "--decimal", ","]
    result = CliRunner().invoke(app, ["check-data", str(path), *said])
    lines = " ".join(result.output.split())
    assert "1 indicator in columns (Einwohner); 2023 as you said" in lines
    assert lines.index("Understood") < lines.index("thousands-separator")
    assert CliRunner().invoke(app, ["check-data", str(path), "--year", "next"]).exit_code == 2


def test_numbers_and_codes_are_not_checked_as_names():
    rows = "".join(
        f"{year},{grade},{code},{region},{n}.5\n"
        for n, (year, grade, code, region) in enumerate(
            [
                *((year, "0.2", "3.a.1 x", "North East") for year in range(2000, 2020)),
                (2020, "-0.2", "3.d.1 x", "North West"),
                *((year, "15-24", "C030a01", "North West") for year in range(2021, 2024)),
            ]
        )
    )
    report = check_data(f"Year,Grade,Series,Region,Value\n{rows}".encode())
    assert "spelling-variant" not in kinds(report)


def test_a_slip_in_a_name_is_still_found():
    rows = "".join(
        f"{year},{'Saltfeild' if year == 2005 else 'Saltfield'},1{year % 7}.5\n" for year in range(2000, 2010)
    )
    report = check_data(f"Year,District,Value\n{rows}".encode())
    assert report.faults.set_index("kind").loc["spelling-variant", "found"] == "Saltfeild"


def test_two_places_of_like_names_with_codes_of_their_own_are_no_variants():
    data = (
        "geonameid,name,countrycode,population\n1,San Jos\u00e9,CR,10\n2,San Jose,US,20\n3,Ezhou,CN,5\n4,E'zhou,CN,6\n"
    )
    assert "spelling-variant" not in kinds(check_data(data.encode(), year=2020))


def test_a_row_longer_than_the_heading_is_not_read():
    """A decimal comma may have cut a figure in two."""
    report = check_data(b"Table 1: figures of the town\nCity,Year,6.1.1\nOld Quay,2005,0,5\nOld Quay,2006,0\n")
    assert report.faults.set_index("kind").loc["row-length", "row"] == 3
    assert report.table["year"].tolist() == [2006]


def percentages(values, name="table.csv", unit="Percentage"):
    rows = "".join(f"{1990 + n},{unit},{value}\n" for n, value in enumerate(values))
    return f"Year,Units,Value\n{rows}".encode()


def test_one_figure_outside_a_share_is_a_fault_and_many_mean_another_thing():
    """Growth, deficits and ratios are per cent too, and lie below 0 or above 100."""
    shares = [40 + n for n in range(20)]
    assert "negative-or-over-100" in kinds(check_data(percentages([*shares, 140])))
    assert "negative-or-over-100" not in kinds(check_data(percentages([*shares[:17], -1.5, -2.5, 102.5, 140])))


@pytest.mark.parametrize("code", ["8-1-1", "10-1-1", "16-6-1", "17-4-1"])
def test_indicators_that_are_no_shares_by_their_definition(code, tmp_path):
    path = tmp_path / f"indicator_{code}.csv"
    path.write_bytes(percentages([3.5, 2.5, -1.5, 4.5, 104.5]))
    assert "negative-or-over-100" not in kinds(check_data(path))


def test_small_numbers_with_all_their_digits_are_numbers():
    data = "Year,Value\n2018,8.12812526416e-05\n2019,7.5E-05\n2020,7.5e-05\n"
    report = check_data(data.encode())
    assert report.table["value"].tolist() == [8.12812526416e-05, 7.5e-05, 7.5e-05]
    assert report.faults[report.faults["kind"] == "scientific-notation"]["row"].tolist() == [3]


def test_an_empty_cell_with_a_flag_beside_it_is_a_note():
    report = check_data(b"Year,Observation status,Value\n2018,Missing value,\n2019,,\n2020,,5.5\n")
    missing = report.faults[report.faults["kind"] == "missing-value"]
    assert dict(zip(missing["row"], missing["severity"], strict=True)) == {2: "note", 3: "warning"}


def test_numbers_of_months_tell_rows_apart():
    rows = "".join(
        f"{year};{month};{lot};{district};D{district};{year + month + lot},5\n"
        for year in (2021, 2022)
        for month in range(1, 13)
        for lot in (1, 2)
        for district in (1, 2, 3)
    )
    report = check_data(f"A\u00f1o;Mes;Lote;Distrito;Nombre Distrito;Toneladas\n{rows}".encode())
    assert set(report.table["indicator"]) == {"Toneladas"}
    assert {"Mes", "Lote"} <= set(report.table.columns)
    assert "contradicting-rows" not in kinds(report)


@pytest.mark.parametrize(
    "first", ["Springfield, MA|**|**", "Aksu|N/A|..", "Baker|12|n/a"], ids=["signs", "no figures", "one figure"]
)
def test_a_first_row_without_figures_is_no_heading(first):
    rows = "".join(f"D{n}|{n}0|{n}5\n" for n in range(1, 30))
    report = check_data(f"area|homes|shops\n{first}\n{rows}".encode())
    assert set(report.table["indicator"]) == {"homes", "shops"}
    assert len(report.table) >= 58


def test_films_and_incomes_are_no_years():
    data = b"Film,Income,Votes\nOne Day (2015),33000,5\nTwo Days (2016),34000,6\nThree (2016),35000,7\n"
    report = check_data(data)
    assert report.table["year"].isna().all()
    assert set(report.table["indicator"]) == {"Income", "Votes"}


def test_faults_of_one_kind_in_many_columns_are_one_item():
    names = [f"Homes {n}" for n in range(40)]
    rows = "".join(f"D{n}," + ",".join("n/a" if n % 2 else "5" for _ in names) + "\n" for n in range(20))
    report = check_data(("District," + ",".join(names) + "\n" + rows).encode(), year=2020)
    (group,) = [group for group in report.groups() if group[1] == "missing-word"]
    assert len(group[3]) == 400
    assert group[2] == "Homes 0, Homes 1, Homes 2 and 37 more"
    assert len(repr(report).splitlines()) < 20


def test_a_workbook_has_the_cells_marked_and_a_page_the_groups(tmp_path):
    report = check_data(CITIES + b"=HYPERLINK(1),2020,7,8\n")
    report.write_faults(tmp_path / "faults.xlsx")
    book = openpyxl.load_workbook(tmp_path / "faults.xlsx")
    table = book["Table"]
    assert table["C2"].value == "100,000" and table["C2"].fill.fgColor.rgb.endswith("F4B6B6")
    assert table["D3"].value == "n/a" and table["D3"].fill.fgColor.rgb.endswith("FBE3A1")
    assert table["A6"].data_type == "s" and table["C6"].fill.fill_type is None
    items = list(book["Faults"].iter_rows(values_only=True))
    assert items[0] == ("severity", "fault", "columns", "how many", "examples and what to do")
    assert [row[:4] for row in items[1:3]] == [
        ("error", "signs between the thousands", "Population", 3),
        ("error", "percentages below 0 or above 100", "Unemployment rate (%)", 1),
    ]
    assert (
        items[1][4].splitlines()[0]
        == "Row 2: found 100,000; expected digits without a sign or a space between them. Write 100000."
    )
    assert book["Every fault"].max_row == len(report.faults) + 1
    report.write_faults(tmp_path / "faults.json")
    written = json.loads((tmp_path / "faults.json").read_text("utf-8"))
    assert [(item["kind"], item["count"]) for item in written["items"][:2]] == [
        ("thousands-separator", 3),
        ("negative-or-over-100", 1),
    ]
    assert len(written["faults"]) == len(report.faults)
    report.write_faults(tmp_path / "faults.html")
    page = (tmp_path / "faults.html").read_text()
    assert "2 indicators in columns" in page and "signs between the thousands" in page


def test_a_year_that_no_heading_names_is_missing():
    data = b"District,Homes 2010,Homes 2011,Homes 2012,Homes 2015\nNorth,1,2,3,4\nSouth,2,3,4,5\n"
    assert "missing-years" in kinds(check_data(data))
