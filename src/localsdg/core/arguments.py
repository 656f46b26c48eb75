"""Reading what a caller gives: numbers, names and codes, refused with words that say what to give instead.

Every function names the thing, says what was found and what was expected. A wrong kind of thing is a ``TypeError``, a
wrong value a ``ValueError``. Text is never read as a number: "1.500" is one and a half here and fifteen hundred there.
The message says how :mod:`localsdg.core.typed_numbers` reads it.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from decimal import Decimal
from numbers import Real
from typing import TYPE_CHECKING, Any, TypeAlias, TypeGuard

from localsdg.core import agenda2030
from localsdg.core.typed_numbers import meaning, typed_number

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    import pandas as pd

Numbers: TypeAlias = "np.ndarray[Any, np.dtype[np.float64]]"
Amounts: TypeAlias = "float | Sequence[float] | pd.Series[Any]"  # one number, or one for each municipality

LARGEST = 1e100  # no figure of a city comes near it, and below it no sum or product of this package overflows
FIRST_YEAR, LAST_YEAR = 1000, 3000  # so that 15, 201506 and 42005 (a date in a spreadsheet) are refused
A_YEAR = "a year of four digits, such as 2015 or 2015.5"


def shown(value: object) -> str:
    """Return a value as a person writes it: 1.5, not np.float64(1.5); of a long one, its beginning."""
    if isinstance(value, Decimal):
        return str(value)
    if type(value).__module__ == "numpy" and not getattr(value, "shape", True):
        value = value.item()  # type: ignore[attr-defined]
    if isinstance(value, str) or is_number(value) or value is None:
        return repr(value)
    if hasattr(value, "shape"):
        return f"a {type(value).__name__}"
    words = repr(value)
    return words if len(words) <= 60 else f"{words[:57]}..."


def is_number(value: object) -> TypeGuard[float]:
    """Return whether a value is a number: no truth value, no text that looks like one."""
    return isinstance(value, Real | Decimal) and not isinstance(value, bool)


def is_missing(value: object) -> bool:
    """Return whether a value stands for a missing one: None, NaN, pandas' NA or NaT."""
    if value is None or type(value).__name__ in ("NAType", "NaTType"):
        return True
    return value.is_nan() if isinstance(value, Decimal) else isinstance(value, Real) and value != value


def _text_hint(value: object) -> str:
    """Say of a text that gives a number how it can be read: "1,234" in two ways."""
    if not isinstance(value, str) or not typed_number(value).values:
        return ""
    return (
        f" Text is not read as a number here. {meaning(value)} Make numbers of texts first, with "
        "localsdg.core.typed_numbers.read_number."
    )


def as_float(value: float) -> float:
    """Return a number as a float; what no float can hold is infinite."""
    try:
        return float(value)
    except (OverflowError, ValueError):
        return math.inf


def number(
    value: object, name: str, wanted: str = "a number", *, least: float = -math.inf, most: float = math.inf
) -> float:
    """Return a finite number within its limits.

    Args:
        value: what was given.
        name: what it is, for messages.
        wanted: what should be given, for messages, such as "a number from 0 to 10".
        least: the smallest value allowed.
        most: the largest value allowed.

    Raises:
        TypeError: not a number.
        ValueError: missing, infinite or outside its limits.
    """
    if not is_number(value):
        raise TypeError(f"{name} is {shown(value)}: give {wanted}.{_text_hint(value)}")
    plain = as_float(value)
    if not (abs(plain) <= LARGEST and least <= plain <= most):
        raise ValueError(f"{name} is {shown(value)}: give {wanted}.")
    return plain


def number_or_missing(value: object, name: str, wanted: str = "a number") -> float:
    """Return a finite number, or NaN where the value is missing.

    Raises:
        TypeError: not a number.
        ValueError: infinite.
    """
    return math.nan if is_missing(value) else number(value, name, wanted)


def year(value: object, name: str) -> float:
    """Return a year, with decimals where a part of it has passed.

    Raises:
        TypeError: not a number.
        ValueError: no year of four digits.
    """
    return number(value, name, A_YEAR, least=FIRST_YEAR, most=LAST_YEAR)


