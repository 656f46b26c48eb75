"""Kinds of links, limits of reasons and the longest list, for JavaScript."""

from typing import Any

from localsdg.implementation.alignment import ALIKE, FEWEST_WORDS, KINDS

# More make no list that one person can judge.
MOST_ACTIONS = 60


def constants() -> dict[str, Any]:
    """Return them by their names in JavaScript."""
    return {"ALIKE": ALIKE, "FEWEST_WORDS": FEWEST_WORDS, "KINDS": list(KINDS), "MOST_ACTIONS": MOST_ACTIONS}
