"""The rules of the codes and of the gain, for JavaScript."""

from typing import Any

from localsdg.course import short_test, short_test_codes


def constants() -> dict[str, Any]:
    """Return them by their names in JavaScript."""
    return {
        "ITEMS": short_test.ITEMS,
        "LETTERS": short_test_codes.LETTERS,
        "PRIME": short_test_codes.PRIME,
        "FACTOR": short_test_codes.FACTOR,
        "NOT_TAKEN": short_test_codes.NOT_TAKEN,
        "SURE": short_test.SURE,
        "SMALL": short_test.SMALL,
        "RARE": short_test.RARE,
    }
