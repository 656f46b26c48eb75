"""What the review in the page shares with ``localsdg.review``: formulas, limits, patterns and sentences."""

from typing import Any

from localsdg.core import arguments, small_numbers, typed_numbers
from localsdg.monitoring import trends
from localsdg.review import annex, directions, figures, indicators, reading, recomputing, suppression


def _figures() -> dict[str, Any]:
    """Return the words by which rows become figures."""
    return {
        "ALL_ALIKE": figures.ALL_ALIKE.pattern,
        "AREAS": figures.AREAS.pattern,
        "COMPONENTS": sorted(figures.COMPONENTS),
        "DECIMAL": figures.DECIMAL.pattern,
        "LAND": figures.LAND,
        "LAND_PARTS": sorted(figures.LAND_PARTS),
        "NAMES": figures.NAMES,
        "NO_UNIT": figures.NO_UNIT.pattern,
        "OWN_FORMULA": figures.OWN_FORMULA,
        "PLACE_CODE": figures.PLACE_CODE.pattern,
        "PER": figures.PER.pattern,
        "PERCENT": figures.PERCENT.pattern,
        "RATES": figures.RATES,
        "TOTALS": sorted(figures.TOTALS),
    }


def _rules() -> dict[str, Any]:
    """Return the words of the four rules of progress."""
    ids = ("un", "canada", "basque", "sdsn")
    rules = trends.RULES | {"SDSN arrows": trends.SDSN}
    return {
        name: {
            "id": each_id,
            "method": each.method,
            "classes": each.classes,
            "meaning": each.meaning,
            "value_is": each.value_is,
        }
        for each_id, (name, each) in zip(ids, rules.items(), strict=True)
    }


def constants() -> dict[str, Any]:
    """Return what JavaScript needs, by name."""
    kinds = ("COLUMNS", "DERIVED", "GIVEN", "COMPONENT", "MISSING", "SHOWN", "SUPPRESSED", "TOLERANCE")
    return {name: getattr(recomputing, name) for name in kinds} | {
        "AGENDA": indicators.AGENDA,
        "AFTER_NAME": directions.AFTER_NAME,
        "BEFORE_NUMBER": directions.BEFORE_NUMBER,
        "CODE": indicators.CODE.pattern,
        "FEWEST_VALUES": indicators.FEWEST_VALUES,
        "FEWEST_YEARS": indicators.FEWEST_YEARS,
        "FEW_TIMES": trends.TIMES,
        "FICTIONAL_WORDS": reading.FICTIONAL.pattern,
        "FIGURE_FAULTS": figures.FAULTS,
        "FIGURE_RULES": _figures(),
        "FORMULA_FAULTS": recomputing.FAULTS,
        "FORMULA_TEXTS": [
            [name, each.components, each.unit, each.words, each.version] for name, each in recomputing.FORMULAS.items()
        ],
        "GROUP": small_numbers.GROUP,
        "HIDDEN": suppression.HIDDEN,
        "INDICATOR_FAULTS": indicators.FAULTS,
        "LARGEST": arguments.LARGEST,
        "LARGEST_CHOICE": suppression.LARGEST_CHOICE,
        "LONGEST": reading.LONGEST,
        "MEANINGS": typed_numbers.MEANINGS,
        "MOST_RECORDS": reading.MOST_RECORDS,
        "NEARLY": indicators.NEARLY,
        "NEGATIVE": annex.NEGATIVE.pattern,
        "NO_PEOPLE": suppression.NO_PEOPLE,
        "NO_SCORE": trends.NO_SCORE,
        "PARTS_OF_WAY": trends.PARTS,
        "POINTS": annex.POINTS,
        "REASONS": trends.REASONS,
        "RULE_WORDS": list(indicators.RULES.items()),
        "SMALLEST_COUNT": small_numbers.SMALLEST_COUNT,
        "SPATIAL": indicators.SPATIAL,
        "STARTS": annex.STARTS,
        "THINGS": suppression.THINGS,
        "TREND_RULES": _rules(),
        "TURNED": directions.TURNED,
        "TYPED": indicators.TYPED,
        "UNKNOWN": indicators.UNKNOWN,
        "WAYS": [indicators.RIGHT, indicators.WRONG, indicators.STILL],
        "ZERO": recomputing.ZERO,
    }
