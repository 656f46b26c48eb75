"""The baseline of each indicator: its first figure, from which progress is measured."""

from __future__ import annotations

import difflib
import math
from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Mapping

_COLUMNS = ("indicator", "year", "value")


def baseline(table: pd.DataFrame, targets: Mapping[str, float] | None = None) -> pd.DataFrame:
    """Return one baseline for each place and indicator: the first year with a value, for the whole population.

    The rules: only rows whose breakdowns are all empty count, because they are the total. Rows without a year or a
    value are passed over. The unit is the one of the first year. Two different values for the first year are an error.
    An indicator without any value for the total keeps its row, with the value missing.

    Args:
        table: tidy: ``indicator, year, value``, with ``place`` and ``unit`` if there are any; further columns are
            breakdowns, empty for the total.
        targets: the target by indicator, in the unit of the table.

    Returns:
        A table with ``place, indicator, year, value, unit``; with targets also ``target`` and ``gap``, which is target
        minus value: what has to be gained, negative where the figure has to fall. Both are missing without a target.

    Raises:
        ValueError: a column is lacking, the first year has two values, or a target is for no indicator of the table.
    """
    lacking = [name for name in _COLUMNS if name not in table.columns]
    if lacking:
        raise ValueError(
            f"The table has no column {', '.join(lacking)}: it should be tidy, with {', '.join(_COLUMNS)}."
        )
    known = table.copy()
    for name in ("place", "unit"):
        if name not in known.columns:
            known[name] = ""
    keys = ["place", "indicator"]
    known[[*keys, "unit"]] = known[[*keys, "unit"]].astype("str").fillna("")
    groups = [name for name in known.columns if name not in (*keys, "year", "value", "unit")]
    total = pd.Series(True, index=known.index)
    for name in groups:
        total &= known[name].isna() | (known[name].astype("str").str.strip() == "")
    figures = known[total & known["year"].notna() & known["value"].notna()]
    first = figures[figures["year"] == figures.groupby(keys)["year"].transform("min")]
    first = first.drop_duplicates([*keys, "year", "value", "unit"])
    _one_each(first, keys)
    found = known[keys].drop_duplicates().merge(first[[*keys, "year", "value", "unit"]], on=keys, how="left")
    found["unit"] = found["unit"].fillna("")
    if targets is not None:
        _known_targets(targets, found["indicator"].tolist())
        found["target"] = found["indicator"].map(dict(targets)).astype(float)
        found["gap"] = found["target"] - found["value"]
    return found.reset_index(drop=True)


def _one_each(first: pd.DataFrame, keys: list[str]) -> None:
    twice = first[first.duplicated(keys, keep=False)]
    if len(twice):
        place, indicator = twice.iloc[0][keys]
        here = twice[(twice["place"] == place) & (twice["indicator"] == indicator)]
        values = " and ".join(
            f"{value:.15g} {unit}".strip() for value, unit in zip(here["value"], here["unit"], strict=True)
        )
        where = f" for {place}" if place else ""
        raise ValueError(
            f"Indicator {indicator}{where} has two values in its first year {here['year'].iloc[0]:.15g}: {values}. "
            "Decide which one counts and delete the other, or give them different indicators."
        )


def _known_targets(targets: Mapping[str, float], indicators: list[str]) -> None:
    for indicator, target in targets.items():
        if indicator not in indicators:
            near = difflib.get_close_matches(str(indicator), indicators, n=1)
            hint = f" Did you mean {near[0]!r}?" if near else ""
            raise ValueError(f"There is a target for {indicator!r}, which the table does not have.{hint}")
        if not math.isfinite(target):
            raise ValueError(f"The target for {indicator} is {target!r}: give a number.")
