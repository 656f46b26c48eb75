"""How firmly the ranks of an index stand: bounds, weights and mean are changed, one thing at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, cast

import numpy as np
import pandas as pd

from localsdg.core.arguments import choice, figures_by_row, shown_name
from localsdg.core.methods import helper, method
from localsdg.monitoring.index import goal_scores, overall_index, ranks
from localsdg.monitoring.scores import SDSN_TAIL, are_equal, normalise_table, percentile_pair

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from localsdg.core.arguments import Numbers

__all__ = ["rank_sensitivity", "rank_variants"]

Mean = Literal["mean", "geometric"]
Bounds = dict[Any, tuple[float, float]]

AS_GIVEN = "as given"
OTHER_BOUNDS = {"bounds: least and greatest": 0.0, f"bounds: {SDSN_TAIL} to {100 - SDSN_TAIL} %": SDSN_TAIL}
OTHER_WEIGHTS = {"half the weight": 0.5, "twice the weight": 2.0}
MEANS = {"mean": "arithmetic mean", "geometric": "geometric mean"}


def _from_data(table: pd.DataFrame, given: Bounds, tail: float) -> Bounds:
    """Return bounds from the data, in the direction of those given, which stay where all values are equal."""
    bounds = {}
    for name in table.columns:
        values: Numbers = table[name].to_numpy(dtype=float, na_value=np.nan)
        worst, best = given[name]
        low, high = percentile_pair(values, tail) if np.isfinite(values).any() else (0.0, 0.0)
        bounds[name] = given[name] if are_equal(low, high) else (low, high) if best > worst else (high, low)
    return bounds


def _names_apart(names: Iterable[Any]) -> None:
    """Refuse columns, or goals, that are written alike, such as 1 and "1": one variant would take the other's place."""
    found: dict[str, Any] = {}
    for name in names:
        if found.setdefault(shown_name(name), name) != name:
            raise ValueError(f"Two columns or goals are both written {shown_name(name)}. Give each a name of its own.")


@helper
def rank_variants(
    table: pd.DataFrame,
    bounds: Mapping[str, tuple[float, float]],
    *,
    required: float,
    goals: Mapping[str, str | int] | None = None,
    weights: Mapping[str, float] | None = None,
    average: Mean = "mean",
) -> pd.DataFrame:
    """Rank places once as given, and once for each single change of bounds, weights or mean.

    The changes: all bounds from the data, least to greatest, and 2.5 to 97.5 percent; the weight of each column halved
    and doubled; the other mean, arithmetic or geometric. Where all values of an indicator are equal, its bounds stay.

    Args:
        table: one row for each place, one column for each indicator.
        bounds: by indicator, the worst and the best value, in this order.
        required: the part of the columns that must have a score, from 0 to 1; in each goal too, if there are goals.
        goals: by indicator, its goal. Then the index is the mean of the goals, each the mean of its indicators, and the
            weights are those of the goals.
        weights: by indicator, or by goal, its weight; without them all weigh the same.
        average: "mean" or "geometric".

    Returns:
        One row for each place and one column for each variant, "as given" first; equal scores share the better rank.

    Raises:
        ValueError: bounds, goals or weights do not fit the table, or what ``normalise_table`` refuses.
        TypeError: not a table, no mapping, or values that are not numbers.

    Warns:
        LeftOutWarning: a value is infinite or no number: it has no score.

    Example:
        >>> places = pd.DataFrame({"water": [90, 60], "waste": [20, 60]}, index=["Hill", "Bay"])
        >>> found = rank_variants(places, {"water": (0, 100), "waste": (0, 100)}, required=1)
        >>> int(found.loc["Hill", "twice the weight of water"])
        1
    """
    choice(average, "average", MEANS)
    scores = normalise_table(table, bounds)
    _names_apart(table.columns if goals is None else [goals[name] for name in table.columns if name in goals])
    columns = {name: figures_by_row(table[name], shown_name(name))[0] for name in table.columns}
    numbers = pd.DataFrame(columns, index=table.index)
    given = {name: (float(bounds[name][0]), float(bounds[name][1])) for name in table.columns}

    def parts(of: pd.DataFrame) -> pd.DataFrame:
        return of if goals is None else goal_scores(of, goals, required=required)

    def ranked(of: pd.DataFrame, weigh: Mapping[Any, float] | None, mean: str) -> pd.Series[Any]:
        return ranks(overall_index(of, required=required, weights=weigh, average=cast("Mean", mean)))

    base = parts(scores)
    found = {AS_GIVEN: ranked(base, weights, average)}
    for name, tail in OTHER_BOUNDS.items():
        found[name] = ranked(parts(normalise_table(numbers, _from_data(numbers, given, tail))), weights, average)
    for column in base.columns:
        for name, times in OTHER_WEIGHTS.items():
            whole: dict[Any, float] = dict.fromkeys(base.columns, 1.0) if weights is None else dict(weights)
            found[f"{name} of {shown_name(column)}"] = ranked(base, whole | {column: times * whole[column]}, average)
    other = "mean" if average == "geometric" else "geometric"
    found[MEANS[other]] = ranked(base, weights, other)
    return pd.DataFrame(found, index=table.index)


@method(
    title="Rank sensitivity",
    formula=r"r_{best} = \min_v r_v, \quad r_{worst} = \max_v r_v",
    unit="rank, 1 is the highest score",
    source="Convention of this course, after step 7 of the OECD and JRC handbook on composite indicators (2008)",
    version="2026, first version",
    lesson="3.5",
    note="One thing is changed at a time. Two changes together can move a place further.",
)
def rank_sensitivity(
    table: pd.DataFrame,
    bounds: Mapping[str, tuple[float, float]],
    *,
    required: float,
    goals: Mapping[str, str | int] | None = None,
    weights: Mapping[str, float] | None = None,
    average: Mean = "mean",
) -> pd.DataFrame:
    """Say for each place its best, median and worst rank when one thing about the index is changed.

    Args:
        table: one row for each place, one column for each indicator.
        bounds: by indicator, the worst and the best value, in this order.
        required: as in :func:`rank_variants`, which names the changes.
        goals: by indicator, its goal, if the index is a mean of goals.
        weights: by indicator, or by goal, its weight; without them all weigh the same.
        average: "mean" or "geometric".

    Returns:
        One row for each place: ``rank`` as given, and ``best``, ``median`` and ``worst`` over all variants, that as
        given included. A place without an index has no ranks.

    Raises:
        ValueError: as :func:`rank_variants`.
        TypeError: not a table, no mapping, or values that are not numbers.

    Warns:
        LeftOutWarning: a value is infinite or no number: it has no score.

    Example:
        >>> places = pd.DataFrame({"water": [90, 60], "waste": [20, 60]}, index=["Hill", "Bay"])
        >>> found = rank_sensitivity(places, {"water": (0, 100), "waste": (0, 100)}, required=1)
        >>> [int(rank) for rank in found.loc["Hill", ["rank", "best", "worst"]]]
        [2, 1, 2]
    """
    variants = rank_variants(table, bounds, required=required, goals=goals, weights=weights, average=average)
    return pd.DataFrame(
        {
            "rank": variants[AS_GIVEN],
            "best": variants.min(axis=1),
            "median": variants.astype("Float64").median(axis=1),
            "worst": variants.max(axis=1),
        }
    )
