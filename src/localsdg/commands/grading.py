"""The commands for instructors: ``localsdg grade`` and those around it."""

import json
import os
import re
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from localsdg.commands.common import FINDINGS, GRADE, WRONG_USE, Force, console, fail, readable, writable
from localsdg.core import garbage
from localsdg.core.content import content_root
from localsdg.core.terminal import visible
from localsdg.grading.box.limits import MEGABYTE, Limits
from localsdg.grading.run.options import CourseError, GradeOptions

if TYPE_CHECKING:
    from localsdg.grading.course.assignment import GradedAssignment

app = typer.Typer(help="Grade the assignments of an nbgrader course.")

_Assignment = Annotated[str, typer.Argument(help="The name of the assignment.")]
CourseDir = Annotated[
    Path | None,
    typer.Option("--course-dir", help="The folder of the nbgrader course; else this folder, or exercises in a clone."),
]
_Student = Annotated[str, typer.Option("--student", help="Only these students; * stands for any letters.")]
_Notebook = Annotated[str, typer.Option("--notebook", help="Only these notebooks; * stands for any letters.")]
_Workers = Annotated[int, typer.Option(help="How many submissions at once; 0 for as many as there are processors.")]
_NoIsolation = Annotated[
    bool, typer.Option("--no-isolation", help="Run the code without isolation. Only if you trust every submission.")
]
_Json = Annotated[bool, typer.Option("--json", help="Print what happens as JSON, one event a line.")]
_NBGRADER = {"allow_extra_args": True, "ignore_unknown_options": True}
_OPTION = re.compile(r"--[A-Z]\w*\.\w+=.*|--db=.+")


def course_folder(folder: Path | None) -> Path:
    """Return the folder of the course: the one given, else this folder, else the course's own exercises."""
    if folder is not None:
        if not folder.is_dir():
            raise fail(f"There is no folder {folder}. Name the folder of the nbgrader course.", WRONG_USE)
        return folder
    here, own = Path.cwd(), content_root() / "exercises"
    for candidate in (here, own):
        if (candidate / "nbgrader_config.py").exists() or (candidate / "source").is_dir():
            return candidate
    raise fail("This folder is no nbgrader course. Go to its folder, or name it with --course-dir.", WRONG_USE)


def _nbgrader_options(context: typer.Context) -> tuple[str, ...]:
    """Return what is meant for nbgrader on the command line; end the command if something else is there."""
    for word in context.args:
        if not _OPTION.fullmatch(word):
            raise fail(
                f"{word} is not an option. Options of nbgrader have the form --Class.name=value or --db=address; "
                "all others are listed by --help.",
                WRONG_USE,
            )
    return tuple(context.args)


def _checked(options: Callable[[], GradeOptions]) -> GradeOptions:
    """Return what is to be graded, and how; end the command if one of its numbers is not possible."""
    try:
        return options()
    except CourseError as error:
        raise fail(error, WRONG_USE) from error


def _refused(error: CourseError, course: Path, assignment: str) -> typer.Exit:
    """Say why nothing was done; it is wrong use if the course has no such assignment."""
    return fail(error, FINDINGS if (course / "source" / assignment).is_dir() else WRONG_USE)


@app.command(context_settings=_NBGRADER, rich_help_panel=GRADE)
def grade(
    context: typer.Context,
    assignment: _Assignment,
    course_dir: CourseDir = None,
    student: _Student = "*",
    notebook: _Notebook = "*",
    force: Annotated[bool, typer.Option(help="Grade also what is graded already.")] = False,
    workers: _Workers = 0,
    no_isolation: _NoIsolation = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="Keep the checks out of the students' process, if they are written for it.")
    ] = False,
    scheduler: Annotated[
        str, typer.Option(help="The address of a Dask cluster that does the work, as in tcp://host:8786.")
    ] = "",
    memory: Annotated[int, typer.Option(help="Memory for a notebook, in MB.")] = Limits.memory // MEGABYTE,
    notebook_seconds: Annotated[float, typer.Option(help="Time for a notebook, in seconds.")] = Limits.notebook,
    as_json: _Json = False,
) -> None:
    """Grade an assignment as "nbgrader autograde" does, many times as fast, with the code isolated."""
    from localsdg.grading.course.launch import grade_assignment

    arguments = _nbgrader_options(context)
    options = _checked(
        lambda: GradeOptions(
            students=student,
            notebooks=notebook,
            force=force,
            workers=workers,
            isolated=not no_isolation,
            strict=strict,
            scheduler=scheduler,
            limits=Limits(memory=memory * MEGABYTE, notebook=notebook_seconds),
            arguments=arguments,
        )
    )
    course = course_folder(course_dir)
    try:
        with _progress(as_json) as progress:
            graded = grade_assignment(course, assignment, options, _print_event if as_json else _Bar(progress))
    except CourseError as error:
        raise _refused(error, course, assignment) from error
    except KeyboardInterrupt:
        raise fail("Stopped. What was graded so far is kept; the same command goes on from there.") from None
    if not as_json:
        _summary(graded)
    if graded.failed:
        raise typer.Exit(FINDINGS)


