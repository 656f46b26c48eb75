"""Tables that a notebook shows: a caption that says what and from where, and headings a screen reader can use."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from localsdg.core.html import render

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd


def _text(value: Any, digits: int | None) -> str:
    if value is None or value != value:  # NaN is the one value that differs from itself
        return "–"
    if isinstance(value, str):
        return value
    return f"{value:,.{digits or 0}f}".replace("-", "\N{MINUS SIGN}")


@dataclass(frozen=True, repr=False)
class CaptionedTable:
    """A DataFrame to be read by people: ``CaptionedTable(table, "Growth a year, %", digits={"people": 2})``.

    Attributes:
        table: columns become headings as they are named; the index is not shown.
        caption: what the table holds, with units and source.
        digits: decimals by column; 0 where nothing is said.
    """

    table: pd.DataFrame
    caption: str
    digits: Mapping[str, int] = field(default_factory=dict)

    def _cells(self) -> list[list[str]]:
        columns = list(self.table.columns)
        return [
            [_text(value, self.digits.get(column)) for column, value in zip(columns, row, strict=True)]
            for row in self.table.itertuples(index=False)
        ]

    def _words(self, column: str) -> bool:
        """Return whether a column holds words; its cells may be missing."""
        return all(isinstance(value, str) for value in self.table[column].dropna())

    def _repr_html_(self) -> str:
        # Numbers stand at the end of their column, below each other; words at its start.
        columns = [(str(column), self._words(column)) for column in self.table.columns]
        return render("course", "table.html", caption=self.caption, columns=columns, rows=self._cells())

    def __repr__(self) -> str:
        rows = [[str(column) for column in self.table.columns], *self._cells()]
        widths = [max(len(row[index]) for row in rows) for index in range(len(rows[0]))]
        lines = ["  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True)) for row in rows]
        return "\n".join([self.caption, *lines])
