"""Choosing priorities: gates first, then a weighted ranking that can be followed, and how firmly it stands."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pandas as pd

from localsdg.core.arguments import (
    choice,
    figures,
    is_missing,
    mapping,
    number,
    shown,
    shown_name,
    table,
    truth,
    whole,
)
from localsdg.core.methods import helper, method

if TYPE_CHECKING:
    from collections.abc import Mapping

    from localsdg.core.arguments import Numbers

__all__ = ["GATES", "Ranking", "Robustness", "failed_gates", "rank_options", "robustness", "weighting_shares"]

Direction = Literal["more is better", "less is better"]

GATES = ("ours", "harm", "left out", "cost")
"""The gates in their order: is one of its targets ours, alone or shared; is every link against a target resolved; is it
said who is left out; is a rough cost known."""

TENTHS = 10  # a weighting gives the criteria this many tenths, all of them
MOST_CRITERIA = 10  # 92,378 weightings; with more, nobody can follow a ranking
FIRST = ((10, 5), (5, 3), (0, 1))  # with more actions than the first number, how many places count as the first


@dataclass(frozen=True)
class Ranking:
    """Options in order, and what the order hangs on.

    Attributes:
        table: by option, from the best: ``score`` (0 to 100), ``rank`` (equal scores share the better one), and for
            each criterion the points that it adds to the score.
        weights: the weights used, in percent, together 100; 0 where all options are equal.
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


@helper
def failed_gates(actions: Mapping[str, Mapping[str, Any]]) -> dict[str, tuple[str, ...]]:
    """Return the gates that each action fails; an action that fails one is listed with it, and not ranked.

    Args:
        actions: by action, ``ours`` (whether at least one of its targets is the municipality's own or shared task),
            ``harm`` (whether every link against a target says how it is resolved; True if there is none), ``left out``
            (who is left out, in words) and ``cost`` (a rough cost, zero or more). What is not given fails its gate.

    Returns:
        By action, in their order, the names of :data:`GATES` that it fails; an empty tuple if it passes all.

    Raises:
        ValueError: no actions, a gate of another name, or a negative cost.
        TypeError: no mapping of mappings, or something of another kind behind a gate.

    Example:
        >>> failed_gates({"new bus": {"ours": True, "harm": True, "left out": "the hill district", "cost": None}})
        {'new bus': ('cost',)}
    """
    found: dict[str, tuple[str, ...]] = {}
    for action, given in mapping(actions, "actions", "the gates of each action").items():
        gates = mapping(given, f"gates of {shown_name(action)}", "what is known for each gate")
        if strange := [name for name in gates if name not in GATES]:
            raise ValueError(
                f"{shown_name(action)}: there is no gate {shown(strange[0])}. There are {', '.join(GATES)}."
            )
        passes = {name: _passes(name, gates.get(name), shown_name(action)) for name in GATES}
        found[action] = tuple(name for name in GATES if not passes[name])
    if not found:
        raise ValueError("There are no actions: give at least one.")
    return found