@app.command(context_settings=_NBGRADER, rich_help_panel=GRADE)
def feedback(
    context: typer.Context,
    assignment: _Assignment,
    course_dir: CourseDir = None,
    student: _Student = "*",
    notebook: _Notebook = "*",
    force: Annotated[bool, typer.Option(help="Make also pages that are there already.")] = False,
    without_hidden_tests: Annotated[
        bool, typer.Option("--without-hidden-tests", help="Leave the hidden tests out of the pages.")
    ] = False,
    workers: _Workers = 0,
    as_json: _Json = False,
) -> None:
    """Make the pages of feedback as "nbgrader generate_feedback" does, several at once."""
    _checked(lambda: GradeOptions(workers=workers))
    course, options = course_folder(course_dir), _nbgrader_options(context)
    try:
        with garbage.importing():
            from localsdg.grading.run import quick  # noqa: F401, I001 - before what imports nbformat
            from localsdg.grading.course.feedback import make_feedback

        with _progress(as_json) as progress:
            pages = make_feedback(
                course,
                assignment,
                students=student,
                notebooks=notebook,
                force=force,
                hidden_tests=not without_hidden_tests,
                workers=workers,
                arguments=options,
                tell=_print_event if as_json else _Bar(progress),
            )
    except CourseError as error:
        raise _refused(error, course, assignment) from error
    counts = Counter(page.status for page in pages)
    if not as_json:
        console.print(
            f"{assignment}: feedback for {counts['made']} students made, for {counts['skipped']} there already"
        )
        for page in pages:
            if page.status == "failed":
                console.print(f"  {page.student}: {page.text}", markup=False)
    if counts["failed"]:
        raise typer.Exit(FINDINGS)


@app.command(rich_help_panel=GRADE)
def collect(
    assignment: _Assignment,
    files: Annotated[list[Path], typer.Argument(help="Archives (zip) and notebooks, or folders with them.")],
    course_dir: CourseDir = None,
    force: Annotated[bool, typer.Option(help="Replace what was collected before.")] = False,
    worksheet: Annotated[
        Path | None, typer.Option(help="Moodle's grading worksheet, which says when each learner has handed in.")
    ] = None,
    zone: Annotated[
        str, typer.Option(help="The time zone of the worksheet: yours in Moodle, as in Africa/Nairobi or +03:00.")
    ] = "",
    time_column: Annotated[str, typer.Option(help="The column of the worksheet with these times, if asked.")] = "",
    received: Annotated[
        bool, typer.Option("--received", help="Work was handed in when its file came to this computer.")
    ] = False,
    until: Annotated[str, typer.Option(help="Leave out what came later, as in '2027-01-15 17:00 +03:00'.")] = "",
) -> None:
    """Put what learners sent where the grader looks for it: files of Moodle, of JupyterLite, or named by you."""
    from localsdg.grading.course.collect import Clock
    from localsdg.grading.course.collect import collect as collect_files
    from localsdg.grading.course.moments import read_moment
    from localsdg.grading.course.worksheet import read_form, times

    if worksheet and not zone:
        raise fail("Say with --zone of which time zone the worksheet's times are: yours in Moodle.", WRONG_USE)
    course = course_folder(course_dir)
    try:
        last = read_moment(until) if until else None
        platform, unread = times(read_form(readable(worksheet)), zone, time_column) if worksheet else ({}, [])
    except CourseError as error:
        raise fail(error, WRONG_USE) from error
    for file in files:
        if not file.exists():
            raise fail(f"There is no file {file}. Check its name.", WRONG_USE)
    try:
        done = collect_files(course, assignment, files, force=force, clock=Clock(platform, received, last))
    except CourseError as error:
        raise _refused(error, course, assignment) from error
    new, replaced, there = map(len, (done.new, done.replaced, done.there))
    console.print(f"{assignment}: {new} new, {replaced} replaced, {there} there already and left as they are")
    for text in [*unread, *done.left_out]:
        console.print(f"Left out. {text}", markup=False, soft_wrap=True)
    for text in done.doubts:
        console.print(f"Look at this. {text}", markup=False, soft_wrap=True)
    if not done.new and not done.replaced and not done.there:
        raise typer.Exit(FINDINGS)


