"""The files that pages share: one style sheet, the widget host, and each JavaScript module once."""

import hashlib
import json
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from localsdg import __version__
from localsdg.core.content import content_root
from localsdg.site import slides
from localsdg.site.contents import menu
from localsdg.site.learner_path import path_script
from localsdg.site.render import fill, render, words
from localsdg.site.scripts import minified, small
from localsdg.site.sheet import without_spaces
from localsdg.widgets.kit.base import own_texts
from localsdg.widgets.kit.bundle import (
    brought,
    host_text,
    module_names,
    own_style,
    script_text,
    shared_style,
)

if TYPE_CHECKING:
    from sphinx.application import Sphinx

STYLE = "localsdg.css"
HOST = "localsdg/host.js"
LATER = "localsdg/later"
COPY = "copy.js"
PAGE = "page.js"
REPORT = "report.js"
KEEP = "keep.js"


def script(name: str) -> str:
    """Return where a JavaScript module of the widgets lies below ``_static``."""
    return f"localsdg/{name}.js"


def rescue_text() -> str:
    """Return the script that stands in the page itself, and shows the paper forms of widgets that did not start."""
    return small(files("localsdg.site").joinpath("rescue.js").read_text("utf-8"))


def write_start(app: "Sphinx", exception: Exception | None) -> None:
    """Write the page at the top of the folder, which leads to the home page."""
    if exception is not None or app.builder.format != "html":
        return
    shown = {
        "home": f"{app.config.root_doc}.html",
        "title": app.config.html_title,
        "icon": Path(str(app.config.html_favicon)).name,
    }
    page = render("start.html", app.config.language, **shown)
    (Path(app.outdir) / "index.html").write_text(f"{page}\n", "utf-8")


def prepare_templates(app: "Sphinx") -> None:
    """Let the templates of the theme fill in texts of the catalogue."""
    if app.builder.format == "html":
        builder: Any = app.builder
        builder.templates.environment.filters |= {"fill": fill, "as_html": Markup}


def _shown_texts(name: str, language: str) -> dict[str, Any]:
    """Return the texts of a module, without the names of what it keeps where only *My course* shows them."""
    texts = own_texts(name, language)
    needed = "kept" not in texts or "strings.kept" in script_text(name)
    return texts if needed else {key: words for key, words in texts.items() if key != "kept"}


def _later(static: Path, language: str) -> str:
    """Write the scripts that a page brings only when they are needed; return the line that tells the host of them."""
    (static / LATER).mkdir(exist_ok=True)
    names = {}
    for name, modules in brought().items():
        text = "".join(small(script_text(each, _shown_texts(each, language))) for each in modules)
        (static / LATER / f"{name}.js").write_text(text, "utf-8")
        checksum = hashlib.sha256(text.encode()).hexdigest()[:8]
        names[name] = f"{Path(LATER).name}/{name}.js?v={checksum}"
    return f"localsdg.later = {json.dumps(names)};\n"


def write(app: "Sphinx") -> None:
    """Write the shared files into the site before its pages, so that their addresses carry a checksum."""
    if app.builder.format != "html":
        return
    static = Path(app.outdir) / "_static"
    (static / "localsdg").mkdir(parents=True, exist_ok=True)
    page = (content_root() / "assets" / "css" / "page.css").read_text("utf-8")
    site = files("localsdg.site")
    if app.config.localsdg_edition == "trainer":
        page += site.joinpath("slides.css").read_text("utf-8")
        for name in slides.SCRIPTS:
            (static / name).write_text(site.joinpath(Path(name).name).read_text("utf-8"), "utf-8")
    lines = json.dumps(words(app.config.language)["paper"]["lines"], ensure_ascii=False)
    page += f"@media print {{ .ls-crumb::after {{ content: {lines} }} }}\n"
    (static / STYLE).write_text(f"{shared_style()}\n{page}", "utf-8")
    (static / HOST).write_text(host_text() + _later(static, app.config.language), "utf-8")
    texts = words(app.config.language)
    page_words = {name: texts["page"][name] for name in ("finished", "glossary", "theme")}
    page_words["menu"] = menu(Path(app.srcdir))
    keep_words = {
        name: said for name, said in texts["keep"].items() if name not in ("name", "about", "offer", "not_here")
    }
    calls = {COPY: texts["copy"], KEEP: keep_words, PAGE: page_words, REPORT: f"localsdg {__version__}"}
    for name, given in calls.items():
        function = f"localsdg{Path(name).stem.title()}"
        code = f"{site.joinpath(name).read_text('utf-8')}{function}({json.dumps(given, ensure_ascii=False)});\n"
        text = small(code)
        (static / name).write_text(text, "utf-8")
        if name == KEEP:  # the script of the page brings it
            page_words["keep"] = f"{KEEP}?v={hashlib.sha256(text.encode()).hexdigest()[:8]}"
    (static / script("way")).write_text(path_script(Path(app.srcdir)), "utf-8")
    for name in module_names():
        text = script_text(
            name, _shown_texts(name, app.config.language), without_spaces(minified(own_style(name), "text/css"))
        )
        (static / script(name)).write_text(text, "utf-8")
