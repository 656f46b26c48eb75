"""Progress by four published rules, side by side: the same series can get four verdicts.

The rules, each with its source:

- UN progress chart, as run by UNDP: compound growth a year, observed against required. United Nations technical note
  of 2022; cuts from UNDP's SDG Push code and country files (July 2026).
- Statistics Canada, as in Open SDG: the same ratio with other cuts, and a score of -5 to 5. Open SDG documentation,
  progress methodology, and sdg-build.
- Basque statistics office (Eustat), after the United Nations technical note of 2023: the part of the way that will be
  done in 2030 if the pace stays.
- SDSN arrows: linear change on the 0-100 score, against the pace that reaches the green threshold in 2030. European
  index 2019, page 53, and Benin 2022, figures A-1 and A-2.

Where a place was beyond its target in the base year and has fallen back, the plain ratio of two growth rates is
positive although things get worse. Here the sign follows the wanted direction in every rule, as Statistics Canada does.
"""

from __future__ import annotations

import math
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import numpy as np
import pandas as pd

from localsdg.core.arguments import (
    A_YEAR,
    FIRST_YEAR,
    LARGEST,
    LAST_YEAR,
    as_float,
    choice,
    figures,
    figures_by_row,
    is_missing,
    is_number,
    listed,
    number,
    number_or_missing,
    on_one_index,
    shown,
    truth,
    truths_by_row,
    year,
)
from localsdg.core.arguments import table as as_table
from localsdg.core.methods import UnitWarning, Verdict, helper, method, told_apart
from localsdg.monitoring.scores import MANY, normalise

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from localsdg.core.arguments import Numbers

__all__ = ["RULES", "arrows", "canada_score", "limit_scale", "progress", "progress_table"]

Codes: TypeAlias = "np.ndarray[Any, np.dtype[np.int8]]"
Wanted = Literal["increase", "decrease"]

UN_WITH_TARGET = (0.95, 0.5, -0.1)
UN_WITHOUT_TARGET = (0.01, 0.005, -0.01)
UN_SLACK = 0.0005  # a target counts as achieved from 99.95 % of it; above a target to fall to, the same on that side
CANADA_WITH_TARGET = (0.95, 0.60, 0.0)
CANADA_WITHOUT_TARGET = (0.015, 0.005, 0.0)
CANADA_ZERO = 0.001  # stands for a base value or a target of zero
CANADA_LIMIT_POWER = 4.44
BASQUE_WITH_TARGET = (0.95, 0.10)
BASQUE_WITHOUT_TARGET = (0.02, 0.005)
BASQUE_NEAR = 1.0  # percentage points from a target of 0 % or 100 %
SDSN_PACE = (1.0, 0.5, 0.0)

SURELY_PER_CENT = 10.0  # a value from here on is taken for percent beside a share of 1; our own limit

CANNOT = "cannot be assessed"


@dataclass(frozen=True)
class _Series:
    """Many series as arrays of one length. ``sign`` is 1 where an increase is wanted, -1 where a decrease is."""

    base_year: Numbers
    base: Numbers
    last_year: Numbers
    last: Numbers
    sign: Numbers
    target: Numbers
    target_year: Numbers
    limit: Numbers
    percentage: np.ndarray[Any, np.dtype[np.bool_]]

    @property
    def towards(self) -> Numbers:
        """The sign with which growth counts: negative values shrink towards zero when they rise."""
        return self.sign * np.where(self.base < 0, -1.0, 1.0) if (self.base < 0).any() else self.sign

    @property
    def met(self) -> np.ndarray[Any, np.dtype[np.bool_]]:
        return np.asarray(self.sign * (self.last - self.target) >= 0)


@dataclass(frozen=True)
class _Rule:
    """A rule: its citation, its classes from the best to the worst, why each is given, and its arithmetic."""

    method: str
    classes: tuple[str, ...]
    meaning: tuple[str, ...]
    value_is: str
    compute: Callable[[_Series], tuple[Numbers, Codes]]


def _growth(first: Numbers, last: Numbers, years: Numbers) -> Numbers:
    """Return compound growth a year; missing where the sign changes or the first value is zero."""
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        ratio = last / first
        if not (ratio.min(initial=0) >= 0 and ratio.max(initial=0) < np.inf):
            ratio[(ratio < 0) | ~np.isfinite(ratio)] = np.nan
        ratio **= 1 / years
    ratio -= 1
    return ratio


