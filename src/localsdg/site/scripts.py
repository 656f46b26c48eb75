"""Scripts, sheets and pages in as few letters as a machine needs."""

from __future__ import annotations

import minify_html
import rjsmin  # type: ignore[import-untyped]

try:
    import minify  # type: ignore[import-untyped]
except ImportError:  # it has no build for every kind of computer; pages and sheets then stay as they are written
    minify = None

_OPEN, _CLOSE = "<script>", "</script>"


def small(script: str) -> str:
    """Return a classic script without what only people read; what the library does not understand stays as it is."""
    # The second library writes shorter, and keeps some comments, which the first one removes.
    bare = str(rjsmin.jsmin(script))
    if "</script" in bare:
        return bare
    page = minify_html.minify(f"{_OPEN}{bare}{_CLOSE}", minify_js=True, keep_closing_tags=True)
    return f"{page.removeprefix(_OPEN).removesuffix(_CLOSE)}\n"


def minified(text: str, kind: str) -> str:
    """Return a page or a sheet, by its kind such as "text/css", without what no browser needs."""
    if minify is None:
        return text
    # The pages stay plain HTML: the shapes that tools look for, such as end tags and quotes, are kept.
    shape = ("default-attr-vals", "document-tags", "end-tags", "quotes")
    minify.config({f"html-keep-{part}": True for part in shape})
    return str(minify.string(kind, text))
