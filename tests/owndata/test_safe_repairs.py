"""A repair that is offered as safe leaves every figure with its place, year, unit and flag."""

import csv
import io

import openpyxl
import pandas as pd
import pytest

from localsdg.owndata import DataFileError, check_data, diagnose, repair


def copy_of(data, tmp_path, **options):
    """Return the bytes of the repaired copy and its rows, read by Python's own reader."""
    report = check_data(data, **options)
    path = tmp_path / "copy.csv"
    report.write_repaired(path)
    return report, path.read_bytes(), list(csv.reader(io.StringIO(path.read_text("utf-8", errors="replace"))))


def safe_kinds(report):
    return set(report.faults.loc[report.faults["safe"], "kind"])


FLAGGED = {
    "after each year, without a name": ("GEO,2019,,2020,", "Belgium,14.1,,15.2,b"),
    "after each year, one name": ("GEO,2019,Flag,2020,Flag", "Belgium,14.1,,15.2,b"),
    "after each year, numbered as pandas does": ("GEO,2019,Flag,2020,Flag.1", "Belgium,14.1,,15.2,b"),
    "before each year, one name": ("GEO,Flag,2019,Flag,2020", "Belgium,,14.1,b,15.2"),
    "named with the year in front": ("GEO,2019,2020,2019 flag,2020 flag", "Belgium,14.1,15.2,,b"),
    "named with the year behind": ("GEO,Flag 2019,Flag 2020,2019,2020", "Belgium,,b,14.1,15.2"),
    "named in one word": ("GEO,2019,2019_flag,2020,2020_flag", "Belgium,14.1,,15.2,b"),
    "only one year has a flag": ("GEO,2019,2020,Flag (2020)", "Belgium,14.1,15.2,b"),
}


@pytest.mark.parametrize("name", FLAGGED)
def test_a_flag_stays_with_its_year(name, tmp_path):
    heading, row = FLAGGED[name]
    report, _, rows = copy_of(f"{heading}\n{row}\n".encode(), tmp_path)
    assert [head.casefold() for head in rows[0]] == ["year", "geo", "flag", "value"]
    assert rows[1:] == [["2019", "Belgium", "", "14.1"], ["2020", "Belgium", "b", "15.2"]]
    assert report.table.iloc[:, -1].tolist() == ["", "b"]


def test_a_unit_stays_with_its_year(tmp_path):
    data = b"place,2019,Unit,2020,Unit\nPort Amani,14.1,km,15200,m\n"
    _, _, rows = copy_of(data, tmp_path)
    assert rows == [
        ["place", "year", "value", "Unit"],
        ["Port Amani", "2019", "14.1", "km"],
        ["Port Amani", "2020", "15200", "m"],
    ]


@pytest.mark.parametrize(
    ("heading", "row"),
    [
        ("GEO,2018,2019,2020,", "Belgium,13,14.1,15.2,b"),  # of the last year, or of the row?
        ("GEO,2018,2019,2020,Flag", "Belgium,13,14.1,15.2,b"),
        ("GEO,2019,,2020", "Belgium,14.1,b,15.2"),  # after 2019, or before 2020?
        ("GEO,,2019,,2020,", "Belgium,x,14.1,b,15.2,c"),
        ("GEO,2019,2020,2019,2020", "Belgium,14.1,15.2,13,12"),  # two blocks of years
        ("GEO,2019,2020,Total", "Belgium,14,15,29"),
        ("GEO,2019,2020,Footnotes", "Belgium,14,15,b"),
        ("GEO,Note,2019,2020", "Belgium,estimate in 2020,14,15"),
        ("GEO,2019,Change,2020,Change", "Belgium,14.1,1,15.2,2"),
        ("GEO,2019,2020,Change 2019-2020", "Belgium,14.1,15.2,1.1"),
    ],
)
def test_without_a_clear_year_no_other_form_is_offered_and_the_report_says_why(heading, row, tmp_path):
    report, _, rows = copy_of(f"{heading}\n{row}\n".encode(), tmp_path)
    assert "wide-table" not in safe_kinds(report)
    said = report.faults.set_index("kind").loc["wide-table", "repair"]
    assert "not clear whether these columns belong to one year" in said
    assert rows == [heading.split(","), row.split(",")]


