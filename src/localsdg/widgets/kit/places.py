"""Where each entry of a lesson stands among the records, for the page: the pairs of the workbook."""

from typing import Any

from localsdg.workbook.places import pairs


def constants() -> dict[str, Any]:
    """Return the pairs by the name that JavaScript knows them by."""
    return {"PAIRS": pairs()}
