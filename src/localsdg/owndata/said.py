"""What a person says about a table where the table itself does not: its year, its columns, its decimal sign."""

from __future__ import annotations

import difflib
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from localsdg.owndata.errors import DataFileError
from localsdg.owndata.numbers import tidy_spaces
from localsdg.owndata.years import is_year

if TYPE_CHECKING:
    from collections.abc import Sequence

ROLES = ("place", "indicator", "year", "value", "unit", "group", "figure", "skip")
"""What a column can be said to be: ``figure`` holds one indicator, ``group`` tells rows apart, ``skip`` is not read."""


HEADINGS = ("indicators", "places")
"""What the headings of columns of figures can name."""


@dataclass(frozen=True)
class Said:
    """What a person has said.

    Attributes:
        year: the year of every figure of a table that has none.
        columns: for headings, what their columns are.
        decimal: the decimal sign, "." or ",".
        headings: what the headings of figures name: "indicators" or "places".
    """

    year: int | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    decimal: str | None = None
    headings: str | None = None

    def places(self, names: Sequence[str]) -> dict[int, str]:
        """Return what columns are, by position.

        Raises:
            DataFileError: a heading that the table does not have.
        """
        tidy = {tidy_spaces(name).casefold(): place for place, name in reversed(list(enumerate(names)))}
        found = {}
        for name, role in self.columns.items():
            place = tidy.get(tidy_spaces(name).casefold())
            if place is None:
                near = difflib.get_close_matches(tidy_spaces(name).casefold(), tidy, n=1)
                hint = f" Did you mean “{names[tidy[near[0]]]}”?" if near else f" There are: {', '.join(names[:20])}."
                raise DataFileError(f"columns: the table has no column “{name}”.{hint}")
            found[place] = role
        return found


NOTHING = Said()


def make_said(
    year: object = None,
    columns: Mapping[str, str] | Sequence[str] | str | None = None,
    decimal: str | None = None,
    headings: str | None = None,
) -> Said:
    """Check what a person has said.

    Args:
        year: a year such as 2023.
        columns: for headings what their columns are, or texts such as "Stadtteil=place".
        decimal: "." or ",".
        headings: "indicators" or "places".

    Raises:
        DataFileError: something that cannot be; the message names the argument.
    """
    number = None
    if year is not None:
        try:
            number = int(str(year).strip())
        except ValueError:
            number = 0
        if not (math.isfinite(number) and is_year(number)):
            raise DataFileError(f"year is {year!r}: give a year of four digits, such as 2023.")
    if decimal is not None and decimal not in (".", ","):
        raise DataFileError(f"decimal is {decimal!r}: give “.” if 12.5 is written, or “,” if 12,5 is written.")
    if headings not in (None, *HEADINGS):
        raise DataFileError(f"headings is {headings!r}: say whether they name {' or '.join(HEADINGS)}.")
    if isinstance(columns, str):
        columns = [columns]
    pairs = dict(columns) if isinstance(columns, Mapping) else dict(_pair(text) for text in columns or ())
    roles = {}
    for name, role in pairs.items():
        if str(role) not in ROLES:
            raise DataFileError(f"columns: “{name}” cannot be {role!r}. A column can be: {', '.join(ROLES)}.")
        roles[str(name)] = str(role)
    for role in ("year", "value", "unit", "indicator", "place"):
        twice = [name for name, given in roles.items() if given == role]
        if len(twice) > 1:
            raise DataFileError(f"columns: only one column can be the {role}, not {' and '.join(twice)}.")
    return Said(number, roles, decimal, headings)


def _pair(text: str) -> tuple[str, str]:
    found = re.fullmatch(r"(.+)=\s*(\w+)\s*", str(text), re.DOTALL)
    if not found:
        raise DataFileError(f"columns is “{text}”: give a heading, = and what it is, such as “Stadtteil=place”.")
    return found[1], found[2].casefold()
