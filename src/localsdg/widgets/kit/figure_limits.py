"""What a row of the table of figures has, and how large a table may be, for the page."""

from typing import Any

from localsdg.workbook.figures import COLUMNS, MOST_BYTES, MOST_FIGURES


def constants() -> dict[str, Any]:
    """Return the limits by the names that JavaScript knows them by."""
    return {"COLUMNS": list(COLUMNS), "MOST_BYTES": MOST_BYTES, "MOST_FIGURES": MOST_FIGURES}
