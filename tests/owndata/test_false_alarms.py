"""What sound published tables have is no warning, and the fault that looks like it still is one; in the page too.

The tables are small ones in the form of published ones: Swedish municipalities, wind turbines, parking places, age
groups one table below the other, projections, the budget of a city.
"""

import openpyxl
import pytest

from localsdg.owndata import check_data

from . import page_reader

YEARS = range(2010, 2020)


def lines(heading, *rows):
    return "\n".join([heading, *rows]) + "\n"


def projected(*years):
    return lines("pref,year,value", *(f"{place},{year},{n + year}" for n, place in enumerate("ABC") for year in years))


def series(*values):
    return lines("District,Year,Jobs", *(f"North,{year},{value}" for year, value in zip(YEARS, values, strict=False)))


NORMAL = [100, 103, 101, 104, 102, 105, 107, 106, 108, 110]
MEN_AND_WOMEN = ("Habo,M,2019,10", "Habo,F,2019,11", "Håbo,M,2019,12", "Håbo,F,2019,13")
ROADS = [f"Road {n},{side},2024,{n}" for n in range(30) for side in ("west", "east")]
AGES = ("0-14", "15-64", "65+")
AGE_TABLES = lines("Age,Men,Women", *(f"{age},{n},9" for n in (1, 2, 3) for age in AGES))
OFFICES = [
    f"{name},{year},5" for year in YEARS for name in ("Alcalde", "Ministro") if name == "Alcalde" or year != 2011
]
STATES = [f"{state},Place {state}{n},{n}00" for state in ("MG", "PR", "SP") for n in range(1, 12)]
ACCOUNTS = [f"2026;Enns;{konto};0{n}0;{n},50" for konto in (300, 400, 500) for n in range(1, 10)]
GROUPS = [f"District {n},{n},{2 * n}" for n in range(1, 21)]
AGAIN = [f"District {n},9{n},8{n}" for n in range(1, 6)]  # with the 20 rows above, a fifth of all

CASES = [
    ("spelling-variant", [], lines("Kommun,Kön,År,Antal", *MEN_AND_WOMEN)),
    ("spelling-variant", ["warning"], lines("Kommun,År,Antal", "Håbo,2018,5", "Håbo,2019,6", "Habo,2020,7")),
    ("spelling-variant", [], lines("Turbine,Year,Power", "Ho6,2019,5", "Hö6,2020,6", "Ho7,2019,5", "Hö7,2020,6")),
    (
        "spelling-variant",
        [],
        lines("Road,Side,Year,Places", *ROADS, "Lane,south & east,2024,4", "Row,south-east,2025,4"),
    ),
    (
        "spelling-variant",
        ["warning"],
        lines(
            "Road,Side,Year,Places", *ROADS, "Lane,south east,2024,4", "Row,south-east,2025,4", "B,south-east,2024,5"
        ),
    ),
    ("spelling-variant", [], lines("UF,Município,População", *STATES, "MG,Arapuá,2800", "PR,Arapuã,3200")),
    ("figures-without-year", [], "Area,2/26/20,2/27/20\nNorth,1.5,2\nSouth,3,4\n"),
    (
        "figures-without-year",
        [],
        lines("CPRO,CISLA,ISLA", *(f"{p},{p}{n},Isle {p}{n}" for p in (35, 38) for n in (1, 2))),
    ),
    ("figures-without-year", ["warning"], lines("Homes,Jobs,Area", *(f"{n}5,{n}64,Area {n}" for n in range(1, 9)))),
    ("contradicting-rows", [], lines("Jahr;Gemeindename;Konto;Ugl;Wert", *ACCOUNTS)),
    ("contradicting-rows", ["error"], lines("Jahr;Gemeindename;Konto;Ugl;Wert", *ACCOUNTS, "2026;Enns;300;020;7,00")),
    ("contradicting-rows", [], AGE_TABLES),
    ("contradicting-rows", ["warning"], lines("District,Homes,Jobs", *GROUPS, "District 3,3,7")),
    ("contradicting-rows", ["warning"] * 2, lines("District,Homes,Jobs", *GROUPS, "District 3,3,7", "District 4,3,7")),
    ("contradicting-rows", ["warning"], lines("District,2020,2021", *GROUPS, "District 3,3,7")),
    ("contradicting-rows", ["warning"] * 4, lines("District,2020,2021", *GROUPS, *AGAIN[:4])),
    ("contradicting-rows", [], lines("District,2020,2021", *GROUPS, *AGAIN)),
    ("year-to-come", ["note"] * 6, projected(2015, 2020, 2035, 2040)),
    ("year-to-come", ["note"] * 2, "Region,2020,2025,2030,2035\nNorth,1,2,3,4\nSouth,5,6,7,8\n"),
    ("year-to-come", ["warning"], projected(*YEARS) + "D,2091,5\n"),
    ("year-to-come", ["warning"], "Region,2020,2021,2091\nNorth,1,2,3\nSouth,5,6,7\n"),
    (
        "unit-jump",
        [],
        lines("Program,Title,Jobs", *(f"{n},A,{value}" for n, value in enumerate((310, 394, 381, 30900)))),
    ),
    ("unit-jump", [], series(2388, 2268, 4116, 157, 160, 171, 169, 180, 201, 211)),
    ("unit-jump", ["warning"], series(*NORMAL[:5], 10500, *NORMAL[6:])),
    ("zero-among-figures", [], lines("Kind,Jobs", *(f"A,{value}" for value in (45, 47, 46, 0, 44)))),
    ("zero-among-figures", ["warning"], series(*NORMAL[:5], 0, *NORMAL[6:])),
    ("column-name", ["note"], "ITTER107,TIME,Value\nITC1,2019,5\nITC2,2019,6\n"),
    ("spelling-variant", [], lines("Cargo,Year,Posts", *OFFICES, "Ministra,2011,3")),
    ("spelling-variant", ["warning"], lines("Cargo,Year,Posts", *OFFICES, "Minisrto,2011,3")),
    (
        "missing-value",
        ["note"],
        lines("Project,Cost 2020,Jobs 2020", *(f"Scheme {n},{n}5,{n}7" for n in range(1, 9)), ",55,5"),
    ),
    (
        "missing-value",
        ["warning"],
        lines("District,Cost 2020,Jobs 2020", *(f"Scheme {n},{n}5,{n}7" for n in range(1, 9)), ",55,5"),
    ),
    ("figures-without-year", [], "dept,fy21_actual_expense,fy22_actual_expense\nParks,5.5,6\nSchools,7.5,8\n"),
    ("figures-without-year", ["warning"], "dept,spy21_actual,other\nParks,5.5,6\nSchools,7.5,8\n"),
    ("column-missing", ["error"], "Edition,jahr_num,Wert,Ort\n2019,2018,4.5,H\n2019,2017,3.5,M\n2019,2018,7.5,D\n"),
    ("column-missing", [], "District,Jobs,Homes,,District,Jobs,Homes\nNorth,1,2,,East,4,5\nSouth,3,4,,West,6,7\n"),
    ("column-missing", ["error"] * 2, "a,b\nx,y\nz,w\n"),
]


