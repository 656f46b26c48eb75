"""The words that the course itself writes, by language; and the language that it speaks.

A catalogue is a file of JSON with whole sentences by plain keys, in groups; {names} stand for what is filled in. That
of the site lies in ``locales/<language>/site.json``. A widget keeps its own beside its code.

Two languages are made up from English by this module. They show, before anybody has translated a word, what would not
be translated, and what does not fit: ``en-XA`` has accents on every letter and is longer, and ``ar-XB`` also runs
from right to left. Both codes are those that other makers of programs use for the same.
"""

from __future__ import annotations

import json
import os
import re
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from localsdg.core.content import content_root

_PLAIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_ACCENTED = "ÀƁÇÐÉƑĜĤÎĴĶĻḾÑÔÞɊŔŠŢÛṼŴẊÝŽàƀçðéƒĝĥîĵķļḿñôþɋŕšţûṽŵẋýž"
_ACCENTS = str.maketrans(_PLAIN, _ACCENTED)
_NAME = re.compile(r"(\{[^{}]*\})")
_WORD = re.compile(r"(\w+)")
_VOWEL = re.compile(r"([aeiouyAEIOUY])")
FROM_THE_RIGHT = ("ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi")
LONG = "en-XA"
RIGHT_TO_LEFT = "ar-XB"


def course_language() -> str:
    """Return the language of the course: ``LOCALSDG_LANGUAGE`` if it is set, else that of ``_config.yml``, else "en".

    Pages, widgets in JupyterLab and the answers of the course's server all ask here.
    """
    given = os.environ.get("LOCALSDG_LANGUAGE")
    settings = content_root() / "_config.yml"
    if given or not settings.is_file():
        return given or "en"
    return _language_of(settings.read_text("utf-8"))


@cache
def _language_of(settings: str) -> str:
    sphinx = yaml.safe_load(settings).get("sphinx") or {}
    return str((sphinx.get("config") or {}).get("language") or "en")


def written_language(language: str) -> str:
    """Return the language in which the texts are written: that of a made-up language is English."""
    return "en" if language in (LONG, RIGHT_TO_LEFT) else language


def direction(language: str) -> str:
    """Return "rtl" for a language that is written from right to left, else "ltr"."""
    return "rtl" if language.split("-")[0] in FROM_THE_RIGHT else "ltr"


def spoken(texts: Any, language: str) -> Any:
    """Return the texts of a catalogue, or a part of it, as they are shown: as they are, but in a made-up language."""
    if language == written_language(language):
        return texts
    if isinstance(texts, dict):
        return {key: spoken(value, language) for key, value in texts.items()}
    if isinstance(texts, list):
        return [spoken(value, language) for value in texts]
    return _made_up(texts, language) if isinstance(texts, str) else texts


def _made_up(text: str, language: str) -> str:
    """Return a text in square brackets, with accents and twice each vowel; what is in braces stays."""

    def word(found: re.Match[str]) -> str:
        long = _VOWEL.sub(r"\1\1", found[0]).translate(_ACCENTS)
        # A browser shows what stands between these two signs from right to left.
        return f"\u202e{long}\u202c" if direction(language) == "rtl" else long

    parts = _NAME.split(text)
    return f"[{''.join(part if place % 2 else _WORD.sub(word, part) for place, part in enumerate(parts))}]"


@cache
def texts(name: str, language: str = "en") -> dict[str, Any]:
    """Return the catalogue of a part of the course, such as "site".

    Raises:
        LookupError: nobody has translated it into the language; the message says where a translation would lie.
    """
    written = written_language(language)
    file = files("localsdg").joinpath("locales", written, f"{name}.json")
    if not file.is_file():
        known = sorted(each.name for each in files("localsdg").joinpath("locales").iterdir() if each.is_dir())
        raise LookupError(
            f"The course has no texts in the language {language!r}: there is no locales/{written}/{name}.json. "
            f"It has: {', '.join(known)}. Translate locales/en/{name}.json, or set another language in _config.yml."
        )
    found: dict[str, Any] = spoken(json.loads(file.read_text("utf-8")), language)
    return found
