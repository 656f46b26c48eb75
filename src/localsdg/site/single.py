"""A page of the built site as one file that holds all it needs: it opens from the list of files of a phone.

The style sheet, the scripts and those that the page would fetch later stand in the file. Links lead to the other pages
that are such files, and else into the folder of the site beside them.
"""

from __future__ import annotations

import base64
import json
import posixpath
import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from localsdg.core.catalogue import course_language
from localsdg.site.reasons import FOLDER
from localsdg.site.render import render, words
from localsdg.site.scripts import small
from localsdg.site.terms import MEANINGS
from localsdg.widgets.kit.bundle import brought, brought_by, dependencies

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

SITE = "../site/"  # where the folder of the site lies beside these files
_STATE = re.compile(r'<script type="application/vnd\.jupyter\.widget-state\+json">(.*?)</script>', re.DOTALL)
_SCRIPT = re.compile(r'<script[^>]* src="([^"]+)"[^>]*></script>')
_SHEET = re.compile(r'<link rel="stylesheet"[^>]* href="([^"]+)"[^>]*>')
_ICON = re.compile(r'(<link rel="shortcut icon" href=")([^"]+)(")')
_AHEAD = re.compile(r'<link rel="(?:prefetch|search)"[^>]*>')
_LINK = re.compile(r'(<(?:a|form)\b[^>]*? (?:href|action)=")([^"#][^"]*)(")')
_SCRIPTS = "_static/localsdg"
_WAY = "_static/localsdg/way.js"  # the end of a lesson asks for it where the needs check was made
# What every page may bring, whichever widgets it has: the first by its links, the second by the host.
_ALWAYS = ("target_chip", "earlier")


def single_page(pages: Path, name: str, names: Mapping[str, str]) -> str:
    """Return a page of a built site as one file.

    Args:
        pages: the folder of the built pages.
        name: the page, such as ``modules/1-localizing/02-competences.html``.
        names: the names of all such files by the pages that they hold; they lie side by side.
    """
    language = course_language()
    text = (pages / name).read_text("utf-8")
    scripts: list[str] = []

    def inline(found: re.Match[str]) -> str:
        scripts.append((pages / _place(name, found[1])).read_text("utf-8"))
        return ""

    text = _SCRIPT.sub(inline, _AHEAD.sub("", text))
    text = _SHEET.sub(lambda found: f"<style>{(pages / _place(name, found[1])).read_text('utf-8')}</style>", text)
    text = _ICON.sub(lambda found: found[1] + _data(pages / _place(name, found[2])) + found[3], text)
    text = _LINK.sub(lambda found: found[1] + _target(name, found[2], names) + found[3], text)
    text = re.sub(r'data-content_root="[^"]*"', f'data-content_root="{SITE}"', text, count=1)
    bar = render("single.html", language).strip()
    text = re.sub(r"(<article[^>]*>)", lambda found: found[1] + str(bar), text, count=1)
    held = "".join(_held(name, (pages / _SCRIPTS / file).read_text("utf-8")) for name, file in _later(text).items())
    code = (Path(__file__).parent / "single.js").read_text("utf-8")
    given = ", ".join(json.dumps(each, ensure_ascii=False) for each in (words(language)["single"], name, dict(names)))
    scripts += [(pages / _WAY).read_text("utf-8"), small(f"{code}localsdgSingle({given});\n")]
    run = "".join(f"<script>{_safe(script)}</script>" for script in scripts)
    before, after = text.rsplit("</body>", 1)
    return f"{before}{held}{run}</body>{after}"


def _place(page: str, address: str) -> str:
    """Return where an address of a page leads, from the top of the site."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(page), urlsplit(address).path))


def _target(page: str, address: str, names: Mapping[str, str]) -> str:
    parts = urlsplit(address)
    if parts.scheme or not parts.path:
        return address
    place = _place(page, address)
    end = "".join(f"{sign}{part}" for sign, part in (("?", parts.query), ("#", parts.fragment)) if part)
    return (names.get(place) or SITE + place) + end


def _data(file: Path) -> str:
    kinds = {".svg": "image/svg+xml", ".png": "image/png"}
    return f"data:{kinds[file.suffix]};base64,{base64.b64encode(file.read_bytes()).decode()}"


def _later(text: str) -> dict[str, str]:
    """Return what a page may fetch, by the names that it asks for: files in the folder of the scripts."""
    models = [model["state"] for found in _STATE.findall(text) for model in json.loads(found)["state"].values()]
    beside = [model["data"]["reasons"] for model in models if "reasons" in model["data"]]
    parts = _parts(dict.fromkeys(model["module"] for model in models))
    return {name: name for name in [MEANINGS, *beside]} | {part: f"{FOLDER}/{part}.js" for part in parts}


def _parts(modules: Iterable[str]) -> Iterable[str]:
    """Return the names of all modules that the widgets of a page may bring."""
    waiting = [*modules, "lesson_end", *_ALWAYS]
    found = dict.fromkeys(_ALWAYS)
    while waiting:
        for part in (part for each in dependencies(waiting.pop()) for part in brought_by(each)):
            if part not in found:
                found[part] = None
                waiting.append(part)
    return [part for part in found if part in brought()]


def _held(part: str, script: str) -> str:
    return f'<script type="text/plain" data-later="{part}">{_safe(script)}</script>'


def _safe(script: str) -> str:
    """Return a script that can stand in a page: nothing in it ends the element."""
    return script.replace("</script", "<\\/script").replace("<!--", "<\\!--")
