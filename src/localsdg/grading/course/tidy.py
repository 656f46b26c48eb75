"""Makes values safe for tables that people open in a spreadsheet."""

from __future__ import annotations

import re

BEGINNING = "=+@\\-\uff1d\uff0b\uff20\uff0d"  # characters that begin a formula, also in their full-width forms
NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?")
FORMULA = re.compile(rf"\s*[{BEGINNING}]|[ \n]*[\t\r]")
# Where semicolons separate cells, a spreadsheet takes the text after one for a cell of its own.
INNER = re.compile(rf"([;\t\r\n]\s*)(?=[{BEGINNING}])(?!{NUMBER.pattern}\s*(?:[;\t\r\n]|$))")


def safe_cell(value: object) -> object:
    """Return a value that no spreadsheet takes for a formula."""
    if isinstance(value, str):
        value = INNER.sub(r"\1'", value)
        return f"'{value}" if FORMULA.match(value) and not NUMBER.fullmatch(value) else value
    return round(value, 6) if isinstance(value, float) else value
