"""The small words of languages for JavaScript."""

from typing import Any

from localsdg.core import tongue


def constants() -> dict[str, Any]:
    """Return them by their names in JavaScript."""
    return {
        "ENGLISH_SMALL": sorted(tongue.ENGLISH),
        "OTHERS_SMALL": sorted(tongue.OTHERS),
        "FEWEST_SIGNS": tongue.FEWEST,
    }