def whole(value: object, name: str, *, least: int = 0) -> int:
    """Return a whole number.

    Raises:
        TypeError: not a number.
        ValueError: not whole, or below the least.
    """
    wanted = f"a whole number of at least {least}"
    plain = number(value, name, wanted, least=least)
    if plain != math.floor(plain):
        raise ValueError(f"{name} is {shown(value)}: give {wanted}.")
    return int(plain)


def truth(value: object, name: str) -> bool:
    """Return True or False; words and numbers are refused, since "no" and 2 would count as true.

    Raises:
        TypeError: neither True nor False.
    """
    if not _is_truth(value):
        raise TypeError(f"{name} is {shown(value)}: write True or False.")
    return bool(value)


def _is_truth(value: object) -> bool:
    return isinstance(value, bool) or type(value).__name__ in (
        "bool",
        "bool_",
    )  # NumPy 1 says bool_


def text(value: object, name: str) -> str:
    """Return a text without the blanks around it; it may be empty.

    Raises:
        TypeError: not a text.
    """
    if not isinstance(value, str):
        raise TypeError(f"{name} is {shown(value)}: give a text.")
    return value.strip()


def choice(value: object, name: str, choices: Iterable[str]) -> str:
    """Return one of the words of a list.

    Raises:
        TypeError: not a text.
        ValueError: another word.
    """
    words = list(choices)
    wanted = f"write one of {', '.join(map(repr, words))}"
    if not isinstance(value, str):
        raise TypeError(f"{name} is {shown(value)}: {wanted}.")
    if value not in words:
        raise ValueError(f"{name} is {value!r}: {wanted}.")
    return value


def listed(value: object, name: str, wanted: str) -> list[Any]:
    """Return the members of a list or another sequence.

    One text is refused, since its letters would be read as members; a mapping, since only its names would be read; and
    a table.

    Raises:
        TypeError: none of these.
    """
    if isinstance(value, str | bytes | Mapping) or hasattr(value, "columns") or not isinstance(value, Iterable):
        raise TypeError(f"{name} is {_sort(value)}: give a list of {wanted}.")
    if getattr(value, "ndim", 1) != 1:
        raise TypeError(f"{name} is an array of {getattr(value, 'ndim', 0)} dimensions: give a list of {wanted}.")
    return list(value)


def named(values: Iterable[Any], name: str) -> list[Any]:
    """Return names as they are: texts, numbers, dates; what cannot be compared as a name is refused.

    Raises:
        TypeError: a list or another thing that is no name; the message says where it stands.
    """
    found = list(values)
    for number_in_list, value in enumerate(found, start=1):
        try:
            hash(value)
        except TypeError:
            raise TypeError(
                f"{name}, entry {number_in_list}, is {shown(value)}: give a name, as text or as a number."
            ) from None
    return found


def _sort(value: object) -> str:
    """Name a value that is of the wrong sort."""
    if isinstance(value, str) or is_number(value) or value is None:
        return shown(value)
    return f"a {type(value).__name__}"


def mapping(value: object, name: str, wanted: str) -> dict[Any, Any]:
    """Return a mapping as a dictionary; a column of a table (Series) counts as one.

    Args:
        value: what was given.
        name: what it is, for messages.
        wanted: what it should hold, for messages, such as "a share by target".

    Raises:
        TypeError: not a mapping.
        ValueError: a Series in which a name stands twice, so that one of its values would be lost.
    """
    if isinstance(value, Mapping):
        return dict(value)
    items = getattr(value, "items", None)
    if callable(items) and not hasattr(value, "columns") and not isinstance(value, type):
        pairs = list(items())
        found = dict(pairs)
        if len(found) < len(pairs):
            names = [key for key, _ in pairs]
            twice = next(key for index, key in enumerate(names) if key in names[:index])
            raise ValueError(f"{name}: {shown(twice)} stands twice. Give each name once.")
        return found
    raise TypeError(f"{name} is {_sort(value)}: give {wanted}, such as {{name: value}}.")


