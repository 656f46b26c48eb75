"""My review: the learner's draft review in the page, from the workbook; to read, to complete, to check and to save."""

from __future__ import annotations

from typing import Any

from localsdg.widgets.kit.base import CourseWidget, opened_workbook


class MyReview(CourseWidget, module="my_review"):
    """Make the draft of the review from the workbook, say what is missing and not honest yet, and save it as files.

    Three texts of lesson 4.2 are written here and kept as they are typed: the opening, what did not go well, and what
    went well. All else comes from the other lessons; a link leads to each. The draft is made again after a change. It
    is saved as a Word document, as one page of HTML, as ``annex.csv``, as a calendar, or as one archive of all files
    that ``localsdg review`` writes.

    On a built page, where no Python runs, the workbook and the figures of the browser are used. In JupyterLab all of
    this works too, with the entries and figures of ``workbook.json`` as they were when the cell was run; links to
    lessons are names there. Run the cell again after you have changed another exercise.

    ``answer`` is the workbook's document, as ``workbook.schema.json`` describes it. ``kept["review"]`` holds the texts
    that are written here, as ``opening``, ``not_well`` and ``well``.
    """

    def __init__(self) -> None:
        workbook, trouble = opened_workbook()
        data: dict[str, Any] = {"trouble": trouble} if trouble else {}
        super().__init__(data, keeps=("4.2", "review"), answer=workbook.document())
