"""The table of figures: rows become figures, each given as published or derived from its components.

A derived figure is always computed here, from its components; what the table says beside them is only compared.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from localsdg.review.reading import number_of, one_line, year_of
from localsdg.review.recomputing import FORMULAS, compute

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from pathlib import Path

    from localsdg.owndata import DataReport

Row = dict[str, str]

AREAS = re.compile(
    r"(?:district|ward|area|place|neighbou?rhood|zone|quarter|borough|distrito|barrio|bairro|quartier|bezirk)s?"
)
TOTALS = {"", "total", "all", "both", "both sexes", "everybody", "whole", "all ages", "all areas", "city", "t", "_t"}
PER = re.compile(
    r"(?:per|for every|of every|/)\s*(1[ ,.\u00a0\u202f]?0{3}|10[ ,.\u00a0\u202f]?0{3}|100[ ,.\u00a0\u202f]?0{3})\b"
)
RATES = {"1000": "rate of 1,000", "10000": "rate of 10,000", "100000": "rate of 100,000"}
NAMES = {
    "young people": "youth",
    "not employed in education": "not employed, in education or training",
    "not employed, in education": "not employed, in education or training",
    "built-up area": "built-up land",
    "built up land": "built-up land",
    "population": "population",
}
_PAIR = {"numerator", "denominator"}
# A checked table has no other sign before decimals; whole numbers of so few digits are read in one way alone.
DECIMAL = re.compile(r"-?(?:[0-9]{1,30}\.[0-9]{1,30}|[0-9]{1,12})")
_PERCENT_WORD = "(?:%|per ?cent(?:age)?)"
PERCENT = re.compile(rf"{_PERCENT_WORD}(?: ?[(]?{_PERCENT_WORD}[)]?)?(?: by .+)?")
PLACE_CODE = re.compile(r"(?:area|geography|geo|place|location|region|gss|ons|lad|la|ward|district)[ _]?(?:code|id)")
# Where they say the same of every figure of an indicator, they tell no groups apart.
ALL_ALIKE = re.compile(r"measure(?:ment)?|statistic|geography|frequency|(?:area|geography|data|value|indicator) type")
NO_UNIT = re.compile(r"total(?: by .+)?|(?:number|count|units?|value) by .+")
"""Words that tables have in a column of units: a percentage, however it is written, and what is no unit."""
OWN_FORMULA = ("8.6.1", "11.5.1", "11.6.1", "11.7.1")
LAND = "11.3.1"
LAND_PARTS = {"people", "built-up land"}
COMPONENTS = LAND_PARTS | {name for each in FORMULAS.values() for name in each.components}


FAULTS = {
    "no indicator": "It names no indicator.",
    "no year": "It has no year that can be read.",
    "no value": "It has no value.",
    "no number": "“{value}” is no number, or can be read in two ways.",
    "no formula": "No formula takes its components ({names}), or its unit is not said.",
}
"""Why a row cannot be used, or a figure not be printed."""


class Key(NamedTuple):
    """What tells a figure from all others."""

    indicator: str
    year: str
    group: str = ""
    area: str = ""


@dataclass
class Part:
    """A number as the table has it: a figure as it was published, or a component."""

    value: float
    unit: str = ""
    flag: str = ""
    source: str = ""


@dataclass
class Figure:
    """A figure of the table.

    Attributes:
        key: what it is of.
        given: the value that the table has, if any.
        parts: the components by name.
        formula: the formula that was used; empty for a figure as published.
        value: what is printed: computed if there are components, else as published; None if nothing can be.
        fault: why nothing can be printed; or empty.
        differs: whether the table has another value than the one computed.
        hidden: why the figure is suppressed; or empty.
    """

    key: Key
    given: Part | None = None
    parts: dict[str, Part] = field(default_factory=dict)
    formula: str = ""
    value: float | None = None
    fault: str = ""
    differs: bool = False
    hidden: str = ""

    @property
    def unit(self) -> str:
        """The unit of the value."""
        if self.given and self.given.unit:
            return self.given.unit
        return FORMULAS[self.formula].unit if self.formula else ""

    @property
    def source(self) -> str:
        """The sources of the value and of its components, each once."""
        parts = [self.given, *self.parts.values()] if self.given else list(self.parts.values())
        return "; ".join(dict.fromkeys(part.source for part in parts if part and part.source))

    @property
    def flag(self) -> str:
        """What the source says of the value."""
        parts = [self.given, *self.parts.values()] if self.given else list(self.parts.values())
        return "; ".join(dict.fromkeys(part.flag for part in parts if part and part.flag))


@dataclass
class Table:
    """All figures, and the rows that could not be used, each with the reason."""

    figures: dict[Key, Figure] = field(default_factory=dict)
    unused: list[tuple[Row, str]] = field(default_factory=list)
    units: dict[str, set[str]] = field(default_factory=dict)
    contradicting: list[Key] = field(default_factory=list)
    beside: set[str] = field(default_factory=set)  # indicators of which the municipality is one of several areas

    def of(self, indicator: str) -> list[Figure]:
        """Return the figures of an indicator in the order of their years."""
        return self._by_indicator.get(indicator, [])

    @cached_property
    def _by_indicator(self) -> dict[str, list[Figure]]:
        found: dict[str, list[Figure]] = {}
        for each in sorted(self.figures.values(), key=lambda each: (year_of(each.key.year) or 0, each.key)):
            found.setdefault(each.key.indicator, []).append(each)
        return found

    @property
    def indicators(self) -> list[str]:
        """The indicators in the order in which the table names them."""
        return list(dict.fromkeys(key.indicator for key in self.figures))


def same_indicator(one: str, other: str) -> bool:
    """Return whether two names mean the same indicator, however capitals, dots and spaces are written."""
    return bare_name(one) == bare_name(other) != ""


def unit_of(words: str) -> str:
    """Return a unit as the review says it: every word for a percentage is %, and "Total by sex" names no unit."""
    bare = bare_name(words)
    if PERCENT.fullmatch(bare):
        return "%"
    return "" if NO_UNIT.fullmatch(bare) else words


@lru_cache(maxsize=5000)
def bare_name(name: str) -> str:
    """Return a name of an indicator, a component or a unit for comparing: without capitals and double blanks."""
    return re.sub(r"[\s_]+", " ", name).strip().rstrip(".").casefold()


def rows_of_data(report: DataReport) -> list[Row]:
    """Return the rows of a checked table in the form of the workbook: text by the names of its columns.

    A figure with columns of a numerator and a denominator gets a row for each.
    """
    import pandas as pd

    from localsdg.owndata.layout import plain_name, role_of

    table = report.table
    usual = ("place", "indicator", "year", "value", "unit", "period")
    others = [name for name in table.columns if name not in usual]
    numeric = [name for name in others if pd.api.types.is_numeric_dtype(table[name])]
    words = [name for name in others if name not in numeric]
    roles = {name: role_of(name) for name in numeric}
    found: list[Row] = []
    for record in table.astype(object).where(table.notna(), None).to_dict("records"):
        own = {str(name): "" if value is None else value for name, value in record.items()}
        groups, source, flag, component, fictional = [], "", "", "", False
        for name in words:
            word = one_line(own[name])
            key = plain_name(name)
            if not word:
                continue
            if key in ("source", "sources"):
                source = word
            elif key in ("component", "components") or (key == "series" and is_component(word)):
                component = word
            elif key in ("place_is",):
                fictional = word == "fictional"
            elif key in ("flag", "flags", "note", "obs_status", "observation_status", "status"):
                flag = word
            else:
                groups.append(f"{name}: {word}")
        row = {
            "indicator": one_line(own["indicator"]),
            "year": one_line(own.get("period") or own["year"]),
            "unit": one_line(own["unit"]),
            "group": "; ".join(groups),
            "area": one_line(own["place"]),
            "flag": flag,
            "source": f"{source} (fictional)".strip() if fictional and "fictional" not in source else source,
        }
        if own["value"] != "":
            found.append(row | {"component": component, "value": one_line(own["value"])})
        found.extend(
            row | {"component": str(role), "value": one_line(own[name]), "unit": ""}
            for name, role in roles.items()
            if role in _PAIR and own[name] != ""
        )
    return found


def read_data(path: Path) -> tuple[list[Row], DataReport]:
    """Read a file of one's own figures, checked as ``localsdg check-data`` does it.

    Raises:
        DataFileError: it cannot be read as a table.
    """
    from localsdg.owndata import check_data

    report = check_data(path)
    return rows_of_data(report), report


def _split_group(text: str, idle: Collection[str] = ()) -> tuple[list[str], str, str]:
    """Return from a group such as "sex: female; district: Old Quay": its groups, its area, its component.

    Args:
        text: the group.
        idle: the headings, in small letters, that tell no groups apart.
    """
    groups, area, component = [], "", ""
    for part in filter(None, (each.strip() for each in text.split(";"))):
        name, sign, word = part.partition(":")
        heading, word = name.strip().casefold(), word.strip()
        if sign and (word.casefold() in TOTALS or bare_name(heading) in idle):
            continue
        if sign and AREAS.fullmatch(heading):
            area = word
        elif sign and (heading == "component" or (heading == "series" and is_component(word))):
            component = word
        elif sign or part.casefold() not in TOTALS:
            groups.append(f"{heading}: {word}" if sign else part)
    return groups, area, component


def _component(text: str) -> str:
    word = bare_name(text)
    return NAMES.get(word, word)


def is_component(text: str) -> bool:
    """Return whether a formula takes a component of this name; the series of an Open SDG table are mostly none."""
    return _component(text) in COMPONENTS


def gather(rows: Iterable[Mapping[str, str]], town: str = "") -> Table:
    """Put the rows of a table together to figures, and compute those that have components.

    Args:
        rows: text by the names of ``localsdg.workbook.figures.COLUMNS``.
        town: the name of the municipality: as an area it is the whole.
    """
    clean = [_EMPTY | {name: one_line(row[name]) for name in _COLUMNS if row.get(name)} for row in rows]
    areas = {row["area"] for row in clean if row["area"].casefold() not in TOTALS}
    bare = re.sub(r"\s*\(fictional\)", "", town).casefold()
    whole = {area for area in areas if len(areas) == 1 or area.casefold() in (town.casefold(), bare)}
    table = Table()
    idle = _idle(clean)
    for row in clean:
        _put(row, whole, idle.get(row["indicator"], set()), table)
    if len(areas) > 1:
        table.beside = {row["indicator"] for row in clean if row["area"] in whole}
    for figure in table.figures.values():
        _settle(figure)
    return table


_COLUMNS = ("indicator", "component", "year", "value", "unit", "group", "area", "flag", "source")
_EMPTY = dict.fromkeys(_COLUMNS, "")


def _idle(rows: Iterable[Row]) -> dict[str, set[str]]:
    """Return of each indicator the headings of its groups that tell none apart: codes of places, and one measure."""
    words: dict[tuple[str, str], set[str]] = {}
    alone: set[tuple[str, str]] = set()  # codes that stand where no area has a name
    for row in rows:
        for part in row["group"].split(";") if row["group"] else ():
            heading, sign, word = part.partition(":")
            key = (row["indicator"], bare_name(heading))
            if sign:
                words.setdefault(key, set()).add(word.strip().casefold())
            if not row["area"]:
                alone.add(key)
    found: dict[str, set[str]] = {}
    for (indicator, heading), said in words.items():
        code = PLACE_CODE.fullmatch(heading) and (indicator, heading) not in alone
        if code or (len(said) == 1 and ALL_ALIKE.fullmatch(heading)):
            found.setdefault(indicator, set()).add(heading)
    return found


def _put(row: Row, whole: set[str], idle: set[str], table: Table) -> None:
    groups, area, component = _split_group(row["group"], idle)
    if row["area"] and row["area"] not in whole and row["area"].casefold() not in TOTALS:
        area = ", ".join(dict.fromkeys(filter(None, (row["area"], area))))
    component = _component(row["component"] or component)
    if not row["indicator"]:
        return table.unused.append((row, FAULTS["no indicator"]))
    if year_of(row["year"]) is None:
        return table.unused.append((row, FAULTS["no year"]))
    if not row["value"]:
        return table.unused.append((row, FAULTS["no value"]))
    value = float(row["value"]) if DECIMAL.fullmatch(row["value"]) else number_of(row["value"], row["unit"])
    if value is None:
        return table.unused.append((row, FAULTS["no number"].replace("{value}", row["value"])))
    key = Key(row["indicator"], row["year"], "; ".join(groups), area)
    figure = table.figures.setdefault(key, Figure(key))
    part = Part(value, unit_of(row["unit"]), row["flag"], row["source"])
    present = figure.parts.get(component) if component else figure.given
    if present and (present.value != part.value or (part.unit and present.unit and present.unit != part.unit)):
        table.contradicting.append(key)
        return None
    if component:
        figure.parts[component] = part
    else:
        figure.given = part
        if part.unit:
            table.units.setdefault(key.indicator, set()).add(part.unit)
    return None


def formula_of(indicator: str, parts: Mapping[str, Part], unit: str) -> str:
    """Return the formula that takes these components; empty if none does."""
    code = next((each for each in OWN_FORMULA if same_indicator(each, indicator)), "")
    if code and set(FORMULAS[code].components) <= set(parts):
        return code
    if not set(parts) >= _PAIR:
        return ""
    sign = bare_name(unit)
    if rate := PER.search(sign):
        return RATES[re.sub(r"\D", "", rate[1])]
    if sign.startswith(("%", "per cent", "percent")):
        return "share"
    return "ratio" if sign else ""


def _wanted_unit(figure: Figure) -> str:
    """Return the unit of what the components give: that of the value, or the share or rate that each of them names."""
    if figure.given:
        return figure.given.unit
    units = {part.unit for part in figure.parts.values()}
    (unit,) = units if len(units) == 1 else ("",)
    return unit if unit == "%" or PER.search(bare_name(unit)) else ""


def _settle(figure: Figure) -> None:
    """Say what is printed of a figure: what its components give, or what was published without any."""
    if not figure.parts:
        figure.value = figure.given.value if figure.given else None
        return
    if same_indicator(figure.key.indicator, LAND) and set(figure.parts) <= LAND_PARTS and not figure.given:
        return  # it takes two dates: see indicators.py
    figure.formula = formula_of(figure.key.indicator, figure.parts, _wanted_unit(figure))
    if not figure.formula:
        figure.fault = FAULTS["no formula"].replace("{names}", ", ".join(sorted(figure.parts)))
        return
    try:
        figure.value = compute(figure.formula, {name: part.value for name, part in figure.parts.items()})
    except ValueError as error:
        figure.formula, figure.fault = "", str(error)
        return
    if figure.given:
        figure.differs = not as_rounded(figure.given.value, figure.value)


def as_rounded(written: float, exact: float) -> bool:
    """Return whether a number is another one, rounded to the decimals with which it is written."""
    text = f"{written:.15g}"
    decimals = len(text.partition(".")[2]) if "e" not in text else 9
    return math.isclose(written, exact, rel_tol=1e-9) or abs(written - exact) <= 0.5 * 10**-decimals * (1 + 1e-6)
