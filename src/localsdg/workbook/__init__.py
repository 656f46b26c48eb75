"""The learner's workbook: one versioned JSON document that holds what was entered, lesson by lesson.

In Jupyter it is the file ``workbook.json``; on a built page the browser keeps the same document. Its form is described
by ``workbook.schema.json`` in this folder.
"""

from localsdg.workbook.current import erase, keep, keep_profile, kept, kept_profile, workbook_path
from localsdg.workbook.document import Conflict, Field, Merged, Workbook, merge
from localsdg.workbook.schema import WorkbookError, WorkbookWarning

__all__ = [
    "Conflict",
    "Field",
    "Merged",
    "Workbook",
    "WorkbookError",
    "WorkbookWarning",
    "erase",
    "keep",
    "keep_profile",
    "kept",
    "kept_profile",
    "merge",
    "workbook_path",
]