def _divide(over: Numbers, under: Numbers) -> Numbers:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(over / under)


def _classed(value: Numbers, cuts: tuple[float, ...], *, above: bool = False) -> Codes:
    """Return the class of each value: 0 from the highest cut up, 1 from the next one up, and so on.

    ``above`` means that a value must lie above a cut, not at it.
    """
    codes = np.zeros(value.shape, dtype=np.int8)
    for cut in cuts:
        codes += value <= cut if above else value < cut
    return codes


def _choose(has_target: Any, yes: Any, no: Any) -> Any:
    """Choose without computing both sides where all series are of one kind."""
    if has_target.all():
        return yes()
    if not has_target.any():
        return no()
    return np.where(has_target, yes(), no())


def _un(series: _Series) -> tuple[Numbers, Codes]:
    growth = _growth(series.base, series.last, series.last_year - series.base_year)
    towards = series.towards
    has_target = ~np.isnan(series.target)

    def ratio() -> Numbers:
        needed = _growth(series.base, series.target, series.target_year - series.base_year)
        return _divide(towards * growth, np.abs(needed))

    value = _choose(has_target, ratio, lambda: towards * growth)
    codes = _choose(
        has_target,
        lambda: _classed(value, UN_WITH_TARGET) + np.int8(1),
        lambda: _classed(value, UN_WITHOUT_TARGET, above=True) + np.int8(1),
    )
    codes[np.isnan(value)] = 5
    met = series.sign * (series.last - series.target) >= -UN_SLACK * np.abs(series.target)
    codes[met & has_target] = 0
    return value, codes


def _canada(series: _Series) -> tuple[Numbers, Codes]:
    base = np.where(series.base == 0, CANADA_ZERO, series.base)
    growth = _growth(base, series.last, series.last_year - series.base_year)
    towards = series.towards
    has_target = ~np.isnan(series.target)

    def ratio() -> Numbers:
        target = np.where(series.target == 0, CANADA_ZERO, series.target)
        return _divide(towards * growth, np.abs(_growth(base, target, series.target_year - series.base_year)))

    def without() -> Codes:
        scale = _limit_scale(base, series.limit)
        high, middle, low = CANADA_WITHOUT_TARGET
        codes = (value < high * scale).astype(np.int8)
        codes += value < middle * scale
        codes += value < low
        return np.asarray(codes + 1, dtype=np.int8)

    value = _choose(has_target, ratio, lambda: towards * growth)
    codes = _choose(has_target, lambda: _classed(value, CANADA_WITH_TARGET) + np.int8(1), without)
    codes[np.isnan(value)] = 5
    codes[has_target & series.met] = 0
    if (series.target == 0).any():  # then CANADA_ZERO stands for the target
        codes[(series.target == 0) & (series.sign * (series.last - CANADA_ZERO) >= 0)] = 0
    return value, codes


@helper
def limit_scale(base: Numbers | Sequence[float], limit: Numbers | Sequence[float]) -> Numbers:
    """Return the factor C by which the thresholds of Statistics Canada shrink near a natural limit; 1 without one.

    Args:
        base: base values.
        limit: natural limit of each, in the same unit; missing where there is none.

    Raises:
        ValueError: lists of different length, or an infinite value.
        TypeError: no lists of numbers.
    """
    _, lists = on_one_index({"base": base, "limit": limit})
    return _limit_scale(*(figures(values, name, gaps=True) for name, values in lists.items()))


def _limit_scale(base: Numbers, limit: Numbers) -> Numbers:
    size, bound = np.abs(base), np.abs(limit)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        near = np.where(size <= bound, size / bound, (2 * bound - size) / bound)
        scale = np.where(size >= 2 * bound, 1.0, 1 - near**CANADA_LIMIT_POWER)
    return np.where(np.isnan(limit), 1.0, scale)


