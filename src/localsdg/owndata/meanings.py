"""What the columns of a table are where each indicator has its own: told by their cells, and by their headings."""

from __future__ import annotations

import itertools
import json
import re
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import numpy as np

from localsdg.core.typed_numbers import ascii_digits
from localsdg.owndata.numbers import FLAGGED_GAP, MISSING_WORDS, Convention, read_number, tidy_spaces
from localsdg.owndata.years import read_year, western, year_inside

if TYPE_CHECKING:
    from collections.abc import Iterable

RULES: dict[str, Any] = json.loads(files("localsdg.owndata").joinpath("rules.json").read_text(encoding="utf-8"))
"""Names and patterns that readers in other languages can share."""

_YEARS = frozenset(RULES["years"].split())
_UNITS = frozenset(RULES["roles"]["unit"].split())
_AREAS = frozenset(RULES["areas"].split())
_SURE_AREAS = _AREAS - set(RULES["unsure_areas"].split())
_NAMES = frozenset(RULES["names"].split())
_OF_NAMES = frozenset(RULES["of_names"].split())
_OF_YEARS = frozenset(RULES["of_years"].split())
CODE_NAMES = re.compile(RULES["codes"])
_SURE_CODES = re.compile(RULES["sure_codes"])
YEAR_WORDS = frozenset(RULES["roles"]["year"].split()) | _YEARS
_LAW = re.compile(RULES["codes_of_law"])
_DIMENSIONS = re.compile(RULES["dimensions"])
_UNIT = re.compile(RULES["units"], re.IGNORECASE)
_NO_FIGURE = ("missing-word", "missing-value", "limit-or-range", "error-cell")
_FIGURE = ("ambiguous-number", "scientific-notation")
_NAMED_AREA = re.compile(r"[a-z]{2,8}\d\dnm")  # as the statistics office of the United Kingdom names them: lad19nm
_WORD_FOR_NAME = re.compile(r"(?<=\w{4})s?(?:name|namn|navn|naam)$")
_TIMES = re.compile(RULES["times"])
_STEMS = tuple(stem for stem in RULES["measure_stems"].split() if len(stem) > 3)
_MEASURE_SIGNS = re.compile(RULES["measure_signs"])
_CODES_INSIDE = 4  # so many pairs of codes show that one column lies inside another
_MEASURED = frozenset(RULES["measured"].split())
_WANTED = frozenset(RULES["wanted"].split())
_SPAN = re.compile(r"(?<!\d)(?:19|20)\d\d\s*(?:[-–—/]|to|bis|a|à|au|al)\s*(?:(?:19|20)\d\d|\d\d)(?!\d)")
_BUDGET_YEAR = re.compile(
    r"(?<![\w.,-])(?:FY\s?)(?P<span>(?:19|20)\d\d\s?[-–/]\s?(?:(?:19|20)\d\d|\d\d))(?![\d.,-])"
    r"|(?<![^\W_])(?<![.,/-])(?:FY\s?(?:(?:19|20)\d\d|['’]?\d\d))(?![^\W_]|[.,/-])"
    r"|(?<![\w.,/-])(?:19|20)\d\d\s?[-–/]\s?(?:(?:19|20)\d\d|\d\d)(?![\w.,/-])",
    re.IGNORECASE,
)
_SHORT_DATE = re.compile(r"^(\d{1,2}[/.-]\d{1,2}[/.-])(\d\d)$")  # of a heading: 3/12/20
_BOUNDED = re.compile(
    rf"(?<!\w)(?:{RULES['bounds_of_time'].replace(' ', '|').replace('_', ' ')})[\s-]+(?:19|20)\d\d(?!\d)"
    r"|(?<!\d)(?:19|20)\d\d\s+(?:or|and)\s+(?:earlier|later|before|after)(?!\w)",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"https?://|www\.", re.IGNORECASE)
