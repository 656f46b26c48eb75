"""The form "In your municipality": its entries go into the learner's workbook."""

import warnings

import traitlets

from localsdg.lessons import municipality_form
from localsdg.widgets.base import CourseWidget, texts
from localsdg.workbook import WorkbookError, WorkbookWarning, keep, kept, workbook_path


class Municipality(CourseWidget, module="municipality"):
    """Show the form of one lesson, such as ``Municipality("3.2")``, and keep what is saved in ``workbook.json``.

    ``answer`` holds the entries by field name, as typed. On a built page, where no Python runs, the browser keeps
    them instead.

    Raises:
        KeyError: no lesson of this number has a form; the message lists those that have.
    """

    status = traitlets.Unicode().tag(sync=True)
    trouble = traitlets.Unicode().tag(sync=True)

    def __init__(self, lesson: str) -> None:
        form = municipality_form(lesson)
        path = workbook_path()
        self._kept = kept(lesson, "municipality")
        super().__init__(
            {"lesson": lesson, "form": form, "file": path.name if path else ""},
            strings={**texts(form["result"]), **texts("municipality")},
            module=f"{form['result']}_result",
            answer=self._kept,
        )
        self.observe(self._keep, names="answer")

    def _keep(self, change: dict[str, dict[str, str]]) -> None:
        self.status = self.trouble = ""  # so that saving twice is said twice
        with warnings.catch_warnings(record=True, category=WorkbookWarning) as said:
            try:
                file = keep(self.data["lesson"], "municipality", change["new"], since=self._kept)
            except WorkbookError as error:
                self.trouble = str(error)
            else:
                self._kept = change["new"]
                self.status = file.name if file else ""
        if said:
            self.trouble = " ".join(str(each.message) for each in said)
