"""The folder of a workshop: everything that a trainer prints, sends and takes along."""

from __future__ import annotations

from typing import TYPE_CHECKING

from localsdg.core.files import write_whole
from localsdg.course.short_test import forms as short_test_forms
from localsdg.workshop import forms, letters, short_test_papers
from localsdg.workshop.documents import agenda_calendar, agenda_word
from localsdg.workshop.event import pieces
from localsdg.workshop.handouts import handout
from localsdg.workshop.paper import LARGE_NAMES, NAMES
from localsdg.workshop.sheets import canvas_word, cards_word

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from localsdg.workshop.event import Event


def contents(event: Event) -> dict[str, bytes]:
    """Return the files of the folder by their names."""
    found = {
        "agenda.docx": agenda_word(event),
        "agenda.ics": agenda_calendar(event),
        "checklists.docx": letters.checklists(event),
        "shopping-list.docx": letters.shopping_list(event, list(printed(event))),
        "invitation.docx": letters.invitation(event),
        "pre-survey.docx": letters.survey(event),
        "sign-in.docx": forms.sign_in(event),
        "feedback.docx": forms.feedback(event),
        "certificate.docx": forms.certificate(event),
        **_tests(event),
    }
    for each in event.lessons:
        found[f"lessons/{each.number}-handout.docx"] = handout(event, each)
        found[f"lessons/{each.number}-canvas.docx"] = canvas_word(event, each)
        if each.cards:
            found[f"lessons/{each.number}-cards.docx"] = cards_word(event, each)
    return found


def _tests(event: Event) -> dict[str, bytes]:
    """Return the papers of the short test, if the agenda has time for one."""
    if not event.edition.tests:
        return {}
    first, second = short_test_forms(event.lessons)
    tests = {"before": first, "after": second or first}
    return {
        **{f"test-{name}.docx": short_test_papers.paper_of(event, items, name) for name, items in tests.items()},
        "test-key.docx": short_test_papers.key(
            event, [*tests.items()] if second else [("both", first)], same=not second
        ),
        "scores.csv": short_test_papers.scores(event),
    }


def printed(event: Event) -> Iterator[tuple[str, int, str]]:
    """Yield what is printed: what it is, how many copies, and on what paper."""
    say, people = event.look.say, event.people
    usual, large = NAMES[event.look.paper], LARGE_NAMES[event.look.paper]
    tests = ("test-before", "test-after", "test-key") if event.edition.tests else ()
    for name in ("agenda", "pre-survey", "feedback", "certificate", *tests[:2]):
        yield say("print.file", file=f"{name}.docx"), people, usual
    for name in ("sign-in", "checklists", "shopping-list", *tests[2:]):
        yield say("print.file", file=f"{name}.docx"), 1, usual
    for each in event.lessons:
        room = each.room
        yield say("print.file", file=f"lessons/{each.number}-handout.docx"), people, usual
        sheets = room["worksheets"]
        copies = pieces(room, people, sheets["each"], sheets.get("count", 1))
        yield say("print.worksheet", lesson=each.number), copies, usual
        yield say("print.file", file=f"lessons/{each.number}-canvas.docx"), pieces(room, people, "table"), large
        for cards in each.cards:
            copies = pieces(room, people, room["cards"].get(cards["id"], "table"))
            yield say("print.cards", lesson=each.number, title=cards["title"]), copies, usual


def write_folder(files: dict[str, bytes], folder: Path, *, replace: bool) -> None:
    """Write the files, each whole or not at all.

    Raises:
        FileExistsError: a file is there already, and should not be replaced.
        OSError: the computer does not let us write.
    """
    for name, content in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        write_whole(file, content, replace=replace)
