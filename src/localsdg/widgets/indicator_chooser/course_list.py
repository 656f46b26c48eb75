"""The local indicators of the course, for JavaScript: what one chooses from, and what a sheet begins with."""

import csv
from typing import Any

from localsdg.core.content import content_root


def rows() -> list[dict[str, str]]:
    """Return the rows of the data set ``local-indicators``, as they stand in its file."""
    path = content_root() / "assets" / "data" / "local-indicators" / "indicators.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def sheet(row: dict[str, str]) -> dict[str, str]:
    """Return the fields of an indicator as the workbook knows them, from its row."""
    return {
        "id": row["id"],
        "name": row["name"],
        "code": row["code"],
        "targets": row["target"],
        "unit": row["unit"],
        "wanted": row["wanted"],
        "spatial": row["spatial"],
        "inputs": row["counted"],
        "office": row["counted_by"],
        "boundary": row["boundary"],
        "disaggregation": row["disaggregation"],
    }


def constants() -> dict[str, Any]:
    """Return the names of the columns, and the indicators as rows."""
    sheets = [sheet(row) for row in rows()]
    return {"COLUMNS": list(sheets[0]), "INDICATORS": [list(each.values()) for each in sheets]}
