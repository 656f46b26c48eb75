"""A limit for the steps that the grader itself takes with a learner's work: reading, preparing, saving."""

from __future__ import annotations

import contextlib
import signal
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

SECONDS = 300.0  # far more than the bounds on sizes leave room for; it ends what they have not foreseen


class TooSlowError(Exception):
    """A step takes too long."""


@contextlib.contextmanager
def limited() -> Iterator[None]:
    """Raise ``TooSlowError`` in a ``with`` block that takes too long. Only the main thread can be interrupted."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def end(*_: object) -> None:
        raise TooSlowError(f"the grader itself has worked on it for more than {SECONDS:g} seconds")

    before = signal.signal(signal.SIGALRM, end)
    signal.setitimer(signal.ITIMER_REAL, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
