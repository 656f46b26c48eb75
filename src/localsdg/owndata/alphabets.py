"""In which encoding the words of a table make sense: for a text that is not UTF-8 and says nothing about itself.

A table has few words and no sentences, so programs that count letters fail: of twelve short tables in twelve encodings
a common one named four rightly. Here a word makes sense if it is written in one alphabet, small, large or with a large
first letter; and a heading that is a known word for a place or a year speaks for its encoding.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from localsdg.owndata.layout import names_places, plain_name, role_of
from localsdg.owndata.meanings import RULES, YEAR_WORDS

if TYPE_CHECKING:
    from collections.abc import Sequence

_MANY = 400  # words are enough
_CLEAR, _UNCLEAR = 0.95, 0.6  # shares of words that make sense: in one encoding alone
_JAPANESE = {"CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA", "HALFWIDTH", "FULLWIDTH", "IDEOGRAPHIC"}
_ASIAN = frozenset({"shift_jis", "gb18030", "big5", "euc-kr"})
_END_OF_PLACE = re.compile(rf"[\u3040-\u9fff\uac00-\ud7af]+[{RULES['ends_of_places']}]")
_MANY_PLACES, _FEW_PLACES = 0.5, 0.1  # shares of words that end as names of places do


def likely_encoding(head: bytes, names: Sequence[str]) -> str:
    """Return the encoding in which alone the words of a text make sense; "" if that is true of none or several.

    Args:
        head: the first bytes of the text.
        names: the encodings that come into question; the first is the one that is taken where nothing is clear.
    """
    lines = head.split(b"\n")[:-1] or [head]
    texts = {name: text for name in names if (text := _decoded(b"\n".join(lines), name)) is not None}
    known = [name for name, text in texts.items() if _has_known_heading(text)]
    if len(known) == 1:
        return known[0]
    if len(places := _places_in(texts)) == 1:
        return places[0]
    shares = {name: share_of_sound_words(text) for name, text in texts.items()}
    best = max(shares, key=lambda name: shares[name], default="")
    others = [share for name, share in shares.items() if name != best]
    if not best or best in _ASIAN or shares[best] < _CLEAR or max(others, default=0.0) > _UNCLEAR:
        return ""  # nearly all pairs of bytes are some sign of China, Japan and Korea
    return best


def _decoded(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except UnicodeDecodeError:
        return None


def _has_known_heading(text: str) -> bool:
    cells = [cell.strip() for line in text.splitlines()[:10] for cell in re.split(r"[,;\t|\"]", line)]
    return any(
        not cell.isascii() and (role_of(cell) or names_places(cell) or plain_name(cell) in YEAR_WORDS) for cell in cells
    )


def _places_in(texts: dict[str, str]) -> list[str]:
    """Return the encodings of Asia in which many words end as names of places do there; none if another is near.

    Such an ending stands again and again, as in the names of all districts of a city; in a wrong encoding it is some
    other sign.
    """
    shares = {}
    for name in _ASIAN & texts.keys():
        words = set(re.findall(r"[^\s\x00-\x7f]{2,}", texts[name]))
        ends = sum(bool(_END_OF_PLACE.fullmatch(word)) for word in words)
        shares[name] = ends / len(words) if ends > 4 else 0.0
    found = [name for name, share in shares.items() if share >= _MANY_PLACES]
    return found if sum(share > _FEW_PLACES for share in shares.values()) == 1 else []


def share_of_sound_words(text: str) -> float:
    """Return which part of the words with letters beyond ASCII make sense."""
    words = [word for word in re.findall(r"[^\s\x00-\x40\[-`{-\x7f]+", text) if not word.isascii()]
    words = list(dict.fromkeys(words))[:_MANY]
    return sum(map(_is_sound, words)) / len(words) if words else 0.0


def _is_sound(word: str) -> bool:
    letters = [sign for sign in word if not unicodedata.combining(sign)]
    if not all(map(str.isalpha, letters)):
        return False
    scripts = {unicodedata.name(sign, "?").split()[0] for sign in letters}
    if len(scripts) > 1 and not scripts <= _JAPANESE:
        return False
    if scripts == {"LATIN"} and sum(not sign.isascii() for sign in letters) > 0.5 * len(letters):
        return False
    return word in (word.lower(), word.upper()) or (word[0].isupper() and word[1:] == word[1:].lower())
