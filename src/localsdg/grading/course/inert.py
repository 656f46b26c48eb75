"""Removes from submitted notebooks all that a browser would run or load, before a person opens them.

Formgrader and the pages of feedback put Markdown, HTML and some other outputs into their pages unchanged. A script in
an answer would run there with the rights of the reader. Markdown with active content is shown as source text; HTML
loses its active parts; cells that the instructor wrote stay unchanged.
"""

from __future__ import annotations

import functools
import html
import json
import mimetypes
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nh3

from localsdg.grading.box import bounds
from localsdg.grading.box.files import shown

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from nbformat import NotebookNode

TAGS = {
    "a", "abbr", "b", "blockquote", "br", "caption", "center", "cite", "code", "col", "colgroup", "dd", "del",
    "details", "dfn", "div", "dl", "dt", "em", "figcaption", "figure", "font", "h1", "h2", "h3", "h4", "h5", "h6",
    "hr", "i", "img", "input", "ins", "kbd", "li", "mark", "ol", "p", "pre", "q", "s", "samp", "small", "span",
    "strike", "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "tt", "u",
    "ul", "var", "wbr",
}  # fmt: skip
EMPTIED = {  # removed with their content
    "script", "style", "title", "textarea", "noscript", "noembed", "noframes", "iframe", "xmp", "template", "svg",
    "math", "plaintext", "object", "select",
}  # fmt: skip
EVERYWHERE = {"align", "class", "dir", "lang", "style", "title", "valign"}
ATTRIBUTES = {"*": EVERYWHERE}
ATTRIBUTES |= {f"h{level}": {"id"} for level in range(1, 7)}
ATTRIBUTES |= {
    "a": {"href"}, "img": {"src", "alt", "width", "height"}, "input": {"type", "checked", "disabled"},
    "table": {"border", "cellpadding", "cellspacing", "width"}, "ol": {"start", "type"}, "font": {"color", "size"},
    "td": {"colspan", "rowspan", "width"}, "th": {"colspan", "rowspan", "scope", "width"}, "details": {"open"},
    "col": {"span", "width"}, "colgroup": {"span"},
}  # fmt: skip
CLASSES = re.compile(r"dataframe|highlight|anchor-link|task-list-item(-checkbox)?|language-[\w+-]+|[a-z]{1,2}\d?")
STYLES = re.compile(
    r"\s*((text-align|vertical-align|color|background-color|font-weight|font-style|font-size|text-decoration|width"
    r"|max-width|border|border-collapse|padding|margin|white-space|list-style-type)\s*:\s*[\w #.,%()-]*(;\s*|$))*"
)
LOADING = re.compile(r"url|image|expression|var|attr", re.IGNORECASE)
# A file beside the notebook; a link to elsewhere on the server could trigger an action there.
RELATIVE = r"(?!/)(?!.*(?:\.\.|//|%2e|%2f|%5c))[\w ()+,./%-]+"
LINK = re.compile(rf"https?://.*|mailto:.*|#.*|{RELATIVE}(#.*)?", re.IGNORECASE | re.DOTALL)
IMAGE = re.compile(rf"data:image/(png|jpeg|gif|webp|svg\+xml);base64,[\w+/=\s]*|{RELATIVE}", re.IGNORECASE)
BASE64 = re.compile(r"[A-Za-z0-9+/=\s]*")
# pandas puts this before each table; nothing in it can do more than align text.
TABLE_STYLE = re.compile(
    r"<style scoped>\s*(?:\.dataframe [a-z :-]+\{\s*(?:vertical-align|text-align): [a-z]+;\s*\}\s*)+</style>\n?"
)
# MathJax makes links of these, gives elements names and styles, or loads more of itself. A link must be one at once,
# for its address may come out of a macro. Commands have no other names, and no macro can put a name together.
ACTIVE_MATH = re.compile(
    r"\\(?:(?:href|url)(?!\{(?:https?://|mailto:|#[A-Za-z]))"
    r"|style|class|cssId|mmlToken|bbox|require|includegraphics)(?![A-Za-z])"
)
FORMULA = re.compile(r"\$|\\[(\[]|\\begin\b")
ACTIVE_SVG = re.compile(
    r"<(?:\w{1,20}:)?(?:script|foreignobject|iframe|animate\w*|set|handler|listener)\b|[\s\"'/]on\w{1,30}\s{0,9}="
    r"|javascript:|<!entity|@import|<\?xml-stylesheet|url\(\s{0,9}[\"']?[^#\"'\s]"
    r"|href\s{0,9}=\s{0,9}[\"']?(?![\"']?(?:#|data:image/(?:png|jpeg);base64,))",
    re.IGNORECASE,
)
A_TAG = re.compile(r"<(/?)(?!(?:br|hr|img|wbr|col|input)\b)[a-zA-Z]", re.IGNORECASE)
CODE_BLOCK = re.compile(r"(`{3,})\n.*\n\1", re.DOTALL)
PLAIN_MARKDOWN = re.compile(r"[^<>\[\]~`\\&]*")  # without links, HTML, code and TeX
MOST_NESTED = 30_000_000  # number of tags times depth of nesting; beyond it, cleaning takes seconds
MOST_NAMED = 20_000  # characters that are searched for names to report; Python's parser is slow with some texts
MARKUP = re.compile('[<>"`\x00-\x08\x0b-\x1f\x7f]')
TAG = re.compile(r"[\w.:/+-]{1,100}")
SHOWN = ("text/plain", "text/html", "text/markdown", "text/latex", "image/png", "image/jpeg", "image/svg+xml")
IMAGES = ("image/png", "image/jpeg", "image/gif", "image/webp", "image/svg+xml")
ACTIVE_FILES = {"text/html", "application/xml", "text/xml", "application/xhtml+xml", "message/rfc822"}


