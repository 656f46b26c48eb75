"""The words that lead to targets in English, for JavaScript: they weigh more than the rest, and come when used."""

from typing import Any

from localsdg.core.leads import leading_words


def _lines(leads: dict[str, list[str]]) -> str:
    return "\n".join("|".join([codes, *keywords]) for codes, keywords in leads.items())


def constants() -> dict[str, Any]:
    """Return the endings, and a line for each set of targets: their codes, then the keywords, after "|".

    ``LEADS`` is for texts. ``ALONE`` has what is said otherwise where words stand alone, and those of everyday life.
    """
    text, alone = leading_words(), leading_words(alone=True)
    same = {codes: {*keywords} for codes, keywords in text["leads"].items()}
    other = {
        codes: more
        for codes, keywords in alone["leads"].items()
        if (more := [each for each in keywords if each not in same.get(codes, ())])
    }
    return {
        "PLURAL": text["plural"],
        "ENDINGS": text["endings"],
        "APART": text["apart"],
        "LEADS": _lines(text["leads"]),
        "ALONE": _lines(other),
    }