@pytest.fixture(scope="module")
def page(javascript):
    return page_reader.page(javascript)


@pytest.mark.parametrize(("kind", "severities", "text"), CASES)
def test_a_fault_is_told_from_what_only_looks_like_one(kind, severities, text, page, tmp_path):
    mine, other = page_reader.python(text.encode(), "t.csv", {}, tmp_path), page(text.encode(), "t.csv")
    assert [each["severity"] for each in mine["faults"] if each["kind"] == kind] == severities, mine["faults"]
    assert page_reader.differences(mine, other) == []


def test_many_rows_that_nothing_tells_apart_are_refused_and_one_question_where_the_columns_are_said(page, tmp_path):
    report = check_data(AGE_TABLES.encode())
    assert report.understood == (
        "Not understood: 6 of 9 rows have the same place, year and groups as a row above, but other figures, and no "
        "column says how they differ, so no figure was checked. Compare rows 2 and 5. If a column tells them apart, "
        'say so, such as --columns "Sex=group". If none does, such as where several tables stand one below the other, '
        "add a column that says which is which."
    )
    assert report.table.empty
    assert "Compare rows 2 and 5. If a column tells them apart, say below" in page(AGE_TABLES.encode())["understood"]
    said = {"columns": {"Age": "group"}}
    mine, other = (
        page_reader.python(AGE_TABLES.encode(), "t.csv", said, tmp_path),
        page(AGE_TABLES.encode(), "t.csv", said),
    )
    assert page_reader.differences(mine, other) == []
    asked = [(each["row"], each["found"]) for each in mine["faults"] if each["kind"] == "contradicting-rows"]
    many = "6 rows that have the place and time of another row, and other figures; the first are rows 2 and 5"
    assert asked == [(None, many)]
    assert len(mine["table"]["rows"]) == 18


def test_merged_titles_and_notes_are_said_once(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (
        ["Homes by district"],
        ["District", 2019, 2020],
        ["North", 1, 2],
        [None, 3, 4],
        ["Source: the city's register"],
    ):
        sheet.append(row)
    for cells in ("A1:C1", "A3:A4", "A5:C5"):
        sheet.merge_cells(cells)
    book.save(tmp_path / "merged.xlsx")
    faults = check_data(tmp_path / "merged.xlsx").faults
    assert faults[faults["kind"] == "merged-cells"]["found"].tolist() == ["the merged cells A3:A4"]
    assert faults[faults["kind"].isin(["row-above", "line-of-text"])]["row"].tolist() == [1, 5]


def test_a_table_that_is_not_understood_has_a_status_of_its_own():
    alike = "District,Jobs,Homes,,District,Jobs,Homes\nNorth,1,2,,East,4,5\nSouth,3,4,,West,6,7\n"
    assert check_data(alike.encode()).exit_status == 1
