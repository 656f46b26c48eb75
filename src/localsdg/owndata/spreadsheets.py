"""Spreadsheets that are not .xlsx: the old Excel forms .xls and .xlsb, and OpenDocument's .ods."""

from __future__ import annotations

import datetime
import io
import re
import xml.etree.ElementTree as ElementTree
import zipfile
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from localsdg.owndata.numbers import number_text
from localsdg.owndata.source import Fact
from localsdg.owndata.words import refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from localsdg.owndata.errors import DataFileError
    from localsdg.owndata.source import Source

_MOST_COLUMNS, _MOST_ROWS = 16_384, 1_100_000
_LARGEST = 1 << 30  # bytes of the unpacked content of a file


@dataclass
class Sheet:
    """A sheet as texts.

    Attributes:
        title: its name.
        program: the kind of file in a few words.
        rows: its rows, empty ones too, so that row numbers are right.
        merged: merged cells, as A1:B2.
        facts: what was seen while reading.
        others: the other sheets that are not hidden.
    """

    title: str
    program: str
    rows: list[list[str]]
    merged: list[str] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    others: list[str] = field(default_factory=list)

    def records(self) -> Iterator[list[str]]:
        """Yield every row as texts."""
        yield from self.rows


def choose_sheet(source: Source, name: str | None, visible: dict[str, bool]) -> tuple[str, list[str], list[Fact]]:
    """Return the sheet that is read, the others that are not hidden, and what has to be said of them.

    Raises:
        DataFileError: there is no such sheet.
    """
    facts = [Fact("hidden-sheet", None, "", each) for each, shown in visible.items() if not shown]
    if name is not None and name not in visible:
        raise refused("no_such_sheet", source.name, sheet=name, sheets=", ".join(visible))
    title = name if name is not None else next((each for each, shown in visible.items() if shown), next(iter(visible)))
    others = [each for each, shown in visible.items() if shown and each != title]
    if others:
        facts.append(Fact("other-sheets", None, "", ", ".join(others), title))
    return title, others, facts


def _text(value: Any) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return number_text(float(value)) if isinstance(value, float) else str(value)
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat(" ")
    return value.isoformat() if isinstance(value, datetime.date) else str(value)


def read_old_excel(source: Source, name: str | None) -> Sheet:
    """Read a sheet of an .xls or .xlsb file.

    Raises:
        DataFileError: the file is damaged, or has no such sheet.
    """
    import python_calamine as calamine

    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(source.read()))
        tables = [each for each in book.sheets_metadata if each.typ == calamine.SheetTypeEnum.WorkSheet]
        visible = {each.name: each.visible == calamine.SheetVisibleEnum.Visible for each in tables}
    except (calamine.CalamineError, ValueError, OSError) as error:
        raise _damaged(source) from error
    if not visible:
        raise refused("no_sheet", source.name)
    title, others, facts = choose_sheet(source, name, visible)
    try:
        sheet = book.get_sheet_by_name(title)
        rows = [_without_tail([_text(value) for value in row]) for row in sheet.to_python(skip_empty_area=False)]
        ranges = sheet.merged_cell_ranges or []
    except (calamine.CalamineError, ValueError, OSError) as error:
        raise _damaged(source) from error
    merged = [f"{_cell(*start)}:{_cell(*end)}" for start, end in ranges]
    facts.append(Fact("number-formats", None, "", title))
    return Sheet(title, "Excel", rows, merged, facts, others)


def _cell(row: int, column: int) -> str:
    from openpyxl.utils import get_column_letter

    return f"{get_column_letter(column + 1)}{row + 1}"


def _damaged(source: Source) -> DataFileError:
    return refused("spreadsheet_closed", source.name)


def _without_tail(cells: list[str]) -> list[str]:
    while cells and not cells[-1]:
        cells.pop()
    return cells


# ---- OpenDocument

_NAMES = {
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
}


def _name(short: str) -> str:
    space, name = short.split(":")
    return f"{{{_NAMES[space]}}}{name}"


