"""Times Jupyter Book, nbval and nbgrader with stock and with warm kernels, in turn, and compares what they give.

Run it with the Python of the environment: ``python benchmarks/warmkernel/compare.py``; ``--help`` shows the choices.
"""

from __future__ import annotations

import argparse
import difflib
import hashlib
import json
import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import sysconfig
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat
import pandas as pd
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from sqlalchemy import create_engine, inspect

if TYPE_CHECKING:
    from collections.abc import Callable

PYTHON = sys.executable
WARM = [PYTHON, "-m", "localsdg.warmkernel"]

# Differ from run to run, with stock kernels too.
MASKS = [
    (re.compile(r"ipykernel_\d+/\d+"), "ipykernel_PROCESS/CELL"),
    (re.compile(r"0x[0-9a-f]{6,}"), "ADDRESS"),
    (re.compile(r"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b"), "ID"),
    (re.compile(r"(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])"), "ID"),
    (re.compile(r"\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?(Z|\+00:00| UTC)?"), "TIME"),
]
WIDGETS = re.compile(r'(<script type="application/vnd.jupyter.widget-state\+json">)(.*)')

DATA = """\
import numpy as np
import pandas as pd

generator = np.random.default_rng({seed})
wards = pd.DataFrame({{"ward": list("ABCD") * 250, "people": generator.integers(500, 5000, 1000)}})
wards.head()"""
TABLE = """\
totals = wards.groupby("ward").agg(people=("people", "sum"), areas=("people", "size"))
totals"""
PLOT = """\
import matplotlib.pyplot as plt

figure, axes = plt.subplots()
axes.bar(totals.index, totals["people"])
axes.set_xlabel("Ward")
axes.set_ylabel("People")
axes.set_title("Notebook {seed}")
plt.show()"""
WIDGET = """\
import anywidget
import traitlets


class Slider(anywidget.AnyWidget):
    _esm = "export default {{ render({{ model, el }}) {{ el.textContent = model.get('value'); }} }}"
    value = traitlets.Int({seed}).tag(sync=True)


Slider()"""
RESULT = """\
print(totals["people"].sum(), totals["areas"].tolist())"""
SOURCES = [DATA, TABLE, PLOT, WIDGET, RESULT]

SOLUTION = """\
def share(part, whole):
    ### BEGIN SOLUTION
    return 100 * part / whole
    ### END SOLUTION"""
ANSWERS = [
    "    return 100 * part / whole",
    "    return part / whole",
    "    return round(100 * part / whole, 1)",
    "    pass",
]
TEST = """\
assert share(1, 4) == 25
### BEGIN HIDDEN TESTS
assert abs(share(totals["people"].max(), totals["people"].sum()) - {percent}) < 1
### END HIDDEN TESTS"""


def notebook(seed: int) -> nbformat.NotebookNode:
    """Return one of the generated notebooks."""
    cells = [new_markdown_cell(f"# Notebook {seed}", id="title")]
    for number, source in enumerate(SOURCES):
        cells.append(new_code_cell(source.format(seed=seed), id=f"cell-{number}"))
    metadata = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    return new_notebook(cells=cells, metadata=metadata)


def masked(text: str) -> str:
    """Return a text without what differs from run to run."""
    for pattern, word in MASKS:
        text = pattern.sub(word, text)
    return WIDGETS.sub(_in_order, text)


def _in_order(script: re.Match[str]) -> str:
    """Return the states of widgets in an order of their own: the page has them by their random ids."""
    states = re.findall(r'"ID": (\{"model_name".*?\})(?=, "ID": |\}, "version_m)', script[2])
    return script[1] + "\n".join(sorted(states))


@dataclass
class Outcome:
    """What one run took and gave."""

    seconds: float
    work: float  # seconds of processor time, of all processes
    results: dict[str, str]


@dataclass
class Workload:
    """One thing to be timed: how to prepare it, its command for either kind of kernel, and what to compare."""

    name: str
    prepare: Callable[[], Path]
    command: Callable[[bool], list[str]]
    results: Callable[[Path, str], dict[str, str]]
    outcomes: dict[bool, list[Outcome]] = field(default_factory=lambda: {False: [], True: []})

    def run(self, *, warm: bool) -> Outcome:
        """Run it once, from a clean state."""
        folder = self.prepare()
        environment = _environment(folder.parent)
        start, before = time.perf_counter(), _work()
        done = subprocess.run(self.command(warm), cwd=folder, env=environment, capture_output=True, text=True)
        seconds, work = time.perf_counter() - start, _work() - before
        log = done.stdout + done.stderr
        if done.returncode:
            sys.exit(f"{self.name} failed:\n{log[-5000:]}")
        if stock := re.findall(r"A stock kernel is started.*", log):
            sys.exit(f"{self.name}: {len(stock)} kernels were not warm:\n{stock[0]}")
        outcome = Outcome(seconds, work, self.results(folder, log))
        self.outcomes[warm].append(outcome)
        return outcome

    def differences(self) -> list[str]:
        """Return the names of the results that differ between the runs."""
        first, *others = [outcome.results for kind in self.outcomes.values() for outcome in kind]
        names = set(first).union(*others)
        return sorted(name for name in names if any(first.get(name) != other.get(name) for other in others))


