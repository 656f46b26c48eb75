"""Words from a catalogue of a language, that of the review if no other is named; numbers as a reader sees them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from localsdg.core.catalogue import direction, texts
from localsdg.review.directions import marked

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_THIN = "\u202f"
SMALL = 1e6  # from here on no decimal is seen


class Words:
    """A catalogue of a language, such as ``review.json``."""

    def __init__(self, language: str = "en", name: str = "review") -> None:
        self.language = language
        self._texts: dict[str, Any] = texts(name, language)

    def __call__(self, key: str, **values: object) -> str:
        """Return a sentence by its key, such as "honesty.boundary.found", with its names filled in."""
        found: Any = self._texts
        for step in key.split("."):
            found = found[step]
        text = str(found)
        # Not str.format: what is filled in may hold braces.
        for name, value in values.items():
            text = text.replace(f"{{{name}}}", str(value).replace("{", "\x00"))
        return text.replace("\x00", "{")

    def each(self, key: str) -> dict[str, Any]:
        """Return a group of texts."""
        found: Any = self._texts
        for step in key.split("."):
            found = found[step]
        return dict(found)


def grouped(text: str) -> str:
    """Return a number with a thin space between thousands."""
    sign = "−" if text.startswith("-") else ""
    whole, point, decimals = text.lstrip("-").partition(".")
    if not whole.isdigit():
        return text
    parts: list[str] = []
    while len(whole) > 3:
        parts.insert(0, whole[-3:])
        whole = whole[:-3]
    return sign + _THIN.join([whole, *parts]) + point + decimals


def shown(value: float, unit: str = "", *, exact: bool = False) -> str:
    """Return a number as a reader sees it, with its unit.

    Args:
        value: the number.
        unit: its unit.
        exact: whether it is shown with all digits, as it was published.
    """
    if not exact and abs(value) < SMALL:
        value = float(f"{value:.12g}")  # 12.3 - 10.3 is 2, though a computer finds a little more
    if exact or (value == int(value) and "%" not in unit):
        text = f"{value:.15g}"
    elif "%" in unit or abs(value) >= 10 or value == round(value, 1):
        text = f"{value:.1f}"
    else:
        text = f"{value:.2f}"
    if float(text) == 0 and text.startswith("-"):
        text = text[1:]
    sign = grouped(text)
    return f"{sign} {unit}" if unit else sign


LONGEST_TIED = 20  # letters of a unit that stays with its number
NO_TEXT = ("annex", "indicators")
"""Parts of a review that hold figures and no text."""


def tying(review: Mapping[str, Any]) -> Callable[[Any], Any]:
    """Return what keeps the signs of a text in their places.

    A no-break space stands between each number and its unit: the sign %, or the first word of a unit. Beside names in
    letters that run from right to left, the signs are marked.
    """
    words = {"%", *(word for each in review["indicators"] for word in each["unit"].split()[:1])}
    units = "|".join(sorted(re.escape(word) for word in words if len(word) <= LONGEST_TIED))
    turned = direction(review["language"]) == "rtl"
    found = re.compile(rf"([0-9]) (?=(?:{units})(?!\w))")

    def tie(value: Any, name: str = "") -> Any:
        if isinstance(value, str):
            return marked(found.sub("\\1\u00a0", value), turned=turned, ours=name == "caption")
        if isinstance(value, dict):
            return {name: tie(each, name) for name, each in value.items()}
        return [tie(each) for each in value] if isinstance(value, list) else value

    return tie


def tied(review: Mapping[str, Any]) -> dict[str, Any]:
    """Return a review as it is read: no line of it ends between a number and its unit."""
    tie = tying(review)
    return {name: value if name in NO_TEXT else tie(value) for name, value in review.items()}
