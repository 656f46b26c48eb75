"""A kernel that is not the ipykernel of this Python is started as nbclient does, in the sandbox too."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from localsdg.grading.course.compare import compare_folders, compare_gradebooks
from localsdg.grading.course.launch import grade_assignment
from localsdg.grading.run.options import GradeOptions
from localsdg.grading.run.plain import is_needed

pytestmark = pytest.mark.xdist_group("faults")
OPEN = GradeOptions(isolated=False, students="zoë", workers=1, preload=())


@pytest.fixture
def other_kernel():
    """A kernel of another kind: started by a shell, which then becomes Python."""
    folder = Path(os.environ["JUPYTER_DATA_DIR"], "kernels", "other")
    folder.mkdir(parents=True, exist_ok=True)
    words = ["/bin/sh", "-c", f'exec {sys.executable} -m ipykernel_launcher -f "$0"', "{connection_file}"]
    text = json.dumps({"argv": words, "display_name": "Other", "language": "python"})
    (folder / "kernel.json").write_text(text)
    return {"name": "other", "display_name": "Python 3 (ipykernel)", "language": "python"}


@pytest.mark.parametrize("boxed", [False, True])
def test_another_kernel(small_course, small_graded, other_kernel, boxed, request):
    if boxed:
        request.getfixturevalue("isolated")
    assert is_needed("other", {})
    assert not is_needed("python3", {})
    with Gradebook(f"sqlite:///{small_course / 'gradebook.db'}") as gradebook:
        for name in ("sums", "words"):
            gradebook.find_notebook(name, "ps1").kernelspec = json.dumps(other_kernel)
        gradebook.db.commit()
    graded = grade_assignment(small_course, "ps1", replace(OPEN, isolated=boxed))
    assert {each.status for each in graded.outcomes} == {"graded"}, graded.findings
    databases = [f"sqlite:///{root / 'gradebook.db'}" for root in (small_graded, small_course)]
    assert [each for each in compare_gradebooks(*databases, "ps1") if each.student == "zoë"] == []
    folders = [root / "autograded" for root in (small_graded, small_course)]
    found = [each for each in compare_folders(*folders, "ps1") if each.student == "zoë"]
    assert {each.what for each in found} <= {"description of the notebook"}, found


def test_a_kernel_that_is_not_there_is_said(small_course):
    with Gradebook(f"sqlite:///{small_course / 'gradebook.db'}") as gradebook:
        gradebook.find_notebook("words", "ps1").kernelspec = json.dumps(
            {"name": "nowhere", "display_name": "", "language": "r"}
        )
        gradebook.db.commit()
    graded = grade_assignment(small_course, "ps1", replace(OPEN, notebooks="words"))
    assert [each.status for each in graded.outcomes] == ["failed"]
    assert "there is no kernel 'nowhere' on this computer" in graded.findings[-1].text
