"""The agenda of a workshop as a page, as a Word document and as calendar entries."""

from __future__ import annotations

import datetime
import uuid
from typing import TYPE_CHECKING

from localsdg.core.html import render
from localsdg.workshop.plan import clock

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from localsdg.workshop.plan import WorkshopPlan

HEADS = ("Time", "What", "Targets")
_FOOT = "Made from the trainers’ cards of localsdg. Text: CC BY 4.0."


def title(day: datetime.date | None) -> str:
    """Return the heading of an agenda; the day in words, if there is one."""
    return "Workshop agenda" + (f", {day.day} {day:%B %Y}" if day else "")


def notes(agenda: WorkshopPlan) -> list[str]:
    """Return a sentence for each session that is shorter than its card."""
    return [
        f"Lesson {lesson} has {minutes} of the {planned} minutes on its card; each step is shorter by about the same "
        "share."
        for lesson, minutes, planned in agenda.shortened
    ]


def _details(agenda: WorkshopPlan) -> list[tuple[str, list[str], list[str]]]:
    """Return for each session its heading, its facts and its steps with their times."""
    found = []
    for entry in agenda.sessions:
        assert entry.card is not None
        now, steps = entry.start, []
        for step in entry.card.steps:
            steps.append(f"{clock(now)} ({step.minutes} min) {step.words}")
            now += step.minutes
        facts = [
            f"For: {entry.card.audience}",
            f"Group: {entry.card.group}",
            f"Bring: {entry.card.materials}",
            f"Debrief: {entry.card.debrief}",
            f"No power: {entry.card.no_power}",
        ]
        found.append((f"{entry.time}  {entry.title}", facts, steps))
    return found


def write_page(agenda: WorkshopPlan, file: Path, day: datetime.date | None = None) -> None:
    """Write the agenda as one HTML page that needs nothing else and prints well."""
    page = render(
        "workshop",
        "agenda.html",
        title=title(day),
        heads=HEADS,
        entries=agenda.entries,
        notes=notes(agenda),
        sessions=_details(agenda),
        foot=_FOOT,
    )
    file.write_text(f"{page}\n", "utf-8")


def write_word(agenda: WorkshopPlan, file: Path, day: datetime.date | None = None) -> None:
    """Write the agenda as a Word document, with headings and a table that can be edited."""
    from docx import Document

    document = Document()
    document.core_properties.title = title(day)
    document.add_heading(title(day), 0)
    table = document.add_table(rows=1, cols=len(HEADS), style="Light Grid Accent 1")
    for cell, head in zip(table.rows[0].cells, HEADS, strict=True):
        cell.text = head
    for entry in agenda.entries:
        for cell, text in zip(table.add_row().cells, (entry.time, entry.title, entry.targets), strict=True):
            cell.text = text
    for note in notes(agenda):
        document.add_paragraph(note)
    for head, facts, steps in _details(agenda):
        document.add_heading(head, 1)
        for step in steps:
            document.add_paragraph(step, style="List Number")
        for fact in facts:
            document.add_paragraph(fact, style="List Bullet")
    document.add_paragraph(_FOOT)
    document.save(str(file))


def write_calendar(agenda: WorkshopPlan, file: Path, day: datetime.date | None = None) -> None:
    """Write the agenda as calendar entries, in the local time of whoever opens them.

    Raises:
        ValueError: there is no day.
    """
    from icalendar import Calendar, Event

    if day is None:
        raise ValueError("A calendar file needs a day: give --date, such as --date 2027-03-01.")
    calendar = Calendar()
    calendar.add("prodid", "-//localsdg//workshop agenda//EN")
    calendar.add("version", "2.0")
    midnight = datetime.datetime.combine(day, datetime.time())
    for entry in agenda.entries:
        event = Event()
        begin = midnight + datetime.timedelta(minutes=entry.start)
        event.add("uid", f"{uuid.uuid5(uuid.NAMESPACE_URL, f'localsdg {begin.isoformat()} {entry.title}')}@localsdg")
        event.add("dtstamp", datetime.datetime.now(datetime.UTC))
        event.add("dtstart", begin)
        event.add("dtend", begin + datetime.timedelta(minutes=entry.minutes))
        event.add("summary", entry.title)
        if entry.card:
            event.add("description", f"{entry.targets}\nBring: {entry.card.materials}")
        calendar.add_component(event)
    file.write_bytes(calendar.to_ical())


WRITERS: dict[str, Callable[[WorkshopPlan, Path, datetime.date | None], None]] = {
    ".html": write_page,
    ".docx": write_word,
    ".ics": write_calendar,
}
"""How an agenda is written, by the ending of the file's name."""
