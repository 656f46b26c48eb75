"""The words of the checks: whole sentences of a catalogue, which the page has too."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

from localsdg.core.catalogue import course_language, texts
from localsdg.owndata.errors import DataFileError

if TYPE_CHECKING:
    Catalogue = dict[str, Any]


class Say(Protocol):
    """A function that says a sentence."""

    def __call__(self, key: str, /, **values: object) -> str:
        """Return the sentence of a key, with its names filled in."""


def catalogue() -> Catalogue:
    """Return the texts of own data in the language of the course."""
    return texts("owndata", course_language())


def report_words() -> Catalogue:
    """Return the texts around the faults of a report in the language of the course; the page has its own."""
    return texts("owndata_report", course_language())


def refused(key: str, file: str = "", /, **values: object) -> DataFileError:
    """Return the error that says why a file cannot be read, and what to do.

    Args:
        key: the sentence in the catalogue.
        file: the name of the file, if it has one.
        values: what is filled in.
    """
    words = report_words()
    return DataFileError(filled(words["refusals"][key], {"file": file or words["this_file"], **values}))


def filled(sentence: str, values: dict[str, object]) -> str:
    """Return a sentence with its names filled in, once: what a table says stays as it is."""
    if "{" not in sentence:
        return sentence
    return re.sub(r"\{(\w+)\}", lambda name: str(values[name[1]]), sentence)


def _sentence(words: Catalogue, kind: str, key: str, /, **values: object) -> str:
    own: dict[str, str] = words["kinds"][kind]
    return filled(own[key] if key in own else words["common"][key], values)


def sayer(words: Catalogue, kind: str) -> Say:
    """Return a function that says what there is to say of one kind of fault, by keys."""
    return partial(_sentence, words, kind)


def counted(words: dict[str, str], count: int, /, **values: object) -> str:
    """Return the sentence for one or for several, with the number filled in."""
    return filled(words["one" if count == 1 else "other"], {"count": f"{count:,}", **values})
