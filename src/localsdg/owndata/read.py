"""Reads a file as a table, whatever kind of file it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from localsdg.owndata.excel import read_other_spreadsheet, read_workbook
from localsdg.owndata.source import kind_of
from localsdg.owndata.text import read_text
from localsdg.owndata.words import refused

if TYPE_CHECKING:
    from localsdg.owndata.said import Said
    from localsdg.owndata.source import Progress, RawTable, Source


def read_file(
    source: Source,
    sheet: str | None = None,
    progress: Progress | None = None,
    encoding: str | None = None,
    said: Said | None = None,
) -> RawTable:
    """Read a file as a table.

    Raises:
        DataFileError: it cannot be read; the message says what it is and what to do.
    """
    if not source.size:
        raise refused("no_bytes", source.name)
    kind = kind_of(source)
    if kind in ("xlsx", "xls", "xlsb", "ods"):
        if encoding is not None:
            raise refused("encoding_of_spreadsheet", source.name)
        read = read_workbook if kind == "xlsx" else read_other_spreadsheet
        return read(source, sheet, progress, said)
    if kind != "text":
        raise refused(kind, source.name)
    if sheet is not None:
        raise refused("sheet_of_text", source.name)
    return read_text(source, progress, encoding=encoding, said=said)
