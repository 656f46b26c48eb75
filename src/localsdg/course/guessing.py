"""Whether options give away which of them is right, to somebody who knows nothing of the lesson.

Writers of questions tend to make the right option the longest, the only one with a figure, or the second of four. Two
things are looked at. Within one question, :func:`clues` says by what the right option stands out; the reader of
questions refuses such a question. Over many questions, :func:`hits` counts how often a way of guessing is right,
:func:`limits` says between which numbers that is chance, and :func:`habits` names what lies beyond.

Nothing here needs to know the language of the options, but for the two lists of words of :data:`GUESSES`.
"""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

STANDS_OUT = 1.2  # the right option may be longer or shorter than all others by this factor
SPREAD = 1.6  # the longest option may be longer than the shortest one by this factor
UNSEEN = 6  # characters that nobody notices; in short options factors say little
CHANCE = 0.02  # how seldom chance alone leads beyond a limit

# English; words of other languages can be added, since hardly any is an English word too.
_HEDGES = frozenset(
    re.findall(
        r"\w+",
        "about can could depend depending depends different either few hardly if likely many may might most mostly "
        "often other others partly perhaps possible probably several should some sometimes usually",
    )
)
_ABSOLUTES = frozenset(
    re.findall(r"\w+", "all always any cannot each every everybody must never no nobody none nothing only whole")
)

Options = list[tuple[str, bool]]  # the text of each option, and whether it is right, in the order shown


@dataclass(frozen=True)
class Choice:
    """A question with one right option.

    Attributes:
        name: by which its writer finds it.
        text: what is asked.
        options: in the order shown.
    """

    name: str
    text: str
    options: Options


def width(text: str) -> int:
    """Return how long a text looks: marks above and below letters take no room, Chinese and the like take double."""
    shown = " ".join(unicodedata.normalize("NFC", text).split())
    return sum(
        0
        if unicodedata.category(each) in ("Mn", "Me", "Cf")
        else 2
        if unicodedata.east_asian_width(each) in "WF"
        else 1
        for each in shown
    )


def _sentences(text: str) -> int:
    return len(re.findall(r"[.!?؟।](?=\s+\S)|[。！？](?=.)", text.strip())) + 1


def _kinds(text: str) -> set[str]:
    return {unicodedata.category(each) for each in text}


# What catches the eye in an option: whether a text has it.
_SIGNS: Mapping[str, Callable[[str], bool]] = {
    "a figure": lambda text: "Nd" in _kinds(text),
    "a bracket": lambda text: "Ps" in _kinds(text.replace("„", "").replace("‚", "")),
    "a quotation": lambda text: "Pi" in _kinds(text) or any(each in text for each in '"„'),
    "a colon or semicolon": lambda text: bool(re.search(r"[;；：]|:(?!\d)", text)),
    "a question or an exclamation": lambda text: any(each in text for each in "?!؟？！"),
    "more than one sentence": lambda text: _sentences(text) > 1,
}


def clues(options: Options) -> Iterator[str]:
    """Yield by what the right options of one question stand out: what was found, what was expected, and the repair."""
    right = [text for text, is_right in options if is_right]
    wrong = [text for text, is_right in options if not is_right]
    yield from _length_clues(sorted(map(width, right)), sorted(map(width, wrong)))
    for sign, has in _SIGNS.items():
        with_it, others = [has(text) for text in right], [has(text) for text in wrong]
        if all(with_it) and not any(others):
            yield (
                f"only what is right has {sign}. Expected that it tells nothing. "
                "Give one to a wrong option too, or take it out of the right one."
            )
        elif all(others) and not any(with_it):
            yield (
                f"all but what is right have {sign}. Expected that it tells nothing. "
                "Take it out of a wrong option, or give one to the right one."
            )


def _beyond(long: float, short: float, factor: float) -> bool:
    return long > short * factor and long - short > UNSEEN


def _most(short: int, factor: float) -> int:
    """Return the greatest length that is not beyond a shorter one."""
    return max(math.floor(short * factor + 1e-9), short + UNSEEN)


def _length_clues(right: list[int], wrong: list[int]) -> Iterator[str]:
    shortest, longest = min(right[0], wrong[0]), max(right[-1], wrong[-1])
    if len(right) == 1:
        if _beyond(right[0], wrong[-1], STANDS_OUT):
            yield (
                f"the right option has {right[0]} characters, the longest of the others {wrong[-1]}. Expected at most "
                f"{_most(wrong[-1], STANDS_OUT)}, or it can be guessed by its length. Move what explains it into its "
                "reason, or make a wrong option more detailed."
            )
        elif _beyond(wrong[0], right[0], STANDS_OUT):
            least = min(math.ceil(wrong[0] / STANDS_OUT - 1e-9), wrong[0] - UNSEEN)
            yield (
                f"the right option has {right[0]} characters, the shortest of the others {wrong[0]}. Expected at least "
                f"{least}, or it can be guessed by its length. Shorten the wrong ones, or make the right one more "
                "detailed."
            )
    else:
        means = [sum(lengths) / len(lengths) for lengths in (right, wrong)]
        if _beyond(max(means), min(means), STANDS_OUT):
            yield (
                f"right options have {means[0]:.0f} characters on average, wrong ones {means[1]:.0f}. Expected at most "
                f"{STANDS_OUT} times as many in one as in the other, or they can be guessed by their length. Shorten "
                "the long ones, or make the short ones more detailed."
            )
    if _beyond(longest, shortest, SPREAD):
        yield (
            f"the longest option has {longest} characters, the shortest {shortest}. Expected at most "
            f"{_most(shortest, SPREAD)}, so that all look alike. Shorten the long one, or make the short one more "
            "detailed."
        )


