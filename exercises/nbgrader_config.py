"""Settings of the nbgrader course in this folder. Every nbgrader command reads them, whether it is started here or not.

From the repository's root, name the folder: ``nbgrader autograde 1-localizing --course-dir=exercises``.
"""

import os
import sysconfig

# nbgrader calls the program alembic by its bare name: find it beside Python, even if no environment is activated.
os.environ["PATH"] = os.pathsep.join([sysconfig.get_path("scripts"), os.environ.get("PATH", os.defpath)])

c = get_config()  # noqa: F821 - nbgrader provides it

c.CourseDirectory.course_id = "localsdg"

# Most learners do not program. A comment and an empty value read better than an error raised on purpose.
c.ClearSolutions.code_stub = {"python": "# Write your answer above this line."}
c.ClearSolutions.text_stub = "Write your answer here, in place of this line."

# A cell of these exercises runs for less than a second. What takes longer does not end.
c.Execute.timeout = 20
# Output of a loop that prints fills neither the disk nor the feedback.
c.LimitOutput.max_lines = 200

# A check that a learner has deleted comes back and counts, instead of waiting for a person for ever.
c.OverwriteCells.add_missing_cells = True

# Collected files: "amina_officer.ipynb", with a time in UTC "amina_2027-01-15T1700_officer.ipynb", or "amina.zip".
c.FileNameCollectorPlugin.named_regexp = (
    r".*[/\\]extracted[/\\](?P<student_id>[^/\\_]+)"
    r"(?:_(?P<timestamp>\d{4}-\d\d-\d\dT\d{4}))?(?:_|[/\\](?:.*[/\\])?)"
    r"(?P<file_id>officer|analyst)\.ipynb$"
)

c.ExportApp.plugin_class = "nbgrader.plugins.CsvExportPlugin"
c.CsvExportPlugin.to = "grades.csv"
