"""Leave no one behind: what an average hides, group by group.

The rules here are this course's own, in the words of the field; each is stated where it is used. They work on people:
every group comes with a part (those who have something) and a whole (everybody in the group), so that groups add up to
the city. A mean of shares does not.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pandas as pd

from localsdg.core.arguments import (
    choice,
    figures,
    figures_by_row,
    is_missing,
    listed,
    named,
    on_one_index,
    shown,
    truth,
)
from localsdg.core.arguments import whole as whole_number
from localsdg.core.methods import LeftOutWarning, UnitWarning, method

if TYPE_CHECKING:
    from collections.abc import Sequence

    from localsdg.core.arguments import Numbers

__all__ = ["Disaggregation", "WorstFifth", "disaggregate", "suppress", "worst_fifth"]

MoreIs = Literal["better", "worse"]

REVEALED = "its total would reveal it, so hide the total too"
_NOBODY = "there are no people in it."
MANY = 3  # groups from which a likely mix-up of people and percent is worth saying


@dataclass(frozen=True)
class Disaggregation:
    """Shares by group, and what separates them.

    Attributes:
        share: the share of all people together, in percent.
        groups: by group, from the worst to the best: ``people``, ``share`` (%), ``gap`` to the share of all (points;
            below zero is behind), ``ratio`` to the share of all, and ``adds`` (points that the share of all would gain
            if this group came up to it).
        gap: best share minus worst share, in points, never negative.
        ratio: better share over worse share where more is better (worse over better otherwise); missing if it divides
            by zero.
        worst: name of the worst-off group.
        best: name of the best-off group.
        left_out: by group that cannot be compared, why: its people are in no figure above.
    """

    share: float
    groups: pd.DataFrame
    gap: float
    ratio: float
    worst: Any
    best: Any
    left_out: pd.Series[str]


def _counts(part: pd.Series[Any], whole: pd.Series[Any]) -> tuple[pd.Series[float], pd.Series[float], pd.Series[str]]:
    """Return parts and wholes of the groups that can be compared, and by other group why it cannot."""
    for name, values in (("part", part), ("whole", whole)):
        if not isinstance(values, pd.Series):
            raise TypeError(
                f"{name} is a {type(values).__name__}. Give part and whole as Series with the groups as index, so that "
                "groups cannot be mixed up."
            )
        if values.index.has_duplicates:
            twice = values.index[values.index.duplicated()][0]
            raise ValueError(f"{name}: group {shown(twice)} stands twice. Add its rows up first.")
    apart = part.index.symmetric_difference(whole.index, sort=False)
    if len(apart):
        raise ValueError(f"Group {shown(apart[0])} is only in one of part and whole. Both need the same groups.")
    if part.empty:
        raise ValueError("There are no groups. Give at least one.")
    wanted = "a number of people, zero or more"
    over, reasons = figures_by_row(part, "part", wanted, least=0)
    under, others = figures_by_row(whole.reindex(part.index), "whole", wanted, least=0)
    reasons = others | reasons
    # Sums of weights that differ only by a rounding error are equal.
    for row in np.flatnonzero((over > under) & ~np.isclose(over, under, rtol=1e-9, atol=0)).tolist():
        reasons[row] = (
            f"part ({over[row]:.15g}) is more than whole ({under[row]:.15g}). Give people, not percent, and check "
            "whether one of the two is in thousands."
        )
    for name, numbers in (("part", over), ("whole", under)):
        for row in np.flatnonzero(np.isnan(numbers)).tolist():
            reasons.setdefault(row, f"{name} is missing; expected {wanted}.")
    for row in np.flatnonzero(under == 0).tolist():
        reasons.setdefault(row, _NOBODY)
    left_out = pd.Series([reasons[row] for row in sorted(reasons)], index=part.index[sorted(reasons)], dtype=object)
    if len(left_out) == len(part):
        raise ValueError(f"No group can be compared. {shown(part.index[0])}: {left_out.iloc[0]}")
    kept = np.array([row not in reasons for row in range(len(part))])
    over, under = over[kept], under[kept]
    _warn_of_shares(over, under)
    _warn_of_left_out(left_out[left_out != _NOBODY])
    index = part.index[kept]
    return pd.Series(np.minimum(over, under), index=index), pd.Series(under, index=index), left_out


def _warn_of_left_out(reasons: pd.Series[str]) -> None:
    if reasons.empty:
        return
    others = f" So are {len(reasons) - 1} more." if len(reasons) > 1 else ""
    warnings.warn(
        f"Group {shown(reasons.index[0])} is left out: {reasons.iloc[0]}{others} The figures are of the other groups.",
        LeftOutWarning,
        stacklevel=4,
    )


def _warn_of_shares(part: Numbers, whole: Numbers) -> None:
    """Warn where the part or the whole looks like percent, which would weigh or count the groups wrongly."""
    if len(part) < MANY:
        return
    if (whole == 100).all():
        found = "Every whole is 100, as if part were percent"
    elif (whole > 100).all() and (whole % 1 == 0).all() and (part <= 100).all() and (part % 1 != 0).any():
        found = "The wholes are people, but the parts have decimals and none is above 100, as if they were percent"
    else:
        return
    warnings.warn(f"{found}. Give the number of people in both.", UnitWarning, stacklevel=4)


@method(
    title="Gap, ratio and what closing a gap adds",
    formula=r"\text{gap}_g = s_g - s, \quad \text{adds}_g = \max(0, s - s_g) \cdot \frac{P_g}{P}",
    unit="percentage points",
    source="this course",
    version="version 1",
    lesson="3.4",
    note="Groups are weighted by people, so they add up to the city.",
)
def disaggregate(part: pd.Series[Any], whole: pd.Series[Any], *, more_is: MoreIs = "better") -> Disaggregation:
    """Compare groups with the average of all people.

    Args:
        part: by group, the people who have it (or lack it, with ``more_is="worse"``).
        whole: by group, everybody. A group of zero people is left out, and so is one whose numbers cannot be used.
        more_is: whether a higher share is "better" or "worse".

    Raises:
        ValueError: groups that do not match or stand twice, or no group that can be compared.
        TypeError: not Series, or a Series without any number.

    Warns:
        LeftOutWarning: a number that is missing, negative or none, or a part above its whole: that group is left out.
        UnitWarning: parts or wholes of three or more groups that look like percent.
    """
    choice(more_is, "more_is", ("better", "worse"))
    over, under, left_out = _counts(part, whole)
    shares = 100 * over / under
    everybody = float(100 * over.sum() / under.sum())
    towards = 1 if more_is == "better" else -1
    # Rounded, so that groups with equal shares stay in the order given, despite rounding errors.
    gap = (towards * (shares - everybody)).round(9) + 0.0
    behind = (-gap).clip(lower=0) + 0.0  # never minus zero
    groups = pd.DataFrame(
        {
            "people": under,
            "share": shares,
            "gap": gap,
            "ratio": shares / everybody if everybody else np.nan,
            "adds": behind * under / under.sum(),
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
        left_out=left_out,
    )


@dataclass(frozen=True)
class WorstFifth:
    """The share of the worst-off fifth of people, and the groups in which they live.

    Attributes:
        share: their share, in percent.
        share_of_all: the share of everybody, in percent.
        groups: the groups that hold the fifth, the worst first, with the part of each that is counted (0 to 1).
    """

    share: float
    share_of_all: float
    groups: pd.Series[float]


@method(
    title="Share of the worst-off fifth of people",
    formula=r"\frac{\sum_g p_g s_g}{P/5}, \quad \sum_g p_g = P/5, \text{ worst groups first}",
    unit="% of people",
    source="this course",
    version="version 1",
    lesson="3.4",
    note="A fifth of the people, not of the wards.",
)
def worst_fifth(part: pd.Series[Any], whole: pd.Series[Any], *, more_is: MoreIs = "better") -> WorstFifth:
    """Find the fifth of all people who live in the groups with the worst shares.

    Groups are taken from the worst on until they hold a fifth of the people; of the last one only the needed part of
    its people counts, at the group's own share. Groups with equal shares are taken in the order given.

    Raises:
        ValueError: as :func:`disaggregate`.
        TypeError: as :func:`disaggregate`.

    Warns:
        LeftOutWarning, UnitWarning: as :func:`disaggregate`.
    """
    result = disaggregate(part, whole, more_is=more_is)
    groups = result.groups
    fifth = groups["people"].sum() / 5
    before = groups["people"].cumsum() - groups["people"]
    counted = (fifth - before).clip(lower=0, upper=groups["people"])
    share = float((counted * groups["share"]).sum() / fifth)
    part_of = (counted / groups["people"]).rename("part counted")
    return WorstFifth(share=share, share_of_all=result.share, groups=part_of[part_of > 1e-9])


@method(
    title="Suppression of small numbers",
    formula=r"\text{hide } 0 < n < n_{min}; \text{ in a total hide on until two or more, together} \ge n_{min}",
    unit="persons",
    source="this course; common practice of statistics offices, with limits of their own",
    version="version 1",
    lesson="3.4",
)
def suppress(
    counts: pd.Series[Any],
    *,
    smallest: int,
    within: Sequence[Any] | pd.Series[Any] | None = None,
    total_is_published: bool = True,
) -> pd.DataFrame:
    """Hide small counts of people, and more where a hidden count could be found by subtraction.

    A count from 1 to ``smallest - 1`` is hidden; zero is shown. If the total is published, the next smallest count
    above zero is hidden too, until at least two are hidden that together reach ``smallest``: of two hidden counts that
    add up to 2, both are 1. Where a total has too few people for that, ``reason`` says that it has to be hidden
    as well.

    Args:
        counts: numbers of people, one for each group.
        smallest: the smallest count that may be shown, at least 2; statistics offices use different limits, such as 5
            or 10, so state yours.
        within: for each count, the total that it belongs to (such as its district): a list in the order of the counts,
            or a Series, which is matched by its labels; without it, all are one total.
        total_is_published: whether readers can see the totals.

    Returns:
        ``count`` (missing where hidden), ``hidden`` and ``reason``.

    Raises:
        ValueError: a missing, negative or fractional count, a limit below 2, or a count without a total.
        TypeError: not a Series, or something that is no number.
    """
    if not isinstance(counts, pd.Series):
        raise TypeError(f"counts is a {type(counts).__name__}: give a Series, with the groups as index.")
    least = whole_number(smallest, "smallest", least=2)
    published = truth(total_is_published, "total_is_published")
    wanted = "a whole number of people, zero or more; suppression works on people, not on shares"
    numbers = figures(counts, "counts", wanted, least=0)
    parts = numbers != np.floor(numbers)
    if parts.any():
        row = int(parts.argmax())
        raise ValueError(f"counts, row {shown(counts.index[row])}, is {shown(counts.iloc[row])}: give {wanted}.")
    totals = _totals(counts, within)
    hidden = (numbers > 0) & (numbers < least)
    reason = np.where(hidden, f"fewer than {least} people", "").astype(object)
    for together in totals.groupby(totals, sort=False).groups.values() if published else ():
        spots = np.asarray(together, dtype=int)
        more = spots[~hidden[spots] & (numbers[spots] > 0)]
        for spot in more[np.argsort(numbers[more], kind="stable")]:
            found = numbers[spots[hidden[spots]]]
            if not found.size or (found.size > 1 and found.sum() >= least):
                break
            hidden[spot] = True
            reason[spot] = "would reveal the hidden count by subtraction"
        gone = spots[hidden[spots]]
        if gone.size == 1 or 0 < numbers[gone].sum() < least:
            reason[gone] = f"{REVEALED}; {reason[gone[0]]}"
    counted = pd.Series(numbers, index=counts.index, name=counts.name, dtype="Float64").mask(hidden)
    return pd.DataFrame({"count": counted, "hidden": hidden, "reason": reason}, index=counts.index)


def _totals(counts: pd.Series[Any], within: Sequence[Any] | pd.Series[Any] | None) -> pd.Series[Any]:
    """Return for each count, in their order, the total to which it belongs."""
    if within is None:
        return pd.Series(["all"] * len(counts))
    if isinstance(within, pd.Series):
        members = named(on_one_index({"counts": counts, "within": within})[1]["within"], "within")
    else:
        members = named(listed(within, "within", "totals, one for each count"), "within")
    if len(members) != len(counts):
        raise ValueError(f"{len(members)} totals for {len(counts)} counts: say for every count where it belongs.")
    for row, member in enumerate(members):
        if is_missing(member):
            raise ValueError(f"within: {shown(counts.index[row])} has no total. Say for every count where it belongs.")
    return pd.Series(members, dtype=object)