def _basque(series: _Series) -> tuple[Numbers, Codes]:
    growth = _growth(series.base, series.last, series.last_year - series.base_year)
    towards = series.towards
    has_target = ~np.isnan(series.target)

    def share() -> Numbers:
        with np.errstate(over="ignore", divide="ignore", invalid="ignore"):
            expected = series.last * (1 + growth) ** (series.target_year - series.last_year)
        return _divide(series.sign * (expected - series.base), np.abs(series.target - series.base))

    value = _choose(has_target, share, lambda: towards * growth)
    codes = _choose(
        has_target,
        lambda: _classed(value, BASQUE_WITH_TARGET),
        lambda: _classed(value, BASQUE_WITHOUT_TARGET),
    )
    codes[np.isnan(value)] = 3
    edge = series.percentage & ((series.target == 0) | (series.target == 100))
    codes[has_target & (series.met | (edge & (np.abs(series.last - series.target) <= BASQUE_NEAR)))] = 0
    return value, codes


def _sdsn(series: _Series) -> tuple[Numbers, Codes]:
    observed = (series.last - series.base) / (series.last_year - series.base_year)
    needed = (series.target - series.base) / (series.target_year - series.base_year)
    with np.errstate(divide="ignore", invalid="ignore"):
        value = np.where(needed > 0, observed / needed, np.nan)
    codes = np.full(value.shape, 4, dtype=np.int8)
    known = np.isfinite(observed) & np.isfinite(needed)
    codes[known] = _classed(value, SDSN_PACE)[known]
    codes[known & (observed < 0)] = 3
    codes[known & (series.last >= series.target)] = 0
    return value, codes


_FOUR = (
    "The latest value has reached the target.",
    "The pace is enough, or nearly.",
    "The pace is in the wanted direction, but too slow.",
    "There is little or no movement in the wanted direction.",
    "The values move away from what is wanted.",
    "A base value of zero, a missing value or a change of sign: a growth rate cannot be computed.",
)

RULES: dict[str, _Rule] = {
    "UN progress chart": _Rule(
        "UN progress chart as run by UNDP, technical note 2022, parameters of July 2026",
        (
            "target achieved",
            "on track",
            "fair progress, acceleration needed",
            "limited or no progress",
            "deterioration",
            CANNOT,
        ),
        _FOUR,
        "growth",
        _un,
    ),
    "Statistics Canada": _Rule(
        "Statistics Canada, Open SDG progress methodology",
        (
            "target achieved",
            "on track",
            "progress made, acceleration needed",
            "limited progress",
            "deterioration",
            CANNOT,
        ),
        _FOUR,
        "growth",
        _canada,
    ),
    "Basque Country": _Rule(
        "Basque statistics office (Eustat), after the UN technical note of 2023",
        ("achieved or on the way", "reasonable progress, acceleration needed", "stagnation or going back", CANNOT),
        (
            "The target is met, or will be at this pace.",
            "At this pace a part of the way will be done, but not enough.",
            "At this pace hardly any of the way will be done, or the values move away.",
            _FOUR[-1],
        ),
        "way",
        _basque,
    ),
}
SDSN = _Rule(
    "SDSN four arrows, European index 2019, page 53, and Benin 2022",
    ("on track or maintaining", "moderately improving", "stagnating", "decreasing", CANNOT),
    (
        "The score is beyond the green threshold, or rises fast enough to reach it.",
        "The score rises at half of the needed pace or more, but too slowly.",
        "The score does not change, or rises at less than half of the needed pace.",
        "The score falls.",
        "A score is missing.",
    ),
    "pace",
    _sdsn,
)


def _numbers(
    table: pd.DataFrame, column: str, default: float, reasons: dict[int, str], wanted: str = "a number"
) -> Numbers:
    if column not in table:
        return np.full(len(table), default)
    numbers, found = figures_by_row(table[column], column, wanted)
    reasons.update({row: text for row, text in found.items() if row not in reasons})
    return numbers


def _years(table: pd.DataFrame, column: str, default: float, reasons: dict[int, str]) -> Numbers:
    if column not in table:
        return np.full(len(table), default)
    numbers, found = figures_by_row(table[column], column, A_YEAR, least=FIRST_YEAR, most=LAST_YEAR)
    reasons.update({row: text for row, text in found.items() if row not in reasons})
    return numbers


