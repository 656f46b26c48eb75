"""A class of attackers: none forges a mark unnoticed, reads what is not theirs, or stops the others.

Each file in ``attacks`` is one student, named for the misbehaviour. All are graded in one run, with limits that nobody
reaches on a slow computer; only those whose code does not end are graded in a run whose limit is short.
"""

from __future__ import annotations

import contextlib
import json
import shutil
import socket
import threading
import time
from pathlib import Path

import pytest
import yaml
from measured_class import release
from nbgrader.api import Gradebook

from localsdg.grading.box.limits import MEGABYTE, Limits
from localsdg.grading.course.launch import grade_assignment
from localsdg.grading.run.options import GradeOptions

ATTACKS = {
    path.stem: yaml.safe_load(path.read_text("utf-8")) for path in sorted(Path(__file__).parent.glob("attacks/*"))
}
NAMES = ("double", "square", "total")
# With other built-in functions IPython itself may not come to an end, nor with the traceback of millions of calls.
ENDLESS = (
    *(name for name in ATTACKS if name.startswith("loops")),
    "replaces-builtins",
    "replaces-what-finds-replacements",
    "recurses-without-end",
    "stops-itself",
)
LIMITS = Limits(
    notebook=300, memory=900 * MEGABYTE, processes=32, file=20 * MEGABYTE, files=60 * MEGABYTE, output=2 * MEGABYTE
)
SOLUTIONS = {
    "double": "def double(x):\n    ### BEGIN SOLUTION\n    return 2 * x  # SECRET-SOLUTION\n    ### END SOLUTION",
    "square": "def square(x):\n    ### BEGIN SOLUTION\n    return x * x\n    ### END SOLUTION",
    "total": "def total(values):\n    ### BEGIN SOLUTION\n    return sum(values)\n    ### END SOLUTION",
}
HIDDEN = {"double": ("double(2) == 4", "double(-3) == -6")}
HIDDEN["square"] = ("square(3) == 9", "all(a == b for a, b in zip(map(square, [-4, 5]), [16, 25]))")
HIDDEN["total"] = ("total([1, 2]) == 3", "total([]) == 0")


def _cell(identity: str, source: str, **nbgrader: object) -> dict:
    data = {
        "schema_version": 3,
        "grade_id": identity,
        "grade": False,
        "solution": False,
        "locked": False,
        "task": False,
    }
    return {
        "cell_type": "code",
        "id": identity,
        "metadata": {"nbgrader": data | nbgrader},
        "source": source,
        "outputs": [],
        "execution_count": None,
    }


