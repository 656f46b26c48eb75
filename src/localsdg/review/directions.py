"""Texts in letters that run from right to left: which way a text runs, and marks that keep its signs in their places.

A municipality may have names and texts in another script than the language of the review.
"""

from __future__ import annotations

import re

TURNED = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
"""The letters that run from right to left, as a set of a regular expression."""
AFTER_NAME = '(?=[”"»’,;:()·…–—])'
BEFORE_NUMBER = r"(^|[ (\[“])([−-])(?=[0-9])"
MARK = "\u200e"  # unseen: what stands beside it runs from left to right

_TURNED = re.compile(f"[{TURNED}]")
_NAME = re.compile(f"([{TURNED}]){AFTER_NAME}")
_NEGATIVE = re.compile(BEFORE_NUMBER)


def way(text: str) -> str:
    """Return which way a text runs by most of its letters: "rtl" or "ltr"; "auto" if none of them is turned."""
    if not _TURNED.search(text):
        return "auto"
    turned = sum(sign.isalpha() for sign in _TURNED.findall(text))
    return "rtl" if 2 * turned > sum(sign.isalpha() for sign in text) else "ltr"


def marked(text: str, *, turned: bool, ours: bool = False) -> str:
    """Return a text with marks: a name ends where it ends, and the sign of a number stands before it.

    Args:
        text: the text.
        turned: whether the document runs from right to left.
        ours: whether it runs as the document does, whatever its letters, such as a caption.
    """
    runs = "ltr" if ours and not turned else way(text)
    if turned or runs == "rtl":
        return _NEGATIVE.sub(rf"\1{MARK}\2", text)
    return _NAME.sub(rf"\1{MARK}", text) if runs == "ltr" else text
