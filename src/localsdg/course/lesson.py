"""The lessons of the course, and the course that they form: each read once, and found by being there.

A lesson is two files in the folder of its module: a notebook with its text, and beside it a file with its questions,
form, cards, canvas and what leads to it. Its number comes from their names: ``2-implementation/06-...`` is lesson 2.6.
What no folder can say, such as the title of a module, stands in ``modules/course.yml``.
"""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, TypedDict

from localsdg.core.content import content_root
from localsdg.core.typed_numbers import read_number, unmistakable
from localsdg.course import documents
from localsdg.course.documents import LessonError, complain, shown_name
from localsdg.course.lesson_checks import parts_faults
from localsdg.course.questions import meaning_faults
from localsdg.workbook import kept

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

SECTIONS = (
    "objectives",
    "why",
    "idea",
    "case",
    "try",
    "check",
    "municipality",
    "analyst",
    "key-points",
    "sources",
    "trainer-card",
)
"""The ids of the cells that begin the sections of a lesson, in their order; a heading may read as its language asks."""

TO_DO = {"try": "try-widget", "check": "check-questions", "municipality": "municipality-form"}
"""The ids of the cells in which a reader has something to do, by their section."""

_NAME = re.compile(r"(\d\d)-[a-z0-9-]+")
_HEADING = re.compile(r"##? ")


@dataclass(frozen=True)
class Cell:
    """A cell of a notebook.

    Attributes:
        id: its name, which stays.
        kind: ``markdown`` or ``code``.
        source: its text.
        slide: Jupyter's word for how it goes into slides; "-" without one.
        tags: Jupyter's tags.
        outputs: the stored outputs of code.
    """

    id: str
    kind: str
    source: str
    slide: str = "-"
    tags: tuple[str, ...] = ()
    outputs: tuple[Any, ...] = ()


