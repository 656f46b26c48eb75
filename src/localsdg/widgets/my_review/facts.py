"""What the draft in the page needs from Python: its language, the pages of the lessons, and the name of the program."""

from __future__ import annotations

from typing import Any

from localsdg.core.catalogue import course_language
from localsdg.course.review import review
from localsdg.review.model import made_by


def constants() -> dict[str, Any]:
    """Return them by name. A lesson that is still to come has a title and no page."""
    lessons = {
        filling.number: {
            "title": filling.title,
            "page": filling.lesson.page if filling.lesson else "",
        }
        for filling in review().lessons
    }
    return {
        "LANGUAGE": course_language(),
        "LESSONS": lessons,
        "MADE_BY": made_by(),
    }
