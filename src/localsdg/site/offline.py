"""The served site without a network: the list of its files for :file:`keep.js`, the service worker, and the manifest.

What is said of a version is the hash of all its files, so that two builds of the same pages are one version.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from babel.numbers import format_decimal
from docutils import nodes
from markupsafe import Markup
from sphinx.util.docutils import SphinxDirective

from localsdg.core.catalogue import direction, written_language
from localsdg.core.content import content_root
from localsdg.site.render import render, words
from localsdg.site.scripts import small

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx

LIST, STATE, WORKER, MANIFEST = "keep-files.json", "keep.json", "worker.js", "manifest.json"
PAGE = "book/without-a-network"
_ICONS = {"icon-192.png": "192x192", "icon-512.png": "512x512"}
_OWN = {LIST, STATE, WORKER}  # the network alone knows what is newest
_NOT_SHOWN = {"objects.inv", ".buildinfo"}
# In the page stand these until all files are there and can be weighed.
_LOAD, _SPACE = "{load}", "{space}"


class Keep(SphinxDirective):
    """The place where a reader of a served site keeps the course on her device; from a folder nobody sees it."""

    def run(self) -> list[nodes.Node]:
        """Make the place; ``keep.js`` fills it."""
        return [nodes.raw("", render("keep.html", self.config.language).strip(), format="html")]


def megabytes(size: int, language: str) -> str:
    """Return a number of bytes in megabytes with one digit, as a language writes it."""
    locale = written_language(language).replace("-", "_")
    return format_decimal(max(size, 100_000) / 1e6, format="0.0", locale=locale)


def files_of(folder: Path) -> list[Path]:
    """Return the files of a built site that a reader can come to, by the names of their addresses."""
    found = (path for path in folder.rglob("*") if path.is_file())
    names = ((path.relative_to(folder).as_posix(), path) for path in found)
    return [path for name, path in sorted(names) if name not in _OWN | _NOT_SHOWN]


def finish(app: Sphinx, exception: Exception | None) -> None:
    """Write what a served site needs, once all its files stand."""
    if exception is None and app.builder.format == "html":
        write(Path(app.outdir), app.config.language, app.config.html_title, f"{app.config.root_doc}.html")


def write(folder: Path, language: str, title: str, home: str) -> None:
    """Write icons, manifest, list and service worker into a site, and the sizes into the page that says them.

    Args:
        folder: the built pages.
        language: that of the course.
        title: the name of the site.
        home: the page at which it begins, from the top of the folder.
    """
    for name in _ICONS:
        (folder / "_static" / name).write_bytes((content_root() / "assets" / "images" / name).read_bytes())
    _write_json(folder / MANIFEST, _manifest(language, title, home))
    files = files_of(folder)
    load = sum(len(gzip.compress(path.read_bytes(), 6)) for path in files)
    space = sum(path.stat().st_size for path in files)
    page = folder / f"{PAGE}.html"
    if page.is_file():
        said = page.read_text("utf-8").replace(_LOAD, megabytes(load, language))
        page.write_text(said.replace(_SPACE, megabytes(space, language)), "utf-8")
    marks = {path.relative_to(folder).as_posix(): _mark(path.read_bytes()) for path in files}
    version = _mark(json.dumps(marks, sort_keys=True).encode())
    state = {"version": version, "load": load, "space": sum(path.stat().st_size for path in files)}
    _write_json(folder / STATE, state)
    listed = {name: [mark, (folder / name).stat().st_size] for name, mark in marks.items()}
    _write_json(folder / LIST, {**state, "files": listed})
    (folder / WORKER).write_text(_worker(version, language), "utf-8")


def _mark(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]


def _write_json(path: Path, content: Any) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, separators=(",", ":")), "utf-8")


def _manifest(language: str, title: str, home: str) -> dict[str, Any]:
    texts = words(language)["keep"]
    drawn = {"src": "_static/favicon.svg", "sizes": "any", "type": "image/svg+xml"}
    icons: Iterable[dict[str, str]] = (
        {"src": f"_static/{name}", "sizes": sizes, "type": "image/png", "purpose": purpose}
        for name, sizes in _ICONS.items()
        for purpose in ("any", "maskable")
    )
    return {
        "name": texts["name"],
        "short_name": title,
        "description": texts["about"],
        "lang": language,
        "dir": direction(language),
        "id": "./",
        "scope": "./",
        "start_url": home,
        "display": "minimal-ui",  # with a way back
        "theme_color": "#14584f",
        "background_color": "#fcfbf8",
        "icons": [drawn, *icons],
    }


def _worker(version: str, language: str) -> str:
    texts = words(language)["keep"]
    nothing = str(render("not_here.html", language, sentence=texts["not_here"], home=Markup("{home}")))
    code = (Path(__file__).parent / "worker.js").read_text("utf-8")
    given = ", ".join(json.dumps(each, ensure_ascii=False) for each in (version, nothing))
    return small(f"{code}localsdgWorker({given});\n")
