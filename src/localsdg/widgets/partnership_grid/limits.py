"""The roles of a grid and the load that one actor may carry, for the JavaScript of the partnership grid."""

from typing import Any

from localsdg.implementation.partners import MOST_ACCOUNTABLE, ROLES

MOST_TASKS = 20  # tasks of one action: more belong to several actions


def constants() -> dict[str, Any]:
    """Return them by their names in JavaScript."""
    return {"MOST_ACCOUNTABLE": MOST_ACCOUNTABLE, "MOST_TASKS": MOST_TASKS, "ROLES": list(ROLES)}
