"""Budget: lines tagged to targets without counting a cent twice, execution, flags, and own revenue."""

from __future__ import annotations

import math
import warnings
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from localsdg.core import agenda2030
from localsdg.core.arguments import (
    is_missing,
    listed,
    mapping,
    named,
    number,
    shown,
    shown_name,
    table,
    target_codes,
    whole,
)
from localsdg.core.methods import UnitWarning, Verdict, helper, method, told_apart
from localsdg.core.money import amount, split, sum_of_shares

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

__all__ = [
    "TaggedBudget",
    "budget_flags",
    "execution",
    "execution_of_years",
    "execution_table",
    "own_revenue_share",
    "tag_budget",
]

PEFA_BANDS = (("A", 95, 105), ("B", 90, 110), ("C", 85, 115))
YEARS = 3  # completed years that a band looks at
YEARS_INSIDE = 2  # of these
LOW, HIGH = 85, 115  # % of the approved budget: outside, a line is flagged
LARGE = 5  # % of the whole budget: above, an untagged line is flagged
NATURES = ("recurrent", "capital")

EXECUTION_METHOD = "16.6.1, analogue for a local budget; official scope: central government"
REVENUE_METHOD = "Own-source revenue share, an analogue of target 17.1 for local government"


@dataclass(frozen=True)
class TaggedBudget:
    """A budget divided over targets.

    Attributes:
        by_target: by target, its amount, in the order of the Agenda.
        by_goal: by goal, its amount.
        untagged: what no target was given.
        refunds: by line, the negative amounts. They are not divided.
        total: all lines. Tagged, untagged and refunds add up to it to the cent.
        parts: one row for each line and target: ``line``, ``target`` (empty for the untagged rest), ``amount``.
    """

    by_target: dict[str, Decimal]
    by_goal: dict[int, Decimal]
    untagged: Decimal
    refunds: dict[Any, Decimal]
    total: Decimal
    parts: pd.DataFrame


@method(
    title="Budget by target",
    formula=r"\sum_t b_{lt} + r_l = b_l, \quad \sum_t a_{lt} \leq 1",
    unit="money, to the cent",
    source="this course",
    version="version 2",
    lesson="2.4",
    note="What no target is given stays visible as untagged. Negative lines (refunds) are not divided.",
)
def tag_budget(lines: Mapping[str, Any], tags: Mapping[str, Mapping[str, float]]) -> TaggedBudget:
    """Divide budget lines over targets, so that the total stays the same to the cent.

    The shares of a line add up to 1; what is left to 1 stays untagged. Cents that rounding leaves over go to the parts
    that lost most, of equal ones to the first in the order of the Agenda, the untagged rest last. A negative line, such
    as a refund, is part of the total and stands apart: its tags are checked, and divide nothing.

    Args:
        lines: by line, its amount in money with at most two decimals.
        tags: by line, the share of each target, 0 to 1; a line may be left out.

    Raises:
        ValueError: an amount that is no money, tags for an unknown line, an unknown target, a share outside 0 to 1, or
            shares of a line that add up to more than 1.
        TypeError: no mappings, or a share that is no number.

    Example:
        >>> found = tag_budget({"lamps": "100.00"}, {"lamps": {"7.3": 0.6}})
        >>> print(found.by_target["7.3"], found.untagged)
        60.00 40.00
    """
    import pandas as pd

    lines = mapping(lines, "lines", "an amount for each budget line")
    if not lines:
        raise ValueError("There are no budget lines: give at least one.")
    shares = _shares(tags, list(lines))
    rows: list[dict[str, Any]] = []
    refunds: dict[Any, Decimal] = {}
    for line, value in lines.items():
        money = amount(value, f"line {shown(line)}")
        if money < 0:
            refunds[line] = money
            continue
        given = shares.get(line, {})
        parts = split(money, [*given.values(), 1 - sum_of_shares(given.values(), 1)])
        for code, part in zip([*given, ""], parts, strict=True):
            if part or (not code and not (given and money)):
                rows.append({"line": line, "target": code, "amount": part})
    by_target: dict[str, Decimal] = {}
    by_goal: dict[int, Decimal] = {}
    for target in agenda2030.TARGETS:
        found = [row["amount"] for row in rows if row["target"] == target.code]
        if found:
            by_target[target.code] = sum(found, Decimal(0))
            by_goal[target.goal] = by_goal.get(target.goal, Decimal(0)) + by_target[target.code]
    untagged = sum((row["amount"] for row in rows if not row["target"]), Decimal(0))
    total = untagged + sum([*by_target.values(), *refunds.values()], Decimal(0))
    parts_of_lines = pd.DataFrame(rows, columns=["line", "target", "amount"])
    return TaggedBudget(by_target, by_goal, untagged, refunds, total, parts_of_lines)


