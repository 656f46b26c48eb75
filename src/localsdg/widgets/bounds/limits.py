"""The floor of the geometric mean, the tail of bounds from data, and words for no value, for JavaScript."""

from typing import Any

from localsdg.monitoring.index import GEOMETRIC_FLOOR
from localsdg.monitoring.scores import SDSN_TAIL
from localsdg.owndata.numbers import MISSING_WORDS


def constants() -> dict[str, Any]:
    """Return them by their names in JavaScript."""
    return {"GEOMETRIC_FLOOR": GEOMETRIC_FLOOR, "SDSN_TAIL": SDSN_TAIL, "MISSING_WORDS": sorted(MISSING_WORDS)}
