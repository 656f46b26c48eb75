"""Money: budget lines tagged to targets without counting a cent twice, execution, and own revenue."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from localsdg import agenda2030
from localsdg.methods import Method, Verdict
from localsdg.money import amount, split

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

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
    """
    import pandas as pd

    if not lines:
        raise ValueError("There are no budget lines: give at least one.")
    strange = [line for line in tags if line not in lines]
    if strange:
        raise ValueError(f"There is no budget line {strange[0]!r}. Check the spelling of the tags.")
    rows: list[dict[str, Any]] = []
    for line, value in lines.items():
        money = amount(value, f"line {line!r}")
        shares = {code: Decimal(str(share)) for code, share in tags.get(line, {}).items()}
        for code, share in shares.items():
            try:
                agenda2030.target(code)
            except KeyError as error:
                raise ValueError(f"Line {line!r}: {error.args[0]}") from None
            if not 0 <= share <= 1:
                hint = " Give 0.5 for 50 %." if share > 1 else ""
                raise ValueError(f"Line {line!r}, target {code}: the share is {share}. It lies between 0 and 1.{hint}")
        tagged = sum(shares.values(), Decimal(0))
        if tagged > 1:
            raise ValueError(
                f"Line {line!r}: the shares add up to {tagged.normalize():f}. Together they may be 1 at most, so that "
                "no money is counted twice."
            )
        weights = [*shares.values(), 1 - tagged]
        sign = -1 if money < 0 else 1
        parts = split(abs(money), [float(weight) for weight in weights])
        for code, part in zip([*shares, ""], parts, strict=True):
            if part or (not code and not shares):
                rows.append({"line": line, "target": code, "amount": sign * part})
    table = pd.DataFrame(rows, columns=["line", "target", "amount"])
    order = {target.code: place for place, target in enumerate(agenda2030.TARGETS)}
    by_target: dict[str, Decimal] = {}
    for code in sorted({row["target"] for row in rows} - {""}, key=order.__getitem__):
        by_target[code] = sum((row["amount"] for row in rows if row["target"] == code), Decimal(0))
    by_goal: dict[int, Decimal] = {}
    for code, money in by_target.items():
        goal = agenda2030.target(code).goal
        by_goal[goal] = by_goal.get(goal, Decimal(0)) + money
    untagged = sum((row["amount"] for row in rows if not row["target"]), Decimal(0))
    return TaggedBudget(by_target, by_goal, untagged, untagged + sum(by_target.values(), Decimal(0)), table)


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
    if ratio > 500 or 0 < ratio < Decimal("0.5"):
        raise ValueError(
            f"{name}: spent {final} of {planned} approved is {ratio:.2f} %. Is one of the two in thousands or millions?"
        )
    band = next((band for band, low, high in PEFA_BANDS if low <= ratio <= high), "D")
    words = {"A": "95 to 105 %", "B": "90 to 110 %", "C": "85 to 115 %", "D": "outside 85 to 115 %"}
    return Verdict(
        float(ratio),
        band,
        f"{final:,} of {planned:,} is {ratio:.1f} %: {words[band]}.",
        EXECUTION_METHOD,
    )


def execution_table(budget: pd.DataFrame, by: str) -> pd.DataFrame:
    """Return the execution of a budget by department, function or another grouping.

    Args:
        budget: one row for each line, with ``approved``, ``spent`` (money) and the column ``by``.
        by: the column to group by.

    Returns:
        By group: ``approved``, ``spent`` (exact decimals), ``rate`` (%), ``band`` and ``flag`` (a word for bands C and
        D), and a last row "all".

    Raises:
        ValueError: a missing column, or as in :func:`execution`.
    """
    import pandas as pd

    lacking = [name for name in ("approved", "spent", by) if name not in budget]
    if lacking:
        raise ValueError(f"Missing columns: {', '.join(lacking)}.")
    lines: list[tuple[Any, Decimal, Decimal]] = []
    for place, row in budget.iterrows():
        planned, final = (
            amount(row["approved"], f"approved, row {place!r}"),
            amount(row["spent"], f"spent, row {place!r}"),
        )
        lines.append((row[by], planned, final))
    groups = list(dict.fromkeys(group for group, _, _ in lines))
    rows = []
    for group in [*groups, "all"]:
        members = [line for line in lines if group == "all" or line[0] == group]
        planned = sum((line[1] for line in members), Decimal(0))
        final = sum((line[2] for line in members), Decimal(0))
        found = execution(planned, final, str(group))
        over = "spent more than approved" if final > planned else "much was not spent"
        flag = over if found.label in "CD" else ""
        rows.append(
            {by: group, "approved": planned, "spent": final, "rate": found.value, "band": found.label, "flag": flag}
        )
    return pd.DataFrame(rows).set_index(by)


def own_revenue_share(own: Any, total: Any) -> Verdict:
    """Return the share of its revenue that a municipality raises itself, in per cent.

    Own revenue is what the municipality decides on: local taxes, fees and charges; transfers and loans are not.

    Args:
        own: own-source revenue.
        total: total revenue, above zero, in the same money.

    Raises:
        ValueError: an amount that is no money, negative, no revenue, or more own revenue than revenue.
    """
    part, whole = amount(own, "own"), amount(total, "total")
    if part < 0 or whole <= 0:
        raise ValueError(f"own is {part}, total is {whole}: give own revenue of zero or more and a total above zero.")
    if part > whole:
        raise ValueError(f"own ({part}) is more than total ({whole}). Is one of the two in thousands?")
    share = 100 * part / whole
    label = "mostly own revenue" if share >= 50 else "mostly transfers and other revenue"
    return Verdict(float(share), label, f"{part:,} of {whole:,} is {share:.1f} %.", REVENUE_METHOD)


METHODS = (
    Method(
        name="localsdg.implementation.tag_budget",
        title="Budget by target",
        formula=r"\sum_t b_{lt} + r_l = b_l, \quad \sum_t a_{lt} \leq 1",
        unit="money, to the cent",
        source="this course",
        version="version 1",
        lesson="2.4",
        note="What no target is given stays visible as untagged.",
    ),
    Method(
        name="localsdg.implementation.execution",
        title="16.6.1, budget execution (analogue)",
        formula=r"100 \cdot \frac{\text{spent}}{\text{originally approved}}",
        unit="% of the approved budget",
        source="United Nations Statistics Division, metadata of 16.6.1; bands of PEFA PI-1",
        version="bands 95-105, 90-110, 85-115 %",
        lesson="2.4",
        note="The official indicator covers central government and three years.",
    ),
    Method(
        name="localsdg.implementation.own_revenue_share",
        title="Own-source revenue share",
        formula=r"100 \cdot \frac{\text{own revenue}}{\text{revenue}}",
        unit="% of revenue",
        source="this course; an analogue of target 17.1",
        version="version 1",
        lesson="2.4",
    ),
)
