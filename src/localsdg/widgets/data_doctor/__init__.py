"""The widget of lesson 2.1: faults one by one in their cells, three statements of diagnosis, and the baseline table."""

import csv
import io
from typing import Any

from localsdg.core.content import content_root
from localsdg.widgets.kit.base import CourseWidget

_SHOWN = ("11.2.1", "11.6.1", "16.6.1")
# As the faulty table writes them: one code was turned into a date, and one has a blank at its end.
_WRITTEN = (*_SHOWN, "2001-06-11")
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


def _rows(name: str) -> list[dict[str, str]]:
    path = content_root() / "assets" / "data" / "port-amani" / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _faulty() -> str:
    """Return three indicators of Port Amani's faulty table as they stand there, with its heading."""
    rows = _rows("indicators-faulty")
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(row for row in rows if row["indicator"].strip() in _WRITTEN)
    return text.getvalue()


def _finished() -> list[dict[str, Any]]:
    """Return the baseline table of Port Amani: six indicators with the decision of its council, and a missing one."""
    targets = {row["indicator"]: row for row in _rows("targets")}
    sheets = {row["indicator"]: row for row in _rows("indicator_sheets")}
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
    (missing,) = _rows("missing_indicators")
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
        targets = {row["indicator"]: row for row in _rows("targets")}
        aims = {
            code: [float(targets[code]["target_value"]), targets[code]["wanted"], int(targets[code]["base_year"])]
            for code in _SHOWN
        }
        decided = {place: {"take": True} if cell is None else {"write": cell} for place, cell in _DECIDED.items()}
        finished = {"key": "finished", "rows": _finished(), "decisions": decided}
        data = {
            "table": _faulty(),
            "aims": aims,
            "cases": [{"key": "faulty", "rows": [], "decisions": {}} | fictional, finished | fictional],
        }
        super().__init__(data, keeps=("2.1", "indicators", "indicators_taken"))
