"""The form "In your municipality": its entries go into the learner's workbook."""

import traitlets

from localsdg.lessons import municipality_form
from localsdg.widgets.base import CourseWidget, texts
from localsdg.workbook import keep, kept


class Municipality(CourseWidget, module="municipality"):
    """Show the form of one lesson, such as ``Municipality("3.2")``, and keep what is saved in ``workbook.json``.

    ``answer`` holds the entries by field name, as typed. On a built page, where no Python runs, the browser keeps
    them instead.

    Raises:
        KeyError: no lesson of this number has a form; the message lists those that have.
        WorkbookError: the workbook file is damaged or from elsewhere; it is left as it is.
    """

    status = traitlets.Unicode().tag(sync=True)

    def __init__(self, lesson: str) -> None:
        form = municipality_form(lesson)
        super().__init__(
            {"lesson": lesson, "form": form},
            strings={**texts(form["result"]), **texts("municipality")},
            answer=kept(lesson, "municipality"),
        )
        self.observe(self._keep, names="answer")

    def _keep(self, change: dict[str, dict[str, str]]) -> None:
        file = keep(self.data["lesson"], "municipality", change["new"])
        if file:
            self.status = ""  # so that saving twice is said twice
            self.status = file.name
