"""All checks and tests in one run, with one summary at the end."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, NamedTuple

from localsdg.warmkernel import serve

if TYPE_CHECKING:
    from pathlib import Path

    from rich.console import Console


class Check(NamedTuple):
    """What a check looks at, and its command."""

    name: str
    command: list[str]


class Result(NamedTuple):
    """How a check ended: its exit status, the seconds it took, and what it printed if that was kept."""

    status: int
    seconds: float
    printed: str


def checks(root: Path, *, quick: bool = False) -> list[Check]:
    """Return the checks; they run at once, so that no processor waits. The quick ones start nothing that is slow."""
    python, processors = sys.executable, os.cpu_count() or 1
    pytest = [python, "-m", "pytest", "-q"]
    first = [
        Check("Form of code and notebooks", [python, "-m", "localsdg", "format", "--check"]),
        Check("Types", [python, "-m", "mypy", str(root / "src")]),
    ]
    if quick:
        return [*first, Check("Tests that are not slow", [*pytest, "-n", str(processors), "-m", "not slow", "tests"])]
    # The tests wait much, for browsers and kernels: one process more than there are processors keeps those busy.
    # tests/conftest.py puts them into their order.
    tests = [*pytest, "-n", str(processors + 1), "--dist", "loadgroup", "--no-loadscope-reorder"]
    return [
        *first,
        Check("Lessons give their published results (nbval)", [*pytest, "--nbval-lax", "modules"]),
        Check("Tests", tests),
    ]


def run_all(root: Path, console: Console, *, quick: bool = False) -> int:
    """Run every check, also after one has failed; print a summary; return the exit status."""
    results: dict[str, Result] = {}
    *others, last = checks(root, quick=quick)
    with serve(), ThreadPoolExecutor() as pool:
        # The last shows what it does while it runs; what the others printed follows.
        beside = {check.name: pool.submit(_run, check, root, keep=True) for check in others}
        console.rule(last.name, align="left")
        results[last.name] = _run(last, root, keep=False)
        for name, running in beside.items():
            console.rule(name, align="left")
            results[name] = running.result()
            console.out(results[name].printed, end="", highlight=False)
    console.rule("Summary", align="left")
    for name, result in results.items():
        console.print(f"{'FAILED' if result.status else 'passed'}  {name} ({result.seconds:.0f} s)")
    failed = sum(result.status != 0 for result in results.values())
    console.print(f"{len(results) - failed} passed, {failed} failed")
    return 1 if failed else 0


def _run(check: Check, root: Path, *, keep: bool) -> Result:
    """Run a check, and keep what it prints or let it through."""
    environment = os.environ | {
        "LOCALSDG_WORKBOOK": "",
        "PYDEVD_DISABLE_FILE_VALIDATION": "1",
        "PYTHONDONTWRITEBYTECODE": "",
    }
    start = time.monotonic()
    ended = subprocess.run(
        check.command,
        cwd=root,
        env=environment,
        stdout=subprocess.PIPE if keep else None,
        stderr=subprocess.STDOUT if keep else None,
        encoding="utf-8",
        errors="replace",
    )
    return Result(ended.returncode, time.monotonic() - start, ended.stdout or "")
