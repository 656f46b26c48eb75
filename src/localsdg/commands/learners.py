"""The commands ``localsdg learner``: a copy of the data of a learner, and its deletion."""

import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from localsdg.commands.common import FINDINGS, WRONG_USE, Force, console, fail, writable
from localsdg.commands.grading import CourseDir, course_folder
from localsdg.grading.run.options import CourseError

if TYPE_CHECKING:
    from localsdg.grading.course.personal import Held, LearnersData

app = typer.Typer(help="What the course holds of a learner: copy it, delete it.", no_args_is_help=True)
_Name = Annotated[str, typer.Argument(help="The learner, as in the gradebook.")]
_Yes = Annotated[bool, typer.Option("--yes", help="Really delete. Without it, only what would be deleted is shown.")]
ELSEWHERE = (
    "Not known to this program, and not changed: the learning platform, mail, the files you collected from, copies "
    "and backups of this folder, tables of marks that you have written or filled."
)


def _open(course: Path) -> "LearnersData":
    from localsdg.grading.course.personal import LearnersData
    from localsdg.grading.run import quick  # noqa: F401 - before what imports nbformat

    return LearnersData(course)


def _say(held: "Held", verb: str) -> None:
    """Say what is copied or deleted, and what remains."""
    count = f"{len(held.folders)} folders, {len(held.files)} files, rows in {len(held.tables)} tables"
    console.print(f"{verb}: {count}, {len(held.in_gradebook)} learners in the gradebook", markup=False)
    for path in held.mixed:
        console.print(f"May hold work or marks of learners, look at it by hand: {path}", markup=False, soft_wrap=True)
    console.print(ELSEWHERE, soft_wrap=True)


@app.command()
def export(
    learner: _Name,
    output: Annotated[Path, typer.Option("--output", "-o", help="The archive to write: .zip")],
    course_dir: CourseDir = None,
    force: Force = False,
) -> None:
    """Copy all that the course holds of a learner into an archive: work, marks, comments, findings."""
    from localsdg.grading.course.collect import in_one_form

    writable(output, force=force, endings=(".zip",))
    course = course_folder(course_dir)
    try:
        with _open(course) as data:
            held = data.export(in_one_form(learner), output)
    except CourseError as error:
        raise fail(error, WRONG_USE) from error
    console.print(f"Written: {output}. It holds personal data: give it to nobody else.", markup=False)
    _say(held, "Copied")


@app.command()
def forget(learner: _Name, course_dir: CourseDir = None, yes: _Yes = False) -> None:
    """Delete all that the course holds of a learner: work, feedback, marks, comments, findings."""
    from localsdg.grading.course.collect import in_one_form

    _forget(course_folder(course_dir), yes, learner=in_one_form(learner))


@app.command("forget-all")
def forget_all(
    course_dir: CourseDir = None,
    before: Annotated[
        str, typer.Option(help="Only learners with no work of this day or later, as in 2027-09-01.")
    ] = "",
    yes: _Yes = False,
) -> None:
    """Delete all that the course holds of a class or a year; assignments and their deadlines stay."""
    try:
        day = datetime.date.fromisoformat(before) if before else datetime.date.max
    except ValueError as error:
        raise fail(f"{before} is not a day. Write it like 2027-09-01.", WRONG_USE) from error
    _forget(course_folder(course_dir), yes, before=day)


def _forget(course: Path, yes: bool, *, learner: str = "", before: datetime.date = datetime.date.max) -> None:
    try:
        with _open(course) as data:
            known = data.learners()
            names = [name for name in known if learner in ("", name) and data.last_work(known[name]) < before]
            held = data.held(names)
            if held.is_empty:
                raise fail("The course holds nothing that matches. Check the name or the day.", WRONG_USE)
            if yes:
                held = data.forget(names)
    except CourseError as error:
        raise fail(error, WRONG_USE) from error
    console.print(f"Learners: {', '.join(sorted(names))}", markup=False, soft_wrap=True)
    _say(held, "Deleted" if yes else "Would be deleted")
    if not yes:
        raise fail("Nothing was deleted. To delete it for ever, give the command again with --yes.", FINDINGS)
