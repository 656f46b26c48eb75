"""Which row of a table is its heading, what its columns are, and which of the known forms it has.

Three forms are known. Open SDG's: the first column ``Year``, the last ``Value``, breakdowns between them, one indicator
a file (Open SDG documentation, data format, https://github.com/open-sdg/open-sdg/blob/master/docs/data-format.md). The
course's own tidy form: ``place, indicator, year, value, unit`` and breakdowns. The wide form: one column a year.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from localsdg.implementation.baseline.numbers import PLAIN, tidy_spaces
from localsdg.implementation.baseline.years import is_year
from localsdg.typed_numbers import ascii_digits

if TYPE_CHECKING:
    from collections.abc import Callable

OPEN_SDG, TIDY, WIDE, UNKNOWN = "Open SDG", "tidy", "wide", "unknown"

_NAMES = {
    "year": "year years ano anos annee annees jahr jaar anno time_period period",
    "value": "value values valor valores valeur valeurs wert valore obs_value",
    "unit": "unit units unidad unidades unidade unite unites einheit unit_measure",
    "indicator": "indicator indicator_code sdg_indicator indicador indicateur indikator",
    "place": "place city municipality location town lugar ciudad municipio ville commune gemeinde cidade",
    "geocode": "geocode geo_code",
    "numerator": "numerator numerador numerateur zahler",
    "denominator": "denominator denominador denominateur nenner",
    "measure": "population poblacion populacao bevolkerung inhabitants habitantes habitants sample sample_size",
    "note": "note notes comment comments remark remarks footnote footnotes source sources reference url link date "
    "comment_obs fuente nota notas quelle fonte observation_status obs_status period_label",
}
_MEASURES = ("numerator", "denominator", "measure")
_ROLE = {name: role for role, names in _NAMES.items() for name in names.split()}
TIDY_NAMES = {"place": "place", "indicator": "indicator", "year": "year", "value": "value", "unit": "unit"}
OPEN_SDG_NAMES = {"year": "Year", "value": "Value", "unit": "Units", "geocode": "GeoCode"}
_YEAR_NAME = re.compile(r"((?:19|20)\d\d)(?:\.0| \[YR\d{4}\])?")


def letter(place: int) -> str:
    """Return the letter of a column as spreadsheet programs show it: A, B, ..., Z, AA."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def plain_name(name: str) -> str:
    """Return a heading for comparing: small letters without accents, words joined, nothing in brackets."""
    bare = re.sub(r"\(.*?\)|\[.*?\]", "", tidy_spaces(name)).strip(" :*").casefold()
    bare = "".join(sign for sign in unicodedata.normalize("NFD", bare) if not unicodedata.combining(sign))
    return re.sub(r"[\s\-]+", "_", bare.strip())


def role_of(name: str) -> str:
    """Return what a column is by its heading; "" for a breakdown."""
    return _ROLE.get(plain_name(name), "")


def year_of(name: str) -> int | None:
    """Return the year that a heading is, such as 2019; None for other headings."""
    found = _YEAR_NAME.fullmatch(ascii_digits(tidy_spaces(name)))
    return int(found[1]) if found else None


@dataclass(frozen=True)
class Layout:
    """The heading of a table and what its columns are; columns by position, from 0.

    Attributes:
        header: the position of the heading among the rows; None if there is none.
        headings: the cells of the heading, as they are.
        names: the headings made unique: a letter is added where one is there twice, and stands for an empty one.
        blank: columns without a heading.
        form: Open SDG, tidy, wide or unknown.
        roles: the columns for year, value, unit, indicator, place and geocode, as far as there are any.
        value_columns: the columns with figures: one, or one a year in the wide form.
        measures: further columns of numbers beside the value, such as a denominator; not in the wide form.
        breakdowns: the other columns that tell series apart.
        guessed: roles that were given by what the cells hold, not by a heading.
        known_names: how many headings are known names.
    """

    header: int | None
    headings: tuple[str, ...]
    names: tuple[str, ...]
    blank: tuple[int, ...]
    form: str
    roles: dict[str, int]
    value_columns: tuple[int, ...]
    measures: tuple[int, ...]
    breakdowns: tuple[int, ...]
    guessed: frozenset[str]
    known_names: int

    @property
    def figures(self) -> tuple[int, ...]:
        """All columns of numbers."""
        return (*self.value_columns, *self.measures)

    def fits(self, record: list[str]) -> bool:
        """Say whether the cells of a short row stand where they should: a year, a number, nothing else cut off."""
        if self.form == UNKNOWN or self.form == WIDE:
            return False
        year, value = self.roles["year"], self.roles["value"]
        if max(year, value) >= len(record):
            return False
        return _is_year_cell(record[year]) and (
            not record[value].strip() or bool(PLAIN.fullmatch(record[value].strip()))
        )


def _is_year_cell(cell: str) -> bool:
    clean = cell.strip()
    return bool(re.fullmatch(r"\d{4}", clean)) and is_year(int(clean))


def _is_number_cell(cell: str) -> bool:
    return bool(re.fullmatch(r"[+-]?[0-9][0-9.,  ]*\s?%?", cell.strip()))