def test_the_mark_of_a_year_is_not_lost_in_another_form(tmp_path):
    report, _, rows = copy_of(b"GEO,2018,2019,2020p\nBelgium,13,14.1,15.2\n", tmp_path)
    assert "wide-table" not in safe_kinds(report)
    said = report.faults.set_index("kind").loc["wide-table", "repair"]
    assert "the marks beside these years would be lost: 2020p." in said
    assert rows == [["GEO", "2018", "2019", "2020p"], ["Belgium", "13", "14.1", "15.2"]]


NAMES = {
    "shift_jis": "横浜市中区",
    "gb18030": "北京市海淀区",
    "big5": "高雄市鳳山區",
    "euc-kr": "서울 강남구",
    "koi8-r": "Нижний Новгород",
    "cp1251": "Нижний Новгород",
    "cp1253": "Θεσσαλονίκη",
    "cp1255": "תל אביב",
    "cp1256": "القاهرة الجديدة",
    "cp1250": "Łódź Górna",
    "cp1252": "Peñón – Año’s",
    "cp850": "Peñón Añó",
    "mac-roman": "Peñón à",
    "iso8859-15": "Œuvre à",
}


@pytest.mark.parametrize("encoding", NAMES)
@pytest.mark.parametrize("around", ["{}", "{} ", " {}", "{}  {}"])
def test_no_letter_of_an_unknown_encoding_is_changed(encoding, around, tmp_path):
    name = around.replace("{}", NAMES[encoding])
    rows = "".join(f"{name};Ward ;{2015 + n};1 {200 + n},5;%\n" for n in range(3))
    data = f"place;ward;year;value;unit\n{rows}".encode(encoding)
    report, copy, _ = copy_of(data, tmp_path)
    assert [line.split(",") for line in copy.decode(encoding).splitlines()] == [
        ["place", "ward", "year", "value", "unit"],
        *([name, "Ward", str(2015 + n), f"{1200 + n}.5", "%"] for n in range(3)),
    ]
    assert report.table["value"].tolist() == [1200.5, 1201.5, 1202.5]
    said = report.faults.set_index("kind").loc["encoding", "repair"]
    assert "--encoding" in said
    assert "Until then no word with such letters is repaired" in said


@pytest.mark.parametrize("encoding", NAMES)
def test_whoever_names_the_encoding_gets_a_copy_in_utf_8(encoding, tmp_path):
    data = f"place,indicator,year,value,unit\n{NAMES[encoding]} ,6.1.1,2015,40.5,%\n".encode(encoding)
    report, copy, _ = copy_of(data, tmp_path, encoding=encoding)
    assert set(report.table["place"]) == {NAMES[encoding]}
    assert copy.decode("utf-8").splitlines()[1] == f"{NAMES[encoding]},6.1.1,2015,40.5,%"


@pytest.mark.parametrize(
    ("encoding", "says"),
    [("klingon", "There is no encoding “klingon”"), ("utf-8", "is not written in utf-8"), ("base64", "no encoding")],
)
def test_a_wrong_encoding_is_refused_in_words(encoding, says):
    with pytest.raises(DataFileError, match=says):
        check_data("place,year,value\nPeñón,2015,40.5\n".encode("cp1252"), encoding=encoding)


def test_an_encoding_that_switches_alphabets_is_not_guessed():
    data = "place,year,value\n横浜市,2015,40.5\n".encode("iso2022_jp")
    with pytest.raises(DataFileError, match="--encoding iso2022_jp"):
        check_data(data)
    assert check_data(data, encoding="iso2022_jp").table["place"].tolist() == ["横浜市"]


def test_a_garbled_word_keeps_its_signs(tmp_path):
    name = "Città".encode().decode("cp1252", "replace").replace("\ufffd", "\u00a0")
    assert name.endswith("Ã\u00a0")
    _, _, rows = copy_of(f"place,indicator,year,value,unit\n{name},6.1.1,2015,40.5,%\n".encode(), tmp_path)
    assert rows[1][0] == name