# ---------------------------------------------------------------------------------------- over many questions


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def _long_words(text: str) -> set[str]:
    return {word[:5] for word in _words(text) if len(word) > 3}  # beginnings, since endings change


def _count(text: str, wanted: frozenset[str]) -> int:
    return sum(word in wanted for word in _words(text))


def _alike(text: str, others: Sequence[str]) -> int:
    return sum(len(_long_words(text) & _long_words(other)) for other in others if other != text)


# Ways to guess: a number for each option, from the text of the question and the texts of its options. The largest is
# chosen.
GUESSES: Mapping[str, Callable[[str, list[str]], list[float]]] = {
    "the longest": lambda _, texts: [width(text) for text in texts],
    "the shortest": lambda _, texts: [-width(text) for text in texts],
    "one neither longest nor shortest": lambda _, texts: [
        min(map(width, texts)) < width(text) < max(map(width, texts)) for text in texts
    ],
    "the first": lambda _, texts: [place == 0 for place in range(len(texts))],
    "the second": lambda _, texts: [place == 1 for place in range(len(texts))],
    "the last": lambda _, texts: [place == len(texts) - 1 for place in range(len(texts))],
    "one neither first nor last": lambda _, texts: [0 < place < len(texts) - 1 for place in range(len(texts))],
    "the one with most words of the question": lambda question, texts: [
        len(_long_words(text) & _long_words(question)) for text in texts
    ],
    "the one most like the others": lambda _, texts: [_alike(text, texts) for text in texts],
    "the one least like the others": lambda _, texts: [-_alike(text, texts) for text in texts],
    "the one with most cautious words": lambda _, texts: [_count(text, _HEDGES) for text in texts],
    "the one with fewest words without a way out": lambda _, texts: [-_count(text, _ABSOLUTES) for text in texts],
    "the one with most digits": lambda _, texts: [sum(each.isdigit() for each in text) for text in texts],
    "the one with fewest digits": lambda _, texts: [-sum(each.isdigit() for each in text) for text in texts],
    "the one with most signs": lambda _, texts: [
        sum(not each.isalnum() and not each.isspace() for each in text) for text in texts
    ],
    "the one with most words": lambda _, texts: [len(_words(text)) for text in texts],
}


def _hit(guess: str, choice: Choice) -> float:
    """Return how likely a way of guessing finds the right option; it draws among equal ones."""
    values = GUESSES[guess](choice.text, [text for text, _ in choice.options])
    chosen = [is_right for value, (_, is_right) in zip(values, choice.options, strict=True) if value == max(values)]
    return sum(chosen) / len(chosen)


def hits(guess: str, choices: Sequence[Choice]) -> float:
    """Return in how many questions a way of guessing, a key of :data:`GUESSES`, is right on average."""
    return sum(_hit(guess, each) for each in choices)


def expected(choices: Sequence[Choice]) -> float:
    """Return in how many questions chance is right on average."""
    return sum(1 / len(each.options) for each in choices)


def limits(choices: Sequence[Choice]) -> tuple[int, int]:
    """Return the fewest and the most hits that chance explains: beyond each it leads in 2 of 100 cases or fewer.

    The numbers are exact for any number of questions and options. Of four with four options, three can be chance.
    """
    odds = [1.0]  # odds[n]: how likely exactly n hits are
    for each in choices:
        part = 1 / len(each.options)
        odds = [miss * (1 - part) + hit * part for miss, hit in zip([*odds, 0], [0, *odds], strict=True)]
    fewest = next(n for n in range(len(odds)) if sum(odds[: n + 1]) > CHANCE)
    most = next(n for n in range(len(odds)) if sum(odds[n + 1 :]) <= CHANCE)
    return fewest, most


def habits(choices: Sequence[Choice]) -> Iterator[str]:
    """Yield the ways of guessing that do better or worse than chance explains: found, expected, and the repair."""
    fewest, most = limits(choices)
    for guess in GUESSES:
        found = hits(guess, choices)
        if fewest <= found <= most:
            continue
        names = ", ".join(each.name for each in choices if (_hit(guess, each) > 0.5) == (found > most))
        where = (
            "Move a right option in a file that nobody has answered yet: kept answers go by the place."
            if guess in ("the first", "the second", "the last", "one neither first nor last")
            else "Write some of their options anew."
        )
        yield (
            f"who always takes {guess} is right in {found:.1f} of {len(choices)} questions. Chance explains "
            f"{fewest} to {most}, on average {expected(choices):.1f}. Look at {names}. {where}"
        )
