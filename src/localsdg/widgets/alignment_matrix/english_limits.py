"""The small words of languages for JavaScript."""

from typing import Any

from localsdg.core import english


def constants() -> dict[str, Any]:
    """Return them by their names in JavaScript."""
    return {
        "ENGLISH_SMALL": sorted(english.ENGLISH),
        "OTHERS_SMALL": sorted(english.OTHERS),
        "FEWEST_SIGNS": english.FEWEST,
    }
