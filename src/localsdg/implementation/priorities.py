"""Choosing priorities: a weighted ranking that can be followed, and how firmly it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pandas as pd

from localsdg.core.arguments import choice, figures, mapping, number, shown, shown_name, table
from localsdg.core.methods import method

if TYPE_CHECKING:
    from collections.abc import Mapping

    from localsdg.core.arguments import Numbers

__all__ = ["Ranking", "Robustness", "rank_options", "robustness"]

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


def _weights(weights: Mapping[str, float], columns: pd.Index[Any]) -> dict[Any, float]:
    """Return the weight of each criterion, in the order of the columns."""
    given = mapping(weights, "weights", "a weight for each criterion")
    apart = [name for name in [*columns, *given] if (name in given) != (name in columns)]
    if apart:
        raise ValueError(f"Criterion {shown(apart[0])} is only in one of table and weights.")
    found = {name: number(given[name], f"The weight of {name}", "zero or more", least=0) for name in columns}
    if not any(found.values()):
        raise ValueError("The weights are all zero: give numbers of zero or more, not all zero.")
    return found


def _points(options: pd.DataFrame, directions: Mapping[str, Direction] | None) -> Numbers:
    """Place each criterion on 0 to 100 between the worst and the best option; all equal gives 0 to all."""
    table(options, "options", "one row for each option and one column for each criterion")
    if options.empty:
        raise ValueError("The table is empty: give one row for each option and one column for each criterion.")
    if options.index.has_duplicates:
        raise ValueError(f"{shown(options.index[options.index.duplicated()][0])} stands twice: name each option once.")
    taken = [name for name in ("score", "rank") if name in options.columns]
    if taken:
        raise ValueError(f"A criterion is called {taken[0]!r}, as a column of the result is. Give it another name.")
    wanted = mapping(
        {} if directions is None else directions,
        "directions",
        "'more is better' or 'less is better' for each criterion",
    )
    strange = [name for name in wanted if name not in options.columns]
    if strange:
        raise ValueError(f"directions names {shown(strange[0])}, which is no criterion of the table.")
    for name, word in wanted.items():
        choice(word, f"direction of {name}", ("more is better", "less is better"))
    points = []
    for column in options.columns:
        values = figures(options[column], shown_name(column), "a number for every option")
        low, high = values.min(), values.max()
        spread = high - low
        scaled = np.zeros(len(values)) if spread == 0 else 100 * ((values - low) / spread)
        points.append(100 - scaled if spread and wanted.get(column) == "less is better" else scaled)
    return np.column_stack(points)


@method(
    title="Weighted ranking",
    formula=r"S_o = \sum_c w_c \, \frac{x_{oc} - \min_o x_{oc}}{\max_o x_{oc} - \min_o x_{oc}} \cdot 100",
    unit="score, 0 to 100",
    source="weighted sum model with min-max scaling",
    version="common definition",
    lesson="2.3",
    note="Scores depend on the options that are compared.",
)
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
        TypeError: not a table, no mappings, or a value or weight that is no number.
    """
    points = _points(options, directions)
    given = np.array(list(_weights(weights, options.columns).values()))
    share = given / given.max()  # so that weights of any size can be added up
    share /= share.sum()
    parts = points * share
    ranked = pd.DataFrame(parts, index=options.index, columns=options.columns)
    # Rounded, so that 0.1 + 0.2 and 0.3 are a tie.
    score = pd.Series(parts.sum(axis=1).round(9), index=options.index)
    ranked.insert(0, "score", score)
    ranked.insert(1, "rank", score.rank(ascending=False, method="min").astype(int))
    ranked = ranked.sort_values("rank", kind="stable")
    deciding = None
    if len(ranked) > 1 and ranked["score"].iloc[0] > ranked["score"].iloc[1]:
        lead = (ranked.iloc[0, 2:] - ranked.iloc[1, 2:]).astype("float64")
        deciding = str(lead.idxmax())
    weights_used = {str(name): float(100 * part) for name, part in zip(options.columns, share, strict=True)}
    return Ranking(ranked, weights_used, deciding)


@method(
    title="Rank reversals",
    formula=r"w_c \rightarrow w_c (1 \pm 0.1), \text{ one at a time}",
    unit="number of changes of order",
    source="this course",
    version="version 1",
    lesson="2.3",
)
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
        TypeError: as in :func:`rank_options`, or a change that is no number.
    """
    step = number(change, "change", "per cent, above 0 and at most 100", most=100)
    if step <= 0:
        raise ValueError(f"change is {shown(change)}: give per cent, above 0 and at most 100.")
    usual = rank_options(options, weights, directions).table
    given = _weights(weights, options.columns)
    order, scores = usual["rank"].reindex(options.index), usual["score"]
    first = set(usual.index[usual["rank"] == 1])
    rows = []
    for criterion in options.columns:
        for percent in (step, -step):
            changed = given | {criterion: given[criterion] * (1 + percent / 100)}
            if not any(changed.values()):
                continue
            other = rank_options(options, changed, directions).table
            swapped = [
                f"{low} over {high}"
                for position, high in enumerate(usual.index)
                for low in usual.index[position + 1 :]
                if scores[high] > scores[low] and other.loc[low, "score"] > other.loc[high, "score"]
            ]
            rows.append(
                {
                    "criterion": criterion,
                    "change": percent,
                    "winner": ", ".join(map(str, other.index[other["rank"] == 1])),
                    "swapped": "; ".join(swapped),
                    "same_winner": set(other.index[other["rank"] == 1]) == first,
                    "same_order": other["rank"].reindex(options.index).equals(order),
                }
            )
    tried = pd.DataFrame(rows)
    return Robustness(
        changes=len(tried),
        other_winner=int((~tried["same_winner"]).sum()),
        other_order=int((~tried["same_order"]).sum()),
        reversals=tried.drop(columns=["same_winner", "same_order"]),
    )
