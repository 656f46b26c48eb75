"""The baseline of each indicator: its first figure, its last, or that of a chosen year."""

from __future__ import annotations

import difflib
import math
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from localsdg.owndata.breakdowns import is_total, roles_of, words_of
from localsdg.owndata.layout import FLAGS, plain_name
from localsdg.owndata.years import is_year

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import numpy.typing as npt

    from localsdg.owndata.breakdowns import Roles

    Cells = npt.NDArray[Any]

_COLUMNS = ("indicator", "year", "value")
_SHOWN = 4


def baseline(
    table: pd.DataFrame, targets: Mapping[str, float] | None = None, *, year: int | str = "first"
) -> pd.DataFrame:
    """Return the baseline for each place and indicator: the first year with a value, for the whole population.

    The rules: only rows for the total count, in which every breakdown is empty or says "Total" or the like. Columns
    that split nothing, such as a numerator, a note, a source, a code or the country of a place, are passed over. So are
    rows without a year or a value, and the note says so where one of them is nearer to the end of the series: the value
    of another year is never taken in silence. The unit is the one of the year that is taken. A column called series or
    component names several series of one indicator: each has its own baseline, unless all are the same. An indicator
    without a baseline keeps its row, with the value missing and the reason beside it.

    Args:
        table: tidy: ``indicator, year, value``, with ``place`` and ``unit`` if there are any, and further columns.
        targets: the target by indicator, in the unit of the table.
        year: "first" or "last" for the first or last year with a value, or a year such as 2015. An indicator without a
            figure of a chosen year has no baseline.

    Returns:
        A table with ``place, indicator, year, value, unit, note, reason``, after ``indicator`` also the series if there
        are any. The note says what to know of the figure: its flag, such as p for provisional, a year beyond it that
        has no value, and figures without a year. The reason is empty where there is a baseline. With targets also
        ``target`` and ``gap``, which is target minus value: what has to be gained, negative where the figure has to
        fall. Both are missing without a target, and where an indicator has several series, because it is not known of
        which one the target is.

    Raises:
        ValueError: a column or every row is lacking, a target is for no indicator of the table, or ``year`` is none.
        TypeError: not a table.
    """
    if not isinstance(table, pd.DataFrame):
        raise TypeError(f"table is a {type(table).__name__}: give a table (pandas DataFrame).")
    lacking = [name for name in _COLUMNS if name not in table.columns]
    if lacking:
        raise ValueError(
            f"The table has no column {', '.join(lacking)}: it should be tidy, with {', '.join(_COLUMNS)}."
        )
    if table.columns.duplicated().any():
        twice = table.columns[table.columns.duplicated()][0]
        raise ValueError(f"The table has the column {twice} more than once: give each column its own name.")
    when = _when(year)
    if table.empty:
        raise ValueError("The table has no rows, so there is no baseline. Check that its data were read.")
    words = pd.DataFrame({str(name): words_of(table[name]) for name in table.columns if name != "value"})
    words = words.reset_index(drop=True)
    for name in ("place", "unit"):
        if name not in words.columns:
            words[name] = ""
    figures = pd.DataFrame({name: _numbers(table[name]) for name in ("year", "value")}).reset_index(drop=True)
    roles = roles_of(words, figures["value"])
    figures = figures.assign(written=words_of(table["value"]).reset_index(drop=True))
    total = pd.Series(True, index=words.index)
    for name in roles.groups:
        total &= is_total(words[name])
    figures["total"] = total
    keys = ["place", "indicator", *roles.series]
    found = _figures_of(words, figures, keys, roles, when)
    found["note"] = _notes(found, words, figures, keys, when)
    found = _one_for_equal_series(found, roles.series)
    whole = bool((found["year"].dropna() % 1 == 0).all())
    found = found.astype({"year": "Int64" if whole else "float64", "value": "float64"})
    if targets is not None:
        _known_targets(targets, found["indicator"].tolist())
        several = found.duplicated(["place", "indicator"], keep=False)
        found["target"] = found["indicator"].map(dict(targets)).astype(float).where(~several)
        found["gap"] = found["target"] - found["value"]
    last = ["note", "reason"]
    return found[[name for name in found.columns if name not in last] + last].reset_index(drop=True)


