"""Which row of a table is its heading, what its columns are, and which of the known forms it has.

Four forms are known. Open SDG's: the first column ``Year``, the last ``Value``, breakdowns between them, one indicator
a file (Open SDG documentation, data format, https://github.com/open-sdg/open-sdg/blob/master/docs/data-format.md). The
course's own tidy form: ``place, indicator, year, value, unit`` and breakdowns. The wide form: one column a year. The
form of most offices: one column for each indicator, and a row for each district, with or without its year.
"""

from __future__ import annotations

import itertools
import math
import re
import unicodedata
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from localsdg.core.typed_numbers import ascii_digits
from localsdg.owndata.meanings import (
    CODE_NAMES,
    RULES,
    Kinds,
    Meaning,
    has_leading_zeros,
    holds_figures,
    holds_years,
    is_unit,
    kinds_of,
    names_time,
    names_times,
    number_kind,
    place_by_name,
    says_area,
    without_type,
)
from localsdg.owndata.numbers import PLAIN, tidy_spaces
from localsdg.owndata.words import catalogue, filled
from localsdg.owndata.years import FIRST_YEAR, is_year, read_year, year_inside

if TYPE_CHECKING:
    from collections.abc import Callable

    from localsdg.owndata.said import Said

OPEN_SDG, TIDY, WIDE, COLUMNS, UNKNOWN = "Open SDG", "tidy", "wide", "columns", "unknown"

_MEASURES = ("numerator", "denominator", "measure")
_ROLE: dict[str, str] = {name: role for role, names in RULES["roles"].items() for name in names.split()}
TIDY_NAMES = {"place": "place", "indicator": "indicator", "year": "year", "value": "value", "unit": "unit"}
OPEN_SDG_NAMES = {"year": "Year", "value": "Value", "unit": "Units", "geocode": "GeoCode"}
_YEAR_NAME = re.compile(r"((?:1[789]|20)\d\d)(?:\.0| \[YR\d{4}\])?")


