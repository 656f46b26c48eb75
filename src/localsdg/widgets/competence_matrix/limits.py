"""Counts of the competence matrix, for its JavaScript."""

from typing import Any

from localsdg.core import agenda2030
from localsdg.localizing.competences import ENOUGH_JUDGED


def constants() -> dict[str, Any]:
    """Return them by their names in JavaScript."""
    return {
        "TARGETS": len(agenda2030.TARGETS),
        "ENOUGH_JUDGED": ENOUGH_JUDGED,
    }
