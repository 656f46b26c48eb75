"""Words and turns that this course does not use, each with what it says in their place: our house rules as data."""

from __future__ import annotations

import re
from dataclasses import dataclass

# One thing has one word in the whole course: what is found on the left is written as on the right.
ONE_WORD = {
    "per cent": "percent",
    "lorry": "truck",
    "lorries": "trucks",
    "seldom": "rarely",
    "your town": "your municipality",
    "your city": "your municipality",
    "your place": "your municipality",
    "own town": "own municipality",
    "own city": "own municipality",
    "ring up": "phone",
}

# Old or stiff words, which a reader of simple English may not know.
STIFF = {
    "albeit": "although",
    "aforementioned": "this",
    "hence": "so",
    "lest": "so that … not",
    "need not": "do not have to",
    "notwithstanding": "although",
    "ought": "should",
    "thereby": "in this way",
    "therein": "in it",
    "thereof": "of it",
    "thus": "so",
    "whereby": "by which",
    "wherein": "in which",
    "whomever": "anybody who",
    "whoever": "people who, or anybody who",
    "one's own": "your own",
    "an own": "its own",
    "oneself": "yourself",
}

# What may follow “is no” in good English: “is no longer”, “is no better than”.
_AFTER_NO = r"(?!longer\b|one\b|more\b|less\b|fewer\b|better\b|worse\b|larger\b|smaller\b|higher\b|lower\b)"
# Before “one can”, these make “one” a pronoun for people, and not a number or a thing that was named.
_LEADS = r"\b(?:all|and|as|but|here|how|if|or|so|than|that|then|there|until|what|when|where|which|whom|why)\s"
_BEFORE_ONE = rf"(?:^|[.,;:(“—]\s*|{_LEADS})"


@dataclass(frozen=True)
class Turn:
    """A turn of phrase that is not plain English.

    Attributes:
        pattern: how it is found; its first group is what is shown.
        instead: what to write.
    """

    pattern: re.Pattern[str]
    instead: str


TURNS = (
    Turn(
        re.compile(rf"(?<!\bthere )\b((?:is|are|was|were|be) no {_AFTER_NO}[a-z]+)", re.IGNORECASE),
        "write “is not a …”, “has no …” or “there is no …”",
    ),
    Turn(
        re.compile(rf"{_BEFORE_ONE}(one (?:can|cannot|could|may|might|must|should|would)\b)", re.IGNORECASE),
        "say who: “you can”, “people can”, or name the thing",
    ),
    Turn(re.compile(r"\b(shall)\b(?! we\b| I\b)", re.IGNORECASE), "write “will”, “should” or “must”"),
    Turn(re.compile(r"\b(so that\b[^.!?:;]*\bso that)\b", re.IGNORECASE), "one “so that” in a sentence: cut it in two"),
)


def _word(found: str, instead: str) -> Turn:
    return Turn(re.compile(rf"\b({re.escape(found)})\b(?! hall)", re.IGNORECASE), f"write “{instead}”")


_ALL = (*TURNS, *(_word(*pair) for pair in (ONE_WORD | STIFF).items()))


def turns_in(text: str) -> list[str]:
    """Return what a text says in words or turns that this course does not use, each with what to write instead."""
    paragraphs = [" ".join(part.split()) for part in re.split(r"\n\s*\n", text.replace("’", "'"))]
    return [
        f"“{found[1]}”: {turn.instead}."
        for part in paragraphs
        for turn in _ALL
        for found in turn.pattern.finditer(part)
    ]