def safe_file_name(name: str) -> str:
    """Return a name for a submitted file with which a browser opens it as text, never as a page."""
    kind = mimetypes.guess_type(name.lower())[0] or ""
    return f"{name}.txt" if kind in ACTIVE_FILES or kind.endswith("+xml") else name


def instructors_texts(source: Path) -> frozenset[str]:
    """Return the texts of the cells in the instructor's notebooks, which are trusted."""
    texts = set()
    for path in source.glob("*.ipynb"):
        try:
            for cell in json.loads(path.read_text("utf-8"))["cells"]:
                if cell["cell_type"] != "code" and not cell.get("attachments"):
                    texts.add("".join(cell["source"]))
        except (OSError, ValueError, KeyError, TypeError):
            continue
    return frozenset(texts)


def make_inert(notebook: NotebookNode, own: Container[str] = frozenset()) -> list[tuple[int, str]]:
    """Remove from a notebook what a browser would run or load.

    Args:
        notebook: the notebook; it is changed.
        own: texts of cells that the instructor wrote.

    Returns:
        Indices of cells, -1 for the notebook itself, each with a sentence about what was found there.
    """
    room = _Room()
    found = [(-1, text) for text in _metadata(notebook.metadata, ("widgets",))]
    for cell_index, cell in enumerate(notebook.cells):
        notes = _cell_metadata(cell.metadata)
        if cell.cell_type == "code":
            for output in cell.outputs:
                notes += _output(output, room)
        elif cell.source not in own or cell.get("attachments"):
            notes += _text_cell(cell, room)
        found += [(cell_index, text) for text in dict.fromkeys(notes)]
    return found


# -------------------------------------------------------------------------------------------------- what was written


def _text_cell(cell: NotebookNode, room: _Room) -> list[str]:
    notes = []
    for name, forms in list(cell.get("attachments", {}).items()):
        sound = isinstance(forms, dict) and forms and all(
            kind in IMAGES and isinstance(data, str) and BASE64.fullmatch(data) for kind, data in forms.items()
        )  # fmt: skip
        if not sound or MARKUP.search(name):
            del cell.attachments[name]
            notes.append("An attachment that is no image was removed.")
    if cell.cell_type == "raw":
        if "<" in cell.source and (names := _active(cell.source)):
            notes.append(_as_text(names))
        if "<" in cell.source:
            cell.source = html.escape(cell.source, quote=False)
        cell.source, names = _without_active_math(cell.source)
        return [*notes, _as_text(names)] if names else notes
    cell.source, names = _markdown(cell.source, frozenset(cell.get("attachments", {})), room)
    return [*notes, _as_text(names)] if names else notes


def _as_text(names: str) -> str:
    return f"A browser would run or load what stands there ({names}); it is shown as it was typed."