def test_equal_rows_below_merged_cells_both_stay(tmp_path):
    data = b"district,year,value\nNorth,2018,5\n,2019,6\nSouth,2018,7\n,2019,6\n"
    report, _, rows = copy_of(data, tmp_path)
    assert "duplicate-row" not in safe_kinds(report)
    assert [row[-1] for row in rows[1:]] == ["5", "6", "7", "6"]


def test_equal_rows_without_a_year_both_stay(tmp_path):
    data = b"Year,Sex,Value\n2018,F,3\n,M,4\n2019,F,5\n,M,4\n"
    _, _, rows = copy_of(data, tmp_path)
    assert [row[-1] for row in rows[1:]] == ["3", "4", "5", "4"]


def test_a_row_with_a_note_is_not_deleted_for_one_without(tmp_path):
    data = b"Year,Sex,Value\n2018,,12.5\n2018,,12.5*\n"
    _, _, rows = copy_of(data, tmp_path)
    assert [row[-1] for row in rows[1:]] == ["12.5", "12.5*"]


def test_the_word_total_stays_where_an_empty_cell_may_mean_the_one_above(tmp_path):
    data = b"place,district,year,value\nA,North,2018,5\nA,,2019,6\nA,Total,2018,7\nA,,2019,8\n"
    _, _, rows = copy_of(data, tmp_path)
    assert rows[3][1] == "Total"


def test_total_and_grand_total_are_not_made_one(tmp_path):
    data = b"Year,Sector,Value\n2018,Total,5\n2018,Grand total,9\n2018,Farms,2\n"
    _, _, rows = copy_of(data, tmp_path)
    assert [row[1] for row in rows[1:]] == ["Total", "Grand total", "Farms"]


def test_a_percent_sign_of_one_year_does_not_become_the_unit_of_another(tmp_path):
    report, _, rows = copy_of(b"place,2018,2019,2020\nA,12%,340,13%\nB,1%,2%,3%\n", tmp_path)
    units = {(row[0], row[1]): (row[2], row[3]) for row in rows[1:]}
    assert units["A", "2018"] == ("12%", "")
    assert units["A", "2019"] == ("340", "")
    assert units["B", "2019"] == ("2", "%")
    assert "percent-sign" in set(report.faults["kind"])


def test_a_percent_sign_of_the_last_indicator_does_not_become_the_unit_of_the_others(tmp_path):
    rows = "".join(f"{2001 + n},{100 + n},{n}.5%\n" for n in range(25))
    _, _, copied = copy_of(f"Year,Homes,Unemployment\n{rows}".encode(), tmp_path)
    assert copied[1] == ["2001", "100", "0.5%"]


def test_a_row_that_could_not_be_read_is_not_moved_into_other_columns(tmp_path):
    report, _, rows = copy_of(b"Year,Value\n2018,12%\n2019,13,5%\n2020,14%\n", tmp_path)
    assert rows[0] == ["Year", "Value"]
    assert rows[2] == ["2019", "13", "5%"]
    assert report.table["value"].tolist() == [12, 14]


def test_a_short_row_is_not_read_where_its_number_could_be_another_column():
    report = check_data(b"Year,Value,Population\n2018,12.5,5000\n2019,5100\n2020,13.5,5200\n")
    assert report.table["value"].tolist() == [12.5, 13.5]
    assert report.faults["severity"].tolist()[0] == "error"


def test_a_short_row_whose_words_moved_is_no_safe_repair():
    rows = "".join(f"A,6.1.1,{2010 + n},{n}.5,%,F\n" for n in range(4))
    report = check_data(f"place,indicator,year,value,unit,sex\n{rows}A,6.1.1,2020,12,F\n".encode())
    row = report.faults.set_index("kind").loc["row-length"]
    assert (row["severity"], bool(row["safe"])) == ("error", False)


def test_two_headings_do_not_become_one(tmp_path):
    _, _, rows = copy_of(b"Year,Group,Group ,Value\n2018,a,b,5\n", tmp_path)
    assert rows[0] == ["Year", "Group", "Group ", "Value"]


