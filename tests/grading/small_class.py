"""A class whose notebooks need nothing but Python: for tests of what a run does around them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from measured_class import answer, cell, check, notebook, release

if TYPE_CHECKING:
    from pathlib import Path

CONFIGURATION = """c = get_config()
c.CourseDirectory.course_id = "small"
c.LateSubmissionPlugin.penalty_method = "zero"
"""
SOURCES = {
    "sums": [
        cell("markdown", "title", "# Sums"),
        cell("code", "load", "numbers = [int(line) for line in open('numbers.txt')]\nnumbers"),
        answer("total", "def total(values):\n    return sum(values)"),
        cell("code", "try-total", "print('total', total(numbers))"),
        check("total-check", 3, "assert total([1, 2]) == 3", "assert total([]) == 0"),
        answer("mean", "def mean(values):\n    return sum(values) / len(values)"),
        cell("code", "try-mean", "mean(numbers)"),
        check("mean-check", 2, "assert mean([1, 3]) == 2", "assert mean([0, 0, 3]) == 1"),
        cell("markdown", "essay", "What does a mean hide?", grade=True, solution=True, points=5),
    ],
    "words": [
        answer("longest", "def longest(words):\n    return max(words, key=len)"),
        cell("code", "try-longest", "longest(['a', 'bcd'])"),
        check("longest-check", 2, "assert longest(['a', 'bc']) == 'bc'", "assert longest(['é', 'b', 'üü']) == 'üü'"),
        cell("code", "file", "open('made.txt', 'w').write(longest(['a', 'bc']))"),
        cell(
            "code", "sketch", "### BEGIN SOLUTION\nprint('####')\n### END SOLUTION", grade=True, solution=True, points=1
        ),
    ],
}
# What each learner writes; the others leave the cell as it was released. The last of them is late.
ANSWERS = {
    "Ana María 山田": {
        "total": "def total(values):\n    return sum(values)",
        "mean": "def mean(values):\n    return sum(values) / len(values)",
        "essay": "How far the values lie apart.",
        "longest": "def longest(words):\n    return sorted(words, key=len)[-1]",
        "sketch": "print('##')",
    },
    "zoë": {
        "total": "def total(values):\n    return sum(values) or None",
        "mean": "def mean(values):\n    return 1 +",
        "longest": "import warnings\nwarnings.warn('careful')\ndef longest(words):\n    return words[-1]",
    },
    "محمد": {
        "total": "def total(values):\n    print('so far', values)\n    return sum(values)",
        "longest": "def longest(words):\n    return None",
    },
}


def make_small_course(root: Path) -> None:
    """Make the course in an empty folder, with its release, its gradebook and what the class hands in."""
    (root / "source" / "ps1").mkdir(parents=True)
    (root / "nbgrader_config.py").write_text(CONFIGURATION, "utf-8")
    for name, cells in SOURCES.items():
        (root / "source" / "ps1" / f"{name}.ipynb").write_text(json.dumps(notebook(cells)))
    (root / "source" / "ps1" / "numbers.txt").write_text("3\n4\n8\n")
    release(root, "ps1")
    for day, (student, answers) in enumerate(ANSWERS.items()):
        folder = root / "submitted" / student / "ps1"
        folder.mkdir(parents=True)
        for name in SOURCES:
            document = json.loads((root / "release" / "ps1" / f"{name}.ipynb").read_text("utf-8"))
            for each in document["cells"]:
                each["source"] = answers.get(each["id"], each["source"])
            (folder / f"{name}.ipynb").write_text(json.dumps(document))
        (folder / "own.txt").write_text("mine")
        (folder / "timestamp.txt").write_text(f"2027-01-{10 + day} 12:00:00 UTC")
