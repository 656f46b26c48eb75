"""The limit of suggestions for JavaScript."""

from typing import Any

from localsdg.implementation import alignment


def constants() -> dict[str, Any]:
    """Return it by its name in JavaScript."""
    return {"FEW_WORDS": alignment.FEW_WORDS}
