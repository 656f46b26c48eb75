"""Make an nbgrader course and a class for measurements: one assignment of two notebooks with pandas and a plot.

The class is a fixed mixture of right, wrong, unanswered and broken work, so that every kind of output occurs.
"""

from __future__ import annotations

import functools
import json
import os
import random
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import TYPE_CHECKING

from nbgrader import api
from nbgrader.apps import ExportApp, GenerateAssignmentApp, ZipCollectApp
from nbgrader.apps.baseapp import NbGrader

if TYPE_CHECKING:
    from collections.abc import Sequence

CONFIGURATION = """c = get_config()
c.CourseDirectory.course_id = "measured"
c.ClearSolutions.code_stub = {"python": "raise NotImplementedError()"}
"""


def cell(kind: str, identity: str, source: str, **nbgrader: object) -> dict[str, object]:
    """Return a cell, known to nbgrader if anything is said of it."""
    cell: dict[str, object] = {"cell_type": kind, "id": identity, "metadata": {}, "source": source}
    if kind == "code":
        cell |= {"outputs": [], "execution_count": None}
    if nbgrader:
        defaults = {"schema_version": 3, "grade_id": identity, "grade": False, "solution": False, "locked": False}
        cell["metadata"] = {"nbgrader": defaults | {"task": False} | nbgrader}
    return cell


def answer(identity: str, solution: str) -> dict[str, object]:
    """Return a cell in which learners answer."""
    return cell("code", identity, f"### BEGIN SOLUTION\n{solution}\n### END SOLUTION", solution=True)


def check(identity: str, points: int, visible: str, hidden: str) -> dict[str, object]:
    """Return a check with a visible and a hidden part."""
    source = f"{visible}\n### BEGIN HIDDEN TESTS\n{hidden}\n### END HIDDEN TESTS"
    return cell("code", identity, source, grade=True, locked=True, points=points)


WRANGLE = [
    cell("markdown", "title", "# Readings of a meter"),
    cell("code", "imports", "import numpy as np\nimport pandas as pd"),
    cell("code", "load", 'readings = pd.read_csv("readings.csv", parse_dates=["day"])\nreadings.head()'),
    cell("code", "shape", "readings.shape"),
    answer("clean", "def clean(table):\n    return table.dropna().query('value >= 0').reset_index(drop=True)"),
    cell("code", "try-clean", "clean(readings).describe()"),
    check("clean-check", 2, "assert len(clean(readings)) > 0", "assert (clean(readings).value >= 0).all()"),
    answer("by-place", "def by_place(table):\n    return table.groupby('place').value.mean()"),
    cell("code", "try-by-place", "print(by_place(readings.dropna()))"),
    check(
        "by-place-check",
        2,
        "assert by_place(readings.dropna()).index[0] == 'east'",
        "assert abs(by_place(readings.dropna())['east'] - readings.dropna().query('place == \"east\"').value.mean())"
        " < 1e-9",
    ),
    answer("monthly", "def monthly(table):\n    return table.set_index('day').resample('MS').value.sum()"),
    cell("code", "try-monthly", "monthly(readings).to_frame()"),
    check("monthly-check", 3, "assert len(monthly(readings)) == 14", "assert monthly(readings).index.freqstr == 'MS'"),
    answer("wide", "def wide(table):\n    return table.pivot_table(index='day', columns='place', values='value')"),
    cell("code", "try-wide", "wide(readings).tail()"),
    check(
        "wide-check",
        2,
        "assert list(wide(readings))[0] == 'east'",
        "assert wide(readings).index.is_monotonic_increasing",
    ),
    answer(
        "share", "def share(table):\n    totals = table.groupby('place').value.sum()\n    return totals / totals.sum()"
    ),
    cell("code", "try-share", "share(readings.dropna()).round(3)"),
    check("share-check", 1, "assert len(share(readings)) == 4", "assert abs(share(readings).sum() - 1) < 1e-9"),
    cell("markdown", "essay", "What would you do next?", grade=True, solution=True, points=5),
]

