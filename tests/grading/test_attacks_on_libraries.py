"""Learners who change what checks compare with, or what runs them; honest ones with the same features are left alone.

The answers are in ``attacks_on_libraries.yml``. The points of an answer are earned if it is that of the solution.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from measured_class import answer, cell, check, notebook, release
from nbgrader.api import Gradebook

from localsdg.grading.box.limits import MEGABYTE, Limits
from localsdg.grading.course.launch import grade_assignment
from localsdg.grading.run.options import GradeOptions

ANSWERS = yaml.safe_load(Path(__file__).with_name("attacks_on_libraries.yml").read_text("utf-8"))
LIMITS = Limits(notebook=300, memory=900 * MEGABYTE, processes=32, output=2 * MEGABYTE)
IMPORTS = "import numpy as np\nimport pandas as pd"
DIGESTS = (  # of "11" and "22", from sha256sum
    "4fc82b26aecb47d2868c4efbe3581732a3e7cbcc6c2efb32062c08170a05eeb8",
    "785f3ec7eb32f30b90cd0fcf3657d388b5ff4297f2f9716ff66e9b69c05ddd09",
)
TASKS = {
    "double": ("x", "2 * x", "assert double(2) == 4", "assert double(-3) == -6"),
    "square": (
        "x", "x * x", "assert square(3) == 9", "assert all(a == b for a, b in zip(map(square, [-4, 5]), [16, 25]))"
    ),
    "total": ("values", "sum(values)", "assert total([1, 2]) == 3", "assert total([]) == 0"),
    "halves": (
        "values", "[v / 2 for v in values]", "np.testing.assert_allclose(halves([1, 2]), [0.5, 1])",
        "np.testing.assert_allclose(halves([3, 5]), [1.5, 2.5])",
    ),
    "mean": (
        "values", "sum(values) / len(values)", "assert np.isclose(mean([1, 2]), 1.5)",
        "assert np.allclose(mean([5, 2]), 3.5)",
    ),
    "table": (
        "names", "pd.DataFrame({'name': names, 'length': [len(n) for n in names]})",
        "pd.testing.assert_frame_equal(table(['a', 'bb']), pd.DataFrame({'name': ['a', 'bb'], 'length': [1, 2]}))",
        "assert table(['ccc']).equals(pd.DataFrame({'name': ['ccc'], 'length': [3]}))",
    ),
    "unit": (
        "x", "x + 1", "import unittest\ncase = unittest.TestCase()\ncase.assertEqual(unit(1), 2)",
        "case.assertEqual(unit(41), 42)\ncase.assertAlmostEqual(unit(0.5), 1.5)",
    ),
    "hashed": (
        "x", "str(x) * 2", f"import hashlib\nassert hashlib.sha256(hashed(1).encode()).hexdigest() == '{DIGESTS[0]}'",
        f"assert hashlib.sha256(hashed(2).encode()).hexdigest() == '{DIGESTS[1]}'",
    ),
    "credit": ("x", "x", "seen = credit(3) == 3", "int(seen) + 2 * int(credit(4) == 4) + 2 * int(credit(7) == 7)"),
}  # fmt: skip


def _graded(root: Path, *, strict: bool) -> dict[str, tuple[dict[str, float], list[str]]]:
    """Return the points of each learner by task, and what was found; in the strict mode imports are locked."""
    (root / "source" / "ps").mkdir(parents=True)
    (root / "nbgrader_config.py").write_text("c = get_config()\nc.Execute.timeout = 60\n")
    cells = [cell("code", "imports", IMPORTS, **({"locked": True} if strict else {}))]
    for name, (given, right, visible, hidden) in TASKS.items():
        cells += [answer(name, f"def {name}({given}):\n    return {right}"), check(f"{name}-check", 5, visible, hidden)]
    (root / "source" / "ps" / "attack.ipynb").write_text(json.dumps(notebook(cells)))
    release(root, "ps")
    for student, answers in ANSWERS.items():
        document = json.loads((root / "release" / "ps" / "attack.ipynb").read_text("utf-8"))
        for each in document["cells"]:
            unanswered = f"def {each['id']}(*_):\n    return None" if each["id"] in TASKS else each["source"]
            each["source"] = answers.get(each["id"], unanswered)
        folder = root / "submitted" / student / "ps"
        folder.mkdir(parents=True)
        (folder / "attack.ipynb").write_text(json.dumps(document))
        for name, text in answers.get("files", {}).items():
            (folder / name).write_text(text)
    run = grade_assignment(root, "ps", GradeOptions(limits=LIMITS, strict=strict, workers=2))
    with Gradebook(f"sqlite:///{root / 'gradebook.db'}") as gradebook:
        points = {
            submission.student.id: {
                grade.name.removesuffix("-check"): float(grade.auto_score)
                for notebook in submission.notebooks
                for grade in notebook.grades
            }
            for submission in gradebook.assignment_submissions("ps")
        }
    found = {student: [each.text for each in run.findings if each.student == student] for student in ANSWERS}
    assert not [text for texts in found.values() for text in texts if "grader failed" in text]
    return {student: (points[student], found[student]) for student in ANSWERS}


@pytest.fixture(scope="module")
def by_default(tmp_path_factory, isolated):
    return _graded(tmp_path_factory.mktemp("default") / "course", strict=False)


@pytest.fixture(scope="module")
def strictly(tmp_path_factory, isolated):
    return _graded(tmp_path_factory.mktemp("strict") / "course", strict=True)


@pytest.mark.parametrize("student", [each for each in ANSWERS if not each.startswith("honest")])
def test_no_points_that_were_not_earned(by_default, strictly, student):
    points, found = by_default[student]
    assert not any(points.values()) or found, points
    assert not any(strictly[student][0].values())


@pytest.mark.parametrize("student", [each for each in ANSWERS if each.startswith("honest")])
def test_honest_learners_have_their_points_and_no_finding(by_default, strictly, student):
    points, found = by_default[student]
    assert [name for name in TASKS if name in ANSWERS[student] and points[name] != 5] == []
    assert found == []
    if student == "honest-all":
        assert strictly[student] == (dict.fromkeys(TASKS, 5.0), [])


@pytest.mark.parametrize(
    ("student", "sentence"),
    [
        ("changes-defaults", "The code uses __defaults__"),
        ("replaces-what-numpy-compares-with", "changed numpy.testing._private.utils.assert_array_compare"),
        ("compares-by-a-decorator-of-a-library", "by Any.__eq__"),
        ("compares-by-code-that-a-library-wrote", "by Meta.__eq__"),
        ("has-a-class-only-while-it-compares", "by Any.__eq__"),
        ("has-a-method-only-while-it-compares", "by Any.__eq__"),
        ("changes-in-the-check-and-restores-after-it", "changed numpy.isclose"),
        ("changes-the-text-of-cells", "changed IPython.core.inputtransformer2.TransformerManager.transform_cell"),
        ("replaces-a-hash", "changed hashlib.sha256"),
        ("imposter-in-the-cell-of-imports", "gives np, which a check uses, another meaning"),
        ("a-module-that-lies-about-its-file", "imports helper.py"),
        ("puts-a-fake-package-in-place", "imports scipy.py"),
        ("masked-values", "by numpy.ma"),
        ("an-array-of-its-own-in-a-table", "by Table.equals"),
        ("tries-answers-in-forks", "The code uses os.fork"),
    ],
)
def test_what_was_done_is_named(by_default, student, sentence):
    assert any(sentence in text for text in by_default[student][1]), by_default[student]
