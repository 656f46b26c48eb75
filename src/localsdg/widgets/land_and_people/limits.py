"""The versions and the bands of indicator 11.3.1, for JavaScript."""

from typing import Any

from localsdg.core import land_limits


def constants() -> dict[str, Any]:
    """Return them by their names in JavaScript."""
    return {
        "VERSIONS": list(land_limits.VERSIONS),
        "EQUAL_FROM": land_limits.EQUAL_FROM,
        "EQUAL_TO": land_limits.EQUAL_TO,
        "LONG": land_limits.LONG,
        "SLOW": land_limits.SLOW / 100,
    }
