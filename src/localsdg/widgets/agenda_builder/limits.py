"""The least break in an exchange, for JavaScript."""

from typing import Any

from localsdg.localizing.exchange import LEAST_BREAK


def constants() -> dict[str, Any]:
    """Return them by their names in JavaScript."""
    return {
        "LEAST_BREAK": LEAST_BREAK,
    }
