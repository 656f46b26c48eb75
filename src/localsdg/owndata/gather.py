"""Gathers records, each a row of cells, into columns; rows that do not fit are set right or put aside."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from localsdg.owndata.columns import ColumnBuilder, with_plain_numbers
from localsdg.owndata.layout import COLUMNS, Layout
from localsdg.owndata.numbers import break_surely, group_surely, points_may_group
from localsdg.owndata.source import Fact, Gathered

if TYPE_CHECKING:
    from collections.abc import Iterable


_RECORDS = 20_000


def gather(
    records: Iterable[list[str]],
    layout: Layout,
    first_row: int,
    *,
    points: bool | None,
    first_rows: list[list[str]] | None = None,
    apart: bool = False,
) -> Gathered:
    """Put records below the heading into columns; rows of another length become facts.

    Args:
        records: the rows as lists of texts.
        layout: the heading.
        first_row: the row number of the first record.
        first_rows: some rows, from which it is taken how long rows usually are and what stands in their columns.
        points: whether 1.234 is sure to be a decimal number; None to keep every number as its text.
        apart: whether that is looked at again in each column of a table with a column for each indicator.
    """
    width = len(layout.names)
    builders = [ColumnBuilder(name) for name in layout.names]
    unread: dict[int, list[str]] = {}
    facts: list[Fact] = []
    usual = _usual_rows(first_rows or [], layout)
    row = first_row
    source = iter(records)
    while chunk := list(itertools.islice(source, _RECORDS)):
        for place, record in enumerate(chunk):
            if len(record) != width:
                chunk[place] = _fit(record, row + place, layout, usual, unread, facts)
        for builder, cells in zip(builders, zip(*chunk, strict=True), strict=True):
            builder.add(cells)
        row += len(chunk)
    columns = [builder.column() for builder in builders]
    # Where 2.151.166 stands in a table, 25.827 is no decimal number, unless its own column has decimals too.
    grouped = apart and points is True and any(group_surely(columns[place].words) for place in layout.figures)
    apart = apart and points is True and layout.form == COLUMNS and not grouped
    doubt = frozenset(place for place in layout.figures if apart and points_may_group(columns[place].words))
    if points is not None:
        for place in layout.figures:
            sure = points and place not in doubt and (not grouped or break_surely(columns[place].words))
            columns[place] = with_plain_numbers(columns[place], points=sure)
    return Gathered(columns, row - first_row, unread, facts, doubt)


@dataclass(frozen=True)
class _Usual:
    """What rows of a table are like: how many cells they have, and the words of each column right of the value."""

    length: int
    words: dict[int, set[str]]


def _usual_rows(rows: list[list[str]], layout: Layout) -> _Usual:
    width = len(layout.names)
    lengths = Counter(len(row) for row in rows if any(row))
    last = max(layout.value_columns, default=-1)
    words = {place: {row[place].strip() for row in rows if len(row) == width} for place in range(last + 1, width)}
    length = max(lengths, key=lambda length: lengths[length], default=width)
    # What one row alone has is no usage: its cells may have moved.
    return _Usual(length if lengths[length] > 1 else width, words)


def _cut_number(record: list[str], layout: Layout, usual: _Usual) -> bool:
    """Say whether a figure may have been cut in two by its decimal comma: digits in the next column too.

    Where all rows have this length, the next column may be a code; then only one or two digits look like decimals.
    """
    decimals = r"\s*[0-9]{1,2}\s*" if len(record) == usual.length else r"\s*[0-9]+\s*"
    return any(
        place + 1 < len(record)
        and place + 1 not in layout.figures
        and re.fullmatch(r"\s*[0-9]+\s*", record[place])
        and re.fullmatch(decimals, record[place + 1])
        for place in layout.value_columns
    )


def _in_place(record: list[str], layout: Layout, usual: _Usual) -> bool:
    """Say whether the cells of a row of another length stand in their columns: year, value, and the words after it."""
    return layout.fits(record) and all(
        place >= len(record) or not record[place].strip() or record[place].strip() in words
        for place, words in usual.words.items()
    )


def _fit(
    record: list[str], row: int, layout: Layout, usual: _Usual, unread: dict[int, list[str]], facts: list[Fact]
) -> list[str]:
    """Bring a record to the width of the heading. If that could move a figure, the row is not read."""
    width = len(layout.names)
    if not any(record):
        return [""] * width  # a blank line
    cut = _cut_number(record, layout, usual)
    if len(record) > width and not any(cell.strip() for cell in record[width:]) and not cut:
        if len(record) == usual.length or _in_place(record[:width], layout, usual):
            facts.append(Fact("row-length", row, "", str(len(record)), "empty cells at the end"))
            return record[:width]
    elif len(record) < width and _in_place(record, layout, usual) and not cut:
        facts.append(Fact("row-length", row, "", str(len(record)), "cells lacking at the end"))
        return record + [""] * (width - len(record))
    if len([cell for cell in record if cell.strip()]) == 1 == sum(bool(cell.strip()) for cell in record[:width]):
        return record[:width] + [""] * (width - len(record))  # a line of text, such as a source below the table
    detail = "unread"
    if cut or (len(record) == width + 1 and all(re.fullmatch(r"\s*[0-9]+\s*", cell) for cell in record[-2:])):
        detail = "decimal comma"
    facts.append(Fact("row-length", row, "", str(len(record)), detail))
    unread[row] = record
    return [""] * width
