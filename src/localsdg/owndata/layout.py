"""Which row of a table is its heading, what its columns are, and which of the known forms it has.

Three forms are known. Open SDG's: the first column ``Year``, the last ``Value``, breakdowns between them, one indicator
a file (Open SDG documentation, data format, https://github.com/open-sdg/open-sdg/blob/master/docs/data-format.md). The
course's own tidy form: ``place, indicator, year, value, unit`` and breakdowns. The wide form: one column a year.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from localsdg.core.typed_numbers import ascii_digits
from localsdg.owndata.numbers import PLAIN, tidy_spaces
from localsdg.owndata.years import is_year

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
    "comment_obs fuente nota notas quelle fonte observation_status obs_status period_label flag flags obs_flag",
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


@lru_cache(maxsize=1000)
def plain_name(name: str) -> str:
    """Return a heading for comparing: small letters without accents, words joined, nothing in brackets."""
    bare = re.sub(r"\(.*?\)|\[.*?\]", "", tidy_spaces(name)).strip(" :*").casefold()
    bare = "".join(sign for sign in unicodedata.normalize("NFD", bare) if not unicodedata.combining(sign))
    return re.sub(r"[\s\-]+", "_", bare.strip())


def role_of(name: str) -> str:
    """Return what a column is by its heading; "" for a breakdown."""
    return _ROLE.get(plain_name(name), "")


@lru_cache(maxsize=1000)
def year_of(name: str) -> int | None:
    """Return the year that a heading is, such as 2019; None for other headings."""
    found = _YEAR_NAME.fullmatch(ascii_digits(tidy_spaces(name)))
    return int(found[1]) if found else None


@dataclass(frozen=True)
class BesideYear:
    """A column of a wide table that belongs to one year: its position, that of the year, and what it holds."""

    place: int
    year: int
    name: str


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
        beside: in the wide form, the columns that belong to one year, such as its flags.
        unclear: in the wide form, columns that may belong to one year or to the row: nothing says which.
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
    beside: tuple[BesideYear, ...]
    unclear: tuple[int, ...]
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
        if max(year, value) >= len(record) or any(place >= len(record) for place in self.measures):
            return False  # where another number is lacking, one cannot tell which of them is the value
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


_ZONES = {"urban", "rural", "peri-urban", "total", "all", "urbano", "urbana", "urbain", "stadt", "land"}


def _are_groups(cells: list[str]) -> bool:
    """Say whether a column of places holds parts of a place, such as urban and rural."""
    words = {tidy_spaces(cell).casefold() for cell in cells} - {""}
    return bool(words) and words <= _ZONES


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


_YEAR_IN_NAME = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
FLAGS = ("flag", "flags", "status", "symbol", "symbols", "marker", "obs_flag", "obs_status", "observation_status")


def _stem(heading: str) -> str:
    """Return a heading without a year and without the number that programs add to equal headings: Flag.1, Flag_2."""
    bare = _YEAR_IN_NAME.sub("", ascii_digits(tidy_spaces(heading)))
    bare = re.sub(r"[._][0-9]{1,3}$|^Unnamed: [0-9]+$", "", bare)  # as pandas names equal and empty headings
    return bare.strip(" _-–:.,;()[]/*")


def _beside_years(
    headings: tuple[str, ...], years: tuple[int, ...], below: list[list[str]]
) -> tuple[tuple[BesideYear, ...], tuple[int, ...]]:
    """Sort the other columns of a wide table: those that belong to one year, and those of which that is not clear.

    A column belongs to a year if its heading names it, or if it stands in the same place beside every year under the
    same heading. Columns left of the years, and named columns of words to the right of them, belong to the row.
    """
    cells = {
        place: [record[place] for record in below if place < len(record) and record[place].strip()]
        for place in range(len(headings))
    }
    stems = {place: _stem(heading) for place, heading in enumerate(headings)}
    places = {year_of(headings[place]): place for place in years}
    others = [place for place in range(len(headings)) if place not in years]
    numbers = {place for place in others if any(_is_number_cell(cell) for cell in cells[place])}
    beside, unclear = [], set()
    for place in others:
        named = {int(year) for year in _YEAR_IN_NAME.findall(ascii_digits(headings[place]))}
        if not named:
            continue
        year = places.get(next(iter(named))) if len(named) == 1 else None
        if year is None or place in numbers:
            unclear.add(place)
        else:
            beside.append(BesideYear(place, year, stems[place] or "Flag"))
    rest = [place for place in others if not _YEAR_IN_NAME.search(ascii_digits(headings[place]))]
    empty = {place for place in rest if not stems[place] and not cells[place]}
    if any(years[0] < place < years[-1] for place in rest):
        found = _by_position(years, rest, stems) or _by_position(years, [p for p in rest if p not in empty], stems)
        if not found or numbers & {each.place for each in found}:
            found = []
            unclear |= {place for place in rest if place > years[0]} - empty
        beside += found
    taken = {each.place for each in beside}
    unclear |= {
        place
        for place in rest
        if place > years[-1]
        and place not in taken | empty
        and (not stems[place] or place in numbers or plain_name(headings[place]) in FLAGS)
    }
    unclear |= {place for place in rest if plain_name(headings[place]) in ("year", "value")}
    unclear |= {place for place in rest if place not in taken and _may_speak_of_one_year(headings[place], cells[place])}
    new = [(each.year, plain_name(each.name)) for each in beside]
    kept = {plain_name(headings[place]) for place in rest if place not in taken}
    if len(set(new)) < len(new) or kept & {name for _, name in new}:
        return (), tuple(sorted(unclear | taken))
    return tuple(sorted(beside, key=lambda each: each.place)), tuple(sorted(unclear))


def _may_speak_of_one_year(heading: str, cells: list[str]) -> bool:
    """Say whether notes beside a row may be on one of its years only: footnotes, and notes that name a year."""
    if role_of(heading) != "note":
        return False
    return "foot" in plain_name(heading) or any(_YEAR_IN_NAME.search(ascii_digits(cell)) for cell in cells)


def _by_position(years: tuple[int, ...], rest: list[int], stems: dict[int, str]) -> list[BesideYear]:
    """Return the columns that stand beside every year in the same way, before or after it; none if that is unclear."""
    ends = [*years[1:], len(stems)]
    after = [[place for place in rest if year < place < end] for year, end in zip(years, ends, strict=True)]
    size = len(after[0])
    after[-1] = after[-1][:size]
    starts = [-1, *years[:-1]]
    before = [[place for place in rest if start < place < year] for start, year in zip(starts, years, strict=True)]
    size_before = len(before[-1])
    before[0] = before[0][len(before[0]) - size_before :] if size_before else []

    def even(blocks: list[list[int]]) -> bool:
        names = {tuple(plain_name(stems[place]) for place in block) for block in blocks}
        return len(names) == 1 and bool(blocks[0])

    is_after, is_before = even(after), even(before)
    if is_after == is_before or (is_before and not all(stems[place] for block in before for place in block)):
        return []
    blocks = after if is_after else before
    return [
        BesideYear(place, year, stems[place] or "Flag")
        for year, block in zip(years, blocks, strict=True)
        for place in block
    ]


def make_layout(header: int | None, headings: tuple[str, ...], below: list[list[str]]) -> Layout:
    """Say what the columns of a table are, from its headings and its first rows."""
    names = _unique(headings)
    blank = tuple(place for place, heading in enumerate(headings) if not heading.strip())
    roles = _roles(names)
    if "place" in roles and _are_groups([record[roles["place"]] for record in below if roles["place"] < len(record)]):
        roles.pop("place")  # a breakdown called Location, of urban and rural
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
    beside, unclear = _beside_years(headings, years, below) if wide else ((), ())
    apart = {*(each.place for each in beside), *unclear}
    roles = {role: place for role, place in roles.items() if place not in apart}
    notes = {place for place, name in enumerate(names) if role_of(name) == "note"}
    taken = {*roles.values(), *values, *notes, *blank, *apart}
    measures = _measures(names, below, taken) if form in (OPEN_SDG, TIDY) else ()
    breakdowns = tuple(place for place in range(len(names)) if place not in taken | set(measures))
    known = len({role for role in map(role_of, names) if role}) + (2 if wide else 0)
    return Layout(
        header,
        headings,
        names,
        blank,
        form,
        roles,
        values,
        measures,
        breakdowns,
        beside,
        unclear,
        frozenset(guessed),
        known,
    )
