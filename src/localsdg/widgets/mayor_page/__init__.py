"""One page for the mayor, made from the learner's workbook, and a sheet on what it shows of the learner's work."""

from __future__ import annotations

from typing import Any

from localsdg.course.lesson import lesson_entries
from localsdg.widgets.kit.base import CourseWidget, opened_workbook, own_texts, texts
from localsdg.widgets.kit.bundle import folders
from localsdg.workbook import workbook_path

# What the page says in the words of the exercises: by exercise, the keys of their texts, or the ends of such keys.
_BORROWED = {
    "stakeholder_map": ("groups", "quadrants", "power_axis", "interest_axis"),
    "interaction_matrix": ("network", "network_says", "network_empty", "link", "verdict", "level", "conflict", "scale"),
    "target_path": ("path_says", "_title"),
    "land_and_people": ("land_says", "_title", "_reason", "versions_disagree", "long_period", "fragile", "no_ratio"),
}


def _texts() -> dict[str, Any]:
    borrowed = {
        folder: {key: words for key, words in own_texts(folder).items() if key.endswith(ends)}
        for folder, ends in _BORROWED.items()
    }
    kept = [own_texts(folder).get("kept", {}) for folder in folders()]
    return texts("mayor_page") | borrowed | {"kept": {key: words for each in kept for key, words in each.items()}}


class MayorPage(CourseWidget, module="mayor_page"):
    """Show what the workbook says of a town on one page, to print or to keep as a file; and who entered what.

    ``answer`` is the workbook's document, as ``workbook.schema.json`` describes it; nothing is changed in it. On a
    built page, where no Python runs, the workbook of the browser is shown instead.
    """

    def __init__(self) -> None:
        path = workbook_path()
        workbook, trouble = opened_workbook()
        super().__init__(
            {"lessons": lesson_entries(), "trouble": trouble},
            strings=_texts(),
            file=path.name if path else "",
            answer=workbook.document(),
        )