def test_a_merged_figure_is_not_multiplied(tmp_path):
    book = openpyxl.Workbook()
    for row in (["district", "year", "value"], ["North", 2018, 12], ["South", 2018, None], ["West", 2018, 5]):
        book.active.append(row)
    book.active.merge_cells("C2:C3")
    book.active.merge_cells("B2:B4")
    path = tmp_path / "merged.xlsx"
    book.save(path)
    report, _, rows = copy_of(path, tmp_path)
    assert [row[-1] for row in rows[1:]] == ["12", "", "5"]
    assert all("2018" in row for row in rows[1:])
    assert "merged-cells" in set(report.faults.loc[~report.faults["safe"], "kind"])


def test_choosing_one_repair_of_a_cell_does_not_lose_its_sign():
    table = pd.DataFrame({"Year": [2018, 2019], "Value": ["12,5 %", "13,5 %"]})
    faults = diagnose(table)
    repaired = repair(table, faults[faults["kind"] == "decimal-comma"])
    assert repaired["Value"].tolist() == [12.5, 13.5]
    assert repaired["Units"].tolist() == ["%", "%"]


@pytest.mark.parametrize(
    "rows",
    [
        "A,6.1.1,2018,12,5,%,\n",  # one row is cut: 12.5
        "A,6.1.1,2018,12,5,%,\nA,6.1.1,2019,13,5,%,\nA,6.1.1,2020,14,5,%,\n",  # each row is
    ],
)
def test_a_figure_cut_in_two_is_not_read_as_its_first_half(rows):
    whole = "".join(f"A,6.1.1,{2001 + n},7,%,\n" for n in range(2))
    report = check_data(f"place,indicator,year,value,unit,note\n{whole}{rows}".encode())
    assert set(report.table["value"].dropna()) == {7}
    cut = report.faults[report.faults["kind"] == "row-length"]
    assert cut["severity"].tolist() == ["error"] * rows.count("\n")
    assert not cut["safe"].any()


def test_one_row_that_is_longer_than_the_heading_is_no_usage(tmp_path):
    """The figure 0,5 is cut, so that the flag b stands in the place of a figure, and the last cell is empty."""
    table = b"GEO,indicator,2005,,2006,,2007,\n,,Value,Flag,Value,Flag,Value,Flag\nA,6.1.1,0,5,b,1 000,,0,\n"
    report, _, rows = copy_of(table, tmp_path)
    assert report.faults.loc[report.faults["kind"] == "row-length", "severity"].tolist() == ["error"]
    assert report.table.empty
    assert ["A", "6.1.1", "0", "5", "b", "1 000", "", "0", ""] in rows


def test_a_wide_row_with_a_cell_too_many_is_not_read(tmp_path):
    report, _, rows = copy_of(b"place,2018,2019,2020,note\nA,1,2,3,x\nB,14,5,8,9,\nC,4,5,6,\n", tmp_path)
    assert set(report.table["place"]) == {"A", "C"}
    assert ["B", "14", "5", "8", "9", ""] in rows


def test_separators_at_the_end_of_each_row_are_no_cells():
    rows = "".join(f"A,6.1.1,{2001 + n},{n},59500{n:03d},,,\n" for n in range(4))
    report = check_data(f"place,indicator,year,value,ward_code\n{rows}".encode())
    assert report.table["value"].tolist() == [0, 1, 2, 3]


def test_a_bar_that_may_be_half_a_letter_is_no_separator():
    data = "place|indicator|year|value\n横浜市|6.1.1|2018|−4\n".encode("shift_jis")
    with pytest.raises(DataFileError, match="half of a letter"):
        check_data(data)
    assert check_data(data, encoding="shift_jis").table["value"].tolist() == [-4]


def test_a_row_that_could_not_be_read_may_hold_the_names_of_the_empty_cells_below(tmp_path):
    data = b"place,year,value,sex\nA,2018,5,7,Total\nA,2019,6,\nA,2018,2,Female\nA,2019,3,\nA,2020,9,Total\nA,2021,9,\n"
    _, _, rows = copy_of(data, tmp_path)
    assert [row[-1] for row in rows[1:]] == ["Total", "", "Female", "", "Total", ""]


def test_a_heading_that_stands_again_is_no_row_of_years(tmp_path):
    report = check_data(b"GEO,2019,2020\nBelgium,14.1,15.2\nGEO,2019,2020\nFrance,3,4\n")
    assert report.table["value"].tolist() == [14.1, 15.2, 3, 4]
    said = report.faults.set_index("kind").loc["line-of-text"]
    assert (said["row"], said["repair"]) == (
        3,
        "Delete this row: it is the heading once more. It was not read as data.",
    )


