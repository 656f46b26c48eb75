"""Stems of words, so that different forms of a word can be compared."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Endings:
    """The endings of a language: that of the plural, and those that are taken off after it, the longest first."""

    plural: str
    others: tuple[str, ...]


ENGLISH = Endings("s", ("ation", "ing", "ie", "ed", "e", "y"))


def stem(word: str, endings: Endings = ENGLISH) -> str:
    """Return a word without the commonest endings: "streets" and "street", "recycling" and "recycle" have one stem."""
    plural = endings.plural
    if plural and word.endswith(plural) and not word.endswith(2 * plural) and len(word) > 3 + len(plural):
        word = word[: -len(plural)]
    for ending in endings.others:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word
