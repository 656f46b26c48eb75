"""Lessons as slides, in the trainer edition: where a slide begins, and what stands on it.

There is no second copy of a lesson. Its page carries marks, and a script (``slides.js``) shows one slide at a time. The
marks come from what Jupyter itself keeps in a cell for slides, ``slideshow.slide_type``, so that JupyterLab shows and
sets them and ``jupyter nbconvert --to slides`` cuts at the same places:

- ``slide`` and ``subslide`` begin a slide, and so does every heading of level two.
- ``fragment`` appears at the next key. ``skip`` is left out. ``notes`` are for the trainer, not for the wall.

A workshop has a row of slides of its own: one for each step of the trainer card, with its minutes and a clock that
counts down, and after it the slides that the lesson names for the step (``room``, ``show``), taken from those above.

Text to be read is too long for a wall. Of the cells without a mark, a slide shows its first paragraph, paragraphs that
end with a colon, and all that is not a paragraph: lists, tables, formulas, callouts, exercises. The other paragraphs
become notes.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes

from localsdg.course.lesson import course
from localsdg.course.trainer_card import card_of
from localsdg.site.cells import cell_index
from localsdg.site.render import render
from localsdg.workshop.handouts import plain

if TYPE_CHECKING:
    from sphinx.application import Sphinx

SCRIPTS = ("localsdg/slides_room.js", "localsdg/slides.js")


def prepare(app: Sphinx, doctree: nodes.document) -> None:
    """Mark the slides of a lesson, and add their button, their controls and their script."""
    lesson = course(Path(app.srcdir)).at(app.env.docname)
    page = doctree.next_node(nodes.section)
    if app.config.localsdg_edition != "trainer" or lesson is None or page is None:
        return
    shown = {name for names in lesson.room["show"] for name in names}
    names = [f"ls-of-{name}" if name in shown else "" for name in lesson.cells]
    mark(page, [cell.slide for cell in lesson.cells.values()], names)
    facts = next(place for place, block in enumerate(page) if isinstance(block, nodes.raw))
    page.insert(facts + 1, nodes.raw("", render("slides_button.html", app.config.language), format="html"))
    goal = lesson.targets[0].split(".")[0]
    card = card_of(lesson)
    steps = [
        {"minutes": step.minutes, "words": plain(step.words), "shows": " ".join(names)}
        for step, names in zip(card.steps, lesson.room["show"], strict=True)
    ]
    page.append(nodes.raw("", render("slides_steps.html", app.config.language, steps=steps, card=card), format="html"))
    controls = render("slides_controls.html", app.config.language, goal=goal)
    page.append(nodes.raw("", controls, format="html"))
    environment: Any = app.env
    scripts = environment.nb_metadata[environment.docname].setdefault("js_files", {})
    for name in SCRIPTS:
        scripts[name] = (name, {"defer": ""})


def mark(section: nodes.section, types: list[str], names: list[str] | None = None) -> None:
    """Give the blocks of a section, and of the sections in it, the classes that the script goes by.

    ``types`` says how each cell of the notebook goes into slides; "-" is Jupyter's word for a cell without a mark.
    ``names`` has a class for the cells that a step of the trainer card names.
    """
    heading = before = cell_index(section)
    opens = True
    for block in section.children:
        if isinstance(block, nodes.title) or not isinstance(block, nodes.Element):
            continue
        found = cell_index(block)
        cell = before if found is None else found
        kind = "-" if cell is None else types[cell]
        if isinstance(block, nodes.section):
            if kind in {"skip", "notes"}:
                block["classes"].append("ls-skip")
            else:
                mark(block, types, names)
            continue
        if cell is not None and names and names[cell]:
            block["classes"].append(names[cell])
        if kind in {"slide", "subslide"} and cell not in {heading, before}:
            block["classes"].append("ls-slide")
            opens = True
        if kind in {"skip", "notes"}:
            block["classes"].append(f"ls-{kind}")
        elif kind == "fragment":
            block["classes"].append("ls-fragment" if cell != before else "ls-with")
        elif isinstance(block, nodes.paragraph) and not opens and not block.astext().rstrip().endswith(":"):
            block["classes"].append("ls-notes")
        opens = opens and kind in {"skip", "notes"}
        before = cell