def test_a_source_that_tells_rows_apart_does_not_make_them_contradict_each_other():
    rows = "".join(
        f"{2001 + n},{source},{n + value}\n" for n in range(5) for source, value in (("river", 5), ("wells", 9))
    )
    report = check_data(f"Year,Source,Value\n{rows}".encode())
    assert report.faults.empty
    assert report.table["Source"].tolist() == ["river", "wells"] * 5


def test_two_values_from_two_sources_are_still_a_contradiction():
    report = check_data(b"Year,Source,Value\n2018,census,5\n2018,survey,6\n2019,survey,7\n")
    assert "contradicting-rows" in set(report.faults["kind"])


def test_a_location_of_urban_and_rural_is_no_place():
    report = check_data(b"Year,Location,Units,Value,Note\n2018,Urban,%,5,a\n2018,Rural,%,6,\n")
    assert "column-name" not in set(report.faults["kind"])
    assert report.table["Location"].tolist() == ["Urban", "Rural"]


def test_a_flag_tells_no_series_apart():
    report = check_data(b"Year,Value,Flag\n2018,5,\n2019,6,b\n2020,7,\n2021,8,e\n")
    assert "missing-years" not in set(report.faults["kind"])
    assert report.table["Flag"].tolist() == ["", "b", "", "e"]


def test_a_note_keeps_its_lines(tmp_path):
    data = b'place,indicator,year,value,unit,note\nA,6.1.1,2018,5,%,"1. counted\n2. adjusted"\n'
    _, _, rows = copy_of(data, tmp_path)
    assert rows[1][-1] == "1. counted\n2. adjusted"


def test_a_first_row_without_figures_is_no_second_heading():
    report = check_data(b"place,2018,2019\nA,..,n/a\nB,1,2\n")
    assert "line-of-text" not in set(report.faults["kind"])


def test_a_loaded_table_keeps_its_flags_with_their_years():
    table = pd.read_csv(io.StringIO("GEO,2019,,2020,\nBelgium,14.1,,15.2,b\nFrance,3,e,4,\n"))
    repaired = repair(table, diagnose(table))
    assert list(repaired.columns) == ["Year", "GEO", "Flag", "Value"]
    assert repaired["Value"].tolist() == [14.1, 15.2, 3, 4]
    assert repaired["Flag"].fillna("").tolist() == ["", "b", "e", ""]


def test_a_workbook_keeps_its_flags_with_their_years(tmp_path):
    book = openpyxl.Workbook()
    for row in (["GEO", 2019, None, 2020, None], ["Belgium", 14.1, None, 15.2, "b"]):
        book.active.append(row)
    path = tmp_path / "flags.xlsx"
    book.save(path)
    _, _, rows = copy_of(path, tmp_path)
    assert rows == [["Year", "GEO", "Flag", "Value"], ["2019", "Belgium", "", "14.1"], ["2020", "Belgium", "b", "15.2"]]


HEAD = "place,indicator,year,value,unit\n"


@pytest.mark.parametrize(
    "data",
    [
        # The place of the last two rows stands in a row that could not be read.
        "indicator,year,value,unit,place\n6.1.1,2005,0,%,North\n,2006,0,%,\n,2005,0,%,South,,\n,2006,0,%,\n",
        # The first row has lost its names, the last one has those of the row above it.
        f"{HEAD},,2015,0,%\nNorth,6.1.1,2014,0,%\n,,2015,0,%\n",
        # Without the fourth row, the last one would be of South.
        f"{HEAD}North,6.1.1,2018,5,%\n,6.1.1,2019,6,%\nSouth,6.1.1,2018,7,%\nNorth,6.1.1,2018,5,%\n,6.1.1,2020,8,%\n",
        # As before, with the heading once more in between, which holds no name.
        f"{HEAD}North,6.1.1,2018,5,%\nSouth,6.1.1,2018,7,%\nNorth,6.1.1,2018,5,%\n{HEAD},6.1.1,2020,8,%\n",
        # Each ward stands in a row of its own, above its figures.
        "indicator,year,value,unit\nNorth,,,\n6.1.1,2018,5,%\nSouth,,,\n6.1.1,2018,5,%\n",
        "Year,Sex,Value\nNorth,,\n2018,F,5\n2019,F,6\nSouth,,\n2018,F,5\n2019,F,7\n",
        "indicator,2018,2019\nNorth,,\n6.1.1,5,6\nSouth,,\n6.1.1,5,6\n",
        # Two tables of one form, one below the other.
        f"{HEAD}A,6.1.1,2018,5,%\n{HEAD}A,6.1.1,2018,5,%\n",
    ],
)
def test_an_equal_row_that_may_be_of_another_place_stays(data, tmp_path):
    report, _, rows = copy_of(data.encode(), tmp_path)
    assert "duplicate-row" not in safe_kinds(report)
    assert rows == list(csv.reader(io.StringIO(data)))


