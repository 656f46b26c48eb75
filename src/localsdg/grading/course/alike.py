"""Names of learners that look the same, and may be those of one person."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

# Letters of other scripts that look like Latin ones, and these, as small letters.
CYRILLIC = str.maketrans("авекмнорстухіјѕһԁԛԝ", "abekmhopctyxijshdqw")
GREEK = str.maketrans("αβεηικνορτυχ", "abenikvoptux")


def alike(names: Iterable[str]) -> dict[str, list[str]]:
    """Return, for each name that looks like another one, the others."""
    groups: dict[str, set[str]] = {}
    for name in names:
        groups.setdefault(_look(name), set()).add(name)
    return {name: sorted(group - {name}) for group in groups.values() if len(group) > 1 for name in group}


def _look(name: str) -> str:
    """Return a form of a name that is the same for all names that look so."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    seen = "".join(sign for sign in folded if unicodedata.category(sign) != "Cf")
    return " ".join(seen.translate(CYRILLIC).translate(GREEK).split())
