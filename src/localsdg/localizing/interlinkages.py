"""Interlinked goals: a matrix of interactions, with influence, dependence, second order and conflicts.

The scale has seven points: +3 indivisible, +2 reinforcing, +1 enabling, 0 consistent, -1 constraining,
-2 counteracting, -3 cancelling. Source: Nilsson, Griggs and Visbeck, Nature 534 (2016), 320 to 322. Sums and second
order after Weitz, Carlsen, Nilsson and Skånberg, Sustainability Science 13 (2018), doi 10.1007/s11625-017-0470-0, who
count the second order at half weight and, unlike here, with the ways back to the target itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from localsdg.core.arguments import grid, number, shown, table
from localsdg.core.methods import method

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Interactions", "interactions"]

SCALE: Mapping[int, str] = {
    3: "indivisible",
    2: "reinforcing",
    1: "enabling",
    0: "consistent",
    -1: "constraining",
    -2: "counteracting",
    -3: "cancelling",
}


@dataclass(frozen=True)
class Interactions:
    """What a matrix of interactions shows.

    Attributes:
        table: by target, ``influence`` (what it does to the others: sum of its row), ``dependence`` (what the others
            do to it: sum of its column), ``net`` (influence minus dependence) and ``role``.
        top_lever: the target with the highest influence; of equal ones, the first.
        conflicts: negative scores, the strongest first: ``source``, ``target``, ``score``, ``word`` and ``mutual``
            (whether the other direction is negative too).
        second_order: weight with which ways over one other target are counted; 0 for direct ones only.
    """

    table: pd.DataFrame
    top_lever: Any
    conflicts: pd.DataFrame
    second_order: float


def _scores(matrix: pd.DataFrame) -> np.ndarray[Any, np.dtype[np.float64]]:
    table(matrix, "matrix", "the same targets as rows and as columns")
    if list(matrix.index) != list(matrix.columns):
        raise ValueError(
            "Rows and columns do not name the same targets in the same order. A cell says what the target of its row "
            "does to the target of its column."
        )
    if len(matrix) < 2:
        raise ValueError(f"The matrix has {len(matrix)} targets: interactions need at least two.")
    if matrix.index.has_duplicates:
        raise ValueError(f"{shown(matrix.index[matrix.index.duplicated()][0])} stands twice: name each target once.")
    scores = grid(matrix, "a whole number from -3 (cancelling) to 3 (indivisible)", gaps=True).copy()
    own = np.eye(len(scores), dtype=bool)
    wrong_own = own & ~(np.isnan(scores) | (scores == 0))
    if wrong_own.any():
        name = matrix.index[int(np.nonzero(wrong_own)[0][0])]
        raise ValueError(f"{name!r} has a score with itself. Leave the diagonal empty.")
    scores[own] = 0
    wrong = ~np.isin(scores, list(SCALE))
    if wrong.any():
        row, column = (int(indices[0]) for indices in np.nonzero(wrong))
        raise ValueError(
            f"{matrix.index[row]!r} on {matrix.columns[column]!r}: {shown(matrix.iloc[row, column])}. Give a whole "
            "number from -3 (cancelling) to 3 (indivisible), and 0 where there is no interaction."
        )
    return scores


@method(
    title="Influence and dependence between targets",
    formula=r"I_i = \sum_{j \neq i} m_{ij}, \quad D_j = \sum_{i \neq j} m_{ij}, \quad M = W + k W^2",
    unit="sum of scores of -3 to 3",
    source="scale: Nilsson, Griggs and Visbeck, Nature 534, 320 to 322; sums: Weitz and others, 2018",
    version="2016",
    lesson="1.5",
    note="The second order multiplies judgements: read it as a question, not as a measurement.",
)
def interactions(matrix: pd.DataFrame, *, second_order: float = 0.0) -> Interactions:
    """Compute influence, dependence, roles and conflicts of a matrix of interactions.

    With ``second_order`` = k, the matrix W + k W² is used instead of W: ways over one other target count with weight k.
    Ways from a target back to itself are left out. Roles are this course's: by the mean of influence and of dependence
    over all targets, a target is a "lever" (influence high, dependence low), "linked" (both high), a "result"
    (dependence high) or "apart" (both low); at the mean counts as high.

    Args:
        matrix: square, with the same targets as rows and columns; a cell says what the row does to the column, -3 to 3;
            the diagonal is empty or zero.
        second_order: weight k of the second order, zero or more; 0.5 counts it half.

    Raises:
        ValueError: not square, other names, a score that is missing or off the scale, or a negative weight.
        TypeError: not a table, or a score or weight that is no number.
    """
    weight = number(second_order, "second_order", "a weight of zero or more, such as 0.5", least=0)
    direct = _scores(matrix)
    scores = direct + weight * (direct @ direct)
    np.fill_diagonal(scores, 0)
    # Rounded, so that equal sums stay equal in every order of the targets.
    influence, dependence = scores.sum(axis=1).round(9), scores.sum(axis=0).round(9)
    strong, driven = influence >= influence.mean().round(9), dependence >= dependence.mean().round(9)
    role = np.select([strong & ~driven, strong & driven, driven], ["lever", "linked", "result"], default="apart")
    by_target = pd.DataFrame(
        {"influence": influence, "dependence": dependence, "net": influence - dependence, "role": role},
        index=matrix.index,
    )
    cells = [(int(row), int(column)) for row, column in zip(*np.nonzero(direct < 0), strict=True)]
    conflicts = pd.DataFrame(
        [
            {
                "source": matrix.index[row],
                "target": matrix.columns[column],
                "score": int(direct[row, column]),
                "word": SCALE[int(direct[row, column])],
                "mutual": bool(direct[column, row] < 0),
            }
            for row, column in cells
        ],
        columns=["source", "target", "score", "word", "mutual"],
    ).sort_values("score", kind="stable", ignore_index=True)
    return Interactions(by_target, matrix.index[int(influence.argmax())], conflicts, weight)
