"""The words that lead to a target, for JavaScript: they weigh more than the rest, and come when they are used."""

from typing import Any

from localsdg.implementation.alignment import leading_words


def constants() -> dict[str, Any]:
    """Return the endings, and one keyword a line: its stems, "|", and the codes of its targets."""
    words = leading_words()
    leads = "\n".join(f"{keyword}|{' '.join(codes)}" for keyword, codes in words["leads"].items())
    return {"PLURAL": words["plural"], "ENDINGS": words["endings"], "LEADS": leads}
