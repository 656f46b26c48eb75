"""Scripts of the pages in as few letters as a machine needs."""

from __future__ import annotations

import minify_html
import rjsmin  # type: ignore[import-untyped]

_OPEN, _CLOSE = "<script>", "</script>"


def small(script: str) -> str:
    """Return a classic script without what only people read; what the library does not understand stays as it is."""
    # The second library writes shorter, and keeps some comments, which the first one removes.
    bare = str(rjsmin.jsmin(script))
    if "</script" in bare:
        return bare
    page = minify_html.minify(f"{_OPEN}{bare}{_CLOSE}", minify_js=True, keep_closing_tags=True)
    return f"{page.removeprefix(_OPEN).removesuffix(_CLOSE)}\n"
