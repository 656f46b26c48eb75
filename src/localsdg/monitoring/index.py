"""From scores of indicators to a score for each goal, and to one index."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pandas as pd

from localsdg.core.arguments import choice, figures_by_row, is_missing, mapping, number, shown_name
from localsdg.core.arguments import table as as_table
from localsdg.core.methods import UnitWarning, helper, method
from localsdg.monitoring.scores import MANY, usable, warn_without

if TYPE_CHECKING:
    from collections.abc import Mapping

    from localsdg.core.arguments import Numbers

__all__ = ["GEOMETRIC_FLOOR", "SDSN_REQUIRED", "goal_scores", "overall_index", "ranks"]

Average = Literal["mean", "median", "geometric"]

SDSN_REQUIRED = 0.8  # no index when more than 20 % of the data are missing
GEOMETRIC_FLOOR = 1.0  # lower scores count as 1 in a geometric mean, or one zero would make it zero: our convention
HAIR = 1e-9  # rounding error of floats


def _averages(scores: Numbers, required: float, average: Average, weights: Numbers | None = None) -> Numbers:
    """Average each row over what is there; missing where less than the required part is."""
    if average == "geometric":
        logs = _averages(np.log(np.maximum(scores, GEOMETRIC_FLOOR)), required, "mean", weights)
        return np.asarray(np.exp(logs))
    missing = np.isnan(scores)
    if weights is not None:
        whole = np.where(missing, 0.0, weights).sum(axis=1)
        sums = np.nansum(scores * weights, axis=1)
        weighted: Numbers = np.full(len(scores), np.nan)
        np.divide(sums, whole, out=weighted, where=whole > 0)
        weighted[(~missing).sum(axis=1) < required * scores.shape[1] - HAIR] = np.nan
        return weighted
    if not missing.any():
        return np.asarray(scores.mean(axis=1) if average == "mean" else np.median(scores, axis=1))
    there = scores.shape[1] - missing.sum(axis=1)
    result = np.full(len(scores), np.nan)
    if average == "mean":
        np.divide(np.nansum(scores, axis=1), there, out=result, where=there > 0)
    else:
        some = there > 0
        result[some] = np.nanmedian(scores[some], axis=1)
    # A share that misses the limit only by a rounding error has reached it: 4 of 5 is 0.8.
    result[there < required * scores.shape[1] - HAIR] = np.nan
    return result


def _checked(scores: pd.DataFrame, required: float, average: Average) -> tuple[Numbers, float]:
    """Return the scores as numbers, and the part of them that must be there."""
    part = number(
        required, "required", "the part of the scores that must be there, from 0 to 1 (0.8 is 80 %)", least=0, most=1
    )
    choice(average, "average", ("mean", "median", "geometric"))
    as_table(scores, "scores", "one column for each indicator or goal")
    if scores.shape[1] == 0:
        raise ValueError("The table of scores has no columns: give one column for each indicator.")
    wanted = "a score of 0 to 100 (use normalise first, with cap=True for an index)"
    numbers = usable(scores, "score", wanted, least=-HAIR, most=100 + HAIR, stacklevel=4)
    if numbers.size >= MANY and 0 < np.nanmax(numbers, initial=-np.inf) <= 1:
        warnings.warn(
            f"All {numbers.size} scores lie between 0 and 1. A score goes from 0 to 100: if these are shares of 1, "
            "multiply them by 100.",
            UnitWarning,
            stacklevel=3,
        )
    return numbers, part


@method(
    title="Score of a goal",
    formula=r"G_j = \frac{1}{n_j} \sum_{i \in j} s_i",
    unit="score, 0 to 100",
    source="SDSN, Sustainable Development Report",
    version="2018 method paper; unchanged in 2025",
    lesson="3.5",
    note="The mean hides the worst indicator: look at the colours too.",
)
def goal_scores(
    scores: pd.DataFrame,
    goals: Mapping[str, str | int],
    *,
    required: float,
    average: Average = "mean",
    weights: Mapping[str, float] | None = None,
) -> pd.DataFrame:
    """Average the scores of indicators by goal.

    Args:
        scores: one row for each place (or place and year), one column for each indicator, 0 to 100.
        goals: by indicator, its goal.
        required: the part of a goal's indicators that must have a score, from 0 to 1; with less, the goal is missing.
            1 allows none to be missing; 0 takes whatever is there.
        average: "mean"; "median" to see what one extreme score does; or "geometric", the geometric mean, in which one
            low score weighs more. In it a score below ``GEOMETRIC_FLOOR`` counts as that.
        weights: by indicator, its weight in the mean of its goal: any numbers above zero, compared with each other.
            Without them all weigh the same. Of indicators without a score the others take over the weight.

    Returns:
        One column for each goal, in the order of their first indicator.

    Raises:
        ValueError: an indicator has no goal or stands twice, no score of it lies within 0 to 100, ``required`` lies
            outside 0 to 1, another word for ``average``, or ``weights`` lack an indicator, name an unknown one, hold
            one that is not above zero, or come with the median.
        TypeError: not a table, no mapping, a weight that is not a number, or a column without any score.

    Warns:
        LeftOutWarning: a score that cannot be used is left out.
        UnitWarning: all of five or more scores lie between 0 and 1.
    """
    numbers, part = _checked(scores, required, average)
    known = mapping(goals, "goals", "the goal of each indicator")
    without = [shown_name(column) for column in scores.columns if is_missing(known.get(column))]
    if without:
        raise ValueError(f"No goal for {', '.join(without)}. Say to which goal each indicator belongs.")
    heavy = _weights(weights, scores, average, "indicator")
    of_column = [known[column] for column in scores.columns]
    columns = {}
    for goal in dict.fromkeys(of_column):
        own = [column for column, of in enumerate(of_column) if of == goal]
        columns[goal] = _averages(numbers[:, own], part, average, None if heavy is None else heavy[own])
    return pd.DataFrame(columns, index=scores.index)


def _weights(weights: object, scores: pd.DataFrame, average: Average, what: str) -> Numbers | None:
    """Return the weight of each column; None if there are none."""
    if weights is None:
        return None
    if average == "median":
        raise ValueError("weights: a median has no weights. Leave them out, or take average='mean'.")
    given = mapping(weights, "weights", f"the weight of each {what}")
    strange = [shown_name(name) for name in given if name not in set(scores.columns)]
    if strange:
        raise ValueError(f"weights names {', '.join(strange)}, which the scores do not have. Check the spelling.")
    without = [shown_name(column) for column in scores.columns if is_missing(given.get(column))]
    if without:
        raise ValueError(f"weights has none for {', '.join(without)}. Give each {what} a weight.")
    found = [number(given[name], f"weights: {shown_name(name)}", "above zero", least=0) for name in scores.columns]
    zero = [shown_name(name) for name, weight in zip(scores.columns, found, strict=True) if not weight]
    if zero:
        raise ValueError(f"weights: {', '.join(zero)} has the weight 0. Leave that {what} out of the scores instead.")
    return np.array(found)


@method(
    title="Overall index",
    formula=r"I = \frac{1}{n} \sum_j G_j",
    unit="score, 0 to 100",
    source="SDSN, Sustainable Development Report",
    version="2025; no index with more than 20 % of the data missing",
    lesson="3.5",
    note="Reproduces the published index of Bolivia's 339 municipalities to the rounding of 0.05.",
)
def overall_index(
    scores: pd.DataFrame, *, required: float, average: Average = "mean", weights: Mapping[str, float] | None = None
) -> pd.Series[float]:
    """Average goal scores (or indicator scores) to one index, every column with the same weight unless said otherwise.

    Args:
        scores: one row for each place, one column for each goal, 0 to 100.
        required: the part of the columns that must have a score, from 0 to 1; with less, there is no index.
            ``SDSN_REQUIRED`` is the rule of the Sustainable Development Report.
        average: "mean", "median" or "geometric", as in :func:`goal_scores`.
        weights: by column, its weight in the mean, above zero; the Sustainable Development Report has none.

    Returns:
        The index of each row, named "index"; missing where too many scores are.

    Raises:
        ValueError: no score of a column lies within 0 to 100, ``required`` lies outside 0 to 1, another word for
            ``average``, or weights as in :func:`goal_scores`.
        TypeError: not a table, a weight that is not a number, or a column without any score.

    Warns:
        LeftOutWarning: a score that cannot be used is left out.
        UnitWarning: all of five or more scores lie between 0 and 1.
    """
    numbers, part = _checked(scores, required, average)
    heavy = _weights(weights, scores, average, "column")
    return pd.Series(_averages(numbers, part, average, heavy), index=scores.index, name="index")


@helper
def ranks(index: pd.Series[float]) -> pd.Series[Any]:
    """Rank an index from the highest down: 1 is the highest, equal values share the better rank.

    Values that differ by less than the noise of floats, a billionth, are equal. A missing index has no rank.

    Raises:
        ValueError: no value can be used.
        TypeError: not a Series, or no value is a number.

    Warns:
        LeftOutWarning: a value that cannot be used is left out.
    """
    if not isinstance(index, pd.Series):
        raise TypeError(f"index is a {type(index).__name__}: give a Series, such as overall_index returns.")
    found, reasons = figures_by_row(index, "index")
    warn_without(reasons.values(), "rank", stacklevel=3)
    numbers = pd.Series(found.round(9), index=index.index)
    return numbers.rank(ascending=False, method="min").astype("Int64").rename("rank")
