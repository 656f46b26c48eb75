"""Gates, and what counts as the first, for JavaScript."""

from typing import Any

from localsdg.implementation.priorities import FIRST, GATES, MOST_CRITERIA, TENTHS


def constants() -> dict[str, Any]:
    """Return them by their names in JavaScript."""
    return {"FIRST": FIRST, "GATES": GATES, "MOST_CRITERIA": MOST_CRITERIA, "TENTHS": TENTHS}