@app.command(rich_help_panel=GRADE)
def deadline(
    assignment: _Assignment,
    moment: Annotated[
        str, typer.Argument(help="Day, time and zone, as in '2027-01-15 17:00 Africa/Nairobi'; else it is shown.")
    ] = "",
    course_dir: CourseDir = None,
) -> None:
    """Set until when an assignment can be handed in; the time zone is never guessed."""
    from localsdg.grading.course.deadline import set_deadline, shown_deadline
    from localsdg.grading.course.moments import read_moment

    course = course_folder(course_dir)
    try:
        until = read_moment(moment) if moment else None
    except CourseError as error:
        raise fail(error, WRONG_USE) from error
    try:
        known = set_deadline(course, assignment, until) if until else shown_deadline(course, assignment)
    except CourseError as error:
        raise _refused(error, course, assignment) from error
    text = f"{known:%A %Y-%m-%d %H:%M} UTC" if known else "none"
    console.print(f"{assignment}, deadline: {text}" + (f" ({moment})" if moment else ""), markup=False)


@app.command(context_settings=_NBGRADER, rich_help_panel=GRADE)
def marks(
    context: typer.Context,
    assignment: _Assignment,
    output: Annotated[Path, typer.Option("--output", "-o", help="The file to write: .csv")],
    course_dir: CourseDir = None,
    fill: Annotated[
        Path | None, typer.Option(help="Fill a copy of this table: Moodle's grading worksheet, or Canvas's gradebook.")
    ] = None,
    column: Annotated[str, typer.Option(help="The column of that table that takes the marks, if asked.")] = "",
    force: Force = False,
) -> None:
    """Write the marks of an assignment into a table (CSV)."""
    with garbage.importing():
        from localsdg.grading.run import quick  # noqa: F401, I001 - before what imports nbformat
        from localsdg.core.files import draft_of
        from localsdg.grading.course.collect import participants
        from localsdg.grading.course.marks import Filled, fill_in, write_marks
        from localsdg.grading.course.marks import marks as take_marks
        from localsdg.grading.course.worksheet import mark_column, read_form

    form = None if fill is None else readable(fill)
    writable(output, force=force, endings=(".csv",), others=[form] if form else ())
    course, options = course_folder(course_dir), _nbgrader_options(context)
    try:
        found = take_marks(course, assignment, options)
    except CourseError as error:
        raise _refused(error, course, assignment) from error
    filled = Filled(sum(each.mark is not None for each in found), [], [])
    try:
        table = read_form(form) if form else None
        takes = mark_column(table, assignment, column) if table else 0
    except CourseError as error:
        raise fail(error, WRONG_USE) from error
    with draft_of(output, replace=force) as draft:
        if table is None:
            write_marks(found, draft)
        else:
            filled = fill_in(found, participants(course, assignment), table, draft, takes)
    console.print(f"Written: {output}, {filled.number} marks", markup=False)
    for text in filled.doubts:
        console.print(text, markup=False, soft_wrap=True)
    waiting = [each.student for each in found if each.mark is None]
    if waiting:
        console.print(f"No mark yet, something waits for a person or is not graded: {', '.join(waiting)}", markup=False)
    if filled.without_row:
        console.print(f"They have a mark, but no row in {fill}: {', '.join(filled.without_row)}", markup=False)


