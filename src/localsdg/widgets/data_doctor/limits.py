"""The ready table of the data doctor, and what is known of its indicators, for JavaScript."""

import csv
import io
from typing import Any

from localsdg.core.content import content_root

SHOWN = ("11.2.1", "11.6.1", "16.6.1")
# As the faulty table writes them: one code was turned into a date, and one has a blank at its end.
_WRITTEN = (*SHOWN, "2001-06-11")


def rows(name: str) -> list[dict[str, str]]:
    """Return the rows of a table of Port Amani, the fictional town, as they stand in its file."""
    path = content_root() / "assets" / "data" / "port-amani" / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _faulty() -> str:
    """Return three indicators of Port Amani's faulty table as they stand there, with its heading."""
    faulty = rows("indicators-faulty")
    text = io.StringIO()
    writer = csv.DictWriter(text, list(faulty[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(row for row in faulty if row["indicator"].strip() in _WRITTEN)
    return text.getvalue()


def constants() -> dict[str, Any]:
    """Return the table as CSV; by indicator its target, what is wanted, and the years of baseline and target."""
    targets = {row["indicator"]: row for row in rows("targets")}
    aims = {
        code: [
            float(targets[code]["target_value"]),
            targets[code]["wanted"],
            int(targets[code]["base_year"]),
            int(targets[code]["target_year"]),
        ]
        for code in SHOWN
    }
    return {"TABLE": _faulty(), "AIMS": aims}
