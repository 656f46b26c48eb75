"""The learner's own page: profile of the municipality, progress, entries, and the workbook as a file."""

from __future__ import annotations

import json
import warnings
from typing import Any

import traitlets

from localsdg.course.lesson import lesson_entries
from localsdg.widgets.kit.base import CourseWidget, opened_workbook, own_texts, texts
from localsdg.widgets.kit.bundle import folders
from localsdg.workbook import Workbook, WorkbookError, WorkbookWarning, erase, sign, workbook_path


def _texts() -> dict[str, Any]:
    """Return the texts of this page, with the names that each exercise gives to what it keeps (``kept``)."""
    own = texts("my_course")
    names = [*(own_texts(name).get("kept", {}) for name in folders()), own["fields"]]
    return own | {"fields": {key: words for each in names for key, words in each.items()}}


class MyCourse(CourseWidget, module="my_course"):
    """Show the workbook: whose it is, profile, progress, entries; export it as a file, import one, erase it.

    ``answer`` is the workbook's document, as ``workbook.schema.json`` describes it. What changes is saved in
    ``workbook.json``; on a built page, where no Python runs, the browser keeps it instead.
    """

    trouble = traitlets.Unicode().tag(sync=True)

    def __init__(self) -> None:
        self._path = workbook_path()
        workbook, trouble = opened_workbook()
        if trouble:
            trouble += " Before anything is saved, the file is copied to a name of its own."
        super().__init__(
            {"lessons": lesson_entries()},
            strings=_texts(),
            file=self._path.name if self._path else "",
            answer=workbook.document(),
            trouble=trouble,
        )
        self.observe(self._save, names=["answer", "asked"])
        self.on_msg(self._told)

    def _save(self, _: dict[str, Any]) -> None:
        try:
            workbook = Workbook.parse(json.dumps(self.answer), "The file")
            if not self._path or not (workbook.fields or workbook.figures):
                return
            with warnings.catch_warnings(record=True, category=WorkbookWarning) as said:
                workbook.save(self._path)
            # Another notebook may have saved entries in the meantime: they are shown too.
            self.answer = Workbook.load(self._path).document()
            self.trouble = " ".join(str(each.message) for each in said)
        except WorkbookError as error:
            self.trouble = str(error)
        self.told = {"asked": self.asked, "file": self.file, "trouble": self.trouble}

    def _told(self, _: MyCourse, message: dict[str, str], __: list[Any]) -> None:
        try:
            match message.get("action"):
                case "erase":
                    self._erase()
                case "sign":
                    self._sign(message["name"])
                case _:
                    return
        except WorkbookError as error:
            self.trouble = str(error)
        else:
            self.trouble = ""

    def _erase(self) -> None:
        if self._path:
            erase(self._path)
        self.answer = Workbook().document()

    def _sign(self, name: str) -> None:
        if self._path:
            sign(self._path, name)
            self.answer = Workbook.load(self._path).document()
        else:
            self.answer = self.answer | {"by": name}
