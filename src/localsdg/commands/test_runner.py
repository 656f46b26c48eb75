"""All checks and tests in one run, with one summary at the end."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from typing import TYPE_CHECKING

from localsdg.warmkernel import serve

if TYPE_CHECKING:
    from pathlib import Path

    from rich.console import Console


def steps(root: Path, *, quick: bool = False) -> list[tuple[str, list[str]]]:
    """Return the checks in order: what each looks at, and its command; the quick ones start nothing that is slow."""
    python, processors = sys.executable, os.cpu_count() or 1
    pytest = [python, "-m", "pytest", "-q"]
    first = [
        ("Form of code and notebooks", [python, "-m", "localsdg", "format", "--check"]),
        ("Types", [python, "-m", "mypy", str(root / "src")]),
    ]
    if quick:
        return [*first, ("Tests that are not slow", [*pytest, "-n", str(processors), "-m", "not slow", "tests"])]
    # The others wait much, for browsers and kernels: one process more than there are processors keeps those busy.
    pytest += ["-n", str(processors + 1)]
    return [
        *first,
        ("Lessons give their published results (nbval)", [*pytest, "--dist", "loadfile", "--nbval-lax", "modules"]),
        # tests/conftest.py puts them into their order.
        ("Tests", [*pytest, "--dist", "loadgroup", "--no-loadscope-reorder"]),
    ]


def run_all(root: Path, console: Console, *, quick: bool = False) -> int:
    """Run every check, also after one has failed; print a summary; return the exit status."""
    results = []
    with serve():
        environment = os.environ | {
            "LOCALSDG_WORKBOOK": "",
            "PYDEVD_DISABLE_FILE_VALIDATION": "1",
            "PYTHONDONTWRITEBYTECODE": "",
        }
        for name, command in steps(root, quick=quick):
            console.rule(name, align="left")
            start = time.monotonic()
            status = subprocess.run(command, cwd=root, env=environment).returncode
            results.append((name, status, time.monotonic() - start))
    console.rule("Summary", align="left")
    for name, status, seconds in results:
        console.print(f"{'passed' if status == 0 else 'FAILED'}  {name} ({seconds:.0f} s)")
    failed = sum(status != 0 for _, status, _ in results)
    console.print(f"{len(results) - failed} passed, {failed} failed")
    return 1 if failed else 0
