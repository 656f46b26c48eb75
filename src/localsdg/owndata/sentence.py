"""Says in one sentence what was understood of a table, before any fault is named."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from localsdg.owndata.doubts import left_out
from localsdg.owndata.layout import COLUMNS, UNKNOWN, WIDE, Doubt, names_places, plain_name, year_of
from localsdg.owndata.meanings import is_total_place, is_wanted
from localsdg.owndata.numbers import tidy_spaces
from localsdg.owndata.words import counted, filled

if TYPE_CHECKING:
    from localsdg.owndata.table import Material


def understood(material: Material) -> str:
    """Return what was understood: places, indicators, years and how numbers are written; of several sheets, which."""
    if why_not := _not_understood(material):
        looked = _say(material, "looked", sheet=material.raw.sheet) if _several_sheets(material) else ""
        return f"{why_not} {looked}".rstrip()
    parts = [_say(material, "sheet", sheet=material.raw.sheet)] if _several_sheets(material) else []
    parts += [*_places(material), *_indicators(material), _years(material), _budget(material), _numbers(material)]
    parts += [_planned(material), _codes(material), _mixed(material), _left(material), _no_place(material)]
    return _say(material, "sentence", parts="; ".join(part for part in parts if part))


def _several_sheets(material: Material) -> bool:
    return any(fact.kind == "other-sheets" for fact in material.raw.facts)


def _not_understood(material: Material) -> str:
    """Return why nothing of a table was read; empty if it was."""
    layout = material.layout
    if layout.another is not None:
        return _say(material, "another", row=f"{layout.another:,}")
    if layout.without_heading:
        names = [layout.names[place] for place in layout.without_heading]
        return _say(material, "without_heading", len(names), names=_some(names))
    if layout.either:
        names = [tidy_spaces(layout.names[place]) for place in layout.either]
        return _say(material, "command_either", names=_some(names), last=names[-1])
    if layout.alike:
        return _say(material, "alike")
    if layout.doubt is not None:
        return _doubt(material, layout.doubt)
    return _say(material, "command_not") if layout.form == UNKNOWN else ""


def _say(material: Material, key: str, count: int = 1, /, **values: object) -> str:
    text = material.catalogue["understood"][key]
    return filled(text, values) if isinstance(text, str) else counted(text, count, **values)


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
            return [_say(material, "places_across", len(set(across)), names=_some(list(dict.fromkeys(across))))]
        return [_say(material, "rows", int(material.usable.sum()))]
    totals = [name for name in names if is_total_place(name)]
    single = len(names) - len(totals)
    column = layout.roles["place"] if layout.region is None else layout.region
    name = tidy_spaces(material.columns[column].name)
    sure = layout.form != COLUMNS or "place" in layout.said.values() or names_places(name)
    text = _say(material, "places" if sure else "names", single, column=name)
    if totals and layout.form in (COLUMNS, WIDE):
        text += f" {_say(material, 'whole', names=_some(totals))}"
    return [text]


def _indicators(material: Material) -> list[str]:
    layout = material.layout
    found = []
    names = _names(material, "indicator")
    if names:
        found.append(_say(material, "indicators_in_rows", len(names)))
    elif layout.form == COLUMNS:
        own = list(dict.fromkeys(meaning.indicator for meaning in layout.meanings.values() if meaning.indicator))
        if own:
            found.append(_say(material, "indicators_in_columns", len(own), names=_some(own)))
    groups = [tidy_spaces(layout.names[place]) for place in layout.breakdowns if place != layout.region]
    if groups:
        found.append(_say(material, "split", names=_some(groups)))
    return found


def _years(material: Material) -> str:
    layout = material.layout
    if layout.form == WIDE:
        years = {float(year_of(material.columns[place].name) or 0) for place in layout.value_columns}
        return _say(material, "years_in_columns", years=_range(material, years))
    if layout.form == COLUMNS and "year" not in layout.roles:
        of_columns = [material.year_of_column(place) for place in layout.value_columns]
        known = {float(year) for year in of_columns if year is not None}
        if not known:
            return _say(material, "no_year")
        said = f" {_say(material, 'as_said')}" if material.raw.year and len(known) == 1 else ""
        some = f" {_say(material, 'some_without')}" if None in of_columns else ""
        return _range(material, known) + said + some
    if "year" not in layout.roles:
        return ""
    words = np.array([*(word.year for word in material.year_words), np.nan])
    used = np.bincount(material.year_column.codes[material.usable] + 1, minlength=len(words))[1:]
    found = words[:-1][used > 0]
    return _range(material, set(found[~np.isnan(found)].tolist())) or _say(material, "no_year_read")


def _budget(material: Material) -> str:
    return _say(material, "budget") if any(meaning.budget for meaning in material.layout.meanings.values()) else ""


def _codes(material: Material) -> str:
    layout = material.layout
    names = [tidy_spaces(layout.names[place]) for place in layout.codes if place in layout.skipped]
    return _say(material, "codes", names=_some(names)) if names else ""


def _mixed(material: Material) -> str:
    layout = material.layout
    names = [tidy_spaces(layout.names[place]) for place in layout.mixed]
    return _say(material, "mixed", names=_some(names)) if names else ""


def _left(material: Material) -> str:
    names = [tidy_spaces(material.layout.names[place]) for place in left_out(material)]
    names = [name for name in names if not is_wanted(plain_name(name))]
    return _say(material, "left", names=_some(names)) if names else ""


def _doubt(material: Material, doubt: Doubt) -> str:
    names = [tidy_spaces(material.layout.names[place]) for place in doubt.columns]
    values = {"names": _some(names), "first": names[0], "last": names[-1]} if names else {}
    if doubt.rows:
        values |= {"other": f"{doubt.rows[0]:,}", "row": f"{doubt.rows[1]:,}"}
    texts = material.catalogue["understood"]
    key = f"command_{doubt.key}" if f"command_{doubt.key}" in texts else doubt.key
    return _say(
        material, key, max(len(names), 1), number=f"{doubt.count:,}", year=doubt.count, of=f"{doubt.of:,}", **values
    )


def _no_place(material: Material) -> str:
    layout = material.layout
    named = {"place", "indicator"} & layout.roles.keys()  # without either, headings may be names of places
    named |= {meaning.place for meaning in layout.meanings.values()} - {""}
    return _say(material, "no_place") if layout.form == COLUMNS and not named else ""


def _range(material: Material, years: set[float]) -> str:
    if not years:
        return ""
    first, last = f"{min(years):.6g}", f"{max(years):.6g}"
    return first if first == last else _say(material, "from_to", first=first, last=last)


def _numbers(material: Material) -> str:
    decimal: set[str] = set()
    thousands: set[str] = set()
    for place in material.layout.value_columns:
        how = material.convention_of(place)
        decimal |= how.decimal
        thousands |= how.thousands
    if len(decimal) > 1 or decimal & thousands:
        return _say(material, "mixed_numbers")
    point = next(iter(decimal), "")
    group = next(iter(thousands), "")
    if not point and not group:
        return ""
    sign = point or ("." if group == "," else ",")
    return _say(material, "numbers", example=f"1{group}234{sign}5")


def _planned(material: Material) -> str:
    layout = material.layout
    if layout.form != COLUMNS or "indicator" not in layout.roles:
        return ""
    names = [tidy_spaces(layout.names[place]) for place in layout.skipped if is_wanted(plain_name(layout.names[place]))]
    return _say(material, "planned", names=_some(names)) if names else ""