def _sign(table: pd.DataFrame, base: Numbers, target: Numbers, reasons: dict[int, str]) -> Numbers:
    from_target = np.sign(target - base)
    if "wanted" not in table:
        unclear = ~(np.abs(from_target) > 0) & ~np.isnan(base)  # without a base nothing can be assessed anyway
        for row in np.flatnonzero(unclear).tolist():
            reasons.setdefault(
                row,
                f"wanted is not given, and no target lies beyond the base of {base[row]:.15g}, so the wanted direction "
                "is not known. Give wanted as 'increase' or 'decrease'.",
            )
        return np.asarray(from_target)
    words = table["wanted"]
    sign = np.where(words.isin(["increase"]), 1.0, np.where(words.isin(["decrease"]), -1.0, np.nan))
    for row in np.flatnonzero(np.isnan(sign)).tolist():
        reasons.setdefault(row, f"wanted is {shown(words.iloc[row])}. Write 'increase' or 'decrease'.")
    return np.asarray(sign)


def _warn_of_shares(series: _Series, index: pd.Index[Any]) -> None:
    """Warn where values look like shares of 1 and their target like percent, or the other way round."""
    base, last, target = series.base, series.last, series.target
    small = (base <= 1) & (target >= SURELY_PER_CENT)
    large = (base >= SURELY_PER_CENT) & (target < 1)
    rows = np.flatnonzero(small | large)
    low, high = np.minimum(base[rows], last[rows]), np.maximum(base[rows], last[rows])
    shares = small[rows] & (low > 0) & (high <= 1) & (target[rows] <= 100)
    per_cent = large[rows] & (low >= SURELY_PER_CENT) & (high <= 100) & (target[rows] > 0)
    for row in rows[shares | per_cent].tolist()[:1]:
        warnings.warn(
            f"Row {shown(index[row])}: the values are {base[row]:.15g} and {last[row]:.15g}, the target is "
            f"{target[row]:.15g}. Is one of them a share of 1 and the other percent?",
            UnitWarning,
            stacklevel=3,
        )


_ALONE = "this series"


def _series(table: pd.DataFrame) -> tuple[_Series, dict[int, str]]:
    """Return the series, and by row why it cannot be judged; its values are then missing."""
    as_table(table, "table", "base_year, base, last_year and last", ("base_year", "base", "last_year", "last"))
    reasons: dict[int, str] = {}
    base_year, base = _years(table, "base_year", np.nan, reasons), _numbers(table, "base", np.nan, reasons)
    last_year, last = _years(table, "last_year", np.nan, reasons), _numbers(table, "last", np.nan, reasons)
    target, target_year = _numbers(table, "target", np.nan, reasons), _years(table, "target_year", 2030, reasons)
    limit = _numbers(table, "limit", np.nan, reasons)
    wrong = (last_year <= base_year) | np.isnan(base_year) | np.isnan(last_year)
    for row in np.flatnonzero(wrong).tolist():
        years = f"base_year is {_year(base_year[row])}, last_year is {_year(last_year[row])}"
        reasons.setdefault(row, f"{years}: last_year should lie after base_year.")
    for row in np.flatnonzero(~np.isnan(target) & ~(target_year > base_year)).tolist():
        years = f"base_year is {_year(base_year[row])}, target_year is {_year(target_year[row])}"
        reasons.setdefault(row, f"{years}: target_year should lie after base_year.")
    sign = _sign(table, base, target, reasons)
    percentage = np.zeros(len(table), dtype=bool)
    if "percentage" in table:
        percentage, unclear = truths_by_row(table["percentage"], "percentage")
        reasons.update({row: text for row, text in unclear.items() if row not in reasons})
    if reasons and len(table) == 1 and table.index[0] != _ALONE:
        raise ValueError(f"Row {shown(table.index[0])}: {reasons[0]}")
    if reasons:
        rows = list(reasons)
        sign = np.asarray(sign, dtype=float)
        base_year[rows], last_year[rows], target_year[rows], sign[rows] = 2015, 2016, 2030, 1
        for column in (base, last, target, limit):
            column[rows] = np.nan
    series = _Series(
        base_year=base_year,
        base=base,
        last_year=last_year,
        last=last,
        sign=sign,
        target=target,
        target_year=target_year,
        limit=limit,
        percentage=percentage,
    )
    return series, reasons


def _year(number: float) -> str:
    return "missing" if math.isnan(number) else f"{number:.15g}"


