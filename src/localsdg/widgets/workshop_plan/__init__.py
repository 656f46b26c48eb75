"""The agenda of a workshop on the trainers' page: what ``localsdg agenda`` plans, planned in the page."""

from localsdg.core import agenda2030
from localsdg.course.trainer_card import card, lessons_with_cards
from localsdg.widgets.kit.base import CourseWidget


class WorkshopPlan(CourseWidget, module="workshop_plan"):
    """Choose lessons, minutes and a beginning; see the agenda with its breaks and targets, and take it to a calendar.

    The steps of the cards stay out: the learners' edition shows this widget too.

    ``answer`` holds ``lessons`` in their order, ``minutes``, ``people``, ``start``, ``day`` (empty until one is chosen)
    and ``entries``: time, title and targets of each line, none when nothing can be planned.
    """

    def __init__(self) -> None:
        cards = [card(lesson) for lesson in lessons_with_cards()]
        super().__init__(
            {
                "cards": [
                    {
                        "lesson": each.lesson,
                        "title": each.title,
                        "minutes": each.minutes,
                        "targets": "; ".join(f"{code} {agenda2030.target(code).title}" for code in each.targets),
                        "materials": each.materials,
                    }
                    for each in cards
                ],
                "lessons": ["1.2", "2.6", "1.6"],
            },
            keeps=("", "workshop"),
        )
