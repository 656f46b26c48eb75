"""The notebooks with which nbgrader tests itself, graded by nbgrader and by us: the same, or a listed repair."""

from __future__ import annotations

import shutil
from pathlib import Path

import nbgrader as package
import pytest
from measured_class import nbgrader

from localsdg.grading.course.verify import Verified, verify
from localsdg.grading.run.options import GradeOptions

FILES = Path(package.__file__).parent / "tests"
APPS, STEPS = FILES / "apps" / "files", FILES / "preprocessors" / "files"
CONFIGURATION = "c = get_config()\nc.CourseDirectory.course_id = 'own'\nc.ExecutePreprocessor.timeout = 300\n"
# The notebooks of the assignment, and what is handed in of each besides the release. Old notebooks name the kernel
# "python"; two of the attempts try to change how errors are shown.
SOURCES = {
    "attempts": APPS / "submitted-unchanged.ipynb",
    "types": STEPS / "submitted-unchanged.ipynb",
    "autotest-hashed": APPS / "autotest-hashed.ipynb",
    "autotest-hidden": APPS / "autotest-hidden.ipynb",
    "side-effects": APPS / "side-effects.ipynb",
    "test_taskcell": STEPS / "test_taskcell.ipynb",
    "infinite-recursion": STEPS / "infinite-recursion.ipynb",
}
ATTEMPTS = ("cheat-attempt", "cheat-attempt-alternative")
OTHERS = ("changed", "unchanged", "grade-cell-changed", "locked-cell-changed")
HANDED_IN = {
    "attempts": [APPS / f"submitted-{name}.ipynb" for name in (*ATTEMPTS, *OTHERS)],
    "types": [STEPS / f"submitted-{cell}-cell-type-changed.ipynb" for cell in ("answer", "grade")],
    "autotest-hashed": [APPS / f"autotest-hashed-{name}.ipynb" for name in ("changed", "unchanged")],
    "autotest-hidden": [APPS / f"autotest-hidden-changed-{name}.ipynb" for name in ("right", "wrong")],
    "side-effects": [APPS / "side-effects.ipynb"],
    "test_taskcell": [],
    "infinite-recursion": [],
}
REPAIRED = [path.stem for path in HANDED_IN["types"]]


@pytest.fixture(scope="module")
def found(tmp_path_factory) -> Verified:
    """All these notebooks as one assignment, graded by both. One learner hands in the release."""
    root = tmp_path_factory.mktemp("own") / "course"
    (root / "source" / "ps1").mkdir(parents=True)
    (root / "nbgrader_config.py").write_text(CONFIGURATION, "utf-8")
    shutil.copy(APPS / "autotests.yml", root)
    for name, path in SOURCES.items():
        shutil.copy(path, root / "source" / "ps1" / f"{name}.ipynb")
    nbgrader(root, "generate_assignment", "ps1")
    for name, paths in HANDED_IN.items():
        for student, path in [("released", root / "release" / "ps1" / f"{name}.ipynb")] + [(p.stem, p) for p in paths]:
            folder = root / "submitted" / student / "ps1"
            folder.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, folder / f"{name}.ipynb")
    verified = verify(root, "ps1", GradeOptions(isolated=False, workers=1, preload=()))
    assert verified.nbgrader > 1
    return verified


@pytest.mark.parametrize("source", SOURCES)
def test_its_kinds_of_cells_and_of_trouble(found, source):
    students = {"released", *(path.stem for path in HANDED_IN[source])} - {*REPAIRED}
    assert [each for each in found.differences if each.student in students] == []


def test_attempts_to_change_how_errors_are_shown_are_told(found):
    told = {finding.student for finding in found.findings if finding.kind == "tampering"}
    assert told == {f"submitted-{name}" for name in ATTEMPTS}


def test_a_cell_of_another_type_is_repaired_where_nbgrader_gives_up(found):
    assert {difference.student for difference in found.differences} == {*REPAIRED}
    repairs = {
        (finding.student, finding.cell, finding.text)
        for finding in found.findings
        if finding.kind == "repair" and finding.student in REPAIRED
    }
    words = "The cell was turned into markdown; it is code again."
    assert repairs == {(REPAIRED[0], "set_a", words), (REPAIRED[1], "bar", words)}
    first, second = (
        next(
            each for each in found.differences if each.student == student and each.what == "score" and not each.notebook
        )
        for student in REPAIRED
    )
    assert (first.first, first.second) == ("0.0", "1.0")
    assert second.first == "0.0"
