"""The questions of a lesson, with a reason for every option."""

from pathlib import Path
from typing import Any

from localsdg.course.lesson import questions
from localsdg.course.questions import arrangement, kind_of, partners, read_alone
from localsdg.widgets.kit.base import CourseWidget


def _shown(question: dict[str, Any]) -> dict[str, Any]:
    match kind_of(question):
        case "one" | "many" | "order":
            return {**question, "shown": arrangement(question)}
        case "match":
            return {**question, "shown": arrangement(question), "partners": partners(question)}
        case _:
            return question


class Questions(CourseWidget, module="questions"):
    """Show the questions of one lesson, such as ``Questions("3.2")``, and keep the answers in ``workbook.json``.

    ``answer`` maps the id of each checked question to ``right`` (true or false) and ``chosen``: the option's place in
    the file, from 1 (one choice); the places of the options (many choices); what was typed (number and short text); the
    items by their place in the right order (order); for each line the place of its partner in the list of partners
    (match). On a built page, where no Python runs, the browser keeps the answers instead.

    Raises:
        KeyError: there is no lesson of this number; the message lists those that there are.
        LessonError: the file with the questions is not as it should be.
    """

    def __init__(self, lesson: str, file: str | None = None) -> None:
        """Show the questions of a lesson; from another file than those of the modules, if one is named."""
        found = read_alone(Path(file)) if file else questions(lesson)
        data = {"lesson": lesson, "questions": [_shown(question) for question in found]}
        keeps = () if file else (lesson, "questions", "question_drafts")
        super().__init__(data, keeps=keeps)
        self.answer = self.kept.get("questions", {})
