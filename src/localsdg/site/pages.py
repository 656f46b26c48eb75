"""The shape of a lesson page, made from the plain Markdown of its notebook.

A notebook must read well wherever it is opened, so it holds no markup of the site. The header, the callouts, the
folded analyst corner and the trainer card are recognised by their place and the ids of their cells.
"""

import re
import textwrap
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from babel.dates import format_date
from docutils import nodes
from markupsafe import Markup

from localsdg.core import agenda2030
from localsdg.core.catalogue import direction, written_language
from localsdg.course.lesson import course
from localsdg.site import offline, search, target_codes
from localsdg.site.answer_key import key
from localsdg.site.assets import COPY, KEEP, REPORT
from localsdg.site.cells import sections
from localsdg.site.render import counted, render, words

if TYPE_CHECKING:
    from sphinx.application import Sphinx

# Scripts of Sphinx for its own search.
_FOR_SEARCH = ("documentation_options.js", "doctools.js", "sphinx_highlight.js")
_OF_THE_THEME = "furo.js"  # page.js takes its place
_REPORT_PAGE = "book/report"
_FUNCTIONS = re.compile(r'<li class="[^"]*"><a [^>]*href="(?:[^"]*/)?reference/api-[^>]*>[^<]*</a></li>\n?')
_LEAST_SECTIONS = 3  # a shorter page needs no list of its sections
_DESCRIPTION_LENGTH = 160  # what search engines show


def shape(app: "Sphinx", doctree: nodes.document) -> None:
    """Give a page its lead and callouts and, if it is a lesson, its header, analyst corner and trainer card."""
    for quote in list(doctree.findall(nodes.block_quote)):
        _callout(quote, app.config.language)
    page = doctree.next_node(nodes.section)
    if page is None:
        return
    title = next(place for place, child in enumerate(page) if isinstance(child, nodes.title))
    lead = page[title + 1]
    if isinstance(lead, nodes.paragraph):
        lead["classes"].append("ls-lead")
    lesson = course(Path(app.srcdir)).at(app.env.docname)
    if lesson is None:
        return
    language = app.config.language
    _header(page, title, lesson.about, app)
    parts = sections(page, lesson)
    goal = lesson.targets[0].split(".")[0]
    parts["objectives"]["classes"] += ["ls-can", f"ls-goal-{goal}"]
    parts["key-points"]["classes"].append("ls-keys")
    parts["sources"]["classes"].append("ls-sources")
    _fold(parts["analyst"], f"{app.env.docname}.ipynb", language)
    card = parts["trainer-card"]
    if app.config.localsdg_edition == "trainer":
        card["classes"].append("ls-train")
        card.append(_raw(key(lesson.questions, language)))
    else:
        card.parent.remove(card)


def crumb(app: "Sphinx", doctree: nodes.document) -> None:
    """Say above the title of a lesson where it stands. The title is the page's first part until Sphinx has read it."""
    lesson = course(Path(app.srcdir)).at(app.env.docname)
    page = doctree.next_node(nodes.section)
    if lesson and page is not None:
        module = course(Path(app.srcdir)).module_of(lesson)
        facts = {"number": module.number, "title": module.title, "place": lesson.place, "lessons": module.size}
        page.insert(0, _raw(render("crumb.html", app.config.language, **facts)))


