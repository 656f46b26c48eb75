"""What the search page looks at: small scripts, which also load in a folder that is opened by double click.

``entries.js`` names all that can be found, ``words-<letter>.js`` says where the words with this first letter stand and
to which targets they lead, and ``texts-<number>.js`` has the text of one page, of which a result shows a piece. A
search fetches the letters of its words, and the texts of the results that it shows.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from markupsafe import Markup
from sphinx import addnodes

from localsdg.core import agenda2030
from localsdg.core.content import content_root
from localsdg.core.leads import language, leading_words
from localsdg.core.stems import stem
from localsdg.course.lesson import course
from localsdg.localizing.territory import CODED, PASSED_OVER
from localsdg.site.scripts import small
from localsdg.site.widgets import Paper
from localsdg.widgets.kit.bundle import inline_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

FOLDER = "search"
# In the order in which results are shown.
LESSON, CASE, GLOSSARY, PAGE, FUNCTION = range(5)
_GLOSSARY, _GOALS, _SHEETS = "book/glossary", "book/reference/goals", "book/indicator-sheets"
_FUNCTIONS = "book/reference/api-"
_VAGUE = frozenset(("better", "fair", "good", "less", "safe"))  # of titles of targets
_SOURCES = "sources"  # titles of what others wrote say little about a lesson
_HIDDEN = (nodes.raw, nodes.literal_block, nodes.comment, nodes.math, nodes.math_block, nodes.title, nodes.Invisible)
_TOKEN = re.compile(r"[a-z0-9]+(?:\.[a-z0-9]+)*")
_TITLE, _HEADING, _MOST = 12, 5, 4  # what a word counts in a title and a heading, and at most in a text
_COMMON = frozenset(re.findall(r"\w+", "a an as at be by do if in is it no of on or so than then these those to up we"))


@dataclass
class Section:
    """A part of an entry: the anchor, the heading, and the text."""

    anchor: str
    heading: str
    text: str = ""


@dataclass
class Entry:
    """Something that can be found: its kind, title and page, the page's number, and its sections."""

    kind: int
    title: str
    page: str
    texts: int
    number: str = ""
    targets: tuple[str, ...] = ()
    sections: list[Section] = field(default_factory=list)


def folded(words: str) -> str:
    """Return words in small letters, without accents, as the search compares them."""
    bare = unicodedata.normalize("NFKD", words.casefold())
    return re.sub(r"['’]s\b", "", "".join(each for each in bare if not unicodedata.combining(each)))


def _text(node: nodes.Element) -> str:
    """Return the text of a part of a page, without its sections, headings, code and what is not shown."""
    parts: list[str] = []

    def visit(current: nodes.Node) -> None:
        for child in current.children:
            if isinstance(child, nodes.Text):
                parts.append(str(child))
            elif not isinstance(child, (nodes.section, addnodes.desc, Paper, *_HIDDEN)):
                visit(child)
                if isinstance(child, nodes.Body | nodes.Part):
                    parts.append(" ")

    visit(node)
    return " ".join("".join(parts).split())


def _sections(page: nodes.section) -> Iterator[Section]:
    """Yield a page's own text, and its sections."""
    for each in page.findall(nodes.section):
        heading = next((child.astext() for child in each.children if isinstance(child, nodes.title)), "")
        yield Section("" if each is page else each["ids"][0], "" if each is page else heading, _text(each))


def _terms(document: nodes.document, number: int) -> Iterator[Entry]:
    for item in document.findall(nodes.definition_list_item):
        term = item.next_node(nodes.term)
        meaning = item.next_node(nodes.definition)
        if term is not None and meaning is not None and term["ids"]:
            yield Entry(
                GLOSSARY, term.astext(), _GLOSSARY, number, sections=[Section(term["ids"][0], "", _text(meaning))]
            )


def _functions(document: nodes.document, page: str, number: int) -> Iterator[Entry]:
    for each in document.findall(addnodes.desc):
        signature = each.next_node(addnodes.desc_signature)
        name = None if signature is None else signature.next_node(addnodes.desc_name)
        if signature is None or name is None or isinstance(each.parent, addnodes.desc_content) or not signature["ids"]:
            continue
        content = each.next_node(addnodes.desc_content)
        says = content.next_node(nodes.paragraph) if content is not None else None
        text = "" if says is None else " ".join(says.astext().split())
        yield Entry(FUNCTION, name.astext(), page, number, sections=[Section(signature["ids"][0], "", text)])