_TOTALS = re.compile(
    r"(?:(?:grand |sub)?totals?|all|all (?:districts|wards|areas|places|regions|cities|towns|municipalities|zones)"
    r"|overall|ensemble|total(?:e|es|en|er|s)?|totale (?:complessivo|generale)|totaux|summe|city ?wide"
    r"|(?:[^\s,]+ ){0,2}(?:total|insgesamt|gesamt|gesamtstadt)"
    r"|合计|合計|总计|總計|総計|総数|總數|小計|小计|합계|소계|총계)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Meaning:
    """What a column of figures holds: indicator, unit, and the year and the place if its heading names them."""

    indicator: str
    unit: str = ""
    year: int | None = None
    place: str = ""
    span: bool = False  # its heading names a time from one year to another, so that it has no single year
    budget: bool = False  # its heading names a budget year: the year is that in which it begins


@dataclass(frozen=True)
class Kinds:
    """The columns of a table with one column for each indicator, by position."""

    roles: dict[str, int]
    figures: dict[int, Meaning]
    breakdowns: tuple[int, ...]
    skipped: tuple[int, ...]
    codes: tuple[int, ...] = ()  # of the skipped ones, those with numbers that name things
    mixed: tuple[int, ...] = ()  # of the skipped ones, those in which numbers and words stand


@lru_cache(maxsize=20_000)
def number_kind(cell: str) -> str:
    """Say what a cell looks like: "number", "none" for no figure, such as "n/a", or "text"."""
    read = read_number(cell, Convention(frozenset(), frozenset()))
    if read.value == read.value or set(read.faults) & set(_FIGURE):
        return "number"
    return "none" if set(read.faults) & set(_NO_FIGURE) else "text"


def holds_figures(cells: Iterable[str]) -> bool:
    """Say whether a column holds figures: nearly all filled cells are numbers, or signs that there is none."""
    filled = [cell for cell in cells if cell.strip()]
    kinds = [number_kind(cell) for cell in filled]
    numbers, none = kinds.count("number"), kinds.count("none")
    if numbers and all(kind == "number" or is_missing(cell) for kind, cell in zip(kinds, filled, strict=True)):
        return True
    return numbers > 0 and numbers + none >= 0.8 * len(kinds) and numbers >= 0.2 * len(kinds)


def is_missing(cell: str) -> bool:
    """Say whether a cell is a sign that there is no figure, such as "n/a"; a range such as 0-4 is none."""
    word = tidy_spaces(cell).casefold()
    return word in MISSING_WORDS or bool(FLAGGED_GAP.fullmatch(word))


def _all_missing(cells: list[str]) -> bool:
    return all(is_missing(cell) for cell in cells if cell)


def holds_years(cells: Iterable[str]) -> bool:
    """Say whether a column holds years, in whatever form: nearly all cells do, and they lie close together."""
    filled = [cell for cell in cells if cell.strip()]
    reads = [read_year(cell) for cell in filled]
    sure = [read for read in reads if read.year == read.year or read.period not in ("", "time in words")]
    years = [int(read.order) for read in sure]
    if not filled or len(years) < 0.8 * len(filled):
        return False
    distinct = set(years)
    width = max(distinct) - min(distinct)
    whole = width + 1 == len(distinct)  # one year after another, however many
    return width <= 12 * len(distinct) + 5 and (len(distinct) <= 60 or len(filled) > 120 or whole)


def without_type(heading: str) -> str:
    """Return a heading without the type that dBase files add: "ANNEE,N,19,8"."""
    return re.sub(r",[CNDFLM](?:,\d+){0,2}$", "", heading)


def is_unit(text: str) -> bool:
    """Say whether a text is a unit, such as "%" or "in km²"."""
    bare = re.sub(r"^in ", "", tidy_spaces(text).strip("()[]"), flags=re.IGNORECASE)
    return bool(_UNIT.fullmatch(bare))


def meaning_of(heading: str, *, by_year: bool) -> Meaning:
    """Read a heading such as "Unemployment rate 2019 (%)".

    Args:
        heading: the heading.
        by_year: whether a year in it is that of the figures; not where a column of years stands beside it.
    """
    text = without_type(tidy_spaces(heading))
    unit = ""
    for found in re.finditer(r"\(([^()]*)\)|\[([^\[\]]*)\]", text):
        inner = (found[1] or found[2] or "").strip()
        if is_unit(inner):
            unit = inner
            text = tidy_spaces(text[: found.start()] + " " + text[found.end() :])
            break
    else:
        if behind := re.search(r"(?:,| in| -)\s*([^,\s]+(?: \d+)?)$", text):
            if _UNIT.fullmatch(behind[1]) and not behind[1].isalpha():
                unit, text = behind[1], text[: behind.start()].strip()
        elif before := re.fullmatch(r"(%|‰|€)\s+(.+)", text):
            unit = before[1]
    if not by_year:
        return Meaning(text or heading, unit)
    if (budget := _BUDGET_YEAR.search(ascii_digits(text))) and (start := _budget_start(budget)):
        rest = tidy_spaces(f"{text[: budget.start()]} {text[budget.end() :]}").strip(" _-–:.,;/")
        return Meaning(rest, unit, start, budget=True)
    if _SPAN.search(ascii_digits(text)) or _BOUNDED.search(ascii_digits(text)):
        return Meaning(text, unit, span=True)  # such as "built before 1940"
    text = _SHORT_DATE.sub(r"\g<1>20\2", text)
    outside = re.sub(r"\([^()]*\)|\[[^\[\]]*\]", " ", text)  # dollars of (2017) say nothing of the time of a figure
    year = year_inside(text) or year_inside(outside)
    if year is None:
        return Meaning(text or heading, unit, span=len(re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", text)) > 1)
    bare = re.sub(rf"[(\[]?(?<!\d){year}(?!\d)(?:年度?|년)?[)\]]?", " ", ascii_digits(western(text)))
    bare = tidy_spaces(bare).strip(" _-–:.,;/")
    return Meaning(bare or text, unit, year)


def _budget_start(found: re.Match[str]) -> int | None:
    """Return the year in which a budget year begins: 2015 for "2015-16", 2022 for "FY22"; None for other spans."""
    word = found["span"] or found[0]
    read = read_year(word)
    return int(read.start) if read.period == "budget year" and read.start == read.start else None


def says_area(plain_name: str) -> bool:
    """Say whether a heading is a word for places, or holds one: "name of the district".

    The name of something else, such as a project, is no place.
    """
    if plain_name in _AREAS or _NAMED_AREA.fullmatch(plain_name):
        return True
    words = set(re.split(r"_|/", plain_name)) - {""}
    words |= {_WORD_FOR_NAME.sub("", word) for word in words}  # Regionsname
    if words & (_SURE_AREAS - _NAMES):
        return True
    return bool(words & _NAMES) and words <= _NAMES | _OF_NAMES


def names_time(plain_name: str) -> bool:
    """Say whether a heading is a word for years, with a word that says of what: "budget fiscal year", "yearperiod"."""
    if plain_name in YEAR_WORDS:
        return True
    words = set(plain_name.split("_")) - {""}
    return (bool(words & YEAR_WORDS) and words <= YEAR_WORDS | _OF_YEARS) or plain_name == "yearperiod"


def names_times(cells: Iterable[str]) -> bool:
    """Say whether every filled cell of a column names a year, in whatever words: "2010 Jan-Mar"."""
    filled = [cell for cell in cells if cell.strip()]
    orders = [read_year(cell).order for cell in filled]
    return bool(filled) and all(order == order for order in orders) and len(set(map(int, orders))) <= 60


def _keys(columns: dict[int, list[str]], places: list[int]) -> list[tuple[str, ...]]:
    return list(zip(*(columns[place] for place in places), strict=True)) if places else []


def _running(cells: list[str]) -> bool:
    """Say whether a column counts the rows: 0, 1, 2 or 1, 2, 3 and so on."""
    if len(cells) < 3 or not all(re.fullmatch(r"\d+\.?", cell) for cell in cells):
        return False
    numbers = [int(cell.rstrip(".")) for cell in cells]
    return numbers[0] in (0, 1) and bool((np.diff(numbers) == 1).all())


def has_leading_zeros(cells: Iterable[str]) -> bool:
    """Say whether numbers with zeros before their digits stand in a column, as codes have them: 007, 0000.1198."""
    return any(re.fullmatch(r"0\d+|0\d{3,}\.\d{2,}", cell.strip()) for cell in cells)


_CODE = re.compile(r"[A-Za-z]{0,4}\d+(?:\.0)?")
_LOOSE_CODE = re.compile(r"[A-Za-z]{0,4}\d[\d.\-/]*(?:[Ee]\+\d+)?[A-Za-z]?")
_DAY_NUMBER = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")


def _alike(cells: list[str]) -> bool:
    """Say whether long numbers of one length, each once, all begin alike, as numbers of areas and schools do."""
    whole = [cell.removesuffix(".0") for cell in cells]
    if len(whole) < 10 or not all(re.fullmatch(r"[1-9]\d{7,14}", cell) for cell in whole):
        return False
    return len({len(cell) for cell in whole}) == len({cell[:2] for cell in whole}) == 1 and len(set(whole)) == len(
        whole
    )


def _counts(cells: list[str]) -> bool:
    """Say whether a column counts, and begins anew again and again, as numbers of rows within a group do."""
    if len(cells) < 10 or not all(re.fullmatch(r"\d{1,6}(?:\.0)?", cell) for cell in cells):
        return False
    numbers = [int(float(cell)) for cell in cells]
    steps = list(itertools.pairwise(numbers))
    on, anew = sum(b == a + 1 for a, b in steps), sum(b == 1 != a + 1 for a, b in steps)
    return numbers[0] in (0, 1) and on + anew >= 0.95 * len(steps) and on >= 0.5 * len(steps)


def _numbers_of_names(names: list[str], columns: dict[int, list[str]], place: int, texts: list[int]) -> bool:
    """Say whether a column has one number for each name of a column with a similar heading: region number, region."""
    cells = columns[place]
    if not all(re.fullmatch(r"\d{0,9}(?:\.0)?", cell) for cell in cells):
        return False
    own = set(re.split(r"_|/", names[place])) - {""}
    for other in texts:
        if not own & (set(re.split(r"_|/", names[other])) - {""}):
            continue
        pairs = set(zip(cells, columns[other], strict=True))
        if 2 < len(pairs) == len(set(cells)) == len(set(columns[other])) <= 0.5 * len(cells):
            return True
    return False


def _counts_things(heading: str) -> bool:
    """Say whether a heading has a word for what is counted."""
    words = re.split(r"[\W_]+", heading.casefold())
    return any(word.startswith(_STEMS) for word in words) or bool(_MEASURE_SIGNS.search(heading))


def _left_of_names(
    columns: dict[int, list[str]], headings: list[str], place: int, texts: list[int], numeric: set[int]
) -> bool:
    """Say whether numbers stand left of names, one for each of them: 20718, Almond.

    They are long and of one length; or short, in the first column, and there again and again with their names, or
    rising, as the numbers of a budget do. Left of them stands no other figure, and the heading has no unit.
    """
    cells = [cell.removesuffix(".0") for cell in columns[place]]
    filled = [cell for cell in cells if cell]
    if len(filled) < 3 or meaning_of(headings[place], by_year=False).unit:
        return False
    long = all(re.fullmatch(r"[1-9]\d{3,14}", cell) for cell in filled) and len(set(map(len, filled))) == 1
    whole = all(re.fullmatch(r"\d{1,9}", cell) for cell in cells)
    again = place == 0 and whole and 2 < len(set(cells)) <= 0.5 * len(cells)
    numbers = [int(cell) for cell in filled if re.fullmatch(r"\d{1,3}", cell)]
    rising = place == 0 and len(numbers) == len(filled) and numbers == sorted(set(numbers))
    if not long and not again and (not rising or _counts_things(headings[place])):
        return False
    right = [other for other in texts if place < other <= place + 2]
    return any(
        not any(each in numeric for each in range(place + 1, other))
        and len(set(zip(cells, columns[other], strict=True))) == len(set(cells)) == len(set(columns[other]))
        for other in right
    )


def _with_one_sign(columns: dict[int, list[str]], places: list[int]) -> set[int]:
    """Return columns of numbers in which one short sign, the same in three columns or more, stands for no figure."""
    numbers_of: dict[str, dict[int, int]] = {}
    for place in places:
        kinds = {cell: number_kind(cell) for cell in columns[place] if cell}
        others = [cell for cell, kind in kinds.items() if kind == "text"]
        numbers = list(kinds.values()).count("number")
        if len(others) == 1 and numbers and re.fullmatch(r"[^\W\d_]{1,2}", others[0]):
            numbers_of.setdefault(others[0], {})[place] = numbers
    sure = [found for found in numbers_of.values() if sum(count > 1 for count in found.values()) > 2]
    return {place for found in sure for place in found}


def _mixed(cells: list[str]) -> bool:
    """Say whether numbers stand in a column, beside words or with signs, such as *2,113."""
    filled = [cell for cell in cells if cell]
    sure = sum(number_kind(cell) == "number" for cell in filled)
    signed = sum(bool(_SIGNED.fullmatch(cell)) for cell in filled)
    return len(filled) > 2 and sure < len(filled) and max(sure, signed) >= 0.3 * len(filled)


def broken_numbers(cells: Iterable[str]) -> bool:
    """Say whether half of the cells are broken numbers, with signs or not: such a column names nothing."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    broken = sum(bool(_SIGNED.fullmatch(cell) and re.search(r"\d[.,]\d", cell)) for cell in filled)
    return len(filled) > 2 and 2 * broken >= len(filled)


_SIGNED = re.compile(r"[^\w\s]{0,2}\d[\d.,]*[^\w\s]{0,2}")


def _names_again(columns: dict[int, list[str]], headings: list[str], figures: list[int]) -> list[int]:
    """Return columns of long codes of one length, each there again and again, left of the last column of figures."""
    rows = len(next(iter(columns.values()), []))
    return [
        place
        for place in figures
        if place < figures[-1]
        and rows >= 30
        and len(set(columns[place])) <= 0.5 * rows
        and _long_codes(columns[place])
        and year_inside(headings[place]) is None
        and not meaning_of(headings[place], by_year=False).unit
    ]


def _listed(cells: list[str]) -> bool:
    """Say whether many long codes stand in their order, each once, most of them one after another."""
    if len(cells) < 30 or not _long_codes(cells):
        return False
    steps = np.diff(list(map(int, cells)))
    return bool((steps > 0).all()) and (steps == 1).mean() > 0.5


def _is_code(name: str, cells: list[str], place: int) -> bool:
    """Say whether a column of numbers names things: by its heading, zeros before its digits, or the count of rows."""
    filled = [cell for cell in cells if cell]
    below = filled[1:] if len(filled) > 2 and number_kind(filled[0]) == "text" else filled  # without a second heading
    whole = all(map(_CODE.fullmatch, below))
    mostly = len([cell for cell in below if _CODE.fullmatch(cell)]) >= 0.8 * len(below)
    named = CODE_NAMES.search(name) and not _LAW.search(name)
    loose = _SURE_CODES.search(name) and sum(map(bool, map(_LOOSE_CODE.fullmatch, below))) >= 0.8 * len(below)
    if below and (all(map(_DAY_NUMBER.fullmatch, below)) or (_alike(below) and not _counts_things(name))):
        return True
    if named and (mostly or loose or re.search(r"lat|lon|lng|^x$|^y$|breite|lange", name)):
        return True
    if len(filled) > 1 and (whole or all(map(_LOOSE_CODE.fullmatch, below))) and has_leading_zeros(filled):
        return True
    if _counts(below) and not (_DIMENSIONS.search(name) or _TIMES.fullmatch(name)):
        return True
    if place == 0 and _running(filled) and not (_DIMENSIONS.search(name) or _TIMES.fullmatch(name)):
        return True
    return place <= 1 and len(name) <= 6 and (_running(filled) or _listed(filled))


def _each_once(cells: list[str]) -> bool:
    """Say whether a column has several cells, all filled, and no two alike."""
    return len(cells) > 2 and all(cells) and len(set(cells)) == len(cells)


def _named_by_heading_alone(name: str, cells: list[str]) -> bool:
    """Say whether only a word in the heading, which is none for codes, says that numbers name things."""
    filled = [cell for cell in cells if cell]
    if _SURE_CODES.search(name) or not CODE_NAMES.search(name):
        return False
    if len(set(filled)) < 2 and not name.endswith("_num"):  # five schools in each year
        return False
    if set(re.split(r"_|\d", name)) & YEAR_WORDS:
        return False
    return not (has_leading_zeros(filled) or _running(filled) or _alike(filled) or _long_codes(filled))


def names_times_of(plain_name: str) -> bool:
    """Say whether a heading is of months, days or other times within a year, or of flags beside figures."""
    return bool(_TIMES.fullmatch(plain_name) or _DIMENSIONS.search(plain_name)) or plain_name.endswith("year")


def numbers_things(names: list[str], columns: dict[int, list[str]], place: int, texts: list[int]) -> bool:
    """Say whether a column of numbers holds numbers of things, by its heading, its cells and the names beside it."""
    return _is_code(names[place], columns[place], place) or _numbers_of_names(names, columns, place, texts)


def kinds_of(
    plain_names: list[str],
    headings: list[str],
    below: list[list[str]],
    roles: dict[str, int],
    apart: set[int],
    said: dict[int, str],
    *,
    across: bool = False,
) -> Kinds:
    """Say what the columns of a table are that has no column of values.

    Args:
        plain_names: the headings for comparing.
        headings: the headings.
        below: the first rows below them.
        roles: roles that are known by a heading.
        apart: columns that are remarks, or have no heading.
        said: what a person says that columns are.
        across: whether a person says that the headings of figures are places.
    """
    width = len(headings)
    rows = [[cell.strip() for cell in record] for record in below if sum(map(bool, map(str.strip, record))) > 1]
    columns = {place: [row[place] if place < len(row) else "" for row in rows] for place in range(width)}
    free = [place for place in range(width) if place not in apart and place not in said]
    numeric = {place for place in free if holds_figures(columns[place])}
    if numeric:
        empty = {place for place in free if any(columns[place]) and _all_missing(columns[place])}
        numeric |= {place for place in empty if not CODE_NAMES.search(plain_names[place])}
        numeric |= _with_one_sign(columns, [place for place in free if place not in numeric])
    found = dict(roles)
    for place, role in said.items():
        if role not in ("group", "figure", "skip"):
            found[role] = place
    found = {role: place for role, place in found.items() if said.get(place, role) == role and place not in apart}
    if across and found.get("place") not in said:
        found.pop("place", None)
    if "year" not in found:
        found |= _year_of(plain_names, columns, [place for place in free if place not in found.values()], numeric)
    taken = set(found.values())
    year_words = {place for place in numeric if set(re.split(r"_|\d", plain_names[place])) & YEAR_WORDS}
    codes = {
        place
        for place in numeric - taken
        if _is_code(plain_names[place], columns[place], place)
        or (place in year_words and (holds_years(columns[place]) or abs(place - found.get("year", -9)) == 1))
    }
    texts = [place for place in free if place not in numeric | taken and any(columns[place])]
    texts = [place for place in texts if not broken_numbers(columns[place])]
    named_texts = [*texts, *(place for place in taken if place not in numeric)]
    codes |= {place for place in numeric - taken if _numbers_of_names(plain_names, columns, place, named_texts)}
    left = sorted(numeric - taken - codes)
    codes |= {place for place in left if _left_of_names(columns, headings, place, named_texts, numeric)}
    codes |= _inside_one_another(columns, left)
    if "indicator" in found:
        texts = [place for place in texts if not tells_nothing_apart(plain_names[place])]
    named = found.get("place")
    if named is not None and named not in said and len(set(columns[named]) - {""}) < 2:
        smaller = [place for place in texts if says_area(plain_names[place])]
        if smaller:  # a column with the name of the one city, beside that of its districts
            del found["place"]
            taken.discard(named)
    elif named is not None and named not in said and named not in numeric and any(columns[named]):
        few = len(set(columns[named]) - {""})
        if few > 1 and any(
            says_area(plain_names[each]) and len(set(columns[each]) - {""}) >= 5 * few for each in texts
        ):
            del found["place"]  # the few provinces in which many towns lie
            taken.discard(named)
            texts.append(named)
            texts.sort()
    if "place" not in found and not across:
        by_cells = _place_of(plain_names, columns, texts, sorted(codes | numeric))
        if by_cells is not None:
            found["place"] = by_cells
            taken.add(by_cells)
    told_apart = any(len(set(columns[place])) > 1 for place in texts)
    one_each_year = "year" in found and not told_apart and _each_once(columns[found["year"]])
    if one_each_year:  # nothing is left to be named: counts of schools are figures, though called schoolNum
        codes -= {place for place in codes if place and _named_by_heading_alone(plain_names[place], columns[place])}
    if not across and not told_apart and not one_each_year and not found.keys() & {"place", "indicator"}:
        year = [found["year"]] if "year" in found else []
        only_rows = {place for place in codes if not headings[place].strip() and len(codes) > 1}
        for place in sorted(codes - only_rows):
            is_time = _TIMES.fullmatch(plain_names[place])
            if len(set(_keys(columns, [place, *year]))) == len(columns[place]) > 1 and not (
                is_time or holds_years(columns[place]) or all(map(_DAY_NUMBER.fullmatch, columns[place]))
            ):
                found["place"] = place
                taken.add(place)
                break
    codes |= {place for place in numeric - taken if plain_names[place] in _UNITS}  # numbers of areas
    named_so = {place for place in numeric if plain_names[place] in _AREAS or re.fullmatch("[A-Z]+ID", headings[place])}
    codes |= {place for place in named_so if _whole_numbers(columns[place]) and not _of_many_sizes(columns[place])}
    codes -= taken
    if headings and not headings[0].strip() and said.get(0) is None:
        codes |= {0} & numeric  # numbers of rows, or what programs write before them
    figures = sorted((numeric - taken - codes) | {place for place, role in said.items() if role == "figure"})
    texts = [place for place in texts if place not in taken]
    groups = [place for place, role in said.items() if role == "group"]
    keys = [found[role] for role in ("place", "year", "indicator") if role in found] + groups
    breakdowns = [*groups, *_telling(columns, keys, texts)]
    for place in _dimensions(plain_names, columns, [*keys, *breakdowns], figures):
        figures.remove(place)
        breakdowns.append(place)
    again = [place for place in _names_again(columns, headings, figures) if place not in said]
    codes |= set(again)
    figures = [place for place in figures if place not in again]
    times = [place for place in figures if _TIMES.fullmatch(plain_names[place]) and _small_numbers(columns[place])]
    if len(times) < len(figures):
        figures = [place for place in figures if place not in times or place in said]
    across = "place" not in found and (across or "indicator" in found)
    meanings = {}
    for place in figures:
        meaning = meaning_of(headings[place], by_year="year" not in found)
        meanings[place] = (
            Meaning("", "", meaning.year, meaning.indicator, meaning.span, meaning.budget) if across else meaning
        )
    if across:
        meanings = _measured(meanings, plain_names)
        if len(meanings) < len(figures):
            breakdowns = [place for place in breakdowns if not is_wanted(plain_names[place])]
        figures = list(meanings)
    rest = set(range(width)) - set(found.values()) - set(figures) - set(breakdowns)
    left_out = tuple(sorted(codes & numeric & rest))
    doubtful = [place for place in sorted(rest - codes - numeric - set(said) - apart) if _mixed(columns[place])]
    mixed = tuple(place for place in doubtful if not is_wanted(plain_names[place]))
    return Kinds(found, meanings, tuple(sorted(breakdowns)), tuple(sorted(rest)), left_out, mixed)


def is_wanted(plain_name: str) -> bool:
    """Say whether a heading is of what is planned, or of the baseline, which Spanish tables write as L.B."""
    words = set(plain_name.split("_"))
    return bool(words & _WANTED) or words >= {"l", "b"}


def tells_nothing_apart(plain_name: str) -> bool:
    """Say whether a heading is of one year, of a baseline or of a plan: such a column says more of a row."""
    return year_inside(plain_name) is not None or is_wanted(plain_name)


def _measured(meanings: dict[int, Meaning], plain_names: list[str]) -> dict[int, Meaning]:
    """Return the columns of what was measured, where the others hold what is wanted: “Target 2024”, “Actual 2024”.

    Indicators stand in rows, so that other headings would be places. What is wanted is no figure of its year.
    """
    wanted = {place for place in meanings if is_wanted(plain_names[place])}
    actual = {place for place in meanings if set(plain_names[place].split("_")) & _MEASURED} - wanted
    years = [meanings[place].year for place in actual]
    if not actual or not wanted or actual | wanted != meanings.keys() or len(set(years)) < len(years):
        return meanings
    return {place: replace(meanings[place], place="") for place in meanings if place in actual}


def _whole_numbers(cells: list[str]) -> bool:
    return all(re.fullmatch(r"\d{0,6}", cell) for cell in cells)


def _of_many_sizes(cells: list[str]) -> bool:
    """Say whether numbers have three lengths or more, up to five digits: areas in km², and no numbers of areas."""
    lengths = {len(cell) for cell in cells if cell}
    return len(lengths) > 2 and max(lengths) > 4


def _small_numbers(cells: list[str]) -> bool:
    return all(re.fullmatch(r"\d{0,3}", cell) for cell in cells)


def _long_codes(cells: list[str]) -> bool:
    """Say whether all cells are whole numbers of four digits or more, of the same length, such as account numbers."""
    return all(re.fullmatch(r"[1-9]\d{3,14}", cell) for cell in cells) and len(set(map(len, cells))) == 1


def _inside_one_another(columns: dict[int, list[str]], places: list[int]) -> set[int]:
    """Return columns of codes each of which begins with that of another column: 38 and 381, 91 and 91002."""
    fixed = [place for place in places if _of_one_length(columns[place])]
    found: set[int] = set()
    for short in fixed:
        for long in fixed:
            pairs = {(a, b) for a, b in zip(columns[short], columns[long], strict=True) if a and b}
            if (
                len({a for a, _ in pairs}) > 1
                and len(pairs) >= _CODES_INSIDE
                and all(len(a) < len(b) and b.startswith(a) for a, b in pairs)
            ):
                found |= {short, long}
    return found


def _of_one_length(cells: list[str]) -> bool:
    filled = [cell for cell in cells if cell]
    return all(re.fullmatch(r"[1-9]\d*", cell) for cell in filled) and len(set(map(len, filled))) == 1


def _year_of(names: list[str], columns: dict[int, list[str]], free: list[int], numeric: set[int]) -> dict[str, int]:
    """Return the column of years by name and cells, else by its cells alone."""
    named = [place for place in free if names[place] in _YEARS and holds_years(columns[place])]
    named += [place for place in free if names_time(names[place]) and holds_years(columns[place])]
    named += [place for place in free if names_time(names[place]) and names_times(columns[place])]
    if named:
        return {"year": named[0]}
    for place in free:
        if place in numeric and len(names[place]) > 12:
            continue  # counts of people or homes can look like years
        if all(re.fullmatch(r"\d{6}", cell) for cell in columns[place] if cell):
            continue  # 201612 people, or December 2016
        near = place <= 2 or place == free[-1] or place not in numeric
        if holds_years(columns[place]) and near and not CODE_NAMES.search(names[place]):
            repeated = len(set(columns[place])) < len(columns[place])
            if repeated or _rising(columns[place]) or place not in numeric:
                return {"year": place}
    return {}


def _rising(cells: list[str]) -> bool:
    order = [read_year(cell).order for cell in cells if cell]
    steps = np.diff(order)
    return len(order) > 2 and bool((steps > 0).all() or (steps < 0).all())


def _place_of(names: list[str], columns: dict[int, list[str]], texts: list[int], others: list[int]) -> int | None:
    """Return the column of places: by its heading, else the column of words that tells most rows apart."""

    def distinct(place: int) -> tuple[int, int]:
        count = len(set(columns[place]) - {""})
        one = count == 1 and all(columns[place])  # of columns with one name, the last is the smallest place
        return (count, place if one else -place)

    known = [place for place in texts if names[place] in _AREAS or _NAMED_AREA.fullmatch(names[place])]
    similar = [place for place in texts if says_area(names[place])]
    similar = [place for place in similar if not _SURE_CODES.search(names[place])] or similar  # names before codes
    if known or similar:
        best = max(known or similar, key=distinct)
        finest = max(similar, key=distinct)
        if distinct(finest)[0] >= 5 * distinct(best)[0] > 5:
            best = finest  # towns beside the few provinces in which they lie
        return _finer(names, columns, best, [*similar, *(place for place in texts if place == best + 1)])
    rows = len(next(iter(columns.values()), []))
    numbered = [place for place in others if names[place] in _AREAS and len(set(columns[place])) > 1]
    if numbered:
        beside = _named_beside(columns, numbered[0], texts)
        if beside != numbered[0] or _whole_numbers(columns[beside]):
            return beside
    if 0 in texts and not names[0] and distinct(0)[0] > 1:
        return 0  # names of rows often have no heading
    for place in sorted(texts, key=lambda each: bool(CODE_NAMES.search(names[each]))):
        filled = [cell for cell in columns[place] if cell]
        telling = distinct(place)[0] == len(filled) > 1 and len(filled) >= 0.5 * rows
        if telling and not (holds_years(filled) or _ADDRESS.match(filled[0]) or _mixed(filled)):
            return place
    coded = [place for place in texts if re.match("country|region|district|city|municip", names[place])]
    return coded[0] if coded else None


def _named_beside(columns: dict[int, list[str]], place: int, texts: list[int]) -> int:
    """Return the column of names right of the numbers of places; else that of the numbers."""
    beside = place + 1
    if beside not in texts or not all(columns[beside]):
        return place
    pairs = set(zip(columns[place], columns[beside], strict=True))
    return beside if len(pairs) == len(set(columns[place])) == len(set(columns[beside])) else place


def _finer(names: list[str], columns: dict[int, list[str]], place: int, others: list[int]) -> int:
    """Return a column that splits the places into smaller ones, each within one of them; else the column itself."""
    for other in others:
        pairs = set(zip(columns[other], columns[place], strict=True))
        size = len(set(columns[other]))
        whole = all(cell and len(cell) < 60 for cell in columns[other])
        whole = whole and not _DIMENSIONS.search(names[other])
        if whole and len(pairs) == size > len(set(columns[place])):
            place = other
    return place


def _telling(columns: dict[int, list[str]], keys: list[int], texts: list[int]) -> list[int]:
    """Return columns of words that tell rows apart which are the same by place and year."""
    found: list[int] = []
    rows = len(next(iter(columns.values()), []))
    for place in texts:
        known = [*keys, *found]
        before = len(set(_keys(columns, known))) if known else 1
        if before == rows:
            break
        if len(set(_keys(columns, [*known, place]))) > before:
            found.append(place)
    return found


def _dimensions(names: list[str], columns: dict[int, list[str]], keys: list[int], figures: list[int]) -> list[int]:
    """Return columns of few whole numbers, such as ages or months, that tell rows apart."""
    rows = len(next(iter(columns.values()), []))
    found: list[int] = []
    for place in figures:
        known = [*keys, *found]
        before = len(set(_keys(columns, known))) if known else min(rows, 1)
        long = _long_codes(columns[place])
        if not (_small_numbers(columns[place]) or long) or year_inside(names[place]) is not None:
            continue
        most = 0.5 if long else 0.2
        few = rows >= 30 and 1 < len(set(columns[place])) <= most * rows and before <= 0.7 * rows
        if not (_DIMENSIONS.search(names[place]) or (few and place < figures[-1])):
            continue
        if before < rows and len(set(_keys(columns, [*known, place]))) > before:
            found.append(place)
    return found if len(found) < len(figures) else []


def place_by_name(plain_names: list[str], below: list[list[str]], places: list[int]) -> int | None:
    """Return the column of places among columns of names, where its heading says so."""
    rows = [[cell.strip() for cell in record] for record in below if sum(map(bool, map(str.strip, record))) > 1]
    columns = {place: [row[place] if place < len(row) else "" for row in rows] for place in places}
    texts = [place for place in places if any(columns[place]) and not holds_figures(columns[place])]
    named = [place for place in texts if says_area(plain_names[place])]
    return _place_of(plain_names, columns, texts, []) if named else None


def is_total_place(name: str) -> bool:
    """Say whether the name of a row is a word for the whole."""
    return bool(_TOTALS.fullmatch(tidy_spaces(name)))