class Lesson:
    """One lesson; its files are read when something of them is first asked for, and only once.

    Attributes:
        number: such as "3.2".
        path: its notebook.
        file: the file beside it.
        page: the name of its page, from the top of the repository, without suffix.

    Raises:
        LessonError: something that is asked for is missing or not as it should be; the message says where.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.file = path.with_suffix(".yml")
        self.page = f"modules/{path.parent.name}/{path.stem}"
        self.place = int(path.name[:2])
        self.number = f"{int(path.parent.name.split('-')[0])}.{self.place}"

    def __repr__(self) -> str:
        return f"<Lesson {self.number}>"

    @cached_property
    def _notebook(self) -> dict[str, Any]:
        try:
            found: Any = json.loads(self.path.read_text("utf-8"))
            if not isinstance(found, dict) or not isinstance(found.get("cells"), list):
                raise ValueError("it holds no list of cells")
        except ValueError as error:
            raise LessonError(
                f"{shown_name(self.path)} is no notebook: {error}. Open it in JupyterLab and save it, or take the last "
                "version that could be read."
            ) from error
        return found

    @cached_property
    def about(self) -> dict[str, Any]:
        """The block ``localsdg`` of the notebook's metadata, as it stands there."""
        name = f"{shown_name(self.path)}, metadata, localsdg"
        found: dict[str, Any] = self._notebook.get("metadata", {}).get("localsdg", {})
        complain(name, documents.faults(found, "about"))
        if found["lesson"] != self.number:
            raise LessonError(
                f"{name}, lesson: found {found['lesson']!r}, expected {self.number!r} after the names of folder and "
                "file. Change the one that is wrong."
            )
        return found

    @cached_property
    def cells(self) -> dict[str, Cell]:
        """The cells by their ids, in their order."""
        found: dict[str, Cell] = {}
        for place, cell in enumerate(self._notebook["cells"], start=1):
            name = cell.get("id")
            if not name or name in found:
                fault = f'the id "{name}" of cell {place} stands twice' if name else f"cell {place} has no id"
                raise LessonError(
                    f"{shown_name(self.path)}: {fault}. Give it one of its own, in small letters with hyphens, such as "
                    '"case-table": edit "id" in the notebook file.'
                )
            found[name] = Cell(
                name,
                cell["cell_type"],
                "".join(cell["source"]),
                cell.get("metadata", {}).get("slideshow", {}).get("slide_type", "-"),
                tuple(cell.get("metadata", {}).get("tags", ())),
                tuple(cell.get("outputs", ())),
            )
        return found

    def cell(self, name: str) -> Cell:
        """Return the cell of an id.

        Raises:
            LessonError: there is none.
        """
        if name not in self.cells:
            near = documents.nearest(name, self.cells)
            raise LessonError(
                f'{shown_name(self.path)}: no cell has the id "{name}", by which this part of a lesson is known. '
                f'{near} Give it to the cell with the heading or the exercise: edit "id" in the notebook file.'
            )
        return self.cells[name]

    def check(self) -> None:
        """See that nothing is missing that every lesson has.

        Raises:
            LessonError: something is.
        """
        _ = self.about, self._document  # both are checked as they are read
        for name in ("title", *SECTIONS, *TO_DO.values()):
            cell = self.cell(name)
            if name not in TO_DO.values() and not _begins_section(cell):
                mark = "#" if name == "title" else "##"
                raise LessonError(
                    f'{shown_name(self.path)}: the cell "{name}" begins no section. It should begin with a heading, '
                    f"“{mark} …”. Add the line."
                )

    def section(self, name: str) -> list[Cell]:
        """Return the cells of a section, such as "try", from the one with its heading to the next heading.

        Raises:
            LessonError: there is no such section.
        """
        first = self.cell(name)
        cells = list(self.cells.values())
        following = cells[cells.index(first) + 1 :]
        end = next((at for at, cell in enumerate(following) if _begins_section(cell)), len(following))
        return [first, *following[:end]]

    @property
    def title(self) -> str:
        """The heading of the page."""
        return self.cell("title").source.partition("\n")[0].removeprefix("# ").strip()

    @property
    def minutes(self) -> dict[str, Any]:
        """The minutes: ``alone`` with its ``parts``, ``workshop``, perhaps ``whole`` with its ``whole_parts``."""
        found: dict[str, Any] = self.about["minutes"]
        return found

    @property
    def targets(self) -> tuple[str, ...]:
        """The codes of the targets that the lesson covers."""
        return tuple(self.about["targets"])

    @property
    def data(self) -> str:
        """The data that the lesson uses, in some words."""
        return str(self.about["data"])

    @cached_property
    def _document(self) -> dict[str, Any]:
        if not self.file.exists():
            raise LessonError(
                f"{shown_name(self.file)} is missing. A lesson is two files: its notebook, and beside it this one with "
                "its questions, form, canvas and what leads to it. Copy that of another lesson, and change it."
            )
        found: dict[str, Any] = documents.read(self.file)
        complain(shown_name(self.file), [*meaning_faults(found), *parts_faults(found)])
        return found

    @property
    def facts(self) -> str:
        """The month in which its facts were last checked, such as "2026-11"; nothing if the file does not say."""
        return str(self._document.get("facts", ""))

    @property
    def asks(self) -> str:
        """What the lesson asks, as it stands after its title on the page of the module."""
        return str(self._document["asks"])

    @property
    def questions(self) -> list[dict[str, Any]]:
        """The questions, in the order of the file; :mod:`localsdg.course.questions` says more of them."""
        found: list[dict[str, Any]] = self._document["questions"]
        return found

    @property
    def form(self) -> dict[str, Any]:
        """The form of the part for the learner's own municipality."""
        found: dict[str, Any] = self._document["municipality"]
        return found

    @property
    def cards(self) -> list[dict[str, Any]]:
        """The sets of cards for paper, as they are written."""
        found: list[dict[str, Any]] = self._document.get("cards", [])
        return found

    @property
    def canvas(self) -> dict[str, Any]:
        """The large sheet for a group, as it is written."""
        found: dict[str, Any] = self._document["canvas"]
        return found

    @property
    def needs(self) -> dict[str, dict[str, int]]:
        """How strongly answers of the needs check speak for the lesson, by question and answer."""
        found: dict[str, dict[str, int]] = self._document["needs"]
        return found

    @property
    def room(self) -> dict[str, Any]:
        """What a workshop on the lesson needs: tables, worksheets, cards, things, and what participants bring."""
        found: dict[str, Any] = self._document["room"]
        return found


def _begins_section(cell: Cell) -> bool:
    return cell.kind == "markdown" and bool(_HEADING.match(cell.source))


@dataclass(frozen=True)
class Module:
    """A module of the course.

    Attributes:
        number: from 1.
        title: such as "Localizing".
        folder: where its lessons are, or will be.
        planned: how many lessons it will have.
        lessons: those that are there.
    """

    number: int
    title: str
    folder: Path
    planned: int
    lessons: tuple[Lesson, ...]

    @property
    def name(self) -> str:
        """Number and title."""
        return f"Module {self.number}. {self.title}"

    @property
    def size(self) -> int:
        """How many lessons the module has when it is complete."""
        return max([self.planned, *(lesson.place for lesson in self.lessons)])


