"""A class and its hand-ins, and a copy of the course in which the real nbgrader commands are run."""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import yaml
from measured_class import nbgrader, nbgrader_here
from nbgrader.api import Gradebook

from localsdg.grading.box import isolation
from localsdg.grading.box.limits import Limits
from localsdg.grading.box.sandbox import Sandbox
from localsdg.grading.course.launch import grade_assignment
from localsdg.grading.run.options import GradeOptions

EXERCISES = Path(__file__).resolve().parents[2] / "exercises"
# What a computer gives, from the points beside the questions, and what a person gives for each answer in words.
AUTOMATIC = {
    "1-localizing": {"officer": 50, "analyst": 50},
    "2-implementation": {"officer": 55, "analyst": 50},
    "3-monitoring": {"officer": 52, "analyst": 50},
    "4-review": {"officer": 36, "analyst": 40},
}
WRITTEN = {
    "1-localizing": {"officer-written": 5, "officer-judgement": 5},
    "2-implementation": {"officer-written": 5},
    "3-monitoring": {"officer-judgement": 5, "officer-written": 5},
    "4-review": {"officer-review": 24},
}
ASSIGNMENTS = tuple(AUTOMATIC)
DUE = "2027-01-15 17:00:00 UTC"
ENDLESS = "infinite-loop"
# Those whose pages of feedback are read: of every notebook, and after every kind of trouble.
READ = (
    "all-shared-and-shares-of-one", "errors-in-cells", "numbers-with-commas", "half-of-each-item", "odd-values",
    "stops-and-prints", "borders-missed", "taken-for-each-other", "comma-decimals", "guess-as-baseline",
    "infinite-loop", "warnings-on-the-way", "below-one-means-denser", "infinite-ratio", "copied-and-deleted-cells",
    "deleted-check", "skipped-checks", "faults-copied-over", "pasted-a-web-page", "trusts-the-row",
)  # fmt: skip
# Those whom nbgrader itself grades as well.
BY_NBGRADER = (
    "untouched", "reference", "errors-in-cells", "stops-and-prints", "warnings-on-the-way", "copied-and-deleted-cells",
    "deleted-check", "skipped-checks", "handed-in-late", "formulas-in-cells", "never-comes-back",
)  # fmt: skip
# Those who are graded in the strict mode as well: the solutions, and whoever hands over odd values, functions of many
# kinds, or cells in disorder. Plain values go over as copies, whatever they are.
STRICTLY = (
    "reference", "errors-in-cells", "odd-values", "other-ways-to-the-same", "stops-and-prints", "typed-numbers",
    "equal-to-everything", "changes-what-it-is-given", "warnings-on-the-way",
    "copied-and-deleted-cells", "skipped-checks", "works-on-what-it-is-given",
    "annex-by-hand", "equal-to-all-answers", "never-comes-back", "constants-of-the-example",
)  # fmt: skip


def cells(path: Path) -> dict[str, dict]:
    """Return the cells of a notebook that nbgrader knows, by their grade id, with their source as one text."""
    known = {}
    for cell in json.loads(path.read_text("utf-8"))["cells"]:
        if "nbgrader" in cell["metadata"]:
            known[cell["metadata"]["nbgrader"]["grade_id"]] = cell | {"source": "".join(cell["source"])}
    return known


@dataclass(frozen=True)
class Submission:
    """What one learner hands in. Her name is her misbehaviour; an item not in ``expected`` was left unanswered."""

    assignment: str
    student: str
    title: str
    answers: Mapping[str, Mapping[str, str]]
    expected: Mapping[str, float] = field(default_factory=dict)
    because: Mapping[str, str] = field(default_factory=dict)
    without: Mapping[str, list[str]] = field(default_factory=dict)
    copied: Mapping[str, list[str]] = field(default_factory=dict)
    skipped: Mapping[str, list[str]] = field(default_factory=dict)
    submitted: str = ""

    def notebook(self, release: Path, name: str) -> str:
        """Fill the released notebook with this learner's answers; delete, copy and tag the cells as she did."""
        path = release / self.assignment / f"{name}.ipynb"
        answers = self.answers[name]
        gone, copied, skipped = (set(each.get(name, [])) for each in (self.without, self.copied, self.skipped))
        unknown = {*answers, *gone, *copied, *skipped} - set(cells(path))
        assert not unknown, f"{self.student} names cells that {name} does not have: {unknown}"
        document = json.loads(path.read_text("utf-8"))
        kept = []
        for cell in document["cells"]:
            grade_id = cell["metadata"].get("nbgrader", {}).get("grade_id")
            if grade_id in answers:
                cell["source"] = answers[grade_id].rstrip("\n")
            if grade_id in skipped:
                cell["metadata"]["tags"] = ["skip-execution"]
            if grade_id not in gone:
                kept.append(cell)
            if grade_id in copied:
                kept.append(cell | {"id": f"{cell['id']}-copy"})
        return json.dumps(document | {"cells": kept})

    def hand_in(self, course: Path) -> None:
        """Put the files where collected files lie: a zip for both notebooks, else one notebook with a telling name."""
        archive = course / "downloaded" / self.assignment / "archive"
        archive.mkdir(parents=True, exist_ok=True)
        texts = {name: self.notebook(course / "release", name) for name in self.answers}
        if len(texts) > 1:
            with zipfile.ZipFile(archive / f"{self.student}.zip", "w") as bundle:
                for name, text in texts.items():
                    bundle.writestr(f"{self.assignment}/{name}.ipynb", text)
        else:
            ((name, text),) = texts.items()
            middle = f"_{self.submitted}_" if self.submitted else "_"
            (archive / f"{self.student}{middle}{name}.ipynb").write_text(text, "utf-8")