def _source() -> dict:
    cells = []
    for name in NAMES:
        seen, hidden = HIDDEN[name]
        test = f"assert {seen}\n### BEGIN HIDDEN TESTS\n# SECRET-TEST\nassert {hidden}\n### END HIDDEN TESTS"
        cells.append(_cell(name, SOLUTIONS[name], solution=True))
        cells.append(_cell(f"{name}-check", test, grade=True, locked=True, points=5))
    kernel = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
    return {"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}


def _edit(document: dict, words: list[str], folder: Path, course: Path) -> None:
    """Change a notebook as one who knows its format could."""
    verb, name = words[:2]
    place = next((number for number, cell in enumerate(document["cells"]) if cell["id"] == name), None)
    cell = document["cells"][place] if place is not None else {}
    if verb == "delete":
        del document["cells"][place]
    elif verb == "copy":
        document["cells"].insert(place, json.loads(json.dumps(cell)) | {"id": f"{name}-copy"})
    elif verb == "set":
        cell["metadata"]["nbgrader"][words[2]] = json.loads(words[3])
    elif verb == "strip":
        del cell["metadata"]["nbgrader"]
    elif verb == "retype":
        cell["cell_type"] = "markdown"
        del cell["outputs"], cell["execution_count"]
    elif verb == "kernel":
        document["metadata"]["kernelspec"]["name"] = name
    elif verb == "tag":
        cell["metadata"]["tags"] = [words[2]]
    elif verb == "empty":
        cell["source"] = ""
    elif verb == "move":
        document["cells"].insert(0, document["cells"].pop(place))
    elif verb == "link":
        (folder / name).symlink_to(course / words[2])
    else:
        raise AssertionError(f"an edit that is not known: {words}")


def _hand_in(course: Path, student: str, attack: dict, port: int) -> None:
    folder = course / "submitted" / student / "ps"
    folder.mkdir(parents=True)
    (folder / "timestamp.txt").write_text("2027-01-10 12:00:00 UTC")
    released = json.loads((course / "release" / "ps" / "attack.ipynb").read_text("utf-8"))
    if "file" in attack:
        whole = {"cut": json.dumps(released)[:700], "nested": "[" * 100_000}
        (folder / "attack.ipynb").write_text(whole.get(attack["file"], attack["file"]))
        return
    for cell in released["cells"]:
        if cell["id"] in attack["answers"]:
            text = attack["answers"][cell["id"]].rstrip("\n")
            cell["source"] = text.replace("COURSE", str(course)).replace("PORT", str(port))
    for edit in attack.get("edits", []):
        _edit(released, edit.split(), folder, course)
    (folder / "attack.ipynb").write_text(json.dumps(released), "utf-8")


class Server:
    """A server of the grader's computer, which no notebook may reach."""

    def __init__(self) -> None:
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        self.reached = 0
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                connection, _ = self.socket.accept()
                self.reached += 1
                connection.close()


class Graded:
    """What became of the class."""

    def __init__(self, course: Path, *options: GradeOptions) -> None:
        self.course = course
        runs = [grade_assignment(course, "ps", each) for each in options]
        self.outcomes = {outcome.student: outcome for run in runs for outcome in run.outcomes}
        self.all_findings = [finding for run in runs for finding in run.findings]
        with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gradebook:
            self.scores = {
                submission.student.id: {
                    grade.name.removesuffix("-check"): (grade.auto_score, grade.needs_manual_grade, grade.manual_score)
                    for notebook in submission.notebooks
                    for grade in notebook.grades
                }
                for submission in gradebook.assignment_submissions("ps")
            }

    def findings(self, student: str) -> list:
        return [each for each in self.all_findings if each.student == student]

    def text(self, student: str) -> str:
        return "".join(
            path.read_text("utf-8", errors="replace")
            for path in (self.course / "autograded" / student).rglob("*")
            if path.is_file()
        )


@pytest.fixture(scope="module")
def server():
    server = Server()
    yield server
    server.socket.close()


@pytest.fixture(scope="module")
def attacked(tmp_path_factory, server) -> Path:
    course = tmp_path_factory.mktemp("attacks") / "course"
    (course / "source" / "ps").mkdir(parents=True)
    (course / "nbgrader_config.py").write_text("c = get_config()\nc.Execute.timeout = 120\n")
    (course / "source" / "ps" / "attack.ipynb").write_text(json.dumps(_source()))
    release(course, "ps")
    for student, attack in ATTACKS.items():
        _hand_in(course, student, attack, server.port)
    with (course / "submitted" / "honest-and-wrong" / "ps" / "notes.txt").open("w") as file:
        file.write("SECRET-NEIGHBOUR")
    return course


@pytest.fixture(scope="module")
def graded(attacked, isolated) -> Graded:
    patient = GradeOptions(limits=LIMITS, workers=2, without=ENDLESS)
    others, seconds = tuple(set(ATTACKS) - set(ENDLESS)), ("--Execute.timeout=5",)
    short = GradeOptions(limits=LIMITS, workers=1, without=others, preload=(), arguments=seconds)
    return Graded(attacked, patient, short)


@pytest.fixture(scope="module")
def strictly(attacked, graded, tmp_path_factory) -> Graded:
    course = tmp_path_factory.mktemp("strict") / "course"
    shutil.copytree(attacked, course, symlinks=True, ignore=shutil.ignore_patterns("autograded", "grading"))
    for student, attack in ATTACKS.items():
        if attack.get("kind") not in ("tampering", "unusual") and student not in HONEST:
            shutil.rmtree(course / "submitted" / student)
    seconds = ("--Execute.timeout=15",)  # one of them does not end
    options = GradeOptions(limits=LIMITS, strict=True, force=True, workers=1, preload=(), arguments=seconds)
    return Graded(course, options)


HONEST = ("honest-and-right", "honest-and-wrong", "copies-an-answer", "skips-checks-by-tag", "asks-for-another-kernel")
RIGHT = {"double": "return 2 * x", "square": "return x * x", "total": "return sum(values)"}


def test_in_the_strict_mode_points_are_earned(strictly):
    for student in strictly.outcomes:
        answers = ATTACKS[student]["answers"]
        for name, right in RIGHT.items():
            points = strictly.scores[student][name][0]
            if right not in answers.get(name, ""):
                assert points == 0, (student, name, strictly.findings(student))
    assert len(strictly.outcomes) >= 15
    for student in HONEST:
        expected = [5 * (right in ATTACKS[student]["answers"][name]) for name, right in RIGHT.items()]
        assert [strictly.scores[student][name][0] for name in RIGHT] == expected, student
    assert strictly.findings("honest-and-wrong") == []


@pytest.mark.parametrize("student", ATTACKS)
def test_attack(graded, student):
    attack = ATTACKS[student]
    assert student in graded.scores, graded.findings(student)
    if attack["points"] != "any":  # what lies where in the memory is not the same in each run
        assert {key: value[0] for key, value in graded.scores[student].items()} == dict(
            zip(NAMES, map(float, attack["points"]), strict=True)
        )
    assert {value[1:] for value in graded.scores[student].values()} == {(False, None)}
    if attack["status"] != "any":
        assert graded.outcomes[student].status == attack["status"], graded.findings(student)
    findings = graded.findings(student)
    if "kind" in attack:
        assert attack["kind"] in {each.kind for each in findings}
    if "says" in attack:
        assert any(attack["says"] in each.text for each in findings), findings
    if student.startswith("honest"):
        assert findings == []
    text = graded.text(student)
    code = "".join(attack.get("answers", {}).values())
    for secret in attack.get("never", []):
        if secret not in code:
            assert secret not in text


def test_no_one_without_right_answers_has_points_unnoticed(graded):
    for student, attack in ATTACKS.items():
        earned = [graded.scores[student][name][0] for name in NAMES]
        right = [rule in attack.get("answers", {}).get(name, "") for name, rule in RIGHT.items()]
        unearned = any(points and not answer for points, answer in zip(earned, right, strict=True))
        if unearned:
            assert {each.kind for each in graded.findings(student)} & {"tampering", "unusual"}, student


def commands_with(word: bytes) -> list[bytes]:
    """Return the commands of the processes that have a word in them."""
    commands = []
    for entry in Path("/proc").iterdir():
        with contextlib.suppress(OSError):
            if entry.name.isdecimal():
                commands.append((entry / "cmdline").read_bytes())
    return [command for command in commands if word in command]


def test_nothing_is_reached_or_left_behind(graded, server):
    assert server.reached == 0
    until = time.monotonic() + 30  # the system takes its time to end them
    while (left := commands_with(b"61.7")) and time.monotonic() < until:
        time.sleep(0.05)
    assert left == []
    assert b"SQLite format" not in graded.text("links-to-the-gradebook").encode()
    with Gradebook(f"sqlite:///{graded.course / 'gradebook.db'}") as gradebook:
        names = gradebook.db.connection().exec_driver_sql("select name from sqlite_master where type = 'trigger'")
        assert list(names) == []
    kept = (graded.course / "autograded" / "escapes-the-folder" / "ps").iterdir()
    assert sorted(path.name for path in kept) == ["attack.ipynb", "timestamp.txt"]
    assert "2027-01-10" in (graded.course / "autograded/replaces-its-notebook/ps/timestamp.txt").read_text()


def test_every_student_has_a_status_in_words(graded):
    lines = (graded.course / "grading" / "ps" / "status.csv").read_text("utf-8").splitlines()
    assert {line.split(",")[0] for line in lines[1:]} == set(ATTACKS)
