"""Stems of English words, so that different forms of a word can be compared."""


def stem(word: str) -> str:
    """Return a word without the commonest endings: "streets" and "street", "recycling" and "recycle" have one stem."""
    if word.endswith("s") and not word.endswith("ss") and len(word) > 4:
        word = word[:-1]
    for ending in ("ation", "ing", "ie", "ed", "e", "y"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word
