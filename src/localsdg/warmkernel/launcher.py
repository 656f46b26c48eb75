"""Starts a fork server: ``python launcher.py MODULE DESCRIPTOR CONFIGURATION``.

A fork server becomes the kernels that run notebooks, so its interpreter must hold nothing that a fresh kernel does not
hold. Therefore this file is run by its path; the modules of this package are loaded without the ``__init__`` of their
folders; and they are taken out of ``sys.modules`` again. A notebook that imports the package gets it as in any kernel.

The module's ``main`` is called with the socket of the descriptor, and with the configuration, which is JSON.
"""

from __future__ import annotations

import sys

if __name__ == "__main__" and sys.path and sys.path[0] == __file__.rpartition("/")[0]:
    del sys.path[0]  # a kernel does not search the folder of this file

import importlib
import importlib.machinery
import importlib.util
import json
import socket
from pathlib import Path

SOURCE = Path(__file__).parents[2]
PACKAGE = Path(__file__).parents[1].name


def command(module: str, control: int, configuration: dict[str, object], *, python: tuple[str, ...]) -> list[str]:
    """Return the command that starts a fork server.

    Args:
        module: the module of this package whose ``main`` is to be called.
        control: the descriptor of the socket over which requests come; the new process must inherit it.
        configuration: the named arguments for ``main``.
        python: the program of Python and its options.
    """
    return [*python, __file__, module, str(control), json.dumps(configuration)]


class _WithoutInit:
    """Finds the modules of this package and treats their folders as packages without an ``__init__``."""

    @staticmethod
    def find_spec(name: str, path: object = None, target: object = None) -> importlib.machinery.ModuleSpec | None:
        """Return where a module is; None if it is not one of this package."""
        if name.partition(".")[0] != PACKAGE:
            return None
        location = SOURCE.joinpath(*name.split("."))
        if location.is_dir():
            spec = importlib.machinery.ModuleSpec(name, None, is_package=True)
            spec.submodule_search_locations = [str(location)]
            return spec
        return importlib.util.spec_from_file_location(name, f"{location}.py")


def main() -> None:
    """Load the module, forget that it belongs to a package, and call it."""
    name, descriptor, configuration = sys.argv[1:4]
    sys.argv[1:] = []
    sys.meta_path.insert(0, _WithoutInit)
    server = importlib.import_module(name)
    sys.meta_path.remove(_WithoutInit)
    for loaded in [each for each in sys.modules if each.partition(".")[0] == PACKAGE]:
        del sys.modules[loaded]
    server.main(socket.socket(fileno=int(descriptor)), **json.loads(configuration))


if __name__ == "__main__":
    main()
