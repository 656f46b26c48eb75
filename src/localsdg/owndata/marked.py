"""The faults as a workbook: a list of them, and the table with the cells marked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pandas as pd

from localsdg.owndata.faults import CHECKS
from localsdg.owndata.words import report_words

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from localsdg.owndata.source import RawTable

_COLOURS = {"error": "F4B6B6", "warning": "FBE3A1", "note": "D6E6F5"}
_MOST = 200_000  # rows of a sheet; a list of more faults is for .csv


def write_marked(
    path: Path, raw: RawTable, cells: pd.DataFrame, faults: pd.DataFrame, items: list[dict[str, Any]]
) -> None:
    """Write a workbook with the faults in groups, the table in which their cells are coloured, and every fault.

    Args:
        path: where to write.
        raw: the table as it was read.
        cells: its cells as texts; the index holds the row numbers.
        faults: the faults.
        items: their groups, the worst first.
    """
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    said = report_words()
    grouped = _sheet(book, said["faults_sheet"], said["item_headings"], (10, 36, 36, 10, 110))
    for item in items:
        texts = [said["severities"][item["severity"]], item["title"], item["columns"], item["count"]]
        texts.append("\n".join(item["examples"]))
        colour = _COLOURS[item["severity"]]
        grouped.append([_cell(grouped, text, colour if n == 0 else "", wrap=True) for n, text in enumerate(texts)])
    _write_table(book.create_sheet(_title(said["table_sheet"])), raw, cells, faults)
    listed = _sheet(book, said["every_sheet"], said["list_headings"], (10, 36, 8, 30, 40, 50, 80))
    for fault in faults.head(_MOST).to_dict("records"):
        row = "" if pd.isna(fault["row"]) else int(fault["row"])
        words = [fault[name] for name in ("column", "found", "expected", "repair")]
        texts = [said["severities"][fault["severity"]], CHECKS[fault["kind"]].title, row, *words]
        listed.append(
            [_cell(listed, text, _COLOURS[fault["severity"]] if n == 0 else "") for n, text in enumerate(texts)]
        )
    book.save(path)


def _sheet(book: Any, title: str, headings: list[str], widths: tuple[int, ...]) -> Any:
    """Return a new sheet whose headings stay in sight, with columns as wide as their texts need."""
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(_title(title))
    sheet.freeze_panes = "A2"
    for place, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.append([_cell(sheet, heading, "", bold=True) for heading in headings])
    return sheet


def _write_table(table: Any, raw: RawTable, cells: pd.DataFrame, faults: pd.DataFrame) -> None:
    marks: dict[tuple[int, str], str] = {}
    for fault in faults[faults["row"].notna()][::-1].to_dict("records"):  # the worst come first, and stay
        marks[int(fault["row"]), str(fault["column"])] = _COLOURS[fault["severity"]]
    rows: list[tuple[int, list[str]]] = list(enumerate(raw.above, start=1))
    if raw.layout.header is not None:
        rows.append((len(raw.above) + 1, list(raw.layout.headings)))
    names = list(raw.layout.names)
    for number, record in rows:
        table.append(_marked(table, record, names, number, marks))
    for row_number, *record in cells.head(_MOST).itertuples(name=None):
        table.append(_marked(table, raw.unread.get(int(row_number), record), names, int(row_number), marks))


def _title(text: str) -> str:
    return re.sub(r"[][:*?/\\]", "", text)  # which no sheet may have in its name


def _marked(sheet: Any, record: list[str], names: list[str], row: int, marks: dict[tuple[int, str], str]) -> list[Any]:
    whole = marks.get((row, ""), "")
    named = [*names, *[""] * (len(record) - len(names))]
    return [_cell(sheet, cell, marks.get((row, name), whole)) for cell, name in zip(record, named, strict=False)]


def _cell(sheet: Any, value: str | int, colour: str, *, bold: bool = False, wrap: bool = False) -> Any:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.styles import Alignment, Font, PatternFill

    clean = ILLEGAL_CHARACTERS_RE.sub("", value) if isinstance(value, str) else value
    cell = WriteOnlyCell(sheet, clean)
    if isinstance(value, str):
        cell.data_type = "s"  # a text that begins with = is no formula of ours
    if bold:
        cell.font = Font(bold=True)
    if wrap:
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    if colour:
        cell.fill = PatternFill("solid", fgColor=colour)
    return cell
