"""The questions of a lesson, with a reason for every option."""

from localsdg.lessons import questions
from localsdg.widgets.base import CourseWidget


class Questions(CourseWidget, module="questions"):
    """Show the questions of one lesson, such as ``Questions("3.2")``.

    ``answer`` maps the name of each checked question to ``chosen`` (the option's place, from 1) and ``right``.

    Raises:
        KeyError: no lesson of this number has questions; the message lists those that have.
    """

    def __init__(self, lesson: str) -> None:
        super().__init__({"questions": questions(lesson)})
