"""The learner's workbook: one versioned JSON document that holds what was entered, each thing once.

In Jupyter it is the file ``workbook.json``; on a built page the browser keeps the same document. Its form is described
by ``workbook.schema.json`` in this folder.
"""

from localsdg.workbook.current import erase, keep, kept, sign, workbook_path
from localsdg.workbook.document import Conflict, Merged, Workbook, merge
from localsdg.workbook.fields import Entry, Field
from localsdg.workbook.schema import WorkbookError, WorkbookWarning

__all__ = [
    "Conflict",
    "Entry",
    "Field",
    "Merged",
    "Workbook",
    "WorkbookError",
    "WorkbookWarning",
    "erase",
    "keep",
    "kept",
    "merge",
    "sign",
    "workbook_path",
]
