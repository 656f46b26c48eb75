"""The files that pages share: one style sheet, the widget host, and each JavaScript module once."""

from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from localsdg.content import content_root
from localsdg.widgets.bundle import host_text, script_text, style_text

if TYPE_CHECKING:
    from sphinx.application import Sphinx

STYLE = "localsdg.css"
HOST = "localsdg/host.js"


def script(name: str) -> str:
    """Return where a JavaScript module of the widgets lies below ``_static``."""
    return f"localsdg/{name}.js"


def write(app: "Sphinx") -> None:
    """Write the shared files into the site before its pages, so that their addresses carry a checksum."""
    if app.builder.format != "html":
        return
    static = Path(app.outdir) / "_static"
    (static / "localsdg").mkdir(parents=True, exist_ok=True)
    package = files("localsdg.widgets")
    sheets = sorted(
        item.name.removesuffix(".css")
        for item in package.iterdir()
        if item.name.endswith(".css") and item.name not in {"tokens.css", "kit.css"}
    )
    page = (content_root() / "assets" / "css" / "page.css").read_text("utf-8")
    (static / STYLE).write_text(f"{style_text(*sheets)}\n{page}", "utf-8")
    (static / HOST).write_text(host_text(), "utf-8")
    for item in package.joinpath("js").iterdir():
        name = item.name.removesuffix(".js")
        if name != "host":
            (static / script(name)).write_text(script_text(name), "utf-8")
