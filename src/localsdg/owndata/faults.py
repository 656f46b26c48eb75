"""What a fault is, and the registry of checks that look for faults."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from localsdg.owndata.numbers import tidy_spaces
from localsdg.owndata.words import catalogue, sayer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    import numpy.typing as npt

    from localsdg.owndata.columns import Words
    from localsdg.owndata.table import Integers, Material

    Strings = pd.api.extensions.ExtensionArray
    Texts = Sequence[str | None] | Strings | Words | str | None

ERROR, WARNING, NOTE = "error", "warning", "note"
SEVERITIES = (ERROR, WARNING, NOTE)
FIELDS = ("severity", "kind", "row", "column", "found", "expected", "repair", "safe", "new")


@dataclass(frozen=True)
class Batch:
    """Faults of one kind in one column. A text stands for all rows, a sequence holds one text a row.

    Attributes:
        rows: row numbers as in a spreadsheet program; None for a fault of the whole file.
        column: the heading of the column; empty for a whole row or file.
        found: what is there.
        expected: what should be there.
        repair: what to do, in plain words.
        new: the repaired cell where the repair is sure; None where a person has to decide.
        safe: whether the repair cannot change a meaning; taken from ``new`` if not said.
        severity: another severity than the one of the check.
    """

    rows: Integers | Sequence[int] | None
    column: str
    found: Texts
    expected: Texts
    repair: Texts
    new: Texts = None
    safe: bool | None = None
    severity: str | None = None

    def frame(self, check: Check) -> pd.DataFrame:
        """Return the faults as rows of a table."""
        rows = pd.array([pd.NA] if self.rows is None else np.asarray(self.rows, dtype=np.int64), dtype="Int64")
        count = len(rows)

        def fill(texts: Texts) -> Strings | Words:
            if isinstance(texts, pd.api.extensions.ExtensionArray):
                return texts
            if isinstance(texts, str):
                return each_text([texts], np.zeros(count, dtype=np.int8))
            cells = np.empty(count, dtype=object)
            cells[:] = texts
            return cells

        new = fill(self.new)
        safe = pd.notna(new) if self.safe is None else np.full(count, self.safe)
        return pd.DataFrame(
            {
                "severity": self.severity or check.severity,
                "kind": check.kind,
                "row": rows,
                "column": self.column,
                "found": fill(self.found),
                "expected": fill(self.expected),
                "repair": fill(self.repair),
                "safe": safe,
                "new": new,
            }
        )


def each_text(texts: Sequence[str | None] | Words, codes: npt.NDArray[Any]) -> Strings:
    """Return for each code its text; few texts stand for many rows, and each is looked at once."""
    found: Strings = pd.array(texts, dtype="str")[codes]
    return found


@dataclass(frozen=True)
class Check:
    """One thing to look for.

    Attributes:
        kind: its short name, also the kind of the faults it finds.
        severity: error if figures would be wrong or lost, warning if they may be, note if it is good to know.
        area: what it looks at: "file" for the file and its headings, "cell" or "series".
        look: the function that finds the faults.
    """

    kind: str
    severity: str
    area: str
    look: Callable[[Material], Iterable[Batch]]

    @property
    def title(self) -> str:
        """What it looks for, in a few words."""
        return sayer(catalogue(), self.kind)("title")


CHECKS: dict[str, Check] = {}
"""All checks by kind."""


def check(area: str, kind: str, severity: str) -> Callable[[Callable[[Material], Iterable[Batch]]], Check]:
    """Enter a function into the registry of checks."""

    def enter(look: Callable[[Material], Iterable[Batch]]) -> Check:
        CHECKS[kind] = Check(kind, severity, area, look)
        return CHECKS[kind]

    return enter


AREAS = ("file", "cell", "series")


def checks_in_order() -> list[Check]:
    """Return all checks: those of the file first, then those of cells, then those of series."""
    return sorted(CHECKS.values(), key=lambda each: AREAS.index(each.area))


def _batches(material: Material) -> Iterator[tuple[tuple[int, int], pd.DataFrame]]:
    for place, each in enumerate(checks_in_order()):
        if each.area == "series" and not material.layout.value_columns:
            continue  # without a column of figures there are no series
        for batch in each.look(material):
            if batch.rows is None or len(batch.rows):
                rank = SEVERITIES.index(batch.severity or each.severity)
                yield (rank, place), batch.frame(each)


def find_faults(material: Material) -> pd.DataFrame:
    """Run every check and return the faults, the worst first, then by column and row."""
    ranked = sorted(_batches(material), key=lambda pair: pair[0])  # of one kind, in the order in which it came
    if not ranked:
        empty: dict[str, object] = dict.fromkeys(FIELDS, pd.Series(dtype=object))
        return pd.DataFrame(empty).astype({"row": "Int64", "safe": bool})
    together = [
        pd.concat([frame for _, frame in of_kind], ignore_index=True) if len(of_kind) > 1 else of_kind[0][1]
        for of_kind in (list(pairs) for _, pairs in itertools.groupby(ranked, key=lambda pair: pair[0]))
    ]
    sorted_by_row = [
        frame
        if frame["row"].is_monotonic_increasing
        else frame.iloc[np.argsort(frame["row"].fillna(0).to_numpy(dtype=np.int64), kind="stable")]
        for frame in together
    ]
    faults = pd.concat(sorted_by_row, ignore_index=True)
    faults["new"] = faults["new"].astype(object)
    return faults


def cell_words(cell: str) -> str:
    """Return a cell for a message: spaces made visible where they matter, long ones cut."""
    shown = cell if len(cell) <= 60 else f"{cell[:57]}..."
    return shown if shown == tidy_spaces(shown) else repr(shown)[1:-1]
