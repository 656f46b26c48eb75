"""The limits of a workbook that its schema sets, for JavaScript."""

from typing import Any

from localsdg.workbook.schema import LONGEST_NAME


def constants() -> dict[str, Any]:
    """Return them by their names in JavaScript."""
    return {"LONGEST_NAME": LONGEST_NAME}
