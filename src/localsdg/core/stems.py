"""Stems of words, so that different forms of a word can be compared."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Endings:
    """The endings of a language: that of the plural, and those that are taken off after it, the longest first.

    Words that would lose what tells them from another one, such as “policy” from “police”, are apart: they stay whole.
    """

    plural: str
    others: tuple[str, ...]
    apart: Mapping[str, str] = field(default_factory=dict)  # by each form, the word


ENGLISH = Endings("s", ("ation", "ing", "ie", "ed", "e", "y"))


def stem(word: str, endings: Endings = ENGLISH) -> str:
    """Return a word without the commonest endings: "streets" and "street", "recycling" and "recycle" have one stem."""
    if word in endings.apart:
        return endings.apart[word]
    plural = endings.plural
    if plural and word.endswith(plural) and not word.endswith(2 * plural) and len(word) > 3 + len(plural):
        word = word[: -len(plural)]
    for ending in endings.others:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word
