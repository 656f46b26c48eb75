"""The rules of a workshop plan, for JavaScript."""

from typing import Any

from localsdg.course import workshop_rules


def constants() -> dict[str, Any]:
    """Return them by their names in JavaScript."""
    return {name: value for name, value in vars(workshop_rules).items() if name.isupper()}
