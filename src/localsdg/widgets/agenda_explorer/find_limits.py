"""Limits and words of the search for targets, for JavaScript."""

from typing import Any

from localsdg.core import leads
from localsdg.localizing import territory


def constants() -> dict[str, Any]:
    """Return them by their names in JavaScript."""
    return {
        "FEWEST_NAMING": territory.FEWEST_NAMING,
        "SHORTEST_BEGINNING": leads.SHORTEST_BEGINNING,
        "CODED": sorted(territory.CODED),
        "JOINING": sorted(territory.JOINING),
        "PASSED_OVER": sorted(territory.PASSED_OVER),
    }
