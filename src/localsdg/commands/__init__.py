"""The command ``localsdg``. Each command is short; the work is done by the module it calls."""

import os
import subprocess
import sys
from contextlib import nullcontext
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer
import typer.core
from rich.table import Table

from localsdg.commands import workbook as workbook_commands
from localsdg.core.content import content_root
from localsdg.commands import grading as grading_commands
from localsdg.core.terminal import new_console, visible


class _Plain(typer.core.TyperGroup):
    """The commands; what the computer refuses in any of them is said in words."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command that was named."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise  # whoever reads on has gone; typer ends quietly
        except OSError as error:
            where = f"{str(error.filename)[:200]}: " if error.filename else ""
            raise _fail(f"{where}{error.strerror or error}.") from error
        except UnicodeEncodeError as error:
            raise _fail(f"A name holds a sign that no text can hold: {error.object[:200]}.") from error


app = typer.Typer(
    cls=_Plain,
    help="localsdg: from the Sustainable Development Goals to a review of your own municipality.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
console = new_console()


def _checkout() -> Path:
    """Return the repository; these commands work on its files, which an installed package does not have."""
    root = content_root()
    if not (root / "_config.yml").exists():
        console.print("This command works in a clone of the repository, and there is none around this installation.")
        raise typer.Exit(2)
    return root


def _fail(error: object, status: int = 1) -> typer.Exit:
    console.print(str(error), markup=False)
    return typer.Exit(status)


def _check_edition(edition: str) -> None:
    from localsdg.site.build import EDITIONS

    if edition not in EDITIONS:
        raise _fail(f"There is no edition {edition!r}. There are: {', '.join(EDITIONS)}.", status=2)


def _port(text: str) -> int:
    """Read a port; the default comes as a text too."""
    if str(text).isascii() and str(text).isdigit() and len(str(text)) <= 5 and 0 < int(text) <= 65535:
        return int(text)
    raise typer.BadParameter(f"“{visible(text)}” is no port. A port is a number from 1 to 65535; usual is 8000.")


@app.command()
def course(
    port: Annotated[
        int, typer.Option(parser=_port, metavar="NUMBER", help="Port to serve at; if in use, the next free one.")
    ] = 8000,
    host: Annotated[
        str, typer.Option(help="Who can open it: by default this computer alone; 0.0.0.0 for a room in one network.")
    ] = "127.0.0.1",
    edition: Annotated[str, typer.Option(help="learner, or trainer to show the trainer cards.")] = "learner",
    serve: Annotated[bool, typer.Option(help="Serve the pages after building them.")] = True,
) -> None:
    """Build the course, serve it on this computer and print its address."""
    from localsdg.site.build import BuildError, build, pages_folder
    from localsdg.site.hosts import HostError, find_host
    from localsdg.site.serve import announcement, make_server

    _check_edition(edition)
    root = _checkout()
    # Whatever is wrong with the address is said now, and not after a build of some minutes.
    try:
        server = make_server(pages_folder(root, edition), port=port, host=find_host(host)) if serve else None
    except (HostError, PermissionError) as error:
        raise _fail(error.strerror if isinstance(error, OSError) else error, status=2) from error
    except OSError as error:
        raise _fail(error.strerror) from error
    with server or nullcontext():
        console.print(f"Building the {edition} edition")
        try:
            pages = build(root, edition)
        except BuildError as error:
            raise _fail(error) from error
        console.print(f"The pages are in {pages.relative_to(root)}")
        if server is None:
            return
        console.print("\n" + "\n".join(announcement(server, edition, port)), markup=False, soft_wrap=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            console.print("\nThe course is no longer served. Its pages stay where they are.")


@app.command()
def pdf(
    file: Annotated[Path, typer.Argument(help="Where to write it.")] = Path("localsdg.pdf"),
    edition: Annotated[str, typer.Option(help="learner, or trainer to show the trainer cards.")] = "learner",
) -> None:
    """Write the course as one PDF: lessons as handouts, exercises as worksheets."""
    from localsdg.site.build import BuildError, build
    from localsdg.site.pdf import PdfError, write_pdf

    _check_edition(edition)
    root = _checkout()
    console.print(f"Building the {edition} edition")
    try:
        write_pdf(root, build(root, edition), file)
    except (BuildError, PdfError) as error:
        raise _fail(error) from error
    console.print(f"Written: {file}", markup=False)


@app.command()
def lab() -> None:
    """Open the lessons in JupyterLab; what you enter is kept in workbook.json."""
    root = _checkout()
    environment = {"LOCALSDG_WORKBOOK": str(root / "workbook.json")} | os.environ
    quiet = ["--LabApp.news_url=None", "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"]
    settings = [f"--ServerApp.root_dir={root}", "--LabApp.default_url=/lab/tree/modules", *quiet]
    command = [sys.executable, "-m", "jupyterlab", *settings]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.append("--allow-root")
    try:
        raise typer.Exit(subprocess.run(command, env=environment).returncode)
    except KeyboardInterrupt:
        raise typer.Exit(0) from None


@app.command(name="format")
def format_sources(
    check: Annotated[bool, typer.Option(help="Only say what is out of form; change nothing.")] = False,
) -> None:
    """Bring code and notebooks into form."""
    from localsdg.course.notebooks import NotebookError, format_notebooks, notebooks

    root = _checkout()
    ruff = [sys.executable, "-m", "ruff"]
    folders = [str(root / name) for name in ("src", "tests", "exercises", "benchmarks", "assets")]
    commands = [
        [*ruff, "check", "--quiet", *([] if check else ["--fix"]), *folders],
        [*ruff, "format", "--quiet", *(["--check"] if check else []), *folders, "--exclude", "*.ipynb"],
    ]
    failed = [command for command in commands if subprocess.run(command).returncode]
    try:
        changed = format_notebooks(root, check=check)
    except NotebookError as error:
        raise _fail(error) from error
    for path in changed:
        console.print(f"{path.relative_to(root)}: {'out of form; run make format' if check else 'brought into form'}")
    console.print(f"Looked at the code and at {len(list(notebooks(root)))} notebooks")
    if failed or (check and changed):
        raise typer.Exit(1)


@app.command()
def test(
    quick: Annotated[
        bool,
        typer.Option("--quick", help="Leave out what is slow: see CONTRIBUTING.md."),
    ] = False,
) -> None:
    """Run every check and test: form, types, unit and browser tests, grading, and all lessons."""
    from localsdg.commands.test_runner import run_all

    raise typer.Exit(run_all(_checkout(), console, quick=quick))


@app.command()
def release() -> None:
    """Make the learners' version of every assignment, in exercises/release."""
    course = _checkout() / "exercises"
    for assignment in sorted(path.name for path in (course / "source").iterdir() if path.is_dir()):
        command = [sys.executable, "-m", "nbgrader", "generate_assignment", assignment, "--force"]
        if subprocess.run(command, cwd=course).returncode:
            raise _fail(f"{assignment}: nbgrader could not make the release. Its words are above.")
    console.print("The learners' version is in exercises/release")


