"""The short test on paper, its key, and the table of scores."""

from __future__ import annotations

from typing import TYPE_CHECKING

from localsdg.course.trial import answer_words
from localsdg.workshop.paper import BOX, Paper

if TYPE_CHECKING:
    from collections.abc import Sequence

    from localsdg.course.trial import TrialItem
    from localsdg.workshop.event import Event


def trial(event: Event, items: Sequence[TrialItem], name: str) -> bytes:
    """Return the sheet that people fill in."""
    say = event.look.say
    paper = Paper(event.look, say(f"trial.{name}"))
    paper.heading(say(f"trial.{name}"), 0)
    paper.text(say("trial.lead", count=len(items)), "Lead")
    paper.table((), [(say("trial.mark"), "")], (30, 70), tall=0.9, bold=0)
    for number, item in enumerate(items, start=1):
        paper.text(f"{number}. {item.question['text']}", keep=True).runs[0].bold = True
        if item.kind == "number":
            paper.text(say("trial.answer", unit=item.question.get("unit", "")), "Option")
            paper.text("", "After Table")
            continue
        if item.kind == "many":
            paper.text(say("trial.many"), "Note", keep=True)
        for place, option in enumerate(item.options):
            last = place == len(item.options) - 1
            paper.text(f"{BOX}\t{option}", "Option", keep=not last)
        paper.text("", "After Table")
    return paper.content()


def _key(item: TrialItem) -> str:
    if item.kind == "number":
        return answer_words(item.question)
    return "; ".join(f"{place + 1}. {item.options[place]}" for place in item.right)


def key(event: Event, forms: Sequence[tuple[str, Sequence[TrialItem]]], *, same: bool) -> bytes:
    """Return the answers for the trainers, how to mark, and a table for the scores.

    Args:
        event: the workshop.
        forms: the name of each form and its items.
        same: whether the same items stand in the test before and in the one after.
    """
    say = event.look.say
    paper = Paper(event.look, say("trial.key"))
    paper.heading(say("trial.key"), 0)
    paper.text(say("trial.how"), "Lead")
    paper.text(say("trial.same" if same else "trial.parallel"))
    heads = ("", say("trial.right"), say("trial.lesson"))
    for name, items in forms:
        paper.heading(say(f"trial.{name}"))
        answers = [(f"{number}", _key(item), item.lesson) for number, item in enumerate(items, start=1)]
        paper.table(heads, answers, (7, 79, 14))
    paper.new_page()
    paper.heading(say("trial.scores"))
    paper.text(say("trial.scores_lead"), "Note", keep=True)
    rows = [(f"{number}", "", "", "") for number in range(1, event.people + 1)]
    paper.table(
        [say(f"trial.{name}") for name in ("person", "mark", "score_before", "score_after")], rows, (10, 40, 25, 25)
    )
    return paper.content()


def scores(event: Event) -> bytes:
    """Return the table that ``localsdg gain`` reads, with a line for each person."""
    lines = ["person,before,after", *(f"{number},," for number in range(1, event.people + 1))]
    return ("\ufeff" + "\r\n".join(lines) + "\r\n").encode("utf-8")