def describe(app: "Sphinx", page: str, template: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    """Give the templates the words of the catalogue and a description for search engines; drop unneeded scripts."""
    context["words"] = words(app.config.language)
    context["direction"] = direction(app.config.language)
    context["report"] = _REPORT_PAGE
    _end(app, page, context)
    home = app.config.root_doc
    if page == home:
        context["furo_navigation_tree"] = _menu(context["furo_navigation_tree"])
    else:
        address = f"{app.builder.get_relative_uri(page, home)}#ls-menu"
        context["furo_navigation_tree"] = render("menu.html", app.config.language, page=page, home=address)
    context["facts"] = _facts(app, page)
    context["sections"] = [] if doctree is None else _sections(doctree)
    unneeded = {_OF_THE_THEME}
    if page == "search":
        _drop(context, {*unneeded, *_FOR_SEARCH, COPY, KEEP, REPORT})
        context["search_style"] = search.style()
        context["search_script"] = search.script(context["words"]["search"])
        context["description"] = context["words"]["search"]["description"]
        return
    context["description"] = "" if doctree is None else _description(doctree)
    unneeded |= {*_FOR_SEARCH, COPY, KEEP, REPORT}
    if _has_code(doctree):
        unneeded.remove(COPY)
    if page == _REPORT_PAGE:
        unneeded.remove(REPORT)
    if page == offline.PAGE:
        unneeded.remove(KEEP)
    _drop(context, unneeded)


def _menu(tree: str) -> str:
    """Return the list of all pages as the home page holds it: without the library's functions."""
    tree = _FUNCTIONS.sub("", tree)
    for unknown in (' class="toctree-l1"', "toctree-l1 ", " internal"):  # classes that no rule of style knows
        tree = tree.replace(unknown, "")
    return tree


def _end(app: "Sphinx", page: str, context: dict[str, Any]) -> None:
    """Let the page of a lesson end with a place for what is open, and with the next lesson if there is one."""
    whole = course(Path(app.srcdir))
    lesson = context["lesson"] = whole.at(page)
    if lesson is None:
        return
    later = list(whole.lessons.values())
    for after in later[later.index(lesson) + 1 :][:1]:
        texts = context["words"]["lesson"]
        minutes, language = after.minutes["alone"], app.config.language
        context["next"] = {
            "link": app.builder.get_relative_uri(page, after.page),
            "label": texts["next"],
            "title": counted(texts["next_lesson"], minutes, language, lesson=after.number, title=after.title),
        }


def _drop(context: dict[str, Any], unneeded: set[str]) -> None:
    """Take scripts, by their names, out of what a page loads."""
    context["script_files"] = [
        script for script in context["script_files"] if Path(str(script.filename or "")).name not in unneeded
    ]


def _facts(app: "Sphinx", page: str) -> str:
    """Return the month in which the facts of a page were last checked, as its language writes it.

    A lesson names it in the file beside it, another page at its head: ``facts: 2026-11``. The search shows words of all
    lessons, so it has the month of the one that was checked longest ago.
    """
    read = course(Path(app.srcdir))
    lesson = read.at(page)
    found = str(lesson.facts if lesson else app.env.metadata.get(page, {}).get("facts", ""))
    if page == "search":
        found = min((str(each.facts) for each in read.lessons.values()), default="")
    if not found:
        return ""
    try:
        month = datetime.strptime(found, "%Y-%m").date()
    except ValueError:
        raise ValueError(
            f"{page} says facts: {found}. A year and a month were expected. Write them as in facts: 2026-11."
        ) from None
    return str(format_date(month, "MMMM yyyy", locale=written_language(app.config.language).replace("-", "_")))


def _sections(doctree: nodes.document) -> list[tuple[str, str]]:
    """Return the anchors and names of a page's sections, if there are several."""
    page = doctree.next_node(nodes.section)
    inner = [] if page is None else [child for child in page if isinstance(child, nodes.section)]
    return [(each["ids"][0], each[0].astext()) for each in inner] if len(inner) >= _LEAST_SECTIONS else []


def _has_code(doctree: nodes.document | None) -> bool:
    blocks = () if doctree is None else doctree.findall(nodes.literal_block)
    return any(block.get("language") == "ipython3" for block in blocks)


def _description(doctree: nodes.document) -> str:
    """Return the first paragraph that says something, shortened at the end of a word."""
    texts = (" ".join(paragraph.astext().split()) for paragraph in doctree.findall(nodes.paragraph))
    found = next((text for text in texts if len(text) > 40), doctree.get("title", ""))
    return textwrap.shorten(found, _DESCRIPTION_LENGTH, placeholder=" …")


def _raw(text: Markup) -> nodes.raw:
    return nodes.raw("", text, format="html")


def _callout(quote: nodes.block_quote, language: str) -> None:
    """Turn a quotation that opens with a bold line into a callout; the words say its kind, a class its colour."""
    first = quote.next_node(nodes.paragraph)
    label = first.next_node(nodes.strong) if first else None
    if first is None or label is None or not first.astext().startswith(label.astext()):
        return
    # The lessons are written in the language that the catalogue is written in.
    kinds = words(written_language(language))["callouts"]
    kind = label.astext().rstrip(".")
    note = nodes.container("", *quote.children, classes=["ls-note", *(name for name in kinds if kinds[name] == kind)])
    quote.replace_self(note)


def _header(page: nodes.section, title: int, lesson: dict[str, Any], app: "Sphinx") -> None:
    """Write the facts of the lesson under its first paragraph."""
    targets = [agenda2030.target(code) for code in lesson["targets"]]
    addresses = {goal.number: target_codes.address(app, app.env.docname, goal.number) for goal in agenda2030.GOALS}
    facts = {"minutes": lesson["minutes"], "targets": targets, "data": lesson["data"], "addresses": addresses}
    page.insert(title + 2, _raw(render("facts.html", app.config.language, **facts).strip()))


def _fold(section: nodes.section, notebook: str, language: str) -> None:
    """Fold all that follows the heading and the first paragraph of a section; it begins with how to run the lesson."""
    heading, lead, *rest = section.children
    section.children = [heading, lead]
    section.append(_raw(render("fold.html", language)))
    section.append(_raw(render("live.html", language, notebook=notebook).strip()))
    section.extend(rest)
    section.append(_raw(Markup("</details>")))
