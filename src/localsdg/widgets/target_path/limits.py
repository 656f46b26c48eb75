"""The band around the expected way, for JavaScript."""

from typing import Any

from localsdg.implementation.results import AHEAD_FROM, BEHIND_BELOW


def constants() -> dict[str, Any]:
    """Return them by their names in JavaScript."""
    return {
        "AHEAD_FROM": AHEAD_FROM,
        "BEHIND_BELOW": BEHIND_BELOW,
    }
