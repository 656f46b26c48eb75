"""The steps of a review, their proposed lengths and the limits, for the JavaScript of the review calendar."""

from __future__ import annotations

import datetime
from typing import Any

from localsdg.core import review_steps

_DAY_ZERO = datetime.date(1970, 1, 1)


def constants() -> dict[str, Any]:
    """Return them by their names in JavaScript."""
    names = ("ANSWER", "COUNCIL", "LEAST_ANSWER", "LEAST_ROUND", "MOST_DAYS", "PRESENT", "ROUNDS")
    return {name: getattr(review_steps, name) for name in names} | {
        "PROPOSED": [{"id": name, "days": days, "beside": beside} for name, days, beside in review_steps.PROPOSED],
        "FIRST_DAY": (datetime.date(review_steps.FIRST_YEAR, 1, 1) - _DAY_ZERO).days,
        "LAST_DAY": (datetime.date(review_steps.LAST_YEAR, 12, 31) - _DAY_ZERO).days,
    }
