"""Lessons, modules and pages are found by being there, and what is wrong in their files is said in words.

The lessons here are copies of one lesson of the course under other names.
"""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from localsdg.course.documents import LessonError
from localsdg.course.lesson import Course, lesson
from localsdg.course.needs import merged
from localsdg.course.trainer_card import card_of
from localsdg.site import contents
from localsdg.site.lessons import lesson_list
from localsdg.widgets import Municipality

MODEL = lesson("2.6")
TABLE = list(MODEL.cells).index("case-table") + 1  # the place of this cell
DOCUMENT = yaml.safe_load(MODEL.file.read_text("utf-8"))
SHAPE = """
opening: { page: modules/opening, title: Where this leads }
pages: { index: About this module, takeaway: What you take away }
modules:
  - { folder: 1-localizing, title: Localizing, lessons: 6 }
  - { folder: 2-implementation, title: Implementation, lessons: 6 }
  - { folder: 4-review, title: My review, lessons: 2 }
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "modules").mkdir()
    (tmp_path / "modules" / "course.yml").write_text(SHAPE, "utf-8")
    (tmp_path / "_toc.yml").write_text(
        "format: jb-book\nroot: book/index\nparts:\n"
        "- { caption: Cases, chapters: [{ file: book/cases/turin, title: Turin }] }\n",
        "utf-8",
    )
    return tmp_path


def add(root: Path, name: str, number: str) -> Path:
    """Add a lesson, such as "2-implementation/09-more"."""
    path = root / "modules" / f"{name}.ipynb"
    path.parent.mkdir(exist_ok=True)
    document = json.loads(MODEL.path.read_text("utf-8"))
    document["metadata"]["localsdg"]["lesson"] = number
    path.write_text(json.dumps(document), "utf-8")
    path.with_suffix(".yml").write_text(MODEL.file.read_text("utf-8"), "utf-8")
    return path


def test_lessons_are_found_in_their_order(root):
    for name, number in [
        ("4-review/01-first", "4.1"),
        ("2-implementation/10-last", "2.10"),
        ("2-implementation/09-more", "2.9"),
    ]:
        add(root, name, number)
    found = Course(root)
    assert list(found.lessons) == ["2.9", "2.10", "4.1"]
    assert found.lesson("4.1").title == MODEL.title
    assert found.at("modules/4-review/01-first") is found.lesson("4.1")
    assert found.at("modules/4-review/02-next") is None
    modules = {module.number: module for module in found.modules}
    assert modules[4].name == "Module 4. My review"
    assert (modules[1].size, modules[2].size, modules[4].size) == (6, 10, 2)
    assert found.module_of(found.lesson("4.1")) is modules[4]
    with pytest.raises(KeyError, match=r"no lesson '4.2'. There are: 2.9, 2.10, 4.1."):
        found.lesson("4.2")


def test_a_page_of_a_module_is_in_the_table_of_contents_by_being_there(root):
    assert list(contents.parts(root)) == ["", "Cases"]
    add(root, "2-implementation/09-more", "2.9")
    (root / "modules" / "2-implementation" / "index.md").write_text("# Module 2\n", "utf-8")
    (root / "modules" / "2-implementation" / "takeaway.md").write_text("# What you take home\n", "utf-8")
    (root / "modules" / "2-implementation" / "answers.md").write_text("# Answers\n", "utf-8")
    (root / "modules" / "opening.md").write_text("# Where this leads\n", "utf-8")
    assert contents.parts(root) == {
        "": {"book/index": "", "modules/opening": "Where this leads"},
        "Module 2. Implementation": {
            "modules/2-implementation/index": "About this module",
            "modules/2-implementation/09-more": f"2.9 {MODEL.title}",
            "modules/2-implementation/takeaway": "What you take away",
            "modules/2-implementation/answers": "Answers",
        },
        "Cases": {"book/cases/turin": "Turin"},
    }


def test_a_page_of_a_module_is_not_listed_by_hand(root):
    text = (root / "_toc.yml").read_text("utf-8").replace("book/cases/turin", "modules/2-implementation/index")
    (root / "_toc.yml").write_text(text, "utf-8")
    with pytest.raises(LessonError, match=r"_toc.yml, Cases: .* is put in by itself. Remove the line"):
        contents.parts(root)


def test_the_page_of_a_module_lists_what_is_there_and_counts_the_rest(root):
    add(root, "2-implementation/01-first", "2.1")
    add(root, "2-implementation/06-more", "2.6")
    first, review = Course(root).modules[1:]
    assert lesson_list(first).splitlines() == [
        f"- [2.1 {MODEL.title}](01-first.ipynb): {MODEL.asks}",
        f"- [2.6 {MODEL.title}](06-more.ipynb): {MODEL.asks}",
        "",
        "The other four lessons of this module are being written.",
    ]
    assert lesson_list(review) == "\nThe two lessons of this module are being written."
    add(root, "4-review/01-first", "4.1")
    assert lesson_list(Course(root).modules[2]).endswith("\nThe other lesson of this module is being written.")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda path: path.with_suffix(".yml").unlink(), "09-more.yml is missing. A lesson is two files"),
        (lambda path: path.with_suffix(".yml").write_text(""), "2-implementation/09-more.yml is empty"),
        (lambda path: path.unlink(), "2-implementation/09-more.yml has no notebook of its name beside it"),
        (lambda path: path.write_text("{"), "2-implementation/09-more.ipynb is no notebook: "),
        (lambda path: path.write_text("[1]"), "09-more.ipynb is no notebook: it holds no list of cells"),
        (
            lambda path: path.rename(path.with_name("08-more.ipynb")),
            'has no notebook of its name beside it. Did you mean "08-more"?',
        ),
        (lambda path: path.rename(path.with_name("9-more.ipynb")), "9-more.ipynb: the name of a lesson is its number"),
        (lambda path: add(path.parents[2], "2-implementation/09-other", "2.9"), "has the number of .*09-more.ipynb"),
        (
            lambda path: path.parent.rename(path.parent.with_name("2-implementaton")),
            'is the folder of no module. Did you mean "2-implementation"?',
        ),
    ],
)
def test_files_that_make_no_lesson_are_named_with_their_repair(root, change, message):
    change(add(root, "2-implementation/09-more", "2.9"))
    with pytest.raises(LessonError, match=message):
        for each in Course(root).lessons.values():
            each.check()


def notebook(root: Path, change: Any) -> Any:
    path = add(root, "2-implementation/09-more", "2.9")
    document = json.loads(path.read_text("utf-8"))
    change(document)
    path.write_text(json.dumps(document), "utf-8")
    return Course(root).lesson("2.9")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda about: about.update(lesson="2.8"), "lesson: found '2.8', expected '2.9' after the names"),
        (lambda about: about.update(lesson=2.9), "lesson: found the number 2.9, expected a text: the number of the"),
        (lambda about: about.pop("targets"), '"targets" is missing. It should say codes of the targets'),
        (lambda about: about["minutes"].pop("workshop"), 'minutes: "workshop" is missing'),
        (lambda about: about["minutes"].update(alone="50"), 'minutes, alone: found the text "50", expected a whole'),
        (lambda about: about["minutes"].update(whole=90), 'minutes: "whole_parts" is missing'),
        (lambda about: about.update(target=["1.1"]), '"target" has no meaning here. .* Did you mean "targets"?'),
        (lambda about: about.clear(), '"lesson" is missing'),
    ],
)
def test_metadata_that_are_wrong_are_explained(root, change, message):
    with pytest.raises(LessonError, match=rf"^2-implementation/09-more.ipynb, metadata, localsdg, .*{message}"):
        notebook(root, lambda document: change(document["metadata"]["localsdg"])).about  # noqa: B018


def test_a_section_is_known_by_its_id_in_any_language(root):
    french = {"sources": "## Références", "analyst": "## Le coin de l’analyste", "trainer-card": "## Fiche"}

    def change(document):
        for cell in document["cells"]:
            if cell["id"] in french:
                (_, *rest) = "".join(cell["source"]).splitlines(keepends=True)
                cell["source"] = [french[cell["id"]] + "\n", *rest]

    found = notebook(root, change)
    assert [cell.id for cell in found.section("sources")] == ["sources"]
    assert [cell.id for cell in found.section("try")] == ["try", "try-widget"]
    assert found.section("analyst")[0].source.startswith("## Le coin")
    assert found.section("analyst")[-1].id == "analyst-task"

    def rename(document):
        for cell in document["cells"]:
            cell["id"] = {"sources": "source"}.get(cell["id"], cell["id"])

    with pytest.raises(LessonError, match=r'09-more.ipynb: no cell has the id "sources".* Did you mean "source"'):
        notebook(root, rename).check()

    def without_heading(document):
        for cell in document["cells"]:
            if cell["id"] == "sources":
                cell["source"] = cell["source"][1:]

    with pytest.raises(LessonError, match=r'the cell "sources" begins no section.*“## …”. Add the line'):
        notebook(root, without_heading).check()
    notebook(root, change).check()


def without_step(cell: dict[str, Any]) -> None:
    cell["source"] = [line for line in cell["source"] if " min. " not in line]


def one_line_less(cell: dict[str, Any]) -> None:
    cell["source"] = [line for line in cell["source"] if "**Debrief.**" not in line]


@pytest.mark.parametrize(
    ("name", "change", "message"),
    [
        ("case-table", lambda cell: cell.pop("id"), f"cell {TABLE} has no id"),
        ("case-table", lambda cell: cell.update(id="case"), f'the id "case" of cell {TABLE} stands twice'),
        ("trainer-card", without_step, "trainer-card: found no step. Write each below"),
        ("trainer-card", one_line_less, "trainer-card: found 6 lines with a bold name, expected 7: For, Time, Group"),
    ],
)
def test_cells_that_are_wrong_are_named(root, name, change, message):
    def changed(document):
        (cell,) = [each for each in document["cells"] if each["id"] == name]
        change(cell)

    found = notebook(root, changed)
    with pytest.raises(LessonError, match=f"^2-implementation/09-more.ipynb.*{message}"):
        card_of(found)


def test_a_form_names_a_widget_that_is_there(monkeypatch):
    form = {**MODEL.form, "result": "target_pth"}
    monkeypatch.setattr("localsdg.widgets.municipality.municipality_form", lambda lesson: form)
    with pytest.raises(LessonError, match=r'no widget of the name "target_pth" has a form.js. .*mean "target_path"'):
        Municipality("2.6")


CARD = {"id": "mine", "title": "Mine", "use": "Lay them out on a table.", "size": "card", "cards": [{"title": "A"}]}


def field_of(document: Any, name: str) -> dict[str, Any]:
    fields = [field for group in document["municipality"]["groups"] for field in group["fields"]]
    return next(field for field in fields if field["name"] == name)


def cards(document: Any, **more: Any) -> None:
    document["cards"] = [{**CARD, **more}]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda file: file.pop("needs"), '"needs" is missing. It should say which answers of the needs check'),
        (lambda file: file.update(card=[]), '"card" has no meaning here. .* Did you mean "cards"?'),
        (lambda file: file.update(asks=""), "asks: found an empty text. Expected what the lesson asks"),
        (lambda file: file.update(questions=[]), "questions: found 0, that is too few. Expected a list of questions"),
        (lambda file: file["questions"][0].pop("id"), 'question 1: "id" is missing'),
        (lambda file: file["municipality"].pop("lead"), 'municipality: "lead" is missing. It should say where'),
        (
            lambda file: field_of(file, "baseline_year").update(kind="numbr"),
            r'municipality, groups \d, fields 1 "baseline_year", kind: .*Did you mean "number"?',
        ),
        (
            lambda file: field_of(file, "action").update(kind="choice"),
            'fields 1 "action": "prompt" is missing. It should say what the field shows before one is chosen',
        ),
        (
            lambda file: field_of(file, "baseline_year").update(name="action"),
            'fields 1 "action": the name "action" is used before, in municipality, groups 1, fields 1 "action"',
        ),
        (
            lambda file: field_of(file, "baseline").update(unit_in="units"),
            'unit_in names the field "units", which is not there. Did you mean "unit"?',
        ),
        (
            lambda file: field_of(file, "baseline_year").update(min=2300),
            "min is 2300 and max is 2200. Swap the two numbers",
        ),
        (lambda file: cards(file, size="huge"), 'cards 1 "mine", size: .* expected one of small, card, strip'),
        (lambda file: cards(file, use="So"), "which is shorter than 20 characters"),
        (lambda file: cards(file, cards=[{"titel": "A"}]), 'cards 1 "mine", cards 1: "titel" has no meaning here.'),
        (lambda file: cards(file, **{"from": "goals"}), "found cards and from, expected one of cards, from, question"),
        (
            lambda file: (cards(file, question="indicators"), file["cards"][0].pop("cards")),
            'no question with options has the id "indicators". Did you mean "indicator"?',
        ),
        (lambda file: file["canvas"].pop("fields"), "canvas: nothing is on it"),
        (lambda file: file["canvas"].update(columns=["A"]), 'canvas: "rows" is missing. It should say the number of'),
        (lambda file: file.update(needs={}), "needs: found nothing. Expected answers of the needs check by question"),
        (lambda file: file["needs"]["role"].update(plans=5), "needs, role, plans: found the number 5, expected one"),
        (lambda file: file["needs"].update(role="plans"), 'needs, role: found the text "plans", expected lines with'),
        (lambda file: file.update({2.9: 1}), "the name 2.9 is not read as a text; write \"2.9\": instead"),
    ],
)  # fmt: skip
def test_a_file_that_is_wrong_is_explained(root, change, message):
    path = add(root, "2-implementation/09-more", "2.9").with_suffix(".yml")
    document = copy.deepcopy(DOCUMENT)
    change(document)
    path.write_text(yaml.safe_dump(document, allow_unicode=True, sort_keys=False), "utf-8")
    with pytest.raises(LessonError, match=rf"^2-implementation/09-more.yml, (?s:.*){message}") as caught:
        Course(root).lesson("2.9").questions  # noqa: B018
    assert "Traceback" not in str(caught.value)


@pytest.mark.parametrize(
    ("needs", "message"),
    [
        (
            {"rol": {"plans": 1}},
            'yml, needs: the needs check has no question "rol". It has: role. Did you mean "role"?',
        ),
        ({"role": {"plan": 1}}, 'yml, needs, role: the needs check has no answer "plan". .* Did you mean "plans"?'),
    ],
)
def test_needs_that_nobody_is_asked_are_named(needs, message):
    changed = copy.copy(MODEL)
    changed.__dict__["_document"] = {"needs": needs}
    asked = [{"id": "role", "text": "Which?", "options": [{"id": "plans", "text": "Plans"}]}]
    with pytest.raises(LessonError, match=message):
        merged(asked, [changed])


def test_the_shape_of_the_course_is_checked(root):
    (root / "modules" / "course.yml").write_text(SHAPE.replace("4-review", "review"), "utf-8")
    with pytest.raises(LessonError, match=r'course.yml, modules 3 "review", folder: found the text "review". Expected'):
        Course(root).modules  # noqa: B018
