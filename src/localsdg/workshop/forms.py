"""What lies in the room: list of who was there, feedback, certificate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from localsdg.workshop.event import day_words
from localsdg.workshop.paper import Paper

if TYPE_CHECKING:
    from localsdg.workshop.event import Event

FEW_LESSONS = 8  # whose titles leave room for empty lines on the certificate
SPARE_LINES = 4  # for people who were not announced


def sign_in(event: Event) -> bytes:
    """Return the list on which people sign, with a column for each day."""
    say = event.look.say
    paper = Paper(event.look, say("sign_in.title"), lying=True)
    paper.heading(say("sign_in.title"), 0)
    paper.text(say("sign_in.privacy"), "Note")
    days = [day_words(day, say, weekday=False) for day in event.days]
    heads = ["", *(say(f"sign_in.{name}") for name in ("name", "office", "contact")), *days]
    rows = [[f"{number}", *[""] * (len(heads) - 1)] for number in range(1, event.people + SPARE_LINES + 1)]
    paper.table(heads, rows, (5, 25, 25, 22, *[max(12, 30 / len(days))] * len(days)), tall=1.0)
    return paper.content()


def feedback(event: Event) -> bytes:
    """Return the form on which people say what they think; nobody's name is asked."""
    say = event.look.say
    paper = Paper(event.look, say("feedback.title"))
    paper.heading(say("feedback.title"), 0)
    paper.text(say("feedback.lead"), "Lead")
    rows = [(f"{each.number} {each.title}", "1   2   3   4   5") for each in event.lessons]
    paper.table((say("feedback.session"), say("feedback.use")), rows, (70, 30))
    rows = [(words, "1   2   3   4   5") for words in say.each("feedback_sentences").values()]
    paper.table((say("feedback.sentence"), say("feedback.agree")), rows, (70, 30))
    for words in say.each("feedback_questions").values():
        paper.heading(words, 2)
        paper.lines(2)
    return paper.content()


def certificate(event: Event) -> bytes:
    """Return a sheet that says who took part, and no more than that."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    say = event.look.say
    paper = Paper(event.look, say("certificate.title"), lying=True, framed=False)
    few = len(event.lessons) <= FEW_LESSONS  # the titles of more take the place of the empty lines
    for _ in range(2 if few else 0):
        paper.text("", "Large")
    paper.heading(say("certificate.title"), 0)
    if few:
        paper.text("", "Large")
    paper.lines(1)
    paper.text(say("certificate.name"), "Note")
    paper.text(say("certificate.took_part"))
    paper.text(event.title, "Large")
    paper.text(event.look.where, "Lead")
    hours = f"{round(event.work_minutes / 30) / 2:g}"
    paper.text(say("certificate.hours", hours=hours, lessons="; ".join(each.title for each in event.lessons)))
    paper.text(say("certificate.honest"), "Note")
    paper.text("")
    paper.table((), [(say("certificate.day"), say("certificate.signature"))], (40, 60), tall=2.2)
    for paragraph in paper.document.paragraphs:
        if paragraph.style.name != "Line":
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    return paper.content()
