"""The rule for the list of indicators, and the words of its judgements, for the JavaScript of the indicator chooser."""

from typing import Any

from localsdg.core.agenda2030 import TARGETS
from localsdg.monitoring.choosing import GOVERNANCE, LEAST, LEAST_GOALS, LOCAL, MISSING, MOST

# What a learner judges of an indicator, and the answers from good to bad; their words stand in the texts.
CRITERIA = {
    "relevance": ["high", "some", "none"],
    "mandate": ["own", "shared", "not ours"],
    "cost": ["low", "medium", "high"],
    "disaggregation": ["yes", "with work", "no"],
}


def _targets() -> list[list[int | str]]:
    """Return for each goal how many of its targets have a number, and the last one of those with a letter."""
    parts: dict[str, list[str]] = {}
    for target in TARGETS:
        goal, _, part = target.code.partition(".")
        parts.setdefault(goal, []).append(part)
    return [
        [sum(part.isdigit() for part in of), max((part for part in of if part.isalpha()), default="")]
        for of in parts.values()
    ]


def constants() -> dict[str, Any]:
    """Return them by their names in JavaScript."""
    return {
        "CRITERIA": CRITERIA,
        "GOVERNANCE": list(GOVERNANCE),
        "LEAST": LEAST,
        "LEAST_GOALS": LEAST_GOALS,
        "LOCAL": LOCAL,
        "MISSING": list(MISSING),
        "MOST": MOST,
        "TARGETS": _targets(),
    }
