"""A column of a table as the file has it: each distinct cell text kept once, plain numbers kept as numbers.

A million cells hold few distinct words, so every check of words looks at the distinct ones only.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from localsdg.owndata.numbers import PLAIN, number_text, tidy_spaces

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    import numpy.typing as npt

    Codes = npt.NDArray[np.int32]
    Floats = npt.NDArray[np.float64]
    Mask = npt.NDArray[np.bool_]
    Words = npt.NDArray[np.object_]

PLAIN_NUMBER = -1
"""The code of a cell that is a plain number and is kept in ``numbers``."""


@dataclass(frozen=True)
class Column:
    """One column.

    Attributes:
        name: its heading, as the file has it.
        codes: for each row the position of its text in ``words``, or PLAIN_NUMBER.
        words: the distinct texts.
        numbers: for each row its plain number; None for a column without plain numbers.
    """

    name: str
    codes: Codes
    words: Words
    numbers: Floats | None = None

    def __len__(self) -> int:
        return len(self.codes)

    def texts(self, rows: Any = slice(None)) -> Words:
        """Return the cells of some rows as text."""
        codes = self.codes[rows]
        words = np.append(self.words, "")  # so that code -1 finds something
        texts: Words = words[codes]
        if self.numbers is not None:
            plain = np.flatnonzero(codes == PLAIN_NUMBER)
            texts[plain] = [number_text(number) for number in self.numbers[rows][plain]]
        return texts

    def where(self, test: Callable[[str], bool]) -> Mask:
        """Say for each row whether its text passes a test; plain numbers do not."""
        passed = np.array([*(test(word) for word in self.words), False], dtype=bool)
        found: Mask = passed[self.codes]
        return found

    @cached_property
    def empty(self) -> Mask:
        """Where a cell holds nothing, or only spaces."""
        return self.where(lambda word: not tidy_spaces(word))

    def as_text(self) -> Column:
        """Return the column without plain numbers: every cell a word."""
        if self.numbers is None:
            return self
        builder = ColumnBuilder(self.name)
        builder.add(self.texts())
        return builder.column()


class ColumnBuilder:
    """Collects a column block by block."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._places: dict[str, int] = {}
        self._codes: list[Codes] = []
        self._numbers: list[Floats | int] = []

    def _lookup(self, words: Iterable[str]) -> Codes:
        places = self._places
        return np.array([places.setdefault(word, len(places)) for word in words], dtype=np.int32)

    def add_coded(self, codes: npt.NDArray[Any], words: Iterable[str]) -> None:
        """Add a block whose distinct texts are known."""
        self._codes.append(self._lookup(words)[codes])
        self._numbers.append(len(codes))

    def add(self, texts: Sequence[str] | Words) -> None:
        """Add a block of texts."""
        cells = np.empty(len(texts), dtype=object)
        cells[:] = texts
        codes, words = pd.factorize(cells)
        self.add_coded(codes, words)

    def add_numbers(self, numbers: Floats) -> None:
        """Add a block of plain numbers; not a number stands for an empty cell."""
        missing = np.isnan(numbers)
        self.add_mixed(numbers, missing, [""] * int(missing.sum()))

    def add_mixed(self, numbers: Floats, others: Mask | list[int], texts: Sequence[str]) -> None:
        """Add a block of plain numbers with some texts among them, at their places."""
        codes = np.full(len(numbers), PLAIN_NUMBER, dtype=np.int32)
        if len(texts):
            codes[others] = self._lookup(texts)
        self._codes.append(codes)
        self._numbers.append(numbers)

    def column(self) -> Column:
        """Return the column of all blocks."""
        words = np.empty(len(self._places), dtype=object)
        words[:] = list(self._places)
        codes = np.concatenate(self._codes) if self._codes else np.empty(0, dtype=np.int32)
        numbers = None
        if any(not isinstance(block, int) for block in self._numbers):
            numbers = np.concatenate(
                [np.full(block, np.nan) if isinstance(block, int) else block for block in self._numbers]
            )
        return Column(self.name, codes, words, numbers)


def with_plain_numbers(column: Column, *, points: bool) -> Column:
    """Move plain numbers out of the words.

    Args:
        column: a column of texts, perhaps with plain numbers already apart.
        points: whether a single point before three digits is sure to be a decimal point, so that "1.234" is plain.
    """

    def plain(word: str) -> bool:
        if not PLAIN.fullmatch(word):
            return False
        head, _, tail = word.lstrip("+-").partition(".")
        return points or len(tail) != 3 or not 1 <= len(head) <= 3 or head.startswith("0")

    is_plain = np.array([plain(word) for word in column.words], dtype=bool)
    if not is_plain.any():
        return column
    values = np.full(len(column.words) + 1, np.nan)
    values[:-1][is_plain] = [float(word) for word in column.words[is_plain]]
    kept = np.cumsum(~is_plain, dtype=np.int32) - 1
    codes = np.append(np.where(is_plain, PLAIN_NUMBER, kept), PLAIN_NUMBER).astype(np.int32)[column.codes]
    numbers = values[column.codes]
    if column.numbers is not None:
        numbers = np.where(column.codes == PLAIN_NUMBER, column.numbers, numbers)
    return Column(column.name, codes, column.words[~is_plain], numbers)
