"""Excel files: one sheet read cell by cell, as the person sees it."""

from __future__ import annotations

import datetime
import io
import itertools
import re
import warnings
import zipfile
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import numpy as np

from localsdg.owndata.errors import DataFileError
from localsdg.owndata.gather import gather
from localsdg.owndata.layout import UNKNOWN, find_layout
from localsdg.owndata.numbers import number_text
from localsdg.owndata.quick_sheet import quick_gather, quick_sheet, shows_number
from localsdg.owndata.source import Fact, RawTable, kind_of
from localsdg.owndata.spreadsheets import Sheet, choose_sheet, read_old_excel, read_open_document
from localsdg.owndata.words import refused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from localsdg.owndata.layout import Layout
    from localsdg.owndata.quick_sheet import QuickSheet
    from localsdg.owndata.said import Said
    from localsdg.owndata.source import Progress, Source


def cell_text(value: Any, number_format: str) -> str:
    """Return a cell as text: what the person sees, with all digits."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        if "%" in re.sub(r'"[^"]*"', "", number_format):
            return f"{number_text(round(value * 100, 10))}%"
        return number_text(float(value)) if isinstance(value, float) else str(value)
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat(" ")
    if isinstance(value, datetime.date):
        return value.isoformat()
    return str(value)


_BROKEN = (KeyError, ValueError, TypeError, AttributeError, zipfile.BadZipFile, OSError, EOFError, SyntaxError)


class _Sheet:
    """A sheet, its rows as texts, and what is seen in them."""

    def __init__(self, source: Source, name: str | None) -> None:

        self.source = source
        self.facts: list[Fact] = []
        self.program = "Excel"
        try:
            with source.open() as file, zipfile.ZipFile(file) as archive:
                sheets = {part: archive.read(part) for part in archive.namelist() if "/worksheets/" in part}
                parts = {part: archive.read(part) for part in _WORDS_AND_STYLES if part in archive.namelist()}
                found = _sheets_of(archive)
            self.has_formulas = any(b"<f" in text for text in sheets.values())  # no other element of cells begins so
            has_errors = any(b't="e"' in text for text in sheets.values())
            self.is_plain = not self.has_formulas and not has_errors and _is_plain(parts)
        except _BROKEN as error:
            raise refused("excel_closed", source.name) from error
        if not found:
            raise refused("only_charts", source.name)
        self.title, self.others, facts = choose_sheet(
            source, name, {each: state == "visible" for each, (state, _) in found.items()}
        )
        self.facts += [*facts, *_hidden(sheets.get(found[self.title][1].removeprefix("/"), b""))]
        self.merged: list[str] = []
        tails = [text[text.rfind(b"</sheetData>") :] for text in sheets.values()]
        if any(b"<mergeCell " in tail for tail in tails):  # only the slower way of opening knows them
            ranges = self._book(results=True, whole=True)[self.title].merged_cells.ranges
            self.merged = sorted(str(each) for each in ranges)

    def _book(self, *, results: bool, whole: bool = False) -> Any:
        from openpyxl import load_workbook

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and extensions, which do not touch the cells
            return load_workbook(io.BytesIO(self.source.read()), read_only=not whole, data_only=results)

    def _rows(self, *, results: bool) -> Iterator[tuple[Any, ...]]:
        sheet = self._book(results=results)[self.title]
        sheet.reset_dimensions()  # some programs write a wrong size
        yield from sheet.iter_rows()

    def values(self) -> Iterator[list[Any]] | None:
        """Return the rows as a reader gives them that does not know formats; None if one has to look closer."""
        import python_calamine as calamine

        if not self.is_plain or self.merged:
            return None
        try:
            book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(self.source.read()))
            sheet = book.get_sheet_by_name(self.title)
        except (calamine.CalamineError, ValueError, OSError):
            return None
        left = [""] * (sheet.start[1] if sheet.start else 0)
        return (left + row for row in sheet.iter_rows()) if left else iter(sheet.iter_rows())

    def records(self) -> Iterator[list[str]]:
        """Yield every row as texts; empty rows too, so that row numbers are right."""
        return self._full_records()

    def _full_records(self) -> Iterator[list[str]]:
        results = self._rows(results=True)
        formulas = self._rows(results=False) if self.has_formulas else itertools.repeat(())
        for number, (row, sources) in enumerate(zip(results, formulas, strict=False), start=1):
            cells = []
            for place, cell in enumerate(row):
                text = cell_text(cell.value, getattr(cell, "number_format", "") or "")
                formula = sources[place].value if place < len(sources) else None
                if not text and isinstance(formula, str) and formula.startswith("="):
                    self.facts.append(Fact("formula-without-value", number, str(place), formula))
                if isinstance(cell.value, str) and re.search(r"\d", text):
                    self.facts.append(Fact("text", number, str(place), text))
                cells.append(text)
            while cells and not cells[-1]:
                cells.pop()
            yield cells


def _hidden(text: bytes) -> list[Fact]:
    """Return the hidden rows and columns of a sheet."""
    if b' hidden="' not in text:
        return []
    facts = []
    hidden = rb'<%s [^>]*?hidden="(?:1|true)"[^>]*>'
    rows = [found[1] for tag in re.findall(hidden % b"row", text) if (found := re.search(rb' r="(\d+)"', tag))]
    if rows:
        facts.append(Fact("hidden-cells", int(rows[0]), "", str(len(rows)), "row"))
    spans = [
        (int(start[1]), min(int(end[1]), int(start[1]) + 99))
        for tag in re.findall(hidden % b"col", text)
        if (start := re.search(rb' min="(\d+)"', tag)) and (end := re.search(rb' max="(\d+)"', tag))
    ]
    if count := sum(end - start + 1 for start, end in spans):
        facts.append(Fact("hidden-cells", None, "", str(count), "column"))
    return facts


def _sheets_of(archive: zipfile.ZipFile) -> dict[str, tuple[str, str]]:
    """Return the sheets with cells: by title, whether each is visible, and the part of the file that holds it."""

    def entries(part: str, name: str) -> list[dict[str, str]]:
        root = ElementTree.fromstring(archive.read(part))
        found = [element for element in root.iter() if element.tag.rpartition("}")[2] == name]
        return [{key.rpartition("}")[2]: value for key, value in element.attrib.items()} for element in found]

    links = entries("xl/_rels/workbook.xml.rels", "Relationship")
    parts = {
        link["Id"]: link["Target"].removeprefix("/") if link["Target"].startswith("/") else f"xl/{link['Target']}"
        for link in links
        if link["Type"].endswith("/worksheet")
    }
    sheets = [sheet for sheet in entries("xl/workbook.xml", "sheet") if sheet.get("id") in parts]
    return {sheet["name"]: (sheet.get("state", "visible"), parts[sheet["id"]]) for sheet in sheets}


_WORDS_AND_STYLES = ("xl/styles.xml", "xl/sharedStrings.xml")
_PLAIN_FORMATS = frozenset(map(str, (0, 1, 2, 3, 4, 37, 38, 39, 40, 49)))  # of Excel's own; no per cent, no date


def _is_plain(parts: dict[str, bytes]) -> bool:
    """Say whether cells are shown as they are: no format for per cent, dates or the like, no letters in code."""
    styles = parts.get("xl/styles.xml", b"")
    formats = re.search(rb"<cellXfs.*?</cellXfs>", styles, re.DOTALL)
    used = set(re.findall(r'numFmtId="(\d+)"', formats[0].decode("utf-8", "replace"))) if formats else set()
    return used <= _PLAIN_FORMATS and b"_x" not in parts.get("xl/sharedStrings.xml", b"")


def _bounds(reference: str) -> tuple[int, int, int, int]:
    from openpyxl.utils.cell import range_boundaries

    left, top, right, bottom = range_boundaries(reference)
    return int(left or 1) - 1, int(top or 1), int(right or 1) - 1, int(bottom or 1)


def _unmerge(sheet: _Sheet | Sheet, records: list[list[str]], said: Said | None) -> None:
    """Write the text of merged cells into each of them, downwards only; the first rows are changed in place.

    A merged figure is left in its first cell: nobody can know whether it stands for each row or for all of them.
    """
    layout = find_layout(records[:200], said)
    figures = {*layout.figures, *(each.place for each in layout.beside), *layout.unclear}
    if layout.form == UNKNOWN:
        figures = set(range(len(layout.names)))
    for reference in sheet.merged:
        left, top, right, bottom = _bounds(reference)
        if top > len(records):
            continue
        text = records[top - 1][left] if left < len(records[top - 1]) else ""
        column = records[0][left] if records and left < len(records[0]) else ""
        heading = layout.header is not None and top <= layout.header + 1
        downwards = left == right and bottom > top and bool(text) and (heading or left not in figures)
        sheet.facts.append(
            Fact(
                "merged-cells",
                top,
                column,
                reference,
                "down" if downwards else "apart" if heading or left not in figures else "figure",
                {"text": text, "top": top, "bottom": bottom},
            )
        )
        if downwards:
            for row in range(top, min(bottom, len(records))):
                cells = records[row]
                cells += [""] * (left + 1 - len(cells))
                cells[left] = text


def read_workbook(
    source: Source, sheet: str | None = None, progress: Progress | None = None, said: Said | None = None
) -> RawTable:
    """Read one sheet: the one named, else the first one that is not hidden.

    Raises:
        DataFileError: the file is damaged, or has no such sheet or no table.
    """
    return _first_table(partial(_Sheet, source), sheet, source, progress, said)


def read_other_spreadsheet(
    source: Source, sheet: str | None = None, progress: Progress | None = None, said: Said | None = None
) -> RawTable:
    """Read one sheet of an .xls, .xlsb or .ods file.

    Raises:
        DataFileError: the file is damaged, or has no such sheet or no table.
    """
    read = read_open_document if kind_of(source) == "ods" else read_old_excel
    return _first_table(partial(read, source), sheet, source, progress, said)


_SHEETS_TRIED = 12
_FIRST = 200  # rows in which the heading is looked for


def _first_table(
    opened: Callable[[str | None], _Sheet | Sheet],
    name: str | None,
    source: Source,
    progress: Progress | None,
    said: Said | None,
) -> RawTable:
    """Read the sheet that is named, else the first one that is not hidden and holds a table that is understood."""
    first = opened(name)
    try:
        table = _read_sheet(first, source, progress, said)
    except DataFileError:
        if name is not None or not first.others:
            raise
        table = None
    if table is not None and (name is not None or _is_table(table)):
        return table
    for other in first.others[:_SHEETS_TRIED]:
        try:
            found = _read_sheet(opened(other), source, progress, said)
        except DataFileError:
            continue
        if _is_table(found):
            return found
        if table is None or _rows_filled(table) <= 1 < _rows_filled(found):
            table = found
    return table or _read_sheet(first, source, progress, said)


def _is_table(read: RawTable) -> bool:
    """Say whether a sheet is a table that is understood; one with a single row of figures may be a cover."""
    return read.layout.form != UNKNOWN and _rows_filled(read) > 1


def _rows_filled(read: RawTable) -> int:
    places = read.layout.value_columns or range(len(read.columns))
    return max((int((~read.columns[place].empty).sum()) for place in places), default=0)


def _read_sheet(chosen: _Sheet | Sheet, source: Source, progress: Progress | None, said: Said | None) -> RawTable:
    quick = quick_sheet(chosen.values(), _FIRST) if isinstance(chosen, _Sheet) else None
    if quick is not None:
        return _table_of(chosen, quick.head, quick, source, progress, said)
    try:
        records = list(chosen.records())
    except _BROKEN as error:
        raise refused("excel_closed", source.name) from error
    while records and not records[-1]:
        records.pop()
    if not records:
        raise refused("empty_sheet", source.name, sheet=chosen.title)
    _unmerge(chosen, records, said)
    width = max(map(len, records))
    return _table_of(
        chosen, [record + [""] * (width - len(record)) for record in records], None, source, progress, said
    )


def _table_of(
    chosen: _Sheet | Sheet,
    records: list[list[str]],
    quick: QuickSheet | None,
    source: Source,
    progress: Progress | None,
    said: Said | None,
) -> RawTable:
    """Return the table of a sheet: from its records, or from its values and the first of its records."""
    layout = find_layout(records[:_FIRST], said)
    before = 0 if layout.header is None else layout.header + 1
    if quick is None:
        cells = gather(iter(records[before:]), layout, before + 1, points=True)
    else:
        cells = quick_gather(quick, layout, before)
    facts = cells.facts
    if progress:
        progress(source.size, source.size)
    if not cells.count:
        facts.append(Fact("no-rows", None, "", ""))
    for fact in chosen.facts:
        if fact.kind == "text":
            place = int(fact.column)
            if (fact.row or 0) > before and place in layout.value_columns and shows_number(fact.found):
                facts.append(Fact("number-as-text", fact.row, layout.names[place], fact.found))
        elif fact.kind == "formula-without-value":
            facts.append(Fact(fact.kind, fact.row, _name(layout, int(fact.column)), fact.found))
        elif fact.kind == "merged-cells":
            left = _bounds(fact.found)[0]
            facts.append(replace(fact, column=_name(layout, left)))
        elif fact.kind == "number-formats":
            facts += _percent_formats(layout, records[before:])
        else:
            facts.append(fact)
    return RawTable(
        name=source.name,
        layout=layout,
        columns=cells.columns,
        rows=np.arange(before + 1, before + 1 + cells.count),
        above=records[: max(before - 1, 0)],
        unread=cells.unread,
        facts=facts,
        point_by_default=True,
        decimal=said.decimal if said else None,
        year=said.year if said else None,
        headings=said.headings if said else None,
        program=chosen.program,
        sheet=chosen.title,
    )


def _name(layout: Layout, place: int) -> str:
    """Return the name of a column; "" right of the table, where empty cells may be merged or hold formulas."""
    return layout.names[place] if place < len(layout.names) else ""


def _percent_formats(layout: Layout, records: list[list[str]]) -> list[Fact]:
    """Return columns that may show per cent: these forms do not tell which cells are shown so."""
    found = []
    for place in layout.value_columns:
        cells = [record[place] for record in records if place < len(record) and shows_number(record[place])]
        values = [float(cell) for cell in cells]
        if len(values) > 1 and all(0 <= value <= 1 for value in values) and any(value % 1 for value in values):
            found.append(Fact("percent-formats", None, layout.names[place], cells[0]))
    return found
