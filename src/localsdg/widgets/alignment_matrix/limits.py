"""Kinds of links and the shortest reason, for JavaScript."""

from typing import Any

from localsdg.implementation.alignment import FEWEST_WORDS, KINDS


def constants() -> dict[str, Any]:
    """Return them by their names in JavaScript."""
    return {"FEWEST_WORDS": FEWEST_WORDS, "KINDS": list(KINDS)}
