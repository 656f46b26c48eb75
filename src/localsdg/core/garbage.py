"""Python's search for garbage, set for programs that import much, do their work and end.

While nbgrader and its libraries are imported, Python looks for garbage dozens of times and finds none, and it looks
once more through all of them at the end of the program: together that took a third of a short command's time.
"""

import atexit
import contextlib
import gc
from collections.abc import Iterator


@contextlib.contextmanager
def importing() -> Iterator[None]:
    """While much is imported, look for no garbage."""
    looked = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if looked:
            gc.enable()


def leave_at_the_end() -> None:
    """Have this program end without a last search; only for a program of ours, not in somebody else's process."""
    atexit.register(gc.freeze)