def _result(rule: _Rule, value: Numbers, codes: Codes, index: pd.Index[Any], reasons: dict[int, str]) -> pd.DataFrame:
    why = pd.Categorical.from_codes(codes, categories=pd.Index(rule.meaning))
    if reasons:
        own = [text for text in dict.fromkeys(reasons.values()) if text not in rule.meaning]
        why = why.add_categories(own)
        for row, text in reasons.items():
            why[row] = text
    return pd.DataFrame(
        {
            "value": value,
            "label": pd.Categorical.from_codes(codes, categories=pd.Index(rule.classes), ordered=True),
            "reason": why,
        },
        index=index,
    )


@helper
def progress_table(table: pd.DataFrame, rule: str) -> pd.DataFrame:
    """Judge many series by one rule.

    Args:
        table: one row for each series, with the columns ``base_year``, ``base``, ``last_year`` and ``last``, and where
            they apply ``target`` (empty: none), ``target_year`` (2030 if there is no such column), ``wanted``
            ("increase" or "decrease"; without the column it follows from the target), ``limit`` (natural limit, used
            by Statistics Canada without a target) and ``percentage`` (whether the unit is percent, used by the Basque
            rule at targets of 0 and 100).
        rule: one of ``RULES``. For the arrows of SDSN use :func:`arrows`, which needs scores.

    Returns:
        For each row ``value`` (observed over required growth, or growth a year in the wanted direction where there is
        no target; for the Basque rule the part of the way by the target year), ``label`` and ``reason``. A row that
        cannot be judged, as with years not in order, no wanted direction or a word in place of a number, stops no
        other: it gets the label "cannot be assessed", and the reason says why.

    Raises:
        ValueError: an unknown rule, a missing column, or a column in which no row can be used.
        TypeError: not a table, or a column of numbers (or of True and False) holds something else.

    Warns:
        UnitWarning: values that look like shares of 1 with a target in percent, or the other way round.
    """
    if not isinstance(rule, str) or rule not in RULES:
        raise ValueError(f"There is no rule {shown(rule)}. There are: {', '.join(RULES)}; for SDSN use arrows.")
    series, reasons = _series(table)
    _warn_of_shares(series, table.index)
    value, codes = RULES[rule].compute(series)
    return _result(RULES[rule], value, codes, table.index, reasons)


TIMES = (*UN_WITH_TARGET, *CANADA_WITH_TARGET, *SDSN_PACE)
PARTS = (*BASQUE_WITH_TARGET, *BASQUE_WITHOUT_TARGET, *UN_WITHOUT_TARGET, *CANADA_WITHOUT_TARGET)


REASONS = {
    "growth": "The observed rate of change is {times} times the rate needed.",
    "way": "By the target year, {percent} of the way will be done at this pace.",
    "pace": "The score changes at {times} times the pace needed.",
}
"""What is said of the value of a rule, by what the value is."""
NO_SCORE = "The arrows need a score: give the worst and the best value, and the green threshold."


def _times(value: float) -> str:
    return told_apart(value, 3, *TIMES).replace("-", "−")


def _percent(part: float) -> str:
    return f"{told_apart(100 * part, 2, *(100 * limit for limit in PARTS))} %".replace("-", "−")


def _reason(rule: _Rule, code: int, value: float, has_target: bool) -> str:
    text = rule.meaning[code]
    if not math.isfinite(value):
        return text
    if not has_target:
        return f"{text} Growth in the wanted direction: {_percent(value)} a year."
    words = REASONS[rule.value_is].format(times=_times(value), percent=_percent(value))
    return f"{text} {words}"


def _one(rule: _Rule, series: _Series) -> Verdict:
    value, codes = rule.compute(series)
    found, code = float(value[0]), int(codes[0])
    return Verdict(
        value=found if math.isfinite(found) else None,
        label=rule.classes[code],
        reason=_reason(rule, code, found, not math.isnan(series.target[0])),
        method=rule.method,
    )


