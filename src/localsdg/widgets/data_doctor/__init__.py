"""The widget of lesson 2.1: faults one by one in their cells, three statements of diagnosis, and the baseline table."""

from typing import Any

from localsdg.widgets.data_doctor.limits import rows
from localsdg.widgets.kit.base import CourseWidget

# What a careful person decides in that table: by place, what should stand in the cell; None for a safe repair.
_DECIDED = {
    "45 Value": "87.8",
    "91 YEAR": "2016",
    "87 Value": "93.8",
    "1 Distrct": "district",
    "percent-sign Value": None,
    "109 Value": "92.0",
    "spaces indicator": None,
    "59 Distrct": "Saltfield",
    "97 indicator": "11.6.1",
    "29 unit": "%",
    "column-name YEAR": None,
}
_LISTED = ("11.2.1", "1.2.1", "6.1.1", "8.6.1", "11.6.1", "16.6.1")


def _finished() -> list[dict[str, Any]]:
    """Return the baseline table of Port Amani: six indicators with the decision of its council, and a missing one."""
    targets = {row["indicator"]: row for row in rows("targets")}
    sheets = {row["indicator"]: row for row in rows("indicator_sheets")}
    found: list[dict[str, Any]] = []
    for code in _LISTED:
        target, sheet = targets[code], sheets[code]
        found.append(
            {
                "name": sheet["name"],
                "unit": sheet["unit"],
                "wanted": target["wanted"],
                "baseline/year": target["base_year"],
                "baseline/value": target["base"],
                "target/year": target["target_year"],
                "target/value": target["target_value"],
                "source": sheet["source"],
            }
        )
    (missing,) = rows("missing_indicators")
    fields = {"missing/why": "reason", "missing/plan": "plan", "missing/owner": "owner", "missing/date": "due"}
    found.append({"name": missing["name"], **{name: missing[column] for name, column in fields.items()}})
    return found


class DataDoctor(CourseWidget, module="data_doctor"):
    """Judge the faults of a table one by one, read what it says, and keep a baseline table.

    ``answer`` holds ``rows`` (the baseline table: fields by name, as typed), ``places`` (how many places of the table
    are repaired, left and open), and ``statements`` (as :func:`localsdg.implementation.three_statements` gives them, of
    the series that is shown). The baseline table is kept in ``workbook.json``; on a built page, where no Python runs,
    the browser keeps it instead. A table of one's own is kept nowhere.
    """

    def __init__(self) -> None:
        fictional = {"from": ["fictional", "Port Amani"]}
        decided = {place: {"take": True} if cell is None else {"write": cell} for place, cell in _DECIDED.items()}
        finished = {"key": "finished", "rows": _finished(), "decisions": decided}
        faulty = {"key": "faulty", "rows": [], "decisions": {}}
        data = {"cases": [case | fictional for case in (faulty, finished)]}
        super().__init__(data, keeps=("2.1", "indicators", "indicators_taken"))
