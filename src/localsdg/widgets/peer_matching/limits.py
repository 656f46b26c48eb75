"""The words that only join others, by language, for JavaScript."""

from typing import Any

from localsdg.implementation.matching import JOINING


def constants() -> dict[str, Any]:
    """Return them by their names in JavaScript."""
    return {"JOINING": JOINING}
