"""Comparing words: their beginnings without the commonest endings of English."""


def stem(word: str) -> str:
    """Take off the commonest endings, so that "streets" meets "street" and "recycling" meets "recycle"."""
    if word.endswith("s") and not word.endswith("ss") and len(word) > 4:
        word = word[:-1]
    for ending in ("ation", "ing", "ie", "ed", "e", "y"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word
