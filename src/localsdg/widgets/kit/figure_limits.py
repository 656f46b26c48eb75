"""What a row of the table of figures has, how large a table may be, and what a total is called, for the page."""

from typing import Any

from localsdg.review.figures import TOTALS
from localsdg.workbook.figures import COLUMNS, MOST_BYTES, MOST_FIGURES


def constants() -> dict[str, Any]:
    """Return the limits by the names that JavaScript knows them by."""
    return {"COLUMNS": list(COLUMNS), "MOST_BYTES": MOST_BYTES, "MOST_FIGURES": MOST_FIGURES, "TOTALS": sorted(TOTALS)}