class Course:
    """The modules and lessons below a folder, each read once."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @cached_property
    def _shape(self) -> dict[str, Any]:
        file = self.root / "modules" / "course.yml"
        if not file.parent.exists():
            return {"opening": {"page": "", "title": ""}, "pages": {}, "modules": []}  # a book without lessons
        found: dict[str, Any] = documents.read(file, "course")
        return found

    @property
    def opening(self) -> dict[str, str]:
        """Page and title of what comes before the first module; empty as long as the page is not there."""
        found: dict[str, str] = self._shape["opening"]
        files = (self.root / f"{found['page']}{suffix}" for suffix in (".md", ".ipynb"))
        return found if any(file.is_file() for file in files) else {}

    def other_pages(self, module: Module) -> dict[str, str]:
        """Return the titles of a module's pages that are no lessons, by name: ``index`` is what it begins with."""
        titles: dict[str, str] = self._shape["pages"]
        found = {path.stem: path for path in sorted(module.folder.glob("*.md"))}
        names = sorted(found, key=lambda name: list(titles).index(name) if name in titles else len(titles))
        return {name: titles.get(name) or _heading(found[name]) for name in names}

    @cached_property
    def modules(self) -> tuple[Module, ...]:
        """All modules in their order, also those that have no lesson yet.

        Raises:
            LessonError: a folder belongs to no module, or a file in it to no lesson.
        """
        top = self.root / "modules"
        named = [entry["folder"] for entry in self._shape["modules"]]
        for folder in sorted(path.name for path in top.glob("[0-9]*") if path.is_dir()):
            if folder not in named:
                raise LessonError(
                    f"modules/{folder} is the folder of no module. {documents.nearest(folder, named)} Rename it, or "
                    "add it with its title to modules/course.yml."
                )
        numbers = [folder.split("-")[0] for folder in named]
        for number in numbers:
            if numbers.count(number) > 1:
                raise LessonError(f"modules/course.yml: module {number} is there twice. Remove one, or rename it.")
        return tuple(
            Module(
                int(entry["folder"].split("-")[0]),
                entry["title"],
                top / entry["folder"],
                entry["lessons"],
                tuple(map(Lesson, _notebooks(top / entry["folder"]))),
            )
            for entry in self._shape["modules"]
        )

    @cached_property
    def lessons(self) -> dict[str, Lesson]:
        """All lessons by number, in the order of the course."""
        return {lesson.number: lesson for module in self.modules for lesson in module.lessons}

    def lesson(self, number: str) -> Lesson:
        """Return the lesson of a number such as "3.2".

        Raises:
            KeyError: there is none; the message lists those that there are.
        """
        if number not in self.lessons:
            raise KeyError(f"There is no lesson {number!r}. There are: {', '.join(self.lessons)}.")
        return self.lessons[number]

    def at(self, page: str) -> Lesson | None:
        """Return the lesson of a page, or nothing for a page that is no lesson."""
        return next((lesson for lesson in self.lessons.values() if lesson.page == page), None)

    def module_of(self, lesson: Lesson) -> Module:
        """Return the module of a lesson."""
        return next(module for module in self.modules if lesson in module.lessons)


def _heading(page: Path) -> str:
    found = re.search(r"^# (.+)$", page.read_text("utf-8"), re.MULTILINE)
    return found[1] if found else page.stem


def _notebooks(folder: Path) -> list[Path]:
    """Return the notebooks of the lessons in a folder.

    Raises:
        LessonError: a file has a name from which no number can be read, has no notebook beside it, or its number is
            that of another one.
    """
    found: dict[str, Path] = {}
    for path in sorted(folder.glob("*.ipynb")):
        named = _NAME.fullmatch(path.stem)
        if not named:
            raise LessonError(
                f"{shown_name(path)}: the name of a lesson is its number in two digits, a hyphen, and small letters, "
                "such as 06-from-action-to-results.ipynb. Rename it."
            )
        if named[1] in found:
            raise LessonError(
                f"{shown_name(path)} has the number of {shown_name(found[named[1]])}. A number is used once in a "
                "module. Rename one of the two."
            )
        found[named[1]] = path
    for path in sorted(folder.glob("*.yml")):
        if not path.with_suffix(".ipynb").exists():
            near = documents.nearest(path.stem, [each.stem for each in found.values()])
            raise LessonError(
                f"{shown_name(path)} has no notebook of its name beside it. {near} Rename one of the two."
            )
    return list(found.values())


