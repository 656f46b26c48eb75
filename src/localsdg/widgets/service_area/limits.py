"""How far people walk, for JavaScript."""

from typing import Any

from localsdg.monitoring.access import OPEN_SPACE_REACH, TRANSPORT_REACH


def constants() -> dict[str, Any]:
    """Return the distances in metres, by kind of stop."""
    return {"TRANSPORT_REACH": dict(TRANSPORT_REACH), "OPEN_SPACE_REACH": dict(OPEN_SPACE_REACH)}
