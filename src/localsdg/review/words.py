"""Words from a catalogue of a language, that of the review if no other is named; numbers as a reader sees them."""

from __future__ import annotations

from typing import Any

from localsdg.core.catalogue import texts

_THIN = "\u202f"


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
    if exact or (value == int(value) and "%" not in unit):
        text = f"{value:.15g}"
    elif "%" in unit or abs(value) >= 10:
        text = f"{value:.1f}"
    else:
        text = f"{value:.2f}"
    if float(text) == 0 and text.startswith("-"):
        text = text[1:]
    sign = grouped(text)
    return f"{sign} {unit}" if unit else sign
