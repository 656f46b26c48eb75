"""The table of contents: the hand-written ``_toc.yml``, and before its parts the modules with what is in their folders.

A page of a module needs no line anywhere: a lesson is there when its files are, and so is the opening page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml

from localsdg.course.documents import LessonError
from localsdg.course.lesson import Course

if TYPE_CHECKING:
    from pathlib import Path

    from localsdg.course.lesson import Module

FILE = "_toc.yml"
_REFERENCE = "book/reference/"


def table_of_contents(root: Path) -> dict[str, Any]:
    """Return the whole table of contents of the book below a folder, in the form of ``_toc.yml``.

    Raises:
        LessonError: ``_toc.yml`` lists a page of a module, which is put in by itself.
    """
    written: dict[str, Any] = yaml.safe_load((root / FILE).read_text("utf-8"))
    for part in written.get("parts", []):
        for chapter in part["chapters"]:
            if chapter["file"].startswith("modules/"):
                raise LessonError(
                    f"{FILE}, {part['caption']}: {chapter['file']} is a page of a module, which is put in by itself. "
                    "Remove the line."
                )
    whole = Course(root)  # read anew: a lesson may have come since the last build
    opening = whole.opening
    first = [{"chapters": [{"file": opening["page"], "title": opening["title"]}]}] if opening else []
    modules = [
        {"caption": module.name, "chapters": _chapters(module, whole.other_pages(module))} for module in whole.modules
    ]
    parts = [*first, *(part for part in modules if part["chapters"]), *written.get("parts", [])]
    return {**written, "parts": parts} if parts else written


def _chapters(module: Module, others: dict[str, str]) -> list[dict[str, str]]:
    """Return the pages of a module: what it is about, its lessons, and what comes after them."""
    folder = f"modules/{module.folder.name}"
    pages = {name: {"file": f"{folder}/{name}", "title": title} for name, title in others.items()}
    about = [pages.pop("index")] if "index" in pages else []
    lessons = [{"file": lesson.page, "title": f"{lesson.number} {lesson.title}"} for lesson in module.lessons]
    return [*about, *lessons, *pages.values()]


def parts(root: Path) -> dict[str, dict[str, str]]:
    """Return the titles of the book's pages by their names without suffix, by the parts of the table of contents.

    The home page and the opening stand first, in a part without a name.
    """
    contents = table_of_contents(root)
    found: dict[str, dict[str, str]] = {"": {contents["root"]: ""}}
    for part in contents.get("parts", []):
        titles = {chapter["file"]: chapter["title"] for chapter in part["chapters"]}
        found.setdefault(part.get("caption", ""), {}).update(titles)
    return found


def page_names(root: Path) -> list[str]:
    """Return the names of all pages of the book in reading order, without suffix."""
    return [name for chapters in parts(root).values() for name in chapters]


def menu(root: Path) -> list[tuple[str, list[tuple[str, ...]]]]:
    """Return the list of all pages for ``page.js``: the parts of the book, each with its pages and their titles.

    Behind the library's functions stands the folder on whose pages alone they are listed, since few readers of a lesson
    look for them. The home page is not in the list.
    """

    def page(name: str, title: str) -> tuple[str, ...]:
        return (name, title, _REFERENCE) if name.startswith(f"{_REFERENCE}api-") else (name, title)

    listed = ((caption, [page(*each) for each in pages.items() if each[1]]) for caption, pages in parts(root).items())
    return [(caption, pages) for caption, pages in listed if pages]
