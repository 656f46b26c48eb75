"""The needs check of the home page: eight questions, and the path through the lessons that the answers propose."""

from localsdg.course.lesson import lesson_pages
from localsdg.course.needs import needs_questions
from localsdg.widgets.kit.base import CourseWidget


class NeedsCheck(CourseWidget, module="needs_check"):
    """Ask about work and time, and propose lessons.

    ``answer`` holds ``needs`` (ids of the chosen options by the id of the question), ``now`` and ``later`` (numbers of
    lessons) and ``minutes``. The needs are kept in the profile of ``workbook.json``; on a built page, where no Python
    runs, the browser keeps them instead.
    """

    def __init__(self) -> None:
        super().__init__({"questions": needs_questions(), "lessons": lesson_pages()}, keeps=("", "needs"))