def letter(place: int) -> str:
    """Return the letter of a column as spreadsheet programs show it: A, B, ..., Z, AA."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def made_name(place: int) -> str:
    """Return the name of a column that has no heading."""
    return filled(catalogue()["made_names"]["empty"], {"letter": letter(place)})


def name_again(name: str, place: int) -> str:
    """Return the name of a column whose heading another one has too."""
    return filled(catalogue()["made_names"]["again"], {"name": name, "letter": letter(place)})


def without_letter(name: str) -> str:
    """Return the heading of a column whose heading another one has too, as the table has it."""
    pattern = re.escape(catalogue()["made_names"]["again"])
    found = re.fullmatch(pattern.replace(r"\{name\}", "(?P<name>.*)").replace(r"\{letter\}", "[A-Z]+"), name, re.DOTALL)
    return found["name"] if found else name


@lru_cache(maxsize=1000)
def plain_name(name: str) -> str:
    """Return a heading for comparing: small letters without accents, words joined, nothing in brackets."""
    bare = re.sub(r"\(.*?\)|\[.*?\]", "", without_type(tidy_spaces(name))).strip(" :*#._-")
    bare = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", bare).casefold()  # DistrictName
    bare = "".join(sign for sign in unicodedata.normalize("NFD", bare) if not unicodedata.combining(sign))
    bare = unicodedata.normalize("NFC", bare)  # Korean syllables
    return re.sub(r"[\s\-._]+", "_", bare.strip())


def role_of(name: str) -> str:
    """Return what a column is by its heading; "" for a breakdown."""
    return _ROLE.get(plain_name(name), "")


def names_places(heading: str) -> bool:
    """Say whether a heading is a word for places, or for their codes."""
    plain = plain_name(heading)
    return role_of(heading) == "place" or says_area(plain) or bool(CODE_NAMES.search(plain))


@lru_cache(maxsize=1000)
def year_of(name: str) -> int | None:
    """Return the year that a heading is, such as 2019; None for other headings."""
    if found := _YEAR_NAME.fullmatch(ascii_digits(tidy_spaces(name))):
        return int(found[1])
    read = read_year(name)  # such as "2018 г." and "2019(p)"
    return int(read.order) if read.period == "provisional year" or read.hint.startswith("the_year:") else None


@dataclass(frozen=True)
class BesideYear:
    """A column that belongs to one column of figures: its position, that of the figures, and what it holds."""

    place: int
    year: int
    name: str


@dataclass(frozen=True)
class Doubt:
    """Why a reading is not the only sensible one: the key of what is said, columns, numbers and rows that it names."""

    key: str
    columns: tuple[int, ...] = ()
    count: int = 0
    of: int = 0
    rows: tuple[int, ...] = ()


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
        meanings: with one column for each indicator, what each of them holds.
        upper: how many rows above the heading are part of it, such as years above names.
        said: what a person has said that columns are.
        skipped: columns that are not read, such as codes.
        codes: of these, columns with numbers that name things.
        mixed: of the columns that are not read, those in which numbers and words stand.
        another: the row number in which another table with other headings begins, so that none is read.
        without_heading: columns of figures that have no heading, so that none is read.
        alike: whether columns of two tables, or of groups, have the same names, so that none is read.
        either: columns that could each hold the year, so that none is read.
        doubt: why another reading is as sensible, so that none is read.
        region: where no heading says so, the column that names places by what its heading and cells say.
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
    meanings: dict[int, Meaning] = field(default_factory=dict)
    upper: int = 0
    said: dict[int, str] = field(default_factory=dict)
    skipped: tuple[int, ...] = ()
    region: int | None = None
    codes: tuple[int, ...] = ()
    mixed: tuple[int, ...] = ()
    another: int | None = None
    without_heading: tuple[int, ...] = ()
    alike: bool = False
    either: tuple[int, ...] = ()
    doubt: Doubt | None = None

    @property
    def figures(self) -> tuple[int, ...]:
        """All columns of numbers."""
        return (*self.value_columns, *self.measures)

    def fits(self, record: list[str]) -> bool:
        """Say whether the cells of a short row stand where they should: a year, a number, nothing else cut off."""
        if self.form in (UNKNOWN, WIDE, COLUMNS):
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
        if (
            len(years) >= 3
            and max(years) >= FIRST_YEAR
            and len(set(years)) == len(years)
            and sum(map(_is_number_cell, record)) == len(years)
        ):
            return place
    for place, record in enumerate(few):
        filled = [cell for cell in record if cell.strip()]
        numbers = [cell for cell in filled if number_kind(cell) == "number" and not year_of(cell)]
        if len(filled) >= 2 and ({"year", "value"} & {role_of(cell) for cell in filled}) and not numbers:
            return place
    widest = max((len(record) for record in few), default=0)
    for place, record in enumerate(few):
        filled = [cell for cell in record if cell.strip()]
        if len(filled) < min(2, widest) or (widest > 2 and _is_title(record)):
            continue
        data = _is_year_cell(record[0]) and _is_number_cell(record[-1]) and len(record) > 1
        return None if data or _is_like_below(record, few[place:]) else place
    return 0 if records else None


_LARGE = re.compile(r"-?\d+\.\d{2,}|-?\d{5,}(?:\.\d)?")


def _is_like_below(record: list[str], few: list[list[str]]) -> bool:
    """Say whether a first row is data: large or broken numbers stand in it where the rows below have figures too."""
    figures = [place for place in range(len(record)) if holds_figures([row[place] for row in few if place < len(row)])]
    here = [record[place].strip() for place in figures if PLAIN.fullmatch(record[place].strip())]
    large = [cell for cell in here if _LARGE.fullmatch(cell)]
    return len(few) > 2 and bool(large) and len(here) >= 0.8 * len(figures)


_LAST_NEAR = 2050  # years beyond it are hardly measured or planned
_ZONES = {"urban", "rural", "peri-urban", "total", "all", "urbano", "urbana", "urbain", "stadt", "land"}


def _are_groups(cells: list[str]) -> bool:
    """Say whether a column of places holds parts of a place, such as urban and rural."""
    words = {tidy_spaces(cell).casefold() for cell in cells} - {""}
    return bool(words) and words <= _ZONES


def _are_many_names(cells: list[str]) -> bool:
    """Say whether the cells of a column of units are names: more than five, most of them once, hardly one a unit.

    Numbers of things, such as 69134, are names too.
    """
    filled = [tidy_spaces(cell) for cell in cells if cell.strip()]
    words = set(filled)
    if words and all(re.fullmatch(r"\d{4,}", word) for word in words):
        return True
    return len(words) > max(5, 0.5 * len(filled)) and sum(map(is_unit, words)) < 0.2 * len(words)


def _is_no_time(cell: str) -> bool:
    return math.isnan(read_year(cell).order)


def _names_no_time(cells: list[str]) -> bool:
    return _share(cells, _is_no_time) == 1


def _of_another_calendar(cells: list[str]) -> bool:
    """Say whether a column holds years of another calendar, which lie far in the future of ours: 2068 is 2011."""
    years = [order for cell in cells if not math.isnan(order := read_year(cell).order)]
    return bool(years) and min(years) > _LAST_NEAR


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
        years = [
            place
            for place, cells in columns.items()
            if (_share(cells, _is_year_cell) >= 0.8 and (len(cells) < 5 or holds_years(cells)))
            or (names_time(plain_name(names[place])) and (holds_years(cells) or names_times(cells)))
        ]
        if years:
            found["year"] = years[0]
    if "value" not in roles:
        numbers = [
            place
            for place, cells in columns.items()
            if place not in found.values() and _share(cells, _is_number_cell) >= 0.8 and not has_leading_zeros(cells)
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
        many &= plain_name(name) != "id" and not has_leading_zeros(cells)  # codes: 020, 900
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


UNNAMED = re.compile(r"Unnamed: \d+")  # as pandas writes the empty cells of a first row


NUMBERED = re.compile(r"(?:Column|Columna|Coluna|Colonne|Colonna|Spalte|Kolom|Kolumna|Kolonne) ?\d{1,3}")


def _without_numbered(records: list[list[str]]) -> list[list[str]]:
    """Empty the names that spreadsheets give to columns without one, where words stand below them: Column1, Spalte2."""
    cleaned = list(records)
    for row, (upper, lower) in enumerate(itertools.pairwise(records[:20])):
        numbered = {place for place, cell in enumerate(upper) if NUMBERED.fullmatch(cell.strip())}
        words = [place for place in numbered if place < len(lower) and number_kind(lower[place]) == "text"]
        if len(words) > 1 and len(words) == len(numbered):
            cleaned[row] = ["" if place in numbered else cell for place, cell in enumerate(upper)]
    return cleaned


def find_layout(records: list[list[str]], said: Said | None = None) -> Layout:
    """Find the heading among the first rows of a table and say what its columns are."""
    records = _without_numbered(records)
    if records and len(_filled(records[0])) == 1 and len(records) > 2:
        records = [[cell if not UNNAMED.fullmatch(cell) else "" for cell in records[0]], *records[1:]]
    layout = _find_layout(records, said)
    lost = _without_heading(layout, records)
    if lost:
        return not_understood(layout, without_heading=lost)
    if either := _several_years(layout, records):
        return replace(not_understood(layout), either=either)
    if layout.form == COLUMNS and not layout.said and (_named_alike(layout) or _two_beside(layout, records)):
        return replace(not_understood(layout), alike=True)
    return replace(not_understood(layout), alike=True) if layout.form == WIDE and _side_by_side(layout) else layout


def _several_years(layout: Layout, records: list[list[str]]) -> tuple[int, ...]:
    """Return columns that could each hold the year, with different years, if no heading and nobody says which does."""
    if "year" not in layout.guessed or layout.header is None:
        return ()
    year = layout.roles["year"]
    below = records[layout.header + 1 :]
    cells = {place: _column(below, place) for place in (year, *layout.breakdowns)}
    fit = [place for place, each in cells.items() if _share(each, _is_year_cell) >= 0.8 and holds_years(each)]
    other = [place for place in fit if cells[place] != cells[year]]
    if not other or names_time(plain_name(layout.names[year])):
        return ()
    return tuple(sorted({year, *other}))


def _named_alike(layout: Layout) -> bool:
    """Say whether half of the columns of figures have the name of another: a row of the heading was not found."""
    names = [tidy_spaces(without_letter(layout.names[place])) for place in layout.value_columns]
    alike = sum(names.count(name) > 1 for name in names)
    return alike > 2 and 2 * alike >= len(names)


def _two_beside(layout: Layout, records: list[list[str]]) -> bool:
    """Say whether an empty column stands between two tables: names of places to its left and to its right."""
    place = layout.roles.get("place")
    if place is None or layout.header is None:
        return False
    below = records[layout.header + 1 :]
    empty = [gap for gap in layout.blank if gap > place and not any(map(str.strip, _column(below, gap)))]
    others = [*layout.breakdowns, *layout.skipped]
    return any(
        place < gap < other and names_places(layout.headings[other]) and other not in layout.codes
        for gap in empty
        for other in others
        if any(gap < figure for figure in layout.value_columns) and any(figure < gap for figure in layout.value_columns)
    )


def _filled(record: list[str]) -> list[str]:
    return [cell for cell in record if cell.strip() and not UNNAMED.fullmatch(cell)]


def _without_heading(layout: Layout, records: list[list[str]]) -> tuple[int, ...]:
    """Return columns of figures without a heading: two or more, or one with a word above or right below the heading.

    They say that the heading has more rows than were found, so that other columns are named wrongly too.
    """
    if layout.header is None or layout.form not in (COLUMNS, WIDE) or layout.said:
        return ()
    below = records[layout.header + 1 :]
    used = {*layout.roles.values(), *(each.place for each in layout.beside), 0, layout.region}
    lost = [place for place in layout.blank if place not in used and holds_figures(_column(below, place))]
    if layout.value_columns:
        lost = [place for place in lost if place > layout.value_columns[0]]
    around = records[max(layout.header - layout.upper - 3, 0) : layout.header + 3]
    named = [
        place
        for place in lost
        if any(len(cell) < 60 and number_kind(cell) == "text" and cell.strip() for cell in _column(around, place))
    ]
    return tuple(lost) if named or len(lost) > 1 else ()


def _find_layout(records: list[list[str]], said: Said | None) -> Layout:
    header = _heading(records)
    below = records[(0 if header is None else header + 1) :]
    if header is None:
        width = max((len(record) for record in records), default=1)
        cells = [""] * width
        return make_layout(header, tuple(cells), below, said)
    cells = [tidy_spaces(cell) if not cell.strip() else cell for cell in records[header]]
    layout = make_layout(header, tuple(cells), below, said)
    sure = layout.form in (OPEN_SDG, TIDY) and not (layout.guessed and len(layout.blank) > 2)
    named_above = layout.form == WIDE and header > 0 and _years_below_names(records[header - 1], cells)
    if sure or (layout.form == WIDE and not named_above and not _words_below(layout, records)):
        return layout
    found = _by_cells(records, said)
    if found is None and layout.form == WIDE:  # over which columns a year stands is not clear
        return not_understood(layout)
    return found or layout


def _side_by_side(layout: Layout) -> bool:
    """Say whether two tables stand beside each other: years and names of groups are both there twice."""
    years = [year for year in map(year_of, layout.headings) if year]
    names = [plain_name(layout.headings[place]) for place in layout.breakdowns if place not in layout.blank]
    return len(set(years)) < len(years) and len(set(names)) < len(names)


def not_understood(layout: Layout, another: int | None = None, without_heading: tuple[int, ...] = ()) -> Layout:
    """Return a layout of which no column is read."""
    nothing = replace(layout, form=UNKNOWN, roles={}, value_columns=(), beside=(), unclear=(), region=None)
    return replace(nothing, meanings={}, codes=(), mixed=(), another=another, without_heading=without_heading)


def _years_below_names(upper: list[str], lower: list[str]) -> bool:
    """Say whether the names of all columns stand in a row, and the years of some in the row below, which has no others.

    So budgets are written: “Area; Actual; Planned; Planned”, and below “; 2022; 2023; 2024”.
    """
    years = [place for place, cell in enumerate(lower) if cell.strip()]
    names = [place for place, cell in enumerate(upper) if cell.strip()]
    if len(years) < 2 or not 0 < years[0] < len(upper) or not all(year_of(lower[place]) for place in years):
        return False
    words = all(number_kind(upper[place]) == "text" for place in names)
    return words and names[: years[0] + 1] == list(range(years[0] + 1)) and names[-1] <= years[-1] and len(names) > 2


def _words_below(layout: Layout, records: list[list[str]]) -> bool:
    """Say whether words stand right below the years of a heading: names, so that the heading has two rows."""
    below = records[(layout.header or 0) + 1 : (layout.header or 0) + 2]
    cells = [row[place] for row in below for place in layout.value_columns if place < len(row)]
    return bool(cells) and all(cell.strip() and number_kind(cell) == "text" for cell in cells)


def _by_cells(records: list[list[str]], said: Said | None) -> Layout | None:
    """Find a heading of one row or several by the figures below it; None if there is none.

    The first row with figures, in columns that hold figures to the end, is the first of the data. The rows of words
    directly above it are the heading.
    """
    start = _first_data(records)
    if not start:
        return None
    rows: list[int] = []
    place = start - 1
    while place >= 0 and len(rows) < 4:
        filled = [cell for cell in records[place] if cell.strip()]
        no_heading = len(filled) < 2 or any(len(tidy_spaces(cell)) > 120 for cell in filled)
        no_heading &= not (rows == [] and place and _are_labels(records[place - 1], records[place]))
        if no_heading and not rows and start - place < 3:  # an empty row, the title of the first rows, or definitions
            place -= 1
            continue
        gap = rows and not filled and (_names_again(records[rows[0]]) or _fills_gaps(records, place, rows[0]))
        if gap:  # an empty row below the names of groups
            place -= 1
            continue
        numbers = [cell for cell in filled if number_kind(cell) == "number" and not year_of(cell)]
        if no_heading or (rows and (_is_title(records[place]) or 2 * len(numbers) > len(filled))):
            break
        rows.insert(0, place)
        place -= 1
    if not rows:
        return None
    labels = len(rows) > 1 and _are_labels(records[rows[-2]], records[rows[-1]])
    if labels:
        rows = rows[-2:]
    for number in range(1, len(rows)):
        if not labels and not _goes_on(records[rows[number - 1]], records[rows[number]]):
            rows = rows[:number]
            break
    header = rows[-1]
    below = records[header + 1 :]
    width = max(len(records[row]) for row in rows)
    lower = [*records[header], *[""] * (width - len(records[header]))]
    if len(rows) == 1:
        return make_layout(header, tuple(lower), below, said)
    block = [[*records[row], *[""] * (width - len(records[row]))] for row in rows]
    while len(block) > 2 and _begins_inside(*block[:3]):
        del block[0]
    if any(map(_uneven, block[:-1])):
        return None
    names = lower if labels else _joined(block)
    return make_layout(header, tuple(names), below, said, upper=len(rows) - 1, written=tuple(lower))


def _fills_gaps(records: list[list[str]], empty: int, lower: int) -> bool:
    """Say whether the row above an empty one names columns that the row below it leaves without a name."""
    upper = records[empty - 1] if empty else []
    places = [place for place, cell in enumerate(records[lower]) if cell.strip()]
    inside = range(places[0] + 1, places[-1]) if places else range(0)
    lacking = [place for place in inside if not records[lower][place].strip()]
    filled = [cell for cell in upper if cell.strip()]
    named = [place for place in lacking if place < len(upper) and upper[place].strip()]
    return len(filled) > 1 and any(number_kind(upper[place]) == "text" for place in named)


def _names_again(record: list[str]) -> bool:
    """Say whether words stand in a row again and again, as below names of groups: total, men, women, total, men ..."""
    words = [tidy_spaces(cell) for cell in record if cell.strip()]
    return len(words) > 3 and len(set(words)) <= 0.5 * len(words)


_BAND = re.compile(r"\d{1,3}\s?[-–~～]\s?\d{1,3}")  # of ages: 30-39
_LAST_BAND = re.compile(r"[-–<≤>≥]\s?\d{1,3}|\d{1,3}\s?[-–+～~]")


def _goes_on(upper: list[str], lower: list[str]) -> bool:
    """Say whether a row of words is one more row of a heading, and not the first row of data."""
    filled = [cell for cell in lower if cell.strip()]
    odd = [cell for cell in filled if number_kind(cell) != "text" and not year_of(cell)]
    if sum(map(bool, map(_BAND.fullmatch, map(str.strip, odd)))) > 1:
        odd = [cell for cell in odd if not (_BAND.fullmatch(cell.strip()) or _LAST_BAND.fullmatch(cell.strip()))]
    if len(odd) > (0.2 * len(filled) if len(filled) >= 8 else 0):
        return False
    if tidy_spaces(lower[0]) and tidy_spaces(lower[0]) == tidy_spaces(upper[0]) and not year_of(lower[0]):
        return True  # a name of the column stands in each row of the heading, as in merged cells that were filled
    if _years_below_names(upper, lower):
        return True
    width = max((place for place, cell in enumerate(lower) if cell.strip()), default=0) + 1
    gaps = any(not cell.strip() for cell in [*upper, *[""] * (width - len(upper))][1:width])
    return gaps or all(map(is_unit, filled))


def _are_labels(upper: list[str], lower: list[str]) -> bool:
    """Say whether a row of short codes stands above a row that says in words what they mean: REG, then Region code."""
    pairs = [(code.strip(), label.strip()) for code, label in zip(upper, lower, strict=False) if code.strip()]
    short = all(re.fullmatch(r"(?![0-9])\w{1,12}", code) for code, _ in pairs)
    short &= len({code for code, _ in pairs}) == len(pairs)  # each code is of one column
    longer = sum(len(label) > len(code) and number_kind(label) == "text" for code, label in pairs)
    spaces = sum(" " in label for _, label in pairs)
    return len(pairs) > 3 and short and longer >= 0.8 * len(pairs) and spaces >= 0.6 * len(pairs)


def _is_title(record: list[str]) -> bool:
    """Say whether a row above a heading is a title and not part of it: its only words stand at the left.

    A unit in brackets may stand at the right.
    """
    filled = [place for place, cell in enumerate(record) if cell.strip()]
    if len(filled) == 2 and filled[1] > 1 and re.fullmatch(r"[（(].*[）)]", record[filled[1]].strip()):
        return filled[0] == 0
    return len(filled) < 2 and (not filled or filled[0] == 0)


def _first_data(records: list[list[str]]) -> int | None:
    width = max((len(record) for record in records), default=0)
    columns = [[record[place] if place < len(record) else "" for record in records] for place in range(width)]

    def below(place: int, row: int) -> bool:
        rest = columns[place][row : row + 60]
        return holds_figures(cell for cell in rest if len(cell) < 60)

    sparse = _below_full_heading(records)
    for row, record in enumerate(records[:40]):
        if row == sparse:
            return row
        filled = [place for place, cell in enumerate(record) if cell.strip()]
        if len(filled) < 2:
            continue
        years = [place for place in filled if year_of(record[place])]
        if len(years) >= 2 and len(set(map(year_of, (record[place] for place in years)))) > 1 and len(years) > 1:
            below_years = [place for place in years if below(place, row + 1) and not _years_below(columns[place], row)]
            if len(below_years) == len(years) and not all(_is_year_cell(record[place]) for place in filled[1:2]):
                continue  # years side by side are a heading
            if len(years) >= 0.5 * (len(filled) - 1):
                continue
        numbers = [place for place in filled if number_kind(record[place]) == "number"]
        sure = [place for place in numbers if below(place, row)]
        figures = [place for place in range(width) if below(place, row)]
        if sure and len(sure) >= 0.4 * max(len(figures), 1) and len(filled) >= 0.4 * len(figures):
            lower = records[row + 1] if row + 1 < len(records) else []
            words = [place for place in sure if place < len(lower) and number_kind(lower[place]) == "text"]
            if 2 * len(words) > len(sure) > 2:
                continue  # numbers above a heading
            return _first_of_sparse(records, row, figures)
    return None


def _first_of_sparse(records: list[list[str]], row: int, figures: list[int]) -> int:
    """Return the first of the rows above that are data too, though few of their cells are filled.

    Such a row has figures or days where the rows below have them, and no words there.
    """
    while row:
        record = records[row - 1]
        filled = [place for place in figures if place < len(record) and record[place].strip()]
        kinds = [number_kind(record[place]) for place in filled]
        names = [cell for cell in record if cell.strip() and number_kind(cell) == "text"]
        numbers = [place for place, kind in zip(filled, kinds, strict=True) if kind == "number"]
        if not numbers or "text" in kinds or all(year_of(record[place]) for place in numbers):
            break
        if len(names) == len(set(names)) > 0.5 * len([cell for cell in record if cell.strip()]) and len(numbers) < 2:
            break  # a heading with a number among its words
        row -= 1
    return row


def is_numbering(record: list[str]) -> bool:
    """Say whether a row only numbers the columns: 1, 2, 3 ..., as below the headings of printed tables."""
    filled = [re.sub(r"[().\s]|\.0$", "", re.sub(r"\.0$", "", cell.strip())) for cell in record if cell.strip()]
    if len(filled) < 4 or not all(cell.isascii() and cell.isdigit() for cell in filled):
        return False
    numbers = list(map(int, filled))
    return numbers[0] in (0, 1) and numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def _below_full_heading(records: list[list[str]]) -> int | None:
    """Return the row below a full heading with a time at its left and else figures only, however few."""
    for row, record in enumerate(records[:20]):
        names = [tidy_spaces(cell) for cell in record]
        if len(names) < 3 or not all(names) or len(set(names)) < len(names):
            continue
        if any(number_kind(name) != "text" or year_of(name) for name in names):
            continue
        below = records[row + 1] if row + 1 < len(records) else []
        time = next((place for place, cell in enumerate(below[:3]) if not math.isnan(read_year(cell).order)), None)
        if time is None or not all(map(str.strip, below[:time])):
            continue
        figures = [cell for cell in below[time + 1 :] if cell.strip()]
        if all(number_kind(cell) == "number" for cell in figures) and not (
            figures and all(map(_is_year_cell, figures))
        ):
            return row + 1
    return None


def _years_below(cells: list[str], row: int) -> bool:
    filled = [cell for cell in cells[row + 1 : row + 20] if cell.strip()]
    return bool(filled) and all(map(_is_year_cell, filled))


def _joined(rows: list[list[str]]) -> list[str]:
    """Return one heading for each column from several rows: an upper cell stands over the empty ones right of it."""
    width = len(rows[0])
    spread = []
    for number, row in enumerate(rows):
        last, cells = "", []
        for place, cell in enumerate(row):
            text = tidy_spaces(cell)
            if any(tidy_spaces(upper[place]) for upper in rows[:number]):
                last = ""  # no name reaches below another one of the rows above
            if text:
                last = text
            elif number == len(rows) - 1 or not tidy_spaces(rows[-1][place]) or (place and not last):
                cells.append("")
                continue
            cells.append(last)
        spread.append(cells)
    names = []
    for place in range(width):
        parts = list(dict.fromkeys(cells[place] for cells in spread if cells[place]))
        if len(parts) > 1 and is_unit(parts[-1]):
            parts[-1] = f"({parts[-1].strip('()[]')})"
        names.append(" ".join(parts))
    return names


def _begins_inside(upper: list[str], middle: list[str], lower: list[str]) -> bool:
    """Say whether a cell of the upper row stands over the inside of a group that begins left of it: a subtitle does.

    The name of a larger group stands over the beginning of its first one.
    """
    for place in range(1, len(upper)):
        if not tidy_spaces(upper[place]) or tidy_spaces(middle[place]) or not tidy_spaces(lower[place]):
            continue
        left = [each for each in range(place) if tidy_spaces(middle[each])]
        if left and not any(map(tidy_spaces, upper[: left[-1] + 1])) and any(map(tidy_spaces, lower[left[-1] : place])):
            return True
    return False


def _uneven(row: list[str]) -> bool:
    """Say whether years in the upper row of a heading stand over unequal numbers of columns: nobody knows which.

    One year throughout is clear.
    """
    filled = [place for place, cell in enumerate(row) if tidy_spaces(cell)]
    if len({year_inside(row[place]) for place in filled} - {None}) < 2:
        return False
    ends = [*filled[1:], len(row)]
    sizes = {end - place for place, end in zip(filled, ends, strict=True) if year_inside(row[place])}
    return len(sizes) > 1


def _unique(headings: tuple[str, ...]) -> tuple[str, ...]:
    names: list[str] = []
    for place, heading in enumerate(headings):
        name = heading if heading.strip() else made_name(place)
        names.append(name if name not in names else name_again(name, place))
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
        if not named or _names_rows(headings[place], place, years, numbers):
            continue
        year = places.get(next(iter(named))) if len(named) == 1 else None
        if year is None or place in numbers:
            unclear.add(place)
        else:
            beside.append(BesideYear(place, year, stems[place] or "Flag"))
    rest = [
        place
        for place in others
        if not _YEAR_IN_NAME.search(ascii_digits(headings[place]))
        or _names_rows(headings[place], place, years, numbers)
    ]
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


def _names_rows(heading: str, place: int, years: tuple[int, ...], numbers: set[int]) -> bool:
    """Say whether a column left of the years holds names of places, though its heading has a year: Regions 2016."""
    return place < years[0] and place not in numbers and says_area(plain_name(heading))


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


def make_layout(
    header: int | None,
    headings: tuple[str, ...],
    below: list[list[str]],
    said: Said | None = None,
    *,
    upper: int = 0,
    written: tuple[str, ...] | None = None,
) -> Layout:
    """Say what the columns of a table are, from its headings and its first rows.

    Args:
        header: which row is the heading.
        headings: its cells; of several rows, joined.
        below: the first rows below it.
        said: what a person has said of the table.
        upper: how many rows above belong to the heading.
        written: the cells of the lowest row of the heading, if it has several.
    """
    names = _unique(headings)
    told = said.places(names) if said else {}
    blank = tuple(place for place, heading in enumerate(headings) if not heading.strip())
    roles = {role: place for role, place in _roles(names).items() if place not in told}
    if "place" in roles and _are_groups([record[roles["place"]] for record in below if roles["place"] < len(record)]):
        roles.pop("place")  # a breakdown called Location, of urban and rural
    if "unit" in roles and _are_many_names(_column(below, roles["unit"])):
        roles.pop("unit")  # such as regional units
    if (
        "year" in roles
        and plain_name(names[roles["year"]]) == "period"
        and _names_no_time(_column(below, roles["year"]))
    ):
        roles.pop("year")  # such as "Quarterly"
    elif "year" in roles and _of_another_calendar(_column(below, roles["year"])):
        others = [place for place, name in enumerate(names) if role_of(name) == "year" and place not in told]
        ours = [place for place in others if not _of_another_calendar(_column(below, place))]
        roles["year"] = ours[0] if ours else roles["year"]
    elif "year" in roles and _names_no_time(_column(below, roles["year"])):  # 24 for 2024, beside a column of days
        days = [place for place, name in enumerate(names) if place != roles["year"] and place not in told]
        days = [place for place in days if names_time(plain_name(names[place])) and holds_years(_column(below, place))]
        roles["year"] = days[0] if days else roles["year"]
    if "indicator" in roles and "year" not in roles and holds_years(_column(below, roles["indicator"])):
        roles["year"] = roles.pop("indicator")  # a table turned on its side: indicators in columns, years below them
    roles |= {role: place for place, role in told.items() if role in ("place", "indicator", "year", "value", "unit")}
    years = tuple(place for place, name in enumerate(names) if year_of(name) and place not in told)
    wide = len(years) >= 2 or _is_one_year(names, years, below, roles)
    wide = wide and "value" not in roles and "figure" not in told.values()
    across = _are_places(said)
    kinds = None if wide or header is None else _in_columns(names, headings, below, roles, blank, told, across)
    guessed = {} if wide or kinds else _guess(names, below, {**roles, **{f"said {p}": p for p in told}})
    roles |= guessed
    at_ends = bool(names) and names[0] == "Year" and names[-1] == "Value"
    if wide:
        form = WIDE
        roles.pop("year", None)
    elif kinds:
        form, roles = COLUMNS, kinds.roles
    elif "year" not in roles or "value" not in roles:
        form = UNKNOWN
    elif "indicator" in roles or ("place" in roles and not at_ends):
        form = TIDY
    else:
        form = OPEN_SDG
        roles.pop("place", None)
    values = years if wide else tuple(kinds.figures) if kinds else (roles["value"],) if form != UNKNOWN else ()
    beside, unclear = _beside_years(headings, years, below) if wide else ((), ())
    if kinds:
        beside = _flags_beside(headings, tuple(kinds.figures), kinds.skipped)
    apart = {*(each.place for each in beside), *unclear}
    roles = {role: place for role, place in roles.items() if place not in apart}
    notes = {place for place, name in enumerate(names) if role_of(name) == "note" and place not in told}
    skipped = {place for place, role in told.items() if role == "skip"}
    taken = {*roles.values(), *values, *notes, *blank, *apart, *skipped}
    measures = _measures(names, below, taken) if form in (OPEN_SDG, TIDY) else ()
    breakdowns = tuple(place for place in range(len(names)) if place not in taken | set(measures))
    if wide and 0 in blank and not holds_figures(_column(below, 0)) and any(map(str.strip, _column(below, 0))):
        breakdowns = (0, *breakdowns)  # names of rows often have no heading
    beside_codes = _names_beside_codes(headings, below, blank) if not kinds and "place" not in roles else None
    if beside_codes is not None and form != UNKNOWN and beside_codes not in apart:
        breakdowns = tuple(sorted({*breakdowns, beside_codes}))
    known = len({role for role in map(role_of, names) if role}) + (2 if wide else 0)
    region = None
    if "place" not in roles and (wide or form == TIDY or (form == OPEN_SDG and not at_ends)):
        region = place_by_name(list(map(plain_name, names)), below, list(breakdowns))
        if region is None and wide:
            region = _below_corner(names, below, breakdowns)
    if beside_codes in breakdowns:
        region = beside_codes
    return Layout(
        header,
        written or headings,
        names,
        blank,
        form,
        roles,
        values,
        measures,
        kinds.breakdowns if kinds else breakdowns,
        beside,
        unclear,
        frozenset(guessed),
        known,
        kinds.figures if kinds else {},
        upper,
        told,
        kinds.skipped if kinds else tuple(sorted(skipped)),
        region,
        kinds.codes if kinds else (),
        kinds.mixed if kinds else (),
    )


def _names_beside_codes(headings: tuple[str, ...], below: list[list[str]], blank: tuple[int, ...]) -> int | None:
    """Return the column without a heading that names the places of which the column left of it has the codes.

    So the yearbook of the United Nations writes countries: “Region/Country/Area” stands over their numbers.
    """
    for place in blank:
        if not place or not says_area(plain_name(headings[place - 1])):
            continue
        codes, names = _column(below, place - 1), _column(below, place)
        pairs = {(a, b) for a, b in zip(codes, names, strict=False) if a.strip() and b.strip()}
        sure = len(pairs) > 1 and all(
            re.fullmatch(r"[0-9]{1,9}", a.strip()) and number_kind(b) == "text" for a, b in pairs
        )
        if sure and len({a for a, _ in pairs}) == len({b for _, b in pairs}) == len(pairs):
            return place
    return None


def _is_one_year(names: tuple[str, ...], years: tuple[int, ...], below: list[list[str]], roles: dict[str, int]) -> bool:
    """Say whether the only figures of a table stand under a year, beside names and perhaps their codes."""
    if len(years) != 1 or "year" in roles:
        return False
    others = {place: _column(below, place) for place in range(len(names)) if place not in years}
    numeric = [place for place, cells in others.items() if holds_figures(cells)]
    coded = all(CODE_NAMES.search(plain_name(names[place])) or has_leading_zeros(others[place]) for place in numeric)
    named = any(len(set(others[place])) > 2 for place in others if place not in numeric)
    cells = _column(below, years[0])
    return coded and named and holds_figures(cells) and _share(cells, _is_year_cell) < 0.5


def _below_corner(names: tuple[str, ...], below: list[list[str]], places: tuple[int, ...]) -> int | None:
    """Return the column of names whose heading speaks of the years beside it: the corner of a table of years."""
    found = []
    for place in places:
        cells = [cell.strip() for cell in _column(below, place) if cell.strip()]
        if names_time(plain_name(names[place])) and not holds_figures(cells) and _share(cells, _is_no_time) >= 0.8:
            found.append(place)
    return found[0] if len(found) == 1 else None


def _are_places(said: Said | None) -> bool:
    return said is not None and said.headings == "places"


def _flags_beside(
    headings: tuple[str, ...], figures: tuple[int, ...], skipped: tuple[int, ...]
) -> tuple[BesideYear, ...]:
    """Return the columns of flags that stand right of every column of figures, or left of every one."""
    flags = [place for place in skipped if _flag_name(headings[place])]
    for step in (1, -1):
        if flags and sorted(place + step for place in figures) == flags:
            return tuple(BesideYear(place + step, place, "Flag") for place in figures)
    return ()


def _column(below: list[list[str]], place: int) -> list[str]:
    return [record[place] for record in below if place < len(record)]


def _days_of_months(cells: list[str]) -> bool:
    """Say whether a column holds days of months, 1 to 31, beside columns of years and months."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    return len(set(filled)) > 1 and all(re.fullmatch(r"0?[1-9]|[12][0-9]|3[01]", cell) for cell in filled)