def _shares(tags: object, lines: list[Any]) -> dict[Any, dict[str, Decimal]]:
    """Return by line the shares of its targets, in the order of the Agenda.

    Raises:
        ValueError: tags for an unknown line, an unknown target, or shares that cannot be.
        TypeError: no mappings, or a share that is no number.
    """
    tags = mapping(tags, "tags", "the shares of targets for each budget line")
    known = set(lines)
    order = {target.code: position for position, target in enumerate(agenda2030.TARGETS)}
    found: dict[Any, dict[str, Decimal]] = {}
    for line, given in tags.items():
        if line not in known:
            raise ValueError(f"There is no budget line {shown(line)}. Check the spelling of the tags.")
        given = mapping(given, f"tags of line {shown(line)}", "a share for each target")
        codes = target_codes(given.keys(), f"Line {shown(line)}")
        shares: dict[str, Decimal] = {}
        for code in sorted(codes, key=order.__getitem__):
            name = f"Line {shown(line)}, target {code}: the share"
            share = number(given[code], name, "a number between 0 and 1", least=0)
            if share > 1:
                raise ValueError(f"{name} is {shown(given[code])}. It lies between 0 and 1. Give 0.5 for 50 %.")
            shares[code] = Decimal(str(share))
        tagged = sum_of_shares(shares.values(), 1)
        if tagged > 1:
            raise ValueError(
                f"Line {shown(line)}: the shares add up to {tagged.normalize():f}. Together they may be 1 at most, so "
                "that no money is counted twice."
            )
        found[line] = shares
    return found


def _ratio(approved: Decimal, spent: Decimal) -> Decimal | None:
    """Return what was spent in % of what was approved; None where nothing was approved."""
    return 100 * spent / approved if approved > 0 else None


def _told(ratio: Decimal) -> str:
    limits = (limit for _, *pair in PEFA_BANDS for limit in pair)
    return f"{told_apart(ratio, 1, 100, *limits)} %"


@method(
    title="16.6.1, budget execution (analogue)",
    formula=r"100 \cdot \frac{\text{spent}}{\text{originally approved}}",
    unit="% of the approved budget",
    source="World Bank, metadata of 16.6.1",
    version="metadata of 31 March 2023",
    lesson="2.4",
    note="The official indicator covers central government. One year has a rate and no band.",
)
def execution(approved: Any, spent: Any, name: str = "the budget") -> Verdict:
    """Return what was spent of the originally approved budget, in percent: one line, or one year.

    The official indicator 16.6.1 is about central government; for a municipality the same arithmetic is an analogue.
    Where nothing was approved there is no rate.

    Args:
        approved: budget as originally approved (not as amended), zero or more.
        spent: final expenditure; it is below zero where more was paid back than spent.
        name: what the two are about, for the message.

    Returns:
        The rate, and as label "inside 85 to 115 %", "outside 85 to 115 %" or "no rate".

    Raises:
        ValueError: an amount that is no money, or approved below zero.

    Warns:
        UnitWarning: less than 0.5 % or more than 500 % was spent, as when one of the two is in thousands.

    Example:
        >>> execution(1_240_000, 1_116_000).value
        90.0
    """
    name = shown_name(name)
    planned, final = amount(approved, f"approved of {name}"), amount(spent, f"spent of {name}")
    if planned < 0:
        raise ValueError(f"{name}: approved is {planned}. Give an amount of zero or more.")
    ratio = _ratio(planned, final)
    if ratio is None:
        return Verdict(
            None, "no rate", f"Nothing was approved, and {final:,} was spent: there is no rate.", EXECUTION_METHOD
        )
    _warn_of_units(name, planned, final)
    label = f"{'inside' if LOW <= ratio <= HIGH else 'outside'} {LOW} to {HIGH} %"
    return Verdict(float(ratio), label, f"{final:,} of {planned:,} is {_told(ratio)}.", EXECUTION_METHOD)


