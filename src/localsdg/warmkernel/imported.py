"""What a template has imported, and whether a kernel that is started now would import the same."""

from __future__ import annotations

import os
import re
import site
import sys
import threading
import time
from pathlib import Path

from localsdg.warmkernel.forkserver import BACKEND, import_if_installed

# All that a stock kernel has imported before it runs the first cell; the versions of ipykernel differ a little.
KERNEL = (
    "ipykernel_launcher",
    "ipykernel.kernelapp",
    "ipykernel.ipkernel",
    "ipykernel.debugger",
    "IPython.core.completer",
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.core.oinspect",
    "IPython.extensions.storemagic",
    "faulthandler",
    "pdb",
    "psutil",
    "sqlite3",
    "tornado.platform.asyncio",
)

# Read by Python itself or by compiled libraries, where it cannot be recorded that they read them.
COMPILED = re.compile(r"(PYTHON|LD_|LC_|OMP_|KMP_|GOMP_|OPENBLAS_|GOTO_|BLIS_|MKL_|NUMEXPR_|MALLOC_|GLIBC_)|(LANG|TZ)")

# Recorded, but without effect on what was imported: ipykernel gets the first anew; the last only finds programs.
WITHOUT_EFFECT = {"JPY_PARENT_PID", "JPY_INTERRUPT_EVENT", "PATH"}

SUFFIXES = {".py", ".pyc", ".so"}


class RefusedError(Exception):
    """A forked kernel would differ from a fresh one; the message says why."""


class _Recording(type(os.environ)):  # type: ignore[misc]
    """The class of ``os.environ`` while modules are imported: it records which variables are read."""

    read: set[str] = set()  # noqa: RUF012

    def __getitem__(self, key: str) -> str:
        self.read.add(str(key))
        return str(super().__getitem__(key))


def _mark(path: str) -> tuple[int, int, int] | None:
    """Return time, size and inode of a file, one of which changes with the file; None if there is no such file."""
    try:
        found = os.stat(path)  # noqa: PTH116 - for a thousand files at each fork
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def _path_files() -> list[str]:
    """Return the ``.pth`` files, which decide where modules are found."""
    folders = [Path(folder) for folder in [*site.getsitepackages(), site.getusersitepackages()]]
    return [str(file) for folder in folders if folder.is_dir() for file in folder.glob("*.pth")]


class Imported:
    """Imports the modules, and records all that the result depends on.

    That are environment variables, the files of modules, and names of modules that a file of the notebook could hide.
    ``reason`` says why no kernel may be forked; it is empty if one may.
    """

    def __init__(self, preload: list[str]) -> None:
        start = time.time_ns()
        self.reason = ""
        before = {**os.environ}
        os.environ.setdefault("MPLBACKEND", BACKEND)
        # debugpy would warn about frozen modules here; each kernel does so where its client reads it
        os.environ["PYDEVD_DISABLE_FILE_VALIDATION"] = before.get("PYDEVD_DISABLE_FILE_VALIDATION", "1")
        ordinary = os.environ.__class__
        os.environ.__class__ = _Recording
        try:
            for name in KERNEL:
                import_if_installed(name)
            own = set(sys.modules)
            for name in preload:
                import_if_installed(name)
        except Exception as error:
            self.reason = f"{name} cannot be imported: {type(error).__name__}: {error}"
        finally:
            os.environ.__class__ = ordinary
        self.preloaded = {name.partition(".")[0] for name in sys.modules} - {name.partition(".")[0] for name in own}
        self.added = {key: value for key, value in os.environ.items() if key not in before}
        for key in ("MPLBACKEND", "PYDEVD_DISABLE_FILE_VALIDATION"):
            self.added.pop(key, None)
        self.read = _Recording.read - WITHOUT_EFFECT - set(self.added)
        self.environment = self.relevant(before)
        files = {getattr(module, "__file__", None) for module in [*sys.modules.values()]} - {None}
        self.path_files = sorted(_path_files())
        self.marks = {str(path): _mark(str(path)) for path in [*files, *self.path_files]}
        late = [path for path, mark in self.marks.items() if mark and mark[0] > start]
        if threading.active_count() > 1:
            self.reason = f"a preloaded module has started a thread: {threading.enumerate()[-1].name}"
        elif late:
            self.reason = f"{late[0]} was changed while it was imported"
        elif not all(Path(folder).is_absolute() for folder in (before.get("PYTHONPATH") or "/").split(os.pathsep)):
            self.reason = "PYTHONPATH names a relative folder"

    def relevant(self, environment: dict[str, str]) -> dict[str, str]:
        """Return those variables of an environment on which the result of the imports depends."""
        values = {"MPLBACKEND": BACKEND} | environment
        return {
            key: value
            for key, value in values.items()
            if key not in WITHOUT_EFFECT and (key in self.read or COMPILED.match(key))
        }

    def check(self, folder: str) -> None:
        """Check that a fresh kernel, started in a folder now, would import the same.

        Raises:
            RefusedError: it would not.
        """
        if self.reason:
            raise RefusedError(self.reason)
        for file in Path(folder).iterdir():
            if file.name == "matplotlibrc" and "matplotlib" in self.preloaded:
                raise RefusedError(f"{file} holds settings of its own")
            if file.name.partition(".")[0] in self.preloaded and (file.suffix in SUFFIXES or file.is_dir()):
                raise RefusedError(f"{file} hides a preloaded module")
        if sorted(_path_files()) != self.path_files:
            raise RefusedError("packages were installed or removed since the template started")
        for path, mark in self.marks.items():
            if _mark(path) != mark:
                raise RefusedError(f"{path} has changed since the template imported it")