STATS = [
    cell("markdown", "title", "# Statistics of readings"),
    cell(
        "code",
        "imports",
        "import matplotlib.pyplot as plt\nimport numpy as np\nimport pandas as pd\n%matplotlib inline",
    ),
    cell("code", "load", 'readings = pd.read_csv("readings.csv", parse_dates=["day"]).dropna()\nreadings.tail(3)'),
    answer("spread", "def spread(values):\n    return float(np.percentile(values, 90) - np.percentile(values, 10))"),
    cell("code", "try-spread", "spread(readings.value)"),
    check("spread-check", 2, "assert spread([1, 1]) == 0", "assert abs(spread(range(101)) - 80) < 1e-9"),
    answer("trimmed", "def trimmed(values):\n    return float(np.mean(sorted(values)[1:-1]))"),
    cell("code", "try-trimmed", "print('trimmed mean', round(trimmed(readings.value), 2))"),
    check("trimmed-check", 2, "assert trimmed([1, 2, 3]) == 2", "assert trimmed([0, 5, 7, 100]) == 6"),
    answer(
        "standard",
        "def standard(values):\n    values = np.asarray(values, float)\n"
        "    return (values - values.mean()) / values.std()",
    ),
    cell("code", "try-standard", "standard([1, 2, 3])"),
    check("standard-check", 2, "assert len(standard([1, 2])) == 2", "assert abs(standard([1, 2, 4]).sum()) < 1e-9"),
    cell(
        "code",
        "plot",
        "### BEGIN SOLUTION\nfigure, axes = plt.subplots(figsize=(6, 3))\n"
        "for place, rows in readings.groupby('place'):\n"
        "    axes.plot(rows.day[::20], rows.value[::20], label=place)\n"
        "axes.set_title('Readings')\naxes.legend()\nplt.show()\n### END SOLUTION",
        grade=True,
        solution=True,
        points=5,
    ),
    cell("code", "extremes", "readings.value.agg(['min', 'max']).to_dict()"),
    cell("code", "versions", "print(pd.Series(range(5)).sum(), np.arange(3).tolist())"),
    cell("code", "html", "readings.groupby('place').value.describe()"),
]

# What learners write instead of the solution: (the answer, how often).
MISTAKES = {
    "wrong": "    return None",
    "broken": "    return 1 +",
    "warns": "    import warnings\n    warnings.warn('careful')\n    return 0",
    "prints": "    print('so far', len(str(ARGUMENT)))\n    return ARGUMENT",
}


def notebook(cells: list[dict[str, object]]) -> dict[str, object]:
    """Return a notebook of cells."""
    kernel = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
    return {"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}


def _readings() -> str:
    chance = random.Random(20)
    lines = ["day,place,value"]
    for number in range(5000):
        day = (
            f"2025-{1 + number // 417 % 12:02d}-{1 + number % 28:02d}"
            if number < 4590
            else f"2026-{1 + number % 2:02d}-15"
        )
        value = "" if chance.random() < 0.02 else f"{chance.gauss(50, 20):.3f}"
        lines.append(f"{day},{chance.choice(['north', 'south', 'east', 'west'])},{value}")
    return "\n".join(lines) + "\n"


def _solved(source: dict[str, object], released: dict[str, object], chance: random.Random) -> dict[str, object]:
    """Fill a released notebook with the answers of one learner."""
    solutions = {cell["id"]: str(cell["source"]) for cell in source["cells"]}  # type: ignore[index, attr-defined, union-attr]
    document = json.loads(json.dumps(released))
    for cell in document["cells"]:
        if not cell["metadata"].get("nbgrader", {}).get("solution"):
            continue
        if cell["cell_type"] == "markdown":
            if chance.random() < 0.8:
                cell["source"] = f"I would look at the {chance.choice(['weather', 'people', 'holidays'])}."
            continue
        lines = [line for line in solutions[cell["id"]].split("\n") if "### " not in line]
        kind = chance.choices(["right", "none", *MISTAKES], [12, 2, 3, 1, 1, 1])[0]
        if kind == "none":
            continue
        if kind != "right" and lines[0].startswith("def "):
            argument = lines[0].split("(")[1].split(")")[0]
            lines = [lines[0], MISTAKES[kind].replace("ARGUMENT", argument)]
        cell["source"] = "\n".join(lines)
    return document  # type: ignore[no-any-return]


# nbgrader starts a program for each new gradebook, which always says the same.
api.get_alembic_version = functools.cache(api.get_alembic_version)


def search_path() -> str:
    """Return a search path on which nbgrader finds the program alembic, which it calls by its bare name."""
    return os.pathsep.join([sysconfig.get_path("scripts"), os.environ.get("PATH", os.defpath)])


def nbgrader(root: Path, *command: str) -> None:
    """Run an nbgrader command in a course.

    Raises:
        RuntimeError: it failed.
    """
    command = (sys.executable, "-m", "nbgrader", *command)
    environment = os.environ | {"PATH": search_path()}
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, env=environment)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}\n{done.stdout}{done.stderr}")


