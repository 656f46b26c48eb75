"""Compute every figure of a review again, from its annex alone.

This file needs nothing but Python, and no other file of the course. A copy of it lies beside the annex of a review, so
that whoever doubts a figure can check it: ``python recompute.py annex.csv``.

A row of the annex is a figure, or a component of one. Rows of one figure have the same word in the column ``figure``.
A derived figure names its formula. A component that is itself a figure names it in the column ``from``: then that
figure is computed first. A suppressed figure has no value, and is passed over.
"""

from __future__ import annotations

import csv
import math
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["Check"]

COLUMNS = (
    "figure",
    "indicator",
    "name",
    "component",
    "year",
    "group",
    "area",
    "value",
    "unit",
    "kind",
    "status",
    "flag",
    "source",
    "formula",
    "version",
    "from",
    "note",
    "place_is",
)
"""The columns of an annex, in their order."""

DERIVED, GIVEN, COMPONENT, MISSING = "derived", "as published", "component", "missing"
SHOWN, SUPPRESSED = "shown", "suppressed"
TOLERANCE = 1e-9
ZERO = 0.001  # stands for a base value or a target of zero in the rule of Statistics Canada


FAULTS = {
    "no formula": "There is no formula '{formula}'. There are: {formulas}.",
    "lacks": "The formula {formula} lacks {lacking}.",
    "no number": "The formula {formula} gives no number from these components, such as a division by zero.",
    "no figure": "{name} is no figure of this annex, or rests on itself.",
    "empty": "{name} has no number.",
    "differs": "{component} of {name} is {value}, but {origin} is {number}.",
    "another value": "another value",
}
"""Why a figure cannot be computed, or is another one than the annex says."""


class Formula(NamedTuple):
    """A formula: the components it takes, the unit of its result, how it is written, and in which version."""

    components: tuple[str, ...]
    unit: str
    words: str
    version: str
    compute: Callable[..., float]


class Check(NamedTuple):
    """What came out for a figure: the value in the annex, the one computed here, and what is wrong, if anything."""

    figure: str
    said: float | None
    found: float | None
    fault: str


def _steady(number: float) -> float:
    """Return a power or logarithm without the last digits, in which one computer differs from another."""
    return float(f"{number:.13g}")


def _power(base: float, exponent: float) -> float:
    return _steady(base**exponent)


def _log(number: float) -> float:
    return _steady(math.log(number))


def _per(times: float) -> Callable[..., float]:
    return lambda numerator, denominator: times * numerator / denominator


def _growth(first: float, last: float, years: float) -> float:
    if first == 0 or last / first < 0:
        raise ZeroDivisionError
    return _power(last / first, 1 / years) - 1


def _pace(
    base_year: float, base: float, year: float, latest: float, target_year: float, target: float, wanted: float
) -> float:
    """Return observed growth over needed growth; its sign says whether it goes the wanted way."""
    sign = wanted * (-1 if base < 0 else 1)
    return sign * _growth(base, latest, year - base_year) / abs(_growth(base, target, target_year - base_year))


def _canada(
    base_year: float, base: float, year: float, latest: float, target_year: float, target: float, wanted: float
) -> float:
    return _pace(base_year, base or ZERO, year, latest, target_year, target or ZERO, wanted)


def _basque(
    base_year: float, base: float, year: float, latest: float, target_year: float, target: float, wanted: float
) -> float:
    expected = latest * _power(1 + _growth(base, latest, year - base_year), target_year - year)
    return wanted * (expected - base) / abs(target - base)


def _land(y0: float, p0: float, v0: float, y1: float, p1: float, v1: float) -> float:
    return ((v1 - v0) / v0 / (y1 - y0)) / (_log(p1 / p0) / (y1 - y0))


def _land_earlier(y0: float, p0: float, v0: float, y1: float, p1: float, v1: float) -> float:
    return (_log(v1 / v0) / (y1 - y0)) / (_log(p1 / p0) / (y1 - y0))


_PAIR = ("numerator", "denominator")
_TWO_DATES = (
    "earlier year",
    "earlier people",
    "earlier built-up land",
    "later year",
    "later people",
    "later built-up land",
)
_PROGRESS = ("baseline year", "baseline", "latest year", "latest", "target year", "target", "wanted")
_UN = "United Nations, metadata"
_OURS = "localsdg 1"