def _warn_of_units(name: str, planned: Decimal, final: Decimal) -> None:
    """Warn where a rate in percent looks as if one of the two amounts were in thousands."""
    ratio = _ratio(planned, final)
    if ratio is not None and (ratio > 500 or 0 < ratio < Decimal("0.5")):
        warnings.warn(
            f"{name}: spent {final} of {planned} approved is {told_apart(ratio, 2)} %. Is one of the two in thousands?",
            UnitWarning,
            stacklevel=3,
        )


@method(
    title="16.6.1 over three years, with its band (analogue)",
    formula=r"\text{band: } 100 \cdot \frac{\text{spent}}{\text{originally approved}} "
    r"\text{ inside its limits in two of three years}",
    unit="% of the approved budget",
    source="PEFA, Framework for assessing public financial management, PI-1",
    version="2016; A 95 to 105 %, B 90 to 110 %, C 85 to 115 %, else D",
    lesson="2.4",
    note="For completed years only. With fewer than three there is no band.",
)
def execution_of_years(budget: pd.DataFrame) -> Verdict:
    """Return the execution of the latest year, and the band that two of the last three completed years reach.

    Args:
        budget: one row for each line or for each year, with ``year``, ``approved`` and ``spent`` (money). Leave years
            out that are not completed.

    Returns:
        The rate of the latest year in percent (None where nothing was approved), and as label the band "A", "B", "C"
        or "D", or "no band" with fewer than three years. A year in which nothing was approved lies in no band.

    Raises:
        ValueError: a missing column, no rows, an amount that is no money, a year whose approved sum is below zero, or
            a year that is missing between the first and the last of those used.
        TypeError: not a table, or a year that is no number.

    Example:
        >>> import pandas as pd
        >>> years = pd.DataFrame({"year": [2023, 2024, 2025], "approved": [100, 100, 100], "spent": [97, 80, 96]})
        >>> execution_of_years(years).label
        'A'
    """
    table(budget, "budget", "year, approved and spent", ("year", "approved", "spent"), empty=False)
    sums: dict[int, tuple[Decimal, Decimal]] = {}
    columns = (budget[name] for name in ("year", "approved", "spent"))
    for label, year, approved, spent in zip(budget.index, *columns, strict=True):
        row = f"row {shown(label)}"
        when = whole(year, f"year, {row},", least=1)
        before = sums.get(when, (Decimal(0), Decimal(0)))
        found = amount(approved, f"approved, {row}"), amount(spent, f"spent, {row}")
        sums[when] = before[0] + found[0], before[1] + found[1]
    last = sorted(sums)[-YEARS:]
    if last[-1] - last[0] != len(last) - 1:
        raise ValueError(
            f"The years are {', '.join(map(str, last))}: give completed years that follow each other, so that a band "
            "looks at the last three."
        )
    ratios: dict[int, Decimal | None] = {}
    for when in last:
        if sums[when][0] < 0:
            raise ValueError(f"{when}: approved is {sums[when][0]}. A year as a whole has zero or more.")
        ratios[when] = _ratio(*sums[when])
        _warn_of_units(str(when), *sums[when])
    told = "; ".join(
        f"{when}: {'nothing was approved' if ratio is None else _told(ratio)}" for when, ratio in ratios.items()
    )
    latest = ratios[last[-1]]
    value = None if latest is None else float(latest)
    if len(last) < YEARS:
        return Verdict(
            value, "no band", f"{told}. A band needs {YEARS} completed years; this is the rate alone.", EXECUTION_METHOD
        )
    inside = {
        band: sum(ratio is not None and low <= ratio <= high for ratio in ratios.values())
        for band, low, high in PEFA_BANDS
    }
    band, *_ = [*(band for band, years in inside.items() if years >= YEARS_INSIDE), "D"]
    limits = {band: f"between {low} and {high} %" for band, low, high in PEFA_BANDS}
    why = (
        f"{inside[band]} of {YEARS} years lie {limits[band]}"
        if band in limits
        else (f"fewer than {YEARS_INSIDE} of {YEARS} years lie {limits['C']}")
    )
    return Verdict(value, band, f"{told}. Band {band}: {why}.", f"{EXECUTION_METHOD}. Bands: PEFA PI-1")