class _Room:
    """Counts how much Markdown of a notebook may still be rendered."""

    def __init__(self) -> None:
        self.left = bounds.SHOWN

    def takes(self, source: str) -> bool:
        """Count a text; return whether it may still be rendered."""
        work = bounds.work_to_show(source, "markdown")
        if work > self.left:
            return False
        self.left -= work
        return True


def _markdown(source: str, attached: frozenset[str], room: _Room) -> tuple[str, str]:
    """Return safe Markdown, and names of what was active in it; then it is a code block with the same text."""
    longest = max(map(len, re.findall("`+", "\n".join(source.split("\n")[1:-1]))), default=0)
    if (block := CODE_BLOCK.fullmatch(source)) and longest < len(block[1]):
        return source, ""
    names = _active_in_markdown(source, attached) if room.takes(source) else "more marks than a page shows in time"
    if not names:
        return source, ""
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", source)), default=0))
    return f"{fence}\n{source}\n{fence}", names


@functools.lru_cache(maxsize=2048)
def _active_in_markdown(source: str, attached: frozenset[str]) -> str:
    if PLAIN_MARKDOWN.fullmatch(source):
        return ""
    import bs4
    from nbconvert.filters.markdown_mistune import InvalidNotebook, IPythonRenderer, MarkdownWithMath

    attachments = {name: {"image/png": ""} for name in attached}
    try:
        page = MarkdownWithMath(renderer=IPythonRenderer(escape=False, attachments=attachments)).render(source)
    except (InvalidNotebook, RecursionError, ValueError) as error:
        return shown(MARKUP.sub(" ", str(error))) or type(error).__name__
    # nbconvert reads the page once more with this parser; what is around it tells whether all is closed.
    wholes = [f"<html><body><div>{text}</div>end</body></html>" for text in (page, clean(page))]
    both = [bs4.BeautifulSoup(whole, "html.parser") for whole in wholes]
    if str(both[0]) != str(both[1]):
        return _active(page) or "HTML that is not closed"
    for code in both[0](["code", "pre"]):  # which MathJax leaves alone
        code.decompose()
    math = _active_math(both[0].get_text())
    return math[0] if math else ""


def _active_math(text: str) -> re.Match[str] | None:
    return ACTIVE_MATH.search(text) if FORMULA.search(text) else None


def _without_active_math(text: str) -> tuple[str, str]:
    """Return a text in which active commands of MathJax are plain text, and the first of them."""
    found = _active_math(text)
    return (ACTIVE_MATH.sub(lambda each: f"\\text {each[0][1:]}", text), found[0]) if found else (text, "")


# ------------------------------------------------------------------------------------------------------------- HTML


def clean(page: str) -> str:
    """Return HTML without what a browser would run or load; HTML that is nested too deeply becomes text."""
    depth = deepest = number = 0
    for match in A_TAG.finditer(page):
        number += 1
        depth += -1 if match[1] else 1
        deepest = max(deepest, depth)
    if number * deepest > MOST_NESTED:
        return f"<pre>{html.escape(page)}</pre>"
    return nh3.clean(
        page,
        tags=TAGS,
        clean_content_tags=EMPTIED,
        attributes=ATTRIBUTES,
        attribute_filter=_attribute,
        link_rel=None,
        url_schemes={"http", "https", "mailto", "data"},
    )


def _attribute(tag: str, name: str, value: str) -> str | None:
    """Return the value of an attribute if it is allowed, else None."""
    if name == "href":
        return value if LINK.fullmatch(value) else None
    if name == "src":
        return value if IMAGE.fullmatch(value) else None
    if name == "style":
        return value if len(value) < 500 and STYLES.fullmatch(value) and not LOADING.search(value) else None
    if name == "class":
        return value if all(CLASSES.fullmatch(each) for each in value.split()) else None
    if name == "type" and tag == "input":
        return value if value == "checkbox" else None
    return value


