"""The course on paper: the pages of a built edition as one tagged PDF, with an outline and links inside it.

The reference of the library is left out: nobody reads it on paper. So are the cards and canvases, whose sheets have
sizes of their own. The other pages are put one after another into one document, and Chromium prints it, widgets and
all.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, Tag

from localsdg.core.printing import print_page
from localsdg.course.lesson import course
from localsdg.site.contents import parts
from localsdg.site.render import render

if TYPE_CHECKING:
    from collections.abc import Collection

_STATE = "application/vnd.jupyter.widget-state+json"
# Attributes that hold the id of another element, or several.
_REFERENCES = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "headers", "list")
PAPERS = ("A4", "Letter")
_NOT_PRINTED = ("Reference", "book/cards")  # a part and a page of the book; cards have sheets of their own sizes
# What a widget links to, by its address from a folder of the site, is a chapter here.
_WIDGET_LINKS = """
addEventListener("widgets-started", () => {
  for (const link of document.querySelectorAll('.ls a[href^="../"]'))
    link.href = "#" + link.getAttribute("href").slice(3).replace(".html", "").replaceAll("/", "-");
});
"""


def write_pdf(
    root: Path,
    pages: Path,
    file: Path,
    only: Collection[str] = (),
    *,
    module: int | None = None,
    paper: str = "A4",
) -> None:
    """Print the built pages of the folder ``pages``, in the order of the table of contents, into one PDF.

    Args:
        root: the repository.
        pages: the folder of the built pages.
        file: the PDF to write.
        only: the names of the pages to print, without suffix; all, if none are given.
        module: the number of the module that is printed alone, as a booklet; all without one.
        paper: the size of the sheets, one of ``PAPERS``.

    Raises:
        KeyError: there is no such module.
        PdfError: there is no Chromium, it failed, or the file cannot be written.
    """
    printed_parts = {
        part: {page: title for page, title in chapters.items() if (page in only if only else page not in _NOT_PRINTED)}
        for part, chapters in parts(root).items()
        if part not in _NOT_PRINTED
    }
    if module is not None:
        found = [each for each in course(root).modules if each.number == module]
        if not found:
            raise KeyError(f"There is no module {module}.")
        printed_parts = {found[0].name: printed_parts[found[0].name]}
    text = one_document(pages, printed_parts, paper)
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".html", dir=pages) as document:
        document.write(text)
        document.flush()
        print_page(Path(document.name), file, _headings(text))


def _headings(text: str) -> list[str]:
    found = BeautifulSoup(text, "html.parser").select("main :is(h1, h2, h3, h4)")
    return [each.get_text() for each in found]


def one_document(pages: Path, contents: dict[str, dict[str, str]], paper: str = "A4") -> str:
    """Return one HTML document: the first page, a table of contents, and the other pages with their widgets.

    Args:
        pages: the folder of the built pages.
        contents: the titles of the pages by their names without suffix, by the parts of the book.
        paper: the size of the sheets.
    """
    names = [name for chapters in contents.values() for name in chapters]
    first = _read(pages, names[0])
    document = BeautifulSoup("<!doctype html><html><head></head><body><main></main></body></html>", "html.parser")
    assert document.html is not None
    assert document.head is not None
    assert document.main is not None
    assert first.html is not None
    document.html["lang"] = first.html["lang"]
    document.html["data-content_root"] = "./"  # the colours of the pages hang on it
    document.head.append(BeautifulSoup('<meta charset="utf-8"><title></title>', "html.parser"))
    assert document.title is not None
    document.title.string = _title(contents)
    scripts: dict[str, None] = {}
    models: dict[str, Any] = {}
    sheets: dict[str, None] = {}
    for name in names:
        page = _read(pages, name)
        article = page.select_one("article")
        assert article is not None, name
        for found in page.select(f'script[type="{_STATE}"]'):
            models |= json.loads(found.decode_contents())["state"]
        for tag in page.select("script[src*='localsdg/']"):
            scripts[_address(name, str(tag["src"]))] = None
        for tag in page.select("link[rel=stylesheet]"):
            sheets[_address(name, str(tag["href"]))] = None
        for tag in article.select(f'script[src], script[type="{_STATE}"]'):
            tag.decompose()
        _rename(article, name, set(names))
        article["id"] = _anchor(name)
        article["class"] = "ls-chapter"
        document.main.append(article)
    first_chapter = document.main.select_one("article")
    assert first_chapter is not None
    if PurePosixPath(names[0]).name == "index":
        listed = _table_of_contents(contents, str(document.html["lang"]))
        first_chapter.insert_after(BeautifulSoup(listed, "html.parser"))
    for sheet in sheets:
        document.head.append(document.new_tag("link", rel="stylesheet", href=sheet))
    size = document.new_tag("style")
    size.string = f"@page {{ size: {paper} }}"
    document.head.append(size)
    state = document.new_tag("script", type=_STATE)
    state.string = json.dumps({"state": models}, ensure_ascii=False).replace("</", "<\\/")
    assert document.body is not None
    document.body.append(state)
    for script in scripts:
        document.body.append(document.new_tag("script", src=script))
    links = document.new_tag("script")
    links.string = _WIDGET_LINKS
    document.body.append(links)
    return str(document)


def _title(contents: dict[str, dict[str, str]]) -> str:
    """Return the name of the course, and before it that of the only lesson or module."""
    titles = [title for chapters in contents.values() for title in chapters.values() if title]
    named = [part for part, chapters in contents.items() if chapters]
    whole = len(named) > 1
    return "localsdg" if whole else f"{titles[0] if len(titles) == 1 else named[0]} - localsdg"


def _table_of_contents(contents: dict[str, dict[str, str]], language: str) -> str:
    named = {
        part: [{"anchor": _anchor(name), "title": title} for name, title in chapters.items() if title]
        for part, chapters in contents.items()
    }
    return render("contents.html", language, parts=[(part, chapters) for part, chapters in named.items() if chapters])


def _read(pages: Path, name: str) -> BeautifulSoup:
    return BeautifulSoup((pages / f"{name}.html").read_text("utf-8"), "html.parser")


def _address(name: str, address: str) -> str:
    """Return an address of the page ``name`` as it reads from the top of the folder."""
    steps: list[str] = []
    for step in (PurePosixPath(name).parent / address.split("?")[0]).parts:
        if step == "..":
            steps.pop()
        else:
            steps.append(step)
    return "/".join(steps)


def _anchor(name: str, identifier: str = "") -> str:
    return "--".join(filter(None, [name.replace("/", "-"), identifier]))


def _rename(article: Tag, name: str, names: set[str]) -> None:
    """Make ids differ from those of other pages, and let links lead to places in the same document."""
    for mark in article.select("a.headerlink"):
        mark.decompose()
    for tag in article.select("[id]"):
        tag["id"] = _anchor(name, str(tag["id"]))
    for attribute in _REFERENCES:
        for tag in article.select(f"[{attribute}]"):
            found = str(tag[attribute]).split()
            tag[attribute] = " ".join(_anchor(name, each) for each in found)
    for tag in article.select("[src]"):
        if not urlsplit(str(tag["src"])).scheme:
            tag["src"] = _address(name, str(tag["src"]))
    for link in article.select("a[href]"):
        parts = urlsplit(str(link["href"]))
        if parts.scheme:
            continue
        target = _address(name, parts.path).removesuffix(".html") if parts.path else name
        if target in names:
            link["href"] = f"#{_anchor(target, parts.fragment)}"
        else:
            del link["href"]