@helper
def execution_table(budget: pd.DataFrame, by: str) -> pd.DataFrame:
    """Return the execution of a budget by department, function or another grouping.

    Args:
        budget: one row for each line of one year, with ``approved``, ``spent`` (money) and the column ``by``.
        by: the column to group by.

    Returns:
        By group: ``approved``, ``spent`` (exact decimals, all lines), ``refunds`` (what of ``spent`` stands in negative
        amounts), ``rate`` (%; missing where nothing was approved) and ``flag`` (a word for a rate outside 85 to 115 %,
        and where nothing was approved), and a last row "all".

    Raises:
        ValueError: a missing column, a line without a group, a group called "all", or a group whose approved sum is
            below zero.
        TypeError: not a table.

    Warns:
        UnitWarning: a group spent less than 0.5 % or more than 500 % of what was approved, as when one of the two is in
            thousands.

    Example:
        >>> import pandas as pd
        >>> lines = pd.DataFrame({"sector": ["roads", "water"], "approved": [100, 50], "spent": [80, 50]})
        >>> execution_table(lines, "sector")["rate"].round(1).tolist()
        [80.0, 100.0, 86.7]
    """
    import pandas as pd

    (by,) = named([by], "by")
    table(budget, "budget", f"approved, spent and {shown_name(by)}", ("approved", "spent", by), empty=False)
    named(budget[by], shown_name(by))
    groups: dict[Any, list[Decimal]] = {}
    everything = [Decimal(0)] * 3
    columns = (budget[name] for name in (by, "approved", "spent"))
    for label, group, approved, spent in zip(budget.index, *columns, strict=True):
        row = f"row {shown(label)}"
        if is_missing(group) or group == "all":
            raise ValueError(f"{row}: {by} is {shown(group)}. Give each line its group; 'all' is the name of the sum.")
        planned, final = amount(approved, f"approved, {row}"), amount(spent, f"spent, {row}")
        for sums in (groups.setdefault(group, [Decimal(0)] * 3), everything):
            for place, money in enumerate((planned, final, min(final, Decimal(0)))):
                sums[place] += money
    rows = [_row(name, *sums) for name, sums in [*groups.items(), ("all", everything)]]
    return pd.DataFrame(rows, columns=[by, "approved", "spent", "refunds", "rate", "flag"]).set_index(by)


def _row(
    group: Any, planned: Decimal, final: Decimal, refunds: Decimal
) -> tuple[Any, Decimal, Decimal, Decimal, float, str]:
    if planned < 0:
        raise ValueError(f"{shown_name(group)}: approved is {planned}. A group as a whole has zero or more.")
    ratio = _ratio(planned, final)
    if ratio is None:
        return group, planned, final, refunds, math.nan, "nothing was approved"
    _warn_of_units(shown_name(group), planned, final)
    flag = "" if LOW <= ratio <= HIGH else "spent more than approved" if ratio > HIGH else "much was not spent"
    return group, planned, final, refunds, float(ratio), flag


