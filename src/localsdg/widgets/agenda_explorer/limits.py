"""Limits of the pins, for JavaScript."""

from typing import Any

from localsdg.localizing import territory


def constants() -> dict[str, Any]:
    """Return them by their names in JavaScript."""
    return {
        "FEWEST_PINS": territory.FEWEST_PINS,
        "MOST_PINS": territory.MOST_PINS,
        "FEWEST_WORDS": territory.FEWEST_WORDS,
    }
