"""The command ``localsdg agenda``: a workshop planned from the trainers' cards."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from localsdg.commands.common import LEARN as PANEL
from localsdg.commands.common import console, fail

app = typer.Typer()


@app.command(rich_help_panel=PANEL)
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
        raise fail(error.args[0]) from error
    except (ValueError, OSError) as error:
        raise fail(error) from error
