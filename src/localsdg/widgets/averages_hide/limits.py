"""What the JavaScript of the widget "Averages hide" shares with Python."""

from typing import Any

from localsdg.core.small_numbers import GROUP, SMALLEST_COUNT

MOST_AREAS = 250  # more than the wards of most cities, and a picture still shows each


def constants() -> dict[str, Any]:
    """Return them by their names in JavaScript."""
    return {"GROUP": GROUP, "MOST_AREAS": MOST_AREAS, "SMALLEST_COUNT": SMALLEST_COUNT}