@method(
    title="Progress by the UN progress chart, as run by UNDP",
    formula=r"R = d \frac{g}{|g_T|}, \quad g = (y/y_0)^{1/(t-t_0)} - 1, \quad g_T = (y_T/y_0)^{1/(T-t_0)} - 1",
    unit="ratio; cuts 0.95, 0.5, -0.1; without a target growth a year, cuts 1, 0.5, -1 %",
    source="United Nations progress chart, technical note; UNDP, SDG Push code and country files",
    version="2022; parameters of July 2026",
    lesson="3.3",
    note="A target counts as achieved from 99.95 % of it.",
)
@method(
    title="Progress by Statistics Canada, as in Open SDG",
    formula=r"R = \frac{d \cdot g}{|g_T|}; \text{ near a limit the cuts shrink by } C = 1 - (y_0/y_{lim})^{4.44}",
    unit="ratio; cuts 0.95, 0.60, 0; without a target growth a year, cuts 1.5, 0.5, 0 %",
    source="Open SDG, progress measurement methodology, and sdg-build",
    version="documentation as stored in November 2026",
    lesson="3.3",
    note="A base value or target of zero is replaced by 0.001, which decides the result: say so.",
)
@method(
    title="Progress by the Basque statistics office",
    formula=r"w = \frac{y_t (1+g)^{T-t} - y_0}{y_T - y_0}",
    unit="part of the way; cuts 0.95, 0.10; without a target growth a year, cuts 2, 0.5 %",
    source="Eustat, progress measurement, after the UN technical note of 2023",
    version="page as stored in November 2026",
    lesson="3.3",
    note="Three classes only.",
)
def progress(
    *,
    base_year: float,
    base: float,
    last_year: float,
    last: float,
    target: float | None = None,
    target_year: float = 2030,
    wanted: Wanted | None = None,
    limit: float | None = None,
    percentage: bool = False,
    bounds: tuple[float, float] | None = None,
    green: float | None = None,
) -> dict[str, Verdict]:
    """Judge one series by all four rules, so that they can be read side by side.

    Args:
        base_year: year of the base value, 2015 or the next year with data.
        base: base value, in the indicator's unit.
        last_year: latest year with data.
        last: latest value.
        target: value to reach, or None if there is none in numbers.
        target_year: year of the target.
        wanted: "increase" or "decrease"; without it, the direction follows from base value and target.
        limit: natural limit, such as 100 for a percent; Statistics Canada uses it where there is no target.
        percentage: whether the unit is percent; the Basque rule counts a target of 0 or 100 as met from one point.
        bounds: worst and best value of the indicator, for the score that the SDSN arrows need.
        green: green threshold in the indicator's unit, for the SDSN arrows.

    Returns:
        By rule, the verdict. Without ``bounds`` and ``green``, the SDSN arrows cannot be assessed.

    Raises:
        ValueError: years not in order, an infinite value, bounds that cannot be used, or no wanted direction.
        TypeError: something that is no number, or ``percentage`` neither True nor False.

    Warns:
        UnitWarning: values that look like shares of 1 with a target in percent, or the other way round.
    """
    years = {"base_year": base_year, "last_year": last_year, "target_year": target_year}
    values = {"base": base, "last": last, "target": target, "limit": limit}
    row: dict[str, Any] = {name: year(value, name) for name, value in years.items()}
    row |= {name: number_or_missing(value, name, "a number, or None") for name, value in values.items()}
    row["percentage"] = truth(percentage, "percentage")
    if wanted is not None:
        row["wanted"] = choice(wanted, "wanted", ("increase", "decrease"))
    table = pd.DataFrame([row], index=[_ALONE])
    series, reasons = _series(table)
    if reasons:
        raise ValueError(reasons[0])
    _warn_of_shares(series, table.index)
    verdicts = {name: _one(rule, series) for name, rule in RULES.items()}
    verdicts["SDSN arrows"] = _arrow(row, bounds, green)
    return verdicts


