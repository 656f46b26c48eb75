"""Says what this computer has and lacks for the course, and how to repair it."""

from __future__ import annotations

import importlib.metadata
import platform
import shutil
import socket
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from localsdg import bootstrap
from localsdg.grading.box import isolation
from localsdg.grading.box.limits import Limits
from localsdg.grading.box.sandbox import Sandbox
from localsdg.warmkernel.serving import SUPPORTED

if TYPE_CHECKING:
    from pathlib import Path

ROOM = 1.5  # gigabytes: environment, cache and site
PACKAGES = ("jupyter-book", "furo", "jupyterlab", "nbgrader", "pandas", "anywidget")


@dataclass(frozen=True)
class Finding:
    """One thing looked at: whether it is there, what was found, and the repair. What is not needed only advises."""

    name: str
    good: bool
    found: str
    repair: str = ""
    needed: bool = True


def _package(name: str) -> Finding:
    try:
        return Finding(name, True, importlib.metadata.version(name))
    except importlib.metadata.PackageNotFoundError:
        return Finding(name, False, "not installed", "Run `make course`: it installs what is pinned.")


def _port(port: int) -> Finding:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            repair = "Nothing to do: the next free port is taken. Or name one: localsdg course --port 9000"
            return Finding(f"Port {port}", False, "in use", repair, needed=False)
    return Finding(f"Port {port}", True, "free")


def examine(root: Path) -> list[Finding]:
    """Look at Python, the environment, its packages, tools, disk and port."""
    oldest = ".".join(map(str, bootstrap.OLDEST))
    version = platform.python_version()
    environment = root / ".venv"
    stands = (
        bootstrap.state(environment, bootstrap.fingerprint(root)) if sys.prefix == str(environment) else "not in use"
    )
    free = shutil.disk_usage(root).free / 1e9
    browsers = bootstrap.missing_programs(("chromium-headless-shell", "firefox-esr"))
    open_door = isolation.problem(Sandbox(), Limits())
    return [
        Finding("Python", sys.version_info >= bootstrap.OLDEST, version, f"Install Python {oldest} or newer."),
        Finding(
            "Environment .venv",
            stands == "ready",
            stands,
            "Run `make course`. It says so if the folder is not its own; then move that folder away.",
        ),
        *map(_package, PACKAGES),
        Finding("Disk", free > ROOM, f"{free:.1f} GB free", f"Free {ROOM} GB on this disk."),
        Finding(
            "Warm kernels",
            SUPPORTED,
            "notebooks run in forked kernels" if SUPPORTED else f"not on {sys.platform}",
            "Nothing to do: notebooks run in stock kernels, which take longer to start.",
            needed=False,
        ),
        Finding("git", bool(shutil.which("git")), shutil.which("git") or "missing", "Install git.", needed=False),
        Finding("make", bool(shutil.which("make")), shutil.which("make") or "missing", "Install make."),
        Finding(
            "Browsers",
            not browsers,
            f"missing: {', '.join(browsers)}" if browsers else "Chromium and Firefox",
            f"Only tests and the PDF need them. Debian, Ubuntu: apt install {' '.join(browsers)}.",
            needed=False,
        ),
        Finding(
            "Isolation",
            not open_door,
            open_door or "learners' code runs in a sandbox when it is graded",
            f"Only grading needs it: {isolation.repair(open_door)}.",
            needed=False,
        ),
        _port(8000),
    ]
