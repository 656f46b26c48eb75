"""The widget of lesson 2.4: budget lines tagged to targets, what stays untagged, and which line to ask about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from localsdg.widgets.kit.base import CourseWidget

if TYPE_CHECKING:
    from decimal import Decimal

_YEAR = 2025
_LARGEST = 10
# A refund, three targets, more spent than approved, capital without an action, and what serves all of the town.
_HARD = ("B125", "B043", "B021", "B012", "B019", "B046")


def _lines() -> tuple[list[dict[str, Any]], str]:
    """Return the budget lines of Port Amani (fictional), the largest first, and the whole that was approved."""
    from localsdg import datasets
    from localsdg.core.money import amount

    tables = datasets.load("port-amani").tables
    tags: dict[str, dict[str, float]] = {}
    for row in tables["budget_tags"].to_dict("records"):
        tags.setdefault(row["line"], {})[row["target"]] = float(row["share"])
    budget = tables["budget_years"]
    rows = budget[budget["year"] == _YEAR].to_dict("records")
    money = {row["line"]: amount(row["approved"], row["line"]) for row in rows}
    lines = [
        {
            "id": row["line"],
            "title": row["title"],
            "nature": row["nature"],
            "approved": _short(money[row["line"]]),
            "spent": _short(amount(row["spent"], row["line"])),
            "action": row["action"] if isinstance(row["action"], str) else "",
            "tags": tags.get(row["line"], {}),
        }
        for row in sorted(rows, key=lambda row: -money[row["line"]])
    ]
    return lines, _short(sum(money.values(), amount(0, "whole")))


def _short(money: Decimal) -> str:
    return str(money).removesuffix(".00")


def _in_order(lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return lines with ids that sort as they stand: a workbook keeps no other order."""
    return [line | {"id": f"{place:02} {line['id']}"} for place, line in enumerate(lines, start=1)]


class BudgetTagger(CourseWidget, module="budget_tagger"):
    """Tag budget lines to targets with shares; see what is untagged, the money by goal, and which lines to ask about.

    ``answer`` holds ``year``, ``currency``, ``whole`` (as typed), ``lines`` (id, title, nature, approved, spent,
    action), ``tags`` (by line, the share of each target), ``by_target``, ``by_goal``, ``untagged``, ``refunds``,
    ``total`` and ``flags`` (pairs of line and flag). Amounts are in hundredths, None where there is none. Lines are
    kept in ``workbook.json``; on a built page, where no Python runs, the browser keeps them instead.
    """

    def __init__(self) -> None:
        lines, whole = _lines()
        largest = lines[:_LARGEST]
        hard = [line for code in _HARD for line in lines if line["id"] == code]
        shown = {"to_tag": [line | {"tags": {}} for line in largest], "tagged": largest, "hard": hard}
        common = {"from": ["fictional", "Port Amani"], "year": str(_YEAR), "whole": whole}
        cases = [{"key": key, **common, "lines": _in_order(found)} for key, found in shown.items()]
        super().__init__({"cases": cases}, keeps=("2.4", "budget", "budget_taken"))
