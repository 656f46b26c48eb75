"""Limits and words of the message checker, for its JavaScript."""

from typing import Any

from localsdg.core.jargon import JARGON
from localsdg.localizing.advocacy import LONGEST_SENTENCE, MOST_WORDS


def constants() -> dict[str, Any]:
    """Return them by their names in JavaScript."""
    return {
        "MOST_WORDS": MOST_WORDS,
        "LONGEST_SENTENCE": LONGEST_SENTENCE,
        "JARGON": list(JARGON),
    }
