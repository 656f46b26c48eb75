"""Kinds of charts, what they fit, and limits of a dashboard, for the JavaScript of the chart doctor."""

from typing import Any

from localsdg.monitoring import dashboard


def constants() -> dict[str, Any]:
    """Return them by their names in JavaScript."""
    names = ("LEAST_YEARS", "MOST_PARTS", "LEAST_FIGURES", "MOST_FIGURES", "PERCENT", "SHORT_WORD")
    fits = {shows: list(kinds) for shows, kinds in dashboard.FITS.items()}
    lists = {"CHARTS": list(dashboard.CHARTS), "MEASURES": list(dashboard.MEASURES), "FILLED": list(dashboard.FILLED)}
    return {name: getattr(dashboard, name) for name in names} | {"FITS": fits} | lists
