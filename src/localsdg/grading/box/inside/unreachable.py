"""Lets a notebook's process call functions by which code of the notebook cannot reach what these hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


def unreachable(function: Callable[..., Any]) -> Callable[[Any], Any]:
    """Return a compiled function that calls another one with its argument.

    Code can read the closure of a function, and the object of a method, and nobody notices. Here the other function is
    a variable of a generator that runs: Python tells of everybody who asks for that.
    """

    def serve() -> Iterator[Any]:
        argument = yield None
        while True:
            argument = yield function(argument)

    server: Any = serve()
    next(server)
    called: Callable[[Any], Any] = server.send
    return called
