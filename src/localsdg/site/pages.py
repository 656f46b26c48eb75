"""The shape of a lesson page, made from the plain Markdown of its notebook.

A notebook must read well wherever it is opened, so it holds no markup of the site. The header, the callouts, the
folded analyst corner and the trainer card are recognised by their place and the ids of their cells.
"""

import html
import re
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes

from localsdg.core import agenda2030
from localsdg.course.lesson import course
from localsdg.site.cells import sections
from localsdg.site.key import key

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

_CALLOUTS = {"A real place": "ls-place", "A trap": "ls-trap"}
_PARTS = {"read": "reading", "try": "exercise", "check": "questions", "municipality": "your municipality"}
_REPAIRS = {
    # What scrolls on a narrow screen must be reached by the keyboard. Our own tables are, by themselves.
    '<div class="highlight"><pre>': '<div class="highlight"><pre tabindex="0">',
    '<div class="table-wrapper': '<div tabindex="0" class="table-wrapper',
    r'<div class="output text_html">(?!\s*<div class="ls-table")': '<div tabindex="0" class="output text_html">',
    # The empty corner of a table of pandas is no heading.
    "<th></th>": "<td></td>",
}
_VIEWPORT = re.compile(r'<meta name="viewport"[^>]*>\s*')
_DESCRIPTION_LENGTH = 160  # what search engines show


def shape(app: "Sphinx", doctree: nodes.document) -> None:
    """Give a page its lead and callouts and, if it is a lesson, its header, analyst corner and trainer card."""
    for quote in list(doctree.findall(nodes.block_quote)):
        _callout(quote)
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
    _header(page, title, lesson.about, f"{app.env.docname}.ipynb")
    parts = sections(page, lesson)
    goal = lesson.targets[0].split(".")[0]
    parts["objectives"]["classes"] += ["ls-can", f"ls-goal-{goal}"]
    parts["key-points"]["classes"].append("ls-keys")
    parts["sources"]["classes"].append("ls-sources")
    _fold(parts["analyst"])
    card = parts["trainer-card"]
    if app.config.localsdg_edition == "trainer":
        card["classes"].append("ls-train")
        card.append(_raw(key(lesson.questions)))
    else:
        card.parent.remove(card)


def crumb(app: "Sphinx", doctree: nodes.document) -> None:
    """Say above the title of a lesson where it stands. The title is the page's first part until Sphinx has read it."""
    lesson = course(Path(app.srcdir)).at(app.env.docname)
    page = doctree.next_node(nodes.section)
    if lesson and page is not None:
        module = course(Path(app.srcdir)).module_of(lesson)
        words = f"Module {module.number}, {html.escape(module.title)}. Lesson {lesson.place} of {module.size}"
        page.insert(0, _raw(f'<p class="ls-crumb">{words}</p>'))


def describe(app: "Sphinx", page: str, template: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    """Add a description for search engines, and repair what the theme gives to every page."""
    context["furo_hide_toc"] = True  # one column: the sections of a lesson are few and known
    # A heading needs a level; these captions only name groups of links.
    tree = context["furo_navigation_tree"]
    context["furo_navigation_tree"] = tree.replace('<p class="caption" role="heading">', '<p class="caption">')
    if page == "search":
        context["localsdg_descriptions"] = _descriptions(app.env)
        context["metatags"] = _meta("Search all lessons, methods, data sets and functions of the course.")
    if doctree is None:
        return
    # The theme says how wide the screen is; the page need not say it again.
    context["metatags"] = _VIEWPORT.sub("", context.get("metatags", "")) + _meta(_description(doctree))
    for plain, repaired in _REPAIRS.items():
        context["body"] = re.sub(plain, repaired, context["body"])


def _description(doctree: nodes.document) -> str:
    """Return the first paragraph that says something, shortened at the end of a word."""
    texts = (" ".join(paragraph.astext().split()) for paragraph in doctree.findall(nodes.paragraph))
    found = next((text for text in texts if len(text) > 40), doctree.get("title", ""))
    return textwrap.shorten(found, _DESCRIPTION_LENGTH, placeholder=" …")


def _descriptions(environment: "BuildEnvironment") -> dict[str, str]:
    """Return the description of every page: search shows it, since a folder opened by double click cannot fetch."""
    return {page: _description(environment.get_doctree(page)) for page in sorted(environment.found_docs)}


def _meta(description: str) -> str:
    return f'<meta name="description" content="{html.escape(description)}">'


def _raw(text: str) -> nodes.raw:
    return nodes.raw("", text, format="html")


def _callout(quote: nodes.block_quote) -> None:
    """Turn a quotation that opens with a bold line into a callout; the words say its kind, a class its colour."""
    first = quote.next_node(nodes.paragraph)
    label = first.next_node(nodes.strong) if first else None
    if first is None or label is None or not first.astext().startswith(label.astext()):
        return
    kind = label.astext().rstrip(".")
    note = nodes.container("", *quote.children, classes=["ls-note", *filter(None, [_CALLOUTS.get(kind)])])
    quote.replace_self(note)


def _alone(minutes: dict[str, Any]) -> str:
    """Say how long a lesson takes alone, part by part, and how long with the whole list of one's own."""
    parts = ", ".join(f"{minutes['parts'][name]} {words}" for name, words in _PARTS.items())
    whole = f"; with your whole list about {minutes['whole']} in all" if "whole" in minutes else ""
    return f'{minutes["alone"]} minutes<span class="ls-parts">{parts}{whole}</span>'


def _header(page: nodes.section, title: int, lesson: dict[str, Any], notebook: str) -> None:
    """Write the facts of the lesson, and the way to run it, under its first paragraph."""
    tags = "".join(
        f'<span class="ls-target ls-goal-{code.split(".")[0]}"><span class="ls-tag">{code}</span> '
        f"{html.escape(agenda2030.target(code).title)}</span> "
        for code in lesson["targets"]
    )
    facts = {
        "Alone": _alone(lesson["minutes"]),
        "As a workshop": f"{lesson['minutes']['workshop']} minutes",
        "Target" if len(lesson["targets"]) == 1 else "Targets": tags,
        "Data": html.escape(lesson["data"]),
    }
    rows = "".join(f"<div><dt>{name}</dt><dd>{value}</dd></div>" for name, value in facts.items())
    live = (
        '<details class="ls-live"><summary>Open this lesson live, with Python</summary>'
        "<p>In your copy of the course, run <code>make lab</code>. JupyterLab opens in the browser; "
        f"the lesson is <code>{notebook}</code>. While JupyterLab runs at its usual address, "
        f'<a href="http://localhost:8888/lab/tree/{notebook}">this link opens the lesson</a>.</p></details>'
    )
    page.insert(title + 2, _raw(f'<div class="ls-facts"><dl>{rows}</dl>{live}</div>'))


def _fold(section: nodes.section) -> None:
    """Fold all that follows the heading and the first paragraph of a section."""
    heading, lead, *rest = section.children
    section.children = [heading, lead]
    section.append(
        _raw(f'<details class="ls-fold"><summary>Open the {html.escape(heading.astext().lower())}</summary>')
    )
    section.extend(rest)
    section.append(_raw("</details>"))
