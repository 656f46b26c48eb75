"""The command ``localsdg agenda``: a workshop planned from the trainers' cards."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from localsdg.commands.common import LEARN as PANEL
from localsdg.commands.common import WRONG_USE, Force, console, fail, writable

app = typer.Typer()


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
    output: Annotated[
        list[Path] | None,
        typer.Option(
            "--output", "-o", help="Write it into this file too: .html, .docx or .ics. Repeat it for several."
        ),
    ] = None,
    force: Force = False,
) -> None:
    """Plan a workshop from the trainers' cards: real minutes, breaks, and the targets of each session."""
    from localsdg.core.files import draft_of
    from localsdg.workshop import plan_workshop
    from localsdg.workshop.documents import HEADS, WRITERS, notes, title

    day = date.date() if date else None
    files: list[Path] = []
    for file in output or []:
        files.append(writable(file, force=force, endings=WRITERS, others=files))
    if day is None and any(file.suffix.lower() == ".ics" for file in files):
        raise fail("A calendar file needs a day: give --date, such as --date 2027-03-01.", WRONG_USE)
    try:
        planned = plan_workshop([each.strip() for each in lesson], minutes, start, people)
    except (KeyError, ValueError) as error:
        raise fail(error.args[0], WRONG_USE) from error
    table = Table(*HEADS, title=title(day), title_justify="left", box=None)
    for entry in planned.entries:
        table.add_row(entry.time, entry.title, entry.targets)
    console.print(table)
    for note in notes(planned):
        console.print(note, markup=False)
    for file in files:
        with draft_of(file, replace=force) as draft:
            WRITERS[file.suffix.lower()](planned, draft, day)
        console.print(f"Written: {file}", markup=False)
