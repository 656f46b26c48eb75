"""The commands for contributors: form, tests, releases of assignments, ease of reading, what this computer lacks."""

import subprocess
import sys
from typing import Annotated

import typer
from rich.table import Table

from localsdg.commands.common import DEVELOP as PANEL
from localsdg.commands.common import checkout, console, fail

app = typer.Typer()


@app.command(name="format", rich_help_panel=PANEL)
def format_sources(
    check: Annotated[bool, typer.Option(help="Only say what is out of form; change nothing.")] = False,
) -> None:
    """Bring code and notebooks into form, and look at the types of the JavaScript."""
    root = checkout()
    from localsdg.commands.javascript import check_javascript
    from localsdg.commands.typed_packages import write_types
    from localsdg.course.notebooks import NotebookError, format_notebooks, notebooks

    write_types(root)
    ruff = [sys.executable, "-m", "ruff"]
    folders = [str(root / name) for name in ("src", "tests", "exercises", "benchmarks", "assets")]
    commands = [
        [*ruff, "check", "--quiet", *([] if check else ["--fix"]), *folders],
        [*ruff, "format", "--quiet", *(["--check"] if check else []), *folders, "--exclude", "*.ipynb"],
    ]
    failed = [command for command in commands if subprocess.run(command).returncode]
    good = check_javascript(root, check=check)
    try:
        changed = format_notebooks(root, check=check)
    except NotebookError as error:
        raise fail(error) from error
    for path in changed:
        console.print(f"{path.relative_to(root)}: {'out of form; run make format' if check else 'brought into form'}")
    console.print(f"Looked at the code and at {len(list(notebooks(root)))} notebooks")
    if failed or not good or (check and changed):
        raise typer.Exit(1)


@app.command(rich_help_panel=PANEL)
def test(
    quick: Annotated[
        bool,
        typer.Option("--quick", help="Leave out what is slow: see CONTRIBUTING.md."),
    ] = False,
) -> None:
    """Run every check and test: form, types, unit and browser tests, grading, and all lessons."""
    from localsdg.commands.test_runner import run_all

    raise typer.Exit(run_all(checkout(), console, quick=quick))


@app.command(rich_help_panel=PANEL)
def release() -> None:
    """Make the learners' version of every assignment, in exercises/release."""
    course = checkout() / "exercises"
    for assignment in sorted(path.name for path in (course / "source").iterdir() if path.is_dir()):
        command = [sys.executable, "-m", "nbgrader", "generate_assignment", assignment, "--force"]
        if subprocess.run(command, cwd=course).returncode:
            raise fail(f"{assignment}: nbgrader could not make the release. Its words are above.")
    console.print("The learners' version is in exercises/release")


@app.command(rich_help_panel=PANEL)
def doctor() -> None:
    """Say what this computer has and lacks for the course, and how to repair it."""
    from localsdg.commands.doctor import examine

    findings = examine(checkout())
    for finding in findings:
        sign = "[green]has[/]  " if finding.good else ("[red]lacks[/]" if finding.needed else "[yellow]note[/] ")
        console.print(f"{sign} {finding.name}: {finding.found}")
        if not finding.good:
            console.print(f"      {finding.repair}", markup=False)
    lacking = [finding.name for finding in findings if finding.needed and not finding.good]
    console.print(f"Looked at {len(findings)} things; {len(lacking)} needed ones are lacking.")
    if lacking:
        raise typer.Exit(1)


@app.command(rich_help_panel=PANEL)
def reading() -> None:
    """Say how easy each lesson is to read: minutes between two things to do, sentences, words and turns to avoid."""
    from localsdg.course.reading import (
        LONGEST_SENTENCE,
        MOST_MINUTES,
        MOST_ON_AVERAGE,
        MOST_SHORT,
        SHORT,
        read_lessons,
        words_of,
    )

    table = Table("Lesson", *(f"{name}\n{limit}" for name, limit in (
        ("Words", ""),
        ("Minutes in a row", f"at most {MOST_MINUTES:.0f}"),
        ("Words a sentence", f"at most {MOST_ON_AVERAGE:.0f}"),
        ("Longest sentence", f"at most {LONGEST_SENTENCE}"),
        (f"Sentences of {SHORT} words or fewer", f"at most {MOST_SHORT}"),
    )))  # fmt: skip
    faults = []
    for each in read_lessons():
        longest = len(words_of(each.longest))
        sizes = (f"{each.words:,}", f"{each.stretch:.1f}", f"{each.average:.1f}", f"{longest}", f"{len(each.short)}")
        table.add_row(each.lesson, *sizes)
        faults += [f"Lesson {each.lesson}: {fault}" for fault in each.faults()]
    console.print(table)
    for fault in faults:
        console.print(fault, markup=False)
    if faults:
        raise typer.Exit(1)
