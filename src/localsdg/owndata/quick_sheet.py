"""A sheet without formats, formulas and merged cells: its rows become columns some at a time, numbers stay numbers."""

from __future__ import annotations

import itertools
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
    from collections.abc import Iterable

    from localsdg.owndata.columns import Floats
    from localsdg.owndata.layout import Layout

_EXACT = 2.0**53  # larger whole numbers lose digits
_TINY = 1e-4  # smaller numbers are written with a power of ten, and read as people write them
_KNOWN = frozenset({str, float, int, bool})
_NUMBERS = frozenset({float, int})
_ROWS = 1000  # at a time: then their cells are still at hand when they are looked at again


@dataclass(frozen=True)
class QuickSheet:
    """The cells of a sheet, without empty rows at its end and empty columns at its right.

    Attributes:
        count: how many rows it has.
        columns: its columns from the first row on, with its numbers apart.
        head: its first rows as texts.
    """

    count: int
    columns: list[Column]
    head: list[list[str]]


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).upper()
    return str(int(value)) if value == int(value) else number_text(value)


def quick_sheet(rows: Iterable[list[Any]] | None, head: int) -> QuickSheet | None:
    """Return a sheet by its columns; None if it has no cells, or holds some that need a closer look.

    Args:
        rows: all rows, of the same length; None if they need a closer look.
        head: how many first rows are also kept as texts.
    """
    source = iter(rows or ())
    builders: list[ColumnBuilder] = []
    first: list[list[str]] = []
    count = seen = 0
    while chunk := list(itertools.islice(source, _ROWS)):
        builders = builders or [ColumnBuilder("") for _ in chunk[0]]
        for builder, cells in zip(builders, zip(*chunk, strict=True), strict=True):
            if not _add(builder, cells):
                return None
        first += [list(map(_text, row)) for row in chunk[: max(head - len(first), 0)]]
        filled = next((len(chunk) - place for place, row in enumerate(reversed(chunk)) if row.count("") < len(row)), 0)
        count = seen + filled if filled else count
        seen += len(chunk)
    columns = [builder.column() for builder in builders]
    while columns and columns[-1].numbers is None and list(columns[-1].words) == [""]:
        columns.pop()
    if not count or not columns:
        return None
    return QuickSheet(count, columns, [row[: len(columns)] for row in first[:count]])


def _add(builder: ColumnBuilder, cells: tuple[Any, ...]) -> bool:
    """Add some cells to a column; return whether all of them are of kinds that are exact."""
    kinds = set(map(type, cells))
    if not kinds <= _KNOWN:
        return False
    if kinds == {str}:
        builder.add(cells)
        return True
    others = [] if kinds <= _NUMBERS else [place for place, cell in enumerate(cells) if type(cell) not in _NUMBERS]
    texts = [_text(cells[place]) for place in others]
    if others:
        cells = tuple(cell if type(cell) in _NUMBERS else 1 for cell in cells)
    numbers: Floats = np.array(cells, dtype=float) + 0.0  # no minus before zero
    sizes = np.abs(numbers)
    if not (sizes < _EXACT).all():
        return False
    for place in np.flatnonzero((sizes < _TINY) & (sizes != 0)):
        numbers[place] = float(number_text(numbers[place]))
    numbers[others] = np.nan
    builder.add_mixed(numbers, others, texts)
    return True


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
        column = _below(sheet.columns[place], name, slice(before, sheet.count))
        if place in layout.figures:
            facts += _numbers_as_text(column, before)
            columns.append(with_plain_numbers(column, points=True))
        else:
            columns.append(_in_words(column))
    return Gathered(columns, sheet.count - before, facts=facts)


def _below(column: Column, name: str, rows: slice) -> Column:
    """Return some rows of a column, with the words that stand there, in the order in which they appear."""
    numbers = None if column.numbers is None else column.numbers[rows]
    codes, used = pd.factorize(np.where(column.codes[rows] == PLAIN_NUMBER, len(column.words), column.codes[rows]))
    is_plain = used == len(column.words)
    kept = np.where(is_plain, PLAIN_NUMBER, np.cumsum(~is_plain) - 1).astype(np.int32)
    return Column(name, kept[codes], column.words[used[~is_plain]], numbers if is_plain.any() else None)


def _in_words(column: Column) -> Column:
    """Return a column with its numbers written as people write them."""
    if column.numbers is None:
        return column
    plain = column.codes == PLAIN_NUMBER
    codes, distinct = pd.factorize(column.numbers[plain])
    words = [*column.words, *map(_text, distinct.tolist())]
    every = column.codes.astype(np.int64)
    every[plain] = codes + len(column.words)
    found, used = pd.factorize(every)
    builder = ColumnBuilder(column.name)
    builder.add_coded(found, [words[each] for each in used])
    return builder.column()


def _numbers_as_text(column: Column, before: int) -> list[Fact]:
    shown = np.array([*(shows_number(word) for word in column.words), False], dtype=bool)
    rows = np.flatnonzero(shown[column.codes])
    return [
        Fact("number-as-text", int(row) + before + 1, column.name, str(text))
        for row, text in zip(rows, column.texts(rows), strict=True)
    ]


def shows_number(text: str) -> bool:
    """Say whether a text is a number as people write it."""
    return bool(re.fullmatch(r"[+-]?\d+(?:\.\d+)?", ascii_digits(tidy_spaces(text))))