@app.command(context_settings=_NBGRADER, rich_help_panel=GRADE)
def verify(
    context: typer.Context,
    assignment: _Assignment,
    course_dir: CourseDir = None,
    student: _Student = "*",
    notebook: _Notebook = "*",
    workers: _Workers = 0,
    no_isolation: _NoIsolation = False,
) -> None:
    """Grade with nbgrader's own run and with ours, in copies of the course, and show every difference.

    nbgrader runs the code without isolation: verify only work that you trust.
    """
    with garbage.importing():
        from localsdg.grading.run import quick  # noqa: F401, I001 - before what imports nbformat
        from localsdg.grading.course.verify import verify as compare

    arguments = _nbgrader_options(context)
    isolated = not no_isolation
    options = _checked(
        lambda: GradeOptions(student, (), notebook, workers=workers, isolated=isolated, arguments=arguments)
    )
    course = course_folder(course_dir)
    try:
        found = compare(course, assignment, options)
    except CourseError as error:
        raise _refused(error, course, assignment) from error
    console.print(f"nbgrader: {found.nbgrader:.1f} s. localsdg: {found.ours:.1f} s.")
    for each in found.differences:
        where = " ".join(filter(None, (each.student, each.notebook, each.cell)))
        console.print(f"{where}: {each.what}\n  nbgrader: {each.first}\n  localsdg: {each.second}", markup=False)
    reasons = {(each.student, each.notebook): each.text for each in found.findings if each.kind == "repair"}
    for whose in sorted({(each.student, each.notebook) for each in found.differences} & reasons.keys()):
        console.print(f"{' '.join(whose)}: the grader has repaired the notebook. {reasons[whose]}", markup=False)
    different = {(each.student, each.notebook, each.cell) for each in found.differences}
    for finding in found.findings:
        if finding.kind == "points" and (finding.student, finding.notebook, finding.cell) in different:
            console.print(f"{finding.student} {finding.notebook} {finding.cell}: {finding.text}", markup=False)
    console.print(f"Differences: {len(found.differences)}")
    if found.differences:
        raise typer.Exit(FINDINGS)


def _print_event(event: dict[str, Any]) -> None:
    sys.stdout.write(visible(json.dumps(event, ensure_ascii=False, default=str)) + "\n")
    sys.stdout.flush()


def _progress(silent: bool) -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Progress(*columns, console=console, transient=True, disable=silent)


class _Bar:
    """Shows how far the run is, by submissions."""

    def __init__(self, progress: Progress) -> None:
        self.progress = progress
        self.task = progress.add_task("Starting", total=None)
        self.students: set[str] = set()

    def __call__(self, event: dict[str, Any]) -> None:
        if event["event"] == "start":
            self.progress.update(self.task, total=event["of"], description="Grading")
        elif "student" in event:
            self.students.add(event["student"])
            self.progress.update(self.task, completed=len(self.students))


def _summary(graded: "GradedAssignment") -> None:
    """Print what became of the class; those with whom all went well are counted, all others are named."""
    students = {outcome.student for outcome in graded.outcomes}
    counts = Counter(outcome.status for outcome in graded.outcomes)
    isolated = "isolated" if graded.isolated else "not isolated"
    number = len(graded.outcomes)
    console.print(
        f"{graded.assignment}: {number} notebooks of {len(students)} students in {graded.seconds:.1f} s, {isolated}"
    )
    plain = {"graded", "skipped"}
    for status in sorted(plain & counts.keys()):
        description = next(outcome.description for outcome in graded.outcomes if outcome.status == status)
        console.print(f"{counts[status]:>5}  {description}")
    others = [outcome for outcome in graded.outcomes if outcome.status not in plain]
    if others:
        table = Table("Student", "Notebook", "What happened", box=None, pad_edge=False)
        for outcome in others:
            table.add_row(*map(_plain, (outcome.student, outcome.notebook, outcome.description)))
        console.print(table)
    kinds = {"tampering", "unusual"}
    suspicious = sorted({(each.student, each.notebook) for each in graded.findings if each.kind in kinds})
    if suspicious:
        console.print("\nLook at these by hand; their code can deceive a check:")
        for whose, name in suspicious:
            console.print(f"  {whose} {name}", markup=False)
    slow = sorted(graded.cells, key=lambda cell: -cell["seconds"])[:3]
    if slow and slow[0]["seconds"] >= 1:
        console.print("\nThe slowest cells:")
        for cell in slow:
            text = f"  {cell['student']} {cell['notebook']}, cell {cell['cell']}: {cell['seconds']:.1f} s"
            console.print(text, markup=False)
    console.print(f"\nAll that was noticed: {_near(graded.findings_file)}", markup=False, soft_wrap=True)


def _plain(text: str) -> str:
    return text.replace("[", r"\[")


def _near(path: Path) -> str:
    """Return a path as it is seen from here, if it is below this folder."""
    near = os.path.relpath(path)
    return str(path) if near.startswith("..") else near
