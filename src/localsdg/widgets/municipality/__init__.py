"""The form "In your municipality": its entries go into the learner's workbook."""

from localsdg.course.documents import LessonError, nearest
from localsdg.course.lesson import municipality_form
from localsdg.widgets.kit.base import CourseWidget, texts
from localsdg.widgets.kit.bundle import module_names
from localsdg.workbook import kept
from localsdg.workbook.places import MARKS, known_parts


class Municipality(CourseWidget, module="municipality"):
    """Show the form of one lesson, such as ``Municipality("3.2")``, and keep what is typed in ``workbook.json``.

    ``answer`` holds the entries by field name, as typed. What was taken over from an example and not replaced stands in
    ``kept["municipality_taken"]``, by field name: the value, "fictional" or "example", and the place. On a built page,
    where no Python runs, the browser keeps them instead.

    Raises:
        KeyError: there is no lesson of this number; the message lists those that there are.
        LessonError: the file with the form is not as it should be.
    """

    def __init__(self, lesson: str) -> None:
        form = municipality_form(lesson)
        result = form.get("result", "municipality")
        known = [name.removesuffix("_form") for name in module_names() if name.endswith("_form")]
        if result not in known:
            raise LessonError(
                f'Lesson {lesson}, municipality, result: no widget of the name "{result}" has a form.js. '
                f"{nearest(result, known)} There are: {', '.join(known)}."
            )
        # What the exercise of the lesson has kept: the form does not ask it again.
        parts = [part for of, each in known_parts() if of == lesson for part in (each, each + MARKS)]
        found = {part: entry for part in parts if (entry := kept(lesson, part))}
        super().__init__(
            {"lesson": lesson, "form": form, **({"known": found} if found else {})},
            strings={**_words_of(result), **texts("municipality")},
            module=f"{result}_form",
            keeps=(lesson, "municipality", "municipality_taken"),
        )
        self.answer = self.kept["municipality"]


def _words_of(result: str) -> dict[str, str]:
    """Return the texts of the exercise beside the form, without its heading: the form has one of its own."""
    return {name: text for name, text in texts(result).items() if name not in ("title", "lead")}
