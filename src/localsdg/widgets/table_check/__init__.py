"""Check your table: a table of one's own is read, checked and repaired in the page, and nothing is sent."""

from localsdg.widgets.kit.base import CourseWidget


class TableCheck(CourseWidget, module="table_check"):
    """Check a file, or cells pasted from a spreadsheet, with the rules of ``localsdg.owndata``.

    ``answer`` holds ``understood`` (the sentence), ``faults`` (how many of each severity) and ``repairs`` (how many
    cells and rows the repaired copy changes), of the table that was checked last.
    """

    def __init__(self) -> None:
        super().__init__({})
