"""Makes built pages light: the last step of the build, for what is known only when all pages are written.

The theme and the extensions bring the same sheets and scripts to every page. This step works on the finished pages and
knows the theme only by what it finds there, so that a new version of the theme is trimmed as well:

- One style sheet for the site, in the order of the pages' own links, without the rules that no page can use.
- Scripts of the course become few files, since each takes a request, and many small ones compress less well.
- Pages fetch ahead, when they are done, the scripts that several pages with widgets need.
- Files that nothing names any more leave the folder.
- White space that no browser shows leaves the pages.

The addresses of sheets and scripts carry a checksum of what all pages together need. So they are put in here, by the
only patterns over finished HTML that are left. What else a page should not hold is not written in the first place: see
``writer.py`` and the templates.
"""

from __future__ import annotations

import gzip
import hashlib
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from localsdg.site import assets
from localsdg.site.scripts import minified, small
from localsdg.site.sheet import (
    VARIABLE,
    Used,
    used_rules,
    without_spaces,
    without_unused_variables,
    without_variables_set_again,
)

if TYPE_CHECKING:
    from sphinx.application import Sphinx

SHEET = "site.css"
_OWN_SCRIPTS = "localsdg/"
_FEW, _MIDDLE, _LARGE = 2, 1200, 2400  # pages; bytes, compressed
_SCRIPT = re.compile(r'\s*<script[^>]* src="(?P<address>[^"]+)"[^>]*></script>')
_LINK = re.compile(r'\s*<link rel="stylesheet"[^>]* href="(?P<address>[^"]+)"[^>]*>')
_STYLE = re.compile(r"\s*<style>(?P<rules>.*?)</style>", re.DOTALL)


def finish(app: Sphinx, exception: Exception | None) -> None:
    """Trim the pages once Sphinx and the theme have written everything."""
    if exception is None and app.builder.format == "html":
        trim(Path(app.outdir), own=(assets.STYLE,))


def trim(folder: Path, *, own: tuple[str, ...]) -> None:
    """Trim every page of a folder; the sheets named in ``own`` stay whole, since scripts put their classes together.

    Raises:
        ValueError: two pages bring different style sheets or variables, which one sheet cannot serve.
    """
    pages = {path: path.read_text("utf-8") for path in sorted(folder.rglob("*.html")) if "_static" not in path.parts}
    pages = {path: text for path, text in pages.items() if _LINK.search(text)}
    sheets = {(_sheets(path, text, folder), _head_rules(text)) for path, text in pages.items()}
    if len(sheets) != 1:
        raise ValueError(
            f"The pages of {folder} bring {len(sheets)} different sets of style sheets; one was expected. "
            "Let every page bring the same sheets (html_css_files, add_css_file without a page)."
        )
    files, inline = sheets.pop()
    pages = {path: _light(text) for path, text in pages.items()}
    _remove_unnamed(folder)
    scripts = [path.read_text("utf-8") for path in sorted((folder / "_static").rglob("*.js"))]
    used = Used.of(pages.values(), scripts)
    theirs = [used_rules(path.read_text("utf-8"), used) for path in files if path.name not in own]
    ours = [path.read_text("utf-8") for path in files if path.name in own]
    named = {name for text in [*pages.values(), *scripts, inline, *ours] for name in VARIABLE.findall(text)}
    # Cascade: the theme, then the variables of the settings, then the course.
    before = without_variables_set_again("".join(theirs), inline)
    sheet = "\n".join([without_unused_variables(before, named), inline, *ours])
    sheet = without_spaces(minified(sheet, "text/css"))
    (folder / "_static" / SHEET).write_text(sheet, "utf-8")
    pages = _join_scripts(pages, folder)
    shared = _shared_scripts(pages, folder)
    version = hashlib.sha256(sheet.encode()).hexdigest()[:8]
    for path, text in pages.items():
        up = "../" * (len(path.relative_to(folder).parts) - 1)
        link = f'<link rel="stylesheet" href="{up}_static/{SHEET}?v={version}">'
        # The search page fetches its index instead.
        ahead = [address for address in shared if address not in text] if path.name != "search.html" else []
        early = "".join(f'<link rel="prefetch" href="{up}{address}" as="script">' for address in ahead)
        page = text.replace("</head>", f"{link}{early}</head>", 1)
        path.write_text(minified(page, "text/html"), "utf-8")
    _remove_unnamed(folder)


def _sheets(page: Path, text: str, folder: Path) -> tuple[Path, ...]:
    head = text.split("</head>", 1)[0]
    addresses = [found["address"].split("?")[0] for found in _LINK.finditer(head)]
    return tuple((page.parent / address).resolve() for address in addresses)