@method(
    title="Flags of budget lines",
    formula=r"\text{execution} < 85\,\% \text{ or} > 115\,\%; \quad b_l > 5\,\% \text{ of the total, untagged}; "
    r"\quad \text{capital without an action}",
    unit="flags of a line",
    source="this course",
    version="version 1",
    lesson="2.4",
    note="A flag asks a question. It is no fault.",
)
def budget_flags(budget: pd.DataFrame, tags: Mapping[str, Mapping[str, float]], total: Any = None) -> pd.DataFrame:
    """Return the budget lines about which somebody should ask, each with the reason.

    Args:
        budget: one row for each line of one year: ``line`` (its code, each once), ``nature`` ("recurrent" or
            "capital"), ``approved``, ``spent`` (missing while the year runs), and ``action`` (missing or empty where
            the line serves no action of the plan).
        tags: by line, the share of each target, as in :func:`tag_budget`.
        total: the whole approved budget, if ``budget`` does not hold all of its lines.

    Returns:
        One row for each flag, in the order of the lines: ``line``, ``flag`` ("execution", "large and untagged" or
        "capital without an action") and ``reason``. Refunds and lines without an approved amount have no rate.

    Raises:
        ValueError: a missing column, a line that is missing or stands twice, another nature, an amount that is no
            money, tags as in :func:`tag_budget`, or a total below the sum of the lines.
        TypeError: not a table, tags that are no mappings, or an action that is no name.

    Example:
        >>> import pandas as pd
        >>> lines = {"line": ["roads"], "nature": ["capital"], "approved": [100], "spent": [80], "action": ["A07"]}
        >>> budget_flags(pd.DataFrame(lines), {"roads": {"9.1": 1}})["flag"].tolist()
        ['execution']
    """
    import pandas as pd

    needed = ("line", "nature", "approved", "spent", "action")
    table(budget, "budget", "line, nature, approved, spent and action", needed, empty=False)
    lines = named(listed(budget["line"], "line", "codes"), "line")
    for code in lines:
        if is_missing(code):
            raise ValueError("line: a code is missing. Give each line its code.")
    codes = dict.fromkeys(lines)
    if len(codes) < len(lines):
        twice = next(code for place, code in enumerate(lines) if code in lines[:place])
        raise ValueError(f"line: {shown(twice)} stands twice. Give each line once, and one year only.")
    shares = _shares(tags, lines)
    approved = [
        amount(money, f"approved of line {shown(code)}") for code, money in zip(lines, budget["approved"], strict=True)
    ]
    everything = sum((money for money in approved if money > 0), Decimal(0))
    budgeted = everything if is_missing(total) else amount(total, "total")
    together = sum(approved, Decimal(0))  # a published total counts refunds too
    if budgeted < together:
        raise ValueError(f"total is {budgeted}, but the lines add up to {together}. Give the whole approved budget.")
    rows: list[tuple[Any, str, str]] = []
    for code, nature, planned, spent, action in zip(
        lines, budget["nature"], approved, budget["spent"], budget["action"], strict=True
    ):
        name = f"line {shown(code)}"
        if not isinstance(nature, str) or nature not in NATURES:
            raise ValueError(f"nature of {name} is {shown(nature)}: write 'recurrent' or 'capital'.")
        if not isinstance(action, str) and not is_missing(action):
            raise TypeError(f"action of {name} is {shown(action)}: give its name or code as text, or leave it empty.")
        ratio = None if is_missing(spent) else _ratio(planned, amount(spent, f"spent of {name}"))
        if ratio is not None and not LOW <= ratio <= HIGH:
            rows.append((code, "execution", f"{_told(ratio)} of what was approved was spent."))
        if planned > 0 and 100 * planned > LARGE * budgeted and not any(shares.get(code, {}).values()):
            rows.append(
                (code, "large and untagged", f"{told_apart(100 * planned / budgeted, 1, LARGE)} % of the total.")
            )
        if nature == "capital" and (is_missing(action) or not action.strip()):
            rows.append((code, "capital without an action", "No action of the plan is named."))
    return pd.DataFrame(rows, columns=["line", "flag", "reason"])


@method(
    title="Own-source revenue share",
    formula=r"100 \cdot \frac{\text{own revenue}}{\text{revenue}}",
    unit="% of revenue",
    source="this course; an analogue of target 17.1",
    version="version 1",
    lesson="2.4",
)
def own_revenue_share(own: Any, total: Any) -> Verdict:
    """Return the share of its revenue that a municipality raises itself, in percent.

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
    part, everything = amount(own, "own"), amount(total, "total")
    if part < 0 or everything <= 0:
        raise ValueError(
            f"own is {part}, total is {everything}: give own revenue of zero or more and a total above zero."
        )
    if part > everything:
        raise ValueError(f"own ({part}) is more than total ({everything}). Is one of the two in thousands?")
    share = 100 * part / everything
    label = "mostly own revenue" if share >= 50 else "mostly transfers and other revenue"
    return Verdict(
        float(share), label, f"{part:,} of {everything:,} is {told_apart(share, 1, 50, 100)} %.", REVENUE_METHOD
    )