def _entries(app: Sphinx) -> list[Entry]:
    """Return all that can be found, lessons first."""
    whole = course(Path(app.srcdir))
    found: list[Entry] = []
    for number, page in enumerate(sorted(app.env.found_docs)):
        document = app.env.get_doctree(page)
        body = document.next_node(nodes.section)
        if body is None:
            continue
        title, lesson = app.env.titles[page].astext(), whole.at(page)
        if page == _GLOSSARY:
            found += _terms(document, number)
        elif page.startswith(_FUNCTIONS):
            found += _functions(document, page, number)
        else:
            case = page.startswith("book/cases/")
            kind = LESSON if lesson else CASE if case else PAGE
            own = (lesson.number, tuple(lesson.targets)) if lesson else ("", ())
            parts = [part for part in _sections(body) if kind == PAGE or part.anchor != _SOURCES]
            found.append(Entry(kind, title, page, number, *own, sections=parts))
    return sorted(found, key=lambda each: each.kind)


def _weights(entry: Entry, section: int) -> Counter[str]:
    """Return how much each word counts in a section of an entry."""
    part = entry.sections[section]
    counts = Counter({word: min(times, _MOST) for word, times in Counter(_stems(part.text)).items()})
    counts.update(dict.fromkeys(_stems(part.heading), _HEADING))
    if section == 0:
        counts.update(dict.fromkeys(_stems(f"{entry.number} {entry.title}"), _TITLE))
    return counts


def _stems(text: str) -> list[str]:
    return [stem(word, language("en").endings) for word in _TOKEN.findall(folded(text)) if word not in _COMMON]


def _places(entries: list[Entry]) -> dict[str, list[str]]:
    """Return, by stem, the places of a word: the entry, its section, and how much the word counts there."""
    found: dict[str, list[str]] = defaultdict(list)
    for at, entry in enumerate(entries):
        for section in range(len(entry.sections)):
            for word, weight in _weights(entry, section).items():
                found[word].append(f"{at}.{section}.{weight}")
    return found


def _leads() -> dict[str, dict[str, list[str]]]:
    """Return, by first letter, the words that lead to targets when they stand alone."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for codes, keywords in leading_words(alone=True)["leads"].items():
        for keyword in keywords:
            for letter in {word[0] for word in keyword.replace(" + ", " ").split()}:
                found[letter][codes].append(keyword)
    return found


def _anchors(app: Sphinx) -> dict[str, str]:
    """Return the anchors of the indicators that have a sheet."""
    if _SHEETS not in app.env.found_docs:
        return {}
    sheets = app.env.get_doctree(_SHEETS).findall(nodes.section)
    names = sorted(name for sheet in sheets for name in sheet["ids"] if name.startswith("sheet-"))
    plain = {name.rstrip("abcdefgh").removeprefix("sheet-").replace("-", "."): name for name in names}
    return {each.code: plain[each.code] for each in agenda2030.INDICATORS if each.code in plain}


def _written(app: Sphinx) -> dict[str, Any]:
    """Return the contents of the scripts by their names."""
    entries = _entries(app)
    places, leads = _places(entries), _leads()
    indicators = {each.code: each.title for each in agenda2030.INDICATORS}
    contents: dict[str, Any] = {
        "entries": {
            "entries": [
                [each.kind, each.title, f"{each.page}.html", each.texts, each.number, " ".join(each.targets)]
                for each in entries
            ],
            "targets": [[each.code, each.title] for each in agenda2030.TARGETS],
            "goals": [each.official_name for each in agenda2030.GOALS],
            "sheets": _anchors(app),
        }
    }
    for letter in sorted({word[0] for word in places} | {*leads}):
        contents[f"words-{letter}"] = {
            "places": {word: " ".join(each) for word, each in sorted(places.items()) if word[0] == letter},
            "leads": sorted(leads[letter].items()) if letter in leads else [],
            "indicators": {code: title for code, title in indicators.items() if code[0] == letter},
        }
    by_page: dict[int, dict[int, list[list[str]]]] = defaultdict(dict)
    for at, entry in enumerate(entries):
        by_page[entry.texts][at] = [[part.anchor, part.heading, part.text] for part in entry.sections]
    contents |= {f"texts-{number}": texts for number, texts in by_page.items()}
    return contents


def write(app: Sphinx, exception: Exception | None) -> None:
    """Write the scripts beside the pages, and take away the index that they replace."""
    if exception is not None or app.builder.format != "html":
        return
    folder = Path(app.outdir) / FOLDER
    folder.mkdir(exist_ok=True)
    for name, content in _written(app).items():
        text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
        (folder / f"{name}.js").write_text(f"localsdgFound({json.dumps(name)},{text});\n", "utf-8")
    (Path(app.outdir) / "searchindex.js").unlink(missing_ok=True)


def style() -> Markup:
    """Return the style of the search page, which no other page needs."""
    return Markup((content_root() / "assets" / "css" / "search.css").read_text("utf-8"))


def script(texts: dict[str, Any]) -> Markup:
    """Return the script of the search page."""
    known = leading_words()
    endings = {name: known[name] for name in ("plural", "endings", "apart")}
    words = {"passed": sorted(PASSED_OVER | _VAGUE), "coded": sorted(CODED), "common": sorted(_COMMON)}
    text = small(inline_text("search_page", texts, words | endings))
    return Markup(text.replace("</", "<\\/"))