def read_open_document(source: Source, name: str | None) -> Sheet:
    """Read a sheet of an .ods file, with its hidden rows and columns, percentages and merged cells.

    Raises:
        DataFileError: the file is damaged, locked by a password, too large, or has no such sheet.
    """
    try:
        with source.open() as file, zipfile.ZipFile(file) as archive:
            if archive.getinfo("content.xml").file_size > _LARGEST:
                raise refused("spreadsheet_large", source.name)
            if b"encryption-data" in archive.read("META-INF/manifest.xml"):
                raise refused("locked", source.name)
            content = archive.read("content.xml")
        if b"<!DOCTYPE" in content[:2000] or b"<!ENTITY" in content[:2000]:
            raise _damaged(source)
        root = ElementTree.fromstring(content)
    except (KeyError, ElementTree.ParseError, zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError) as error:
        raise _damaged(source) from error
    hidden_styles = {
        style.get(_name("style:name"))
        for style in root.iter(_name("style:style"))
        for properties in style.iter(_name("style:table-properties"))
        if properties.get(_name("table:display")) == "false"
    }
    tables = {table.get(_name("table:name"), ""): table for table in root.iter(_name("table:table"))}
    tables = {title: table for title, table in tables.items() if not title.startswith("'file:")}  # copies of others
    if not tables:
        raise refused("no_sheet", source.name)
    visible = {title: table.get(_name("table:style-name")) not in hidden_styles for title, table in tables.items()}
    title, others, facts = choose_sheet(source, name, visible)
    sheet = _open_document_sheet(title, tables[title], facts)
    sheet.others = others
    return sheet


def _repeated(element: ElementTree.Element, what: str, most: int) -> int:
    try:
        return min(int(element.get(_name(f"table:number-{what}-repeated"), "1")), most)
    except ValueError:
        return 1


def _open_document_sheet(title: str, table: ElementTree.Element, facts: list[Fact]) -> Sheet:
    sheet = Sheet(title, "OpenDocument", [], facts=facts)
    hidden: list[int] = []
    for element in table.iter(_name("table:table-row")):
        cells, spans = _open_document_row(element)
        times = _repeated(element, "rows", _MOST_ROWS)
        row = len(sheet.rows)
        if cells and element.get(_name("table:visibility")) in ("collapse", "filter"):
            hidden += range(row + 1, row + 1 + min(times, 1000))
        for column, down, right in spans:
            sheet.merged.append(f"{_cell(row, column)}:{_cell(row + down - 1, column + right - 1)}")
        if not cells and times > 1000:
            break  # empty to the end of the sheet
        sheet.rows += [list(cells) for _ in range(min(times, _MOST_ROWS - row))]
    if hidden:
        facts.append(Fact("hidden-cells", hidden[0], "", str(len(hidden)), "row"))
    columns = [
        column
        for column in table.iter(_name("table:table-column"))
        if column.get(_name("table:visibility")) in ("collapse", "filter")
    ]
    count = sum(_repeated(column, "columns", 100) for column in columns)
    if count:
        facts.append(Fact("hidden-cells", None, "", str(count), "column"))
    return sheet


def _open_document_row(element: ElementTree.Element) -> tuple[list[str], list[tuple[int, int, int]]]:
    cells: list[str] = []
    spans: list[tuple[int, int, int]] = []
    for cell in element:
        if cell.tag not in (_name("table:table-cell"), _name("table:covered-table-cell")):
            continue
        down = int(cell.get(_name("table:number-rows-spanned"), "1"))
        right = int(cell.get(_name("table:number-columns-spanned"), "1"))
        if down * right > 1:
            spans.append((len(cells), down, right))
        text = "" if cell.tag == _name("table:covered-table-cell") else _open_document_text(cell)
        cells += [text] * min(_repeated(cell, "columns", _MOST_COLUMNS), _MOST_COLUMNS - len(cells))
    return _without_tail(cells), spans


def _open_document_text(cell: ElementTree.Element) -> str:
    kind, value = cell.get(_name("office:value-type"), ""), cell.get(_name("office:value"), "")
    if kind in ("float", "currency") and value:
        return number_text(float(value)) if re.search(r"[.eE]", value) else value
    if kind == "percentage" and value:
        return f"{number_text(round(float(value) * 100, 10))}%"
    if kind == "date":
        return cell.get(_name("office:date-value"), "").replace("T00:00:00", "").replace("T", " ")
    return "\n".join("".join(_open_document_words(part)) for part in cell.findall(_name("text:p")))


def _open_document_words(part: ElementTree.Element) -> Iterator[str]:
    """Yield the text of a paragraph: several spaces, tabs and line ends are elements of their own."""
    yield part.text or ""
    for child in part:
        if child.tag == _name("text:s"):
            yield " " * int(child.get(_name("text:c"), "1"))
        elif child.tag in (_name("text:tab"), _name("text:line-break")):
            yield "\t" if child.tag == _name("text:tab") else "\n"
        else:
            yield from _open_document_words(child)
        yield child.tail or ""
