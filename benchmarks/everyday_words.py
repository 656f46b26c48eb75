"""How often a word of everyday life finds a sensible target among the first three.

Run it with ``python benchmarks/everyday_words.py``; ``--misses`` lists what misses in the tuning half. A word belongs
to the tuning half if the last byte of the SHA-256 hash of its UTF-8 text is even, and to the kept half if it is odd.
The words of the kept half were labelled before the vocabulary was written for this list, twice, by one person: first
from the word to its targets, then from each target's official text to the words, in another order and without the
first labels. ``first`` and ``second`` hold the two answers; a target is sensible if it is in either. Words without a
target are there to be found by nothing.

The words are named in (``source``): "services", the Local Government Services List of England and Wales (LG Inform
Plus, Open Government Licence, as collected in mysociety/council_climate_services); "complaints", the complaint types
of DIGIT (eGov Foundation, CC BY 4.0, egovernments/docs); "boston" and "chicago", the types of requests to the 311
lines of the two cities (as listed in johnsliao/bostonservicemap and cbschicago/chicago-311-garbage-complaints);
"newyork", what people call the 311 line of New York about most (The New York Times, 2 January 2025); "kenya", the
functions of counties (Fourth Schedule of the Constitution of Kenya, 2010); "southafrica", the services of
municipalities (Legal Fundi); "cofog", the Classification of the Functions of Government (United Nations); "speech",
words of our own for what such lists call otherwise. Single words were taken, no texts.
"""

from __future__ import annotations

import csv
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from localsdg.implementation import suggest_targets
from localsdg.localizing import find_targets

if TYPE_CHECKING:
    from collections.abc import Callable

HALVES = ("tuning", "kept")
MOST = 3


@dataclass(frozen=True)
class Word:
    """A word or phrase, its targets by the first and by the second labelling, and its half."""

    text: str
    first: frozenset[str]
    second: frozenset[str]
    half: str

    @property
    def right(self) -> frozenset[str]:
        """What either labelling names."""
        return self.first | self.second


@dataclass(frozen=True)
class Score:
    """Shares from 0 to 1.

    Attributes:
        hit: of the words with a target, those with a sensible one among the first three.
        shown: of all targets among the first three, those that are sensible.
        silent: of the words without a target, those that find nothing.
    """

    hit: float
    shown: float
    silent: float


def words() -> list[Word]:
    """Return all words with their labels."""
    with Path(__file__).with_suffix(".csv").open(encoding="utf-8", newline="") as file:
        return [
            Word(row["word"], frozenset(row["first"].split()), frozenset(row["second"].split()), row["half"])
            for row in csv.DictReader(file)
        ]


def found(text: str) -> list[str]:
    """Return the first three targets of the agenda explorer."""
    return [each.target for each in find_targets(text)[:MOST]]


def suggested(text: str) -> list[str]:
    """Return the first three targets of the tagger."""
    return [each.target for each in suggest_targets(text, most=MOST)]


def agreement(of: list[Word]) -> tuple[int, int, float]:
    """Return how many words were labelled twice, for how many both share a target, and the mean overlap (Jaccard)."""
    twice = [each for each in of if each.first and each.second]
    overlaps = [len(each.first & each.second) / len(each.right) for each in twice]
    return len(twice), sum(overlap > 0 for overlap in overlaps), sum(overlaps) / len(overlaps)


def score(look: Callable[[str], list[str]], of: list[Word]) -> Score:
    """Compare what is found for each word with what is sensible."""
    shown = [(look(each.text), each.right) for each in of]
    hits = [bool(right.intersection(codes)) for codes, right in shown if right]
    every = [code in right for codes, right in shown for code in codes]
    silent = [not codes for codes, right in shown if not right]
    return Score(*(sum(each) / len(each) for each in (hits, every, silent)))


def main(arguments: list[str]) -> None:
    """Print the table."""
    known = words()
    twice, shared, overlap = agreement(known)
    print(f"{twice} words labelled twice: {shared} share a target, mean overlap {overlap:.2f}")
    print(f"{'':16}{'':8}{'words':>7}{'hit':>8}{'shown':>8}{'silent':>8}")
    for half in HALVES:
        of = [each for each in known if each.half == half]
        for name, look in (("find_targets", found), ("suggest_targets", suggested)):
            rated = score(look, of)
            print(f"{name:16}{half:8}{len(of):7}{rated.hit:8.3f}{rated.shown:8.3f}{rated.silent:8.3f}")
    if "--misses" in arguments:
        for each in known:
            codes = found(each.text)
            if each.half == HALVES[0] and each.right.isdisjoint(codes) and (each.right or codes):
                print(f"{each.text} | {' '.join(sorted(each.right))} | {' '.join(codes)}")


if __name__ == "__main__":
    main(sys.argv[1:])
