"""Says in one sentence what was understood of a table, before any fault is named."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from localsdg.owndata.layout import COLUMNS, UNKNOWN, WIDE, names_places, year_of
from localsdg.owndata.meanings import is_total_place

if TYPE_CHECKING:
    from localsdg.owndata.table import Material

CORRECT = "If this is wrong, say it with --year, --columns, --decimal or --sheet."


def understood(material: Material) -> str:
    """Return what was understood: places, indicators, years and how numbers are written."""
    layout = material.layout
    if layout.form == UNKNOWN:
        return (
            "Not understood: no column of figures with its place or year was found, so no figure was checked. Say what "
            "the columns are, such as --columns District=place --columns Population=figure."
        )
    parts = [*_places(material), *_indicators(material), _years(material), _numbers(material)]
    return f"Understood: {'; '.join(part for part in parts if part)}."


def _count(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"


def _names(material: Material, role: str) -> list[str]:
    layout = material.layout
    column = layout.region if role == "place" and layout.region is not None else layout.roles.get(role)
    if column is None:
        return []
    codes, words = material.named[column]
    used = np.flatnonzero(np.bincount(codes[material.usable], minlength=1))
    return [words[code] for code in used if words[code]]


def _some(names: list[str], most: int = 4) -> str:
    return ", ".join(names[:most]) + (" ..." if len(names) > most else "")


def _places(material: Material) -> list[str]:
    layout = material.layout
    names = _names(material, "place")
    if not names:
        across = [meaning.place for meaning in layout.meanings.values() if meaning.place]
        if across:
            return [f"{_count(len(set(across)), 'place', 'places')} in columns ({_some(list(dict.fromkeys(across)))})"]
        rows = int(material.usable.sum())
        return [_count(rows, "row", "rows")]
    totals = [name for name in names if is_total_place(name)]
    single = len(names) - len(totals)
    column = layout.roles["place"] if layout.region is None else layout.region
    name = material.columns[column].name.strip()
    sure = layout.form != COLUMNS or "place" in layout.said.values() or names_places(name)
    words = ("place", "places") if sure else ("name", "names")
    text = f"{_count(single, *words)} in column “{name}”"
    if totals and layout.form in (COLUMNS, WIDE):
        text += f" and {_some(totals)} as the whole"
    return [text]


def _indicators(material: Material) -> list[str]:
    layout = material.layout
    found = []
    names = _names(material, "indicator")
    if names:
        found.append(f"{_count(len(names), 'indicator', 'indicators')} in rows")
    elif layout.form == COLUMNS:
        own = list(dict.fromkeys(meaning.indicator for meaning in layout.meanings.values()))
        found.append(f"{_count(len(own), 'indicator', 'indicators')} in columns ({_some(own)})")
    groups = [layout.names[place].strip() for place in layout.breakdowns if place != layout.region]
    if groups:
        found.append(f"split by {_some(groups)}")
    return found


def _years(material: Material) -> str:
    layout = material.layout
    if layout.form == WIDE:
        years = {float(year_of(material.columns[place].name) or 0) for place in layout.value_columns}
        return f"{_range(years)} in columns"
    if layout.form == COLUMNS and "year" not in layout.roles:
        of_columns = [material.year_of_column(place) for place in layout.value_columns]
        known = {float(year) for year in of_columns if year is not None}
        if not known:
            return "no year is said"
        some = " (some columns have no year)" if None in of_columns else ""
        return _range(known) + (" as you said" if material.raw.year and len(known) == 1 else "") + some
    if "year" not in layout.roles:
        return ""
    words = np.array([*(word.year for word in material.year_words), np.nan])
    used = np.bincount(material.year_column.codes[material.usable] + 1, minlength=len(words))[1:]
    found = words[:-1][used > 0]
    return _range(set(found[~np.isnan(found)].tolist())) or "no year can be read"


def _range(years: set[float]) -> str:
    if not years:
        return ""
    first, last = f"{min(years):.6g}", f"{max(years):.6g}"
    return first if first == last else f"{first} to {last}"


def _numbers(material: Material) -> str:
    decimal: set[str] = set()
    thousands: set[str] = set()
    for place in material.layout.value_columns:
        how = material.convention_of(place)
        decimal |= how.decimal
        thousands |= how.thousands
    if len(decimal) > 1 or decimal & thousands:
        return "numbers are written in more than one way"
    point = next(iter(decimal), "")
    group = next(iter(thousands), "")
    if not point and not group:
        return ""
    sign = point or ("." if group == "," else ",")
    return f"numbers written 1{group}234{sign}5"
