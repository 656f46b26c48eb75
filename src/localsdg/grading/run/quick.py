"""Imports jsonschema without its check of internationalised addresses; import this before nbformat and nbgrader.

The grammar for that check takes a second to build in every process, and no notebook holds such an address.
"""

import sys

_before = sys.modules.get("rfc3987_syntax")
if _before is None:
    sys.modules["rfc3987_syntax"] = None  # type: ignore[assignment]
import jsonschema  # type: ignore[import-untyped]  # noqa: E402, F401

if _before is None:
    del sys.modules["rfc3987_syntax"]
