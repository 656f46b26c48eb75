"""The files that pages share: one style sheet, the widget host, and each JavaScript module once."""

import html
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import rjsmin  # type: ignore[import-untyped]

from localsdg.core.content import content_root
from localsdg.site import slides
from localsdg.widgets.kit.base import own_texts
from localsdg.widgets.kit.bundle import folders, host_text, module_names, script_text, style_text

if TYPE_CHECKING:
    from sphinx.application import Sphinx

STYLE = "localsdg.css"
HOST = "localsdg/host.js"
SEARCH = "search_descriptions.js"
COPY = "copy.js"


def script(name: str) -> str:
    """Return where a JavaScript module of the widgets lies below ``_static``."""
    return f"localsdg/{name}.js"


def rescue_text() -> str:
    """Return the script that stands in the page itself, and shows the paper forms of widgets that did not start."""
    return rjsmin.jsmin(files("localsdg.site").joinpath("rescue.js").read_text("utf-8"))  # type: ignore[no-any-return]


def write_start(app: "Sphinx", exception: Exception | None) -> None:
    """Write the page at the top of the folder, which leads to the home page."""
    if exception is not None or app.builder.format != "html":
        return
    home, title = f"{app.config.root_doc}.html", html.escape(app.config.html_title)
    (Path(app.outdir) / "index.html").write_text(
        f'<!doctype html>\n<html lang="{app.config.language}">\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width,initial-scale=1">\n'
        f'<link rel="icon" href="_static/{Path(str(app.config.html_favicon)).name}">\n'
        f'<title>{title}</title>\n<meta name="description" content="Leads to the home page of {title}.">\n'
        f'<meta http-equiv="refresh" content="0; url={home}">\n<h1><a href="{home}">{title}</a></h1>\n</html>\n',
        "utf-8",
    )


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
    (static / COPY).write_text(rjsmin.jsmin(site.joinpath(COPY).read_text("utf-8")), "utf-8")
    for name in module_names():
        (static / script(name)).write_text(script_text(name, own_texts(name, app.config.language)), "utf-8")
