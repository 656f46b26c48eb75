"""What a workshop sends, and what stands on its lists: invitation, survey, shopping and printing, checklists."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from localsdg.workshop.event import day_words, shopping
from localsdg.workshop.paper import Paper
from localsdg.workshop.plan import clock

if TYPE_CHECKING:
    from collections.abc import Sequence

    from localsdg.workshop.event import Event

ANSWER_BY = 14  # days before the first one, by which the survey comes back


def _wanted(event: Event) -> list[tuple[str, str]]:
    """Return what participants bring, with the lessons that ask for it."""
    users: dict[str, list[str]] = {}
    for each in event.lessons:
        for words in each.room["ask"]:
            users.setdefault(words, []).append(each.number)
    return [(words, ", ".join(numbers)) for words, numbers in users.items()]


def _by(event: Event, days: int) -> str:
    return day_words(event.days[0] + datetime.timedelta(days=days), event.look.say)


def _times(event: Event) -> list[str]:
    say = event.look.say
    found = []
    for day, plan in zip(event.days, event.plans, strict=True):
        first, last = plan.entries[0], plan.entries[-1]
        found.append(
            say(
                "invitation.times",
                day=day_words(day, say),
                begin=clock(first.start),
                end=clock(last.start + last.minutes),
            )
        )
    return found


def invitation(event: Event) -> bytes:
    """Return the letter that invites, on one page or two, with what to bring."""
    say, edition = event.look.say, event.edition
    paper = Paper(event.look, say("invitation.title", title=event.title))
    paper.heading(event.title, 0)
    paper.text(say("invitation.dear"))
    paper.text(f"{say('invitation.invites')} {edition.says}")
    paper.bullets([*_times(event), *([say("invitation.place", place=event.place)] if event.place else [])])
    paper.heading(say("invitation.what"), 2)
    paper.text(say("invitation.for_whom"))
    paper.bullets(f"{each.number} {each.title}" for each in event.lessons)
    if edition.background:
        paper.text(say("invitation.background", words=edition.background))
    paper.heading(say("invitation.bring"), 2)
    paper.boxes(words for words, _ in _wanted(event))
    paper.text(say("invitation.without"))
    paper.heading(say("invitation.answer"), 2)
    paper.text(say("invitation.survey", day=_by(event, -ANSWER_BY)))
    paper.text(say("invitation.phone"))
    paper.text(say("invitation.sign"), keep=True)
    paper.lines(1)
    return paper.content()


def survey(event: Event) -> bytes:
    """Return the questions that participants answer before they come."""
    say = event.look.say
    paper = Paper(event.look, say("survey.title"))
    paper.heading(say("survey.title"), 0)
    paper.text(say("survey.lead", title=event.title, day=_by(event, -ANSWER_BY)), "Lead")
    labels = ("municipality", "name", "office", "contact")
    paper.table((), [(say(f"survey.{label}"), "") for label in labels], (30, 70), tall=0.8, bold=0)
    paper.heading(say("survey.figures"), 2)
    heads = [say(f"survey.{name}") for name in ("thing", "have", "where")]
    paper.table(heads, [(words, say("survey.yes_no"), "") for words, _ in _wanted(event)], (46, 28, 26), tall=1.0)
    paper.heading(say("survey.topics"), 2)
    paper.text(say("survey.topics_lead"), "Note", keep=True)
    rows = [(f"{each.number} {each.title}", "1   2   3   4   5") for each in event.lessons]
    paper.table((say("survey.topic"), say("survey.use")), rows, (70, 30), together=True)
    for name in ("hope", "offer", "needs"):
        paper.heading(say(f"survey.{name}"), 2)
        paper.lines(2)
    return paper.content()


def shopping_list(event: Event, printed: Sequence[tuple[str, int, str]]) -> bytes:
    """Return what to buy or borrow, and what to print, added up.

    Args:
        event: the workshop.
        printed: what is printed, how often, and on what.
    """
    say = event.look.say
    paper = Paper(event.look, say("shopping.title"))
    paper.heading(say("shopping.title"), 0)
    paper.text(say("shopping.lead", people=event.people), "Lead")
    paper.heading(say("shopping.things"))
    rows = [(f"{count}", name, lessons) for name, count, lessons in shopping(event)]
    paper.table([say(f"shopping.{name}") for name in ("count", "thing", "lessons")], rows, (12, 58, 30))
    paper.text(say("shopping.usual"), "Note")
    paper.boxes(say.each("shopping_usual").values())
    paper.heading(say("shopping.print"))
    paper.text(say("shopping.print_lead"), "Note")
    heads = [say(f"shopping.{name}") for name in ("copies", "sheet", "paper")]
    paper.table(heads, [(f"{copies}", what, on) for what, copies, on in printed], (12, 68, 20))
    return paper.content()


def checklists(event: Event) -> bytes:
    """Return what is done by when, counted back from the first day and on from the last."""
    say = event.look.say
    paper = Paper(event.look, say("checklist.title"))
    paper.heading(say("checklist.title"), 0)
    paper.text(say("checklist.lead"), "Lead")
    for name, about in say.each("checklists").items():
        items = [*about["items"], *(about.get("exchange", []) if event.edition.topic else [])]
        items += about.get("tests", []) if event.edition.tests else []
        days = about["days"]
        day = (event.days[-1] if days > 0 else event.days[0]) + datetime.timedelta(days=days)
        paper.heading(say("checklist.by", when=say(f"checklists.{name}.when"), day=day_words(day, say)), 2)
        paper.boxes(items, keep=True)
    return paper.content()
