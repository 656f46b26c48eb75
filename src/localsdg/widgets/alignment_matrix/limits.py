"""Kinds of links, the shortest reason and the longest list, for JavaScript."""

from typing import Any

from localsdg.implementation.alignment import FEWEST_WORDS, KINDS

# More make no list that one person can judge.
MOST_ACTIONS = 60


def constants() -> dict[str, Any]:
    """Return them by their names in JavaScript."""
    return {"FEWEST_WORDS": FEWEST_WORDS, "KINDS": list(KINDS), "MOST_ACTIONS": MOST_ACTIONS}
