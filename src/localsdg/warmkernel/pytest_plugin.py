"""``pytest --warm-kernels``: kernels started by the tests, their subprocesses and all xdist workers are warm ones."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

from .serving import serve

if TYPE_CHECKING:
    import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option."""
    parser.addoption("--warm-kernels", action="store_true", help="fork notebook kernels from one preloaded process")


def pytest_configure(config: pytest.Config) -> None:
    """Start the template, once: the workers of xdist inherit its address."""
    if config.getoption("--warm-kernels") and not hasattr(config, "workerinput"):
        stack = ExitStack()
        stack.enter_context(serve())
        config.add_cleanup(stack.close)
