"""The commands that bring the course into a learning platform: questions, and lessons that report to it."""

from pathlib import Path
from typing import Annotated, Any

import typer

from localsdg.commands.common import PLATFORM as PANEL
from localsdg.commands.common import WRONG_USE, Force, checkout, console, fail, writable

app = typer.Typer()

Lessons = Annotated[list[str] | None, typer.Option(help="Only this lesson, such as 1.2. Repeat it for several.")]


def _questions_of(numbers: list[str] | None) -> dict[str, list[dict[str, Any]]]:
    """Return the questions of some lessons by their numbers, or of all; stop where there is no such lesson."""
    from localsdg.course.documents import LessonError
    from localsdg.course.lesson import all_questions, questions

    try:
        return {number: questions(number) for number in (numbers or all_questions())}
    except KeyError as error:
        raise fail(error.args[0], WRONG_USE) from error
    except LessonError as error:
        raise fail(error) from error


@app.command(rich_help_panel=PANEL)
def questions(
    output: Annotated[Path, typer.Option("--output", "-o", help="The file to write, which Moodle imports: .xml")],
    lesson: Lessons = None,
    older: Annotated[
        bool, typer.Option("--older", help="For a Moodle before 4.4: what is put into order becomes matching.")
    ] = False,
    force: Force = False,
) -> None:
    """Write the questions of the lessons as a question bank for Moodle 4 and 5."""
    from localsdg.core.files import write_whole
    from localsdg.course.lesson import lessons
    from localsdg.course.moodle import bank

    writable(output, force=force, endings=(".xml",))
    chosen = _questions_of(lesson)
    titles = {each.number: each.title for each in lessons()}
    write_whole(output, bank(chosen, titles, ordering=not older).encode(), replace=force)
    count = sum(map(len, chosen.values()))
    console.print(f"Written: {output}. Questions: {count}. Lessons: {len(chosen)}.", markup=False)
    console.print("In Moodle: open the question bank in which they should be, then import, format “Moodle XML”,")
    console.print("with “Get category from file”.")


@app.command(rich_help_panel=PANEL)
def scorm(
    output: Annotated[Path, typer.Option("--output", "-o", help="The package to write, for the platform: .zip")],
    lesson: Lessons = None,
    force: Force = False,
) -> None:
    """Write lessons as a SCORM 1.2 package, which tells a learning platform who has finished, and the score."""
    root = checkout()
    from localsdg.core.files import draft_of
    from localsdg.course.lesson import lesson as lesson_of
    from localsdg.course.lesson import lessons
    from localsdg.site.build import BuildError, build
    from localsdg.site.scorm import write_scorm

    writable(output, force=force, endings=(".zip",))
    try:
        chosen = [lesson_of(number) for number in dict.fromkeys(each.strip() for each in lesson or [])] or lessons()
    except KeyError as error:
        raise fail(error.args[0], WRONG_USE) from error
    console.print("Building the learner edition")
    try:
        pages = build(root)
    except BuildError as error:
        raise fail(error) from error
    with draft_of(output, replace=force) as draft:
        write_scorm(pages, chosen, draft)
    size = output.stat().st_size / 1e6
    console.print(
        f"Written: {output}, lessons {', '.join(each.number for each in chosen)}, {size:.1f} MB", markup=False
    )
    console.print("In your platform, upload it as a SCORM package. Leave the archive as it is: do not unpack it.")


@app.command(rich_help_panel=PANEL)
def cartridge(
    output: Annotated[Path, typer.Option("--output", "-o", help="The file to write, for the platform: .imscc")],
    lesson: Lessons = None,
    force: Force = False,
) -> None:
    """Write the questions as a Common Cartridge 1.3: a quiz for each lesson, for platforms that read no Moodle XML."""
    from localsdg.core.catalogue import course_language, texts
    from localsdg.core.files import draft_of, write_archive
    from localsdg.course.cartridge import cartridge as files_of
    from localsdg.course.lesson import lessons

    writable(output, force=force, endings=(".imscc",))
    chosen = _questions_of(lesson)
    language = course_language()
    titles = {each.number: each.title for each in lessons()}
    files, left = files_of(chosen, titles, texts("site", language)["scorm"]["title"], language)
    if len(files) == 1:
        raise fail("A cartridge can hold none of these questions. Name other lessons.", WRONG_USE)
    with draft_of(output, replace=force) as draft:
        write_archive(draft, files)
    count = sum(map(len, chosen.values())) - len(left)
    console.print(f"Written: {output}. Questions: {count}. Quizzes: {len(files) - 1}.", markup=False)
    if left:
        console.print(
            "A cartridge holds no numbers with a tolerance, no order and no pairs. These questions are left out: "
            f"{', '.join(left)}.",
            markup=False,
            soft_wrap=True,
        )
