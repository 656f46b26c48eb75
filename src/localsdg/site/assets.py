"""The files that pages share: one style sheet, the widget host, and each JavaScript module once."""

import json
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from localsdg.core.catalogue import spoken, written_language
from localsdg.core.content import content_root
from localsdg.site import slides
from localsdg.site.render import fill, render, words
from localsdg.site.scripts import small
from localsdg.widgets.kit.base import own_texts
from localsdg.widgets.kit.bundle import (
    brought_later,
    dependencies,
    folders,
    host_text,
    module_names,
    script_text,
    style_text,
)

if TYPE_CHECKING:
    from sphinx.application import Sphinx

STYLE = "localsdg.css"
HOST = "localsdg/host.js"
SEARCH = "search_descriptions.js"
COPY = "copy.js"


def script(name: str) -> str:
    """Return where a JavaScript module of the widgets lies below ``_static``."""
    return f"localsdg/{name}.js"


def later_parts() -> set[str]:
    """Return the modules that pages bring when they are first used; they compute, and show nothing themselves."""
    return {part for folder in folders() for part in brought_later(folder)}


def own_words(module: str, language: str) -> dict[str, Any]:
    """Return the texts of one module of the widgets as a page of a language shows them."""
    found: dict[str, Any] = spoken(own_texts(module, written_language(language)), language)
    return found


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
        (static / slides.SCRIPT).write_text(site.joinpath("slides.js").read_text("utf-8"), "utf-8")
    (static / STYLE).write_text(f"{style_text(*folders())}\n{page}", "utf-8")
    (static / HOST).write_text(host_text(), "utf-8")
    (static / SEARCH).write_text(site.joinpath(SEARCH).read_text("utf-8"), "utf-8")
    copy = site.joinpath(COPY).read_text("utf-8")
    copy += f"localsdgCopy({json.dumps(words(app.config.language)['copy'], ensure_ascii=False)});\n"
    (static / COPY).write_text(small(copy), "utf-8")
    language = app.config.language
    later = later_parts()
    inside = {each for part in later for each in dependencies(part)} - later  # in their files, and nowhere else
    inside -= {each for folder in folders() for each in dependencies(folder)}
    for name in [each for each in module_names() if each not in inside]:
        modules = dependencies(name) if name in later else [name]
        text = "".join(script_text(each, own_words(each, language)) for each in modules)
        (static / script(name)).write_text(small(text) if name in later else text, "utf-8")
