"""Leave no one behind: what an average hides, group by group.

The rules here are this course's own, in the words of the field; each is stated where it is used. They work on people:
every group comes with a part (those who have something) and a whole (everybody in the group), so that groups add up to
the city. A mean of shares does not.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pandas as pd

from localsdg.methods import Method

if TYPE_CHECKING:
    from collections.abc import Sequence

MoreIs = Literal["better", "worse"]


@dataclass(frozen=True)
class Disaggregation:
    """Shares by group, and what separates them.

    Attributes:
        share: the share of all people together, in per cent.
        groups: by group, from the worst to the best: ``people``, ``share`` (%), ``gap`` to the share of all (points;
            below zero is behind), ``ratio`` to the share of all, and ``adds`` (points that the share of all would gain
            if this group came up to it).
        gap: best share minus worst share, in points, never negative.
        ratio: better share over worse share where more is better (worse over better otherwise); missing if it divides
            by zero.
        worst: name of the worst-off group.
        best: name of the best-off group.
    """

    share: float
    groups: pd.DataFrame
    gap: float
    ratio: float
    worst: Any
    best: Any


def _counts(part: pd.Series[Any], whole: pd.Series[Any]) -> tuple[pd.Series[float], pd.Series[float]]:
    if not isinstance(part, pd.Series) or not isinstance(whole, pd.Series):
        raise TypeError("Give part and whole as Series with the groups as index, so that groups cannot be mixed up.")
    for name, values in (("part", part), ("whole", whole)):
        if values.index.has_duplicates:
            twice = values.index[values.index.duplicated()][0]
            raise ValueError(f"{name}: group {twice!r} stands twice. Add its rows up first.")
    apart = part.index.symmetric_difference(whole.index)
    if len(apart):
        raise ValueError(f"Group {apart[0]!r} is only in one of part and whole. Both need the same groups.")
    if part.empty:
        raise ValueError("There are no groups. Give at least one.")
    try:
        over, under = part.astype("float64"), whole.reindex(part.index).astype("float64")
    except (TypeError, ValueError) as error:
        raise TypeError(f"part and whole should be numbers of people ({error}).") from None
    for group, has, everybody in zip(over.index, over, under, strict=True):
        if not (has >= 0 and everybody >= 0):
            raise ValueError(f"Group {group!r}: part {has:g}, whole {everybody:g}. Give numbers of people.")
        if has > everybody:
            raise ValueError(
                f"Group {group!r}: part ({has:g}) is more than whole ({everybody:g}). Give people, not per cent, and "
                "check whether one of the two is in thousands."
            )
    if under.sum() == 0:
        raise ValueError("The wholes add up to zero: there are no people.")
    return over, under


def disaggregate(part: pd.Series[Any], whole: pd.Series[Any], *, more_is: MoreIs = "better") -> Disaggregation:
    """Compare groups with the average of all people.

    Args:
        part: by group, the people who have it (or lack it, with ``more_is="worse"``).
        whole: by group, everybody. A group of zero people is left out.
        more_is: whether a higher share is "better" or "worse".

    Raises:
        ValueError: groups that do not match or stand twice, a part above its whole, nobody at all.
        TypeError: not Series, or not numbers.
    """
    if more_is not in ("better", "worse"):
        raise ValueError(f"more_is is {more_is!r}: write 'better' or 'worse'.")
    over, under = _counts(part, whole)
    there = under > 0
    over, under = over[there], under[there]
    shares = 100 * over / under
    everybody = float(100 * over.sum() / under.sum())
    towards = 1 if more_is == "better" else -1
    gap = towards * (shares - everybody)
    groups = pd.DataFrame(
        {
            "people": under,
            "share": shares,
            "gap": gap,
            "ratio": shares / everybody if everybody else np.nan,
            "adds": (-gap).clip(lower=0) * under / under.sum(),
        }
    ).sort_values("gap", kind="stable")
    worst, best = groups["share"].iloc[0], groups["share"].iloc[-1]
    low, high = sorted((float(worst), float(best)))
    return Disaggregation(
        share=everybody,
        groups=groups,
        gap=high - low,
        ratio=high / low if low else float("nan"),
        worst=groups.index[0],
        best=groups.index[-1],
    )


@dataclass(frozen=True)
class WorstFifth:
    """The share of the worst-off fifth of people, and the groups in which they live.

    Attributes:
        share: their share, in per cent.
        share_of_all: the share of everybody, in per cent.
        groups: the groups that hold the fifth, the worst first, with the part of each that is counted (0 to 1).
    """

    share: float
    share_of_all: float
    groups: pd.Series[float]


def worst_fifth(part: pd.Series[Any], whole: pd.Series[Any], *, more_is: MoreIs = "better") -> WorstFifth:
    """Find the fifth of all people who live in the groups with the worst shares.

    Groups are taken from the worst on until they hold a fifth of the people; of the last one only the needed part of
    its people counts, at the group's own share. Groups with equal shares are taken in the order given.

    Raises:
        ValueError: as :func:`disaggregate`.
        TypeError: as :func:`disaggregate`.
    """
    result = disaggregate(part, whole, more_is=more_is)
    groups = result.groups
    fifth = groups["people"].sum() / 5
    before = groups["people"].cumsum() - groups["people"]
    counted = (fifth - before).clip(lower=0, upper=groups["people"])
    share = float((counted * groups["share"]).sum() / fifth)
    part_of = (counted / groups["people"]).rename("part counted")
    return WorstFifth(share=share, share_of_all=result.share, groups=part_of[counted > 0])


def suppress(
    counts: pd.Series[Any], *, smallest: int, within: Sequence[Any] | None = None, total_is_published: bool = True
) -> pd.DataFrame:
    """Hide small counts of people, and one more where a hidden count could be found by subtraction.

    A count from 1 to ``smallest - 1`` is hidden; zero is shown. If exactly one count of a total is hidden and the total
    is published, the next smallest count above zero is hidden too.

    Args:
        counts: numbers of people, one for each group.
        smallest: the smallest count that may be shown, at least 2; statistics offices use different limits, such as 5
            or 10, so state yours.
        within: for each count, the total that it belongs to (such as its district); without it, all are one total.
        total_is_published: whether readers can see the totals.

    Returns:
        ``count`` (missing where hidden), ``hidden`` and ``reason``.

    Raises:
        ValueError: a missing, negative or fractional count, or a limit below 2.
        TypeError: not a Series.
    """
    if not isinstance(counts, pd.Series):
        raise TypeError("Give the counts as a Series, with the groups as index.")
    if isinstance(smallest, bool) or not isinstance(smallest, int | np.integer) or smallest < 2:
        raise ValueError(f"smallest is {smallest!r}: give a whole number of at least 2.")
    numbers = counts.to_numpy(dtype="float64", na_value=np.nan)
    wrong = ~((numbers >= 0) & (numbers == np.floor(numbers)))
    if wrong.any():
        place = int(wrong.argmax())
        raise ValueError(
            f"Group {counts.index[place]!r}: count is {counts.iloc[place]!r}. Suppression works on whole numbers of "
            "people, not on shares."
        )
    if within is not None and len(within) != len(counts):
        raise ValueError(f"{len(within)} totals for {len(counts)} counts: say for every count where it belongs.")
    hidden = (numbers > 0) & (numbers < smallest)
    reason = np.where(hidden, f"fewer than {smallest} people", "")
    if total_is_published:
        totals = pd.Series(["all"] * len(counts) if within is None else list(within))
        for places in totals.groupby(totals, sort=False).groups.values():
            spots = np.asarray(places, dtype=int)
            if hidden[spots].sum() != 1:
                continue
            others = spots[~hidden[spots] & (numbers[spots] > 0)]
            if others.size:
                second = others[np.argmin(numbers[others])]
                hidden[second] = True
                reason = reason.astype(object)
                reason[second] = "would reveal the hidden count by subtraction"
    shown = counts.astype("Float64").mask(hidden)
    return pd.DataFrame({"count": shown, "hidden": hidden, "reason": reason.astype(object)}, index=counts.index)


METHODS = (
    Method(
        name="localsdg.monitoring.disaggregate",
        title="Gap, ratio and what closing a gap adds",
        formula=r"\text{gap}_g = s_g - s, \quad \text{adds}_g = \max(0, s - s_g) \cdot \frac{P_g}{P}",
        unit="percentage points",
        source="this course",
        version="version 1",
        lesson="3.5",
        note="Groups are weighted by people, so they add up to the city.",
    ),
    Method(
        name="localsdg.monitoring.worst_fifth",
        title="Share of the worst-off fifth of people",
        formula=r"\frac{\sum_g p_g s_g}{P/5}, \quad \sum_g p_g = P/5, \text{ worst groups first}",
        unit="% of people",
        source="this course",
        version="version 1",
        lesson="3.5",
        note="A fifth of the people, not of the wards.",
    ),
    Method(
        name="localsdg.monitoring.suppress",
        title="Suppression of small numbers",
        formula=r"\text{hide } 0 < n < n_{min}; \text{ if one is hidden in a total, hide the next smallest}",
        unit="persons",
        source="this course; common practice of statistics offices, with limits of their own",
        version="version 1",
        lesson="3.5",
    ),
)
