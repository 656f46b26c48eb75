"""The table of figures of a workbook: rows of text, each value as it was typed, in the same file.

A page keeps the table in a database of the browser (``widgets/kit/tables.js``); both follow the same vectors.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from localsdg.workbook.fields import canonical, units

if TYPE_CHECKING:
    from collections.abc import Iterable

COLUMNS = ("indicator", "component", "year", "value", "unit", "group", "area", "flag", "source")
MOST_FIGURES = 20_000
MOST_BYTES = 5_000_000  # of the whole file; a workbook of the whole course without a table has about a tenth of it

TOO_MANY = (
    "{file} has a table of {count} figures. A workbook can have at most 20,000. Nothing here has changed. "
    "Take fewer indicators, years or groups."
)
TOO_LARGE = (
    "{file} is too large for a workbook: it has more than 5 million bytes. Nothing here has changed. "
    "A table of figures may be too long: take fewer indicators, years or groups."
)

Figure = dict[str, str]


def together(tables: Iterable[list[Figure]]) -> list[Figure]:
    """Put tables together: the one table, if they are the same; else every different row, in a fixed order."""
    filled = [table for table in tables if table]
    if all(table == filled[0] for table in filled):
        return list(filled[0]) if filled else []
    rows = {canonical(row): row for table in filled for row in table}
    return [rows[text] for text in sorted(rows, key=units)]


def lines(figures: list[Figure]) -> str:
    """Return the table as it stands in a file: a row is one line."""
    rows = (f"  {json.dumps(row, ensure_ascii=False)}" for row in figures)
    return "[\n" + ",\n".join(rows) + "\n ]"
