"""Limits and words of the search for targets and of the pins, for JavaScript."""

from typing import Any

from localsdg.localizing import territory


def constants() -> dict[str, Any]:
    """Return them by their names in JavaScript."""
    return {
        "FEWEST_PINS": territory.FEWEST_PINS,
        "MOST_PINS": territory.MOST_PINS,
        "FEWEST_WORDS": territory.FEWEST_WORDS,
        "FEWEST_NAMING": territory.FEWEST_NAMING,
        "SHORTEST_BEGINNING": territory.SHORTEST_BEGINNING,
        "JOINING": sorted(territory.JOINING),
        "PASSED_OVER": sorted(territory.PASSED_OVER),
    }
