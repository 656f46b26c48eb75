"""Makes nbgrader's validation of cell metadata fast, on import.

``jsonschema.validate`` validates the schema itself every time; that took longer than everything else that the
coordinator does for a notebook.
"""

from types import SimpleNamespace
from typing import Any

from jsonschema.exceptions import best_match  # type: ignore[import-untyped]
from jsonschema.validators import validator_for  # type: ignore[import-untyped]
from nbgrader.nbgraderformat import common

LONGEST, KEPT = 1_000, 5_000
_valid: set[str] = set()  # descriptions of cells, the same for a whole class; each names the version of its schema


def _validate(instance: object, schema: dict[str, Any]) -> None:
    key = repr(instance)
    if key in _valid:
        return
    error = best_match(validator_for(schema)(schema).iter_errors(instance))
    if error is not None:
        raise error
    if len(key) < LONGEST:
        if len(_valid) >= KEPT:
            _valid.clear()
        _valid.add(key)


common.jsonschema = SimpleNamespace(validate=_validate)
