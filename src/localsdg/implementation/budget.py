"""Budget: lines tagged to targets without counting a cent twice, execution, and own revenue."""

from __future__ import annotations

import math
import warnings
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from localsdg.core import agenda2030
from localsdg.core.arguments import is_missing, mapping, named, number, shown, shown_name, table, target_codes
from localsdg.core.methods import UnitWarning, Verdict, helper, method, told_apart
from localsdg.core.money import amount, split, sum_of_shares

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

__all__ = ["TaggedBudget", "execution", "execution_table", "own_revenue_share", "tag_budget"]

PEFA_BANDS = (("A", 95, 105), ("B", 90, 110), ("C", 85, 115))

EXECUTION_METHOD = (
    "16.6.1, analogue for a local budget; official scope: central government, three years. Bands: PEFA PI-1"
)
REVENUE_METHOD = "Own-source revenue share, an analogue of target 17.1 for local government"


@dataclass(frozen=True)
class TaggedBudget:
    """A budget divided over targets.

    Attributes:
        by_target: by target, its amount, in the order of the Agenda.
        by_goal: by goal, its amount.
        untagged: what no target was given.
        total: all lines; tagged and untagged add up to it to the cent.
        parts: one row for each line and target: ``line``, ``target`` (empty for the untagged rest), ``amount``.
    """

    by_target: dict[str, Decimal]
    by_goal: dict[int, Decimal]
    untagged: Decimal
    total: Decimal
    parts: pd.DataFrame


@method(
    title="Budget by target",
    formula=r"\sum_t b_{lt} + r_l = b_l, \quad \sum_t a_{lt} \leq 1",
    unit="money, to the cent",
    source="this course",
    version="version 1",
    lesson="2.4",
    note="What no target is given stays visible as untagged.",
)
def tag_budget(lines: Mapping[str, Any], tags: Mapping[str, Mapping[str, float]]) -> TaggedBudget:
    """Divide budget lines over targets, so that the total stays the same to the cent.

    The shares of a line add up to 1; what is left to 1 stays untagged. Cents that rounding leaves over go to the parts
    that lost most.

    Args:
        lines: by line, its amount in money with at most two decimals.
        tags: by line, the share of each target, 0 to 1; a line may be left out.

    Raises:
        ValueError: an amount that is no money, tags for an unknown line, an unknown target, a share outside 0 to 1, or
            shares of a line that add up to more than 1.
        TypeError: no mappings, or a share that is no number.
    """
    import pandas as pd

    lines = mapping(lines, "lines", "an amount for each budget line")
    tags = mapping(tags, "tags", "the shares of targets for each budget line")
    if not lines:
        raise ValueError("There are no budget lines: give at least one.")
    strange = [line for line in tags if line not in lines]
    if strange:
        raise ValueError(f"There is no budget line {shown(strange[0])}. Check the spelling of the tags.")
    rows: list[dict[str, Any]] = []
    for line, value in lines.items():
        money = amount(value, f"line {shown(line)}")
        given = mapping(tags.get(line, {}), f"tags of line {shown(line)}", "a share for each target")
        target_codes(given.keys(), f"Line {shown(line)}")
        shares: dict[str, Decimal] = {}
        for code, part in given.items():
            name = f"Line {shown(line)}, target {code}: the share"
            share = number(part, name, "a number between 0 and 1", least=0)
            if share > 1:
                raise ValueError(f"{name} is {shown(part)}. It lies between 0 and 1. Give 0.5 for 50 %.")
            shares[code] = Decimal(str(share))
        tagged = sum_of_shares(shares.values(), 1)
        if tagged > 1:
            raise ValueError(
                f"Line {shown(line)}: the shares add up to {tagged.normalize():f}. Together they may be 1 at most, so "
                "that no money is counted twice."
            )
        weights = [*shares.values(), 1 - tagged]
        sign = -1 if money < 0 else 1
        parts = split(abs(money), weights)
        for code, part in zip([*shares, ""], parts, strict=True):
            if part or (not code and not shares):
                rows.append({"line": line, "target": code, "amount": sign * part})
    parts_of_lines = pd.DataFrame(rows, columns=["line", "target", "amount"])
    order = {target.code: position for position, target in enumerate(agenda2030.TARGETS)}
    by_target: dict[str, Decimal] = {}
    for code in sorted({row["target"] for row in rows} - {""}, key=order.__getitem__):
        by_target[code] = sum((row["amount"] for row in rows if row["target"] == code), Decimal(0))
    by_goal: dict[int, Decimal] = {}
    for code, money in by_target.items():
        goal = agenda2030.target(code).goal
        by_goal[goal] = by_goal.get(goal, Decimal(0)) + money
    untagged = sum((row["amount"] for row in rows if not row["target"]), Decimal(0))
    return TaggedBudget(by_target, by_goal, untagged, untagged + sum(by_target.values(), Decimal(0)), parts_of_lines)


