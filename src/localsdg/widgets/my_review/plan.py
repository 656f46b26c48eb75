"""What the review is made after, for its JavaScript: chapters, limits, names of the record, the sheet of its page."""

from __future__ import annotations

from typing import Any

from localsdg.core.catalogue import FROM_THE_RIGHT
from localsdg.review import annex, documents, doubts, export, honesty, lines, model, outline


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
        "ABOUT_FIGURES": sorted(annex.ABOUT_FIGURES),
        "ALONE": list(honesty.ALONE),
        "ANNEX": _annex(),
        "CALENDAR": export.CALENDAR,
        "CHAPTERS": _chapters(),
        "DIRECTIONS": annex.DIRECTIONS,
        "FORMAT": model.FORMAT,
        "HOME": outline.HOME,
        "KEPT": list(model.KEPT),
        "LARGEST": lines.LARGEST,
        "LIMITS": sorted(honesty.LIMITS),
        "LIST_RULES": outline.LIST_RULES,
        "MAY_PASS": list(doubts.MAY_PASS),
        "MOST_ALIKE": outline.MOST_ALIKE,
        "MOST_KEPT": honesty.MOST_KEPT,
        "MOST_NAMED": honesty.MOST_NAMED,
        "MOST_OPEN": honesty.MOST_OPEN,
        "MOST_ROWS": outline.MOST_ROWS,
        "MOST_UNTIED": honesty.MOST_UNTIED,
        "MOST_UNUSED": honesty.MOST_UNUSED,
        "NAMED": documents.NAMED.pattern,
        "OFFICIAL": sorted(annex.OFFICIAL),
        "RIGHT_TO_LEFT": list(FROM_THE_RIGHT),
        "RUNNING": documents.RUNNING,
        "SENTENCE_ENDS": list(outline.SENTENCE_ENDS),
        "SHEET": documents.sheet(),
        "SMALL_GROUP": honesty.SMALL_GROUP,
        "TARGET_CODE": doubts.CODE.pattern,
        "VERSION": model.VERSION,
        "WHOLE": doubts.WHOLE,
    }
