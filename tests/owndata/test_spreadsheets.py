"""Spreadsheets of every kind, and zip archives with one table."""

import io
import struct
import zipfile
from pathlib import Path

import openpyxl
import pytest

from localsdg.owndata import DataFileError, check_data

FOLDER = Path(__file__).parents[1] / "fixtures" / "tables"
SPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"'
    for short in ("office", "table", "text", "style")
)
ROWS = [["District", "People 2023", "Share 2023 (%)"], ["North", 12345, 43.5], ["South", 16543, 56.5]]


def ods(rows, *, extra=""):
    content = f"""<?xml version="1.0"?><office:document-content {SPACES}><office:automatic-styles>
    <style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style>
    </office:automatic-styles><office:body><office:spreadsheet>
    <table:table table:name="Districts">{extra}{rows}
    <table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/>
    </table:table-row></table:table>
    <table:table table:name="Old" table:style-name="ta2"><table:table-row><table:table-cell/></table:table-row>
    </table:table></office:spreadsheet></office:body></office:document-content>"""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", content)
    return file.getvalue()


def word(text):
    return f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'


def number(value, kind="float", shown=""):
    cell = f'<table:table-cell office:value-type="{kind}" office:value="{value}">'
    return f"{cell}<text:p>{shown}</text:p></table:table-cell>"


def row(*cells, style=""):
    return f"<table:table-row {style}>{''.join(cells)}</table:table-row>"


def test_open_document_with_percentages_hidden_rows_and_a_hidden_sheet():
    rows = (
        row(word("District"), word("People 2023"), word("Share 2023"))
        + row(word("North"), number(12345, shown="12.345"), number(0.435, "percentage", "44%"))
        + row(word("South"), number("16543.0"), number(0.565, "percentage", "57%"), style='table:visibility="collapse"')
    )
    report = check_data(ods(rows, extra='<table:table-column table:visibility="collapse"/>'))
    assert report.described == "OpenDocument, sheet \u201cDistricts\u201d"
    assert report.table["value"].tolist() == [12345, 43.5, 16543, 56.5]
    assert report.table["unit"].tolist() == ["", "%", "", "%"]
    assert report.table["year"].tolist() == [2023] * 4
    hidden = report.faults[report.faults["kind"] == "hidden-cells"]["found"].tolist()
    assert sorted(hidden) == ["1 hidden column", "1 hidden row"]
    assert "hidden-sheet" in set(report.faults["kind"])


def test_an_old_workbook():
    report = check_data(FOLDER / "districts.xls", year=2023)
    assert report.table[["place", "indicator", "value"]].to_numpy().tolist() == [
        ["Nord", "Einwohner", 12345],
        ["Nord", "Anteil", 0.43],
        ["S\u00fcd", "Einwohner", 16543],
        ["S\u00fcd", "Anteil", 0.57],
    ]
    with pytest.raises(DataFileError, match=r"no sheet .Other. in districts.xls. There are: Stadtteile, Notes, Old"):
        check_data(FOLDER / "districts.xls", sheet="Other")


def workbook(change=None):
    book = openpyxl.Workbook()
    sheet = book.active
    for cells in ROWS:
        sheet.append(cells)
    if change:
        change(book, sheet)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def test_hidden_rows_and_columns_of_a_workbook():
    def hide(book, sheet):
        sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions["C"].hidden = True

    report = check_data(workbook(hide))
    hidden = report.faults[report.faults["kind"] == "hidden-cells"]
    assert sorted(hidden["found"]) == ["1 hidden column", "1 hidden row"]
    assert hidden["row"].dropna().tolist() == [3]
    assert len(report.table) == 4