@method(
    title="16.6.1, budget execution (analogue)",
    formula=r"100 \cdot \frac{\text{spent}}{\text{originally approved}}",
    unit="% of the approved budget",
    source="United Nations Statistics Division, metadata of 16.6.1; bands of PEFA PI-1",
    version="bands 95-105, 90-110, 85-115 %",
    lesson="2.4",
    note="The official indicator covers central government and three years.",
)
def execution(approved: Any, spent: Any, name: str = "the budget") -> Verdict:
    """Return what was spent of the originally approved budget, in per cent, with the PEFA band of that year.

    The official indicator 16.6.1 is about central government and looks at two of three years; for a municipality the
    same arithmetic is an analogue, and one year gives the band of that year only.

    Args:
        approved: budget as originally approved (not as amended), above zero.
        spent: final expenditure.
        name: what the two are about, for the message.

    Raises:
        ValueError: an amount that is no money, negative, or nothing approved.
    """
    planned, final = amount(approved, f"approved of {name}"), amount(spent, f"spent of {name}")
    if planned <= 0:
        raise ValueError(f"{name}: approved is {planned}. The rate needs an approved budget above zero.")
    if final < 0:
        raise ValueError(f"{name}: spent is {final}. Give an amount of zero or more.")
    ratio = 100 * final / planned
    if _unlikely(ratio):
        raise ValueError(
            f"{name}: spent {final} of {planned} approved is {told_apart(ratio, 2)} %. Is one of the two in "
            "thousands or millions?"
        )
    band = _band(ratio)
    words = {"A": "95 to 105 %", "B": "90 to 110 %", "C": "85 to 115 %", "D": "outside 85 to 115 %"}
    return Verdict(
        float(ratio),
        band,
        f"{final:,} of {planned:,} is "
        f"{told_apart(ratio, 1, 100, *(limit for _, *pair in PEFA_BANDS for limit in pair))} %: {words[band]}.",
        EXECUTION_METHOD,
    )


def _unlikely(ratio: Decimal) -> bool:
    """Return whether a rate in per cent looks as if one of the two amounts were in thousands."""
    return ratio > 500 or 0 < ratio < Decimal("0.5")


def _band(ratio: Decimal) -> str:
    return next((band for band, low, high in PEFA_BANDS if low <= ratio <= high), "D")


@helper
def execution_table(budget: pd.DataFrame, by: str) -> pd.DataFrame:
    """Return the execution of a budget by department, function or another grouping.

    Args:
        budget: one row for each line, with ``approved``, ``spent`` (money) and the column ``by``.
        by: the column to group by.

    Returns:
        By group: ``approved``, ``spent`` (exact decimals), ``rate`` (%; missing where nothing was approved), ``band``
        and ``flag`` (a word for bands C and D, and where nothing was approved), and a last row "all".

    Raises:
        ValueError: a missing column, a line without a group, a group called "all", a group that spent less than zero,
            or, for all lines together, as in :func:`execution`.
        TypeError: not a table.

    Warns:
        UnitWarning: a group spent less than 0.5 % or more than 500 % of what was approved, as when one of the two is in
            thousands.
    """
    import pandas as pd

    (by,) = named([by], "by")
    table(budget, "budget", f"approved, spent and {shown_name(by)}", ("approved", "spent", by), empty=False)
    named(budget[by], shown_name(by))
    groups: dict[Any, tuple[Decimal, Decimal]] = {}
    columns = (budget[name] for name in (by, "approved", "spent"))
    for label, group, approved, spent in zip(budget.index, *columns, strict=True):
        row = f"row {shown(label)}"
        if is_missing(group) or group == "all":
            raise ValueError(f"{row}: {by} is {shown(group)}. Give each line its group; 'all' is the name of the sum.")
        before = groups.get(group, (Decimal(0), Decimal(0)))
        found = amount(approved, f"approved, {row}"), amount(spent, f"spent, {row}")
        groups[group] = before[0] + found[0], before[1] + found[1]
    planned, final = (sum((pair[index] for pair in groups.values()), Decimal(0)) for index in (0, 1))
    execution(planned, final, "all lines together")
    rows = [_row(name, *pair) for name, pair in [*groups.items(), ("all", (planned, final))]]
    return pd.DataFrame(rows, columns=[by, "approved", "spent", "rate", "band", "flag"]).set_index(by)


def _row(group: Any, planned: Decimal, final: Decimal) -> tuple[Any, Decimal, Decimal, float, str, str]:
    if planned < 0 or final < 0:
        raise ValueError(f"{group}: approved is {planned}, spent {final}. A group as a whole has zero or more of both.")
    if not planned:
        return group, planned, final, math.nan, "", "nothing was approved"
    ratio = 100 * final / planned
    if _unlikely(ratio):
        warnings.warn(
            f"{group}: spent {final} of {planned} approved is {told_apart(ratio, 2)} %. Is one of the two in "
            "thousands?",
            UnitWarning,
            stacklevel=4,
        )
    band = _band(ratio)
    over = "spent more than approved" if final > planned else "much was not spent"
    return group, planned, final, float(ratio), band, over if band in "CD" else ""


@method(
    title="Own-source revenue share",
    formula=r"100 \cdot \frac{\text{own revenue}}{\text{revenue}}",
    unit="% of revenue",
    source="this course; an analogue of target 17.1",
    version="version 1",
    lesson="2.4",
)
def own_revenue_share(own: Any, total: Any) -> Verdict:
    """Return the share of its revenue that a municipality raises itself, in per cent.

    Own revenue is what the municipality decides on: local taxes, fees and charges; transfers and loans are not.

    Args:
        own: own-source revenue.
        total: total revenue, above zero, in the same money.

    Raises:
        ValueError: an amount that is no money, negative, no revenue, or more own revenue than revenue.

    Example:
        >>> own_revenue_share(40, 100).value
        40.0
    """
    part, whole = amount(own, "own"), amount(total, "total")
    if part < 0 or whole <= 0:
        raise ValueError(f"own is {part}, total is {whole}: give own revenue of zero or more and a total above zero.")
    if part > whole:
        raise ValueError(f"own ({part}) is more than total ({whole}). Is one of the two in thousands?")
    share = 100 * part / whole
    label = "mostly own revenue" if share >= 50 else "mostly transfers and other revenue"
    return Verdict(float(share), label, f"{part:,} of {whole:,} is {told_apart(share, 1, 50, 100)} %.", REVENUE_METHOD)
