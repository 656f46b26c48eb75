"""Values for tables that people open in a spreadsheet."""

from __future__ import annotations

import re

NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?")


def safe_cell(value: object) -> object:
    """Return a value for a table that no spreadsheet takes for a formula."""
    if isinstance(value, str) and value.lstrip()[:1] in ("=", "+", "-", "@") and not NUMBER.fullmatch(value):
        return f"'{value}"
    if isinstance(value, str) and value[:1] in ("\t", "\r"):
        return f"'{value}"
    return round(value, 6) if isinstance(value, float) else value