FORMULAS: Mapping[str, Formula] = {
    "share": Formula(_PAIR, "%", "100 x numerator / denominator", _OURS, _per(100)),
    "rate of 1,000": Formula(_PAIR, "per 1,000", "1,000 x numerator / denominator", _OURS, _per(1_000)),
    "rate of 10,000": Formula(_PAIR, "per 10,000", "10,000 x numerator / denominator", _OURS, _per(10_000)),
    "rate of 100,000": Formula(_PAIR, "per 100,000", "100,000 x numerator / denominator", _OURS, _per(100_000)),
    "ratio": Formula(_PAIR, "", "numerator / denominator", _OURS, _per(1)),
    "8.6.1": Formula(
        ("youth", "employed", "not employed, in education or training"),
        "%",
        "100 x (youth - employed - not employed, in education or training) / youth",
        f"{_UN} of 8.6.1, 31 March 2023",
        lambda youth, employed, studying: 100 * (youth - employed - studying) / youth,
    ),
    "11.5.1": Formula(
        ("deaths", "missing", "affected", "population"),
        "per 100,000",
        "100,000 x (deaths + missing + affected) / population",
        f"{_UN} of 11.5.1, as stored in November 2026",
        lambda deaths, missing, affected, population: 100_000 * (deaths + missing + affected) / population,
    ),
    "11.6.1": Formula(
        ("generated", "controlled"),
        "%",
        "100 x controlled / generated",
        f"{_UN} of 11.6.1, as stored in November 2026",
        lambda generated, controlled: 100 * controlled / generated,
    ),
    "11.7.1": Formula(
        ("open space", "streets", "city area"),
        "%",
        "100 x (open space + streets) / city area",
        f"{_UN} of 11.7.1, as stored in November 2026",
        lambda space, streets, area: 100 * (space + streets) / area,
    ),
    "11.3.1": Formula(
        _TWO_DATES,
        "",
        "((V1 - V0) / V0 / t) / (ln(P1 / P0) / t); V built-up land, P people, t years",
        f"{_UN} of 11.3.1, March 2021",
        _land,
    ),
    "11.3.1, earlier": Formula(
        _TWO_DATES,
        "",
        "(ln(V1 / V0) / t) / (ln(P1 / P0) / t); V built-up land, P people, t years",
        f"{_UN} of 11.3.1, before March 2021",
        _land_earlier,
    ),
    "distance upward": Formula(
        ("latest", "target"), "", "target - latest, at least 0", _OURS, lambda latest, target: max(target - latest, 0.0)
    ),
    "distance downward": Formula(
        ("latest", "target"), "", "latest - target, at least 0", _OURS, lambda latest, target: max(latest - target, 0.0)
    ),
    "distance to a value": Formula(
        ("latest", "target"),
        "",
        "target - latest, without its sign",
        _OURS,
        lambda latest, target: abs(target - latest),
    ),
    "change": Formula(
        ("baseline", "latest"), "", "latest - baseline", _OURS, lambda baseline, latest: latest - baseline
    ),
    "way done": Formula(
        ("baseline", "latest", "target"),
        "% of the way",
        "100 x (latest - baseline) / (target - baseline)",
        _OURS,
        lambda baseline, latest, target: 100 * (latest - baseline) / (target - baseline),
    ),
    "gap to all": Formula(("group", "all"), "", "group - all", _OURS, lambda group, everybody: group - everybody),
    "UN progress chart": Formula(
        _PROGRESS,
        "times the needed growth",
        "d x g / |gT|, g growth a year from baseline to latest, gT from baseline to target, d = 1 or -1",
        "UN technical note 2022; parameters of UNDP, July 2026",
        _pace,
    ),
    "Statistics Canada": Formula(
        _PROGRESS,
        "times the needed growth",
        "d x g / |gT|; a base value or target of 0 is replaced by 0.001",
        "Open SDG, progress methodology, as stored in November 2026",
        _canada,
    ),
    "Basque Country": Formula(
        _PROGRESS,
        "of the way, as expected in the year of the target",
        "(latest x (1 + g)^(years left) - baseline) / |target - baseline|",
        "Eustat, as stored in November 2026",
        _basque,
    ),
}
"""The formulas by their ids."""


