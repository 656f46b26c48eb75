"""What the review in the page shares with ``localsdg.review``: formulas, limits, patterns and sentences."""

from typing import Any

from localsdg.core import typed_numbers
from localsdg.review import annex, figures, reading, recomputing


def _figures() -> dict[str, Any]:
    """Return the words by which rows become figures."""
    return {
        "AREAS": figures._AREAS.pattern,
        "LAND": figures.LAND,
        "LAND_PARTS": sorted(figures._LAND_PARTS),
        "NAMES": figures._NAMES,
        "OWN_FORMULA": figures._OWN_FORMULA,
        "PER": figures._PER.pattern,
        "RATES": figures._RATES,
        "TOTALS": sorted(figures._TOTALS),
    }


def constants() -> dict[str, Any]:
    """Return what JavaScript needs, by name."""
    kinds = ("COLUMNS", "DERIVED", "GIVEN", "COMPONENT", "MISSING", "SHOWN", "SUPPRESSED", "TOLERANCE")
    return {name: getattr(recomputing, name) for name in kinds} | {
        "FICTIONAL_WORDS": reading.FICTIONAL.pattern,
        "FIGURE_FAULTS": figures.FAULTS,
        "FIGURE_RULES": _figures(),
        "FORMULA_FAULTS": recomputing.FAULTS,
        "FORMULA_TEXTS": [
            [name, each.components, each.unit, each.words, each.version] for name, each in recomputing.FORMULAS.items()
        ],
        "LONGEST": reading.LONGEST,
        "MEANINGS": typed_numbers.MEANINGS,
        "MOST_RECORDS": reading.MOST_RECORDS,
        "NEGATIVE": annex._NEGATIVE.pattern,
        "POINTS": annex.POINTS,
        "STARTS": annex._STARTS,
        "ZERO": recomputing._ZERO,
    }
