"""The rules of the codes and of the gain, for JavaScript."""

from typing import Any

from localsdg.course import trial, trial_codes, workshop_rules


def constants() -> dict[str, Any]:
    """Return them by their names in JavaScript."""
    return {
        "ITEMS": trial.ITEMS,
        "LETTERS": trial_codes.LETTERS,
        "PRIME": trial_codes.PRIME,
        "FACTOR": trial_codes.FACTOR,
        "NOT_TAKEN": trial_codes.NOT_TAKEN,
        "SURE": workshop_rules.SURE,
        "SMALL": workshop_rules.SMALL,
        "RARE": workshop_rules.RARE,
    }