@method(
    title="Trend arrows of SDSN",
    formula=r"\frac{o}{r}, \quad o = \frac{s_t - s_0}{t - t_0}, \quad r = \frac{s_{green} - s_0}{2030 - t_0}",
    unit="observed over needed pace of the score; cuts 1, 0.5, 0",
    source="SDSN, European index 2019, page 53; Benin 2022, figures A-1 and A-2",
    version="four arrows, from 2019",
    lesson="3.3",
    note="Linear, on the score of 0 to 100. Exactly half of the pace is our convention.",
)
def arrows(table: pd.DataFrame) -> pd.DataFrame:
    """Judge many series of scores by the four arrows of SDSN.

    Args:
        table: one row for each series: ``base_year``, ``base``, ``last_year`` and ``last`` (scores of 0 to 100, not
            capped values of the indicator), ``green`` (score of the green threshold) and, if not 2030, ``target_year``.

    Returns:
        For each row ``value`` (observed over needed pace; missing where the base was beyond green), ``label``,
        ``reason``. That exactly half of the pace is "moderately improving" is our convention. A row that cannot be
        judged stops no other, as in :func:`progress_table`.

    Raises:
        ValueError: a missing column, or one in which no row can be used.
        TypeError: not a table, or a column of numbers holds something else.

    Warns:
        UnitWarning: all scores of five rows or more lie between 0 and 1.
    """
    needed = ("base_year", "base", "last_year", "last", "green")
    as_table(table, "table", "base_year, base, last_year, last and green (score of the green threshold)", needed)
    wanted = "a score of 0 to 100 (use normalise on the values and on the green threshold first)"
    faulty: dict[int, str] = {}
    scores = {}
    for name in ("base", "last", "green"):
        scores[name], found = figures_by_row(table[name], name, wanted, least=0, most=100)
        faulty = {**found, **faulty}
    if len(table) >= MANY and 0 < max(np.nanmax(column, initial=0) for column in scores.values()) <= 1:
        warnings.warn(
            "All scores lie between 0 and 1. A score goes from 0 to 100: if these are shares of 1, multiply them by "
            "100.",
            UnitWarning,
            stacklevel=2,
        )
    kept = table[[name for name in ("base_year", "last_year", "target_year") if name in table]]
    whole = kept.assign(base=scores["base"], last=scores["last"], target=scores["green"], wanted="increase")
    series, reasons = _series(whole)
    value, codes = _sdsn(series)
    return _result(SDSN, value, codes, table.index, {**reasons, **faulty})


def _arrow(row: dict[str, Any], bounds: tuple[float, float] | None, green: float | None) -> Verdict:
    if bounds is None or green is None:
        return Verdict(None, CANNOT, NO_SCORE, SDSN.method)
    pair = listed(bounds, "bounds", "two numbers, the worst and the best value")
    if len(pair) != 2:
        raise ValueError(f"bounds has {len(pair)} numbers: give two, the worst and the best value.")
    number(green, "green", "the green threshold in the indicator's unit")

    def score(value: float) -> float:
        return normalise(value, worst=pair[0], best=pair[1])

    scores = row | {"base": score(row["base"]), "last": score(row["last"]), "target": score(green)}
    series, _ = _series(pd.DataFrame([scores | {"wanted": "increase"}], index=[_ALONE]))
    return _one(SDSN, series)


@helper
def canada_score(value: float, *, with_target: bool, achieved: bool = False, scale: float = 1.0) -> float:
    """Turn a value of the Statistics Canada rule into its score of -5 to 5, from which means are taken.

    Args:
        value: with a target, observed over required growth; without, growth a year in the wanted direction (0.01 is
            1 % a year).
        with_target: which of the two it is.
        achieved: whether the target is achieved; the score is then 5.
        scale: the factor C near a natural limit (see :func:`limit_scale`), from 0 to 1; only without a target.

    Raises:
        ValueError: the value is missing, or the scale lies outside 0 to 1.
        TypeError: something that is no number, or neither True nor False.

    Source: Open SDG progress methodology, figures 1 and 2; sdg-build.
    """
    if truth(achieved, "achieved"):
        return 5.0
    if is_missing(value):
        raise ValueError("value is missing: a series that cannot be assessed has no score. Leave it out of the mean.")
    if not is_number(value):
        number(value, "value")  # raises, and says how a text can be read
    value = max(-LARGEST, min(as_float(value), LARGEST))  # a needed growth of zero gives an infinite ratio
    scale = number(scale, "scale", "a number between 0 and 1", least=0, most=1)
    if truth(with_target, "with_target"):
        score = 7.1429 * value - 4.2857 if value >= CANADA_WITH_TARGET[1] else 4.1667 * value - 2.5
        return max(-5.0, min(score, 5.0))
    if value < 0:
        return max(125 * value - 2.5, -5.0)
    if scale == 0:
        return 5.0
    growth = value / scale
    high, middle, _ = CANADA_WITHOUT_TARGET
    if growth >= high:
        return min(500 * growth - 5, 5.0)
    return 250 * growth - 1.25 if growth >= middle else 500 * growth - 2.5
