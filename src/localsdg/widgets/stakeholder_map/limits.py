"""The scale, the longest name, the quadrants and the groups of the stakeholder map, for its JavaScript."""

from typing import Any

from localsdg.localizing.stakeholders import GROUPS, LONGEST_ACTOR_NAME, MIDDLE, QUADRANTS, SCALE


def constants() -> dict[str, Any]:
    """Return them by their names in JavaScript."""
    return {
        "LONGEST_ACTOR_NAME": LONGEST_ACTOR_NAME,
        "MIDDLE": MIDDLE,
        "MOST": SCALE[1],
        "QUADRANTS": list(QUADRANTS.values()),
        "GROUPS": list(GROUPS),
    }