def _heading(records: list[list[str]]) -> int | None:
    """Return which record is the heading; None if the first rows are data."""
    few = records[:20]
    for place, record in enumerate(few):
        roles = {role_of(cell) for cell in record}
        if {"year", "value"} <= roles:
            return place
    for place, record in enumerate(few):
        years = [year for year in map(year_of, record) if year]
        if len(years) >= 3 and len(set(years)) == len(years) and sum(map(_is_number_cell, record)) == len(years):
            return place
    for place, record in enumerate(few):
        filled = [cell for cell in record if cell.strip()]
        if len(filled) >= 2 and ({"year", "value"} & {role_of(cell) for cell in filled}):
            return place
    widest = max((len(record) for record in few), default=0)
    for place, record in enumerate(few):
        filled = [cell for cell in record if cell.strip()]
        if len(filled) < min(2, widest):
            continue
        data = _is_year_cell(record[0]) and _is_number_cell(record[-1]) and len(record) > 1
        return None if data else place
    return 0 if records else None


def _share(cells: list[str], test: Callable[[str], bool]) -> float:
    filled = [cell for cell in cells if cell.strip()]
    return sum(map(test, filled)) / len(filled) if filled else 0.0


def _guess(names: tuple[str, ...], records: list[list[str]], roles: dict[str, int]) -> dict[str, int]:
    """Give the roles of year and value to the columns whose cells look like it."""
    columns = {
        place: [record[place] for record in records if place < len(record)]
        for place, name in enumerate(names)
        if place not in roles.values() and not role_of(name)
    }
    found = {}
    if "year" not in roles:
        years = [place for place, cells in columns.items() if _share(cells, _is_year_cell) >= 0.8]
        if years:
            found["year"] = years[0]
    if "value" not in roles:
        numbers = [
            place
            for place, cells in columns.items()
            if place not in found.values() and _share(cells, _is_number_cell) >= 0.8
        ]
        if len(numbers) == 1 or (numbers and numbers[-1] == len(names) - 1):
            found["value"] = numbers[-1]
    return found


def _measures(names: tuple[str, ...], records: list[list[str]], taken: set[int]) -> tuple[int, ...]:
    """Return further columns of numbers: by their names, or because they hold many different numbers."""
    found = []
    for place, name in enumerate(names):
        cells = [record[place].strip() for record in records if place < len(record) and record[place].strip()]
        many = place not in taken and len(cells) >= 20 and len(set(cells)) > 0.3 * len(cells)
        if (many or role_of(name) in _MEASURES) and _share(cells, _is_number_cell) >= 0.8:
            found.append(place)
    return tuple(found)


def _roles(names: tuple[str, ...]) -> dict[str, int]:
    """Give each role to one column: the exact name first, else the first that means the same."""
    roles: dict[str, int] = {}
    exact = {*TIDY_NAMES.values(), *OPEN_SDG_NAMES.values()}
    for wanted in (True, False):
        for place, name in enumerate(names):
            role = role_of(name)
            if role and role not in ("note", "measure") and role not in roles and (name in exact) == wanted:
                roles[role] = place
    return roles


def find_layout(records: list[list[str]]) -> Layout:
    """Find the heading among the first rows of a table and say what its columns are."""
    header = _heading(records)
    below = records[(0 if header is None else header + 1) :]
    if header is None:
        width = max((len(record) for record in records), default=1)
        cells = [""] * width
    else:
        cells = [tidy_spaces(cell) if not cell.strip() else cell for cell in records[header]]
    return make_layout(header, tuple(cells), below)


def _unique(headings: tuple[str, ...]) -> tuple[str, ...]:
    names: list[str] = []
    for place, heading in enumerate(headings):
        name = heading if heading.strip() else f"Column {letter(place)}"
        names.append(name if name not in names else f"{name} (column {letter(place)})")
    return tuple(names)


def make_layout(header: int | None, headings: tuple[str, ...], below: list[list[str]]) -> Layout:
    """Say what the columns of a table are, from its headings and its first rows."""
    names = _unique(headings)
    blank = tuple(place for place, heading in enumerate(headings) if not heading.strip())
    roles = _roles(names)
    years = tuple(place for place, name in enumerate(names) if year_of(name))
    wide = len(years) >= 2 and "value" not in roles
    guessed = {} if wide else _guess(names, below, roles)
    roles |= guessed
    at_ends = bool(names) and names[0] == "Year" and names[-1] == "Value"
    if wide:
        form = WIDE
        roles.pop("year", None)
    elif "year" not in roles or "value" not in roles:
        form = UNKNOWN
    elif "indicator" in roles or ("place" in roles and not at_ends):
        form = TIDY
    else:
        form = OPEN_SDG
        roles.pop("place", None)
    values = years if wide else (roles["value"],) if form != UNKNOWN else ()
    notes = {place for place, name in enumerate(names) if role_of(name) == "note"}
    taken = {*roles.values(), *values, *notes, *blank}
    measures = _measures(names, below, taken) if form in (OPEN_SDG, TIDY) else ()
    breakdowns = tuple(place for place in range(len(names)) if place not in taken | set(measures))
    known = len({role for role in map(role_of, names) if role}) + (2 if wide else 0)
    return Layout(header, headings, names, blank, form, roles, values, measures, breakdowns, frozenset(guessed), known)