@app.command()
def doctor() -> None:
    """Say what this computer has and lacks for the course, and how to repair it."""
    from localsdg.commands.doctor import examine

    findings = examine(_checkout())
    for finding in findings:
        sign = "[green]has[/]  " if finding.good else ("[red]lacks[/]" if finding.needed else "[yellow]note[/] ")
        console.print(f"{sign} {finding.name}: {finding.found}")
        if not finding.good:
            console.print(f"      {finding.repair}", markup=False)
    lacking = [finding.name for finding in findings if finding.needed and not finding.good]
    console.print(f"Looked at {len(findings)} things; {len(lacking)} needed ones are lacking.")
    if lacking:
        raise typer.Exit(1)


@app.command()
def reading() -> None:
    """Say how easy each lesson is to read: minutes between two things to do, sentences, words of specialists."""
    from localsdg.course.reading import LONGEST_SENTENCE, MOST_MINUTES, MOST_ON_AVERAGE, read_lessons, words_of

    table = Table("Lesson", *(f"{name}\n{limit}" for name, limit in (
        ("Words", ""),
        ("Minutes in a row", f"at most {MOST_MINUTES:.0f}"),
        ("Words a sentence", f"at most {MOST_ON_AVERAGE:.0f}"),
        ("Longest sentence", f"at most {LONGEST_SENTENCE}"),
    )))  # fmt: skip
    faults = []
    for each in read_lessons():
        longest = len(words_of(each.longest))
        table.add_row(each.lesson, f"{each.words:,}", f"{each.stretch:.1f}", f"{each.average:.1f}", f"{longest}")
        faults += [f"Lesson {each.lesson}: {fault}" for fault in each.faults()]
    console.print(table)
    for fault in faults:
        console.print(fault, markup=False)
    if faults:
        raise typer.Exit(1)