def _work() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _environment(folder: Path) -> dict[str, str]:
    """Return an environment without the user's own settings, and in which compiled modules are kept."""
    names = ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")
    home = folder / "home"  # made here: where there is none, every kernel makes its own
    home.mkdir(exist_ok=True)
    private = {name: str(home / name.lower()) for name in names}
    path = os.pathsep.join([sysconfig.get_path("scripts"), os.environ.get("PATH", os.defpath)])
    quiet = {"PYDEVD_DISABLE_FILE_VALIDATION": "1", "PYTHONDONTWRITEBYTECODE": "", "PATH": path}
    return os.environ | private | quiet


def _fresh(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def book(root: Path, count: int) -> Workload:
    """A clean build of a book of the notebooks."""

    def prepare() -> Path:
        folder = _fresh(root / "book")
        (folder / "index.md").write_text("# Index\n", "utf-8")
        for seed in range(count):
            nbformat.write(notebook(seed), folder / f"n{seed:02}.ipynb")
        chapters = "".join(f"- file: n{seed:02}\n" for seed in range(count))
        (folder / "_toc.yml").write_text(f"format: jb-book\nroot: index\nchapters:\n{chapters}", "utf-8")
        (folder / "_config.yml").write_text("title: Book\nexecute:\n  execute_notebooks: cache\n", "utf-8")
        return folder

    def results(folder: Path, _: str) -> dict[str, str]:
        pages = {path.name: masked(path.read_text("utf-8")) for path in (folder / "_build/html").glob("n*.html")}
        pictures = {
            path.name: hashlib.sha256(path.read_bytes()).hexdigest()
            for path in (folder / "_build/jupyter_execute").rglob("*.png")
        }
        if len(pages) != count or len(pictures) != count:
            sys.exit(f"The book has {len(pages)} pages and {len(pictures)} pictures; {count} of each were expected.")
        return pages | pictures

    def command(warm: bool) -> list[str]:
        program = [PYTHON, "-c", "from jupyter_book.cli.main import main; main()", "build", "."]
        return [*WARM, *program] if warm else program

    return Workload("jupyter-book build", prepare, command, results)


def nbval(root: Path, count: int, processes: int) -> Workload:
    """All cells of the notebooks by nbval."""

    def prepare() -> Path:
        folder = _fresh(root / "nbval")
        for seed in range(count):
            nbformat.write(notebook(seed), folder / f"n{seed:02}.ipynb")
        return folder

    def results(_: Path, log: str) -> dict[str, str]:
        passed = re.search(r"(\d+) passed", log)
        if passed is None or int(passed[1]) != count * len(SOURCES):
            sys.exit(f"nbval passed {passed and passed[1]} cells; {count * len(SOURCES)} were expected.\n{log[-3000:]}")
        return {"passed": passed[1]}

    def command(warm: bool) -> list[str]:
        several = ["-n", str(processes), "--dist", "loadfile"] if processes > 1 else ["-p", "no:xdist"]
        program = [PYTHON, "-m", "pytest", "-q", "-p", "no:cacheprovider", *several, "--nbval-lax", "."]
        return [*program, "--warm-kernels"] if warm else program

    words = "1 process" if processes == 1 else f"{processes} processes"
    return Workload(f"pytest --nbval-lax, {words}", prepare, command, results)


def autograde(root: Path, count: int) -> Workload:
    """One assignment, handed in by as many learners."""
    original = root / "course"

    def cell(source: str, name: str, **kinds: bool | int) -> nbformat.NotebookNode:
        data = {"grade": False, "solution": False, "locked": False, "task": False, "schema_version": 3} | kinds
        return new_code_cell(source, id=name, metadata={"nbgrader": data | {"grade_id": name}})

    def make() -> None:
        _fresh(original)
        source = notebook(0)
        seen: dict[str, pd.DataFrame] = {}
        exec(DATA.format(seed=0) + "\n" + TABLE, seen)
        people = seen["totals"]["people"]
        percent = 100 * people.max() / people.sum()
        source.cells.append(cell(SOLUTION, "answer", solution=True))
        source.cells.append(cell(TEST.format(percent=percent), "check", grade=True, locked=True, points=2))
        (original / "source/a").mkdir(parents=True)
        nbformat.write(source, original / "source/a/n.ipynb")
        (original / "nbgrader_config.py").write_text('c = get_config()\nc.CourseDirectory.course_id = "c"\n', "utf-8")
        command = [PYTHON, "-m", "nbgrader", "generate_assignment", "a"]
        subprocess.run(command, cwd=original, env=_environment(root), check=True, capture_output=True)
        for student in range(count):
            handed_in = nbformat.read(original / "release/a/n.ipynb", as_version=4)
            answer = next(cell for cell in handed_in.cells if cell.id == "answer")
            answer.source = "def share(part, whole):\n" + ANSWERS[student % len(ANSWERS)]
            folder = original / f"submitted/s{student:02}/a"
            folder.mkdir(parents=True)
            nbformat.write(handed_in, folder / "n.ipynb")
            (folder / "timestamp.txt").write_text("2027-01-15 17:00:00 UTC", "utf-8")

    def prepare() -> Path:
        if not original.exists():
            make()
        folder = root / "grading"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(original, folder)
        return folder

    def results(folder: Path, _: str) -> dict[str, str]:
        engine = create_engine(f"sqlite:///{folder / 'gradebook.db'}")
        names = [name for name in inspect(engine).get_table_names() if name != "alembic_version"]
        found = {name: _table(pd.read_sql_table(name, engine)) for name in names}
        found["marks"] = _table(pd.read_sql(MARKS, engine))
        if (rows := found["marks"].count("\n") - 1) != count:
            sys.exit(f"The gradebook has {rows} marks; {count} were expected.")
        for path in (folder / "autograded").rglob("*.ipynb"):
            graded = nbformat.read(path, as_version=4)
            states = graded.metadata.pop("widgets")["application/vnd.jupyter.widget-state+json"]["state"]
            models = sorted(masked(json.dumps(model, sort_keys=True)) for model in states.values())
            found[path.parent.parent.name] = "\n".join([masked(nbformat.writes(graded)), *models])
        return found

    def command(warm: bool) -> list[str]:
        program = [PYTHON, "-m", "nbgrader", "autograde", "a"]
        return [*WARM, *program] if warm else program

    return Workload("nbgrader autograde", prepare, command, results)


MARKS = """\
SELECT submitted_assignment.student_id, submitted_assignment.timestamp, grade.auto_score, grade.needs_manual_grade
FROM grade JOIN submitted_notebook ON grade.notebook_id = submitted_notebook.id
JOIN submitted_assignment ON submitted_notebook.assignment_id = submitted_assignment.id
ORDER BY student_id"""


def _table(table: pd.DataFrame) -> str:
    """Return a table of the gradebook as text; its rows have random ids, and so no order of their own."""
    lines = masked(table.to_csv(index=False)).splitlines()
    return "\n".join([lines[0], *sorted(lines[1:])]) + "\n"


def main() -> None:
    """Time, compare and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--notebooks", type=int, default=25)
    parser.add_argument("--only", default="", help="only workloads whose name has this word")
    parser.add_argument("--keep", action="store_true", help="keep the folder of the runs")
    arguments = parser.parse_args()
    root = Path(tempfile.mkdtemp(prefix="compare-"))
    count = arguments.notebooks
    workloads = [book(root, count), nbval(root, count, 1), nbval(root, count, 2), autograde(root, count)]
    print(f"Python {sys.version.split()[0]}, {os.cpu_count()} processors, {count} notebooks")
    different = False
    for workload in [each for each in workloads if arguments.only in each.name]:
        for number in range(arguments.rounds):
            for warm in (False, True) if number % 2 else (True, False):
                load = os.getloadavg()[0]
                done = workload.run(warm=warm)
                words = f"{done.seconds:6.1f} s, {done.work:6.1f} s of work"
                print(f"  {workload.name:31} {'warm ' if warm else 'stock'} {words}  (load {load:.1f})", flush=True)
        times = {warm: [each.seconds for each in kind] for warm, kind in workload.outcomes.items()}
        ratios = sorted(stock / warm for stock, warm in zip(times[False], times[True], strict=True))
        spread = ", ".join(f"{ratio:.2f}" for ratio in ratios)
        differing = workload.differences()
        different |= bool(differing)
        compared = len(workload.outcomes[True][0].results)
        print(
            f"{workload.name}: {statistics.median(ratios):.2f} times as fast ({spread}); "
            f"{compared} results compared, {len(differing)} differ {' '.join(differing[:5])}",
            flush=True,
        )
        for name in differing[:2]:
            texts = [kind[0].results.get(name, "") for kind in workload.outcomes.values()]
            stock, warm = (text.replace(", ", ",\n").splitlines() for text in texts)
            lines = difflib.unified_diff(stock, warm, "stock", "warm", n=0, lineterm="")
            print("\n".join(line[:200] for line in list(lines)[:12]))
    if arguments.keep:
        print(f"Kept: {root}")
    else:
        shutil.rmtree(root)
    sys.exit(different)


if __name__ == "__main__":
    main()