# What of nbgrader runs in this process, since its start takes longer than its work.
HERE: dict[str, type[NbGrader]] = {
    "generate_assignment": GenerateAssignmentApp,
    "zip_collect": ZipCollectApp,
    "export": ExportApp,
}


def nbgrader_here(root: Path, command: str, *arguments: str) -> None:
    """Do in this process what an nbgrader command does in a course.

    Raises:
        RuntimeError: it failed.
    """
    HERE[command].clear_instance()
    app = HERE[command]()
    here, programs, modules = Path.cwd(), os.environ.get("PATH", os.defpath), [*sys.path]
    os.environ["PATH"] = search_path()
    os.chdir(root)
    try:
        app.initialize([*arguments, "--log-level=CRITICAL"])
        app.start()
    except SystemExit as error:
        raise RuntimeError(f"nbgrader {command} {' '.join(arguments)} failed in {root}") from error
    finally:
        os.chdir(here)
        os.environ["PATH"], sys.path[:] = programs, modules  # nbgrader adds the folder of the course


def release(root: Path, assignment: str, *options: str) -> None:
    """Release an assignment as ``nbgrader generate_assignment`` does.

    Raises:
        RuntimeError: it failed.
    """
    nbgrader_here(root, "generate_assignment", assignment, *options)


def make_course(root: Path, students: Sequence[str], configuration: str = "") -> None:
    """Make the course in an empty folder, with its release, its gradebook and what the class hands in.

    Args:
        root: the folder.
        students: their names.
        configuration: more lines for the configuration of the course.
    """
    (root / "source" / "ps1").mkdir(parents=True)
    (root / "nbgrader_config.py").write_text(CONFIGURATION + configuration, "utf-8")
    notebooks = {"wrangle": notebook(WRANGLE), "stats": notebook(STATS)}
    for name, document in notebooks.items():
        (root / "source" / "ps1" / f"{name}.ipynb").write_text(json.dumps(document))
    (root / "source" / "ps1" / "readings.csv").write_text(_readings())
    release(root, "ps1")
    released = {name: json.loads((root / "release" / "ps1" / f"{name}.ipynb").read_text()) for name in notebooks}
    for number, student in enumerate(students):
        chance = random.Random(number)
        folder = root / "submitted" / student / "ps1"
        folder.mkdir(parents=True)
        for name, source in notebooks.items():
            (folder / f"{name}.ipynb").write_text(json.dumps(_solved(source, released[name], chance)))
        (folder / "readings.csv").write_text(_readings())
        (folder / "timestamp.txt").write_text(f"2027-01-{10 + number % 10} 12:00:00 UTC")