def table(value: object, name: str, wanted: str, needed: Iterable[str] = (), *, empty: bool = True) -> pd.DataFrame:
    """Return a table (DataFrame) that has the columns needed, each under a name of its own.

    Args:
        value: what was given.
        name: what it is, for messages.
        wanted: what it should hold, for messages.
        needed: names of the columns that must be there.
        empty: whether it may have no rows.

    Raises:
        TypeError: not a table.
        ValueError: two columns of the same name, a missing column, or no rows.
    """
    import pandas as pd

    if not isinstance(value, pd.DataFrame):
        raise TypeError(f"{name} is {_sort(value)}: give a table (pandas DataFrame) with {wanted}.")
    if value.columns.has_duplicates:
        twice = value.columns[value.columns.duplicated()][0]
        raise ValueError(f"{name}: two columns are called {twice!r}. Give each column its own name.")
    lacking = [column for column in needed if column not in value.columns]
    if lacking:
        there = ", ".join(map(str, value.columns[:12])) or "none"
        raise ValueError(
            f"Missing columns: {', '.join(map(str, lacking))}. {name[:1].upper()}{name[1:]} needs {wanted}; its "
            f"columns are: {there}."
        )
    if not empty and not len(value):
        raise ValueError(f"{name} has no rows: give at least one.")
    return value


def _float_column(values: pd.Series[Any], name: str, wanted: str, row_name: Callable[[int], str]) -> Numbers:
    """Return a column as floats, missing ones as NaN; ``row_name`` names a row for messages."""
    import numpy as np
    from pandas.api import types

    kind = values.dtype
    if types.is_numeric_dtype(kind) and not types.is_bool_dtype(kind) and not types.is_complex_dtype(kind):
        return np.asarray(values.to_numpy(dtype="float64", na_value=np.nan))
    numbers = np.full(len(values), np.nan)
    for row, value in enumerate(values):
        if is_number(value):
            numbers[row] = as_float(value)
        elif not is_missing(value):
            raise TypeError(f"{name}{row_name(row)} is {shown(value)}: give {wanted}.{_text_hint(value)}")
    return numbers


def _within(numbers: Numbers, least: float, most: float, gaps: bool) -> np.ndarray[Any, np.dtype[np.bool_]]:
    import numpy as np

    good = (numbers >= max(least, -LARGEST)) & (numbers <= min(most, LARGEST))
    return good | np.isnan(numbers) if gaps else good


def figures(
    values: object,
    name: str,
    wanted: str = "a number",
    *,
    least: float = -math.inf,
    most: float = math.inf,
    gaps: bool = False,
) -> Numbers:
    """Return a list, an array or a column of a table as numbers.

    Args:
        values: one number for each row.
        name: what they are, for messages.
        wanted: what should stand in a row, for messages.
        least: the smallest value allowed.
        most: the largest value allowed.
        gaps: whether values may be missing; they become NaN.

    Returns:
        Floats, in the order given. They may share the memory of ``values``: do not change them in place.

    Raises:
        TypeError: no list, or a member that is no number.
        ValueError: a number that is infinite, outside its limits or missing; the message names the row.
    """
    import pandas as pd

    if isinstance(values, pd.Series):
        column: pd.Series[Any] = values
        labels = values.index

        def row_name(row: int) -> str:
            return f", row {shown(labels[row])},"
    else:
        if isinstance(values, Set):
            raise TypeError(f"{name} is a set: its order and its repeated values are lost. Give a list of numbers.")
        members = values if getattr(values, "ndim", None) == 1 else listed(values, name, "numbers")
        column = pd.Series(members)

        def row_name(row: int) -> str:
            return f", entry {row + 1}," if len(column) > 1 else ""

    numbers = _float_column(column, name, wanted, row_name)
    good = _within(numbers, least, most, gaps)
    if not good.all():
        row = int(good.argmin())
        raise ValueError(f"{name}{row_name(row)} is {shown(column.iloc[row])}: give {wanted}.")
    return numbers


