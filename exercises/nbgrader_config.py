"""Settings of the nbgrader course in this folder, for every nbgrader command that is started here.

From another folder, name this one: ``nbgrader autograde 1-localizing --course-dir=exercises``.
"""

import ast
import html
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


DOUBLE = dict.fromkeys(map(ord, "“”„«»‟″"), '"') | {ord("−"): "-"}
SINGLE = dict.fromkeys(map(ord, "‘’‚‹›′"), "'")


def _parsed(source):
    """Return the syntax tree of a text, or None if it is not Python."""
    try:
        return ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def as_typed(source):
    """Return an answer with the quotes and the minus that Python knows, where a telephone has put its own.

    A single word without quotes gets them, unless the cell or the notebook gives that name to something. An answer that
    is Python stays as it is.
    """
    if _parsed(source) is None:
        readings = (source.translate(DOUBLE), source.translate(DOUBLE | SINGLE))
        source = next((each for each in readings if _parsed(each) is not None), source)
    tree = _parsed(source)
    if tree is None or not all(isinstance(each, ast.Assign) for each in tree.body):
        return source
    known = {each.id for each in ast.walk(tree) if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store)}
    known |= {"pd", "np"}  # and not what Python calls so: "input" is a word of these exercises
    lines = source.encode().splitlines(keepends=True)
    for each in reversed(tree.body):
        word = each.value
        if isinstance(word, ast.Name) and word.id not in known:
            line, name = lines[word.lineno - 1], word.id.encode()
            lines[word.lineno - 1] = line[: word.col_offset] + b'"' + name + b'"' + line[word.end_col_offset :]
    return b"".join(lines).decode()


class MendCells(NbGraderPreprocessor):
    """Undo slips that would stop a notebook from being graded, and a tag that would keep a check from running.

    A copied cell becomes an ordinary one (nbgrader keeps the last of the copies). A deleted answer comes back empty, a
    deleted cell that checks need comes back as it was released. Officers' answers are read as they were meant.
    """

    def preprocess(self, nb, resources):
        """Return the notebook with the cells of the release."""
        for cell in nb.cells:
            cell.metadata.pop("tags", None)
            if not cell.metadata.get("nbgrader"):
                cell.metadata.pop("nbgrader", None)
        found = resources["nbgrader"]
        if found["notebook"] == "officer":
            for cell in nb.cells:
                if cell.cell_type == "code" and cell.metadata.get("nbgrader", {}).get("solution"):
                    cell.source = as_typed(cell.source)
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
    """Feedback that names each check by its question, and fetches no script for formulas from another host."""

    def from_notebook_node(self, nb, resources=None, **kw):
        """Return the page and its resources."""
        page, resources = super().from_notebook_node(nb, resources, **kw)
        questions, heading = {}, ""
        for cell in nb.cells:
            found = re.findall(r"^#+ +(.+)$", cell.source, re.M) if cell.cell_type == "markdown" else []
            heading = found[-1] if found else heading
            questions[cell.metadata.get("nbgrader", {}).get("grade_id")] = heading

        def named(match):
            return f"{match[1]}{html.escape(questions.get(match[2]) or match[2])}</a>"

        page = re.sub(r'(<a href="#([\w-]+)">)Test cell</a>', named, page)
        return re.sub(r'<script src="https?://[^"]*">\s*</script>', "", page), resources


c.GenerateFeedback.exporter_class = LocalFeedback