def _read(path: Path) -> Submission:
    return Submission(path.parent.name, path.stem, **yaml.safe_load(path.read_text("utf-8")))


STORED = [_read(path) for path in sorted((Path(__file__).parent / "submissions").glob("*/*.yml"))]


def _reference(assignment: str) -> Submission:
    """Answer everything with the solutions of the source, as an instructor sees them."""
    answers = {}
    for name in ("officer", "analyst"):
        known = cells(EXERCISES / "source" / assignment / f"{name}.ipynb")
        solved = {key: cell["source"] for key, cell in known.items() if cell["metadata"]["nbgrader"]["solution"]}
        answers[name] = {
            key: "\n".join(line for line in text.split("\n") if " SOLUTION" not in line) for key, text in solved.items()
        }
    return Submission(assignment, "reference", "The reference solution", answers)


def submissions() -> list[Submission]:
    """Return the whole class: for each assignment an untouched release, the reference solution, and the stored ones."""
    untouched = [Submission(name, "untouched", "Nothing", {"officer": {}, "analyst": {}}) for name in ASSIGNMENTS]
    return [*untouched, *map(_reference, ASSIGNMENTS), *STORED]


def with_feedback() -> list[Submission]:
    """Return those whose pages of feedback are made and read: a page takes as long as grading what it shows."""
    return [
        each
        for each in submissions()
        if each.student in READ or (each.student in ("untouched", "reference") and each.assignment == ASSIGNMENTS[0])
    ]


@dataclass(frozen=True)
class Course:
    """A copy of the course folder, in which commands were run."""

    root: Path

    def run(self, *command: str, inside: bool = True) -> None:
        """Run an nbgrader command, in the course's folder or from elsewhere."""
        if inside:
            nbgrader(self.root, *command)
        else:
            nbgrader(self.root.parent, *command, f"--course-dir={self.root}")

    def run_here(self, *command: str) -> None:
        """Do what an nbgrader command does, without the start of a process."""
        nbgrader_here(self.root, *command)

    def copied(self, name: str) -> Course:
        """Return a copy of the course."""
        return Course(shutil.copytree(self.root, self.root.with_name(name)))

    def scores(self, submission: Submission) -> dict[str, float | None]:
        """Return the automatic score of every item of the notebooks handed in; None waits for a person."""
        with Gradebook(self.database) as gradebook:
            found = gradebook.find_submission(submission.assignment, submission.student)
            return {
                grade.name: grade.auto_score
                for notebook in found.notebooks
                if notebook.name in submission.answers
                for grade in notebook.grades
            }

    @property
    def database(self) -> str:
        """Return the address of the gradebook."""
        return f"sqlite:///{self.root / 'gradebook.db'}"

    def page(self, submission: Submission, name: str) -> str:
        """Return a feedback page."""
        return (self.root / "feedback" / submission.student / submission.assignment / f"{name}.html").read_text("utf-8")

    def autograded(self, submission: Submission, name: str) -> Path:
        """Return the path of a notebook as it was run."""
        return self.root / "autograded" / submission.student / submission.assignment / f"{name}.ipynb"


def collect(course: Course) -> None:
    """Go an instructor's way from the source to what was collected: once by the commands, from elsewhere."""
    wanted = shutil.ignore_patterns("release", "submitted", "autograded", "feedback", "downloaded", "gradebook.db*")
    shutil.copytree(EXERCISES, course.root, ignore=wanted)
    for place, assignment in enumerate(ASSIGNMENTS):
        if place == 0:
            course.run("generate_assignment", assignment, "--force", inside=False)
            course.run("db", "assignment", "add", assignment, f"--duedate={DUE}")
        else:
            course.run_here("generate_assignment", assignment)
            with Gradebook(course.database, "localsdg") as gradebook:
                gradebook.update_or_create_assignment(assignment, duedate=DUE)
        for submission in submissions():
            if submission.assignment == assignment:
                submission.hand_in(course.root)
        (course.run if place == 0 else course.run_here)("zip_collect", assignment)


def _seconds(limit: int) -> tuple[str]:
    """Return the option for nbgrader that gives a cell so many seconds."""
    return (f"--Execute.timeout={limit}",)


def grade(course: Course, *, strict: bool = False) -> None:
    """Grade the class; the limit that stops what never ends is hers alone, so none is too slow on a slow computer."""
    isolated = not isolation.problem(Sandbox(), Limits())
    patient = GradeOptions(strict=strict, isolated=isolated, workers=1, without=(ENDLESS,), arguments=_seconds(300))
    for assignment in ASSIGNMENTS:
        assert grade_assignment(course.root, assignment, patient).failed == []
    if strict:
        return
    short = replace(patient, without=(), students=ENDLESS, arguments=_seconds(10))
    assert grade_assignment(course.root, "2-implementation", short).failed == []


def keep(course: Course, students: Collection[str]) -> None:
    """Take away what others have handed in."""
    for folder in (course.root / "submitted").iterdir():
        if folder.name not in students:
            shutil.rmtree(folder)


def grade_by_nbgrader(course: Course) -> None:
    """Grade with nbgrader's own command, from elsewhere and in the folder, those who try what it does about slips."""
    keep(course, BY_NBGRADER)
    for place, assignment in enumerate(ASSIGNMENTS):
        course.run("autograde", assignment, inside=place > 0)
