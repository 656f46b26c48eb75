"""Reading what a caller gives: numbers, names and codes, refused with words that say what to give instead.

Every function names the thing, says what was found and what was expected. A wrong kind of thing is a ``TypeError``, a
wrong value a ``ValueError``.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from decimal import Decimal
from numbers import Real
from typing import TYPE_CHECKING, Any, TypeGuard

from localsdg import agenda2030

if TYPE_CHECKING:
    import pandas as pd


def shown(value: object) -> str:
    """Return a value as a person writes it: 1.5, not np.float64(1.5)."""
    plain = getattr(value, "item", None)
    return repr(plain() if callable(plain) else value)


def is_number(value: object) -> TypeGuard[float]:
    """Say whether a value is a number: no truth value, no text that looks like one."""
    return isinstance(value, Real | Decimal) and not isinstance(value, bool)


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
        raise TypeError(f"{name} is {shown(value)}: give {wanted}.")
    if not (math.isfinite(value) and least <= value <= most):
        raise ValueError(f"{name} is {float(value):g}: give {wanted}.")
    return float(value)


def text(value: object, name: str) -> str:
    """Return a text without the blanks around it; it may be empty.

    Raises:
        TypeError: not a text.
    """
    if not isinstance(value, str):
        raise TypeError(f"{name} is {shown(value)}: give a text.")
    return value.strip()


def mapping(value: object, name: str, wanted: str) -> dict[Any, Any]:
    """Return a mapping as a dictionary; a column of a table counts as one.

    Args:
        value: what was given.
        name: what it is, for messages.
        wanted: what it should hold, for messages, such as "a share by target".

    Raises:
        TypeError: not a mapping.
    """
    if isinstance(value, Mapping):
        return dict(value)
    items = getattr(value, "items", None)
    if callable(items) and not hasattr(value, "columns"):
        return dict(items())
    raise TypeError(f"{name} is {type(value).__name__} {shown(value)[:40]}: give {wanted}, such as {{name: value}}.")


def table(value: object, name: str, wanted: str) -> pd.DataFrame:
    """Return a table (DataFrame) whose columns have different names.

    Raises:
        TypeError: not a table.
        ValueError: two columns of the same name.
    """
    import pandas as pd

    if not isinstance(value, pd.DataFrame):
        raise TypeError(f"{name} is a {type(value).__name__}: give a table (pandas DataFrame) with {wanted}.")
    if value.columns.has_duplicates:
        twice = value.columns[value.columns.duplicated()][0]
        raise ValueError(f"{name}: two columns are called {twice!r}. Give each column its own name.")
    return value


def target_codes(value: object, owner: str) -> tuple[str, ...]:
    """Return codes of targets, each once, in the order given.

    Args:
        value: a list or another sequence of codes; one code alone is refused, since its letters would be read as codes.
        owner: to what the codes belong, for messages.

    Raises:
        TypeError: one text, or no sequence at all.
        ValueError: there is no such target; the message names codes that look like it.
    """
    if isinstance(value, str) or not hasattr(value, "__iter__"):
        raise TypeError(f'{owner}: the targets are {shown(value)}. Give a list of codes, such as ["11.2", "11.7"].')
    codes = tuple(dict.fromkeys(value))
    for code in codes:
        try:
            agenda2030.target(code)
        except KeyError as error:
            raise ValueError(f"{owner}: {error.args[0]}") from None
    return codes