def _when(year: object) -> str | float:
    """Return "first", "last" or the chosen year."""
    if isinstance(year, str) and year in ("first", "last"):
        return year
    try:
        number = float(str(year).strip())
    except ValueError:
        number = math.nan
    if isinstance(year, bool) or not is_year(number if math.isfinite(number) else 0):
        raise ValueError(f"year is {year!r}: give “first”, “last” or a year such as 2015.")
    return number


def _notes(
    found: pd.DataFrame, words: pd.DataFrame, figures: pd.DataFrame, keys: list[str], when: str | float
) -> list[str]:
    """Say for each baseline what a reader has to know of it: its flag, years beyond it, figures without a year."""
    rows: dict[Any, Any] = words.groupby(keys, sort=False).indices
    flags = [name for name in words.columns if plain_name(name) in FLAGS or name == "period"]
    year, value, total = (figures[name].to_numpy() for name in ("year", "value", "total"))
    cells = {name: words[name].to_numpy() for name in flags}
    notes = []
    for entry in found.to_dict("records"):
        if np.isnan(entry["value"]):
            notes.append("")
            continue
        own = rows[tuple(entry[name] for name in keys)]
        own = own[total[own]]
        said = []
        here = own[(year[own] == entry["year"]) & (value[own] == entry["value"])]
        for name in flags:
            marks = [text for text in dict.fromkeys(cells[name][here]) if text and text != f"{entry['year']:.15g}"]
            said += [f"It is marked “{mark}” ({name})." for mark in marks]
        years = year[own]
        beyond = years < entry["year"] if when == "first" else years > entry["year"]
        if not isinstance(when, float) and beyond.any():
            lacking = sorted({float(each) for each in years[beyond]}, reverse=when == "last")
            said.append(
                f"{_list(f'{each:.15g}' for each in lacking)} has no value: it is that of {entry['year']:.15g}."
            )
        without = int((np.isnan(years) & ~np.isnan(value[own])).sum())
        if without:
            said.append(
                "A figure without a year was left out."
                if without == 1
                else f"{without} figures without a year were left out."
            )
        notes.append(" ".join(said))
    return notes


def _numbers(column: pd.Series) -> pd.Series:
    numbers = pd.to_numeric(column, errors="coerce").astype("float64")
    return numbers.where(np.isfinite(numbers))


def _figures_of(
    words: pd.DataFrame, figures: pd.DataFrame, keys: list[str], roles: Roles, when: str | float
) -> pd.DataFrame:
    """Return the figures of each series at a time, one for each unit; where there is none or several, the reason."""
    known = figures["year"].notna() & figures["value"].notna() & ~words["place"].isin(roles.namesakes)
    good = words.loc[known & figures["total"], [*keys, "unit"]].join(figures[["year", "value"]])
    if isinstance(when, str):
        by = good.groupby(keys, sort=False)["year"]
        first = good[good["year"] == (by.transform("min") if when == "first" else by.transform("max"))]
    else:
        first = good[good["year"] == when]
    years: dict[Any, Any] = {} if isinstance(when, str) else dict(list(good.groupby(keys, sort=False)["year"]))
    first = first.drop_duplicates([*keys, "value", "unit"])
    clash = first.duplicated([*keys, "unit"], keep=False)
    clash = clash.groupby([first[name] for name in keys], sort=False).transform("any")
    found = words[keys].drop_duplicates().merge(first[~clash], on=keys, how="left")
    found["unit"] = found["unit"].fillna("")
    found["reason"] = ""
    lacking = found["value"].isna()
    rows: dict[Any, Any] = words.groupby(keys, sort=False).indices
    year, value, written = (figures[name].to_numpy() for name in ("year", "value", "written"))
    parts = {name: words[name].to_numpy() for name in (*roles.groups, *roles.namesakes.values())}
    is_known = known.to_numpy()
    several = first[clash].groupby(keys, sort=False).groups
    reasons = []
    for names in found.loc[lacking, keys].itertuples(index=False, name=None):
        own = rows[names]
        if (code := roles.namesakes.get(names[0])) is not None:
            codes = _list(parts[code][own])
            reasons.append(f"{names[0]} is the name of several places ({code} {codes}): give each its own name.")
        elif names in several:
            reasons.append(_two_values(first.loc[several[names]], words.loc[several[names]], roles, when))
        elif names in years:
            others = _list(f"{each:.15g}" for each in sorted(set(years[names])))
            reasons.append(f"It has no figure of {when:.15g}, but of {others}. Choose one of them.")
        elif is_known[own].any():
            reasons.append(_no_total({name: parts[name][own[is_known[own]]] for name in roles.groups}))
        else:
            reasons.append(_no_figures(year[own], value[own], written[own]))
    found.loc[lacking, "reason"] = reasons
    return found


