"""The second widget of lesson 3.1: a drawn city in which stops, parks and the boundary can be moved."""

from localsdg.widgets.kit.base import CourseWidget


class ServiceArea(CourseWidget, module="service_area"):
    """Move stops, parks and the boundary of a drawn city; read who lives within reach, along the streets.

    ``answer`` holds ``boundary`` ("centre", "built", "admin" or "own"), ``stops`` (kind, column and row), ``parks``
    (column and row), and ``figures``: by boundary ``people``, ``area`` (hectares), ``transport`` (11.2.1, %),
    ``transport_line`` (the same by straight lines), ``space`` and ``space_line`` (11.7.1, people within 400 m, %), and
    ``open`` (11.7.1, share of the area, %). The city is fictional, so that nothing of it goes into the workbook: it
    stays as it was left until the tab is closed.
    """

    def __init__(self) -> None:
        super().__init__({})
