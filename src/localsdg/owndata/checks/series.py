"""Checks that compare figures with each other: within a series, and a total with its parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from localsdg.owndata.faults import ERROR, NOTE, WARNING, Batch, check
from localsdg.owndata.layout import COLUMNS, UNKNOWN, WIDE, year_of
from localsdg.owndata.numbers import number_text
from localsdg.owndata.table import run_starts

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy.typing as npt

    from localsdg.owndata.columns import Floats, Mask
    from localsdg.owndata.table import Cells, Integers, Material
    from localsdg.owndata.words import Say

STABLE, VERY_STABLE = 2.0, 1.6
"""How far a series may range, largest through smallest, for a jump of 100 or 1000, or of 10, to stand out."""


_MANY = 3  # percentages outside 0 to 100 that are no slip


def _column_names(material: Material, cells: Cells, which: Integers, wanted: Mask) -> Iterator[tuple[str, Integers]]:
    """Yield chosen cells column by column: the heading, and their places among the chosen, in the order of rows."""
    chosen = np.flatnonzero(wanted)
    chosen = chosen[np.argsort(cells.position[which[chosen]], kind="stable")]
    for place in np.unique(cells.column[which[chosen]]):
        yield material.columns[place].name, chosen[cells.column[which[chosen]] == place]


def _figures(values: Floats, t: Say) -> list[str]:
    return [number_text(value) or t("empty_cell") for value in values]


@check("series", "negative-or-over-100", ERROR)
def impossible_percentage(material: Material) -> Iterator[Batch]:
    """Report percentages of a whole that cannot be."""
    t = material.say("negative-or-over-100")
    cells = material.cells
    out = np.flatnonzero((cells.value < 0) | (cells.value > 100))
    if not len(out):
        return
    # Where many figures lie outside, they are no shares of a whole, whatever the unit says.
    every = np.flatnonzero(~np.isnan(cells.value))
    kinds = pd.factorize(cells.unit.astype(np.int64) * len(material.columns) + cells.column)[0]
    shares = np.zeros(len(cells.value), dtype=bool)
    shares[every] = material.shares(cells.position[every], cells.column[every])
    of_kind = np.bincount(kinds[shares], minlength=int(kinds.max(initial=0)) + 1)
    outside = np.bincount(kinds[out][shares[out]], minlength=len(of_kind))
    usual = (outside >= _MANY) & (outside > 0.05 * of_kind)
    out = out[shares[out] & ~usual[kinds[out]]]
    for name, chosen in _column_names(material, cells, out, np.ones(len(out), dtype=bool)):
        at = out[chosen]
        yield Batch(
            material.rows[cells.position[at]],
            name,
            _figures(cells.value[at], t),
            t("expected"),
            [t("below" if value < 0 else "above") for value in cells.value[at]],
        )


def _in_time(cells: Cells, good: Integers) -> Integers:
    """Return those cells whose series says one thing for each time: others are no series that goes on in time."""
    series = cells.series[good]
    same = (np.diff(series) == 0) & (np.diff(cells.order[good]) == 0)
    clash = same & (np.diff(cells.value[good]) != 0)
    return good[~np.isin(series, series[1:][clash])] if clash.any() else good


def _jumps(cells: Cells) -> tuple[Integers, npt.NDArray[np.int64], Floats, Floats]:
    """Return figures that stand about 10, 100 or 1000 times above or below the rest of an otherwise stable series.

    Returns:
        Which cells; the power of ten of each; the smallest and the largest of the other figures of its series.
    """
    nothing = np.empty(0, dtype=np.int64)
    good = _in_time(cells, np.flatnonzero(cells.value > 0))
    keys, values = cells.series[good], cells.value[good]
    starts = run_starts(keys)
    if not len(starts):
        return nothing, nothing, np.empty(0), np.empty(0)
    counts = np.diff(np.append(starts, len(keys)))
    low, high = np.minimum.reduceat(values, starts), np.maximum.reduceat(values, starts)
    wide = np.repeat((high >= 4 * low) & (counts >= 3), counts)
    if not wide.any():
        return nothing, nothing, np.empty(0), np.empty(0)
    good, keys, values = good[wide], keys[wide], values[wide]
    starts = run_starts(keys)
    counts = np.diff(np.append(starts, len(keys)))
    ranked = values[np.lexsort((values, keys))]
    middle = np.repeat(ranked[starts + (counts - 1) // 2], counts)
    power = np.rint(np.log10(values / middle)).astype(np.int64)
    calm = power == 0
    low = np.minimum.reduceat(np.where(calm, values, np.inf), starts)
    high = np.maximum.reduceat(np.where(calm, values, -np.inf), starts)
    calm_count = np.add.reduceat(calm.astype(np.int64), starts)
    low, high, calm_count = (np.repeat(each, counts) for each in (low, high, calm_count))
    scaled = values / 10.0**power
    near = (scaled >= low * 0.8) & (scaled <= high * 1.25)
    ten = np.abs(power) == 1
    stable = np.where(ten, (high <= VERY_STABLE * low) & (calm_count >= 3), (high <= STABLE * low) & (calm_count >= 2))
    stable &= _like_neighbours(scaled, values, calm, keys, np.where(ten, 1.15, 1.34))
    big_enough = (np.minimum(values, low) >= 20) | (values % 1 != 0) | (low % 1 != 0)  # no counts of few cases
    steady = np.logical_and.reduceat(calm | near, starts)  # a series with other leaps has no usual size
    found = ~calm & (np.abs(power) <= 3) & near & stable & big_enough & np.repeat(steady, counts)
    return good[found], power[found], low[found], high[found]


def _like_neighbours(scaled: Floats, values: Floats, calm: Mask, keys: Integers, within: Floats) -> Mask:
    """Say which figures, once scaled, go on from the figure before and lead to the one after in their series."""
    here = np.arange(len(values))
    before = np.maximum.accumulate(np.where(calm, here, -1))
    after = np.minimum.accumulate(np.where(calm, here, len(values))[::-1])[::-1]
    good = np.ones(len(values), dtype=bool)
    for other in (before, after):
        place = np.clip(other, 0, len(values) - 1)
        same = (other >= 0) & (other < len(values)) & (keys[place] == keys)
        ratio = scaled / values[place]
        good &= ~same | ((ratio <= within) & (ratio >= 1 / within))
    return good


def _is_fraction(power: Integers, value: Floats, low: Floats, high: Floats) -> Mask:
    """Say which jumps are a fraction among percentages, or a percentage among fractions."""
    found: Mask = ((power == -2) & (value <= 1) & (high <= 100) & (low > 1)) | (
        (power == 2) & (value <= 100) & (value > 1) & (high <= 1)
    )
    return found


def _around(t: Say, low: Floats, high: Floats) -> list[str]:
    return [
        t("around_one" if first == last else "around", first=number_text(first), last=number_text(last))
        for first, last in zip(low, high, strict=True)
    ]


@check("series", "percent-and-fraction", ERROR)
def percent_and_fraction(material: Material) -> Iterator[Batch]:
    """Report 0.45 among 44 and 46."""
    t = material.say("percent-and-fraction")
    cells = material.cells
    which, power, low, high = _jumps(cells)
    fraction = _is_fraction(power, cells.value[which], low, high)
    for name, chosen in _column_names(material, cells, which, fraction):
        at, values = which[chosen], cells.value[which[chosen]]
        yield Batch(
            material.rows[cells.position[at]],
            name,
            _figures(values, t),
            _around(t, low[chosen], high[chosen]),
            [
                t(
                    "fraction" if step < 0 else "percentage",
                    value=number_text(value),
                    meant=number_text(round(value / 10.0**step, 10)),
                )
                for value, step in zip(values, power[chosen], strict=True)
            ],
        )


@check("series", "unit-jump", WARNING)
def unit_jump(material: Material) -> Iterator[Batch]:
    """Report figures that look as if their unit had changed, or a decimal point had been lost."""
    t = material.say("unit-jump")
    for cells in material.figures():
        which, power, low, high = _jumps(cells)
        other = np.ones(len(which), dtype=bool)
        if cells is material.cells and len(which):
            impossible = (cells.value[which] > 100) & material.shares(cells.position[which], cells.column[which])
            other = ~impossible & ~_is_fraction(power, cells.value[which], low, high)  # those are said already
        for name, chosen in _column_names(material, cells, which, other):
            at = which[chosen]
            yield Batch(
                material.rows[cells.position[at]],
                name,
                _figures(cells.value[at], t),
                _around(t, low[chosen], high[chosen]),
                [t("large" if step > 0 else "small", times=10 ** abs(step)) for step in power[chosen]],
            )


@check("series", "zero-among-figures", WARNING)
def zero_among_figures(material: Material) -> Iterator[Batch]:
    """Report 0 among 45 and 47: often a missing figure that a program turned into zero."""
    t = material.say("zero-among-figures")
    for cells in material.figures():
        good = _in_time(cells, np.flatnonzero(cells.value >= 0))
        keys, values = cells.series[good], cells.value[good]
        if not (values == 0).any():
            continue
        starts = run_starts(keys)
        counts = np.diff(np.append(starts, len(keys)))
        zeros = np.add.reduceat((values == 0).astype(np.int64), starts)
        low = np.minimum.reduceat(np.where(values == 0, np.inf, values), starts)
        high = np.maximum.reduceat(values, starts)
        whole = np.minimum.reduceat((values % 1 == 0).astype(np.int64), starts) == 1
        steps = low / _finest_digit(values, starts)  # how far the smallest figure is from zero
        odd = (
            (zeros > 0)
            & (counts - zeros >= 3 * zeros)
            & (high <= VERY_STABLE * low)
            & (steps >= np.where(whole, 10, 50))
        )
        which = np.flatnonzero((values == 0) & np.repeat(odd, counts))
        low, high = (np.repeat(each, counts)[which] for each in (low, high))
        for name, chosen in _column_names(material, cells, good[which], np.ones(len(which), dtype=bool)):
            yield Batch(
                material.rows[cells.position[good[which[chosen]]]],
                name,
                "0",
                _around(t, low[chosen], high[chosen]),
                t("repair"),
            )


@check("series", "duplicate-row", WARNING)
def duplicate_row(material: Material) -> Iterator[Batch]:
    """Report rows equal in every cell to an earlier one."""
    t = material.say("duplicate-row")
    rows, first, equal = material.repeated
    rows, first = rows[equal], first[equal]
    sure = material.surely_equal(rows, first)
    for chosen, safe, repair in (
        (sure, True, t("repair")),
        (~sure, False, t("look")),
    ):
        texts = [t("found", row=material.rows[each]) for each in first[chosen]]
        yield Batch(material.rows[rows[chosen]], "", texts, t("expected"), repair, safe=safe)


@check("series", "contradicting-rows", ERROR)
def contradicting_rows(material: Material) -> Iterator[Batch]:
    """Report rows for the same series and year that do not say the same."""
    t = material.say("contradicting-rows")
    rows, first = material.contradicting
    form = material.layout.form
    if form == UNKNOWN:
        return
    if form in (COLUMNS, WIDE):
        if material.many_contradict:  # a person has said what the columns are, and they do not tell the rows apart
            many = t("many_found", count=f"{len(rows):,}", row=material.rows[rows[0]], other=material.rows[first[0]])
            yield Batch(None, "", many, t("many_expected"), t("command_many"), severity=WARNING)
            return
        each = "columns" if form == COLUMNS else "wide"
        yield Batch(
            material.rows[rows],
            "",
            [t(f"{each}_found", row=material.rows[other]) for other in first],
            t(f"{each}_expected"),
            t("command_repair"),
            severity=WARNING,
        )
        return
    place = material.layout.value_columns[0]
    values = material.values(place)
    found = [
        t("found", mine=a or t("empty_cell"), row=material.rows[other], other=b or t("nothing"))
        if a != b
        else t("found_same", mine=a, row=material.rows[other])
        for a, b, other in zip(map(number_text, values[rows]), map(number_text, values[first]), first, strict=True)
    ]
    yield Batch(
        material.rows[rows],
        material.columns[place].name,
        found,
        t("expected"),
        t("repair"),
    )


@check("series", "missing-years", NOTE)
def missing_years(material: Material) -> Iterator[Batch]:
    """Report gaps in series that have a figure each year, or every second year and so on."""
    t = material.say("missing-years")
    if material.layout.form == UNKNOWN:
        return
    cells = material.cells
    keep = ~np.isnan(cells.order)
    if material.layout.form == WIDE:
        yield from _wide_gaps(material, t)
        return
    series, order, position = cells.series[keep], cells.order[keep], cells.position[keep]
    step = np.diff(order)
    inside = (series[1:] == series[:-1]) & (step > 0)
    if not inside.any():
        return
    keys, steps, before = series[1:][inside], step[inside], position[:-1][inside]
    starts = run_starts(keys)
    counts = np.diff(np.append(starts, len(keys)))
    low, high = np.minimum.reduceat(steps, starts), np.maximum.reduceat(steps, starts)
    uneven = np.repeat((low != high) & (counts >= 2), counts)
    if not uneven.any():
        return
    keys, steps, before = keys[uneven], steps[uneven], before[uneven]
    from_year = order[:-1][inside][uneven]
    starts = run_starts(keys)
    counts = np.diff(np.append(starts, len(keys)))
    usual = np.repeat(steps[np.lexsort((steps, keys))][starts + (counts - 1) // 2], counts)
    gaps = np.flatnonzero(steps > usual)
    role = material.layout.roles.get("indicator")
    codes, names = material.named[role] if role is not None else (np.zeros(len(material), dtype=np.int32), [""])
    frame = pd.DataFrame(
        {
            "indicator": codes[before[gaps]],
            "first": from_year[gaps],
            "step": steps[gaps],
            "usual": usual[gaps],
            "row": material.rows[before[gaps]],
        }
    )
    groups = frame.groupby(["indicator", "first", "step", "usual"])["row"].agg(["min", "size"]).reset_index()
    found, expected = [], []
    for indicator, first, long, often, times in groups.drop(columns="min").itertuples(index=False, name=None):
        of = f" {t('of', name=names[indicator])}" if names[indicator] else ""
        several = t("in_series", series=f"{times:,}") if times > 1 else ""
        found.append(t("found", first=f"{first:.15g}", next=f"{first + long:.15g}") + of + several)
        years = np.arange(first + often, first + long, often)
        expected.append(t("expected", years=", ".join(f"{year:.15g}" for year in years)))
    repair = t("repair")
    column = material.year_column.name if "year" in material.layout.roles else ""
    yield Batch(groups["min"].to_numpy(), column, found, expected, repair)


def _wide_gaps(material: Material, t: Say) -> Iterator[Batch]:
    """Report years that have no column of their own."""
    years = sorted({year_of(material.columns[place].name) or 0 for place in material.layout.value_columns})
    steps = np.diff(years)
    if len(steps) < 2:
        return
    usual = int(np.sort(steps)[(len(steps) - 1) // 2])
    for year, step in zip(years, steps, strict=False):
        if step > usual:
            lacking = ", ".join(str(each) for each in range(year + usual, year + int(step), usual))
            yield Batch(
                [len(material.raw.above) + 1],
                str(year),
                t("found", first=year, next=year + int(step)),
                t("wide_expected", years=lacking),
                t("wide_repair"),
            )


@check("series", "mixed-units", WARNING)
def mixed_units(material: Material) -> Iterator[Batch]:
    """Report series that change their unit from one year to another; two units in the same year are two series."""
    t = material.say("mixed-units")
    roles = material.layout.roles
    if "unit" not in roles or material.layout.form in (WIDE, COLUMNS, UNKNOWN):
        return
    cells = material.cells
    words = material.named[roles["unit"]][1]
    if len(words) <= 2:
        return
    starts = run_starts(cells.series)
    starts = starts[cells.unit[starts] > 0]
    groups = cells.group[starts]  # of the series with a unit, each once
    several = np.unique(groups[pd.Series(groups).duplicated().to_numpy()])
    if not len(several):
        return
    pairs = pd.DataFrame({"group": cells.group, "unit": cells.unit, "period": cells.period, "position": cells.position})
    pairs = pairs[(pairs["unit"] > 0) & pairs["group"].isin(several)]
    per_year = pairs.groupby(["group", "period"])["unit"].nunique()
    overlapping = per_year[per_year > 1].index.get_level_values("group")
    pairs = pairs[~pairs["group"].isin(overlapping)]
    counts = pairs.groupby(["group", "unit"]).size().reset_index(name="times")
    usual = counts.sort_values("times", kind="stable").groupby("group")["unit"].last()
    pairs = pairs[pairs["unit"] != pairs["group"].map(usual)].sort_values("position", kind="stable")
    yield Batch(
        material.rows[pairs["position"].to_numpy()],
        material.columns[roles["unit"]].name,
        [words[unit] for unit in pairs["unit"]],
        [t("expected", unit=words[usual[group]]) for group in pairs["group"]],
        t("repair"),
    )


def _decimals(values: Floats) -> Integers:
    """Return how many decimals each value has, up to six."""
    if (values == np.rint(values)).all():
        return np.zeros(len(values), dtype=np.int64)
    decimals = np.full(len(values), 6, dtype=np.int64)
    for places in range(5, -1, -1):
        scaled = values * 10.0**places
        decimals[np.abs(scaled - np.rint(scaled)) < 1e-6 * np.maximum(1, np.abs(scaled) * 1e-6)] = places
    return decimals


_WHOLE_SETS = (
    {"female", "male"},
    {"women", "men"},
    {"girls", "boys"},
    {"mujeres", "hombres"},
    {"femmes", "hommes"},
    {"urban", "rural"},
    {"yes", "no"},
)


@check("series", "total-not-sum", WARNING)
def total_not_sum(material: Material) -> Iterator[Batch]:
    """Report totals that differ from the sum of their parts, where the parts are known to be complete counts.

    Parts count as complete where they add up to the total in most of the years, or where they are a whole by their
    names, such as female and male. Percentages are left out.
    """
    if material.layout.form in (WIDE, COLUMNS, UNKNOWN):
        return
    for figures in (material.layout.value_columns[0], *material.layout.measures):
        values = material.values(figures)
        good = material.usable & ~material.swapped_rows & ~np.isnan(values)
        if figures in material.layout.value_columns:
            positions = np.flatnonzero(good)
            good[positions[material.shares(positions)]] = False
        for place in material.layout.breakdowns:
            if good.any() and len(material.named[place][1]) > 2:
                yield from _totals_of(material, place, figures, values, good)


def _totals_of(material: Material, place: int, figures: int, values: Floats, good: Mask) -> Iterator[Batch]:
    t = material.say("total-not-sum")
    codes, words = material.named[place]
    others = [each for each in material.named if each != place]
    rows = np.flatnonzero(good)
    part = codes[rows] > 0
    whole, parts = rows[~part], rows[part]
    if not len(whole) or not len(parts):
        return
    outer = material.combined(others)
    periods = int(material.periods[0].max()) + 2
    key = outer * periods + material.periods[0] + 1
    whole_keys = key[whole]
    if (whole_keys[1:] <= whole_keys[:-1]).any():
        doubled = pd.Series(whole_keys).duplicated(keep=False).to_numpy()  # these are reported elsewhere
        whole = whole[~doubled]
        whole = whole[np.argsort(key[whole])]
        whole_keys = key[whole]
    totals = whole
    at = np.searchsorted(whole_keys, key[parts])
    at[at == len(whole_keys)] = 0
    known = whole_keys[at] == key[parts] if len(whole_keys) else np.zeros(len(parts), dtype=bool)
    parts, at = parts[known], at[known]
    if not len(parts):
        return
    count = np.bincount(at, minlength=len(totals))
    total_sum = np.bincount(at, weights=values[parts], minlength=len(totals))
    marks = np.random.default_rng(0).integers(1, 2**40, size=len(words))  # a sum of marks tells sets of parts apart
    which = np.bincount(at, weights=marks[codes[parts]].astype(float), minlength=len(totals)).astype(np.int64)
    decimals = np.zeros(len(totals), dtype=np.int64)
    np.maximum.at(decimals, at, _decimals(values[parts]))
    decimals = np.maximum(decimals, _decimals(values[totals]))
    gap = values[totals] - total_sum
    base = _rounded_to(values[np.append(totals, parts)])
    rounded = values[totals] % base == 0 if base else np.zeros(len(totals), dtype=bool)
    if base:
        rounded &= np.bincount(at, weights=values[parts] % base != 0, minlength=len(totals)) == 0
    digit = np.where(rounded, base, 10.0**-decimals)
    agrees = np.abs(gap) <= np.maximum(0.5 * (count + 1) * digit, 1e-5 * np.abs(values[totals]))
    has = count >= 2
    if agrees[has].all():
        return
    frame = pd.DataFrame(
        {"outer": outer[totals], "which": which, "agrees": agrees, "has": has, "row": totals, "sum": total_sum}
    )[has]
    by = frame.groupby(["outer", "which"])["agrees"]
    share, times = by.transform("mean"), by.transform("sum")
    complete = (share >= np.where(by.transform("size") < 6, 0.6, 0.8)) & (times >= 2)
    wholes = _whole_by_name(words, codes, parts, at, len(totals))[frame.index]
    gap_share: pd.Series[float] = (frame["sum"] - values[frame["row"]]).abs() / np.maximum(values[frame["row"]], 1e-12)
    integers = decimals[frame.index] == 0
    complete |= wholes & integers & (gap_share <= 0.1) & ((times == 0) | complete) & (by.transform("size") <= 2)
    wrong = frame[complete & ~frame["agrees"]].sort_values("row")
    name = material.columns[place].name
    found = [
        t("found", total=number_text(values[row]), name=name, sum=number_text(round(parts_sum, 6)))
        for row, parts_sum in zip(wrong["row"], wrong["sum"], strict=True)
    ]
    yield Batch(
        material.rows[wrong["row"].to_numpy()],
        material.columns[figures].name,
        found,
        t("expected"),
        t("repair", name=name),
    )


def _rounded_to(values: Floats) -> float:
    """Return 5, 10 or 100 where offices round most counts to it, so that nobody is recognised; else 0."""
    counts = values[(values == np.rint(values)) & (np.abs(values) >= 20)]
    if len(counts) < 10 or len(counts) < 0.5 * len(values):
        return 0.0
    fives = counts[counts % 5 == 0]
    if len(fives) < 0.4 * len(counts):
        return 0.0
    bases = {1000.0: 0.9, 100.0: 0.9, 10.0: 0.9, 5.0: 0.4}  # by chance, one in five is divisible by 5
    return next((base for base, share in bases.items() if (fives % base == 0).sum() >= share * len(counts)), 0.0)


def _whole_by_name(words: list[str], codes: npt.NDArray[np.int32], parts: Integers, at: Integers, size: int) -> Mask:
    """Say for each total whether its parts are a whole by their names."""
    small = [word.casefold() for word in words]
    found = np.zeros(size, dtype=bool)
    count = np.bincount(at, minlength=size)
    for names in (names for names in _WHOLE_SETS if names <= set(small)):
        wanted = np.array([word in names for word in small])
        found |= (np.bincount(at, weights=wanted[codes[parts]], minlength=size) == len(names)) & (count == len(names))
    return found


def _finest_digit(values: Floats, starts: Integers) -> Floats:
    """Return for each series the last digit that its figures are given to: 0.1 for one decimal."""
    return 10.0 ** -np.maximum.reduceat(_decimals(values), starts).astype(float)


def _usual_digit(values: Floats, groups: npt.NDArray[np.int32]) -> Floats:
    """Return for each value the last digit that most of its group are given to: 0.1 for one decimal."""
    decimals = pd.Series(_decimals(values)).groupby(groups).transform(lambda each: each.quantile(0.9, "lower"))
    return 10.0 ** -decimals.to_numpy(dtype=float)


@check("series", "value-not-ratio", WARNING)
def value_not_ratio(material: Material) -> Iterator[Batch]:
    """Report values that do not agree with the numerator and the denominator beside them.

    The factor, such as 100 for per cent, is taken from most rows of an indicator; where most do not agree, the columns
    mean something else and nothing is said. The tolerance follows from the digits that are given.
    """
    t = material.say("value-not-ratio")
    roles = material.layout.roles
    if material.layout.form in (WIDE, COLUMNS, UNKNOWN) or not {"numerator", "denominator"} <= roles.keys():
        return
    value, upper, lower = (
        material.values(place) for place in (material.layout.value_columns[0], roles["numerator"], roles["denominator"])
    )
    with np.errstate(invalid="ignore", divide="ignore"):
        ratio = upper / lower
        factor = value / ratio
    good = np.flatnonzero(np.isfinite(factor) & (factor > 0) & material.usable & ~material.swapped_rows)
    if not len(good):
        return
    indicator = (
        material.named[roles["indicator"]][0][good] if "indicator" in roles else np.zeros(len(good), dtype=np.int32)
    )
    frame = pd.DataFrame({"indicator": indicator, "power": np.log10(factor[good])})
    power = np.rint(frame.groupby("indicator")["power"].transform("median").to_numpy())
    expected = ratio[good] * 10.0**power
    digits = [_usual_digit(each[good], indicator) for each in (value, upper, lower)]
    rounding = digits[1] / upper[good] + digits[2] / lower[good]
    agrees = np.abs(value[good] - expected) <= 0.6 * digits[0] + 0.6 * np.abs(expected * rounding)
    usual = pd.Series(agrees).groupby(indicator).transform("mean").to_numpy() >= 0.8
    wrong = np.flatnonzero(~agrees & usual)
    names = [material.columns[roles[role]].name for role in ("numerator", "denominator")]
    places = int(-np.log10(digits[0].min())) + 1
    yield Batch(
        material.rows[good[wrong]],
        material.columns[material.layout.value_columns[0]].name,
        [
            t(
                "found_times" if step else "found",
                value=number_text(value[row]),
                upper=number_text(upper[row]),
                lower=number_text(lower[row]),
                factor=f"{10.0**step:,.0f}",
                right=number_text(round(right, places)),
            )
            for row, step, right in zip(good[wrong], power[wrong], expected[wrong], strict=True)
        ],
        t("expected", one=names[0], other=names[1]),
        t("repair"),
    )
