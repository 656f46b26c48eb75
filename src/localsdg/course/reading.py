"""How easy a lesson is to read: minutes between two things to do, length of sentences, words of specialists, turns."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from localsdg.core.jargon import JARGON
from localsdg.course.lesson import TO_DO, Lesson, lessons
from localsdg.course.wording import turns_in

if TYPE_CHECKING:
    from collections.abc import Iterator

# Slower than people read in their first language; this course's assumption, with time to look at a table or a chart.
WORDS_A_MINUTE = 150
MOST_MINUTES = 12.0  # of reading between two things to do
LONGEST_SENTENCE = 30  # words
MOST_ON_AVERAGE = 15.0  # words a sentence
SHORT = 6  # words: many sentences as short as this read like a telegram
MOST_SHORT = 8  # of them in a lesson, outside lists, tables and headings

_NOT_FOR_EVERYBODY = ("analyst", "sources", "trainer-card")  # beginnings of the ids of cells
_LISTS = ("sources", "trainer-card")  # cells that are lists from top to bottom
_NO_PROSE = (
    re.compile(r"\$\$.*?\$\$|^```.*?^```", re.MULTILINE | re.DOTALL),  # formulas and code
    # Items of lists with the lines that go on, rows of tables, headings, labels in bold, the sign of a quotation.
    re.compile(r"^(?:> ?)?\s*(?:[-*|#:]|\d+\.).*(?:\n {2,}\S.*)*|^> ?", re.MULTILINE),
)
_MARKUP = (
    (re.compile(r"\$\$.*?\$\$", re.DOTALL), " "),
    (re.compile(r"\$[^$\n]+\$"), "x"),
    (re.compile(r"<https?:[^>]*>"), " "),
    (re.compile(r"\[([^\]]*)\]\([^)]*\)"), r"\1"),
    (re.compile(r"^\s*(?:[-*>]|#+|\d+\.)\s*", re.MULTILINE), ""),
    (re.compile(r"[*_`]{1,3}"), ""),
)
_QUOTED = re.compile(r"“[^”]*”")
# A number may follow an abbreviation (p. 7), so before a number only a longer word ends a sentence.
_END = re.compile(r"(?<=[.!?:;…])[”’)]?\s+(?=[“‘(]?[^\W\da-z])|(?<=\w{4}[.!?…])\s+(?=\d)")


@dataclass(frozen=True)
class Reading:
    """What a lesson asks of its reader; the analyst corner, the sources and the trainer card are not counted.

    Attributes:
        lesson: number of the lesson.
        words: number of words.
        stretch: minutes of the longest stretch of reading between two things to do.
        average: words a sentence.
        longest: the sentence with the most words.
        jargon: words of specialists, outside quotation marks.
        short: the sentences of few words, outside lists, tables and headings; those of the analyst corner too.
        turns: words and turns that this course does not use, each with what to write; in all cells but the sources.
    """

    lesson: str
    words: int
    stretch: float
    average: float
    longest: str
    jargon: tuple[str, ...]
    short: tuple[str, ...] = ()
    turns: tuple[str, ...] = ()

    def faults(self) -> list[str]:
        """Return what goes beyond the limits, in words; an easy lesson has none."""
        found = []
        if self.stretch > MOST_MINUTES:
            found.append(f"{self.stretch:.0f} minutes of reading in a row: put something to do in between.")
        if self.average > MOST_ON_AVERAGE:
            found.append(f"{self.average:.1f} words a sentence: at most {MOST_ON_AVERAGE:.0f} on average.")
        if len(words_of(self.longest)) > LONGEST_SENTENCE:
            found.append(f"A sentence of {len(words_of(self.longest))} words: “{self.longest}”. Cut it in two.")
        found += [f"“{word}” is a word of specialists: say it in the reader's words." for word in self.jargon]
        if len(self.short) > MOST_SHORT:
            found.append(
                f"{len(self.short)} sentences of {SHORT} words or fewer: at most {MOST_SHORT}. Connect some with "
                f"their neighbours: {' / '.join(self.short)}"
            )
        found += self.turns
        return found


def plain(markdown: str) -> str:
    """Return the words of a text in Markdown, without marks, addresses and formulas."""
    for pattern, words in _MARKUP:
        markdown = pattern.sub(words, markdown)
    return markdown


def words_of(text: str) -> list[str]:
    """Return the words of a plain text."""
    return [word for word in text.split() if re.search(r"\w", word)]


def sentences_of(text: str) -> list[str]:
    """Return the sentences of a plain text: a full stop, a colon, a semicolon or a new paragraph ends one."""
    lines = [" ".join(line.split()) for line in re.split(r"\n\s*\n|\n(?=\S)", text)]
    return [part for line in lines for part in _END.split(line) if words_of(part)]


def short_sentences(markdown: str) -> list[str]:
    """Return the sentences of few words of a text in Markdown, outside lists, tables, headings and formulas."""
    for pattern in _NO_PROSE:
        markdown = pattern.sub("", markdown)
    return [sentence for sentence in sentences_of(plain(markdown)) if len(words_of(sentence)) <= SHORT]


def strings_of(value: object) -> Iterator[str]:
    """Return every text that a document holds for people: the values, without names and ids."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, each in value.items():
            if name != "id":
                yield from strings_of(each)
    elif isinstance(value, list):
        for each in value:
            yield from strings_of(each)


def turns_of(value: object) -> list[str]:
    """Return what a document says in words or turns that this course does not use, each with what to write."""
    return [turn for text in strings_of(value) for turn in turns_in(text)]


def read_lesson(lesson: Lesson) -> Reading:
    """Look at one lesson."""
    stretches = [0]
    sentences: list[str] = []
    for cell in lesson.cells.values():
        if cell.id.startswith(_NOT_FOR_EVERYBODY):
            continue
        text = plain(cell.source) if cell.kind == "markdown" else ""
        stretches[-1] += len(words_of(text))
        sentences += sentences_of(text)
        if cell.id in TO_DO.values():
            stretches.append(0)
    own_words = _QUOTED.sub("", " ".join(sentences)).casefold()
    jargon = [found[0] for term in JARGON if (found := re.search(rf"\b{re.escape(term)}\w*", own_words))]
    own = [cell for cell in lesson.cells.values() if cell.kind == "markdown" and not cell.id.startswith("sources")]
    turns = [turn for cell in own for turn in turns_in(plain(cell.source))]
    short = [each for cell in own if not cell.id.startswith(_LISTS) for each in short_sentences(cell.source)]
    lengths = [len(words_of(sentence)) for sentence in sentences]
    return Reading(
        lesson=lesson.number,
        words=sum(stretches),
        stretch=max(stretches) / WORDS_A_MINUTE,
        average=sum(lengths) / len(lengths),
        longest=max(sentences, key=lambda sentence: len(words_of(sentence))),
        jargon=tuple(jargon),
        short=tuple(short),
        turns=tuple(turns),
    )


def read_lessons() -> list[Reading]:
    """Look at every lesson of the course, in their order."""
    return [read_lesson(lesson) for lesson in lessons()]
