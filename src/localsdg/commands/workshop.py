"""The commands for workshops: an agenda from the trainers' cards, a folder for an edition, and what its tests say."""

import os
from datetime import date as Date  # noqa: N812
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from localsdg.commands.common import LEARN as PANEL
from localsdg.commands.common import WRONG_USE, Force, console, fail, in_words, readable, warn, writable
from localsdg.core.terminal import say

app = typer.Typer()
PAPERS = ("a4", "letter")

Paper = Annotated[str, typer.Option(help="The paper of Word documents: A4 or Letter.")]
Place = Annotated[str, typer.Option(help="Where it is, such as “Town hall, room 2”.")]
Title = Annotated[str, typer.Option(help="What the workshop is called.")]


@app.command(rich_help_panel=PANEL)
def agenda(
    lesson: Annotated[
        list[str], typer.Option(help="A lesson, such as 1.2. Repeat it for each lesson, in their order.")
    ],
    minutes: Annotated[int, typer.Option(help="How many minutes there are, with breaks.")] = 180,
    people: Annotated[
        int, typer.Option(help="How many people take part. With more people, the closing takes longer.")
    ] = 10,
    start: Annotated[str, typer.Option(help="Time of day at which the workshop begins.")] = "09:00",
    date: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The day, such as 2027-03-01.")] = None,
    place: Place = "",
    title: Title = "",
    paper: Paper = "A4",
    output: Annotated[
        list[Path] | None,
        typer.Option(
            "--output", "-o", help="Write it into this file too: .html, .docx or .ics. Repeat it for several."
        ),
    ] = None,
    force: Force = False,
) -> None:
    """Plan a workshop of one day from the trainers' cards: real minutes, breaks, and the targets of each session."""
    from localsdg.core.catalogue import course_language
    from localsdg.core.files import draft_of
    from localsdg.workshop import plan_workshop
    from localsdg.workshop.documents import WRITERS, Frame, heads, notes

    day = date.date() if date else None
    files: list[Path] = []
    for file in output or []:
        files.append(writable(file, force=force, endings=WRITERS, others=files))
    if day is None and any(file.suffix.lower() == ".ics" for file in files):
        raise fail("A calendar file needs a day: give --date, such as --date 2027-03-01.", WRONG_USE)
    frame = Frame(_name(title, "title"), _name(place, "place"), day, _paper(paper), course_language())
    try:
        planned = plan_workshop([each.strip() for each in lesson], minutes, start, people)
    except (KeyError, ValueError) as error:
        raise fail(error.args[0], WRONG_USE) from error
    table = Table(*heads(frame.say), title=frame.heading, title_justify="left", box=None)
    for entry in planned.entries:
        table.add_row(entry.time, entry.title, entry.targets)
    console.print(table)
    for note in notes(planned, frame.say):
        say(note)
    for file in files:
        with draft_of(file, replace=force) as draft:
            WRITERS[file.suffix.lower()](planned, draft, frame)
        console.print(f"Written: {file}", markup=False)