def _passes(gate: str, value: Any, action: str) -> bool:
    if isinstance(value, str) and gate == "left out":
        return bool(value.strip())
    if is_missing(value):
        return False
    if gate == "left out":
        raise TypeError(f"{action}, left out: {shown(value)} is no text. Say in words who is left out.")
    if gate == "cost":
        number(value, f"{action}, cost", "a rough cost of zero or more", least=0)
        return True
    return truth(value, f"{action}, {gate}")


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
    version="common definition; swing weights as in DCLG, Multi-criteria analysis: a manual, 2009",
    lesson="2.3",
    note="Scores depend on the options that are compared.",
)
def rank_options(
    options: pd.DataFrame, weights: Mapping[str, float], directions: Mapping[str, Direction] | None = None
) -> Ranking:
    """Rank options by a weighted sum of criteria.

    Each criterion is placed on 0 to 100 between the worst and the best of the options here, so that its unit does not
    matter. Another option on the list can therefore move the scores: say which options were compared. A weight says how
    much the step from the worst to the best is worth beside the steps of the other criteria; where all options are
    equal there is no step, and the criterion has no weight.

    Args:
        options: one row for each option, one column for each criterion.
        weights: by criterion; only their proportions count.
        directions: by criterion, "more is better" (also where nothing is said) or "less is better".

    Raises:
        ValueError: no options, one twice, a missing value, criteria that do not match, or weights that cannot be used.
        TypeError: not a table, no mappings, or a value or weight that is no number.
    """
    points = _points(options, directions)
    given = np.array(list(_weights(weights, options.columns).values())) * points.any(axis=0)
    share = given / (given.max() or 1)  # so that weights of any size can be added up
    share /= share.sum() or 1
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
    """Count how often the order changes when each weight in turn goes up and down by some percent of itself.

    Args:
        options: as in :func:`rank_options`.
        weights: as in :func:`rank_options`.
        directions: as in :func:`rank_options`.
        change: by how many percent, above 0 and at most 100.

    Returns:
        Counts over all changes, two for each criterion, and the pairs of options that swapped. A tie that breaks is a
        change of order, but no swap.

    Raises:
        ValueError: as in :func:`rank_options`, or a change that is not above 0 and at most 100.
        TypeError: as in :func:`rank_options`, or a change that is no number.
    """
    step = number(change, "change", "percent, above 0 and at most 100", most=100)
    if step <= 0:
        raise ValueError(f"change is {shown(change)}: give percent, above 0 and at most 100.")
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


@method(
    title="How often an option is among the first, over all weightings",
    formula=r"\frac{100}{N} \sum_{w} [\text{rank}_w(o) \le k], \quad w_c \in \{0, 0.1, \dots, 1\}, \ \sum_c w_c = 1",
    unit="% of all weightings in tenths",
    source="this course",
    version="version 1",
    lesson="2.3",
    note="First five; with ten or fewer options three, with five or fewer one. A tie counts for all that are tied.",
)
def weighting_shares(
    options: pd.DataFrame, directions: Mapping[str, Direction] | None = None, *, first: int | None = None
) -> pd.Series[float]:
    """Return how often each option is among the first when the weights take every value.

    The criteria share ten tenths in every possible way: with five criteria these are 1,001 weightings. An option that
    is among the first in nearly all of them does not hang on the weights; one that is there in few does.

    Args:
        options: as in :func:`rank_options`, with at most ten criteria.
        directions: as in :func:`rank_options`.
        first: how many places count; without it five, with ten or fewer options three, with five or fewer one.

    Returns:
        By option, in the order of the table, the share of weightings in percent. A tie at the last place that counts
        is counted for all that are tied.

    Raises:
        ValueError: as in :func:`rank_options`, more than ten criteria, or ``first`` below 1.
        TypeError: as in :func:`rank_options`, or ``first`` is no whole number.

    Example:
        >>> import pandas as pd
        >>> weighting_shares(pd.DataFrame({"people": [1, 2], "speed": [1, 1]}, index=["x", "y"])).round(1).to_dict()
        {'x': 9.1, 'y': 100.0}
    """
    points = _points(options, directions)
    if points.shape[1] > MOST_CRITERIA:
        raise ValueError(f"There are {points.shape[1]} criteria: give at most {MOST_CRITERIA}.")
    places = whole(first, "first", least=1) if first is not None else _first_of(len(options))
    scores = np.round(points @ _all_weightings(points.shape[1]).T, 9)
    last = np.sort(scores, axis=0)[max(len(options) - places, 0)]
    share = 100 * (scores >= last).mean(axis=1)
    return pd.Series(share, index=options.index, name=f"among the first {places}, % of weightings")


def _first_of(count: int) -> int:
    return next(places for more_than, places in FIRST if count > more_than)


def _all_weightings(criteria: int) -> Numbers:
    """Return every way to share ten tenths, a row each: bars between ten stars."""
    places = list(combinations(range(TENTHS + criteria - 1), criteria - 1))
    bars = np.array(places, dtype=float).reshape(len(places), criteria - 1)
    edges = np.hstack([np.full((len(bars), 1), -1.0), bars, np.full((len(bars), 1), TENTHS + criteria - 1.0)])
    return np.asarray((np.diff(edges, axis=1) - 1) / TENTHS)
