"""The words that lead to a target, for JavaScript: they weigh more than the rest, and come when they are used."""

from typing import Any

from localsdg.implementation.alignment import leading_words


def constants() -> dict[str, Any]:
    """Return the endings, and a line for each set of targets: their codes, then each keyword as stems, after "|"."""
    words = leading_words()
    leads = "\n".join("|".join([codes, *keywords]) for codes, keywords in words["leads"].items())
    return {"PLURAL": words["plural"], "ENDINGS": words["endings"], "LEADS": leads}
