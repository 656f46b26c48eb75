"""A sheet without formats, formulas and merged cells, read column by column: numbers stay numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from localsdg.core.typed_numbers import ascii_digits
from localsdg.owndata.columns import PLAIN_NUMBER, Column, ColumnBuilder, with_plain_numbers
from localsdg.owndata.numbers import number_text, tidy_spaces
from localsdg.owndata.source import Fact, Gathered

if TYPE_CHECKING:
    from collections.abc import Sequence

    from localsdg.owndata.columns import Floats
    from localsdg.owndata.layout import Layout

_EXACT = 2.0**53  # larger whole numbers lose digits
_TINY = 1e-4  # smaller numbers are written with a power of ten, and read as people write them
_KNOWN = {str, float, int, bool}


@dataclass(frozen=True)
class QuickSheet:
    """The cells of a sheet, without empty rows at its end and empty columns at its right."""

    count: int
    columns: list[tuple[Any, ...]]

    def first(self, rows: int) -> list[list[str]]:
        """Return the first rows as texts."""
        return [list(map(_text, cells)) for cells in zip(*(column[:rows] for column in self.columns), strict=True)]


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).upper()
    return str(int(value)) if value == int(value) else number_text(value)


def _is_number(kind: type) -> bool:
    return kind is float or kind is int


def quick_sheet(rows: list[list[Any]] | None) -> QuickSheet | None:
    """Return a sheet by its columns; None if it has no cells, or holds some that need a closer look."""
    while rows and not any(cell != "" for cell in rows[-1]):
        rows.pop()
    if not rows or not rows[0]:
        return None
    columns = list(zip(*rows, strict=True))
    while columns and set(columns[-1]) == {""}:
        columns.pop()
    for column in columns:
        kinds = set(map(type, column))
        if not kinds <= _KNOWN:
            return None
        if any(map(_is_number, kinds)):
            numbers = np.array([cell for cell in column if _is_number(type(cell))], dtype=float)
            if not (np.abs(numbers) < _EXACT).all():
                return None
    return QuickSheet(len(rows), columns)


def quick_gather(sheet: QuickSheet, layout: Layout, before: int) -> Gathered:
    """Return the columns below the heading.

    Args:
        sheet: the sheet.
        layout: what its columns are.
        before: how many rows stand above the data.
    """
    facts: list[Fact] = []
    columns = []
    for place, name in enumerate(layout.names):
        cells = sheet.columns[place][before:]
        if place in layout.figures:
            column, texts = _figures(name, cells)
            if texts is not None:
                facts += _numbers_as_text(name, texts, before)
        else:
            column = _words(name, cells)
        columns.append(column)
    return Gathered(columns, sheet.count - before, facts=facts)


def _words(name: str, cells: Sequence[Any]) -> Column:
    builder = ColumnBuilder(name)
    if cells and all(map(_is_number, set(map(type, cells)))):
        codes, distinct = pd.factorize(np.array(cells, dtype=float) + 0.0)  # no minus before zero
        builder.add_coded(codes, map(_text, distinct.tolist()))
    else:
        builder.add([cell if type(cell) is str else _text(cell) for cell in cells])
    return builder.column()


def _figures(name: str, cells: Sequence[Any]) -> tuple[Column, Column | None]:
    """Return a column of figures, and its cells that are texts, at their places; None if there are none."""
    is_number = np.array([_is_number(type(cell)) for cell in cells], dtype=bool)
    numbers: Floats = np.full(len(cells), np.nan)
    numbers[is_number] = np.array([cell for cell in cells if _is_number(type(cell))], dtype=float) + 0.0
    for place in np.flatnonzero((np.abs(numbers) < _TINY) & (numbers != 0)):
        numbers[place] = float(number_text(numbers[place]))
    codes = np.full(len(cells), PLAIN_NUMBER, dtype=np.int32)
    if is_number.all() and len(cells):
        return Column(name, codes, np.empty(0, dtype=object), numbers), None
    builder = ColumnBuilder(name)
    builder.add([cell if type(cell) is str else _text(cell) for cell in cells if not _is_number(type(cell))])
    texts = builder.column()
    codes[~is_number] = texts.codes
    placed = Column(name, codes, texts.words)
    plain = with_plain_numbers(texts, points=True)
    codes = codes.copy()
    codes[~is_number] = plain.codes
    if plain.numbers is not None:
        numbers[~is_number] = plain.numbers
    known = plain.numbers is not None or bool(is_number.any())
    return Column(name, codes, plain.words, numbers if known else None), placed


def _numbers_as_text(name: str, texts: Column, before: int) -> list[Fact]:
    shown = np.array([*(shows_number(word) for word in texts.words), False], dtype=bool)
    rows = np.flatnonzero(shown[texts.codes])
    return [
        Fact("number-as-text", int(row) + before + 1, name, str(text))
        for row, text in zip(rows, texts.texts(rows), strict=True)
    ]


def shows_number(text: str) -> bool:
    """Say whether a text is a number as people write it."""
    return bool(re.fullmatch(r"[+-]?\d+(?:\.\d+)?", ascii_digits(tidy_spaces(text))))