def _list(words: Iterable[Any]) -> str:
    some = list(dict.fromkeys(map(str, words)))
    return ", ".join(some[:_SHOWN]) + (" ..." if len(some) > _SHOWN else "")


def _no_figures(year: Cells, value: Cells, written: Cells) -> str:
    """Say why some rows have no figure at all."""
    texts = [text for text in written[np.isnan(value)] if text]
    if texts:
        return f"No row has a year and a number as its value; found “{texts[0]}”."
    if np.isnan(value).all():
        return "No row has a value."
    if np.isnan(year).all():
        return "No row has a year. Say of which year the figures are, such as check_data(file, year=2023)."
    return "No row has both a year and a value."


def _no_total(parts: Mapping[str, Cells]) -> str:
    """Say which breakdowns are filled in each row, so that none is the total."""
    totals = {name: is_total(pd.Series(cells)) for name, cells in parts.items()}
    filled = [f"{name} is always filled: {_list(parts[name])}." for name in parts if not totals[name].any()]
    if filled:
        return f"No row is for the whole population. {' '.join(filled)} Add the total, with an empty cell there."
    used = [name for name in parts if not totals[name].all()]
    return f"No row is for the whole population: in none are {', '.join(used)} all empty. Add the total."


def _two_values(first: pd.DataFrame, words: pd.DataFrame, roles: Roles, when: str | float) -> str:
    """Say which values a series has in one year, and what differs between them."""
    pairs = zip(first["value"], first["unit"], strict=True)
    values = " and ".join(f"{value:.15g} {unit}".strip() for value, unit in list(pairs)[:_SHOWN])
    differ = [name for name in (*roles.groups, *roles.remarks) if words[name].nunique() > 1]
    where = f" They differ in {', '.join(differ)}." if differ else ""
    return (
        f"It has {len(first)} values in {f'its {when} year' if isinstance(when, str) else 'the year'} "
        f"{first['year'].iloc[0]:.15g}: {values}.{where} Decide which one "
        "counts and delete the others, or give them different indicators."
    )


def _one_for_equal_series(found: pd.DataFrame, series: Sequence[str]) -> pd.DataFrame:
    """Keep one row where all series of an indicator have the same baseline, without the name of the series."""
    if not series:
        return found
    own = found.groupby(["place", "indicator"], sort=False)
    equal = (own[["year", "value", "unit"]].transform("nunique") == 1).all(axis=1)
    size = own["place"].transform("size")
    equal &= (size > 1) & (own["value"].transform("count") == size)
    found.loc[equal, list(series)] = ""
    return found[~(equal & found.duplicated(["place", "indicator"]))]


def _known_targets(targets: Mapping[str, float], indicators: list[str]) -> None:
    for indicator, target in targets.items():
        if indicator not in indicators:
            near = difflib.get_close_matches(str(indicator), indicators, n=1)
            hint = f" Did you mean {near[0]!r}?" if near else ""
            raise ValueError(f"There is a target for {indicator!r}, which the table does not have.{hint}")
        if not math.isfinite(target):
            raise ValueError(f"The target for {indicator} is {target!r}: give a number.")