@app.command(rich_help_panel=PANEL)
def workshop(
    edition: Annotated[
        str,
        typer.Argument(help="An edition: half-day, two-days or five-days; or a file of your own, such as mine.yml."),
    ],
    date: Annotated[
        list[str],
        typer.Option(
            help="The first day, such as 2027-03-02. Repeat it for each day if they do not follow each other."
        ),
    ],
    people: Annotated[int, typer.Option(help="How many take part.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="The folder to write; a new one, or an empty one.")],
    place: Place = "",
    title: Title = "",
    paper: Paper = "A4",
    force: Annotated[
        bool,
        typer.Option("--force", help="Write into a folder that is not empty; files of the same name are replaced."),
    ] = False,
) -> None:
    """Prepare a workshop: agenda, invitation, lists, handouts, cards, tests and certificate, as Word documents."""
    from localsdg.core.catalogue import course_language
    from localsdg.course.editions import read_edition
    from localsdg.review.words import Words
    from localsdg.workshop.event import notices, prepare
    from localsdg.workshop.folder import contents, write_folder

    days = [_day(text) for text in date]
    names = {"place": _name(place, "place"), "title": _name(title, "title"), "paper": _paper(paper)}
    try:
        chosen = read_edition(edition)
        words = Words(chosen.language or course_language(), "workshop")
        event = prepare(chosen, days, people, say=words, **names)
    except LookupError as error:
        raise fail(f"{edition}, language: {error.args[0]}", WRONG_USE) from error
    except ValueError as error:
        raise fail(error, WRONG_USE) from error
    _folder(output, force=force)
    for number, (day, plan) in enumerate(zip(event.days, event.plans, strict=True), start=1):
        table = Table(title=f"{number}. {day.isoformat()}", title_justify="left", box=None, show_header=False)
        for entry in plan.entries:
            table.add_row(entry.time, entry.title)
        console.print(table)
    for notice in notices(event):
        say(notice)
    if event.days[0] < Date.today():
        say(f"{event.days[0].isoformat()} has passed. If that is not what you want, give another --date and --force.")
    files = contents(event)
    try:
        write_folder(files, output, replace=force)
    except OSError as error:
        raise fail(in_words(error)) from error
    say(f"Written: {len(files)} files in {output}. Begin with shopping-list.docx and checklists.docx.")


@app.command(rich_help_panel=PANEL)
def gain(
    file: Annotated[
        Path,
        typer.Argument(
            help="A table (CSV) with the columns before and after, a line for each person; or codes of the page."
        ),
    ],
) -> None:
    """Say what a group has gained between two tests, and how sure that is."""
    from localsdg.core.catalogue import course_language
    from localsdg.review.words import Words
    from localsdg.workshop.gain import gain_of, read_scores, remarks, sentences

    try:
        scores, words = read_scores(readable(file)), Words(course_language(), "workshop")
        for remark in remarks(scores, words):
            say(remark)
        if not scores.before:
            raise fail(f"{file}: nobody has both scores. Write them into the columns before and after.")
        for sentence in sentences(gain_of(scores.before, scores.after), words):
            say(sentence)
    except OSError as error:
        raise fail(in_words(error)) from error
    except ValueError as error:
        raise fail(error, WRONG_USE) from error


def _day(text: str) -> Date:
    try:
        return Date.fromisoformat(text)
    except ValueError:
        raise fail(
            f"{text[:40]!r} is no day. Write year, month and day of one that there is, such as 2027-03-02.", WRONG_USE
        ) from None


def _paper(name: str) -> str:
    if name.lower() not in PAPERS:
        raise fail(f"There is no paper {name[:40]!r}. There are: A4, Letter.", WRONG_USE)
    return name.lower()


def _name(text: str, what: str) -> str:
    """Return a title or a place as one line that fits a page; end the command if it does not."""
    from localsdg.course.editions import LONGEST_LINE

    if len(text) > LONGEST_LINE or not text.isprintable():
        raise fail(
            f"The {what} should be one line of at most {LONGEST_LINE} characters, without control characters.",
            WRONG_USE,
        )
    return text.strip()


def _folder(output: Path, *, force: bool) -> None:
    """See that a folder can be written, before the work begins."""
    if output.exists() or output.is_symlink():
        if not output.is_dir():
            raise fail(f"{output} is no folder. Give another name.", WRONG_USE)
        if any(output.iterdir()) and not force:
            raise fail(f"{output} is there already, with something in it. Give another name, or write with --force.")
        near = output
    else:
        near = output.parent
        if not near.is_dir():
            raise fail(f"There is no folder {near}. Make it first, or name another.", WRONG_USE)
    if not os.access(near, os.W_OK | os.X_OK):
        warn(f"You may not write in {near}. Name another folder.")
        raise typer.Exit(WRONG_USE)
