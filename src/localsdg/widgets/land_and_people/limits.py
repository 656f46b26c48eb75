"""The versions and the bands of indicator 11.3.1, for JavaScript."""

from typing import Any

from localsdg.monitoring import land


def constants() -> dict[str, Any]:
    """Return them by their names in JavaScript."""
    return {
        "VERSIONS": list(land.VERSIONS),
        "EQUAL_FROM": land.EQUAL_FROM,
        "EQUAL_TO": land.EQUAL_TO,
        "LONG": land.LONG,
        "SLOW": land.SLOW / 100,
    }
