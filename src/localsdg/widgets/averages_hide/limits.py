"""What the JavaScript of the widget "Averages hide" shares with Python."""

from typing import Any

MOST_AREAS = 250  # more than the wards of most cities, and a picture still shows each
SMALLEST = 5  # the smallest count that is shown, until somebody chooses another


def constants() -> dict[str, Any]:
    """Return them by their names in JavaScript."""
    from localsdg.monitoring.suppression import GROUP  # the exercise itself needs no pandas

    return {"GROUP": GROUP, "MOST_AREAS": MOST_AREAS, "SMALLEST": SMALLEST}
