"""The cuts of the four rules, for JavaScript."""

from typing import Any

from localsdg.monitoring import trends


def constants() -> dict[str, Any]:
    """Return them by their names in JavaScript."""
    names = (
        "UN_WITH_TARGET",
        "UN_WITHOUT_TARGET",
        "UN_SLACK",
        "CANADA_WITH_TARGET",
        "CANADA_WITHOUT_TARGET",
        "CANADA_ZERO",
        "CANADA_LIMIT_POWER",
        "BASQUE_WITH_TARGET",
        "BASQUE_WITHOUT_TARGET",
        "BASQUE_NEAR",
        "SDSN_PACE",
    )
    return {name: getattr(trends, name) for name in names}
