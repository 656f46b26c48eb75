"""The notebooks with which nbgrader tests itself, graded by nbgrader and by us: the same, or a listed repair."""

from __future__ import annotations

import shutil
from pathlib import Path

import nbgrader as package
import pytest
from measured_class import nbgrader

from localsdg.grading.course.verify import Verified, verify
from localsdg.grading.run.options import GradeOptions

pytestmark = pytest.mark.xdist_group("grading")

FILES = Path(package.__file__).parent / "tests"
APPS, STEPS = FILES / "apps" / "files", FILES / "preprocessors" / "files"
CONFIGURATION = "c = get_config()\nc.CourseDirectory.course_id = 'own'\nc.ExecutePreprocessor.timeout = 300\n"


def graded_by_both(root: Path, source: Path, submitted: list[Path]) -> Verified:
    """Release a notebook, hand in the release and others, and grade them by both."""
    (root / "source" / "ps1").mkdir(parents=True)
    (root / "nbgrader_config.py").write_text(CONFIGURATION, "utf-8")
    shutil.copy(APPS / "autotests.yml", root)
    shutil.copy(source, root / "source" / "ps1" / "p1.ipynb")
    nbgrader(root, "generate_assignment", "ps1")
    handed_in = {"released": root / "release" / "ps1" / "p1.ipynb"} | {each.stem: each for each in submitted}
    for name, notebook in handed_in.items():
        (root / "submitted" / name / "ps1").mkdir(parents=True)
        shutil.copy(notebook, root / "submitted" / name / "ps1" / "p1.ipynb")
    found = verify(root, "ps1", GradeOptions(isolated=False))
    assert found.nbgrader > 1
    return found


# Old notebooks name the kernel "python"; two of these try to change how errors are shown.
ATTEMPTS = (
    "changed",
    "unchanged",
    "cheat-attempt",
    "cheat-attempt-alternative",
    "grade-cell-changed",
    "locked-cell-changed",
)


def test_its_submissions(tmp_path):
    submitted = [APPS / f"submitted-{name}.ipynb" for name in ATTEMPTS]
    found = graded_by_both(tmp_path, APPS / "submitted-unchanged.ipynb", submitted)
    assert found.differences == []
    told = {finding.student for finding in found.findings if finding.kind == "tampering"}
    assert told == {"submitted-cheat-attempt", "submitted-cheat-attempt-alternative"}


@pytest.mark.parametrize(
    ("source", "submitted"),
    [
        (APPS / "autotest-hashed.ipynb", ["autotest-hashed-changed", "autotest-hashed-unchanged"]),
        (APPS / "autotest-hidden.ipynb", ["autotest-hidden-changed-right", "autotest-hidden-changed-wrong"]),
        (APPS / "side-effects.ipynb", ["side-effects"]),
        (STEPS / "test_taskcell.ipynb", []),
        (STEPS / "infinite-recursion.ipynb", []),
    ],
    ids=lambda value: value.stem if isinstance(value, Path) else "",
)
def test_its_kinds_of_cells_and_of_trouble(tmp_path, source, submitted):
    found = graded_by_both(tmp_path, source, [APPS / f"{name}.ipynb" for name in submitted])
    assert found.differences == []


def test_a_cell_of_another_type_is_repaired_where_nbgrader_gives_up(tmp_path):
    changed = [STEPS / f"submitted-{cell}-cell-type-changed.ipynb" for cell in ("answer", "grade")]
    found = graded_by_both(tmp_path, STEPS / "submitted-unchanged.ipynb", changed)
    differing = {difference.student for difference in found.differences}
    assert differing == {each.stem for each in changed}
    repairs = {(finding.student, finding.cell, finding.text) for finding in found.findings if finding.kind == "repair"}
    words = "The cell was turned into markdown; it is code again."
    assert repairs == {(changed[0].stem, "set_a", words), (changed[1].stem, "bar", words)}
    first, second = (
        next(
            each
            for each in found.differences
            if each.student == student.stem and each.what == "score" and not each.notebook
        )
        for student in changed
    )
    assert (first.first, first.second) == ("0.0", "1.0")
    assert second.first == "0.0"
