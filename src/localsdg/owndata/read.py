"""Reads a file as a table, whatever kind of file it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from localsdg.owndata.errors import DataFileError
from localsdg.owndata.excel import read_other_spreadsheet, read_workbook
from localsdg.owndata.source import kind_of, refusal
from localsdg.owndata.text import read_text

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
        raise DataFileError(f"{source.name or 'This'} is empty: it has no bytes. Check that it was saved.")
    kind = kind_of(source)
    if kind in ("xlsx", "xls", "xlsb", "ods"):
        if encoding is not None:
            raise DataFileError(
                f"{source.name or 'This'} is a spreadsheet, which says itself how its letters are "
                "written. Leave out the encoding."
            )
        read = read_workbook if kind == "xlsx" else read_other_spreadsheet
        return read(source, sheet, progress, said)
    if kind != "text":
        raise refusal(source, kind)
    if sheet is not None:
        raise DataFileError(f"{source.name or 'This'} is a text file: it has no sheets. Leave out the name of a sheet.")
    return read_text(source, progress, encoding=encoding, said=said)
