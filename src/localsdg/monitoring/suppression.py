"""Small numbers in tables with totals: which cells to hide, and what readers could still find out about them.

Cells are hidden in two steps, as the *Handbook on Statistical Disclosure Control* (second edition, 2024, chapters 4 and
5) describes them: first what is too small, then others, so that the first cannot be found by subtraction. Totals are
cells of the table as well, and can be hidden. A hidden cell is safe from subtraction if the shown numbers leave it
another value; the audit says which values they leave. The handbook says that this does not protect against two editions
that are compared: give the earlier one to the audit.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from localsdg.core.arguments import figures, grid, is_missing, named, on_one_index, shown, shown_name
from localsdg.core.arguments import table as as_table
from localsdg.core.arguments import whole as whole_number
from localsdg.core.methods import method
from localsdg.core.small_numbers import GROUP

if TYPE_CHECKING:
    from collections.abc import Iterator

    from localsdg.core.arguments import Numbers

    Flags = np.ndarray[Any, np.dtype[np.bool_]]
    Cell = tuple[int, int]

__all__ = ["TOTAL", "Suppression", "audit_suppression", "suppress_shares", "suppress_table"]

TOTAL = "total"
SMALL = "too small"
COMPLEMENT = "would reveal another number"
MOST_CELLS = 5_000  # a table that one reads; the audit solves two problems for each hidden cell
LARGEST = 2**53  # above it floats skip whole numbers, and subtraction is no longer exact
_SOURCE = "Handbook on Statistical Disclosure Control, second edition (2024), chapters 4 and 5"


@dataclass(frozen=True)
class Suppression:
    """A table as it may be shown.

    Attributes:
        shown: the table with its totals, missing where a number is hidden.
        reasons: for each cell "" if it is shown, else why it is hidden. Do not publish this: it tells the small ones.
    """

    shown: pd.DataFrame
    reasons: pd.DataFrame


def _lines(shape: Cell) -> Iterator[list[Cell]]:
    """Give the cells of each row and then of each column; the last one is the total of the others."""
    rows, columns = shape
    yield from ([(row, column) for column in range(columns)] for row in range(rows))
    yield from ([(row, column) for row in range(rows)] for column in range(columns))


def _lacks(line: list[Cell], values: Numbers, hidden: Flags, smallest: int) -> bool:
    """Return whether one more cell of this line has to be hidden."""
    gone = [cell for cell in line if hidden[cell]]
    if len(gone) < 2:  # one unknown of one equation
        return bool(gone)
    return not hidden[line[-1]] and sum(values[cell] for cell in gone) < smallest


def _hide_one_of(line: list[Cell], values: Numbers, hidden: Flags) -> bool:
    """Hide the smallest cell above zero that is shown; else the first zero, else the total."""
    left = [cell for cell in line[:-1] if not hidden[cell]] or [cell for cell in line[-1:] if not hidden[cell]]
    if not left:
        return False
    hidden[min(left, key=lambda cell: (values[cell] == 0, values[cell]))] = True
    return True


def _is_fixed(cell: Cell, values: Numbers, hidden: Flags) -> bool:
    """Return whether the shown numbers leave a hidden cell only its own value.

    Another table with the same shown numbers differs along a ring of hidden cells, in turn one more and one less; a
    total counts the other way round. None gets below zero. Rows and columns are the stations of such a ring.
    """
    rows, columns = hidden.shape
    ways: dict[int, list[int]] = {place: [] for place in range(rows + columns)}
    for at in np.argwhere(hidden).tolist():
        row, column = at[0], rows + at[1]
        if (at[0], at[1]) == cell:
            continue
        turned = (at[0] == rows - 1) != (at[1] == columns - 1)
        more, less = ((column, row), (row, column)) if turned else ((row, column), (column, row))
        ways[more[0]].append(more[1])
        if values[at[0], at[1]] > 0:
            ways[less[0]].append(less[1])
    row, column = cell[0], rows + cell[1]
    turned = (cell[0] == rows - 1) != (cell[1] == columns - 1)
    more, less = ((column, row), (row, column)) if turned else ((row, column), (column, row))
    if _leads(ways, more[1], more[0]):
        return False
    return not (values[cell] > 0 and _leads(ways, less[1], less[0]))


def _leads(ways: dict[int, list[int]], start: int, end: int) -> bool:
    seen, waiting = {start}, deque([start])
    while waiting:
        for station in ways[waiting.popleft()]:
            if station == end:
                return True
            if station not in seen:
                seen.add(station)
                waiting.append(station)
    return False


def _protect(values: Numbers, hidden: Flags, smallest: int) -> Flags:
    """Return what to hide of a table with totals in its last row and column, given what is too small."""
    found = hidden.copy()
    lines = list(_lines((values.shape[0], values.shape[1])))

    def hides_one() -> bool:
        # Each time from the first row on: what completes a row comes before what the next column lacks.
        for line in lines:
            if _lacks(line, values, found, smallest) and _hide_one_of(line, values, found):
                return True
        for row, column in np.argwhere(found).tolist():
            if _is_fixed((row, column), values, found):
                across, upward = lines[row], lines[values.shape[0] + column]
                if _hide_one_of(across, values, found) or _hide_one_of(upward, values, found):
                    return True
        return False

    while hides_one():
        pass
    return found


def _with_totals(values: Numbers) -> Numbers:
    wide = np.column_stack([values, values.sum(axis=1)])
    return np.vstack([wide, wide.sum(axis=0)])


def _whole_people(values: Numbers, found: pd.DataFrame) -> None:
    """Refuse parts of people, and more than floats add up exactly."""
    for wrong, words in ((values != np.floor(values), "has a part of a person"), (values > LARGEST, "is too large")):
        if wrong.any():
            row, column = np.argwhere(wrong)[0].tolist()
            raise ValueError(
                f"{shown_name(found.columns[column])}, row {shown(found.index[row])}, is "
                f"{shown(found.iloc[row, column])} and {words}: give whole numbers of people, below "
                "2 to the power of 53."
            )


def _names(found: pd.DataFrame) -> tuple[list[Any], list[Any]]:
    """Return the names of rows and columns, each once, and none that is kept for totals."""
    names = named(found.index, "the rows"), named(found.columns, "the columns")
    for kind, each in zip(("row", "column"), names, strict=True):
        twice = pd.Index(each)
        if twice.has_duplicates:
            raise ValueError(f"The {kind} {shown(twice[twice.duplicated()][0])} stands twice. Add the two up first.")
        if TOTAL in each:
            raise ValueError(f"There is a {kind} {TOTAL!r}. Leave totals out: they are added here.")
    return names


@method(
    title="Suppression of small numbers in a table with totals",
    formula=r"\text{hide } 0 < n < n_{min}; \text{ then others, until each row and column hides none, or two or more}",
    unit="persons",
    source=_SOURCE,
    version="version 2",
    lesson="3.4",
    note="The hidden numbers of a row or column with a shown total add up to the smallest count, or more.",
)
def suppress_table(counts: pd.DataFrame, *, smallest: int) -> Suppression:
    """Hide small counts in a table of two breakdowns, and more where one could be found from the totals.

    A count from 1 to ``smallest - 1`` is hidden, also in a total. Where a row or column hides one number, or numbers
    that add up to less than ``smallest`` below a total that is shown, the smallest other one above zero is hidden too
    (of equal ones the first), then zeros, then the total. This goes on until the shown numbers leave every hidden cell
    another value.

    Args:
        counts: numbers of people, one breakdown in the rows and the other in the columns, without totals.
        smallest: the smallest count that may be shown, at least 2; offices use limits such as 5 or 10.

    Example:
        >>> import pandas as pd
        >>> counts = pd.DataFrame({"women": [3, 20, 30], "men": [12, 40, 50]}, index=["A", "B", "C"])
        >>> suppress_table(counts, smallest=5).shown
               women   men  total
        A       <NA>  <NA>     15
        B       <NA>  <NA>     60
        C         30    50     80
        total     53   102    155

    Raises:
        ValueError: a missing, negative or fractional count, a name that stands twice, or a limit below 2.
        TypeError: no table, or something in it that is no number.
    """
    found = as_table(counts, "counts", "counts of people by two breakdowns", empty=False)
    least = whole_number(smallest, "smallest", least=2)
    rows, columns = _names(found)
    _small_enough(found)
    numbers = grid(found, "a whole number of people, zero or more", least=0)
    _whole_people(numbers, found)
    values = _with_totals(numbers)
    small = (values > 0) & (values < least)
    return _result(values, small, _protect(values, small, least), [*rows, TOTAL], [*columns, TOTAL])


def _small_enough(found: pd.DataFrame) -> None:
    if not found.shape[0] or not found.shape[1] or found.size > MOST_CELLS:
        raise ValueError(
            f"The table has {found.shape[0]} rows and {found.shape[1]} columns. Give at least one of each, and at most "
            f"{MOST_CELLS:,} cells."
        )


def _result(values: Numbers, small: Flags, hidden: Flags, rows: list[Any], columns: list[Any]) -> Suppression:
    words = np.where(small, SMALL, np.where(hidden, COMPLEMENT, ""))
    named_grid = pd.DataFrame(values, index=pd.Index(rows, dtype=object), columns=pd.Index(columns, dtype=object))
    reasons = pd.DataFrame(words, index=named_grid.index, columns=named_grid.columns, dtype=object)
    return Suppression(named_grid.astype("Int64").mask(hidden), reasons)


@method(
    title="Suppression of shares among few people",
    formula=r"\text{hide } 0 < n < n_{min}, \quad 0 < N - n < n_{min}, \quad 0 < N < 4 n_{min}",
    unit="persons",
    source=f"this course, in the steps of the {_SOURCE}",
    version="version 2",
    lesson="3.4",
    note="Those who lack something are counted as well: 98 of 100 says as much about the 2 as 2 of 100.",
)
def suppress_shares(part: pd.Series[Any], whole: pd.Series[Any], *, smallest: int) -> Suppression:
    """Hide the groups whose count, or its rest, is small, and more where one could be found from the totals.

    A group is hidden if from 1 to ``smallest - 1`` of its people have it, or lack it, or if fewer than 4 times
    ``smallest`` people are in it: then a share of 0 or of 100 % would say something of everybody. Further groups are
    hidden as in :func:`suppress_table`, since the totals are shown.

    Args:
        part: by group, the people who have it.
        whole: by group, everybody.
        smallest: the smallest count that may be shown, at least 2.

    Returns:
        The columns "part", "rest" and "total" (everybody), by group and in total.

    Example:
        >>> import pandas as pd
        >>> part = pd.Series({"A": 98, "B": 60, "C": 300})
        >>> whole = pd.Series({"A": 100, "B": 90, "C": 500})
        >>> suppress_shares(part, whole, smallest=5).shown
               part  rest  total
        A      <NA>  <NA>    100
        B      <NA>  <NA>     90
        C       300   200    500
        total   458   232    690

    Raises:
        ValueError: groups that do not match, a part above its whole, a count that is missing, negative or fractional.
        TypeError: not Series, or something in them that is no number.
    """
    for name, column in (("part", part), ("whole", whole)):
        if not isinstance(column, pd.Series):
            raise TypeError(f"{name} is a {type(column).__name__}: give a Series, with the groups as index.")
    least = whole_number(smallest, "smallest", least=2)
    pair = on_one_index({"part": part, "whole": whole})[1]
    wanted = "a whole number of people, zero or more"
    have, all_people = (figures(pair[name], name, wanted, least=0) for name in ("part", "whole"))
    found = pd.DataFrame({"part": have, "whole": all_people}, index=pair["part"].index)
    rows, _ = _names(found)
    _small_enough(found)
    _whole_people(found.to_numpy(), found)
    if (have > all_people).any():
        row = int((have > all_people).argmax())
        raise ValueError(
            f"Group {shown(rows[row])}: part ({have[row]:.15g}) is more than whole ({all_people[row]:.15g}). "
            "Give people, not percent."
        )
    values = _with_totals(np.column_stack([have, all_people - have]))
    small = (values > 0) & (values < least)
    few = (values[:, -1] > 0) & (values[:, -1] < GROUP * least)
    small[:, :2] |= (small[:, :2].any(axis=1) | few)[:, None]
    return _result(values, small, _protect(values, small, least), [*rows, TOTAL], ["part", "rest", TOTAL])


@method(
    title="Audit of a table with hidden numbers",
    formula=r"\min x_c, \; \max x_c \text{ over all } x \ge 0 \text{ that fit the shown numbers and the totals}",
    unit="persons",
    source=f"{_SOURCE}: feasibility interval",
    version="version 1",
    lesson="3.4",
    note="Computed by linear programming. A range narrower than the smallest count is reported; the choice is ours.",
)
def audit_suppression(table: pd.DataFrame, *, smallest: int, earlier: pd.DataFrame | None = None) -> pd.DataFrame:
    """Say of each hidden number which values the shown ones leave, and what an earlier edition reveals.

    Args:
        table: the table as it will be shown, hidden numbers missing, with the totals as row and column "total".
        smallest: the smallest count that may be shown.
        earlier: an edition of the same table that readers have, in the same form.

    Returns:
        A row for each hidden number, and for each that differs a little from the earlier edition: ``row``, ``column``,
        ``least`` and ``most`` (infinite if nothing limits it) and ``finding``, "" where all is well.

    Example:
        >>> import pandas as pd
        >>> table = pd.DataFrame(
        ...     {"women": [None, None, 24], "men": [12, 40, 52], "total": [15, 61, 76]}, index=["A", "B", "total"]
        ... )
        >>> audit_suppression(table, smallest=5)["finding"].tolist()
        ['can be computed: 3', 'can be computed: 21']

    Raises:
        ValueError: a table without totals, with numbers that do not add up, or an earlier one of another form.
        TypeError: no table, or something in it that is no number.
    """
    least = whole_number(smallest, "smallest", least=2)
    found, values = _shown_table(table, "table")
    known = values.copy()
    told: dict[Cell, str] = {}
    if earlier is not None:
        before = _like(earlier, found)
        told = _differences(values, before, least)
        both = ~np.isnan(values) & ~np.isnan(before)
        if np.array_equal(values[both], before[both]):
            known = np.where(np.isnan(values), before, values)
    ranges = _ranges(known)
    if ranges is None:
        raise ValueError("The shown numbers do not add up to their totals. Check the table.")
    rows = []
    for at in np.argwhere(np.isnan(values)).tolist():
        cell = (at[0], at[1])
        low, high = ranges.get(cell, (known[cell], known[cell]))
        rows.append((cell, low, high, told.pop(cell, "") or _finding(low, high, least)))
    rows += [(cell, values[cell], values[cell], words) for cell, words in told.items()]
    return pd.DataFrame(
        [
            (found.index[row], found.columns[column], low, high, words)
            for (row, column), low, high, words in sorted(rows, key=lambda each: each[0])
        ],
        columns=["row", "column", "least", "most", "finding"],
    )


def _finding(low: float, high: float, least: int) -> str:
    if low == high:
        return f"can be computed: {low:.0f}"
    if high - low < least:
        return f"lies between {low:.0f} and {high:.0f}, a range narrower than {least}: merge areas"
    return ""


def _shown_table(table: object, name: str) -> tuple[pd.DataFrame, Numbers]:
    """Return a shown table with its totals last, and its numbers, hidden ones as NaN."""
    found = as_table(table, name, "a table with the row and the column 'total'", [TOTAL], empty=False)
    rows = named(found.index, "the rows")
    for kind, names in (("row", rows), ("column", list(found.columns))):
        if names.count(TOTAL) != 1 or len(names) < 2 or pd.Index(names).has_duplicates:
            raise ValueError(f"{name}: each {kind} needs a name of its own, and one of them is {TOTAL!r}.")
    found = found.loc[
        [each for each in rows if each != TOTAL] + [TOTAL], [each for each in found.columns if each != TOTAL] + [TOTAL]
    ]
    if found.size > MOST_CELLS:
        raise ValueError(f"{name} has {found.size:,} cells; at most {MOST_CELLS:,} are audited. Give a part of it.")
    numbers = found.copy()
    for place in range(found.shape[1]):  # a column that is wholly hidden has no kind of number
        if all(is_missing(value) for value in found.iloc[:, place]):
            numbers.isetitem(place, np.full(len(found), np.nan))
    values = grid(numbers, "a whole number of people, zero or more, or nothing where it is hidden", least=0, gaps=True)
    _whole_people(np.nan_to_num(values), found)
    return found, values


def _like(earlier: object, found: pd.DataFrame) -> Numbers:
    table, numbers = _shown_table(earlier, "earlier")
    if set(table.index) != set(found.index) or set(table.columns) != set(found.columns):
        raise ValueError("The earlier table has other rows or columns. Give the rows and columns that both have.")
    before = pd.DataFrame(numbers, index=table.index, columns=table.columns)
    return before.loc[found.index, found.columns].to_numpy()


def _differences(values: Numbers, before: Numbers, least: int) -> dict[Cell, str]:
    """Return what an earlier edition tells: numbers that are hidden now, and small differences."""
    told = {}
    for at in np.argwhere(~np.isnan(before)).tolist():
        cell = (at[0], at[1])
        if np.isnan(values[cell]):
            told[cell] = f"the earlier edition shows {before[cell]:.0f}"
        elif 0 < abs(values[cell] - before[cell]) < least:
            told[cell] = f"differs by {abs(values[cell] - before[cell]):.0f} from the earlier edition: a small number"
    return told


def _ranges(values: Numbers) -> dict[Cell, tuple[float, float]] | None:
    """Return by hidden cell its least and greatest value, or None if no table fits."""
    from scipy.optimize import linprog

    hidden = [(at[0], at[1]) for at in np.argwhere(np.isnan(values)).tolist()]
    at_place = {cell: place for place, cell in enumerate(hidden)}
    equations, sums = [], []
    for line in _lines((values.shape[0], values.shape[1])):
        terms = np.zeros(len(hidden))
        rest = 0.0
        for cell in line:
            sign = -1.0 if cell == line[-1] else 1.0
            if cell in at_place:
                terms[at_place[cell]] = sign
            else:
                rest -= sign * values[cell]
        if terms.any():
            equations.append(terms)
            sums.append(rest)
        elif rest:
            return None
    found = {}
    for cell, place in at_place.items():
        ends = []
        for sign in (1.0, -1.0):
            goal = np.zeros(len(hidden))
            goal[place] = sign
            answer = linprog(goal, A_eq=np.array(equations), b_eq=np.array(sums), bounds=(0, None), method="highs")
            if answer.status not in (0, 3, 4):
                return None
            # Ends of a range are whole: the table is a network of whole numbers.
            ends.append(float(round(sign * float(answer.fun or 0))) if answer.status == 0 else np.inf)
        found[cell] = (ends[0], ends[1])
    return found