def _flag_name(heading: str) -> bool:
    words = plain_name(_stem(heading)).split("_")
    return words[-1] in FLAGS or words[-1] in ("footnote", "footnotes", "note", "notes")


def _names_unnamed(below: list[list[str]], unnamed: set[int], others: set[int]) -> set[int]:
    """Return the one column of words without a heading, if no other column but codes and figures could name rows."""

    def names_rows(place: int) -> bool:
        cells = [cell.strip() for cell in _column(below, place) if cell.strip()]
        return not holds_figures(cells) and len(set(cells)) > max(2, 0.5 * len(below))

    if any(any(map(str.strip, cells)) and not holds_figures(cells) for cells in (_column(below, p) for p in others)):
        return set()
    found = {place for place in unnamed if names_rows(place)}
    return found if len(found) == 1 else set()


def _in_columns(
    names: tuple[str, ...],
    headings: tuple[str, ...],
    below: list[list[str]],
    roles: dict[str, int],
    blank: tuple[int, ...],
    told: dict[int, str],
    across: bool,
) -> Kinds | None:
    """Return what the columns are if each indicator has its own, or if the figures have no year; else None."""
    plain = [plain_name(name) if place not in blank else "" for place, name in enumerate(names)]
    notes = {place for place, name in enumerate(names) if role_of(name) == "note" and place not in told}
    if "year" not in roles:
        days = [place for place in notes if plain[place] == "date" and holds_years(_column(below, place))]
        if days and len(set(_column(below, days[0]))) > 1:  # when the figures were taken, not when the row was written
            notes.discard(days[0])
            roles = {**roles, "year": days[0]}
    notes -= {place for place in notes if plain[place] == "date" and _days_of_months(_column(below, place))}
    unnamed = {place for place in blank if place}
    if not {"year", "value"} & roles.keys():
        years = [place for place in sorted(unnamed) if _share(_column(below, place), _is_year_cell) >= 0.8]
        if years and years[0] <= 2 and holds_years(_column(below, years[0])):
            unnamed.discard(years[0])
            roles = {**roles, "year": years[0]}
    unnamed -= _names_unnamed(below, unnamed, {*range(len(names))} - unnamed - notes)
    known = {role: place for role, place in roles.items() if role in ("year", "unit", "place", "indicator")}
    apart = notes | unnamed
    if "value" in roles and ("year" in roles or "year" in _guess(names, below, roles)):
        return None
    kinds = kinds_of(plain, list(headings), below, known, apart, told, across=across)
    if "value" in roles and "year" in kinds.roles:
        return None
    if any(_LARGE.fullmatch(headings[place].strip()) for place in kinds.figures):
        return None  # a row of data, not a heading
    if not kinds.figures or not ({"place", "year", "indicator"} & kinds.roles.keys() or kinds.breakdowns):
        return None
    beside = [place for place in kinds.figures if role_of(names[place]) in ("numerator", "denominator")]
    if len(kinds.figures) - len(beside) == 1 and beside and "value" in _guess(names, below, roles):
        return None
    return kinds
