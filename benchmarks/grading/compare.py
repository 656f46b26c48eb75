"""Compares ``localsdg grade`` with ``nbgrader autograde``: the same class, in turn, in one run.

``python benchmarks/grading/compare.py --students 40 --rounds 1`` prints the seconds of each, the seconds of processors
that it took, how many times as fast ours is, and every difference in gradebook and files; with a difference it fails.
On a busy computer, the ratio of the processors' seconds says more. Each student has two pandas notebooks, one with a
plot; after the grading come the pages of feedback.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from measured_class import make_course, nbgrader

from localsdg.grading.course.compare import compare_folders, compare_gradebooks, masked_page

if TYPE_CHECKING:
    from collections.abc import Callable


def _localsdg(root: Path, *words: str) -> None:
    """Run our command; print the most memory its own process, not its workers, had at a time (Linux)."""
    command = [sys.executable, "-m", "localsdg", *words]
    peak = 0
    with (root / "output.txt").open("w") as output:
        process = subprocess.Popen(command, cwd=root, stdout=output, stderr=subprocess.STDOUT)
        while process.poll() is None:
            status = Path("/proc", str(process.pid), "status")
            # A process that has just ended has no memory any more.
            for line in status.read_text().splitlines() if status.exists() else []:
                if line.startswith("VmHWM:"):
                    peak = int(line.split()[1])
            time.sleep(0.1)
    if process.returncode:
        sys.exit((root / "output.txt").read_text())
    print(f"  coordinator: at most {peak / 1024:.0f} MiB")


def _measured(run: Callable[[Path], None], root: Path) -> tuple[float, float]:
    """Return how many seconds a run took, and how many of processors, of all its processes."""
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    run(root)
    after, seconds = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter() - begun
    return seconds, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _differences(first: Path, second: Path) -> list[object]:
    databases = [f"sqlite:///{root / 'gradebook.db'}" for root in (first, second)]
    found: list[object] = [*compare_gradebooks(*databases, "ps1")]
    return found + compare_folders(first / "autograded", second / "autograded", "ps1")


def _pages(first: Path, second: Path) -> list[str]:
    """Return how the pages of feedback differ; addresses, process numbers and times are masked."""
    folders = [root / "feedback" for root in (first, second)]
    names = {path.relative_to(folder) for folder in folders for path in folder.rglob("*.html")}
    return [f"feedback {name}" for name in sorted(names) if len({masked_page(folder / name) for folder in folders}) > 1]


def main() -> None:
    """Measure, print, and fail if the results differ."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--students", type=int, default=6)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--without-nbgrader", action="store_true", help="only ours, for large classes")
    given = parser.parse_args()
    grading = {
        "nbgrader autograde": lambda root: nbgrader(root, "autograde", "ps1"),
        "localsdg grade --no-isolation": lambda root: _localsdg(root, "grade", "ps1", "--no-isolation"),
        "localsdg grade": lambda root: _localsdg(root, "grade", "ps1"),
    }
    feedback = {
        "nbgrader generate_feedback": lambda root: nbgrader(root, "generate_feedback", "ps1"),
        "localsdg feedback": lambda root: _localsdg(root, "feedback", "ps1"),
    }
    if given.without_nbgrader:
        del grading["nbgrader autograde"], feedback["nbgrader generate_feedback"]
    measured: dict[str, list[tuple[float, float]]] = {}
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder, "handed in")
        make_course(base, [f"s{number:04d}" for number in range(given.students)])
        for number in range(given.rounds):
            roots = []
            for name, run in grading.items():
                root = Path(folder, f"{number} {name.replace(' ', '-')}")
                shutil.copytree(base, root)
                measured.setdefault(name, []).append(_measured(run, root))
                roots.append(root)
                print(f"{name}: {measured[name][-1][0]:.1f} s", flush=True)
            for root, (name, run) in zip((roots[0], roots[-1]), feedback.items(), strict=False):
                measured.setdefault(name, []).append(_measured(run, root))
                print(f"{name}: {measured[name][-1][0]:.1f} s", flush=True)
            for root in roots[1:]:
                if given.without_nbgrader:
                    break
                found = _differences(roots[0], root)
                if root == roots[-1]:
                    found += _pages(roots[0], root)
                wrong += len(found)
                for each in found[:10]:
                    print(f"  {root.name} differs: {each}")
            for root in roots:
                shutil.rmtree(root)
    print(f"\n{given.students} students, {2 * given.students} notebooks, {given.rounds} rounds, medians:")
    for group in (grading, feedback):
        base = [statistics.median(each) for each in zip(*measured[next(iter(group))], strict=True)]
        for name in group:
            wall, busy = (statistics.median(each) for each in zip(*measured[name], strict=True))
            print(
                f"  {name:<32}{wall:7.1f} s {base[0] / wall:5.1f} x"
                f"   of processors {busy:7.1f} s {base[1] / busy:5.1f} x"
            )
    print(f"Differences: {wrong}")
    if wrong:
        sys.exit(1)


if __name__ == "__main__":
    main()