def _head_rules(text: str) -> str:
    return "\n".join(found["rules"].strip() for found in _STYLE.finditer(text.split("</head>", 1)[0]))


def _light(text: str) -> str:
    """Return a page without its style links and head rules."""
    head, body = text.split("</head>", 1)
    return f"{_STYLE.sub('', _LINK.sub('', head))}</head>{body}"


def _loads(path: Path, text: str, folder: Path) -> list[str]:
    """Return the scripts that a page loads, by their addresses from the top of the site."""
    up = "../" * (len(path.relative_to(folder).parts) - 1)
    return [found["address"].removeprefix(up) for found in _SCRIPT.finditer(text)]


def _apart(paths: list[Path], folder: Path) -> bool:
    """Return whether a page is among them that is no lesson."""
    return any(path.relative_to(folder).parts[0] != "modules" for path in paths)


def _join_scripts(pages: dict[Path, str], folder: Path) -> dict[Path, str]:
    """Put the scripts of the course into few files, and name those in the pages.

    One file is what pages share, and one what a page has for itself. What only two pages share stands in the file of
    each, unless it is large: else every reader would fetch it. Of two lessons less is large, since many read both.
    """
    loaded_by: dict[str, list[Path]] = {}
    for path, text in pages.items():
        for address in _loads(path, text, folder):
            if f"_static/{_OWN_SCRIPTS}" in address:
                loaded_by.setdefault(address, []).append(path)
    texts = {address: small((folder / address.split("?")[0]).read_text("utf-8")) for address in loaded_by}
    groups: dict[Path | None, list[str]] = {}
    for address, paths in loaded_by.items():
        small_one = len(gzip.compress(texts[address].encode())) < (_LARGE if _apart(paths, folder) else _MIDDLE)
        is_own = len(paths) == 1 or (len(paths) == _FEW and small_one)
        for group in paths if is_own else [None]:
            groups.setdefault(group, []).append(address)
    joined: dict[Path | None, dict[str, str]] = {}  # where each script of a group is now
    for group, addresses in groups.items():
        text = "".join(texts[address] for address in addresses)
        of = "shared" if group is None else "-".join(group.relative_to(folder).with_suffix("").parts)
        name = f"_static/{_OWN_SCRIPTS}{of}.js"
        (folder / name).write_text(text, "utf-8")
        version = hashlib.sha256(text.encode()).hexdigest()[:8]
        joined[group] = dict.fromkeys(addresses, f"{name}?v={version}")
    # What stands in these files now is there once; a script that another one asks for by its address stays.
    written = {address.split("?")[0] for addresses in joined.values() for address in addresses.values()}
    named = "".join((folder / name).read_text("utf-8") for name in sorted(written))
    for path in (folder / "_static" / _OWN_SCRIPTS).glob("*.js"):
        if path.relative_to(folder).as_posix() not in written and f"_static/{_OWN_SCRIPTS}{path.name}" not in named:
            path.unlink()

    def light(path: Path, text: str) -> str:
        up = "../" * (len(path.relative_to(folder).parts) - 1)
        named: set[str] = set()

        def script(found: re.Match[str]) -> str:
            address = found["address"].removeprefix(up)
            name = joined.get(path, {}).get(address) or joined.get(None, {}).get(address, address)
            if name in named:
                return ""
            named.add(name)
            return found[0].replace(found["address"], up + name)

        return _SCRIPT.sub(script, text)

    return {path: light(path, text) for path, text in pages.items()}


def _shared_scripts(pages: dict[Path, str], folder: Path) -> list[str]:
    """Return the scripts of widgets, from the top of the site, that at least two pages load."""
    loads = (_loads(path, text, folder) for path, text in pages.items())
    times = Counter(address for each in loads for address in each if _OWN_SCRIPTS in address)
    return [address for address, count in times.items() if count > 1]


def _remove_unnamed(folder: Path) -> None:
    """Remove the files below ``_static`` whose name stands in no page, script or sheet that is left."""
    static = folder / "_static"
    files = {path for path in static.rglob("*") if path.is_file()}
    texts = {path: path.read_text("utf-8") for path in folder.rglob("*.html")}
    waiting = list(texts.values())
    while waiting:
        text = waiting.pop()
        for path in [path for path in files if path.name in text]:
            files.remove(path)
            if path.suffix in {".css", ".js"}:
                waiting.append(path.read_text("utf-8"))
    for path in files:
        path.unlink()
