"""What the review in the page shares with ``localsdg.review``: formulas, limits, patterns and sentences."""

from typing import Any

from localsdg.core import typed_numbers
from localsdg.review import reading


def constants() -> dict[str, Any]:
    """Return what JavaScript needs, by name."""
    return {
        "FICTIONAL_WORDS": reading.FICTIONAL.pattern,
        "LONGEST": reading.LONGEST,
        "MEANINGS": typed_numbers.MEANINGS,
        "MOST_RECORDS": reading.MOST_RECORDS,
    }
