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


def write_marked(path: Path, raw: RawTable, cells: pd.DataFrame, faults: pd.DataFrame) -> None:
    """Write a workbook with the faults, and with the table in which their cells are coloured.

    Args:
        path: where to write.
        raw: the table as it was read.
        cells: its cells as texts; the index holds the row numbers.
        faults: the faults.
    """
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    said = report_words()
    listed = book.create_sheet(_title(said["faults_sheet"]))
    listed.append(list(said["list_headings"]))
    for fault in faults.head(_MOST).to_dict("records"):
        row = "" if pd.isna(fault["row"]) else int(fault["row"])
        words = [fault[name] for name in ("column", "found", "expected", "repair")]
        texts = [said["severities"][fault["severity"]], CHECKS[fault["kind"]].title, row, *words]
        listed.append(
            [_cell(listed, text, _COLOURS[fault["severity"]] if n == 0 else "") for n, text in enumerate(texts)]
        )
    table = book.create_sheet(_title(said["table_sheet"]))
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
    book.save(path)


def _title(text: str) -> str:
    return re.sub(r"[][:*?/\\]", "", text)  # which no sheet may have in its name


def _marked(sheet: Any, record: list[str], names: list[str], row: int, marks: dict[tuple[int, str], str]) -> list[Any]:
    whole = marks.get((row, ""), "")
    named = [*names, *[""] * (len(record) - len(names))]
    return [_cell(sheet, cell, marks.get((row, name), whole)) for cell, name in zip(record, named, strict=False)]


def _cell(sheet: Any, value: str | int, colour: str) -> Any:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.styles import PatternFill

    clean = ILLEGAL_CHARACTERS_RE.sub("", value) if isinstance(value, str) else value
    cell = WriteOnlyCell(sheet, clean)
    if isinstance(value, str):
        cell.data_type = "s"  # a text that begins with = is no formula of ours
    if colour:
        cell.fill = PatternFill("solid", fgColor=colour)
    return cell
