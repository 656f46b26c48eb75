"""Settings of the nbgrader course in this folder, for every nbgrader command that is started here.

From another folder, name this one: ``nbgrader autograde 1-localizing --course-dir=exercises``.
"""

import os
import re
import sysconfig

import nbformat
from nbconvert.exporters import HTMLExporter
from nbgrader.preprocessors import (
    CheckCellMetadata,
    ClearOutput,
    DeduplicateIds,
    NbGraderPreprocessor,
    OverwriteCells,
    OverwriteKernelspec,
)

c = get_config()  # noqa: F821 - nbgrader provides it

# nbgrader calls the program alembic by its bare name: find it beside Python, even if no environment is activated.
os.environ["PATH"] = os.pathsep.join([sysconfig.get_path("scripts"), os.environ.get("PATH", os.defpath)])

c.CourseDirectory.course_id = "localsdg"

# Most learners do not program. A comment and an empty value read better than an error raised on purpose.
c.ClearSolutions.code_stub = {"python": "# Write your answer above this line."}
c.ClearSolutions.text_stub = "Write your answer here, in place of this line."

# A cell of these exercises runs for less than a second. One that runs for 20 seconds would not end.
c.Execute.timeout = 20

# A check that a learner has deleted comes back and counts, instead of waiting for a person for ever.
c.OverwriteCells.add_missing_cells = True


class MendCells(NbGraderPreprocessor):
    """Undo slips that would stop a notebook from being graded, and a tag that would keep a check from running.

    A copied cell becomes an ordinary one (nbgrader keeps the last of the copies). A deleted answer comes back empty, a
    deleted cell that checks need comes back as it was released.
    """

    def preprocess(self, nb, resources):
        """Return the notebook with the cells of the release."""
        for cell in nb.cells:
            cell.metadata.pop("tags", None)
            if not cell.metadata.get("nbgrader"):
                cell.metadata.pop("nbgrader", None)
        found = resources["nbgrader"]
        released = nbformat.read(f"release/{found['assignment']}/{found['notebook']}.ipynb", as_version=4)
        place = 0
        for cell in (cell for cell in released.cells if "nbgrader" in cell.metadata):
            data = cell.metadata.nbgrader
            names = [each.metadata.get("nbgrader", {}).get("grade_id") for each in nb.cells]
            if data.grade_id in names:
                place = names.index(data.grade_id) + 1
            elif not data.grade:
                nb.cells.insert(place, cell)
                place += 1
        return nb, resources


c.Autograde.sanitize_preprocessors = [
    ClearOutput,
    DeduplicateIds,
    MendCells,
    OverwriteKernelspec,
    OverwriteCells,
    CheckCellMetadata,
]

# Collected files: "amina_officer.ipynb", with a time in UTC "amina_2027-01-15T1700_officer.ipynb", or "amina.zip".
c.FileNameCollectorPlugin.named_regexp = (
    r".*[/\\]extracted[/\\](?P<student_id>[^/\\_]+)"
    r"(?:_(?P<timestamp>\d{4}-\d\d-\d\dT\d{4}))?(?:_|[/\\](?:.*[/\\])?)"
    r"(?P<file_id>officer|analyst)\.ipynb$"
)


class LocalFeedback(HTMLExporter):
    """Feedback without the script for formulas that each page would fetch from another host; there are no formulas."""

    def from_notebook_node(self, nb, resources=None, **kw):
        """Return the page without scripts from other hosts, and its resources."""
        page, resources = super().from_notebook_node(nb, resources, **kw)
        return re.sub(r'<script src="https?://[^"]*">\s*</script>', "", page), resources


c.GenerateFeedback.exporter_class = LocalFeedback
