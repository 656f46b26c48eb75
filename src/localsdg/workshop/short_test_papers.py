"""The short test on paper, its key, and the table of scores."""

from __future__ import annotations

from typing import TYPE_CHECKING

from localsdg.course.short_test import answer_words
from localsdg.workshop.paper import BOX, Paper

if TYPE_CHECKING:
    from collections.abc import Sequence

    from localsdg.course.short_test import ShortTestItem
    from localsdg.workshop.event import Event


def paper_of(event: Event, items: Sequence[ShortTestItem], name: str) -> bytes:
    """Return the sheet that people fill in."""
    say = event.look.say
    paper = Paper(event.look, say(f"short_test.{name}"))
    paper.heading(say(f"short_test.{name}"), 0)
    paper.text(say("short_test.lead", count=len(items)), "Lead")
    paper.table((), [(say("short_test.mark"), "")], (30, 70), tall=0.9, bold=0)
    for number, item in enumerate(items, start=1):
        paper.text(f"{number}. {item.question['text']}", keep=True).runs[0].bold = True
        if item.kind == "number":
            paper.text(say("short_test.answer", unit=item.question.get("unit", "")), "Option")
            paper.text("", "After Table")
            continue
        if item.kind == "many":
            paper.text(say("short_test.many"), "Note", keep=True)
        for place, option in enumerate(item.options):
            last = place == len(item.options) - 1
            paper.text(f"{BOX}\t{option}", "Option", keep=not last)
        paper.text("", "After Table")
    return paper.content()


def _key(item: ShortTestItem) -> str:
    if item.kind == "number":
        return answer_words(item.question)
    return "; ".join(f"{place + 1}. {item.options[place]}" for place in item.right)


def key(event: Event, forms: Sequence[tuple[str, Sequence[ShortTestItem]]], *, same: bool) -> bytes:
    """Return the answers for the trainers, how to mark, and a table for the scores.

    Args:
        event: the workshop.
        forms: the name of each form and its items.
        same: whether the same items stand in the test before and in the one after.
    """
    say = event.look.say
    paper = Paper(event.look, say("short_test.key"))
    paper.heading(say("short_test.key"), 0)
    paper.text(say("short_test.how"), "Lead")
    paper.text(say("short_test.same" if same else "short_test.parallel"))
    heads = ("", say("short_test.right"), say("short_test.lesson"))
    for name, items in forms:
        paper.heading(say(f"short_test.{name}"))
        answers = [(f"{number}", _key(item), item.lesson) for number, item in enumerate(items, start=1)]
        paper.table(heads, answers, (7, 79, 14))
    paper.new_page()
    paper.heading(say("short_test.scores"))
    paper.text(say("short_test.scores_lead"), "Note", keep=True)
    rows = [(f"{number}", "", "", "") for number in range(1, event.people + 1)]
    paper.table(
        [say(f"short_test.{name}") for name in ("person", "mark", "score_before", "score_after")],
        rows,
        (10, 40, 25, 25),
    )
    return paper.content()


def scores(event: Event) -> bytes:
    """Return the table that ``localsdg gain`` reads, with a line for each person."""
    lines = ["person,before,after", *(f"{number},," for number in range(1, event.people + 1))]
    return ("\ufeff" + "\r\n".join(lines) + "\r\n").encode("utf-8")
