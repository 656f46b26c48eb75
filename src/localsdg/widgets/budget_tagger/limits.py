"""The limits of the flags and of a list of budget lines, for the JavaScript of the budget tagger."""

from typing import Any

from localsdg.core.money import LARGEST_FLOAT
from localsdg.implementation.budget import HIGH, LARGE, LOW, NATURES

MOST_LINES = 60  # a list that a person tags by hand


def constants() -> dict[str, Any]:
    """Return them by their names in JavaScript."""
    return {
        "HIGH": HIGH,
        "LARGE": LARGE,
        "LARGEST": int(LARGEST_FLOAT),
        "LOW": LOW,
        "MOST_LINES": MOST_LINES,
        "NATURES": list(NATURES),
    }
