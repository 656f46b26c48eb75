"""Looks at a reading once more: where it is not the only sensible one, nothing is read, and it is asked or said why.

Each rule here is about what the reading came to, not about a kind of file: two rows must not be the same figure, a
heading must name what its figures are, a place must be a name, and what stands in the table must have been used.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from localsdg.owndata.layout import (
    COLUMNS,
    NUMBERED,
    UNKNOWN,
    UNNAMED,
    WIDE,
    Doubt,
    names_places,
    not_understood,
    plain_name,
    role_of,
    year_of,
)
from localsdg.owndata.meanings import (
    CODE_NAMES,
    RULES,
    YEAR_WORDS,
    has_leading_zeros,
    holds_figures,
    is_unit,
    is_wanted,
    names_time,
    names_times_of,
    number_kind,
    says_area,
)
from localsdg.owndata.numbers import tidy_spaces
from localsdg.owndata.table import Material, material_of
from localsdg.owndata.years import read_year

if TYPE_CHECKING:
    from collections.abc import Iterable

    from localsdg.owndata.layout import Layout
    from localsdg.owndata.source import RawTable

_STEMS = RULES["measure_stems"].split()
_LONG_STEMS = tuple(stem for stem in _STEMS if len(stem) > 4)
_MEASURE_WORDS = frozenset(
    [*RULES["measure_words"].split(), *(stem + end for stem in _STEMS if len(stem) < 5 for end in ("", "s", "es"))]
)
_MEASURE_SIGNS = re.compile(RULES["measure_signs"])
_DAY = re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[ T].*)?|[0-9]{1,2}[./][0-9]{1,2}[./][0-9]{2,4}(?: .*)?")
_NO_NAME = re.compile(r"https?://|www\.|@|\(\(|[\[{]\s*[-0-9\"']")
_YEARS = (1900, 2100)
_SHORT_TIMES = ("day", "month", "quarter", "decimal year")
_TIME_NAME = re.compile(r"(?:19|20)[0-9]{2}_(?:0?[1-9]|1[0-2])")  # of a quarter or a month, as programs name it
_PART_OF_YEAR = re.compile(rf"(?:{RULES['months']}|{RULES['parts_of_year']})")
_LONG_SIGNS = re.compile("[\u3040-\u9fff\uac00-\ud7af]")  # each is a word


def make_material(raw: RawTable) -> Material:
    """Make a table ready for the checks; where another reading is as sensible, nothing of it is read."""
    material = material_of(raw)
    doubt = doubt_of(material)
    if doubt is None:
        return material
    return Material(replace(material.raw, layout=replace(not_understood(material.layout), doubt=doubt)))


def doubt_of(material: Material) -> Doubt | None:
    """Return the first doubt about a reading; None if there is none, or if a person has said what the columns are."""
    layout = material.layout
    if layout.form == UNKNOWN or layout.said:
        return None
    for look in _LOOKS:
        if found := look(material):
            return found
    return None


def _plain_figure(text: str) -> bool:
    return bool(re.fullmatch(r"[+-]?[0-9]+(?:[.,][0-9]+)?%?", tidy_spaces(text)))


def _steps(numbers: list[float]) -> bool:
    """Say whether numbers follow each other evenly, as ages and months in headings do."""
    return len(numbers) > 2 and len({round(b - a, 6) for a, b in itertools.pairwise(numbers)}) == 1


def _numbers_for_headings(material: Material) -> Doubt | None:
    """Headings of figures that are numbers without even steps: a row of data or of years was taken for their names.

    Beside years in headings, such numbers show that a row of data was taken for the heading, whose year is its own.
    """
    layout = material.layout
    if layout.header is None:
        return None
    if layout.form == WIDE:
        others = sorted({*layout.breakdowns, *layout.skipped})
        return _uneven_numbers(layout, [place for place in others if not year_of(layout.names[place])], least=2)
    years = [place for place in layout.figures if year_of(layout.names[place])]
    if len(years) < len(layout.figures) and years:
        return Doubt("number_headings", tuple(years))
    return _uneven_numbers(layout, list(layout.figures), least=1)


def _uneven_numbers(layout: Layout, places: list[int], *, least: int) -> Doubt | None:
    """Doubt columns of which the headings are numbers without even steps, if there are enough of them."""
    figures = [place for place in places if _plain_figure(layout.names[place])]
    texts = [tidy_spaces(layout.names[place]).rstrip("%").replace(",", ".") for place in figures]
    if len(figures) < least or _steps([float(text) for text in texts]):
        return None
    return Doubt("number_headings", tuple(figures))


def _is_short_time(heading: str) -> bool:
    """Say whether a heading is a day, a month or a quarter and nothing else: 2019-03, 1_trimestre_2019, Ene."""
    if _TIME_NAME.fullmatch(heading.strip()):
        return True
    words = re.sub(r"(?:^|_)(?:(?:19|20)[0-9]{2})(?=_|$)", "", plain_name(heading)).strip("_")
    return bool(_PART_OF_YEAR.fullmatch(words)) or read_year(heading).period in _SHORT_TIMES


def _times_for_headings(material: Material) -> Doubt | None:
    """Headings of figures that are days, months or quarters: the figures of one series, beside each other."""
    layout = material.layout
    if layout.form != COLUMNS:
        return None
    found = [place for place in layout.value_columns if _is_short_time(layout.names[place])]
    return Doubt("time_headings", tuple(found)) if len(found) > 1 else None


def _hardly_named(material: Material) -> Doubt | None:
    """Figures of which the heading says their year, and no more than a letter beside it."""
    if "indicator" in material.layout.roles:
        return None
    found = [
        place
        for place, meaning in material.layout.meanings.items()
        if meaning.year is not None and not meaning.budget and not meaning.place
        if len(re.findall(r"[^\W\d_]", meaning.indicator)) < 2 and not _LONG_SIGNS.search(meaning.indicator)
    ]
    return Doubt("number_headings", tuple(found)) if found else None


def _figures_beside_years(material: Material) -> Doubt | None:
    """Figures with names of their own left of years in headings: nothing says what the figures of the years are."""
    layout = material.layout
    if layout.form != WIDE or "indicator" in layout.roles:
        return None
    broken, measured = [], []
    for place in layout.breakdowns:
        plain, cells = plain_name(layout.names[place]), _sample(material, place)
        if CODE_NAMES.search(plain) or is_wanted(plain) or has_leading_zeros(cells) or not holds_figures(cells):
            continue
        if _says_measure(layout.names[place], variables=False):
            measured.append(place)
        elif any(re.search(r"[0-9][.,][0-9]*[1-9]", cell) for cell in cells):
            broken.append(place)
    if not measured and len(broken) < 2:
        return None
    return Doubt("beside_years", tuple(sorted([*measured, *broken])))


def _times_unread(material: Material) -> Doubt | None:
    """A column is called one of times, but no times can be read in it, and no other column holds the year."""
    layout = material.layout
    if "year" in layout.roles or layout.form == WIDE:
        return None
    if any(meaning.year is not None for meaning in layout.meanings.values()):
        return None
    places = sorted({*layout.breakdowns, *layout.skipped, *layout.roles.values()})
    found = []
    for place in places:
        name = plain_name(layout.names[place])
        if (
            names_time(name)
            and name != "period"
            and not names_times_of(name)
            and not material.columns[place].empty.all()
        ):
            found.append(place)
    return Doubt("times_unread", tuple(found)) if found else None


def _is_word(text: str) -> bool:
    if UNNAMED.fullmatch(text) or NUMBERED.fullmatch(text) or is_unit(text):
        return False
    return bool(re.search(r"[^\W\d_]{2}", text)) and number_kind(text) == "text"


def _explains(row: list[str], layout: Layout) -> bool:
    """Say whether a row below a full heading says in more words what each column holds, so that no name is lost."""
    names = [tidy_spaces(layout.headings[place]) for place in layout.value_columns]
    words = [tidy_spaces(row[place]) for place in layout.value_columns]
    full = all(names) and len(set(names)) == len(names)
    said = sum(" " in word for word in words)
    return full and said > 0.6 * len(words) and sum(map(len, words)) > sum(map(len, names))


def _words_beside_heading(material: Material) -> Doubt | None:
    """Words above or right below the heading, over several columns of figures: a part of their names was not read."""
    layout = material.layout
    if layout.header is None or len(layout.value_columns) < 2:
        return None
    above = material.raw.above[: layout.header - layout.upper]
    apart = bool(above) and not any(map(str.strip, above[-1]))
    while above and not any(map(str.strip, above[-1])):
        above = above[:-1]
    if apart and layout.form == WIDE:
        above = []  # each year stands there once: no groups of years are named above an empty row
    blank = [number for number, record in enumerate(above) if not any(map(str.strip, record))]
    start = max([-1, len(above) - 4, *blank]) + 1  # what stands further above belongs to no heading
    for number, record in enumerate(above[start:], start):
        words = {tidy_spaces(record[place]) for place in layout.value_columns if place < len(record)}
        if len({word for word in words if _is_word(word) and len(word) < 60}) > 1:
            return Doubt("heading_rows", (), number + 1)
    again = material.headings_again
    shown = np.flatnonzero(~material.blank_rows)[:3]
    for position in shown:
        if not material.lines_of_text[position] or again[position]:
            continue
        row = material.row_texts(int(position))
        words = {tidy_spaces(row[place]) for place in layout.value_columns}
        if _explains(row, layout):
            continue
        if len({word for word in words if _is_word(word)}) > 1:
            return Doubt("heading_rows", (), int(material.rows[position]))
    return None


def _sample(material: Material, place: int, most: int = 400) -> list[str]:
    """Return cells of a column, evenly spread over the rows that hold data."""
    used = np.flatnonzero(material.usable)
    if len(used) > most:
        used = used[sorted({at * (len(used) - 1) // (most - 1) for at in range(most)})]
    return [str(cell).strip() for cell in material.columns[place].texts(used)]


def _all_years(cells: list[str]) -> bool:
    filled = [cell for cell in cells if cell]
    years = [float(cell) for cell in filled if re.fullmatch(r"[0-9]{4}(?:\.0)?", cell)]
    return 5 <= len(filled) == len(years) and all(_YEARS[0] <= year <= _YEARS[1] for year in years)


def _years_for_figures(material: Material) -> Doubt | None:
    """Figures that are nothing but years, which their headings do not say to be amounts; and groups of years."""
    layout = material.layout
    if layout.form != COLUMNS:
        return None
    if "year" in layout.roles:
        found = [place for place in layout.value_columns if not _says_measure(layout.names[place])]
    else:
        figures = [place for place in layout.value_columns if not _counts_what(layout.names[place])]
        found = sorted((*figures, *layout.breakdowns))
    found = [place for place in found if _all_years(_sample(material, place))]
    return Doubt("years", tuple(found)) if found else None


def _counts_what(heading: str) -> bool:
    """Say whether a heading has a word for what is counted, and none for years."""
    return _has_word_or_sign(heading) and not YEAR_WORDS & set(plain_name(heading).split("_"))


def _says_measure(heading: str, *, variables: bool = True) -> bool:
    """Say whether a heading tells by a word, a number or a unit that it names what is counted, and no place.

    Args:
        heading: the heading.
        variables: whether the name of a variable, as programs have them, tells it too: grain_prod, pop12.
    """
    heading = re.sub(r"\s*\([0-9]+\)$", "", heading)  # the number of a place, or of a footnote
    if _has_word_or_sign(heading) or (variables and re.search(r"\d", heading)):
        return True
    words = [word for word in re.split(r"[_\W]+", plain_name(heading)) if word]
    if variables and heading.isascii() and (heading.islower() or re.match(r"[a-z]+[A-Z]", heading)):
        return True
    small = [word for word in tidy_spaces(heading).split(" ")[1:] if re.fullmatch(r"[^\W\d_]{5,}", word)]
    return any(word.islower() for word in small) and not any(map(says_area, words))


def _has_word_or_sign(heading: str) -> bool:
    """Say whether a heading has a word, a unit or a sign of what is counted."""
    plain = plain_name(heading)
    words = [word for word in re.split(r"[_\W]+", plain) if word]
    if heading not in (heading.lower(), heading.upper()):
        words = [word for word in words if len(word) > 1 or not word.isascii()]  # the H of "WangH" says nothing
    if any(word in _MEASURE_WORDS or word.startswith(_LONG_STEMS) for word in words) or _MEASURE_SIGNS.search(plain):
        return True
    return bool(re.search(r"%|‰|[€$£]|[(\[]", heading))


def _name_measures(cells: list[str]) -> bool:
    """Say whether most names say by a word what is measured: the indicators of a table that was turned on its side."""
    names = {cell for cell in cells if cell}
    return len(names) > 3 and sum(map(_has_measure_word, names)) > 0.5 * len(names)


def _has_measure_word(text: str) -> bool:
    plain = plain_name(text)
    words = [word for word in re.split(r"[_\W]+", plain) if word]
    return any(len(word) > 2 and (word in _MEASURE_WORDS or word.startswith(_LONG_STEMS)) for word in words)


def _places_across(material: Material) -> Doubt | None:
    """Headings of figures may be names of places: no column is called one of places, and few say what is measured."""
    layout = material.layout
    if layout.form != COLUMNS or material.raw.headings:
        return None
    place = layout.roles.get("place")
    if any(meaning.place for meaning in layout.meanings.values()):
        return None
    silent = [each for each in layout.value_columns if not _says_measure(layout.names[each])]
    if place is not None and names_places(layout.names[place]):
        turned = 2 * len(silent) > len(layout.value_columns) > 2 and _name_measures(_sample(material, place))
        return Doubt("across", tuple(silent)) if turned else None
    alone = place is None and len(silent) == len(layout.value_columns) > 1
    if not alone and (len(silent) < 3 or 2 * len(silent) < len(layout.value_columns)):
        return None
    return Doubt("across", tuple(silent))


def _place_column(material: Material) -> int | None:
    layout = material.layout
    return layout.region if layout.region is not None else layout.roles.get("place")


def _is_no_name(text: str) -> bool:
    """Say whether a text is a day, an address, a list or a number that is not whole."""
    return bool(_DAY.fullmatch(text) or _NO_NAME.search(text) or re.fullmatch(r"-?[0-9]+[.,][0-9]*[1-9][0-9]*", text))


def _odd_places(material: Material) -> Doubt | None:
    """The column of places holds many days, decimal numbers, addresses or sentences."""
    place = _place_column(material)
    if place is None:
        return None
    names = {cell for cell in _sample(material, place) if cell}
    named = names_places(material.layout.names[place])
    odd = [name for name in names if (len(name) > 80 and named) or _is_no_name(name)]
    lettered = [name for name in names if re.search(r"[^\W\d_]", name)]
    years = [name for name in names if re.fullmatch(r"(?:19|20)[0-9]{2}(?:\.0)?", name)]
    if material.layout.form == COLUMNS and years and len(lettered) > 0.7 * len(names):
        return Doubt("year_among_names", (place,), int(float(min(years))))
    return Doubt("odd_places", (place,)) if names and len(odd) > 0.2 * len(names) else None


def _short_names(names: Iterable[str]) -> bool:
    """Say whether nearly all words are short names: of one to four words, with a capital letter, no digits."""
    filled = [tidy_spaces(name) for name in names if name]
    good = [name for name in filled if len(name.split(" ")) < 5 and not re.search(r"\d", name) and not name.islower()]
    return bool(filled) and len(good) >= 0.9 * len(filled)


def _finer_places(material: Material) -> Doubt | None:
    """Another column may be that of the places: its heading says so, or it names each row within a larger area."""
    layout = material.layout
    place = _place_column(material)
    if place is None or layout.form not in (COLUMNS, WIDE):
        return None
    if not names_places(layout.names[place]):
        areas = [each for each in layout.breakdowns if each != place and says_area(plain_name(layout.names[each]))]
        if areas:
            return Doubt("finer", (place, areas[0]))
    cells = _sample(material, place)
    times = _sample(material, layout.roles["year"]) if "year" in layout.roles else [""] * len(cells)
    for other in (*layout.breakdowns, *layout.skipped):
        if other == place or other in layout.codes or role_of(layout.names[other]) == "note":
            continue
        fine = _sample(material, other)
        if holds_figures(fine) or not all(fine):
            continue
        keys = set(zip(fine, times, strict=True))
        inside = len(set(zip(fine, cells, strict=True))) == len(set(fine))
        finer = inside and len(set(fine)) >= 2 * len(set(cells)) > 2 and len(keys) >= 0.95 * len(fine) > 5
        if finer and _short_names(set(fine)):
            return Doubt("finer", (place, other))
    return None


def left_out(material: Material) -> list[int]:
    """Return the columns with cells that are in no use at all: neither figure nor name nor code nor remark."""
    layout = material.layout
    used = {*layout.roles.values(), *layout.figures, *layout.breakdowns, *layout.codes, *layout.mixed, layout.region}
    used |= {each.place for each in layout.beside}
    used |= {*layout.blank, *(place for place, name in enumerate(layout.names) if role_of(name) == "note")}
    return [place for place, column in enumerate(material.columns) if place not in used and not column.empty.all()]


def _hardly_used(material: Material) -> Doubt | None:
    """Most of the columns were of no use: a list of things, such as addresses, and no table of figures."""
    left = left_out(material)
    used = len(material.layout.names) - len(left) - len(material.layout.codes)
    most = min(max(5, used), max(7, 3 * len(material.layout.figures)))
    return Doubt("left_columns", tuple(left)) if len(left) > most else None


def _rows_unread(material: Material) -> Doubt | None:
    """Most rows have more or fewer cells than the heading: it is not that of these rows."""
    count, of = len(material.raw.unread), int((~material.blank_rows).sum())
    return Doubt("rows_unread", (), count, of) if count > 5 and count > 0.5 * of else None


def _like_groups(cells: list[str]) -> bool:
    """Say whether a long column holds two or three whole numbers only, as numbers of groups and answers do."""
    whole = len(cells) >= 30 and all(re.fullmatch(r"[1-9]", cell) for cell in cells)
    return whole and 2 <= len(set(cells)) <= 3


def _like_long_codes(cells: list[str]) -> bool:
    """Say whether numbers are whole and of one length, and begin alike or are there again and again, as codes are."""
    if len(cells) < 10 or not all(re.fullmatch(r"[1-9][0-9]{3,14}", cell) for cell in cells):
        return False
    again = 2 * len(set(cells)) <= len(cells)
    return len(set(map(len, cells))) == 1 and (again or len({cell[:2] for cell in cells}) == 1)


def _among_codes(material: Material, place: int, cells: list[str]) -> bool:
    """Say whether whole numbers stand among names and codes, where other figures stand elsewhere."""
    layout = material.layout
    names = {*layout.roles.values(), *layout.breakdowns, *layout.codes}
    beside = [each for each in (place - 1, place + 1) if each >= 0]
    numbers = [cell for cell in cells if re.fullmatch(r"[0-9]{1,15}", cell)]
    whole = len(cells) >= 10 and len(numbers) >= 0.95 * len(cells)  # remarks may stand below the table
    return whole and len(layout.value_columns) > 1 and all(each in names for each in beside)


def _like_codes(material: Material) -> Doubt | None:
    """Numbers that look like those of things or groups, under a heading that does not say what is counted."""
    layout = material.layout
    if layout.form != COLUMNS or not ({"place", "indicator"} & layout.roles.keys() or layout.breakdowns):
        return None
    found, groups = [], []
    for place in layout.value_columns:
        cells = [cell.removesuffix(".0") for cell in _sample(material, place) if cell]
        if _says_measure(layout.names[place], variables=False):
            continue
        if _like_long_codes(cells) or _among_codes(material, place, cells):
            found.append(place)
        elif _like_groups(cells):
            groups.append(place)
    found += groups if len(groups) < 3 else []  # many columns of few numbers are answers or marks
    return Doubt("codes_or_figures", tuple(sorted(found))) if found else None


def _repeated(material: Material) -> Doubt | None:
    """Many rows have the place, the time and the groups of another row, with other figures."""
    if not material.many_contradict:
        return None
    rows, first = material.contradicting
    example = (int(material.rows[first[0]]), int(material.rows[rows[0]]))
    return Doubt("repeated", (), len(rows), int(material.usable.sum()), example)


_LOOKS = (
    _rows_unread,
    _times_for_headings,
    _numbers_for_headings,
    _hardly_named,
    _figures_beside_years,
    _words_beside_heading,
    _years_for_figures,
    _times_unread,
    _places_across,
    _odd_places,
    _finer_places,
    _hardly_used,
    _like_codes,
    _repeated,
)
