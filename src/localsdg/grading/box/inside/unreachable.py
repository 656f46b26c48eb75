"""Lets a notebook's process call functions by which code of the notebook cannot reach what these hold."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

_compiled: Any = functools._lru_cache_wrapper


def unreachable(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return a compiled function that calls another one.

    Code can read the closure of a function, and the object of a method, and nobody notices. What a cache of Python
    calls is in none of its attributes, and this one keeps no results.
    """
    called: Callable[..., Any] = _compiled(function, 0, False, tuple)
    return called
