"""Choosing priorities: a weighted ranking that can be followed, and how firmly it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import numpy as np
import pandas as pd

from localsdg.methods import Method

if TYPE_CHECKING:
    from collections.abc import Mapping

Numbers: TypeAlias = "np.ndarray[Any, np.dtype[np.float64]]"
Direction = Literal["more is better", "less is better"]


@dataclass(frozen=True)
class Ranking:
    """Options in order, and what the order hangs on.

    Attributes:
        table: by option, from the best: ``score`` (0 to 100), ``rank`` (equal scores share the better one), and for
            each criterion the points that it adds to the score.
        weights: the weights used, in per cent, together 100.
        deciding: the criterion that separates the first option from the second most; None with one option or a tie.
    """

    table: pd.DataFrame
    weights: dict[str, float]
    deciding: str | None


@dataclass(frozen=True)
class Robustness:
    """How firmly a ranking stands when one weight at a time is changed.

    Attributes:
        changes: number of changes tried: each weight up and each weight down.
        other_winner: in how many of them another option came first.
        other_order: in how many of them the order was another one.
        reversals: one row for each change: ``criterion``, ``change`` (%), ``winner``, ``swapped`` (pairs of options in
            reversed order).
    """

    changes: int
    other_winner: int
    other_order: int
    reversals: pd.DataFrame


def _weights(weights: Mapping[str, float], columns: pd.Index[Any]) -> Numbers:
    apart = set(weights) ^ set(columns)
    if apart:
        raise ValueError(f"Criterion {sorted(map(str, apart))[0]!r} is only in one of table and weights.")
    given = np.array([float(weights[column]) for column in columns])
    if not (given >= 0).all() or not given.sum() > 0 or not np.isfinite(given).all():
        raise ValueError(f"Weights {dict(weights)}: give numbers of zero or more, not all zero.")
    return np.asarray(given / given.sum())


def _points(options: pd.DataFrame, directions: Mapping[str, Direction]) -> Numbers:
    """Place each criterion on 0 to 100 between the worst and the best option; all equal gives 0 to all."""
    if options.empty:
        raise ValueError("The table is empty: give one row for each option and one column for each criterion.")
    if options.index.has_duplicates:
        raise ValueError(f"{options.index[options.index.duplicated()][0]!r} stands twice: name each option once.")
    points = []
    for column in options.columns:
        direction = directions.get(column, "more is better")
        if direction not in ("more is better", "less is better"):
            raise ValueError(f"{column}: {direction!r}. Write 'more is better' or 'less is better'.")
        values = pd.to_numeric(options[column], errors="coerce").to_numpy(dtype="float64")
        wrong = ~np.isfinite(values)
        if wrong.any():
            option = options.index[int(wrong.argmax())]
            raise ValueError(
                f"{option!r}: {column} is {options.loc[option, column]!r}. Give a number for every option."
            )
        low, high = values.min(), values.max()
        spread = high - low
        scaled = np.zeros(len(values)) if spread == 0 else 100 * (values - low) / spread
        points.append(100 - scaled if spread and direction == "less is better" else scaled)
    return np.column_stack(points)


def rank_options(
    options: pd.DataFrame, weights: Mapping[str, float], directions: Mapping[str, Direction] | None = None
) -> Ranking:
    """Rank options by a weighted sum of criteria.

    Each criterion is placed on 0 to 100 between the worst and the best of the options here, so that its unit does not
    matter. Another option on the list can therefore move the scores: say which options were compared.

    Args:
        options: one row for each option, one column for each criterion.
        weights: by criterion; only their proportions count.
        directions: by criterion, "more is better" (also where nothing is said) or "less is better".

    Raises:
        ValueError: no options, one twice, a missing value, criteria that do not match, or weights that cannot be used.
    """
    share = _weights(weights, options.columns)
    points = _points(options, directions or {})
    parts = points * share
    table = pd.DataFrame(parts, index=options.index, columns=options.columns)
    # Rounded, so that 0.1 + 0.2 and 0.3 are a tie.
    score = pd.Series(parts.sum(axis=1).round(9), index=options.index)
    table.insert(0, "score", score)
    table.insert(1, "rank", score.rank(ascending=False, method="min").astype(int))
    table = table.sort_values("rank", kind="stable")
    deciding = None
    if len(table) > 1 and table["score"].iloc[0] > table["score"].iloc[1]:
        lead = (table.iloc[0, 2:] - table.iloc[1, 2:]).astype("float64")
        deciding = str(lead.idxmax())
    weights_used = {str(name): float(100 * part) for name, part in zip(options.columns, share, strict=True)}
    return Ranking(table, weights_used, deciding)


def robustness(
    options: pd.DataFrame,
    weights: Mapping[str, float],
    directions: Mapping[str, Direction] | None = None,
    *,
    change: float = 10.0,
) -> Robustness:
    """Count how often the order changes when each weight in turn goes up and down by some per cent of itself.

    Args:
        options: as in :func:`rank_options`.
        weights: as in :func:`rank_options`.
        directions: as in :func:`rank_options`.
        change: by how many per cent, above 0 and at most 100.

    Returns:
        Counts over all changes, two for each criterion, and the pairs of options that swapped. A tie that breaks is a
        change of order, but no swap.

    Raises:
        ValueError: as in :func:`rank_options`, or a change that is not above 0 and at most 100.
    """
    if not 0 < change <= 100:
        raise ValueError(f"change is {change!r}: give per cent, above 0 and at most 100.")
    _weights(weights, options.columns)
    usual = rank_options(options, weights, directions).table
    order, scores = usual["rank"].sort_index(), usual["score"]
    first = set(usual.index[usual["rank"] == 1])
    rows = []
    for criterion in options.columns:
        for percent in (change, -change):
            changed = dict(weights) | {criterion: weights[criterion] * (1 + percent / 100)}
            if not sum(changed.values()) > 0:
                continue
            other = rank_options(options, changed, directions).table
            swapped = [
                f"{low} over {high}"
                for place, high in enumerate(usual.index)
                for low in usual.index[place + 1 :]
                if scores[high] > scores[low] and other.loc[low, "score"] > other.loc[high, "score"]
            ]
            rows.append(
                {
                    "criterion": criterion,
                    "change": percent,
                    "winner": ", ".join(map(str, other.index[other["rank"] == 1])),
                    "swapped": "; ".join(swapped),
                    "same_winner": set(other.index[other["rank"] == 1]) == first,
                    "same_order": other["rank"].sort_index().equals(order),
                }
            )
    table = pd.DataFrame(rows)
    return Robustness(
        changes=len(table),
        other_winner=int((~table["same_winner"]).sum()),
        other_order=int((~table["same_order"]).sum()),
        reversals=table.drop(columns=["same_winner", "same_order"]),
    )


METHODS = (
    Method(
        name="localsdg.implementation.rank_options",
        title="Weighted ranking",
        formula=r"S_o = \sum_c w_c \, \frac{x_{oc} - \min_o x_{oc}}{\max_o x_{oc} - \min_o x_{oc}} \cdot 100",
        unit="score, 0 to 100",
        source="weighted sum model with min-max scaling",
        version="common definition",
        lesson="2.3",
        note="Scores depend on the options that are compared.",
    ),
    Method(
        name="localsdg.implementation.robustness",
        title="Rank reversals",
        formula=r"w_c \rightarrow w_c (1 \pm 0.1), \text{ one at a time}",
        unit="number of changes of order",
        source="this course",
        version="version 1",
        lesson="2.3",
    ),
)