class _Names(HTMLParser):
    """Collects names of forbidden elements and attributes for the report; ``clean`` decides what stays."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, None] = {}

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            self.found[f"<{tag[:30]}>"] = None
        for name, value in attributes:
            known = name in EVERYWHERE or name in ATTRIBUTES.get(tag, ())
            if tag in TAGS and (not known or _attribute(tag, name, value or "") is None):
                attribute = f"{name[:30]}={value[:60]}" if name in ("href", "src") and value else name[:30]
                self.found[attribute] = None

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attributes)


def _active(page: str) -> str:
    """Return names of what a browser would run or load, for a sentence."""
    parser = _Names()
    parser.feed(page[:MOST_NAMED])
    parser.close()
    names = [shown(" ".join(MARKUP.sub(" ", name).split())) for name in parser.found]
    return ", ".join(names[:6])


# ----------------------------------------------------------------------------------------------------------- outputs


def _output(output: NotebookNode, room: _Room) -> list[str]:
    if output.output_type not in ("display_data", "execute_result"):
        return []
    data: Any = output.data
    notes = _output_metadata(output)
    for kind in list(data):
        value = data[kind]
        if kind == "text/html" and isinstance(value, str):
            without = TABLE_STYLE.sub("", value)
            cleaned = clean(without)
            cleaned, math = _without_active_math(cleaned)
            if cleaned != without:
                data[kind] = cleaned
                if names := ", ".join(filter(None, (_active(without), math))):
                    notes.append(f"A browser would run or load a part of an output ({names}); it was removed.")
        elif kind == "text/markdown" and isinstance(value, str):
            data[kind], names = _markdown(value, frozenset(), room)
            if names:
                notes.append(_as_text(names))
        elif kind == "image/svg+xml":
            if not isinstance(value, str) or ACTIVE_SVG.search(value):
                del data[kind]
                notes.append("An image (SVG) that a browser would run or that loads something was removed.")
        elif kind in ("image/png", "image/jpeg"):
            if not isinstance(value, str) or not BASE64.fullmatch(value):
                del data[kind]
                notes.append("An output was no image; it was removed.")
        elif kind not in SHOWN:
            del data[kind]
            notes.append(f"An output of the kind {shown(MARKUP.sub(' ', kind), 60)} was removed; its text is shown.")
            if kind.endswith("javascript") and isinstance(value, str):
                data.setdefault("text/plain", value)
        elif not isinstance(value, str):
            del data[kind]
    if "text/latex" in data and _active_math(data["text/latex"]):
        data.setdefault("text/plain", data.pop("text/latex"))
        notes.append("A formula that can be more than a formula was removed; its text is shown.")
    if not data:
        data["text/plain"] = "(an output that is not shown)"
    return notes


def _output_metadata(output: NotebookNode) -> list[str]:
    notes = []
    for kind, about in list(output.metadata.items()):
        sound = isinstance(about, dict) and kind in SHOWN and all(
            isinstance(value, int | float) or (name not in ("width", "height", "isolated") and _is_plain(value))
            for name, value in about.items()
        ) and not about.get("isolated")  # fmt: skip
        if not sound and about:
            del output.metadata[kind]
            if not _is_plain(about):
                notes.append("The description of an output held markup; it was removed.")
    return notes


# ---------------------------------------------------------------------------------------------------- descriptions


def _is_plain(value: object) -> bool:
    if isinstance(value, str):
        return MARKUP.search(value) is None
    if isinstance(value, dict):
        return all(_is_plain(key) and _is_plain(each) for key, each in value.items())
    return all(map(_is_plain, value)) if isinstance(value, list) else True


def _metadata(data: Any, never: Iterable[str] = ()) -> list[str]:
    for name in never:
        data.pop(name, None)
    removed = [name for name, value in data.items() if not (_is_plain(name) and _is_plain(value))]
    for name in removed:
        del data[name]
    names = ", ".join(shown(MARKUP.sub(" ", name), 40) for name in removed)
    return [f"A description ({names}) held markup; it was removed."] if removed else []


def _cell_metadata(data: Any) -> list[str]:
    nbgrader = data.get("nbgrader", {})
    graded = any(nbgrader.get(name) for name in ("grade", "solution", "locked", "task"))
    kept = {"nbgrader": data.pop("nbgrader")} if graded else {}
    notes = []
    if "tags" in data:
        tags = [tag for tag in data["tags"] if isinstance(tag, str) and TAG.fullmatch(tag)]
        if tags != data["tags"]:
            data["tags"] = tags
            notes.append("A tag of the cell was no word; it was removed.")
    notes += _metadata(data)
    data.update(kept)
    return notes