def test_an_equal_row_is_still_deleted_where_an_empty_cell_is_the_total(tmp_path):
    years = "2018,,5\n2018,F,3\n2018,M,2\n2019,,6\n2019,F,3\n2019,M,3\n"
    _, _, rows = copy_of(f"Year,Sex,Value\n{years}2019,,6\n2019,M,3\n".encode(), tmp_path)
    assert ["".join(row) for row in rows[1:]] == years.replace(",", "").split()


def test_a_heading_that_stands_again_with_a_note_sign_holds_no_names(tmp_path):
    data = f"{HEAD}North,6.1.1,2005,0%,\nplace,indicator,year,value*,unit\n,,2006,0%,\n"
    report, _, rows = copy_of(data.encode(), tmp_path)
    assert report.faults.set_index("kind").loc["line-of-text", "row"] == 3
    assert report.table["value"].tolist() == [0, 0]
    assert rows[1:] == [
        ["North", "6.1.1", "2005", "0", "%"],
        data.splitlines()[2].split(","),
        ["", "", "2006", "0", "%"],
    ]


@pytest.mark.parametrize("first", ["North,2018,5", "North,2018,5,7"])  # the second one cannot be read
def test_an_empty_row_may_end_the_name_above_it(first, tmp_path):
    data = f"place,year,value\n{first}\n,2019,6\n\n,2018,12\n,2019,13\n"
    report, _, rows = copy_of(data.encode(), tmp_path)
    assert "blank-row" not in safe_kinds(report)
    assert rows[3] == ["", "", ""]
    said = report.faults.set_index("kind").loc["blank-row", "repair"]
    assert said == "Delete the empty row, if the names above it are also those of the rows below it."


def test_an_empty_row_between_rows_with_all_names_is_deleted(tmp_path):
    _, _, rows = copy_of(b"place,year,value\nNorth,2018,5\n\nSouth,2018,6\n", tmp_path)
    assert rows[1:] == [["North", "2018", "5"], ["South", "2018", "6"]]


def test_a_percent_sign_does_not_become_the_unit_of_the_rows_below(tmp_path):
    data = f"{HEAD}A,6.1.1,2018,5,km\nA,6.1.1,2019,5%,\nA,6.1.1,2020,7,\n"
    _, _, rows = copy_of(data.encode(), tmp_path)
    assert rows[2:] == [["A", "6.1.1", "2019", "5%", ""], ["A", "6.1.1", "2020", "7", ""]]


def test_a_percent_sign_becomes_the_unit_where_each_row_below_has_its_own(tmp_path):
    data = f"{HEAD}A,6.1.1,2018,5,km\nA,6.1.1,2019,5%,\nA,6.1.1,2020,7%,\nA,6.1.1,2021,8,km\n"
    _, _, rows = copy_of(data.encode(), tmp_path)
    assert [row[3:] for row in rows[1:]] == [["5", "km"], ["5", "%"], ["7", "%"], ["8", "km"]]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (
            "place,2019,Unit,2020,Unit\nA,14,km,15,m\nB,3,,4,\n",
            "an empty cell may mean the unit above it. Write the unit of each figure into the column Unit, first in "
            "row 3",
        ),
        ("indicator,2018,2019\nNorth,,\n6.1.1,5,6\n", "row 2 has no figures and may be a title of the rows below it"),
    ],
)
def test_years_side_by_side_stay_where_a_row_means_another(data, why, tmp_path):
    report, _, rows = copy_of(data.encode(), tmp_path)
    assert "wide-table" not in safe_kinds(report)
    assert why in report.faults.set_index("kind").loc["wide-table", "repair"]
    assert rows == list(csv.reader(io.StringIO(data)))


