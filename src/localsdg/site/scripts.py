"""Scripts, sheets and pages in as few letters as a machine needs."""

from __future__ import annotations

import re
from functools import cache

import minify_html
import rjsmin  # type: ignore[import-untyped]

try:
    import minify  # type: ignore[import-untyped]
except ImportError:  # it has no build for every kind of computer; pages and sheets then stay as they are written
    minify = None

_OPEN, _CLOSE = "<script>", "</script>"
# The library that shortens names moves `const { a } = f()` to the front of the declarations before it, and calls f too
# early. Between such a declaration and those before it stands a call, which is taken out again.
_PATTERN = re.compile(r"(?<=[;{}\n])(?=[ \t]*(?:const|let)[ \t]*[{\[])")
_HERE = "$here$()"
_CALL = re.compile(r",\$here\$\(\)|\$here\$\(\)[,;]")
# It also takes the quotes off a key such as "8.10", which then is the key of the number 8.1.
_OTHER_KEY = re.compile(r'"(?:\d*\.\d*0|\.\d+|\d+\.|\d{16,})"(?=\s*[:(])')

# The library that removes comments takes spaces out of a text that stands inside the text of a template.
_NESTED = re.compile(r"\$\{[^{}`]*`")


@cache
def small(script: str) -> str:
    """Return a classic script without what only people read; what the library does not understand stays as it is."""
    # The second library writes shorter, and keeps some comments, which the first one removes.
    bare = script if _NESTED.search(script) else str(rjsmin.jsmin(script))
    if "</script" in bare:
        return bare
    short = _shorter(bare)
    return short if minify is None else _with_short_names(bare) or short


def _shorter(script: str) -> str:
    page = minify_html.minify(f"{_OPEN}{script}{_CLOSE}", minify_js=True, keep_closing_tags=True)
    return f"{page.removeprefix(_OPEN).removesuffix(_CLOSE)}\n"


def _with_short_names(script: str) -> str | None:
    """Return a script in which the names inside functions are short; None if that cannot be done for sure."""
    if _OTHER_KEY.search(script):
        return None
    marked, calls = _PATTERN.subn(f"{_HERE};", script)
    try:
        short = str(minify.string("application/javascript", _shorter(marked)))
    except minify.MinifyError:
        return None
    plain, taken = _CALL.subn("", short)
    # The next script may begin with a bracket.
    return f"{plain};\n" if taken == calls and _HERE not in plain else None


def minified(text: str, kind: str) -> str:
    """Return a page or a sheet, by its kind such as "text/css", without what no browser needs."""
    if minify is None:
        return text
    # The pages stay plain HTML: the shapes that tools look for, such as end tags and quotes, are kept.
    shape = ("default-attr-vals", "document-tags", "end-tags", "quotes")
    minify.config({f"html-keep-{part}": True for part in shape})
    return str(minify.string(kind, text))
