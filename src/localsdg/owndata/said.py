"""What a person says about a table where the table itself does not: its year, its columns, its decimal sign."""

from __future__ import annotations

import difflib
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from localsdg.owndata.numbers import tidy_spaces
from localsdg.owndata.words import refused
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
                if near:
                    raise refused("no_column_but", name=name, near=names[tidy[near[0]]])
                raise refused("no_column", name=name, names=", ".join(names[:20]))
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
            raise refused("year", given=repr(year))
    if decimal is not None and decimal not in (".", ","):
        raise refused("decimal", given=repr(decimal))
    if headings not in (None, *HEADINGS):
        raise refused("headings", given=repr(headings), known=" or ".join(HEADINGS))
    if isinstance(columns, str):
        columns = [columns]
    pairs = dict(columns) if isinstance(columns, Mapping) else dict(_pair(text) for text in columns or ())
    roles = {}
    for name, role in pairs.items():
        if str(role) not in ROLES:
            raise refused("no_role", name=name, role=repr(role), roles=", ".join(ROLES))
        roles[str(name)] = str(role)
    for role in ("year", "value", "unit", "indicator", "place"):
        twice = [name for name, given in roles.items() if given == role]
        if len(twice) > 1:
            raise refused("role_twice", role=role, names=", ".join(twice))
    return Said(number, roles, decimal, headings)


def _pair(text: str) -> tuple[str, str]:
    found = re.fullmatch(r"(.+)=\s*(\w+)\s*", str(text), re.DOTALL)
    if not found:
        raise refused("column_text", text=text)
    return found[1], found[2].casefold()