def grid(
    table: pd.DataFrame,
    wanted: str = "a number",
    *,
    least: float = -math.inf,
    most: float = math.inf,
    gaps: bool = False,
) -> Numbers:
    """Return a whole table as numbers, one row and one column for each of its own; see :func:`figures`.

    Raises:
        TypeError: a value that is no number; the message names its row and column.
        ValueError: a number that is infinite, outside its limits or missing; likewise.
    """
    import numpy as np
    from pandas.api import types

    plain = all(types.is_numeric_dtype(kind) and not types.is_bool_dtype(kind) for kind in table.dtypes)
    if plain and not any(types.is_complex_dtype(kind) for kind in table.dtypes):
        numbers = np.asarray(table.to_numpy(dtype="float64", na_value=np.nan))
        if _within(numbers, least, most, gaps).all():
            return numbers
    limits = {"least": least, "most": most}
    columns = [
        figures(table.iloc[:, index], shown_name(column), wanted, gaps=gaps, **limits)
        for index, column in enumerate(table.columns)
    ]
    return np.column_stack(columns) if columns else np.empty(table.shape)


def shown_name(name: object) -> str:
    """Return the name of a column or of a row as it stands in a message: a text as it is."""
    return name if isinstance(name, str) else shown(name)


def truths(values: pd.Series[Any], name: str) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Return a column of answers as True and False; 1 and 0 stand for them, words do not.

    Raises:
        TypeError: an answer that is neither; the message names the row.
        ValueError: a missing answer.
    """
    import numpy as np

    if values.dtype == np.bool_:
        return values.to_numpy()
    return np.array(
        [_answer(value, f"{name}, row {shown(values.index[row])}") for row, value in enumerate(values)], dtype=bool
    )


def _answer(value: object, answer: str) -> bool:
    if is_missing(value):
        raise ValueError(f"{answer}, has no answer. Write True or False.")
    if not _is_truth(value) and not (is_number(value) and value in (0, 1)):
        raise TypeError(f"{answer}, is {shown(value)}. Write True or False, not words.")
    return bool(value)


def truths_by_row(values: pd.Series[Any], name: str) -> tuple[np.ndarray[Any, np.dtype[np.bool_]], dict[int, str]]:
    """Return a column of answers, False where one cannot be read, and by row why, so that one bad row stops no table.

    Raises:
        TypeError: no answer can be read, and the first is no answer.
        ValueError: the same, and the first is missing.
    """
    import numpy as np

    if values.dtype == np.bool_:
        return values.to_numpy(), {}
    answers = np.zeros(len(values), dtype=bool)
    reasons: dict[int, str] = {}
    for row, value in enumerate(values):
        try:
            answers[row] = _answer(value, f"{name}, row {shown(values.index[row])}")
        except (TypeError, ValueError) as error:
            reasons[row] = str(error)
    if reasons and len(reasons) == len(values):
        _answer(values.iloc[0], f"{name}, row {shown(values.index[0])}")
    return answers, reasons


def figures_by_row(
    values: object, name: str, wanted: str = "a number", *, least: float = -math.inf, most: float = math.inf
) -> tuple[Numbers, dict[int, str]]:
    """Return a column as numbers with gaps, and by row why a cell cannot be used, so that one bad row stops no table.

    Raises:
        ValueError: no cell can be used: then the whole column is another one.
        TypeError: the same, or it is no list.
    """
    import numpy as np
    import pandas as pd

    try:
        return figures(values, name, wanted, least=least, most=most, gaps=True).copy(), {}
    except (TypeError, ValueError):
        # A cell keeps the label of its row, by which a message names it.
        cells: list[tuple[str, Any]]
        if isinstance(values, pd.Series):
            cells = [(name, values.iloc[[row]]) for row in range(len(values))]
        else:
            cells = [(f"{name}, entry {at},", [each]) for at, each in enumerate(listed(values, name, wanted), start=1)]
        numbers: Numbers = np.full(len(cells), np.nan)
        reasons: dict[int, str] = {}
        for row, (cell_name, cell) in enumerate(cells):
            try:
                numbers[row] = figures(cell, cell_name, wanted, least=least, most=most, gaps=True)[0]
            except (TypeError, ValueError) as error:
                reasons[row] = str(error)
        if len(reasons) == len(cells):
            raise
        return numbers, reasons


def complete_rows(
    columns: Mapping[str, object], wanted: Mapping[str, str], *, least: float = -math.inf, most: float = math.inf
) -> tuple[dict[str, Numbers], dict[int, str]]:
    """Return columns of one length as numbers, and by row why it cannot be used: a cell is missing, or no such number.

    Args:
        columns: by name, for messages, a column or a list.
        wanted: by name, what should stand in a cell, for messages.
        least: the smallest value allowed.
        most: the largest value allowed.

    Raises:
        ValueError: no row can be used.
        TypeError: the same, or a column is no list.
    """
    import numpy as np
    import pandas as pd

    numbers: dict[str, Numbers] = {}
    reasons: dict[int, str] = {}
    for name, values in columns.items():
        numbers[name], found = figures_by_row(values, name, wanted[name], least=least, most=most)
        for row in np.flatnonzero(np.isnan(numbers[name])).tolist():
            place = f"row {shown(values.index[row])}" if isinstance(values, pd.Series) else f"entry {row + 1}"
            found.setdefault(row, f"{name}, {place}, is missing: give {wanted[name]}.")
        reasons = {**found, **reasons}
    if reasons and len(reasons) == len(next(iter(numbers.values()))):
        raise ValueError(reasons[min(reasons)])
    return numbers, reasons


def on_one_index(given: Mapping[str, object]) -> tuple[pd.Index[Any], dict[str, Any]]:
    """Bring columns together row by row: Series by their labels, in the order of the first; lists by their order.

    Args:
        given: by name, a Series or a list; a plain number stands for itself in every row.

    Returns:
        The labels of the rows, and by name the columns, which can be read with :func:`figures`.

    Raises:
        TypeError: neither a number nor a list.
        ValueError: labels that do not match, stand twice in one and in another order in the other, or lists of
            different length.
    """
    import pandas as pd

    lists = {
        name: value if isinstance(value, pd.Series) else listed(value, name, "numbers, or one number")
        for name, value in given.items()
        if not is_number(value) and not is_missing(value)
    }
    lengths = {name: len(values) for name, values in lists.items()}
    if len(set(lengths.values())) > 1:
        found = ", ".join(f"{name} has {length}" for name, length in lengths.items())
        raise ValueError(f"Lists of different length: {found}. Give one entry of each for every row.")
    series = {name: values for name, values in lists.items() if isinstance(values, pd.Series)}
    size = next(iter(lengths.values()), 1)
    index: pd.Index[Any] = pd.RangeIndex(size)
    if series:
        leader, index = next((name, values.index) for name, values in series.items())
        for name, values in series.items():
            lists[name] = _reordered(values, index, name, leader)
    return index, {name: lists.get(name, [value] * size) for name, value in given.items()}


def _reordered(values: pd.Series[Any], index: pd.Index[Any], name: str, leader: str) -> pd.Series[Any]:
    if values.index.equals(index):
        return values
    for who, labels in ((name, values.index), (leader, index)):
        if labels.has_duplicates:
            twice = shown(labels[labels.duplicated()][0])
            raise ValueError(f"{who}: {twice} stands twice, so {leader} and {name} cannot be matched by their rows.")
    apart = [*index.difference(values.index, sort=False), *values.index.difference(index, sort=False)]
    if apart:
        raise ValueError(f"{shown(apart[0])} is only in one of {leader} and {name}. Both need the same rows.")
    return values.reindex(index)


def target_codes(value: object, owner: str) -> tuple[str, ...]:
    """Return codes of targets, each once, in the order given.

    Args:
        value: a list or another sequence of codes; one code alone is refused, since its letters would be read as codes.
        owner: to what the codes belong, for messages.

    Raises:
        TypeError: one text, or no sequence at all.
        ValueError: there is no such target; the message names codes that look like it.
    """
    if isinstance(value, str | Mapping) or not isinstance(value, Collection) or hasattr(value, "columns"):
        raise TypeError(f'{owner}: the targets are {shown(value)}. Give a list of codes, such as ["11.2", "11.7"].')
    for code in value:
        try:
            agenda2030.target(code)
        except KeyError as error:
            raise ValueError(f"{owner}: {error.args[0]}") from None
    return tuple(dict.fromkeys(value))
