"""Words, patterns and limits of own data for the reader in the page: all of them come from Python's own reader."""

from typing import Any

from localsdg.core.agenda2030 import INDICATORS, TARGETS
from localsdg.owndata import report  # noqa: F401  it fills the registry of checks
from localsdg.owndata.checks import cells, file, series
from localsdg.owndata.excel import _SHEETS_TRIED
from localsdg.owndata.faults import checks_in_order
from localsdg.owndata.layout import _LAST_NEAR, _MEASURES, _ZONES, FLAGS, OPEN_SDG_NAMES, TIDY_NAMES
from localsdg.owndata.meanings import _TOTALS, RULES
from localsdg.owndata.numbers import ERROR_CELLS, MISSING_WORDS
from localsdg.owndata.source import HEAD
from localsdg.owndata.table import EVERYBODY_WORDS, TOTAL_WORDS
from localsdg.owndata.years import FIRST_YEAR, LAST_YEAR

CELLS, BYTES = 20_000, 5_000_000
"""The largest table and the largest file that are checked in the page; larger ones are for the command."""


def constants() -> dict[str, Any]:
    """Return what JavaScript needs, by name."""
    return {
        "RULES": RULES,
        "CELLS": CELLS,
        "BYTES": BYTES,
        "HEAD": HEAD,
        "CHECKS": [[each.kind, each.severity, each.area] for each in checks_in_order()],
        "MISSING_WORDS": sorted(MISSING_WORDS),
        "ERROR_CELLS": sorted(ERROR_CELLS),
        "TOTAL_WORDS": sorted(TOTAL_WORDS),
        "EVERYBODY_WORDS": sorted(EVERYBODY_WORDS),
        "TOTAL_PLACES": _TOTALS.pattern,
        "ZONES": sorted(_ZONES),
        "FLAGS": FLAGS,
        "MEASURES": _MEASURES,
        "OPEN_SDG_NAMES": OPEN_SDG_NAMES,
        "TIDY_NAMES": TIDY_NAMES,
        "FIRST_YEAR": FIRST_YEAR,
        "LAST_YEAR": LAST_YEAR,
        "LAST_NEAR": _LAST_NEAR,
        "CURRENCY": cells._CURRENCY,
        "SEXES": [sorted(names) for names in cells._SEXES],
        "MONTHS": cells._MONTHS,
        "INDICATOR_CODES": cells._CODES,
        "KNOWN_CODES": sorted(cells._KNOWN),
        "TARGET_CODES": [each.code for each in TARGETS],
        "GROUPS": file._GROUPS,
        "STABLE": series.STABLE,
        "VERY_STABLE": series.VERY_STABLE,
        "WHOLE_SETS": [sorted(names) for names in series._WHOLE_SETS],
        "SHEETS_TRIED": _SHEETS_TRIED,
        "INDICATORS": len(INDICATORS),
    }
