"""The rules of a workshop plan, for JavaScript."""

from typing import Any

from localsdg.course import workshop_rules


def constants() -> dict[str, Any]:
    """Return them by their names in JavaScript."""
    return {
        "WELCOME": workshop_rules.WELCOME,
        "CLOSING": workshop_rules.CLOSING,
        "BREAK": workshop_rules.BREAK,
        "LUNCH": workshop_rules.LUNCH,
        "LONGEST_STRETCH": workshop_rules.LONGEST_STRETCH,
        "LEAST_SHARE": workshop_rules.LEAST_SHARE,
        "LONG_DAY": workshop_rules.LONG_DAY,
        "LUNCH_FROM": workshop_rules.LUNCH_FROM,
        "OWN_WORK_FROM": workshop_rules.OWN_WORK_FROM,
    }
