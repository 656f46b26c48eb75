"""The rule for the list of indicators, and the words of its judgements, for the JavaScript of the indicator chooser."""

from typing import Any

from localsdg.monitoring.choosing import GOVERNANCE, LEAST, LEAST_GOALS, LOCAL, MISSING, MOST

# What a learner judges of an indicator, and the answers from good to bad; their words stand in the texts.
CRITERIA = {
    "relevance": ["high", "some", "none"],
    "mandate": ["own", "shared", "not ours"],
    "cost": ["low", "medium", "high"],
    "disaggregation": ["yes", "with work", "no"],
}


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
    }