def test_empty_rows_below_years_side_by_side_are_no_figures(tmp_path):
    _, _, rows = copy_of(b"place,2019,2020\nA,14,15\n,,\n,,\n", tmp_path)
    assert rows == [["place", "year", "value"], ["A", "2019", "14"], ["A", "2020", "15"]]


@pytest.mark.parametrize(
    "first",
    ["A,6.1.1,2006,0,%,\n", "A,6.1.1,2004,0,%,Total\n,,,,,\nA,6.1.1,2006,0,%,\n"],
    ids=["above the first name", "below an empty row"],
)
def test_a_row_whose_name_nobody_knows_makes_no_other_row_a_double(first, tmp_path):
    """A cell above the first name, or below an empty row, may be empty because the row has no group."""
    data = f"place,indicator,year,value,unit,sex\n{first}A,6.1.1,2005,0,%,Total\nA,6.1.1,2006,0,%,\n"
    data += "A,6.1.1,2007,0,%,\nA,6.1.1,2005,0,%,Female\nA,6.1.1,2006,0,%,\n"
    report, _, rows = copy_of(data.encode(), tmp_path)
    assert "duplicate-row" not in safe_kinds(report)
    assert [row[2] for row in rows[-5:]] == ["2005", "2006", "2007", "2005", "2006"]


def test_the_word_total_stays_where_the_column_is_one_of_places(tmp_path):
    _, _, rows = copy_of(b"Ward,Year,Homes\nNorth,2018,5\nSouth,2018,6\nTotal,2018,11\n", tmp_path)
    assert rows[-1] == ["Total", "2018", "11"]


def test_two_rows_of_headings_with_years_above_stay_as_they_are(tmp_path):
    data = "place,unit,2018,,2019,\n,,Value,Flag,Value,Flag\nA,,5%,,6%,b\nB,km,7,e,8,\nC,,1%,,2%,\n"
    _, _, rows = copy_of(data.encode(), tmp_path)
    assert rows == list(csv.reader(io.StringIO(data)))


def test_years_above_values_and_flags_keep_their_signs(tmp_path):
    data = ",,2018,,2019,\nplace,unit,Value,Flag,Value,Flag\nA,km,5,,6,b\nB,,7%,e,8%,\nC,,1,,2,\n"
    report, _, rows = copy_of(data.encode(), tmp_path)
    figures = report.table[["place", "year", "value", "Flag"]].to_numpy().tolist()
    assert figures[:3] == [["A", 2018, 5, ""], ["A", 2019, 6, "b"], ["B", 2018, 7, "e"]]
    assert rows == list(csv.reader(io.StringIO(data)))


@pytest.mark.parametrize("separator", ["|", ";", "\t"])
def test_more_footnotes_than_figures_do_not_hide_how_cells_are_separated(separator, tmp_path):
    row = separator.join(["Port Amani", "Waste, collected", "65,8", "2,5"])
    heading = separator.join(["GEO", "indicator", "2014", "2015"])
    notes = "* estimated, see the report\nb: break, see above\nSource: statistics office, 2016\n"
    report, _, rows = copy_of(f"{heading}\n{row}\n{notes}".encode(), tmp_path)
    assert report.table["value"].tolist() == [65.8, 2.5]
    assert rows[1][:2] == ["Port Amani", "Waste, collected"]


def test_a_table_under_years_that_stand_again_keeps_its_form(tmp_path):
    data = b"indicator,2005,2006\n,number,number\nindicator,2005,2006\nNorth,,\nindicator,2005,2006\n6.1.1,0,0\n"
    report, copy, rows = copy_of(data, tmp_path)
    assert "wide-table" not in safe_kinds(report)
    assert copy == data
    assert rows[-1] == ["6.1.1", "0", "0"]
