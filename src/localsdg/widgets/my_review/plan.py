"""What the review is made after, for its JavaScript: chapters, limits, names of the record, the sheet of its page."""

from __future__ import annotations

from typing import Any

from localsdg.core.catalogue import _RIGHT_TO_LEFT
from localsdg.review import documents, export, honesty, lines, model, outline
from localsdg.review.annex import _ABOUT_FIGURES


def _chapters() -> list[dict[str, Any]]:
    from localsdg.course.review import review

    return [
        {"id": each.id, "title": each.title, "says": each.says, "lessons": [found.number for found in each.filled_by]}
        for each in review().chapters
    ]


def _annex() -> dict[str, str]:
    from localsdg.course.review import review

    annex = review().annex
    return {"title": annex.title, "says": annex.says}


def constants() -> dict[str, Any]:
    """Return what JavaScript needs, by name."""
    return {
        "ADOPTED": model.ADOPTED.pattern,
        "ABOUT_FIGURES": sorted(_ABOUT_FIGURES),
        "ANNEX": _annex(),
        "CALENDAR": export.CALENDAR,
        "CHAPTERS": _chapters(),
        "FORMAT": model.FORMAT,
        "HOME": outline.HOME,
        "KEPT": list(model.KEPT),
        "LARGEST": lines.LARGEST,
        "LIST_RULES": outline.LIST_RULES,
        "MOST_NAMED": honesty.MOST_NAMED,
        "MOST_ROWS": outline.MOST_ROWS,
        "MOST_UNUSED": honesty.MOST_UNUSED,
        "NAMED": documents.NAMED.pattern,
        "RIGHT_TO_LEFT": list(_RIGHT_TO_LEFT),
        "RUNNING": documents.RUNNING,
        "SHEET": documents.sheet(),
        "SMALL_GROUP": honesty.SMALL_GROUP,
        "VERSION": model.VERSION,
    }
