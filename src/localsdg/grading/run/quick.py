"""Imports what nbformat and nbgrader import on the way and do not need here; import this before them.

jsonschema checks addresses, durations and colours with libraries whose grammars take up to a second to build in every
process; no notebook holds such a thing. Two other libraries are imported when they are used, which is hardly ever.
"""

import importlib
import sys
from types import ModuleType
from typing import Any

UNUSED = ("rfc3987_syntax", "rfc3986_validator", "isoduration", "uri_template", "webcolors", "fqdn")
RARE = ("requests", "soupsieve")  # what nbgrader asks JupyterHub with, and how bs4 reads selectors of CSS


class _Later(ModuleType):
    """Stands for a module until something of it is used."""

    def __getattr__(self, name: str) -> Any:
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        return getattr(importlib.import_module(self.__name__), name)


_before = [name for name in UNUSED if name not in sys.modules]
sys.modules |= dict.fromkeys(_before)  # type: ignore[arg-type]
import jsonschema  # type: ignore[import-untyped]  # noqa: E402, F401

for _name in _before:
    del sys.modules[_name]

for _name in RARE:
    sys.modules.setdefault(_name, _Later(_name))