@cache
def course(root: Path | None = None) -> Course:
    """Return the course of this package, or the one below a folder; it is read once."""
    return course(content_root()) if root is None else Course(root)


def lesson(number: str) -> Lesson:
    """Return the lesson of a number such as "3.2".

    Raises:
        KeyError: there is none; the message lists those that there are.
    """
    return course().lesson(number)


def lessons() -> list[Lesson]:
    """Return all lessons in the order of the course."""
    return list(course().lessons.values())


def questions(number: str) -> list[dict[str, Any]]:
    """Return the questions of a lesson such as "3.2": each with ``id``, ``text`` and what its ``kind`` needs.

    Without ``kind`` a question asks for one choice: its options have ``text``, ``reason``, and ``right: true`` if it
    is the answer. The other kinds are described in :mod:`localsdg.course.questions`.

    Raises:
        KeyError: there is no such lesson; the message lists those that there are.
        LessonError: the file of the lesson is not as it should be.
    """
    return lesson(number).questions


def all_questions() -> Mapping[str, list[dict[str, Any]]]:
    """Return every question of the course by lesson number, in the order of the lessons.

    Raises:
        LessonError: a file is not as it should be.
    """
    return {each.number: each.questions for each in lessons()}


def municipality_form(number: str) -> dict[str, Any]:
    """Return the form of a lesson such as "3.2": ``title``, ``lead``, ``result`` and ``groups`` of fields.

    A field has ``name``, ``label`` and ``kind`` ("text", "number", "long" or "choice"); ``result`` names the
    calculation that is shown while the learner types. A number may have ``min``, ``max``, ``whole: true``, and the
    ``unit`` that may be typed beside it, or ``unit_in``, the field in which the learner writes the unit.

    Raises:
        KeyError: there is no such lesson; the message lists those that there are.
        LessonError: the file of the lesson is not as it should be.
    """
    return lesson(number).form


def municipality_numbers(number: str, entries: Mapping[str, Any] | None = None) -> dict[str, float]:
    """Return the numbers of a form by field, as the page reads them: "1 234,5" is 1234.5.

    The workbook holds numbers as the learner typed them. A field that is empty is left out.

    Args:
        number: such as "3.2".
        entries: the entries of the form, such as ``Workbook.load("workbook.json").entry("3.2", "municipality")``;
            else those of the workbook of this folder.

    Raises:
        KeyError: the lesson has no form.
        ValueError: an entry is no number, outside its limits, or can be read in two ways; the message says which.
    """
    form = municipality_form(number)
    given = kept(number, "municipality") if entries is None else entries
    found = {}
    for group in form["groups"]:
        for field in group["fields"]:
            entry = given.get(field["name"])
            if field["kind"] != "number" or entry is None:
                continue
            name = ": ".join(part for part in (group.get("legend"), field["label"]) if part)
            value = read_number(
                entry if isinstance(entry, str) else unmistakable(entry),
                f"{name} ({field['name']})",
                unit=str(given.get(field["unit_in"]) or "") if "unit_in" in field else field.get("unit", ""),
                least=field.get("min", -math.inf),
                most=field.get("max", math.inf),
                whole=field.get("whole", False),
            )
            if value is not None:
                found[field["name"]] = value
    return found


class LessonPage(TypedDict):
    """A lesson of the course: its number such as "3.2", its title, its notebook without the suffix.

    ``minutes`` are those that a learner takes alone.
    """

    lesson: str
    title: str
    page: str
    minutes: int


def lesson_pages() -> list[LessonPage]:
    """Return what widgets say of each lesson, in the order of the course."""
    return [
        {"lesson": each.number, "title": each.title, "page": each.page, "minutes": each.minutes["alone"]}
        for each in lessons()
    ]


def lesson_entries() -> list[dict[str, Any]]:
    """Return what the widgets that show a whole workbook say of each lesson, in the order of the course.

    Besides what ``lesson_pages`` says: the ids of its questions, and the fields of its form as name, legend of the
    group and label.
    """
    return [
        {
            **page,
            "questions": [question["id"] for question in questions(page["lesson"])],
            "form": [
                [field["name"], group.get("legend", ""), field["label"]]
                for group in municipality_form(page["lesson"])["groups"]
                for field in group["fields"]
            ],
        }
        for page in lesson_pages()
    ]