def compute(formula: str, components: Mapping[str, float]) -> float:
    """Return the result of a formula.

    Raises:
        ValueError: there is no such formula, a component is lacking, or no number comes out; the message says which.
    """
    known = FORMULAS.get(formula)
    if known is None:
        raise ValueError(FAULTS["no formula"].format(formula=formula, formulas=", ".join(FORMULAS)))
    lacking = [name for name in known.components if name not in components]
    if lacking:
        raise ValueError(FAULTS["lacks"].format(formula=formula, lacking=", ".join(lacking)))
    try:
        found = known.compute(*(float(components[name]) for name in known.components))
    except (ZeroDivisionError, OverflowError, ValueError):
        found = math.nan
    if not math.isfinite(found):
        raise ValueError(FAULTS["no number"].format(formula=formula))
    return float(found)


def _number(text: str) -> float | None:
    try:
        found = float(text.lstrip("'"))
    except ValueError:
        return None
    return found if math.isfinite(found) else None


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        lacking = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
        if lacking:
            raise ValueError(f"{path} is no annex of a review: it has no column {', '.join(lacking)}.")
        return [{name: row.get(name) or "" for name in COLUMNS} for row in reader]


def recomputed(annex: str | Path) -> list[Check]:
    """Compute every derived figure of an annex again, from the rows of the annex alone.

    Args:
        annex: the file ``annex.csv``.

    Returns:
        A check for each derived figure that is shown. Its ``fault`` is empty if the annex says what comes out here.

    Raises:
        ValueError: the file is no annex.
        OSError: it cannot be read.
    """
    rows = _read(Path(annex))
    figures: dict[str, dict[str, str]] = {}
    parts: dict[str, list[dict[str, str]]] = {}
    for row in rows:
        if row["component"]:
            parts.setdefault(row["figure"], []).append(row)
        else:
            figures[row["figure"]] = row
    found: dict[str, float] = {}

    def value_of(name: str, before: tuple[str, ...] = ()) -> float:
        if name in found:
            return found[name]
        if name in before or name not in figures:
            raise ValueError(FAULTS["no figure"].format(name=name))
        row = figures[name]
        if row["kind"] != DERIVED:
            number = _number(row["value"])
            if number is None:
                raise ValueError(FAULTS["empty"].format(name=name))
        else:
            number = compute(row["formula"], components_of(name, before))
        found[name] = number
        return number

    def components_of(name: str, before: tuple[str, ...]) -> dict[str, float]:
        numbers: dict[str, float] = {}
        for row in parts.get(name, []):
            number = value_of(row["from"], (*before, name)) if row["from"] else _number(row["value"])
            if number is None:
                raise ValueError(FAULTS["empty"].format(name=f"{row['component']} of {name}"))
            said = _number(row["value"])
            if row["from"] and (said is None or not _same(said, number)):
                words = {"component": row["component"], "value": row["value"], "origin": row["from"]}
                raise ValueError(FAULTS["differs"].format(name=name, **words, number=f"{number:.15g}"))
            numbers[row["component"]] = number
        return numbers

    checks = []
    for name, row in figures.items():
        if row["kind"] != DERIVED or row["status"] == SUPPRESSED:
            continue
        said = _number(row["value"])
        try:
            number: float | None = value_of(name)
            fault = "" if said is not None and number is not None and _same(said, number) else FAULTS["another value"]
        except ValueError as error:
            number, fault = None, str(error)
        checks.append(Check(name, said, number, fault))
    return checks


def _same(one: float, other: float) -> bool:
    return math.isclose(one, other, rel_tol=TOLERANCE, abs_tol=TOLERANCE)


def main(arguments: list[str]) -> int:
    """Check the annex that is named, or the one in this folder; return 0 if every figure comes out again."""
    path = Path(arguments[0] if arguments else "annex.csv")
    try:
        checks = recomputed(path)
    except (OSError, ValueError) as error:
        print(f"{path} cannot be checked: {error}")
        return 2
    wrong = [check for check in checks if check.fault]
    for check in wrong:
        print(f"{check.figure}: the annex says {check.said}, computed: {check.found}. {check.fault}")
    print(f"Derived figures: {len(checks)}. Computed again without a difference: {len(checks) - len(wrong)}.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