def test_a_cover_before_the_table_is_passed_over():
    def cover(book, sheet):
        first, notes = book.create_sheet("About", 0), book.create_sheet("Notes")
        first.append(["Statistics of the districts"])
        first.append(["Published by the statistics office"])
        first.append([])
        first.append(["Year", "Month", "Number of the office"])
        first.append([2014, 12, 70892156])
        for words in (["Term", "Meaning"], ["Flat", "A home in a house"], ["Home", "A flat or a house"]):
            notes.append(words)

    report = check_data(workbook(cover))
    assert report.described == "Excel, sheet \u201cSheet\u201d"
    assert report.understood.startswith("Understood: the sheet \u201cSheet\u201d; ")
    words = check_data(workbook(cover), sheet="Notes").understood
    assert words.startswith("Not understood: ") and words.endswith(" This is said of the sheet \u201cNotes\u201d.")
    assert report.faults.set_index("kind").loc["other-sheets", "found"] == "other sheets: About, Notes"
    assert len(report.table) == 4


def archive(**files):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        for name, data in files.items():
            made.writestr(name.replace("__", "."), data)
    return file.getvalue()


def test_a_zip_archive_with_one_table(tmp_path):
    csv = b"District,People 2023\nNorth,5\nSouth,6\n"
    report = check_data(archive(data__csv=csv, Metadata_data__csv=b"a,b\n", readme__txt=b"words"))
    assert report.table["value"].tolist() == [5, 6]
    path = tmp_path / "copy.csv"
    report.write_repaired(path)
    assert path.read_bytes() == csv
    assert len(check_data(archive(data__xlsx=workbook())).table) == 4
    with pytest.raises(DataFileError, match=r"2 tables: a.csv, b.csv. Unpack it and check one"):
        check_data(archive(a__csv=csv, b__csv=csv))
    with pytest.raises(DataFileError, match="no table"):
        check_data(archive(picture__png=b"x"))


def test_damaged_spreadsheets_are_refused():
    whole = ods(row(word("District")))
    for data in (whole[: len(whole) // 2], (FOLDER / "districts.xls").read_bytes()[:1500]):
        with pytest.raises(DataFileError, match="not saved or copied to its end"):
            check_data(data)


def binary_record(kind, data=b""):
    number = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size = bytes([len(data)]) if len(data) < 128 else bytes([len(data) & 0x7F | 0x80, len(data) >> 7])
    return number + size + data


def wide_text(text):
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def binary_workbook(rows):
    """Write a workbook of Excel's binary form (.xlsb) with one sheet, by the records of its published description."""
    bundle = struct.pack("<II", 0, 1) + wide_text("rId1") + wide_text("Districts")
    book = (
        binary_record(131) + binary_record(143) + binary_record(156, bundle) + binary_record(144) + binary_record(132)
    )
    size = struct.pack("<IIII", 0, len(rows) - 1, 0, len(rows[0]) - 1)
    sheet = binary_record(129) + binary_record(148, size) + binary_record(145)
    for number, row in enumerate(rows):
        sheet += binary_record(0, struct.pack("<IIHHBI", number, 0, 300, 0, 0, 0))
        for place, cell in enumerate(row):
            head = struct.pack("<II", place, 0)
            if isinstance(cell, str):
                sheet += binary_record(6, head + wide_text(cell))
            else:
                sheet += binary_record(5, head + struct.pack("<d", cell))
    sheet += binary_record(146) + binary_record(130)
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
    links = (
        '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{kind}" Target="worksheets/sheet1.bin"/></Relationships>'
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        made.writestr("xl/workbook.bin", book)
        made.writestr("xl/_rels/workbook.bin.rels", links)
        made.writestr("xl/worksheets/sheet1.bin", sheet)
    return file.getvalue()


def test_a_binary_workbook():
    report = check_data(binary_workbook(ROWS))
    assert report.table[["place", "indicator", "year", "value", "unit"]].to_numpy().tolist() == [
        ["North", "People", 2023, 12345, ""],
        ["North", "Share", 2023, 43.5, "%"],
        ["South", "People", 2023, 16543, ""],
        ["South", "Share", 2023, 56.5, "%"],
    ]
    assert "Districts" in report.described
