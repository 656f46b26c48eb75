"""Short codes with the points of a person in the test before and the one after, so that no name is needed.

A code such as 7-10-CX has the points before, the points after, and two letters that find a slip of the pen: one wrong
sign, or two that have changed places, never give another code that holds. X stands for a test that was not taken.
"""

from __future__ import annotations

import re

from localsdg.course.short_test import ITEMS

LETTERS = "BCDFGHJKLMNPRSTVWXYZ"
PRIME = 397  # below the 400 pairs of letters, so that each remainder has one
FACTOR = 31
NOT_TAKEN = "X"
_SHAPE = re.compile(r"(\d{1,2}|X)-(\d{1,2}|X)-([A-Z]{2})")


def code_of(before: int | None, after: int | None) -> str:
    """Return the code of a person's points; None for a test that was not taken."""
    points = "-".join(NOT_TAKEN if each is None else f"{each}" for each in (before, after))
    rest = 0
    for sign in points:
        rest = (rest * FACTOR + ord(sign)) % PRIME
    return f"{points}-{LETTERS[rest // len(LETTERS)]}{LETTERS[rest % len(LETTERS)]}"


def read_code(text: str) -> tuple[int | None, int | None] | None:
    """Return the points before and after; None if the text is no code, or one with a slip.

    Small letters are as good as capitals, and spaces as good as hyphens.
    """
    written = "-".join(re.findall(r"[0-9A-Z]+", text.upper()))
    found = _SHAPE.fullmatch(written)
    if not found:
        return None
    before, after = (None if each == NOT_TAKEN else int(each) for each in found.groups()[:2])
    whole = all(each is None or each <= ITEMS for each in (before, after))
    return (before, after) if whole and code_of(before, after) == written else None
