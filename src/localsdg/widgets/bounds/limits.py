"""The floor of the geometric mean and the tail of bounds from data, for JavaScript."""

from typing import Any

from localsdg.monitoring.index import GEOMETRIC_FLOOR
from localsdg.monitoring.scores import SDSN_TAIL


def constants() -> dict[str, Any]:
    """Return them by their names in JavaScript."""
    return {"GEOMETRIC_FLOOR": GEOMETRIC_FLOOR, "SDSN_TAIL": SDSN_TAIL}