@app.command()
def agenda(
    lessons: Annotated[str, typer.Option(help="The lessons, in their order: 1.2,1.5,1.6")],
    minutes: Annotated[int, typer.Option(help="The time there is, with breaks.")] = 180,
    start: Annotated[str, typer.Option(help="Time of day at which the workshop begins.")] = "09:00",
    date: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The day.")] = None,
    output: Annotated[
        list[Path] | None,
        typer.Option(help="Write it into this file too: .html, .docx or .ics. May be given several times."),
    ] = None,
) -> None:
    """Plan a workshop from the trainers' cards: real minutes, breaks, and the targets of each session."""
    from localsdg.workshop import plan_workshop
    from localsdg.workshop.documents import HEADS, WRITERS, notes, title

    day = date.date() if date else None
    files = output or []
    try:
        for file in files:
            if file.suffix.lower() not in WRITERS:
                raise ValueError(f"{file}: its name should end with one of {', '.join(WRITERS)}.")
            if file.exists():
                raise ValueError(f"{file} is there already. Give another name, or move it away.")
        planned = plan_workshop([lesson.strip() for lesson in lessons.split(",") if lesson.strip()], minutes, start)
        table = Table(*HEADS, title=title(day), title_justify="left", box=None)
        for entry in planned.entries:
            table.add_row(entry.time, entry.title, entry.targets)
        console.print(table)
        for note in notes(planned):
            console.print(note, markup=False)
        for file in files:
            WRITERS[file.suffix.lower()](planned, file, day)
            console.print(f"Written: {file}", markup=False)
    except KeyError as error:
        raise _fail(error.args[0]) from error
    except (ValueError, OSError) as error:
        raise _fail(error) from error


@app.command()
def questions(
    file: Annotated[Path, typer.Argument(help="The file to write: an XML file that Moodle imports.")],
    lesson: Annotated[list[str] | None, typer.Option(help="Only this lesson; may be given several times.")] = None,
) -> None:
    """Write the questions of the lessons as a question bank for Moodle."""
    from localsdg.course.lesson import questions as of_lesson
    from localsdg.course.moodle import bank
    from localsdg.course.questions import QuestionsError, all_questions

    try:
        chosen = {name: of_lesson(name) for name in (lesson or all_questions())}
        if file.exists():
            raise ValueError(f"{file} is there already. Give another name, or move it away.")
        file.write_text(bank(chosen), "utf-8")
    except KeyError as error:
        raise _fail(error.args[0]) from error
    except (QuestionsError, ValueError, OSError) as error:
        raise _fail(error) from error
    count = sum(map(len, chosen.values()))
    console.print(f"Written: {file}, {count} questions of {len(chosen)} lessons. In Moodle: question bank, import,")
    console.print("format “Moodle XML”.")


@app.command()
def check_data(
    file: Annotated[Path, typer.Argument(help="A table of indicator data: CSV or Excel (.xlsx). It is never changed.")],
    report: Annotated[Path | None, typer.Option(help="Write all faults into this file: .csv or .json.")] = None,
    repair: Annotated[Path | None, typer.Option(help="Write a copy with the safe repairs into this CSV file.")] = None,
    sheet: Annotated[str | None, typer.Option(help="The sheet of an Excel file; else the first one.")] = None,
    encoding: Annotated[
        str | None, typer.Option(help="How the letters of a text file are written, if it is not UTF-8: cp1252 ...")
    ] = None,
) -> None:
    """Find the faults of your own data, say how to repair each, and repair a copy where that is safe."""
    from localsdg.commands.data import run

    raise typer.Exit(run(file, report, repair, sheet, encoding, console))


app.add_typer(workbook_commands.app, name="workbook")
app.add_typer(grading_commands.app)


if __name__ == "__main__":
    app()
